"""The words of page furniture, folded, by kind."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table
from isnad.text.fold import fold


@cache
def phrases(kind: str) -> frozenset[str]:
    """Folded forms of a kind: `label-published`, `furniture-end`, … (see resources/common/furniture.yaml)."""
    return frozenset(fold(f) for e in table("common", "furniture")["entries"] if e["kind"] == kind for f in e["forms"])


@cache
def forms(kind: str) -> frozenset[str]:
    """The single words among them."""
    return frozenset(p for p in phrases(kind) if " " not in p)


@cache
def numbers(kind: str) -> dict[str, int]:
    """Folded form → number, for months and weekdays."""
    return {fold(f): e["number"] for e in table("common", "furniture")["entries"] if e["kind"] == kind for f in e["forms"]}
