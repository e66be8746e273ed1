"""The picture of a pair over time, as SVG: what is said to have been done for, against, and not at all.

Three bands of bars over one axis, the best supported named; below them, shares of what is told without a date but between days, and the mean
score of each period with its range when the origins are drawn anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from isnad.model.linked import Dyad, DyadPoint, Event
from isnad.show.dossier.captions import MARK, Caption, captions
from isnad.show.dossier.names import Names, english
from isnad.show.dossier.scale import series, shares
from isnad.show.labels import date_label, label, type_label

WIDTH = 1080
LEFT, RIGHT = 16, 16
LANE = 13
ROW = 15  # of names
HEAD = 20  # room for what a band is called
BANDS = ("cooperation", "avoidance", "conflict")
ROWS = {"cooperation": 3, "avoidance": 2, "conflict": 3}  # rows of names at most
SHORT = 731  # days: a span under two years is told by months
BRIEF, TICKS = 45, 13  # days: a span under this is told by days, in this many parts at most
NARROW, ROOMY = 58, 130  # widths at which a month is given as a figure and by its name


@dataclass(frozen=True, slots=True)
class _Bar:
    point: DyadPoint
    event: Event
    x0: float
    x1: float
    lane: int


def _days(point: DyadPoint) -> tuple[int, int] | None:
    if point.first is None and point.last is None:
        return None
    first = date.fromisoformat(point.first or point.last or "")
    last = date.fromisoformat(point.last or point.first or "")
    return first.toordinal(), last.toordinal()


def _lanes(points: list[tuple[DyadPoint, Event, float, float]]) -> list[_Bar]:
    """Bars put in the lowest lane that is free, long ones last so that sharp dates lie near the line."""
    ends: list[list[tuple[float, float]]] = []
    out: list[_Bar] = []
    for point, event, x0, x1 in sorted(points, key=lambda p: (p[3] - p[2] > WIDTH / 4, p[2], p[3], p[0].event)):
        free = next((k for k, taken in enumerate(ends) if all(x1 + 3 < a or b + 3 < x0 for a, b in taken)), len(ends))
        if free == len(ends):
            ends.append([])
        ends[free].append((x0, x1))
        out.append(_Bar(point, event, x0, x1, free))
    return out


@dataclass(frozen=True, slots=True)
class _Cell:
    """A year, a month or some days of the axis: its first day, how many days it has, its left edge and width, and what is written under it."""

    start: int
    days: int
    left: float
    wide: float
    words: str


def _axis(spans: list[tuple[int, int]], lang: str) -> list[_Cell]:
    """The axis: days for a span of some weeks, months for one under two years, else years.

    Years in which nothing begins or ends within a year and a half are drawn narrow.
    """
    first, last = date.fromordinal(min(a for a, _ in spans)), date.fromordinal(max(b for _, b in spans))
    if last.toordinal() - first.toordinal() < BRIEF:
        return _by_days(first.toordinal() - 1, last.toordinal() + 1, lang)
    by_month = last.toordinal() - first.toordinal() < SHORT
    if by_month:
        months = [(m // 12, m % 12 + 1) for m in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
        starts = [date(y, m, 1) for y, m in months]
        weights = [1.0] * len(months)
    else:
        busy = {date.fromordinal(o).year for a, b in spans if b - a < 550 for o in (a, b)}
        starts = [date(y, 1, 1) for y in range(first.year, last.year + 1)]
        weights = [1.0 if d.year in busy else 0.3 for d in starts]
    unit = (WIDTH - LEFT - RIGHT) / sum(weights)
    out: list[_Cell] = []
    at = float(LEFT)
    for d, w in zip(starts, weights, strict=True):
        after = (date(d.year + d.month // 12, d.month % 12 + 1, 1) if by_month else date(d.year + 1, 1, 1)).toordinal()
        words = _month(d, w * unit, lang) if by_month else f"{d.year}" if w * unit > 36 else f"’{d.year % 100:02d}"
        out.append(_Cell(d.toordinal(), after - d.toordinal(), at, w * unit, words))
        at += w * unit
    return out


def _by_days(first: int, last: int, lang: str) -> list[_Cell]:
    """The axis of a span of some weeks, a day more on either side: so many days a part that the parts can be told."""
    step = -(-(last - first + 1) // TICKS)
    count = -(-(last - first + 1) // step)
    wide = (WIDTH - LEFT - RIGHT) / count
    days = [date.fromordinal(first + k * step) for k in range(count)]
    words = [date_label(d.isoformat(), lang) if wide > ROOMY else f"{d.day}/{d.month}" + (f"/{d.year}" if not k else "") for k, d in enumerate(days)]
    return [_Cell(d.toordinal(), step, LEFT + k * wide, wide, w) for k, (d, w) in enumerate(zip(days, words, strict=True))]


def _month(day: date, wide: float, lang: str) -> str:
    """What is written under a month: its name where there is room, else its number."""
    if wide > ROOMY:
        return f"{label(f'month.{day.month:02d}', lang)} {day.year}"
    return f"{day.month}/{day.year}" if wide > NARROW else f"{day.month}/{day.year % 100:02d}"


def timeline(dyad: Dyad, events: dict[str, Event], lang: str, names: Names | None, link: str = "#{}") -> tuple[Markup, int]:
    """Draw a dyad.

    Args:
        dyad: the pair with its points.
        events: events by id.
        lang: `ar` draws from right to left.
        names: how parties and places are called; None leaves them their English names.
        link: address of an event, with `{}` for its id.

    Returns:
        The SVG, and how many points have no date to be drawn at.
    """
    dated = [(p, d) for p in dyad.points if p.event in events and (d := _days(p))]
    undated = len(dyad.points) - len(dated)
    party: Callable[[str], str] = names.party if names else english
    if not dated:
        return Markup(""), undated
    axis = _axis([d for _, d in dated], lang)
    x = _ruler(axis, lang)
    bands = {band: _lanes(_placed(band, dated, events, x)) for band in BANDS}
    told = {band: captions([(b.point, b.event, b.x0, b.x1, b.lane) for b in bands[band]], lang, names, WIDTH, ROWS[band]) for band in BANDS}
    high = {band: LANE * max((b.lane + 1 for b in bands[band]), default=1) for band in BANDS}
    room = {band: ROW * max((c.row + 1 for c in told[band]), default=0) for band in BANDS}
    up = HEAD + room["cooperation"] + high["cooperation"] + 10
    middle = HEAD + high["avoidance"] + room["avoidance"] + 6
    down = HEAD + high["conflict"] + room["conflict"] + 12
    floor = up + middle + down
    title = label("picture.title", lang, a=party(dyad.a), b=party(dyad.b))
    body: list[str] = [f'<rect x="0" y="{up}" width="{WIDTH}" height="{middle}" class="mid"/>']
    tops = {"cooperation": up - 12, "avoidance": up + HEAD, "conflict": up + middle + HEAD}
    leads: list[str] = []
    named: list[str] = []
    for band in BANDS:
        step = -LANE if band == "cooperation" else LANE
        body += [_bar(bar, tops[band] + bar.lane * step, band, lang, names, link) for bar in bands[band]]
        for c in told[band]:
            y = tops[band] - high[band] - c.row * ROW + 2 if band == "cooperation" else tops[band] + high[band] + (c.row + 1) * ROW - 3
            near = tops[band] + c.lane * step + (0 if band == "cooperation" else 10)
            leads.append(_lead(c, y, near))
            named.append(_caption(c, y, lang))
    body += [*leads, *named]
    heads = {"cooperation": 13, "avoidance": up + 13, "conflict": up + middle + 14}
    body += [_words(heads[band], "band." + band, f"band {band}", lang) for band in BANDS]
    at = floor
    for part, high_part in (shares(dyad, x, axis[0].start, axis[-1].start + axis[-1].days, floor, lang), series(dyad, x, floor, lang)):
        if part:
            body.append(f'<g transform="translate(0 {at - floor})">{part}</g>')
            at += high_part
    height = at + 22
    out = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="group" class="timeline" xmlns="http://www.w3.org/2000/svg">', f"<title>{escape(title)}</title>",
    ]  # fmt: skip
    for cell in axis:
        left, centre = (WIDTH - cell.left, WIDTH - cell.left - cell.wide / 2) if lang == "ar" else (cell.left, cell.left + cell.wide / 2)
        out.append(f'<line x1="{left:.1f}" y1="0" x2="{left:.1f}" y2="{height - 20}" class="year"/>')
        out.append(f'<text x="{centre:.1f}" y="{height - 5}" class="tick">{escape(cell.words)}</text>')
    return Markup("".join([*out, *body, "</svg>"])), undated


def _ruler(axis: list[_Cell], lang: str) -> Callable[[float], float]:
    """Where a day lies on the axis."""
    starts = [c.start for c in axis]

    def x(ordinal: float) -> float:
        cell = axis[max(0, bisect_right(starts, ordinal) - 1)]
        at = cell.left + cell.wide * min(1.0, max(0.0, (ordinal - cell.start) / cell.days))
        return WIDTH - at if lang == "ar" else at

    return x


def _placed(
    band: str, dated: list[tuple[DyadPoint, tuple[int, int]]], events: dict[str, Event], x: Callable[[float], float]
) -> list[tuple[DyadPoint, Event, float, float]]:
    """The points of a band with their left and right ends."""
    placed = []
    for p, (first, last) in dated:
        if p.kind == band:
            a, b = sorted((x(first), x(last + 1)))
            if b - a < 7:
                a, b = (a + b) / 2 - 3.5, (a + b) / 2 + 3.5
            placed.append((p, events[p.event], a, b))
    return placed


def _words(y: float, key: str, kind: str, lang: str) -> str:
    """Words at the side at which reading begins."""
    # In an SVG text of right-to-left script "start" is the right end: the direction is held left to right here.
    x, anchor = (WIDTH - 6, "end") if lang == "ar" else (6, "start")
    return f'<text x="{x}" y="{y:.0f}" class="{kind}" direction="ltr" text-anchor="{anchor}">{escape(label(key, lang))}</text>'


def _lead(c: Caption, y: float, near: float) -> str:
    return f'<line x1="{c.at:.1f}" y1="{y + (3 if y < near else -9):.1f}" x2="{c.at:.1f}" y2="{near:.1f}" class="lead"/>'


def _caption(c: Caption, y: float, lang: str) -> str:
    """The words, and before them a mark of who acts."""
    side = 1 if lang == "ar" else -1
    words = f"\u2067{c.words}\u2069" if lang == "ar" else c.words  # isolated, so that a year stays on its side
    return (
        f'<text x="{c.x - side * MARK:.1f}" y="{y:.1f}" class="caption" text-anchor="middle">{escape(words)}</text>'
        f"{mark(c.actor, c.x + side * (c.half - 4), y - 4)}"
    )


def mark(actor: str, x: float, y: float) -> str:
    """A triangle up for the first of the pair, down for the second, a diamond for both."""
    shape = {"a": ((-4, 3), (4, 3), (0, -4)), "b": ((-4, -3), (4, -3), (0, 4)), "both": ((-4, 0), (0, -4), (4, 0), (0, 4))}[actor]
    return f'<polygon points="{" ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shape)}" class="who"/>'


def _bar(bar: _Bar, y: float, band: str, lang: str, names: Names | None, link: str) -> str:
    p = bar.point
    thick = min(11, 4 + 3 * max(0, p.lines - 1))
    who = " + ".join(names.party(n) if names else english(n) for n in bar.event.actor)
    place = names.place(p.place) if names and p.place else p.place
    words = f"{date_label(p.time, lang)} · {type_label(bar.event.type, None, lang)} · {who}" + (f" · {place}" if place else "")
    if band == "avoidance" and bar.event.type != "RETREAT":
        words = f"{label('occurred.no', lang)} · {words}"
    words += f" · {label('picture.lines', lang, n=p.lines)}"
    kind = f"bar {band}" + (" one" if p.lines == 1 else "") + (" contested" if p.contested else "") + (" none" if bar.event.occurred is False else "")
    return (
        f'<a href="{link.format(p.event)}"><title>{escape(words)}</title>'
        f'<rect x="{bar.x0:.1f}" y="{y + (11 - thick) / 2:.1f}" width="{bar.x1 - bar.x0:.1f}" height="{thick}" rx="3" class="{kind}"/></a>'
    )
