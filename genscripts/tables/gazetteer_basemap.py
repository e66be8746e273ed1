"""resources/gazetteer/basemap.json → lang/common/_data/basemap.json, as it is."""

from __future__ import annotations

import json
from typing import Any

from genscripts.common import RESOURCES


def build() -> dict[str, Any]:
    """The base map: `polygons`, rings of [longitude, latitude] in degrees, and the name of each one's country."""
    return {"common/_data/basemap.json": json.loads((RESOURCES / "gazetteer" / "basemap.json").read_text(encoding="utf-8"))}
