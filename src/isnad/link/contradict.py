"""Contradictions among the claims of one event, typed by what they differ in. No side is chosen.

Kept apart: an update (the same source later, or a toll that grew by publication date), a difference of grain ("May 2015" and
"20 May"), parts of a whole (children among the dead), and numbers that one voice gives for different things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from isnad.lang.common.linking import generic, kindred, listed
from isnad.link.beside import spell
from isnad.link.blame import blamed
from isnad.link.dated import BATTLE, WIDE, dated_apart, one_fine_place
from isnad.link.doubts import doubt
from isnad.link.facts import Fact, Profile, apart, spelled
from isnad.link.general import beginnings, never
from isnad.link.graph import components
from isnad.link.manner import manners
from isnad.link.relations import meeting, two_faces
from isnad.link.resisted import resisted
from isnad.link.rivals import MOVING, dealing, one_act, one_fight, rival_numbers, rivals, stories, vaguer, whole_period
from isnad.link.setaside import set_aside
from isnad.link.struck import struck
from isnad.link.tolls import rival_counts
from isnad.link.voices import Voice, answers, meet
from isnad.model.contract import inferred
from isnad.model.ids import content_id
from isnad.model.linked import Anchor, Aspect, ClaimRef, Contradiction, Event
from isnad.model.records import Made
from isnad.model.span import Span
from isnad.text.fold import fold

RULES = {
    "polarity": Made("link.contradiction.polarity"), "number": Made("link.contradiction.number"), "time": Made("link.contradiction.time"),
    "place": Made("link.contradiction.place"), "actor": Made("link.contradiction.actor"),
}  # fmt: skip
MANNER = Made("link.contradiction.manner")
NEVER = Made("link.contradiction.never")
BEGUN = Made("link.contradiction.beginning")
BLAME = Made("link.contradiction.blame")
STRUCK = Made("link.contradiction.struck")
RESISTED = Made("link.contradiction.resistance")
SET_ASIDE = Made("link.contradiction.set-aside")
REPEATS = 3  # contradictions kept of one event, aspect and pair of voices
NEAR = 2  # days by which two dates of one happening may differ from telling to telling
STORY = 100_000  # of one case and all its stories together
MOST = 60  # contradictions kept of one event and aspect, strongest first: more are repeats of the same positions
Side = tuple[ClaimRef, Span]
Pair = tuple[float, tuple[Side, Side], tuple[str, str], str]  # rank, the two sides, who holds each, why


def contradictions(
    profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]], events: Sequence[Event],
    voices: Sequence[dict[int, list[Voice]]], story: Callable[[int, int], float],
) -> list[Contradiction]:  # fmt: skip
    """Contradictions of a case, by event, aspect and id; those that something speaks against bear their doubt.

    Args:
        profiles: all reports.
        facts: all claims.
        clusters: positions of the claims of each event.
        events: the events, in any order.
        voices: for each report its voices by position of the claim.
        story: log2 of the odds that two reports (positions) tell one story.
    """
    event_of = {ref: e.id for e in events for ref in e.claims}
    homes = {p.id: h for h, p in enumerate(profiles)}
    out: dict[str, Contradiction] = {}
    at = {f.ref: i for i, f in enumerate(facts)}
    words: set[tuple[str | tuple[str, int, str], ...]] = set()  # what two sentences have been held against each other for

    def take(aspect: Aspect, pairs: Iterator[Pair], event: str | None, made: Made, most: int = MOST) -> None:
        seen: Counter[tuple[tuple[str, str], ...]] = Counter()
        told: set[tuple[str, ...]] = set()
        for _, sides, who, why in sorted(pairs, key=lambda p: (-p[0], p[1])):
            (one, other) = sides
            if aspect == "number":
                same = (*sorted((one[0].report, other[0].report)), why)
                if same in told:
                    continue
                told.add(same)
            if aspect in ("polarity", "actor"):
                at_home = ((profiles[homes[ref.report]], span) for ref, span in sides)
                spot = (aspect, *sorted((p.id, _sentence(p, span), w) for (p, span), w in zip(at_home, who, strict=True)))
                if spot in words:
                    continue  # two acts of one sentence against one denial
                words.add(spot)
            key = tuple(sorted(((one[0].report, who[0]), (other[0].report, who[1]))))
            if seen.total() >= most or seen[key] >= REPEATS:
                continue
            seen[key] += 1
            left, right = ((facts[at[ref]], span) for ref, span in sides)
            c = _make(aspect, event, one, other, why, made, doubt(profiles, aspect, made.rule, left, right))
            if c.id not in out or (out[c.id].doubt and not c.doubt):
                out[c.id] = c

    told_together = stories(facts, clusters)
    rivalling: list[Pair] = []
    for members in clusters:
        group = [facts[i] for i in members if not facts[i].stock]
        if not group:
            continue
        spoken = [v for f in group for v in voices[f.home].get(profiles[f.home].nth(f), ())]
        event = event_of.get(group[0].ref)
        take("polarity", _polarity(profiles, spoken), event, RULES["polarity"])
        take("time", dated_apart(profiles, group), event, RULES["time"])
        take("actor", _actor(group), event, RULES["actor"])
        take("place", _place(group), event, RULES["place"])
    for p in profiles:
        given = [f for f in p.facts if f.type == "RETREAT" and f.recipient and not f.stock][:WIDE]
        take("time", dated_apart(profiles, given, twice=True), None, RULES["time"])
    fights = scenes(profiles, facts, clusters)
    scene_of = {i: k for k, scene in enumerate(fights) for i in scene}
    for f, g in rival_numbers(profiles, told_together, scene_of, at, story):
        rivalling.extend(rival_counts(profiles, (f, g)))
    for scene in fights:
        group = [facts[i] for i in scene]
        take("number", rival_counts(profiles, group), event_of.get(group[0].ref), RULES["number"])
    take("number", iter(rivalling), None, RULES["number"], STORY)
    take("polarity", _across(profiles, told_together, voices, event_of), None, RULES["polarity"], STORY)
    take("polarity", manners(profiles, told_together, story, lambda f: event_of.get(f.ref)), None, MANNER, STORY)
    take("polarity", resisted(profiles, told_together), None, RESISTED, STORY)
    take("polarity", never(profiles, facts), None, NEVER)
    take("time", beginnings(profiles, facts), None, BEGUN)
    take("polarity", set_aside(profiles), None, SET_ASIDE, STORY)
    take("actor", blamed(profiles, told_together), None, BLAME, STORY)
    take("actor", struck(profiles, told_together, story), None, STRUCK, STORY)
    return sorted(out.values(), key=lambda c: (c.event or "", c.aspect, c.id))


def _sentence(p: Profile, words: Span) -> int:
    """Position of the sentence that words begin in."""
    return p.doc.sentence_at(p.doc.tokens_in(words)[0])


def scenes(profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]]) -> list[list[int]]:
    """Claims whose tolls may be of one fight: events of force at one place and time that share a report or both parties."""
    force = [m for m in clusters if any(facts[i].type in ("ASSAULT", "COERCE") or any(c.toll for c in facts[i].counts) for i in m)]
    by_place: dict[str, list[int]] = defaultdict(list)
    for n, members in enumerate(force):
        for key in sorted({key for i in members if (key := _spot(facts[i])) is not None}):
            by_place[key].append(n)
    pairs = []
    for key in sorted(by_place):
        here = by_place[key]
        for a, b in pairwise(here) if len(here) > 40 else combinations(here, 2):
            if _one_fight(profiles, [facts[i] for i in force[a]], [facts[i] for i in force[b]]):
                pairs.append((a, b))
    joined = components(pairs)
    alone = set(range(len(force))) - {n for g in joined for n in g}
    return [sorted(i for n in g for i in force[n]) for g in [*joined, *([n] for n in sorted(alone))]]


def _spot(f: Fact) -> str | None:
    """The fine place of a claim of force; one that only stands beside it counts where the writer himself tells it, or tells it first."""
    if f.site is None or f.site.reach > 40 or (f.site.soft and f.voice and not f.main):
        return None
    return f.site.key


def _one_fight(profiles: Sequence[Profile], a: Sequence[Fact], b: Sequence[Fact]) -> bool:
    """Whether two events of force may be of one fight: days that meet, and a report that tells of one fight only, or both sides the same."""
    dated = [(x.when, y.when) for x in a for y in b if x.when and y.when and not x.when.vague_year and not y.when.vague_year]
    if dated and not any(apart(x, y) <= 1 for x, y in dated) and not (_one_battle(a, b) and any(apart(x, y) <= BATTLE for x, y in dated)):
        return False
    if any("ASSAULT" in profiles[h].lone for h in {f.home for f in a} & {f.home for f in b}):
        return True
    parties = [frozenset(p for f in group for p in f.parties if not generic(p)) for group in (a, b)]
    return len(parties[0] & parties[1]) >= 2


def _one_battle(a: Sequence[Fact], b: Sequence[Fact]) -> bool:
    """Whether one report tells of fighting between two sides at one place in both: a battle goes on for days, and its dead are counted over them."""
    battles = [[f for f in group if f.type == "ASSAULT" and f.mode in (None, "seize-territory") and len(_named(f)) >= 2] for group in (a, b)]
    return any(x.home == y.home and _named(x) == _named(y) and one_fine_place(x, y) for x in battles[0] for y in battles[1])


def _named(f: Fact) -> frozenset[str]:
    return frozenset(p for p in f.parties if not generic(p))


def _make(aspect: Aspect, event: str | None, one: Side, other: Side, why: str, made: Made, doubted: str) -> Contradiction:
    first, second = sorted((one, other))
    return Contradiction(
        content_id("k", aspect, [first[0].report, *first[1]], [second[0].report, *second[1]]), aspect, event, (first[0], second[0]),
        (Anchor(first[0].report, first[1]), Anchor(second[0].report, second[1])), why, made, doubted,
    )  # fmt: skip


def _polarity(profiles: Sequence[Profile], spoken: Sequence[Voice]) -> Iterator[Pair]:
    yes = [v for v in spoken if v.sign in ("yes", "likely")][:WIDE]
    no = [v for v in spoken if v.sign == "no"][:WIDE]
    planned = [v for v in spoken if v.sign == "planned"][:WIDE]
    for n in no:
        for y in [*yes, *(planned if n.denial else ())]:
            if same_voice(y, n) or not _one_deed(y.fact, n.fact) or not answers(y, n) or not one_act(profiles, y, n):
                continue
            if not n.denial and (vaguer(y.fact, n.fact) or not _bound(y, n) or _spell(profiles, y, n)):
                continue
            rank = 2.0 * (y.fact.type == n.fact.type) + (y.fact.mode == n.fact.mode) + n.denial + (y.sign == "yes") + (y.fact.home == n.fact.home)
            yield rank, ((y.ref, y.span), (n.ref, n.span)), (y.who, n.who), _against(y, n)


_TOLD = {"planned": "said to be going to happen", "likely": "held likely"}


def _against(y: Voice, n: Voice) -> str:
    against = "denied" if n.denial else "said not to have happened"
    by, who = _called(y.shown) or "the report", _called(n.shown) or ("somebody" if n.denial else "the report")
    return f"{_TOLD.get(y.sign, 'said to have happened')} by {by}, {against} by {who}"


def _called(name: str) -> str:
    """A name without the pronoun that was read with it («رئيسها قاسم ذلك»)."""
    return name.removesuffix(" ذلك").removesuffix(" هذا")


def _across(
    profiles: Sequence[Profile], told: Sequence[tuple[int, int]], voices: Sequence[dict[int, list[Voice]]], event_of: dict[ClaimRef, str]
) -> Iterator[Pair]:
    """Assertions against denials in one story whose claims no event holds together."""
    for rank, y, n in rivals(profiles, told, voices, lambda f: event_of.get(f.ref), same_voice):
        if (n.denial or (_bound(y, n) and not _spell(profiles, y, n))) and one_act(profiles, y, n):
            yield rank, ((y.ref, y.span), (n.ref, n.span)), (y.who, n.who), _against(y, n)


def _bound(asserted: Voice, n: Voice) -> bool:
    """Whether a plain negative sentence is about the time and place of what is asserted.

    The writer's own must be dated, as must be what is asserted; no writer contradicts himself, and those whom he quotes only about the very act.
    What is said of a whole period, at a fine place, is said of each day in it.
    """
    y, x, z = asserted.fact, asserted.fact.when, n.fact.when
    if not n.who and ((y.home == n.fact.home and not (asserted.who and _one_act(y, n.fact))) or z is None or z.soft):
        return False
    if not n.who and (x is None or z is None or x.soft or apart(x, z) > 0):
        return False  # "calm since dawn" is no word on the weeks before
    if y.home != n.fact.home and y.type in MOVING and any(f.site is None or f.site.soft for f in (y, n.fact)):
        return False  # "did not let them enter" is of one place
    if x is None or z is None or x.soft or z.soft:
        return True
    long, short = max(x.length, z.length), min(x.length, z.length)
    return whole_period(y, n.fact) or (apart(x, z) <= NEAR and (long <= 3 or long <= 8 * short))


def _spell(profiles: Sequence[Profile], y: Voice, n: Voice) -> bool:
    """Whether an act is told as a long one ("weeks of fighting"), and a negative sentence as of one day or hour."""
    doc = profiles[y.fact.home].doc
    return not whole_period(y.fact, n.fact) and spell(doc, doc.tokens_in(y.fact.claim.trigger)[0])


def _one_act(a: Fact, b: Fact) -> bool:
    """Whether two claims are told of the same act by the same parties."""
    return a.type == b.type and a.mode == b.mode and bool(a.actor and a.recipient) and (a.actor, a.recipient) == (b.actor, b.recipient)


def same_voice(a: Voice, b: Voice) -> bool:
    """Whether two positions are one speaker's."""
    return a.who == b.who and (a.fact.home == b.fact.home or a.who != "")


