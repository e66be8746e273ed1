"""Finding deeds that may belong to one scene: told in one passage of a report, or dated close to each other between the same parties."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from isnad.lang.common.linking import generic
from isnad.lang.common.origins import of_side
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.relate.patterns_deeds import Deed, Site
from isnad.text.fold import fold

PASSAGE = 700  # code points between two deeds of one passage: about four sentences
LONGEST = 31  # days: a deed with a vaguer date is not found by date
_ARTICLES = ("al-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-")
MOST = 8  # sides of one deed by which it is found
FIGHTS = 12  # fights of two that are kept
SPOTS = 24  # claims of one event whose surroundings are searched


@lru_cache(maxsize=16384)
def sides(name: str) -> frozenset[str]:
    """Folded names of a party and all it is part of."""
    return of_side(name)


@lru_cache(maxsize=65536)
def akin(a: str, b: str) -> bool:
    """Whether two parties are one, or one is part of the other."""
    return a == b or fold(a) in sides(b) or fold(b) in sides(a)


@lru_cache(maxsize=16384)
def faceless(name: str) -> bool:
    """Whether a name stands for nobody in particular, or for the unarmed."""
    return generic(name) or (name[:1].islower() and not name.startswith(_ARTICLES) and len(sides(name)) == 1)


class Index:
    """Deeds by act, by passage, and by act, party and day.

    Args:
        all_deeds: the deeds; each one's `id` is its position.
        items: the reports with their readings, by id.
    """

    def __init__(self, all_deeds: Sequence[Deed], items: Mapping[str, tuple[Report, Reading]] | None = None) -> None:
        self.deeds = all_deeds
        self.items = items or {}
        self.by_act: dict[str, list[Deed]] = defaultdict(list)
        self._foes: dict[tuple[str, str], list[int]] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._passages: dict[str, list[tuple[int, int]]] = defaultdict(list)
        pairs: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
        placed: dict[tuple[str, str, int, int], list[tuple[int, int]]] = defaultdict(list)
        for d in all_deeds:
            self.by_act[d.type].append(d)
            for report, at in d.spots:
                self._passages[report].append((at, d.id))
            if d.type == "ASSAULT" and d.said == "done":
                for pair in ((fold(a), fold(b)) for a in d.actor for b in d.recipient if a != b):
                    fights = self._foes.setdefault(pair, [])
                    if len(fights) < FIGHTS:
                        fights.append(d.id)
            if d.first is None or d.last is None or d.last - d.first > LONGEST:
                continue
            own = sorted(frozenset().union(*(sides(n) for n in (*d.actor, *d.recipient))))[:MOST]
            for k, one in enumerate(own):
                for other in own[k + 1 :]:
                    pairs[d.type, one, other].append((d.first, d.id))
                for cell in {_cell(s) for s in (d.site, d.source, d.target) if s is not None and s.lat is not None}:
                    placed[d.type, one, *cell].append((d.first, d.id))
        for told in self._passages.values():
            told.sort()
        self._pairs = {k: sorted(v) for k, v in pairs.items()}
        self._placed = {k: sorted(v) for k, v in placed.items()}

    def foes(self, a: str, b: str) -> bool:
        """Whether a deed of the case has one attack the other."""
        key = (a, b) if a < b else (b, a)
        found = self._known.get(key)
        if found is None:
            found = any((x, y) in self._foes or (y, x) in self._foes for x in sides(a) for y in sides(b))
            self._known[key] = found
        return found

    def fights(self, a: str, b: str) -> Iterator[Deed]:
        """Deeds of the case in which one attacks the other; a few for each pair of names."""
        for x in sorted(sides(a)):
            for y in sorted(sides(b)):
                for k in (*self._foes.get((x, y), ()), *self._foes.get((y, x), ())):
                    yield self.deeds[k]

    def around(self, members: Iterable[Deed]) -> Iterator[tuple[int, Deed]]:
        """Deeds told in one passage with any of the members, with how far away in code points; a deed may come more than once."""
        for m in members:
            for report, at in m.spots[:SPOTS]:
                told = self._passages[report]
                for k in range(bisect_left(told, (at - PASSAGE, -1)), bisect_right(told, (at + PASSAGE, len(self.deeds)))):
                    yield abs(told[k][0] - at), self.deeds[told[k][1]]

    def reports(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Each report with its deeds by position."""
        for report in sorted(self._passages):
            yield report, self._passages[report]

    def dated(self, act: str, parties: Sequence[str], places: Sequence[Site], low: int, high: int) -> Iterator[Deed]:
        """Deeds of a type that may lie between two days, with two of the parties or with one at one of the places. They may come twice."""
        own = [sorted(sides(p)) for p in parties]
        keys: list[list[tuple[int, int]]] = []
        for k, some in enumerate(own):
            for others in own[k + 1 :]:
                keys += [row for a in some for b in others if (row := self._pairs.get((act, min(a, b), max(a, b))))]
        for y, x in sorted({(y + i, x + j) for y, x in (_cell(s) for s in places if s.lat is not None) for i in (-1, 0, 1) for j in (-1, 0, 1)}):
            keys += [row for some in own for a in some if (row := self._placed.get((act, a, y, x)))]
        for row in keys:
            for k in range(bisect_left(row, (low - LONGEST, -1)), bisect_right(row, (high, len(self.deeds)))):
                d = self.deeds[row[k][1]]
                if d.last is not None and d.last >= low:
                    yield d


def _cell(site: Site) -> tuple[int, int]:
    """The square of a degree that a site lies in, so that what is near lies in it or beside it."""
    return math.floor(site.lat or 0.0), math.floor(site.lon or 0.0)
