"""The command that finds recurring scenes: patterns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import BomOption, FormatOption, behind, epilog, find_event, open_view, refuse
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, note, short, show, shown, words
from isnad.show.scenewords import with_names
from isnad.store.contracts import View

_MATCHES = (
    Column("id", "id"), Column("pattern", "pattern"), Column("standing", "standing"), Column("filled", "roles", True), Column("lines", "lines"),
    Column("grade", "grade"),
    Column("stated", "stated", True), Column("missing", "missing", True), Column("first", "from"), Column("last", "to"),
    Column("quote", "quote", True),
)  # fmt: skip
_LIBRARY = (Column("id", "id"), Column("name", "name", True), Column("name_ar", "بالعربية", True), Column("says", "what it says", True))
_MINED = (
    Column("sequence", "sequence", True), Column("support", "origins"), Column("instances", "instances"), Column("lift", "lift"),
    Column("parties", "parties", True), Column("quote", "quote", True),
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(
        epilog=epilog(
            "isnad patterns --list", "isnad patterns palmyra", "isnad patterns palmyra --pattern negotiated-evacuation --min-lines 2",
            "isnad patterns palmyra --possible",
            "isnad patterns palmyra --like e-3f2a", "isnad patterns palmyra --mine", "isnad patterns palmyra --file my.yaml --format json",
        )
    )(patterns)


def patterns(
    case: Annotated[str | None, typer.Argument(metavar="CASE", help="The case: a file NAME.isnad; the suffix may be left out.")] = None,
    pattern: Annotated[list[str] | None, typer.Option("--pattern", "-p", help="Only this pattern, by its id; may be given more than once.")] = None,
    file: Annotated[str | None, typer.Option("--file", metavar="YAML", help="Patterns of your own, instead of the library.")] = None,
    min_lines: Annotated[int, typer.Option("--min-lines", min=0, help="Fewest independent lines of the weakest step that must be stated.")] = 0,
    possible: Annotated[bool, typer.Option("--possible", help="Possible scenes as well, with what speaks against each.")] = False,
    like: Annotated[str | None, typer.Option("--like", metavar="EVENT", help="Scenes like that of this event.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Sequences that recur in the case, whatever the library knows.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the patterns, of the library or of --file, and end.")] = False,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Print recurring scenes: who fills which role, which steps are stated, by whom, on how many independent lines, and which are missing."""
    from isnad.relate.patterns_language import from_file, library

    known = from_file(file) if file is not None else library()
    if listed:
        show([_told(p) for p in known], _LIBRARY, form, bom=bom, card=_entry)
        return
    if case is None:
        raise UsageError("cli.usage", "a case is needed", remedy="isnad patterns CASE, or isnad patterns --list")
    if sum((like is not None, mine, bool(pattern) or file is not None)) > 1:
        raise UsageError("cli.usage", "--like, --mine and --pattern or --file ask for different things", remedy="give one of them")
    chosen = [next((p for p in known if p.id == name), None) or _unknown(name, [p.id for p in known]) for name in pattern or ()] or list(known)
    with open_view(case) as view:
        behind(view, case)
        from isnad.relate.patterns_mine import like as one_like
        from isnad.relate.patterns_mine import mine as sequences
        from isnad.relate.patterns_search import index_of, search

        items = list(view.items())
        index = index_of(view.linked(), view.assessments(), items)
        quotes = _Quotes(items, view.claim_ids())
        if mine:
            show([_sequence(m, quotes) for m in sequences(index)], _MINED, form, bom=bom, empty="no sequence recurs", card=_mined)
            return
        if like is not None:
            chosen = [one_like(index, find_event(view, like).id)]
        by_id = {p.id: p for p in chosen}
        found = search(chosen, index, min_lines=min_lines)
        kept = [m for m in found if possible or like is not None or m.standing == "match"]
        rows = [_row(m, by_id[m.pattern], quotes) for m in kept]
    show(rows, _MATCHES, form, bom=bom, empty="no scene of the case fits", card=_card)
    if len(kept) < len(found):
        note(f"possible scenes left out: {len(found) - len(kept)}; --possible lists them")


