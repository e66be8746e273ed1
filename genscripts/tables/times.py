"""resources/{ar,en}/{months,times}.yaml → lang/{ar,en}/_data/times.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries, lexicon_entry

_MONTH_LEADS = {"ar": "وفلب", "en": "*"}
# Kinds of words that may carry the article; the others take particles only.
_ARTICLE = frozenset(("unit", "season", "decade", "daypart", "public", "feast", "named"))


def build() -> dict[str, Any]:
    """One table a language: every word of its calendar expressions, with its dimension."""
    return {f"{lang}/_data/times.json": {"entries": _table(lang)} for lang in ("ar", "en")}


def _table(lang: str) -> list[dict[str, Any]]:
    out = []
    for e in entries(RESOURCES / lang / "months.yaml"):
        data = {"dim": "month", "v": e["month"], "set": e["set"], "weak": e.get("weak", False), "raw": e.get("raw", "")}
        lead = "و" if e.get("weak") and lang == "ar" and e.get("raw") != "مارس" else _MONTH_LEADS[lang]
        out.append(lexicon_entry(e["id"], data, list(e["forms"]), pro=lead, enc=False))
    for e in entries(RESOURCES / lang / "times.yaml"):
        forms: list[Any] = list(e.get("forms", []))
        forms += [[f, {"n": n}] for n in ("s", "d", "p") for f in e.get(n, [])]
        lead = e.get("pro", "*" if lang == "en" or e["dim"] in _ARTICLE else "وفبلك")
        out.append(lexicon_entry(e["id"], {"dim": e["dim"], "v": e["v"]}, forms, pro=lead, enc=e.get("enc", False)))
    return out
