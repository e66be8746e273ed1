"""The command that searches: reports and claims, by words and by fields."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import BomOption, CaseArgument, FormatOption, epilog, open_view
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, note, progress, short, show, shown

_REPORTS = (
    Column("report", "report"), Column("published", "published"), Column("outlet", "outlet", True), Column("hits", "hits"),
    Column("excerpts", "words", True),
)  # fmt: skip
_CLAIMS = (
    Column("id", "id"), Column("report", "report"), Column("type", "type"), Column("actor", "actor", True), Column("recipient", "recipient", True),
    Column("occurred", "occurred"), Column("time", "time"), Column("place", "place"),
    Column("said_by", "said by", True), Column("quote", "quote", True),
)  # fmt: skip


class What(StrEnum):
    """What is searched."""

    reports = "reports"
    claims = "claims"


class By(StrEnum):
    """In which order what was found stands."""

    best = "best"
    oldest = "oldest"
    newest = "newest"


def _field(name: str, what: str) -> Any:
    return typer.Option(f"--{name}", help=what)


def register(app: typer.Typer) -> None:
    """Put `search` on the command line."""
    app.command(
        epilog=epilog(
            "isnad search palmyra الإرهابيين",
            "isnad search palmyra '\"barrel bombs\" -Aleppo from:2015-05'",
            "isnad search palmyra 'انسحاب | تسليم' --outlet SANA",
            "isnad search palmyra bombing --actor \"Syrian government\" --occurred no",
            "isnad search palmyra 'type:RETREAT place:تدمر kind:official' --format json",
            "isnad search palmyra =withdrawal        as written, not in its other forms",
            "isnad search palmyra 'bombard*'         whatever begins so",
        )
    )(search)


def search(
    case: CaseArgument,
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Words, \"a phrase\", pre*, -without, a | b, field:x.")] = None,
    what: Annotated[What | None, typer.Option("--in", help="Reports or claims; by default claims where a field of theirs is asked for.")] = None,
    title: Annotated[str | None, _field("title", "In the title.")] = None,
    outlet: Annotated[str | None, _field("outlet", "Who published it.")] = None,
    speaker: Annotated[str | None, _field("speaker", "Who says it, or passes it on.")] = None,
    actor: Annotated[str | None, _field("actor", "Who is said to do it, in Arabic or English.")] = None,
    recipient: Annotated[str | None, _field("recipient", "Whom it is said to be done to.")] = None,
    party: Annotated[str | None, _field("party", "Either of them.")] = None,
    place: Annotated[str | None, _field("place", "Where, in Arabic or English.")] = None,
    kind: Annotated[str | None, _field("type", "Event type: AGREE, ASSAULT, RETREAT, ….")] = None,
    mode: Annotated[str | None, _field("mode", "Mode within the type: aerial, withdraw, ….")] = None,
    source: Annotated[str | None, _field("kind", "Kind of source: official, witness, ….")] = None,
    occurred: Annotated[str | None, _field("occurred", "yes; no for what is said not to have happened; planned.")] = None,
    since: Annotated[str | None, _field("from", "Nothing earlier (EDTF): reports by publication, claims by the happening.")] = None,
    until: Annotated[str | None, _field("to", "Nothing later.")] = None,
    lang: Annotated[str | None, _field("lang", "Language of the report.")] = None,
    sort: Annotated[By, typer.Option("--sort", help="Best first, or by date.")] = By.best,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many to print.")] = 20,
    skip: Annotated[int, typer.Option("--skip", min=0, max=1_000_000, help="How many to leave out before.")] = 0,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Search the reports of a case, or its claims. Arabic and English words are found in all their forms and spellings."""
    from isnad.show.searching import ask, claim_rows, make_whole, report_rows
    from isnad.store.search import COUNTED, Search

    fields = {
        "title": title, "outlet": outlet, "speaker": speaker, "actor": actor, "recipient": recipient, "party": party, "place": place, "type": kind,
        "mode": mode, "kind": source, "occurred": occurred, "from": since, "to": until, "lang": lang,
    }  # fmt: skip
    with open_view(case) as view:
        asked = ask(view, " ".join(query or ()), [(k, v) for k, v in fields.items() if v])
        if what is What.reports and asked.of_claims:
            raise UsageError("search.field", "the query asks for something that only claims have", remedy="leave out --in reports")
        if not Search(view).whole():
            with progress("making the search index", view.count()) as tick:
                make_whole(view, tick)
        if what is What.claims or asked.of_claims:
            found = Search(view).claims(asked, skip, limit, sort.value)
            total = found.total
            show(claim_rows(found, view), _CLAIMS, form, bom=bom, empty="nothing found", card=_claim_card)
        else:
            reports = Search(view).reports(asked, skip, limit, sort.value)
            total = reports.total
            show(report_rows(reports), _REPORTS, form, bom=bom, empty="nothing found", card=_report_card)
    if total > limit + skip:
        many = f"more than {COUNTED}" if total > COUNTED else str(total)
        note(f"{skip + 1}–{skip + limit} of {many}; the next: --skip {skip + limit}")


def _report_card(row: Mapping[str, Any]) -> list[str]:
    head = "  ".join(shown(x) for x in (row["report"], row["published"], row["outlet"], row["title"]) if x)
    return [head, *map(short, row["excerpts"])]


def _claim_card(row: Mapping[str, Any]) -> list[str]:
    parties = f"{' and '.join(row['actor']) or 'somebody'}{' → ' if row['recipient'] else ''}{' and '.join(row['recipient'])}"
    said = row["status"] if row["status"] in ("planned", "hypothetical") else "" if row["occurred"] else "said not to have happened"
    kind = f"{row['type']} ({row['mode']})" if row["mode"] else row["type"]
    head = "  ".join(shown(x) for x in (row["id"], f"{row['report']}:{row['position']}", kind, parties, row["time"], row["place"], said) if x)
    return [head, f"according to {row['said_by']}", f"“{short(row['quote'])}”"]
