"""The events of a case beside the recorded war: where both speak, where one is silent, and where they cannot both be right.

Records are what others publish; they are no line of evidence here and enter no grade. A record counts as beside an event when both
parties are its sides (one of them, where the event names only one), its days meet the event's give or take a few, and it lies within reach.
Outside what the records cover, in time and in country, their silence says nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from isnad.lang.common.linking import generic
from isnad.lang.common.origins import of_side
from isnad.model import edtf, sphere
from isnad.model.linked import Event
from isnad.model.plover import QUAD
from isnad.model.recorded import Comparison, Coverage, Near, Record, Verdict
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.relate.tolls import Tolls
from isnad.text.fold import fold

MADE = Made("relate.recorded.compare")
SHOWN = 8  # records shown beside an event
LONGEST = 400  # days: events dated more vaguely are compared with nothing
MONTH = 31
CELL = 0.5  # degrees
COVERED = 100.0  # kilometres within which there must be a record of some date


@dataclass(frozen=True, slots=True)
class Reach:
    """How near a record must lie.

    Attributes:
        kilometres: between event and record; a record that is placed by district or province only (`where_prec` 3 and more) may lie twice as far.
        days: between their days, for events dated to a few days.
    """

    kilometres: float = 30.0
    days: int = 2


def compare(
    events: Iterable[Event], readings: Mapping[str, Reading], records: Sequence[Record], covered: Coverage | None, reach: Reach | None = None,
    reports: Mapping[str, Report] | None = None,
) -> list[Comparison]:  # fmt: skip
    """Hold the events of a case against records.

    Only events that event data would know are looked at: force and its absence, with a date.

    Args:
        events: the events.
        readings: readings by report id.
        records: the records.
        covered: what they cover.
        reach: how near a record must lie.
        reports: the reports by id, whose words say which numbers are of dead.

    Returns:
        One comparison an event that was looked at, in the order of the events.
    """
    near = _Index(records, reach or Reach())
    tolls = Tolls(readings, reports)
    out = []
    for e in events:
        if not QUAD[e.type].endswith("conflict") or e.type not in ("ASSAULT", "COERCE") or e.time is None:
            continue
        days = _days(e.time)
        if days is None or not (e.actor or e.recipient):
            continue
        out.append(_one(e, tolls, near, days, covered))
    return out


def _one(e: Event, tolls: Tolls, index: _Index, days: tuple[int, int], covered: Coverage | None) -> Comparison:
    quiet = e.occurred is False
    found = index.beside(e, days, quiet)
    names = " – ".join(dict.fromkeys((*e.actor, *e.recipient))) or "nobody named"
    where = f" near {e.place}" if e.place else ""
    verdict: Verdict
    if covered is None or not _inside(days, covered):
        verdict, why = "not covered", f"the records run from {covered.first} to {covered.last}" if covered else "there are no records"
    elif e.lat is None or e.lon is None:
        verdict, why = "not covered", "its place has no coordinates"
    elif not index.near_any(e.lat, e.lon):
        verdict, why = "not covered", f"no record of any date lies within {COVERED:g} km"
    elif not found:
        verdict, why = "silent", f"no record of {names}{where} at {e.time}" + ("; the records know no absences" if quiet else "")
    elif quiet:
        verdict, why = "against", f"said not to have happened; the records have {len(found)} events of this pair{where} at {e.time}"
    else:
        told = tolls.of(e)
        fits = [n for n in found if told is None or _fits(told, n.record)]
        dead = f"{_range(told)} dead" if told else "no dead given"
        first = (fits or found)[0].record
        verdict = "agrees" if fits else "differs"
        why = f"claims: {dead}; {first.key or f'row {first.row}'} of {first.first}: {_deaths(first)} dead" + ("" if fits else ", which does not fit")
    return Comparison(e.id, verdict, why, tuple(found[:SHOWN]), MADE)


class _Index:
    """Records by half degree and month."""

    def __init__(self, records: Sequence[Record], reach: Reach) -> None:
        self._reach = reach
        self._cells: dict[tuple[int, int], list[Record]] = defaultdict(list)
        self._nowhere: list[Record] = []
        self._sides: dict[tuple[str, ...], frozenset[str]] = {}
        for r in records:
            if r.lat is None or r.lon is None:
                self._nowhere.append(r)
            else:
                self._cells[math.floor(r.lat / CELL), math.floor(r.lon / CELL)].append(r)

    def near_any(self, lat: float, lon: float) -> bool:
        """Whether any record, of whatever date, lies near a place: whether the data look there at all."""
        high = math.ceil(COVERED / (111.0 * CELL))
        y, x = math.floor(lat / CELL), math.floor(lon / CELL)
        return any((y + dy, x + dx) in self._cells for dy in range(-high, high + 1) for dx in range(-high, high + 1))

    def beside(self, e: Event, days: tuple[int, int], quiet: bool) -> list[Near]:
        """Records beside an event, nearest first. A quiet front is held against the whole month around it."""
        if e.lat is None or e.lon is None:
            return []
        slack = MONTH // 2 if quiet and days[1] - days[0] <= 7 else self._reach.days
        most = 2 * self._reach.kilometres
        y, x = e.lat / CELL, e.lon / CELL
        high = most / (111.0 * CELL)
        wide = high / max(0.1, math.cos(math.radians(e.lat)))
        out = []
        for cy in range(math.floor(y - high), math.floor(y + high) + 1):
            for cx in range(math.floor(x - wide), math.floor(x + wide) + 1):
                for r in self._cells.get((cy, cx), ()):
                    gap = max(0, date.fromisoformat(r.first).toordinal() - days[1], days[0] - date.fromisoformat(r.last).toordinal())
                    if gap > slack:
                        continue
                    km = sphere.kilometres(e.lat, e.lon, r.lat, r.lon)
                    if km is None or km > self._reach.kilometres * (2.0 if (r.where_prec or 1) >= 3 else 1.0):
                        continue
                    sides = self._shared(e, r)
                    if sides:
                        out.append(Near(r, round(km, 1), gap, sides))
        return sorted(out, key=lambda n: (-n.sides, n.days, n.kilometres or 0.0, n.record.file, n.record.row))

    def _shared(self, e: Event, r: Record) -> int:
        """How many of an event's sides a record has; 0 where a named side of the event is not among them."""
        if r.parties not in self._sides:
            self._sides[r.parties] = frozenset(x for p in r.parties for x in of_side(p))
        have = self._sides[r.parties]
        sides = [frozenset(x for p in side for x in of_side(p)) for side in (e.actor, e.recipient) if any(not generic(fold(p)) for p in side)]
        shared = sum(bool(s & have) for s in sides)
        return shared if sides and shared == len(sides) else 0


def _inside(days: tuple[int, int], covered: Coverage) -> bool:
    return days[1] >= date.fromisoformat(covered.first).toordinal() and days[0] <= date.fromisoformat(covered.last).toordinal()


def _days(value: str) -> tuple[int, int] | None:
    if not edtf.valid(value) or value.startswith("XXXX"):
        return None
    low, high = edtf.bounds(value)
    if low is None or high is None or (high - low).days > LONGEST:
        return None
    return low.toordinal(), high.toordinal()


def _fits(told: tuple[float, float], r: Record) -> bool:
    low = r.low if r.low is not None else r.best
    high = r.high if r.high is not None else r.best
    return low is None or high is None or (told[0] <= high and low <= told[1])


def _range(told: tuple[float, float] | None) -> str:
    if told is None:
        return ""
    low, high = told
    return f"{low:g}" if low == high else f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"


def _deaths(r: Record) -> str:
    if r.low is not None and r.high is not None and r.low != r.high:
        return f"{r.low} to {r.high}"
    return "unknown" if r.best is None and r.high is None else f"{r.best if r.best is not None else r.high}"
