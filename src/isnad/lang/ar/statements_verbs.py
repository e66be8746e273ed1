"""Rules of Arabic attribution that start from a verb or a participle of saying."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_complements import Found, complement, make
from isnad.lang.ar.statements_content import content_ranges
from isnad.lang.ar.statements_nouns import noun_phrase, passed_aside, relays
from isnad.lang.ar.statements_objects import (
    PREPOSITIONS,
    RUMOURED,
    carries,
    known_speaker,
    object_like,
    preposition,
    publisher,
    skip,
    through,
)
from isnad.lang.ar.statements_scan import ADJUNCT, COLON, COMMA, SKIP_AFTER_VERB, Scan
from isnad.lang.ar.statements_subject import (
    PLURAL,
    adverbial,
    aside_relays,
    clause_subject,
    lead_relays,
    object_start,
    ordered_paper,
    relative,
    shows,
    strong_before,
    subject,
    subject_before,
)
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Stance

THAT = register("ar.statement.verb-that", "A verb of saying and what follows its «أنّ», «إنّ» or «بأن».")
QUOTE = register("ar.statement.verb-quote", "A verb of saying and the words after its colon or in the quotation marks after it.")
NOUN = register("ar.statement.verb-noun", "A verb of saying, denying or expecting and the noun phrase it governs: «نفى ضلوعه في …».")
WHOLE = register("ar.statement.verb-whole", "A verb of judging: what is judged and as what is the content: «وصف ما جرى بأنه …».")

_PAPER = 9  # words from a verb of asking to the paper that is asked for
RUMOUR = register("ar.statement.denied-rumour", "«نفى ما يتردد عن …»: nobody in particular says what the speaker denies.")

def clause_rules(s: Scan, i: int, m: Match) -> list[Attribution]:
    """The verb at `i` with a clause, a quotation or a noun phrase as its content."""
    data = m.entry.data
    if (data["class"] == "publish" and m.enclitic) or _asked_for(s, i, m):
        return []
    found = complement(s, m)
    passive = s.passive(i)
    stance = None
    if data.get("feeling"):
        felt = _feeling(s, m, found)
        if felt is None and found is not None and found.kind == "that":
            found = None
        stance = _FEELINGS[felt] if felt else None
    if found is None or (found.kind == "that" and stance is None and (_governs_noun(s, m, found.zone) or _judged(s, i, m, found.zone))):
        return [] if passive else noun_object(s, i, m)
    if data["class"] == "deny" and found.kind == "quote" and found.zone - m.last >= 2 and "np" in data["take"]:
        denied = _denied_and_quoted(s, i, m, found)
        if denied:
            return denied
    source, adjuncts = subject(s, i, m, found.zone)
    via = [*lead_relays(s, i), *aside_relays(s, i), *relays(s, adjuncts, found.zone)]
    ranges = content_ranges(s, found.start, split=found.kind == "that", colon=found.kind == "quote" and found.zone < found.start)
    if source is None and m.proclitics[:1] == "و" and data["class"] in ("say", "think", "claim"):
        source = clause_subject(s, i)
    who: Who = "named" if source else "running"
    if data.get("known") and source is not None and not known_speaker(s, source):
        return []
    if data.get("documents") and not shows(s, source):
        return []
    if data.get("impersonal") and source is None and found.kind == "that" and found.zone == m.last and _impersonal(s, i, m):
        who = "hearsay"  # «يتوقع أن …» at the head of a sentence
    if data.get("hearsay") or (passive and found.kind == "that" and found.zone - m.last <= 2):
        who, source = "hearsay", None
    elif passive:
        return []
    return [make(THAT if found.kind == "that" else QUOTE, m, (m.first, m.last), r, source, who, via, stance=stance) for r in ranges]


def _asked_for(s: Scan, i: int, m: Match) -> bool:
    """«الدراسة التي طلبتها الصحيفة إن …»: the pronoun is what was asked for, so that the clause behind it is another's word."""
    return bool(m.enclitic) and bool(m.entry.data.get("orders")) and i > 0 and relative(s, i - 1)


