"""Parts of English sentences around a verb of saying: hearers, adverbials, clauses, whom else the words pass through."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.names import english_words
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import ADVERBIAL, DAYS

_OUTLET_NOUNS = wordset("en", "outlet-nouns")
LEAD = 6
_INQUIRERS = words_of("investigators researchers inquiry enquiry interviewers monitors inspectors")
_PASSERS = wordset("en", "passers")
_FORUMS = words_of("council assembly court parliament conference congress nations tribunal")
_RELAYED = words_of(
    "quoted quotes cited cites interviewed released published posted "
    "aired broadcast put uploaded circulated shared distributed issued"
)
_SHORT = words_of("jan feb mar apr jun jul aug sep sept oct nov dec")
_SUBORDINATE = words_of("when after as while although though if since because before once whereas")
SUBJECTS = words_of("he she they it i we there nobody the this that these those his her their its our my")
FINITE = words_of("will would can could may might must should is are was were has have had does did")

_CONTRACTED = ("ed", "n't", "'s", "'re", "'ll", "'ve", "'d", "’s", "’re", "’ll")


def behind(s: Scan, source: Range, i: int) -> tuple[Range, list[Range]]:
    """Who speaks and who passes it on where the subject of the verb at `i` says so itself.

    “the BBC, citing a confidential inquiry, reported that …”: the inquiry through the BBC. “they quoted a source, who denied …”, “the group
    put out a video which shows …”: the source through whom it was quoted, the video through whom it was put out.
    """
    source, given = given_by(s, source, i)
    if given:
        return source, given
    at = next((k for k in range(source[1], i) if s.norms[k] in ("citing", "quoting")), None)
    if at is not None:
        stop = s.np_after(at + 1, i)
        return ((at + 1, stop), [source]) if stop > at + 1 else (source, [])
    after = next((k for k in range(source[1], min(i, source[1] + 2)) if s.norms[k] in ("who", "which", "that")), None)
    if after is None:
        return source, []
    v = source[0] - 1
    if v > 0 and s.norms[v] in ("out", "up"):
        v -= 1
    if v <= s.start_of(i) or s.norms[v] not in _RELAYED:
        return source, []
    outlet, code, _ = s.subject_before(v)
    if outlet is None and code is None and s.norms[v - 1] == "and":
        first = s.start_of(i)
        outlet = next(((k, s.np_after(k, v)) for k in range(first, min(v, first + 6)) if s.mention_of[k] >= 0 or k in s.heads), None)
    return source, [outlet] if outlet is not None else [(-1, -1)] if code is not None else []


def given_by(s: Scan, source: Range, i: int) -> tuple[Range, list[Range]]:
    """Through whom a text came by its own description, and the statement that a sentence opens with.

    “Pictures handed over by a volunteer show …”, “In a statement relayed by the agency, the ministry said …”.
    """
    for k in range(source[0] + 1, i):
        m = s.kind(k, "carrier")
        if m is not None and any(s.heads.get(x) in ("document", "intercept", "statement") for x in range(source[0], k)):
            stop = s.np_after(m.last, i)
            last = k
            while last - 1 > source[0] and (s.blank(last - 1) or s.norms[last - 1] in ("and", "first", "which", "was", "were")):
                last -= 1
            return ((source[0], last), [(m.last, stop)]) if stop > m.last else (source, [])
    first = s.start_of(i)
    if source[0] - first <= 16 and s.norms[first] in ("in", "according"):
        for k in range(first + 1, source[0]):
            m = s.kind(k, "carrier")
            if m is not None:
                stop = s.np_after(m.last, source[0])
                return (source, [(m.last, stop)]) if stop > m.last else (source, [])
    return source, []


def is_verb(s: Scan, k: int) -> bool:
    """Whether a word can be a finite verb."""
    n = s.norms[k]
    if n.endswith("ed") and k + 1 < s.n and s.norms[k + 1] == "by":
        return False  # “in a statement published by the agency”
    return n in FINITE or n.endswith(_CONTRACTED) or n in english_words().verbs or s.verb(k) is not None


def is_clause(s: Scan, a: int, b: int) -> bool:
    """Whether words can be a clause without “that”: three or more, and a verb among them."""
    if b - a < 3:
        return False
    return any(is_verb(s, k) for k in range(a + 1, b))


def whole_clause(s: Scan, m: Match, lead: int, i: int, end: int) -> bool:
    """Whether the words before a verb are a sentence of their own and the words after it name who says it: “C, say eleven survivors”."""
    stop = s.np_after(m.last, end)
    if stop <= m.last or not s.speaks((m.last, stop)):
        return False
    if not (stop >= end or s.blank(stop) or s.norms[stop] in ("who", "whom", "which", "in", "on", "at")):
        return False
    verbs = english_words().verbs
    if any(s.norms[k] in FINITE or s.norms[k] in verbs or s.verb(k) is not None for k in range(m.last + 1, stop)):
        return False
    return any(s.norms[k] in FINITE or s.norms[k] in verbs for k in range(lead + 2, i)) or m.data.get("t") == "base"


def main_clause(s: Scan, subject: int, start: int, end: int) -> int:
    """Where content ends in a clause that stands before its main clause: “When the rebels announced that C, the government …”."""
    if subject == 0 or s.norms[subject - 1] not in _SUBORDINATE or (subject > 1 and not s.blank(subject - 2)):
        return end
    for k in range(start + 3, end - 3):
        if s.norms[k] in COMMA and s.quote_of[k] is None and (s.norms[k + 1] in SUBJECTS or s.mention_of[k + 1] >= 0 or k + 1 in s.heads):
            return k
    return end


def past_hearer(s: Scan, k: int, end: int, *, final: bool = False) -> tuple[int, Range | None]:
    """Past whom it was told to: “told Reuters that”, “told him”, “told a press conference”."""
    if k >= end or s.blank(k) or s.norms[k] == "that":
        return k, None
    if s.norms[k] in ("him", "her", "them", "us", "me", "you", "it"):
        return k + 1, None
    stop = s.np_after(k, end)
    if final or (stop < end and (s.norms[stop] == "that" or stop in s.opening or s.norms[stop] == COLON or s.norms[stop] in COMMA)):
        return stop, (k, stop)
    if stop < end and (s.norms[stop] in DAYS or s.norms[stop] in ("on", "in", "during", "at", "by", "late", "last", "over")):
        return stop, (k, stop)
    one = next((x for x in range(k + 1, min(stop, k + 5)) if s.norms[x] in ("it", "he", "she", "they", "the", "there")), None)
    return (one, (k, one)) if one is not None else (k, None)


def past_adverbial(s: Scan, k: int, end: int) -> int:
    """Past “on Sunday”, “in a statement”, “to reporters”, “late Monday” when a clause, a mark or the end follows."""
    carried = s.kind(k, "carrier") if k < end else None
    if carried is not None:
        k = s.np_after(carried.last, end)  # “in a statement carried by the agency”
    if k + 1 < end and s.norms[k] == "at" and s.norms[k + 1] in ("least", "most"):
        return k
    j = k
    while j < end and j - k < 16:
        if s.norms[j] == "." and j > k and s.norms[j - 1] in _SHORT and j + 1 < end:
            j += 1  # “on Dec. 29”
            continue
        if s.norms[j] == "that" or j in s.opening or (s.blank(j) and s.norms[j] not in ("'", "’", "-")):
            return j
        if j == k and s.norms[j] not in ADVERBIAL and not s.norms[j].endswith("ly"):
            return k
        if s.norms[j] in DAYS and not (j + 1 < end and (s.norms[j + 1] in ("morning", "afternoon", "evening", "night"))):
            return j + 1
        if j > k and s.norms[j] in ("morning", "afternoon", "evening", "night") and s.norms[j - 1] in DAYS:
            return j + 1
        j += 1
    return k if j < end else j


def passed_on(s: Scan, a: int, b: int) -> list[Range]:
    """Outlets among the words after a verb: “in an interview with X”, “in remarks carried by X”, “to X”."""
    out: list[Range] = []
    k = a
    b = min(b, a + 24)
    while k < b:
        m = s.kind(k, "carrier")
        at = m.last if m is not None else k + 1 if s.norms[k] in ("with", "to") else None
        if at is not None and at < b and not s.blank(at):
            stop = s.np_after(at, b)
            interview = s.norms[k] == "with" and s.norms[k - 1] in ("interview", "conversation", "chat") and s.raw(at)[:1].isupper()
            if stop > at and (m is not None or interview or _outlet(s, (at, stop))):
                out.append((at, stop))
                k = stop
                continue
        if k in s.opening:
            break
        k += 1
    return out[:2]


def _outlet(s: Scan, r: Range) -> bool:
    if any(s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in ("outlet", "agency") for k in range(*r)):
        return True
    if s.norms[r[0]] == "the":
        return any(s.norms[k] in _OUTLET_NOUNS for k in range(*r))
    return any(s.heads.get(k) == "media" for k in range(*r)) and s.raw(r[0])[:1].isupper()


def outletish(s: Scan, r: Range) -> bool:
    """Whether a hearer is an outlet: a known one, one with such a head, or a single capitalised name."""
    if any(s.norms[k] in _INQUIRERS or s.norms[k] in _PASSERS for k in range(*r)):
        return True
    if any(s.norms[k] in _FORUMS for k in range(*r)):
        return False
    for k in range(*r):
        if s.mention_of[k] >= 0:
            m = s.mentions[s.mention_of[k]]
            return m.kind in ("outlet", "agency") or (m.kind == "organisation" and not m.party and not _FORUMS & set(m.name.casefold().split()))
    if any(s.heads.get(k) == "media" for k in range(*r)):
        return s.raw(r[0])[:1].isupper() or s.norms[r[0]] in ("the", "a", "an", "state", "local", "one", "another")
    return r[1] - r[0] <= 2 and all(s.raw(k)[:1].isupper() for k in range(*r)) and s.norms[r[0]] not in ("congress", "parliament")


def is_document(s: Scan, source: Range) -> bool:
    """Whether a subject is a text, a recording, an outlet or a body: what can show or read something."""
    return any(s.heads.get(k) in ("document", "media", "organisation", "intercept") for k in range(*source)) or any(
        s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in ("document", "outlet", "agency") for k in range(*source)
    )


def closed_off(s: Scan, close: int) -> bool:
    """Whether a quotation's closing mark ends the content: a mark, a line's end or an adverbial follows."""
    return close >= s.n or bool(s.tokens[close].breaks) or s.blank(close) or s.norms[close] in ("in", "on", "during", "at", "and")


def may_go_on(s: Scan, k: int, found: bool) -> bool:
    """Whether the words at `k` can be content that goes on after its speaker."""
    m = s.verb(k)
    return m is None or (not found and m.data.get("t") != "ing")


def late_start(s: Scan, k: int, end: int) -> int | None:
    """“says of Clinton, “…””, “said in Toledo, Ohio, that …”: where content begins after an adverbial with commas."""
    for x in range(k + 1, min(end, k + 10)):
        if x in s.opening and s.norms[x - 1] in COMMA and s.opening[x].words >= 3:
            return x
        if s.norms[x] == "that" and s.norms[x - 1] in COMMA:
            return x + 1
        if s.verb(x) is not None:
            return None
    return None


def says(s: Scan, a: int, b: int) -> bool:
    """Whether words are a whole clause (an adverbial, then a subject with its auxiliary), not an adverbial alone."""
    verbs = english_words().verbs
    return b - a > LEAD and any(s.norms[k] in FINITE or s.norms[k] in verbs or s.norms[k].endswith("ed") for k in range(a + 4, b))


def is_final(s: Scan, k: int, end: int) -> bool:
    """Whether nothing but marks stands between a token and the end of its sentence."""
    while k < end and s.blank(k) and s.norms[k] not in (".", "!", "?", ";") and s.norms[k] not in COMMA:
        k += 1
    return k >= end or s.norms[k] in (".", "!", "?", ";")


def opens_content(s: Scan, m: Match, end: int) -> bool:
    """Whether content begins right after a verb: “that”, a quotation, a colon, or the end."""
    k = m.last
    return k >= end or s.norms[k] == "that" or k in s.opening or s.norms[k] == COLON


def clause_start(s: Scan, a: int, b: int) -> int:
    """Past another cue's words at the start of the sentence."""
    k = a
    while k < b and s.blank(k) and k not in s.opening:
        k += 1
    return k


def is_judged(s: Scan, k: int, end: int) -> bool:
    """Whether “call” judges: “called it a mistake”, “called the raid …”, not “called for”, “called him”."""
    if s.norms[k] in ("for", "on", "off", "up", "in", "into"):
        return False
    return s.norms[k] not in ("him", "her", "them", "it") or (k + 1 < end and (s.norms[k + 1] in ("a", "an", "the") or k + 1 in s.opening))


def made(rule: str, m: Match, content: Range, source: Range | None, who: Who, via: list[Range], code: str | None, *, rank: int = 0) -> Attribution:
    """An attribution by the cue `m`, with what the cue's entry says of it."""
    data = m.entry.data
    return Attribution(rule, (m.entry.id,), (m.first, m.last), content, source, who, data["stance"], data["class"], list(via), code, "indirect", rank)
