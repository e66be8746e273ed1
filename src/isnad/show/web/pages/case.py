"""The first page: what is in the case, what is new, what waits for a decision, what contradicts what; and who is deciding."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.pipeline import linking_mark, mark_of
from isnad.settings import Settings
from isnad.show.web.clashes import cards
from isnad.show.web.context import Context, Entry
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse
from isnad.store.filters import ReportFilter
from isnad.store.grouped import by_aspect, clash_groups
from isnad.store.view import SqliteView

ENTRY = Entry("case", "/", "web.nav.case", 10)
SHOWN = 6
NAME = 80  # letters of a person's name


def case(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    with ctx.view() as view:
        browse = Browse(view)
        new, total = browse.reports(ReportFilter(new=True), 0, SHOWN)
        groups, n_questions = clash_groups(view, "", 0, SHOWN)
        teller = Teller(view, ctx.words)
        return ctx.render(
            "case.html", title=ctx.words("web.nav.case"), nav="case", info=view.info(), total=total, new=new,
            about=ctx.cached("case.about", _about, view), layers=ctx.gathered("case.layers", lambda v: Browse(v).layer_counts(), view),
            behind=ctx.gathered("case.behind", _behind, view, browse.mark()), cards=cards(view, teller, groups), more=n_questions > SHOWN,
            decisions=view.judgements()[-SHOWN:][::-1],
        )  # fmt: skip


def _about(view: SqliteView) -> dict[str, Any]:
    """Counts over the whole case."""
    browse = Browse(view)
    return {
        "langs": browse.grouped("lang"), "outlets": browse.grouped("outlet"), "published": browse.published(),
        "linked": view.linked_counts(), "aspects": by_aspect(view.clash_counts()), "grades": browse.grades(),
        "possible": sum(view.clash_counts(possible=True).values()),
        "unread": len(view.unread(mark_of(view, Settings()))),
    }  # fmt: skip


def _behind(view: SqliteView) -> str:
    """Whether links are not there (`none`) or older than what they rest on (`old`)."""
    linked = view.fingerprint("link")
    return "none" if linked is None else "old" if linked != linking_mark(view, Settings()) else ""


def reader(request: Request) -> Response:
    """Take down who decides, and go back."""
    ctx = Context.of(request)
    name = " ".join(ctx.form.get("reader", "").split())[:NAME]
    if name:
        ctx.session.reader = name
        ctx.tell("web.reader.known", name=name)
    return ctx.redirect(ctx.form.get("back", "/"))


ROUTES = [Route("/", case), Route("/reader", reader, methods=["POST"])]
