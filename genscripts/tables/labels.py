"""resources/ui/*.yaml → lang/common/_data/labels.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries


def build() -> dict[str, Any]:
    """Label id → {language: words}."""
    found: dict[str, Any] = {}
    for path in sorted((RESOURCES / "ui").glob("*.yaml")):
        for e in entries(path):
            if e["id"] in found:
                raise ResourceError(f"{path}: {e['id']} is in another file as well")
            found[e["id"]] = {"ar": e["ar"], "en": e["en"]}
    return {"common/_data/labels.json": found}
