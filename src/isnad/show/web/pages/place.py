"""Places: the list of those where something is said to have happened, and the page of each: who holds it, its events, a map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.lang.common.linking import radius
from isnad.model import sphere
from isnad.relate.control import Control, control
from isnad.show.dossier.mapping import Spot, draw
from isnad.show.web.context import Context, Entry
from isnad.show.web.relating import page_of, related
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter
from isnad.store.view import SqliteView

ENTRY = Entry("places", "/places", "web.nav.places", 60)
PAGE, EVENTS, LINES = 60, 12, 40
CIRCLE = 10  # events from which on a circle grows no more, so that it hides no other
AROUND, NEIGHBOURS = 260.0, 24  # kilometres of the map around a place; other places drawn


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place of the case: its name, degrees, kilometres within which it may be meant, and how many events are there."""

    name: str
    lat: float | None
    lon: float | None
    reach: float
    events: int


def _all(view: SqliteView) -> dict[str, Spotted]:
    """The places of the case's events, the most told first."""
    counts: Counter[str] = Counter(e.place for e in view.linked().events if e.place)
    known: dict[str, tuple[float | None, float | None, str]] = {}
    for _, reading in view.items():
        for p in reading.places:
            known.setdefault(p.name, (p.lat, p.lon, p.kind))
    out = {}
    for name, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])):
        lat, lon, kind = known.get(name, (None, None, "unknown"))
        out[name] = Spotted(name, lat, lon, radius(kind), n)
    return out


def places(request: Request) -> Response:
    """The list, with a map."""
    ctx = Context.of(request)
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        found = related(ctx, "places", _all, view)
    rows = list((found or {}).values())
    page, pages = page_of(rows, at, PAGE)
    drawn = draw([_spot(ctx, s) for s in page if s.lat is not None and s.reach < AROUND], ctx.lang)
    title = ctx.words("web.nav.places")
    return ctx.render("places.html", title=title, nav="places", gathering=found is None, rows=page, at=at, pages=pages, map=drawn)


def _spot(ctx: Context, s: Spotted, reach: float = 0.0) -> Spot:
    return Spot(ctx.words.names.place(s.name), s.name, s.lat or 0.0, s.lon or 0.0, min(s.events, CIRCLE), _address(s.name), reach)


def _address(name: str) -> str:
    return f"/place?name={quote(name)}"


def place(request: Request) -> Response:
    """One place."""
    ctx = Context.of(request)
    name = ctx.query.get("name", "").strip()[:200]
    with ctx.view() as view:
        found = related(ctx, "places", _all, view)
        if found is None:
            return ctx.render("place.html", title=ctx.words.place(name), nav="places", gathering=True, name=name)
        here = found.get(name)
        if here is None:
            raise UsageError("web.not-found", f"nothing is said to have happened at {name!r}", remedy="the list of places has all names")
        held = related(ctx, f"control:{name}", lambda v: control(name, v.items()), view)
        events, total = Browse(view).events(EventFilter(place=name), 0, EVENTS)
        return ctx.render(
            "place.html", title=ctx.words.place(name), nav="places", gathering=held is None, name=name, here=here, map=_map(ctx, here, found),
            held=held, lines=_lines(view, ctx, held) if held is not None else [], rows=events, total=total,
        )  # fmt: skip


def _map(ctx: Context, here: Spotted, found: dict[str, Spotted]) -> Markup:
    if here.lat is None or here.lon is None:
        return Markup("")
    near = []
    for s in found.values():
        km = sphere.kilometres(here.lat, here.lon, s.lat, s.lon)
        if s.name != here.name and km is not None and km <= AROUND and s.reach < AROUND:
            near.append((km, s))
    near.sort(key=lambda x: x[0])
    return draw([_spot(ctx, here, here.reach), *(_spot(ctx, s) for _, s in near[:NEIGHBOURS])], ctx.lang)


def _lines(view: SqliteView, ctx: Context, held: Control) -> list[dict[str, Any]]:
    """Claims about the holder, with their words."""
    teller = Teller(view, ctx.words)
    out = []
    for h in held.lines[:LINES]:
        told = teller.told(h.claim)
        if told is not None:
            out.append({"hold": h, "told": told, "change": h.change.replace(" ", "-")})
    return out


ROUTES = [Route("/places", places), Route("/place", place)]
