"""Rules of Arabic attribution that start from a preposition, a noun or a mark of the writer's opinion."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_asides import around
from isnad.lang.ar.statements_content import MAX_CONTENT, capable, content_ranges, past
from isnad.lang.ar.statements_denials import NOT_AS, claimed_instead
from isnad.lang.ar.statements_nouns import head_is_media, noun_phrase, relays
from isnad.lang.ar.statements_scan import COLON, COMMA, NEGATION, Scan
from isnad.lang.ar.statements_turns import number_set_aside
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Stance

TRAILING = register("ar.statement.according-after", "A clause and «بحسب»، «وفقا لـ»، «كما قال» with its source after it.")
FRONTED = register("ar.statement.according-before", "«بحسب»، «وفقا لـ» with its source and the clause after it.")
REPORTED = register("ar.statement.noun", "A noun that carries content: «أنباء عن»، «تقارير مفادها أن»، «قوله إن».")
OTHER_NUMBER = register("ar.statement.other-number", "«تسعة لا ثلاثة كما أعلن فلان»: the number set aside is his, the rest of the clause is not.")
OPINION = register("ar.statement.opinion", "The writer marks a clause as his own conclusion or guess: «يبدو أن»، «من الواضح أن»، «لعل».")

_INQUIRIES = wordset("ar", "inquiries")
_HALFWAY = wordset("ar", "halfway")


def phrase_rules(s: Scan, verbs: list[Attribution]) -> list[Attribution]:
    """All attributions whose cue is a preposition or «كما»-phrase. Adds to `verbs` the outlets that passed their content on."""
    out: list[Attribution] = []
    verbs.sort(key=lambda v: v.cue)
    for i in sorted(s.cues):
        m = s.phrase(i)
        if m is None or not capable(s, i):
            continue
        if m.entry.id == "ar.cue.ala-lisan" and i > 0 and s.finite(i - 1) is not None:
            continue
        out.extend(_phrase(s, i, m, verbs, out))
    return out


def _phrase(s: Scan, i: int, m: Match, verbs: list[Attribution], before: list[Attribution]) -> list[Attribution]:
    a, b = s.sentence(i)
    inside = s.quote_of[i]
    if inside is not None:
        a, b = max(a, inside.first), min(b, inside.last)
    entries = [m.entry.id]
    sources, via, after, verb = _sources(s, m, b)
    if verb is not None:
        entries.append(verb.entry.id)
    if not sources and not m.enclitic and m.entry.data["kind"] != "as":
        return []
    if m.entry.id == "ar.cue.fi-riwaya" and sources and not any(k in s.heads or s.mention_of[k] >= 0 for k in range(*sources[0])):
        return []  # «في رواية مغايرة»
    cue = (i, verb.last if verb else m.last)
    stance = verb.entry.data["stance"] if verb else m.entry.data["stance"]
    aside = number_set_aside(s, i)
    if aside is not None and sources:
        return [_made(OTHER_NUMBER, entries, cue, (aside, i), src, via, stance, verb) for src in sources]
    nearby = _latest(verbs, i)
    begun = {v.cue for v in nearby if v.content[0] <= i}
    pending = next((v for v in nearby if v.cue[1] <= i < v.content[0] and v.cue[0] >= a and v.cue not in begun), None)
    if pending is not None:  # «أفادت الوكالة، نقلا عن X، بأن …» and «قال، بحسب وكالة Y، إن …»
        return _inside(s, m, sources, pending, nearby)
    told = [v for v in nearby if v.content[1] <= i and i - v.content[1] <= 3 and v.cue[0] >= a and not _line_between(s, v.content[1], i)]
    if told:
        last = max(told, key=lambda v: v.content[1])
        if verb is not None and verb.entry.data["class"] in ("relay", "publish"):
            last_via = [*via, *([] if verb.enclitic and not sources else sources)]
            for v in told:
                if v.content[1] == last.content[1]:
                    v.via[:0] = last_via[:1] or []
            return []
        if any(head_is_media(s, r[0]) for r in sources) and (verb is None or verb.entry.data["class"] not in ("claim", "deny", "doubt")):
            for v in told:
                if v.cue == last.cue:
                    v.via[:0] = sources[:1]
            return []
        if m.entry.data["kind"] == "as" and last.verb_class == "deny" and sources:  # «نفى أن … كما يقول الأهالي»: they say what he denies
            return [_made(TRAILING, entries, cue, last.content, r, via, stance, verb) for r in sources]
        if last.who == "running" and last.verb_class != "add":
            last.source, last.who, last.cue = sources[0] if sources else None, "named" if sources else "running", cue
            return []
        return []
    content: Range | None = None
    rule = TRAILING
    named: list[Range | None] = [*sources] or [None]
    if verb is not None and i > a and after + 1 < b and s.norms[after] in COMMA and after + 1 in s.opening and s.opening[after + 1].words >= 3:
        q = s.opening[after + 1]
        return [_made(FRONTED, entries, cue, (q.open, q.close), src, via, stance, verb) for src in named]
    start = _clause_start(s, max(a, i - MAX_CONTENT), i, nearby, before[-12:])
    lead = s.trim(start, i)
    opener = s.finite(lead[0]) if lead[0] < lead[1] else None
    if m.entry.id == "ar.cue.istinadan" and lead[0] < lead[1] and s.phrase(lead[0]) is not None:
        return []  # «وفق إحصاء أعدته الوكالة استنادا إلى …»
    if m.entry.data["kind"] == "as" and opener is not None and "np" in opener.entry.data["take"] and lead[1] - lead[0] <= 6:
        return []  # «وتظهر الأوراق، كما عرضتها القناة، أمرا …»: the aside stands before the object
    if i - 2 > a and s.norms[i - 1] in COMMA and s.norms[i - 2] in _HALFWAY:
        lead = (i, i)  # «لكنها، بحسب السكان، لم …»
    if lead[1] - lead[0] >= 3 and not _only_adverb(s, lead):
        content = lead
        instead = claimed_instead(s, lead) if verb is not None and verb.entry.data["class"] == "claim" else None
        if instead is not None:
            return [_made(NOT_AS, entries, cue, instead, src, via, stance, verb) for src in named]
        content = around(s, lead, i, after, b) or lead
        enclosed = s.closing.get(lead[1])
        if enclosed is not None and enclosed.depth == 0 and enclosed.words >= 4 and enclosed.open > lead[0]:
            content = (enclosed.open, enclosed.close)
    else:
        rule = FRONTED
        k = after
        while k < b and s.blank(k) and k not in s.opening:
            k += 1
        inna = next((x for x in range(k, min(b, k + 16)) if s.norms[x] in ("فان", "فانه", "فانها", "فانهم")), None)
        if inna is not None and not any(s.finite(x) and not s.cues[x][0].enclitic for x in range(k, inna)):
            via = [*via, *relays(s, k, inna)]
            k = inna
        if k < b and (s.that(k) or s.norms[k] in ("فان", "فانه", "فانها", "فانهم")):
            k += 1
        if k < b:
            ranges = content_ranges(s, k, split=True)
            return [_made(rule, entries, cue, r, src, via, stance, verb) for r in ranges for src in named]
    if content is None:
        return []
    return [_made(rule, entries, cue, content, src, via, stance, verb) for src in named]


def _latest(verbs: list[Attribution], i: int) -> list[Attribution]:
    """The attributions of verbs whose cue stands shortly before a token. `verbs` are in order of their cues."""
    at = bisect_right(verbs, i, key=lambda v: v.cue[0])
    return verbs[max(0, at - 16) : at]


def _made(
    rule: str, entries: list[str], cue: Range, content: Range, source: Range | None, via: list[Range], stance: Stance, verb: Match | None
) -> Attribution:
    who: Who = "named" if source else "running"
    return Attribution(rule, tuple(entries), cue, content, source, who, stance, "say", list(via), verb.data.get("p") if verb else None)


def _inside(s: Scan, m: Match, sources: list[Range], pending: Attribution, verbs: list[Attribution]) -> list[Attribution]:
    same = [v for v in verbs if v.cue == pending.cue]
    if m.entry.id == "ar.cue.naqlan" and sources:
        extra: list[Attribution] = []
        for v in same:
            if v.source is not None:
                v.via[:0] = [v.source]
            v.source, v.who = sources[0], "named"
            v.entries = (*v.entries, m.entry.id)
            for other in sources[1:]:
                extra.append(replace(v, source=other, who="named", via=list(v.via), person=None))
        return extra
    for v in same:
        if sources and head_is_media(s, sources[0][0]) and sources[0] not in v.via and not any(r[0] == sources[0][0] for r in v.via):
            v.via.append(sources[0])
    return []


def _sources(s: Scan, m: Match, b: int) -> tuple[list[Range], list[Range], int, Match | None]:
    """The sources after a prepositional cue, outlets they spoke to, where the rest begins, and the verb of a «كما»-phrase."""
    k = m.last
    verb: Match | None = None
    via: list[Range] = []
    if m.entry.data["kind"] == "as":
        verb = s.finite(k)
        assert verb is not None
        k = verb.last
        while k < b and s.norms[k] in ("به", "بها", "عنه", "عنها", "عنهم", "ايضا", "اليوم", "ذلك", "لنا", "لي", "الي", "اليه", "اليها", "الينا"):
            k += 1
        if verb.entry.data["class"] == "relay" or (verb.entry.data["class"] == "publish" and _from_near(s, k, b) is not None):
            frm = _from_near(s, k, b)
            if frm is not None:
                if frm > k:
                    via.append((k, max(k + 1, noun_phrase(s, k, frm))))
                k = frm + 1
    elif k < b and s.norms[k] == "ل":
        k += 1
    if verb is not None and verb.entry.data["class"] == "know":
        frm = next((j for j in range(k, min(b, k + 12)) if s.norms[j] == "من"), None)
        if frm is not None and frm + 1 < b:
            return [(frm + 1, max(frm + 2, noun_phrase(s, frm + 1, b)))], [], frm + 2, verb
    if m.enclitic:
        return [], [], k, verb
    if m.entry.data.get("of"):
        k = _of(s, k, b)
    out: list[Range] = []
    start = k
    end = k
    while k < b:
        end = _named(s, k, noun_phrase(s, k, b))
        if end <= k:
            break
        if s.norms[k].removeprefix("ال") in _INQUIRIES and end < b and s.norms[end][:1] == "ل" and head_is_media(s, end):
            k, end = end, max(end + 1, noun_phrase(s, end, b))  # «بحسب تحقيق لصحيفة كذا»: the newspaper
        cut = _joined(s, k, end)
        out.append((k, cut))
        if cut < end:
            k = cut
            continue
        break
    if m.entry.data["kind"] == "as" and verb is not None and out and _adverb_only(s, out[0]):
        out = []
    stop = end
    while stop < b and not (s.norms[stop] in COMMA or s.norms[stop] == "." or s.norms[stop] == COLON) and stop - start < 26:
        stop += 1
    via.extend(relays(s, end, stop))
    return out, via, max(end, start), verb


def _named(s: Scan, a: int, end: int) -> int:
    """Where a source that is named ends: before the verb of the clause it stands in («كما أعلنت وكالة سانا | قتلوا»)."""
    plural = next((x for x in range(a + 1, end) if s.norms[x].endswith("وا") and past(s.norms[x])), end)
    k = s.mention_of[a]
    if k < 0 or plural < end:
        return plural
    last = s.mention_ranges[k][1]
    return last if a < last < end and past(s.norms[last]) else end


def _from_near(s: Scan, k: int, b: int) -> int | None:
    for j in range(k, min(b, k + 16)):
        if s.norms[j] == "عن" and s.mention_of[j] < 0:
            return j
        if s.norms[j] == ".":
            return None
    return None


def _of(s: Scan, k: int, b: int) -> int:
    """After «بحسب تصريح»: past «أدلى به»، «صدر عن»، «لـ» to who made it."""
    for j in range(k, min(b, k + 4)):
        if s.norms[j] in ("به", "بها", "عن", "ل"):
            return j + 1
        if s.blank(j):
            break
    return k


def _joined(s: Scan, a: int, end: int) -> int:
    """Where a second source begins: «مصادر محلية وشهود عيان»، «عن المرصد وعن مصادر»."""
    for j in range(a + 1, end):
        word = s.norms[j]
        k = s.mention_start.get(j)
        if word[:1] == "و" and word[:4] not in _WAW_WORDS and k is not None and s.mentions[k].kind in _SECOND_SOURCES:
            return j
        if word in ("وشهود", "ومصادر", "وناشطون", "وسكان", "واهالي", "ومسعفون", "ومسؤولون", "وناشطين", "وعن"):
            return j
    return end


_SECOND_SOURCES = ("anonymous", "witness", "organisation", "outlet", "agency")
_WAW_WORDS = wordset("ar", "waw-words")


def _adverb_only(s: Scan, r: Range) -> bool:
    return all(s.norms[k] in ("سابقا", "لاحقا", "اليوم", "امس", "قبل", "قليل") for k in range(*r))


def _line_between(s: Scan, a: int, b: int) -> bool:
    return any(s.tokens[k].breaks for k in range(a, min(b + 1, s.n)))


def _clause_start(s: Scan, a: int, i: int, verbs: list[Attribution], before: list[Attribution]) -> int:
    """Where the clause before a trailing cue begins: at the sentence, or after what another cue of the sentence covers."""
    start = a
    for v in (*verbs, *before):
        if v.cue[0] >= a and max(v.content[1], v.cue[1]) <= i:
            start = max(start, v.content[1], v.cue[1], v.source[1] if v.source and v.source[0] >= a and v.source[1] <= i else 0)
    return start


def _only_adverb(s: Scan, r: Range) -> bool:
    """Whether the words before the cue are only an adverbial opening: «وفي المقابل»، «من جهة أخرى»."""
    if r[1] - r[0] > 7:
        return False
    first = s.norms[r[0]]
    stripped = first[1:] if first[:1] == "و" else first
    return stripped in ("في", "من", "على", "علي", "الي", "مع", "خلال", "بعد", "قبل", "اما", "غير", "لكن", "الا", "هذا", "ذلك", "ايضا")


def noun_rules(s: Scan) -> list[Attribution]:
    """Attributions whose cue is a noun."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        for m in s.cues[i]:
            if m.entry.data["kind"] == "noun":
                out.extend(_noun(s, i, m))
    return out


