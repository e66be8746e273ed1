"""Who is known to stand on one side, so that the reader does not guess them to be enemies."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table


@cache
def _allies() -> dict[str, frozenset[str]]:
    return {party: frozenset(found) for party, found in table("common", "allies").items()}


def allied(a: str, b: str) -> bool:
    """Whether two parties, by their canonical names, are known to stand together (resources/common/allies.yaml)."""
    return b in _allies().get(a, ())
