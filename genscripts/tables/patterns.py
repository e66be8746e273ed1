"""resources/patterns/*.yaml → common/_data/patterns.json: recurring scenes, and the words that tell where a path leads from and to."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.relate.patterns_language import PatternError, patterns

FOLDER = RESOURCES / "patterns"


def build() -> dict[str, Any]:
    """The patterns in the order of their files, checked as a user's own are, and the words of paths by language."""
    found: list[dict[str, Any]] = []
    for path in sorted(p for p in FOLDER.glob("*.yaml") if p.name != "paths.yaml"):
        here = list(entries(path))
        try:
            patterns(here)
        except PatternError as error:
            raise ResourceError(f"{path}: {'.'.join(map(str, error.path))}: {error}") from error
        found += here
    if len({e["id"] for e in found}) < len(found):
        raise ResourceError("two patterns have one id")
    paths: dict[str, dict[str, list[str]]] = {}
    for e in entries(FOLDER / "paths.yaml"):
        paths.setdefault(e["lang"], {})[e["way"]] = sorted(e["words"])
    return {"common/_data/patterns.json": {"entries": found, "paths": paths}}
