"""Reports in groups that tell one story: average linkage over what their heads say of one another.

Two reports alone may look alike by chance: a village is shelled often, and many reports give no day. A third that fits the one and not the
other shows it. So groups grow from the likest two on, and two groups join only if the mean of the log2 odds over all pairs between them speaks
for one story (Sokal and Michener 1958), to which is added what the reports of each together say of the day (:mod:`isnad.link.belief`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from isnad.link.belief import both
from isnad.link.cluster import LEAST
from isnad.link.story import Stories
from isnad.model.linked import Weight

LOOKED = 5  # reports of a group that are looked at: between two large groups 25 pairs tell the mean as well as all do
NEXT = 12  # reports of a group that each is held against, claim by claim
BESIDE = 8  # groups that a group may join: the likeliest, so that many reports of one town and month stay quick
OTHER = 0.5  # of what speaks against one story in two languages


class Tellings:
    """Groups of reports that tell one story.

    Args:
        stories: compares the heads of reports.
        reports: how many there are.
        alike: pairs of reports, lower first, that may be of one story beside those with a common place in their heads.
        only: positions of the reports to be grouped; by default all.
    """

    def __init__(self, stories: Stories, reports: int, alike: Iterable[tuple[int, int]] = (), only: frozenset[int] | None = None) -> None:
        self._stories = stories
        self._w = stories.weights
        self._home = list(range(reports))
        self._members: dict[int, list[int]] = {i: [i] for i in range(reports)}
        self._mean: dict[int, dict[int, float]] = defaultdict(dict)
        self._days = dict(enumerate(stories.days()))
        pairs = {*stories.pairs(LEAST), *alike}
        self._grow(pairs if only is None else {p for p in pairs if only.issuperset(p)})

    def bits(self, i: int, j: int) -> float:
        """Log2 of the odds that two reports tell one story: the mean between their groups; in one group nothing speaks against it.

        Heads in two languages share no words, so what is missing between them counts half.
        """
        a, b = self._home[i], self._home[j]
        if a == b:
            return max(0.0, self._stories.bits(i, j))
        between = self._between(a, b)
        return between * OTHER if between < 0 and self._stories.langs(i, j) else between

    def ease(self, i: int, j: int) -> float:
        """How much less match weight is asked of the best pair of claims of two reports: nothing, unless they tell one story."""
        return self._w["cap"] if self._home[i] == self._home[j] else 0.0

    def pairs(self) -> set[tuple[int, int]]:
        """Pairs of reports, lower first, that stand in one group; of a large group each with those next to it."""
        return {(i, j) for m in self._members.values() for n, i in enumerate(m) for j in m[n + 1 : n + 1 + NEXT]}

    def groups(self) -> list[list[int]]:
        """Groups of two reports and more."""
        return sorted(sorted(m) for m in self._members.values() if len(m) > 1)

    def _between(self, a: int, b: int) -> float:
        known = self._mean[a].get(b)
        if known is None:
            ones, others = self._members[a][:LOOKED], self._members[b][:LOOKED]
            known = sum(sorted(max(LEAST, self._stories.bits(i, j)) for i in ones for j in others)) / (len(ones) * len(others))
            self._mean[a][b] = self._mean[b][a] = known
        return known

    def _joining(self, a: int, b: int) -> float:
        """What speaks for two groups being one: the mean between them, and their days where one of them has more than one report."""
        mean = self._between(a, b)
        if mean < self._w["group"] - self._w["days"] * self._w["days_cap"] or len(self._members[a]) == len(self._members[b]) == 1:
            return mean
        return mean + self._w["days"] * max(self._w["day_least"], min(self._w["days_cap"], both(self._days[a], self._days[b])[1]))

    def _forget(self, a: int) -> None:
        for b in self._mean.pop(a, {}):
            self._mean[b].pop(a, None)

    def _grow(self, pairs: Iterable[tuple[int, int]]) -> None:
        least = self._w["group"]
        near: dict[int, dict[int, float]] = defaultdict(dict)  # for each group those that it may join, with the likest pair of reports between them
        queue: list[tuple[float, int, int]] = []
        for i, j in pairs:
            bits = self._between(i, j)
            near[i][j] = near[j][i] = bits
            if bits >= least:
                queue.append((-bits, i, j))
        heapify(queue)
        while queue:
            bits, a, b = heappop(queue)
            if a not in self._members or b not in self._members or -bits != self._joining(a, b):
                continue
            gone = self._members.pop(b)
            self._members[a] = sorted((*self._members[a], *gone))
            for i in gone:
                self._home[i] = a
            self._days[a] = both(self._days[a], self._days.pop(b))[0]
            self._forget(a)
            self._forget(b)
            beside: dict[int, float] = {}
            for found in (near[a], near.pop(b)):
                for i, likest in found.items():
                    c = self._home[i]
                    if c != a:
                        beside[c] = max(likest, beside.get(c, likest))
            near[a] = {c: beside[c] for c in sorted(beside, key=lambda c: (-beside[c], c))[:BESIDE]}
            for c in sorted(near[a]):
                near[c][a] = near[a][c]
                if (speaks := self._joining(a, c)) >= least:
                    heappush(queue, (-speaks, min(a, c), max(a, c)))

    def waterfall(self, i: int, j: int) -> tuple[Weight, ...]:
        """The weights of two reports with the two values behind each; see :meth:`Stories.waterfall`."""
        return self._stories.waterfall(i, j)
