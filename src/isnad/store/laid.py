"""Decisions on rows of a reading, laid over it: accepted, rejected, changed and added rows.

The crux is what points to what. Rows of a reading point to each other, and links point to claims, by position. So:

- a claim keeps its position whatever is decided: a rejected one stays in its place and says nothing (`Reading.rejected`), added ones come behind
  all that were read, each in a place of its own that it keeps, also while it is taken back and others are not;
- rows of the other layers are taken out and put in where they stand in the text, and what points to them is set right: what stood in a rejected
  statement stands in the one around it, what pointed to another rejected row points to nothing.

A decision finds its row by its id; where a newer reading says something else there, by layer and words, and of a claim by its type.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from isnad.model.codec import CodecError, decode, encode
from isnad.model.ids import content_id
from isnad.model.judgement import Judgement, RowAnchor
from isnad.model.records import Claim, ClaimLink, Layer, Made, Mention, Name, Reading, Statement, TimeMention
from isnad.model.span import Span
from isnad.store.contracts import LAYERS, Fact, Row, State
from isnad.store.fields import BLANK, REFERENCES, kind_of
from isnad.store.rows import LETTER, damaged, layer_of

Ids = Mapping[Layer, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A reading with the decisions on its rows laid over it.

    Attributes:
        reading: the result.
        rows: every row, also rejected ones, by layer and text; added claims behind the others.
        lost: decisions whose row is no longer read.
    """

    reading: Reading
    rows: tuple[Row, ...]
    lost: tuple[Judgement, ...]


def seen(fact: Fact, rejected: bool = False) -> str:
    """What a row says, in short, apart from what made it and from where its neighbours stand."""
    layer_refs = REFERENCES.get(type(fact), ())
    said = {k: v for k, v in encode(fact).items() if k != "made" and k not in layer_refs}
    return content_id("v", said, rejected)


def added_id(judgement: Judgement) -> str:
    """The id of the row that a judgement adds."""
    assert judgement.row is not None
    return content_id(LETTER[judgement.row.layer], judgement.row.report, "added", judgement.id)


def anchor_of(report: str, layer: Layer, fact: Fact) -> RowAnchor:
    """By what a row is found again."""
    if isinstance(fact, Claim):
        return RowAnchor(layer, report, fact.trigger, fact.type)
    return RowAnchor(layer, report, fact.span)


@dataclass(slots=True)
class _Slot:
    """A row while the decisions are laid."""

    id: str
    layer: Layer
    index: int
    read: Fact | None
    fact: Fact
    state: State = "read"
    decisions: list[Judgement] = field(default_factory=list)
    set_fields: dict[str, Any] = field(default_factory=dict)
    moved: bool = False

    @property
    def gone(self) -> bool:
        return self.state == "rejected"


def lay(reading: Reading, ids: Ids, held: Sequence[Judgement], added: Sequence[Judgement]) -> Laid:
    """Lay decisions on rows over a reading.

    Args:
        reading: as it was read.
        ids: for each layer the ids of its rows.
        held: the decisions on rows of this report that hold, in order.
        added: every `add` of this report that was ever made, in order, each once: it fixes the place of an added claim.
    """
    work = _Work(reading, ids)
    lost = work.decide(held, added)
    return Laid(work.result(), work.rows(), tuple(lost))


