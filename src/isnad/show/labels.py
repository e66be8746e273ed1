"""Words of the interface, and how dates, types and parties are written, in Arabic and in English."""

from __future__ import annotations

import re

from isnad.lang.tables import table
from isnad.model.plover import EventType

LANGS = ("ar", "en")


def label(key: str, lang: str, **fill: object) -> str:
    """The words of a label.

    Args:
        key: label id, e.g. `nav.picture`.
        lang: `ar` or `en`.
        **fill: what `{name}` stands for.

    Raises:
        KeyError: no such label: a programming error.
    """
    words: str = table("common", "labels")[key][lang]
    return words.format(**fill) if fill else words


def type_label(kind: EventType, mode: str | None, lang: str) -> str:
    """The words for an event type, by its mode if that has words of its own."""
    labels = table("common", "labels")
    key = f"mode.{kind}.{mode}"
    entry = labels[key] if key in labels else labels[f"type.{kind}"]
    return str(entry[lang])


_DAY = re.compile(r"(?P<y>\d{4}|\d{3}X|XXXX)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?P<q>[~?%]?)")


def date_label(edtf: str | None, lang: str) -> str:
    """An EDTF value in words: `2015-05` → "May 2015", `2014-07-23/2014-07-24` → "23 July 2014 – 24 July 2014".

    Values outside the forms that readers make are given as they stand.
    """
    if not edtf:
        return label("undated", lang)
    parts = edtf.split("/")
    words = [_one(p, lang) for p in parts]
    return "–".join(f" {w} " if i else f"{w} " for i, w in enumerate(words)).strip() if len(words) > 1 else words[0]


def _one(value: str, lang: str) -> str:
    m = _DAY.fullmatch(value)
    if not m:
        return value or "…"
    year = "" if m["y"] == "XXXX" else m["y"].replace("X", "0s" if lang == "en" else "0")
    words = year
    if m["m"] and f"month.{m['m']}" in table("common", "labels"):
        words = f"{label('month.' + m['m'], lang)} {year}".strip()
        if m["d"]:
            words = f"{int(m['d'])} {words}"
    return label("about", lang, x=words) if m["q"] else words
