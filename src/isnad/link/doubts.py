"""What speaks against a contradiction that was found: why it is listed apart, as a possible one.

Two claims may contradict each other in what was read and not in what was meant: the two numbers may be of two hours of one day, the deed that is
denied another one than the deed that is told. Where the words leave that open, the contradiction is shown apart with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from isnad.lang.common.linking import akin, allied, generic, listed, stem
from isnad.link.beside import said_before, subordinate
from isnad.link.counts import Count
from isnad.link.facts import Fact, Profile, apart
from isnad.link.kinds import fire, roots
from isnad.link.relations import meeting
from isnad.model.contract import inferred
from isnad.model.linked import Aspect
from isnad.model.span import Span

EARLIER = "the smaller number is told as an earlier count"
HOURS = "two reports give their own numbers on one day, which may be of two hours"
BESIDE = "the act stands beside what is denied, which was not read"
DAY = "such acts are many there, and no day is told of one of them"
INFERRED = "a party is not named in the words but was inferred"
DEEDS = "the two may be of two deeds"
ROUNDS = "what was fired is counted by each for hours and places of his own"
HEADED = "a headline counts what the text counts part by part"
CONTENT = "the two may be accused of two things"
ONE_SIDE = "the two who are said to have done it stand on one side"
SPOT = "the two are not told of one place and day"
NEAR = 4  # days between two accusations that may be of one deed
MANY = 10  # of a kind of thing; smaller numbers are of many different ones
DAYS = 4  # a time of more is no one day
ACCUSED = 10  # words of an accusation within which it is said of what
LETTERS = 3  # up to which a word names nothing
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
        return _number(profiles, one, other)
    if rule.endswith(".resistance"):
        return SPOT if f.home != g.home and not (_one_spot(f, g) or _one_date(f, g) or _shared(f, g)) else ""
    if rule.endswith(".blame") and f.home == g.home and _of_two_things(profiles[f.home], f, g):
        return CONTENT
    if rule.endswith(".blame"):
        strange = not (_one_spot(f, g, NEAR) or _one_date(f, g)) or _nothing_shared(profiles, f, g)
        return SPOT if f.home != g.home and strange else ""
    if rule.endswith(".actor"):
        return _actor(f, g)
    return _polarity(profiles, one, other) if rule.endswith(".polarity") else ""


def _number(profiles: Sequence[Profile], one: Told, other: Told) -> str:
    f, g = one[0], other[0]
    if any(c.thing and (c.low or c.high or 0) < MANY for x, span in (one, other) for c in x.counts if c.span == span):
        return DEEDS  # two aircraft here and four there
    counts = [c for x, span in (one, other) for c in x.counts if c.span == span]
    if f.home == g.home:
        if _older(profiles[f.home], one, other):
            return EARLIER
        return HEADED if _headed(one, other) else ROUNDS if _fired(counts) and abs(f.sentence - g.sentence) > 1 else ""
    if _fired(counts):
        return ROUNDS
    few = all((c.low or c.high or 0.0) < MANY for c in counts)
    if any(c.toll for c in counts) and (few or _own_count(profiles, f) or _own_count(profiles, g)) and _of_one_day(profiles, f, g):
        return HOURS
    return SPOT if any(_loose(x) for x in (f, g)) else ""


def _of_two_things(p: Profile, f: Fact, g: Fact) -> bool:
    """Whether two accusations each name what somebody is accused of, in words that share nothing («بإدارة الأنفاق», «بإغلاق النفق»)."""
    if f.type != g.type or f.type != "ACCUSE":
        return False
    one, other = (_accused_of(p, x) for x in (f, g))
    return bool(one and other) and one != other


def _nothing_shared(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether the sentences of two accusations, in one language and not both of a place of their own, share no word but that of accusing."""
    if profiles[f.home].lang != profiles[g.home].lang or not any(x.site is None or x.site.soft for x in (f, g)):
        return False
    own: set[str] = set()
    for x in (f, g):
        p = profiles[x.home]
        own.update(stem(n, p.lang) for n in p.doc.norms[slice(*p.doc.tokens_in(x.claim.trigger))])
    return not (set(f.stems) & set(g.stems)) - own


def _accused_of(p: Profile, f: Fact) -> str:
    """The stem of the first noun or verb of what somebody is accused of, behind the accusation in its clause; empty where none is named."""
    first, last = p.doc.tokens_in(f.claim.trigger)[1], p.doc.tokens_in(f.clause)[1]
    norms = p.doc.norms
    for i in range(first, min(last, first + ACCUSED)):
        if p.lang == "en" and norms[i] == "of" and i + 1 < last:
            return stem(norms[i + 1], "en")
        if p.lang == "ar" and norms[i][:1] == "ب" and len(norms[i]) > LETTERS and not norms[i].startswith(("بان", "بال")):
            return stem(norms[i][1:], "ar")
    return ""


def _older(p: Profile, one: Told, other: Told) -> bool:
    """Whether of two numbers of one report the smaller is told as one that somebody had given before ("at first", "then raised")."""
    sized = sorted(((c.low or c.high or 0.0, span.start, span) for x, span in (one, other) for c in x.counts if c.span == span), key=lambda r: r[:2])
    return len(sized) > 1 and said_before(p.doc, sized[0][2])


def _fired(counts: Sequence[Count]) -> bool:
    """Whether what is counted is fired or flown."""
    return any(listed("common.link.rounds", w) for c in counts for w in c.thing.split())


def _headed(one: Told, other: Told) -> bool:
    """Whether the larger of two numbers of one report stands in its headline, in the report's own words, and the other in those of somebody."""
    sized = sorted(((c.low or c.high or 0.0, x.sentence, x.voice) for x, span in (one, other) for c in x.counts if c.span == span))
    return len(sized) > 1 and sized[-1][1] == 0 and not sized[-1][2] and sized[0][1] > 0


def _of_one_day(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether two reports are told of one day or of two that follow each other."""
    x, z = profiles[f.home].story, profiles[g.home].story
    return x is not None and z is not None and x[0] <= z[1] + 1 and z[0] <= x[1] + 1


def _loose(f: Fact, *, named: bool = False) -> bool:
    """Whether a claim stands nowhere in particular: outside its report's head, without a party, place and day of its own (a list of other news).

    With `named` a party does not place it: where doers are compared, both name one.
    """
    placed = f.site is not None and not f.site.soft
    return not (f.main or placed or f.voice or (f.actor and not named)) and (f.when is None or f.when.soft)


def _own_count(profiles: Sequence[Profile], f: Fact) -> bool:
    """Whether a number is the outlet's own, in a report of the day."""
    return (not f.voice or listed("common.link.own-reporter", f.voice)) and f.type == "ASSAULT" and profiles[f.home].news


def _actor(f: Fact, g: Fact) -> str:
    if f.home != g.home and (_loose(f, named=True) or _loose(g, named=True)):
        return SPOT
    if any(allied(a, b) or akin(a, b) for a in f.actor for b in g.actor):
        return ONE_SIDE
    return DEEDS if f.home == g.home and (f.mode != g.mode or (roots(f) and roots(g) and not roots(f) & roots(g))) else ""


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