class _Work:
    def __init__(self, reading: Reading, ids: Ids) -> None:
        self.reading = reading
        self.slots: dict[Layer, list[_Slot]] = {
            layer: [_Slot(i, layer, k, f, f) for k, (i, f) in enumerate(zip(ids.get(layer, ()), layer_of(reading, layer), strict=True))]
            for layer in LAYERS
        }
        self.by_id = {s.id: s for of in self.slots.values() for s in of}
        self.taken: set[int] = set()  # slots that decisions point to, by identity
        self.aliases: set[str] = set()  # ids of rows that are no longer read, whose decisions go to what is read there now
        self.at: dict[Layer, dict[int, int]] = {}
        self.parents: dict[int, int | None] = {}

    def decide(self, held: Sequence[Judgement], added: Sequence[Judgement]) -> list[Judgement]:
        lost: list[Judgement] = []
        adds = {j.id for j in held if j.verdict == "add"}
        taken_back = {added_id(j) for j in added if j.id not in adds}
        self.taken = {id(self.by_id[j.target]) for j in held if j.target in self.by_id}
        for j in added:
            self._add(j, j.id in adds)
        for j in held:
            if j.verdict == "add":
                continue
            slot = self.by_id.get(j.target) or self._find_again(j)
            if slot is not None:
                self._apply(slot, j)
            elif j.target not in taken_back:
                lost.append(j)
        return lost

    def _add(self, j: Judgement, holds: bool) -> None:
        row, new = j.row, added_id(j)
        assert row is not None
        fields = {c.field: json.loads(c.value) for c in j.changes}
        slot = _Slot(new, row.layer, len(self.slots[row.layer]), None, _made_of(row, fields, j), "rejected")
        twin = self._same_words(row) if holds else None
        if twin is not None:  # a newer reading has found it; the person's word on it stands
            self.by_id[new] = twin
            self._apply(twin, j)
        elif holds:
            slot.state, slot.decisions = "added", [j]
            slot.set_fields = {k: v for k, v in fields.items() if k in _refs(row.layer)}
            self.by_id[new] = slot
        self.slots[row.layer].append(slot)

    def _same_words(self, row: RowAnchor) -> _Slot | None:
        same = [s for s in self.slots[row.layer] if s.read is not None and anchor_of(row.report, row.layer, s.read) == row]
        return next((s for s in same if id(s) not in self.taken), same[0] if same else None)

    def _find_again(self, j: Judgement) -> _Slot | None:
        """The row that is read now where the one stood that a decision is about; what else is decided about that one goes to it as well."""
        assert j.row is not None
        slot = self._same_words(j.row)
        if slot is not None:
            self.by_id[j.target] = slot
            self.taken.add(id(slot))
            self.aliases.add(j.target)
        return slot

    def _apply(self, slot: _Slot, j: Judgement) -> None:
        slot.decisions.append(j)
        slot.moved = j.target in self.aliases  # whether what was decided last was about something else
        if j.verdict == "reject":
            slot.state = "rejected"
        elif j.verdict == "accept":
            if slot.read is not None and j.seen is not None and j.seen == seen(slot.read):
                slot.fact, slot.set_fields = slot.read, {}
            slot.state = "added" if slot.read is None else "changed" if slot.set_fields else "accepted"
        else:
            values = {c.field: json.loads(c.value) for c in j.changes}
            slot.fact = _changed(slot.layer, slot.fact, values, j)
            slot.set_fields |= values
            slot.state = "added" if slot.read is None else "changed"

    def result(self) -> Reading:
        self._follow_mentions()
        self._follow_times()
        order = {layer: self._order(layer) for layer in LAYERS}
        self.at = {layer: {s.index: k for k, s in enumerate(of)} for layer, of in order.items()}
        self._find_parents()
        facts: dict[Layer, Any] = {layer: tuple(_silent(s) if s.gone else self._settled(s) for s in of) for layer, of in order.items()}
        rejected = tuple(k for k, s in enumerate(order["claim"]) if s.gone)
        return replace(
            self.reading, mentions=facts["mention"], times=facts["time"], places=facts["place"], quantities=facts["quantity"],
            statements=facts["statement"], claims=facts["claim"], relations=facts["relation"], links=facts["link"], rejected=rejected,
            withheld=tuple(s.read for s in self.slots["statement"] if isinstance(s.read, Statement) and s.read.protect and _still_covered(s)),
        )  # fmt: skip

    def rows(self) -> tuple[Row, ...]:
        """After :meth:`result`."""
        out = []
        for layer in LAYERS:
            mine = [s for s in self.slots[layer] if s.read is not None or s.decisions]
            if layer != "claim":
                mine.sort(key=lambda s: s.fact.span)
            for s in mine:
                out.append(Row(
                    s.id, self.reading.report, layer, self.at[layer].get(s.index), self._settled(s), s.read, s.state, tuple(s.decisions), s.moved,
                    seen(s.fact, s.gone),
                ))  # fmt: skip
        return tuple(out)

    def _order(self, layer: Layer) -> list[_Slot]:
        """The rows in the places that they will have."""
        slots = self.slots[layer]
        if layer == "claim":
            last = max((k for k, s in enumerate(slots) if s.read is not None or not s.gone), default=-1)
            return slots[: last + 1]  # behind these only what was taken back
        kept = [s for s in slots if s.read is not None and not s.gone and s.fact.span == s.read.span]
        for s in slots:
            if not s.gone and (s.read is None or s.fact.span != s.read.span):
                kept.insert(next((k for k, other in enumerate(kept) if other.fact.span > s.fact.span), len(kept)), s)
        return [s for s in kept if layer != "link" or self._ties(s)]

    def _ties(self, s: _Slot) -> bool:
        link = cast(ClaimLink, s.fact)
        return not any(self.slots["claim"][k].gone for k in (link.first, link.second))

    def _settled(self, s: _Slot) -> Fact:
        """A row with all that points to others set right."""
        fact = s.fact
        if isinstance(fact, Claim):
            quantities = self._refs(s, "quantities", "quantity", fact.quantities)
            (place,) = self._refs(s, "place", "place", (fact.place,)) or (None,)
            return replace(fact, place=place, quantities=quantities, statement=self._standing(self._set(s, "statement", fact.statement)))
        return replace(fact, parent=self._standing(self.parents[s.index])) if isinstance(fact, Statement) else fact

    def _refs(self, s: _Slot, name: str, layer: Layer, was: Iterable[int | None]) -> tuple[int, ...]:
        found: Iterable[int | None] = was
        if name in s.set_fields:
            value = s.set_fields[name]
            found = [self._pointed(layer, v) for v in (value if name == "quantities" else [value])]
        return tuple(self.at[layer][k] for k in found if k is not None and k in self.at[layer])

    def _set(self, s: _Slot, name: str, was: int | None) -> int | None:
        return self._pointed("statement", s.set_fields[name]) if name in s.set_fields else was

    def _find_parents(self) -> None:
        """In what each statement stands; where people have made a ring of them, it is opened at its first."""
        slots = self.slots["statement"]
        self.parents = {s.index: self._set(s, "parent", cast(Statement, s.fact).parent) for s in slots}
        for s in slots:
            at, passed = self.parents[s.index], {s.index}
            while at is not None and at not in passed:
                passed.add(at)
                at = self.parents.get(at)
            if at == s.index:
                self.parents[s.index] = None

    def _standing(self, at: int | None) -> int | None:
        """Position of a statement, or of the first around it that stands."""
        while at is not None and at not in self.at["statement"]:
            at = self.parents.get(at)
        return None if at is None else self.at["statement"][at]

    def _pointed(self, layer: Layer, value: Any) -> int | None:
        """The row that `[id, start, end]` means."""
        if value is None:
            return None
        slot = self.by_id.get(value[0])
        if slot is not None and slot.layer == layer:
            return slot.index
        return next((s.index for s in self.slots[layer] if s.fact.span == Span(value[1], value[2]) and not s.gone), None)

    def _follow_mentions(self) -> None:
        """Parties that stand on the words of a mention that was rejected or renamed follow it, where nobody has said who they are."""
        told: dict[Span, _Slot] = {
            s.read.span: s for s in self.slots["mention"] if s.read is not None and (s.gone or s.set_fields.keys() & {"name", "party", "entity"})
        }
        for s in (*self.slots["claim"], *self.slots["statement"]) if told else ():
            for part in ("actor", "recipient", "via", "speaker"):
                was = getattr(s.fact, part, None)
                if s.read is None or was is None or part in s.set_fields:
                    continue
                names: tuple[Name, ...] = (was,) if isinstance(was, Name) else was
                after = tuple(n for name in names if (n := _follow(name, told)) is not None)
                if after != names and (after or part != "speaker"):
                    by = (j.id for name in names if name.span in told for j in told[name.span].decisions)
                    value: Any = after[0] if isinstance(was, Name) else after
                    s.fact = replace(s.fact, **{part: value}, made=also(s.fact.made, by))

    def _follow_times(self) -> None:
        """Claims that have their time from a time that was rejected or changed follow it, where nobody has said when they were."""
        times = [(s, s.read) for s in self.slots["time"] if isinstance(s.read, TimeMention)]
        for s in self.slots["claim"]:
            claim = cast(Claim, s.fact)
            if s.read is None or claim.time is None or "time" in s.set_fields:
                continue
            same = [(abs(t.span.start - claim.trigger.start), slot.index, slot) for slot, t in times if t.edtf == claim.time]
            near = min(same, default=(0, 0, None))[2]
            if near is not None and (near.gone or "edtf" in near.set_fields):
                value = None if near.gone else cast(TimeMention, near.fact).edtf
                s.fact = replace(claim, time=value, made=also(claim.made, (j.id for j in near.decisions)))


