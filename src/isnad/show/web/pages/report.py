"""A report: its text with what was read in it, what stands behind each mark, and the forms by which it is corrected."""

from __future__ import annotations

from typing import Any, Literal, cast, get_args
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import CaseError, UsageError
from isnad.model.judgement import Judgement
from isnad.model.records import Layer, Mention
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.protect import Shield
from isnad.show.web import paper
from isnad.show.web.behind import Behind, behind
from isnad.show.web.context import Context
from isnad.show.web.deciding import changed, now, remember, who
from isnad.show.web.editing import fields, span_of, values
from isnad.show.web.former import Watched, watch
from isnad.show.web.marks import SHOWN, USUAL, Mark, marked, marks_of
from isnad.store.browse import Browse
from isnad.store.contracts import Row
from isnad.store.decide import add, decide, in_force, undo
from isnad.store.fields import ADDABLE
from isnad.store.laid import added_id
from isnad.store.view import SqliteView

Verdict = Literal["accept", "reject", "change"]
LONG = 400_000  # code points above which marks are drawn only around what is looked at
AROUND = 100_000
MOST = 2_000  # letters of a reason


def _layers(ctx: Context) -> tuple[str, ...]:
    """The layers that the address turns on."""
    if "layers" not in ctx.query:
        return USUAL
    asked = {name for part in ctx.request.query_params.getlist("layers") for name in part.split(",")}
    return tuple(name for name in SHOWN if name in asked)


def _kept(ctx: Context) -> list[tuple[str, str]]:
    """What the address asks that stays from one mark to the next."""
    out = [("layers", ",".join(_layers(ctx)))] if "layers" in ctx.query else []
    return out + [(k, ctx.query[k]) for k in ("beside",) if k in ctx.query]


def _aim(ctx: Context, text: str) -> Span | None:
    """The words that the address points to."""
    start, end = ctx.number("start", -1), ctx.number("end", -1)
    return Span(start, end) if 0 <= start < end <= len(text) else None


def _find(rows: list[Row], fact_id: str) -> Row:
    for row in rows:
        if row.id == fact_id:
            return row
    raise CaseError("case.no-such-fact", f"the report holds no {fact_id}", remedy="look at the report again")


