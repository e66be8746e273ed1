"""English place names: one key for the many ways in which Arabic names are written in Latin letters, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from isnad.lang.placewords import PlaceWords, words_of
from isnad.text.fold import fold

# The Arabic article as it is written in Latin letters, its l assimilated or not.
ARTICLES = frozenset(
    {"al", "el", "ar", "as", "ash", "at", "ad", "az", "an", "ath", "adh", "ez", "es", "ed", "er", "en", "et", "esh", "ech", "ul", "ur", "uz"}
)  # fmt: skip

# After the romanisations in use (BGN/PCGN, French, the press): what they write in several ways is written in one.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z]", ""),
        (r"dsch|dzh|dj|dz(?=[aeiou])", "j"),
        (r"tch", "ch"),
        (r"sch|ch|sh", "S"),
        (r"kh", "X"),
        (r"gh", "G"),
        (r"th", "T"),
        (r"dh", "D"),
        (r"ph", "f"),
        (r"ck|q|c", "k"),
        (r"(?:i|e)yy?(?:ah?|eh?)$", "ia"),
        (r"i(?:ah|eh|a|e)$", "ia"),
        (r"(?:ah|eh|e)$", "a"),
        (r"ou|oo|uw", "u"),
        (r"(?:au|aw|ow|uo)(?![aeiouy])", "u"),
        (r"(?:ee|ea|ei|ey|ai|ay|ae|iy|yi)(?![aeou])", "i"),
        (r"^y(?=[aeiou])", "Y"),
        (r"y", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
    )
)


SHORT = 5  # a key of one word and no more letters than this matches only the spellings that the table gives


def bare(norm: str) -> str:
    """A folded word without apostrophes and a possessive ending: how short names are compared."""
    return norm.removesuffix("'s").replace("'", "").replace("‘", "")


@cache
def words() -> PlaceWords:
    """The words that stand beside English place names."""
    return words_of("en")


@lru_cache(maxsize=65536)
def word_key(norm: str) -> str:
    """The key of one folded word; empty if it has no Latin letter."""
    for pattern, to in _RULES:
        norm = pattern.sub(to, norm)
    return norm


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key of a name: the keys of its words joined by one blank, articles left out («Deir ez-Zor», «Dayr al Zawr»: `dir zur`)."""
    parts = [w for w in re.split(r"[\s\-_/.,]+", fold(name).replace("'s ", " ")) if w]
    kept = [w for i, w in enumerate(parts) if w not in ARTICLES or (len(parts) == 1) or (i == len(parts) - 1)]
    return " ".join(k for k in (word_key(w) for w in kept) if k)


def name_keys(names: Iterable[str]) -> list[str]:
    """Keys of Latin names, each once, in order; keys of fewer than three letters are left out."""
    keys = dict.fromkeys(name_key(n) for n in names)
    return [k for k in keys if len(k) >= 3]


def spelled_names(names: Iterable[str]) -> list[str]:
    """Latin names of one word as spelled (folded, article and marks off): other spellings with the same key prove less."""
    out: dict[str, None] = {}
    for n in names:
        parts = [w for w in re.split(r"[\s\-]+", fold(n)) if w not in ARTICLES]
        if len(parts) == 1:
            out[bare(parts[0])] = None
    return list(out)
