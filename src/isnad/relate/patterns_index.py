"""Finding deeds that may belong to one scene: told in one passage of a report, or dated close to each other between the same parties."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

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
ASKED = 65536  # questions for deeds by date whose lists are kept at hand
SPOTS = 24  # claims of one event whose surroundings are searched


@lru_cache(maxsize=16384)
def sides(name: str) -> frozenset[str]:
    """Folded names of a party and all it is part of."""
    return of_side(name, fellows=True)  # who fights beside a side takes part in its scenes, under his own name


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
        known: dict[tuple[str, ...], tuple[list[str], list[tuple[str, str]]]] = {}  # of the parties of a deed
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
            names = (*d.actor, *d.recipient)
            found = known.get(names)
            if found is None:
                own = sorted(frozenset().union(*(sides(n) for n in names)))[:MOST]
                found = known[names] = own, list(combinations(own, 2))
            entry = d.first, d.id
            for one, other in found[1]:
                pairs[d.type, one, other].append(entry)
            for row, column in {_cell(s) for s in (d.site, d.source, d.target) if s is not None and s.lat is not None}:
                for one in found[0]:
                    placed[d.type, one, row, column].append(entry)
        for told in self._passages.values():
            told.sort()
        self._pairs, self._placed = dict(pairs), dict(placed)
        self._in_order: set[tuple[object, ...]] = set()  # keys whose deeds are sorted: few are ever asked for
        self._asked: dict[tuple[str, tuple[str, ...], frozenset[tuple[int, int]]], list[list[tuple[int, int]]]] = {}

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
        """Deeds of a type that may lie between two days, with two of the parties or with one at one of the places. Each once."""
        cells = frozenset(_cell(s) for s in places if s.lat is not None)
        asked = (act, tuple(parties), cells)
        rows = self._asked.get(asked)
        if rows is None:
            if len(self._asked) >= ASKED:
                self._asked.clear()
            rows = self._asked[asked] = self._rows(act, parties, cells)
        seen: set[int] = set()
        start, end = (low - LONGEST, -1), (high, len(self.deeds))
        for row in rows:
            for k in range(bisect_left(row, start), bisect_right(row, end)):
                n = row[k][1]
                if n not in seen:
                    seen.add(n)
                    d = self.deeds[n]
                    if d.last is not None and d.last >= low:
                        yield d


    def _rows(self, act: str, parties: Sequence[str], cells: Collection[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """The days of the deeds of a type with two of the parties, or with one in one of the cells or beside it, each list in order."""
        own = [sorted(sides(p)) for p in parties]
        keys: dict[tuple[object, ...], list[tuple[int, int]]] = {}
        for k, some in enumerate(own):
            for others in own[k + 1 :]:
                for pair in ((act, min(a, b), max(a, b)) for a in some for b in others):
                    if pair in self._pairs:
                        keys[pair] = self._pairs[pair]
        for y, x in sorted({(y + i, x + j) for y, x in cells for i in (-1, 0, 1) for j in (-1, 0, 1)}):
            for spot in ((act, a, y, x) for some in own for a in some):
                if spot in self._placed:
                    keys[spot] = self._placed[spot]
        for key in keys.keys() - self._in_order:
            keys[key].sort()
        self._in_order.update(keys)
        return list(keys.values())


def _cell(site: Site) -> tuple[int, int]:
    """The square of a degree that a site lies in, so that what is near lies in it or beside it."""
    return math.floor(site.lat or 0.0), math.floor(site.lon or 0.0)