def report(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    with ctx.view() as view:
        found = view.report(request.path_params["id"])
        rows = view.rows(found.id)
        layers, at = _layers(ctx), ctx.query.get("at", "")
        aim = _aim(ctx, found.text)
        looked = next((r for r in rows if r.id == at), None)
        if looked is not None and looked.layer not in layers:
            layers = tuple(x for x in SHOWN if x in layers or x == looked.layer)
        marks = _drawn(marks_of(rows, layers), found, looked.fact.span if looked is not None else aim)
        shield = ctx.cached("protected", lambda v: Shield(sorted(set(v.protected()))), view)
        marks += [Mark(s, "", "protected", False, 50) for s in shield.spans(found.text)] if shield else []
        adding = ctx.query.get("add", "") if aim is not None or "add" in ctx.query else ""
        panel = _panel(ctx, view, found, rows, looked) if looked is not None else None
        copies = [c for c in view.copies() if c.report == found.id]
        echoes = view.echoes_of([found.id])
        return ctx.render(
            "report.html", title=found.title or found.name, nav="reports", report=found, layers=layers, shown=SHOWN, at=at,
            text=marked(found.text, marks, _kept(ctx), current=at, aim=aim), panel=panel, aim=aim, kept=_kept(ctx),
            counts={layer: sum(r.layer == layer and r.state != "rejected" for r in rows) for layer in SHOWN}, read=bool(rows),
            listed=[r for r in rows if r.layer in layers], adding=adding if adding in ADDABLE else "", addable=ADDABLE,
            form=fields(adding, None, rows, ctx.words, found.text, aim) if adding in ADDABLE else [],
            names=_known(rows, aim or (looked.fact.span if looked is not None else None)), copies=copies,
            beside=ctx.query.get("beside") == "original", sheets=_sheets(ctx, view, found), undoable=_last(ctx, view),
            echoes=echoes, titles=Browse(view).titles([r for e in echoes for r in e.reports]),
        )  # fmt: skip


def _known(rows: list[Row], near: Span | None) -> list[str]:
    """Names that a field may be filled with: parties and others that the report names, those nearest to some words first."""
    found = [m for m in (r.fact for r in rows if r.state != "rejected") if isinstance(m, Mention)]
    found.sort(key=lambda m: (abs(m.span.start - near.start) if near is not None else 0, m.party or m.name))
    return list(dict.fromkeys(m.party or m.name for m in found))[:200]


def _drawn(marks: list[Mark], found: Report, around: Span | None) -> list[Mark]:
    """Of a text of book length only the marks around what is looked at."""
    if len(found.text) <= LONG:
        return marks
    middle = around.start if around is not None else 0
    return [m for m in marks if abs(m.span.start - middle) < AROUND]


def _panel(ctx: Context, view: SqliteView, found: Report, rows: list[Row], row: Row) -> dict[str, Any]:
    """What is shown of one row: what stands behind it, and its forms."""
    shown: Behind = behind(view, found, rows, row)
    editing = ctx.query.get("edit") == "1"
    form = fields(row.layer, row.fact, rows, ctx.words, found.text) if editing else []
    return {"b": shown, "row": row, "report": found, "editing": editing, "form": form, "kept": _kept(ctx)}


def _last(ctx: Context, view: SqliteView) -> Judgement | None:
    """The last decision of this browser that may be taken back."""
    mine: list[str] = ctx.session.kept.get("decided", [])
    if not mine:
        return None
    judgements = view.judgements()
    held = in_force(judgements)
    known = {j.id: j for j in judgements}
    return next((known[j] for j in reversed(mine) if j in held and j in known), None)


def _sheets(ctx: Context, view: SqliteView, found: Report) -> int:
    """How many pages the original has, if it is a PDF that is looked at."""
    if found.capture.media_type != "application/pdf" or ctx.query.get("beside") != "original":
        return 0
    return ctx.cached(f"sheets.{found.sha256}", lambda v: paper.pages(v.original(found.id)), view)


def mark(request: Request) -> Response:
    """What stands behind one mark, for the script that shows it beside the text."""
    ctx = Context.of(request)
    with ctx.view() as view:
        found = view.report(request.path_params["id"])
        rows = view.rows(found.id)
        row = _find(rows, request.path_params["fact"])
        return ctx.fragment("mark.html", panel=_panel(ctx, view, found, rows, row))


def original(request: Request) -> Response:
    """The bytes as they were got; always to be kept, never to be run."""
    ctx = Context.of(request)
    with ctx.view() as view:
        found = view.report(request.path_params["id"])
        data = view.original(found.id)
    name = found.capture.address.replace("\\", "/").rpartition("/")[2] or found.name
    headers = {"content-disposition": f"attachment; filename=\"original\"; filename*=UTF-8''{quoted(name, safe='')}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def source(request: Request) -> Response:
    """The original as plain text: what a page was written like, tags and all."""
    ctx = Context.of(request)
    with ctx.view() as view:
        found = view.report(request.path_params["id"])
        data = view.original(found.id)
    if found.capture.charset is None:
        raise UsageError("web.not-found", "the original is no text")
    return Response(data.decode(found.capture.charset, "replace").encode(), media_type="text/plain; charset=utf-8")


def sheet(request: Request) -> Response:
    """One page of a PDF, drawn."""
    ctx = Context.of(request)
    number = int(request.path_params["n"])
    with ctx.view() as view:
        found = view.report(request.path_params["id"])
        png = None
        if found.capture.media_type == "application/pdf" and number < paper.PAGES:
            png = ctx.cached(f"sheet.{found.sha256}.{number}", lambda v: paper.picture(v.original(found.id), number), view)
    if png is None:
        raise UsageError("web.not-found", "there is no such page")
    return Response(png, media_type="image/png")


def _to(ctx: Context, report_id: str, at: str) -> Response:
    """Back to the report, at a mark."""
    keep = [(k, ctx.form[k]) for k in ("layers", "beside") if ctx.form.get(k)]
    return ctx.redirect(f"/report/{report_id}?{urlencode([*keep, ('at', at)])}#m-{at}" if at else f"/report/{report_id}?{urlencode(keep)}")


def decided(request: Request) -> Response:
    """Accept, reject or change a row."""
    ctx = Context.of(request)
    report_id, target, verdict = request.path_params["id"], ctx.form.get("target", ""), ctx.form.get("verdict", "")
    if verdict not in get_args(Verdict):
        raise UsageError("web.request", f"{verdict!r} is no decision")
    by = who(ctx)
    with ctx.write() as case:
        given: dict[str, Any] | None = None
        watched = [] if verdict == "accept" else watch(case, _touched(case, report_id, target))
        if verdict == "change":
            found = case.report(report_id)
            rows = case.rows(report_id)
            row = _find(rows, target)
            asked = fields(row.layer, row.fact, rows, ctx.words, found.text)
            given = values(row.layer, asked, _sent(ctx, asked), ctx.form.getlist("quantities"), row.fact, found.text)
        judgement = decide(
            case, target, cast(Verdict, verdict), who=by, when=now(), why=ctx.form.get("why", "")[:MOST], values=given,
            seen=ctx.form.get("seen") or None,
        )  # fmt: skip
    remember(ctx, judgement)
    ctx.tell(f"decided.{verdict}")
    changed(ctx, watched=watched)
    return _to(ctx, report_id, judgement.target)


def _touched(view: SqliteView, report_id: str, target: str) -> list[str]:
    """The claims that a decision on a row bears on: itself, or those of its report."""
    rows = [r for r in view.rows(report_id) if r.state != "rejected"]
    return [r.id for r in rows if r.id == target and r.layer == "claim"] or [r.id for r in rows if r.layer == "claim"]


def _sent(ctx: Context, asked: list[Any]) -> dict[str, str]:
    """The fields of a form; a box that was not ticked is sent by no browser."""
    return {**{f.name: "" for f in asked if f.form == "yes"}, **dict(ctx.form.items())}


def added(request: Request) -> Response:
    """Add a row that was missed."""
    ctx = Context.of(request)
    report_id, layer = request.path_params["id"], ctx.form.get("layer", "")
    if layer not in get_args(Layer):
        raise UsageError("web.request", f"{layer!r} is no layer")
    by = who(ctx)
    with ctx.write() as case:
        found = case.report(report_id)
        words = span_of(ctx.form.get("words", "")) or _named(ctx.form.get("words", ""), found.text)
        asked = fields(cast(Layer, layer), None, case.rows(report_id), ctx.words, found.text)
        asked = [f for f in asked if f.name not in ("trigger", "span")]
        given = values(cast(Layer, layer), asked, _sent(ctx, asked), ctx.form.getlist("quantities"), None, found.text)
        judgement = add(case, report_id, cast(Layer, layer), words, given, who=by, when=now(), why=ctx.form.get("why", "")[:MOST])
    remember(ctx, judgement)
    ctx.tell("decided.add")
    new = added_id(judgement)
    changed(ctx, watched=[Watched(new, None, frozenset())] if layer == "claim" else [])
    return _to(ctx, report_id, new)


def _named(words: str, text: str) -> Span:
    """Words that were written in place of a span: where they stand, if they stand there once."""
    start = text.find(words) if words else -1
    if start < 0:
        raise UsageError("decide.words", "these words do not stand in the report", remedy="copy them from the text")
    if text.find(words, start + 1) >= 0:
        raise UsageError("decide.words", "these words stand in the report more than once", remedy="write more of them, or START-END in code points")
    return Span(start, start + len(words))


def undone(request: Request) -> Response:
    """Take a decision back: the one that is named, else the last of this browser."""
    ctx = Context.of(request)
    by = who(ctx)
    with ctx.write() as case:
        wanted = ctx.form.get("judgement", "")
        if not wanted:
            last = _last(ctx, case)
            if last is None:
                raise UsageError("decide.nothing-mine", "you have decided nothing that could be taken back", remedy="the log lists all decisions")
            wanted = last.id
        kept = next((j for j in case.judgements() if j.id == wanted), None)
        undo(case, wanted, who=by, when=now(), why=ctx.form.get("why", "")[:MOST])
        report_id = kept.row.report if kept is not None and kept.row is not None else ""
        target = "" if kept is None or kept.verdict == "add" or not report_id else kept.target
    ctx.tell("decided.undo")
    changed(ctx)
    return _to(ctx, report_id, target) if report_id else ctx.redirect(ctx.form.get("back", "/"))


ROUTES = [
    Route("/report/{id}", report), Route("/report/{id}/mark/{fact}", mark), Route("/report/{id}/original", original),
    Route("/report/{id}/source", source), Route("/report/{id}/page/{n:int}.png", sheet), Route("/report/{id}/decide", decided, methods=["POST"]),
    Route("/report/{id}/add", added, methods=["POST"]), Route("/undo", undone, methods=["POST"]),
]  # fmt: skip
