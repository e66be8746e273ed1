"""The log of decisions: every one ever made, whether it holds, whether the log is what was written; each may be taken back, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.model.judgement import Judgement
from isnad.show.web.context import Context, Entry
from isnad.show.web.undoing import take_back, value_words
from isnad.store.browse import Browse, ReportRow
from isnad.store.contracts import LogEntry
from isnad.store.decide import in_force
from isnad.store.laid import added_id
from isnad.store.view import SqliteView

ENTRY = Entry("log", "/log", "log.nav", 95)
PAGE = 50
SHORT = 120  # letters of the words shown of a row


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the log, as it is shown.

    Attributes:
        entry: the entry.
        judgement: the decision.
        holds: whether no later one has undone it.
        words: the words of the row or claims it is about.
        report: the report they stand in.
        href: where they are read.
        of: the decision that it takes back, if it does.
    """

    entry: LogEntry
    judgement: Judgement
    holds: bool
    words: str
    report: ReportRow | None
    href: str
    of: Judgement | None


def page(request: Request) -> Response:
    """The page."""
    ctx = Context.of(request)
    by, verdict = ctx.query.get("who", ""), ctx.query.get("verdict", "")
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        log = view.log()
        judgements = [e.judgement for e in log]
        held = in_force(judgements)
        chosen = [e for e in reversed(log) if by in ("", e.judgement.who) and verdict in ("", e.judgement.verdict)]
        everybody = ("", ctx.words.plain("web.all"))
        return ctx.render(
            "log.html", title=ctx.words("log.nav"), nav="log", audit=ctx.cached("log.audit", lambda v: v.audit(), view), total=len(log),
            lines=_lines(view, chosen[(at - 1) * PAGE : at * PAGE], held, {j.id: j for j in judgements}), at=at,
            pages=max(1, -(-len(chosen) // PAGE)), people=[everybody, *((w, w) for w in sorted({j.who for j in judgements}))],
            verdicts=[everybody, *((v, ctx.words.plain(f"verdict.{v}")) for v in sorted({j.verdict for j in judgements}))],
            who=by, verdict=verdict, lost=len(ctx.cached("log.lost", lambda v: v.lost(), view)), value_words=value_words,
        )  # fmt: skip


def _lines(view: SqliteView, entries: list[LogEntry], held: set[str], known: dict[str, Judgement]) -> list[Line]:
    spots = {}
    for e in entries:
        j = known[e.judgement.target] if e.judgement.verdict == "undo" and e.judgement.target in known else e.judgement
        anchors = [(j.row.report, j.row.span)] if j.row is not None else [(a.report, a.span) for a in j.anchors[:1]]
        spots[e.seq] = anchors[0] if anchors else None
    titles = Browse(view).titles([s[0] for s in spots.values() if s is not None])
    texts = {r: view.report(r).text for r in titles}
    out = []
    for e in entries:
        j, spot = e.judgement, spots[e.seq]
        words = href = ""
        if spot is not None and spot[0] in texts:
            said = " ".join(spot[1].quote(texts[spot[0]]).split())
            words = said if len(said) <= SHORT else said[: SHORT - 1] + "…"
            about = j if j.row is not None else known.get(j.target)
            at = None if about is None or about.row is None else added_id(about) if about.verdict == "add" else about.target
            query = urlencode({"at": at} if at else {"start": spot[1].start, "end": spot[1].end})
            href = f"/report/{spot[0]}?{query}#{f'm-{at}' if at else f's-{spot[1].start}-{spot[1].end}'}"
        of = known.get(j.target) if j.verdict == "undo" else None
        out.append(Line(e, j, j.id in held, words, titles.get(spot[0]) if spot is not None else None, href, of))
    return out


def undone(request: Request) -> Response:
    """Take a decision back, or, where it is an undoing, bring back what it undid."""
    ctx = Context.of(request)
    take_back(ctx, ctx.form.get("judgement", ""))
    return ctx.redirect(ctx.form.get("back") or "/log")


ROUTES = [Route("/log", page), Route("/log/undo", undone, methods=["POST"])]
