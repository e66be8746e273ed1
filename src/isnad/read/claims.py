"""claims of one report."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.model.records import Claim


def read_claims(sheet: Sheet) -> list[Claim]:
    """Claims."""
    return []
