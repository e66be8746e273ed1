"""The tables of linking, typed: match weights, radii of places, kinship of parties, words of tolls and sides."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from isnad.lang.tables import table
from isnad.text.fold import fold


@cache
def _entries() -> dict[str, Any]:
    return {e["id"]: e["data"] for name in ("linking", "stories", "clashes") for e in table("common", name)["entries"]}


def entry(entry_id: str) -> Any:
    """What the table says under an id. Callers must not change it."""
    return _entries()[entry_id]


@cache
def weights(field: str) -> dict[str, float]:
    """The match weights of a field, log2 odds."""
    return {k: float(v) for k, v in entry(f"common.link.{field}")["values"].items()}


@cache
def _pairs(field: str) -> frozenset[tuple[str, str]]:
    return frozenset(p for a, b in entry(f"common.link.{field}")["pairs"] for p in ((a, b), (b, a)))


def kindred(mode: str, other: str) -> bool:
    """Whether different witnesses may give the two modes to one act."""
    return (mode, other) in _pairs("kindred")


def faces(act: str, other: str) -> bool:
    """Whether two acts, each `TYPE/mode` (mode empty where there is none), are two faces of one happening."""
    return (act, other) in _pairs("faces")


def related(kind: str, other: str) -> bool:
    """Whether one happening may be told under the two types."""
    return kind == other or (kind, other) in _pairs("related")


@cache
def related_to(kind: str) -> tuple[str, ...]:
    """The types under which a happening told as `kind` may also be told, itself first."""
    return (kind, *sorted(b for a, b in _pairs("related") if a == kind))


@cache
def radius(kind: str) -> float:
    """Kilometres within which a place of this kind may be meant."""
    values = entry("common.link.radius")["values"]
    return float(values.get(kind, values["unknown"]))


@cache
def context_line() -> tuple[tuple[float, float], ...]:
    """The line from the likeness of two reports to a match weight: points, likeness rising."""
    return _points("common.link.context")


@cache
def lead_line() -> tuple[tuple[float, float], ...]:
    """The line from the likeness of two reports' first sentences to a match weight of the claims in them."""
    return _points("common.link.lead")


def _points(entry_id: str) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in entry(entry_id)["points"])


@cache
def generic(party: str) -> bool:
    """Whether a party says little about which happening is meant."""
    return fold(party) in _folded_list("common.link.generic")


@cache
def listed(entry_id: str, name: str) -> bool:
    """Whether a name stands in a list of the table."""
    return fold(name) in _folded_list(entry_id)


@cache
def _folded_list(entry_id: str) -> frozenset[str]:
    return frozenset(fold(v) for v in entry(entry_id)["values"])


@cache
def _parents() -> dict[str, frozenset[str]]:
    """Parents of every party by folded name: from the actor authority, and from the table."""
    actors = table("common", "actors")["entries"]
    names = {a["id"]: fold(a["name"]) for a in actors}
    out: dict[str, set[str]] = {}
    for a in actors:
        if a.get("parent") in names and names[a["parent"]] != names[a["id"]]:
            out.setdefault(names[a["id"]], set()).add(names[a["parent"]])
        if a.get("party") and fold(a["party"]) != names[a["id"]]:
            out.setdefault(names[a["id"]], set()).add(fold(a["party"]))
    for child, parents in entry("common.link.kin")["values"].items():
        out.setdefault(fold(child), set()).update(fold(p) for p in parents)
    return {k: frozenset(v) for k, v in out.items()}


@lru_cache(maxsize=16384)
def ancestors(party: str) -> frozenset[str]:
    """Folded names of all that a party (folded name) is part of, itself not among them."""
    seen: set[str] = set()
    todo = [party]
    while todo:
        for p in _parents().get(todo.pop(), ()):
            if p not in seen and p != party:
                seen.add(p)
                todo.append(p)
    return frozenset(seen)


@lru_cache(maxsize=16384)
def akin(a: str, b: str) -> bool:
    """Whether one party (folded names) is part of the other."""
    return a in ancestors(b) or b in ancestors(a)


@cache
def _allies() -> dict[str, frozenset[str]]:
    return {fold(party): frozenset(fold(m) for m in found) for party, found in table("common", "allies").items()}


def allied(a: str, b: str) -> bool:
    """Whether two parties (folded names) are known to stand on one side of a war."""
    return b in _allies().get(a, ())


@cache
def word_classes(entry_id: str, lang: str) -> dict[str, str]:
    """Folded word → class, of a table of words."""
    data = entry(entry_id)
    classes = data.get("classes") or {"": data}
    out: dict[str, str] = {}
    for name in sorted(classes):
        for w in classes[name].get(lang, ()):
            out.setdefault(w, name)
    return out


@cache
def phrases(entry_id: str, lang: str) -> tuple[str, ...]:
    """Folded phrases of a language."""
    return tuple(entry(entry_id).get(lang, ()))


@cache
def event_names() -> dict[str, str]:
    """Patterns for the names of events, by `TYPE` or `TYPE/mode`."""
    return {str(k): str(v) for k, v in entry("common.link.names")["values"].items()}


@cache
def common_words(lang: str) -> frozenset[str]:
    """Stems of news that say nothing about which happening is meant."""
    return frozenset(stem(w, lang) for w in entry("common.link.common-words")[lang])


@cache
def _affixes(lang: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    data = entry("common.link.affixes")[lang]
    return _longest_first(data["prefixes"]), _longest_first(data["suffixes"]), int(data["least"])


def _longest_first(affixes: list[str]) -> tuple[str, ...]:
    return tuple(sorted((fold(a) for a in affixes), key=lambda a: (-len(a), a)))


@lru_cache(maxsize=131072)
def stem(word: str, lang: str) -> str:
    """The light stem of a folded word: one prefix and one suffix less, if enough is left."""
    prefixes, suffixes, least = _affixes(lang)
    for p in prefixes:
        if word.startswith(p) and len(word) - len(p) >= least:
            word = word[len(p) :]
            break
    for s in suffixes:
        if word.endswith(s) and len(word) - len(s) >= least:
            return word[: -len(s)]
    return word
