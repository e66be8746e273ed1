"""Claims of two reports of one story that contradict each other though no event holds both.

A fight and "no fight", an agreement and its denial are often read with other places, times or parties, and so stand in two events. Where
two reports share an event, or within one report, their claims are held against each other: same deed, parties that meet, places and
days that allow it. What one event holds is left to `isnad.link.contradict`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from isnad.lang.common.linking import akin, ancestors, generic, kindred, listed, related, stem
from isnad.link.beside import refers
from isnad.link.facts import Fact, Profile, apart
from isnad.link.kinds import among_more, any_deal, any_thing, by_year, fight, fire, is_deal, leaves, party_to, roots, siege
from isnad.link.relations import hands, meeting, two_faces
from isnad.link.voices import Voice, answers
from isnad.model.contract import inferred
from isnad.model.linked import ClaimRef
from isnad.model.plover import EventType

SAID: frozenset[EventType] = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "CONSULT", "SUPPORT"})  # many such acts go on at a time
LEAST = 3.0  # points of agreement that make two claims claims of one deed
ALONE = 4.0  # the same within one report, which tells one act after another
MOST = 24  # denials, and assertions of a type, of a report that are held against those of another
PARTNERS = 24  # reports of an event with which each of its reports is compared
ANYBODY = frozenset({"people", "persons", "civilians"})  # counted of many happenings in one story
MANY = 10  # of a kind of thing: smaller numbers are of many different ones
MOVING: frozenset[EventType] = frozenset({"RETREAT", "MOBILIZE", "AID"})  # told of where they set out, pass and arrive
CLEAR = 2.0  # log2 of the odds from which two reports clearly tell one story
PERIOD = 1500  # days: what is said not to have happened in a longer time is said of no day in it
FINE = 40.0  # kilometres
UNDATED = 31  # days from what a report dates to what it tells without a day
NONE = ".claim.without"  # the rule of what is told to have gone without fighting
ALIKE = frozenset({"aerial", "heavy-weapons", "explosives", "destroy", "firearms", "suicide", "withdraw", "access"})  # modes of one act
NEARBY = ("same", "near", "inside")
UP = 2  # sentences over which "no such" takes up what was told
NEXT = 8  # claims behind one that may tell another act of its type
BEHIND = 1  # sentences from what is said to what is said against it in the same words
ROUND = 30.0  # kilometres beyond both reaches at which two places are two


def stories(facts: Sequence[Fact], clusters: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of reports that share an event (lower first), and each report with itself."""
    out: set[tuple[int, int]] = {(f.home, f.home) for f in facts}
    for members in clusters:
        homes = sorted({facts[i].home for i in members if not facts[i].stock and facts[i].type not in SAID})
        for n, a in enumerate(homes):
            out.update((a, b) for b in homes[n + 1 : n + 1 + PARTNERS])
    return sorted(out)


def rivals(
    profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]], voices: Sequence[dict[int, list[Voice]]], event_of: Callable[[Fact], str | None],
    same_voice: Callable[[Voice, Voice], bool],
) -> Iterator[tuple[float, Voice, Voice]]:  # fmt: skip
    """Voices of one story, one that a thing happened and one that it did not, with how much they agree in otherwise.

    Args:
        profiles: all reports.
        pairs: the pairs of reports to be looked at, see `stories`.
        voices: for each report its voices by position of the claim.
        event_of: the event of a claim; what one event holds is passed over.
        same_voice: whether two positions are one speaker's.
    """
    yes: dict[int, dict[str, list[Voice]]] = {}
    no: dict[int, list[Voice]] = {}
    for h, p in enumerate(profiles):
        told: dict[str, list[Voice]] = defaultdict(list)
        denied: list[Voice] = []
        for i in sorted(voices[h]):
            f = p.facts[i]
            if f.stock or f.type in SAID or not (f.parties or f.type == "AGREE"):
                continue
            for v in voices[h][i]:
                if v.sign in ("yes", "likely") and not f.unreal and len(told[f.type]) < MOST:
                    told[f.type].append(v)
                elif v.sign == "no" and len(denied) < MOST:
                    denied.append(v)
        yes[h], no[h] = told, denied
    for a, b in pairs:
        for left, right in ((a, b), (b, a)) if a != b else ((a, a),):
            for n in no[left]:
                for kind in yes[right]:
                    for y in yes[right][kind]:
                        if event_of(y.fact) == event_of(n.fact) or same_voice(y, n) or (not n.who and not n.denial and y.fact.home == n.fact.home):
                            continue
                        points = one_deed(y.fact, n.fact, n.denial or any_deal(profiles, n.fact)) + n.denial
                        plain = not vaguer(y.fact, n.fact) and (a != b or bool(n.who))
                        if answers(y, n) and points >= (LEAST if a != b else ALONE) and (n.denial or plain):
                            yield points + (y.sign == "yes"), y, n


