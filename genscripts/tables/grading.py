"""resources/common/grading.yaml → common/_data/grading.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """The compiled table: the entries as they stand, in order, without their notes."""
    rows = [{k: v for k, v in e.items() if k != "note"} for e in entries(RESOURCES / "common" / "grading.yaml")]
    return {"common/_data/grading.json": {"entries": rows}}