def explained(view: View, text: str) -> tuple[dict[str, Any], list[str]] | None:
    """A scene of the library by its id or the beginning of it, with the rule behind each claim; or a pattern; None where the text names neither.

    Args:
        view: the case.
        text: `m-` and hexadecimal digits, or the id of a pattern.

    Returns:
        The values, and the same as lines.

    Raises:
        UsageError: no scene of the case is called so, or several are.
    """
    from isnad.relate.patterns_language import library
    from isnad.relate.patterns_search import index_of, search

    by_id = {p.id: p for p in library()}
    if text in by_id:
        row = _told(by_id[text])
        return row, _entry(row)
    if not text.startswith("m-"):
        return None
    import isnad.pipeline  # noqa: F401 - with the stages come their rules
    from isnad.show.cli.derivation import made

    items = list(view.items())
    matches = search(library(), index_of(view.linked(), view.assessments(), items))
    found = [m for m in matches if m.id.startswith(text)]
    if len(found) != 1:
        near = [m.id for m in found] or difflib.get_close_matches(text, [m.id for m in matches], 1, 0.7)
        refuse("scene", text, near, "`isnad patterns --possible` lists them", several=len(found) > 1)
    of = {r.id: (r, x) for r, x in items}
    row = _row(found[0], by_id[found[0].pattern], _Quotes(items, view.claim_ids()))
    out = [row["says"], *_card(row)]
    for step, f in zip(row["steps"], found[0].steps, strict=True):
        for told, ref in zip(step["claims"], f.claims, strict=True):
            report, reading = of[ref.report]
            told["made"] = made(reading.claims[ref.claim].made, report.text)
            entries = f" ({', '.join(told['made']['entries'])})" if told["made"]["entries"] else ""
            out.append(f"{step['step']}: {told['report']}:{told['position']} by {told['made']['rule']}{entries}")
    return row, out


class _Quotes:
    """The words, report and id of every claim."""

    def __init__(self, items: Iterable[tuple[Any, Any]], ids: Mapping[Any, str]) -> None:
        self._items = {r.id: (r, x) for r, x in items}
        self._ids = ids

    def of(self, ref: Any) -> dict[str, Any]:
        from isnad.show.cli.gather import OWN_VOICE

        report, reading = self._items[ref.report]
        claim = reading.claims[ref.claim]
        said = reading.statements[claim.statement] if claim.statement is not None else None
        return {
            "claim": self._ids.get(ref, ""), "report": report.name, "position": ref.claim, "start": claim.span.start, "end": claim.span.end,
            "quote": claim.span.quote(report.text), "said_by": said.speaker.name if said else OWN_VOICE,
            "via": [v.name for v in said.via] if said else [], "kind": said.kind if said else None,
        }  # fmt: skip

    def report(self, report_id: str) -> str:
        """A report's name."""
        return str(self._items[report_id][0].name)


def _unknown(name: str, known: list[str]) -> Any:
    refuse("pattern", name, difflib.get_close_matches(name, known, 1, 0.5), "`isnad patterns --list` lists them")


def _told(p: Any) -> dict[str, Any]:
    from isnad.model.codec import encode

    steps = [
        {"id": s.id, "en": s.en, "ar": s.ar, "optional": s.optional, "nobody": s.nobody, "ways": [encode(w) for w in s.ways]} for s in p.steps
    ]
    roles = [{"id": r.id, "en": r.en, "ar": r.ar, "place": r.place} for r in p.roles]
    return {"id": p.id, "name": p.en, "name_ar": p.ar, "says": p.says, "says_ar": p.says_ar, "roles": roles, "steps": steps, "within": p.within}


def _row(m: Any, p: Any, quotes: _Quotes) -> dict[str, Any]:
    steps = []
    for f in m.steps:
        of = next(s for s in p.steps if s.id == f.step)
        steps.append({
            "step": f.step, "says": of.en, "says_ar": of.ar, "event": f.event, "name": f.name, "said": f.said, "tie": f.tie, "time": f.time,
            "place": f.place, "lines": len(f.origins), "origins": list(f.origins), "grade": f.grade, "contested": f.contested,
            "claims": [quotes.of(c) for c in f.claims], "also": [quotes.of(c) for c in f.also],
        })  # fmt: skip
    roles = [
        {"role": v, "what": p.role(v).en, "what_ar": p.role(v).ar, "names": list(names)} for v, names in m.roles
    ]
    first = steps[0]["claims"][0]
    return {
        "id": m.id, "pattern": m.pattern, "name": p.en, "name_ar": p.ar, "standing": m.standing,
        "doubts": [{"why": d.why, "says": _DOUBTS[d.why].format(x=" and ".join(d.roles)), "step": d.step, "roles": list(d.roles)} for d in m.doubts],
        "filled": [f"{v} {' / '.join(n)}" for v, n in m.roles if n],
        "lines": m.lines, "origins": list(m.origins), "grade": m.grade, "stated": [f"{s['step']} ({s['lines']})" for s in steps],
        "missing": list(m.missing), "undated": list(m.undated), "first": m.first, "last": m.last,
        "whole": [quotes.report(r) for r in m.whole], "contested": [s["step"] for s in steps if s["contested"]], "merged": m.merged,
        "without": [{"origin": w.origin, "lines": w.lines, "steps": list(w.steps)} for w in m.without], "roles": roles, "steps": steps,
        "quote": first["quote"], "by": m.made.rule, "says": p.says, "says_ar": p.says_ar,
    }  # fmt: skip


