"""Readings of a large case in little memory: equal names, texts and derivations are one object, and what only a reader needs is left out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from isnad.model.changed import changed
from isnad.model.contract import INFERRED
from isnad.model.records import Claim, Made, Name, PlaceMention, Quantity, Reading, Statement
from isnad.model.report import Report

H = TypeVar("H", bound=Hashable)


class Lean:
    """Makes readings lean; what is equal in several of them is kept once.

    Statements, claims, places and quantities lose all of their derivation but the rule's name, and claims keep whether a party was inferred: linking
    and weighing do not ask for more.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Hashable] = {}

    def __call__(self, report: Report, reading: Reading) -> tuple[Report, Reading]:
        """The report, and its reading with nothing in it that another has as well."""
        return report, changed(
            reading,
            places=tuple(map(self._place, reading.places)),
            quantities=tuple(map(self._quantity, reading.quantities)),
            statements=tuple(map(self._statement, reading.statements)),
            claims=tuple(map(self._claim, reading.claims)),
        )

    def _one(self, value: H) -> H:
        return self._kept.setdefault(value, value)  # type: ignore[return-value]

    def _made(self, made: Made) -> Made:
        return self._one(Made(made.rule))

    def _name(self, name: Name) -> Name:
        return changed(
            name, name=self._one(name.name), surface=self._one(name.surface), entity=self._one(name.entity),
            span=None if name.span is None else self._one(name.span),
        )  # fmt: skip

    def _names(self, names: Iterable[Name]) -> tuple[Name, ...]:
        return tuple(map(self._name, names))

    def _place(self, p: PlaceMention) -> PlaceMention:
        one = self._one
        return changed(
            p, name=one(p.name), country=one(p.country), lat=one(p.lat), lon=one(p.lon), gazetteer=one(p.gazetteer), kind=one(p.kind),
            made=self._made(p.made),
        )  # fmt: skip

    def _quantity(self, q: Quantity) -> Quantity:
        return changed(q, of=self._one(q.of), made=self._made(q.made))

    def _statement(self, s: Statement) -> Statement:
        one = self._one
        return changed(
            s, speaker=self._name(s.speaker), via=self._names(s.via), kind=one(s.kind), mode=one(s.mode), stance=one(s.stance),
            made=self._made(s.made),
        )  # fmt: skip

    def _claim(self, c: Claim) -> Claim:
        one = self._one
        return changed(
            c, type=one(c.type), mode=one(c.mode), time=one(c.time), actor=self._names(c.actor), recipient=self._names(c.recipient),
            status=one(c.status), quantities=one(c.quantities), made=one(Made(c.made.rule, tuple(e for e in c.made.entries if e in INFERRED))),
        )  # fmt: skip
