"""The list of reports, a page at a time; what is asked for stands in the address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.lang.common.origins import publisher
from isnad.show.web import asking
from isnad.show.web.context import Context, Entry
from isnad.store.browse import Browse
from isnad.store.filters import ReportFilter

ENTRY = Entry("reports", "/reports", "web.nav.reports", 20)
PAGE = 50


def reports(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    (first, first_known), (last, last_known) = (asking.date(ctx.query.get(k, "")) for k in ("from", "to"))
    wrong = [ctx.query.get(k, "")[:40] for k, known in (("from", first_known), ("to", last_known)) if not known]
    asked = ReportFilter(
        words=ctx.query.get("q", "").strip()[:200], outlet=publisher(ctx.query.get("outlet", "")[:200]), lang=ctx.query.get("in", ""),
        first=first, last=last, new=ctx.query.get("order") == "new",
    )  # fmt: skip
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        browse = Browse(view)
        rows, total = browse.reports(asked, (at - 1) * PAGE, PAGE)
        outlets = ctx.cached("reports.outlets", lambda v: Browse(v).grouped("outlet", 200), view)
        langs = ctx.cached("reports.langs", lambda v: Browse(v).grouped("lang", 50), view)
    return ctx.render(
        "reports.html", title=ctx.words("web.nav.reports"), nav="reports", rows=rows, total=total, asked=asked, outlets=outlets, langs=langs,
        wrong=wrong, at=at, pages=max(1, -(-total // PAGE)),
    )  # fmt: skip


ROUTES = [Route("/reports", reports)]
