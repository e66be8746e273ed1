"""The queue: what waits for a decision, least certain first or by what hangs on it; decided in place, by two readers where the case asks for two."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.model.judgement import Judgement
from isnad.model.linked import ClaimRef, Event
from isnad.model.records import Claim, Layer
from isnad.model.report import Report
from isnad.resolve.review import Item, Measure, Order, waiting
from isnad.resolve.reviewed import Queue, Stakes, find_stakes, know_stakes, measures_of, queue_of, stakes_known
from isnad.show.web.aside import aside
from isnad.show.web.context import Context, Entry
from isnad.show.web.deciding import changed, now, remember, who
from isnad.show.web.relinking import AUTO
from isnad.show.web.tellings import Quote, Teller, Told
from isnad.show.web.undoing import take_back, undoable, value_words
from isnad.store.browse import Browse
from isnad.store.contracts import Fact, Row
from isnad.store.decide import ask_readers, decide
from isnad.store.doubt import DOUBTED
from isnad.store.laid import Laid, seen
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView

ENTRY = Entry("queue", "/queue", "web.nav.queue", 50)
PAGE = 12
MOST = 2_000  # letters of a reason


@dataclass(frozen=True, slots=True)
class Card:
    """A row that waits, as it is shown.

    Attributes:
        item: its place in the queue.
        row: the row as it is now.
        fact: what is shown of it: for a second reader what was read, whatever the first made of it.
        seen: what the form says that the person has seen.
        report: its report.
        quote: its words in their sentence.
        told: a claim, told with its chain.
        event: the event that hangs on it.
        opinions: what was decided on it, where two disagree.
        blind: whether a second reader is asked, who does not see what the first decided.
    """

    item: Item
    row: Row
    fact: Fact
    seen: str
    report: Report
    quote: Quote
    told: Told | None
    event: Event | None
    opinions: tuple[Judgement, ...]
    blind: bool


def _order(ctx: Context) -> Order:
    return "stake" if ctx.query.get("by") == "stake" else "doubt"


def _layers(ctx: Context) -> tuple[Layer, ...]:
    asked = {name for part in ctx.request.query_params.getlist("layer") for name in part.split(",")}
    return tuple(layer for layer in DOUBTED if layer in asked) or ("claim",)


def page(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    order, layers = _order(ctx), _layers(ctx)
    at = ctx.number("page", 1, least=1, most=1_000_000)
    report = ctx.query.get("report") or None
    with ctx.view() as view:
        only = view.report(report) if report else None
        late = view.count() > AUTO and not stakes_known(view) and view.fingerprint("link") is not None
        if late:
            aside(ctx.desk.path, "stakes", _stakes, know_stakes)
        if late and order == "stake":
            found = Queue((), 0, queue_of(view, layers=(), who=ctx.reader).progress, view.info().readers)
        else:
            found = queue_of(view, order=order, layers=layers, who=ctx.reader, report=report, offset=(at - 1) * PAGE, most=PAGE)
        measures: list[Measure] = ctx.cached("queue.measures", measures_of, view)
        return ctx.render(
            "queue.html", title=ctx.words("web.nav.queue"), nav="queue", order=order, layers=layers, known=DOUBTED,
            cards=_cards(ctx, view, found.items),
            waiting=found.waiting, progress=found.progress, readers=found.readers, measures={m.layer: m for m in measures}, at=at, only=only,
            pages=max(1, -(-found.waiting // PAGE)), linked=view.fingerprint("link") is not None,
            last=undoable(ctx, view), value_words=value_words, late=late and order == "stake",
        )  # fmt: skip


def _stakes(path: str) -> tuple[tuple[object, ...], Stakes]:
    with SqliteStore().view(Path(path)) as view:
        return find_stakes(view)


def _cards(ctx: Context, view: SqliteView, items: tuple[Item, ...]) -> list[Card]:
    teller = Teller(view, ctx.words)
    laid: dict[str, Laid] = {}
    events = Browse(view).events_light([i.event for i in items if i.event])
    out = []
    for item in items:
        if item.report not in laid:
            laid[item.report] = view.laid(item.report)
        row = next((r for r in laid[item.report].rows if r.id == item.id), None)
        if row is not None:
            out.append(_card(ctx, view, teller, laid[item.report], item, row, events.get(item.event or "")))
    return out


def _card(ctx: Context, view: SqliteView, teller: Teller, laid: Laid, item: Item, row: Row, event: Event | None) -> Card:
    blind = "second" in item.why and row.read is not None
    fact = row.read if blind and row.read is not None else row.fact
    shown = seen(row.read) if blind and row.read is not None else row.seen
    told = None
    quote = teller.quote(row.report, fact.span)
    if isinstance(fact, Claim):
        quote = teller.quote(row.report, fact.trigger, fact.span)
        reading = laid.reading
        if blind and (as_read := view.reading(row.report, judged=False)) is not None:
            reading = as_read
        statement = None if fact.statement is None else reading.statements[fact.statement]
        place = None if fact.place is None else reading.places[fact.place].name
        ref = ClaimRef(row.report, -1 if row.position is None else row.position)
        told = Told(row.id, ref, fact, statement, quote, teller.chain(quote.report, statement), place)
    opinions = row.decisions if "disagree" in item.why or "moved" in item.why else ()
    return Card(item, row, fact, shown, quote.report, quote, told, event, opinions, blind)


def decided(request: Request) -> Response:
    """Accept or reject a row of the queue, and go on to the next."""
    ctx = Context.of(request)
    target, verdict = ctx.form.get("target", ""), ctx.form.get("verdict", "")
    if verdict not in ("accept", "reject"):
        raise UsageError("web.request", f"{verdict!r} is no decision")
    by = who(ctx)
    with ctx.write() as case:
        judgement = decide(
            case, target, cast("Literal['accept', 'reject']", verdict), who=by, when=now(), why=ctx.form.get("why", "")[:MOST],
            seen=ctx.form.get("seen") or None,
        )  # fmt: skip
        row = case.row(judgement.target)
        still = waiting(row, case.info().readers, by)
    remember(ctx, judgement)
    ctx.tell("queue.decided.disagree" if still == "disagree" else f"decided.{verdict}")
    changed(ctx)
    return ctx.redirect(ctx.form.get("back") or "/queue")


def undone(request: Request) -> Response:
    """Take a decision back and stay where one is."""
    ctx = Context.of(request)
    take_back(ctx, ctx.form.get("judgement", ""))
    return ctx.redirect(ctx.form.get("back") or "/queue")


def readers(request: Request) -> Response:
    """Ask that one or two people decide on each row."""
    ctx = Context.of(request)
    wanted = ctx.form.get("readers", "")
    if wanted not in ("1", "2"):
        raise UsageError("web.request", f"{wanted!r} is no number of readers")
    by = who(ctx)
    with ctx.write() as case:
        ask_readers(case, int(wanted), who=by, when=now())
    ctx.tell(f"queue.readers.{wanted}")
    return ctx.redirect(ctx.form.get("back") or "/queue")


ROUTES = [
    Route("/queue", page), Route("/queue/decide", decided, methods=["POST"]), Route("/queue/undo", undone, methods=["POST"]),
    Route("/queue/readers", readers, methods=["POST"]),
]  # fmt: skip
