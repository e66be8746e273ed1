"""What clustering works on: the weights of compared pairs, packed, and what people decided about pairs."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Scored = tuple[float, int, int]
REFUSED = -1000.0  # weight of two claims that cannot be one happening


class Pairs:
    """Compared pairs of claims with their weights, packed: a case has hundreds a report."""

    def __init__(self) -> None:
        self.left = array("I")
        self.right = array("I")
        self.weight = array("d")

    def add(self, i: int, j: int, weight: float) -> None:
        """Put a pair in: two positions, lower first, and their total weight; `REFUSED` for claims that cannot be one happening."""
        self.left.append(i)
        self.right.append(j)
        self.weight.append(weight)

    def __len__(self) -> int:
        return len(self.weight)

    def __iter__(self) -> Iterator[Scored]:
        return zip(self.weight, self.left, self.right, strict=True)

    def around(self, claims: int) -> Around:
        """The pairs by claim."""
        return Around(self, claims)


class Around:
    """For each claim the pairs that it is in.

    Args:
        pairs: the pairs.
        claims: how many claims there are.
    """

    def __init__(self, pairs: Pairs, claims: int) -> None:
        starts = array("I", bytes(4 * (claims + 1)))
        for of in (pairs.left, pairs.right):
            for i in of:
                starts[i] += 1
        total = 0
        for i in range(claims + 1):
            total += starts[i]
            starts[i] = total
        self._ends, self._pairs = starts, pairs
        self._at = array("I", bytes(4 * total))
        fill = array("I", starts)
        for of in (pairs.left, pairs.right):
            for n in range(len(of) - 1, -1, -1):
                fill[of[n]] -= 1
                self._at[fill[of[n]]] = n
        self._starts = fill

    def of(self, i: int) -> Iterator[tuple[int, float]]:
        """The claims that a claim was compared with, and the weights."""
        left, right, weight = self._pairs.left, self._pairs.right, self._pairs.weight
        for k in range(self._starts[i], self._ends[i]):
            n = self._at[k]
            yield (right[n] if left[n] == i else left[n]), weight[n]


class Bonds:
    """Pairs of claims (positions) that people hold for one happening, or for two.

    Args:
        same: pairs that are one.
        apart: pairs that are two, and stay two however they are joined with others.
    """

    def __init__(self, same: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()) -> None:
        self.same = sorted({(min(p), max(p)) for p in same})
        self._apart: dict[int, set[int]] = defaultdict(set)
        for i, j in apart:
            self._apart[i].add(j)
            self._apart[j].add(i)

    def apart(self, i: int, j: int) -> bool:
        """Whether two claims are held for two happenings."""
        return j in self._apart.get(i, ())

    def forbid(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether a claim of the one cluster and one of the other are held for two."""
        if not self._apart:
            return False
        few, many = (ones, others) if len(ones) <= len(others) else (others, ones)
        marked = [i for i in few if i in self._apart]
        return bool(marked) and any(not self._apart[i].isdisjoint(many) for i in marked)
