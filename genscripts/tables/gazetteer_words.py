"""resources/{ar,en}/place_words.yaml → lang/{ar,en}/_data/place_words.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.text.fold import fold

_SETS = {
    "before.direction": "strong", "before.strong": "strong", "before.motion": "weak", "before.weak": "weak",
    "before.preposition": "preposition", "before.inside": "inside", "before.between": "between", "before.ways": "ways", "before.reporter": "reporter",
    "after": "after",
    "not.verb": "noun_shaped", "not.before-person": "person", "not.given-name": "given", "not.agent": "agent", "not.after-body": "body",
    "not.name": "unnamed", "not.phrase": "phrases", "common": "common", "homonym": "homonym", "never": "never", "compound": "compound",
    "tail": "tail",
}  # fmt: skip


def build() -> dict[str, Any]:
    """Place nouns with what they say, the words of relations, and the sets of words, folded and sorted."""
    out: dict[str, Any] = {}
    for lang in ("ar", "en"):
        nouns: list[dict[str, Any]] = []
        sets: dict[str, list[str]] = {}
        relations: dict[str, str] = {}
        path = RESOURCES / lang / "place_words.yaml"
        for e in entries(path):
            forms = sorted({fold(str(f)) for f in e["forms"]})
            if ".noun." in e["id"]:
                many = sorted({fold(str(f)) for f in e.get("many", [])})
                nouns.append({**{k: e[k] for k in ("id", "kind", "part", "open", "unit", "weak") if k in e}, "forms": forms, "many": many})
                continue
            key = e["id"].removeprefix(f"{lang}.place.")
            if key.startswith("relation."):
                relations.update(dict.fromkeys(forms, key.removeprefix("relation.")))
                continue
            if key not in _SETS:
                raise ResourceError(f"{path}: {e['id']} is no set of place words")
            sets[_SETS[key]] = forms
        out[f"{lang}/_data/place_words.json"] = {"nouns": nouns, "sets": sets, "relations": dict(sorted(relations.items()))}
    return out
