"""What people should look at next, and what their decisions say about the reading: order of the queue, agreement, precision and recall.

All pure functions of rows and decisions; nothing is read from a case here (see :mod:`isnad.resolve.reviewed`).

- *Least certain first*: how far a row can be trusted is the trust its own signs leave (:mod:`isnad.store.doubt`) times how often its rule was right
  in what was decided so far. A rule nobody has decided on yet is taken to be as good as its layer; a layer nobody has, as :data:`PRIOR`.
- *What would move a conclusion most*: an event that stands on one claim, a line of evidence that would fall with it, a contradiction it is a side of.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from isnad.model.judgement import Judgement
from isnad.model.linked import ClaimRef
from isnad.model.records import Layer
from isnad.store.contracts import Row
from isnad.store.doubt import DOUBTED

PRIOR = 0.8  # of a layer nobody has decided on
WEIGHT = 4.0  # decisions that a prior counts for
Z = 1.959964  # 95 %
Order = Literal["doubt", "stake"]
Category = Literal["accept", "reject", "change"]
Lines = tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
"""The reports of each line for an event, and of each line against it."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """How often each rule was right in what was decided so far.

    Attributes:
        right: by layer and rule, how many rows were accepted as they are.
        decided: by layer and rule, how many were decided on.
    """

    right: Mapping[tuple[Layer, str], int]
    decided: Mapping[tuple[Layer, str], int]

    def layer(self, layer: Layer) -> float:
        """How far a layer can be trusted."""
        right, decided = (sum(n for (of, _), n in counts.items() if of == layer) for counts in (self.right, self.decided))
        return _shrunk(right, decided, PRIOR)

    def rule(self, layer: Layer, rule: str) -> float:
        """How far a rule can be trusted."""
        return _shrunk(self.right.get((layer, rule), 0), self.decided.get((layer, rule), 0), self.layer(layer))


def learn(rows: Iterable[Row]) -> Learnt:
    """What the decisions so far say of each rule: a row accepted as it is speaks for its rule, one changed or rejected against it."""
    right: Counter[tuple[Layer, str]] = Counter()
    decided: Counter[tuple[Layer, str]] = Counter()
    for r in rows:
        if r.read is not None and r.decisions and not r.moved:
            decided[r.layer, r.read.made.rule] += 1
            right[r.layer, r.read.made.rule] += r.state == "accepted"
    return Learnt(dict(right), dict(decided))


def _shrunk(right: int, decided: int, prior: float) -> float:
    return (right + WEIGHT * prior) / (decided + WEIGHT)


@dataclass(frozen=True, slots=True)
class Stake:
    """What hangs on a claim.

    Attributes:
        weight: how much; only the order means something.
        why: what, as codes: `one-claim` (an event stands on it alone), `one-line` (the event's only line falls with it), `line` (one of its lines
            falls with it), `denial` (the only line against the event falls with it), `contradiction` (it is a side of one).
        event: the event, or None.
    """

    weight: float
    why: tuple[str, ...]
    event: str | None


def stakes(
    events: Iterable[tuple[str, Sequence[ClaimRef]]], lines: Mapping[str, Lines], contradictions: Iterable[Sequence[ClaimRef]]
) -> dict[ClaimRef, Stake]:
    """What hangs on each claim that something hangs on.

    Args:
        events: id and claims of each event.
        lines: by event, the reports of each line for it and of each line against it; events that were not weighed are left out.
        contradictions: the claims of each.
    """
    clashes = Counter(ref for claims in contradictions for ref in claims)
    out: dict[ClaimRef, Stake] = {}
    for event, claims in events:
        weighed = lines.get(event)
        in_report = Counter(c.report for c in claims)
        for c in claims:
            why, weight = _standing(c, len(claims), in_report, weighed)
            if n := clashes.get(c, 0):
                why.append("contradiction")
                weight += 1.0 + 0.5 * min(n, 4)
            if why:
                out[c] = Stake(round(weight, 3), tuple(why), event)
    for ref, n in clashes.items():
        out.setdefault(ref, Stake(1.0 + 0.5 * min(n, 4), ("contradiction",), None))
    return out


def _standing(c: ClaimRef, claims: int, in_report: Mapping[str, int], weighed: Lines | None) -> tuple[list[str], float]:
    """What of an event's standing falls with a claim. A line falls if it has no other report and the report no other claim of the event."""
    if weighed is None:
        return (["one-claim"], 1.0) if claims == 1 else ([], 0.0)
    alone = in_report[c.report] == 1
    held, against = (sum(tuple(of) == (c.report,) for of in side) if alone else 0 for side in weighed)
    why: list[str] = []
    weight = 0.0
    if claims == 1:
        why, weight = ["one-claim"], 2.0
    elif held and held == len(weighed[0]):
        why, weight = ["one-line"], 2.5
    elif held:
        why, weight = ["line"], 3.0 / (len(weighed[0]) - held)  # of two lines one falls: the grade is about to change
    if against and against == len(weighed[1]):
        why.append("denial")
        weight += 1.5
    return why, weight


