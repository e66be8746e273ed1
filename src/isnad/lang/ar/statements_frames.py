"""What stands behind a whole Arabic report or behind the papers in it: the outlet it translates or retells, who got hold of the papers."""

from __future__ import annotations

from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.statements_nouns import head_is_media, noun_phrase
from isnad.lang.ar.statements_scan import COMMA, RELATIVE, Scan
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Mention
from isnad.text.doc import Doc

_HEAD, _FOOT = 5, 2  # paragraphs where a line on the origin of the whole report stands
_LINE = 30  # most tokens of it
_REACH = 7  # tokens between a paper and the verb that says who got it
_RETOLD = wordset("ar", "retold")
_TRANSLATED = wordset("ar", "translated")
_OWN_WORK = wordset("ar", "own-additions")
_PAPERS = wordset("ar", "papers")
_GOT = wordset("ar", "got-papers")
_INQUIRIES = wordset("ar", "inquiries")
_SHOWN = wordset("ar", "shown-papers")


def frame_of(doc: Doc, mentions: list[Mention]) -> tuple[Range, bool] | None:
    """The words that name the outlet behind the whole report, if a line of its own says so, and whether only its papers are behind it.

    A report that retells or sums up another's work has all from it; a plain translation stands for the work itself, and one with work of
    its own has the papers from it.

    Args:
        doc: the document.
        mentions: actors found in it, in order of the text.
    """
    norms = doc.norms
    outlets: list[Range] | None = None
    lines = list(doc.paragraphs)
    for a, b in (*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _FOOT) :]):
        if b - a > _LINE:
            continue
        at = next((k for k in range(a, b) if _retold(norms[k])), b)
        told = None if at == b else next((k for k in range(at + 1, b) if norms[k] == "عن" or (norms[k][:1] == "ل" and len(norms[k]) > 3)), None)
        if told is None:
            continue
        if outlets is None:
            outlets = [doc.tokens_in(m.span) for m in mentions if m.kind in ("outlet", "agency")]
        named = next((r for r in outlets if told <= r[0] and r[1] <= b), None)
        if named is not None:
            return named, norms[at] in _TRANSLATED or any(norms[x] in _OWN_WORK for x in range(a, b))
    return None


def _retold(norm: str) -> bool:
    return norm in _RETOLD or any(core in _RETOLD for _, core, _ in analyses(norm))


def papers(s: Scan, i: int) -> bool:
    """Whether the word at a token, or the one that «إحدى» or «بعض» counts, is one for papers."""
    if s.norms[i] in wordset("ar", "one-of") or s.norms[i] in wordset("ar", "these"):
        i += 1
        if i < s.n and s.norms[i] in wordset("ar", "these"):
            i += 1
    return i < s.n and any(c in _PAPERS for c in (s.norms[i], *(core for _, core, _ in analyses(s.norms[i]))))


def provider(s: Scan, source: Range) -> Range | None:
    """«وثائق هرّبها منشقون», «الصور التي عرضتها قناة كذا»: who showed the text or picture, in a clause after its noun."""
    for k in range(source[0] + 1, min(source[0] + _REACH, s.n - 1)):
        if s.norms[k] in ("،", ".", ":", "ان") and k > source[0] + 1 and s.norms[k + 1] not in RELATIVE:
            return None
        if k > source[0] + 1 and s.norms[k] in ("الي", "عن", "من", "في", "علي", "مع") and s.mention_of[k] < 0:
            return None
        with_on = s.norms[k + 1] in ("عليها", "عليه", "منها", "منه")
        verb = s.finite(k)
        if s.norms[k][:1] == "و" and s.finite(k) is None and k not in s.heads and s.mention_of[k] < 0 and k > source[0] + 1:
            return None
        shown = (verb is not None and verb.enclitic in ("ه", "ها") and verb.entry.data["class"] in ("publish", "relay")) or s.norms[k] in _SHOWN
        if shown or (with_on and s.norms[k] in _GOT):
            start = k + 2 if with_on else k + 1
            end = noun_phrase(s, start, min(start + 10, s.n))
            known = any(x in s.heads or s.mention_of[x] >= 0 or x in s.opening for x in range(start, max(end, start + 1)))
            return (start, end) if end > start and known else None
    return None


def providers(s: Scan) -> list[Range]:
    """Who got hold of the papers of a report, said anywhere in it: «حصلت قناة كذا على وثائق», «الوثائق التي حصلت عليها القناة»."""
    out: list[Range] = []
    for i in range(s.n):
        if not papers(s, i) or (i and s.norms[i - 1] in wordset("ar", "one-of")):
            continue
        by = provider(s, (i, i + 1)) or _taker(s, i)
        if by is not None and all(by != have for have in out):
            out.append(by)
    return [r for r in out if head_is_media(s, r[0])] or out


def _taker(s: Scan, i: int) -> Range | None:
    """«حصلت قناة كذا على وثائق», «قدّم الوفد وثائق»: the subject of a verb of getting before the papers at a token."""
    a, _ = s.sentence(i)
    on = s.norms[i - 1] in ("علي", "من") if i > a else False
    for k in range(i - 1, max(a, i - 12) - 1, -1):
        core = s.norms[k][1:] if s.norms[k][:1] in "وف" and s.norms[k] not in _GOT else s.norms[k]
        if on and core in _GOT and k + 1 < i:
            end = noun_phrase(s, k + 1, i - 1)
            if end > k + 1 and any(x in s.heads or s.mention_of[x] >= 0 for x in range(k + 1, end)):
                return (k + 1, end)
            return None
        if s.norms[k] in COMMA and not on:
            return None
    return None


def behind_papers(s: Scan, found: list[Attribution], extra: list[Range]) -> None:
    """Put those who showed a text before what it says.

    Args:
        s: the document.
        found: the attributions; changed.
        extra: who else stands behind the papers of the report.
    """
    behind = [*extra, *providers(s)] if any(a.source is not None and papers(s, a.source[0]) for a in found) else []
    for a in found:
        if a.source is None or a.who != "named" or a.source[0] < 0:
            continue
        first = a.source[0]
        if s.norms[first].removeprefix("ال") in _INQUIRIES and _by_outlet(s, a):
            continue
        if a.via:
            continue
        if s.heads.get(first) != "document" and not papers(s, first):
            k = s.mention_of[first]
            if k < 0 or s.mentions[k].kind != "document":
                continue
        own = provider(s, a.source)
        if own is not None:
            a.via = [own]
        elif behind and papers(s, first):
            a.via = [r for r in behind if not (r[0] < a.content[1] and a.content[0] < r[1])]


def _by_outlet(s: Scan, a: Attribution) -> bool:
    """«تحقيق لصحيفة كذا», «تحقيق نشرته وكالة كذا»: the outlet's own work, so that the outlet speaks. Changes the source."""
    if a.source is None:
        return False
    by = provider(s, a.source)
    if by is None and len(a.via) == 1 and 0 <= a.via[0][0] - a.source[1] <= 1 and s.norms[a.via[0][0]][:1] == "ل":
        by = a.via[0]
    if by is None and a.source[1] < s.n and s.norms[a.source[1]][:1] == "ل" and head_is_media(s, a.source[1]):
        by = (a.source[1], noun_phrase(s, a.source[1], min(a.source[1] + 6, s.n)))
    if by is None or by[1] <= by[0] or not head_is_media(s, by[0]):
        return False
    a.source, a.via = by, [r for r in a.via if r != by]
    return True
