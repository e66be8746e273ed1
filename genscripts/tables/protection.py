"""resources/{ar,en}/protection.yaml → lang/{ar,en}/_data/protection.json: phrases by which a report says that a source is not to be known."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The tables of both languages."""
    out = {}
    for lang in ("ar", "en"):
        rows = []
        for e in entries(RESOURCES / lang / "protection.yaml"):
            if not e["steps"] or not all(e["steps"]):
                raise ResourceError(f"{lang}/protection.yaml: {e['id']} has an empty step")
            rows.append({"id": e["id"], "gap": int(e["gap"]), "steps": [sorted({fold(str(w)) for w in step}) for step in e["steps"]]})
        out[f"{lang}/_data/protection.json"] = {"entries": rows}
    return out
