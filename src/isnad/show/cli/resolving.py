"""The command `resolve`: what a case leaves open, and what people decide about it."""

from __future__ import annotations

import difflib
import getpass
from collections.abc import Mapping
from typing import Annotated, Any, get_args

import typer

from isnad.errors import UsageError
from isnad.link.options import LinkSettings
from isnad.model.judgement import Judgement, standing
from isnad.model.linked import ClaimRef
from isnad.resolve.questions import Kind, questions
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, epilog, open_case, open_view, refuse
from isnad.show.cli.deciding import ACTIONS, Told
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, line, note, short, show, shown
from isnad.store.contracts import View
from isnad.store.decide import in_force
from isnad.store.sqlite import SqliteCase

_QUESTIONS = (
    Column("id", "id"), Column("kind", "kind"), Column("ask", "question", True), Column("uses", "facts"), Column("why", "why", True),
    Column("quotes", "quotes", True),
)  # fmt: skip
_LOG = (
    Column("id", "id"), Column("when", "when"), Column("who", "who"), Column("verdict", "decision"), Column("what", "what", True),
    Column("why", "why", True), Column("holds", "holds"),
)  # fmt: skip
ActionArgument = Annotated[
    str | None, typer.Argument(metavar="[ACTION]", help="confirm, reject, merge, split, place, same, different, unsure, undo or log.")
]
WhatArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[WHAT...]", help="What it is done to: names, or ids of questions, claims, events, judgements.")
]
TABLE = 40  # questions a table lists by itself
LONGEST = 200  # characters of a name that a person gives
_EXAMPLES = (
    "isnad resolve palmyra",
    'isnad resolve palmyra confirm q-1f3a --why "the second report gives both names"',
    'isnad resolve palmyra merge "Abu Salih" "Salih al-Hamad" --as "Salih al-Hamad" --why "his own statement"',
    'isnad resolve palmyra split "Liwa al-Nasr" --report report-3 --as "Liwa al-Nasr (Homs)" --why "another brigade"',
    'isnad resolve palmyra place "Tell Ahmar" --lat 36.67 --lon 38.14 --why "map of the survey"',
    'isnad resolve palmyra different c-1f3a report-3:12 --why "two nights"',
    'isnad resolve palmyra undo j-77ab --why "misread"',
    "isnad resolve palmyra log --format json",
)


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(epilog=epilog(*_EXAMPLES))(resolve)


