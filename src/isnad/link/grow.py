"""A report that comes to a linked case: held against its neighbours, with only what it touches made anew.

What the case keeps of its last full linking (see `isnad.link.index`) tells how rare each feature is, what is stock text, and which reports a new
one may belong with. Those are loaded; events that a claim of the new report may join are loaded whole. Events may grow and two may become one
by way of the new report; none is taken apart. How rare features are among the reports that were there, what is stock text in them, and pairs
that only a now larger block brings together are looked at again by the next full linking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isnad.link.block import pairs
from isnad.link.cluster import cluster
from isnad.link.contradict import contradictions
from isnad.link.echo import COPY, DETAILS, echoes
from isnad.link.events import events
from isnad.link.facts import Profile
from isnad.link.index import Index
from isnad.link.kept import Item, Kept, KeptCase, Reports, neighbours_of
from isnad.link.linker import Decided, Prepared, joins_of, positions
from isnad.link.options import LinkSettings
from isnad.link.scored import REFUSED, Bonds, Pairs
from isnad.link.voices import voices
from isnad.model.ids import content_id
from isnad.model.linked import Echo, Event, Linked
from isnad.store.contracts import View

MOST = 150  # reports that are loaded; a report that touches more is linked with all
SMALL = 200  # reports: a smaller case is linked in full whenever one comes
FEW = 20  # new reports: more are linked with all
GROWTH = 1.1  # a case that has grown by more since it was linked in full is linked in full


@dataclass(frozen=True, slots=True)
class Grown:
    """What changes in a case.

    Attributes:
        gone: ids of the events that are replaced; their contradictions and assessments go with them.
        dropped: ids of the echoes that are replaced.
        linked: the new events, echoes and contradictions.
        weigh: the events to be weighed, new and old, with all their contradictions and the echoes that their reports are in.
        items: the reports that stand behind them.
    """

    gone: tuple[str, ...]
    dropped: tuple[str, ...]
    linked: Linked
    weigh: Linked
    items: tuple[Item, ...]


def grow(
    new: Mapping[str, str], index: Index, kept: Kept, settings: LinkSettings, *, same: Decided = (), apart: Decided = ()
) -> Grown | None:
    """Link reports that have come to a linked case; the index takes them in.

    Args:
        new: ids of the reports, each with the digest of its reading.
        index: what the case keeps of its linking.
        kept: the case.
        settings: as the case was linked by.
        same: pairs of claims that people hold for one happening.
        apart: pairs of claims that people hold for two.

    Returns:
        What changes, or None where so much is touched that the case is better linked in full.
    """
    known = index.stock()
    around_them = Reports(kept, settings, index, known, frozenset(new))
    wanted = set(new) | neighbours_of(around_them.case(new), index)
    while True:
        if len(wanted) > MOST:
            return None
        case = around_them.case(wanted)
        old = kept.events_of(sorted(wanted - set(new)))
        groups, joined, bonds = _clusters(case, old, frozenset(new), settings, same, apart)
        event_of = {case.at[ref]: e for e in old for ref in e.claims if ref in case.at}
        changed = [g for g in groups if any(case.facts[i].ref.report in new for i in g) or len({event_of[i].id for i in g if i in event_of}) > 1]
        gone = {event_of[i].id: event_of[i] for g in changed for i in g if i in event_of}
        missing = {c.report for e in gone.values() for c in e.claims} - wanted
        if not missing:
            break
        wanted |= missing  # an event that is touched is looked at whole
    joins = [*(j for e in gone.values() for j in e.joins), *joins_of(case, joined, bonds, settings)]
    told = events(case.facts, changed, joins)
    rest = [e for e in old if e.id not in gone]
    spoken = [voices(p) for p in case.reports]
    fresh = {e.id for e in told}
    clashes = [
        c for c in contradictions(case.reports, case.facts, groups, [*told, *rest], spoken, case.tales.bits)
        if c.event in fresh or any(ref.report in new for ref in c.claims)
    ]  # fmt: skip
    found = [e for e in echoes(case.reports, case.facts, groups, case.comparer, case.copies) if not new.keys().isdisjoint(e.reports)]
    resting, dropped, bridged = _merged(found, kept.echoes_of(sorted(wanted)), new, case.reports)
    again = [e for e in kept.events_of(sorted(bridged)) if e.id not in gone and len({c.report for c in e.claims} & bridged) > 1] if bridged else []
    behind = {c.report for e in (*told, *again) for c in e.claims}
    if len(behind | wanted) > 2 * MOST:
        return None
    for p, prints in zip(case.reports, case.prints, strict=True):
        if p.id in new:
            index.add(p, prints, new[p.id])
    others = {e.id: e for e in kept.echoes_of(sorted(behind)) if e.id not in dropped}
    sure = tuple(c for c in clashes if not c.doubt)
    weigh = Linked((*told, *again), (*others.values(), *resting), (*sure, *(c for e in again for c in kept.contradictions(e.id))))
    linked = Linked(tuple(told), tuple(resting), sure, tuple(c for c in clashes if c.doubt))
    return Grown(tuple(sorted(gone)), tuple(sorted(dropped)), linked, weigh, tuple(around_them.item(r) for r in sorted(behind)))


def grown_of(case: View, index: Index, base: str, settings: LinkSettings, *, same: Decided = (), apart: Decided = ()) -> Grown | None:
    """What a few new reports change in a case that was linked by the same rules; None where it is to be linked in full.

    Args:
        case: the case.
        index: what it keeps of its linking.
        base: what its links would rest on now, besides the reports.
        settings: as it was linked by.
        same: pairs of claims that people hold for one happening.
        apart: pairs of claims that people hold for two.
    """
    before, full = index.base()
    if before != base or full < SMALL:
        return None
    now, known = case.reading_digests(), dict(index.ids())
    new = {report: digest for report, digest in now.items() if report not in known}
    if not new or len(new) > FEW or len(known) + len(new) > GROWTH * full or any(now.get(r) != d for r, d in known.items()):
        return None
    return grow(new, index, KeptCase(case), settings, same=same, apart=apart)


def _clusters(
    case: Prepared, old: Sequence[Event], new: frozenset[str], settings: LinkSettings, same: Decided, apart: Decided
) -> tuple[list[list[int]], list[tuple[int, int]], Bonds]:
    """The events as they are, and what the claims of new reports join."""
    bonds = Bonds(positions(same, case.at), positions(apart, case.at))
    scored = Pairs()
    for a, b in pairs(case.reports, case.comparer, settings.block, case.told):
        if a.ref.report in new or b.ref.report in new:
            i, j = case.at[a.ref], case.at[b.ref]
            total = case.comparer.score(a, b)
            scored.add(i, j, REFUSED if total is None or bonds.apart(i, j) else total)
    news = {i for i, p in enumerate(case.reports) if p.news}
    given = [[case.at[ref] for ref in e.claims if ref in case.at] for e in old]
    groups, joined = cluster(
        case.facts, scored, news, settings.threshold, settings.within, case.tales.ease, case.tales.bits, bonds,
        [g for g in given if g],
    )  # fmt: skip
    return groups, joined, bonds


def _merged(
    found: Sequence[Echo], old: Sequence[Echo], new: Mapping[str, str], reports: Sequence[Profile]
) -> tuple[list[Echo], set[str], set[str]]:
    """Echoes that new reports are in, each with those it goes on from.

    Returns:
        The echoes, ids of those that they take the place of, and reports that were not one before and are now.
    """
    story = {p.id: p.story or (10**7, 10**7) for p in reports}
    out, dropped, bridged = [], set[str](), set[str]()
    for e in found:
        before = [o for o in old if _goes_on(e, o)]
        members = {r for x in (e, *before) for r in x.reports}
        there = members - new.keys()
        if e.scope == "whole" or e.made.rule == DETAILS:
            already = any((set(e.reports) - new.keys()) <= set(o.reports) for o in before)
            if len(there) > 1 and (len(before) > 1 or not already):
                bridged |= there
        if not before:
            out.append(e)
            continue
        dropped |= {o.id for o in before}
        order = sorted(members, key=lambda r: (story.get(r, (10**7, 10**7)), r))
        origin = before[0].origin if len(before) == 1 and order[0] not in new else e.origin
        anchors = {a.report: a for x in (*before, e) for a in x.anchors}
        spots = tuple(anchors[r] for r in order if r in anchors)
        out.append(Echo(content_id("x", e.made.rule, sorted(members), origin), tuple(order), origin, e.why, e.scope, spots, e.made))
    return list({e.id: e for e in out}.values()), dropped, bridged


def _goes_on(e: Echo, old: Echo) -> bool:
    """Whether an echo is an old one with more reports in it."""
    one = e.made.rule == old.made.rule and (e.origin == old.origin or e.made.rule == COPY)
    return one and not set(e.reports).isdisjoint(old.reports)
