"""A pair of parties as one side tells it: the same picture from the lines of one camp alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from isnad.lang.common.origins import camp, of_side
from isnad.model.linked import Dyad
from isnad.relate.dyad import of_points
from isnad.text.fold import fold

Teller = Literal["a", "b", "others"]


def told_by(dyad: Dyad, teller: Teller) -> Dyad:
    """A dyad as one camp tells it.

    Args:
        dyad: the pair, with all lines.
        teller: the side of the first party, of the second, or everybody else. Who speaks for a party (its officials, organs and outlets whose
            owner or camp is on record) is on its side.

    Returns:
        The dyad with only those lines; events of which none are left are gone.
    """
    sides = {"a": fold(dyad.a), "b": fold(dyad.b)}
    points = []
    for p in dyad.points:
        kept = tuple(o for o in p.origins if _side(o, sides) == teller)
        if kept:
            points.append(replace(p, lines=len(kept), origins=kept))
    return of_points(dyad.a, dyad.b, dyad.by, points)


def _side(origin: str, sides: dict[str, str]) -> Teller:
    """On whose side an origin is; one of several names on both sides, or on neither, is with the others."""
    found: set[str] = set()
    for name in origin.split("; "):
        mine = of_side(camp(name))
        found.update(k for k, party in sides.items() if party in mine)
    return "a" if found == {"a"} else "b" if found == {"b"} else "others"
