"""What people decided on a case, as lessons for the learned reader. The heads that come of them are kept beside the case, never elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from isnad.errors import UsageError
from isnad.lang.pack import supported
from isnad.model.records import Claim, Statement
from isnad.model.span import Span
from isnad.store.contracts import Row, View
from isnad.text.doc import Doc

if TYPE_CHECKING:
    from isnad.read.learned.teach import Answer, Lesson, Taught

FEWEST = 20
"""Fewer answers than this teach nothing that would hold."""


def heads_path(case: Path) -> Path:
    """Where the heads that a case's decisions have taught are kept."""
    return case.with_suffix(".learned.npz")


def heads_of(case: Path) -> Path | None:
    """The heads that a case's decisions have taught, or None."""
    path = heads_path(case)
    return path if path.is_file() else None


def lessons_of(view: View) -> list[Lesson]:
    """The decisions on claims and statements of a case, by report.

    A claim that was accepted, changed or added teaches its trigger, type, mode, status and whether it occurred; one that was rejected, that its
    word is no trigger. A statement that was accepted, changed or added teaches its bounds, kind, stance and mode; one that was rejected, that its
    words are not said by anybody.
    """
    from isnad.read.learned.teach import Lesson

    out = []
    for report_id in view.report_ids():
        rows = [r for r in view.rows(report_id) if r.decisions and r.layer in ("claim", "statement")]
        if rows:
            report = view.report(report_id)
            doc = Doc(report.text, supported(report.lang))
            answers = tuple(dict.fromkeys(a for r in rows for a in _answers(doc, r)))
            if answers:
                out.append(Lesson(report_id, doc, answers))
    return out


def _answers(doc: Doc, row: Row) -> Iterator[Answer]:
    from isnad.read.learned.teach import Answer

    fact, rejected = row.fact, row.state == "rejected"
    if isinstance(fact, Claim):
        words = _words(doc, fact.trigger)
        if not words:
            return
        yield Answer("trigger", words[0], "O" if rejected else fact.type)
        if not rejected:
            yield Answer("mode", words[0], fact.mode or "none")
            yield Answer("status", words[0], fact.status)
            if fact.status not in ("planned", "hypothetical"):
                yield Answer("occurred", words[0], "yes" if fact.occurred else "no")
    elif isinstance(fact, Statement):
        words = _words(doc, fact.span)
        head = "nested" if fact.parent is not None else "content"
        for k, w in enumerate(words):
            yield Answer(head, w, "O" if rejected else "I" if k else "B")
        if words and not rejected:
            for name, label in (("kind", fact.kind), ("stance", fact.stance), ("named", "yes" if fact.named else "no"), ("speech", fact.mode)):
                yield Answer(name, words[0], label)


def _words(doc: Doc, span: Span) -> Sequence[int]:
    return range(*doc.tokens_in(span))


def train(view: View) -> Taught:
    """Teach the learned reader what people decided on a case. Nothing is written.

    Args:
        view: the case.

    Returns:
        The heads, and what they bring on reports that were not learnt from.

    Raises:
        UsageError: there are too few decisions (`train.few`), or the learned reader is not there (`learned.missing`).
    """
    from isnad.readers import check

    check("best")
    from isnad.read.learned.network import Network
    from isnad.read.learned.teach import teach

    lessons = lessons_of(view)
    answers = sum(len(x.answers) for x in lessons)
    if answers < FEWEST:
        why = f"{answers} answers in the decisions on this case; {FEWEST} are needed"
        raise UsageError("train.few", why, remedy="decide on more claims and statements: isnad queue")
    return teach(Network(), lessons)