def _one_deed(a: Fact, b: Fact) -> bool:
    """Whether two claims of an event are of one deed: same or kindred type, no other doer, no other time."""
    if a.type != b.type and not two_faces(a, b):
        return False
    others = a.actor and b.actor and not meet(a.actor, b.actor) and not (a.type != b.type and meet(a.parties, b.parties))
    if others and not one_fight(a, b) and not (b.type == "AGREE" and not dealing(b)):
        return False
    if not a.actor and b.actor and a.ref != b.ref and a.type == "ASSAULT":
        return False  # that unknown planes struck does not contradict "not ours"
    if a.mode and b.mode and a.type == b.type and a.mode != b.mode and not kindred(a.mode, b.mode):
        return False
    return not (a.when and b.when and not a.when.soft and not b.when.soft and apart(a.when, b.when) > 3)


def _speaker(f: Fact) -> str:
    return fold(f.voice)


def _place(group: Sequence[Fact]) -> Iterator[Pair]:
    placed = [f for f in group if f.site and not f.site.soft and f.site.reach <= 30 and not f.unreal][:WIDE]
    for f, g in combinations(placed, 2):
        if f.site is None or g.site is None or f.site.key == g.site.key or f.type != g.type:
            continue
        how, distance = meeting(f.site, g.site)
        if how == "far" and (distance or 0) > 40 and (f.home != g.home or _speaker(f) != _speaker(g)):
            why = f"placed at {f.site.name} against {g.site.name}, {distance:.0f} km apart"
            yield 0.0, _sides(f, g), (_speaker(f), _speaker(g)), why


