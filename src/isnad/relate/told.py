"""A pair of parties as one side tells it, or by some kinds of source alone: the same picture from a part of the lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from isnad.lang.common.origins import army, camp, of_side
from isnad.model.linked import Assessment, Dyad, Event
from isnad.model.plover import QUAD
from isnad.relate.dyad import of_points, which
from isnad.text.fold import fold

Teller = Literal["a", "b", "others"]
THROUGH = " through "  # between who is not named and who passed his word on, in the name of an origin
_ARMY = frozenset({"military source", "army source"})  # of no named side: of the one army, where only one of the two is a state or an army


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
    return _only(dyad, lambda origin, _: _side(origin, sides) == teller)


def denied_by(a: str, b: str, events: Iterable[Event], weighed: Mapping[str, Assessment], teller: Teller) -> list[tuple[Event, tuple[str, ...]]]:
    """What a camp says did not happen between the two, of all that is no hostility: a retreat, a handover, a deal, trade.

    Hostilities that did not happen are points of the picture itself.

    Args:
        a: the first party.
        b: the second.
        events: events of the case.
        weighed: assessments by event.
        teller: whose denials.

    Returns:
        The events in their order, each with the origins of this camp that deny it.
    """
    sides = {"a": fold(a), "b": fold(b)}
    out = []
    for e in events:
        found = weighed.get(e.id)
        if found is None or not found.against or QUAD[e.type].endswith("conflict") or which(a, b, e) is None:
            continue
        origins = tuple(dict.fromkeys(x.origin for x in found.against if _side(x.origin, sides) == teller))
        if origins:
            out.append((e, origins))
    return out


def narrowed(dyad: Dyad, camps: Collection[str] = (), kinds: Collection[str] = (), grades: Collection[str] = ()) -> Dyad:
    """A dyad by some of its lines.

    Args:
        dyad: the pair, with all lines.
        camps: parties; only lines whose origin speaks for one of them. All where none is named.
        kinds: kinds of source; only lines of these.
        grades: grades; only events of these.

    Returns:
        The dyad with only those lines; an event's grade stays that of all its lines.
    """
    wanted = {fold(c) for c in camps}

    def keep(origin: str, kind: str | None) -> bool:
        spoken = {side for name in origin.split("; ") for side in of_side(camp(name))}
        return (not wanted or not wanted.isdisjoint(spoken)) and (not kinds or kind in kinds)

    graded = replace(dyad, points=tuple(p for p in dyad.points if not grades or p.grade in grades))
    return _only(graded, keep)


def _only(dyad: Dyad, keep: Callable[[str, str | None], bool]) -> Dyad:
    points = []
    for p in dyad.points:
        kinds = p.kinds or (None,) * len(p.origins)
        kept = [(o, k) for o, k in zip(p.origins, kinds, strict=True) if keep(o, k)]
        if kept:
            points.append(replace(p, lines=len(kept), origins=tuple(o for o, _ in kept), kinds=tuple(k for _, k in kept)))
    return of_points(dyad.a, dyad.b, dyad.by, points)


def _side(origin: str, sides: dict[str, str]) -> Teller:
    """On whose side an origin is; one of several names on both sides, or on neither, is with the others."""
    found: set[str] = set()
    armed = [k for k, party in sides.items() if army(party)]
    for name in origin.split("; "):
        bare = name.split(THROUGH)[0]
        if bare in _ARMY and len(armed) == 1:
            found.add(armed[0])
            continue
        mine = of_side(camp(bare))
        found.update(k for k, party in sides.items() if party in mine)
    return "a" if found == {"a"} else "b" if found == {"b"} else "others"
