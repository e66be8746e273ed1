"""Arabic place names: how they are spelled, how clitics sit on them, and which words speak for or against a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from isnad.lang.placewords import PlaceWords, words_of
from isnad.text.fold import fold

_HEADS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")


@cache
def words() -> PlaceWords:
    """The words that stand beside Arabic place names."""
    return words_of("ar")


@lru_cache(maxsize=65536)
def peel(norm: str) -> tuple[tuple[str, str], ...]:
    """Splits of a folded word into what Arabic may write onto a name and the name, the least peeled first.

    Unlike the general analyser it never takes the article off, since most names carry it: بالرقه = ب + الرقه, للعراق =
    ل + العراق.
    """
    out: list[tuple[str, str]] = [("", norm)]
    heads = [("", norm)]
    if len(norm) > 1 and norm[0] in _HEADS and _long(norm):
        out.append((norm[0], norm[1:]))
        heads.append((norm[0], norm[1:]))
    for head, rest in heads:
        if len(rest) > 3 and rest.startswith("لل"):
            out.append((head + "ل", "ا" + rest[1:]))
        if len(rest) > 1 and rest[0] in _PREPOSITIONS and _long(rest):
            out.append((head + rest[0], rest[1:]))
    return tuple(out)


def _long(norm: str) -> bool:
    """Whether enough is left of a word beneath a particle: three letters, or the short first word of a name of two («وأم درمان»)."""
    return len(norm) > 3 or norm[1:] in words().compound


@lru_cache(maxsize=65536)
def stems(norm: str) -> frozenset[str]:
    """What a folded word may be beneath its particles, itself among them: وفي → وفي, في; بريف → بريف, ريف."""
    out = {norm}
    rest = norm[1:] if len(norm) > 2 and norm[0] in _HEADS else norm
    out.add(rest)
    if len(rest) > 3 and rest.startswith("لل"):
        out.add("ا" + rest[1:])
    if len(rest) > 3 and rest[0] in _PREPOSITIONS:
        out.add(rest[1:])
    return frozenset(out)


def name_key(name: str) -> str:
    """The key of a name in the gazetteer: folded, its words joined by one blank, without quotation marks and hyphens."""
    return " ".join(w for w in fold(name).replace("-", " ").replace("_", " ").replace("'", "").split() if w)


@lru_cache(maxsize=16384)
def spellings(key: str) -> tuple[str, ...]:
    """Other spellings of a key, likeliest first: words written together or apart, final ا for ه, Abu in its three cases."""
    out: dict[str, None] = {}
    bare = key.replace(" ", "")
    if bare != key:
        out[bare] = None
    parts = key.split(" ")
    if parts[0] in ("ابو", "ابي", "ابا") and len(parts) > 1:
        for head in ("ابو", "ابي", "ابا", "بو"):
            out[" ".join((head, *parts[1:]))] = None
    last = parts[-1]
    if len(last) >= 5:
        if last.endswith("ا"):
            out[key[:-1] + "ه"] = None
        elif last.endswith("ه"):
            out[key[:-1] + "ا"] = None
    for prefix in ("تل", "كفر", "دير", "خان", "عين", "راس", "باب", "بير", "بيت", "ابو", "البو", "معره", "جبل", "حي"):
        if len(parts) == 1 and key.startswith(prefix) and len(key) - len(prefix) >= 3:
            out[f"{prefix} {key[len(prefix):]}"] = None
    out.pop(key, None)
    return tuple(out)


# Letters of a folded word in Latin script, after the usage of the press: no marks, long vowels as single letters.
_LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "u", "ي": "i", "ء": "", "ئ": "i", "ؤ": "u", "پ": "p", "چ": "ch", "گ": "g", "ژ": "zh", "ڤ": "v",
}  # fmt: skip
_VOWELS = "aiu"


def romanised(name: str) -> str:
    """A readable Latin form of a name that no gazetteer knows. It guesses short vowels as `a`, so it is a label, not a spelling."""
    return " ".join(_roman_word(w) for w in fold(name).split())


def _roman_word(word: str) -> str:
    article = ""
    if word.startswith("ال") and len(word) > 4:
        article, word = "al-", word[2:]
    out = ""
    for i, c in enumerate(word):
        latin = _LATIN.get(c, c)
        last = i == len(word) - 1
        if c == "ه" and last and i:
            latin = "" if out.endswith("a") else "a"
        elif c == "و" and (i == 0 or word[i - 1] == "ا" or (not last and word[i + 1] in "اوي")):
            latin = "w"
        elif c == "ي" and (i == 0 or word[i - 1] == "ا" or (not last and word[i + 1] in "اوي")):
            latin = "y"
        if out and latin and latin[0] not in _VOWELS and out[-1] not in _VOWELS and not last:
            out += "a"
        out += latin
    return article + out[:1].upper() + out[1:]


def windows(norms: list[str], first: int, most: int) -> Iterator[tuple[int, str]]:
    """The keys of one to `most` words from a token on, with one past their last token; blanks stand between, hashtag joints do not."""
    key = ""
    count = 0
    for last in range(first, min(len(norms), first + 2 * most)):
        norm = norms[last]
        if norm == "_":
            continue
        key = f"{key} {norm}" if key else norm
        count += 1
        yield last + 1, key
        if count == most:
            return
