"""What a case keeps of its linking, so that a report that comes later is held against its neighbours only.

Entries of bytes by key: `m:` a feature → how many reports have it and, where it is rare, which; `f:` a bucket of fingerprints → which reports
have them; `b:` a square of the map and a month → which reports tell of it; `stock` what is stock text; `ids` the reports. Numbers are
little-endian; reports are counted in the order of `ids`.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from isnad.link.block import CELL, POSTING, cells, months
from isnad.link.facts import Fact, Profile
from isnad.link.linker import Prepared
from isnad.link.rarity import features
from isnad.link.stock import Stock

RARE = 2 * POSTING  # reports: of a feature that more have, it is not kept which
HERE = 60  # reports of one square and month that are kept
BUCKETS = 1 << 14  # of fingerprints
Look = Callable[[Sequence[str]], Mapping[str, bytes]]


@dataclass(slots=True)
class Index:
    """The kept entries of a case, read when they are asked for, and what is changed in them.

    Args:
        look: gives entries by key.
    """

    look: Look
    changed: dict[str, bytes] = field(default_factory=dict)
    _read: dict[str, bytes | None] = field(default_factory=dict)
    _ids: tuple[bytes, list[tuple[str, str]]] = field(default=(b"", []))

    def take(self, keys: Iterable[str]) -> None:
        """Read entries at one go."""
        missing = sorted({k for k in keys if k not in self._read})
        found = self.look(missing) if missing else {}
        self._read.update((k, found.get(k)) for k in missing)

    def get(self, key: str) -> bytes | None:
        """An entry, or None."""
        if key in self.changed:
            return self.changed[key]
        self.take((key,))
        return self._read[key]

    def ids(self) -> list[tuple[str, str]]:
        """Id of every report that was linked, and the digest of its reading; empty where nothing is kept."""
        kept = self.get("ids") or b"[]"
        if kept is not self._ids[0]:
            self._ids = kept, [(str(a), str(b)) for a, b in json.loads(kept)]
        return self._ids[1]

    def base(self) -> tuple[str, int]:
        """What the kept links rest on besides the reports, and how many reports there were at the last full linking."""
        found = json.loads(self.get("base") or b'["", 0]')
        return str(found[0]), int(found[1])

    def stock(self) -> Stock:
        """What is stock text."""
        kept = self.get("stock") or struct.pack("<I", 0)
        (n,) = struct.unpack_from("<I", kept)
        said, levels = _numbers("Q", kept[4 : 4 + 8 * n]), kept[4 + 8 * n : 4 + 9 * n]
        return Stock(dict(zip(said, levels, strict=True)), frozenset(_numbers("Q", kept[4 + 9 * n :])))

    def feature(self, mark: str) -> tuple[int, array[int]]:
        """How many reports have a feature, and which, if it is rare."""
        kept = self.get(f"m:{mark}")
        if kept is None:
            return 0, array("I")
        return struct.unpack_from("<I", kept)[0], _numbers("I", kept[4:])

    def told(self, key: str) -> array[int]:
        """The reports that tell of a square of the map in a month."""
        return _numbers("I", self.get(key) or b"")

    def having(self, prints: Iterable[int]) -> dict[int, list[int]]:
        """For each of some fingerprints the reports that have it."""
        wanted = _by_bucket(prints)
        self.take(wanted)
        out: dict[int, list[int]] = {h: [] for hashes in wanted.values() for h in hashes}
        for key, hashes in wanted.items():
            kept = _numbers("Q", self.get(key) or b"")
            for h, i in zip(kept[::2], kept[1::2], strict=True):
                if h in hashes:
                    out[h].append(i)
        return out

    def copies(self, prints: array[int]) -> dict[int, int]:
        """For each report that shares fingerprints, how many."""
        out: dict[int, int] = defaultdict(int)
        self.take(_bucket(h) for h in prints)
        for key, wanted in _by_bucket(prints).items():
            kept = _numbers("Q", self.get(key) or b"")
            for h, i in zip(kept[::2], kept[1::2], strict=True):
                if h in wanted:
                    out[i] += 1
        return out

    def add(self, p: Profile, prints: array[int], digest: str) -> None:
        """Take a report in."""
        ids = self.ids()
        i = len(ids)
        self.changed["ids"] = json.dumps([*ids, (p.id, digest)]).encode()
        marks = features(p)
        self.take(f"m:{m}" for m in marks)
        for m in sorted(marks):
            n, having = self.feature(m)
            having.append(i)
            self.changed[f"m:{m}"] = _feature(n + 1, having)
        for key in sorted(places(p)):
            here = self.told(key)
            if len(here) < HERE:
                here.append(i)
                self.changed[key] = _bytes(here)
        for key, hashes in sorted(_by_bucket(prints).items()):
            kept = _numbers("Q", self.get(key) or b"")
            for h in sorted(hashes):
                kept.extend((h, i))
            self.changed[key] = _bytes(kept)


def entries(found: Prepared, digests: Mapping[str, str], base: str) -> Iterator[tuple[str, bytes]]:
    """The entries of a case that was linked in full.

    Args:
        found: the case.
        digests: for each report the digest of its reading.
        base: what the links rest on besides the reports.
    """
    yield "base", json.dumps([base, len(found.reports)]).encode()
    yield "ids", json.dumps([(p.id, digests.get(p.id, "")) for p in found.reports]).encode()
    said = sorted(found.stock.said.items())
    runs = array("Q", sorted(found.stock.runs))
    yield "stock", struct.pack("<I", len(said)) + _bytes(array("Q", (h for h, _ in said))) + bytes(n for _, n in said) + _bytes(runs)
    counts = found.comparer.rarity.counts()
    having: dict[str, array[int]] = {}
    here: dict[str, array[int]] = {}
    prints: dict[str, array[int]] = {}
    for i, p in enumerate(found.reports):
        for m in features(p):
            if counts[m] <= RARE:
                having.setdefault(m, array("I")).append(i)
        for key in places(p):
            near = here.setdefault(key, array("I"))
            if len(near) < HERE:
                near.append(i)
        for key, hashes in _by_bucket(found.prints[i]).items():
            bucket = prints.setdefault(key, array("Q"))
            for h in sorted(hashes):
                bucket.extend((h, i))
    for m in sorted(counts):
        yield f"m:{m}", _feature(counts[m], having.get(m, array("I")))
    for table in (here, prints):
        for key in sorted(table):
            yield key, _bytes(table[key])


def places(p: Profile) -> set[str]:
    """Squares of the map, each with a month, that a report tells of in claims that name both."""
    out = set()
    for f in p.facts:
        if not f.stock and _placed(f) and f.site is not None and f.when is not None and f.when.low is not None:
            s = f.site
            cell = s.name.casefold() if s.lat is None or s.lon is None else f"{int(s.lat // CELL)}:{int(s.lon // CELL)}"
            out.add(f"b:{cell}|{f.when.low // 31}")
    return out


def around(p: Profile) -> set[str]:
    """The squares and months that its claims reach into."""
    return {
        f"b:{cell}|{month}" for f in p.facts if not f.stock and _placed(f) and f.site is not None for cell in cells(f.site) for month in months(f)
    }  # fmt: skip


def _placed(f: Fact) -> bool:
    if f.site is None or f.site.soft or f.site.reach > 40:
        return False
    return f.when is not None and not f.when.soft and f.when.low is not None and f.when.length <= 31


def _feature(n: int, having: array[int]) -> bytes:
    return struct.pack("<I", n) + (_bytes(having) if n <= RARE else b"")


def _bucket(h: int) -> str:
    return f"f:{h % BUCKETS:04x}"


def _by_bucket(prints: Iterable[int]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = defaultdict(set)
    for h in prints:
        out[_bucket(h)].add(h)
    return out


def _bytes(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


def _numbers(code: str, kept: bytes) -> array[int]:
    values = array(code)
    values.frombytes(kept)
    if sys.byteorder == "big":
        values.byteswap()
    return values
