"""Event data as published → records: UCDP GED and ACLED tables, GDELT exports, and any table whose columns the user names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from isnad.errors import Diagnostic, InputError
from isnad.lang.common.recorded import recorded_party
from isnad.model.recorded import Coverage, Layout, Record

WIDEST = 1 << 20  # code points of one field
FAULTS = 20  # rows of a file that are told of one by one
CITED = 300  # code points of a source that are kept
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y", "%Y/%m/%d", "%d %b %Y", "%Y%m%d")
# Our name of a column → the names it has had in published versions; of the starred, one must be there.
_UCDP = {
    "key": ("id",), "*first": ("date_start",), "*last": ("date_end",), "date_prec": ("date_prec",), "*lat": ("latitude",), "*lon": ("longitude",),
    "where_prec": ("where_prec",), "place": ("where_coordinates", "where_description"), "region": ("adm_1",), "country": ("country",),
    "*side_a": ("side_a",), "*side_b": ("side_b",), "kind": ("type_of_violence",), "low": ("low", "low_est"), "*best": ("best", "best_est"),
    "high": ("high", "high_est"), "source": ("source_headline", "source_article", "source_office"),
}  # fmt: skip
_ACLED = {
    "key": ("event_id_cnty", "data_id"), "*first": ("event_date",), "date_prec": ("time_precision",), "*lat": ("latitude",), "*lon": ("longitude",),
    "where_prec": ("geo_precision",), "place": ("location",), "region": ("admin1",), "country": ("country",), "*side_a": ("actor1",),
    "side_b": ("actor2",), "kind": ("sub_event_type", "event_type"), "best": ("fatalities",), "source": ("source",),
}  # fmt: skip
# GDELT 1 (58 columns) and 2 (61) have no header; positions from 0.
_GDELT = {"key": 0, "first": 1, "side_a": 6, "side_b": 16, "kind": 26}
_GDELT_GEO = {
    58: {"place": 50, "country": 51, "lat": 53, "lon": 54, "where_prec": 49, "source": 57},
    61: {"place": 52, "country": 53, "lat": 56, "lon": 57, "where_prec": 51, "source": 60},
}
Party = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of event data, read.

    Attributes:
        records: its records, in the order of the file.
        coverage: what they cover; None without records.
        diagnostics: rows that were left out, and why.
    """

    records: tuple[Record, ...]
    coverage: Coverage | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def read_recorded(path: Path, mapping: Mapping[str, str] | None = None, party: Party = lambda name: None) -> Recorded:
    """Read a file of event data.

    Args:
        path: the file.
        mapping: our column → the file's column, for a layout that is not known: `first` and `lat`, `lon` at least; also `last`, `key`, `place`,
            `region`, `country`, `side_a`, `side_b`, `kind`, `low`, `best`, `high`, `date_prec`, `where_prec`, `source`.
        party: canonical name of a side, asked where our own table does not know it.

    Raises:
        InputError: the file cannot be read, or a column that its layout needs is missing (`records.layout`).
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError("records.file", error.strerror or str(error), file=str(path)) from None
    return recorded_in(raw, str(path), mapping, party)


def recorded_in(raw: bytes, name: str, mapping: Mapping[str, str] | None = None, party: Party = lambda name: None) -> Recorded:
    """Read the bytes of a file of event data; `name` is what its records and problems call it.

    Raises:
        InputError: as :func:`read_recorded`.
    """
    faults: list[Diagnostic] = []
    try:
        with io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", errors="replace", newline="") as stream:
            rows = list(_records(stream, name, mapping, party, faults))
    except csv.Error as error:
        raise InputError("records.csv", f"is no table: {error}", file=name, remedy="save it as CSV, UTF-8") from None
    if len(faults) > FAULTS:
        more = Diagnostic("records.more", f"{len(faults) - FAULTS} more rows were left out", "warning", name)
        faults = [*faults[:FAULTS], more]
    return Recorded(tuple(rows), coverage(rows), tuple(faults))


def coverage(records: Iterable[Record]) -> Coverage | None:
    """What records cover."""
    rows = list(records)
    if not rows:
        return None
    return Coverage(
        min(r.first for r in rows), max(r.last for r in rows), tuple(sorted({r.country for r in rows if r.country})), len(rows),
        len({tuple(sorted((r.side_a, r.side_b))) for r in rows}),
    )  # fmt: skip


def _records(stream: TextIO, name: str, mapping: Mapping[str, str] | None, party: Party, faults: list[Diagnostic]) -> Iterator[Record]:
    csv.field_size_limit(WIDEST)
    head = stream.readline()
    stream.seek(0)
    tabs = head.count("\t") > head.count(",") and head.count("\t") > head.count(";")
    reader = csv.reader(stream, delimiter="\t" if tabs else ";" if head.count(";") > head.count(",") else ",")
    first = next(reader, None)
    if first is None:
        raise InputError("records.empty", "has no rows", file=name)
    if mapping is None and len(first) in _GDELT_GEO and re.fullmatch(r"\d{6,}", first[0]) and re.fullmatch(r"\d{8}", first[1]):
        columns = {**_GDELT, **_GDELT_GEO[len(first)]}
        heads = {our: f"column {at + 1}" for our, at in columns.items()}
        yield from _read(([first, *reader]), columns, heads, "gdelt", name, party, faults, 1)
        return
    names = [c.strip().casefold() for c in first]
    layout, wanted = _layout(names, mapping, name)
    columns = {our.lstrip("*"): next((names.index(c) for c in theirs if c in names), -1) for our, theirs in wanted.items()}
    for our, theirs in wanted.items():
        if our.startswith("*") and columns[our[1:]] < 0:
            named = f"the file has {', '.join(names[:40])}"
            remedy = "name the columns yourself: --column first=… --column lat=… --column lon=…" if mapping is None else named
            raise InputError("records.layout", f"a column is missing: {' or '.join(theirs)}", file=name, place="row 1", remedy=remedy)
    heads = {our: names[at] for our, at in columns.items() if at >= 0}
    yield from _read(reader, columns, heads, layout, name, party, faults, 2)


def _layout(names: list[str], mapping: Mapping[str, str] | None, name: str) -> tuple[Layout, dict[str, tuple[str, ...]]]:
    if mapping is not None:
        unknown = sorted(set(mapping) - {k.lstrip("*") for k in _UCDP})
        if unknown:
            raise InputError("records.column", f"there is no column {unknown[0]} of ours", file=name, remedy="ours are " + ", ".join(_unstarred()))
        needed = {*mapping, "first", "lat", "lon"}
        return "mapped", {f"*{our}" if our in needed else our: (mapping.get(our, our).casefold(),) for our in _unstarred()}
    if "where_prec" in names or "type_of_violence" in names:
        return "ucdp", _UCDP
    if "event_date" in names and ("actor1" in names or "sub_event_type" in names):
        return "acled", _ACLED
    raise InputError(
        "records.layout", "is no layout that is known (UCDP GED, ACLED, GDELT)", file=name, place="row 1",
        remedy="name the columns: --column first=DATE --column lat=LAT --column lon=LON --column side_a=…",
    )  # fmt: skip


def _unstarred() -> list[str]:
    return [k.lstrip("*") for k in _UCDP]


def _read(
    rows: Iterable[list[str]], columns: Mapping[str, int], heads: Mapping[str, str], layout: Layout, name: str, party: Party,
    faults: list[Diagnostic], number: int,
) -> Iterator[Record]:  # fmt: skip
    known: dict[str, str | None] = {}

    def of(side: str) -> str | None:
        if side not in known:
            known[side] = recorded_party(side) or party(side) if side else None
        return known[side]

    for n, row in enumerate(rows, number):
        if not any(row) or any(c.startswith("#") for c in row[:3]):  # a line of HXL tags
            continue
        get = {our: row[at].strip() if 0 <= at < len(row) else "" for our, at in columns.items()}
        try:
            yield _record(get, layout, name, n, of)
        except _Fault as fault:
            what = f"{heads.get(fault.column, fault.column)}: {fault.value!r:.60} is no {fault.wanted}"
            faults.append(Diagnostic("records.value", what, "warning", name, f"row {n}", "the row is left out"))


class _Fault(Exception):
    """A value that cannot be read, with its column."""

    def __init__(self, column: str, value: str, wanted: str) -> None:
        super().__init__(column)
        self.column, self.value, self.wanted = column, value, wanted


def _record(get: Mapping[str, str], layout: Layout, name: str, n: int, of: Party) -> Record:
    first = _day(get, "first")
    last = _day(get, "last") if get.get("last") else first
    if last < first:
        raise _Fault("last", last, f"day on or after {first}")
    lat, lon = _number(get, "lat", 90.0), _number(get, "lon", 180.0)
    low, best, high = (_count(get, k) for k in ("low", "best", "high"))
    sides = [get.get("side_a", ""), get.get("side_b", "")]
    parties = tuple(dict.fromkeys(p for s in sides if (p := of(s))))
    return Record(
        name, n, get.get("key", ""), layout, first, last, _count(get, "date_prec"), lat, lon, _count(get, "where_prec"), get.get("place", ""),
        get.get("region", ""), get.get("country", ""), sides[0], sides[1], parties, get.get("kind", ""), low, best, high,
        get.get("source", "")[:CITED],
    )  # fmt: skip


def _day(get: Mapping[str, str], column: str) -> str:
    value = get.get(column, "").removesuffix(" 00:00:00.000").removesuffix(" 00:00:00")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise _Fault(column, value, "day") from None
    for form in _DAYS:
        try:
            return datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    raise _Fault(column, value, "day")


def _number(get: Mapping[str, str], column: str, most: float) -> float | None:
    value = get.get(column, "")
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        raise _Fault(column, value, "number") from None
    if not -most <= number <= most:
        raise _Fault(column, value, f"number from -{most:g} to {most:g}")
    return number


def _count(get: Mapping[str, str], column: str) -> int | None:
    value = get.get(column, "")
    if not value:
        return None
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        raise _Fault(column, value, "whole number") from None
