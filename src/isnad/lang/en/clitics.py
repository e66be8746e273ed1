"""English words carry one clitic: the possessive."""

from __future__ import annotations

from functools import lru_cache

from isnad.grammar.lexicon import Analysis


@lru_cache(maxsize=65536)
def analyses(norm: str) -> tuple[Analysis, ...]:
    """The word, and the word without its possessive ending."""
    if norm.endswith("'s") and len(norm) > 3:
        return (("", norm, ""), ("", norm[:-2], "'s"))
    if norm.endswith("s'") and len(norm) > 3:
        return (("", norm, ""), ("", norm[:-1], "'"))
    return (("", norm, ""),)
