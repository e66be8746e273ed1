"""Tables on a terminal: columns that fit, Arabic set apart on every line.

Not rich's own tables: they shrink columns without regard to what matters, and wrap a cell after it was set apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FSI, PDI = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
GAP = 2
NARROW = 28  # a column that holds no running text is never wider; what is longer is wrapped
LEAST = 14  # a column of running text is never narrower


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: field of the rows.
        title: its heading.
        wide: whether it holds running text: it is wrapped, and takes what room the others leave.
    """

    key: str
    title: str
    wide: bool = False


def isolated(text: str) -> str:
    """Text set apart from what stands around it, if it runs right to left."""
    return f"{FSI}{text}{PDI}" if RIGHT_TO_LEFT.search(text) else text


def wrapped(text: str, width: int) -> list[str]:
    """Text cut into lines of at most `width` cells, at blanks where there are any."""
    from rich.console import Console
    from rich.text import Text

    return [part.plain.strip() for part in Text(text).wrap(Console(width=width), max(1, width))] or [""]


def fit(columns: Sequence[Column], cells: Sequence[Sequence[str]], room: int) -> list[tuple[int, int]]:
    """Which columns are shown, and how wide.

    Args:
        columns: the columns.
        cells: the text of each row's cells.
        room: cells on a line.

    Returns:
        Position and width of each column shown. Where they do not all fit, narrow ones are left out from the right, but never the first.
    """
    from rich.cells import cell_len

    natural = [max(cell_len(c.title), *(cell_len(r[i]) for r in cells)) for i, c in enumerate(columns)]
    shown = list(range(len(columns)))

    def least(i: int) -> int:
        return min(natural[i], LEAST if columns[i].wide else NARROW)

    while sum(least(i) + GAP for i in shown) - GAP > room:
        narrow = [i for i in shown if i and not columns[i].wide]
        if not narrow:
            break
        shown.remove(narrow[-1])
    widths = {i: least(i) for i in shown}
    spare = room - sum(w + GAP for w in widths.values()) + GAP
    growing = [i for i in shown if columns[i].wide and widths[i] < natural[i]]
    while spare > 0 and growing:  # a cell at a time, to the column that is shortest of what it needs
        i = min(growing, key=lambda i: (widths[i] / natural[i], i))
        widths[i] += 1
        spare -= 1
        growing = [i for i in growing if widths[i] < natural[i]]
    return [(i, max(1, min(widths[i], room))) for i in shown]


def draw(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """The lines of a table: heading, rule, rows.

    Args:
        columns: the columns.
        rows: the text of each row's cells, cleaned.
        room: cells on a line.
    """
    chosen = fit(columns, rows, room)
    right = [_right([row[i] for row in rows]) for i, _ in chosen]
    numbers = [_numbers([row[i] for row in rows]) for i, _ in chosen]
    lines = [_line([wrapped(columns[i].title, w)[0] for i, w in chosen], chosen, right), "─" * min(room, sum(w + GAP for _, w in chosen) - GAP)]
    for row in rows:
        cells = [wrapped(row[i], w) for i, w in chosen]
        to_right = [n or bool(RIGHT_TO_LEFT.search(row[i])) for n, (i, _) in zip(numbers, chosen, strict=True)]
        for k in range(max(map(len, cells))):
            lines.append(_line([c[k] if k < len(c) else "" for c in cells], chosen, to_right))
    return lines


def _right(values: Sequence[str]) -> bool:
    """Whether a column's heading is set to the right: most of the column runs that way, or it holds numbers."""
    filled = [v for v in values if v]
    return _numbers(values) or sum(bool(RIGHT_TO_LEFT.search(v)) for v in filled) * 2 > len(filled)


def _numbers(values: Sequence[str]) -> bool:
    filled = [v for v in values if v]
    return bool(filled) and all(v.lstrip("-").replace(".", "", 1).isdecimal() for v in filled)


def _line(cells: Sequence[str], chosen: Sequence[tuple[int, int]], right: Sequence[bool]) -> str:
    from rich.cells import cell_len

    parts = []
    for text, (_, width), to_right in zip(cells, chosen, right, strict=True):
        blanks = " " * max(0, width - cell_len(text))
        parts.append(f"{blanks}{isolated(text)}" if to_right else f"{isolated(text)}{blanks}")
    return (" " * GAP).join(parts).rstrip()


def short_ids(rows: Sequence[Mapping[str, object]], least: int = 8) -> list[Mapping[str, object]]:
    """The rows with their own ids cut to the fewest characters that tell them apart; commands take ids so abbreviated."""
    ids = {str(r["id"]) for r in rows if "id" in r}
    length = next((n for n in range(least, 18) if len({i[:n] for i in ids}) == len(ids)), 18)
    return [{**r, "id": str(r["id"])[:length]} if "id" in r else r for r in rows]