def _still_covered(s: _Slot) -> bool:
    """Whether the source of a statement that was decided on stays one who is not to be known."""
    return s.gone or (s.state == "changed" and s.set_fields.get("protect", True) is not False)


def _silent(s: _Slot) -> Fact:
    """A rejected claim, which keeps its place and says nothing."""
    return replace(
        cast(Claim, s.fact), actor=(), recipient=(), place=None, time=None, quantities=(), statement=None, occurred=True, status="hypothetical",
        made=also(s.fact.made, (j.id for j in s.decisions)),
    )  # fmt: skip


def _follow(name: Name, told: Mapping[Span, _Slot]) -> Name | None:
    slot = told.get(name.span) if name.span is not None else None
    if slot is None:
        return name
    if slot.gone:
        return None
    was, now = cast(Mention, slot.read), cast(Mention, slot.fact)
    if name.name == was.party and now.party is not None:
        return replace(name, name=now.party, entity=name.entity if now.party == was.party else None)
    return replace(name, name=now.name, entity=now.entity) if name.name == was.name else name


def _refs(layer: Layer) -> tuple[str, ...]:
    return ("place", "quantities", "statement") if layer == "claim" else ("parent",) if layer == "statement" else ()


def _made_of(row: RowAnchor, fields: Mapping[str, Any], j: Judgement) -> Fact:
    """The row that an `add` makes; references are set right later."""
    blank = {**BLANK[row.layer], "span": list(row.span), "made": encode(Made(f"person.{j.who}", (j.id,), (row.span,)))}
    if row.layer == "claim":
        blank |= {"trigger": list(row.span), "type": row.type}
    try:
        return decode(kind_of(row.layer), {**blank, **{k: v for k, v in fields.items() if k not in _refs(row.layer)}})
    except CodecError as error:
        raise damaged(f"judgement {j.id}: {error}") from None


def _changed(layer: Layer, fact: Fact, values: Mapping[str, Any], j: Judgement) -> Fact:
    body = {**encode(fact), **{k: v for k, v in values.items() if k not in _refs(layer)}}
    try:
        changed = decode(kind_of(layer), body)
    except CodecError as error:
        raise damaged(f"judgement {j.id}: {error}") from None
    return replace(changed, made=also(fact.made, (j.id,)))


def also(made: Made, by: Iterable[str]) -> Made:
    """What made a record, with the decisions that have changed it among its entries."""
    return replace(made, entries=(*made.entries, *dict.fromkeys(b for b in by if b not in made.entries)))

