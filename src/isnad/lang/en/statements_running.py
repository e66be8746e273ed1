"""Rules of English attribution that reach past one clause: denials of what was just said, quotations that go on in paragraphs of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import PRONOUNS
from isnad.lang.en.statements_verbs import cut

SAME = register("en.statement.same-content", "Somebody denies “this”: he speaks to what somebody else has just said.")
GOES_ON = register("en.statement.goes-on", "A paragraph that is one quotation, after a paragraph with speech: the same speaker goes on.")
NOT_DENIED = register("en.statement.not-denied", "What somebody does not deny he grants: “did not dispute that C”.")
ACCOUNT = register("en.statement.account", "An adverbial that names whose account a clause is: “By the army's account”, “As the governor tells it”.")
TO_ADD = register("en.statement.to-add", "An infinitive of saying after a word of going on: “went on to say that”, “was careful to add that”.")
BY_SAYING = register("en.statement.by-saying", "A preposition and a participle of saying: “by saying that”, “for claiming that”.")
SAID_SO = register("en.statement.said-so", "Who “says so” after a question says what the question asks: “Did the jets come back? A medic swore so.”")
VERSION = register("en.statement.version", "What follows “This is his version”, to the end of the paragraph, is his.")
NOT_RULED_OUT = register("en.statement.not-ruled-out", "What somebody does not rule out he holds possible.")

_THIS = frozenset({"this", "that", "it", "these", "them", "both"})
_CLAIM = words_of(
    "claim claims accusation accusations allegation allegations report reports charge charges account accounts version suggestion assertion "
    "statement"
)
_GOING_ON = words_of(
    "went goes going on continued continues careful keen quick hastened hastens proceeded proceeds happened ready prepared forced obliged "
    "able enough moved taken took care likes liked used began begins"
)
_BEFORE_ING = frozenset({"by", "for", "after", "before", "of", "from", "in", "with", "without", "resist", "on"})
_SUBJECTS = words_of("he she they it i we there nobody the this these those his her their its our my a an")
_TELLS = words_of("tells tell told has had puts put sees saw")
_ACCOUNTS = words_of("account telling version reckoning count estimate view words eyes own description tally")
_RULE_OUT = ("en.cue.rule-out", "en.cue.exclude")
_NEITHER = words_of("nor neither confirm deny either or would could")
_ASKS = words_of("did do does was were is are has have had will would can could")
_WHOSE = {"his": "3ms", "her": "3fs", "their": "3mp"}
_VERSIONS = words_of("version account story telling testimony recollection")
_NEAR = 45  # tokens between what was said and its denial


def running_rules(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    """All attributions that these rules find.

    Args:
        s: the report laid open.
        verbs: what the rules of verbs have found.
    """
    return [*_same(s, verbs), *_infinitives(s), *_goes_on(s, verbs), *_accounts(s), *_said_so(s), *_versions(s)]


def _subject(s: Scan, i: int) -> tuple[Range | None, str | None, Who]:
    source, code, _ = s.subject_before(i)
    return source, code, "named" if source else "running"


def _same(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    ends = sorted((v for v in verbs if v.verb_class not in ("deny", "doubt")), key=lambda v: (v.content[1], v.content[0]))
    at = [v.content[1] for v in ends]
    for i in sorted(s.cues):
        m = s.verb(i)
        if m is None or m.entry.data["class"] != "deny" or m.data.get("t") == "ing" or m.last >= s.n:
            continue
        k = m.last
        charged = _charged(s, i)
        if charged is not None and s.blank(k):
            last = bisect_right(at, i) - 1
            if last >= 0 and i - at[last] <= 12:
                source, code, who = _subject(s, i)
                v = ends[last]
                if code == "3mp" and v.verb_class == "accuse":
                    source, code, who = (v.content[0], s.np_after(v.content[0], v.content[1])), None, "named"
                if source is not None or code is not None:
                    out.append(Attribution(SAME, (m.entry.id,), (charged, i + 1), v.content, source, who, "deny", "deny", person=code, rank=1))
            continue
        if s.norms[k] in ("the", "those", "these", "such", "all") and k + 1 < s.n and s.norms[k + 1] in _CLAIM:
            k += 1
        elif s.norms[k] not in _THIS:
            continue
        if not (k + 1 >= s.n or s.blank(k + 1) or s.norms[k + 1] in ("and", "but", "while", "as", "in", "on", "outright", "categorically")):
            continue
        last = bisect_right(at, i) - 1
        if last < 0 or i - at[last] > _NEAR:
            continue
        first = s.start_of(i)
        if any(s.tokens[x].breaks for x in range(at[last], first + 1)) and at[last] < first and s.start_of(first - 1) >= at[last]:
            continue  # a paragraph and a sentence lie between: “this” is what that sentence tells
        source, code, who = _subject(s, i)
        if (source is not None or code is not None) and ends[last].source != source:
            out.append(Attribution(SAME, (m.entry.id,), (i, k + 1), ends[last].content, source, who, "deny", "deny", person=code, rank=1))
    return out


def _accounts(s: Scan) -> list[Attribution]:
    """“By the army's account, C”, “As the governor tells it, C”."""
    out: list[Attribution] = []
    for a, b in s.sentences:
        first = a + (a in s.opening)
        if b - first < 8 or s.norms[first] not in ("by", "in", "on", "as"):
            continue
        for k in range(first + 2, min(b - 3, first + 9)):
            if s.blank(k):
                break
            told = s.norms[first] == "as" and s.norms[k] in _TELLS and s.norms[k + 1] == "it" and s.norms[k + 2] == ","
            owner = s.norms[k - 1].endswith(("'s", "s'", "’s", "s’")) or s.norms[k - 1] in ("his", "her", "their", "its")
            own = s.norms[first] != "as" and s.norms[k] in _ACCOUNTS and owner and s.norms[k + 1] == ","
            if told or own:
                start = k + 3 if told else k + 2
                source = (first + 1, k)
                if s.speaks(source):
                    out.append(Attribution(ACCOUNT, (), (first, k + 1), (start, s.clause_end(start, b)), source, "named"))
                break
    return out


