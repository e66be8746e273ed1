"""Shingles and fingerprints: how much of one text stands in another.

Two measures. Word shingles (runs of six folded words) say how much wording two texts share. Character fingerprints by
winnowing (Schleimer, Wilkerson and Aiken 2003, *Winnowing: local algorithms for document fingerprinting*, SIGMOD) find copied
stretches although words were broken up: they are taken from letters and digits alone, so dots, tatweel, marks or blanks put
inside words to slip past filters change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from zlib import crc32

from isnad.text.fold import fold

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The folded words of a text: letters and digits, nothing else."""
    return _WORD.findall(fold_all(text))


def fold_all(text: str) -> str:
    """Fold a long text piece by piece, so that the fold's cache holds words and not texts."""
    return " ".join(fold(w) for w in text.split())


def word_shingles(folded: list[str], size: int = 6) -> frozenset[int]:
    """Hashes of all runs of `size` words; the whole text as one run when it is shorter (empty for no words).

    Args:
        folded: words in order, see :func:`words`.
        size: words in a run.
    """
    if not folded:
        return frozenset()
    if len(folded) < size:
        return frozenset((_hash(" ".join(folded)),))
    return frozenset(_hash(" ".join(folded[i : i + size])) for i in range(len(folded) - size + 1))


def letter_shingles(folded: list[str], size: int = 24) -> list[int]:
    """Hashes of all runs of `size` letters or digits, in order, words run together. Rolling, so linear in the text."""
    data = "".join(folded)
    n = len(data) - size + 1
    if n <= 0:
        return [_hash(data)] if data else []
    base, mask = 1_000_003, (1 << 61) - 1
    top = pow(base, size - 1, mask)
    codes = [ord(c) for c in data]
    h = 0
    for c in codes[:size]:
        h = (h * base + c) % mask
    out = [_mix(h)]
    drop = top * base
    for gone, come in zip(codes, codes[size:], strict=False):
        h = (h * base - gone * drop + come) % mask
        x = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF  # as `_mix`, without a call a letter
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        out.append(x ^ (x >> 31))
    return out


def winnow(hashes: list[int], window: int = 16) -> frozenset[int]:
    """Fingerprints: of every `window` hashes in a row the least.

    A run shared by two texts that is at least `window` plus the shingle's size less one letters long is sure to leave a
    fingerprint in both.

    Args:
        hashes: as :func:`letter_shingles` gives them.
        window: hashes in a window.
    """
    if len(hashes) <= window:
        return frozenset((min(hashes),)) if hashes else frozenset()
    least = min(hashes[:window])
    at = window - 1 - hashes[window - 1 :: -1].index(least)  # of equals the last: it stays longest
    chosen = {least}
    for i in range(window, len(hashes)):
        h = hashes[i]
        if h <= least:
            least, at = h, i
            chosen.add(h)
        elif at <= i - window:  # the least has left the window
            inside = hashes[i - window + 1 : i + 1]
            least = min(inside)
            at = i - inside[::-1].index(least)
            chosen.add(least)
    return frozenset(chosen)


def containment(a: Collection[Hashable], b: Collection[Hashable]) -> float:
    """The share of the smaller set that stands in the other, 0 to 1 (0 when one is empty)."""
    if not a or not b:
        return 0.0
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    inside = large if isinstance(large, set | frozenset) else set(large)
    return sum(1 for x in small if x in inside) / len(small)


def _hash(s: str) -> int:
    data = s.encode("utf-8", "surrogatepass")
    return crc32(data) | crc32(data, 0x9E3779B9) << 32


def _mix(x: int) -> int:
    """Spread a rolling hash, whose low values follow the letters, over 64 bits (the finaliser of splitmix64)."""
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return x ^ (x >> 31)
