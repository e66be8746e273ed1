"""An event: its grade with reasons, the tree of transmission, all tellings side by side, contradictions; here is decided what is one event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import CaseError, UsageError
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Event, Line
from isnad.show.dossier.reasons import grade_reason
from isnad.show.web.clashes import by_aspect, cards
from isnad.show.web.context import Context
from isnad.show.web.deciding import bond, changed, remember, who
from isnad.show.web.former import heirs, watch
from isnad.show.web.pages.names import hanging
from isnad.show.web.tellings import Teller, Told
from isnad.show.web.tree import Strand, tree
from isnad.store.browse import Browse
from isnad.store.view import SqliteView
from isnad.weigh.assess import falls
from isnad.weigh.rules import rules_of

MOST = 400  # tellings shown at once
WAIT = 20.0  # seconds for linking anew, before the page that shows what has come of it


def event(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    with ctx.view() as view:
        try:
            found = view.event(request.path_params["id"])
        except CaseError:
            return _moved(ctx, view, request.path_params["id"])
        browse, teller = Browse(view), Teller(view, ctx.words)
        weighed = view.assessment(found.id)
        clashes = view.contradictions(found.id)
        told = [t for t in (teller.told(ref) for ref in found.claims[:MOST]) if t is not None]
        strands = _strands(found, weighed, told)
        reports = {t.ref.report for t in told}
        echoes = [e for e in view.echoes_of(sorted(reports)) if len(reports.intersection(e.reports)) > 1]
        return ctx.render(
            "event.html", title=ctx.words("report.event"), nav="events", event=found, weighed=weighed, strands=strands, told=told,
            picture=tree(strands, ctx.words), reason=_reason(ctx, weighed, clashes), falls=_falls(view, found, weighed, clashes),
            cards=cards(view, teller, by_aspect(clashes)),
            possible=cards(view, teller, by_aspect(view.possible(found.id))), joins=_joins(found, told),
            near=browse.near(found), echoes=echoes, titles=browse.titles([r for e in echoes for r in e.reports]),
            open_names=hanging(ctx, view, (x.origin for x in (*weighed.lines, *weighed.against))) if weighed else [],
            more=max(0, len(found.claims) - MOST), working=ctx.desk.linker.working,
        )  # fmt: skip


def _moved(ctx: Context, view: SqliteView, event_id: str) -> Response:
    """Where the claims of an event are that is no more since the case was linked anew.

    Raises:
        CaseError: nothing is known of it.
    """
    found = heirs(view, ctx.desk.linker.former.get(event_id, ()))
    if not found:
        raise CaseError("case.no-such-event", f"the case holds no event {event_id}", remedy="`isnad events` lists them")
    return ctx.render("moved.html", 410, title=ctx.words("event.moved"), nav="events", former=event_id, heirs=found)


def _strands(event: Event, weighed: Assessment | None, told: Sequence[Told]) -> list[Strand]:
    """The tellings by line of evidence, those that deny it last, those of no line at the end."""
    sides: list[tuple[Line, bool]] = [(x, False) for x in weighed.lines] + [(x, True) for x in weighed.against] if weighed else []
    held: list[list[Told]] = [[] for _ in sides]
    rest: list[Told] = []
    for t in told:
        deny = not t.claim.occurred or t.claim.status == "denied-by-speaker"
        names = {link.name for link in t.chain}
        fit = [k for k, (line, _) in enumerate(sides) if t.ref.report in line.reports]
        best = max(fit, key=lambda k: (sides[k][1] == deny, any(n in sides[k][0].origin for n in names), -k), default=None)
        (rest if best is None else held[best]).append(t)
    out = [
        Strand(line.origin, deny, f"{line.reliability or ''}{line.credibility or ''}", tuple(held[k]))
        for k, (line, deny) in enumerate(sides) if held[k]
    ]  # fmt: skip
    return [*out, Strand(None, False, "", tuple(rest))] if rest else out


def _reason(ctx: Context, weighed: Assessment | None, clashes: Sequence[Contradiction]) -> Any:
    if weighed is None:
        return None
    return grade_reason(weighed, {c.id: c for c in clashes}, ctx.words.names)[ctx.lang]


def _falls(view: SqliteView, event: Event, weighed: Assessment | None, clashes: Sequence[Contradiction]) -> list[dict[str, Any]]:
    """What the grade would be if one origin fell."""
    if weighed is None:
        return []
    found = falls(event, weighed, clashes, rules_of(view.path))
    return [{"line": line, "grade": grade, "same": grade == weighed.grade} for line, grade, _ in found]


def _joins(event: Event, told: Sequence[Told]) -> list[dict[str, Any]]:
    """Why its claims are held for one, the weakest first."""
    by = {t.ref: t for t in told}
    known = sorted((j for j in event.joins if j.left in by and j.right in by), key=lambda j: j.total)
    return [{"join": j, "left": by[j.left], "right": by[j.right]} for j in known[:60]]


def of_claim(request: Request) -> Response:
    """The event of a claim: an address that holds when events are linked anew."""
    ctx = Context.of(request)
    claim_id = request.path_params["id"]
    with ctx.view() as view:
        row = view.row(claim_id)
        event_id = Browse(view).event_of(row.report, row.position) if row.position is not None else None
    return ctx.redirect(f"/event/{event_id}#{claim_id}" if event_id else f"/report/{row.report}?at={claim_id}#m-{claim_id}")


def split(request: Request) -> Response:
    """The ticked tellings tell of another happening than the rest."""
    ctx = Context.of(request)
    by, ticked = who(ctx), set(ctx.form.getlist("claims"))
    with ctx.write() as case:
        found = case.event(request.path_params["id"])
        ids = _ids(case, found.claims)
        off = [i for i in ids.values() if i in ticked]
        left = [i for i in ids.values() if i not in ticked]
        if not off or not left:
            raise UsageError("event.split", "a split needs some tellings, and leaves some", remedy="tick those that tell of something else")
        judgement = bond(case, "different", off, left, who=by, why=ctx.form.get("why", ""), target=off[0], value=left[0])
        watched = watch(case, [off[0], left[0]])
    remember(ctx, judgement)
    ctx.tell("decided.different")
    changed(ctx, wait=WAIT, watched=watched)
    return ctx.redirect(f"/claim/{off[0]}")


def merge(request: Request) -> Response:
    """This event and another are one."""
    ctx = Context.of(request)
    by, other = who(ctx), ctx.form.get("other", "").strip().rpartition("/")[2]
    with ctx.write() as case:
        one, two = case.event(request.path_params["id"]), case.event(other)
        if one.id == two.id:
            raise UsageError("event.merge", "an event is one with itself already", remedy="name another")
        left, right = (list(_ids(case, e.claims).values()) for e in (one, two))
        judgement = bond(case, "same", left, right, who=by, why=ctx.form.get("why", ""), target=one.id, value=two.id)
        watched = watch(case, [left[0], right[0]])
    remember(ctx, judgement)
    ctx.tell("decided.same")
    changed(ctx, wait=WAIT, watched=watched)
    return ctx.redirect(f"/claim/{left[0]}")


def pair(request: Request) -> Response:
    """Two claims tell of one happening, or of two."""
    ctx = Context.of(request)
    by, verdict = who(ctx), ctx.form.get("verdict", "")
    if verdict not in ("same", "different", "unsure"):
        raise UsageError("web.request", f"{verdict!r} is no decision")
    left, right = ctx.form.get("left", ""), ctx.form.get("right", "")
    with ctx.write() as case:
        said = cast(Literal["same", "different", "unsure"], verdict)
        judgement = bond(case, said, [left], [right], who=by, why=ctx.form.get("why", ""), target=left, value=right)
        watched = watch(case, [left, right])
    remember(ctx, judgement)
    ctx.tell(f"decided.{verdict}")
    changed(ctx, wait=WAIT, watched=watched)
    return ctx.redirect(ctx.form.get("back") or f"/claim/{left}")


def _ids(view: SqliteView, refs: Sequence[ClaimRef]) -> dict[ClaimRef, str]:
    """The ids of claims, by report and position."""
    out: dict[ClaimRef, str] = {}
    for report in dict.fromkeys(r.report for r in refs):
        at = {row.position: row.id for row in view.rows(report) if row.layer == "claim"}
        out.update({r: at[r.claim] for r in refs if r.report == report and r.claim in at})
    if not out:
        raise CaseError("case.no-such-event", "the claims of the event are gone", remedy="link the case anew")
    return out


ROUTES = [
    Route("/event/{id}", event), Route("/claim/{id}", of_claim), Route("/event/{id}/split", split, methods=["POST"]),
    Route("/event/{id}/merge", merge, methods=["POST"]), Route("/claims/pair", pair, methods=["POST"]),
]  # fmt: skip
