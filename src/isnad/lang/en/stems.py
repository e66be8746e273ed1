"""Light stems of English words: plurals, -ed, -ing and a silent -e, by steps 1 and 5a of Porter's stemmer, and irregular verbs by a list.

Source: M. F. Porter, An algorithm for suffix stripping, Program 14 (1980). What turns a word into another («terror», «terrorist») stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from isnad.lang.tables import table

_WHOLE = frozenset(("news", "series", "species", "during", "being"))
_VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
_SPAN = re.compile(r"(?:[aeiou]|(?<=[^aeiou])y)+(?:(?![aeiou]|(?<=[^aeiou])y).)+")
_SHORT = re.compile(r"(?:^|.*[^aeiou])[aeiouy][^aeiouwxy]")
_DOUBLE = re.compile(r".*([^aeioulsz])\1")


@lru_cache(maxsize=65536)
def stem(norm: str) -> str:
    """The light stem of a folded English word."""
    word: str = norm.removesuffix("'s").replace("'", "")
    word = table("en", "stems")["irregular"].get(word, word)
    if word in _WHOLE or len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return _silent(_past(_plural(word)))


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "i" if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for tail in ("ed", "ing"):
        rest = word.removesuffix(tail)
        if rest == word:
            continue
        if not _VOWEL.search(rest) or len(rest) < 2:
            return word
        if rest.endswith(("at", "bl", "iz")):
            return rest + "e"
        if _DOUBLE.fullmatch(rest):
            return rest[:-1]
        return rest + "e" if _measure(rest) == 1 and _SHORT.fullmatch(rest) else rest
    return word[:-1] + "i" if word.endswith("y") and _VOWEL.search(word[:-1]) else word


def _silent(word: str) -> str:
    if not word.endswith("e"):
        return word
    rest = word[:-1]
    measure = _measure(rest)
    return rest if measure > 1 or (measure == 1 and not _SHORT.fullmatch(rest)) else word


def _measure(word: str) -> int:
    """How many times a vowel is followed by a consonant."""
    return len(_SPAN.findall(word))
