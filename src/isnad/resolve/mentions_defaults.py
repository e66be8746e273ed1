"""Whom a word for a side means in a country where the report names no side that it could stand for."""

from __future__ import annotations

from isnad.resolve.actors import Actor, actors
from isnad.resolve.mentions import Words

_IS, _GIA = "syria.islamic-state", "algeria.gia"
_CALLED = {  # key of the noun → country → the body that the country's news calls so
    "tanzim": {"SY": _IS, "IQ": _IS, "LB": _IS, "YE": "yemen.aqap"},
    "hayah": {"SY": "syria.hts"},
    "haraka": {"SO": "somalia.shabaab", "AF": "afghanistan.taliban", "PS": "palestine.hamas"},
    "jamaa": {"YE": "yemen.houthis", "ML": "mali.jnim", "BF": "mali.jnim", "NG": "nigeria.boko-haram", "DZ": _GIA},
    "milishia": {"SD": "sudan.rsf", "YE": "yemen.houthis"},
    "jabha": {"MA": "polisario"},
    "hizb": {"LB": "lebanon.hezbollah"},
}
_FIGHTERS = {  # country → who «the gunmen», «the attackers», «the terrorists» are
    "SY": "syria.opposition",
    "IQ": _IS,
    "PS": "palestine.militants",
    "AF": "afghanistan.taliban",
    "SO": "somalia.shabaab",
    "ML": "mali.jnim",
    "BF": "mali.jnim",
    "NG": "nigeria.boko-haram",
    "DZ": _GIA,
}
AGENCY = {  # country → its state news agency
    "SY": "outlet.sana",
    "TR": "outlet.anadolu",
    "SA": "outlet.spa",
    "IR": "outlet.irna",
    "RU": "outlet.tass",
    "YE": "outlet.saba",
    "IQ": "outlet.ina",
    "EG": "outlet.mena",
    "CN": "outlet.xinhua",
    "FR": "outlet.afp",
    "LB": "outlet.nna",
    "SD": "outlet.suna",
    "LY": "outlet.lana",
    "AE": "outlet.wam",
    "QA": "outlet.qna",
    "JO": "outlet.petra",
    "KW": "outlet.kuna",
    "DZ": "outlet.aps",
    "PS": "outlet.wafa",
    "DE": "outlet.dpa",
}
_RISE = 2013  # before, Iraq's armed men were others
_GNA, _GNU = 2016, 2021  # first full years of Libya's governments in Tripoli


def years_of(words: Words) -> tuple[int, ...]:
    """The years a document writes out, in order."""
    tokens = words.doc.tokens
    written = (t.norm for t in tokens if t.kind == "number" and len(t.norm) == 4)
    return tuple(int(n) for n in written if n.isascii() and n.isdigit() and "1950" < n < "2040")


def called(keys: tuple[str, ...], country: str | None) -> Actor | None:
    """The body that a country's news means by a noun of which nothing more is said («التنظيم», «الحركة»)."""
    for key in keys:
        found = actors().by_id.get(_CALLED.get(key, {}).get(country or "", ""))
        if found is not None:
            return found
    return None


def fighters(country: str | None, years: tuple[int, ...]) -> Actor | None:
    """The side whose armed people a country's news means by «the gunmen», «the attackers», «the terrorists»."""
    if country == "IQ" and years and max(years) < _RISE:
        return actors().by_id.get("iraq.insurgents")
    return actors().by_id.get(_FIGHTERS.get(country or "", ""))


def tripoli(years: tuple[int, ...], haftar: bool) -> str | None:
    """Who governs in Tripoli, by the years that the report names; with Haftar in it and no year, the Government of National Accord."""
    year = max(years, default=0)
    if year >= _GNU:
        return "Government of National Unity"
    if year >= _GNA or (not year and haftar):
        return "Government of National Accord"
    return None
