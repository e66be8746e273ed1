"""Sources: everybody who says or passes on something, and the page of each: what he says, through whom, of what kind, how far he is trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from isnad.errors import UsageError
from isnad.show.partynames import english_name, listed_name
from isnad.show.web.context import Context, Entry
from isnad.show.web.deciding import changed, remember, who
from isnad.show.web.merges import called, merge_of
from isnad.show.web.tellings import Teller
from isnad.store.browse import Browse, Voice
from isnad.store.filters import ReportFilter
from isnad.store.view import SqliteView
from isnad.text.fold import fold
from isnad.weigh.rules import rules_of

ENTRY = Entry("sources", "/sources", "web.nav.sources", 70)
PAGE, SAID, TOP = 60, 10, 24
WAIT = 20.0


@dataclass(frozen=True, slots=True)
class Source:
    """A source as lists show it: its name now, the names it was read under, how often it speaks and passes on, how many reports, its kinds."""

    name: str
    read: tuple[str, ...]
    said: int
    carried: int
    acts: int
    reports: int
    kind: str | None


def _all(ctx: Context, view: SqliteView) -> dict[str, Source] | None:
    """Every name of the case by what it is called now; None while they are gathered."""
    found = ctx.gathered("voices", lambda v: Browse(v).voices(), view)
    if found is None:
        return None
    voices, parties = found
    by: dict[str, list[str]] = {}
    names: dict[str, str] = {}  # one spelling for all that differ in capitals
    for read, now_called in sorted(called(view.judgements(), sorted({*voices, *parties})).items(), key=lambda x: (x[1].swapcase(), x[0])):
        name = listed_name(now_called)
        by.setdefault(names.setdefault(name.casefold(), name), []).append(read)
    return {name: _source(name, reads, voices, parties) for name, reads in by.items()}


def _find(known: Mapping[str, Source], name: str) -> Source | None:
    """The source that is called so, or was read so."""
    plain = listed_name(name)
    if (found := known.get(name) or known.get(plain)) is not None:
        return found
    return next((s for s in known.values() if s.name.casefold() == plain.casefold() or name in s.read), None)


def _source(name: str, reads: list[str], voices: dict[str, Voice], parties: dict[str, int]) -> Source:
    known = [voices[r] for r in reads if r in voices]
    kinds: Counter[str] = Counter()
    for v in known:
        kinds.update(v.kinds)
    reports = len(known[0].reports) if len(known) == 1 else len({r for v in known for r in v.reports})
    carried = sum(sum(v.carries.values()) for v in known)
    kind = min(kinds, key=lambda k: (-kinds[k], k), default="media" if carried else None)
    return Source(name, tuple(reads), sum(len(v.said) for v in known), carried, sum(parties.get(r, 0) for r in reads), reports, kind)


def _asked(ctx: Context, rows: list[Source]) -> list[Source]:
    """Those that the address asks for, those that say most first."""
    words = fold(ctx.query.get("q", "").strip()[:200])
    english = fold(english_name(ctx.query.get("q", "").strip()[:200])) if words else ""
    kind = ctx.query.get("kind", "")
    shown = [s for s in rows if (not kind or s.kind == kind) and (not words or _named(ctx, s, words, english))]
    return sorted(shown, key=lambda s: (-(s.said + s.carried), -s.acts, s.name))


def _named(ctx: Context, source: Source, words: str, english: str) -> bool:
    return words in fold(source.name) or english in fold(source.name) or words in fold(ctx.words.source(source.name))


def sources(request: Request) -> Response:
    """The list, in which names that are one can be made one."""
    ctx = Context.of(request)
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        known = _all(ctx, view)
        rules = rules_of(view.path)
        rows = _asked(ctx, list(known.values())) if known is not None else []
        page = rows[(at - 1) * PAGE : at * PAGE]
        return ctx.render(
            "sources.html", title=ctx.words("web.nav.sources"), nav="sources", rows=page, total=len(rows), gathering=known is None, at=at,
            pages=max(1, -(-len(rows) // PAGE)), trust={s.name: rules.reliability(s.name, s.kind) for s in page},
            kinds=sorted({s.kind for s in known.values() if s.kind} if known else ()), asked=ctx.query,
        )  # fmt: skip


def source(request: Request) -> Response:
    """One source."""
    ctx = Context.of(request)
    name = ctx.query.get("name", "")
    at = ctx.number("page", 1, least=1, most=1_000_000)
    with ctx.view() as view:
        known = _all(ctx, view)
        outlet = Browse(view).reports(ReportFilter(outlet=name), 0, 0)[1] if name else 0
        about = _find(known, name) if known is not None else None
        if known is not None and about is None and not outlet:
            raise UsageError("web.no-source", f"nobody is called {name!r}", remedy="the list of sources has all names")
        about = about or Source(name, (name,), 0, 0, 0, 0, None)
        name = about.name
        found = ctx.gathered("voices", lambda v: Browse(v).voices(), view)
        mine = [found[0][r] for r in about.read if r in found[0]] if found is not None else []
        said = [row for v in mine for row in v.said]
        teller = Teller(view, ctx.words)
        rules = rules_of(view.path)
        return ctx.render(
            "source.html", title=ctx.words.source(name), nav="sources", source=about, gathering=known is None,
            through=_top(v.through for v in mine), carries=_top(v.carries for v in mine), kinds=_top(v.kinds for v in mine),
            said=_said(view, teller, said[(at - 1) * SAID : at * SAID]), at=at, pages=max(1, -(-len(said) // SAID)),
            trust=rules.reliability(name, about.kind), set_by=rules.sources.get(fold(name)), rules=view.path.stem + ".grading.yaml",
            outlet=outlet,
        )  # fmt: skip


def _top(counts: Any) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return sorted(total.items(), key=lambda x: (-x[1], x[0]))[:TOP]


def _said(view: SqliteView, teller: Teller, rows: list[int]) -> list[dict[str, Any]]:
    """Statements with their words, their chain and the claims in them."""
    out = []
    for fact_id, report_id, _ in Browse(view).statements_at(rows):
        found = next((r for r in view.rows(report_id) if r.id == fact_id and r.state != "rejected"), None)
        if found is None or found.position is None:
            continue
        reading, report = teller.reading(report_id), teller.report(report_id)
        statement = reading.statements[found.position]
        inside = [(k, c) for k, c in reading.held() if c.statement == found.position]
        out.append(
            {
                "id": fact_id, "report": report, "statement": statement, "quote": teller.quote(report_id, statement.span),
                "chain": teller.chain(report, statement), "claims": [teller.told_of(report_id, k) for k, _ in inside],
            }
        )  # fmt: skip
    return out


def merge(request: Request) -> Response:
    """The ticked names are one."""
    ctx = Context.of(request)
    by = who(ctx)
    names = [n for n in dict.fromkeys(ctx.form.getlist("names")) if n]
    value = " ".join(ctx.form.get("as", "").split()) or (names[0] if names else "")
    value = english_name(value) if value not in names else value
    if len(names) < 2 and (not names or names == [value]):
        raise UsageError("source.merge", "two names make a merge", remedy="tick two, or one and write what it is called")
    with ctx.write() as case:
        known = _all(ctx, case)
        if known is not None and not set(names) <= set(known):
            raise UsageError("source.merge", "a name is not of this case", remedy="look at the list again")
        judgement = merge_of(names, value, by, ctx.form.get("why", ""))
        case.judge(judgement)
    remember(ctx, judgement)
    ctx.tell("decided.merge", name=value)
    changed(ctx, wait=WAIT)
    return ctx.redirect(ctx.form.get("back") or "/sources")


ROUTES = [Route("/sources", sources), Route("/source", source), Route("/sources/merge", merge, methods=["POST"])]
