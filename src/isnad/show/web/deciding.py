"""What all forms that decide share: who decides, when, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from isnad.errors import UsageError
from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor
from isnad.model.records import Claim
from isnad.show.cli.common import now
from isnad.show.web.context import Context
from isnad.show.web.former import Watched
from isnad.show.web.relinking import AUTO, Relinker
from isnad.store.sqlite import SqliteCase

NAME = 80  # letters of a person's name
__all__ = ["bond", "changed", "now", "remember", "who"]


def who(ctx: Context) -> str:
    """Who decides: as the form says (and from then on), else as was said before.

    Raises:
        UsageError: nobody has said (`web.who`).
    """
    name = " ".join(ctx.form.get("who", "").split())[:NAME]
    if name:
        ctx.session.reader = name
    if not ctx.session.reader:
        raise UsageError("web.who", "nobody has said who decides", remedy="write your name once")
    return ctx.session.reader


def changed(ctx: Context, *, wait: float = 0.0, watched: Sequence[Watched] = ()) -> None:
    """After a decision: a case that is small enough is linked anew.

    Args:
        ctx: the request.
        wait: seconds to wait for it, where the next page shows what has come of the decision.
        watched: events as they were before it; the first page after linking says what has become of them.
    """
    linker: Relinker = ctx.desk.linker
    with ctx.view() as view:
        small = view.count() <= AUTO and view.fingerprint("link") is not None
    if small:
        ctx.session.kept.setdefault("watched", []).extend(watched)
        linker.soon()
        if watched and not wait:
            ctx.tell("event.relinks")
        if wait:
            linker.wait(wait)


def remember(ctx: Context, judgement: Judgement) -> None:
    """Keep in mind what this browser has decided, so that it can take the last decision back."""
    ctx.session.kept.setdefault("decided", []).append(judgement.id)


def bond(
    case: SqliteCase, verdict: Literal["same", "different", "unsure"], left: Sequence[str], right: Sequence[str], *, who: str, why: str, target: str,
    value: str,
) -> Judgement:  # fmt: skip
    """Keep that some claims and some others tell of one happening, or of two.

    Args:
        case: the case.
        verdict: which.
        left: ids of claims.
        right: ids of the others.
        who: who decides.
        why: the reason.
        target: what the decision is kept under, a claim or an event.
        value: the other one.

    Raises:
        CaseError: a claim is gone.
        UsageError: a claim stands on both sides.
    """
    if set(left) & set(right) or not left or not right:
        raise UsageError("event.pair", "two different claims make a pair", remedy="name two")
    anchors, others = (tuple(_trigger(case, i) for i in side) for side in (left, right))
    judgement = Judgement(target, verdict, value, who, now(), why.strip()[:2000], anchors=anchors, others=others)
    case.judge(judgement)
    return judgement


def _trigger(case: SqliteCase, claim_id: str) -> Anchor:
    row = case.row(claim_id)
    if not isinstance(row.fact, Claim):
        raise UsageError("event.pair", f"{claim_id} is no claim", remedy="name two claims")
    return Anchor(row.report, row.fact.trigger)
