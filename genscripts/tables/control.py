"""resources/common/control.yaml → common/_data/control.json: for each lexicon entry what it says of the holder of a place."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries

CHANGES = ("held", "regained", "besieged", "handed over", "entered", "advanced", "bombarded", "beaten", "calm")


def build() -> dict[str, Any]:
    """Entry id → kind of change, sorted. Every entry named must stand in a claim lexicon."""
    lexicons = [(lang, path) for lang in ("ar", "en") for path in sorted((RESOURCES / lang).glob("events-*.yaml"))]
    known = {f"{lang}.event.{entry['id']}" for lang, path in lexicons for entry in entries(path)}
    out: dict[str, str] = {}
    for group in entries(RESOURCES / "common" / "control.yaml"):
        if group["change"] not in CHANGES:
            raise ResourceError(f"control.yaml: {group['id']}: unknown change {group['change']!r}")
        for name in group["entries"]:
            if name not in known:
                raise ResourceError(f"control.yaml: {group['id']}: no claim lexicon has {name}")
            if name in out:
                raise ResourceError(f"control.yaml: {name} stands there twice")
            out[name] = group["change"]
    return {"common/_data/control.json": dict(sorted(out.items()))}
