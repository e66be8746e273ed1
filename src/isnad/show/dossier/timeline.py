"""The picture of a pair over time, as SVG: what is said to have been done for, against, and not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from isnad.model.linked import Dyad, DyadPoint, Event
from isnad.show.labels import date_label, label, type_label

WIDTH = 1080
LEFT, RIGHT = 16, 16
LANE = 15
BANDS = ("cooperation", "avoidance", "conflict")


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


def _years(spans: list[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Left edge and width of each year: years in which nothing begins or ends within a year and a half are drawn narrow."""
    first = date.fromordinal(min(a for a, _ in spans)).year
    last = date.fromordinal(max(b for _, b in spans)).year
    busy = {date.fromordinal(o).year for a, b in spans if b - a < 550 for o in (a, b)}
    weight = {y: 1.0 if y in busy else 0.3 for y in range(first, last + 1)}
    unit = (WIDTH - LEFT - RIGHT) / sum(weight.values())
    out, at = {}, float(LEFT)
    for year, w in weight.items():
        out[year] = (at, w * unit)
        at += w * unit
    return out


def timeline(dyad: Dyad, events: dict[str, Event], lang: str, names: dict[str, str]) -> tuple[Markup, int]:
    """Draw a dyad.

    Args:
        dyad: the pair with its points.
        events: events by id.
        lang: `ar` draws from right to left.
        names: how parties are called in that language.

    Returns:
        The SVG, and how many points have no date to be drawn at.
    """
    dated = [(p, d) for p in dyad.points if p.event in events and (d := _days(p))]
    undated = len(dyad.points) - len(dated)
    if not dated:
        return Markup(""), undated
    years = _years([d for _, d in dated])

    def x(ordinal: float) -> float:
        year = min(max(date.fromordinal(int(ordinal)).year, next(iter(years))), list(years)[-1])
        left, wide = years[year]
        first = date(year, 1, 1).toordinal()
        at = left + wide * min(1.0, (ordinal - first) / (date(year + 1, 1, 1).toordinal() - first))
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
        f"<title>{escape(label('picture.title', lang, a=names.get(dyad.a, dyad.a), b=names.get(dyad.b, dyad.b)))}</title>",
        f'<rect x="0" y="{up}" width="{WIDTH}" height="{middle}" class="mid"/>',
    ]
    for year, (left, wide) in years.items():
        at, centre = (WIDTH - left, WIDTH - left - wide / 2) if lang == "ar" else (left, left + wide / 2)
        out.append(f'<line x1="{at:.1f}" y1="0" x2="{at:.1f}" y2="{height - 20}" class="year"/>')
        words = f"{year}" if wide > 36 else f"’{year % 100:02d}"
        out.append(f'<text x="{centre:.1f}" y="{height - 5}" class="tick">{words}</text>')
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


def _bar(bar: _Bar, y: float, band: str, lang: str, names: dict[str, str]) -> str:
    p = bar.point
    thick = min(11, 4 + 2.5 * max(0, p.lines - 1))
    who = " ".join(names.get(n, n) for n in bar.event.actor)
    words = f"{date_label(p.time, lang)} · {type_label(bar.event.type, None, lang)} · {who}" + (f" · {p.place}" if p.place else "")
    if bar.event.occurred is False:
        words = f"{label('occurred.no', lang)} · {words}"
    kind = f"bar {band}" + (" contested" if p.contested else "") + (" none" if bar.event.occurred is False else "")
    return (
        f'<a href="#{p.event}"><title>{escape(words)}</title>'
        f'<rect x="{bar.x0:.1f}" y="{y + (11 - thick) / 2:.1f}" width="{bar.x1 - bar.x0:.1f}" height="{thick}" rx="3" class="{kind}"/></a>'
    )
