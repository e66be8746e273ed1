"""resources/{ar,en}/statement_words.yaml → lang/{ar,en}/_data/statement_words.json: named sets of words, folded, and of phrases as written."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The tables of both languages."""
    out = {}
    for lang in ("ar", "en"):
        rows = [{"id": e["id"], "words": _words(e)} for e in entries(RESOURCES / lang / "statement_words.yaml")]
        out[f"{lang}/_data/statement_words.json"] = {"entries": rows}
    return out


def _words(entry: dict[str, Any]) -> list[str]:
    if "phrases" in entry:
        return list(entry["phrases"])
    return sorted({fold(w) for w in entry["words"]})
