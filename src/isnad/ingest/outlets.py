"""The outlet that a dateline names: «عنب بلدي – 15 حزيران 2016», «دمشق – سانا – الخميس», “SANA, 3 July 2016”."""

from __future__ import annotations

import re
from functools import cache

from isnad.ingest.datelines import find_date
from isnad.ingest.words import forms
from isnad.lang.tables import table
from isnad.text.fold import fold

_WORDS = 14  # most words of a dateline
# The beginning of a first paragraph that can be its dateline: up to the last of one or two dashes or a colon, without a sentence's end.
_LEAD = re.compile(r"[^.؟?!\n:–—]{3,60}?(?:\s-\s|\)-\s|\s?[–—]\s?|:\s)(?:[^.؟?!\n:–—-]{3,30}(?:\s-\s|\s?[–—]\s?|:\s))?")
_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_MARKS = " \t.*#|\"”“«»'‘’()[]"
_PARTS = re.compile(r"\s+[-–—|ـ]+\s*|[-–—|]+\s+|(?<=[\u0621-\u064a])[-–—](?=[\u0621-\u064a])|[،,:()\[\]]|(?<!\w)/|/(?!\w)")
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{2,40})[»”\"]")


@cache
def _known() -> frozenset[str]:
    """Folded names of the outlets and agencies of the authority, in all languages."""
    ids = {e["id"] for e in table("common", "actors")["entries"] if e["kind"] in ("outlet", "agency")}
    names = {
        fold(form[0])
        for lang in ("ar", "en")
        for e in table(lang, "mention_words")["entries"]
        if e["data"].get("l") == "actor" and e["data"].get("id", e["id"]) in ids
        for form in e["forms"]
    }
    return frozenset(n for n in names if n)


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(n) for e in table("common", "gazetteer")["entries"] for key in ("a", "f") for n in e.get(key, ()))


def dateline_outlet(head: list[str], opening: str, lang: str) -> str | None:
    """The outlet named in the dateline above a report or at the start of its first paragraph.

    A part of the line counts if it is an outlet of the authority, begins with an outlet's word («وكالة …»), is an English name in
    capitals with such a word (“Northern Monitor”), or stands in quotation marks at the head of the line. Towns never count.

    Args:
        head: lines above the first paragraph.
        opening: the beginning of the first paragraph.
        lang: language of the report, for dates in figures.
    """
    for n, line in enumerate(head):
        if len(line.split()) > _WORDS or find_date(" ".join(fold(line).split()), lang) is None:
            continue
        parts = _PARTS.split(line)
        found = _first(parts)
        quoted = _QUOTED.fullmatch(parts[0].strip()) if n else None
        if found or quoted is not None:
            return found or (quoted.group(1).strip() if quoted is not None else None)
    m = _LEAD.match(opening)
    if m is None:
        return None
    bracketed = [b for b in _BRACKETS.findall(m.group()) if _named(b.strip(_MARKS))]
    return _first([*bracketed, *(p for p in _PARTS.split(m.group()) if _known_name(p.strip(_MARKS)))])


def _first(parts: list[str]) -> str | None:
    for part in parts:
        name = re.sub(r"\s*[\d\u0660-\u0669].*", "", part).strip(_MARKS)
        if name and _named(name):
            return name
    return None


def _known_name(name: str) -> bool:
    whole = " ".join(fold(name).split())
    return whole in _known() and (whole not in _places() or (name.isascii() and name.isupper() and len(name) < 5))  # SANA, not Sana


def _named(name: str) -> bool:
    words = fold(name).split()
    if not 1 <= len(words) <= 5:
        return False
    whole = " ".join(words)
    if _known_name(name):
        return True
    if len(words) == 1 or whole in _places():
        return False
    heads = forms("outlet-head")
    if words[0] in heads or words[0].removeprefix("ال") in heads:
        return True
    capitals = name.isascii() and all(w[:1].isupper() for w in name.split())
    return capitals and any(w in forms("outlet-word") for w in words) and not any(w in forms("date-word") for w in words)