def _said_so(s: Scan) -> list[Attribution]:
    """Questions answered with “so”: “Did the jets come back? A medic swore so.”."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.verb(i)
        if m is None or m.last >= s.n or s.norms[m.last] != "so" or m.entry.data["class"] not in ("say", "claim", "think"):
            continue
        first = s.start_of(i)
        after = m.last + 1
        if first == 0 or s.norms[first - 1] != "?" or not (after >= s.n or s.blank(after) or s.norms[after] in ("on", "in", "at", "to", "too")):
            continue
        asked, end = s.sentence(first - 1)
        if s.norms[asked] not in _ASKS or end - asked < 4:
            continue
        source, code, who = _subject(s, i)
        if source is not None or code is not None:
            out.append(Attribution(SAID_SO, (m.entry.id,), (i, after), (asked + 1, end), source, who, person=code, rank=1))
    return out


def _versions(s: Scan) -> list[Attribution]:
    """Sentences after “This is his version of the first night.”."""
    out: list[Attribution] = []
    done = 0  # end of the last such version
    for a, b in s.sentences:
        if a < done or b - a < 5 or s.norms[a] not in ("this", "here", "such") or s.norms[a + 1] not in ("is", "was") or s.norms[a + 2] not in _WHOSE:
            continue
        if s.norms[a + 3] not in _VERSIONS or s.norms[b - 1] not in (".", ":"):
            continue
        k = b
        source = _told_of(s, a)
        who: Who = "named" if source else "running"
        while k < s.n and not s.tokens[k].breaks:
            stop = s.sentence(k)[1]
            if stop - k >= 4:
                person = _WHOSE[s.norms[a + 2]]
                out.append(Attribution(VERSION, (), (a + 3, a + 4), (k, stop), source, who, verb_class="retold", person=person, rank=-1))
            k = max(stop, k + 1)
        done = k
    return out


def _told_of(s: Scan, a: int) -> Range | None:
    """The last person named in the sentence before a token."""
    if a == 0 or s.tokens[a].breaks:
        return None
    for k in range(a - 1, s.sentence(a - 1)[0] - 1, -1):
        at = s.mention_of[k]
        if at >= 0 and s.mentions[at].kind in ("person", "official"):
            first = k
            while first > 0 and s.mention_of[first - 1] == at:
                first -= 1
            return first, k + 1
        if k > 0 and s.norms[k - 1] in ("abu", "umm") and s.raw(k)[:1].isupper():
            return k - 1, k + 1
    return None


def _charged(s: Scan, i: int) -> int | None:
    """The token at which “, a charge they deny” begins, if the verb at `i` ends it."""
    for k in range(i - 1, max(0, i - 9), -1):
        if s.norms[k] == "which" and s.norms[k - 1] in (",", "-", "–", "—"):
            return k
        if s.norms[k] in _CLAIM and s.norms[k - 1] in ("a", "an", "the") and s.norms[k - 2] in (",", "-", "–", "—"):
            return k - 1
        if s.blank(k):
            return None
    return None


def _infinitives(s: Scan) -> list[Attribution]:
    """“was careful to add that C”, “by saying that C”, “did not rule out C”."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.verb(i)
        if m is None or i < 2:
            continue
        data, end = m.entry.data, s.end_of(i)
        tense, before = m.data.get("t"), s.norms[i - 1]
        if tense == "base" and before == "to" and s.norms[i - 2] in _GOING_ON:
            k = i - 2
            while k > 0 and (s.norms[k] in _GOING_ON or s.adverb(k)):
                k -= 1
            source, code, who = _subject(s, k + 1)
            if m.last < end and (s.norms[m.last] == "that" or m.last in s.opening) and (source is not None or code is not None):
                start = m.last + (s.norms[m.last] == "that")
                out += cut(s, TO_ADD, m, start, end, source, who, [], code)
        elif tense == "ing" and before in _BEFORE_ING and m.last < end and data["class"] in ("say", "claim", "add"):
            bare = "bare" in data["take"] and (s.norms[m.last] in _SUBJECTS or s.mention_of[m.last] >= 0)
            quoted = m.last in s.opening and s.opening[m.last].words >= 3
            start = m.last + 1 if s.norms[m.last] == "that" else m.last if quoted or bare else -1
            if start > 0 and start < end:
                out += cut(s, BY_SAYING, m, start, end, None, "running", [], None)
        elif m.entry.id in _RULE_OUT and before in ("not", "n't", "never", "nor") and m.last < end and not s.blank(m.last):
            k = i - 1
            while k > 0 and (s.adverb(k) or s.norms[k] in _NEITHER):
                k -= 1
            source, code, who = _subject(s, k + 1)
            if source is not None or code is not None:
                for a in cut(s, NOT_RULED_OUT, m, m.last, end, source, who, [], code):
                    a.stance, a.verb_class = "speculate", "guess"
                    out.append(a)
        elif data["class"] == "deny" and before in ("not", "n't", "never") and m.last < end and s.norms[m.last] == "that":
            k = i - 1
            while k > 0 and s.adverb(k):
                k -= 1
            source, code, who = _subject(s, k + 1)
            if source is not None or code is not None:
                for a in cut(s, NOT_DENIED, m, m.last + 1, end, source, who, [], code):
                    a.stance, a.verb_class = "assert", "say"
                    out.append(a)
        elif m.entry.id in _RULE_OUT and s.norms[s.start_of(i)] == "nor" and m.last < end:
            first = s.start_of(i)  # “Nor would he exclude C.”
            pronoun = PRONOUNS.get(s.norms[i - 1])
            if s.norms[first + 1] in ("would", "did", "does", "could", "will", "do") and 1 <= i - first - 2 <= 8:
                source = None if pronoun else (first + 2, i)
                for a in cut(s, NOT_RULED_OUT, m, m.last, end, source, "named" if source else "running", [], pronoun):
                    a.stance, a.verb_class = "speculate", "guess"
                    out.append(a)
    return out


def _goes_on(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    spoken = sorted(v.content[0] for v in verbs)
    paragraphs = list(s.doc.paragraphs)
    live = False
    for a, b in paragraphs:
        q = s.opening.get(a)
        said = bisect_left(spoken, a) < bisect_left(spoken, b)
        whole = q is not None and q.words >= 5 and q.close >= b - 1
        if q is not None and all(s.raw(k)[:1].isupper() or s.blank(k) for k in range(q.first, q.last)):
            whole = False  # a heading in quotation marks
        if q is not None and whole and live and not said:
            out.append(Attribution(GOES_ON, (), (q.open, q.open + 1), (q.open, q.close), None, "running", rank=-1))
        live = said or (whole and live)
    return out