def _orders_paper(s: Scan, m: Match) -> bool:
    """«أمرت الصحيفة بإعداد دراسة عن …»: who has a paper made says nothing of what it is about."""
    return bool(m.entry.data.get("orders")) and any(ordered_paper(s, k) for k in range(m.last, min(s.n, m.last + _PAPER)))


def _impersonal(s: Scan, i: int, m: Match) -> bool:
    a, _ = s.sentence(i)
    return i == a and m.data.get("p") == "3ms" and m.data.get("t") == "impf" and m.proclitics == ""


_FEELINGS: dict[str, Stance] = {
    **dict.fromkeys(wordset("ar", "feelings-guess"), "speculate"),
    **dict.fromkeys(wordset("ar", "feelings-doubt"), "doubt"),
    **dict.fromkeys(wordset("ar", "feelings-hold"), "assert"),
}


def _feeling(s: Scan, m: Match, found: Found | None) -> str | None:
    """«أعرب … عن قلقه من أن …»: the feeling that the clause belongs to, which gives the stance."""
    if found is None or found.kind != "that":
        return None
    return next((s.norms[k] for k in range(max(m.last, found.zone - 3), found.zone) if s.norms[k] in _FEELINGS), None)


def _judged(s: Scan, i: int, m: Match, zone: int) -> bool:
    """«اتهمت تركيا المقاتلين بأنهم …»: somebody stands between the subject and the particle, and is part of the content."""
    if m.entry.data["class"] != "accuse" or "whole" not in m.entry.data["take"]:
        return False
    j = skip(s, m.last, zone)
    stop = object_start(s, j, zone) if strong_before(s, i) is None and j < zone and not adverbial(s, j) else j
    return stop < zone and (stop > j or strong_before(s, i) is not None)


def _governs_noun(s: Scan, m: Match, zone: int) -> bool:
    """«تحدث عن وعد بأن …»: the preposition's noun, not the clause, is what the verb governs."""
    preps = [p for p in m.entry.data.get("prep", ()) if len(p) > 1]
    if not preps or "np" not in m.entry.data["take"] or s.norms[zone - 1] in preps:
        return False
    at, hit = preposition(s, m.last, zone, preps)
    return hit is not None and at < zone and not s.that(hit) and s.norms[at] in ("عن", "الي")


def noun_object(s: Scan, i: int, m: Match) -> list[Attribution]:
    """A noun phrase as content: «أعلن … السيطرة على», «تحدث … عن», «اعترف … بقصف», «وصف … بأنه»."""
    data = m.entry.data
    take = data["take"]
    if ("np" not in take and "whole" not in take) or data.get("participle-only"):
        return []
    if (m.enclitic and (data.get("hearsay") or "whole" not in take)) or _orders_paper(s, m):
        return []
    _, end = s.sentence(i)
    inside = s.quote_of[i]
    if inside is not None:
        end = min(end, inside.last)
    limit = min(end, m.last + 26)
    preps = [] if "whole" in take else list(data.get("prep", ()))
    j = skip(s, m.last, limit)
    if m.enclitic and data["class"] == "judge":
        return _judged_pronoun(s, i, m, limit, end)
    if "whole" in take or not preps:
        return _bare_object(s, i, m, j, limit, end)
    at, hit = preposition(s, j, limit, preps)
    if data.get("near-prep") and at > m.last:
        return []
    if hit is None:
        return _bare_object(s, i, m, j, limit, end) if data.get("bare") else []
    source: Range | None = strong_before(s, i)
    adjuncts = m.last
    if source is None and at > j and not adverbial(s, j) and not _asked(s, m, j):
        stop = noun_phrase(s, j, at)
        if stop > j:
            source, adjuncts = (j, stop), stop
    if source is None:
        source = subject_before(s, i)
    ranges = content_ranges(s, hit, split=False, phrase=True)
    short = ranges and ranges[0][1] - ranges[0][0] < 2
    if not ranges or (short and not (data["class"] in ("warn", "promise") and len(s.norms[ranges[0][0]]) > 5)):
        return []
    if data.get("np-head") and s.norms[ranges[0][0]] not in data["np-head"]:
        return []
    if source is not None and not known_speaker(s, source):
        return []
    who: Who = "named" if source else "running"
    if data.get("hearsay"):
        who, source = "hearsay", None
    if data.get("documents") and not shows(s, source):
        return []
    cue = (m.first, at + 1 if at == m.last and hit == at + 1 else m.last)
    return [make(NOUN, m, cue, ranges[0], source, who, relays(s, adjuncts, at), rank=-1)]


