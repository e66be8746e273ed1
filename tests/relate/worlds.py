"""Made worlds: events with planted instances of patterns among noise, all drawn by seed. Only for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from isnad.model.linked import Assessment, ClaimRef, Event, Line, Linked
from isnad.model.plover import EVENT_TYPES, MODES, EventType
from isnad.model.records import Claim, Made, Name, PlaceMention, Reading, SourceKind, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.relate.patterns import Pattern, Way
from tests.link.gold import report

HAND = Made("test.world")
START = date(2012, 1, 1).toordinal()
DAYS = 2400
GAP = 40  # code points between two happenings of one made passage
Item = tuple[Report, Reading]


@dataclass
class World:
    """Claims of made reports, each its own event, with as many lines as it is given."""

    rng: Random
    parties: list[str]
    towns: list[tuple[str, float, float]]
    readings: dict[str, tuple[list[Claim], list[PlaceMention], list[Statement]]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)

    def claim(
        self, home: str, kind: EventType, mode: str | None, actor: tuple[str, ...], recipient: tuple[str, ...], town: int | None, day: int | None, *,
        occurred: bool = True, status: str = "actual", by: str | None = None, source: SourceKind = "organisation", origins: tuple[str, ...] = (),
    ) -> Event:  # fmt: skip
        """One more happening in a report, an event of its own."""
        claims, places, statements = self.readings.setdefault(home, ([], [], []))
        at = GAP * len(claims)
        span, where, said = Span(at, at + 5), None, None
        if town is not None:
            where = len(places)
            places.append(PlaceMention(span, self.towns[town][0], "XX", *self.towns[town][1:], None, "town", HAND))
        if by is not None or source != "organisation":
            said = len(statements)
            statements.append(Statement(span, None, None, Name(by or "somebody"), (), source, True, "indirect", "assert", None, HAND))
        time = None if day is None else date.fromordinal(day).isoformat()
        ref = ClaimRef(home, len(claims))
        claims.append(
            Claim(span, span, kind, mode, tuple(map(Name, actor)), tuple(map(Name, recipient)), where, time, (), occurred, status, said, HAND)  # type: ignore[arg-type]
        )
        n = len(self.events)
        site = self.towns[town] if town is not None else None
        name, lat, lon = site or (None, None, None)
        e = Event(f"e-{n:016d}", kind, f"event {n}", time, name, lat, lon, actor, recipient, occurred, (ref,), (), HAND)
        self.events.append(e)
        lines = tuple(Line(o, (home,)) for o in (origins or (f"origin {home}",)))
        for_, against = ((), lines) if not occurred or status == "denied-by-speaker" else ((), ()) if status != "actual" else (lines, ())
        self.assessments.append(Assessment(e.id, for_, against, (), "fair" if len(lines) > 1 else "weak", "", HAND))
        return e

    def done(self) -> tuple[Linked, list[Assessment], list[Item]]:
        """What a search needs."""
        items: list[Item] = []
        for home, (claims, places, statements) in self.readings.items():
            r = report(home, "word " * (GAP * len(claims) // 5 + 2), lang="en")
            items.append((r, Reading(r.id, "made", (), (), tuple(places), (), tuple(statements), tuple(claims))))
        ids = {r.name: r.id for r, _ in items}
        events = tuple(replace(e, claims=tuple(ClaimRef(ids[c.report], c.claim) for c in e.claims)) for e in self.events)
        told = [replace(a, lines=_in(a.lines, ids), against=_in(a.against, ids)) for a in self.assessments]
        return Linked(events), told, items


def _in(lines: tuple[Line, ...], ids: dict[str, str]) -> tuple[Line, ...]:
    return tuple(Line(x.origin, tuple(ids[r] for r in x.reports)) for x in lines)


def world(seed: int, parties: int = 12, towns: int = 40) -> World:
    """An empty world: parties of no authority, towns at least thirty kilometres apart."""
    rng = Random(seed)
    spots = [(f"Town {k}", 20.0 + 0.9 * (k // 20), 30.0 + 0.9 * (k % 20)) for k in range(towns)]
    return World(rng, [f"Party {chr(65 + k // 26)}{chr(65 + k % 26)}" for k in range(parties)], spots)


def noise(w: World, size: int, per_report: int = 6, without: Collection[str] = ()) -> None:
    """Happenings of all kinds (but `without`) between any two parties, six a report, each report of its own days and town."""
    rng = w.rng
    base = len(w.readings)
    for k in range(size):
        home = f"noise-{base + k // per_report}"
        if k % per_report == 0:
            day, town = START + rng.randrange(DAYS), rng.randrange(len(w.towns))
        kind = rng.choice([k for k in EVENT_TYPES if k not in without])
        mode = rng.choice((None, *MODES.get(kind, ())))
        a, b = rng.sample(w.parties, 2)
        whom, where, happened = (b,) if rng.random() < 0.7 else (), rng.choice((town, town, None)), rng.random() > 0.08
        w.claim(home, kind, mode, (a,), whom, where, day + rng.randrange(3), occurred=happened)


def plant(w: World, pattern: Pattern, *, spread: bool, origins: tuple[str, ...] = ()) -> dict[str, str]:
    """An instance of a pattern: told in one report, or (`spread`) each step in a report of its own, all dated. Gives the roles."""
    rng = w.rng
    names, spots = rng.sample(w.parties, sum(not r.place for r in pattern.roles)), rng.sample(range(len(w.towns)), 2)
    people, places = iter(names), iter(spots)
    roles: dict[str, str | int] = {r.id: next(places) if r.place else next(people) for r in pattern.roles}
    day = START + rng.randrange(DAYS)
    head = f"scene-{len(w.readings)}"
    for a, b in pattern.foes:  # elsewhere they are told as fighting each other
        w.claim(f"{head}-foes-{a}", "ASSAULT", "firearms", (str(roles[a]),), (str(roles[b]),), None, day - 900)
    for n, s in enumerate(pattern.steps):
        if s.optional or (s.nobody and rng.random() < 0.5):
            continue
        way = s.ways[0]
        home = f"{head}-{n}" if spread else head
        _tell(w, home, way, roles, day + n, "not" if s.nobody else way.said[0], origins)
    for n, s in enumerate(pattern.steps):  # as many more as must be stated
        if s.optional and sum(not x.optional and not x.nobody for x in pattern.steps) + n < pattern.least + len(pattern.steps):
            home = f"{head}-{n}" if spread else head
            _tell(w, home, s.ways[0], roles, day + n, s.ways[0].said[0], origins)
    return {r.id: str(w.towns[int(roles[r.id])][0]) if r.place else str(roles[r.id]) for r in pattern.roles}


def _tell(w: World, home: str, way: Way, roles: dict[str, str | int], day: int, said: str, origins: tuple[str, ...]) -> None:
    kind, mode = way.acts[0]
    mode = None if mode == "-" else mode
    both = tuple(str(roles[v]) for v in way.between)
    actor = tuple(str(roles[v]) for v in way.who) or both
    recipient = tuple(str(roles[v]) for v in way.whom) or both
    place = way.at or way.source or way.near
    town = int(roles[place]) if place else None
    status = {"planned": "planned", "denied": "denied-by-speaker"}.get(said, "actual")
    w.claim(
        home, kind, mode, actor, recipient, town, day, occurred=said not in ("not", "denied"), status=status,  # type: ignore[arg-type]
        by=str(roles[way.by]) if way.by else None, source=way.kinds[0] if way.kinds else "organisation", origins=origins,
    )  # fmt: skip


def crowd(size: int, seed: int = 7) -> tuple[Linked, list[Assessment], list[Item]]:
    """A large world of noise: sixty parties, three hundred towns."""
    w = world(seed, 60, 300)
    noise(w, size)
    return w.done()
