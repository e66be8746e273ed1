"""What stands behind a mark: its words, its rule, its chain, what it was resolved to, what was made of it, who decided on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.grammar.rules import known_rules
from isnad.model.judgement import Judgement
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Event
from isnad.model.records import Claim, PlaceMention, Quantity, Statement, TimeMention
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.store.contracts import Row
from isnad.store.view import SqliteView


@dataclass(frozen=True, slots=True)
class Level:
    """One statement of a chain, with who passed it on."""

    row: Row | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a row.

    Attributes:
        row: the row.
        words: its words.
        rule: id of what made it.
        says: what the rule says, or None for one that is not known.
        entries: lexicon entries and decisions it used.
        because: the words that triggered it, with where they stand.
        levels: of a claim or statement, the statements it stands in, outermost first.
        place: of a claim, the place it points to.
        time: of a claim, the expression its time was read from.
        quantities: of a claim, its numbers.
        event: of a claim, the event it was put into.
        weighed: the event's grade.
        clashes: contradictions it stands in.
        claims: of a statement, the claims in it.
        decisions: all decisions on it that hold.
    """

    row: Row
    words: str
    rule: str
    says: str | None
    entries: tuple[str, ...]
    because: tuple[tuple[str, Span], ...]
    levels: tuple[Level, ...] = ()
    place: tuple[Row, PlaceMention] | None = None
    time: tuple[Row, TimeMention] | None = None
    quantities: tuple[tuple[Row, Quantity], ...] = ()
    event: Event | None = None
    weighed: Assessment | None = None
    clashes: tuple[Contradiction, ...] = ()
    claims: tuple[Row, ...] = ()
    decisions: tuple[Judgement, ...] = field(default=())


def behind(view: SqliteView, report: Report, rows: list[Row], row: Row) -> Behind:
    """What stands behind a row.

    Args:
        view: the case.
        report: the row's report.
        rows: all rows of the report.
        row: the row.
    """
    import isnad.pipeline  # noqa: F401 - with the stages come their rules

    text, made = report.text, row.fact.made
    info = known_rules().get(made.rule)
    out = {
        "row": row, "words": row.fact.span.quote(text), "rule": made.rule, "says": info.says if info else None, "entries": made.entries,
        "because": tuple((s.quote(text), s) for s in made.spans), "decisions": row.decisions,
    }  # fmt: skip
    if isinstance(row.fact, Claim):
        out.update(_claim(view, rows, row, row.fact))
    elif isinstance(row.fact, Statement):
        inside = tuple(r for r in rows if isinstance(r.fact, Claim) and r.fact.statement == row.position and r.state != "rejected")
        out.update(levels=_levels(rows, row.position), claims=inside)
    return Behind(**out)  # type: ignore[arg-type]


def _claim(view: SqliteView, rows: list[Row], row: Row, claim: Claim) -> dict[str, object]:
    def at(layer: str, position: int | None) -> Row | None:
        if position is None:
            return None
        return next((r for r in rows if r.layer == layer and r.position == position and r.state != "rejected"), None)

    place = at("place", claim.place)
    times = [r for r in rows if isinstance(r.fact, TimeMention) and r.fact.edtf == claim.time and r.state != "rejected"]
    near = min(times, key=lambda r: (abs(r.fact.span.start - claim.trigger.start), r.fact.span.start), default=None)
    numbers = [at("quantity", q) for q in claim.quantities]
    ref = ClaimRef(row.report, row.position) if row.position is not None else None
    event = view.event_of(ref) if ref is not None and row.state != "rejected" else None
    return {
        "levels": _levels(rows, claim.statement),
        "place": (place, place.fact) if place is not None else None,
        "time": (near, near.fact) if near is not None else None,
        "quantities": tuple((r, r.fact) for r in numbers if r is not None),
        "event": event,
        "weighed": view.assessment(event.id) if event is not None else None,
        "clashes": tuple(c for c in view.contradictions(event.id) if ref in c.claims) if event is not None else (),
    }


def _levels(rows: list[Row], position: int | None) -> tuple[Level, ...]:
    """The statements that a fact stands in, outermost first."""
    at = {r.position: r for r in rows if r.layer == "statement" and r.state != "rejected"}
    out: list[Level] = []
    while position is not None and position in at and len(out) < 12:
        found = at[position].fact
        assert isinstance(found, Statement)
        out.append(Level(at[position], found))
        position = found.parent
    return tuple(reversed(out))

