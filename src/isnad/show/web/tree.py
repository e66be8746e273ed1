"""The tree of transmission of an event: from those who say a thing, through those who pass it on, to the reports in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from isnad.show.web.language import Words
from isnad.show.web.tellings import Told

WIDE, HIGH, GAP, BETWEEN, ROOM = 230, 46, 10, 60, 28
LETTERS = 30


@dataclass(frozen=True, slots=True)
class Strand:
    """One line of evidence with its tellings.

    Attributes:
        origin: name of what it rests on, or None for tellings of no line.
        deny: whether it denies the event.
        marks: Admiralty reliability and credibility, or empty.
        tellings: the claims.
    """

    origin: str | None
    deny: bool
    marks: str
    tellings: tuple[Told, ...]


@dataclass(slots=True)
class _Node:
    name: str
    key: str
    column: int
    row: float = 0.0
    href: str | None = None
    title: str = ""
    below: str = ""


def tree(strands: Sequence[Strand], words: Words) -> Markup:
    """The picture, in the direction of the language: speakers first, reports last, a band for each line of evidence.

    Args:
        strands: the lines.
        words: the language.
    """
    columns = max((len(_names(t)) for s in strands for t in s.tellings), default=1) + 1
    width = columns * WIDE + (columns - 1) * BETWEEN + 2 * GAP
    out: list[Markup] = []
    y = 0.0
    for number, strand in enumerate(strands):
        nodes, edges = _graph(strand, columns, words)
        rows = max((sum(n.column == c for n in nodes.values()) for c in range(columns)), default=1)
        high = ROOM + rows * (HIGH + GAP) + GAP
        out.append(_band(strand, number, y, width, high, words))
        for c in range(columns):
            column = [n for n in nodes.values() if n.column == c]
            lead = (rows - len(column)) / 2
            for k, node in enumerate(column):
                node.row = y + ROOM + (lead + k) * (HIGH + GAP) + HIGH / 2
        for a, b in edges:
            out.append(_edge(nodes[a], nodes[b], width, words, strand.deny))
        out += [_box(n, width, words, strand.deny) for n in nodes.values()]
        y += high + GAP
    picture = Markup('<svg class="tree" width="{}" height="{}" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>')
    return picture.format(width, int(y), width, int(y), words.plain("event.tree"), Markup("").join(out))


def _names(told: Told) -> list[tuple[str, str]]:
    """The links of a chain as they are drawn: key and name; the outlet is the report's own box."""
    return [(f"{link.name}", link.name) for link in told.chain[:-1]] if len(told.chain) > 1 else []


def _graph(strand: Strand, columns: int, words: Words) -> tuple[dict[str, _Node], list[tuple[str, str]]]:
    nodes: dict[str, _Node] = {}
    edges: dict[tuple[str, str], None] = {}
    for told in strand.tellings:
        before: str | None = None
        for k, (key, name) in enumerate(_names(told)):
            at = f"{k}:{key}"
            if at not in nodes:
                nodes[at] = _Node(words.source(name), at, k)
            if before is not None:
                edges[(before, at)] = None
            before = at
        report = told.quote.report
        at = f"r:{report.id}"
        if at not in nodes:
            outlet = words.source(report.outlet) if report.outlet else report.name
            href = f"#{told.id}" if told.id else told.quote.href
            nodes[at] = _Node(outlet, at, columns - 1, href=href, title=report.title or report.name, below=words.date(report.published))
        if before is not None:
            edges[(before, at)] = None
    return nodes, list(edges)


def _x(column: int, width: int, words: Words) -> float:
    """Where a column begins: the first one at the beginning of the line."""
    x = GAP + column * (WIDE + BETWEEN)
    return width - x - WIDE if words.direction == "rtl" else x


def _box(node: _Node, width: int, words: Words, deny: bool) -> Markup:
    x, y = _x(node.column, width, words), node.row - HIGH / 2
    shown = node.name if len(node.name) <= LETTERS else node.name[: LETTERS - 1] + "…"
    body = Markup(
        '<rect class="node{}{}" x="{}" y="{}" width="{}" height="{}" rx="5"/><title>{}</title>'
        '<text x="{}" y="{}" text-anchor="middle" direction="{}">{}</text>'
    ).format(
        " report" if node.href else "", " deny" if deny else "", x, y, WIDE, HIGH, f"{node.name} · {node.title}" if node.title else node.name,
        x + WIDE / 2, node.row + (-2 if node.below else 5), _direction(shown), shown,
    )  # fmt: skip
    if node.below:
        below = '<text class="below" x="{}" y="{}" text-anchor="middle" direction="{}">{}</text>'
        body += Markup(below).format(x + WIDE / 2, node.row + 15, words.direction, node.below)
    return Markup('<a href="{}">{}</a>').format(node.href, body) if node.href else Markup("<g>{}</g>").format(body)


def _direction(text: str) -> str:
    """The direction of a text by its first letter."""
    return next(("rtl" if "\u0590" <= c <= "\u08ff" else "ltr" for c in text if c.isalpha()), "ltr")


def _edge(a: _Node, b: _Node, width: int, words: Words, deny: bool) -> Markup:
    left, right = (a, b) if words.direction == "ltr" else (b, a)
    x1, x2 = _x(left.column, width, words) + WIDE, _x(right.column, width, words)
    middle = (x1 + x2) / 2
    path = f"M{x1:g} {left.row:g}C{middle:g} {left.row:g} {middle:g} {right.row:g} {x2:g} {right.row:g}"
    return Markup('<path class="edge{}" d="{}"/>').format(" deny" if deny else "", path)


def _band(strand: Strand, number: int, y: float, width: int, high: float, words: Words) -> Markup:
    origin = words.plain("event.no-line") if strand.origin is None else words.source(strand.origin)
    key = "event.band.deny" if strand.deny else "event.band"
    label = words.plain(key, n=number + 1, name=origin if len(origin) < 70 else origin[:69] + "…") + (f" · {strand.marks}" if strand.marks else "")
    at = width - GAP if words.direction == "rtl" else GAP
    band = (
        '<rect class="band{}" x="0" y="{}" width="{}" height="{}" rx="8"/>'
        '<text class="label" x="{}" y="{}" text-anchor="start" direction="{}">{}</text>'
    )
    return Markup(band).format(" deny" if strand.deny else "", y, width, high, at, y + 18, words.direction, escape(label))
