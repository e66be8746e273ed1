"""`python -m benchmarks.incidents FOLDER [--misses N]`: reports on one recorded incident each, against the record.

The folder holds `incidents.csv` (one row an incident: date, place with coordinates, dead as a range) and `reports.jsonl` (reports with the ids of
the incidents they tell of), as incident records of airstrikes are published. Only reports on one incident are measured:

* place: an event of the report stands within 15 km of the recorded place (records with coordinates);
* date: an event of the report falls within a day of the recorded date;
* dead: a number of dead in the report meets the recorded range, civilians' to civilians' and fighters' together (records with a range above 0).

The records keep no date of publication for most reports. Read as a person would who files a report on the day it came out, a report
is given the day on which the incident was first recorded; `without a date of publication` says what is left when it is given none.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from isnad.lang.tables import table
from isnad.model import edtf
from isnad.model.ids import sha256
from isnad.model.records import PlaceMention, Reading
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.text.fold import fold, fold_with_offsets

NEAR_KM = 15.0
NEAR_DAYS = 1
_DEATH = frozenset({"killed", "deaths", "victims", "bodies", "people killed"})
_KILL = re.compile(
    r"\b[وفبل]*(?:ال)?(?:[اتي]?قتل\w*|مقتل\w*|[يت]?ستشه\w+|استشه\w+|استشهاد\w*|شهيد\w*|مصرع\w*|ضحيت\w*|توفي\w*|وفاه|قض[يو]\w*|ارتق\w+|killed|died|deaths?)\b"
)
_BESIDE = 30  # code points from a word of killing to the number it kills


@dataclass(frozen=True, slots=True)
class Incident:
    """A recorded incident.

    Attributes:
        id: the record's id, as the reports name it.
        first: first day.
        last: last day.
        place: name in Arabic.
        place_en: name in English.
        lat: degrees north, or None.
        lon: degrees east, or None.
        precision: what the coordinates are of: `village`, `town`, `exact_location`, …; empty if unplaced.
        recorded: the day it was first recorded, ISO 8601.
        dead: least and most people killed, civilians and fighters together, or None where the record has no range.
    """

    id: str
    first: date
    last: date
    place: str
    place_en: str
    lat: float | None
    lon: float | None
    precision: str
    recorded: str
    dead: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Told:
    """A report and the incidents it tells of."""

    id: str
    text: str
    lang: str
    outlet: str
    incidents: tuple[str, ...]


def load(folder: Path) -> tuple[dict[str, Incident], list[Told]]:
    """The incidents by id, and all reports (also those on several incidents) in the order of the file."""
    with (folder / "incidents.csv").open(encoding="utf-8", newline="") as f:
        incidents = {row["airwars_id"]: _incident(row) for row in csv.DictReader(f)}
    with (folder / "reports.jsonl").open(encoding="utf-8") as f:
        rows = [json.loads(line) for line in f if line.strip()]
    return incidents, [Told(r["id"], r["text"], r["lang"], r["publisher"], tuple(i for i in r["incidents"] if i in incidents)) for r in rows]


def _incident(row: dict[str, str]) -> Incident:
    first = date.fromisoformat(row["date"])
    last = date.fromisoformat(row["date_end"]) if row["date_end"] else first
    counts = [int(float(row[k])) for k in ("civ_killed_min", "civ_killed_max", "mil_killed_min", "mil_killed_max") if row[k]]
    low = min(int(float(row[k])) for k in ("civ_killed_min", "civ_killed_max") if row[k]) if row["civ_killed_min"] or row["civ_killed_max"] else 0
    high = sum(int(float(row[k])) for k in ("civ_killed_max", "mil_killed_max") if row[k])
    return Incident(
        row["airwars_id"], first, last, row["location_ar"], row["location_en"], float(row["lat"]) if row["lat"] else None,
        float(row["lon"]) if row["lon"] else None, row["geo_precision"], row["published"] or row["date"],
        (low, max(high, low)) if any(counts) else None,
    )  # fmt: skip


@cache
def _authority() -> CompiledAuthority:
    return CompiledAuthority()


def reading(told: Told, published: str | None) -> Reading:
    """What the rules read in a report; `published` in EDTF."""
    raw = told.text.encode("utf-8")
    report = Report(
        told.id, told.text, sha256(raw), told.lang, Capture(told.id, "", "benchmarks", "text/plain", "utf-8"),
        outlet=told.outlet or None, published=published,
    )  # fmt: skip
    return read_report(report, _authority())


def kilometres(incident: Incident, place: PlaceMention) -> float | None:
    """Great-circle distance, or None if either is unplaced."""
    if incident.lat is None or incident.lon is None or place.lat is None or place.lon is None:
        return None
    la, lo, lb, lp = (math.radians(x) for x in (incident.lat, incident.lon, place.lat, place.lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def place_outcome(incident: Incident, read: Reading, text: str) -> str:
    """`right`, or what went wrong with the place."""
    at_events = [read.places[c.place] for c in read.claims if c.place is not None]
    near = [p for p in at_events if (km := kilometres(incident, p)) is not None and km <= NEAR_KM]
    if near:
        return "right"
    if any((km := kilometres(incident, p)) is not None and km <= NEAR_KM for p in read.places):
        return "read, but at no event"
    name = _bare(incident.place)
    if name and any(name in _bare(text[p.span.start : p.span.end]) and p.lat is None for p in read.places):
        return "named, not in the gazetteer"
    if name and any(name in _bare(text[p.span.start : p.span.end]) for p in read.places):
        return "named, placed elsewhere"
    return "in the text, not read" if name and name in _bare(text) else "the record's name is not in the text"


def _bare(name: str) -> str:
    return fold(name).replace(" ", "").removeprefix("ال")


def date_outcome(incident: Incident, read: Reading) -> str:
    """`right`, or what went wrong with the date."""
    span = timedelta(days=NEAR_DAYS)
    wide = False
    for value in {c.time for c in read.claims if c.time}:
        first, last = _bounds(value)
        if first is None or last is None or last < incident.first - span or first > incident.last + span:
            continue
        if last - first <= span:
            return "right"
        wide = True
    if wide:
        return "only a longer stretch"
    return "another date" if any(c.time for c in read.claims) else "no event has a date"


def _bounds(value: str) -> tuple[date | None, date | None]:
    try:
        return edtf.bounds(value)
    except ValueError:
        return None, None


def dead_outcome(incident: Incident, read: Reading, text: str) -> str:
    """`right`, `none stated` where the report gives no number of dead, or `another number`."""
    if incident.dead is None:
        return "no range"
    low, high = incident.dead
    numbers = list(deaths(read, text))
    if any((a if a is not None else 0) <= high and (b if b is not None else math.inf) >= low for a, b in numbers):
        return "right"
    return "another number" if numbers else "none stated"


@cache
def _one() -> frozenset[str]:
    """Nouns that stand for one person («مدني»), folded, and with what they count."""
    rows = table("ar", "units")["entries"]
    return frozenset(fold(form) for r in rows if r["data"].get("class") == "people" for form, how in r["forms"] if how.get("n") == "s")


def deaths(read: Reading, text: str) -> Iterator[tuple[float | None, float | None]]:
    """Bounds of the numbers of dead that a report gives.

    These are numbers of dead by their own word («خمسة قتلى»), numbers beside a word of killing («مقتل خمسة مدنيين», «5 مدنيين قتلوا»),
    and one for a single person («مقتل مدني»), which a reading of quantities rightly leaves out. Casualties are seldom claims of their own: the
    attack that caused them is, so that words are looked at here rather than claims.
    """
    for q in read.quantities:
        if q.of in _DEATH:
            yield q.min, q.max
    folded, offsets = fold_with_offsets(text)
    starts = [q.span.start for q in read.quantities]
    for m in _KILL.finditer(folded):
        first, last = offsets[m.start()], offsets[m.end()]
        i = bisect_left(starts, last)
        if i < len(starts) and starts[i] - last <= _BESIDE:
            yield read.quantities[i].min, read.quantities[i].max
        elif any(w.strip("،,.") in _one() for w in folded[m.end() : m.end() + _BESIDE].split()[:3]):
            yield 1, 1
        if i and 0 <= first - read.quantities[i - 1].span.end <= 3:
            yield read.quantities[i - 1].min, read.quantities[i - 1].max


def measure(folder: Path, dated: bool, misses: list[str]) -> dict[str, Counter[str]]:
    """Outcomes by figure (`place`, `date`, `dead`) of all reports on one incident.

    Args:
        folder: the data.
        dated: whether reports are given the day of the record as date of publication.
        misses: gets a line for every miss.
    """
    incidents, reports = load(folder)
    out: dict[str, Counter[str]] = {"place": Counter(), "date": Counter(), "dead": Counter()}
    for told in reports:
        if len(told.incidents) != 1:
            continue
        incident = incidents[told.incidents[0]]
        read = reading(told, incident.recorded if dated else None)
        found = {"date": date_outcome(incident, read)}
        if incident.lat is not None:
            found["place"] = place_outcome(incident, read, told.text)
        if incident.dead is not None:
            found["dead"] = dead_outcome(incident, read, told.text)
        for figure, outcome in found.items():
            out[figure][outcome] += 1
            if outcome != "right":
                misses.append(f"{figure}\t{outcome}\t{told.id}\t{incident.id}\t{incident.place}\t{incident.first}\t{incident.dead}")
    return out


def main(argv: Sequence[str]) -> int:
    """Print the three figures with their counts, and the misses by kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incidents", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with incidents.csv and reports.jsonl")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses, one a line")
    args = parser.parse_args(argv)
    for dated in (True, False):
        misses: list[str] = []
        print("given the day of the record" if dated else "without a date of publication")
        for figure, outcomes in measure(args.folder, dated, misses).items():
            total = sum(outcomes.values())
            right = outcomes.pop("right", 0)
            print(f"  {figure:5} {right / total if total else 0.0:.3f}  ({right}/{total})" + "".join(f"; {n} {k}" for k, n in outcomes.most_common()))
        if dated:
            print("\n".join(misses[: args.misses])) if args.misses else None
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
