"""The gazetteer: named places with their names in both scripts, from the compiled table.

Sources are named in resources/SOURCES.md: GeoNames, the OpenSyria administrative gazetteer, Natural Earth, and an authority of
our own for what wars are fought over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.lang.tables import table
from isnad.model import sphere
from isnad.model.records import Precision
from isnad.resolve.gazetteer_user import rows as user_rows

FACILITIES = frozenset(
    {"airport", "base", "camp", "crossing", "field", "facility", "dam", "port", "bridge", "hospital", "prison", "university", "landmark"}
)  # fmt: skip
WIDE = frozenset({"country", "governorate", "region", "district", "river", "water", "mountain", "continent", "desert"})


@dataclass(frozen=True, slots=True)
class Place:
    """A record of the gazetteer.

    Attributes:
        id: stable id, e.g. `geonames:163808`, `country:SY`, `isnad:syria.tabqa-air-base`.
        name: English name.
        kind: `city`, `capital`, `country`, `governorate`, `district`, `subdistrict`, `region`, `base`, `camp`, `crossing`, ….
        country: ISO 3166 alpha-2 code, or None for what lies in several.
        division: first-level division, e.g. `SY.11`, or None.
        lat: degrees north, or None if unplaced.
        lon: degrees east, or None.
        population: people, 0 if unknown (for places of our own authority a weight on the same scale).
        unit: whether it is a country or division, which a town of the same name outranks.
        bare: whether a unit may be meant without a word like "governorate" beside it though no town bears its name.
        of: record whose coordinates it borrows, or None.
        source: where the coordinates come from if the id does not say, or None.
        abroad: a country that reports name as a party more often than as the scene.
        precision: what the coordinates are of where the kind does not say it, or None.
        known: whether the authority names it because reports do, so that its name needs less beside it than that of any small place.
    """

    id: str
    name: str
    kind: str
    country: str | None
    division: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    unit: bool = False
    bare: bool = False
    of: str | None = None
    source: str | None = None
    abroad: bool = False
    precision: Precision | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All records, by key of their names.

    Attributes:
        ar: Arabic keys (:func:`isnad.lang.ar.places.name_key`).
        en: English keys (:func:`isnad.lang.en.places.name_key`).
        short: Arabic keys that mean a place only once its full name has been used (اليرموك for مخيم اليرموك).
        exact: English names of one word as spelled; another spelling with the same key proves less, and of few letters nothing.
        nisba: folded Arabic adjectives of countries, masculine, without article → country code.
        demonym: folded English adjectives → country code.
        countries: country records by code.
        heads: for the first word of an Arabic key the most words that a key beginning with it has.
    """

    ar: Mapping[str, tuple[Place, ...]]
    en: Mapping[str, tuple[Place, ...]]
    short: Mapping[str, tuple[Place, ...]]
    exact: frozenset[str]
    nisba: Mapping[str, str]
    demonym: Mapping[str, str]
    countries: Mapping[str, Place]
    heads: Mapping[str, int] = field(default_factory=dict)

    def find(self, lang: str, key: str) -> tuple[Place, ...]:
        """The records with a name of that key, in order of the table."""
        return (self.ar if lang == "ar" else self.en).get(key, ())


def _place(r: Mapping[str, Any]) -> Place:
    return Place(
        r["id"], r["n"], r["k"], r.get("c"), r.get("d"), r.get("y"), r.get("x"), r.get("p", 0), bool(r.get("u")), bool(r.get("bare")),
        r.get("of"), r.get("s"), bool(r.get("abroad")), r.get("q"), bool(r.get("w")) or r["id"].startswith("isnad:"),
    )  # fmt: skip


def _add(index: dict[str, list[Place]], keys: Iterable[str], place: Place) -> None:
    for key in keys:
        index.setdefault(key, []).append(place)


@cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer and those of the user's; loaded once a process (about 0.2 s)."""
    ar: dict[str, list[Place]] = {}
    en: dict[str, list[Place]] = {}
    short: dict[str, list[Place]] = {}
    exact: set[str] = set()
    nisba: dict[str, str] = {}
    demonym: dict[str, str] = {}
    countries: dict[str, Place] = {}
    known: set[str] = set()
    for r in chain(table("common", "gazetteer")["entries"], user_rows()):
        if r["id"] in known:
            continue  # what a file of the user's repeats
        known.add(r["id"])
        place = _place(r)
        if place.kind == "country" and place.country:
            countries[place.country] = place
            nisba.update(dict.fromkeys(r.get("nis", ()), place.country))
            if r.get("dem"):
                demonym[r["dem"]] = place.country
        _add(ar, dict.fromkeys(r.get("a", ())), place)
        _add(en, dict.fromkeys(r.get("e", ())), place)
        _add(short, r.get("sh", ()), place)
        exact.update(r.get("f", ()))
    for key in [k for k in ar if " " in k]:  # written together: ديرالزور
        ar.setdefault(key.replace(" ", ""), ar[key])
    heads: dict[str, int] = {}
    for key in (*ar, *short):
        head, n = key.split(" ", 1)[0], key.count(" ") + 1
        heads[head] = max(heads.get(head, 0), n)
    return Gazetteer(
        {k: tuple(v) for k, v in ar.items()}, {k: tuple(v) for k, v in en.items()}, {k: tuple(v) for k, v in short.items()},
        frozenset(exact), nisba, demonym, countries, heads,
    )  # fmt: skip


@cache
def _by_id() -> dict[str, Place]:
    return {r["id"]: _place(r) for r in chain(user_rows(), table("common", "gazetteer")["entries"])}


def place_by_id(record: str) -> Place | None:
    """The record of the gazetteer with this id, or None."""
    return _by_id().get(record)


def named(name: str) -> tuple[Place, ...]:
    """All records with a name, in any spelling and either script, the largest first."""
    gaz = gazetteer()
    key = arabic.name_key(name)
    found = (*spelled(gaz, key)[0], *gaz.short.get(key, ())) or gaz.en.get(english.name_key(name), ())
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (-p.population, p.lat is None, p.id)))


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance between two places in kilometres (haversine, mean radius 6371 km), or None if one is unplaced."""
    return sphere.kilometres(a.lat, a.lon, b.lat, b.lon)


def spelled(gaz: Gazetteer, key: str) -> tuple[tuple[Place, ...], bool]:
    """The records of an Arabic key, and whether another spelling had to be tried."""
    hit = gaz.ar.get(key, ())
    if hit:
        return hit, False
    for other in arabic.spellings(key):
        hit = gaz.ar.get(other, ())
        if hit and hit[0].kind != "country":
            return hit, True
    return (), True
