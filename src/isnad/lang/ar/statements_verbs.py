"""Rules of Arabic attribution that start from a verb or a participle of saying."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_content import content_ranges, opens_content, second_speaker
from isnad.lang.ar.statements_nouns import noun_phrase, relays, withholds
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
from isnad.lang.ar.statements_scan import COLON, COMMA, NEGATION, SKIP_AFTER_VERB, Scan
from isnad.lang.ar.statements_subject import PLURAL, adverbial, aside_relays, lead_relays, object_start, relative, shows, strong_before, subject, subject_before
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Stance

THAT = register("ar.statement.verb-that", "A verb of saying and what follows its «أنّ», «إنّ» or «بأن».")
QUOTE = register("ar.statement.verb-quote", "A verb of saying and the words after its colon or in the quotation marks after it.")
NOUN = register("ar.statement.verb-noun", "A verb of saying, denying or expecting and the noun phrase it governs: «نفى ضلوعه في …».")
WHOLE = register("ar.statement.verb-whole", "A verb of judging: what is judged and as what is the content: «وصف ما جرى بأنه …».")

RUMOUR = register("ar.statement.denied-rumour", "«نفى ما يتردد عن …»: nobody in particular says what the speaker denies.")

FAR = 48  # tokens between a verb and its particle
_GOVERNS_MASDAR = wordset("ar", "governs-masdar")
_NOT_BEFORE_THAT = wordset("ar", "not-before-that")


@dataclass(slots=True)
class Found:
    """The complement of a verb.

    Attributes:
        kind: `that`, `quote`, or the stance of a verbal noun.
        zone: where the words of its subject end.
        start: first token of the content.
    """

    kind: str
    zone: int
    start: int


def complement(s: Scan, m: Match) -> Found | None:
    """What the verb takes: a clause, a quotation, or nothing of the kind."""
    found = _complement(s, m, loose=False)
    return found if found is not None else _complement(s, m, loose=True)


def _complement(s: Scan, m: Match, *, loose: bool) -> Found | None:
    take = m.entry.data["take"]
    say = m.entry.id == "ar.cue.qala"
    near = bool(m.entry.data.get("near"))
    _, end = s.sentence(m.first)
    inside = s.quote_of[m.first]
    if inside is not None:
        end = min(end, inside.last)
    limit = min(end, m.last + (8 if near else FAR))
    j = m.last
    while j < limit:
        if j > m.last and withholds(s, j):  # «قائد لواء، طلب أن نرمز إليه بـ…، إن»
            comma = next((k for k in range(j + 1, min(limit, j + 14)) if s.norms[k] in COMMA), None)
            if comma is not None:
                j = comma + 1
                continue
        q = s.opening.get(j)
        if q is not None:
            if "quote" in take and _speech(s, q.open, m):
                return Found("quote", j, j)
            j = q.close
            continue
        if s.norms[j] == COLON and not _clock(s, j):
            if any(second_speaker(s, k, j) for k in range(m.last + 2, j)):
                return None
            if "quote" not in take and ("that" not in take or m.entry.data.get("hearsay")):
                return None
            start = j + 1
            if start < s.n and s.that(start):
                start += 1
            return Found("quote", j, start) if start < s.n else None
        if s.that(j) and "that" in take and (j == m.last or s.norms[j - 1] not in _NOT_BEFORE_THAT or s.norms[j - 2 : j] == ["من", "قبل"]):
            written_inna = s.inna(j)
            if loose and written_inna and not say and s.norms[j - 1] in COMMA and _qala_before(s, m.first):
                return None
            if m.entry.data.get("by-only") and s.norms[j][:1] != "ب":
                j += 1
                continue
            fits = written_inna if say else not written_inna
            bare = s.raw(j)[:1] == "ا" or s.raw(j)[:2] == "با"
            if fits or bare or loose:
                return Found("that", j, j + 1)
        if near and s.norms[j] in COMMA:
            return None
        if j > m.last and (_taken(s, j, patient=say and not loose) or _object_first(s, m, j)):
            return None
        j += 1
    return None


def _object_first(s: Scan, m: Match, j: int) -> bool:
    """Whether the particle belongs to a word at `j` that follows the object: «نفى عقد صفقة، قائلا إن», «نفت أي دور، ووصفته بأنه»."""
    if s.norms[j - 1] not in COMMA and s.norms[j - 1] != "ذلك":
        return False
    own = m.entry.data
    if s.participle(j) is not None and own["class"] == "deny" and (j - m.last >= 3 or s.norms[j - 1] == "ذلك") and "np" in own["take"]:
        return True
    other = s.finite(j)
    return other is not None and other.proclitics[:1] == "و" and "whole" in other.entry.data["take"]


def _qala_before(s: Scan, i: int) -> bool:
    a, _ = s.sentence(i)
    return any(m.entry.id == "ar.cue.qala" for k in range(max(a, i - 20), i) for m in s.cues.get(k, ()))


def _taken(s: Scan, j: int, *, patient: bool) -> bool:
    """Whether the verb, participle or opinion mark at `j` claims the particle that follows."""
    if s.participle(j) is not None and s.norms[j - 1] in COMMA and opens_content(s, j):
        return s.cues[j][0].entry.id != "ar.cue.qala"
    if any(m.entry.data["kind"] == "author" and m.last < s.n and s.that(m.last) for m in s.cues.get(j, ())):
        return True
    other = s.finite(j)
    if other is None or relative(s, j - 1) or "that" not in other.entry.data["take"] or other.entry.data.get("near"):
        return False
    if other.entry.data["class"] == "publish" or other.entry.data.get("feeling") or not verb_allowed(s, j, other):
        return False
    return not patient or bool(other.proclitics)


def _clock(s: Scan, j: int) -> bool:
    return 0 < j < s.n - 1 and s.tokens[j - 1].kind == "number" and s.tokens[j + 1].kind == "number"


def _speech(s: Scan, i: int, m: Match) -> bool:
    """Whether the quotation that opens at `i` is what was said, not a name or a word in marks."""
    q = s.opening[i]
    before = s.norms[i - 1] if i else ""
    if before == COLON:
        return True
    after = s.norms[q.close] if q.close < s.n else ""
    if q.close < s.n and (s.that(q.close) or after == COLON) and not s.tokens[q.close].breaks:
        return False
    k = s.mention_of[q.first]
    if k >= 0 and s.mention_ranges[k][1] >= q.last:
        return False
    if q.words >= 5:
        return True
    if q.words < 3 or (len(before) == 1 and not (before in COMMA and m.first > 0 and s.norms[m.first - 1] in COMMA)):
        return False
    return i == m.last or before in SKIP_AFTER_VERB or before in COMMA


def clause_rules(s: Scan, i: int, m: Match) -> list[Attribution]:
    """The verb at `i` with a clause, a quotation or a noun phrase as its content."""
    data = m.entry.data
    if data["class"] == "publish" and m.enclitic:
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
    source, adjuncts = subject(s, i, m, found.zone)
    via = [*lead_relays(s, i), *aside_relays(s, i), *relays(s, adjuncts, found.zone)]
    ranges = content_ranges(s, found.start, split=found.kind == "that", colon=found.kind == "quote" and found.zone < found.start)
    who: Who = "named" if source else "running"
    if data.get("documents") and not shows(s, source):
        return []
    if data.get("hearsay") or (passive and found.kind == "that" and found.zone - m.last <= 2):
        who, source = "hearsay", None
    elif passive:
        return []
    return [make(THAT if found.kind == "that" else QUOTE, m, (m.first, m.last), r, source, who, via, stance=stance) for r in ranges]


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
    if m.enclitic and (data.get("hearsay") or "whole" not in take):
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
    if not ranges or ranges[0][1] - ranges[0][0] < 2:
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
    source: Range | None = (j, stop) if stop > j else strong or subject_before(s, i)
    ranges = content_ranges(s, stop, split=False, phrase="whole" not in data["take"]) if stop < end else []
    if not ranges:
        return []
    content = through(s, ranges[0])
    needs = data.get("needs")
    if needs and not any(carries(s, k, needs) for k in range(j, min(content[1] + 1, end))):
        return []
    if content[1] - content[0] < 2 and content[0] not in s.opening:
        return []
    if not object_like(s, content[0]):
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
    who: Who = "named" if source else "running"
    if data.get("hearsay"):
        who, source = "hearsay", None
    via = relays(s, j, stop)
    if data.get("documents") and not via:
        via = publisher(s, i, source)
    out = [make(rule, m, (m.first, m.last), content, source, who, via, rank=-1)]
    if data["class"] == "deny" and source is not None and s.norms[ranges[0][0]] == "ما" and s.norms[ranges[0][0] + 1] in RUMOURED:
        at = ranges[0][0]
        told = Attribution(RUMOUR, (), (at, content[0]), content, None, "hearsay", via=[source], rank=-2)
        out.append(told)  # «كذّب X ما يشاع عن C»: somebody says C, X denies it
    return out


def verb_allowed(s: Scan, i: int, m: Match) -> bool:
    """Whether the verb at `i` can carry a statement at all: not after a preposition, not negated, not part of «كما قال»."""
    if i == 0:
        return True
    if s.phrase_before(i) or withholds(s, i):
        return False
    before = s.norms[i - 1]
    if m.data.get("p") in ("1s", "1p") and s.quote_of[i] is None:
        return False  # the writer speaks
    if not s.tokens[i].breaks and (before in ("كنت", "كنتم", "انت", "لعلك") or (before in ("ما", "لا") and not m.enclitic)):
        return m.entry.id == "ar.cue.istabada"
    if m.entry.id == "ar.cue.dhakara" and m.data.get("t") == "impf" and m.data.get("p") == "3ms" and m.last < s.n and s.that(m.last):
        return False  # «ويذكر أن …» is the writer's "it should be noted"
    if not m.proclitics and m.data.get("t") == "perf" and m.data.get("p") == "3ms" and not s.tokens[i].breaks and _brings(before):
        return False  # «صدر أمر بـ…»، «وصل إعلان عن …»: the verb before it takes it as its subject
    if not m.proclitics and (before in PREPOSITIONS or before in _GOVERNS_MASDAR) and not s.tokens[i].breaks:
        return False
    if before in NEGATION and m.entry.id != "ar.cue.istabada":
        return excepted(s, m) is not None
    return True


def excepted(s: Scan, m: Match) -> int | None:
    """«لم يقر إلا بـ…»: the «إلا» after a negated verb, behind which what is said stands."""
    _, end = s.sentence(m.first)
    stop = min(end, m.last + 10)
    return next((k for k in range(m.last, stop) if s.norms[k] == "الا" and s.raw(k)[:1] in "إا" and k + 1 < end and not s.that(k + 1)), None)


def _brings(norm: str) -> bool:
    """Whether a verb before a word takes it as its subject or object, so that it is a noun."""
    core = norm[1:] if norm[:1] in "وف" and len(norm) > 3 else norm
    return core in _BRINGS


_BRINGS = wordset("ar", "brings")


def make(
    rule: str, m: Match, cue: Range, content: Range, source: Range | None, who: Who, via: list[Range], *, rank: int = 0, person: str | None = None,
    stance: Stance | None = None,
) -> Attribution:  # fmt: skip
    """An attribution made by a verb."""
    data = m.entry.data
    return Attribution(
        rule, (m.entry.id,), cue, content, source, who, stance or data["stance"], data["class"], list(via), person or m.data.get("p"), rank=rank
    )
