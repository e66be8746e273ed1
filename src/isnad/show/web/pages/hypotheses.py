"""Rival explanations: those that the case keeps, the matrix of what was expected and what the case shows, and what would turn it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import InputError
from isnad.model.hypotheses import Weighed
from isnad.relate.hypotheses import weigh
from isnad.relate.hypotheses_file import RivalsError, rivals_in
from isnad.relate.yaml_lines import MOST_BYTES
from isnad.show.cli.naming import Unknown, resolved
from isnad.show.web.context import Context, Entry
from isnad.show.web.relating import related, told
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse
from isnad.store.kept import keep, kept
from isnad.store.view import SqliteView

ENTRY = Entry("hypotheses", "/hypotheses", "web.nav.hypotheses", 56)
SHELF, NAME = "rivals", "rivals.yaml"
SHOWN, QUOTES = 6, 2  # events of a row; quotations of an event


def _weighed(view: SqliteView, content: bytes) -> tuple[Weighed, list[Unknown]]:
    linked, items = view.linked(), list(view.items())
    rivals, unknown = resolved(rivals_in(content, NAME), linked, items)
    return weigh(rivals, linked, view.assessments(), items), unknown


def hypotheses(request: Request, text: str | None = None, fault: str | None = None) -> Response:
    """The page."""
    ctx = Context.of(request)
    with ctx.view() as view:
        there = next((k for k in kept(view, SHELF) if k.name == NAME), None)
        shown = text if text is not None else there.content.decode("utf-8", "replace") if there else ""
        found = related(ctx, f"rivals:{there.sha256}", lambda v: _weighed(v, there.content), view) if there else None
        values: dict[str, Any] = {"title": ctx.words("web.nav.hypotheses"), "nav": "hypotheses", "text": shown, "fault": fault}
        if found is None:
            return ctx.render("hypotheses.html", 400 if fault else 200, gathering=there is not None, weighed=None, **values)
        weighed, unknown = found
        events = Browse(view).events_light([s.event for r in weighed.rows for s in r.events[:SHOWN]])
        teller = Teller(view, ctx.words)
        rows = [
            (r, [(s, events[s.event], told(teller, events[s.event].claims, QUOTES)) for s in r.events[:SHOWN] if s.event in events],
             [u for u in unknown if u.expectation == r.expectation.id])
            for r in weighed.rows
        ]  # fmt: skip
        turns = [t for t in weighed.turns if t.turned] or list(weighed.turns[:3])
        says = {e.id: e.says for e in weighed.rivals.expectations}
        return ctx.render(
            "hypotheses.html", 400 if fault else 200, gathering=False, weighed=weighed, rows=rows, turns=turns[:12],
            standings=list(zip(weighed.rivals.hypotheses, weighed.standings, weighed.prior, strict=True)),
            apart=[says[i] for i in weighed.apart], names={h.id: h.says for h in weighed.rivals.hypotheses}, **values,
        )  # fmt: skip


def save(request: Request) -> Response:
    """Weigh what was written, and keep it in the case; what is not understood comes back with the line."""
    text = str(Context.of(request).form.get("rivals", ""))
    return _kept(request, text.encode("utf-8"), NAME)


def upload(request: Request) -> Response:
    """Weigh a file, and keep it in the case in place of the one there is; what is not understood comes back with the line, to be mended there."""
    ctx = Context.of(request)
    sent = ctx.sent("file")
    if sent is None:
        return hypotheses(request, fault=ctx.words("rivals.no-file"))
    return _kept(request, sent.content.removeprefix(b"\xef\xbb\xbf"), sent.name or NAME)


def _kept(request: Request, raw: bytes, name: str) -> Response:
    ctx = Context.of(request)
    raw = raw.replace(b"\r\n", b"\n")
    try:
        rivals_in(raw, name)
    except InputError as error:
        text = raw[:MOST_BYTES].decode("utf-8", "replace").replace("\0", "\ufffd")
        return hypotheses(request, text, ": ".join(x for x in (name if name != NAME else None, *_wrong(ctx, error)) if x))
    with ctx.write() as case:
        keep(case, SHELF, NAME, raw)
    ctx.tell("rivals.kept")
    return ctx.redirect("/hypotheses")


def _wrong(ctx: Context, error: InputError) -> tuple[str, ...]:
    """Where a file is wrong, and how, in the language of the page; what a parser of YAML says is in English."""
    if isinstance(error, RivalsError):
        line = ctx.words("rivals.line", n=error.row) if error.row else ""
        return line, error.key, ctx.words(f"rivals.wrong.{error.said}", **error.given)
    d = error.diagnostic
    row = (d.place or "").removeprefix("line ")
    line = ctx.words("rivals.line", n=row) if row else ""
    if d.code == "hypotheses.file":
        return line, ctx.words("rivals.wrong.long", most=MOST_BYTES)
    return line, ctx.words("rivals.wrong.yaml", x=d.message)


def page(request: Request) -> Response:
    """The page as it is asked for."""
    return hypotheses(request)


ROUTES = [Route("/hypotheses", page), Route("/hypotheses/keep", save, methods=["POST"]), Route("/hypotheses/upload", upload, methods=["POST"])]