def _sequence(m: Any, quotes: _Quotes) -> dict[str, Any]:
    told = zip(m.instances, m.roles, strict=True)
    scenes = [{"parties": list(who), "steps": [[quotes.of(c) for c in step] for step in scene]} for scene, who in told]
    return {
        "sequence": m.pattern.en, "support": m.support, "instances": len(m.instances), "lift": m.lift,
        "parties": [" / ".join(who) for who in m.roles[:3]], "scenes": scenes, "quote": scenes[0]["steps"][0][0]["quote"],
    }  # fmt: skip


def _entry(row: Mapping[str, Any]) -> list[str]:
    marks = {True: "(optional) ", False: ""}
    steps = [f"{s['id']}: {marks[s['optional']]}{'(must not have happened) ' if s['nobody'] else ''}{s['en']} — {s['ar']}" for s in row["steps"]]
    roles = "; ".join(f"{r['id']} {r['en']}" for r in row["roles"])
    return [f"{row['id']}  {row['name']}  {shown(row['name_ar'])}", row["says"], row["says_ar"], roles, *steps]


def _card(row: Mapping[str, Any]) -> list[str]:
    when = "undated" if row["first"] is None else row["first"] if row["first"] == row["last"] else f"{row['first']} to {row['last']}"
    head = (row["id"], row["name"], shown(row["name_ar"]), when, _lines(row["lines"]), row["grade"])
    out = ["  ".join((*head, "possible") if row["standing"] == "possible" else head), ", ".join(row["filled"])]
    names = {r["role"]: " / ".join(r["names"]) for r in row["roles"] if r["names"]}
    for s in row["steps"]:
        first = s["claims"][0]
        voices = ", ".join(dict.fromkeys(c["said_by"] for c in s["claims"]))
        marks = [x for x in ("contested" if s["contested"] else "", "" if s["said"] == "done" else _SAID[s["said"]]) if x]
        out.append(f"{with_names(s['says'], 'en', names)}: {_lines(s['lines'])}, {voices}{' — ' + ', '.join(marks) if marks else ''}")
        out.append(f"  {first['report']}:{first['position']} “{short(first['quote'], 160)}”")
    out += ["speaks against it: " + ": ".join(x for x in (d["step"], d["says"]) if x) for d in row["doubts"]]
    if row["missing"]:
        out.append(f"nobody states: {words(row['missing'])}")
    if row["undated"]:
        out.append(f"order in time unknown: {words(row['undated'])}")
    if row["without"] and row["without"][0]["lines"] < row["lines"]:
        out.append(f"without {row['without'][0]['origin']}: {_lines(row['without'][0]['lines'])}")
    return out


def _lines(n: int) -> str:
    return f"{n} line{'' if n == 1 else 's'}"


_DOUBTS = {
    "party": "{x} not surely named there", "act": "such words are oftener misread than read", "apart": "the steps are told apart",
    "faint": "told so, it says little", "promise": "only promised", "own-word": "only the word of who is said to have held back",
    "both": "told of both, not of one towards the other", "foes": "no fight of {x} is surely read", "allies": "{x} are known to stand together",
}  # fmt: skip
_SAID = {"not": "said not to have happened", "planned": "planned or possible", "denied": "denied"}


def _mined(row: Mapping[str, Any]) -> list[str]:
    out = [f"{row['sequence']}  {row['support']} origins, {row['instances']} instances, {words(row['lift'])} times as often as after any act"]
    for scene in row["scenes"][:3]:
        out.append(" / ".join(scene["parties"]))
        out += [f"  {step[0]['report']}:{step[0]['position']} “{short(step[0]['quote'], 120)}”" for step in scene["steps"]]
    return out
