"""A map of the places in a case, as SVG over Natural Earth coastlines and borders (public domain)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup, escape

from isnad.lang.tables import table
from isnad.show.labels import label

WIDTH = 1080
HIGHEST = 640
KM_OF_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: names in both languages, degrees, claims told of it, the anchor it leads to, kilometres within which it may be meant."""

    ar: str
    en: str
    lat: float
    lon: float
    claims: int
    href: str
    reach: float = 0.0


def draw(spots: list[Spot], lang: str) -> Markup:
    """Draw the places.

    The projection is equirectangular with the scale of the middle latitude. The frame is fitted to the places with a margin
    and never narrower than four degrees.

    Args:
        spots: the places; the more claims, the larger the circle.
        lang: language of the labels. A map is not mirrored.
    """
    if not spots:
        return Markup("")
    lat0, lat1 = min(s.lat for s in spots), max(s.lat for s in spots)
    lon0, lon1 = min(s.lon for s in spots), max(s.lon for s in spots)
    pad_lat, pad_lon = max(0.6, (lat1 - lat0) * 0.12), max(0.8, (lon1 - lon0) * 0.12)
    lat0, lat1, lon0, lon1 = lat0 - pad_lat, lat1 + pad_lat, lon0 - pad_lon, lon1 + pad_lon
    if lon1 - lon0 < 4:
        middle = (lon0 + lon1) / 2
        lon0, lon1 = middle - 2, middle + 2
    shrink = math.cos(math.radians((lat0 + lat1) / 2))
    wide = max(lon1 - lon0, (lat1 - lat0) * WIDTH / HIGHEST / shrink)  # what is taller than wide is fitted to the height
    lon0, lon1 = (lon0 + lon1 - wide) / 2, (lon0 + lon1 + wide) / 2
    scale = WIDTH / (wide * shrink)
    height = (lat1 - lat0) * scale

    def xy(lon: float, lat: float) -> tuple[float, float]:
        return (lon - lon0) * shrink * scale, (lat1 - lat) * scale

    out = [
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="group" class="map" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(label('map.title', lang))}</title>",
        f'<rect width="{WIDTH}" height="{height:.0f}" class="sea"/>',
    ]
    out += _land(xy, height)
    for s in spots:
        if s.reach:  # how far the place may reach: it may have been anywhere in here
            x, y = xy(s.lon, s.lat)
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{s.reach / KM_OF_DEGREE * scale:.1f}" class="reach"/>')
    taken: list[tuple[float, float, float, float]] = []
    for s in sorted(spots, key=lambda s: (-s.claims, s.en)):
        x, y = xy(s.lon, s.lat)
        r = 3 + 2.2 * math.sqrt(s.claims)
        name = s.ar if lang == "ar" else s.en
        out.append(
            f'<a href="{escape(s.href)}"><title>{escape(name)} · {s.claims}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" class="spot"/></a>'
        )
        wide = 7.5 * len(name)
        box = (x + r + 2, y - 8, x + r + 2 + wide, y + 6)
        if box[2] > WIDTH:
            box = (x - r - 2 - wide, y - 8, x - r - 2, y + 6)
        if not any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
            taken.append(box)
            at, anchor = (box[0], "start") if box[0] > x else (box[2], "end")
            # In an SVG text of right-to-left script "start" is the right end: the direction is held left to right here.
            out.append(f'<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" direction="ltr" class="place">{escape(name)}</text>')
    out.append("</svg>")
    return Markup("".join(out))


def _land(xy: object, height: float) -> list[str]:
    """Country shapes as paths; shapes outside the frame are left out."""
    assert callable(xy)
    out = []
    for shape in table("common", "basemap")["polygons"]:
        points = [xy(lon, lat) for lon, lat in shape]
        if not any(-WIDTH / 2 < x < WIDTH * 1.5 and -height / 2 < y < height * 1.5 for x, y in points):
            continue
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
        out.append(f'<path d="{path}" class="land"/>')
    return out
