"""How parties, places and sources are called in Arabic: by the authority, by the words of the reports, or put together from tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from isnad.lang.tables import table
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.show.labels import label
from isnad.show.partynames import party_names
from isnad.show.protect import Shield

_NOUN = re.compile(r"noun\.([mfp])\.")
_UNITS = ("محافظة", "ولاية", "ريف")
_ASIDE = re.compile("[،,(]")  # what follows tells who he is: «فلان، عضو المجلس»
_WHEN = re.compile(r" (?:يوم|أمس|اليوم|مساء|صباح|ظهر|فجر|ليل|ليلة|قبل|بعد|خلال|عبر) ")
_TO = re.compile(r"ل(ل(?=\w{3}))?(?:(?<=لل)|(?=مصدر|مصادر|مسؤول|مسئول|متحدث|ناطق|قيادي|ناشط|شهود|شاهد))")
_ENDING = {"m": "", "f": "ة", "p": "ون"}


class Names:
    """Arabic names of what is named in a case; what has none keeps the name it has.

    Args:
        items: the reports with their readings. What Arabic reports call a place or a source is taken from them.
        shield: what is covered. A name that it covers is left as it is, to be covered: its Arabic might tell what it hides.
    """

    def __init__(self, items: Iterable[tuple[Report, Reading]], shield: Shield | None = None) -> None:
        self._shield = shield or Shield(())
        self._parties = party_names()
        self._units = table("common", "placenames")
        self._places: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        heard: dict[str, Counter[str]] = {}
        for report, reading in items:
            if report.lang != "ar":
                continue
            for place in reading.places:
                self._places.setdefault(place.name, " ".join(place.span.quote(report.text).split()))
            for s in reading.statements:
                for who in (s.speaker, *s.via):
                    if who.surface:
                        heard.setdefault(who.name, Counter())[who.surface] += 1
        self._sources.update({name: words for name, said in heard.items() if (words := fullest(said))})

    def party(self, name: str) -> str:
        """A party's Arabic name."""
        if self._shield.spans(name):
            return name
        return self._parties.get(name) or unnamed(name) or self._sources.get(name, name)

    def shown(self, name: str, lang: str) -> str:
        """A party's name in a language of the interface, see :meth:`party` and :func:`english`."""
        return self.party(name) if lang == "ar" else name if self._shield.spans(name) else english(name)

    def place(self, name: str) -> str:
        """A place's Arabic name: the words of the reports, else the table's. A governorate, often called like its town, is called one."""
        known = self._places.get(name) or self._units.get(name)
        town = name.removesuffix(" Governorate")
        if town == name:
            return str(known or name)
        words = self._units.get(name) or known or self._places.get(town) or self._units.get(town)
        return name if words is None else words if words.startswith(_UNITS) else f"{_UNITS[0]} {words}"

    def source(self, name: str) -> str:
        """The Arabic name of an origin: of each source, and of those who passed its words on."""
        if name.startswith("unnamed sources of "):
            return label("name.unnamed", "ar", name=self.source(name.removeprefix("unnamed sources of ")))
        through = f" {label('through', 'ar')} "
        return "؛ ".join(through.join(self.party(link) for link in origin.split(" through ")) for origin in name.split("; "))


def _title(surface: str) -> str:
    """How somebody is called, of the words of a report: without what joins him to the words before, what follows on him, and when he spoke."""
    words = _WHEN.split(_ASIDE.split(" ".join(surface.split()), maxsplit=1)[0], maxsplit=1)[0].strip()
    joined = _TO.match(words)
    return f"ال{words[2:]}" if joined and joined[1] else words[1:] if joined else words


def fullest(said: Mapping[str, int]) -> str:
    """How somebody is called, of all the words that reports have for him and how often: in full, and most often so; empty where they name nothing."""
    calls: Counter[str] = Counter()
    for surface, n in said.items():
        calls[_title(surface)] += n
    return max((w for w in calls if w), key=lambda w: (len(w.split()) > 1, calls[w], len(w), w), default="")


@cache
def _taken() -> re.Pattern[str]:
    """English words that one side has for another: those that the labels put in quotation marks."""
    words = (w["en"] for key, w in table("common", "labels").items() if _NOUN.match(key) and w["ar"].startswith("«"))
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")


@cache
def english(name: str) -> str:
    """An English name as pages show it: a word that one side has for another ("terrorists") is the report's, and stands in quotation marks."""
    return _taken().sub(lambda m: f"“{m[0]}”", name)


@cache
def _words() -> tuple[dict[str, tuple[str, str]], dict[tuple[str, str], str]]:
    """Nouns with the form that agrees with them, by their English; adjectives by their English and that form."""
    nouns: dict[str, tuple[str, str]] = {}
    adjectives: dict[tuple[str, str], str] = {}
    for key, words in table("common", "labels").items():
        if noun := _NOUN.match(key):
            nouns[words["en"]] = (words["ar"], noun[1])
        elif key.startswith("adj."):
            for form, ending in _ENDING.items():
                adjectives.setdefault((words["en"], form), words["ar"] + ending)
        elif key.startswith("adj-p."):
            adjectives[words["en"], "p"] = words["ar"]
    return nouns, adjectives


@cache
def unnamed(name: str) -> str | None:
    """Arabic for somebody who bears no name: «Turkish security sources» → «مصادر أمنية تركية»; None where a word is not in the tables.

    In Arabic adjectives follow their noun, the nearest in English first. What stands before them and is no adjective must be a party:
    «Islamic State official» → «مسؤول من تنظيم الدولة الإسلامية».
    """
    nouns, adjectives = _words()
    words = name.split()
    for n in range(min(len(words), 3), 0, -1):
        found = nouns.get(" ".join(words[-n:]).lower())
        if found is None:
            continue
        out, form = found
        rest = words[:-n]
        while rest:
            if side := party_names().get(" ".join(rest)):
                return label("name.of", "ar", noun=out, name=side)
            two = adjectives.get((" ".join(rest[-2:]).lower(), form)) if len(rest) > 1 else None
            one = two or adjectives.get((rest[-1].lower(), form))
            if one is None:
                return None
            out += f" {one}"
            rest = rest[: -2 if two else -1]
        return out
    return None
