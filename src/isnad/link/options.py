"""Options of linking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How claims and reports are joined.

    Attributes:
        threshold: least total match weight (log2 odds) that joins two claims of different reports.
        within: least total match weight that joins two claims of one report.
        near_copy: least share of a report's word shingles found in another to call it a copy.
        block: most claims compared with one another under one key; larger blocks are cut by finer keys.
    """

    threshold: float = 3.0
    within: float = 8.0
    near_copy: float = 0.5
    block: int = 60