def rival_numbers(
    profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]], scene_of: dict[int, int], place: dict[ClaimRef, int],
    story: Callable[[int, int], float],
) -> Iterator[tuple[Fact, Fact]]:  # fmt: skip
    """Claims of two reports of one story whose numbers may be of one thing, though no scene of fighting holds both.

    Each report must tell of this kind of act at one place and time only, or both tell it first; a number of things (buses, families) needs
    claims of kindred types.

    Args:
        profiles: all reports.
        pairs: the pairs of reports to be looked at.
        scene_of: position of a claim → the scene whose numbers are compared already.
        place: position of a claim by its reference.
        story: log2 of the odds that two reports tell one story.
    """
    counting = [[f for f in p.facts if not f.stock and not f.unreal and any(c.toll or c.thing for c in f.counts)][:MOST] for p in profiles]
    for a, b in pairs:
        one_story = a != b and story(a, b) >= CLEAR
        for x in counting[a]:
            for y in counting[b] if a != b else [f for f in counting[a] if f.ref > x.ref]:
                i, j = scene_of.get(place[x.ref], -1), scene_of.get(place[y.ref], -2)
                if i == j:
                    continue
                alone = related(x.type, y.type) and all(f.type in profiles[f.home].lone and profiles[f.home].news for f in (x, y))
                alone = alone and (one_story or _sure(x, y)) and (a != b or bool(x.voice and y.voice))  # a round-up gives one toll after another
                first = related(x.type, y.type) and x.main and y.main and a != b and (one_story or _sure(x, y))
                tallied = (one_story or a == b) and _one_tally(profiles, x, y)
                leading = one_story and related(x.type, y.type) and bool(_leads(counting[a], x) & _leads(counting[b], y))
                only = one_story and bool(_only(counting[a], x) & _only(counting[b], y))
                if (alone or first or tallied or leading or only or _same_things(x, y)) and _fits(x, y):
                    yield x, y


def _one_tally(profiles: Sequence[Profile], x: Fact, y: Fact) -> bool:
    """Whether the tolls that two claims belong to agree in one number: "39 killed, 41 hurt" and "39 killed, 51 hurt" count one thing."""
    left, right = _tally(profiles[x.home], x), _tally(profiles[y.home], y)
    return bool(left & right)


def _tally(p: Profile, f: Fact) -> set[tuple[str, float]]:
    """The larger exact tolls that stand in a claim's sentence and statement, and are no parts."""
    near = [g for g in p.facts if g.sentence == f.sentence and g.claim.statement == f.claim.statement]
    return {(c.toll, c.low) for g in near for c in g.counts if c.toll and not c.part and c.low is not None and c.low == c.high and c.low >= MANY}


def _leads(counting: Sequence[Fact], f: Fact) -> set[str]:
    """The classes of toll in which a claim holds its report's largest number: the toll of the story."""
    mine = {c.toll: c.low or 0.0 for c in f.counts if c.toll and not c.part and (c.low or 0) >= MANY}
    return {t for t, n in mine.items() if n >= max(c.low or 0 for g in counting for c in g.counts if c.toll == t and not c.part)}


def _sure(x: Fact, y: Fact) -> bool:
    """Whether the claims themselves name one day, or one fine place."""
    dated = x.when is not None and y.when is not None and not x.when.soft and not y.when.soft and max(x.when.length, y.when.length) <= 3
    placed = x.site is not None and y.site is not None and not x.site.soft and not y.site.soft and max(x.site.reach, y.site.reach) < 50
    return dated or placed


