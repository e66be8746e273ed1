"""Writing a dossier: one self-contained page, in Arabic and in English, every quotation checked before it is let out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from isnad import __version__
from isnad.errors import UsageError
from isnad.lang.common.origins import publisher
from isnad.model.contract import inferred
from isnad.model.linked import ClaimRef, Contradiction, Echo, Event
from isnad.model.records import Claim
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.dossier.book import Book
from isnad.show.dossier.check import check, cover_page
from isnad.show.dossier.mapping import Spot, draw
from isnad.show.dossier.marks import Note, Notes, marked
from isnad.show.dossier.names import Names
from isnad.show.dossier.reasons import echo_reason, grade_reason, refuted, values, whose, worded
from isnad.show.dossier.sentences import Sentences
from isnad.show.dossier.timeline import timeline
from isnad.show.labels import LANGS, date_label, label, type_label
from isnad.show.protect import piece, shield_of

Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class DossierOptions:
    """How a dossier is written.

    Attributes:
        lang: the language it opens in; the reader can switch.
        others: whether events beyond the pair are listed.
        redact: whether sources who, by the report itself, are not to be known are covered altogether.
    """

    lang: str = "ar"
    others: bool = True
    redact: bool = False


def both(key: str, **fill: object) -> Markup:
    """A label in both languages; the page shows the one its reader chose."""
    return _pair({lang: escape(label(key, lang, **fill)) for lang in LANGS})


def _pair(words: Mapping[str, Any]) -> Markup:
    if str(words["ar"]) == str(words["en"]):
        return Markup("<bdi>{}</bdi>").format(words["ar"])
    return Markup('<span class="ui" lang="ar" dir="rtl">{}</span><span class="ui" lang="en" dir="ltr">{}</span>').format(words["ar"], words["en"])


class Page:
    """What the template asks for; built from a book, once."""

    def __init__(self, book: Book, options: DossierOptions, tick: Tick = lambda n: None) -> None:
        self.book = book
        self.options = options
        self.notes = Notes()
        self.clashes = {c.id: c for c in book.linked.contradictions}
        self.tick = tick
        self._shown: set[int] = set()
        self.shield = shield_of(((r, book.readings[r.id]) for r in book.reports), options.redact)
        self.names = Names(((r, book.readings[r.id]) for r in book.reports), self.shield)
        self.sentences: dict[str, Sentences] = {}
        self.covered: dict[str, list[Span]] = {}
        for report in book.reports:
            self.sentences[report.id] = Sentences(report)
            self.covered[report.id] = self.shield.spans(report.text)
            tick(1)
        self.reports = book.by_id()

    def party(self, name: str) -> Markup:
        """A party's name in both languages."""
        return _pair({lang: self.names.shown(name, lang) for lang in LANGS})

    def parties(self, names: tuple[str, ...]) -> Markup:
        """Several parties, or the words for "not said"."""
        return Markup("، " if not names else "<span class=sep>+</span>").join(self.party(n) for n in names) if names else both("no.party")

    def inferred(self, ref: ClaimRef) -> bool:
        """Whether a party of the claim was not in its words but taken from the rest of the report."""
        return inferred(self.book.claim(ref))

    def date(self, edtf: str | None) -> Markup:
        """A date in both languages."""
        return _pair({lang: date_label(edtf, lang) for lang in LANGS})

    def kind(self, event: Event) -> Markup:
        """An event's type, by the mode most of its claims carry; a fight that is said not to have been does not speak for the taking that was."""
        told = [c for c in map(self.book.claim, event.claims) if c.type == event.type]
        modes = [c.mode for c in ([c for c in told if c.occurred] or told)]
        mode = max(sorted(set(modes), key=lambda m: m or ""), key=modes.count, default=None)
        return _pair({lang: type_label(event.type, mode, lang) for lang in LANGS})

    def place(self, ref: ClaimRef) -> Markup | None:
        """Where a claim places its event: the English name, and in Arabic the words of the report if it is Arabic."""
        claim = self.book.claim(ref)
        if claim.place is None:
            return None
        place = self.book.readings[ref.report].places[claim.place]
        return _pair({"en": place.name, "ar": self.names.place(place.name)})

    def where(self, event: Event) -> Markup | None:
        """Where an event is placed, in both languages."""
        if event.place is None:
            return None
        return _pair({"en": event.place, "ar": self.names.place(event.place)})

    def claim_kind(self, claim: Claim) -> Markup:
        """A claim's type and mode."""
        return _pair({lang: type_label(claim.type, claim.mode, lang) for lang in LANGS})

    def note(self, ref: ClaimRef) -> Note:
        """The footnote of a claim: the sentence it stands in, or as much of it as can be read at a glance."""
        claim = self.book.claim(ref)
        report = self.reports[ref.report]
        return self.notes.note(report, self.sentences[report.id].around(claim.trigger, claim.span), claim.trigger)

    def quote(self, note: Note, core: Span | None = None) -> Markup:
        """The words of a footnote, those that matter most in bold, with its number that leads to them in the report."""
        report = self.reports[note.report]
        if core and note.span.covers(core):
            cuts = (note.span.start, core.start, core.end, note.span.end)
            words = Markup("{}<b>{}</b>{}").format(*(piece(report.text, self.covered[report.id], a, b) for a, b in pairwise(cuts)))
        else:
            words = escape(piece(report.text, self.covered[report.id], *note.span))
        anchor = Markup("") if note.number in self._shown else Markup(' id="f{}"').format(note.number)
        self._shown.add(note.number)
        page = Markup('<q data-n="{n}" dir="auto" lang="{lang}">{words}</q><a class="fn"{anchor} href="#q{n}">{n}</a>')
        return page.format(n=note.number, words=words, anchor=anchor, lang=report.lang)

    def tellings(self, event: Event) -> list[dict[str, Any]]:
        """The claims of an event by line of evidence, those lines that deny it last."""
        assessment = self.book.assessments.get(event.id)
        rows: list[dict[str, Any]] = []
        if assessment:
            rows = [{"origin": x.origin, "reports": x.reports, "deny": False, "claims": []} for x in assessment.lines]
            rows += [{"origin": x.origin, "reports": x.reports, "deny": True, "claims": []} for x in assessment.against]
        rest: list[ClaimRef] = []
        for ref in event.claims:
            # A report may rest on two origins: its claims go to the line of whoever says them.
            deny = self.denies(ref)
            fit = [r for r in rows if ref.report in r["reports"]]
            named = {link["name"] for link in self.chain(ref)}
            row = max(fit, key=lambda r: (r["deny"] == deny, r["origin"] in named), default=None)
            (row["claims"] if row else rest).append(ref)
        rows = [r for r in rows if r["claims"]]
        return [*rows, {"origin": None, "deny": False, "claims": rest}] if rest else rows

    def by_year(self) -> list[dict[str, Any]]:
        """The pair's events in sections by year, each with how many were for, against, and not done."""
        if self.book.dyad is None:
            return []
        known = self.book.events_by_id()
        out: dict[str, dict[str, Any]] = {}
        for point in self.book.dyad.points:
            if point.event in known:
                year = (point.first or point.last or "")[:4]
                row = out.setdefault(year, {"year": year, "events": [], "cooperation": 0, "avoidance": 0, "conflict": 0, "contested": 0, "lines": 0})
                if known[point.event] not in row["events"]:  # an event that some deny has two points
                    row["events"].append(known[point.event])
                row[point.kind] += 1
                row["contested"] += point.contested
                row["lines"] += point.lines > 1
        return sorted(out.values(), key=lambda row: (row["year"] == "", row["year"]))

    def denies(self, ref: ClaimRef) -> bool:
        """Whether a claim says that the thing did not happen."""
        return not self.book.claim(ref).occurred

    def chain(self, ref: ClaimRef) -> list[dict[str, Any]]:
        """Who says it, through whom, to which report; innermost first."""
        report = self.reports[ref.report]
        statement = self.book.statement(ref)
        links: list[dict[str, Any]] = []
        if statement is not None:
            links.append({"name": statement.speaker.name, "surface": statement.speaker.surface, "kind": statement.kind, "stance": statement.stance})
            links += [{"name": v.name, "surface": v.surface, "kind": "media", "stance": None} for v in reversed(statement.via)]
        outlet = publisher(report.outlet) if report.outlet else ""
        if not links or links[-1]["name"] not in (outlet, report.outlet):
            links.append({"name": outlet, "surface": None, "kind": None, "stance": None})
        return links

    def outlet(self, report: Report) -> Markup:
        """A report's outlet; where it is not known «the report», for the name of its file is none."""
        return self.called(publisher(report.outlet)) if report.outlet else both("paper.report")

    def shown(self, link: dict[str, Any], report: Report) -> Markup:
        """A link of a chain, by its name and by the words it is called in the text."""
        words = link["surface"]
        if not link["name"]:
            return self.outlet(report)
        if words and report.lang == "ar":
            return _pair({"ar": words, "en": Markup('<bdi>{}</bdi> <small lang="ar" dir="rtl">{}</small>').format(link["name"], words)})
        return self.called(link["name"])

    def headline(self, words: str) -> Markup:
        """Words a person gave the case; «Arabic · English» is shown in the language its reader chose."""
        parts = words.split(" · ")
        if len(parts) == 2 and _arabic(parts[0]) and not _arabic(parts[1]):
            return _pair({"ar": parts[0], "en": parts[1]})
        return Markup("<bdi>{}</bdi>").format(words)

    def called(self, name: str) -> Markup:
        """A source or outlet by its English name, in Arabic by the words that Arabic reports have for it."""
        return _pair({"ar": self.names.source(name), "en": name})

    def reason(self, event: Event) -> Markup | None:
        """Why an event is graded as it is."""
        assessment = self.book.assessments.get(event.id)
        return None if assessment is None else _pair(grade_reason(assessment, self.clashes, self.names))

    def echo(self, echo: Echo) -> Markup:
        """Why reports are held to rest on one origin."""
        return _pair(echo_reason(echo, self.names))

    def values(self, contradiction: Contradiction) -> list[Markup]:
        """The two values that a contradiction is about, in the order of its sides; empty where they say no more than the quotations."""
        return [_pair(v) for v in values(contradiction, self.book.readings, self.names) or ()]

    def sides(self, contradiction: Contradiction) -> list[tuple[Report, Note, Span]]:
        """Both quotations of a contradiction, with the words that clash."""
        out = []
        for anchor in contradiction.anchors:
            report = self.reports[anchor.report]
            out.append((report, self.notes.note(report, self.sentences[report.id].around(anchor.span, anchor.span), anchor.span), anchor.span))
        return out

    def doubt(self, contradiction: Contradiction) -> Markup:
        """What speaks against a contradiction that is only possible."""
        return _pair({lang: worded(contradiction.doubt, lang) for lang in LANGS})

    def said(self, contradiction: Contradiction, side: int) -> Markup:
        """Who says one side of a contradiction, before the outlet that carries it."""
        if side >= len(contradiction.claims):
            return Markup("")
        statement = self.book.statement(contradiction.claims[side])
        by, between = whose(contradiction, side), Markup('<span class="from" aria-hidden="true"></span>')
        first = Markup("")
        if by is not None:
            told = {x: escape(label("refuted.by", x, by=refuted(by, x, self.names))) for x in LANGS}
            first = Markup('<span class="link">{}</span>').format(_pair(told)) + between
        if statement is None:
            return first
        link = {"name": statement.speaker.name, "surface": statement.speaker.surface}
        shown = self.shown(link, self.reports[contradiction.claims[side].report])
        return first + Markup('<span class="link">{}</span>').format(shown) + between

    def picture(self) -> dict[str, tuple[Markup, int]]:
        """The pair's timeline in both directions of writing."""
        if self.book.dyad is None:
            return {}
        events = self.book.events_by_id()
        return {lang: timeline(self.book.dyad, events, lang, self.names if lang == "ar" else None) for lang in LANGS}

    def map(self) -> dict[str, Any]:
        """The map in both languages, and the places that cannot be drawn."""
        spots: dict[tuple[float, float], dict[str, Any]] = {}
        unplaced: dict[str, None] = {}
        for event in self.book.linked.events:
            for ref in event.claims:
                claim = self.book.claim(ref)
                if claim.place is None:
                    continue
                place = self.book.readings[ref.report].places[claim.place]
                if place.kind == "country":
                    continue
                if place.lat is None or place.lon is None:
                    unplaced[place.name] = None
                    continue
                spot = spots.setdefault((place.lat, place.lon), {"en": place.name, "claims": 0, "href": f"#{event.id}"})
                spot["claims"] += 1
        listed = [Spot(self.names.place(s["en"]), s["en"], lat, lon, s["claims"], s["href"]) for (lat, lon), s in spots.items()]
        left = {"ar": "، ".join(map(self.names.place, unplaced)), "en": ", ".join(unplaced)}
        told = _pair({lang: label("map.unplaced", lang, names=left[lang]) for lang in LANGS}) if unplaced else None
        return {"svg": {lang: draw(listed, lang) for lang in LANGS} if listed else {}, "unplaced": told}

    def absences(self) -> list[ClaimRef]:
        """Every claim of something said not to have happened, by report and place in it, those of the pair first."""
        pair = {self.book.dyad.a, self.book.dyad.b} if self.book.dyad else set()
        refs = [ClaimRef(r.id, i) for r in self.book.reports for i, c in enumerate(self.book.readings[r.id].claims) if _absent(c)]

        def far(ref: ClaimRef) -> bool:
            claim = self.book.claim(ref)
            return not {n.name for n in (*claim.actor, *claim.recipient)} & pair

        return sorted(refs, key=far)

    def event_of(self) -> dict[ClaimRef, str]:
        """Which event each claim stands in."""
        return {ref: e.id for e in self.book.linked.events for ref in e.claims}

    def body(self, report: Report) -> Markup:
        """A report's text with its footnotes marked."""
        self.tick(1)
        return marked(report, [n for n in self.notes.notes if n.report == report.id], self.notes.cores.get(report.id, ()), self.covered[report.id])

    def speaks(self, report: Report) -> str:
        """Direction of a report's text."""
        return "rtl" if report.lang in ("ar", "fa", "ckb", "he", "ur") else "ltr"


