"""Words as the search index holds them: a folded key and a light stem. SQLite's own folds no alef and drops no shadda."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from isnad.lang.ar import stems as arabic
from isnad.lang.en import stems as english
from isnad.text.doc import WORD
from isnad.text.fold import fold

LONGEST = 64  # letters of a word that count
# What the tokeniser of the index would cut at, taken out or put in other letters.
_SAFE = str.maketrans({",": None, ".": "·", "'": "ʼ"})


def key_of(norm: str) -> str:
    """A folded word as the index holds it."""
    return norm[:LONGEST].translate(_SAFE)


def stem_of(norm: str) -> str:
    """The light stem of a folded word, by its script; a number is its own."""
    if is_arabic(norm):
        return key_of(arabic.stem(norm[:LONGEST]))
    return key_of(english.stem(norm[:LONGEST]))


def stems_of(norm: str, stands: Callable[[str], bool]) -> tuple[str, ...]:
    """The stems that forms of a word that is looked for may have; for `stands` see :func:`isnad.lang.ar.stems.stems`."""
    if is_arabic(norm):
        return tuple(key_of(s) for s in arabic.stems(norm[:LONGEST], stands))
    return (stem_of(norm),)


def is_arabic(norm: str) -> bool:
    """Whether a folded word is in Arabic letters."""
    return "\u0600" < norm[:1] < "\u0780"


@lru_cache(maxsize=131072)
def forms(word: str) -> tuple[str, str]:
    """Key and stem of a word as written."""
    norm = fold(word)
    return key_of(norm), stem_of(norm)


def keyed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The words of a text: start, end, key and stem."""
    for m in WORD.finditer(text):
        if m.lastgroup != "punct":
            yield m.start(), m.end(), *forms(m.group())


def columns(text: str) -> tuple[str, str]:
    """A text for the index: its keys and its stems, each in order with blanks between."""
    found = [forms(m.group()) for m in WORD.finditer(text) if m.lastgroup != "punct"]
    return " ".join([key for key, _ in found]), " ".join([stem for _, stem in found])
