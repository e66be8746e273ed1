"""What goes to the terminal: tables, lines, progress. Nothing else in the command line prints."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from isnad.errors import Diagnostic
from isnad.show.cli.grid import Column, draw, isolated, short_ids
from isnad.show.export.tables import write_csv, write_json
from isnad.show.protect import Covered, Shield

if TYPE_CHECKING:
    from rich.progress import Progress

# Controls could move the cursor or recolour the screen, direction marks could turn a line over: a report's text may hold both.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
_bars: list[Progress] = []


class Format(StrEnum):
    """How a listing is printed."""

    table = "table"
    json = "json"
    csv = "csv"


Card = Callable[[Mapping[str, Any]], Sequence[str]]


def set_up_streams() -> None:
    """UTF-8 on every system; what cannot be written is shown as an escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def cover_output(shield: Shield) -> None:
    """From now on no protected name goes to standard output or standard error, nor one of a case that was opened before."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, Covered):
            stream.cover_too(shield)
        else:
            setattr(sys, name, Covered(stream, shield))


def uncover_output() -> None:
    """Give both streams back as they were, with all that is waiting sent on."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, Covered):
            setattr(sys, name, stream.behind)
            stream.flush()


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def line(text: str = "") -> None:
    """A line to standard output."""
    sys.stdout.write(f"{text}\n")


def some(n: int, one: str, many: str | None = None) -> str:
    """A number of things: "1 echo", "2 echoes" (`many`, where an s does not make it)."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def json_line(value: Any) -> None:
    """A JSON value on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def note(text: str) -> None:
    """A line to standard error, above the progress bar if there is one."""
    if _bars:
        _bars[-1].console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
        return
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")


def tell(diagnostic: Diagnostic) -> None:
    """A diagnostic to standard error, on one line."""
    note(clean(diagnostic.line()))


def clean(text: object) -> str:
    """Text on one line, without controls."""
    return _CONTROLS.sub("", _BLANKS.sub(" ", str(text)))


def shown(text: object) -> str:
    """Text for a line: cleaned, and on a terminal set apart from what stands around it if it runs right to left."""
    words = clean(text)
    return isolated(words) if on_terminal() else words


def quoted(text: object) -> str:
    """A quotation for a line."""
    return f"“{shown(text)}”"


def show(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    form: Format,
    *,
    bom: bool = False,
    empty: str = "nothing found",
    card: Card | None = None,
) -> None:
    """A listing to standard output.

    Args:
        rows: the rows.
        columns: what a table shows of them, in order; JSON gives all fields, CSV those of the first row.
        form: how.
        bom: whether CSV begins with a byte-order mark.
        empty: what is said, on standard error, when there are no rows.
        card: gives the lines of a row, the first its heading, for rows with too much text for a table on a terminal.
    """
    rows = list(rows)
    if form is Format.json:
        write_json(rows, sys.stdout)
    elif form is Format.csv:
        write_csv(rows, list(rows[0]) if rows else [c.key for c in columns], sys.stdout, bom=bom)
    elif not rows:
        note(empty)
    elif on_terminal():
        rows = short_ids(rows)
        if card is not None:
            _deal(rows, card)
        else:
            _draw(rows, columns)
    else:
        line("\t".join(c.title for c in columns))
        for row in rows:
            line("\t".join(clean(words(row.get(c.key))) for c in columns))


def short(text: str, most: int = 240) -> str:
    """The beginning of a long quotation, cut at a blank; JSON and CSV have all of it."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def words(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(words(v) for v in value)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _deal(rows: Sequence[Mapping[str, Any]], card: Card) -> None:
    """Rows as cards: a heading, and text below it, wrapped."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for row in rows:
        head, *rest = card(row)
        console.print(Text(head, style="bold"), soft_wrap=True)
        for each in rest:
            for part in Text(clean(each)).wrap(console, max(20, console.width - 4)):
                line(f"    {shown(part.plain.strip())}")


def _draw(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> None:
    """Rows as a table."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    head, *rest = draw(columns, [[clean(words(row.get(c.key))) for c in columns] for row in rows], console.width)
    console.print(Text(head, style="bold"), soft_wrap=True)
    for each in rest:
        line(each)


@contextlib.contextmanager
def progress(title: str, total: int | None, mode: str = "auto") -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error; on a terminal only, unless the user wants it otherwise.

    Args:
        title: what is being done.
        total: how many things, or None.
        mode: `auto`, `on` or `off`.
    """
    wanted = mode == "on" or (mode == "auto" and sys.stderr.isatty() and (total is None or total > 3) and not os.environ.get("NO_PROGRESS"))
    if not wanted:
        yield lambda n: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(file=sys.stderr), transient=True
    )
    with bar:
        task = bar.add_task(title, total=total)
        _bars.append(bar)
        try:
            yield lambda n: bar.advance(task, n)
        finally:
            _bars.pop()
