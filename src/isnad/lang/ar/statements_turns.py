"""Where the narrator takes the word back inside a sentence that reports what somebody said in Arabic."""

from __future__ import annotations

from isnad.lang.ar.statements_scan import COMMA, Scan
from isnad.lang.common.wordsets import wordset

_SEMICOLON = frozenset({"؛", ";"})
_MEANWHILE = frozenset({"فيما", "بينما", "وفيما", "وبينما"})
_AS_FOR = wordset("ar", "as-for")
_NOT_SO = frozenset({"لا", "ولا", "ليس", "وليس", "ليسوا", "وليسوا", "ليست", "وليست"})
_NUMBERS = wordset("ar", "counts") | {"عشرون", "ثلاثون", "اربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون", "مءه", "مئه", "مائه", "الف"}
_ASIDE = 5  # tokens of what is set aside
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


def number_set_aside(s: Scan, i: int) -> int | None:
    """«تسعة لا ثلاثة كما أعلنت الوكالة»: where the number begins that the words before the cue at token `i` set aside as another's, or None."""
    last = i - 1 if i > 0 and s.norms[i - 1] in COMMA else i
    for k in range(last - 1, max(-1, last - _ASIDE - 1), -1):
        if k < 0 or (s.blank(k) and s.tokens[k].kind != "word") or s.finite(k) is not None:
            return None
        if s.norms[k] in _NOT_SO:
            return k + 1 if k + 1 < last and (s.tokens[k + 1].kind == "number" or s.norms[k + 1] in _NUMBERS) else None
    return None
