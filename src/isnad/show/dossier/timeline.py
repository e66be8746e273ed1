"""The picture of a pair over time, as SVG: what is said to have been done for, against, and not at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from isnad.model.linked import Dyad, DyadPoint, Event
from isnad.show.dossier.names import Names
from isnad.show.labels import date_label, label, type_label

WIDTH = 1080
LEFT, RIGHT = 16, 16
LANE = 15
BANDS = ("cooperation", "avoidance", "conflict")
SHORT = 731  # days: a span under two years is told by months
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
    """A year or a month of the axis: its first day, how many days it has, its left edge and width, and what is written under it."""

    start: int
    days: int
    left: float
    wide: float
    words: str


def _axis(spans: list[tuple[int, int]], lang: str) -> list[_Cell]:
    """The axis: months for a span under two years, else years.

    Years in which nothing begins or ends within a year and a half are drawn narrow.
    """
    first, last = date.fromordinal(min(a for a, _ in spans)), date.fromordinal(max(b for _, b in spans))
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


def _month(day: date, wide: float, lang: str) -> str:
    """What is written under a month: its name where there is room, else its number."""
    if wide > ROOMY:
        return f"{label(f'month.{day.month:02d}', lang)} {day.year}"
    return f"{day.month}/{day.year}" if wide > NARROW else f"{day.month}/{day.year % 100:02d}"


def timeline(dyad: Dyad, events: dict[str, Event], lang: str, names: Names | None) -> tuple[Markup, int]:
    """Draw a dyad.

    Args:
        dyad: the pair with its points.
        events: events by id.
        lang: `ar` draws from right to left.
        names: how parties and places are called; None leaves them their English names.

    Returns:
        The SVG, and how many points have no date to be drawn at.
    """
    dated = [(p, d) for p in dyad.points if p.event in events and (d := _days(p))]
    undated = len(dyad.points) - len(dated)
    party: Callable[[str], str] = names.party if names else str
    if not dated:
        return Markup(""), undated
    axis = _axis([d for _, d in dated], lang)
    starts = [c.start for c in axis]

    def x(ordinal: float) -> float:
        cell = axis[max(0, bisect_right(starts, ordinal) - 1)]
        at = cell.left + cell.wide * min(1.0, (ordinal - cell.start) / cell.days)
        return WIDTH - at if lang == "ar" else at

    bands: dict[str, list[_Bar]] = {}
    for band in BANDS:
        placed = []
        for p, (first, last) in dated:
            if p.kind == band:
                a, b = sorted((x(first), x(last + 1)))
                if b - a < 7:
                    a, b = (a + b) / 2 - 3.5, (a + b) / 2 + 3.5
                placed.append((p, events[p.event], a, b))
        bands[band] = _lanes(placed)
    depth = {band: max((b.lane + 1 for b in bars), default=1) for band, bars in bands.items()}
    up = depth["cooperation"] * LANE + 26
    middle = depth["avoidance"] * LANE + 10
    down = depth["conflict"] * LANE + 26
    height = up + middle + down + 22
    out = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" class="timeline" xmlns="http://www.w3.org/2000/svg"'
        f' direction="{"rtl" if lang == "ar" else "ltr"}">',
        f"<title>{escape(label('picture.title', lang, a=party(dyad.a), b=party(dyad.b)))}</title>",
        f'<rect x="0" y="{up}" width="{WIDTH}" height="{middle}" class="mid"/>',
    ]
    for c in axis:
        at, centre = (WIDTH - c.left, WIDTH - c.left - c.wide / 2) if lang == "ar" else (c.left, c.left + c.wide / 2)
        out.append(f'<line x1="{at:.1f}" y1="0" x2="{at:.1f}" y2="{height - 20}" class="year"/>')
        out.append(f'<text x="{centre:.1f}" y="{height - 5}" class="tick">{escape(c.words)}</text>')
    edge = WIDTH - 6 if lang == "ar" else 6
    for band, y in (("cooperation", 12), ("avoidance", up + middle - 4), ("conflict", up + middle + down - 8)):
        out.append(f'<text x="{edge}" y="{y}" class="band {band}" text-anchor="start">{escape(label("band." + band, lang))}</text>')
    for band, bars in bands.items():
        for bar in bars:
            if band == "cooperation":
                y = up - 14 - bar.lane * LANE
            elif band == "avoidance":
                y = up + 5 + bar.lane * LANE
            else:
                y = up + middle + 4 + bar.lane * LANE
            out.append(_bar(bar, y, band, lang, names))
    out.append("</svg>")
    return Markup("".join(out)), undated


def _bar(bar: _Bar, y: float, band: str, lang: str, names: Names | None) -> str:
    p = bar.point
    thick = min(11, 4 + 2.5 * max(0, p.lines - 1))
    who = " + ".join(names.party(n) if names else n for n in bar.event.actor)
    place = names.place(p.place) if names and p.place else p.place
    words = f"{date_label(p.time, lang)} · {type_label(bar.event.type, None, lang)} · {who}" + (f" · {place}" if place else "")
    if bar.event.occurred is False:
        words = f"{label('occurred.no', lang)} · {words}"
    kind = f"bar {band}" + (" contested" if p.contested else "") + (" none" if bar.event.occurred is False else "")
    return (
        f'<a href="#{p.event}"><title>{escape(words)}</title>'
        f'<rect x="{bar.x0:.1f}" y="{y + (11 - thick) / 2:.1f}" width="{bar.x1 - bar.x0:.1f}" height="{thick}" rx="3" class="{kind}"/></a>'
    )
