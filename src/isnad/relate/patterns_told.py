"""Whether one deed tells a step: by its act and parties, its place, its days, and the words of time beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from isnad.relate.patterns import NO_MODE, Step, Way
from isnad.relate.patterns_deeds import Deed, Site, same_place
from isnad.relate.patterns_index import akin

CAUSE = 160  # code points between two deeds of which words of time may say which came first
BREATH = 39  # code points within which two deeds are told in one breath
DRIFT = 60.0  # kilometres from the scene's other places beyond which a step told farther away is of another scene
SAME = 3  # days apart that are still one time, where a pattern does not say
SHORT = 3  # days: an event dated no more vaguely can be said to lie before or after another


def all_prior(deed: Deed) -> bool:
    """Whether each telling of a deed says that it came before something else."""
    return len(deed.prior) > 0 and set(deed.spots) <= deed.prior


def in_words(first: Deed, then: Deed) -> bool:
    """Whether words told together say which of two came first: «انسحب قبل الهجوم», «قصفوا بعد رحيله»."""
    near = (abs(x - y) <= CAUSE and ((r, x) in first.prior or (s, y) in then.later) for r, x in first.spots for s, y in then.spots if r == s)
    return any(near)


def in_one_breath(a: Deed, b: Deed) -> bool:
    """Whether two deeds are told within a few words of each other."""
    return any(r == s and abs(x - y) <= BREATH for r, x in a.spots for s, y in b.spots)


def alike(a: Deed, b: Deed) -> bool:
    """Whether two deeds may be one act: of one type, by no different means, and at one place or done to the same as far as that is known."""
    if a.type != b.type or (a.mode != b.mode and a.mode is not None and b.mode is not None):
        return False
    if a.site is not None and b.site is not None:
        return same_place(a.site, b.site)
    if a.recipient and b.recipient:
        return any(akin(x, y) for x in a.recipient for y in b.recipient)
    return any(r == s and abs(x - y) <= CAUSE for r, x in a.spots for s, y in b.spots)


def day(deed: Deed) -> bool:
    """Whether a deed's day is known, or nearly."""
    return deed.first is not None and deed.last is not None and deed.last - deed.first <= SHORT


def elsewhere(deed: Deed, sites: Collection[Site]) -> bool:
    """Whether a deed is at none of a scene's places, nor near one."""
    own = [s for s in (deed.site, deed.source, deed.target) if s is not None]
    return bool(own and sites) and not any(same_place(a, b, DRIFT) for a in own for b in sites)


def told(way: Way, deed: Deed) -> bool:
    """Whether a deed's act, and how it is said to stand, are those of a way."""
    own = deed.mode or NO_MODE
    for kind, mode in way.acts:  # asked of very many deeds: the plainest loop is the quickest
        if kind == deed.type and (mode is None or mode == own):
            break
    else:
        return False
    if deed.said not in way.said:  # who denies an attack that he is blamed for does not say that there was no fight
        return False
    if (way.who or way.whom) and deed.type == "ASSAULT" and deed.said == "done" and set(deed.actor) == set(deed.recipient):
        return False  # a clash is no attack of one on the other
    if way.placed and deed.site is None and deed.source is None:
        return False
    if (way.named and deed.filled) or (way.itself and deed.manner):
        return False
    if (way.sure and deed.guessed) or (way.arms and not deed.armed):
        return False
    if way.alone and deed.recipient:
        return False
    if way.mutual and set(deed.actor) != set(deed.recipient):
        return False
    return not way.kinds or bool(set(way.kinds) & set(deed.kinds))


def shared(way: Way, deed: Deed, roles: Mapping[str, str | Site]) -> tuple[int, int]:
    """How many filled variables of parties, and of places, a deed shares."""
    parties = 0
    for vs, names in ((way.who, deed.actor), (way.whom, deed.recipient), (way.between, (*deed.actor, *deed.recipient))):
        parties += sum(1 for v in vs if isinstance(b := roles.get(v), str) and any(akin(b, n) for n in names))
    places = 0
    for v, site in stood(way, deed):
        if v is not None and site is not None and isinstance(b := roles.get(v), Site):
            places += same_place(b, site)
    return parties, places


def stood(way: Way, deed: Deed) -> tuple[tuple[str | None, Site | None], ...]:
    """A way's place variables with a deed's places."""
    return (way.at, deed.site), (way.near, deed.site), (way.source, deed.source), (way.target, deed.target)


def days_between(a: Deed, b: Deed) -> int | None:
    """Days from the end of `a` to the start of `b`; negative when `b` ends before `a` begins, 0 when they may meet, None when open."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return b.first - a.last if b.first > a.last else b.last - a.first if b.last < a.first else 0


def ordered(step: Step, other: str, gap: int) -> bool:
    """Whether a step may lie `gap` days after another that it names."""
    if step.after == other:
        return gap >= 0 and (step.gap is None or gap <= step.gap)
    if step.before == other:
        return gap <= 0 and (step.gap is None or -gap <= step.gap)
    return step.same != other or abs(gap) <= (SAME if step.gap is None else step.gap)
