"""Sets of words that rules ask for by name: `resources/<lang>/statement_words.yaml`, compiled."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table


@cache
def wordset(lang: str, name: str) -> frozenset[str]:
    """A set of folded words.

    Args:
        lang: `ar` or `en`.
        name: its name in the resource, e.g. `adjunct`.
    """
    return frozenset(_sets(lang)[name])


@cache
def phrases(lang: str, name: str) -> tuple[str, ...]:
    """A list of phrases as they are written, not folded: for search in the stored text."""
    return tuple(_sets(lang)[name])


@cache
def _sets(lang: str) -> dict[str, list[str]]:
    return {e["id"].rsplit(".", 1)[1]: e["words"] for e in table(lang, "statement_words")["entries"]}