@dataclass(frozen=True, slots=True)
class Item:
    """A row that waits for somebody.

    Attributes:
        id: id of the row.
        report, layer: where it is.
        score: by what it stands where it does; only the order means something.
        why: codes: signs of doubt (`isnad.store.doubt.TRUST`), what hangs on it (:class:`Stake`), `disagree` (two people decided differently),
            `second` (one has decided, a second is asked for), `moved` (something else is read there since it was decided on), `rule` (its rule was
            often wrong).
        event: event that hangs on it, if it stands here for that.
        trust: how far the row can be trusted, from 0 to 1.
    """

    id: str
    report: str
    layer: Layer
    score: float
    why: tuple[str, ...]
    event: str | None = None
    trust: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row nobody has decided on, as the queue weighs it: its signs, the trust they leave, its rule, what hangs on it."""

    id: str
    report: str
    layer: Layer
    rule: str
    signs: tuple[str, ...]
    trust: float
    stake: Stake | None = None


def queue(
    undecided: Iterable[Candidate], decided: Iterable[Row], learnt: Learnt, *, order: Order = "doubt", readers: int = 1, who: str | None = None
) -> list[Item]:
    """The rows that wait, in order: first those on which two disagree, then those read otherwise since, then by doubt or by what hangs on them.

    Args:
        undecided: rows without a decision.
        decided: rows with one.
        learnt: what the decisions so far say of each rule.
        order: `doubt` for least certain first, `stake` for what would move a conclusion most.
        readers: how many people are to decide on each row.
        who: who asks: what he has decided himself does not wait for him, unless another disagrees.
    """
    found = []
    for c in undecided:
        p = learnt.rule(c.layer, c.rule)
        trust = round(c.trust * p, 4)
        why = c.signs
        if p < 0.6:
            why = (*why, "rule")
        if order == "stake":
            if c.stake is None:
                continue
            found.append(Item(c.id, c.report, c.layer, round(c.stake.weight * (1.2 - trust), 4), (*c.stake.why, *why), c.stake.event, trust))
        else:
            found.append(Item(c.id, c.report, c.layer, round(1 - trust, 4), why, c.stake.event if c.stake else None, trust))
    for r in decided:
        waits = waiting(r, readers, who)
        if waits is not None:
            found.append(Item(r.id, r.report, r.layer, {"disagree": 30.0, "moved": 20.0, "second": 10.0}[waits], (waits,)))
    return sorted(found, key=lambda i: (-i.score, i.report, i.id))


def waiting(r: Row, readers: int, who: str | None = None) -> Literal["disagree", "moved", "second"] | None:
    """Why a row that was decided on still waits, or None if it is done (or has been decided by who asks, and a second is asked for)."""
    said = opinions(r)
    if len(said) > 1 and not agreed(r):
        return "disagree" if readers > 1 else None
    if r.moved:
        return "moved"
    if readers > 1 and len(said) == 1 and who not in said:
        return "second"
    return None


def done(r: Row, readers: int) -> bool:
    """Whether enough people have decided on a row, and alike."""
    said = opinions(r)
    return bool(said) if readers == 1 else len(said) > 1 and agreed(r)


def opinions(r: Row) -> dict[str, Judgement]:
    """What each person last said of a row, in the order in which they first did. Who adds a row holds it for right."""
    return {j.who: j for j in r.decisions}


def category(j: Judgement) -> Category:
    """What a decision holds of the row as it was read."""
    return "accept" if j.verdict in ("accept", "add") else "reject" if j.verdict == "reject" else "change"


def agreed(r: Row) -> bool:
    """Whether the last words of the last two who decided on a row are one."""
    last = sorted(opinions(r).values(), key=r.decisions.index)[-2:]
    if len(last) < 2:
        return True
    a, b = last
    if category(a) == "change" and category(b) == "accept" and r.state in ("changed", "added") and b.seen == r.seen:
        return True  # the second has seen what the first made of it, and holds it for right
    return category(a) == category(b) and (category(a) != "change" or a.changes == b.changes)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval.

    Attributes:
        hits, total: how many of how many.
        value: the share, or None of nothing.
        low, high: ends of Wilson's interval.
    """

    hits: int
    total: int
    value: float | None
    low: float | None
    high: float | None


