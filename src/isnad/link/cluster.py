"""Scored pairs of claims to clusters: strongest first, and never against what a cluster already knows.

A vague claim (no place, no time, "militants") fits everywhere; joined to one happening it must not bridge to another. So a
cluster keeps its finest place, its narrowest time and who gained or lost, and two clusters join only if these agree and the
mean of the weights between them, over all pairs that were compared, still speaks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from isnad.link.facts import Fact, Site, When, apart
from isnad.link.relations import clearly_same, hands, meeting

Scored = tuple[float, int, int]
MEAN = 1.0  # least mean weight of the pairs between two clusters that join
AGAIN = 1.2  # how much less is asked of claims of two reports that already share an event
LOOSE = -0.5  # least mean log2 odds that the reports of two clusters tell one story, where their claims alone would not join them
TIGHT = -5.0  # the same where claims of news reports do
SURE = 5.0  # match weight from which claims join whatever the rest of their reports says
HOMES = 12  # reports of a cluster that are looked at for it
EASE = 10.0  # most that less is asked of two reports that tell one story
SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT"})  # words about a happening do not make a story's event
PARTNERS = 64  # reports of an event that are taken as tied to each of its reports


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    site: Site | None
    when: When | None
    gains: frozenset[str]
    loses: frozenset[str]
    links: dict[int, tuple[float, int]] = field(default_factory=dict)  # other cluster → sum and number of weights between


def cluster(
    facts: Sequence[Fact], scored: Iterable[Scored], refused: Iterable[tuple[int, int]], news: Collection[int], threshold: float, within: float,
    ease: Callable[[int, int], float] = lambda i, j: 0.0, story: Callable[[int, int], float] | None = None,
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Cluster claims.

    Args:
        facts: all claims.
        scored: for compared pairs the total weight and the two positions, lower first.
        refused: pairs that cannot be one happening.
        news: positions of the reports that tell one story: in these, claims that nothing tells apart join more easily.
        threshold: least weight that joins claims of two reports.
        within: least weight that joins claims of one report.
        story: log2 of the odds that two reports (positions) tell one story; if left out, it is not asked.
        ease: how much less is asked of the best pair of claims of two reports (positions) that tell one story and share no event yet.

    Returns:
        The clusters (positions, rising), and the pairs (positions) that joined them.
    """
    home = list(range(len(facts)))
    clusters = {i: _start(i, f) for i, f in enumerate(facts)}
    strong: list[Scored] = []
    weak: list[Scored] = []
    for edge in scored:
        _note(clusters, edge[1], edge[2], edge[0])
        if edge[0] >= threshold - AGAIN:
            strong.append(edge)
        one, other = facts[edge[1]], facts[edge[2]]
        if one.home != other.home and edge[0] >= threshold - EASE and one.type not in SAID:
            less = ease(one.home, other.home)
            if less and edge[0] >= threshold - less:
                weak.append(edge)
    edges = sorted(strong, key=lambda e: (-e[0], facts[e[1]].ref, facts[e[2]].ref))
    for i, j in refused:
        _note(clusters, i, j, -1000.0)
    joins: list[tuple[int, int]] = []
    tied: set[tuple[int, int]] = set()
    for least in (threshold, threshold - AGAIN):
        for total, i, j in edges:
            a, b = _root(home, i), _root(home, j)
            if a == b or total < least:
                continue
            pair = (min(facts[i].home, facts[j].home), max(facts[i].home, facts[j].home))
            if pair[0] == pair[1]:
                if total < within and (pair[0] not in news or total < threshold + 1 or not clearly_same(facts[i], facts[j])):
                    continue
            elif total < threshold and pair not in tied:
                continue
            weight, count = clusters[a].links.get(b, (total, 1))
            if weight / count < MEAN or not _agree(clusters[a], clusters[b]):
                continue
            if story is not None and pair[0] != pair[1] and total < SURE and _told(facts, clusters[a], clusters[b], story, news) < TIGHT:
                continue
            keep, gone = (a, b) if _size(clusters[a]) >= _size(clusters[b]) else (b, a)
            _merge(clusters, keep, gone)
            home[gone] = keep
            joins.append((i, j))
        for c in clusters.values():
            homes = sorted({facts[i].home for i in c.members})
            tied.update((x, y) for n, x in enumerate(homes) for y in homes[n + 1 : n + 1 + PARTNERS])
    for total, i, j in sorted(weak, key=lambda e: (-e[0], facts[e[1]].ref, facts[e[2]].ref)):
        a, b = _root(home, i), _root(home, j)
        pair = (min(facts[i].home, facts[j].home), max(facts[i].home, facts[j].home))
        if a == b or pair in tied:
            continue
        weight, count = clusters[a].links.get(b, (total, 1))
        if not _agree(clusters[a], clusters[b]) or (story is not None and _told(facts, clusters[a], clusters[b], story) < LOOSE):
            continue
        keep, gone = (a, b) if _size(clusters[a]) >= _size(clusters[b]) else (b, a)
        _merge(clusters, keep, gone)
        home[gone] = keep
        joins.append((i, j))
        tied.add(pair)
    return sorted(sorted(c.members) for c in clusters.values()), joins


