"""Recurring scenes: the library, the scenes of the case that fit, and scenes like that of one event."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.relate.patterns import Doubt, Match, Pattern
from isnad.relate.patterns_language import library
from isnad.relate.patterns_mine import like
from isnad.relate.patterns_search import index_of, search
from isnad.show.scenewords import with_names
from isnad.show.web.context import Context, Entry
from isnad.show.web.relating import page_of, related, told
from isnad.show.web.tellings import Teller
from isnad.store.view import SqliteView

ENTRY = Entry("patterns", "/patterns", "web.nav.patterns", 54)
PAGE = 12
QUOTES = 2


def _all(view: SqliteView) -> list[Match]:
    return search(library(), index_of(view.linked(), view.assessments(), list(view.items())))


def _alike(view: SqliteView, event: str) -> tuple[Pattern, list[Match]]:
    index = index_of(view.linked(), view.assessments(), list(view.items()))
    pattern = like(index, event)
    return pattern, search([pattern], index)


def patterns(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    at = ctx.number("page", 1, least=1, most=1_000_000)
    least = ctx.number("lines", 0, most=99)
    standing = ctx.query.get("standing", "match")
    standing = standing if standing in ("match", "possible", "all") else "match"
    wanted, event = ctx.query.get("pattern", "")[:80], ctx.query.get("like", "")[:40]
    known = {p.id: p for p in library()}
    if wanted and wanted not in known:
        raise UsageError("web.not-found", f"no pattern is called {wanted!r}", remedy="the page of patterns lists them")
    with ctx.view() as view:
        found: list[Match] | None
        if event:
            view.event(event)  # told plainly where there is none
            alike = related(ctx, f"like:{event}", lambda v: _alike(v, event), view)
            found = None if alike is None else alike[1]
            if alike is not None:
                known = {alike[0].id: alike[0]}
        else:
            found = related(ctx, "patterns", _all, view)
        fit = [m for m in found or () if (event or not wanted or m.pattern == wanted) and m.lines >= least]
        rows = [m for m in fit if event or standing in ("all", m.standing)]
        page, pages = page_of(rows, at, PAGE)
        teller = Teller(view, ctx.words)
        counts = Counter(m.pattern for m in found or () if standing in ("all", m.standing))
        return ctx.render(
            "patterns.html", title=ctx.words("patterns.alike" if event else "web.nav.patterns"), nav="patterns", gathering=found is None,
            library=library(), counts=counts, rows=[_row(ctx, teller, m, known[m.pattern]) for m in page], total=len(rows), at=at, pages=pages,
            wanted=wanted, least=least, event=event, shown=known.get(wanted),
            standing=standing, possible=sum(m.standing == "possible" for m in fit),
        )  # fmt: skip


def _row(ctx: Context, teller: Teller, m: Match, p: Pattern) -> dict[str, Any]:
    """A match with what fills its roles, and every step: stated with its words, or missing."""
    arabic = ctx.lang == "ar"
    steps = {f.step: f for f in m.steps}
    filled = [(r, m.filled(r.id)) for r in p.roles if m.filled(r.id)]
    names = {r.id: " + ".join((ctx.words.place if r.place else ctx.words.party)(n) for n in who) for r, who in filled}
    return {
        "match": m, "name": p.ar if arabic else p.en, "pattern": p,
        "roles": [(r.ar if arabic else r.en, r.place, who) for r, who in filled],
        "steps": [
            (with_names(s.ar if arabic else s.en, ctx.lang, names), f, told(teller, f.claims, QUOTES) if f else [], s.optional)
            for s in p.steps for f in (steps.get(s.id),)
        ],
        "doubts": [_doubt(ctx, d, p, names) for d in m.doubts],
        "fall": m.without[0] if m.without and m.without[0].lines < m.lines else None,
        "core": next((f.event for f in m.steps), None),
    }  # fmt: skip


def _doubt(ctx: Context, d: Doubt, p: Pattern, names: dict[str, str]) -> str:
    """What speaks against a match, and against which of its steps."""
    arabic = ctx.lang == "ar"
    said = ctx.words(f"doubt.{d.why}", x=ctx.words("doubt.and").join(names.get(r, r) for r in d.roles))
    step = next((s for s in p.steps if s.id == d.step), None)
    return said if step is None else f"{with_names(step.ar if arabic else step.en, ctx.lang, names)}: {said}"


ROUTES = [Route("/patterns", patterns)]
