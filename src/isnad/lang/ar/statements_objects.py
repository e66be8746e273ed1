"""What a verb governs besides a clause: where the noun phrase begins, what may stand there, whose it is. For the rules of Arabic verbs."""

from __future__ import annotations

from isnad.lang.ar.statements_scan import COLON, COMMA, SKIP_AFTER_VERB, Scan
from isnad.lang.ar.statements_subject import relative, subject
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset

PREPOSITIONS = wordset("ar", "prepositions")
RUMOURED = wordset("ar", "rumoured")
_SHORT_MASDARS = wordset("ar", "short-masdars")
_PRONOUNS = wordset("ar", "pronouns")
_ASIDES = frozenset({"في", "خلال", "عبر", "علي", "من", "قبل", "بعد", "عقب", "لدي", "اثر"})
_NEWS = wordset("ar", "news")


def known_speaker(s: Scan, source: Range) -> bool:
    """Whether a noun phrase holds an actor, a speaker noun, quotation marks or another script: what a noun content needs as its subject."""
    end = source[1]
    office = range(end + 1, min(end + 3, s.n)) if end < s.n and s.norms[end] in COMMA else range(0)
    if any(k in s.heads for k in office):
        return True  # «فلان، نائب الوزير، …»
    return any(k in s.heads or s.mention_of[k] >= 0 or k in s.opening or s.raw(k)[:1].isascii() for k in range(*source))


def publisher(s: Scan, i: int, source: Range | None) -> list[Range]:
    """«نشر فلان صورا تظهر فيها …»: who published the text or picture that shows the content."""
    if source is None or source[0] > i:
        return []
    a, _ = s.sentence(i)
    for k in range(source[0] - 1, max(a, source[0] - 24) - 1, -1):
        m = s.finite(k)
        if m is not None and m.entry.data["class"] == "publish":
            who, _ = subject(s, k, m, source[0])
            return [who] if who is not None else []
    return []


def through(s: Scan, content: Range) -> Range:
    """«نفى ما أعلنه X من أن C»: the content is C."""
    a, b = content
    news = a + 1 if s.norms[a] == "صحه" and a + 1 < b else a
    if s.norms[news] in _NEWS or (news > a and s.norms[news] == "ما"):
        about = next((k for k in range(news + 1, min(b, news + 6)) if s.norms[k] in ("عن", "حول", "بشان")), None)
        if about is not None and about + 2 < b:
            return (about + 1, b)
    if s.norms[a] == "ما" and a + 1 < b and s.norms[a + 1] in RUMOURED:
        about = next((k for k in range(a + 2, min(b, a + 8)) if s.norms[k] in ("عن", "حول", "بشان")), None)
        if about is not None and about + 1 < b:
            return (about + 1, next((k for k in range(about + 2, b) if s.norms[k] == COLON), b))
    if s.norms[a] == "ما" and a + 1 < b and s.finite(a + 1) is not None:
        for k in range(a + 2, min(b, a + 24)):
            if s.norms[k] == "من" and k + 1 < b and s.that(k + 1):
                return (k + 2, b)
    return content


def object_like(s: Scan, i: int) -> bool:
    """Whether a noun phrase, not an adverbial or a pronoun, begins at a token."""
    word = s.norms[i]
    if s.blank(i) and i not in s.opening:
        return False
    return not ((word in PREPOSITIONS or word in _PRONOUNS or word in ("مع", "ان", "قد", "ذلك", "هو", "هي")) and s.mention_of[i] < 0)


def preposition(s: Scan, j: int, limit: int, preps: list[str]) -> tuple[int, int | None]:
    """Where the preposition of a verb stands and where its noun phrase begins; None if there is none."""
    k = j
    while k < limit:
        if k in s.opening:
            k = s.opening[k].close
            continue
        if s.norms[k] in preps and len(s.norms[k]) > 1 and s.mention_of[k] < 0:
            return k, k + 1
        for p in preps:
            short = p == "ب" and s.norms[k] in _SHORT_MASDARS
            if len(p) == 1 and (s.norms[k] == p or short or (s.attached(k, p) and (s.mention_of[k] < 0 or k in s.mention_start))):
                return k, k + 1 if s.norms[k] == p else k
        if k > j and (s.finite(k) is not None or s.that(k)):
            return k, None
        if relative(s, k):
            return k, None
        k += 1
    return k, None


def carries(s: Scan, k: int, needs: list[str]) -> bool:
    """Whether token `k` is one of the words a cue needs, or carries it as a prefix."""
    return k < s.n and (s.norms[k] in needs or any(len(p) == 1 and s.attached(k, p) for p in needs))


def skip(s: Scan, j: int, limit: int) -> int:
    """Past adverbs, commas and an adverbial between commas: «نفى، في بيان أصدره أمس، عقد صفقة»."""
    while j < limit and (s.norms[j] in SKIP_AFTER_VERB or (s.norms[j] in COMMA)):
        j += 1
        if s.norms[j - 1] in COMMA and j < limit and s.norms[j] in _ASIDES:
            close = next((k for k in range(j + 1, min(limit, j + 14)) if s.norms[k] in COMMA), None)
            if close is None or any(s.that(k) for k in range(j, close)):
                return j
            j = close
    return j