def _arabic(words: str) -> bool:
    return any("\u0620" <= c <= "\u06ff" for c in words)


def _absent(claim: Claim) -> bool:
    return not claim.occurred and claim.status in ("actual", "denied-by-speaker")


def dossier(book: Book, options: DossierOptions, tick: Tick = lambda n: None) -> str:
    """The page.

    Args:
        book: what it shows.
        options: how.
        tick: called twice a report, with 1.

    Raises:
        UsageError: the case holds no report (`dossier.empty`).
        AnchorError: a quotation does not hold on the stored text (`dossier.anchor`).
    """
    if not book.reports:
        raise UsageError("dossier.empty", "the case holds no report", remedy="add some: isnad add CASE FILE…")
    environment = Environment(
        loader=PackageLoader("isnad.show.dossier"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = Page(book, options, tick)
    template = environment.get_template("dossier.html.j2")
    css = environment.get_template("dossier.css").render()
    # Reports are printed last but numbered first: the body is rendered before, so that all footnotes are known.
    main = Markup(environment.get_template("main.html.j2").render(page=page, book=book, t=both, lang=options.lang))
    html = template.render(page=page, book=book, t=both, lang=options.lang, css=Markup(css), main=main, version=__version__)
    html = cover_page(html, page.shield)
    check(html, page.notes.notes, page.reports, page.shield)
    return html


def write_dossier(book: Book, path: Path, options: DossierOptions, tick: Tick = lambda n: None) -> int:
    """Write a dossier; the file appears whole or not at all. For `tick` see :func:`dossier`.

    Returns:
        How many quotations it holds, all of which were compared with the stored text.
    """
    html = dossier(book, options, tick)
    handle, temporary = tempfile.mkstemp(dir=path.parent or Path(), prefix=".dossier-", suffix=".html")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="strict") as out:
            out.write(html)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return html.count('<q data-n="')
