"""The command `train`: the learned reader learns from what people decided on a case, on this machine and for this case."""

from __future__ import annotations

from typing import Annotated

import typer

from isnad.show.cli.common import CaseArgument, FormatOption, epilog, open_view
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, line, note, show

_COLUMNS = (
    Column("answers", "answers"), Column("before", "right before"), Column("after", "right after, on reports not learnt from"),
    Column("kept", "kept in"),
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(epilog=epilog("isnad train palmyra", "isnad train palmyra --write", "isnad train palmyra --forget"))(train)


def train(
    case: CaseArgument,
    write: Annotated[bool, typer.Option("--write", help="Keep what was learnt beside the case; without it, only say what it would bring.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Throw away what was learnt, and read as Isnad came.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Let the learned reader learn from the decisions on a case; nothing leaves this machine, and nothing is kept unless you say --write."""
    from isnad.teaching import heads_path
    from isnad.teaching import train as teach

    with open_view(case) as view:
        path = heads_path(view.path)
        if forget:
            path.unlink(missing_ok=True)
            line(f"forgotten: {path.name}")
            return
        taught = teach(view)
        if write:
            taught.heads.save(path)
    show([{"answers": taught.answers, "before": taught.before, "after": taught.after, "kept": path.name if write else None}], _COLUMNS, form)
    note(f"next: isnad read {case} --reader best" if write else f"to keep it: isnad train {case} --write")