def _same_things(x: Fact, y: Fact) -> bool:
    """Whether two claims of kindred types give large numbers of one kind of thing: buses, families. A story has seldom two of these."""
    moving = x.type in MOVING and y.type in MOVING
    return (x.type == y.type or moving) and bool(_things(x) & _things(y))


def _only(counting: Sequence[Fact], f: Fact) -> set[str]:
    """The kinds of thing of which a claim holds the one number that its report gives: "17 buses"."""
    numbers: dict[str, set[tuple[float | None, float | None]]] = defaultdict(set)
    for g in counting:
        for c in g.counts:
            if c.thing and not c.refuted:
                numbers[c.thing].add((c.low, c.high))
    return {t for t in _things(f) if len(numbers[t]) == 1}


def _things(f: Fact) -> set[str]:
    many = (c for c in f.counts if (c.thing or c.side == "families") and not c.refuted and (c.low or c.high or 0) >= MANY)
    return {c.thing or c.side for c in many} - ANYBODY


def _fits(x: Fact, y: Fact) -> bool:
    """Whether place and time allow two claims to be of one happening."""
    on_the_way = (x.type in MOVING or y.type in MOVING) and bool(_things(x) & _things(y))
    if not on_the_way and x.site is not None and y.site is not None:
        how, distance = meeting(x.site, y.site)
        hard = not x.site.soft and not y.site.soft
        if (hard and how == "differ") or (how == "far" and (distance or 0) > ROUND + x.site.reach + y.site.reach):
            return False
    if x.when is not None and y.when is not None:
        return apart(x.when, y.when) <= (1 if not x.when.soft and not y.when.soft and not on_the_way else 4)
    return True


def one_deed(y: Fact, n: Fact, denial: bool = False) -> float:
    """How much two claims of one story agree in what is done, by whom, to whom, where and when; far below 0 where they cannot be of one deed.

    A denial takes up what another has said, so another place named beside it speaks against one deed and does not rule it out.
    """
    never = -100.0
    if y.type != n.type and not two_faces(y, n):
        return never
    if y.mode and n.mode and y.type == n.type and y.mode != n.mode and not kindred(y.mode, n.mode):
        return never
    points = 1.0 * (y.mode == n.mode and y.mode is not None)
    if denial and n.type == y.type == "AGREE" and not dealing(n) and dealing(y):
        points += 3.0  # "denied any deal": the story's
    elif y.mutual or n.mutual or y.type != n.type or one_fight(y, n):
        left, right = dealing(y), dealing(n)
        both = _meeting(left, right)
        if not both or (both < 2 and min(len(left), len(right)) >= 2):
            return never
        points += 2.0 if both >= 2 else 1.0 + (y.type == "AGREE")  # a story has seldom more than one agreement
    else:
        actors, recipients = _meeting(y.actor, n.actor), _meeting(y.recipient, n.recipient)
        if (y.actor and n.actor and not actors) or (y.recipient and n.recipient and not recipients):
            return never
        if not y.actor and n.actor and y.type == "ASSAULT":
            return never  # that unknown planes struck does not contradict "not ours"
        if not actors and not recipients:
            return never
        points += 1.0 * bool(actors) + 1.0 * bool(recipients)
    if y.site is not None and n.site is not None:
        how, distance = meeting(y.site, n.site)
        hard = not y.site.soft and not n.site.soft
        if hard and (how == "differ" or (how == "far" and (distance or 0) > ROUND + y.site.reach + n.site.reach)):
            if not denial or len(_specific(y.parties) & _specific(n.parties)) < 2:
                return never
            points -= 1.0
        fine = how in ("same", "near") and min(y.site.reach, n.site.reach) < 50
        points += fine * (1.0 + (NONE in n.claim.made.rule and hands(y) is not None)) if hard else 0.3  # a place seldom changes hands twice
    if y.when is not None and n.when is not None:
        gap, hard = apart(y.when, n.when), not y.when.soft and not n.when.soft
        if gap > (1 if hard else 7 if y.home != n.home else UNDATED):
            return never
        points += 1.0 * (max(y.when.length, n.when.length) <= 4 or whole_period(y, n)) if hard else 0.3
    return points


