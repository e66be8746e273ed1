"""resources/common/telling.yaml → lang/common/_data/telling.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.model.plover import EVENT_TYPES, MODES


def build() -> dict[str, Any]:
    """Type or `TYPE.mode` → words in English (4) and Arabic (5); every type and mode has them."""
    path = RESOURCES / "common" / "telling.yaml"
    found = {e["id"]: {"en": e["en"], "ar": e["ar"]} for e in entries(path)}
    wanted = {*EVENT_TYPES, *(f"{t}.{m}" for t, modes in MODES.items() for m in modes)}
    if set(found) != wanted:
        raise ResourceError(f"{path}: missing or unknown: {sorted(set(found) ^ wanted)}")
    for key, words in found.items():
        if len(words["en"]) != 4 or len(words["ar"]) != 5:
            raise ResourceError(f"{path}: {key} has not four English and five Arabic forms")
    return {"common/_data/telling.json": found}
