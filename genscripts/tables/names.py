"""resources/{ar,en}/{names,acts,groups,titles,unnamed} and ar/common_words → {ar,en}/_data/name_words.json: what tells names from other words."""

from __future__ import annotations

from typing import Any

from genscripts import conjugate
from genscripts.common import RESOURCES, entries, load
from isnad.text.fold import fold

_PERSONS = ("3ms", "3fs", "3mp")


def _folded(forms: Any) -> list[str]:
    items = forms.split() if isinstance(forms, str) else forms
    return sorted({fold(str(f)) for f in items})


def _sets(lang: str) -> dict[str, list[str]]:
    """The word sets of mention_sets.yaml by the last part of their id."""
    return {e["id"].rsplit(".", 1)[-1]: _folded(e["forms"]) for e in entries(RESOURCES / lang / "mention_sets.yaml")}


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
        "sets": _sets("ar"),
    }


def _english_verbs(acts: dict[str, Any]) -> list[str]:
    """Finite and participle shapes of the verbs in en/acts.yaml."""
    out: set[str] = set()
    for e in acts["entries"]:
        irregular = e.get("irregular", {})
        for base in (*e.get("regular", ()), *irregular):
            out |= {base, _third(base)}
            stem = base[:-1] if base.endswith("e") else base
            out |= {stem + "ing"}
            if base not in irregular:
                out.add(base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed")
            out |= set(irregular.get(base, ()))
    return sorted(out)


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def english() -> dict[str, Any]:
    """Given names, particles of names, verbs that states and people do, words before places, deeds and suffixes of sides."""
    names = {e["id"].rsplit(".", 1)[-1]: _folded(e["forms"]) for e in entries(RESOURCES / "en" / "names.yaml")}
    romanised = {fold(latin.split()[0]) for e in entries(RESOURCES / "ar" / "names.yaml") for latin in e.get("names", {}).values()}
    weak = set(names["weak"])
    acts, groups = load(RESOURCES / "en" / "acts.yaml"), load(RESOURCES / "en" / "groups.yaml")
    given = {n for n in {*names["given"], *names["variants"], *romanised} if "-" not in n and "'" not in n}
    return {
        "given": sorted(given - weak),
        "weak": sorted(weak),
        "particles": names["particles"],
        "verbs": _english_verbs(acts),
        "modals": sorted({w for e in acts["entries"] for w in e.get("forms", ())}),
        **{k: _folded(acts[k]) for k in ("objects", "geo", "with", "from_after", "on_after", "of_after", "to_after", "for_after", "borders")},
        "deeds": sorted({w for d in groups["deeds"] for w in _folded(d["forms"])}),
        "fillers": sorted({w for d in load(RESOURCES / "en" / "titles.yaml")["fillers"] for w in _folded(d["forms"])}),
        "quantifiers": _folded(load(RESOURCES / "en" / "unnamed.yaml")["quantifiers"]),
        "sets": _sets("en"),
        "suffixes": {w: how for how, forms in groups["suffixes"].items() for w in forms},
    }


def build() -> dict[str, Any]:
    """One table a language."""
    return {"ar/_data/name_words.json": arabic(), "en/_data/name_words.json": english()}
