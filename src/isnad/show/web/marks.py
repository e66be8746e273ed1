"""A report's text with what was read in it marked: layers that nest and cross, cut into pieces that each carry all marks over them.

The marked text holds the code points of the stored text and nothing else, so that what a reader selects on the page can be counted back into
offsets. Three characters that HTML would change are written so that they stay one each: carriage return, NUL and the escaped ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from markupsafe import Markup, escape

from isnad.model.records import Claim, Layer, Statement
from isnad.model.span import Span
from isnad.store.contracts import Row

SHOWN: tuple[Layer, ...] = ("statement", "claim", "time", "place", "quantity", "mention", "relation", "link")
"""The layers that can be switched, in the order in which they are offered."""

USUAL: tuple[Layer, ...] = ("statement", "claim", "time", "place", "quantity")
"""Those that are on when nothing is asked."""

_RANK: dict[str, int] = {layer: k for k, layer in enumerate(("claim", "time", "place", "quantity", "mention", "relation", "link", "statement"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of text that belongs to a row.

    Attributes:
        span: where.
        row: id of the row, or empty for one that belongs to none.
        name: its class: the layer, or the part of it (`cue`, `source`, `clause`).
        link: whether it leads to the row's details.
        rank: which of several on the same words leads: the lowest.
        state: what people have made of the row.
    """

    span: Span
    row: str
    name: str
    link: bool
    rank: int
    state: str = "read"


def marks_of(rows: Iterable[Row], layers: Sequence[str]) -> list[Mark]:
    """The marks of rows whose layer is on.

    Args:
        rows: the rows of a report.
        layers: the layers that are on.
    """
    out: list[Mark] = []
    for row in rows:
        if row.layer not in layers or (row.state == "rejected" and row.read is None):
            continue
        fact, rank = row.fact, _RANK[row.layer]
        if isinstance(fact, Claim):
            out.append(Mark(fact.span, row.id, "clause", False, 20, row.state))
            out.append(Mark(fact.trigger, row.id, "claim", True, rank, row.state))
        elif isinstance(fact, Statement):
            out.append(Mark(fact.span, row.id, "statement", False, 30, row.state))
            parts = (("cue", fact.cue), ("source", fact.source))
            out += [Mark(s, row.id, n, True, rank, row.state) for n, s in parts if s is not None and s.start < s.end]
        else:
            out.append(Mark(fact.span, row.id, row.layer, True, rank, row.state))
    return out


def escaped(text: str) -> Markup:
    """Text for a page, of which no character is lost or made another."""
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\ufffd"))


def marked(text: str, marks: Sequence[Mark], query: Sequence[tuple[str, str]], *, current: str = "", aim: Span | None = None) -> Markup:
    """The whole text with its marks.

    Args:
        text: the stored text.
        marks: the marks.
        query: what the address of this page asks besides the mark that is looked at.
        current: id of the row that is looked at.
        aim: words that the address points to.
    """
    if aim is not None:
        marks = [*marks, Mark(aim, "", "aim", False, 40)]
    points = sorted({0, len(text), *(p for m in marks for p in m.span if 0 <= p <= len(text))})
    waiting = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.rank))
    at = 0
    active: list[Mark] = []
    opened: set[str] = set()
    out: list[Markup] = []
    for a, b in pairwise(points):
        active = [m for m in active if m.span.end > a]
        while at < len(waiting) and waiting[at].span.start <= a:
            if waiting[at].span.end > a:
                active.append(waiting[at])
            at += 1
        words = escaped(text[a:b])
        out.append(_piece(words, active, opened, query, current, aim) if active else words)
    return Markup("").join(out)


def _piece(words: Markup, active: Sequence[Mark], opened: set[str], query: Sequence[tuple[str, str]], current: str, aim: Span | None) -> Markup:
    """One stretch over which the same marks lie."""
    rows = list(dict.fromkeys(m.row for m in active if m.row))
    names = dict.fromkeys(m.name for m in active)
    names.update(dict.fromkeys(m.state for m in active if m.state != "read"))
    if current in rows:
        names["current"] = None
    before = Markup("")
    for row in rows:
        if row not in opened:
            opened.add(row)
            before += Markup('<span id="m-{}"></span>').format(row)
    if "aim" in names and aim is not None and "aim" not in opened:
        opened.add("aim")
        before += Markup('<span id="s-{}-{}"></span>').format(*aim)
    leading = min((m for m in active if m.link), key=lambda m: (m.span.end - m.span.start, m.rank), default=None)
    if leading is None:
        return before + Markup('<span class="{}" data-m="{}">{}</span>').format(" ".join(names), " ".join(rows), words)
    if leading.row == current:
        names["lead"] = None
    address = "?" + urlencode([*query, ("at", leading.row)]) + f"#m-{leading.row}"
    return before + Markup('<a class="m {}" data-m="{}" data-at="{}" href="{}" draggable="false">{}</a>').format(
        " ".join(names), " ".join(rows), leading.row, address, words
    )