def one_act(profiles: Sequence[Profile], y: Voice, n: Voice) -> bool:
    """Whether two claims name enough in common to be of one act: two of party, other party, word for it, fine place, day.

    What is planned against a denial needs three, since plans are many; one word for the act is enough where the one stands right behind the other,
    and a denial of any deal is of the deal of the story. To a plain negative sentence parties that were
    only inferred say nothing, and it is of its own kind of act.
    """
    f, g = y.fact, n.fact
    if f.ref == g.ref:
        return True
    if g.type == "AGREE" and party_to(profiles[g.home], g) and not any(n.who in (a, *ancestors(a)) for a in f.parties):
        return False  # that others came to terms is not denied
    if g.type == f.type == "AGREE" and (among_more(profiles[g.home], g) != among_more(profiles[f.home], f) or by_year(profiles[f.home], f)):
        return False
    if g.type == f.type == "AGREE" and (any_deal(profiles, g) or (n.denial and not dealing(g) and not g.claim.made.rule.endswith("verb"))):
        return is_deal(profiles[f.home], f, len(dealing(f)) >= 2)  # «no deal of any kind»; "did not agree to it" is of one matter
    if f.type == g.type != "REJECT" and f.home == g.home and 0 <= g.sentence - f.sentence <= UP and _refers(profiles[g.home], f, g):
        return True  # "no such meeting took place"
    if f.type in SAID or (not n.denial and f.type != g.type and (hands(f) is None or hands(g) is None)):
        return False
    x, z = f.site, g.site
    there = x is not None and z is not None and not x.soft and not z.soft and max(x.reach, z.reach) <= FINE and meeting(x, z)[0] in NEARBY
    day = _one_day(f, g)
    told_at_once = f.home == g.home and abs(f.sentence - g.sentence) <= BEHIND
    if not (there or day or told_at_once) and not (profiles[f.home].news and profiles[g.home].news):
        return False  # a look back over years tells of many acts between the same two
    word = bool(_words(profiles[f.home], f) & _words(profiles[g.home], g))
    moved = there and f.type == g.type == "MOBILIZE" and f.home == g.home
    if profiles[f.home].lang == profiles[g.home].lang and not (word or moved or _one_kind(profiles, f, g)):
        return False  # two acts of a type, for which the language has two words
    if f.home == g.home and f.sentence == g.sentence and not word and (not n.denial or not y.who):
        return False  # one sentence that tells two things
    if word and told_at_once:
        return True
    if f.type == g.type and f.mode and g.mode and f.mode != g.mode and not word and not {f.mode, g.mode} <= ALIKE:
        return False  # that men were put to death is denied, not that they were taken
    if not n.denial and not word and f.home == g.home and not _specific(f.parties) & _specific(g.parties):
        return False  # "we did not withdraw" is no word on what others handed over
    silent = not n.denial and f.type != "AGREE" and NONE not in g.claim.made.rule and (inferred(f.claim) or inferred(g.claim))
    parties = 0 if silent else min(2, _meeting(_specific(f.parties), _specific(g.parties)))
    if not (parties or word or (there and day)):
        return False
    same = word or (f.type == g.type and f.mode == g.mode and f.mode is not None)
    if not (word or there or day) and (f.mode != g.mode or not _specific(f.parties) & _specific(g.parties)):
        return False  # the same two, or the one's allies, do much to each other
    return parties + there + day + same >= (3 if y.sign == "planned" else 2)


def _refers(p: Profile, f: Fact, g: Fact) -> bool:
    """Whether what did not happen is said to be the act just told of, which is the last of its type before it."""
    if not refers(p.doc, *p.doc.tokens_in(g.claim.trigger)):
        return False
    start, end = f.claim.trigger.start, g.claim.trigger.start
    behind = p.facts[(n := p.nth(f) + 1) : n + NEXT]
    if any(x.type == g.type and start < x.claim.trigger.start < end for x in behind):
        return False  # most are ruled out by the act right behind; to look through the whole report for each would take long
    before = [x for x in p.facts if x.type == g.type and x.claim.trigger.start < end]
    return bool(before) and max(before, key=lambda x: x.claim.trigger.start).ref == f.ref


