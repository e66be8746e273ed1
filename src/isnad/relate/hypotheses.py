"""Weighing rival explanations against a case: analysis of competing hypotheses, tied to claims.

After Heuer (1999, Psychology of Intelligence Analysis, ch. 8): what matters is evidence that fits one rival and not another. Each expectation
that the case shows multiplies every rival's weight by its likelihood to the power of the row's weight (a power likelihood: Ibrahim and Chen
2000), so thin rows move little. Rows rest on independent lines, never on reports; a line that carries several rows counts once, shared out
over them. Ranges of priors and likelihoods are drawn from evenly with a fixed seed; the middle of the draws and their middle 90 % are given.
Where the case is silent a row moves nothing: that nobody reports a thing is not that it did not happen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from isnad.lang.common.origins import canonical, of_side
from isnad.model import edtf
from isnad.model.hypotheses import Expectation, Look, Rivals, Row, Shown, Standing, Turn, Weighed
from isnad.model.ids import sha256
from isnad.model.linked import Assessment, Event, Linked
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.text.fold import fold

MADE = Made("relate.hypotheses.weigh")
DRAWS = 400
LINE = 0.5  # how much of a row one independent line is worth; two make three quarters
CONTESTED = 0.5  # of that, where a line denies the event
TURNS = 12
SHOWN = 12
LEAST = 0.01  # no likelihood is smaller: a reader may be wrong about anything
Keep = Callable[[Shown, str], bool]  # event and origin: whether the line still stands


@dataclass(frozen=True, slots=True)
class _Line:
    event: Shown
    origin: str
    reports: tuple[str, ...]


def weigh(rivals: Rivals, linked: Linked, assessments: Sequence[Assessment], items: Sequence[tuple[Report, Reading]]) -> Weighed:
    """Hold rival hypotheses against a case.

    Args:
        rivals: hypotheses and expectations.
        linked: events of the case.
        assessments: one an event.
        items: the reports with their readings.

    Returns:
        The matrix, the standings with their ranges, and what would turn them.
    """
    weighed = {a.event: a for a in assessments}
    kinds = _kinds(items)
    readings = {r.id: reading for r, reading in items}
    modes, forces = _modes(linked.events, readings), named_forces(linked.events, readings)
    shown: list[list[_Line]] = []
    for e in rivals.expectations:
        shown.append([line for event in linked.events for line in _lines(event, weighed.get(event.id), e.look, modes, forces)])
    rows = _rows(rivals.expectations, shown)
    seed = sha256("\n".join([rivals.question, *(h.id for h in rivals.hypotheses)]).encode())
    draws = _draws(rivals, seed)
    standings = _standings(rivals, draws, [r.weight for r in rows])
    prior = _standings(rivals, draws, [0.0] * len(rows))
    first = _first(standings)
    turns = _turns(rivals, shown, draws, standings, first, kinds, {r.id: r.name for r, _ in items})
    return Weighed(rivals, tuple(rows), tuple(standings), tuple(prior), tuple(turns), tuple(_apart(rivals, rows, standings)), MADE)


def _lines(
    e: Event, a: Assessment | None, look: Look, modes: Mapping[str, frozenset[str]], forces: Mapping[str, Mapping[str, frozenset[str]]]
) -> list[_Line]:  # fmt: skip
    """The independent lines of an event that shows what is looked for; none where it does not."""
    if a is None or not _matches(e, look, forces.get(e.id, {})) or (look.modes and modes[e.id].isdisjoint(look.modes)):
        return []
    no = e.occurred is False or (not a.lines and bool(a.against))
    if look.occurred and no:
        return []
    lines = a.against if no or look.occurred is False else a.lines  # what some tell and others deny has lines of both kinds
    if len(lines) < max(1, look.least_lines):
        return []
    shown = Shown(e.id, e.name, e.time, a.grade, tuple(x.origin for x in lines), a.grade == "contested")
    return [_Line(shown, x.origin, x.reports) for x in lines]


def _matches(e: Event, look: Look, forces: Mapping[str, frozenset[str]]) -> bool:
    if look.types and e.type not in look.types:
        return False
    actor, recipient = (tuple(n for p in side for n in (p, *sorted(forces.get(p, ())))) for side in (e.actor, e.recipient))
    if look.actor and not _in(look.actor, actor):
        return False
    if look.recipient and not _in(look.recipient, recipient):
        return False
    if look.between:
        a, b = look.between
        if not ((_in(a, actor) and _in(b, recipient)) or (_in(b, actor) and _in(a, recipient)) or (_in(a, actor) and _in(b, actor))):
            return False
    if look.place and (e.place is None or fold(look.place) not in fold(e.place)):
        return False
    return _timely(e.time, look)


def named_forces(events: Sequence[Event], known: Mapping[str, Reading]) -> dict[str, dict[str, frozenset[str]]]:
    """Event → party of it → the forces of that party which its claims name: the government's event may be told of its army.

    Args:
        events: the events.
        known: readings by report id.
    """
    out: dict[str, dict[str, set[str]]] = {}
    for e in events:
        sides = {*e.actor, *e.recipient}
        for c in e.claims:
            claim = known[c.report].claims[c.claim] if c.report in known else None
            for n in (*claim.actor, *claim.recipient) if claim is not None else ():
                if n.name in sides and n.entity:
                    out.setdefault(e.id, {}).setdefault(n.name, set()).add(canonical(n.name, n.entity))
    return {e: {p: frozenset(names) for p, names in of.items()} for e, of in out.items()}


def _modes(events: Sequence[Event], known: Mapping[str, Reading]) -> dict[str, frozenset[str]]:
    """The modes that the claims of each event give."""
    return {e.id: frozenset(m for c in e.claims if c.report in known and (m := known[c.report].claims[c.claim].mode)) for e in events}


def _timely(time: str | None, look: Look) -> bool:
    if look.first is None and look.last is None:
        return True
    if time is None or not edtf.valid(time):
        return False
    low, high = edtf.bounds(time)
    start = edtf.bounds(look.first)[0] if look.first else None
    end = edtf.bounds(look.last)[1] if look.last else None
    return not (start and high and high < start) and not (end and low and low > end)


def _in(name: str, parties: Sequence[str]) -> bool:
    return any(fold(name) in of_side(p) for p in parties)


def _rows(expectations: Sequence[Expectation], shown: Sequence[Sequence[_Line]], keep: Keep | None = None) -> list[Row]:
    carried = Counter(o for lines in shown for o in {line.origin for line in lines if keep is None or keep(line.event, line.origin)})
    out = []
    for e, lines in zip(expectations, shown, strict=True):
        left = [line for line in lines if keep is None or keep(line.event, line.origin)]
        best: dict[str, float] = {}
        for line in left:
            worth = LINE * (CONTESTED if line.event.contested else 1.0)
            best[line.origin] = max(best.get(line.origin, 0.0), worth)
        weight = 1.0 - math.prod(1.0 - w / carried[o] for o, w in sorted(best.items()))
        events = sorted({line.event for line in left}, key=lambda s: (-len(s.origins), s.contested, s.time or "9", s.event))
        mids = [max(LEAST, _middle(r)) for r in e.likely]
        out.append(Row(e, tuple(events[:SHOWN]), tuple(sorted(best)), round(weight, 4), round(weight * math.log2(max(mids) / min(mids)), 4)))
    return out


def _draws(rivals: Rivals, seed: str) -> list[tuple[list[float], list[list[float]]]]:
    """Priors and likelihoods drawn evenly from their ranges; the first draw is the middles."""
    rng = Random(seed)
    out = [([_middle(h.prior) for h in rivals.hypotheses], [[max(LEAST, _middle(r)) for r in e.likely] for e in rivals.expectations])]
    for _ in range(DRAWS):
        priors = [rng.uniform(*h.prior) for h in rivals.hypotheses]
        out.append((priors, [[max(LEAST, rng.uniform(*r)) for r in e.likely] for e in rivals.expectations]))
    return out


def _middle(between: tuple[float, float]) -> float:
    return (between[0] + between[1]) / 2


def _shares(priors: Sequence[float], likely: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    logs = [
        math.log(max(LEAST / 10, p)) + sum(w * math.log(row[k]) for row, w in zip(likely, weights, strict=True) if w) for k, p in enumerate(priors)
    ]
    top = max(logs)
    odds = [math.exp(x - top) for x in logs]
    return [o / sum(odds) for o in odds]


def _standings(rivals: Rivals, draws: Sequence[tuple[list[float], list[list[float]]]], weights: Sequence[float]) -> list[Standing]:
    drawn = [_shares(priors, likely, weights) for priors, likely in draws]
    out = []
    for k, h in enumerate(rivals.hypotheses):
        column = sorted(d[k] for d in drawn[1:]) or [drawn[0][k]]
        low, high = column[int(0.05 * (len(column) - 1))], column[int(0.95 * (len(column) - 1) + 0.5)]
        out.append(Standing(h.id, round(drawn[0][k], 4), round(low, 4), round(high, 4)))
    return out


def _first(standings: Sequence[Standing]) -> str:
    return max(standings, key=lambda s: (s.share, s.hypothesis)).hypothesis


def _turns(
    rivals: Rivals, shown: Sequence[Sequence[_Line]], draws: Sequence[tuple[list[float], list[list[float]]]], before: Sequence[Standing], first: str,
    kinds: Mapping[str, frozenset[str]], names: Mapping[str, str],
) -> list[Turn]:  # fmt: skip
    """Leave one out: origins, kinds of source, reports."""
    lines = [line for row in shown for line in row]
    fallen: list[tuple[str, str, Keep]] = []
    for origin in sorted({line.origin for line in lines}):
        fallen.append(("origin", origin, lambda s, o, gone=origin: o != gone))  # type: ignore[misc]
    for kind in sorted({k for line in lines for k in kinds.get(fold(line.origin), ())}):
        fallen.append(("kind", kind, lambda s, o, gone=kind: kinds.get(fold(o), frozenset()) != frozenset((gone,))))  # type: ignore[misc]
    only = {(line.event.event, line.origin): line.reports for line in lines}
    for report in sorted({r for line in lines for r in line.reports}):
        fallen.append(("report", names.get(report, report), lambda s, o, gone=report: only.get((s.event, o)) != (gone,)))  # type: ignore[misc]
    out = []
    for what, name, keep in fallen:
        rows = _rows(rivals.expectations, shown, keep)
        after = _standings(rivals, draws[:1], [r.weight for r in rows])
        shift = max(abs(a.share - b.share) for a, b in zip(after, before, strict=True))
        out.append(Turn(what, name, _first(after), _first(after) != first, round(shift, 4)))
    return sorted(out, key=lambda t: (not t.turned, -t.shift, t.what, t.name))[:TURNS]


def _apart(rivals: Rivals, rows: Sequence[Row], standings: Sequence[Standing]) -> list[str]:
    """Expectations that would tell the first two apart, and on which the case is silent or rests on one line."""
    ranked = sorted(range(len(standings)), key=lambda k: (-standings[k].share, k))[:2]
    if len(ranked) < 2:
        return []
    one, other = ranked
    telling = []
    for r in rows:
        a, b = (max(LEAST, _middle(r.expectation.likely[k])) for k in (one, other))
        worth = abs(math.log2(a / b)) * (1.0 - r.weight)
        if worth > 0.3 and len(r.origins) <= 1:
            telling.append((-worth, r.expectation.id))
    return [i for _, i in sorted(telling)]


def _kinds(items: Sequence[tuple[Report, Reading]]) -> dict[str, frozenset[str]]:
    """Folded names of speakers → the kinds of source they are."""
    out: dict[str, set[str]] = {}
    for _, reading in items:
        for s in reading.statements:
            out.setdefault(fold(s.speaker.name), set()).add(s.kind)
    return {k: frozenset(v) for k, v in out.items()}
