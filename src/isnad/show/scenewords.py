"""The words of a scene's steps with the names of those who fill its roles in place of the letters X, Y and P (in Arabic: س, ص, ع)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LETTER = re.compile(r"\b([A-Z])\b")
_HARF = re.compile(r"(?<!\w)([ولبك]?)(س|صاد|ص|ع)(?!\w)")
_ROLE = {"س": "X", "ص": "Y", "صاد": "Y", "ع": "Z"}


def with_names(words: str, lang: str, names: Mapping[str, str]) -> str:
    """A step's words with names.

    Args:
        words: what the step says, in the language.
        lang: `ar` or `en`.
        names: role variable → what is written for it; a variable that is not there stays a letter.
    """
    if lang != "ar":
        return _LETTER.sub(lambda m: names.get(m[1], m[0]), words)

    def named(m: re.Match[str]) -> str:
        name = names.get(_ROLE[m[2]])
        if name is None:
            return m[0]
        if m[1] == "ل" and name.startswith("ال"):  # «ل» and the article are written as one
            return f"لل{name[2:]}"
        return m[1] + name

    return _HARF.sub(named, words)
