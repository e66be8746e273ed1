"""resources/ar/governing.yaml → lang/ar/_data/governing.json: folded Arabic verbs whose clause with «أن» did not happen by their account."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The table."""
    rows = [
        {"id": e["id"], "governs": e["governs"], "forms": sorted({fold(w) for w in e["forms"]})} for e in entries(RESOURCES / "ar" / "governing.yaml")
    ]
    return {"ar/_data/governing.json": {"entries": rows}}
