"""Commands that look closely: explain, chain, event, why, dyad, triad, verify."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, behind, epilog, find_claim, find_event, open_view, refuse
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, clean, json_line, line, note, show
from isnad.show.partynames import english_name, side_of

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, the beginning of it, or REPORT:POSITION.")]


class TreeOrJson(StrEnum):
    """How what is drawn for reading is printed."""

    table = "table"
    json = "json"


TreeFormat = Annotated[TreeOrJson, typer.Option("--format", "-f", help="How to print: table (for reading) or json.")]


class TextOrJson(StrEnum):
    """How what is no table is printed."""

    text = "text"
    json = "json"


TextFormat = Annotated[TextOrJson, typer.Option("--format", "-f", help="How to print: text or json.")]

_POINTS = (
    Column("id", "id"), Column("time", "time"), Column("between", "between"), Column("kind", "kind"), Column("score", "score"),
    Column("name", "event", True), Column("actor", "who acts"), Column("lines", "lines"), Column("contested", "contested"),
)  # fmt: skip
_BESIDE = (
    Column("days", "days after"), Column("kilometres", "km"), Column("way", "what A does"), Column("name", "act", True), Column("lines", "lines"),
    Column("move_name", "move", True), Column("act", "id"), Column("move", "id of the move"),
)  # fmt: skip
_Picture = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write a file: FILE.html (as all tell it, and as each camp does), FILE.svg, FILE.png or FILE.csv."),
]
_Camp = Annotated[list[str] | None, typer.Option("--camp", help="Only lines whose origin speaks for this party; several: any of them.")]
_Kind = Annotated[list[str] | None, typer.Option("--kind", help="Only lines of this kind of source: person, official, document, media, ….")]
_Grade = Annotated[list[str] | None, typer.Option("--grade", help="Only events of this grade: confirmed, fair, weak, contested, discounted.")]
_FALLS = (Column("origin", "without this origin", True), Column("score", "score"), Column("points", "events lost"))


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command(epilog=epilog("isnad explain palmyra c-1f3a", "isnad explain palmyra report-3:12", "isnad explain palmyra m-3f2a"))(explain)
    app.command(epilog=epilog("isnad chain palmyra c-1f3a"))(chain)
    app.command(epilog=epilog("isnad event palmyra e-1f3a", "isnad event palmyra e-1f3a --format json"))(event)
    app.command(
        epilog=epilog("isnad why palmyra c-1f3a c-77d0", "isnad why palmyra report-3:12 report-7:4", "isnad why palmyra report-3 report-7 -f json")
    )(why)
    app.command(
        epilog=epilog('isnad dyad palmyra "Syrian government" "Islamic State"', "isnad dyad palmyra SDF Turkey --by year --format json")
    )(dyad)
    app.command(epilog=epilog('isnad triad palmyra "Syrian government" "Islamic State" "Syrian opposition" --days 14'))(triad)
    app.command(epilog=epilog("isnad verify palmyra"))(verify)


def explain(
    case: CaseArgument,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, the beginning of it, REPORT:POSITION; or the id of a scene or a pattern.")],
    form: TreeFormat = TreeOrJson.table,
) -> None:
    """Print why a claim was read as it was: rule, entries and words; its statement and chain; its place, time and event.

    Of a scene that `isnad patterns` found (m-…): its steps, what speaks against it, the rule behind each claim. Of a pattern: its roles and steps.
    """
    from isnad.show.cli.derivation import derivation, lines
    from isnad.show.cli.patterns import explained

    with open_view(case) as view:
        scene = explained(view, claim)
        if scene is not None:
            _print(scene[0], scene[1], Format(form))
            return
        fact_id, ref = find_claim(view, claim)
        found = derivation(view, fact_id, ref)
    _print(found, lines(found), Format(form))


def chain(case: CaseArgument, claim: ClaimArgument, form: TreeFormat = TreeOrJson.table) -> None:
    """Draw the chain through which a claim has come down, from the outlet to the one who says it."""
    from isnad.show.cli.chains import chain_of, draw

    with open_view(case) as view:
        fact_id, ref = find_claim(view, claim)
        found = chain_of(view, fact_id, ref)
    _print(found, draw(found), Format(form))


def event(
    case: CaseArgument,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Its id, or the beginning of it.")],
    form: TextFormat = TextOrJson.text,
) -> None:
    """Print an event: its grade and why, its lines of independence, all its tellings, what contradicts it, what would change if an origin fell."""
    from isnad.show.cli.telling import event_lines, event_of

    with open_view(case) as view:
        behind(view, case)
        found = event_of(view, find_event(view, event))
    _print(found, event_lines(found), Format.json if form is TextOrJson.json else Format.table)


def why(
    case: CaseArgument,
    first: Annotated[str, typer.Argument(metavar="A", help="A claim (id or REPORT:POSITION), an event, or a report.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    form: TextFormat = TextOrJson.text,
) -> None:
    """Print why two claims, events or reports were joined, weight by weight, or why not; of two reports also whether one echoes the other."""
    from isnad.show.cli.comparing import why as compare
    from isnad.show.cli.comparing import why_lines

    with open_view(case) as view:
        behind(view, case)
        found = compare(view, first, second)
    _print(found, why_lines(found), Format.json if form is TextOrJson.json else Format.table)


def dyad(
    case: CaseArgument,
    first: Annotated[str, typer.Argument(metavar="A", help="A party, by its name in the case.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The other party.")],
    by: Annotated[str, typer.Option("--by", help="Length of a period: day, month, quarter or year.")] = "month",
    told: Annotated[str | None, typer.Option("--told-by", help="Only as one camp tells it: a, b or others.")] = None,
    camp: _Camp = None,
    kind: _Kind = None,
    grade: _Grade = None,
    output: _Picture = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of the picture: ar or en.")] = "ar",
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Print how two parties are said to have treated each other, over time; or draw it."""
    from typing import get_args

    from isnad.model.codec import encode
    from isnad.model.linked import Grade, Step
    from isnad.model.records import SourceKind
    from isnad.relate.dyad import dyad as relate
    from isnad.relate.told import narrowed, told_by
    from isnad.show.cli.drawing import SUFFIXES, write_picture
    from isnad.show.labels import LANGS

    steps = get_args(Step)
    if told not in (None, "a", "b", "others"):
        refuse("teller", str(told), ["a", "b", "others"], "a and b are the two parties as you name them")
    if output is not None and (output.suffix not in SUFFIXES or lang not in LANGS):
        raise UsageError("cli.format", f"no picture is made as {output.name} in {lang}", remedy=f"FILE{', FILE'.join(SUFFIXES)}; --lang ar or en")
    for what, given, there in (("kind of source", kind, get_args(SourceKind)), ("grade", grade, get_args(Grade))):
        for one in given or ():
            if one not in there:
                refuse(what, one, difflib.get_close_matches(one, there, 1), f"there are {', '.join(there)}")
    if by not in steps:
        refuse("period", by, difflib.get_close_matches(by, steps, 1), f"there are {', '.join(steps)}")
    with open_view(case) as view:
        behind(view, case)
        linked = view.linked()
        parties = sorted({p for e in linked.events for p in (*e.actor, *e.recipient)})
        a, b = (_party(name, parties, case) for name in (first, second))
        if a == b:
            raise UsageError("cli.parties", f"{a} and {b} are one party", remedy="name two")
        found = relate(a, b, linked, view.assessments(), list(view.items()), by=by)  # type: ignore[arg-type]
        if told is not None:
            found = told_by(found, told)  # type: ignore[arg-type]
        if camp or kind or grade:
            found = narrowed(found, [_party(name, parties, case) for name in camp or ()], kind or (), grade or ())
        if output is not None:
            write_picture(view, found, output, lang, bom=bom)
            return
    if form is Format.json:
        json_line(encode(found))
        return
    sides = {"a": a, "b": b, "both": "both"}
    rows = [{"id": p.event, **encode(p), "actor": sides[p.actor]} for p in found.points]
    if form is Format.table:  # the time has a column of its own
        rows = [{**r, "name": r["name"].removesuffix(f", {r['time']}")} for r in rows]
    show(rows, _POINTS, form, bom=bom, empty=f"no event tells of both {a} and {b}")
    if form is Format.table and rows:
        line()
        periods = [Column(k, k) for k in ("period", "score", "low", "high", "cooperation", "conflict", "avoidance")]
        show([encode(p) for p in found.periods], periods, form)
        if found.falls:
            line()
            show([encode(f) for f in found.falls], _FALLS, form)


