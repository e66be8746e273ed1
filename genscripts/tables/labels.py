"""resources/ui/labels.yaml → lang/common/_data/labels.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """Label id → {language: words}."""
    return {"common/_data/labels.json": {e["id"]: {"ar": e["ar"], "en": e["en"]} for e in entries(RESOURCES / "ui" / "labels.yaml")}}
