"""The queue of a case, and what the decisions made in it say of its readings: :mod:`isnad.resolve.review` applied to a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from isnad.model.linked import ClaimRef
from isnad.model.records import Layer
from isnad.resolve.review import Candidate, Item, Learnt, Measure, Order, Stake, learn, measure, progress, queue, stakes
from isnad.resolve.review import waiting as waits
from isnad.store.contracts import Row
from isnad.store.doubt import DOUBTED, signs
from isnad.store.view import SqliteView
from isnad.store.waiting import Plain, Waiting, keep

CLAIMS: tuple[Layer, ...] = ("claim",)
LARGE = 400  # reports: in a larger case what hangs on a claim is told in the order by doubt only once it is known


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue.

    Attributes:
        items: the rows, in order.
        waiting: how many rows wait in all, in the layers asked for (in the order by stake: rows on which something hangs).
        progress: for each layer how many rows there are, how many were decided on, how many are done.
        readers: how many people are to decide on each row.
    """

    items: tuple[Item, ...]
    waiting: int
    progress: Mapping[Layer, tuple[int, int, int]]
    readers: int


def queue_of(
    view: SqliteView, *, order: Order = "doubt", layers: Collection[Layer] = CLAIMS, who: str | None = None, report: str | None = None,
    offset: int = 0, most: int = 20,
) -> Queue:  # fmt: skip
    """What waits for a decision in a case.

    Args:
        view: the case.
        order: least certain first (`doubt`), or what would move a conclusion most (`stake`; only claims bear conclusions).
        layers: the layers that are gone through.
        who: who asks.
        report: only this report.
        offset: how many come before the page.
        most: how many a page holds.
    """
    asks = Waiting(view)
    readers = view.info().readers
    decided = asks.decided()
    learnt = learn(decided)
    wanted = [layer for layer in DOUBTED if layer in layers]
    rows = [r for r in decided if r.layer in wanted and (report is None or r.report == report)]
    gone = {r.id for r in decided}
    rules = asks.rules()
    totals: Counter[Layer] = Counter()
    for (layer, _), (n, _) in rules.items():
        totals[layer] += n
    told = progress(decided, totals, readers)
    if report is not None:
        found = [_candidate(p, None) for p in asks.of_report(report) if p.layer in wanted and p.id not in gone]
        waiting = len(found)
    elif order == "stake":
        found, waiting = _by_stake(asks, learnt, gone, offset + most) if "claim" in wanted else ([], 0)
    else:
        found = _by_doubt(asks, learnt, rules, wanted, decided, offset + most)
        waiting = sum(totals[layer] for layer in wanted) - sum(r.read is not None for r in rows)
    waiting += sum(waits(r, readers, who) is not None for r in rows)
    items = queue(found, rows, learnt, order=order, readers=readers, who=who)[offset : offset + most]
    return Queue(tuple(_with_stakes(asks, items) if order == "doubt" else items), waiting, told, readers)


def measures_of(view: SqliteView) -> list[Measure]:
    """Precision, recall and agreement of each layer, by the decisions made so far in a case."""
    return measure(Waiting(view).decided())


def _candidate(p: Plain, stake: Stake | None) -> Candidate:
    return Candidate(p.id, p.report, p.layer, p.rule, signs(p.layer, p.body), 1 - p.doubt, stake)


