"""How rare the features of reports are within a case."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from isnad.link.facts import Profile, When

SMOOTH = 30  # reports of other matters that a case is thought to stand among, so that a small case can tell rare from common


class Rarity:
    """How many reports have a feature.

    Args:
        all_profiles: the reports.
        reports: how many others there are.
        having: how many of those have each feature.
    """

    def __init__(self, all_profiles: Sequence[Profile], reports: int = 0, having: Mapping[str, int] | None = None) -> None:
        self.reports = len(all_profiles) + reports
        self._having: Counter[str] = Counter(having or {})
        for p in all_profiles:
            self._having.update(features(p))
        self._bits: dict[str, float] = {}

    def bits(self, mark: str) -> float:
        """log2 of how rare a feature is, 0 for one that all reports have."""
        found = self._bits.get(mark)
        if found is None:
            found = self._bits[mark] = math.log2((self.reports + SMOOTH) / max(1, self._having[mark]))
        return found

    def counts(self) -> Mapping[str, int]:
        """How many reports have each feature."""
        return self._having

    def having(self, mark: str) -> int:
        """How many reports have it."""
        return self._having[mark]


def features(p: Profile) -> set[str]:
    """All features of a report: its marks, those of its first sentences, names' skeletons (`k:`), places of its scene (`h:`), times (`t:`)."""
    times = (f"t:{k}" for f in p.facts if f.when is not None for k in spans(f.when))
    return {*p.marks, *p.lead, *(f"k:{s}" for s in p.letters), *(f"h:{s}" for s in p.scene.places), *times}


@lru_cache(maxsize=65536)
def spans(w: When) -> tuple[str, ...]:
    """Keys of the day, month and year that a time begins in, the finest that it fills first."""
    if w.low is None or w.high is None:
        return ()
    keys = (f"day{w.low}", f"month{w.low // 31}", f"year{w.low // 366}")
    return keys if w.length <= 4 else keys[1:] if w.length <= 45 else keys[2:]
