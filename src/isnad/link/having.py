"""Which reports have a hash: an inverted index built one part of all hashes at a time, in time that grows with their number and not faster."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

PART = 2000  # reports for which one part of the hashes is looked at in one go


def having(hashes: Iterable[array[int]], reports: int) -> Iterator[dict[int, list[int]]]:
    """Hash → positions, rising and each once, of the reports that have it; one part of all hashes after the other, so that the index stays small.

    Every hash is first put into the part that it belongs to, twelve bytes each. To look through all reports once for every part would take time that
    grows with the square of their number.

    Args:
        hashes: for each report its hashes (up to 64 bits), in the order of positions.
        reports: how many reports there are.
    """
    parts = 1 + reports // PART
    if parts == 1:
        yield _index(hashes)
        return
    kept = [(array("Q"), array("I")) for _ in range(parts)]
    for i, of in enumerate(hashes):
        for h in of:
            which, at = kept[h % parts]
            which.append(h)
            at.append(i)
    while kept:
        which, at = kept.pop()
        out: dict[int, list[int]] = {}
        for h, i in zip(which, at, strict=True):
            _put(out, h, i)
        yield out


def _index(hashes: Iterable[array[int]]) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for i, of in enumerate(hashes):
        for h in of:
            _put(out, h, i)
    return out


def _put(out: dict[int, list[int]], h: int, i: int) -> None:
    members = out.get(h)
    if members is None:
        out[h] = [i]
    elif members[-1] != i:
        members.append(i)
