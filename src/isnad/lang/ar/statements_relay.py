"""Rules of Arabic attribution: content passed on by an outlet, content before its verb, content inside «ما أعلنه …»."""

from __future__ import annotations

from bisect import bisect_left

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_complements import FAR, Found, complement, make, verb_allowed
from isnad.lang.ar.statements_content import content_ranges, relative_verb
from isnad.lang.ar.statements_nouns import head_is_media, noun_phrase, relays
from isnad.lang.ar.statements_objects import known_speaker, skip
from isnad.lang.ar.statements_participles import participle_rules
from isnad.lang.ar.statements_scan import COLON, COMMA, Scan
from isnad.lang.ar.statements_subject import CLOSE, adverbial, strong_before, subject, subject_before
from isnad.lang.ar.statements_verbs import THAT, clause_rules
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Stance

RELAY = register("ar.statement.relay", "«نقلت وكالة عن مصدر أن …»: the source speaks, the outlet passes it on.")
AFTER_QUOTE = register("ar.statement.quote-verb", "A quotation and the verb of saying after it: «…»، يقول فلان.")
AFTER_CLAUSE = register("ar.statement.clause-verb", "A clause and the verb of saying after it, set off by a comma: …، تضيف الوكالة.")
WHAT = register("ar.statement.what-was-said", "«ما أعلنه فلان من أن …»، «ما نشرته صحيفة عن …»: content inside a relative clause.")
AGAIN = register("ar.statement.same-content", "«نفى ذلك»، «أكد صحة الخبر»: another speaker holds or denies what was just said.")

_STANCES: dict[str, Stance] = {"deny": "deny", "doubt": "doubt", "speculate": "speculate"}
_FROM = wordset("ar", "from")
_BACK = wordset("ar", "back")
_NEWS = wordset("ar", "news")
_TRUTH = wordset("ar", "truth")
_ITS_SAYING = wordset("ar", "says-it")


def verb_rules(s: Scan, nouns: list[Attribution]) -> list[Attribution]:
    """All attributions whose cue is a verb or participle.

    Args:
        s: the document.
        nouns: attributions whose cue is a noun; a verb may take up their content again.
    """
    out: list[Attribution] = []
    heads = sorted(nouns, key=lambda a: a.cue)
    starts = [a.cue[0] for a in heads]
    for i in sorted(s.cues):
        m = s.finite(i)
        if m is not None:
            which = _which(s, i, m, out[-6:]) or _sentence_before(s, i, m)
            if which:
                out.extend(which)
            elif i > 0 and s.norms[i - 1] in ("ما", "مما", "وما", "بما", "لما") and m.enclitic:
                out.extend(_what(s, i, m))
            elif verb_allowed(s, i, m):
                out.extend(_finite(s, i, m, [*heads[max(0, bisect_left(starts, i) - 4) : bisect_left(starts, i)], *out[-6:]]))
            continue
        p = s.participle(i)
        if p is not None:
            out.extend(participle_rules(s, i, p, out[-6:]))
    return out


def _finite(s: Scan, i: int, m: Match, before: list[Attribution]) -> list[Attribution]:
    data = m.entry.data
    passed = next((c for c in s.cues.get(i, ()) if c.entry.id == "ar.cue.nasaba-ila"), None)
    if passed is not None and any(s.norms[k] in _ITS_SAYING for k in range(m.last, min(s.sentence(i)[1], m.last + 24))):
        return _relay(s, i, passed)
    if data["class"] == "relay" and "that" in data["take"]:
        return _relay(s, i, m) if m.entry.id != "ar.cue.nasaba-ila" else []
    again = _again(s, i, m, before)
    if again:
        return again
    return _behind(s, i, m) or _aside(s, i, m) or clause_rules(s, i, m)


