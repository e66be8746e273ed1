"""Commands that make something: new, add, remove, text, read, link."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isnad.errors import Diagnostic, UsageError
from isnad.show.cli.common import (
    SUFFIX,
    BomOption,
    CaseArgument,
    FormatOption,
    case_path,
    cover_new,
    epilog,
    find_report,
    now,
    open_case,
)
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, json_line, line, note, progress, show, some, tell
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore

if TYPE_CHECKING:
    from isnad.settings import Settings

InputsArgument = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, addresses (http://…), or - for standard input.")]
LangOption = Annotated[str | None, typer.Option("--lang", help="Language of every input (ar, en, …), where it is not to be told from the text.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Who published the inputs, where no sidecar or page tells.")]
PublishedOption = Annotated[str | None, typer.Option("--published", help="When they were published, as EDTF: 2015-05-20, 2015-05, 2015-05~.")]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Let addresses lead to private and loopback hosts.")]
ProcessesOption = Annotated[int, typer.Option("--processes", "-j", min=0, help="Worker processes; 0 means one a core.")]
ReaderOption = Annotated[
    str | None,
    typer.Option("--reader", help="rules, learned, or best (both; needs the extra `learned`); else the one that has read the case so far."),
]
AgainOption = Annotated[bool, typer.Option("--again", help="Do it even if nothing has changed.")]

_READ_COLUMNS = (
    Column("report", "report"), Column("lang", "lang"), Column("published", "published"), Column("outlet", "outlet"),
    Column("statements", "statements"), Column("claims", "claims"), Column("not_occurred", "said not to be"), Column("places", "places"),
    Column("times", "times"), Column("quantities", "quantities"), Column("doubts", "doubts"),
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command(epilog=epilog('isnad new palmyra --title "Palmyra, 2015" --question "Who left the city to whom?"'))(new)
    app.command(
        epilog=epilog(
            "isnad add palmyra reports/",
            "isnad add palmyra page.html --outlet SANA --published 2015-05-21",
            "isnad add palmyra - < report.txt",
        )
    )(add)
    app.command(epilog=epilog("isnad remove palmyra report-3"))(remove)
    app.command(epilog=epilog("isnad text page.html", "isnad text statement.pdf > statement.txt"))(text)
    app.command(
        epilog=epilog(
            "isnad read palmyra",
            "isnad read --format json reports/ > readings.jsonl",
            "isnad read report.txt --published 2015-05-21",
        )
    )(read)
    app.command(epilog=epilog("isnad link palmyra", "isnad link --format json palmyra > links.json"))(link)


def new(
    case: CaseArgument,
    title: Annotated[str | None, typer.Option("--title", "-t", help="Its name, for people; by default the file's name.")] = None,
    question: Annotated[str, typer.Option("--question", "-q", help="What the investigation asks.")] = "",
) -> None:
    """Make a new, empty case."""
    from isnad.pipeline import TOOL

    path = Path(case) if Path(case).suffix == SUFFIX else Path(case + SUFFIX)
    SqliteStore().create(path, CaseInfo(title or path.stem, question, now(), TOOL)).close()
    line(f"made {path}")
    note(f"next: isnad add {path} FILE...")


def add(
    case: CaseArgument,
    inputs: InputsArgument,
    lang: LangOption = None,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    allow_private: PrivateOption = False,
    processes: ProcessesOption = 0,
    reader: ReaderOption = None,
    only: Annotated[bool, typer.Option("--only", help="Only put them in; read and link them later with `isnad read` and `isnad link`.")] = False,
) -> int:
    """Put reports into a case, then read and link what is new; bytes that are there already are not put in twice."""
    from isnad.pipeline import add as add_all

    settings = _settings(lang, outlet, published, allow_private, processes, reader)
    with open_case(case) as store:
        with progress("adding", None) as tick:
            tally = add_all(store, inputs, settings, now(), tell, stdin=sys.stdin.buffer, tick=tick)
        cover_new(store)
        line(f"added {some(tally.done, 'report')}" + (f", {tally.known} known already" if tally.known else "") + _failures(tally.failed, "input"))
        if only:
            note(f"next: isnad read {case}")
            return _code(tally.failed, tally.done + tally.known, 3)
        unread = 0
        if tally.done + tally.known:
            unread = _read_into(store, settings, again=False)
            _link_into(store, settings, again=False)
    return _code(tally.failed, tally.done + tally.known, 3) or int(bool(unread))


def remove(case: CaseArgument, report: Annotated[str, typer.Argument(metavar="REPORT", help="Its name or id, or the beginning of either.")]) -> None:
    """Take a report out of a case, with all that was derived from it."""
    with open_case(case) as store:
        found = find_report(store, report)
        linked = store.fingerprint("link") is not None
        store.remove(found.id)
    line(f"removed {found.name} ({found.id})")
    if linked:
        note(f"links rested on it and are gone too; next: isnad link {case}")


def text(inputs: InputsArgument, lang: LangOption = None, allow_private: PrivateOption = False) -> int:
    """Print the stored text of files: what every offset counts in."""
    from isnad.ingest.take import Given, ingest
    from isnad.pipeline import TOOL

    done = failed = 0
    settings = _settings(lang, None, None, allow_private)
    given = Given(lang=lang, outlet=None, published=None)
    for taken in ingest(inputs, settings.ingest, got_at=now(), tool=TOOL, given=given, stdin=sys.stdin.buffer):
        for d in taken.report.diagnostics if taken.report else taken.diagnostics:
            tell(d)
        if taken.report is None:
            failed += any(d.severity == "error" for d in taken.diagnostics)
            continue
        done += 1
        sys.stdout.write(taken.report.text)
        if not taken.report.text.endswith("\n") and (sys.stdout.isatty() or len(inputs) > 1):
            sys.stdout.write("\n")
    return _code(failed, done, 3)


def read(
    inputs: Annotated[list[str], typer.Argument(metavar="CASE|INPUT...", help="A case; or files, folders and addresses, which need no case.")],
    form: FormatOption = Format.table,
    lang: LangOption = None,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    allow_private: PrivateOption = False,
    processes: ProcessesOption = 0,
    reader: ReaderOption = None,
    again: AgainOption = False,
    bom: BomOption = False,
) -> int:
    """Read reports: statements with their chains, claims, times, places, quantities.

    A case is read in place: reports that were read already, by these rules, are left alone. Files are read without a case, and
    with --format json printed as one object a report, one a line, in order.
    """
    settings = _settings(lang, outlet, published, allow_private, processes, reader)
    if len(inputs) == 1 and (inputs[0].endswith(SUFFIX) or (not Path(inputs[0]).exists() and case_path(inputs[0]).is_file())):
        return _read_case(inputs[0], settings, form, again, bom)
    return _read_files(inputs, settings, form, bom)


def _read_case(case: str, settings: Settings, form: Format, again: bool, bom: bool) -> int:
    with open_case(case) as store:
        failed = _read_into(store, settings, again=again, say=form is Format.table)
        if form is Format.table:
            note(f"next: isnad link {case}")
        else:
            from isnad.model.contract import reading_json

            _print_objects((reading_json(report, reading) for report, reading in store.items()), form, bom)
    return int(bool(failed))


def _read_into(store: SqliteCase, settings: Settings, *, again: bool, say: bool = True) -> int:
    """Read what is to be read in a case; tell of it; give how many reports failed."""
    from isnad.pipeline import mark_of
    from isnad.pipeline import read as read_all

    with progress("reading", store.count() if again else len(store.unread(mark_of(store, settings)))) as tick:
        tally = read_all(store, settings, tell, again=again, tick=tick)
    if say:
        line(f"read {some(tally.done, 'report')}" + (f", {tally.known} read already" if tally.known else "") + _failures(tally.failed, "report"))
    return tally.failed


def _link_into(store: SqliteCase, settings: Settings, *, again: bool, say: bool = True) -> None:
    """Link and weigh a case, unless nothing has changed, and tell of it."""
    from isnad.pipeline import relink

    changed = relink(store, settings, again=again)
    if not say:
        return
    n_events, n_echoes, n_contradictions = store.linked_counts()
    events, echoes = some(n_events, "event"), some(n_echoes, "echo", "echoes")
    found = f"{events}, {echoes}, {some(n_contradictions, 'contradiction')}"
    line(f"linked: {found}" if changed else f"nothing has changed: {found}")


def _read_files(inputs: list[str], settings: Settings, form: Format, bom: bool) -> int:
    from isnad.ingest.source import stem
    from isnad.model.contract import failed_json, reading_json
    from isnad.pipeline import read_inputs

    done = failed = 0

    def objects(tick: Callable[[int], None]) -> Any:
        nonlocal done, failed
        for result in read_inputs(inputs, settings, now(), stdin=sys.stdin.buffer):
            for d in result.diagnostics:
                tell(d)
            if result.report is not None and result.reading is not None:
                done += 1
                yield reading_json(result.report, result.reading)
            elif result.failed:
                failed += 1
                yield failed_json(result.report.name if result.report else stem(result.address), result.diagnostics)
            tick(1)

    with progress("reading", None, "auto" if not sys.stdout.isatty() or form is not Format.json else "off") as tick:
        _print_objects(objects(tick), form, bom)
    return _code(failed, done, 3)


def _print_objects(objects: Any, form: Format, bom: bool) -> None:
    if form is Format.json:
        for value in objects:
            json_line(value)
    else:
        show([_summary(value) for value in objects], _READ_COLUMNS, form, bom=bom)


def _summary(value: dict[str, Any]) -> dict[str, Any]:
    """A reading's object as one row of a table."""
    report, claims = value["report"], value["events"]
    return {
        "report": report["id"],
        "lang": report["lang"],
        "published": report["published"],
        "outlet": report["outlet"],
        "statements": len(value["statements"]),
        "claims": len(claims),
        "not_occurred": sum(c["occurred"] is False for c in claims),
        "places": len(value["places"]),
        "times": len(value["times"]),
        "quantities": len(value["quantities"]),
        "doubts": len(value["diagnostics"]),
    }