def _denied_and_quoted(s: Scan, i: int, m: Match, found: Found) -> list[Attribution]:
    """«الهيئة تنفي C: «Q»»: what is denied stands before the colon, the words of the denial behind it."""
    before = strong_before(s, i) or subject_before(s, i)
    start = m.last
    source = before
    if source is None:
        j = skip(s, m.last, found.zone)
        end = object_start(s, j, found.zone) if j < found.zone and not adverbial(s, j) else j
        source, start = ((j, end) if end > j else None), end
    content = s.trim(start, found.zone)
    if source is None or content[1] - content[0] < 2 or s.norms[found.zone] != COLON or not object_like(s, content[0]):
        return []
    k = s.mention_of[content[0]]
    if (k >= 0 and s.mention_ranges[k][1] >= content[1]) or any(s.participle(x) for x in range(*content)):
        return []
    said = content_ranges(s, found.start, split=False, colon=found.zone < found.start)
    out = [make(NOUN, m, (m.first, m.last), through(s, content), source, "named", [])]
    return [*out, *(make(QUOTE, m, (found.zone, found.zone + 1), r, source, "named", [], stance="assert") for r in said)]


def _judged_pronoun(s: Scan, i: int, m: Match, limit: int, end: int) -> list[Attribution]:
    """«ووصفته في بيان لها بأنه C»، «يسمّيه «C»»: what is judged stands in a pronoun, the content is what it is called."""
    quoted = m.last if m.last in s.opening else None
    that = next((k for k in range(m.last, min(limit, m.last + 9)) if s.that(k)), None)
    if quoted is None and that is None:
        return []
    ranges = content_ranges(s, that + 1, split=False) if that is not None else [(m.last, s.opening[m.last].close)]
    if not ranges or ranges[0][1] <= ranges[0][0]:
        return []
    source = strong_before(s, i) or (subject_before(s, i) if not m.proclitics else None)
    if source is None and that is not None:
        j = skip(s, m.last, that)
        if j < that and not adverbial(s, j):
            source = (j, noun_phrase(s, j, that))
    who: Who = "named" if source else "running"
    return [make(WHOLE, m, (m.first, m.last), ranges[0], source, who, relays(s, m.last, that or m.last), rank=-1)]


def _asked(s: Scan, m: Match, j: int) -> bool:
    """«وتطالب التحالف بـ…»: a masculine noun after a feminine verb of asking is the one asked, not the one who asks."""
    if m.entry.data["class"] in ("ask", "warn", "accuse") and m.proclitics[:1] == "و" and s.mention_of[j] >= 0 and _goes_on(s, m.first):
        return s.mentions[s.mention_of[j]].kind in ("force", "group", "people")
    if m.entry.data["class"] not in ("ask", "warn", "accuse") or m.data.get("p") not in ("3fs",) or m.proclitics[:1] != "و":
        return False
    word = s.norms[j]
    return not word.endswith(("ه", "ات", "اء", "ا")) and j not in s.heads and word[:2] == "ال"


