"""Loading of compiled tables."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from isnad.grammar.lexicon import Analyser, Entry, Lexicon, whole_words


@cache
def table(lang: str, name: str) -> Any:
    """A compiled table as plain JSON values. Callers must not change it.

    Args:
        lang: `ar`, `en` or `common`.
        name: file name without suffix.
    """
    path = resources.files("isnad.lang").joinpath(lang, "_data", f"{name}.json")
    return json.loads(path.read_text(encoding="utf-8"))


def lexicon(lang: str, name: str, analyser: Analyser = whole_words) -> Lexicon:
    """A compiled table as an automaton. Slow for large tables: cache the result in the caller."""
    out = Lexicon(f"{lang}.{name}", analyser)
    for e in table(lang, name)["entries"]:
        forms = [(f, {}) if isinstance(f, str) else (f[0], f[1]) for f in e["forms"]]
        out.add(Entry(e["id"], e["data"], e.get("pro", "*"), e.get("enc", True)), forms)
    return out