def _told(facts: Sequence[Fact], a: _Cluster, b: _Cluster, story: Callable[[int, int], float], among: Collection[int] | None = None) -> float:
    """Mean log2 odds that the reports of two clusters tell one story; 0 where there is nothing to tell by."""
    x, y = (sorted({facts[i].home for i in c.members if among is None or facts[i].home in among})[:HOMES] for c in (a, b))
    bits = [story(i, j) for i in x for j in y if i != j]
    return sum(bits) / len(bits) if bits else 0.0


def _size(c: _Cluster) -> int:
    return len(c.links) + len(c.members)


def _start(i: int, f: Fact) -> _Cluster:
    change = hands(f)
    site = f.site if f.site is not None and not f.site.soft else None
    when = f.when if f.when is not None and not f.when.soft else None
    return _Cluster([i], site, when, change[0] if change else frozenset(), change[1] if change else frozenset())


def _note(clusters: dict[int, _Cluster], i: int, j: int, total: float) -> None:
    for x, y in ((i, j), (j, i)):
        weight, count = clusters[x].links.get(y, (0.0, 0))
        clusters[x].links[y] = (weight + total, count + 1)


def _root(home: list[int], i: int) -> int:
    while home[i] != i:
        home[i] = home[home[i]]
        i = home[i]
    return i


def _agree(a: _Cluster, b: _Cluster) -> bool:
    if (a.gains & b.loses) or (a.loses & b.gains):
        return False
    if a.when is not None and b.when is not None:
        gap = apart(a.when, b.when)
        if gap > 7 or (gap > 2 and max(a.when.length, b.when.length) <= 3):
            return False
    if a.site is not None and b.site is not None:
        how, distance = meeting(a.site, b.site)
        if how == "far" and (distance is None or distance > 2 * (a.site.reach + b.site.reach)):
            return False
        if how == "differ" and max(a.site.reach, b.site.reach) <= 10:
            return False
    return True


def _merge(clusters: dict[int, _Cluster], keep: int, gone: int) -> None:
    a, b = clusters[keep], clusters.pop(gone)
    a.members.extend(b.members)
    if a.site is None or (b.site is not None and b.site.reach < a.site.reach):
        a.site = b.site
    if a.when is None or (b.when is not None and (b.when.length, b.when.vague_year) < (a.when.length, a.when.vague_year)):
        a.when = b.when
    a.gains, a.loses = a.gains | b.gains, a.loses | b.loses
    a.links.pop(gone, None)
    b.links.pop(keep, None)
    for other, (weight, count) in b.links.items():
        have, n = a.links.get(other, (0.0, 0))
        a.links[other] = (have + weight, n + count)
        theirs = clusters[other].links
        theirs.pop(gone, None)
        theirs[keep] = a.links[other]
