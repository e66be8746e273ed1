"""Where the narrator takes the word back inside a sentence that reports what somebody said in Arabic."""

from __future__ import annotations

from isnad.lang.ar.statements_scan import COMMA, Scan
from isnad.lang.common.wordsets import wordset

_SEMICOLON = frozenset({"؛", ";"})
_MEANWHILE = frozenset({"فيما", "بينما", "وفيما", "وبينما"})
_AS_FOR = wordset("ar", "as-for")
_REMARKS = frozenset({"وهو", "وهي"})


def narrated(s: Scan, j: int, end: int) -> bool:
    """Whether the narrator goes on at a token: behind a semicolon, with «، فيما …», with a remark on what was said («، وهو رقم …»)."""
    word = s.norms[j]
    if word in _SEMICOLON:
        return True
    if s.norms[j - 1] not in COMMA and s.closing.get(j) is None:
        return False
    if word in _MEANWHILE or (word in ("في", "وفي") and j + 1 < end and s.norms[j + 1] == "حين"):
        return j + 1 >= end or s.norms[j + 1] not in _AS_FOR
    if word not in _REMARKS or s.norms[j - 1] not in COMMA or j + 2 >= end or s.norms[j + 1][:1] in ("ي", "ت") or s.norms[j + 1][:2] == "ال":
        return False
    for k in range(j + 2, min(j + 9, end)):
        if s.norms[k] in COMMA:
            return k + 1 < end and s.norms[k + 1][:1] == "و"  # «القوة، وهي محلية، انضمت …» goes on
    return True