def _actor(group: Sequence[Fact]) -> Iterator[Pair]:
    """Who did it, and (where the doer's own account names another target) to whom. Only deeds of one hand: raids, shelling, blasts."""
    done = [f for f in group if _one_hand(f)][:WIDE]
    for f, g in combinations(done, 2):
        if f.mutual or g.mutual or (f.home == g.home and (f.claim.statement == g.claim.statement or _speaker(f) == _speaker(g))):
            continue
        if not f.mode or not g.mode or (f.mode != g.mode and not kindred(f.mode, g.mode)):
            continue
        who = (_speaker(f), _speaker(g))
        if (f.home == g.home and not all(who)) or inferred(f.claim) or inferred(g.claim):
            continue  # the writer tells one attack after another; a doer whom nobody names is none
        enemies = f.actor & g.recipient or g.actor & f.recipient
        rivals_in_it = f.actor and g.actor and not meet(f.actor, g.actor) and not enemies and not any(generic(p) for p in f.actor | g.actor)
        if rivals_in_it and not _whole_and_part(f, g):
            why = f"done by {spelled(f, f.actor)} against {spelled(g, g.actor)}"
            yield 1.0, _sides(f, g), (f"{who[0]}{_list(f.actor)}", f"{who[1]}{_list(g.actor)}"), why
        elif _other_target(f, g) or _other_target(g, f):
            yield 0.0, _sides(f, g), who, f"done to {spelled(f, f.recipient)} against {spelled(g, g.recipient)}"


