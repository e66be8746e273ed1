"""resources/ar/{names,acts,common_words,groups} and resources/en/names → {ar,en}/_data/name_words.json: what tells names from other words."""

from __future__ import annotations

from typing import Any

from genscripts import conjugate
from genscripts.common import RESOURCES, entries, load
from isnad.text.fold import fold

_PERSONS = ("3ms", "3fs", "3mp")


def _folded(forms: Any) -> list[str]:
    items = forms.split() if isinstance(forms, str) else forms
    return sorted({fold(str(f)) for f in items})


def verbs() -> dict[str, str]:
    """Third-person shapes of the verbs in acts.yaml, each with `m`, `f` or `mf`: the gender of subject it agrees with."""
    out: dict[str, set[str]] = {}
    data = load(RESOURCES / "ar" / "acts.yaml")
    for e in data["entries"]:
        for root in e["roots"]:
            for f in conjugate.verb(root, e["form"]):
                if f.tense in ("perf", "impf", "juss") and f.person in _PERSONS:
                    out.setdefault(fold(f.text), set()).add("f" if f.person == "3fs" else "m")
    for e in data["more"]:
        for f in e["forms"]:
            shape = fold(f)
            out.setdefault(shape, set()).add("f" if f.endswith("ت") or f.startswith(("ت", "ست")) else "m")
    for shape in list(out):
        if shape[0] in "يت":
            out.setdefault("س" + shape, set()).update(out[shape])
    return {shape: "".join(sorted(genders, reverse=True)) for shape, genders in sorted(out.items())}


def arabic() -> dict[str, Any]:
    """Given names with romanisation, particles of names, verbs, common words, deeds and words before places."""
    given: dict[str, list[Any]] = {}
    parts: list[str] = []
    for e in entries(RESOURCES / "ar" / "names.yaml"):
        rank = {"ar.names.plain": 0, "ar.names.weak": 1, "ar.names.foreign": 2}.get(e["id"], 3)
        for arabic_name, latin in e.get("names", {}).items():
            given.setdefault(fold(arabic_name), [latin, rank])
        parts.extend(fold(p) for p in e.get("forms", []))
    common: set[str] = set()
    for e in entries(RESOURCES / "ar" / "common_words.yaml"):
        common |= set(_folded(e["forms"]))
    groups = load(RESOURCES / "ar" / "groups.yaml")
    acts = load(RESOURCES / "ar" / "acts.yaml")
    return {
        "given": given,
        "parts": sorted(set(parts)),
        "verbs": verbs(),
        "common": sorted(common - set(given)),
        "deeds": sorted({w for d in groups["deeds"] for w in _folded(d["forms"])}),
        "geo": sorted({w for d in acts["geo"] for w in _folded(d["forms"])}),
        "fillers": sorted({w for d in load(RESOURCES / "ar" / "titles.yaml")["fillers"] for w in _folded(d["forms"])}),
        "glossary": {fold(k): v for k, v in load(RESOURCES / "ar" / "names.yaml")["glossary"].items()},
        "quantifiers": _folded(load(RESOURCES / "ar" / "unnamed.yaml")["quantifiers"]),
    }


def build() -> dict[str, Any]:
    """One table for Arabic."""
    return {"ar/_data/name_words.json": arabic()}
