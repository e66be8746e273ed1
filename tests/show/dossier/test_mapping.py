"""The map of a dossier: every place lies inside the frame."""

from __future__ import annotations

import re

from isnad.show.dossier.mapping import Spot, draw


def test_a_case_taller_than_wide_is_fitted_to_the_height() -> None:
    """Two towns far apart from north to south: both lie inside the frame."""
    spots = [Spot("حلب", "Aleppo", 36.2, 37.1, 3, ""), Spot("عدن", "Aden", 12.8, 45.0, 1, "")]
    drawn = str(draw(spots, "en"))
    width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn).groups())  # type: ignore[union-attr]
    circles = re.findall(r'<circle cx="([\d.-]+)" cy="([\d.-]+)"', drawn)
    assert len(circles) >= 2
    assert all(0 < float(x) < width and 0 < float(y) < height for x, y in circles)