def _again(s: Scan, i: int, m: Match, before: list[Attribution]) -> list[Attribution]:
    """«وتنكر مصادر النظام هذه الأنباء، يجزم بصحتها الإعلام الروسي»: the content is that of the statement before."""
    if m.entry.data["class"] not in ("deny", "doubt") and m.entry.id not in ("ar.cue.akkada", "ar.cue.jazama"):
        return []
    _, end = s.sentence(i)
    limit = min(end, m.last + 12)
    alone = (m.last >= end or s.norms[m.last] in (*COMMA, ".")) and complement(s, m) is None
    goes_on = m.last < end and s.finite(m.last) is not None and s.norms[m.last][:1] == "و"
    if m.entry.data["class"] == "deny" and (alone or goes_on) and not m.enclitic:  # «…، والحركة تنفي»
        told = [a for a in before if a.cue[0] < i and a.content[1] <= i]
        by = strong_before(s, i) or subject_before(s, i)
        if told and by is not None and by[1] <= i and known_speaker(s, by):
            latest = max(told, key=lambda a: (a.cue, a.content))
            return [make(AGAIN, m, (m.first, m.last), latest.content, by, "named", [], rank=1)]
    for k in range(m.last, limit):
        if not _points_back(s, k, end):
            if s.that(k) or s.norms[k] == COLON or k in s.opening:
                return []
            continue
        earlier = [a for a in before if a.cue[0] < i and a.content[1] <= i]
        if not earlier:
            return []
        last = max(earlier, key=lambda a: (a.cue, a.content))
        j = skip(s, m.last, k)
        source: Range | None = (j, noun_phrase(s, j, k)) if j < k and not adverbial(s, j) else None
        if source is None and k + 1 < limit and s.norms[k] in _TRUTH and not adverbial(s, k + 1) and not s.blank(k + 1):
            source = (k + 1, noun_phrase(s, k + 1, limit))
        if source is None or source[1] <= source[0]:
            source = subject_before(s, i)
        if source is None or not any(x in s.heads or s.mention_of[x] >= 0 for x in range(*source)):
            return []
        sources: list[Range | None] = [source]
        nxt = source[1] if source and source[0] > i else end
        if nxt + 2 < end and s.norms[nxt] in COMMA and s.norms[nxt + 1] in ("وكذلك", "وايضا"):
            sources.append((nxt + 2, noun_phrase(s, nxt + 2, end)))
        return [make(AGAIN, m, (m.first, m.last), last.content, x, "named" if x else "running", [], rank=1) for x in sources]
    return []


def _which(s: Scan, i: int, m: Match, before: list[Attribution]) -> list[Attribution]:
    """«…، وهو ما نفته الحركة»، «…، الأمر الذي أكده سكان»: another speaker holds or denies what stands before the comma."""
    j = next((k for k in (i - 2, i - 3) if k > 0 and relative_verb(s, k) == i), None)
    earlier = [a for a in before if j is not None and j - 2 <= a.content[1] <= j and a.cue[0] < i]
    data = m.entry.data
    speaks = data["class"] in ("deny", "doubt", "say", "add", "claim") and ("that" in data["take"] or "np" in data["take"])
    if j is None or not earlier or not speaks:
        return []
    _, end = s.sentence(i)
    stop = next((k for k in range(m.last, end) if s.norms[k] in COMMA or s.norms[k] == "."), end)
    start = skip(s, m.last, stop)
    if start >= stop or adverbial(s, start):
        return []
    source = (start, max(start + 1, noun_phrase(s, start, stop)))
    last = max(earlier, key=lambda a: (a.cue, a.content))
    return [make(AGAIN, m, (m.first, m.last), last.content, source, "named", [], rank=1)]


