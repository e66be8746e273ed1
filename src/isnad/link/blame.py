"""To whom an act is laid: accusations against each other, and against a denial of one's hand in it.

"The ministry accused X of the strike" against "the army holds Y responsible", and against "X denied any part in it". The act itself need not
be told as a claim of its own; it is the one that the story is about, so both reports must tell of one story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.lang.common.linking import akin, generic, kindred, listed, word_classes
from isnad.link.beside import earlier, subordinate
from isnad.link.facts import Fact, Profile, apart
from isnad.link.kinds import roots
from isnad.link.relations import meeting
from isnad.model.contract import inferred
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

MOST = 12  # positions of a report that are looked at
FAR = 30.0  # kilometres beyond both reaches at which two acts are two
SIDE_BY_SIDE = 2  # sentences from one position to another on the same act
NEAR = 4  # days apart from which they are
HANDS = frozenset({"aerial", "heavy-weapons", "explosives", "suicide", "destroy", "execute", "abduct"})  # acts of one hand

FIRE = frozenset({"aerial", "heavy-weapons", "explosives", "suicide", "destroy"})


@dataclass(frozen=True, slots=True)
class Blame:
    """A position on who did it.

    Attributes:
        fact: the claim that holds it.
        who: folded name of who takes the position; empty for the writer.
        doers: folded names of those to whom the act is laid, or who deny their hand.
        denied: whether it is a denial of one's own hand.
        accused: whether the words are an accusation.
    """

    fact: Fact
    who: str
    doers: frozenset[str]
    denied: bool
    accused: bool


Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def blames(p: Profile) -> list[Blame]:
    """Positions of a report on who did what it tells of, in the order of the text."""
    out: list[Blame] = []
    for f in p.facts:
        if f.stock or f.unreal or len(out) >= MOST or (f.type == "ACCUSE" and (earlier(p.doc, f.clause) or _purpose(p, f))):
            continue
        itself = any(a == b or akin(a, b) for a in (*f.actor, *f.speakers[:1]) for b in f.recipient)
        if f.type == "ACCUSE" and f.claim.occurred and f.recipient and not itself and not inferred(f.claim) and not _only_condemns(p, f):
            who = next(iter(sorted(f.actor)), fold(f.voice))
            out.append(Blame(f, who, _named(f.recipient), False, True))
        elif f.type == "REJECT" and f.claim.occurred and f.actor and _own_hand(p, f):
            out.append(Blame(f, next(iter(sorted(f.actor))), _named(f.actor), True, False))
        elif _told_as_done(f):
            out.append(Blame(f, fold(f.voice), _named(f.actor), False, False))
    return [b for b in out if b.doers]


def _only_condemns(p: Profile, f: Fact) -> bool:
    """Whether a verb only condemns, which lays no deed to anybody, or is the other one of its spelling: «تدين بالولاء», owes allegiance."""
    if any(listed("common.link.condemning", r) for r in roots(f)):
        return True
    last = p.doc.tokens_in(f.claim.trigger)[1]
    words = word_classes("common.link.owing", p.lang)
    return any(n in words for n in p.doc.norms[last : last + 2])


def _purpose(p: Profile, f: Fact) -> bool:
    """Whether an accusation is only what something is done for («لاتهام النظام بتنفيذها»)."""
    first = p.doc.tokens_in(f.claim.trigger)[0]
    return subordinate(p.doc, first) or (p.lang == "ar" and p.doc.norms[first].startswith(("لاتهام", "للاتهام", "لتحميل", "لالقاء", "لادانه")))


def _told_as_done(f: Fact) -> bool:
    """Whether somebody says of a deed of one hand who did it."""
    deed = f.type == "ASSAULT" and f.mode in HANDS and f.claim.status == "actual" and f.claim.occurred and not f.mutual
    own = any(s == a or akin(s, a) for s in f.speakers for a in f.actor)  # who tells of his own deed blames nobody
    return deed and bool(f.voice and f.actor) and not own and not any(listed("common.link.unarmed", a) for a in f.actor)


def blamed(profiles: Sequence[Profile], told: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Contradictions about the doer between two reports of one story, or inside one.

    Args:
        profiles: all reports.
        told: pairs of reports (positions) that tell one story, each report with itself among them.
    """
    positions = [blames(p) for p in profiles]
    for a, b in told:
        for n, x in enumerate(positions[a]):
            for y in positions[b] if a != b else positions[a][n + 1 :]:
                if not (x.accused or y.accused) or (x.denied and y.denied) or x.who == y.who or not _one_act(x.fact, y.fact) or _answered(x, y):
                    continue
                if not _near_enough(profiles[a], x.fact, profiles[b], y.fact) or (a == b and _answers_another(positions[a], x, y)):
                    continue
                if x.accused != y.accused and not (x.denied or y.denied):
                    tied = _bound(x, y) if a != b else _turned(x, y)
                    if not (tied and _of_deed(profiles, x, y)):
                        continue
                found = _against(x, y)
                if found:
                    why, rank = found
                    yield rank, ((x.fact.ref, x.fact.clause), (y.fact.ref, y.fact.clause)), (x.who, y.who), why


