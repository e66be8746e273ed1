"""Checking a case against itself."""

from __future__ import annotations

from typing import NamedTuple

from isnad.errors import CaseError
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.store.contracts import LAYERS, View
from isnad.store.rows import spans_of


class Fault(NamedTuple):
    """Something in a case that does not hold: a stable code and what it is."""

    code: str
    message: str


def check(view: View) -> tuple[list[Fault], dict[str, int]]:
    """Check originals, texts and anchors.

    Args:
        view: the case.

    Returns:
        The faults, and how many things of each kind were checked.
    """
    faults: list[Fault] = []
    counts = {"originals": 0, "texts": 0, "facts": 0, "anchors": 0, "links": 0, "decisions": 0}
    texts: dict[str, str] = {}
    known = view.report_ids()
    for report_id in known:
        counts["originals"] += 1
        try:
            report = view.report(report_id)
            texts[report_id] = report.text
            data = view.original(report_id)
        except CaseError as error:
            faults.append(Fault(error.code, error.diagnostic.message))
            continue
        if report.capture.media_type == "text/plain" and report.capture.charset:
            counts["texts"] += 1
            if not _same(data, report.capture.charset, report.text):
                faults.append(Fault("anchor.text", f"{report.name}: the stored text is not what its bytes say"))
    claims: dict[str, int] = {}
    for ref in view.claim_ids():  # rejected ones keep their places
        claims[ref.report] = max(claims.get(ref.report, 0), ref.claim + 1)
    for layer in LAYERS:
        for fact in view.facts(layer):
            counts["facts"] += 1
            for span in spans_of(fact.fact) if fact.report in texts else ():
                counts["anchors"] += 1
                if span.end > len(texts[fact.report]):
                    faults.append(Fault("anchor.outside", f"{fact.id} of {fact.report}: [{span.start}, {span.end}) is outside the text"))
            if not fact.made.rule:
                faults.append(Fault("anchor.maker", f"{fact.id} of {fact.report}: nothing says what made it"))
    _links(view, {i: texts.get(i) for i in known}, claims, faults, counts)
    found = view.audit()
    counts["decisions"] = found.entries
    if not found.holds:
        faults.append(Fault("case.log", f"the log of decisions: {found.why}"))
    return faults, counts


def _same(data: bytes, charset: str, text: str) -> bool:
    """Whether bytes, decoded, are the stored text, but for normalisation."""
    import unicodedata

    try:
        decoded = data.decode(charset).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        decoded = data.decode(charset if _known(charset) else "utf-8", "replace")
    return unicodedata.normalize("NFC", decoded) == text


def _known(charset: str) -> bool:
    import codecs

    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True


def _links(view: View, texts: dict[str, str | None], claims: dict[str, int], faults: list[Fault], counts: dict[str, int]) -> None:
    """Events, echoes and contradictions point to what is there."""
    linked = view.linked()

    def holds(what: str, report: str, claim: int | None = None, span: Span | None = None) -> None:
        counts["links"] += 1
        if report not in texts or (claim is not None and not 0 <= claim < claims.get(report, 0)):
            faults.append(Fault("anchor.link", f"{what} points to a claim or report that is not there"))
        elif span is not None and (text := texts[report]) is not None and not 0 <= span.start < span.end <= len(text):
            faults.append(Fault("anchor.outside", f"{what}: [{span.start}, {span.end}) is outside the text of {report}"))

    def each(what: str, refs: tuple[ClaimRef, ...]) -> None:
        for ref in refs:
            holds(what, ref.report, ref.claim)

    for event in linked.events:
        each(event.id, event.claims)
    for contradiction in linked.contradictions:
        each(contradiction.id, contradiction.claims)
        for anchor in contradiction.anchors:
            holds(contradiction.id, anchor.report, None, anchor.span)
    for echo in linked.echoes:
        for report in echo.reports:
            holds(echo.id, report)
        for anchor in echo.anchors:
            holds(echo.id, anchor.report, None, anchor.span)
