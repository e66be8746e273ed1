"""Claims as pages tell them: the words, who says so through whom, what, who to whom, where, when; only those that a page shows are fetched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from isnad.lang.common.origins import publisher
from isnad.model.linked import ClaimRef, Contradiction
from isnad.model.records import Claim, Reading, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.dossier.reasons import parted, refuted
from isnad.show.dossier.sentences import Sentences
from isnad.show.web.language import Words
from isnad.store.browse import Browse
from isnad.store.view import SqliteView


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, with the report they stand in.

    Attributes:
        report: the report.
        span: where they stand.
        before, core, after: the words, those that matter most in the middle; `core` may be empty.
    """

    report: Report
    span: Span
    before: str
    core: str
    after: str

    @property
    def href(self) -> str:
        """Where the words are read in their report, with and without scripts."""
        return f"/report/{self.report.id}?start={self.span.start}&end={self.span.end}#s-{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: a name, the words it is called in the text, its kind, and whether it is a source (the file of a report is none)."""

    name: str
    surface: str | None
    kind: str | None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is told.

    Attributes:
        id: id of the claim.
        ref: report and position.
        claim: the claim.
        statement: the statement it stands in, or None in the report's own voice.
        quote: its words.
        chain: who says it, through whom, to the report's outlet; innermost first.
        place: English name of the place, or None.
    """

    id: str | None
    ref: ClaimRef
    claim: Claim
    statement: Statement | None
    quote: Quote
    chain: tuple[Link, ...]
    place: str | None


WINDOW = 600  # code points around the words in which their sentence is looked for: a quotation is never longer


def _cut(text: str, at: int, step: int) -> int:
    """A place near `at` where no word is cut, outward."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += step
    return at


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _within(span: Span, length: int) -> Span:
    return Span(max(span.start, 0), min(span.end, length))


class Teller:
    """Fetches and words claims; each report and reading is fetched once.

    Args:
        view: the case.
        words: the language.
    """

    def __init__(self, view: SqliteView, words: Words) -> None:
        self._view = view
        self._browse = Browse(view)
        self._words = words
        self._reports: dict[str, Report] = {}
        self._readings: dict[str, Reading] = {}
        self._ids: dict[ClaimRef, str | None] = {}

    def report(self, report_id: str) -> Report:
        """A report by id."""
        if report_id not in self._reports:
            self._reports[report_id] = self._view.report(report_id)
        return self._reports[report_id]

    def reading(self, report_id: str) -> Reading:
        """Its reading, as people judged it."""
        if report_id not in self._readings:
            self._readings[report_id] = self._view.reading(report_id) or Reading(report_id, "")
        return self._readings[report_id]

    def quote(self, report_id: str, core: Span, least: Span | None = None) -> Quote:
        """The sentence around some words, or as much of it as is read at a glance."""
        report = self.report(report_id)
        text = report.text
        a, b = _cut(text, core.start - WINDOW, -1), _cut(text, core.end + WINDOW, 1)
        around = Sentences(replace(report, text=text[a:b])).around(_moved(core, -a), _within(_moved(least or core, -a), b - a))
        span = _moved(around, a)
        return Quote(report, span, text[span.start : core.start], text[core.start : core.end], text[core.end : span.end])

    def chain(self, report: Report, statement: Statement | None) -> tuple[Link, ...]:
        """Who says something, through whom, to which report; innermost first."""
        links: list[Link] = []
        if statement is not None:
            links.append(Link(statement.speaker.name, statement.speaker.surface, statement.kind))
            links += [Link(v.name, v.surface, "media") for v in reversed(statement.via)]
        outlet = publisher(report.outlet) if report.outlet else report.name
        if not links or links[-1].name not in (outlet, report.outlet):
            links.append(Link(outlet, None, None, report.outlet is not None))
        return tuple(links)

    def refuted(self, by: str) -> str:
        """How the one is called who is said to have given a number that a claim sets aside; empty for nobody named."""
        return refuted(by, self._words.lang, self._words.names)

    def parted(self, contradiction: Contradiction) -> Markup:
        """Who says so and who says otherwise."""
        return parted(contradiction, self._words.lang, self._words.names)

    def claim_id(self, ref: ClaimRef) -> str | None:
        """The id of a claim, also of one that was added."""
        if ref not in self._ids:
            self._ids[ref] = self._browse.claim_at(ref.report, ref.claim) or next(
                (r.id for r in self._view.rows(ref.report) if r.layer == "claim" and r.position == ref.claim), None
            )
        return self._ids[ref]

    def told(self, ref: ClaimRef) -> Told | None:
        """A claim, told; None where the reading has no such claim any more."""
        reading = self.reading(ref.report)
        if ref.claim >= len(reading.claims):
            return None
        claim = reading.claims[ref.claim]
        statement = None if claim.statement is None else reading.statements[claim.statement]
        report = self.report(ref.report)
        place = None if claim.place is None else reading.places[claim.place].name
        quote = self.quote(ref.report, claim.trigger, claim.span)
        return Told(self.claim_id(ref), ref, claim, statement, quote, self.chain(report, statement), place)

    def told_of(self, report_id: str, position: int) -> Told:
        """A claim that is known to be there, told."""
        told = self.told(ClaimRef(report_id, position))
        assert told is not None
        return told
