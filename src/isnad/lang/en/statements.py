"""English attribution: which stretches of a report somebody other than the writer is said to have said."""

from __future__ import annotations

from bisect import bisect_right

from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA, DASH
from isnad.lang.en.statements_channels import channels
from isnad.lang.en.statements_participles import verb_rules
from isnad.lang.en.statements_parts import FINITE, given_by, is_clause, is_verb, outletish
from isnad.lang.en.statements_running import running_rules
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import DETERMINER, FURNITURE, MAX_CONTENT
from isnad.lang.en.statements_testimony import TESTIMONY, testimony
from isnad.model.records import Mention
from isnad.text.doc import Doc
from isnad.text.quotes import Quote

FRONTED = register("en.statement.according-before", "“According to” with its source and the clause after it.")
TRAILING = register("en.statement.according-after", "A clause and “according to” with its source after it.")
HEARSAY = register("en.statement.hearsay", "“reportedly”, “is reported to”: somebody says it, nobody is named.")
REPORTED = register("en.statement.noun", "A noun that carries content: “reports that …”, “speculation that …”.")
OPINION = register("en.statement.opinion", "The writer marks a clause as his own conclusion or guess: “it seems that”, “perhaps”.")
TRANSCRIPT = register("en.statement.transcript", "A paragraph of a transcript that begins with its speaker's name and a colon.")
PULLED = register("en.statement.pulled-quote", "A quotation that fills its paragraph, with a dash and the speaker after it.")
TITLE_QUOTE = register("en.statement.title-quote", "A heading that is a quotation which the report attributes further down: the same speaker.")
IN_WHICH = register("en.statement.in-which", "A text or recording and what it holds: “a letter in which C”, “a clip in which C”.")
VOICE = register("en.statement.voice", "A text or a voice named before a colon and the quotation after it, without a verb of saying.")
LABELLED = register("en.statement.labelled", "A sentence of a post that is its speaker, a colon and his words: “2/ Rebels: none was taken.”")
HEADLINE = register("en.statement.headline", "A headline that names a speaker and, after a colon, what he says.")


_NO_SOURCE = frozenset({"plan", "plans", "schedule", "law", "custom", "tradition", "need", "ability", "size", "age", "rank", "protocol", "rules"})
_POSTS = 2  # numbered paragraphs that make a thread of posts
_LABEL = 12  # words before the colon of one
_SPEAKING = frozenset({"person", "official", "organisation", "state", "force", "group", "anonymous", "witness"})


def attributions(doc: Doc, quotes: list[Quote], mentions: list[Mention]) -> list[Attribution]:
    """All attributions the rules find, in no particular order and with overlaps.

    Args:
        doc: the document.
        quotes: its quotations.
        mentions: actors found in it, in order of the text.
    """
    s = Scan(doc, quotes, mentions)
    verbs = verb_rules(s)
    out = [*verbs, *running_rules(s, verbs), *_phrases(s, verbs), *_hearsay(s), *_nouns(s), *_opinions(s)]
    out += [*_headlines(s), *_title_quotes(s, verbs), *_documents(s, verbs), *testimony(s), *_labelled(s)]
    channels(s, out)
    for a in out:
        a.source = a.source and s.without_bracket(a.source)
        first, last, direct = s.unwrap(*s.trim(*a.content))
        a.content = s.trim(first, last) if direct else (first, last)
        a.mode = "direct" if direct or a.rule == TESTIMONY else "indirect"
    return [a for a in out if a.content[1] - a.content[0] > 0]


