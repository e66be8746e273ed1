"""quantities of one report."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.model.records import Quantity


def read_quantities(sheet: Sheet) -> list[Quantity]:
    """Quantities."""
    return []