def _whole_and_part(f: Fact, g: Fact) -> bool:
    """Whether one report tells of raids on a province and of a raid on one of its towns."""
    if f.home != g.home or f.site is None or g.site is None or f.site.soft or g.site.soft:
        return False
    return meeting(f.site, g.site)[0] == "inside"


MANY_HANDS = ("seize-territory",)


def _one_hand(f: Fact) -> bool:
    """Whether a claim is of one deed on about one day, laid to somebody who can have done it."""
    if f.type != "ASSAULT" or f.mode in MANY_HANDS or not f.claim.occurred or f.claim.status != "actual":
        return False
    return (f.when is None or f.when.length <= 4) and not any(listed("common.link.unarmed", a) for a in f.actor)


def _sides(f: Fact, g: Fact) -> tuple[Side, Side]:
    return (f.ref, f.clause), (g.ref, g.clause)


def _other_target(f: Fact, g: Fact) -> bool:
    """Whether `f` is the attacker's own account and names an armed target where `g` names civilians."""
    own = any(meet(frozenset((s,)), f.actor) for s in f.speakers)
    armed = bool(f.recipient) and not any(generic(p) for p in f.recipient)
    harmless = bool(g.recipient) and all(generic(p) for p in g.recipient)
    return own and armed and harmless and (not g.actor or meet(f.actor, g.actor))


def _list(names: frozenset[str]) -> str:
    return " and ".join(sorted(names)) or "someone"
