"""Commands that write something to take away: demo, dossier."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isnad.errors import InputError, UsageError
from isnad.show.cli.common import CaseArgument, behind, case_path, epilog, now, open_case, open_view, redacting
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, line, note, progress, show, some, tell

if TYPE_CHECKING:
    from isnad.show.dossier.plan import Plan

LangOption = Annotated[str, typer.Option("--lang", help="Language the page opens in: ar or en; its reader can switch.")]
_PAIR = Annotated[list[str] | None, typer.Option("--party", "-p", help="A party to follow; give two. By default those that most events are between.")]


def register_first(app: typer.Typer) -> None:
    """Put `demo` on the command line; it stands first, for those who come first."""
    app.command(epilog=epilog("isnad demo", "isnad demo -o /tmp/demo"))(demo)


def register(app: typer.Typer) -> None:
    """Put `dossier` on the command line."""
    app.command(
        epilog=epilog(
            "isnad dossier palmyra -o palmyra.html",
            'isnad dossier palmyra -o palmyra.html --party "Syrian government" --party "Islamic State" --lang en',
            "isnad dossier palmyra --event e-1f3a --event e-77d0 --title 'Two days in May' -o may.pdf",
            "isnad dossier palmyra --plan may.yaml -o may.docx --figures figures/",
            "a plan:  {title: …, lang: ar, note: …, figures: true, events: [{event: e-1f3a, heading: …, note: …}, e-77d0]}",
        )
    )(dossier)


def demo(
    folder: Annotated[Path, typer.Option("--output", "-o", help="Where to put it.")] = Path("demo-case"),
    lang: LangOption = "ar",
) -> int:
    """Make a small case from reports that come with Isnad, and its dossier: to see what this is about."""
    from isnad.pipeline import run
    from isnad.settings import Settings
    from isnad.show.cli.gather import event_rows
    from isnad.show.dossier.build import DossierOptions
    from isnad.show.dossier.gather import export_dossier

    _language(lang)
    about = _unpack(folder / "reports")
    a, b = about["parties"]
    case, page = folder / "demo.isnad", folder / "dossier.html"
    with progress("reading", None):
        view = run(case, [folder / "reports"], title=about["title"], question=about["question"], settings=Settings(processes=1), now=now(), tell=tell)
    with view:
        quotes = export_dossier(view, page, DossierOptions(lang=lang, redact=redacting()), (a, b))
        rows = sorted(event_rows(view), key=lambda r: (-(r["lines"] or 0), -r["claims"], r["time"] or "9", r["id"]))
        count = view.count()
    show(rows[:8], (Column("id", "id"), Column("name", "event", True), Column("lines", "independent lines"), Column("grade", "grade")), Format.table)
    line(f"{count} reports, {len(rows)} events, {quotes} quotations checked")
    line(f"case     {case}")
    line(f"dossier  {page}")
    rivals = folder / "rivals.yaml"
    note(f"next: open {page} in a browser; isnad claims {case} --not-occurred; isnad dyad {case} {a!r} {b!r}; isnad hypotheses {case} {rivals}")
    return 0


def dossier(
    case: CaseArgument,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file: .html (by default CASE.html), .pdf or .docx.")] = None,
    party: _PAIR = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Its language: ar or en; by default that of the plan, else ar.")] = None,
    plan: Annotated[Path | None, typer.Option("--plan", help="A file (YAML or JSON): title, note, events in order with headings and notes.")] = None,
    event: Annotated[list[str] | None, typer.Option("--event", "-e", help="An event to tell, by id; once for each, in order.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title; by default that of the case.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the plan in the case, for the workbench and for next time.")] = False,
    pictures: Annotated[Path | None, typer.Option("--figures", help="A folder for each figure as SVG and PNG.")] = None,
    redact: Annotated[bool, typer.Option("--redact/--no-redact", help="Cover sources who, by the reports, are not to be known.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is no dossier.")] = False,
) -> None:
    """Write a dossier, every quotation checked: of chosen events, as HTML, PDF or Word; or the whole case on one page, in Arabic and English.

    Of chosen events (--event, --plan, or the plan kept in the case for .pdf and .docx) the text is written in sentences that say who says so, each
    with footnotes to its quotations.
    """
    from isnad.show.dossier.build import DossierOptions
    from isnad.show.dossier.gather import export_dossier
    from isnad.show.dossier.publish import is_ours, kind_of

    _language(lang or "ar")
    if party and len(party) != 2:
        raise UsageError("cli.parties", f"{len(party)} parties are named", remedy="name two, or none")
    if plan is not None and event:
        raise UsageError("dossier.plan", "events are named both in a plan and beside it", remedy="name them in one place")
    path = output or case_path(case).with_suffix(".html")
    kind_of(path.suffix)
    asked = plan is not None or bool(event) or title is not None or pictures is not None or keep
    chosen = asked or path.suffix.lower() != ".html"
    if chosen and party:
        raise UsageError("dossier.plan", "--party is for the page of a whole case", remedy="leave it out, or the plan")
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise InputError("dossier.output", "cannot be written there", file=str(path), remedy="name a file in a folder that exists")
    if path.exists() and not force and not (path.is_file() and is_ours(path)):
        raise InputError("dossier.exists", "something else is there already", file=str(path), remedy="name another file, or give --force")
    if path.exists() and not path.is_file():
        raise InputError("dossier.output", "is no regular file", file=str(path), remedy="name a file")
    if path.exists() and case_path(case).exists() and path.samefile(case_path(case)):
        raise InputError("dossier.output", "is the case itself", file=str(path), remedy="name another file")
    if chosen:
        _put_together(case, path, _plan(case, plan, event, title, lang), redact or redacting(), pictures, keep)
        return
    with open_view(case) as view:
        behind(view, case)
        with progress("writing", 3 * view.count()) as tick:
            options = DossierOptions(lang=lang or "ar", redact=redact or redacting())
            quotes = export_dossier(view, path, options, (party[0], party[1]) if party else None, tick)
    line(f"wrote {path}: {some(quotes, 'quotation')}, all checked against the stored texts")


def _plan(case: str, file: Path | None, events: list[str] | None, title: str | None, lang: str | None) -> Plan:
    """The plan that is asked for: of a file, of the events named, or the one that the case keeps."""
    from isnad.show.dossier.plan import Chosen, kept_plan, read_plan

    if file is not None:
        plan = read_plan(file)
    else:
        with open_view(case) as view:
            plan = kept_plan(view)
        if events:
            plan = replace(plan, title="", note="", events=tuple(Chosen(e) for e in events))
    return replace(plan, title=title if title is not None else plan.title, lang=lang or plan.lang)


def _put_together(case: str, path: Path, plan: Plan, redact: bool, pictures: Path | None, keep: bool) -> None:
    """Write a dossier of chosen events, and its figures."""
    from isnad.show.dossier.figures import write_figures
    from isnad.show.dossier.paper import paper
    from isnad.show.dossier.plan import keep_plan, resolved
    from isnad.show.dossier.publish import publish

    with open_view(case) as view:
        behind(view, case)
        with progress("writing", None):
            made = paper(view, plan, redact)
            quotes = publish(made, path)
        written = write_figures(made.figures, pictures) if pictures is not None else []
    if keep:
        with open_case(case) as store:
            keep_plan(store, resolved(plan, store))
    line(f"wrote {path}: {some(len(plan.events), 'event')}, {some(quotes, 'quotation')}, all checked against the stored texts")
    for each in written:
        line(f"wrote {each}")


def _unpack(folder: Path) -> dict[str, Any]:
    """Put the reports of the demo into a folder, but for those that are there; give what the case is about."""
    packed = resources.files("isnad.show").joinpath("demo_data")
    folder.mkdir(parents=True, exist_ok=True)
    for item in sorted(packed.iterdir(), key=lambda p: p.name):
        path = folder / item.name
        if item.name != "case.json" and item.name.endswith((".txt", ".meta.json")) and not path.exists():
            path.write_bytes(item.read_bytes())
    rivals = folder.parent / "rivals.yaml"
    if not rivals.exists():
        rivals.write_bytes(packed.joinpath("rivals.yaml").read_bytes())
    about: dict[str, Any] = json.loads(packed.joinpath("case.json").read_text(encoding="utf-8"))
    return about


def _language(lang: str) -> None:
    if lang not in ("ar", "en"):
        raise UsageError("cli.unknown", f"the page does not speak {lang!r}", remedy="there are ar and en")