def _goes_on(s: Scan, i: int) -> bool:
    """Whether the verb at `i` follows a comma in a sentence whose subject has already done or said something."""
    a, _ = s.sentence(i)
    done = ("قد", "كان", "وكان", "كانت", "وكانت")
    return i - a >= 4 and s.norms[i - 1] in COMMA and any(s.norms[k] in done or s.finite(k) for k in range(a, i - 1))


def _bare_object(s: Scan, i: int, m: Match, j: int, limit: int, end: int) -> list[Attribution]:
    """A content without a preposition before it: after the subject, or straight after the verb."""
    data = m.entry.data
    strong = subject_before(s, i) if m.data.get("p") in PLURAL else strong_before(s, i)
    alone = m.data.get("p") in PLURAL
    stop = object_start(s, j, limit) if strong is None and not alone and j < limit and not adverbial(s, j) else j
    if stop > j and data["class"] == "count":
        stop = _counted(s, j, stop, limit)
    elif stop > j and data["class"] == "accuse" and s.mention_of[stop - 1] >= 0 and s.norms[stop - 1][:2] != "ال":
        target = next((k for k in range(stop + 1, min(stop + 4, limit)) if s.mention_start.get(k) is not None and s.norms[k][:1] not in "وبل"), None)
        between = range(stop, target) if target is not None else range(0)
        plain = target is not None and all(s.tokens[k].kind == "word" and s.mention_of[k] < 0 and s.norms[k] not in PREPOSITIONS for k in between)
        stop = target if target is not None and plain else stop  # «لجان مقاومة أم درمان | الجيش بـ…»
    source: Range | None = (j, stop) if stop > j else strong or subject_before(s, i)
    if source is not None and source[0] == j:
        source = (j, _without_adverbs(s, j, stop))
    if stop + 2 < end and s.norms[stop] == "ذلك" and s.that(stop + 1) and "whole" in data["take"] and source is not None:
        because = content_ranges(s, stop + 2, split=False)
        return [make(THAT, m, (m.first, m.last), r, source, "named", []) for r in because[:1]]  # «علل المدير ذلك بأن C»
    written = _written_in(s, i, m, source, stop, end) if stop < end else []
    if written:
        return written
    ranges = content_ranges(s, stop, split=False, phrase="whole" not in data["take"]) if stop < end else []
    if not ranges:
        return []
    content = through(s, ranges[0])
    needs = data.get("needs")
    if needs and not any(carries(s, k, needs) for k in range(j, min(content[1] + 1, end))):
        return []
    if content[1] - content[0] < 2 and content[0] not in s.opening and not (data["class"] in ("warn", "promise") and len(s.norms[content[0]]) > 5):
        return []
    if not object_like(s, content[0]) or (data["class"] == "publish" and s.heads.get(content[0]) in ("document", "statement", "media")):
        return []
    heads = data.get("np-head")
    if heads and s.norms[content[0]] not in heads:
        return []
    if (data.get("documents") or data.get("speakers")) and not shows(s, source):
        return []
    if data.get("named-only") and source is None:
        return []
    if source is not None and not known_speaker(s, source):
        return []
    rule = WHOLE if "whole" in data["take"] else NOUN
    felt = _FEELINGS.get(s.norms[content[0]])
    if felt is not None and content[0] + 3 < content[1] and s.that(content[0] + 2):
        content = (content[0] + 3, content[1])  # «لم يخف خشيته من أن C»
    who: Who = "named" if source else "running"
    if data.get("hearsay"):
        who, source = "hearsay", None
    via = relays(s, j, stop)
    if data.get("documents") and not via:
        via = publisher(s, i, source)
    out = [make(rule, m, (m.first, m.last), content, source, who, via, rank=-1, stance=felt)]
    if data["class"] == "deny" and source is not None and s.norms[ranges[0][0]] == "ما" and s.norms[ranges[0][0] + 1] in RUMOURED:
        at = ranges[0][0]
        told = Attribution(RUMOUR, (), (at, content[0]), content, None, "hearsay", via=[source], rank=-2)
        out.append(told)  # «كذّب X ما يشاع عن C»: somebody says C, X denies it
    return out