def _one_kind(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether two claims are of one kind of act by more than their type.

    One root, one mode or modes of one act, the two faces of a change of hands, a deal between the same two, fire from afar, or no fighting where a
    place changed hands.
    """
    p, q = profiles[f.home], profiles[g.home]
    if f.type != g.type:
        return two_faces(f, g)
    if roots(f) & roots(g):
        return True
    if NONE in g.claim.made.rule and g.mode is None and fight(q, g):
        return fight(p, f) or f.mode == "seize-territory"
    if f.type == "AGREE":
        return _meeting(dealing(f), dealing(g)) >= 2
    if f.type == "RETREAT" and f.mode == g.mode == "withdraw":
        return leaves(p, f) and leaves(q, g) and not any_thing(q, g)
    if f.mode == g.mode == "restrict":
        return siege(p, f) and siege(q, g)  # to search bags is not to drive people out
    if f.mode is not None and g.mode is not None:
        return f.type != "MOBILIZE" and (f.mode == g.mode or kindred(f.mode, g.mode) or {f.mode, g.mode} <= ALIKE)
    return f.type == "ASSAULT" and any(kind(p, f) and kind(q, g) for kind in (fire, fight))


def _one_day(f: Fact, g: Fact) -> bool:
    if f.when is None or g.when is None or f.when.soft or g.when.soft:
        return False
    return apart(f.when, g.when) == 0 and (max(f.when.length, g.when.length) <= 4 or whole_period(f, g))


def _words(p: Profile, f: Fact) -> frozenset[str]:
    """Light stems of the words that name an act."""
    a, b = p.doc.tokens_in(f.claim.trigger)
    return _stems(tuple(p.doc.norms[a:b]), p.lang)


@lru_cache(maxsize=65536)
def _stems(norms: tuple[str, ...], lang: str) -> frozenset[str]:
    return frozenset(stem(n, lang) for n in norms if len(n) > 2)


def whole_period(y: Fact, n: Fact) -> bool:
    """Whether a negative sentence is of a period and a fine place that an act of the same type is told to lie in: it is said of each day of it."""
    x, z, here, there = y.when, n.when, y.site, n.site
    if x is None or z is None or x.soft or z.soft or here is None or there is None or here.soft or there.soft:
        return False
    inside = apart(x, z) == 0 and x.length < z.length < PERIOD
    return inside and y.type == n.type and here.key == there.key and here.reach <= FINE


def vaguer(y: Fact, n: Fact) -> bool:
    """Whether a plain negative sentence is of a narrower act than what is asserted: "no shell on the quarter" is no word on a fight."""
    if y.type == n.type and n.mode and n.mode != y.mode and not (y.mode and kindred(y.mode, n.mode)):
        return True
    if y.mutual or n.mutual or one_fight(y, n):
        return False
    return bool(y.type == n.type and y.recipient and n.recipient and not _meeting(y.recipient, n.recipient))


def one_fight(y: Fact, n: Fact) -> bool:
    """Whether both claims are of fighting as such between the same two, which is told now from the one side and now from the other.

    That one side did not fight is no word on the other's attack; that there was no fighting is, and on a place taken by it.
    """
    fights = y.mode is None or y.mode == "seize-territory"
    if not (y.type == n.type == "ASSAULT" and fights and n.mode is None and n.actor and n.recipient and y.actor and y.recipient):
        return False
    if not (n.mutual or y.mutual or NONE in n.claim.made.rule or (y.mode is None and _meeting(_specific(n.actor), _specific(y.actor)))):
        return False
    return _meeting(_specific(n.parties), _specific(y.parties)) >= 2


def dealing(f: Fact) -> frozenset[str]:
    """The named parties; media that deny a deal are none of it."""
    return frozenset(p for p in _specific(f.parties) if not listed("common.link.talk", p))


def _specific(parties: frozenset[str]) -> frozenset[str]:
    return frozenset(p for p in parties if not generic(p))


def _meeting(a: frozenset[str], b: frozenset[str]) -> int:
    """How many parties of the first are also, whole or in part, among the second."""
    return sum(x in b or any(akin(x, y) for y in b) for x in a)
