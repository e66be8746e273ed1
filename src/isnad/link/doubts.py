"""What speaks against a contradiction that was found: why it is listed apart, as a possible one.

Two claims may contradict each other in what was read and not in what was meant: the two numbers may be of two hours of one day, the deed that is
denied another one than the deed that is told. Where the words leave that open, the contradiction is shown apart with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from isnad.lang.common.linking import akin, allied, generic, listed
from isnad.link.beside import subordinate
from isnad.link.facts import Fact, Profile, apart
from isnad.link.kinds import fire
from isnad.link.relations import meeting
from isnad.model.contract import inferred
from isnad.model.linked import Aspect
from isnad.model.span import Span

HOURS = "two reports give their own numbers on one day, which may be of two hours"
BESIDE = "the act stands beside what is denied, which was not read"
DAY = "such acts are many there, and no day is told of one of them"
INFERRED = "a party is not named in the words but was inferred"
DEEDS = "the two may be of two deeds"
ONE_SIDE = "the two who are said to have done it stand on one side"
SPOT = "the two are not told of one place and day"
NEAR = 4  # days between two accusations that may be of one deed
DAYS = 4  # a time of more is no one day
FINE = 40.0  # kilometres: a place at which a deed is told
RELATIVE = frozenset({"which", "وهو", "الذي", "التي", "وهي"})  # binds a denial to the words right before it
Told = tuple[Fact, Span]


def doubt(profiles: Sequence[Profile], aspect: Aspect, rule: str, one: Told, other: Told) -> str:
    """Why a contradiction of two claims is only a possible one; empty where nothing speaks against it.

    Args:
        profiles: all reports.
        aspect: in what they differ.
        rule: by which rule it was found.
        one: a claim with the words of its side.
        other: the other; the same claim twice where a denial takes it up.
    """
    f, g = one[0], other[0]
    if aspect == "number":
        return HOURS if f.home != g.home and _own_count(profiles, f) and _own_count(profiles, g) and not _only(profiles, f, g) else ""
    if rule.endswith(".resistance"):
        return SPOT if f.home != g.home and not (_one_spot(f, g) or _one_date(f, g) or _shared(f, g)) else ""
    if rule.endswith(".blame"):
        return SPOT if f.home != g.home and not (_one_spot(f, g, NEAR) or _one_date(f, g)) else ""
    if rule.endswith(".actor"):
        return _actor(f, g)
    return _polarity(profiles, one, other) if rule.endswith(".polarity") else ""


def _own_count(profiles: Sequence[Profile], f: Fact) -> bool:
    """Whether a number is the outlet's own, in a report of the day."""
    return (not f.voice or listed("common.link.own-reporter", f.voice)) and f.type == "ASSAULT" and profiles[f.home].news


def _actor(f: Fact, g: Fact) -> str:
    if any(allied(a, b) or akin(a, b) for a in f.actor for b in g.actor):
        return ONE_SIDE
    return DEEDS if f.home == g.home and f.mode != g.mode else ""


def _polarity(profiles: Sequence[Profile], one: Told, other: Told) -> str:
    f, g = one[0], other[0]
    if f.ref == g.ref or "REJECT" in (f.type, g.type):
        told = g if f.type == "REJECT" else f
        denial = max(one, other, key=lambda x: x[1].start)[1]
        return BESIDE if _beside(profiles[told.home], told, denial) else ""
    if f.home == g.home:
        return ""
    if any(x.type == "ASSAULT" and fire(profiles[x.home], x) for x in (f, g)) and not _one_day(f, g) and not _only(profiles, f, g):
        return DAY
    if not _exact(f, g) and (inferred(f.claim) or inferred(g.claim)) and not _shared(f, g):
        return INFERRED
    return ""


def _beside(p: Profile, told: Fact, denial: Span) -> bool:
    """Whether an act is told beside what is denied, and the denial is not bound to it ("the bombing of the market, which they deny")."""
    first = p.doc.tokens_in(told.claim.trigger)[0]
    at = p.doc.tokens_in(denial)[0]
    return subordinate(p.doc, first) and not any(n in RELATIVE for n in p.doc.norms[max(0, at - 2) : at + 2])


def _one_day(f: Fact, g: Fact) -> bool:
    """Whether both are dated to one day: by themselves, or because they stand in the head of a report of that day."""
    x, z = f.when, g.when
    if x is None or z is None or (x.soft and not f.main) or (z.soft and not g.main):
        return False
    return apart(x, z) == 0 and max(x.length, z.length) <= DAYS


def _exact(f: Fact, g: Fact) -> bool:
    """Whether both are told at one fine place of their own."""
    x, z = f.site, g.site
    if x is None or z is None or x.soft or z.soft or max(x.reach, z.reach) > FINE:
        return False
    return meeting(x, z)[0] in ("same", "near", "inside")


def _one_date(f: Fact, g: Fact) -> bool:
    """Whether both are dated to one day by their own words."""
    return _one_day(f, g) and not any(x.when is not None and x.when.soft for x in (f, g))


def _only(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether each of the two reports tells of such acts at one place and time only."""
    return all(x.type in profiles[x.home].lone for x in (f, g))


def _one_spot(f: Fact, g: Fact, days: int = 1) -> bool:
    """Whether both stand at one fine place, be it their own or that of their reports, on days that meet."""
    x, z, here, there = f.when, g.when, f.site, g.site
    if here is None or there is None or max(here.reach, there.reach) > FINE or meeting(here, there)[0] not in ("same", "near", "inside"):
        return False
    return x is None or z is None or apart(x, z) <= days


def _shared(f: Fact, g: Fact) -> int:
    """How many named parties two claims share."""
    return sum(any(a == b or akin(a, b) for b in g.parties if not generic(b)) for a in f.parties if not generic(a))
