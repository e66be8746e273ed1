"""Pairs of parties: the list of those that reports tell most of, and the page of each: its picture, as each camp tells it, and its events."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast, get_args

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.lang.common.linking import generic
from isnad.model.linked import Dyad, Event, Grade, Step
from isnad.model.records import SourceKind
from isnad.relate.dyad import dyad
from isnad.relate.told import Teller as Camp
from isnad.relate.told import denied_by, narrowed, told_by
from isnad.show.dossier.picture import TELLERS, signs_of, thinly
from isnad.show.dossier.timeline import mark, timeline
from isnad.show.partynames import english_name
from isnad.show.web import asking
from isnad.show.web.context import Context, Entry
from isnad.show.web.pages.names import hanging
from isnad.show.web.relating import page_of, related, told
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

ENTRY = Entry("pairs", "/pairs", "web.nav.pairs", 50)
PAGE, MOST = 15, 60
DENIED = 12  # denied events listed for a camp


def _pairs(view: SqliteView) -> list[tuple[str, str, int, int]]:
    """Pairs that act on each other, with how many events, and how many of them are dated; the most told first."""
    events: Counter[tuple[str, str]] = Counter()
    dated: Counter[tuple[str, str]] = Counter()
    for e in view.linked().events:
        mine = [p for p in e.actor if not generic(p)]
        other = [p for p in e.recipient if not generic(p)]
        both = {tuple(sorted((a, b))) for a in mine for b in other if a != b} or {tuple(sorted(x)) for x in combinations(mine, 2) if not other}
        for pair in sorted(both):
            events[cast(tuple[str, str], pair)] += 1
            dated[cast(tuple[str, str], pair)] += e.time is not None
    return [(a, b, n, dated[a, b]) for (a, b), n in sorted(events.items(), key=lambda x: (-x[1], x[0])) if n > 1]


def pairs(request: Request) -> Response:
    """The list."""
    ctx = Context.of(request)
    with ctx.view() as view:
        rows = related(ctx, "pairs", _pairs, view)
    title = ctx.words("web.nav.pairs")
    names = sorted({p for a, b, _, _ in rows or () for p in (a, b)})
    return ctx.render("pairs.html", title=title, nav="pairs", rows=(rows or [])[:MOST], gathering=rows is None, names=names)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a pair: the parties, the period, who tells it, and which lines."""

    a: str
    b: str
    by: Step
    told: Camp | None
    camps: tuple[str, ...]
    kinds: tuple[str, ...]
    grades: tuple[str, ...]


Picture = tuple[Camp | None, Markup, list[tuple[Event, tuple[str, ...]]]]


def _made(view: SqliteView, asked: Asked, ctx: Context) -> tuple[Dyad, list[Picture]]:
    """The pair as asked, and its pictures: as asked, and, where nobody is chosen, as each camp tells it, with what it denies."""
    shown = dyad(asked.a, asked.b, view.linked(), view.assessments(), list(view.items()), by=asked.by)
    if asked.told is not None:
        shown = told_by(shown, asked.told)
    if asked.camps or asked.kinds or asked.grades:
        shown = narrowed(shown, asked.camps, asked.kinds, asked.grades)
    events = Browse(view).events_light([p.event for p in shown.points])
    weighed = {x.event: x for x in view.assessments()}

    def denied(teller: Camp) -> list[tuple[Event, tuple[str, ...]]]:
        return denied_by(asked.a, asked.b, view.linked().events, weighed, teller)[:DENIED]

    pictures: list[Picture] = [(None, _drawn(ctx, shown, events), denied(asked.told) if asked.told else [])]
    if asked.told is None:
        pictures += [(t, _drawn(ctx, told_by(shown, t), events), denied(t)) for t in TELLERS]
    return shown, pictures


def pair(request: Request) -> Response:
    """One pair."""
    ctx = Context.of(request)
    by = ctx.query.get("by", "month")
    camp, kind, grade, teller_name = (ctx.query.get(k, "").strip()[:200] for k in ("camp", "kind", "grade", "told"))
    if by not in get_args(Step):
        by = "month"
    at = ctx.number("page", 1, least=1, most=1_000_000)
    kinds = [kind] if kind in get_args(SourceKind) else []
    grades = [grade] if grade in get_args(Grade) else []
    camps = [english_name(camp)] if camp else []
    with ctx.view() as view:
        a, b = (asking.party(ctx, view, ctx.query.get(k, "").strip()[: asking.LONG]) for k in ("a", "b"))
        unknown = [name for name in (a, b) if name and name not in asking.parties(ctx, view)]
    if unknown or not a or not b or a == b:
        ctx.tell("pair.unknown" if unknown else "pair.two", **({"name": unknown[0]} if unknown else {}))
        return ctx.remember(ctx.redirect("/pairs"))
    asked = Asked(a, b, cast(Step, by), next((t for t in TELLERS if t == teller_name), None), tuple(camps), tuple(kinds), tuple(grades))
    with ctx.view() as view:
        made = related(ctx, f"pair:{asked}:{ctx.lang}", lambda v: _made(v, asked, ctx), view)
        if made is None:
            return ctx.render("pair.html", title=f"{a} – {b}", nav="pairs", gathering=True, a=a, b=b)
        shown, pictures = made
        events = Browse(view).events_light([p.event for p in shown.points])
        rows: dict[str, list[Any]] = defaultdict(list)
        for p in shown.points:
            rows[p.event].append(p)
        listed, pages = page_of([(events[e], points) for e, points in rows.items() if e in events], at, PAGE)
        teller = Teller(view, ctx.words)
        open_names = hanging(ctx, view, {o for _, points in listed for p in points for o in p.origins})
        quotes = {e.id: told(teller, e.claims) for e, _ in listed}
        return ctx.render(
            "pair.html", title=ctx.words.plain("picture.title", a=ctx.words.party(a), b=ctx.words.party(b)), nav="pairs", gathering=False, a=a, b=b,
            by=by, told=teller_name, camp=camp, kind=kind, grade=grade, steps=get_args(Step), kinds=get_args(SourceKind), grades=get_args(Grade),
            tellers=TELLERS, pictures=pictures, thin=thinly(shown, ctx.lang), signs=_signs(ctx, shown), rows=listed, quotes=quotes, at=at,
            pages=pages, open_names=open_names, total=len(rows), falls=shown.falls[:6], score=shown.score,
        )  # fmt: skip


def _drawn(ctx: Context, shown: Dyad, events: dict[str, Event]) -> Markup:
    svg, _ = timeline(shown, events, ctx.lang, ctx.words.names if ctx.lang == "ar" else None, link="/event/{}")
    return svg


def _signs(ctx: Context, shown: Dyad) -> list[tuple[Markup, str]]:
    return [(Markup(mark(actor, 0, 0)), words) for actor, words in signs_of(shown, ctx.lang, ctx.words.names).items()]


ROUTES = [Route("/pairs", pairs), Route("/pair", pair)]
