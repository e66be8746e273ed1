"""The commands of review: `queue` (what waits for a decision) and `evaluate` (what the decisions say of the readings)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from isnad.model.contract import name_json
from isnad.model.records import Claim, Layer, Statement
from isnad.resolve.review import Measure, Share
from isnad.resolve.reviewed import Queue, measures_of, queue_of
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, behind, epilog, find_report, now, open_case, open_view, refuse
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, json_line, line, note, short, show, shown
from isnad.show.labels import label
from isnad.store.decide import ask_readers
from isnad.store.doubt import DOUBTED
from isnad.store.view import SqliteView

_ITEMS = (
    Column("id", "id"), Column("layer", "layer"), Column("report", "report"), Column("score", "score"), Column("says", "says", True),
    Column("why", "why", True), Column("quote", "quote", True),
)  # fmt: skip
_MEASURES = (
    Column("layer", "layer"), Column("decided", "decided"), Column("accepted", "accepted"), Column("changed", "changed"),
    Column("rejected", "rejected"), Column("added", "added"), Column("precision", "precision"), Column("found", "found"), Column("recall", "recall"),
    Column("twice", "twice"), Column("kappa", "kappa"),
)  # fmt: skip
LAYERS = ", ".join(DOUBTED)


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command(epilog=epilog("isnad queue palmyra", "isnad queue palmyra --by stake", "isnad queue palmyra --layer place --layer time"))(queue)
    app.command(epilog=epilog("isnad evaluate palmyra", "isnad evaluate palmyra --format json"))(evaluate)


def queue(
    case: CaseArgument,
    order: Annotated[str, typer.Option("--by", help="doubt: least certain first; stake: what would move a conclusion most.")] = "doubt",
    layer: Annotated[list[str] | None, typer.Option("--layer", "-l", help=f"Rows of this layer; may be given again. One of {LAYERS}.")] = None,
    report: Annotated[str | None, typer.Option("--report", help="Only this report.")] = None,
    who: Annotated[str | None, typer.Option("--reader", help="Who asks: what this person has decided does not wait for him.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many.")] = 20,
    readers: Annotated[int | None, typer.Option("--readers", min=1, max=2, help="From now on so many people are to decide on each row.")] = None,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """List what waits for a decision: least certain first, or what would move a conclusion most.

    A row is done when somebody has decided on it, or, where the case asks for two readers, when two have and agree. Decisions are taken in the
    browser (`isnad web`); each teaches the queue how far the rule behind the row can be trusted.
    """
    if order not in ("doubt", "stake"):
        refuse("order", order, difflib.get_close_matches(order, ("doubt", "stake"), 1, 0.4), "there are doubt and stake")
    chosen = tuple(_layer(x) for x in layer or ["claim"])
    if readers is not None:
        with open_case(case) as store:
            ask_readers(store, readers, who=who or "command line", when=now())
    with open_view(case) as view:
        if order == "stake":
            behind(view, case)
        only = find_report(view, report).id if report else None
        found = queue_of(view, order="stake" if order == "stake" else "doubt", layers=chosen, who=who, report=only, most=limit)
        rows = [_item(view, i) for i in found.items]
    if form is Format.json:
        json_line({"order": order, "readers": found.readers, "waiting": found.waiting, "progress": _progress(found), "items": rows})
        return
    show(rows, _ITEMS, form, bom=bom, empty="nothing waits", card=_card)
    if form is Format.table:
        told = ", ".join(f"{of} {p['done']} of {p['rows']}" for of, p in _progress(found).items() if p["decided"])
        note(f"{found.waiting} wait" + (f"; done: {told}" if told else ""))


def _layer(text: str) -> Layer:
    for known in DOUBTED:
        if text in (known, f"{known}s") or (known == "quantity" and text == "quantities"):
            return known
    refuse("layer", text, difflib.get_close_matches(text, DOUBTED, 1, 0.4), f"there are {LAYERS}")


def _progress(found: Queue) -> dict[str, dict[str, int]]:
    return {layer: {"rows": rows, "decided": decided, "done": done} for layer, (rows, decided, done) in found.progress.items()}


def _item(view: SqliteView, item: Any) -> dict[str, Any]:
    located, report = view.fact(item.id), view.report(item.report)
    fact = located.fact
    return {
        "id": item.id, "layer": item.layer, "report": report.name, "position": located.position, "score": item.score, "trust": item.trust,
        "why": list(item.why), "event": item.event, "start": fact.span.start, "end": fact.span.end, "quote": fact.span.quote(report.text),
        "says": says(fact), "by": located.made.rule,
    }  # fmt: skip


def says(fact: Any) -> str:
    """What a row says, in a few words."""
    if isinstance(fact, Claim):
        who = " → ".join(" and ".join(str(name_json(n)["name"]) for n in names) or "?" for names in (fact.actor, fact.recipient))
        return f"{fact.type}{f'/{fact.mode}' if fact.mode else ''}{'' if fact.occurred else ' (not)'} {who} {fact.time or 'undated'}"
    if isinstance(fact, Statement):
        return f"{fact.speaker.name}{''.join(f' via {v.name}' for v in fact.via)}: {fact.stance}, {fact.kind}"
    for name in ("edtf", "name"):
        if hasattr(fact, name):
            party = getattr(fact, "party", None)
            return f"{getattr(fact, name)}{f' ({party})' if party and party != fact.name else ''}"
    low, high = fact.min, fact.max
    number = f"{low:g}" if low is not None and low == high else f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"
    return f"{'about ' if fact.approx else ''}{number} {fact.of or '?'}"


def _card(row: Mapping[str, Any]) -> list[str]:
    head = f"{row['id']}  {row['layer']}  {row['report']}  {shown(row['says'])}"
    return [head, f"{row['score']:.2f}: {', '.join(label(f'doubt.{why}', 'en') for why in row['why'])}", f"“{short(row['quote'])}”"]


def evaluate(case: CaseArgument, form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """Print how good the readings are, by the decisions made so far.

    For each layer: precision, of the rows that were read and decided on, those accepted as they are; found, of the same, those that are there if
    perhaps with other values; recall, of the rows that are there as far as people have said, those that were read. Each with its 95 % interval
    (Wilson). Kappa (Cohen) is the agreement of two readers beyond chance. Recall is counted against what people have added: it is fair of
    reports that were gone through from end to end, and too high of others; and what was looked at because it was doubtful is worse than the rest.
    """
    with open_view(case) as view:
        found = measures_of(view)
        lost = len(view.lost())
    rows = [_measure(m) for m in found]
    if form is Format.json:
        json_line({"layers": rows, "lost": lost})
        return
    if not any(m.decided or m.added for m in found):
        line("nothing was decided yet; `isnad web` shows what waits")
        return
    plain = [{**r, **{k: _share(r[k]) for k in ("precision", "found", "recall")}} for r in rows if r["decided"] or r["added"]]
    show(plain, _MEASURES, form, bom=bom)
    if form is Format.table:
        for m in found:
            if m.fields:
                note(f"changed in {m.layer}s: " + ", ".join(f"{name} {n}" for name, n in m.fields.most_common()))
        if moved := sum(m.moved for m in found):
            note(f"{moved} rows are read otherwise since they were decided on; they are not counted")
        if lost:
            note(f"{lost} decisions no longer find their row; `isnad resolve CASE` asks about them")


def _measure(m: Measure) -> dict[str, Any]:
    return {
        "layer": m.layer, "decided": m.decided, "accepted": m.accepted, "changed": m.changed, "rejected": m.rejected, "added": m.added,
        "moved": m.moved, "precision": _plain(m.precision), "found": _plain(m.found), "recall": _plain(m.recall), "twice": len(m.said),
        "kappa": m.kappa, "fields": dict(m.fields.most_common()),
    }  # fmt: skip


def _plain(s: Share) -> dict[str, Any]:
    return {"hits": s.hits, "total": s.total, "value": s.value, "low": s.low, "high": s.high}


def _share(s: Mapping[str, Any]) -> str:
    return "" if s["value"] is None else f"{s['value']:.2f} [{s['low']:.2f}–{s['high']:.2f}] {s['hits']}/{s['total']}"
