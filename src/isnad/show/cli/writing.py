"""Commands that write something to take away: demo, dossier."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.errors import InputError, UsageError
from isnad.show.cli.common import CaseArgument, behind, case_path, epilog, now, open_view, redacting
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, line, note, progress, show, tell

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
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page; by default CASE.html.")] = None,
    party: _PAIR = None,
    lang: LangOption = "ar",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is no dossier.")] = False,
) -> None:
    """Write the dossier of a case: one page that needs no network, in Arabic and English, every quotation checked."""
    from isnad.show.dossier.build import DossierOptions
    from isnad.show.dossier.gather import export_dossier

    _language(lang)
    if party and len(party) != 2:
        raise UsageError("cli.parties", f"{len(party)} parties are named", remedy="name two, or none")
    path = output or case_path(case).with_suffix(".html")
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise InputError("dossier.output", "cannot be written there", file=str(path), remedy="name a file in a folder that exists")
    if path.exists() and not force and not (path.is_file() and _ours(path)):
        raise InputError("dossier.exists", "something else is there already", file=str(path), remedy="name another file, or give --force")
    if path.exists() and not path.is_file():
        raise InputError("dossier.output", "is no regular file", file=str(path), remedy="name a file")
    if path.exists() and case_path(case).exists() and path.samefile(case_path(case)):
        raise InputError("dossier.output", "is the case itself", file=str(path), remedy="name another file")
    with open_view(case) as view:
        behind(view, case)
        with progress("writing", 3 * view.count()) as tick:
            quotes = export_dossier(view, path, DossierOptions(lang=lang, redact=redacting()), (party[0], party[1]) if party else None, tick)
    line(f"wrote {path}: {quotes} quotations, all checked against the stored texts")


def _ours(path: Path) -> bool:
    """Whether a file is a dossier of an earlier run, which may be written over."""
    with path.open("rb") as file:
        return b'<meta name="generator" content="isnad ' in file.read(4096)


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