def link(
    case: CaseArgument,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print: table (what was found) or json (the contract).")] = Format.table,
    again: AgainOption = False,
    possible: Annotated[bool, typer.Option("--possible", help="Print contradictions that are only possible too (json).")] = False,
) -> None:
    """Link the claims and reports of a case: events, echoes, contradictions, and what stands behind each event."""
    if form is Format.csv:
        raise UsageError("cli.format", "links are no table", remedy="`isnad events`, `echoes` and `contradictions` print CSV; link prints json")
    from isnad.pipeline import mark_of
    from isnad.settings import Settings

    with open_case(case) as store:
        behind = len(store.unread(mark_of(store, Settings())))
        if behind:
            tell(Diagnostic("link.unread", f"{some(behind, 'report')} not read by this reader", remedy=f"isnad read {case}"))
        _link_into(store, Settings(), again=again, say=form is Format.table)
        if form is Format.json:
            from isnad.model.contract import linked_json

            json_line(linked_json(store.linked(), store.assessments(), store.reports(), possible=possible))


def _settings(
    lang: str | None, outlet: str | None, published: str | None, allow_private: bool, processes: int = 0, reader: str | None = None
) -> Settings:
    from isnad.ingest.limits import IngestSettings
    from isnad.model.edtf import valid
    from isnad.readers import READERS, check
    from isnad.settings import Settings

    if published is not None and not valid(published):
        raise UsageError("cli.date", f"{published!r} is no EDTF date", remedy="write 2015-05-20, 2015-05, 2015, or 2015-05~ for about")
    known = next((r for r in READERS if r == reader), None)
    if reader is not None and known is None:
        raise UsageError("cli.reader", f"there is no reader {reader!r}", remedy=f"one of {', '.join(READERS)}")
    if known is not None:
        check(known)
    limits = IngestSettings(allow_private=allow_private)
    return Settings(ingest=limits, processes=processes, lang=lang, outlet=outlet, published=published, reader=known)


def _failures(n: int, what: str) -> str:
    return f", {some(n, what)} failed" if n else ""


def _code(failed: int, done: int, alone: int) -> int:
    """The exit code of a batch: `alone` when nothing in it worked."""
    return 0 if not failed else 1 if done else alone
