"""What language a text is in: its script, then letters and small words that only some languages of the script use.

Good enough to choose a reader's rules, small and exact to explain. A trained detector would know more languages; the small
ones that work offline come with models under CC BY-SA, which this project does not want to hand on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from isnad.lang.tables import table

UNKNOWN = "und"  # ISO 639-2 for "undetermined"
_SAMPLE = 20_000  # code points looked at, from the middle of long texts: menus stand at the ends
_SCRIPTS = {
    "arabic": "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc",
    "latin": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", "cyrillic": "\u0400-\u0481\u048a-\u052f", "hebrew": "\u05d0-\u05ea", "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "armenian": "\u0531-\u0587", "georgian": "\u10a0-\u10ff", "ethiopic": "\u1200-\u137f", "devanagari": "\u0904-\u0939",
    "kana": "\u3041-\u30ff", "han": "\u4e00-\u9fff", "hangul": "\uac00-\ud7a3",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
# ISO 639-1 codes, and the three-letter ones of languages without: Central and Northern Kurdish, Syriac, Aramaic.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff "
    "fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
    "ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps "
    "pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz "
    "ve vi vo wa wo xh yi yo za zh zu ckb kmr syr arc sdh prs und"
)
CODES = frozenset(_CODES.split())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}


@cache
def _languages() -> dict[str, list[tuple[str, frozenset[str], frozenset[str]]]]:
    """By script: language, its words, its letters."""
    out: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = {}
    for e in table("common", "letters")["entries"]:
        out.setdefault(e["script"], []).append((e["lang"], frozenset(e["words"]), frozenset(e["letters"])))
    return out


def share() -> dict[str, float]:
    """The share of each letter in Arabic news, in thousandths."""
    rows: list[dict[str, Any]] = table("common", "letters")["entries"]
    found: dict[str, float] = next(e["share"] for e in rows if e["lang"] == "ar")
    return found


def script(text: str) -> str | None:
    """The script that most letters of the text belong to, or None without letters. Earlier ones in the list win a tie.

    Of long texts every n-th code point is looked at, so that some 4,000 are.
    """
    text = text[:: max(1, len(text) // 4000)]
    counts = {name: len(pattern.findall(text)) for name, pattern in _patterns().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def script_of(lang: str) -> str | None:
    """The script that a language is written in, if it is one of those known here."""
    return next((name for name, rows in _languages().items() if any(lang == row[0] for row in rows)), None)


def detect(text: str) -> str:
    """The language of a text: ISO 639-1 (639-3 where there is none, as `ckb`), or `und` for a text without letters.

    Args:
        text: any text; 20,000 code points from its middle are looked at.
    """
    if len(text) > _SAMPLE:
        first = (len(text) - _SAMPLE) // 2
        text = text[first : first + _SAMPLE]
    found = script(text)
    if found is None:
        return UNKNOWN
    languages = _languages()[found]
    if len(languages) == 1:
        return languages[0][0]
    text = text.lower()
    words = _WORD.findall(text)
    letters = {c: text.count(c) for c in {c for _, _, own in languages for c in own}}
    best, most = languages[0][0], 0.0
    for lang, small, own in languages:
        score = sum(w in small for w in words) + 0.25 * sum(letters[c] for c in own)
        if score > most:
            best, most = lang, score
    return best
