"""What all forms that decide share: who decides, when, and what follows."""

from __future__ import annotations

from isnad.errors import UsageError
from isnad.show.cli.common import now
from isnad.show.web.context import Context
from isnad.show.web.relinking import AUTO, Relinker

NAME = 80  # letters of a person's name
__all__ = ["changed", "now", "who"]


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


def changed(ctx: Context, *, wait: float = 0.0) -> None:
    """After a decision: a case that is small enough is linked anew.

    Args:
        ctx: the request.
        wait: seconds to wait for it, where the next page shows what has come of the decision.
    """
    linker: Relinker = ctx.desk.linker
    with ctx.view() as view:
        small = view.count() <= AUTO and view.fingerprint("link") is not None
    if small:
        linker.soon()
        if wait:
            linker.wait(wait)
