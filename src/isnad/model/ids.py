"""Ids are hashes of content: the same input and version give the same id anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

Plain = str | int | float | bool | None | Iterable["Plain"] | Mapping[str, "Plain"]


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode  # made once: `json.dumps` makes one a call


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(kind: str, *parts: Plain) -> str:
    """A short stable id for a thing made of `parts`.

    Args:
        kind: one or two letters that tell what the id names, e.g. `c` for a claim.
        *parts: plain JSON values; their order matters, the order of mapping keys does not.

    Returns:
        `kind-` and 16 hexadecimal digits (64 bits: a collision among 10⁶ things has odds below 10⁻⁷).
    """
    packed = _encode(parts)
    return f"{kind}-{hashlib.sha256(packed.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
