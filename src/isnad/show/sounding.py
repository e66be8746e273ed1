"""Whether a word in Latin letters may be the romanisation of an Arabic word, in any of the usual ways of writing names.

An Arabic word is turned into a pattern: each consonant with the letters that write it (ق as q, k or g; ش as sh or ch), long vowels as the vowels
that may stand for them, and short vowels, which Arabic does not write, between consonants. English, French and scholarly spellings are
covered; what the pattern does not tell apart (سامر and سمر) is covered too.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ANY = "(?:aa|ee|oo|ou|[aeiouy])?"  # a short vowel
_CONSONANTS = {
    "ب": "(?:bb?|pp?)", "ت": "tt?", "ث": "(?:thth|th|tt?|ss?)", "ج": "(?:dj|jj?|gg?)", "ح": "hh?", "خ": "(?:khkh|kh|ch|k)", "د": "dd?",
    "ذ": "(?:dhdh|dh|th|dd?|zz?)", "ر": "rr?", "ز": "zz?", "س": "(?:ss?|c)", "ش": "(?:shsh|ssh|sh|sch|ch)", "ص": "ss?", "ض": "(?:dhdh|dh|dd?|z)",
    "ط": "tt?", "ظ": "(?:zz?|dh|th|d)", "غ": "(?:ghgh|gh|gg?)", "ف": "(?:ff?|ph)", "ق": "(?:qq?|kk?|gg?)", "ك": "(?:kk?|q)", "ل": "ll?",
    "م": "mm?", "ن": "nn?", "ه": "hh?", "پ": "pp?", "چ": "(?:ch|tch)", "ژ": "(?:zh|j)", "گ": "gg?", "ڤ": "v",
}  # fmt: skip
_W = "(?:ou|oo|ow|au|aw|uw|ww|[wvuo])"
_Y = "(?:iy|yy|ii|ee|ei|ey|ai|ay|ie|[iyj])"
_FIRST = {"ا": "[aeiou]{1,2}", "ع": "[aeiou]{1,2}", "و": "(?:ou|[wvou])", "ي": "(?:[yij])"}
_LAST = {"ا": "(?:aa|ah|a|e|eh)", "ه": "(?:ah|eh|at|et|[aeht])?", "ي": "(?:iyy|iy|ii|ee|ie|ay|ey|ei|ai|aa|ah|[iya])", "ن": "nn?e?"}
_BEFORE = "(?:abd[aeou]?[lrsndtz]?|a[lrsdntz]|ash|e[lrsdntz]|l)?"  # what may be written on to a name: al-, abdul-
_LONG = frozenset("اوي")


def consonants(word: str) -> int:
    """How many consonants a folded Arabic word has; و, ي and a final ه count as vowels."""
    return sum(c in _CONSONANTS for c in word[:-1]) + (word[-1:] in _CONSONANTS and word[-1:] != "ه")


@lru_cache(maxsize=65536)
def pattern(word: str) -> str:
    """The pattern of the romanisations of a folded Arabic word without its article; empty for a word that has none."""
    if consonants(word) < 1 or len(word) > 24 or not all(c in _CONSONANTS or c in _LONG or c in "عء" for c in word):
        return ""
    out = _BEFORE if consonants(word) > 2 else ""
    if word.startswith("عبدال") and len(word) > 6:
        out, word = "abd[aeou]?[lrsndtz]?", word[5:]
    last = len(word) - 1
    for i, c in enumerate(word):
        before = word[i - 1] if i else ""
        if i and ((c == "ع" and before != "ا") or (c not in "اعء" and before not in "اعء")):
            out += _ANY
        if i == 0 and c in _FIRST:
            out += "" if c == "ع" and word[1:2] in tuple(_LONG) else _FIRST[c]
        elif i == last and c in _LAST:
            out += _LAST[c]
        elif c == "ا":
            out += "(?:aa|ae|[aeo])"
        elif c == "ع":
            out += "[ae]?"
        elif c == "و":
            out += _W
        elif c == "ي":
            out += "(?:" + _Y + "|e)" if before == "ا" else _Y
        elif c in _CONSONANTS:
            out += _CONSONANTS[c]
    return out


def latin(norm: str) -> str:
    """A folded Latin word as patterns are held against it: without apostrophes and the ending 's."""
    return norm.removesuffix("'s").replace("'", "")


_CLASSES = {
    **dict.fromkeys("تثدذزسشصضطظچژ", "t"), **dict.fromkeys("جخغقكگ", "k"), **dict.fromkeys("بپ", "b"), "ف": "f", "ڤ": "f", "ل": "l", "م": "m",
    "ن": "n", "ر": "r", **dict.fromkeys("tdszc", "t"), **dict.fromkeys("kqgjx", "k"), **dict.fromkeys("bp", "b"), "f": "f",
    "l": "l", "m": "m", "n": "n", "r": "r",
}  # fmt: skip


@lru_cache(maxsize=131072)
def rough(word: str) -> str:
    """A key that an Arabic word and its romanisations share, cheap to make: classes of consonants without repetitions."""
    plain = word.replace("ph", "f").replace("kh", "k").replace("dj", "j").replace("ch", "" if word[:1] > "\u0600" else "c")
    out = ""
    for c in plain:
        k = _CLASSES.get(c, "")
        if k and out[-1:] != k:
            out += k
    return out


def keys(romanised: str) -> set[str]:
    """The keys of a Latin word, with and without what may be written on to a name (al-, abdul-)."""
    found = re.match(_BEFORE, romanised)
    return {rough(romanised), rough(romanised[found.end() if found else 0 :])} - {""}


@lru_cache(maxsize=65536)
def sounds_like(arabic: str, romanised: str) -> bool:
    """Whether a Latin word, as :func:`latin` gives it, may write an Arabic one."""
    wanted = pattern(arabic)
    return bool(wanted) and re.fullmatch(wanted, romanised) is not None
