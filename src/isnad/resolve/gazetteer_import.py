"""Files of places, made rows of the gazetteer: GeoNames dumps, OCHA P-code tables, GeoJSON, CSV. What cannot be used is told of and left out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from isnad.errors import Diagnostic, InputError
from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.model.ids import sha256

Form = Literal["geonames", "ocha", "geojson", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)
LARGEST = 256 << 20  # bytes; the dump of one country has some 10 MB, that of the world 1.5 GB
MOST = 400_000  # records
_TOLD = 20  # lines with a fault that are told of one by one

# Feature codes of GeoNames (class and code) → kinds; a code that is not here is taken by its class, or left out.
_CODES = {
    "A.ADM1": "governorate", "A.ADM2": "district", "A.ADM3": "subdistrict", "A.ADM4": "subdistrict", "A.PCLI": "country",
    "P.PPLX": "neighbourhood", "S.AIRB": "base", "S.AIRF": "airport", "S.AIRP": "airport", "S.MILB": "base", "L.MILB": "base",
    "S.FT": "landmark", "S.DAM": "dam", "S.CMPRF": "camp", "S.CMP": "camp", "S.PRN": "prison", "S.HSP": "hospital", "S.BDG": "bridge",
    "S.OILR": "facility", "S.PS": "facility", "S.CSTM": "crossing", "S.PSTB": "crossing", "L.OILF": "field", "L.GASF": "field",
    "L.RGN": "region", "L.PRT": "port", "S.PRT": "port", "H.LK": "water",
    "H.RSV": "water", "H.STM": "river", "H.WAD": "valley", "H.WADI": "valley", "T.MT": "mountain", "T.MTS": "mountain", "T.HLL": "mountain",
    "T.PK": "mountain", "T.ISL": "island", "T.VAL": "valley", "T.DSRT": "desert", "T.PLN": "region", "T.PLAT": "region",
}  # fmt: skip
_UNITS = frozenset({"governorate", "district", "subdistrict"})
_LEVELS = {1: "governorate", 2: "district", 3: "subdistrict", 4: "village"}
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u065f -]*")
_LATIN = re.compile("[A-Z\u00c0-\u024f\u1e00-\u1eff'‘’`][A-Za-z\u00c0-\u024f\u1e00-\u1eff'‘’`() -]{2,}")
_HEADS = frozenset({"ناحية", "قضاء", "محافظة", "مدينة", "مركز", "قرية", "منطقة", "مديرية", "بلدة"})
_PCODE = re.compile("[A-Z]{2}[A-Z]?[0-9A-Za-z]{1,14}")
_SPLIT = re.compile("[|;،]")
# Headings as people write them, folded to small letters without blanks, `_`, `-` and `:`.
_HEADINGS = {
    "id": ("id", "fid", "osmid", "code", "pcode", "gid"), "en": ("name", "nameen", "english", "en", "namelatin", "shapename", "romanname"),
    "ar": ("namear", "arabic", "ar", "name_arabic", "arname", "الاسم", "اسم"), "lat": ("lat", "latitude", "y", "ycoord", "latdd", "خطالعرض"),
    "lon": ("lon", "lng", "long", "longitude", "x", "xcoord", "londd", "خطالطول"), "kind": ("kind", "type", "place", "fclass", "class"),
    "country": ("country", "countrycode", "iso2", "iso", "cc"), "also": ("also", "aliases", "altnames", "alternatenames", "othernames"),
    "population": ("population", "pop"),
}  # fmt: skip


@dataclass(slots=True)
class Loaded:
    """What a file gave.

    Attributes:
        form: what it was read as.
        sha256: hash of its bytes.
        rows: rows of the gazetteer.
        skipped: why records were left out, and how many.
        doubts: problems, the first of them one by one.
        misplaced: records whose coordinates are none.
    """

    form: Form
    sha256: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    doubts: list[Diagnostic] = field(default_factory=list)
    misplaced: int = 0


def load(path: Path, name: str, form: Form | None = None, country: str | None = None) -> Loaded:
    """Read a file of places.

    Args:
        path: the file, UTF-8.
        name: what it goes by; ids of records without an id of their own rest on it.
        form: what it is; by default told from its content.
        country: ISO 3166 code of records that give none.

    Raises:
        InputError: it cannot be read, is too large, or is none of the known forms (`gazetteer.unreadable`, `.size`, `.form`, `.empty`).
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("gazetteer.size", f"larger than {LARGEST >> 20} MB", file=str(path), remedy="take the dump of one country")
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError("gazetteer.unreadable", error.strerror or "cannot be read", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise InputError("gazetteer.unreadable", "is not UTF-8", file=str(path), place=f"byte {error.start}", remedy="save it as UTF-8") from None
    out = Loaded(form or _form(text, path), sha256(raw))
    make = {"geonames": _geonames, "ocha": _ocha, "geojson": _geojson, "csv": _csv}[out.form]
    seen: set[str] = set()
    for where, row in make(text, name, country, out, str(path)):
        if len(out.rows) >= MOST:
            out.skipped[f"more than {MOST}"] += 1
        elif row["id"] in seen:
            out.skipped["the same id again"] += 1
        elif not row.get("a") and not row.get("e"):
            _doubt(out, str(path), where, "no name in Arabic or Latin letters")
        else:
            seen.add(row["id"])
            out.rows.append(row)
    if not out.rows:
        raise InputError("gazetteer.empty", f"no place could be read as {out.form}", file=str(path), remedy="name what it is with --as")
    return out


def _form(text: str, path: Path) -> Form:
    head = text[:65536].lstrip()
    first = head.split("\n", 1)[0]
    if head.startswith("{"):
        return "geojson"
    if first.count("\t") >= 14:
        return "geonames"
    if re.search(r"p_?code", first, re.IGNORECASE):
        return "ocha"
    if any(c in first for c in ",;\t"):
        return "csv"
    raise InputError("gazetteer.form", "is no GeoNames dump, P-code table, GeoJSON or CSV", file=str(path), remedy="name what it is with --as")


def _doubt(out: Loaded, file: str, where: str, why: str) -> None:
    out.skipped[why] += 1
    if sum(out.skipped.values()) <= _TOLD:
        out.doubts.append(Diagnostic("gazetteer.record", f"left out: {why}", "warning", file=file, place=where))


def _unplaced(out: Loaded, file: str, where: str, row: Mapping[str, Any], *given: Any) -> None:
    """Say so where a record gives coordinates that are none: it is kept, without a place on the map."""
    if "y" in row or not any(str(v or "").strip() for v in given):
        return
    out.misplaced += 1
    if out.misplaced <= _TOLD:
        what = ", ".join(f"{v!s:.24}" for v in given if str(v or "").strip())
        message = f"{what}: no degrees north (-90 to 90) and east (-180 to 180); kept without coordinates"
        out.doubts.append(Diagnostic("gazetteer.coordinates", message, "warning", file=file, place=where))


def _coordinate(value: Any, bound: float) -> float | None:
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if -bound <= found <= bound else None


def _row(
    ident: str, kind: str, country: str | None, names: Iterable[str], lat: float | None, lon: float | None, source: str, population: int = 0
) -> dict[str, Any]:
    """A row as the built-in table has them."""
    all_names = [n.strip("\u200e\u200f .") for n in names if n and n.strip()]
    ar = [n for n in all_names if _ARABIC.fullmatch(n) and "ہ" not in n]
    latin = [n for n in all_names if _LATIN.fullmatch(n) and not n.isupper()] or [n.title() for n in all_names if n.isascii() and n.isupper()]
    keys: dict[str, None] = {}
    for n in ar:
        parts = n.split()
        while len(parts) > 1 and parts[0] in _HEADS:
            parts = parts[1:]
        key = arabic.name_key(" ".join(parts))
        if len(key) >= 2:
            keys[key] = None
    unit = kind in _UNITS
    row: dict[str, Any] = {
        "id": ident, "n": latin[0] if latin else arabic.romanised(ar[0]) if ar else ident, "k": kind, "c": country, "s": source, "a": list(keys),
        "e": english.name_keys(latin), "f": english.spelled_names(latin), "p": population, "u": int(unit),
    }  # fmt: skip
    if lat is not None and lon is not None:
        row["y"], row["x"] = round(lat, 5), round(lon, 5)
    return {k: v for k, v in row.items() if v or k in ("id", "n", "k", "c", "y", "x")}


def _geonames(text: str, name: str, country: str | None, out: Loaded, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Lines of a GeoNames dump: 19 columns parted by tabs (geonames.org, readme of export/dump)."""
    for i, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cols = line.rstrip("\r").split("\t")
        if len(cols) < 15:
            _doubt(out, file, f"line {i}", "fewer columns than a GeoNames dump has")
            continue
        code = f"{cols[6]}.{cols[7]}"
        kind = _CODES.get(code) or ("city" if cols[6] == "P" else None)
        if kind is None or kind == "country":
            out.skipped["of a kind that reports do not name"] += 1
            continue
        lat, lon = _coordinate(cols[4], 90), _coordinate(cols[5], 180)
        if lat is None or lon is None:
            _doubt(out, file, f"line {i}", "no coordinates")
            continue
        people = int(cols[14]) if cols[14].isdigit() else 0
        row = _row(f"geonames:{cols[0]}", kind, cols[8] or country, [cols[1], cols[2], *cols[3].split(",")], lat, lon, f"user:{name}", people)
        if cols[8] and cols[10]:
            row["d"] = f"{cols[8]}.{cols[10]}"
        yield f"line {i}", row


def _heading(title: str) -> str:
    return re.sub(r"[\s_\-:.]+", "", title.strip().lower())


def _table(text: str) -> tuple[list[str], Iterator[list[str]]]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return [_heading(h) for h in next(reader, [])], reader


def _ocha(text: str, name: str, country: str | None, out: Loaded, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a P-code table, each the unit of the deepest level it names (admin1Name_en, admin1Name_ar, admin1Pcode …; ADM3_EN, ADM3_PCODE …)."""
    heads, lines = _table(text)
    levels: dict[int, dict[str, int]] = {}
    where: dict[str, int] = {}
    for i, h in enumerate(heads):
        if m := re.fullmatch(r"(?:admin|adm)(\d)(?:name|ref)?(en|ar|pcode|altname1?en|altname1?ar)", h):
            levels.setdefault(int(m[1]), {})[m[2]] = i
        else:
            for what in ("lat", "lon"):
                if h in _HEADINGS[what] or re.fullmatch(rf"(?:centroid|center|point)?{what}(?:itude)?[xy]?", h):
                    where.setdefault(what, i)
    try:
        for i, cells in enumerate(lines, 2):
            found = next((n for n in sorted(levels, reverse=True) if n in _LEVELS and _cell(cells, levels[n].get("pcode"))), None)
            if found is None:
                _doubt(out, file, f"line {i}", "no P-code")
                continue
            at = levels[found]
            code = _cell(cells, at["pcode"])
            if not _PCODE.fullmatch(code):
                _doubt(out, file, f"line {i}", "a P-code is a country's letters and digits")
                continue
            names = [_cell(cells, j) for what, j in at.items() if what != "pcode"]
            given = _cell(cells, where.get("lat")), _cell(cells, where.get("lon"))
            lat, lon = _coordinate(given[0], 90), _coordinate(given[1], 180)
            row = _row(f"pcode:{code}", _LEVELS[found], country or code[:2], names, lat, lon, f"user:{name}")
            _unplaced(out, file, f"line {i}", row, *given)
            yield f"line {i}", row
    except csv.Error as error:
        _doubt(out, file, "", f"is no CSV: {error}")


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _csv(text: str, name: str, country: str | None, out: Loaded, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a CSV with headings such as name, name_ar, lat, lon, kind, country, also."""
    heads, lines = _table(text)
    try:
        for i, cells in enumerate(lines, 2):
            if any(c.strip() for c in cells):
                fields = dict(zip(heads, cells, strict=False))
                row = _named(fields, name, country, i, None)
                _unplaced(out, file, f"line {i}", row, *(next((fields[h] for h in _HEADINGS[k] if fields.get(h)), "") for k in ("lat", "lon")))
                yield f"line {i}", row
    except csv.Error as error:
        _doubt(out, file, "", f"is no CSV: {error}")


def _named(fields: Mapping[str, Any], name: str, country: str | None, number: int, point: tuple[float, float] | None) -> dict[str, Any]:
    """A row from named fields; `point` is latitude and longitude where they are no fields."""

    def get(what: str) -> str:
        return next((str(fields[h]).strip() for h in _HEADINGS[what] if fields.get(h) not in (None, "")), "")

    also = [v for h, v in fields.items() if isinstance(v, str) and (h in _HEADINGS["also"] or re.fullmatch("name[a-z0-9]{0,12}", h))]
    names = [get("en"), get("ar"), *(x for v in also for x in _SPLIT.split(v))]
    lat, lon = point or (_coordinate(get("lat"), 90), _coordinate(get("lon"), 180))
    kind = re.sub("[^a-z]", "", get("kind").lower()) or "city"
    code = get("country").upper()
    people = get("population").replace(",", "").split(".")[0]
    ident = f"user:{name}:{get('id') or number}"
    place = code if re.fullmatch("[A-Z]{2}", code) else country
    return _row(ident, kind[:24], place, names, lat if lon is not None else None, lon, f"user:{name}", int(people) if people.isdigit() else 0)


def _geojson(text: str, name: str, country: str | None, out: Loaded, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Features of a GeoJSON file (RFC 7946); what is no point is placed at the middle of its bounds."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("gazetteer.form", "is no JSON", file=file) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise InputError("gazetteer.form", "has no list of features", file=file, remedy="a FeatureCollection is what is read")
    for i, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            _doubt(out, file, f"feature {i}", "no properties")
            continue
        shape = feature.get("geometry")
        fields = {_heading(str(k)): v for k, v in feature["properties"].items() if isinstance(v, (str, int, float))}
        if isinstance(feature.get("id"), (str, int)):
            fields.setdefault("id", feature["id"])
        given = shape.get("coordinates") if isinstance(shape, dict) else None
        row = _named(fields, name, country, i, _middle(given))
        _unplaced(out, file, f"feature {i}", row, given)
        yield f"feature {i}", row


def _middle(shape: Any) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of the bounds of a geometry's coordinates, or None."""
    xs: list[float] = []
    ys: list[float] = []
    rest = [shape]
    while rest:
        part = rest.pop()
        if not isinstance(part, list):
            continue
        if len(part) >= 2 and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in part[:2]):
            xs.append(float(part[0]))
            ys.append(float(part[1]))
        else:
            rest += part
    if not xs or not (-180 <= min(xs) <= max(xs) <= 180 and -90 <= min(ys) <= max(ys) <= 90):
        return None
    return (min(ys) + max(ys)) / 2, (min(xs) + max(xs)) / 2
