"""From an open case to a book: what the dossier shows, and nothing else of the store."""

from __future__ import annotations

from pathlib import Path

from isnad.errors import AnchorError, UsageError
from isnad.model.ids import sha256
from isnad.relate.dyad import dyad
from isnad.show.dossier.book import Book, main_pair
from isnad.show.dossier.build import DossierOptions, Tick, write_dossier
from isnad.show.partynames import english_name
from isnad.store.contracts import View


def gather(case: View, pair: tuple[str, str] | None, tick: Tick = lambda n: None) -> Book:
    """All that a dossier shows.

    Args:
        case: the open case, read and linked.
        pair: canonical names of the two parties to follow; None takes the two that most events are between.
        tick: called once a report, with 1.

    Raises:
        AnchorError: an original is not what its hash says (`dossier.original`).
        UsageError: a named party acts in no event (`dossier.pair`).
    """
    info = case.info()
    items = list(case.items())
    linked = case.linked()
    assessments = case.assessments()
    for report, _ in items:
        if sha256(case.original(report.id)) != report.sha256:
            raise AnchorError(
                "dossier.original", "the stored original is not the one whose hash was kept", file=report.name,
                remedy="run `isnad verify CASE`; restore the case from a copy",
            )  # fmt: skip
        tick(1)
    if pair:
        pair = (english_name(pair[0]), english_name(pair[1]))
        known = sorted({n for e in linked.events for n in (*e.actor, *e.recipient)})
        for name in pair:
            if name not in known:
                raise UsageError("dossier.pair", f"{name!r} acts in no event of this case", remedy=f"parties: {', '.join(known[:40])}")
    chosen = pair or main_pair(linked)
    relation = dyad(chosen[0], chosen[1], linked, assessments, items, "month") if chosen else None
    return Book(
        info.title, info.question, tuple(r for r, _ in items), {r.id: g for r, g in items}, linked, {a.event: a for a in assessments}, relation
    )


def export_dossier(
    case: View, path: Path, options: DossierOptions, pair: tuple[str, str] | None = None, tick: Tick = lambda n: None
) -> int:
    """Write the dossier of a case. See :func:`gather` and :func:`isnad.show.dossier.build.write_dossier`.

    `tick` is called three times a report, with 1: when it is taken up, when it is made ready, when it is printed.

    Returns:
        How many quotations it holds.
    """
    return write_dossier(gather(case, pair, tick), path, options, tick)
