"""`isnad records`: the events of a case beside event data that others publish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isnad.errors import InputError, UsageError
from isnad.model.recorded import Comparison, Record, Verdict
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, behind, epilog, open_view
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, note, show, tell
from isnad.store.kept import forget as drop
from isnad.store.kept import keep, kept

if TYPE_CHECKING:
    from isnad.ingest.recorded import Recorded
    from isnad.store.view import SqliteView

SHELF, COLUMNS = "records", "records-columns"
Party = Callable[[str], str | None]

_COLUMNS = (
    Column("verdict", "verdict"), Column("event", "event"), Column("name", "name", True), Column("why", "why", True),
    Column("records", "records", True),
)  # fmt: skip


_Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE...]", help="Event data: UCDP GED or ACLED as CSV, a GDELT export, or any table with --column. The case keeps it."),
]
_Columns = Annotated[
    list[str] | None, typer.Option("--column", "-c", help="OURS=THEIRS: which column of the file is our first, last, lat, lon, ….")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=epilog(
            "isnad records mosul GEDEvent_v24_1.csv",
            "isnad records mosul",
            "isnad records mosul acled.csv --verdict against --format json",
            "isnad records mosul our.csv --column first=date --column lat=y --column lon=x --column side_a=who --column best=dead",
        )
    )(records)


def records(
    case: CaseArgument,
    files: _Files = None,
    column: _Columns = None,
    km: Annotated[float, typer.Option("--km", help="Kilometres within which a record is beside an event.", min=0.1, max=500)] = 30.0,
    days: Annotated[int, typer.Option("--days", help="Days within which it is.", min=0, max=60)] = 2,
    forget: Annotated[list[str] | None, typer.Option("--forget", help="Take a file of records out of the case.")] = None,
    verdict: Annotated[str | None, typer.Option("--verdict", help="Only those: agrees, differs, against, silent or not covered.")] = None,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> int:
    """Hold the events of a case against recorded event data: agreement, silence, what cannot both be. Records are no evidence here.

    A file that is named is kept in the case, apart from its claims; later runs need none.
    """
    from isnad.ingest.recorded import coverage
    from isnad.pipeline import recorded_party_of
    from isnad.relate.recorded import Reach, compare

    known: tuple[Verdict, ...] = ("agrees", "differs", "against", "silent", "not covered")
    if verdict is not None and verdict not in known:
        raise UsageError("cli.verdict", f"there is no verdict {verdict!r}", remedy="one of " + ", ".join(known))
    party = recorded_party_of()
    if files or forget:
        _shelve(case, files or [], _mapping(column), forget or [], party)
    with open_view(case) as view:
        behind(view, case)
        read = _kept(view, party)
        for one in read:
            for fault in one.diagnostics:
                tell(fault)
        rows = [r for one in read for r in one.records]
        if not read:
            raise UsageError("records.none", "no event data is kept in this case", remedy=f"isnad records {case} FILE.csv")
        covered = coverage(rows)
        items = list(view.items())
        readings = {report.id: reading for report, reading in items}
        events = {e.id: e for e in view.linked().events}
        found = compare(events.values(), readings, rows, covered, Reach(km, days), {report.id: report for report, _ in items})
        if covered is not None:
            lands = ", ".join(covered.countries[:12]) or "countries not named"
            note(f"{covered.rows} records, {covered.first} to {covered.last}, {lands}; {covered.dyads} pairs of sides")
        tally = Counter(c.verdict for c in found)
        note(", ".join(f"{tally[v]} {v}" for v in known if tally[v]) or "no event of force with a date and a party")
        listed = [_row(c, events[c.event].name, form) for c in found if verdict in (None, c.verdict)]
        show(listed, _COLUMNS, form, bom=bom, empty="nothing to show")
    return 1 if any(one.diagnostics for one in read) else 0


def _shelve(case: str, files: list[Path], mapping: dict[str, str] | None, forget: list[str], party: Party) -> None:
    """Read files of records, and keep those that can be read in the case."""
    from isnad.ingest.recorded import recorded_in
    from isnad.show.cli.common import open_case

    new = []
    for path in files:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise InputError("records.file", error.strerror or str(error), file=str(path)) from None
        recorded_in(raw, path.name, mapping, party)
        new.append((path.name, raw))
    with open_case(case) as writer:
        for name in forget:
            if name not in {k.name for k in kept(writer, SHELF)}:
                raise UsageError("records.none", f"no event data called {name} is kept in this case", remedy="`isnad records CASE` says what is")
            drop(writer, SHELF, name)
            drop(writer, COLUMNS, name)
        for name, raw in new:
            made = keep(writer, SHELF, name, raw)
            keep(writer, COLUMNS, name, json.dumps(mapping).encode()) if mapping else drop(writer, COLUMNS, name)
            note(f"kept {name}, {len(raw)} bytes, sha256 {made.sha256[:16]}")


def _kept(view: SqliteView, party: Party) -> list[Recorded]:
    """The records that a case keeps, read."""
    from isnad.ingest.recorded import recorded_in

    columns = {k.name: json.loads(k.content) for k in kept(view, COLUMNS)}
    return [recorded_in(k.content, k.name, columns.get(k.name), party) for k in kept(view, SHELF)]


def _mapping(column: list[str] | None) -> dict[str, str] | None:
    if not column:
        return None
    out = {}
    for pair in column:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours or not theirs:
            raise UsageError("cli.column", f"{pair!r} is not OURS=THEIRS", remedy="for example --column first=event_date")
        out[ours.strip()] = theirs.strip()
    return out


def _row(c: Comparison, name: str, form: Format) -> dict[str, Any]:
    near: list[Any] = [
        f"{n.record.key or n.record.row} {n.record.first} {n.record.place} ({n.kilometres:g} km, {n.days} d)" for n in c.near
    ]  # fmt: skip
    if form is Format.json:
        near = [{**_record(n.record), "km": n.kilometres, "days_off": n.days, "sides_shared": n.sides} for n in c.near]
    return {"verdict": c.verdict, "event": c.event, "name": name, "why": c.why, "records": near}


def _record(r: Record) -> dict[str, Any]:
    return {
        "file": r.file, "row": r.row, "key": r.key, "first": r.first, "last": r.last, "date_prec": r.date_prec, "lat": r.lat, "lon": r.lon,
        "where_prec": r.where_prec, "place": r.place, "country": r.country, "side_a": r.side_a, "side_b": r.side_b, "parties": list(r.parties),
        "type": r.kind, "low": r.low, "best": r.best, "high": r.high, "source": r.source,
    }  # fmt: skip
