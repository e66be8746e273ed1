"""Through whom a statement came where the words say so beside its verb: «في مقابلة مع قناة كذا», «عبر التلفزيون», «حين سألته الصحيفة»."""

from __future__ import annotations

from bisect import bisect_right

from isnad.lang.ar.statements_nouns import MEDIA_HEADS, head_is_media, noun_phrase, relays
from isnad.lang.ar.statements_scan import COMMA, Scan
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.wordsets import wordset

ENTRY = "ar.word.aired-on"  # what a statement names beside its cue if the words around the verb name the outlet

_OCCASIONS = wordset("ar", "occasions")
_ASKERS = wordset("ar", "askers")
_AIRED = wordset("ar", "aired-on")
_INTERVIEWERS = wordset("ar", "interviewers")
_LETTERS = frozenset({"س", "سوال", "السوال"})
_JOINTS = wordset("ar", "clauses")
_NOT_NEWS = frozenset({"نفسها", "نفسه", "ذاتها", "ذاته"})
_REACH = 22  # tokens before a verb in which its occasion can stand
_TURN = 60  # tokens of a question
_AFTER = 14  # tokens after it
_UNSAID = ("author", "hearsay")


def channels(s: Scan, found: list[Attribution]) -> None:
    """Give attributions without a link the outlet that the words around their verb name.

    Args:
        s: the document.
        found: the attributions; changed.
    """
    ends = sorted((a.content[1], a.content[0], a.cue) for a in found)
    for a in found:
        if a.via or a.who in _UNSAID or a.cue[1] <= a.cue[0]:
            continue
        at = _asker(s, a) or _before(s, a, ends) or _after(s, a)
        if at is not None and not (a.source is not None and at[0] < a.source[1] and a.source[0] < at[1] and head_is_media(s, a.source[0])):
            a.via = [at]
            a.entries = (*a.entries, ENTRY)


def _asker(s: Scan, a: Attribution) -> Range | None:
    """«المذيع: الوزارة تقول إن …»: who puts somebody's words to whoever is interviewed."""
    first = next((k for k in range(a.cue[0], max(0, a.cue[0] - _TURN) - 1, -1) if s.tokens[k].breaks or k == 0), -1)
    if first < 0:
        return None
    colon = next((k for k in range(first + 1, min(first + 5, a.cue[0])) if s.norms[k] == ":"), None)
    if colon is None or s.norms[first] not in _INTERVIEWERS or s.norms[first] in _LETTERS or a.content[0] <= colon:
        return None
    if a.source is not None and a.source[0] < colon:
        return None
    return (first, colon)


def _before(s: Scan, a: Attribution, ends: list[tuple[int, int, Range]]) -> Range | None:
    """The outlet in the words of the sentence before a verb, behind what others are said to have said."""
    start = max(s.sentence(a.cue[0])[0], a.cue[0] - _REACH)
    k = bisect_right(ends, (a.cue[0], s.n, (s.n, s.n))) - 1
    if k >= 0 and ends[k][2] != a.cue:
        start = max(start, ends[k][0])
    stop = a.cue[0]
    if a.content[0] < a.cue[0]:
        return None
    for j in range(stop - 1, start - 1, -1):
        if s.norms[j] in ("؛", ":"):
            start = j + 1
            break
    for j in range(start, stop):
        core = s.norms[j].removeprefix("و")
        if core in ("في", "خلال") and j + 1 < stop and s.norms[j + 1] in _OCCASIONS:
            inside = relays(s, j + 2, min(stop, j + 16))
            outlet = _held_with(s, j + 2, stop) or (inside[0] if inside else None)
            if outlet is not None and _open(s, outlet[1], stop):
                return outlet
        met = _met(s, j, stop)
        if met is not None:
            return met
        aired = _airing(s, j, stop)
        if aired is not None and s.participle(a.cue[0]) is not None:
            return aired  # «ظهر على شاشة كذا معلنا أن …»
    return None


