"""What commands share: opening cases, finding things by what the user calls them, the clock, and usage errors."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from isnad.errors import CaseError, Diagnostic, UsageError
from isnad.model.linked import ClaimRef, Event
from isnad.model.report import Report
from isnad.show.cli.terminal import Format, cover_output, tell
from isnad.show.protect import Shield, shield_of
from isnad.store.contracts import View
from isnad.store.sqlite import SqliteCase, SqliteStore
from isnad.store.view import SqliteView

SUFFIX = ".isnad"

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case: a file NAME.isnad; the suffix may be left out.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print: table, json or csv.")]
BomOption = Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte-order mark, by which Excel knows UTF-8.")]


def case_path(name: str) -> Path:
    """The path of a case, with the suffix put on where the user left it out."""
    path = Path(name)
    return path if path.suffix == SUFFIX or path.is_file() else path.with_name(path.name + SUFFIX) if path.name else path


_REDACT = ["no"]


def redact(wanted: bool) -> None:
    """From now on sources who, by the reports, are not to be known are covered altogether."""
    _REDACT[0] = "yes" if wanted else "no"


def redacting() -> bool:
    """Whether they are."""
    return _REDACT[0] == "yes"


def open_view(name: str) -> SqliteView:
    """Open a case for reading. From then on standard output and standard error cover the names that the case protects."""
    view = SqliteStore().view(case_path(name))
    _cover(view)
    return view


def cover_new(view: View) -> None:
    """Cover also the names that reports protect which came into the case since it was opened."""
    if names := view.protected():
        cover_output(Shield(names))


def _cover(view: View) -> None:
    names = view.protected()
    if names or redacting():
        try:
            cover_output(shield_of(view.items(), redacting()))
        except CaseError:  # a damaged case is told of by the command itself; what can be covered is
            cover_output(Shield(names))


def open_case(name: str) -> SqliteCase:
    """Open a case for writing."""
    case = SqliteStore().write(case_path(name))
    _cover(case)
    return case


def behind(view: View, case: str) -> None:
    """Say so, on standard error, when links are not there or are older than the readings they rest on."""
    from isnad.pipeline import linking_mark
    from isnad.settings import Settings

    mark = view.fingerprint("link")
    if mark is None and not view.count():
        tell(Diagnostic("case.empty", "the case holds no report yet", "note", remedy=f"isnad add {case} FILE…"))
    elif mark is None:
        tell(Diagnostic("link.none", "nothing is linked yet", "note", remedy=f"isnad link {case}"))
    elif mark != linking_mark(view, Settings()):
        tell(Diagnostic("link.behind", "reports, readings or rules have changed since they were linked", "note", remedy=f"isnad link {case}"))


def now() -> str:
    """The time, UTC, ISO 8601, to the second; `SOURCE_DATE_EPOCH` holds it still for reproducible cases."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def find_claim(view: View, text: str) -> tuple[str, ClaimRef]:
    """A claim by id, by the beginning of an id, or by `REPORT:POSITION` as the contract counts them.

    Raises:
        UsageError: none or several are called so.
    """
    known = {fact_id: ref for ref, fact_id in view.claim_ids().items()}
    name, colon, position = text.rpartition(":")
    if colon and position.isdecimal():
        ref = ClaimRef(find_report(view, name).id, int(position))
        for fact_id, other in known.items():
            if other == ref:
                return fact_id, ref
        refuse("claim", text, [], "`isnad claims` lists them")
    found = _by_start(text, known, "c", "claim", "`isnad claims` lists them")
    return found, known[found]


def find_report(view: View, text: str) -> Report:
    """A report by name, by id, or by the beginning of either.

    Raises:
        UsageError: none or several are called so.
    """
    reports = view.reports()
    for report in reports:
        if text in (report.name, report.id):
            return report
    by_name = [r for r in reports if text and r.name.startswith(text)]
    if len(by_name) == 1:
        return by_name[0]
    if not by_name:
        found = _by_start(text, {r.id: r for r in reports}, "r", "report", "`isnad reports` lists them", [r.name for r in reports])
        return next(r for r in reports if r.id == found)
    refuse("report", text, [r.name for r in by_name], "`isnad reports` lists them", several=True)


def find_event(view: View, text: str) -> Event:
    """An event by id or by the beginning of its id.

    Raises:
        UsageError: none or several are called so.
    """
    return view.event(_by_start(text, view.ids("e-", limit=1_000_000), "e", "event", "`isnad events` lists them"))


def _by_start(text: str, known: Iterable[str], letter: str, what: str, remedy: str, names: Sequence[str] = ()) -> str:
    ids = sorted(known)
    start = text.casefold() if text.casefold().startswith(f"{letter}-") else f"{letter}-{text.casefold()}"
    found = [i for i in ids if i.startswith(start)]
    if start in found:
        return start
    if len(found) == 1 and text:
        return found[0]
    if found:
        refuse(what, text, found, remedy, several=True)
    refuse(what, text, difflib.get_close_matches(start, ids, 1, 0.7) or difflib.get_close_matches(text, names, 1, 0.6), remedy)


def refuse(what: str, text: str, near: Sequence[str], remedy: str, *, several: bool = False) -> NoReturn:
    """Refuse a name or id.

    Args:
        what: what it should name.
        text: what the user wrote.
        near: what it may have meant.
        remedy: where to look.
        several: whether it means more than one.

    Raises:
        UsageError: always.
    """
    if several:
        some = ", ".join(near[:5]) + (" …" if len(near) > 5 else "")
        head, of, rest = what.partition(" of ")
        many = f"{head[:-1]}ies" if head.endswith("y") else f"{head}s"
        raise UsageError("cli.ambiguous", f"{text!r} may be any of {len(near)} {many}{of}{rest}", remedy=f"write more of it: {some}")
    meant = f"did you mean {near[0]}? " if near else ""
    raise UsageError("cli.unknown", f"no {what} is called {text!r}", remedy=f"{meant}{remedy}")


def epilog(*examples: str) -> str:
    """Examples for a command's help, each on its own line."""
    return "\b\nExamples:\n" + "\n".join(f"  {e}" for e in examples)


Register = Callable[[typer.Typer], None]
