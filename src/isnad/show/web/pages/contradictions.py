"""What contradicts what: both sides with their words, and what people have decided about it."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import CaseError, UsageError
from isnad.model.judgement import Judgement
from isnad.model.linked import Aspect
from isnad.show.web.clashes import cards
from isnad.show.web.context import Context, Entry
from isnad.show.web.deciding import bond, changed, now, remember, who
from isnad.show.web.former import Watched, watch
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse
from isnad.store.grouped import by_aspect, clash_groups

ENTRY = Entry("contradictions", "/contradictions", "web.nav.contradictions", 40)
PAGE = 10
WAIT = 20.0


def contradictions(request: Request) -> Response:
    """The page: contradictions, with those that are only possible folded below; or these alone."""
    ctx = Context.of(request)
    aspect, alone = ctx.query.get("aspect", ""), ctx.query.get("standing") == "possible"
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        teller = Teller(view, ctx.words)
        groups, total = clash_groups(view, aspect, (at - 1) * PAGE, PAGE, possible=alone)
        counts, doubted = by_aspect(view.clash_counts()), by_aspect(view.clash_counts(possible=True))
        aside = [] if alone else clash_groups(view, aspect, 0, PAGE, possible=True)[0]
        return ctx.render(
            "contradictions.html", title=ctx.words("web.nav.contradictions"), nav="contradictions", cards=cards(view, teller, groups),
            aspect=aspect, aspects=get_args(Aspect), counts=counts, doubted=doubted, alone=alone, at=at, pages=max(1, -(-total // PAGE)),
            questions=total, possible=cards(view, teller, aside), n_possible=doubted.get(aspect, 0) if aspect else sum(doubted.values()),
        )  # fmt: skip


def one(request: Request) -> Response:
    """One contradiction, at an address of its own."""
    ctx = Context.of(request)
    with ctx.view() as view:
        found = Browse(view).contradiction(request.path_params["id"])
        if found is None:
            raise CaseError("case.no-such-contradiction", "there is no such contradiction", remedy="the case may have been linked anew")
        return ctx.render(
            "contradictions.html", title=ctx.words("contradiction.one"), nav="contradictions",
            cards=cards(view, Teller(view, ctx.words), [[found]]), questions=1, possible=[], n_possible=0,
            aspect="", aspects=get_args(Aspect), counts={}, doubted={}, alone=bool(found.doubt), at=1, pages=1,
        )  # fmt: skip


def decide(request: Request) -> Response:
    """Decide on one: it stands, it is none, it is left open, or its claims tell of two happenings."""
    ctx = Context.of(request)
    by, verdict, why = who(ctx), ctx.form.get("verdict", ""), ctx.form.get("why", "")[:2000]
    watched: list[Watched] = []
    with ctx.write() as case:
        found = Browse(case).contradiction(request.path_params["id"])
        if found is None:
            raise CaseError("case.no-such-contradiction", "there is no such contradiction", remedy="the case may have been linked anew")
        if verdict == "different":
            ids = [Browse(case).claim_at(ref.report, ref.claim) or "" for ref in found.claims]
            judgement = bond(case, "different", ids[:1], ids[1:], who=by, why=why, target=ids[0], value=ids[1])
            watched = watch(case, ids)
        elif verdict in ("accept", "reject", "unsure"):
            judgement = Judgement(found.id, verdict, None, by, now(), why, anchors=found.anchors[:1], others=found.anchors[1:])  # type: ignore[arg-type]
            case.judge(judgement)
        else:
            raise UsageError("web.request", f"{verdict!r} is no decision")
    remember(ctx, judgement)
    ctx.tell(f"decided.clash.{verdict}")
    if verdict == "different":
        changed(ctx, wait=WAIT, watched=watched)
    return ctx.redirect(ctx.form.get("back") or "/contradictions")


ROUTES = [
    Route("/contradictions", contradictions), Route("/contradiction/{id}", one), Route("/contradiction/{id}/decide", decide, methods=["POST"]),
]  # fmt: skip
