"""The command `audit`: whether the log of decisions is what was written."""

from __future__ import annotations

from typing import Annotated

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import CaseArgument, FormatOption, epilog, open_view
from isnad.show.cli.terminal import Format, clean, json_line, line, note

_EXAMPLES = ("isnad audit palmyra", "isnad audit palmyra --head 5d41402abc4b2a76…", "isnad audit palmyra --format json")
_HEX = frozenset("0123456789abcdef")


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(epilog=epilog(*_EXAMPLES))(audit)


def audit(
    case: CaseArgument,
    head: Annotated[str, typer.Option("--head", help="A hash that an earlier audit printed: it must still be in the log.")] = "",
    form: FormatOption = Format.table,
) -> int:
    """Check the log of decisions: each entry holds the hash of the one before, so nothing in it can be changed or taken out unseen.

    Prints how many decisions there are and the hash of the last. Write the hash down outside the case: given back with --head, it shows later that
    nothing up to there was written anew. Ends with 4 where the log does not hold, and says at which entry.
    """
    known = head.strip().casefold()
    if known and (len(known) != 64 or not set(known) <= _HEX):
        raise UsageError("audit.head", f"{head[:80]!r} is no hash of an entry", remedy="give the 64 hexadecimal digits that `isnad audit` printed")
    with open_view(case) as view:
        found = view.audit(known)
        last = view.log()[-1].judgement if found.holds and found.entries else None
    if form is Format.json:
        json_line({
            "entries": found.entries, "head": found.head or None, "holds": found.holds, "broken": found.broken, "why": found.why or None,
            "since": found.since, "last": last.when if last else None,
        })  # fmt: skip
    elif found.holds:
        line(f"{found.entries} decisions; the log holds" + (f"; {found.since} since the one given" if found.since is not None else ""))
        if found.head:
            line(f"head  {found.head}")
    if not found.holds:
        note(f"error[case.log] the log of decisions does not hold: {clean(found.why)}")
    return 0 if found.holds else 4