def _after(s: Scan, a: Attribution) -> Range | None:
    """The outlet between a verb and what is said, or behind the verb where what is said stands before it."""
    start = a.cue[1]
    behind = a.content[0] < a.cue[0]
    stop = min(s.sentence(a.cue[0])[1], start + _AFTER) if behind else a.content[0]
    if stop - start > 3 * _AFTER:
        return None
    source = a.source if a.source is not None and a.source[0] >= start else None
    direct = _hearer(s, a, start, stop)
    if direct is not None:
        return direct
    for j in range(start, stop):
        if behind and (s.norms[j] in (".", "؛") or (s.norms[j] in COMMA and j + 1 < stop and s.norms[j + 1] in _JOINTS)):
            return None
        if not behind and s.attached(j, "ل") and s.mention_of[j] >= 0 and s.mentions[s.mention_of[j]].kind in ("outlet", "agency"):
            return (j, max(j + 1, noun_phrase(s, j, stop)))
        met = _met(s, j, stop)
        if met is not None:
            return met
        if source is not None and j < source[1] and j <= source[0] + 1:
            continue
        aired = _airing(s, j, stop)
        if aired is not None:
            return aired
    return None


def _open(s: Scan, at: int, cue: int) -> bool:
    """Whether no other clause lies between an outlet and the verb: «في مقابلة مع القناة، قال»."""
    return cue - at <= 14 and not any(s.that(k) for k in range(at, cue))


def _held_with(s: Scan, j: int, stop: int) -> Range | None:
    """«(مقابلة) خاصة مع قناة كذا», «(حديث) لـ«الحياة»»: whom somebody spoke to on an occasion."""
    for k in range(j, min(stop - 1, j + 5)):
        if s.norms[k] in ("مع", "ل", "الي") and not s.that(k + 1):
            x = k + 1
            while x < stop and s.norms[x] in ("(", "«", '"', "“") and x not in s.opening:
                x += 1
            if x >= stop:
                return None
            if head_is_media(s, x) or x in s.opening or (s.norms[k] == "ل" and s.norms[k + 1] == "("):
                end = s.opening[x].close if x in s.opening else max(x + 1, noun_phrase(s, x, stop))
                return (x, end) if s.norms[x] not in _NOT_NEWS else None
            return None
        if s.attached(k, "ل") and head_is_media(s, k):
            return (k, max(k + 1, noun_phrase(s, k, stop)))
        if s.finite(k) is not None or s.norms[k] in COMMA:
            return None
    return None


def _met(s: Scan, j: int, stop: int) -> Range | None:
    """«التقتها «أطباء بلا حدود»», «سأله موقع كذا», «اتصلت بهم الوكالة»: who asked the speaker."""
    if s.norms[j] not in _ASKERS or j + 1 >= s.n:
        return None
    at = j + 2 if s.norms[j + 1] in ("به", "بها", "بهم", "معه", "معها", "معهم", "اليه", "اليها", "اليهم") else j + 1
    if at >= s.n or s.norms[at].endswith("نا"):
        return None
    k = s.mention_of[at]
    body = k >= 0 and s.mentions[k].kind in ("outlet", "agency", "organisation") and not s.mentions[k].party
    if head_is_media(s, at) or body or (at in s.opening and s.opening[at].words <= 5):
        end = s.opening[at].close if at in s.opening else noun_phrase(s, at, min(at + 8, s.n))
        return (at, max(end, at + 1))
    return None


def _airing(s: Scan, j: int, stop: int) -> Range | None:
    """«عبر قناة كذا», «على شاشة كذا», «في الإذاعة»: on what somebody spoke."""
    word = s.norms[j]
    if word not in ("عبر", "علي", "في") or j + 1 >= stop:
        return None
    k = j + 1
    head = s.norms[k]
    if head in ("شاشه", "شاشات", "اثير", "امواج") and k + 1 < stop:
        k += 1
        head = s.norms[k]
    elif word == "عبر":
        if not head_is_media(s, k) and head not in _AIRED:
            return None
    elif head not in _AIRED:
        return None
    if s.norms[k].startswith(("موقع", "صفحت", "حساب", "منص", "وسايل", "مواقع", "تويتر", "فيسبوك")) and s.mention_of[k] < 0:
        return None
    if k in s.opening and s.mention_of[s.opening[k].first] < 0:
        return None
    return (k, max(k + 1, noun_phrase(s, k, stop)))


def _hearer(s: Scan, a: Attribution, start: int, stop: int) -> Range | None:
    """«أخبر موقعا معارضا أن …», «أبلغ الوكالة بأن …»: an outlet that is the verb's object."""
    if not any(m.entry.data.get("hearer") for m in s.cues.get(a.cue[0], ())):
        return None
    at = start if a.source is None or a.source[0] < start else a.source[1]
    if at >= stop or s.blank(at):
        return None
    plain = s.norms[at].removesuffix("ا")
    if head_is_media(s, at) or (plain != s.norms[at] and plain in MEDIA_HEADS):
        return (at, max(at + 1, noun_phrase(s, at, stop)))
    return None

