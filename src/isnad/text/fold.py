"""Folding: the form in which words are compared. Never stored, never quoted.

Folding drops what writers leave out or put in freely (diacritics, tatweel, bidi marks, the seat's hamza (أ إ ؤ ئ), final ى for ي,
ة for ه, presentation forms, Arabic-Indic digits, letter case) so that one key finds all spellings of a word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Code points that carry no letter: bidi controls and joiners, soft hyphen, word joiner, byte-order mark, tatweel.
INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
)

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ے": "ي", "ہ": "ه", "ۀ": "ه",
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "٫": ".", "٬": ",",
}  # fmt: skip


@lru_cache(maxsize=8192)
def fold_char(char: str) -> str:
    """The folded form of one code point: empty, one or (for ligatures) several code points."""
    if char in INVISIBLE:
        return ""
    out = []
    for decomposed in unicodedata.normalize("NFKD", char).casefold():
        if unicodedata.category(decomposed) == "Mn" or decomposed in INVISIBLE:
            continue
        c = _LETTERS.get(decomposed, decomposed)
        digit = unicodedata.digit(c, None)
        out.append(str(digit) if digit is not None and unicodedata.category(c) == "Nd" else c)
    return "".join(out)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The folded form of a word or phrase.

    NFC composes أ from ا and a hamza mark, and NFKD takes it apart again, so both spellings fold alike.
    """
    return "".join(fold_char(c) for c in word)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold a text and keep the way back.

    Returns:
        The folded text, and a list as long as it plus one: `offsets[i]` is the code point of `text` that folded[i] came
        from, and the last item is `len(text)`.
    """
    out: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        for c in fold_char(char):
            out.append(c)
            offsets.append(i)
    offsets.append(len(text))
    return "".join(out), offsets
