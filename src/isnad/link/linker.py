"""Claims of all reports to events, reports to echoes, and what contradicts what."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.link.block import pairs
from isnad.link.cluster import Scored, cluster
from isnad.link.compare import Comparer
from isnad.link.contradict import contradictions
from isnad.link.copies import near_copies
from isnad.link.echo import echoes
from isnad.link.events import events
from isnad.link.facts import Fact
from isnad.link.options import LinkSettings
from isnad.link.profiles import marked, profiles
from isnad.link.rarity import Rarity
from isnad.link.stock import stock
from isnad.link.story import Stories
from isnad.link.voices import voices
from isnad.model.linked import Join, Linked, Weight
from isnad.model.records import Reading
from isnad.model.report import Report


def link(items: Sequence[tuple[Report, Reading]], settings: LinkSettings) -> Linked:
    """Link the claims and reports of a case.

    Args:
        items: reports with their readings; their order does not matter.
        settings: options.

    Returns:
        Events, echoes and contradictions, in an order that depends on content only.
    """
    plain = profiles(items)
    copies = near_copies(plain, settings.near_copy)
    reports = marked(plain, stock(plain, copies))
    rarity = Rarity(reports)
    comparer = Comparer(reports, rarity, frozenset((c.left, c.right) for c in copies))
    tales = Stories(comparer)
    facts = [f for p in reports for f in p.facts]
    at = {f.ref: i for i, f in enumerate(facts)}
    scored: list[Scored] = []
    refused: list[tuple[int, int]] = []
    for a, b in pairs(reports, comparer, settings.block, tales.pairs()):
        i, j = at[a.ref], at[b.ref]
        total = comparer.score(a, b)
        if total is None:
            refused.append((i, j))
        else:
            scored.append((total, i, j))
    news = {i for i, p in enumerate(reports) if p.news}
    groups, joined = cluster(facts, scored, refused, news, settings.threshold, settings.within, tales.ease, tales.bits)
    joins = [Join(facts[i].ref, facts[j].ref, _why(comparer, tales, facts[i], facts[j], settings.threshold)) for i, j in joined]
    found = events(facts, groups, joins)
    spoken = [voices(p) for p in reports]
    return Linked(tuple(found), tuple(echoes(reports, facts, groups, comparer, copies)), tuple(contradictions(reports, facts, groups, found, spoken, tales.bits)))


def _why(comparer: Comparer, tales: Stories, a: Fact, b: Fact, threshold: float) -> tuple[Weight, ...]:
    """The waterfall of two joined claims, with that of their reports where these joined them."""
    steps = comparer.waterfall(a, b)
    return steps if a.home == b.home or sum(w.weight for w in steps) >= threshold else (*steps, *tales.waterfall(a.home, b.home))
