"""times of one report."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.model.records import TimeMention


def read_times(sheet: Sheet) -> list[TimeMention]:
    """Times."""
    return []
