"""An index of stretches by where they stand, so that only neighbours are compared and hostile texts stay linear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_SIZE = 128  # tokens a block
_MOST = 48  # a block hands out no more than its latest items


class Blocks(Generic[T]):
    """Items by the blocks of tokens that their stretch touches."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[T]] = {}

    def add(self, first: int, last: int, item: T) -> None:
        """Put in an item that stands on tokens `[first, last)`."""
        for b in range(first // _SIZE, max(first, last - 1) // _SIZE + 1):
            self._blocks.setdefault(b, []).append(item)

    def near(self, first: int, last: int) -> Iterator[T]:
        """Items whose blocks the stretch touches, latest first in each block; an item may come more than once."""
        for b in range(first // _SIZE, max(first, last - 1) // _SIZE + 1):
            yield from reversed(self._blocks.get(b, ())[-_MOST:])
