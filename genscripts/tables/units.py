"""resources/{ar,en}/units.yaml → lang/{ar,en}/_data/units.json: counted nouns in all their shapes, and the words that bound numbers."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries, lexicon_entry
from genscripts.conjugate import noun

# Particles before words that are no counted nouns. What is not counted stands bare after its number: «35 اليوم» is not 35 days.
_LEADS = {"uncounted": "", "elliptic": "و", "aftermin": "", "aftermax": "", "afterapprox": "", "toll": "*", "pair": "وفبل"}


def build() -> dict[str, Any]:
    """The tables of both languages."""
    return {"ar/_data/units.json": {"entries": _arabic()}, "en/_data/units.json": {"entries": _english()}}


def _arabic() -> list[dict[str, Any]]:
    out = []
    for e in entries(RESOURCES / "ar" / "units.yaml"):
        if "dim" in e:
            lead = _LEADS.get(e["dim"], "وفبل")
            out.append(lexicon_entry(e["id"], {"dim": e["dim"]}, list(e["forms"]), pro=lead, enc=e["dim"] == "toll"))
            continue
        plurals = e.get("p", [])
        shapes: dict[str, str] = {}
        for shape, number in _shapes(e["s"], plurals):
            if shapes.get(shape) != "p" and (number != "d" or e.get("dual", True)):  # «مدنيين» is as a rule the plural, not the dual
                shapes[shape] = number
        data = {"dim": "noun", "class": e["class"], "of": e["of"]}
        out.append(lexicon_entry(e["id"], data, [[s, {"n": n}] for s, n in shapes.items()], enc=e["class"] in ("vehicles", "weapons")))
    return out


def _shapes(singular: str, plurals: list[str]) -> list[tuple[str, str]]:
    """Shapes with their number; of two words («صف ضابط») and of abbreviations only as written."""
    if " " in singular or not plurals:
        return [(singular, "s"), *((p, "p") for p in plurals)]
    whole = [p for p in plurals if " " not in p]
    return [*noun(singular, whole), *((p, "p") for p in plurals if " " in p)]


def _english() -> list[dict[str, Any]]:
    out = []
    for e in entries(RESOURCES / "en" / "units.yaml"):
        if "dim" in e:
            out.append(lexicon_entry(e["id"], {"dim": e["dim"]}, list(e["forms"]), enc=False))
            continue
        plurals = e.get("p", [e["s"] + "s"])
        forms = [[e["s"], {"n": "s"}], *([p, {"n": "p"}] for p in plurals)]
        out.append(lexicon_entry(e["id"], {"dim": "noun", "class": e["class"], "of": e.get("of", plurals[0])}, forms))
    return out
