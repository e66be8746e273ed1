"""What a verb of attribution takes: the clause or quotation that is its complement, whether it may carry a statement at all."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.grammar.lexicon import Match
from isnad.lang.ar.statements_content import opens_content, second_speaker
from isnad.lang.ar.statements_nouns import SAYS_IT, passed_aside, withholds
from isnad.lang.ar.statements_objects import PREPOSITIONS
from isnad.lang.ar.statements_scan import COLON, COMMA, NEGATION, SKIP_AFTER_VERB, Scan
from isnad.lang.ar.statements_subject import relative
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Stance

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
        past = passed_aside(s, j, limit) if j > m.last else None
        if past is not None:
            j = past
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
            if m.entry.data.get("after") or ("quote" not in take and ("that" not in take or m.entry.data.get("hearsay"))):
                return None
            start = j + 1
            if start < s.n and s.that(start):
                start += 1
            return Found("quote", j, start) if start < s.n else None
        if s.that(j) and "that" in take and (j == m.last or s.norms[j - 1] not in _NOT_BEFORE_THAT or s.norms[j - 2 : j] == ["من", "قبل"]):
            written_inna = s.inna(j)
            if loose and written_inna and not say and s.norms[j - 1] in COMMA and _qala_before(s, m.first):
                return None
            after = m.entry.data.get("after")
            if after and s.norms[j - 1] not in after:
                j += 1
                continue
            if m.entry.data.get("by-only") and s.norms[j][:1] != "ب":
                j += 1
                continue
            fits = written_inna if say else not written_inna or s.norms[j - 1] in SAYS_IT
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
    passes = other.entry.data["class"] == "publish" or (other.entry.data["class"] == "relay" and other.enclitic)
    if passes or other.entry.data.get("feeling") or not verb_allowed(s, j, other):
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


def verb_allowed(s: Scan, i: int, m: Match) -> bool:
    """Whether the verb at `i` can carry a statement at all: not after a preposition, not negated, not part of «كما قال»."""
    if i == 0:
        return True
    if s.phrase_before(i) or withholds(s, i):
        return False
    before = s.norms[i - 1]
    if m.entry.data.get("hearsay") and before in ("ممن", "من", "كان", "الذي", "التي", "الذين"):
        return False
    if m.data.get("p") in ("1s", "1p") and s.quote_of[i] is None:
        return False  # the writer speaks
    if before in NEGATION and excepted(s, m) is not None:
        return True
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