def _noun(s: Scan, i: int, m: Match) -> list[Attribution]:
    data = m.entry.data
    a, b = s.sentence(i)
    k = m.last
    if (i > a and (s.norms[i - 1] in NEGATION or s.norms[i - 1] in ("صحه", "بصحه"))) or s.norms[i][:2] == "لل":
        return []
    if data.get("carried") or data.get("relayed"):
        start = None
        for j in range(k, min(b, k + 4)):
            if s.that(j):
                start = j + 1
                break
            if s.norms[j] == COLON or j in s.opening:
                start = j if j in s.opening else j + 1
                if start < b and s.that(start):
                    start += 1
                break
        if start is None or start >= b:
            return []
        source = _carrier(s, a, i, relayed=bool(data.get("relayed")))
        if data.get("relayed") and source is None:
            return []
        who: Who = "named" if source else "hearsay"
        return [
            Attribution(REPORTED, (m.entry.id,), (i, k), r, source, who, data["stance"], data["class"])
            for r in content_ranges(s, start)
        ]
    before = s.finite(i - 1) if i > a else None
    spoken = before is not None and "that" in before.entry.data["take"]  # «ذكرت تقارير أن»: the noun is the verb's subject
    for j in range(k, min(b, k + 4)):
        if s.that(j):
            ranges = content_ranges(s, j + 1, split=False) if j + 1 < b and not spoken else []
            if not ranges or m.enclitic:
                return []
            return [Attribution(REPORTED, (m.entry.id,), (i, j + 1), ranges[0], None, "hearsay", data["stance"], data["class"], rank=-2)]
        if s.blank(j) or s.finite(j) is not None:
            break
    if "np" not in data["take"]:
        return []
    while k < b and k - m.last < 3 and s.norms[k][:2] in ("غي", "مت", "ال") and not s.blank(k) and s.norms[k] not in data["prep"]:
        k += 1
    source = None
    if data.get("of") and k < b and (s.attached(k, "ل") or s.norms[k] == "ل"):
        stop = noun_phrase(s, k, b)
        source, k = (k, stop), stop
        while k < b and s.norms[k] not in data["prep"] and k - stop < 4 and not s.blank(k):
            k += 1
    if source is None and m.proclitics[:1] == "ب":  # «اكتفت اللجنة بالحديث عن …»
        source = next((s.mention_ranges[s.mention_of[x]] for x in range(i - 1, max(a, i - 9) - 1, -1) if s.mention_of[x] >= 0), None)
    if k >= b or s.norms[k] not in data["prep"] or m.enclitic or any(s.finite(x) is not None for x in range(max(a, i - 2), i)):
        return []
    if data.get("of") and source is None:
        return []
    ranges = content_ranges(s, k + 1, split=False)
    if not ranges or ranges[0][1] - ranges[0][0] < 2:
        return []
    who = "named" if source else "hearsay"
    return [Attribution(REPORTED, (m.entry.id,), (i, k + 1), ranges[0], source, who, data["stance"], data["class"], rank=-2)]


