"""resources/actors/*.yaml → lang/common/_data/partynames.json: the first Arabic name of each actor, for the interface."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """English name → first Arabic alias. An entry whose name another entry has already keeps silent."""
    names: dict[str, str] = {"civilians": "مدنيون"}
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for entry in entries(path):
            aliases = entry.get("ar") or []
            if aliases and "name" in entry:
                names.setdefault(entry["name"], aliases[0])
    return {"common/_data/partynames.json": names}
