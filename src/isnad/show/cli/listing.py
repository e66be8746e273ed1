"""Commands that list: reports, sources, claims, events, echoes, contradictions, stats."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any, get_args

import typer

from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, behind, epilog, find_event, find_report, open_view, refuse
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, json_line, line, note, short, show, shown, words

_REPORTS = (
    Column("report", "report"), Column("lang", "lang"), Column("published", "published"), Column("outlet", "outlet", True),
    Column("title", "title", True), Column("statements", "statements"), Column("claims", "claims"),
)  # fmt: skip
_SOURCES = (
    Column("name", "name", True), Column("role", "role"), Column("kind", "kind"), Column("statements", "statements"), Column("denials", "denials"),
    Column("through", "through", True), Column("reports", "reports", True),
)  # fmt: skip
_CLAIMS = (
    Column("id", "id"), Column("report", "report"), Column("type", "type"), Column("actor", "actor", True), Column("recipient", "recipient", True),
    Column("occurred", "occurred"), Column("time", "time"), Column("place", "place"),
    Column("said_by", "said by", True), Column("quote", "quote", True),
)  # fmt: skip
_EVENTS = (
    Column("id", "id"), Column("name", "name", True), Column("time", "time"), Column("occurred", "occurred"), Column("claims", "claims"),
    Column("lines", "lines"), Column("against", "against"), Column("grade", "grade"),
)  # fmt: skip
_ECHOES = (
    Column("id", "id"), Column("origin", "origin", True), Column("scope", "scope"), Column("reports", "reports", True), Column("why", "why", True),
)  # fmt: skip
_CONTRADICTIONS = (
    Column("id", "id"), Column("aspect", "aspect"), Column("reports", "reports", True), Column("why", "why", True), Column("quotes", "quotes", True),
)  # fmt: skip

UNREAL = ("planned", "hypothetical")


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command(epilog=epilog("isnad reports palmyra", "isnad reports palmyra --format csv > reports.csv"))(reports)
    app.command(epilog=epilog("isnad sources palmyra"))(sources)
    app.command(
        epilog=epilog(
            'isnad claims palmyra --actor "Syrian government" --not-occurred',
            "isnad claims palmyra --type ASSAULT --from 2015-05 --to 2015-06 --place Palmyra",
            'isnad claims palmyra --actor "Syrian army" --mode aerial --kind witness',
            "isnad claims palmyra --said-by SANA --format csv --bom > claims.csv",
        )
    )(claims)
    app.command(epilog=epilog("isnad events palmyra", "isnad events palmyra --format json"))(events)
    app.command(epilog=epilog("isnad echoes palmyra"))(echoes)
    app.command(epilog=epilog("isnad contradictions palmyra", "isnad contradictions palmyra --event e-1f3a"))(contradictions)
    app.command(epilog=epilog("isnad stats palmyra"))(stats)


def reports(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """List the reports of a case."""
    from isnad.show.cli.gather import report_rows

    with open_view(case) as view:
        show(report_rows(view), _REPORTS, form, bom=bom, empty=f"no reports yet; `isnad add {case} FILE...` adds some")


def sources(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """List who speaks in a case, and who passes words on."""
    from isnad.show.cli.gather import source_rows

    with open_view(case) as view:
        show(source_rows(view), _SOURCES, form, bom=bom, empty=f"no statements yet; `isnad read {case}` finds what there is")


def claims(
    case: CaseArgument,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Who is said to do it: part of the name, in any script.")] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", "-r", help="Whom it is said to be done to or for.")] = None,
    kind: Annotated[str | None, typer.Option("--type", "-t", help="Event type: AGREE, ASSAULT, RETREAT, ….")] = None,
    mode: Annotated[str | None, typer.Option("--mode", "-m", help="Mode within the type: aerial, seize-territory, withdraw, ….")] = None,
    not_occurred: Annotated[bool, typer.Option("--not-occurred", "-n", help="Only what is said not to have happened.")] = False,
    planned: Annotated[bool, typer.Option("--planned", help="Only what is meant to happen, or may.")] = False,
    since: Annotated[str | None, typer.Option("--from", help="Nothing that was over before this date (EDTF).")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Nothing that began after this date (EDTF).")] = None,
    place: Annotated[str | None, typer.Option("--place", "-p", help="Where: part of the name, in any script.")] = None,
    said_by: Annotated[str | None, typer.Option("--said-by", "-s", help="Who says so, or passes it on.")] = None,
    source: Annotated[str | None, typer.Option("--kind", "-k", help="Kind of source: official, person, witness, ….")] = None,
    report: Annotated[str | None, typer.Option("--report", help="Only those of this report.")] = None,
    event: Annotated[str | None, typer.Option("--event", "-e", help="Only those of this event.")] = None,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """List the claims of a case, with their quotations."""
    from isnad.show.cli.gather import ClaimFilter, claim_rows

    with open_view(case) as view:
        wanted = ClaimFilter(
            actor, recipient, _event_type(kind), not_occurred, since, until, place, said_by,
            find_report(view, report).id if report is not None else None, find_event(view, event).id if event is not None else None,
            _mode(mode), planned, _source_kind(source),
        )  # fmt: skip
        show(claim_rows(view, wanted), _CLAIMS, form, bom=bom, empty="no claim is like that", card=_claim_card)


def _claim_card(row: Mapping[str, Any]) -> list[str]:
    parties = f"{' and '.join(row['actor']) or 'somebody'}{' → ' if row['recipient'] else ''}{' and '.join(row['recipient'])}"
    said = row["status"] if row["status"] in UNREAL else "" if row["occurred"] else "said not to have happened"
    kind = f"{row['type']} ({row['mode']})" if row["mode"] else row["type"]
    head = "  ".join(shown(x) for x in (row["id"], f"{row['report']}:{row['position']}", kind, parties, row["time"], row["place"], said) if x)
    passed = f" via {', '.join(row['via'])}" if row["via"] else ""
    return [head, f"according to {row['said_by']}{passed}", f"“{short(row['quote'])}”"]


def _echo_card(row: Mapping[str, Any]) -> list[str]:
    return [f"{row['id']}  {shown(row['origin'])} ({row['scope']}): {shown(words(row['reports']))}", row["why"], *map(short, row["quotes"])]


def _clash_card(row: Mapping[str, Any]) -> list[str]:
    quotes = [f"{report}: “{quote}”" for report, quote in zip(row["reports"], row["quotes"], strict=True)]
    doubt = [f"possible only: {row['doubt']}"] if row.get("doubt") else []
    return [f"{row['id']}  {row['aspect']}  {row['event'] or ''}", row["why"], *doubt, *map(short, quotes)]


def _event_type(text: str | None) -> str | None:
    from isnad.model.plover import EVENT_TYPES

    if text is None or text.upper() in EVENT_TYPES:
        return text.upper() if text else None
    refuse("event type", text, difflib.get_close_matches(text.upper(), EVENT_TYPES, 1, 0.5), f"there are {', '.join(EVENT_TYPES)}")


def _mode(text: str | None) -> str | None:
    from isnad.model.plover import MODES

    known = sorted({m for modes in MODES.values() for m in modes})
    if text is None or text.casefold() in known:
        return text.casefold() if text else None
    refuse("mode", text, difflib.get_close_matches(text.casefold(), known, 1, 0.5), f"there are {', '.join(known)}")


def _source_kind(text: str | None) -> str | None:
    from isnad.model.records import SourceKind

    known = get_args(SourceKind)
    if text is None or text.casefold() in known:
        return text.casefold() if text else None
    refuse("kind of source", text, difflib.get_close_matches(text.casefold(), known, 1, 0.5), f"there are {', '.join(known)}")


def events(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """List the events of a case, with the independent lines behind each."""
    from isnad.show.cli.gather import event_rows

    with open_view(case) as view:
        behind(view, case)
        rows = event_rows(view)
        if form is Format.table:  # the time has a column of its own
            rows = ({**r, "name": r["name"].removesuffix(f", {r['time']}")} for r in rows)
        show(rows, _EVENTS, form, bom=bom, empty="no events")


def echoes(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """List the echoes of a case: reports that rest on one origin and count as one line."""
    from isnad.show.cli.gather import echo_rows

    with open_view(case) as view:
        behind(view, case)
        show(echo_rows(view), _ECHOES, form, bom=bom, empty="no echoes", card=_echo_card)


def contradictions(
    case: CaseArgument,
    event: Annotated[str | None, typer.Option("--event", "-e", help="Only those of this event.")] = None,
    possible: Annotated[bool, typer.Option("--possible", help="Those that something speaks against, with what it is.")] = False,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """List the contradictions of a case: claims that cannot all hold, and in what they differ."""
    from isnad.show.cli.gather import contradiction_rows

    with open_view(case) as view:
        behind(view, case)
        of = find_event(view, event).id if event else None
        rows = contradiction_rows(view, of, possible=possible)
        columns = (*_CONTRADICTIONS, Column("doubt", "doubt", True)) if possible else _CONTRADICTIONS
        show(rows, columns, form, bom=bom, empty="no possible contradictions" if possible else "no contradictions", card=_clash_card)
        if not possible and (aside := len(view.possible(of))):
            note(f"possible contradictions left out: {aside}; --possible lists them")


def stats(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """Print a case in figures."""
    from isnad.show.cli.gather import stats as figures

    with open_view(case) as view:
        info, found = view.info(), figures(view)
    if form is Format.json:
        json_line({"title": info.title, "question": info.question, "created": info.created, "tool": info.tool, **found})
        return
    if form is Format.table:
        line(shown(info.title))
        if info.question:
            line(shown(info.question))
    rows = [
        {"what": k, "figure": ", ".join(f"{name} {n}" for name, n in v.items()) if isinstance(v, dict) else words(v)} for k, v in found.items()
    ]
    show(rows, (Column("what", "what"), Column("figure", "figure", True)), form, bom=bom)
