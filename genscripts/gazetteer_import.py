"""Trims Natural Earth to the base map of resources/gazetteer/basemap.json.

Run once by hand: `npm pack world-atlas@2.0.2`, unpack, then `python -m genscripts.gazetteer_import package/countries-50m.json`.
The arcs of the TopoJSON are simplified before the rings are put together, so that neighbours keep a common border.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from genscripts.common import RESOURCES

Point = tuple[float, float]
WEST, SOUTH, EAST, NORTH = 8.0, 8.0, 64.0, 44.0
TOLERANCE = 0.02  # degrees, about two kilometres
SMALLEST = 0.01  # square degrees; smaller islands are left out


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """A line with the points left out that lie within `tolerance` of the rest (Douglas and Peucker 1973); ends stay."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    stack = [(0, len(line) - 1)]
    while stack:
        a, b = stack.pop()
        (ax, ay), (bx, by) = line[a], line[b]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        far, at = 0.0, -1
        for i in range(a + 1, b):
            x, y = line[i]
            d = abs(dy * (x - ax) - dx * (y - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if d > far:
                far, at = d, i
        if at >= 0 and far > tolerance:
            keep[at] = True
            stack += [(a, at), (at, b)]
    return [p for p, k in zip(line, keep, strict=True) if k]


def clipped(ring: list[Point]) -> list[Point]:
    """A ring cut to the frame (Sutherland and Hodgman 1974)."""
    for axis, bound, keep_less in ((0, WEST, False), (0, EAST, True), (1, SOUTH, False), (1, NORTH, True)):
        out: list[Point] = []
        for i, p in enumerate(ring):
            q = ring[i - 1]
            p_in, q_in = (p[axis] <= bound) == keep_less, (q[axis] <= bound) == keep_less
            if p_in != q_in:
                t = (bound - q[axis]) / (p[axis] - q[axis])
                cut = (q[0] + t * (p[0] - q[0]), q[1] + t * (p[1] - q[1]))
                out.append((bound, cut[1]) if axis == 0 else (cut[0], bound))
            if p_in:
                out.append(p)
        ring = out
        if not ring:
            break
    return ring


def area(ring: list[Point]) -> float:
    """Planar area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def basemap(topology: dict[str, Any]) -> dict[str, Any]:
    """Land of the frame as rings, one a polygon, with the name of its country."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(simplified(line, TOLERANCE))
    polygons: list[list[list[float]]] = []
    countries: list[str] = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for part in parts:
            ring: list[Point] = []
            for index in part[0]:
                line = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += line[1:] if ring else line
            ring = clipped(ring[:-1])
            if len(ring) < 3 or area(ring) < SMALLEST:
                continue
            rounded = [[round(x, 2), round(y, 2)] for x, y in ring]
            points = [p for i, p in enumerate(rounded) if p != rounded[i - 1]]
            if len(points) >= 3:
                polygons.append(points)
                countries.append(shape["properties"]["name"])
    return {
        "source": "Natural Earth 4.1, 1:50m (public domain), through world-atlas 2.0.2",
        "frame": [WEST, SOUTH, EAST, NORTH],
        "countries": countries,
        "polygons": polygons,
    }


def main(argv: list[str]) -> int:
    """Write resources/gazetteer/basemap.json from a TopoJSON file of world-atlas."""
    data = basemap(json.loads(Path(argv[0]).read_text(encoding="utf-8")))
    lines = ",\n".join(json.dumps(p, separators=(",", ":")) for p in data["polygons"])
    head = json.dumps({k: v for k, v in data.items() if k != "polygons"}, ensure_ascii=False, indent=1)[:-2]
    (RESOURCES / "gazetteer" / "basemap.json").write_text(f'{head},\n "polygons": [\n{lines}\n]\n}}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
