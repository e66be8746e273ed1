"""resources/common/recorded.yaml → lang/common/_data/recorded.json: folded names in published event data → canonical names."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The table."""
    names: dict[str, str] = {}
    for e in entries(RESOURCES / "common" / "recorded.yaml"):
        for form in e["forms"]:
            if names.setdefault(fold(form), e["name"]) != e["name"]:
                raise ResourceError(f"recorded.yaml: {form} stands for two parties")
    return {"common/_data/recorded.json": {"entries": [{"form": k, "name": names[k]} for k in sorted(names)]}}
