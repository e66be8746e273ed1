"""Connected groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected groups of a graph given by its edges, each rising, in order of their first member."""
    home: dict[int, int] = {}

    def root(i: int) -> int:
        home.setdefault(i, i)
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for i, j in pairs:
        a, b = sorted((root(i), root(j)))
        home[b] = a
    groups: dict[int, list[int]] = defaultdict(list)
    for i in sorted(home):
        groups[root(i)].append(i)
    return [groups[k] for k in sorted(groups)]
