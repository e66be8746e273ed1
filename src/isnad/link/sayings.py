"""The words of reports as story comparison asks for them, again and again and in any order: packed, so that those of a whole case are at hand.

A case of a hundred thousand reports asks for the words of each some forty times. To keep only those of the last few thousand and to make the others
anew takes longer the larger the case is.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence

from isnad.link.facts import Profile
from isnad.link.marks import sentences
from isnad.link.rarity import SMOOTH, Rarity

SAYINGS = 60  # sentences of a report that are looked at


class Sayings:
    """Words (light stems) of reports by number, with the bits of each.

    Args:
        profiles: the reports.
        rarity: how rare words are.

    Attributes:
        bits: for each number of a word how rare it is, in bits.
    """

    def __init__(self, profiles: Sequence[Profile], rarity: Rarity) -> None:
        self._profiles, self._rarity = profiles, rarity
        self._number: dict[str, int] = {}
        self.bits = array("d")
        self._most = math.log2(rarity.reports + SMOOTH)  # of a word that no other report has
        self._said: dict[int, tuple[array[int], array[int], array[float]]] = {}
        self._words: dict[tuple[int, bool], tuple[array[int], float]] = {}

    def said(self, i: int) -> Iterator[tuple[array[int], float]]:
        """For each sentence of a report (position) that is no stock its words, but those that only it has, and the length of that vector."""
        ids, ends, lengths = self._said.get(i) or self._pack(i)
        begin = 0
        for end, length in zip(ends, lengths, strict=True):
            yield ids[begin:end], length
            begin = end

    def words(self, i: int, lead: bool) -> tuple[array[int], float]:
        """The words of a report (position), or of its first sentences, and the length of that vector."""
        found = self._words.get((i, lead))
        if found is None:
            p = self._profiles[i]
            ids = self._numbers(m[2:] for m in (p.lead if lead else p.marks) if m.startswith("w:") and m in p.marks)
            found = self._words[i, lead] = ids, self._length(ids)
        return found

    def _pack(self, i: int) -> tuple[array[int], array[int], array[float]]:
        p = self._profiles[i]
        ids, ends, lengths = array("I"), array("I"), array("d")
        for k, stems in enumerate(sentences(p, SAYINGS)):
            if k not in p.scene.stock and (of := self._numbers(s for s in stems if self._rarity.bits(f"w:{s}") < self._most)):
                ids.extend(of)
                ends.append(len(ids))
                lengths.append(self._length(of))
        self._said[i] = ids, ends, lengths
        return ids, ends, lengths

    def _numbers(self, stems: Iterable[str]) -> array[int]:
        out = array("I")
        for s in sorted(stems):
            found = self._number.get(s)
            if found is None:
                found = self._number[s] = len(self.bits)
                self.bits.append(self._rarity.bits(f"w:{s}"))
            out.append(found)
        return out

    def _length(self, ids: array[int]) -> float:
        return math.sqrt(sum(sorted(self.bits[n] ** 2 for n in ids)))
