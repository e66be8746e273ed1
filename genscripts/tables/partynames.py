"""resources/actors/*.yaml → lang/common/_data/partynames.json: Arabic names of each actor, for the interface."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """English name → its Arabic aliases, the first to be shown; the aliases of a side's forces also name the side.

    An entry whose name another entry has already adds its aliases to it.
    """
    names: dict[str, list[str]] = {"civilians": ["مدنيون"]}
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for entry in entries(path):
            aliases = entry.get("ar") or []
            if aliases and "name" in entry:
                known = names.setdefault(entry["name"], [])
                known.extend(a for a in aliases if a not in known)
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for entry in entries(path):
            side = names.get(entry.get("party") or "")
            if side is not None:
                side.extend(a for a in entry.get("ar") or [] if a not in side)
    return {"common/_data/partynames.json": names}
