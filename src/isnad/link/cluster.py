"""Scored pairs of claims to clusters: strongest first, and never against what a cluster already knows.

A vague claim (no place, no time, "militants") fits everywhere; joined to one happening it must not bridge to another. So a
cluster keeps its finest place, its narrowest time and who gained or lost, and two clusters join only if these agree and the
mean of the weights between them, over all pairs that were compared, still speaks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from isnad.link.facts import Fact, Site, When, apart
from isnad.link.relations import clearly_same, hands, meeting
from isnad.link.scored import Around, Bonds, Pairs, Scored

MEAN = 1.0  # least mean weight of the pairs between two clusters that join
AGAIN = 1.2  # how much less is asked of claims of two reports that already share an event
LOOSE = -0.5  # least mean log2 odds that the reports of two clusters tell one story, where their claims alone would not join them
APART = -1.0  # mean log2 odds below which the reports of two clusters speak against one story
AGAINST = 2.0  # how much that weighs where the claims have their times from their reports
OWN = 366  # days: up to this length a claim's own time tells when it was
LEAST = -6.0  # of these odds
HOMES = 12  # reports of a cluster that are looked at for it
EASE = 16.0  # most that less is asked of two reports that tell one story
SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT"})  # words about a happening do not make a story's event
PARTNERS = 64  # reports of an event that are taken as tied to each of its reports


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    site: Site | None
    when: When | None
    gains: frozenset[str]
    loses: frozenset[str]
    links: dict[int, tuple[float, int]] | None = None  # other cluster → sum and number of weights between; None until it is first joined

    def take(self, other: _Cluster) -> None:
        """Take in what another knows; finer places and narrower times go before."""
        self.members.extend(other.members)
        if self.site is None or (other.site is not None and other.site.reach < self.site.reach):
            self.site = other.site
        if self.when is None or (other.when is not None and (other.when.length, other.when.vague_year) < (self.when.length, self.when.vague_year)):
            self.when = other.when
        self.gains, self.loses = self.gains | other.gains, self.loses | other.loses


class _Clusters:
    """The clusters as they grow, with the weights between them.

    Most claims join no other, so the weights around a cluster are brought together only when it first joins one.
    """

    def __init__(self, facts: Sequence[Fact], around: Around) -> None:
        self.home = list(range(len(facts)))
        self.by_root = {i: _start(i, f) for i, f in enumerate(facts)}
        self._around = around

    def root(self, i: int) -> int:
        home = self.home
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    def links(self, root: int) -> dict[int, tuple[float, int]]:
        """The weights around a cluster: other cluster → their sum and number."""
        found = self.by_root[root].links
        if found is None:
            found = {}
            for j, weight in self._around.of(root):  # it has one claim yet
                other = self.root(j)
                total, count = found.get(other, (0.0, 0))
                found[other] = (total + weight, count + 1)
            self.by_root[root].links = found
        return found

    def between(self, a: int, b: int, pair: float) -> float:
        """Mean of the weights between two clusters, of which `pair` is one."""
        one, other = self.by_root[a].links, self.by_root[b].links
        if one is None and other is None:  # two single claims
            return pair
        total, count = one.get(b, (pair, 1)) if one is not None else other.get(a, (pair, 1)) if other is not None else (pair, 1)
        return total / count

    def join(self, a: int, b: int) -> None:
        """Make two clusters one."""
        sizes = [len(self.links(x)) + len(self.by_root[x].members) for x in (a, b)]
        keep, gone = (a, b) if sizes[0] >= sizes[1] else (b, a)
        into, other = self.by_root[keep], self.by_root.pop(gone)
        into.take(other)
        mine, theirs = into.links or {}, other.links or {}
        mine.pop(gone, None)
        theirs.pop(keep, None)
        for third, (weight, count) in theirs.items():
            have, n = mine.get(third, (0.0, 0))
            mine[third] = (have + weight, n + count)
            back = self.by_root[third].links
            if back is not None:
                back.pop(gone, None)
                back[keep] = mine[third]
        self.home[gone] = keep


def cluster(
    facts: Sequence[Fact], scored: Pairs, news: Collection[int], threshold: float, within: float,
    ease: Callable[[int, int], float] = lambda i, j: 0.0, story: Callable[[int, int], float] | None = None, bonds: Bonds | None = None,
    given: Iterable[Sequence[int]] = (),
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Cluster claims.

    Args:
        facts: all claims.
        scored: the compared pairs.
        news: positions of the reports that tell one story: in these, claims that nothing tells apart join more easily.
        threshold: least weight that joins claims of two reports.
        within: least weight that joins claims of one report.
        story: log2 of the odds that two reports (positions) tell one story; if left out, it is not asked.
        ease: how much less is asked of the best pair of claims of two reports (positions) that tell one story and share no event yet.
        bonds: pairs of claims that people hold for one happening, or for two.
        given: clusters to go on from; they may grow and join, and are not taken apart.

    Returns:
        The clusters (positions, rising), and the pairs (positions) that joined them.
    """
    clusters = _Clusters(facts, scored.around(len(facts)))
    kept = bonds or Bonds()
    strong: list[Scored] = []
    weak: list[Scored] = []
    for edge in scored:
        if edge[0] >= threshold - AGAIN:
            strong.append(edge)
        one, other = facts[edge[1]], facts[edge[2]]
        if one.home != other.home and edge[0] >= threshold - EASE and one.type not in SAID:
            less = ease(one.home, other.home)
            if less and edge[0] >= threshold - less:
                weak.append(edge)
    edges = sorted(strong, key=lambda e: (-e[0], facts[e[1]].ref, facts[e[2]].ref))
    joins: list[tuple[int, int]] = []
    for members in given:
        for i in members[1:]:
            clusters.join(clusters.root(members[0]), clusters.root(i))
    for i, j in kept.same:  # what people decided comes first, and nothing asks whether it agrees
        a, b = clusters.root(i), clusters.root(j)
        if a != b and not kept.forbid(clusters.by_root[a].members, clusters.by_root[b].members):
            clusters.join(a, b)
            joins.append((i, j))
    tied: set[tuple[int, int]] = set()
    for least in (threshold, threshold - AGAIN):
        for total, i, j in edges:
            a, b = clusters.root(i), clusters.root(j)
            if a == b or total < least:
                continue
            pair = (min(facts[i].home, facts[j].home), max(facts[i].home, facts[j].home))
            if pair[0] == pair[1]:
                if total < within and (pair[0] not in news or total < threshold + 1 or not clearly_same(facts[i], facts[j])):
                    continue
            elif total < threshold and pair not in tied:
                continue
            x, y = clusters.by_root[a], clusters.by_root[b]
            if clusters.between(a, b, total) < MEAN or not _agree(x, y):
                continue
            if story is not None and pair[0] != pair[1] and doubted(facts, x.members, y.members, total, threshold, story, news):
                continue
            if kept.forbid(x.members, y.members):
                continue
            clusters.join(a, b)
            joins.append((i, j))
        for c in clusters.by_root.values():
            homes = sorted({facts[i].home for i in c.members})
            tied.update((x, y) for n, x in enumerate(homes) for y in homes[n + 1 : n + 1 + PARTNERS])
    for _, i, j in sorted(weak, key=lambda e: (-e[0], facts[e[1]].ref, facts[e[2]].ref)):
        a, b = clusters.root(i), clusters.root(j)
        pair = (min(facts[i].home, facts[j].home), max(facts[i].home, facts[j].home))
        if a == b or pair in tied:
            continue
        x, y = clusters.by_root[a], clusters.by_root[b]
        if not _agree(x, y) or (story is not None and told(facts, x.members, y.members, story) < LOOSE) or kept.forbid(x.members, y.members):
            continue
        clusters.join(a, b)
        joins.append((i, j))
        tied.add(pair)
    return sorted(sorted(c.members) for c in clusters.by_root.values()), joins


