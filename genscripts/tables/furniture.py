"""Words of page furniture, letters of languages and hosts of outlets: what taking in needs to know of languages and of the web."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries

_KINDS = {
    "month", "weekday", "date-word", "label-published", "label-updated", "label-issue", "label-source", "label-author", "outlet-word", "outlet-head",
    "furniture-end", "furniture-link", "furniture-head",
}  # fmt: skip


def build() -> dict[str, Any]:
    """The three tables of `resources/common`."""
    common = RESOURCES / "common"
    furniture = []
    for e in entries(common / "furniture.yaml"):
        if e["kind"] not in _KINDS or not e["forms"]:
            raise ResourceError(f"{common / 'furniture.yaml'}: {e['id']}: unknown kind {e['kind']!r} or no forms")
        row = {"id": e["id"], "kind": e["kind"], "forms": sorted(set(map(str, e["forms"])))}
        if "number" in e:
            row["number"] = e["number"]
        furniture.append(row)
    letters = [
        {"lang": e["lang"], "script": e["script"], "letters": e["letters"], "words": sorted(map(str, e["words"])), "share": e.get("share", {})}
        for e in entries(common / "letters.yaml")
    ]
    hosts = [{"host": e["host"], "name": e["name"]} for e in entries(common / "outlets_web.yaml")]
    return {
        "common/_data/furniture.json": {"entries": furniture},
        "common/_data/letters.json": {"entries": letters},
        "common/_data/outlets_web.json": {"entries": hosts},
    }