def triad(
    case: CaseArgument,
    first: Annotated[str, typer.Argument(metavar="A", help="Who acts.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Who moves.")],
    third: Annotated[str, typer.Argument(metavar="C", help="On whom A acts.")],
    days: Annotated[int, typer.Option("--days", help="Days within which an act is beside a move.", min=0, max=365)] = 7,
    km: Annotated[float, typer.Option("--km", help="Kilometres within which it is.", min=0.1, max=2000)] = 60.0,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Print what one party is said to do to a second when a third moves, and whether that is more than chance."""
    from isnad.model.codec import encode
    from isnad.relate.triad import triad as relate

    with open_view(case) as view:
        behind(view, case)
        linked = view.linked()
        parties = sorted({p for e in linked.events for p in (*e.actor, *e.recipient)})
        a, b, c = (_party(name, parties, case) for name in (first, second, third))
        if len({a, b, c}) < 3:
            raise UsageError("cli.parties", "three different parties are needed", remedy="name three")
        found = relate(a, b, c, linked, view.assessments(), days, km)
    if form is Format.json:
        json_line(encode(found))
        return
    if form is Format.table:
        line(f"{found.acts} dated acts of {a} on {c} ({found.undated} more without a date), {found.moves} dated moves of {b}")
        if found.weight is None or found.chance is None or found.as_much is None:
            line("too little to hold beside each other")
        else:
            line(f"{found.near} of them lie within {days} days and {km:g} km of a move: {found.weight:.0%} of the lines")
            line(f"chance gives {found.chance:.0%}, and as much or more in {found.as_much:.0%} of draws")
        line()
    show([encode(p) for p in found.beside], _BESIDE, form, bom=bom, empty="no act lies beside a move")


def _party(text: str, parties: list[str], case: str) -> str:
    """A party of the case by its name; exactly, but for case and accents, or by a part that only one name has."""
    from isnad.text.fold import fold

    if not parties:
        raise UsageError("cli.not-linked", "no event has a party yet", remedy=f"isnad link {case}")
    own = english_name(text)
    key = fold(own)
    exact = next((found for name in (text, own, side_of(own)) if (found := [p for p in parties if fold(p) == fold(name)])), [])
    part = exact or [p for p in parties if key and key in fold(p)]
    if len(part) == 1:
        return part[0]
    if part:
        refuse("party", text, part, "", several=True)
    some = ", ".join(parties[:12]) + (" …" if len(parties) > 12 else "")
    refuse("party", text, difflib.get_close_matches(text, parties, 1, 0.5), f"the case has {some}")


def verify(case: CaseArgument) -> int:
    """Check a case: every original against its hash, every text against its original, every quotation against its text, the log of decisions."""
    from isnad.show.cli.checking import check

    with open_view(case) as view:
        faults, counts = check(view)
    for fault in faults:
        note(f"error[{fault.code}] {clean(fault.message)}")
    line(", ".join(f"{n} {what}" for what, n in counts.items()) + (f"; {len(faults)} do not hold" if faults else "; all hold"))
    return 0 if not faults else 4 if any(f.code in ("case.damaged", "case.log") for f in faults) else 5


def _print(value: Any, text: Iterable[str], form: Format) -> None:
    if form is Format.json:
        json_line(value)
    else:
        for each in text:
            line(each)
