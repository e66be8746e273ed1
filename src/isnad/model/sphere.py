"""Distances on the Earth, as a sphere."""

from __future__ import annotations

import math

DIAMETER = 12742.0  # kilometres: twice the mean radius


def kilometres(lat: float | None, lon: float | None, other_lat: float | None, other_lon: float | None) -> float | None:
    """Great-circle distance of two points in degrees (haversine formula), or None where a coordinate is missing."""
    if lat is None or lon is None or other_lat is None or other_lon is None:
        return None
    a, b, c, d = math.radians(lat), math.radians(lon), math.radians(other_lat), math.radians(other_lon)
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return DIAMETER * math.asin(min(1.0, math.sqrt(h)))