def doubted(
    facts: Sequence[Fact], ones: Sequence[int], others: Sequence[int], weight: float, threshold: float,
    story: Callable[[int, int], float], news: Collection[int],
) -> bool:  # fmt: skip
    """Whether the reports of two clusters say so clearly that these are two stories that claims of this weight do not join them.

    Where heads speak against one story, the claims' weight must reach the threshold with theirs taken off (see :func:`speaks`). Between looks
    back over years, whose heads date nothing, heads are not asked.
    """
    if weight >= threshold - AGAINST * LEAST or not any(facts[i].home in news for members in (ones, others) for i in members):
        return False
    against = told(facts, ones, others, story)
    return against < APART and weight + speaks(facts, ones, others, against) < threshold


def speaks(facts: Sequence[Fact], ones: Sequence[int], others: Sequence[int], against: float) -> float:
    """What heads that speak against one story count for: once where claims of both clusters have times of their own that meet, else twice.

    Claims without a time of their own have their reports', so that place and kind of act are all that they agree in.
    """
    left, right = ({w.value: w for i in of if (w := facts[i].when) is not None and _own(w)} for of in (ones, others))
    return against if any(apart(a, b) == 0 for a in left.values() for b in right.values()) else AGAINST * against


def _own(w: When) -> bool:
    return not w.soft and not w.vague_year and w.length <= OWN


def told(facts: Sequence[Fact], ones: Sequence[int], others: Sequence[int], story: Callable[[int, int], float]) -> float:
    """Mean log2 odds that the reports of two clusters (positions of claims) tell one story; 0 where there is nothing to tell by."""
    x, y = (sorted({facts[i].home for i in members})[:HOMES] for members in (ones, others))
    bits = [story(i, j) for i in x for j in y if i != j]
    return sum(bits) / len(bits) if bits else 0.0


def _start(i: int, f: Fact) -> _Cluster:
    change = hands(f)
    site = f.site if f.site is not None and not f.site.soft else None
    when = f.when if f.when is not None and not f.when.soft else None
    return _Cluster([i], site, when, change[0] if change else frozenset(), change[1] if change else frozenset())


def agree(facts: Sequence[Fact], ones: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two clusters (positions of claims) agree in place, time, and who gained and lost."""
    return _agree(_whole(facts, ones), _whole(facts, others))


def _whole(facts: Sequence[Fact], members: Sequence[int]) -> _Cluster:
    whole = _start(members[0], facts[members[0]])
    for i in members[1:]:
        whole.take(_start(i, facts[i]))
    return whole


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