def share(hits: int, total: int) -> Share:
    """A share with Wilson's score interval (Wilson 1927, *Journal of the American Statistical Association* 22)."""
    if total == 0:
        return Share(0, 0, None, None, None)
    p, zz = hits / total, Z * Z
    middle = (p + zz / (2 * total)) / (1 + zz / total)
    half = Z * math.sqrt(p * (1 - p) / total + zz / (4 * total * total)) / (1 + zz / total)
    return Share(hits, total, round(p, 4), round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two readers' verdicts (Cohen 1960, *Educational and Psychological Measurement* 20); None where it is not defined.

    Args:
        pairs: for each row what the first and what the second said.
    """
    n = len(pairs)
    if n == 0:
        return None
    seen = sum(a == b for a, b in pairs) / n
    firsts, seconds = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(firsts[k] * seconds[k] for k in firsts) / (n * n)
    return None if chance == 1 else round((seen - chance) / (1 - chance), 4)


@dataclass(slots=True)
class Measure:
    """What the decisions say of one layer.

    Attributes:
        layer: the layer.
        accepted, changed, rejected: rows that were read and are held for right, for right with other values, for wrong.
        added: rows that were missed and added.
        moved: rows that are read otherwise since they were decided on; they are not counted until somebody decides again.
        fields: how often each field was changed.
        said: for each row that two people have decided on, what the first and what the second held of it.
    """

    layer: Layer
    accepted: int = 0
    changed: int = 0
    rejected: int = 0
    added: int = 0
    moved: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    said: list[tuple[str, str]] = field(default_factory=list)

    @property
    def decided(self) -> int:
        """Rows that were read and decided on."""
        return self.accepted + self.changed + self.rejected

    @property
    def precision(self) -> Share:
        """Of the rows that were read and decided on, those accepted as they are."""
        return share(self.accepted, self.decided)

    @property
    def found(self) -> Share:
        """Of the rows that were read and decided on, those that are there, if perhaps with other values."""
        return share(self.accepted + self.changed, self.decided)

    @property
    def recall(self) -> Share:
        """Of the rows that are there as far as people have said, those that were read."""
        return share(self.accepted + self.changed, self.accepted + self.changed + self.added)

    @property
    def kappa(self) -> float | None:
        """Agreement of the first two who decided, beyond chance."""
        return kappa(self.said)


def measure(rows: Iterable[Row]) -> list[Measure]:
    """Precision, recall and agreement of each layer, by the decisions made so far.

    Args:
        rows: all rows with decisions; others are passed over.
    """
    out: dict[Layer, Measure] = {layer: Measure(layer) for layer in DOUBTED}
    for r in rows:
        if not r.decisions or r.layer not in out:
            continue
        m = out[r.layer]
        if r.read is None:
            m.added += r.state == "added"
        elif r.moved:
            m.moved += 1
        else:
            m.accepted += r.state == "accepted"
            m.changed += r.state == "changed"
            m.rejected += r.state == "rejected"
            m.fields.update({c.field for j in r.decisions for c in j.changes} if r.state == "changed" else ())
        first_two = list(opinions(r).values())[:2]
        if len(first_two) == 2:
            m.said.append((category(first_two[0]), category(first_two[1])))
    return list(out.values())


def progress(rows: Iterable[Row], totals: Mapping[Layer, int], readers: int) -> dict[Layer, tuple[int, int, int]]:
    """For each layer how many rows there are, how many were decided on, and how many are done.

    Args:
        rows: all rows with decisions.
        totals: how many rows were read, by layer.
        readers: how many people are to decide on each.
    """
    decided: dict[Layer, int] = defaultdict(int)
    finished: dict[Layer, int] = defaultdict(int)
    added: dict[Layer, int] = defaultdict(int)
    for r in rows:
        if r.decisions:
            added[r.layer] += r.read is None
            decided[r.layer] += 1
            finished[r.layer] += done(r, readers)
    return {layer: (totals.get(layer, 0) + added[layer], decided[layer], finished[layer]) for layer in DOUBTED}
