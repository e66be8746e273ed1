"""`isnad hypotheses`: rival explanations held against a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.errors import Diagnostic, UsageError
from isnad.model.hypotheses import Row, Weighed
from isnad.show.cli.common import CaseArgument, FormatOption, behind, epilog, open_view
from isnad.show.cli.naming import Unknown, resolved
from isnad.show.cli.terminal import Format, json_line, line, quoted, short, shown, some, tell
from isnad.store.contracts import View

QUOTES = 3  # of an event, in text


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=epilog("isnad hypotheses palmyra rivals.yaml", "isnad hypotheses palmyra rivals.yaml --evidence --format json"))(hypotheses)


def hypotheses(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML: the question, the rivals, and what each would lead one to expect.")],
    evidence: Annotated[bool, typer.Option("--evidence", "-e", help="Print the quotations behind each row as well.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Hold rival explanations against a case: what fits which, how thin each part rests, what would turn it. No verdict."""
    from isnad.relate.hypotheses import weigh
    from isnad.relate.hypotheses_file import rivals_of

    if form is Format.csv:
        raise UsageError("cli.format", "this is no table", remedy="--format table or --format json")
    rivals = rivals_of(str(file))
    with open_view(case) as view:
        behind(view, case)
        linked, items = view.linked(), list(view.items())
        rivals, unknown = resolved(rivals, linked, items)
        for u in unknown:
            tell(Diagnostic("hypotheses.unknown", u.message(), "warning", remedy=u.remedy))
        found = weigh(rivals, linked, view.assessments(), items)
        if form is Format.json:
            json_line(_json(found, view, unknown))
            return
        _text(found, view, evidence, unknown)


def _text(w: Weighed, view: View, evidence: bool, unknown: list[Unknown]) -> None:
    ids = [h.id for h in w.rivals.hypotheses]
    line(shown(w.rivals.question))
    line()
    for h in w.rivals.hypotheses:
        line(f"  {h.id}: {shown(h.says)}")
    line()
    line("What was expected, and what the case shows (likelihoods are the author's)")
    for r in w.rows:
        e = r.expectation
        line(f"  {e.id}: {shown(e.says)}")
        line("      " + ", ".join(f"{i} {_range(x)}" for i, x in zip(ids, e.likely, strict=True)))
        if not r.events:
            nowhere = [u for u in unknown if u.expectation == e.id]
            for u in nowhere:
                line(f"      {shown(u.message(brief=True))}: this moves nothing")
            if not nowhere:
                line("      the case is silent: this moves nothing")
            continue
        contested = sum(s.contested for s in r.events)
        line(
            f"      {some(len(r.events), 'event')}, {some(len(r.origins), 'independent line')}"
            f", weight {r.weight:.2f}, tells apart by {r.diagnosticity:.2f} bits" + (f"; {contested} contested" if contested else "")
        )  # fmt: skip
        for s in r.events:
            line(f"      · {s.event}  {shown(s.name)}  [{s.grade}; {some(len(s.origins), 'line')}: {shown(', '.join(s.origins[:3]))}]")
            if evidence:
                for q in _quotes(view, s.event)[:QUOTES]:
                    line(f"          {shown(q['report'])}: {quoted(short(q['quote']))}" + ("" if q["occurred"] else "; said not to have happened"))
    line()
    line("How they stand on these likelihoods (share of the weight; the middle 90 % of draws from the ranges)")
    for now, p in zip(w.standings, w.prior, strict=True):
        line(f"  {now.hypothesis}: {now.share:.2f} ({now.low:.2f} to {now.high:.2f}); before the evidence {p.share:.2f}")
    line()
    line("What would turn it")
    turns = [t for t in w.turns if t.turned] or w.turns[:3]
    for t in turns:
        how = f"{t.first} would stand first" if t.turned else f"{t.first} would still stand first"
        line(f"  without the {t.what} {shown(t.name)}: {how}; shares move by up to {t.shift:.2f}")
    if not turns:
        line("  nothing: the case shows none of what was expected")
    line()
    line("What would tell the first two apart")
    says = {e.id: e.says for e in w.rivals.expectations}
    for i in w.apart:
        line(f"  {i}: {shown(says[i])}")
    if not w.apart:
        line("  nothing that this file asks about")


def _quotes(view: View, event_id: str) -> list[dict[str, Any]]:
    out = []
    for ref in view.event(event_id).claims:
        report, reading = view.report(ref.report), view.reading(ref.report)
        assert reading is not None
        claim = reading.claims[ref.claim]
        statement = reading.statements[claim.statement] if claim.statement is not None else None
        out.append(
            {
                "report": report.name, "said_by": statement.speaker.name if statement else None, "start": claim.span.start, "end": claim.span.end,
                "occurred": claim.occurred, "quote": claim.span.quote(report.text),
            }
        )  # fmt: skip
    return out


def _range(r: tuple[float, float]) -> str:
    return f"{r[0]:g}" if r[0] == r[1] else f"{r[0]:g}–{r[1]:g}"


def _row(r: Row, ids: list[str], view: View, unknown: list[Unknown]) -> dict[str, Any]:
    return {
        "id": r.expectation.id, "says": r.expectation.says, "likely": dict(zip(ids, map(list, r.expectation.likely), strict=True)),
        "events": [
            {
                "id": s.event, "name": s.name, "time": s.time, "grade": s.grade, "contested": s.contested, "lines": list(s.origins),
                "quotes": _quotes(view, s.event),
            }
            for s in r.events
        ],
        "lines": list(r.origins), "weight": r.weight, "diagnosticity": r.diagnosticity,
        "nowhere": [{"key": u.key, "name": u.name} for u in unknown if u.expectation == r.expectation.id],
    }  # fmt: skip


def _json(w: Weighed, view: View, unknown: list[Unknown]) -> dict[str, Any]:
    ids = [h.id for h in w.rivals.hypotheses]
    return {
        "question": w.rivals.question,
        "hypotheses": [
            {"id": h.id, "says": h.says, "prior": list(h.prior), "share": s.share, "low": s.low, "high": s.high, "before": p.share}
            for h, s, p in zip(w.rivals.hypotheses, w.standings, w.prior, strict=True)
        ],
        "rows": [_row(r, ids, view, unknown) for r in w.rows],
        "turns": [{"without": t.what, "name": t.name, "first": t.first, "turned": t.turned, "shift": t.shift} for t in w.turns],
        "would_tell_apart": list(w.apart), "by": w.made.rule,
    }  # fmt: skip
