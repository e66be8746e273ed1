"""The list of events, a page at a time; what is asked for stands in the address."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.model.linked import Grade
from isnad.show.web import asking
from isnad.show.web.context import Context, Entry
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter

ENTRY = Entry("events", "/events", "web.nav.events", 30)
PAGE = 50


def events(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)

    def asked_for(name: str) -> str:
        return ctx.query.get(name, "").strip()[:200]

    party, place = asked_for("party"), asked_for("place")
    (first, first_known), (last, last_known) = asking.date(asked_for("from")), asking.date(asked_for("to"))
    wrong = [asked_for(k) for k, known in (("from", first_known), ("to", last_known)) if not known]
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        asked = EventFilter(
            type=asked_for("type"), party=asking.party(ctx, view, party), place=asking.place(ctx, view, place), grade=asked_for("grade"),
            first=first, last=last, absent=ctx.query.get("absent") == "yes", told=ctx.query.get("order") == "told",
        )  # fmt: skip
        rows, total = Browse(view).events(asked, (at - 1) * PAGE, PAGE)
        types = ctx.cached("events.types", lambda v: Browse(v).event_types(), view)
    return ctx.render(
        "events.html", title=ctx.words("web.nav.events"), nav="events", rows=rows, total=total, asked=asked, party=party, place=place,
        types=types, wrong=wrong,
        grades=get_args(Grade), at=at, pages=max(1, -(-total // PAGE)),
    )  # fmt: skip


ROUTES = [Route("/events", events)]
