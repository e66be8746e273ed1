"""The command that tells who is said to hold a place: control."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, epilog, open_view, refuse
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, json_line, line, short, show, shown, words

_LINES = (
    Column("time", "time"), Column("change", "change"), Column("holder", "holder", True), Column("before", "before", True), Column("fight", "fight"),
    Column("occurred", "occurred"), Column("report", "report"), Column("said_by", "said by", True), Column("quote", "quote", True),
)  # fmt: skip
_SPELLS = (
    Column("since", "since"), Column("until", "until"), Column("holder", "holder", True), Column("fight", "with a fight"), Column("lines", "claims"),
    Column("said_by", "said by", True), Column("fought", "told with a fight by", True), Column("unfought", "told without a fight by", True),
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(epilog=epilog("isnad control palmyra Palmyra", "isnad control palmyra تدمر --format json"))(control)


def control(
    case: CaseArgument,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="The place, by its English name or as a report writes it.")],
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Print who is said to hold a place, since when, and how it came to him: taken, left to him, handed over, with a fight or without."""
    from isnad.relate.control import control as relate
    from isnad.show.cli.gather import OWN_VOICE

    with open_view(case) as view:
        items = list(view.items())
        found = relate(_place(place, items), items)
        reports = {r.id: r for r, _ in items}
        ids = view.claim_ids()
    rows = [
        {
            "id": ids[h.claim], "report": reports[h.claim.report].name, "position": h.claim.claim, "change": h.change, "holder": list(h.holder),
            "before": list(h.before), "fight": h.fight, "occurred": h.occurred, "planned": h.planned, "time": h.time,
            "first": h.first, "last": h.last,
            "said_by": h.speaker or OWN_VOICE, "via": list(h.via), "start": h.quote.start, "end": h.quote.end,
            "quote": h.quote.quote(reports[h.claim.report].text),
        }
        for h in found.lines
    ]  # fmt: skip
    spells = [
        {
            "since": s.since, "until": s.until, "holder": list(s.holder), "fight": s.fight, "disputed": s.disputed, "lines": len(s.lines),
            "said_by": [who or OWN_VOICE for who in s.speakers], "claims": [rows[i]["id"] for i in s.lines],
            "fought": [who or OWN_VOICE for who in s.fought], "unfought": [who or OWN_VOICE for who in s.unfought],
        }
        for s in found.spells
    ]  # fmt: skip
    if form is Format.json:
        json_line({"place": found.place, "spells": spells, "claims": rows, "by": found.made.rule})
        return
    if form is Format.table and spells:
        line(shown(found.place))
        show([{**s, "fight": "disputed" if s["disputed"] else s["fight"]} for s in spells], _SPELLS, form)
        line()
    show(rows, _LINES, form, bom=bom, empty=f"no claim tells of who holds {found.place}", card=_card)


def _card(row: Mapping[str, Any]) -> list[str]:
    how = "" if row["fight"] is None else "with a fight" if row["fight"] else "without a fight"
    said = "planned or possible" if row["planned"] else "" if row["occurred"] else "said not to have happened"
    gone = row["change"] in ("left", "handed over")
    sides = (words(row["before"]), words(row["holder"])) if gone else (words(row["holder"]), words(row["before"]))
    parties = f"{sides[0] or 'somebody'}{' → ' if gone and sides[1] else ', from ' if sides[1] else ''}{sides[1]}"
    head = "  ".join(shown(x) for x in (row["id"], row["time"] or "undated", row["change"], parties, how, said) if x)
    passed = f" via {', '.join(row['via'])}" if row["via"] else ""
    return [head, f"{row['report']}:{row['position']}, according to {row['said_by']}{passed}", f"“{short(row['quote'])}”"]


def _place(text: str, items: list[tuple[Any, Any]]) -> str:
    """A place of the case, by its English name or the words of a report; exactly, but for case and accents, or by a part that only one has.

    Raises:
        UsageError: none or several are called so.
    """
    from isnad.text.fold import fold

    names: dict[str, set[str]] = {}
    for report, reading in items:
        for p in reading.places:
            names.setdefault(p.name, {fold(p.name)}).add(fold(p.span.quote(report.text)))
    if not names:
        raise UsageError("cli.unknown", f"no place is called {text!r}", remedy="the case tells of no place yet")
    key = fold(text.strip())
    exact = sorted(n for n in names if fold(n) == key) or sorted(n for n, written in names.items() if key in written)
    part = exact or sorted(n for n, written in names.items() if key and any(key in w for w in written))
    if len(part) == 1:
        return part[0]
    if part:
        refuse("place", text, part, "", several=True)
    refuse("place", text, difflib.get_close_matches(text, sorted(names), 1, 0.5), "`isnad claims` shows where things are said to have happened")