def _sentence_before(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«هذا ما خلص إليه المحققون»، «ذلك ما أكده …» at the head of a sentence: the content is the sentence before."""
    a, end = s.sentence(i)
    lead = s.norms[a:i]
    if lead not in (["هذا", "ما"], ["وهذا", "ما"], ["ذلك", "ما"], ["وذلك", "ما"], ["هو", "ما"], ["هذا", "هو", "ما"]) or s.tokens[i].breaks or a == 0:
        return []
    back = m.enclitic in ("ه", "ها") or (m.last < end and s.norms[m.last] in ("اليه", "اليها", "به", "عنه"))
    if not back or m.entry.data["class"] in ("publish", "ask"):
        return []
    stop = next((k for k in range(m.last, end) if s.blank(k) or s.norms[k] in ("بعد", "في", "عقب")), end)
    start = m.last + (0 if m.enclitic else 1)
    if start >= stop:
        return []
    first, last = s.sentence(a - 1)
    content = s.trim(first, last)
    source = (start, max(start + 1, noun_phrase(s, start, stop)))
    if content[1] - content[0] < 4 or not known_speaker(s, source):
        return []
    return [make(AGAIN, m, (m.first, m.last), content, source, "named", [], rank=1)]


def _aside(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«…، يقول، …»: a verb of saying alone between commas behind the first clause of what is said."""
    if m.data.get("t") != "impf" or m.proclitics or m.enclitic or m.data.get("p") not in ("3ms", "3fs"):
        return []
    if m.entry.data["class"] not in ("say", "add"):
        return []
    a, end = s.sentence(i)
    if i - a < 4 or m.last >= end or s.norms[i - 1] not in COMMA or s.norms[m.last] not in (*COMMA, "."):
        return []
    start = next((k for k in range(i - 2, a, -1) if s.norms[k] == COLON), a - 1) + 1
    content = s.trim(start, i)
    if content[1] - content[0] < 3 or any(s.finite(k) for k in range(*content)):
        return []
    return [make(AFTER_CLAUSE, m, (m.first, m.last), content, None, "running", [], rank=1)]


def _points_back(s: Scan, k: int, end: int) -> bool:
    """Whether «صحتها»، «هذه الأنباء» or «ذلك» stands at token `k`."""
    if s.norms[k] in _TRUTH:
        return True
    if s.norms[k] not in _BACK or k + 1 >= s.n:
        return False
    return s.norms[k + 1] in _NEWS or (s.norms[k] == "ذلك" and (s.blank(k + 1) or k + 1 == end or s.participle(k + 1) is not None))


def _behind(s: Scan, i: int, m: Match) -> list[Attribution]:
    """A quotation or clause that stands before its verb."""
    data = m.entry.data
    if ("quote" not in data["take"] and data["class"] not in ("say", "add")) or m.proclitics or s.tokens[i].breaks:
        return []
    p = i - 1
    while p >= 0 and s.blank(p) and s.norms[p] not in CLOSE and not s.tokens[p + 1].breaks and s.norms[p] not in (".", "!", "؟") and i - p < 3:
        p -= 1
    if p < 1:
        return []
    q = s.closing.get(p + 1)
    if q is not None and not q.closed:
        q = None
    limit = s.sentence(i)[1]
    own = complement(s, m)
    resumed = own is not None and own.kind == "quote" and _resumes(s, i, own.zone)
    if q is not None and q.words >= 3 and (own is None or own.zone > m.last + 12 or resumed):
        k = s.mention_of[q.first]
        one = " " not in s.doc.text[s.tokens[q.first].start : s.tokens[q.last - 1].end]  # «"د١عش" تكشف»: a masked name
        if one or (k >= 0 and s.mention_ranges[k][1] >= q.last) or (q.open > 0 and s.norms[q.open - 1] == COLON):
            return []
        stop = _next_stop(s, m.last, limit)
        at = m.last + (1 if m.last < limit and s.norms[m.last] in ("بذلك", "بهذا") else 0)
        if at < stop and head_is_media(s, at) and (s.norms[at][:1] == "ل" or s.norms[at] == "ل"):  # «صرّح بذلك لوكالة كذا فلان»
            k = s.mention_of[at]
            link = s.mention_ranges[k] if k >= 0 else (at, max(at + 1, noun_phrase(s, at, stop)))
            who_end = noun_phrase(s, link[1], stop) if link[1] < stop and not adverbial(s, link[1]) else link[1]
            if who_end > link[1]:
                return [make(AFTER_QUOTE, m, (m.first, m.last), (q.open, q.close), (link[1], who_end), "named", [link], rank=2)]
        source, adjuncts = subject(s, i, m, stop)
        if source is not None and source[1] <= i:
            source = None
        via = relays(s, adjuncts, min(limit, adjuncts + 14))
        told = [make(AFTER_QUOTE, m, (m.first, m.last), (q.open, q.close), source, "named" if source else "running", via, rank=2)]
        return told if not resumed else [*told, *clause_rules(s, i, m)]
    if own is None and s.norms[i - 1] in COMMA and m.data.get("t") == "impf" and data["class"] in ("say", "add") and "that" in data["take"]:
        a, _ = s.sentence(i)
        stop = _next_stop(s, m.last, limit)
        j = skip(s, m.last, stop)
        if j < stop and not adverbial(s, j) and stop - m.last <= 12 and (s.mention_of[j] >= 0 or j in s.heads or j in s.opening):
            end = noun_phrase(s, j, stop)
            content = s.trim(a, i)
            if end > j and content[1] - content[0] >= 4 and not any(s.cues.get(k) and s.finite(k) for k in range(a, i)):
                return [make(AFTER_CLAUSE, m, (m.first, m.last), content, (j, end), "named", [], rank=1)]
    return []


def _resumes(s: Scan, i: int, zone: int) -> bool:
    """«"…"، يقول الرجل، "…"»: the quotation goes on after its verb."""
    return zone > i + 1 and s.norms[i - 1] in COMMA and s.norms[zone - 1] in COMMA


def _next_stop(s: Scan, j: int, limit: int) -> int:
    while j < limit:
        if j in s.opening:
            j = s.opening[j].close
            continue
        if s.norms[j] in (".", "!", "؟", COLON, "؛", "...") or s.that(j) or s.participle(j) is not None:
            return j
        j += 1
    return limit


def _relay(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«نقلت X عن Y [قوله] أن …», also with «عنه»; the speaker is Y, X passes it on."""
    _, end = s.sentence(i)
    limit = min(end, m.last + FAR)
    if m.enclitic and not any(s.norms[k] in _FROM for k in range(m.last, limit)):
        return []  # «في بيان نقلته وكالة إن …»: the outlet passes on what another verb says
    frm = next((k for k in range(m.last, limit) if s.norms[k] in _FROM and s.mention_of[k] < 0), None)
    if m.entry.id == "ar.cue.nasaba-ila":
        frm = next((k for k in range(m.last, limit) if s.norms[k] == "الي"), None)
    found = complement(s, m) or _saying(s, m, limit)
    if found is None or (frm is not None and frm > found.zone):
        return []
    if frm is None:
        source, adjuncts = subject(s, i, m, found.zone)
        if source is None or not head_is_media(s, source[0]):
            return []
        via = relays(s, adjuncts, found.zone)
        return [make(THAT, m, (m.first, m.last), r, source, "named", via) for r in content_ranges(s, found.start)]
    via = []
    j = skip(s, m.last, frm)
    if j < frm and not adverbial(s, j):
        _, last = s.trim(j, frm)
        via.append((j, max(last, j + 1)) if frm - j <= 12 else (j, max(noun_phrase(s, j, frm), j + 1)))
    elif s.norms[frm] not in ("عن", "الي") and frm + 1 < found.zone:
        via.append((frm + 1, max(noun_phrase(s, frm + 1, found.zone), frm + 2)))
    else:
        before = subject_before(s, i)
        via.extend([before] if before else [(-1, -1)])
    source = None
    if s.norms[frm] in ("عن", "الي"):
        stop = noun_phrase(s, frm + 1, found.zone)
        source = (frm + 1, max(stop, frm + 2)) if frm + 1 < found.zone else None
        said_by = next((k for k in range(frm + 2, min(found.zone, frm + 8)) if s.norms[k] == "قول"), None)
        if said_by is not None and said_by + 1 < found.zone and head_is_media(s, frm + 1):  # «عن وكالة … قول المتحدث إن»
            via.append((frm + 1, said_by))
            source = (said_by + 1, max(noun_phrase(s, said_by + 1, found.zone), said_by + 2))
    ranges = content_ranges(s, found.start, split=found.kind == "that", colon=found.kind == "quote")
    who: Who = "named" if source else "running"
    stance = _STANCES.get(found.kind)
    code = {"عنه": "3ms", "عنها": "3fs", "عنهم": "3mp"}.get(s.norms[frm])
    out = [make(RELAY, m, (m.first, m.last), r, source, who, via, rank=1, person=code, stance=stance) for r in ranges]
    said = [c.entry.id for k in range(frm, found.start) for c in s.cues.get(k, ()) if c.enclitic or c.entry.data.get("relayed")]
    for a in out:
        a.entries = tuple(dict.fromkeys((*a.entries, *said)))
    return out


def _saying(s: Scan, m: Match, limit: int) -> Found | None:
    """«… عن مصدر تكذيبه ما يشاع: «…»»: a verbal noun of saying with a pronoun carries the content."""
    for k in range(m.last, limit):
        for c in s.cues.get(k, ()):
            if c.data.get("t") == "masdar" and c.enclitic:
                start = next((x + 1 for x in range(k, limit) if s.norms[x] == COLON), k + 1)
                return Found(c.entry.data["stance"], k, start)
    return None


def _what(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«ما أعلنه X من أن C», «ما نشرته X عن C»."""
    _, end = s.sentence(i)
    limit = min(end, m.last + 24)
    for k in range(m.last, limit):
        start = None
        if s.norms[k] == "من" and k + 1 < limit and s.that(k + 1):
            start = k + 2
        elif s.norms[k] in ("عن", "حول", "بشان") and s.mention_of[k] < 0:
            start = k + 1
        if start is None:
            continue
        first = skip(s, m.last, k)
        stop = noun_phrase(s, first, k)
        if stop <= first or start >= end:
            return []
        ranges = content_ranges(s, start, split=False)
        return [make(WHAT, m, (m.first, m.last), r, (first, stop), "named", []) for r in ranges[:1]]
    return []
