"""How two claims lie to each other: types and modes, who gains and who loses a place, places near and far."""

from __future__ import annotations

from isnad.lang.common.linking import akin, faces, kindred, related, weights
from isnad.link.counts import comparable, disjoint
from isnad.link.facts import Fact, Site, apart, kilometres

_MEETINGS: dict[tuple[str, float, str, float], tuple[str, float | None]] = {}


def kind_weight(a: Fact, b: Fact) -> float | None:
    """Weight of type and mode; None for types that no happening is told under both of."""
    w = weights("type")
    if a.type != b.type:
        if not related(a.type, b.type):
            return None
        return w["both_faces"] if two_faces(a, b) else w["related"]
    bits = weights("type-bits")[a.type]
    if a.mode == b.mode:
        return bits + (w["same_mode"] if a.mode else 0.0)
    if a.mode is None or b.mode is None:
        return bits + w["one_silent"]
    return bits + (w["kindred_mode"] if kindred(a.mode, b.mode) else w["other_mode"])


def hands(f: Fact) -> tuple[frozenset[str], frozenset[str]] | None:
    """Who gains and who loses a place by a claim, or None where no place changes hands."""
    if f.type == "ASSAULT" and f.mode == "seize-territory":
        return f.actor, f.recipient
    if f.type == "RETREAT" and f.mode in ("withdraw", None) and not f.mutual:
        return f.recipient, f.actor
    return None


def two_faces(a: Fact, b: Fact) -> bool:
    """Whether claims of two types show two faces of one happening: a place taken and left, a deal and its talks."""
    x, y = hands(a), hands(b)
    if x is not None and y is not None:
        return bool(x[0] & y[0] or not x[0] or not y[0]) and bool(x[1] & y[1] or not x[1] or not y[1])
    return faces(f"{a.type}/{a.mode or ''}", f"{b.type}/{b.mode or ''}")


def clearly_same(a: Fact, b: Fact) -> bool:
    """Whether nothing in two claims of one report tells them apart: same act, place, time; other parties only by another's word."""
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode and not kindred(a.mode, b.mode)):
        return False
    if a.site is not None and b.site is not None and meeting(a.site, b.site)[0] in ("far", "differ") and not (a.site.soft or b.site.soft):
        return False
    if a.when and b.when and not a.when.soft and not b.when.soft and apart(a.when, b.when) > 1:
        return False
    rivals = a.claim.statement != b.claim.statement
    for x, y in ((a.actor, b.actor), (a.recipient, b.recipient)):
        if x and y and not x & y and not any(akin(p, q) for p in x for q in y) and not rivals:
            return False
    return rivals or not any(comparable(c, d) and disjoint(c, d) for c in a.counts for d in b.counts)


def swapped(a: Fact, b: Fact) -> bool:
    """Whether two changes of hands go opposite ways: a fall and a recapture are never one."""
    x, y = hands(a), hands(b)
    if x is None or y is None:
        return False
    return bool((x[0] & y[1]) - (x[0] & y[0])) or bool((x[1] & y[0]) - (x[1] & y[1]))


def meeting(x: Site, y: Site) -> tuple[str, float | None]:
    """How two places lie: `same`, `near`, `inside`, `far`, or `differ` where only the names tell; with the kilometres, if known."""
    if x.key == y.key:
        return "same", 0.0
    key = (x.key, x.reach, y.key, y.reach)
    found = _MEETINGS.get(key)
    if found is None:
        if len(_MEETINGS) > 500_000:
            _MEETINGS.clear()
        found = _MEETINGS[key] = _meeting(x, y)
    return found


def _meeting(x: Site, y: Site) -> tuple[str, float | None]:
    d = kilometres(x, y)
    if d is None:
        same = x.name.casefold() == y.name.casefold() or x.name in y.name or y.name in x.name
        return ("same" if same else "differ"), None
    if d <= max(x.reach, y.reach) and max(x.reach, y.reach) > 2.5 * min(x.reach, y.reach):
        return "inside", d
    return ("near" if d <= x.reach + y.reach + 4 else "far"), d
