"""Where the words of a search stand in a text, and which pieces of the text to show of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isnad.model.span import Span
from isnad.store.stemmed import keyed

MOST = 200  # places in one text
AROUND = 90  # code points shown on either side of a word
NEAR = 120  # words so near to each other are shown in one piece


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term as it is found in texts: for every word of it what it may be.

    Attributes:
        keys: for every word the keys it may have as written; empty where stems count.
        stems: for every word the stems it may have.
        prefix: the beginning that the last word has, or empty.
    """

    keys: tuple[frozenset[str], ...]
    stems: tuple[frozenset[str], ...]
    prefix: str = ""

    def at(self, keys: Sequence[str], stems: Sequence[str], i: int) -> bool:
        """Whether it stands at a word of a text."""
        n = max(len(self.keys), len(self.stems))
        if i + n > len(keys):
            return False
        for k in range(n):
            if k == n - 1 and self.prefix:
                if not keys[i + k].startswith(self.prefix) and not stems[i + k].startswith(self.prefix):
                    return False
            elif keys[i + k] not in self.keys[k] if self.keys else stems[i + k] not in self.stems[k]:
                return False
        return True

    def first(self) -> frozenset[str] | None:
        """What its first word may be; None where that is only a beginning."""
        if len(self) == 1 and self.prefix:
            return None
        return (self.keys or self.stems)[0]

    def __len__(self) -> int:
        return max(len(self.keys), len(self.stems))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text with the words that were looked for in it.

    Attributes:
        span: the piece.
        marks: where those words stand, in the text as a whole.
    """

    span: Span
    marks: tuple[Span, ...]


def find(text: str, wanted: Sequence[Wanted], within: Span | None = None) -> list[tuple[Span, int]]:
    """Where terms stand in a text, each place with the number of its term; at most `MOST`.

    Args:
        text: the text.
        wanted: the terms.
        within: the piece of the text to look through, by default all of it.
    """
    start = within.start if within else 0
    places = list(keyed(text[start : within.end] if within else text))
    keys, stems = [p[2] for p in places], [p[3] for p in places]
    begins = [w.first() for w in wanted]
    some = frozenset[str]().union(*(b for b in begins if b is not None))
    beginnings = tuple(w.prefix for w, b in zip(wanted, begins, strict=True) if b is None)
    out: list[tuple[Span, int]] = []
    last = -1
    for i, (_, _, key, stem) in enumerate(places):
        if key not in some and stem not in some and not (beginnings and (key.startswith(beginnings) or stem.startswith(beginnings))):
            continue
        fit = [k for k, w in enumerate(wanted) if i > last and w.at(keys, stems, i)]
        if fit:
            best = max(fit, key=lambda k: (len(wanted[k]), -k))
            last = i + len(wanted[best]) - 1
            out.append((Span(places[i][0] + start, places[last][1] + start), best))
            if len(out) == MOST:
                break
    return out


def excerpts(text: str, found: Sequence[tuple[Span, int]], most: int = 2) -> tuple[Excerpt, ...]:
    """The pieces that show most of what was looked for, in order of the text; the beginning where nothing was.

    Args:
        text: the text.
        found: what :func:`find` gave.
        most: how many pieces.
    """
    if not found:
        return (Excerpt(_widen(text, Span(0, min(len(text), 2 * AROUND))), ()),) if text else ()
    groups: list[list[tuple[Span, int]]] = []
    for place in found:
        if groups and place[0].start - groups[-1][-1][0].end < NEAR and place[0].end - groups[-1][0][0].start < 4 * NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    best = sorted(groups, key=lambda g: (-len({n for _, n in g}), g[0][0].start))[:most]
    out: list[Excerpt] = []
    for g in sorted(best, key=lambda g: g[0][0].start):
        span = _widen(text, Span(max(0, g[0][0].start - AROUND), min(len(text), g[-1][0].end + AROUND)))
        if out and span.start < out[-1].span.end:
            span = Span(out[-1].span.end, max(span.end, out[-1].span.end))
        out.append(Excerpt(span, tuple(s for s, _ in g)))
    return tuple(out)


def _widen(text: str, span: Span) -> Span:
    """The span moved to word ends, so that no word is cut."""
    start, end = span
    while start > 0 and span.start - start < 30 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and end - span.end < 30 and not text[end].isspace():
        end += 1
    return Span(start, end)
