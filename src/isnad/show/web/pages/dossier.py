"""The dossier of a case: its plan (events, order, headings, notes), a preview, and its export as a file that was checked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.model.ids import content_id
from isnad.model.linked import Event
from isnad.show.dossier.figures import png
from isnad.show.dossier.paper import Block, Foot, Paper, paper
from isnad.show.dossier.plan import Chosen, Plan, keep_plan, kept_plan, plan_from
from isnad.show.dossier.publish import KINDS, published
from isnad.show.labels import LANGS
from isnad.show.web import asking
from isnad.show.web.context import Context, Entry
from isnad.show.web.language import Words
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter
from isnad.store.view import SqliteView

ENTRY = Entry("dossier", "/dossier", "web.nav.dossier", 90)
PAGE = 20


@dataclass(frozen=True, slots=True)
class Item:
    """An event of the plan as the page shows it; `event` is None where the case no longer has it."""

    chosen: Chosen
    event: Event | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph of the preview: its words, the footnotes that stand after it, and for a figure its picture as data."""

    block: Block
    feet: tuple[Foot, ...]
    picture: str = ""


def dossier(request: Request) -> Response:
    """The page: the plan, and events to choose from."""
    ctx = Context.of(request)
    at = ctx.number("page", 1, least=1, most=100_000)
    party, place = (ctx.query.get(k, "").strip()[:200] for k in ("party", "place"))
    with ctx.view() as view:
        asked = EventFilter(party=asking.party(ctx, view, party), place=asking.place(ctx, view, place), told=ctx.query.get("order") == "told")
        plan = kept_plan(view)
        rows, total = Browse(view).events(asked, (at - 1) * PAGE, PAGE)
        known = Browse(view).events_light([c.event for c in plan.events])
        info = view.info()
    items = [Item(c, known.get(c.event)) for c in plan.events]
    lang = plan.lang if plan.events or plan.title else ctx.lang
    return ctx.render(
        "dossier.html", title=ctx.words("web.nav.dossier"), nav="dossier", plan=replace(plan, lang=lang), items=items, seen=_seen(plan), rows=rows,
        total=total, chosen={c.event for c in plan.events}, asked=asked, party=party, place=place, at=at, pages=max(1, -(-total // PAGE)), info=info,
        formats=[suffix[1:] for suffix in KINDS],
    )  # fmt: skip


def change(request: Request) -> Response:
    """Keep the plan as the form has it, changed by the button that was pressed."""
    ctx = Context.of(request)
    form = ctx.form
    back = _back(ctx.request.url.query)
    events = [
        {"event": e, "heading": h, "note": n}
        for e, h, n in zip(form.getlist("event"), form.getlist("heading"), form.getlist("event-note"), strict=False)
    ]
    do, _, what = form.get("do", "save").partition(":")
    focus = ""
    if do == "add":
        events += [{"event": e} for e in what.split(",") if e and e not in {x["event"] for x in events}]
        focus = f"#ev-{what.split(',')[0]}"
    elif do in ("up", "down", "remove") and what in [x["event"] for x in events]:
        here = [x["event"] for x in events].index(what)
        moved = events.pop(here)
        if do != "remove":
            events.insert(max(0, here - 1) if do == "up" else here + 1, moved)
            focus = f"#ev-{what}"
    plan = plan_from(
        {
            "title": form.get("title", ""), "note": form.get("note", ""), "lang": form.get("language") if form.get("language") in LANGS else ctx.lang,
            "figures": form.get("figures") == "yes", "events": [{k: v for k, v in x.items() if v} for x in events],
        }
    )  # fmt: skip
    with ctx.write() as case, case.transaction():
        if _seen(kept_plan(case)) != form.get("seen", ""):
            ctx.tell("dossier.changed")
            return ctx.redirect(f"/dossier{back}")
        keep_plan(case, plan)
    if do == "save":
        ctx.tell("dossier.saved")
    return ctx.redirect("/dossier/preview" if do == "preview" else f"/dossier{back}{focus}")


def preview(request: Request) -> Response:
    """The document as it will be, with its footnotes, in a page of ours."""
    ctx = Context.of(request)
    with ctx.view() as view:
        made = _paper(view, ctx)
    by_number = {f.number: f for f in made.feet}
    first: set[int] = set()
    blocks = []
    for b in made.blocks:
        picture = f"/dossier/figures/{made.figures[b.figure].name}.svg" if b.kind == "figure" else ""
        blocks.append(Printed(b, tuple(by_number[n] for n in b.feet), picture))
        first.update(b.feet)
    return ctx.render(
        "dossier-preview.html", title=ctx.words("dossier.preview"), nav="dossier", paper=made, blocks=blocks,
        paper_dir="rtl" if made.lang == "ar" else "ltr", own=Words(made.lang), formats=[suffix[1:] for suffix in KINDS],
    )  # fmt: skip


def export(request: Request) -> Response:
    """The finished file, checked; one that does not hold is refused with its reason."""
    ctx = Context.of(request)
    suffix = "." + request.path_params["suffix"]
    if suffix not in KINDS:
        raise HTTPException(404)
    with ctx.view() as view:
        made = _paper(view, ctx)
    data, _ = published(made, suffix)
    return Response(data, media_type=KINDS[suffix].media_type, headers={"content-disposition": f'attachment; filename="dossier{suffix}"'})


def figure(request: Request) -> Response:
    """A figure as SVG or PNG; `all.zip` is all of them."""
    ctx = Context.of(request)
    with ctx.view() as view:
        made = _paper(view, ctx)
    name, _, suffix = request.path_params["name"].rpartition(".")
    if (name, suffix) == ("all", "zip"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for f in made.figures:
                for end, content in ((".svg", f.svg.encode()), (".png", png(f.svg))):
                    archive.writestr(zipfile.ZipInfo(f.name + end, (1980, 1, 1, 0, 0, 0)), content)
        return Response(out.getvalue(), media_type="application/zip", headers={"content-disposition": 'attachment; filename="figures.zip"'})
    found = next((f for f in made.figures if f.name == name), None)
    if found is None or suffix not in ("svg", "png"):
        raise HTTPException(404)
    if suffix == "png":
        return Response(png(found.svg), media_type="image/png")
    return Response(found.svg, media_type="image/svg+xml")


def _paper(view: SqliteView, ctx: Context) -> Paper:
    """The document by the plan that the case keeps; made once for a state of the case."""
    plan = kept_plan(view)
    if not plan.events:
        raise UsageError("dossier.empty", "no event is chosen", remedy="choose some on the page of the dossier")
    return ctx.cached(f"dossier.paper.{_seen(plan)}", lambda v: paper(v, plan), view)


def _seen(plan: Plan) -> str:
    return content_id("w", plan.plain())


def _back(query: str) -> str:
    return f"?{query}" if query else ""


ROUTES = [
    Route("/dossier", dossier), Route("/dossier", change, methods=["POST"]), Route("/dossier/preview", preview),
    Route("/dossier/file/dossier.{suffix}", export), Route("/dossier/figures/{name}", figure),
]  # fmt: skip
