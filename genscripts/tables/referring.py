"""resources/ar/referring.yaml → lang/ar/_data/referring.json: folded Arabic nouns that stand for a party named elsewhere, and how it is chosen."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The table."""
    rows = [
        {
            "id": e["id"],
            "forms": sorted({fold(w) for w in e["forms"]}),
            "settled": [way.split() for way in e.get("settled", [])],
            "bare": [way.split() for way in e.get("bare", [])],
            "owned": bool(e.get("owned")),
            "again": [way.split() for way in e.get("again", [])],
            "nation": bool(e.get("nation")),
            "of": list(e.get("of", [])),
            "unit": bool(e.get("unit")),
            "leads": bool(e.get("leads")),
            "at": dict(e.get("at", {})),
            "is": e.get("is", "noun"),
        }
        for e in entries(RESOURCES / "ar" / "referring.yaml")
    ]
    return {"ar/_data/referring.json": {"entries": rows}}
