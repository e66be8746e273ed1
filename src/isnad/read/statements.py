"""statements of one report."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.model.records import Statement


def read_statements(sheet: Sheet) -> list[Statement]:
    """Statements."""
    return []
