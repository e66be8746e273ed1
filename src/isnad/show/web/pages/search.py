"""Search over reports and claims; what is asked stands in the address, every hit leads to its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.model.linked import ClaimRef
from isnad.model.plover import EVENT_TYPES
from isnad.model.records import SourceKind
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.searching import ask, make_whole, merged_spans
from isnad.show.web.context import Context, Entry
from isnad.show.web.tellings import Teller, Told
from isnad.store.hits import Excerpt
from isnad.store.query import MOST_LETTERS
from isnad.store.search import COUNTED, Order, Search
from isnad.store.sqlite import SqliteStore

ENTRY = Entry("search", "/search", "web.nav.search", 15)
PAGE = 20
FIELDS = ("title", "outlet", "speaker", "actor", "recipient", "place", "type", "kind", "occurred", "from", "to")
ORDERS: tuple[Order, ...] = ("best", "oldest", "newest")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt: those that were found lead to where they stand."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A report that was found: its excerpts, each with what comes before and after it, and how many places there are."""

    report: Report
    excerpts: tuple[tuple[Piece, ...], ...]
    places: int


def search(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    text = ctx.query.get("q", "")[: MOST_LETTERS + 1]
    fields = {name: ctx.query.get(name, "").strip()[:300] for name in FIELDS}
    what = ctx.query.get("in", "")
    order: Order = next((o for o in ORDERS if o == ctx.query.get("sort")), "best")
    at = ctx.number("page", 1, least=1, most=100_000)
    rows: list[Row] = []
    claims: list[Told] = []
    total, of_claims, problem = -1, what == "claims", ""
    if text.strip() or any(fields.values()):
        with SqliteStore().view(ctx.desk.path) as view:
            make_whole(view)
        with ctx.view() as view:
            try:
                asked = ask(view, text, [(k, v) for k, v in fields.items() if v])
                if what == "reports" and asked.of_claims:
                    raise UsageError("search.field", "reports have no such field")
                of_claims = what == "claims" or asked.of_claims
                if of_claims:
                    found = Search(view).claims(asked, (at - 1) * PAGE, PAGE, order)
                    total, teller = found.total, Teller(view, ctx.words)
                    told = [teller.told(ClaimRef(h.report.id, h.located.position)) for h in found.hits]
                    claims = [t for t in told if t is not None]
                else:
                    reports = Search(view).reports(asked, (at - 1) * PAGE, PAGE, order)
                    total = reports.total
                    rows = [Row(h.report, tuple(pieces(h.report, e) for e in h.excerpts), len(h.spans)) for h in reports.hits]
            except UsageError as error:
                problem = ctx.words(f"search.error.{error.code}", what=error.diagnostic.message + "; " + (error.diagnostic.remedy or ""))
    return ctx.render(
        "search.html", 422 if problem else 200, title=ctx.words("web.nav.search"), nav="search", text=text, fields=fields, what=what, order=order,
        rows=rows, claims=claims, total=total, of_claims=of_claims, problem=problem, at=at, pages=max(1, -(-min(total, COUNTED) // PAGE)),
        more=total > COUNTED, counted=COUNTED, types=EVENT_TYPES, kinds=get_args(SourceKind), any_field=any(fields.values()),
    )  # fmt: skip


def pieces(report: Report, excerpt: Excerpt) -> tuple[Piece, ...]:
    """An excerpt in pieces; joined they are the words of the report between its ends."""
    out: list[Piece] = []
    at = excerpt.span.start
    if at:
        out.append(Piece("… "))
    for a, b in merged_spans(excerpt.marks):
        out += [Piece(report.text[at:a]), Piece(report.text[a:b], href(report, Span(a, b)))]
        at = b
    out.append(Piece(report.text[at : excerpt.span.end]))
    if excerpt.span.end < len(report.text):
        out.append(Piece(" …"))
    return tuple(p for p in out if p.words)


def href(report: Report, span: Span) -> str:
    """Where some words are read in their report."""
    return f"/report/{report.id}?start={span.start}&end={span.end}#s-{span.start}-{span.end}"


ROUTES = [Route("/search", search)]
