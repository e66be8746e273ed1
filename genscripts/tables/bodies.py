"""resources/ar/bodies.yaml → lang/ar/_data/bodies.json: folded words and names of which the names of bodies are made, with their English."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The table."""
    found = entries(RESOURCES / "ar" / "bodies.yaml")
    rows = [{"id": e["id"], "is": e["is"], "en": e["en"], "forms": sorted({fold(w) for w in e["ar"]})} for e in found]
    return {"ar/_data/bodies.json": {"entries": rows}}
