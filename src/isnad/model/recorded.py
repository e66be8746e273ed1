"""Recorded events: rows of event data that others publish. They are records, kept apart from claims, and never mixed into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from isnad.model.records import Made

Layout = Literal["ucdp", "acled", "gdelt", "mapped"]
Verdict = Literal["agrees", "differs", "against", "silent", "not covered"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of event data.

    Attributes:
        file: the file as the user named it.
        row: its row, the first after the header is 2.
        key: the row's own id in the data.
        layout: how the file is laid out.
        first, last: days, ISO 8601.
        date_prec: the data's own code for how exact the date is (UCDP: 1 a day, 5 a year; ACLED: 1 to 3), or None.
        lat, lon: degrees, or None.
        where_prec: the data's own code for how exact the place is (UCDP: 1 exact, 7 abroad; ACLED: 1 to 3), or None.
        place, region, country: names as the data has them.
        side_a, side_b: names as the data has them.
        parties: canonical names of both sides, as far as known.
        kind: type as the data has it.
        low, best, high: deaths, or None.
        source: what the data cites, at most a line.
    """

    file: str
    row: int
    key: str
    layout: Layout
    first: str
    last: str
    date_prec: int | None
    lat: float | None
    lon: float | None
    where_prec: int | None
    place: str
    region: str
    country: str
    side_a: str
    side_b: str
    parties: tuple[str, ...]
    kind: str
    low: int | None
    best: int | None
    high: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a set of records covers: outside it, its silence says nothing.

    Attributes:
        first, last: first and last day.
        countries: names of countries, sorted.
        rows: how many records.
        dyads: how many pairs of sides.
    """

    first: str
    last: str
    countries: tuple[str, ...]
    rows: int
    dyads: int


@dataclass(frozen=True, slots=True)
class Near:
    """A record beside an event, with how far it lies off.

    Attributes:
        record: the record.
        kilometres: distance, or None where either has no coordinates.
        days: days between them, 0 where they meet.
        sides: how many of the event's parties are among the record's, 0 to 2.
    """

    record: Record
    kilometres: float | None
    days: int
    sides: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """An event of the case beside the recorded war.

    Attributes:
        event: id of the event.
        verdict: `agrees` (a record of this pair, place and time), `differs` (so, but the dead do not fit), `against` (said not to have happened, or
            a quiet front, and records speak of fighting), `silent` (covered, and nothing recorded), `not covered`.
        why: one sentence with the values of both.
        near: the records, nearest first.
        made: the rule.
    """

    event: str
    verdict: Verdict
    why: str
    near: tuple[Near, ...]
    made: Made