def _by_doubt(
    asks: Waiting, learnt: Learnt, rules: Mapping[tuple[Layer, str], tuple[int, float]], wanted: Collection[Layer], decided: Collection[Row],
    most: int,
) -> list[Candidate]:  # fmt: skip
    """The most doubtful rows nobody has decided on: rule by rule, the most promising first, until no rule can have a more doubtful one."""
    passed = Counter((r.layer, r.read.made.rule) for r in decided if r.read is not None)
    gone = {r.id for r in decided}
    bounds = sorted(((1 - (1 - top) * learnt.rule(*key), key) for key, (_, top) in rules.items() if key[0] in wanted), key=lambda b: (-b[0], b[1]))
    found: list[tuple[float, Candidate]] = []
    for bound, (layer, rule) in bounds:
        if len(found) >= most and found[most - 1][0] > bound:
            break
        p = learnt.rule(layer, rule)
        rows = [x for x in asks.most_doubtful(layer, rule, most + passed[layer, rule]) if x.id not in gone]
        found += ((1 - (1 - x.doubt) * p, _candidate(x, None)) for x in rows)
        found.sort(key=lambda f: (-f[0], f[1].report, f[1].id))
        del found[2 * most + 1 :]
    return [c for _, c in found]


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on the claims of a case.

    Attributes:
        by_claim: what hangs on each.
        groups: by rule, weight and doubt, the claims that are equal in all three: id, where, what hangs on it.
        ids: ids of all of them.
    """

    by_claim: Mapping[ClaimRef, Stake]
    groups: Mapping[tuple[str, float, float], Sequence[tuple[str, ClaimRef, Stake]]]
    ids: frozenset[str]


def stakes_of(asks: Waiting) -> Stakes:
    """What hangs on each claim of a case; made once for each linking."""
    found: Stakes = asks.kept("stakes", asks.link_mark(), lambda: _stakes(asks))
    return found


def stakes_known(view: SqliteView) -> bool:
    """Whether that was made already, so that asking for it takes no time."""
    asks = Waiting(view)
    return asks.has("stakes", asks.link_mark())


def find_stakes(view: SqliteView) -> tuple[tuple[object, ...], Stakes]:
    """What hangs on the claims of a case, with the state of the case that it is true of; for :func:`know_stakes` in another process."""
    asks = Waiting(view)
    return asks.link_mark(), _stakes(asks)


def know_stakes(found: tuple[tuple[object, ...], Stakes]) -> None:
    """Keep what :func:`find_stakes` has found, so that it is known when it is asked for."""
    keep("stakes", *found)


def _stakes(asks: Waiting) -> Stakes:
    hung, claims = stakes(*asks.linked()), asks.claims()
    groups: dict[tuple[str, float, float], list[tuple[str, ClaimRef, Stake]]] = {}
    for ref in sorted(hung.keys() & claims.keys(), key=lambda r: (r.report, r.claim)):
        fact_id, rule, doubt = claims[ref]
        groups.setdefault((rule, hung[ref].weight, doubt), []).append((fact_id, ref, hung[ref]))
    return Stakes(hung, groups, frozenset(i for of in groups.values() for i, _, _ in of))


def _by_stake(asks: Waiting, learnt: Learnt, gone: Collection[str], most: int) -> tuple[list[Candidate], int]:
    """The claims on which most hangs, of those nobody has decided on. Claims of one rule, weight and doubt are equals: their groups are ordered."""
    known = stakes_of(asks)
    trust = {rule: learnt.rule("claim", rule) for rule, _, _ in known.groups}
    found: list[tuple[str, str, float, ClaimRef, Stake]] = []
    last = 0.0
    for rule, weight, doubt in sorted(known.groups, key=lambda g: (-g[1] * (1.2 - (1 - g[2]) * trust[g[0]]), g)):
        score = weight * (1.2 - (1 - doubt) * trust[rule])
        if len(found) >= most and score < last:
            break
        last = score
        equals = known.groups[rule, weight, doubt][: most + len(gone)]
        found += ((i, rule, doubt, ref, stake) for i, ref, stake in equals if i not in gone)
    found = found[: 4 * most]
    bodies = asks.bodies([f[3] for f in found])
    top = [
        Candidate(i, ref.report, "claim", rule, signs("claim", bodies[ref]), 1 - doubt, stake)
        for i, rule, doubt, ref, stake in found if ref in bodies
    ]  # fmt: skip
    return top, len(known.ids) - sum(i in known.ids for i in gone)


def _with_stakes(asks: Waiting, items: list[Item]) -> list[Item]:
    """The rows of a page, with what hangs on them."""
    claims = [i for i in items if i.layer == "claim"]
    if not claims or asks.view.fingerprint("link") is None:
        return items
    if not asks.has("stakes", asks.link_mark()) and asks.view.count() > LARGE:
        return items  # not worth the wait
    at, hung = _refs(asks, claims), stakes_of(asks).by_claim
    return [replace(i, why=(*i.why, *s.why), event=s.event) if (s := hung.get(at.get(i.id, ClaimRef("", -1)))) else i for i in items]


def _refs(asks: Waiting, items: list[Item]) -> dict[str, ClaimRef]:
    out = {}
    for i in items:
        found = asks.view.fact(i.id)
        out[i.id] = ClaimRef(found.report, found.position)
    return out