_CAME = wordset("ar", "came-from")


def _carrier(s: Scan, a: int, i: int, *, relayed: bool) -> Range | None:
    for j in range(i - 1, max(a, i - 30) - 1, -1):
        if not relayed and j > a and s.norms[j] in ("عن", "من") and s.norms[j - 1].removeprefix("و").removeprefix("ال") in _CAME:
            stop = noun_phrase(s, j + 1, i)  # «صدر عن القيادة ما مفاده أن …»
            return (j + 1, stop) if stop > j + 1 else None
        if relayed and s.norms[j] in ("عن", "الي", "الى") and s.mention_of[j] < 0:
            stop = noun_phrase(s, j + 1, i)
            return (j + 1, stop) if stop > j + 1 else None
        m = s.finite(j)
        if not relayed and m is not None and m.entry.data["class"] in ("publish", "relay") and m.enclitic:
            stop = noun_phrase(s, j + 1, i)
            return (j + 1, stop) if stop > j + 1 else None
    return None


def opinion_rules(s: Scan) -> list[Attribution]:
    """The writer's own marked opinions, outside everybody's quotation marks."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        if s.quote_of[i] is not None:
            continue
        for m in s.cues[i]:
            if m.entry.data["kind"] != "author":
                continue
            take = m.entry.data["take"]
            k = m.last
            _, b = s.sentence(i)
            while k < min(b, m.last + 3) and (s.norms[k] in COMMA or s.norms[k] in ("هو", "هنا", "ايضا", "للعيان")) :
                k += 1
            if k < b and s.that(k):
                k += 1
            elif "clause" not in take:
                continue
            ranges = content_ranges(s, k, split=False) if k < b else []
            if ranges and ranges[0][1] - ranges[0][0] >= 2:
                out.append(Attribution(OPINION, (m.entry.id,), (i, m.last), ranges[0], None, "author", m.entry.data["stance"], "think", rank=-1))
    return out