def _written_in(s: Scan, i: int, m: Match, source: Range | None, at: int, end: int) -> list[Attribution]:
    """«نفى ما جاء في تقرير لمنظمة، تداولته وكالة، عن C»: the speaker denies C, the report says it, passed on by the agency."""
    if m.entry.data["class"] not in ("deny", "doubt") or s.norms[at] != "ما" or s.norms[at + 1 : at + 2] not in (["جاء"], ["ورد"], ["نشر"], ["كتب"]):
        return []
    if at + 3 >= end or s.norms[at + 2] != "في":
        return []
    k = at + 4
    while k < min(end, at + 30):
        past = passed_aside(s, k, end)
        if past is not None:
            k = past
            continue
        that = s.norms[k] == "من" and k + 1 < end and s.that(k + 1)
        if s.norms[k] in ("عن", "حول", "بشان") or that:
            break
        k += 1
    else:
        return []
    if k >= min(end, at + 30) or source is None or not known_speaker(s, source):
        return []
    ranges = content_ranges(s, k + (2 if that else 1), split=False, phrase=not that)
    text = (at + 3, max(at + 4, noun_phrase(s, at + 3, k)))
    if not ranges:
        return []
    said = make(NOUN, m, (at + 1, at + 3), ranges[0], text, "named", relays(s, text[1], k), stance="assert")
    return [make(NOUN, m, (m.first, m.last), ranges[0], source, "named", []), said]


def _counted(s: Scan, j: int, stop: int, limit: int) -> int:
    """Where the number begins that a verb of counting has as its object, if only adverbials stand between it and the subject."""
    lead = stop
    while lead < limit and s.norms[lead] in COMMA:
        lead += 1
    if lead < limit and s.norms[lead] not in PREPOSITIONS and s.norms[lead] not in ADJUNCT and s.norms[lead] != "حتي":
        return stop
    for k in range(stop, min(limit, stop + 10)):
        if s.tokens[k].kind == "number" or s.norms[k] in _AMOUNTS:
            back = k
            while back > stop and s.norms[back - 1] in _ABOUT:
                back -= 1
            return back
        if s.finite(k) is not None or s.that(k) or s.norms[k] in (COLON, "."):
            break
    return stop


def _without_adverbs(s: Scan, j: int, stop: int) -> int:
    """The end of a subject without a comma and the adverbial behind it."""
    for k in range(j + 1, stop):
        aside = s.norms[k] in COMMA and k + 1 < stop
        if aside and (s.norms[k + 1] in SKIP_AFTER_VERB or s.norms[k + 1] in PREPOSITIONS or s.norms[k + 1] in ADJUNCT or s.norms[k + 1] == "حتي"):
            return k
        said_in = s.norms[k] == "في" and k + 1 < stop and s.norms[k + 1] in _OCCASIONS
        if s.mention_of[k] < 0 and (said_in or s.norms[k] in ("منذ", "خلال", "حتي", "عبر")):
            return k
    return stop - 1 if stop - 1 > j and s.norms[stop - 1] in COMMA else stop


_OCCASIONS = wordset("ar", "said-in")
_ABOUT = frozenset({"نحو", "حوالي", "قرابه", "زهاء", "اكثر", "من", "ما", "لا", "يقل", "عن", "يزيد", "علي", "يقارب", "يفوق"})
_AMOUNTS = wordset("ar", "counts") - {"عدد", "عددا", "مجموعه", "بعض", "جمع", "كثير", "قليل", "معظم", "غالبيه", "اغلب", "ثلاث"} | {
    "عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين", "مءه", "مئه", "مائه", "الف", "الفي", "مئتي", "عشرون", "ثلاثون",
}  # fmt: skip
