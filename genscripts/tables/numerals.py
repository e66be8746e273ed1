"""resources/{ar,en}/numerals.yaml → lang/{ar,en}/_data/numerals.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries, lexicon_entry

_TEN = ("عشر", "عشرة")
_LEADS = "وفبلا"  # not ك: كميات is no «مئات»


def build() -> dict[str, Any]:
    """Number words of both languages; the Arabic teens are made from the units."""
    return {"ar/_data/numerals.json": {"entries": _arabic()}, "en/_data/numerals.json": {"entries": _english()}}


def _arabic() -> list[dict[str, Any]]:
    out = []
    for e in entries(RESOURCES / "ar" / "numerals.yaml"):
        kind, value, forms = e["kind"], e["value"], e["forms"]
        out.append(lexicon_entry(e["id"], {"kind": kind, "value": value}, list(forms), pro=_LEADS, enc=False))
        if kind == "unit" and 3 <= value <= 9:
            teens = [f"{f} {ten}" for f in forms for ten in _TEN]
            out.append(lexicon_entry(f"ar.numeral.{value + 10}", {"kind": "teen", "value": value + 10}, teens, pro=_LEADS, enc=False))
        if kind == "ordinal" and 2 <= value <= 9:
            teens = [f"{f} {ten}" for f in forms for ten in _TEN]
            out.append(lexicon_entry(f"ar.ordinal.{value + 10}", {"kind": "ordinal", "value": value + 10}, teens, pro=_LEADS, enc=False))
    return out


def _english() -> list[dict[str, Any]]:
    return [
        lexicon_entry(e["id"], {"kind": e["kind"], "value": e["value"]}, list(e["forms"]), enc=False)
        for e in entries(RESOURCES / "en" / "numerals.yaml")
    ]
