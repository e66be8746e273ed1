"""Names: what the readings leave open of who is who, where a place lies and which claims are one happening; answered in place, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.link.options import LinkSettings
from isnad.model.judgement import Judgement, standing
from isnad.model.linked import Event
from isnad.model.records import Claim
from isnad.relate.told import THROUGH
from isnad.resolve.questions import Kind, Question, questions
from isnad.show.cli.deciding import ACTIONS, Told
from isnad.show.web.aside import aside
from isnad.show.web.context import Context, Entry
from isnad.show.web.deciding import changed, remember, who
from isnad.show.web.relinking import AUTO
from isnad.show.web.tellings import Quote, Teller
from isnad.show.web.undoing import take_back, value_words
from isnad.store.browse import Browse
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView

ENTRY = Entry("names", "/names", "names.nav", 85)
PAGE = 15
QUOTES = 3  # quotations shown of a question
LAST = 5  # decisions on names that are listed
MOST = 2_000  # letters of a reason
WHY = {
    "same-name": "names.why.same-bones", "unknown-party": "names.why.unknown", "ambiguous-party": "names.why.ambiguous",
    "inferred-party": "names.why.inferred", "unplaced": "names.why.unplaced", "same-event": "names.why.same-event", "weak-join": "names.why.weak",
    "lost-judgement": "names.why.lost",
}  # fmt: skip
FEW = 60  # reports up to which another page than this one waits for the questions
_found: dict[str, tuple[str, list[Question]]] = {}  # by case: what was known last, and of which state
_new: dict[str, frozenset[str]] = {}  # by case: which of them were not asked before the case last changed


@dataclass(frozen=True, slots=True)
class Open:
    """A question as it is shown.

    Attributes:
        question: the question.
        quotes: words that show it.
        events: the events it is about, if it is about two.
        judgement: the decision it is about, if it is about one.
        why: label of the reason for asking.
        sides: of inferred parties, who does it and to whom.
    """

    question: Question
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    judgement: Judgement | None
    why: str
    sides: tuple[tuple[str, ...], tuple[str, ...]] | None


def _asked(ctx: Context, view: SqliteView) -> tuple[list[Question], bool]:
    """The open questions, and whether they are of the case as it is. Those of a large case are found aside, while the page shows the last."""
    mark, path = Browse(view).mark(), str(ctx.desk.path)
    kept = _found.get(path)
    if kept is not None and kept[0] == mark:
        return kept[1], True
    if view.count() <= AUTO:
        found = questions(view, LinkSettings().threshold)
        _keep(path, (mark, found))
        return found, True
    aside(ctx.desk.path, "questions", _find, lambda found: _keep(path, found))
    return (kept[1] if kept is not None else []), False


def _keep(path: str, found: tuple[str, list[Question]]) -> None:
    """Remember the questions, and which of them are new against those remembered before."""
    before = _found.get(path)
    _new[path] = frozenset() if before is None else frozenset(q.id for q in found[1]).difference(q.id for q in before[1])
    _found[path] = found


def hanging(ctx: Context, view: SqliteView, origins: Iterable[str]) -> list[tuple[str, str]]:
    """Names of lines of evidence that an open question may bring together, or bring together with another: on these the number of lines hangs.

    Of a large case those known last are told, none where the questions were not asked for yet.
    """
    kept = _found.get(str(ctx.desk.path))
    found = _asked(ctx, view)[0] if view.count() <= FEW else kept[1] if kept is not None else []
    named = {name.split(THROUGH)[0] for origin in origins for name in origin.split("; ")}
    return [(q.names[0], q.names[1]) for q in found if q.kind == "same-name" and len(q.names) > 1 and not named.isdisjoint(q.names)]


def _find(path: str) -> tuple[str, list[Question]]:
    with SqliteStore().view(Path(path)) as view:
        mark = Browse(view).mark()
        return mark, questions(view, LinkSettings().threshold)


def page(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    kind = ctx.query.get("kind", "")
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        found, fresh = _asked(ctx, view)
        chosen = [q for q in found if kind in ("", q.kind)]
        judgements = view.judgements()
        held = [j for j in standing(judgements) if j.verdict in ("merge", "split", "place", "same", "different", "unsure", "rename") or j.question]
        return ctx.render(
            "names.html", title=ctx.words("names.nav"), nav="names", fresh=fresh, kind=kind, total=len(found),
            kinds=[(k, sum(q.kind == k for q in found)) for k in get_args(Kind) if any(q.kind == k for q in found)],
            open=_opened(ctx, view, chosen[(at - 1) * PAGE : at * PAGE], {j.id: j for j in judgements}), at=at,
            pages=max(1, -(-len(chosen) // PAGE)), new=_new.get(str(ctx.desk.path), frozenset()),
            last=held[: -LAST - 1 : -1], value_words=value_words,
        )  # fmt: skip


def _opened(ctx: Context, view: SqliteView, asked: list[Question], known: dict[str, Judgement]) -> list[Open]:
    teller = Teller(view, ctx.words)
    events = Browse(view).events_light([i for q in asked for i in (q.left, q.right) if i and i.startswith("e-")])
    out = []
    for q in asked:
        quotes = tuple(teller.quote(a.report, a.span) for a in q.anchors[:QUOTES])
        both = tuple(events[i] for i in (q.left, q.right) if i in events)
        why = "names.why.part" if q.kind == "same-name" and "part" in q.why else WHY[q.kind]
        out.append(Open(q, quotes, both, known.get(q.left or ""), why, _sides(view, q)))
    return out


def _sides(view: SqliteView, q: Question) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if q.kind != "inferred-party" or not q.left:
        return None
    claim = view.fact(q.left).fact
    return (tuple(n.name for n in claim.actor), tuple(n.name for n in claim.recipient)) if isinstance(claim, Claim) else None


def decided(request: Request) -> Response:
    """Answer a question, or decide on names and places without one."""
    ctx = Context.of(request)
    action = ctx.form.get("action", "")
    if action not in ("confirm", "reject", "merge", "split", "place", "same", "different", "unsure"):
        raise UsageError("web.request", f"{action!r} is no decision")
    by = who(ctx)
    what = [w.strip() for w in ctx.form.getlist("what") if w.strip()]
    name = " ".join(ctx.form.get("as", "").split())[:200] or None
    told = Told(
        what, name, [r for r in ctx.form.getlist("report") if r], [], _degrees(ctx.form.get("lat", "")), _degrees(ctx.form.get("lon", "")),
        ctx.form.get("gazetteer", "").strip() or None, by, ctx.form.get("why", "").strip()[:MOST],
    )  # fmt: skip
    with ctx.write() as case:
        judgement = ACTIONS[action](case, told)
        if judgement not in standing(case.judgements()):
            case.judge(judgement)
    remember(ctx, judgement)
    ctx.tell("names.done")
    changed(ctx)
    return ctx.redirect(ctx.form.get("back") or "/names")


def _degrees(text: str) -> float | None:
    """A number of degrees, in digits of either script; None where nothing is written."""
    words = text.strip().replace("٫", ".").replace("−", "-")
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        raise UsageError("resolve.coordinates", f"{text[:40]!r} is no number of degrees", remedy="write 34.55") from None


def undone(request: Request) -> Response:
    """Take a decision back."""
    ctx = Context.of(request)
    take_back(ctx, ctx.form.get("judgement", ""))
    return ctx.redirect(ctx.form.get("back") or "/names")


ROUTES = [Route("/names", page), Route("/names/decide", decided, methods=["POST"]), Route("/names/undo", undone, methods=["POST"])]
