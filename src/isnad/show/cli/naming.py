"""The parties and places that a file of hypotheses names, brought to the names that the case has for them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from isnad.lang.common.origins import of_side
from isnad.model.hypotheses import Look, Rivals
from isnad.model.linked import Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.relate.hypotheses import named_forces
from isnad.resolve.gazetteer import named
from isnad.show.partynames import english_name, own_name, side_of
from isnad.text.fold import fold


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name in a file of hypotheses that nothing in the case bears.

    Attributes:
        expectation: id of the expectation.
        key: the key it stands under.
        name: the name as written.
        what: `party` or `place`.
        remedy: what may have been meant.
    """

    expectation: str
    key: str
    name: str
    what: str
    remedy: str

    def message(self, *, brief: bool = False) -> str:
        """In words; `brief` without the expectation, where it is said already."""
        text = f"`{self.key}`: no {self.what} of this case's events is called {self.name}"
        return text if brief else f"{self.expectation}, {text}"


def resolved(rivals: Rivals, linked: Linked, items: Sequence[tuple[Report, Reading]]) -> tuple[Rivals, list[Unknown]]:
    """The rivals with the names that the case has for the parties and places they look for.

    A party may be called by any of its names, in Arabic or English. A force («الجيش السوري») is looked for where the reports name it, not wherever
    its side acts; a side is looked for in all that its forces do. A place may be called as a report of the case or the gazetteer calls it.

    Args:
        rivals: as the file has them.
        linked: events of the case.
        items: the reports with their readings.

    Returns:
        The rivals, and the names that are nowhere in the case.
    """
    forces = named_forces(linked.events, {r.id: reading for r, reading in items})
    parties = sorted({p for e in linked.events for p in (*e.actor, *e.recipient)} | {n for of in forces.values() for ns in of.values() for n in ns})
    sides = frozenset(s for p in parties for s in of_side(p))
    places = _Places(linked, items)
    unknown: list[Unknown] = []
    out = []
    for e in rivals.expectations:
        look = e.look

        def party(key: str, name: str | None, of: str = e.id) -> str | None:
            found = _party(name, sides) if name else None
            if name and found is None:
                some = difflib.get_close_matches(name, parties, 1, 0.5)
                remedy = f"did you mean {some[0]}?" if some else f"the case has {', '.join(parties[:12])}" + (" …" if len(parties) > 12 else "")
                unknown.append(Unknown(of, key, name, "party", remedy))
            return found or name

        between = tuple(party("between", p) or p for p in look.between)
        look = replace(look, actor=party("actor", look.actor), recipient=party("recipient", look.recipient), between=between)
        out.append(replace(e, look=_placed(look, places, e.id, unknown)))
    return replace(rivals, expectations=tuple(out)), unknown


def _party(text: str, sides: frozenset[str]) -> str | None:
    """The name of a party of the case, or None."""
    own = own_name(text)
    names = [text, own, *([english_name(text)] if side_of(own) == own else [])]
    return next((n for n in names if fold(n) in sides), None)


def _placed(look: Look, places: _Places, expectation: str, unknown: list[Unknown]) -> Look:
    if look.place is None:
        return look
    found = places.find(look.place)
    if found is None:
        some = difflib.get_close_matches(look.place, places.names, 1, 0.5)
        remedy = f"did you mean {some[0]}?" if some else "`isnad events` shows where things are said to have happened"
        unknown.append(Unknown(expectation, "place", look.place, "place", remedy))
    return replace(look, place=found or look.place)


class _Places:
    """The places of a case's events, by what reports call them."""

    def __init__(self, linked: Linked, items: Sequence[tuple[Report, Reading]]) -> None:
        self.names = sorted({e.place for e in linked.events if e.place})
        at_events = frozenset(self.names)
        self._written: dict[str, dict[str, int]] = {}
        for report, reading in items:
            for p in reading.places:
                if p.name in at_events:
                    names = self._written.setdefault(fold(p.span.quote(report.text)), {})
                    names[p.name] = names.get(p.name, 0) + 1

    def find(self, text: str) -> str | None:
        """The name, or part of a name, under which events stand at the place, or None."""
        key = fold(text.strip())
        if any(key in fold(n) for n in self.names):
            return text.strip()
        written = self._written.get(key)
        if written:
            return min(written, key=lambda n: (-written[n], n))
        return next((p.name for p in named(text.strip()) if p.name in self.names), None)