def _turned(x: Blame, y: Blame) -> bool:
    """Whether who accuses others of a blow is, by another's account, who dealt it: in one report, all else is seldom of one act."""
    accused, told = (x, y) if x.accused else (y, x)
    return told.fact.mode in FIRE and _meet(frozenset((accused.who,)), told.doers)


def _bound(x: Blame, y: Blame) -> bool:
    """Whether an accusation in one report and what another tells as done name one fine place, or one day."""
    f, g = x.fact, y.fact
    there = f.site is not None and g.site is not None and not f.site.soft and not g.site.soft and meeting(f.site, g.site)[0] in ("same", "near")
    return there or (f.when is not None and g.when is not None and not f.when.soft and not g.when.soft and apart(f.when, g.when) == 0)


def _of_deed(profiles: Sequence[Profile], x: Blame, y: Blame) -> bool:
    """Whether the clause of an accusation names a deed like the one that the other tells as done."""
    accused, told = (x, y) if x.accused else (y, x)
    all_of = [f for f in profiles[accused.fact.home].facts if f.sentence == accused.fact.sentence and f.ref != accused.fact.ref]
    of = [f for f in all_of if accused.fact.clause.covers(f.claim.trigger)] or all_of  # "held responsible for it"
    near = [f for f in of if f.type == "ASSAULT"]
    return any(f.mode is None or f.mode == told.fact.mode or (told.fact.mode is not None and kindred(f.mode, told.fact.mode)) for f in near)


def _near_enough(p: Profile, f: Fact, q: Profile, g: Fact) -> bool:
    """Whether two positions may be on one act: in one report side by side, in two where both tell news or name one fine place."""
    if f.home == g.home:
        return abs(f.sentence - g.sentence) <= SIDE_BY_SIDE
    if p.news and q.news:
        return True
    return f.site is not None and g.site is not None and not f.site.soft and not g.site.soft and meeting(f.site, g.site)[0] == "same"


def _answers_another(positions: Sequence[Blame], x: Blame, y: Blame) -> bool:
    """Whether who is accused answers an accusation that stands nearer to his answer."""
    first, last = (x, y) if x.fact.ref < y.fact.ref else (y, x)
    if not (last.denied or last.who in first.doers):
        return False
    who = last.doers if last.denied else frozenset((last.who,))
    return any(first.fact.sentence < z.fact.sentence <= last.fact.sentence and z is not last and _meet(z.doers, who) for z in positions)


def _against(x: Blame, y: Blame) -> tuple[str, float] | None:
    """Why two positions cannot both hold, with how sure that is."""
    if x.denied or y.denied:
        no, yes = (x, y) if x.denied else (y, x)
        return (f"laid to {_list(yes.doers)}, who deny a hand in it", 2.0) if _meet(no.doers, yes.doers) else None
    if _meet(x.doers, y.doers) or (not (x.accused and y.accused) and _meet({x.who, y.who}, x.doers | y.doers) is False):
        return None
    return f"laid to {_list(x.doers)} against {_list(y.doers)}", 1.0 + (x.accused and y.accused)


def _one_act(f: Fact, g: Fact) -> bool:
    """Whether place and day allow two positions to be on one act."""
    if f.site is not None and g.site is not None and not f.site.soft and not g.site.soft:
        how, distance = meeting(f.site, g.site)
        if how == "differ" or (how == "far" and (distance or 0.0) > FAR + f.site.reach + g.site.reach):
            return False
    return not (f.when is not None and g.when is not None and not f.when.soft and not g.when.soft and apart(f.when, g.when) > NEAR)


def _answered(x: Blame, y: Blame) -> bool:
    """Whether one deed was done to those to whom the other is laid: a blow and the blow against it are two."""
    told = [(a, b) for a, b in ((x, y), (y, x)) if b.fact.type == "ASSAULT" and not a.denied]
    return any(_meet(b.fact.recipient, a.doers) or _abroad(b.fact, a.fact) for a, b in told)


def _abroad(f: Fact, g: Fact) -> bool:
    """Whether a claim names a place in another country than the one about which the other is told."""
    return f.site is not None and g.site is not None and not f.site.soft and len({f.site.country, g.site.country} - {None}) == 2


def _own_hand(p: Profile, f: Fact) -> bool:
    """Whether a refusal denies one's hand in an act: "denied any involvement"."""
    words = word_classes("common.link.own-hand", p.lang)
    first, last = p.doc.tokens_in(Span(f.claim.trigger.start, max(f.claim.trigger.end, f.clause.end)))
    return any(w in words for i in range(first, min(last, first + 10)) for w in _forms(p.doc.norms[i]))


def _forms(norm: str) -> tuple[str, ...]:
    return (norm, norm[1:], norm[2:]) if norm[:1] in "وفبلا" and len(norm) > 4 else (norm,)


def _named(parties: frozenset[str]) -> frozenset[str]:
    return frozenset(p for p in parties if not generic(p))


def _meet(a: frozenset[str] | set[str], b: frozenset[str] | set[str]) -> bool:
    return bool(a & b) or any(akin(x, y) for x in a for y in b)


def _list(names: frozenset[str]) -> str:
    return " and ".join(sorted(names)) or "someone"
