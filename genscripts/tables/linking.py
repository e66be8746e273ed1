"""resources/common/linking.yaml, stories.yaml and clashes.yaml → common/_data/linking.json, stories.json and clashes.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.text.fold import fold

_KINDS = frozenset({"weights", "pairs", "radius", "list", "parents", "words", "phrases", "affixes"})


def build() -> dict[str, Any]:
    """The compiled tables: one entry an entry, notes left out, words folded."""
    return {f"common/_data/{name}.json": {"entries": _rows(f"{name}.yaml")} for name in ("linking", "stories", "clashes")}


def _rows(name: str) -> list[dict[str, Any]]:
    rows = []
    for e in entries(RESOURCES / "common" / name):
        if e["kind"] not in _KINDS:
            raise ResourceError(f"{name}: {e['id']}: unknown kind {e['kind']!r}")
        rows.append({"id": e["id"], "data": {k: _folded(v, k, e["kind"]) for k, v in e.items() if k not in ("id", "kind", "note")}, "forms": []})
    return rows


def _folded(value: Any, key: str, kind: str) -> Any:
    """Words as they are looked up: folded, sorted, a block of words as a list."""
    if kind == "list" and key in ("ar", "en"):
        return sorted({fold(w) for w in str(value).split()})
    if kind == "words":
        if isinstance(value, dict):
            return {k: _folded(v, k, kind) for k, v in value.items()}
        return sorted({fold(str(w)) for w in value})
    if kind == "phrases" and isinstance(value, list):
        return sorted({fold(str(w)) for w in value})
    return value
