"""The tree of transmission of an event: from those who say a thing, through those who pass it on, to the reports in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    column: int
    lane: int
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
        nodes, edges, lanes = _graph(strand, columns, words)
        high = ROOM + lanes * (HIGH + GAP) + GAP
        out.append(_band(strand, number, y, width, high, words))
        top = y + ROOM + HIGH / 2
        out += [_edge(nodes[a], nodes[b], lane, top, width, words, strand.deny) for (a, b), lane in edges.items()]
        out += [_box(n, top, width, words, strand.deny) for n in nodes.values()]
        y += high + GAP
    picture = Markup('<svg class="tree" width="{}" height="{}" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>')
    return picture.format(width, int(y), width, int(y), words.plain("event.tree"), Markup("").join(out))


def _names(told: Told) -> list[tuple[str, str]]:
    """The links of a chain as they are drawn: key and name; the outlet is the report's own box."""
    return [(f"{link.name}", link.name) for link in told.chain[:-1]] if len(told.chain) > 1 else []


def _graph(strand: Strand, columns: int, words: Words) -> tuple[dict[str, _Node], dict[tuple[str, str], int], int]:
    """The boxes of a band, the edges with the lane they run along, and how many lanes there are.

    A telling that brings a new box, or an edge past a column, gets a lane of its own: so no edge runs through a box.
    """
    nodes: dict[str, _Node] = {}
    edges: dict[tuple[str, str], int] = {}
    lanes = 0
    for told in strand.tellings:
        names = _names(told)
        report = told.quote.report
        path = [f"{k}:{key}" for k, (key, _) in enumerate(names)] + [f"r:{report.id}"]
        skips = len(names) < columns - 1 and bool(names)
        new = any(at not in nodes for at in path) or (skips and (path[-2], path[-1]) not in edges)
        lane = lanes if new else 0
        lanes += new
        for k, (key, name) in enumerate(names):
            nodes.setdefault(f"{k}:{key}", _Node(words.source(name), k, lane))
        outlet = words.outlet(report.outlet) if report.outlet else report.name
        href = f"#{told.id}" if told.id else told.quote.href
        last = _Node(outlet, columns - 1, lane, href, report.title or report.name, words.date(report.published))
        nodes.setdefault(path[-1], last)
        for a, b in pairwise(path):
            edges.setdefault((a, b), lane if skips and b == path[-1] else nodes[a].lane)
    return nodes, edges, max(lanes, 1)


def _x(column: int, width: int, words: Words) -> float:
    """Where a column begins: the first one at the beginning of the line."""
    x = GAP + column * (WIDE + BETWEEN)
    return width - x - WIDE if words.direction == "rtl" else x


def _row(lane: int, top: float) -> float:
    """The middle of a lane."""
    return top + lane * (HIGH + GAP)


def _box(node: _Node, top: float, width: int, words: Words, deny: bool) -> Markup:
    row = _row(node.lane, top)
    x, y = _x(node.column, width, words), row - HIGH / 2
    shown = node.name if len(node.name) <= LETTERS else node.name[: LETTERS - 1] + "…"
    body = Markup(
        '<rect class="node{}{}" x="{}" y="{}" width="{}" height="{}" rx="5"/><title>{}</title>'
        '<text x="{}" y="{}" text-anchor="middle" direction="{}">{}</text>'
    ).format(
        " report" if node.href else "", " deny" if deny else "", x, y, WIDE, HIGH, f"{node.name} · {node.title}" if node.title else node.name,
        x + WIDE / 2, row + (-2 if node.below else 5), _direction(shown), shown,
    )  # fmt: skip
    if node.below:
        below = '<text class="below" x="{}" y="{}" text-anchor="middle" direction="{}">{}</text>'
        body += Markup(below).format(x + WIDE / 2, row + 15, words.direction, node.below)
    return Markup('<a href="{}">{}</a>').format(node.href, body) if node.href else Markup("<g>{}</g>").format(body)


def _direction(text: str) -> str:
    """The direction of a text by its first letter."""
    return next(("rtl" if "\u0590" <= c <= "\u08ff" else "ltr" for c in text if c.isalpha()), "ltr")


def _edge(a: _Node, b: _Node, lane: int, top: float, width: int, words: Words, deny: bool) -> Markup:
    """A line from one box to another: down to its lane in the first gap between columns, along it, and to the other box in the last gap."""
    way = 1 if words.direction == "ltr" else -1
    x1, x2 = _x(a.column, width, words) + (WIDE if way > 0 else 0), _x(b.column, width, words) + (0 if way > 0 else WIDE)
    y1, y2, along = _row(a.lane, top), _row(b.lane, top), _row(lane, top)
    half = BETWEEN / 2 * way
    if b.column == a.column + 1:
        path = f"M{x1:g} {y1:g}C{x1 + half:g} {y1:g} {x2 - half:g} {y2:g} {x2:g} {y2:g}"
    else:
        turn, back = x1 + 2 * half, x2 - 2 * half
        path = f"M{x1:g} {y1:g}C{x1 + half:g} {y1:g} {turn - half:g} {along:g} {turn:g} {along:g}H{back:g}"
        path += f"C{back + half:g} {along:g} {x2 - half:g} {y2:g} {x2:g} {y2:g}"
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
