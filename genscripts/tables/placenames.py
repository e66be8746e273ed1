"""resources/gazetteer/*.yaml → lang/common/_data/placenames.json: how places of our own authority are written in Arabic, for the interface."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """English name → the Arabic name to show; of two places with one name the first."""
    names: dict[str, str] = {}
    for path in sorted((RESOURCES / "gazetteer").glob("*.yaml")):
        for e in entries(path):
            if e.get("en") and e.get("ar") and isinstance(e["en"], str):
                words = e["ar"] if isinstance(e["ar"], str) else e["ar"][0]
                unit = "محافظة " if e["en"].endswith(" Governorate") and not words.startswith("محافظة") else ""
                names.setdefault(e["en"], unit + words)
    return {"common/_data/placenames.json": names}