def _phrases(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    verbs.sort(key=lambda v: v.cue)
    for i in sorted(s.cues):
        m = s.kind(i, "phrase")
        if m is None:
            continue
        a, end = s.start_of(i), s.end_of(i)
        stop = s.np_after(m.last, end, whole=True)
        if stop <= m.last or (stop == m.last + 1 and s.norms[m.last] in _NO_SOURCE):
            continue
        if m.entry.data.get("people") and not (i == a and _for_people(s, m.last, stop, end)):
            continue
        source: Range = (m.last, stop)
        source, given = given_by(s, source, stop)
        if m.entry.data["class"] == "relay":
            _cite(s, i, source, verbs[max(0, bisect_right(verbs, i, key=lambda v: v.cue[0]) - 8) :][:8])
            continue
        inside = i - 2 >= a and s.norms[i - 1] in COMMA and s.norms[i - 2] in ("which", "that", "who", "it") and stop < end and s.norms[stop] in COMMA
        if inside and m.entry.data["class"] == "say":
            content = (stop + 1, s.clause_end(stop + 1, end))
            out.append(Attribution(FRONTED, (m.entry.id,), (i, m.last), content, source, "named", m.entry.data["stance"], "say"))
            continue
        lead = s.trim(max(a, i - MAX_CONTENT), i)
        at = bisect_right(verbs, i, key=lambda v: v.cue[0])
        recent = verbs[max(0, at - 12) : at]
        told = [v for v in recent if v.content[1] <= i and i - v.content[1] <= 2 and v.cue[0] >= a and v.cue[0] < i]
        if told and outletish(s, source):
            for v in told:
                v.via.insert(0, source)
            continue
        if lead[1] - lead[0] >= 3 and not (lead[1] - lead[0] <= 4 and s.norms[i - 1] in COMMA and stop < end and s.norms[stop] in COMMA):
            q = s.closing.get(lead[1])
            content = (q.open, q.close) if q is not None and q.words >= 5 and q.depth == 0 else lead
            rule = TRAILING
            begin = _inserted_in(s, lead, source[1], end) if q is None else -1
            if begin >= 0:
                content = (begin, s.clause_end(source[1] + 1, end))  # “the rest, according to X, left eastward”
        else:
            k = stop
            while k < end and s.blank(k) and k not in s.opening:
                k += 1
            content, rule = (k, s.clause_end(k, end)) if k < end else (k, k), FRONTED
        if content[1] > content[0] + (2 if rule == FRONTED else 0):
            out.append(Attribution(rule, (m.entry.id,), (i, m.last), content, source, "named", m.entry.data["stance"], "say", given))
    return out


def _inserted_in(s: Scan, lead: Range, k: int, end: int) -> int:
    """Where a clause begins into which a source between commas is put, before its verb; -1 if the words before it are a clause of their own."""
    if k + 1 >= end or s.norms[k] not in COMMA or s.norms[k + 1].endswith("ing") or not (s.norms[k + 1] in FINITE or is_verb(s, k + 1)):
        return -1
    begin = next((x + 1 for x in range(lead[1] - 1, lead[0], -1) if _new_clause(s, x)), lead[0])
    begin += s.norms[begin] in ("and", "but")
    return -1 if any(is_verb(s, x) for x in range(begin, lead[1])) else begin


def _for_people(s: Scan, first: int, stop: int, end: int) -> bool:
    """“For observers, …”: unnamed people and a comma."""
    return stop < end and s.norms[stop] in COMMA and stop - first <= 3 and any(s.heads.get(k) == "anonymous" for k in range(first, stop))


def _cite(s: Scan, i: int, source: Range, verbs: list[Attribution]) -> None:
    """“, citing X”: X speaks, who was said to speak passes it on."""
    for v in verbs:
        if v.content[1] <= i <= v.content[1] + 2 and v.cue[0] < i and v.source is not None and v.cue[0] >= s.start_of(i):
            v.via.insert(0, v.source)
            v.source = source
            v.entries = (*v.entries, "en.cue.per")


def _hearsay(s: Scan) -> list[Attribution]:
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.kind(i, "adverb")
        if m is not None:
            end = s.end_of(i)
            k = m.last
            while k < end and s.blank(k):
                k += 1
            stop = s.clause_end(k, end)
            if stop - k >= 2:
                out.append(_anonymous(HEARSAY, m.entry.id, (i, m.last), (k, stop), m.entry.data["stance"], -1))
            continue
        m = s.kind(i, "passive")
        if m is None or i == 0:
            continue
        p = i - 1
        while p >= 0 and (s.norms[p].endswith("ly") or s.norms[p] in ("also", "widely")):
            p -= 1
        if p < 0 or s.norms[p] not in ("is", "are", "was", "were", "been", "be"):
            continue
        end = s.end_of(i)
        k = m.last
        if k < end and s.norms[k] == "that" and "that" in m.entry.data["take"]:
            k += 1
        elif k < end and s.norms[k] == "to" and "to" in m.entry.data["take"]:
            k += 1
            if k < end and s.norms[k] in ("have", "be"):
                k += 1
        else:
            continue
        stop = s.clause_end(k, end)
        if stop - k >= 2:
            out.append(_anonymous(HEARSAY, m.entry.id, (p, k), (k, stop), m.entry.data["stance"], 0))
    return out


def _nouns(s: Scan) -> list[Attribution]:
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.kind(i, "noun")
        if m is None or m.last >= s.n or s.norms[m.last] != "that" or s.verb(i) is not None:
            continue
        end = s.end_of(i)
        if m.last + 1 < end and (s.norms[m.last + 1] in FINITE or (is_verb(s, m.last + 1) and s.norms[m.last + 1].endswith("ed"))):
            continue  # “a denial that was met with laughter”
        stop = s.clause_end(m.last + 1, end)
        stop = _before_predicate(s, m.last + 1, stop) if i - s.start_of(i) <= 2 else stop
        if stop - m.last >= 4:
            out.append(_anonymous(REPORTED, m.entry.id, (i, m.last + 1), (m.last + 1, stop), m.entry.data["stance"], 0))
    return out


def _before_predicate(s: Scan, a: int, b: int) -> int:
    """Where the clause of a noun that is the subject ends: “Reports that the convoy had burned | are wrong”."""
    seen = False
    for k in range(a, b):
        if s.norms[k] in ("is", "are", "was", "were", "has", "have", "had", "did", "will", "would"):
            if seen and s.norms[k] in ("is", "are", "were", "was") and s.norms[k - 1] not in ("that", "who", "which", "and", "it", "there"):
                return k
            seen = True
    return b


def _opinions(s: Scan) -> list[Attribution]:
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.kind(i, "author")
        if m is None or s.quote_of[i] is not None:
            continue
        end = s.end_of(i)
        k = m.last
        if k < end and s.norms[k] in COMMA and s.parenthesis(k + 1):
            continue  # “Perhaps, he suggested, …”
        if k < end and s.norms[k] == "that":
            k += 1
        elif "clause" not in m.entry.data["take"] and "bare" not in m.entry.data["take"]:
            continue
        if m.entry.id == "en.cue.w-doubt" and k < end and s.norms[k] in ("it", "that", "so") and (k + 1 >= end or s.blank(k + 1)):
            first, last = s.sentence(a - 1) if (a := s.start_of(i)) > 0 else (i, i)
            first += s.norms[first] in ("perhaps", "maybe")
            if last - first >= 4 and not s.tokens[i].breaks:
                out.append(Attribution(OPINION, (m.entry.id,), (i, m.last), (first, last), None, "author", "doubt", "think", rank=-1))
            continue
        if m.entry.id == "en.cue.w-view" and i > 0 and s.norms[i - 1] in COMMA and k < end and s.norms[k] in COMMA:
            first = next((x + 1 for x in range(i - 2, s.start_of(i), -1) if _new_clause(s, x)), s.start_of(i))
            first += s.norms[first] in ("and", "but")  # “and that, to my mind, is its merit”
            content = (first, s.clause_end(k + 1, end))
            out.append(Attribution(OPINION, (m.entry.id,), (i, m.last), content, None, "author", "assert", "think", rank=-1))
            continue
        stop = s.clause_end(k, end, phrase=m.entry.id == "en.cue.w-find") if k < end else k
        if m.entry.id == "en.cue.w-perhaps" and not (_opens_clause(s, i) and is_clause(s, k, stop)):
            continue
        if stop - k >= 3:
            out.append(Attribution(OPINION, (m.entry.id,), (i, m.last), (k, stop), None, "author", m.entry.data["stance"], "think", rank=-1))
    return out


def _title_quotes(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    """A heading in quotation marks whose words come again in an attributed quotation."""
    out: list[Attribution] = []
    for a, b in list(s.doc.paragraphs)[:3]:
        q = s.opening.get(a)
        if q is None or q.words < 4 or q.close < b - 1:
            continue
        head = s.norms[q.first : q.last]
        size = len(head) - (not head[-1].isalnum())
        for v in verbs:
            c = v.content[0] + (v.content[0] in s.opening)
            if v.content[0] >= b and v.source is not None and s.norms[c : c + size] == head[:size]:
                cue, content = (q.open, q.open + 1), (q.open, q.close)
                out.append(Attribution(TITLE_QUOTE, v.entries, cue, content, v.source, "named", "assert", "say", list(v.via)))
                break
    return out


def _documents(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    """What a text or a recording holds, where no verb of saying says so."""
    out: list[Attribution] = []
    taken = {v.content[0] for v in verbs}
    for i in sorted(s.heads):
        if s.heads[i] not in ("document", "intercept") or s.quote_of[i] is not None:
            continue
        end = s.end_of(i)
        first = i
        while first > s.start_of(i) and _describes(s, first - 1):
            first -= 1
        for k in range(i + 1, min(end - 4, i + 18)):
            if s.norms[k] == "in" and s.norms[k + 1] == "which":
                source, via = given_by(s, (first, k), k)
                last = source[1] - (s.norms[source[1] - 1] in COMMA)
                out.append(Attribution(IN_WHICH, (), (k, k + 2), (k + 2, s.clause_end(k + 2, end)), (first, last), "named", via=via))
                break
            q = s.opening.get(k + 1) if s.norms[k] == COLON else None
            if q is not None and q.words >= 3 and k + 1 not in taken and not any(s.verb(x) is not None for x in range(i + 1, k)):
                out.append(Attribution(VOICE, (), (k, k + 1), (q.open, q.close), (first, i + 1), "named", rank=1))
                break
            if s.norms[k] in (";", ".") or (s.verb(k) is not None and s.norms[k] != "recorded"):
                break
    return out


def _describes(s: Scan, k: int) -> bool:
    """Whether a word stands before its noun: a determiner, an adjective, a participle (“an unidentified voice”)."""
    return s.norms[k] in DETERMINER or s.norms[k] in s.adjective_words or s.norms[k].endswith("ed")


def _new_clause(s: Scan, x: int) -> bool:
    """Whether a mark ends a clause: a semicolon, a colon, or a comma before “and” or “but”."""
    return s.norms[x] in (";", ":") or (s.norms[x] in COMMA and s.norms[x + 1] in ("and", "but"))


def _opens_clause(s: Scan, i: int) -> bool:
    """Whether a token stands at the head of its sentence, or after a mark or a conjunction there."""
    return i == s.start_of(i) or s.blank(i - 1) or (s.norms[i - 1] in ("but", "and", "or") and (i - 1 == s.start_of(i) or s.blank(i - 2)))


def _headlines(s: Scan) -> list[Attribution]:
    """“Red Cross: 29 children among the dead”, “… - monitor” on a short line without a full stop."""
    out: list[Attribution] = []
    for a, b in s.doc.paragraphs:
        q = s.opening.get(a)
        pulled = q is not None and q.words >= 4 and q.close + 1 < b <= q.close + 9 and s.norms[q.close] in DASH
        if q is not None and pulled and s.raw(q.close + 1)[:1].isupper():
            out.append(Attribution(PULLED, (), (q.close, q.close + 1), (q.open, q.close), (q.close + 1, b), "named", rank=2))
            continue
        if any(s.norms[k] in FURNITURE for k in range(a, min(b, a + 4))) and any(s.norms[k] == COLON for k in range(a + 1, min(b, a + 6))):
            continue  # “Editor's note: …”
        label = _label(s, a, b)
        if label is not None:
            out.append(Attribution(TRANSCRIPT, (), (label, label + 1), (label + 1, b), (a, label), "named", rank=1))
            continue
        if b - a > 24 or b - a < 5 or (s.norms[b - 1] == "." and a > 0):
            continue
        colon = next((k for k in range(a + 1, min(b, a + 8)) if s.norms[k] == COLON and s.quote_of[k] is None), None)
        if colon is not None and s.norms[b - 1] == "." and colon - a > 4:
            continue
        if colon is not None and b - colon >= 4 and _speaker(s, a, colon):
            out.append(Attribution(HEADLINE, (), (colon, colon + 1), (colon + 1, b), (a, colon), "named", rank=1))
            continue
        dash = next((k for k in range(b - 2, max(a + 3, b - 7), -1) if _sets_off(s, k)), None)
        if dash is not None and _speaker(s, dash + 1, b):
            out.append(Attribution(HEADLINE, (), (dash, dash + 1), (a, dash), (dash + 1, b), "named", rank=1))
    return out


def _labelled(s: Scan) -> list[Attribution]:
    """Speakers before a colon in posts: “2/ Rebels: 84 dead. The general staff, a day later: yes, we struck.”."""
    out: list[Attribution] = []
    posts = {a for a, b in s.doc.paragraphs if b - a > 4 and s.norms[a].isdigit() and s.norms[a + 1] in ("/", ")")}
    if len(posts) < _POSTS:
        return out
    for a, b in s.sentences:
        first = a + 2 if a in posts else a
        colon = next((k for k in range(first + 1, min(b, first + _LABEL)) if s.norms[k] == COLON or k in s.opening), None)
        if colon is None or s.norms[colon] != COLON or b - colon < 4:
            continue
        comma = next((k for k in range(first, colon) if s.norms[k] in COMMA), colon)
        if comma - first > 5 or any(s.verb(k) is not None for k in range(first, colon)) or not _speaker(s, first, comma):
            continue
        content = (colon + 1, s.clause_end(colon + 1, b))
        out.append(Attribution(LABELLED, (), (colon, colon + 1), content, (first, comma), "named", rank=1))
    return out


def _label(s: Scan, a: int, b: int) -> int | None:
    """The colon after a speaker's name at the head of a paragraph of a transcript: the name stands so at two paragraphs or more."""
    at = next((k for k in range(a + 1, min(a + 5, b)) if s.norms[k] == COLON), None)
    if at is None or b - at < 4 or not all(s.raw(k)[:1].isupper() or s.blank(k) for k in range(a, at)):
        return None
    label = s.norms[a:at]
    same = s.labels.get(" ".join(label), 0)
    shouted = all(s.raw(k).isupper() for k in range(a, at) if not s.blank(k))
    often = same >= 2 or (same == 1 and shouted and max(s.labels.values()) >= 2)
    return at if often and sum(s.labels.values()) >= 3 and (s.speaks((a, at)) or s.raw(at - 1).isupper() or len(label) <= 3) else None


def _sets_off(s: Scan, k: int) -> bool:
    """A colon, or a dash with a blank before it."""
    return s.norms[k] == COLON or (s.norms[k] in DASH and s.tokens[k].start > s.tokens[k - 1].end)


def _speaker(s: Scan, a: int, b: int) -> bool:
    for k in range(a, b):
        if s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in _SPEAKING:
            return True
        if s.heads.get(k) in ("organisation", "anonymous", "official", "witness", "document", "media"):
            return True
    return False


def _anonymous(rule: str, entry: str, cue: Range, content: Range, stance: str, rank: int) -> Attribution:
    who: Who = "hearsay"
    return Attribution(rule, (entry,), cue, content, None, who, stance, "say", rank=rank)  # type: ignore[arg-type]
