"""Claims of all reports to events, reports to echoes, and what contradicts what."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from isnad.link.block import neighbours, pairs
from isnad.link.cluster import cluster
from isnad.link.compare import Comparer
from isnad.link.contradict import contradictions
from isnad.link.copies import Copy, near_copies
from isnad.link.echo import echoes
from isnad.link.events import events
from isnad.link.facts import Fact, Profile
from isnad.link.marks import marked
from isnad.link.options import LinkSettings
from isnad.link.profiles import profiles
from isnad.link.rarity import Rarity
from isnad.link.scored import REFUSED, Bonds, Pairs
from isnad.link.stock import Stock, raws_of, stock
from isnad.link.story import Stories
from isnad.link.tellings import Tellings
from isnad.link.voices import voices
from isnad.model.linked import ClaimRef, Join, Linked, Weight
from isnad.model.records import Reading
from isnad.model.report import Report

Decided = Iterable[tuple[ClaimRef, ClaimRef]]
DECIDED = (Weight("decided by people", "one happening", "one happening", 0.0),)


def link(items: Iterable[tuple[Report, Reading]], settings: LinkSettings, *, same: Decided = (), apart: Decided = ()) -> Linked:
    """Link the claims and reports of a case.

    Args:
        items: reports with their readings; their order does not matter, and each is let go of before the next is taken.
        settings: options.
        same: pairs of claims that people hold for one happening: they are joined whatever their weights say.
        apart: pairs of claims that people hold for two: no event holds both, also not through others. This goes before `same`.

    Returns:
        Events, echoes and contradictions, in an order that depends on content only.
    """
    return linked_of(prepare(items, settings), settings, same=same, apart=apart)


def linked_of(found: Prepared, settings: LinkSettings, *, same: Decided = (), apart: Decided = ()) -> Linked:
    """Link what is prepared; see :func:`link`."""
    reports, comparer, tales, facts = found.reports, found.comparer, found.tales, found.facts
    bonds = Bonds(positions(same, found.at), positions(apart, found.at))
    scored = Pairs()
    for a, b in pairs(reports, comparer, settings.block, found.told):
        i, j = found.at[a.ref], found.at[b.ref]
        total = comparer.score(a, b)
        scored.add(i, j, REFUSED if total is None or bonds.apart(i, j) else total)
    news = {i for i, p in enumerate(reports) if p.news}
    groups, joined = cluster(facts, scored, news, settings.threshold, settings.within, tales.ease, tales.bits, bonds)
    del scored
    told = events(facts, groups, joins_of(found, joined, bonds, settings))
    spoken = [voices(p) for p in reports]
    resting = echoes(reports, facts, groups, comparer, found.copies)
    clashes = contradictions(reports, facts, groups, told, spoken, tales.bits)
    sure, possible = (tuple(c for c in clashes if bool(c.doubt) is doubted) for doubted in (False, True))
    return Linked(tuple(told), tuple(resting), sure, possible)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case, ready to be compared.

    Attributes:
        reports: all reports, in the order of their ids.
        copies: near-copies among them.
        comparer: compares claims and reports.
        tales: groups of reports that tell one story.
        told: pairs of reports (positions, lower first) whose claims are compared.
        facts: all claims.
        at: position of a claim by its reference.
        stock: what is stock text.
        prints: for each report its fingerprints.
    """

    reports: Sequence[Profile]
    copies: Sequence[Copy]
    comparer: Comparer
    tales: Tellings
    told: frozenset[tuple[int, int]]
    facts: Sequence[Fact]
    at: Mapping[ClaimRef, int]
    stock: Stock
    prints: Sequence[array[int]]


def prepare(items: Iterable[tuple[Report, Reading]], settings: LinkSettings) -> Prepared:
    """Bring the reports of a case to what is compared; for the arguments see :func:`link`."""
    plain = profiles(items)
    copies = near_copies(plain, settings.near_copy)
    raws = raws_of(plain)
    known = stock(plain, copies)
    prints = [raw.prints for raw in raws]
    reports = marked(plain, [known.of(raw) for raw in raws])
    del plain, raws  # with what only the marks needed
    return prepared(reports, copies, Rarity(reports), known, prints)


def prepared(reports: Sequence[Profile], copies: Sequence[Copy], rarity: Rarity, known: Stock, prints: Sequence[array[int]]) -> Prepared:
    """Reports with their marks, ready to be compared."""
    comparer = Comparer(reports, rarity, frozenset((c.left, c.right) for c in copies))
    facts = [f for p in reports for f in p.facts]
    stories, alike = Stories(comparer), neighbours(reports, comparer)
    tales = Tellings(stories, len(reports), alike)
    told = frozenset(alike | stories.pairs() | tales.pairs())
    return Prepared(reports, copies, comparer, tales, told, facts, {f.ref: i for i, f in enumerate(facts)}, known, prints)


def positions(decided: Decided, at: Mapping[ClaimRef, int]) -> Iterator[tuple[int, int]]:
    """Pairs of claims as positions; those of claims that are not there are left out."""
    return ((at[a], at[b]) for a, b in decided if a in at and b in at and a != b)


def joins_of(found: Prepared, joined: Iterable[tuple[int, int]], bonds: Bonds, settings: LinkSettings) -> list[Join]:
    """The pairs that were joined, with the reason for each."""
    facts, decided = found.facts, frozenset(bonds.same)
    return [
        Join(facts[i].ref, facts[j].ref, DECIDED if (i, j) in decided else _why(found.comparer, found.tales, facts[i], facts[j], settings.threshold))
        for i, j in joined
    ]


def _why(comparer: Comparer, tales: Tellings, a: Fact, b: Fact, threshold: float) -> tuple[Weight, ...]:
    """The waterfall of two joined claims, with that of their reports where these joined them."""
    steps = comparer.waterfall(a, b)
    return steps if a.home == b.home or sum(w.weight for w in steps) >= threshold else (*steps, *tales.waterfall(a.home, b.home))
