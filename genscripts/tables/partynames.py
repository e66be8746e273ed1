"""resources/actors/*.yaml → lang/common/_data/partynames.json: Arabic names of each actor, for the interface."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries


def build() -> dict[str, Any]:
    """English name → its Arabic aliases, the first to be shown; the aliases of a side's forces also name the side.

    `label` is the form to be shown, where the first alias is one that a camp uses of the other. It is only shown, never read: a form that is to
    be found in reports is an alias too. An entry whose name another entry has already adds its aliases to it.
    """
    names: dict[str, list[str]] = {"civilians": ["مدنيون"]}
    labels: dict[str, str] = {}
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for entry in entries(path):
            label = entry.get("label")
            if label is not None and labels.setdefault(entry["name"], label) != label:
                raise ResourceError(f"{path}: {entry['name']!r} has two labels: {label}, {labels[entry['name']]}")
            aliases = entry.get("ar") or []
            if aliases and "name" in entry:
                known = names.setdefault(entry["name"], [])
                known.extend(a for a in aliases if a not in known)
    for name, label in labels.items():
        names[name] = [label, *(a for a in names.get(name, ()) if a != label)]
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for entry in entries(path):
            side = names.get(entry.get("party") or "")
            if side is not None:
                side.extend(a for a in entry.get("ar") or [] if a not in side)
    return {"common/_data/partynames.json": names}