def resolve(
    case: CaseArgument,
    action: ActionArgument = None,
    what: WhatArgument = None,
    name: Annotated[str | None, typer.Option("--as", help="The name that a merge or split gives.")] = None,
    report: Annotated[list[str] | None, typer.Option("--report", help="Only in this report; may be given again.")] = None,
    at: Annotated[list[str] | None, typer.Option("--at", help="Only in this mention, statement or claim (id); may be given again.")] = None,
    lat: Annotated[float | None, typer.Option("--lat", help="Degrees north.")] = None,
    lon: Annotated[float | None, typer.Option("--lon", help="Degrees east.")] = None,
    gazetteer: Annotated[str | None, typer.Option("--gazetteer", help="Id of a place in the gazetteer, as `isnad read` prints it.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; by default the name you are logged in with.")] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, in words. Every decision needs one.")] = "",
    kind: Annotated[str | None, typer.Option("--kind", "-k", help="Only questions of this kind.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="List no more questions than this; a table lists 40 by itself.")] = None,
    later: Annotated[bool, typer.Option("--later", help="Only keep the decision; link later with `isnad link`.")] = False,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """List what a case leaves open, and decide it: who is who, where a place is, which claims tell of one happening.

    Without an action the open questions are listed, the weightiest first. A decision is kept with who, when and why. It never changes what was
    read, and no reading or linking overwrites it: it is laid over the readings whenever the case is used. `log` lists the decisions, `undo`
    takes one back, as a decision of its own.
    """
    if action is None or action == "log":
        with open_view(case) as view:
            if action == "log":
                show(_log_rows(view), _LOG, form, bom=bom, empty="nothing was decided yet", card=_log_card)
            else:
                rows = _question_rows(view, kind)
                most = limit or (TABLE if form is Format.table else len(rows))
                show(rows[:most], _QUESTIONS, form, bom=bom, empty="nothing is open", card=_question_card)
                if len(rows) > most:
                    note(f"{len(rows) - most} more of less weight; --limit {len(rows)} lists all, --kind one kind")
        return
    if action not in ACTIONS:
        known = ("log", *ACTIONS)
        refuse("action", action, difflib.get_close_matches(action, known, 1, 0.5), f"there are {', '.join(known)}")
    told = Told(what or [], _given_name(name), report or [], at or [], lat, lon, gazetteer, _who(by), why.strip())
    if not told.why:
        raise UsageError("resolve.why", "a decision needs a reason", remedy='--why "..."')
    with open_case(case) as store:
        judgement = ACTIONS[action](store, told)
        if judgement in standing(store.judgements()):
            note(f"that is decided already: {judgement.id}")
            return
        store.judge(judgement)
        line(f"{judgement.id}  {shown(_what(judgement))}")
        _follow(store, case, later, judgement)


def _follow(store: SqliteCase, case: str, later: bool, judgement: Judgement) -> None:
    """Link anew what the decision changes, and say what it has joined."""
    from isnad.pipeline import relink
    from isnad.settings import Settings

    if store.fingerprint("link") is None:
        return
    if later:
        note(f"next: isnad link {case}")
    elif relink(store, Settings()):
        linked = store.linked()
        line(f"linked: {len(linked.events)} events, {len(linked.echoes)} echoes, {len(linked.contradictions)} contradictions")
        if judgement.verdict == "same" and judgement.anchors:
            _joined(store, judgement)


def _joined(store: SqliteCase, judgement: Judgement) -> None:
    """Say in which event the claims of a decision now stand."""
    spots = {(a.report, a.span) for a in (*judgement.anchors, *judgement.others)}
    held = {}
    for report in sorted({r for r, _ in spots}):
        reading = store.reading(report)
        held.update({ClaimRef(report, k): c for k, c in enumerate(reading.claims if reading else ()) if (report, c.trigger) in spots})
    events = [e for e in store.linked().events if not held.keys().isdisjoint(e.claims)]
    for e in events:
        line(f"{'joined' if len(events) == 1 else 'not joined'}: {e.id}  {shown(e.name)}, {sum(c in held for c in e.claims)} of {len(held)} claims")
    if len(events) > 1:
        note("another decision holds some of them apart; `isnad resolve CASE log` lists the decisions")


def _given_name(name: str | None) -> str | None:
    """A name that a person gives: one line of ordinary characters."""
    if name is None:
        return None
    text = " ".join(name.split())
    if not text or len(text) > LONGEST or not text.isprintable():
        raise UsageError("resolve.name", f"{name[:40]!r} is no name", remedy=f"write 1 to {LONGEST} printable characters")
    return text


def _who(by: str | None) -> str:
    who = " ".join((by or "").split())
    if by is None:
        try:
            who = getpass.getuser()
        except (OSError, KeyError, ImportError):
            who = ""
    if not who or not who.isprintable():
        raise UsageError("resolve.who", "a decision needs somebody who takes it", remedy="--by NAME")
    return who


def _question_rows(view: View, kind: str | None) -> list[dict[str, Any]]:
    kinds = get_args(Kind)
    if kind is not None and kind not in kinds:
        refuse("kind of question", kind, difflib.get_close_matches(kind, kinds, 1, 0.5), f"there are {', '.join(kinds)}")
    reports = {r.id: r for r in view.reports()}
    out = []
    for q in questions(view, LinkSettings().threshold):
        if kind in (None, q.kind):
            spots = [
                {"report": reports[a.report].name, "start": a.span.start, "end": a.span.end, "quote": a.span.quote(reports[a.report].text)}
                for a in q.anchors
            ]
            out.append({
                "id": q.id, "kind": q.kind, "ask": q.ask, "why": q.why, "names": list(q.names), "uses": q.uses, "weight": round(q.weight, 2),
                "left": q.left, "right": q.right, "quotes": [f"{s['report']}: {short(str(s['quote']), 120)}" for s in spots], "anchors": spots,
            })  # fmt: skip
    return out


def _question_card(row: Mapping[str, Any]) -> list[str]:
    return [f"{row['id']}  {row['kind']}  {shown(row['ask'])}", f"{row['why']} ({row['uses']} facts)", *row["quotes"]]


def _log_rows(view: View) -> list[dict[str, Any]]:
    judgements = view.judgements()
    force = in_force(judgements)
    return [
        {
            "id": j.id, "when": j.when, "who": j.who, "verdict": j.verdict, "what": _what(j), "why": j.why, "holds": j.id in force,
            "target": j.target, "value": j.value, "names": list(j.names), "question": j.question, "lat": j.lat, "lon": j.lon,
        }
        for j in judgements
    ]  # fmt: skip


def _log_card(row: Mapping[str, Any]) -> list[str]:
    state = "" if row["holds"] else "  (undone)"
    return [f"{row['id']}  {row['when']}  {shown(row['who'])}{state}", row["what"], row["why"]]


def _what(j: Judgement) -> str:
    """A decision in words."""
    names = ", ".join(f"“{n}”" for n in j.names)
    if j.verdict == "merge":
        return f"{names} → “{j.value}”"
    if j.verdict == "split":
        return f"{names} → “{j.value}” in {len(j.anchors)} places" if j.value is not None else f"{names}: no party of {len(j.anchors)} claims"
    if j.verdict == "place":
        return f"{names} at {j.lat:.4f}, {j.lon:.4f}{f' ({j.gazetteer})' if j.gazetteer else ''}"
    if j.verdict in ("same", "different", "unsure"):
        return f"{j.verdict}: {j.target} and {j.value}"
    more = f" and {len(j.anchors) - 1} more" if len(j.anchors) > 1 else ""  # a question may be about several claims
    return f"{j.verdict} {j.target}{more}{f' ({names})' if names else ''}"
