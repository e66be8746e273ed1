"""A dossier that a person has put together, as a document of blocks and footnotes, from which HTML, PDF and DOCX are written.

Every sentence is made from claims and carries the footnotes of their quotations; an author's own words stand apart and are called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from isnad import __version__
from isnad.errors import AnchorError, UsageError
from isnad.model.ids import sha256
from isnad.model.linked import Aspect, ClaimRef, Contradiction, Event
from isnad.model.records import Reading, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.dossier.figures import Figure, figures
from isnad.show.dossier.names import Names
from isnad.show.dossier.plan import Plan, resolved
from isnad.show.dossier.reasons import grade_reason, refuted, values, whose
from isnad.show.dossier.sentences import Sentences
from isnad.show.dossier.telling import Told, clause, tell
from isnad.show.dossier.wording import OURS, Wording, isolated, plain
from isnad.show.labels import date_label, label, type_label
from isnad.show.protect import BAR, Shield, piece, shield_of
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

Kind = Literal["title", "heading", "small-heading", "text", "note", "soft", "figure", "item"]


@dataclass(frozen=True, slots=True)
class Foot:
    """A footnote.

    Attributes:
        number: its number, from 1.
        report: id of the report.
        span: the quotation in the report's stored text.
        quote: the words as they are printed: on one line, protected names covered.
        lang: language of the report.
        about: report, outlet, date, place in the text and chain, in one line.
        claim: id of the claim, or empty.
    """

    number: int
    report: str
    span: Span
    quote: str
    lang: str
    about: str
    claim: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the document.

    Attributes:
        kind: what it is.
        text: its words.
        feet: numbers of the footnotes that stand after it.
        figure: which figure, from 0, for a block that is one.
    """

    kind: Kind
    text: str
    feet: tuple[int, ...] = ()
    figure: int = -1


@dataclass(frozen=True, slots=True)
class Paper:
    """A document.

    Attributes:
        lang: `ar` or `en`.
        title: its title.
        blocks: its paragraphs, in order.
        feet: its footnotes, in order.
        figures: its figures.
        shield: what is covered in it.
        texts: the stored text of every report that is quoted, by id.
    """

    lang: str
    title: str
    blocks: tuple[Block, ...]
    feet: tuple[Foot, ...]
    figures: tuple[Figure, ...]
    shield: Shield
    texts: dict[str, str]


@dataclass(slots=True)
class _Work:
    """The document while it is made."""

    view: SqliteView
    plan: Plan
    redact: bool
    items: dict[str, tuple[Report, Reading]]
    shield: Shield
    words: Wording
    blocks: list[Block] = field(default_factory=list)
    feet: list[Foot] = field(default_factory=list)
    known: dict[tuple[str, Span], int] = field(default_factory=dict)
    sentences: dict[str, Sentences] = field(default_factory=dict)
    covered: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """The language of the document."""
        return self.plan.lang

    def claim_id(self, ref: ClaimRef) -> str:
        """The id of a claim, or empty for one that people have added."""
        return Browse(self.view).claim_at(ref.report, ref.claim) or ""

    def put(self, kind: Kind, text: str, feet: tuple[int, ...] = (), figure: int = -1) -> None:
        """One more paragraph, protected names covered."""
        clean = "".join(c if c in OURS or c == "\n" else plain(c) for c in text)
        self.blocks.append(Block(kind, self.shield.cover(clean if kind == "note" else " ".join(clean.split())), feet, figure))

    def foot(self, ref: ClaimRef, told: Told, core: Span, mixed: set[tuple[str, Span]]) -> int:
        """The footnote of a claim: the sentence that it stands in, or its clause where the sentence also tells the contrary."""
        claim = self.items[ref.report][1].claims[ref.claim]
        span = self.sentence(ref.report, core, claim.span)
        if (ref.report, span) in mixed:
            span = clause(told, core, claim.span, span)
            span = span if (ref.report, span) not in mixed else core
        return self.quotation(ref.report, span, told.statement, self.claim_id(ref))

    def sentence(self, report_id: str, core: Span, least: Span) -> Span:
        """The sentence that some words stand in."""
        report, _ = self.items[report_id]
        return self.sentences.setdefault(report_id, Sentences(report)).around(core, least)

    def quotation(self, report_id: str, span: Span, statement: Statement | None, claim: str) -> int:
        """The footnote of a stretch of a report."""
        report, _ = self.items[report_id]
        key = (report_id, span)
        if key not in self.known:
            if not 0 <= span.start < span.end <= len(report.text):
                raise AnchorError("dossier.anchor", f"a quotation at {span.start}–{span.end} does not lie in the stored text", file=report.name)
            number = self.known[key] = len(self.feet) + 1
            covered = self.covered.setdefault(report_id, self.shield.spans(report.text))
            quote = flat(piece(report.text, covered, *span))
            self.feet.append(Foot(number, report_id, span, quote, report.lang, self.about(report, span, statement), claim))
        foot = self.feet[self.known[key] - 1]
        if (chain := self.chain(report, statement)) not in foot.about:  # a stretch that another says or denies as well
            self.feet[foot.number - 1] = replace(foot, about=f"{foot.about} · {chain}")
        return self.known[key]

    def about(self, report: Report, span: Span, statement: Statement | None) -> str:
        """Where a quotation stands and how it came down."""
        parts = [isolated(report.title or report.name, self.lang), self.words.outlet(report.outlet) if report.outlet else ""]
        parts.append(date_label(report.published, self.lang) if report.published else "")
        parts.append(label("paper.where", self.lang, a=span.start, b=span.end))
        return " · ".join(p for p in (self.shield.cover(" ".join(" · ".join(p for p in parts if p).split())), self.chain(report, statement)) if p)

    def chain(self, report: Report, statement: Statement | None) -> str:
        """Through whom a statement came down; empty for the writer's own words."""
        if statement is None:
            return ""
        links = [self.words.named(n.name) for n in (statement.speaker, *reversed(statement.via))]
        links.append(self.words.outlet(report.outlet) if report.outlet else label("paper.report", self.lang))
        arrow = " ← " if self.lang == "ar" else " → "
        return self.shield.cover(" ".join(label("paper.chain", self.lang, chain=arrow.join(dict.fromkeys(links))).split()))


def paper(view: SqliteView, plan: Plan, redact: bool = True) -> Paper:
    """A document by a plan.

    Args:
        view: the case, read and linked.
        plan: what it holds.
        redact: whether sources who, by the reports, are not to be known are covered.

    Raises:
        UsageError: no event is chosen (`dossier.empty`), or one is not in the case (`dossier.event`).
        AnchorError: an original is not what its hash says (`dossier.original`), or a quotation does not lie in its text (`dossier.anchor`).
    """
    plan = resolved(plan, view)
    if not plan.events:
        raise UsageError("dossier.empty", "no event is chosen", remedy="--event ID (`isnad events` lists them), or a plan; a whole case: .html")
    events = [view.event(c.event) for c in plan.events]
    items, shield = _needed(view, events, redact)
    work = _Work(view, plan, redact, items, shield, Wording(plan.lang, Names(items.values(), shield)))
    info = view.info()
    title = plan.title or _in_lang(flat(info.title), plan.lang) or label("paper.untitled", plan.lang)
    work.put("title", title)
    if info.question:
        work.put("soft", _in_lang(flat(info.question), plan.lang))
    if plan.note:
        work.put("note", plan.note)
    _hold_originals(view, work, events)
    for chosen, event in zip(plan.events, events, strict=True):
        _event(work, event, chosen.heading, chosen.note)
    drawn = figures(view, events, plan.lang, work.words.names, shield) if plan.figures else ()
    if drawn:
        work.put("heading", label("paper.figures", plan.lang))
        for n, figure in enumerate(drawn):
            work.put("figure", figure.caption, figure=n)
    _number(work)
    quoted = list(dict.fromkeys(f.report for f in work.feet))
    work.put("heading", label("paper.reports", plan.lang))
    for report_id in sorted(quoted, key=lambda r: (items[r][0].published or "9", items[r][0].name)):
        work.put("item", _source(work, items[report_id][0]))
    work.put("soft", label("paper.how", plan.lang, version=__version__, n=len(work.feet)))
    if shield:
        work.put("soft", label("paper.redacted", plan.lang, bar=BAR))
    return Paper(
        plan.lang, shield.cover(" ".join(title.split())), tuple(work.blocks), tuple(work.feet), drawn, shield, {r: items[r][0].text for r in quoted}
    )


def _needed(view: SqliteView, events: Sequence[Event], redact: bool) -> tuple[dict[str, tuple[Report, Reading]], Shield]:
    """The reports that the events are told in, with their readings, and the shield of the whole case.

    Of the other reports only those are read that protect somebody: a case may hold a hundred thousand.
    """
    told = {c.report for e in events for c in e.claims} | {a.report for e in events for c in view.contradictions(e.id) for a in c.anchors}
    sql = (
        "SELECT id FROM report WHERE body NOT LIKE '%\"protect\":[]%' UNION "
        "SELECT reading.report FROM fact JOIN reading ON reading.seq = fact.reading "
        "WHERE fact.layer = 'statement' AND fact.body LIKE '%\"protect\":true%'"
    )
    guarded = {r for (r,) in view._rows(sql)} | set(view._rulings().reports())
    found = {r: (view.report(r), view.reading(r) or Reading(r, "")) for r in sorted(told | guarded)}
    return {r: found[r] for r in sorted(told)}, shield_of(found.values(), redact)


def _number(work: _Work) -> None:
    """Number the footnotes as they come in the text, as word processors do."""
    order = {old: new for new, old in enumerate(dict.fromkeys(n for b in work.blocks for n in b.feet), 1)}
    work.feet = sorted((replace(f, number=order[f.number]) for f in work.feet if f.number in order), key=lambda f: f.number)
    work.blocks = [replace(b, feet=tuple(sorted(order[n] for n in b.feet))) if b.feet else b for b in work.blocks]


def flat(text: str) -> str:
    """A text on one line, without marks of direction, and without what no document can hold."""
    return " ".join(plain(text).split())


def _hold_originals(view: SqliteView, work: _Work, events: list[Event]) -> None:
    for report_id in dict.fromkeys(c.report for e in events for c in e.claims):
        report = work.items[report_id][0]
        if sha256(view.original(report_id)) != report.sha256:
            raise AnchorError(
                "dossier.original", "the stored original is not the one whose hash was kept", file=report.name,
                remedy="run `isnad verify CASE`; restore the case from a copy",
            )  # fmt: skip


def _event(work: _Work, event: Event, heading: str, note: str) -> None:
    """An event: who says what, what of it differs, how it is graded, and what the author notes."""
    lang = work.lang
    work.put("heading", heading or event_name(work.words, event))
    clashes = work.view.contradictions(event.id)
    mixed = _mixed(work, [*event.claims, *(ref for c in clashes for ref in c.claims)])
    rows: dict[tuple[str, str], tuple[dict[str, None], dict[int, None]]] = {}
    for ref in event.claims:
        report, reading = work.items[ref.report]
        if ref.claim in reading.rejected:
            continue
        told = tell(reading, reading.claims[ref.claim])
        place = None if told.claim.place is None else reading.places[told.claim.place].name
        if told.words is not None:
            key = ("paper.told.denied.words", _words(work, report, told.words))
        else:
            key = (work.words.key(told.claim, told.statement), work.words.said(told.claim, place))
        if told.without is not None:
            key = (key[0], f"{key[1]}{'،' if lang == 'ar' else ','} {work.words.without(told.without)}")
        sources, feet = rows.setdefault(key, ({}, {}))
        sources[_who(work, told, report)] = None
        feet[work.foot(ref, told, reading.claims[ref.claim].trigger, mixed)] = None
    for (sentence, said), (sources, feet) in rows.items():
        work.put("text", work.words.told(sentence, said, list(sources)), tuple(feet))
    _clashes(work, clashes, mixed)
    assessment = work.view.assessment(event.id)
    if assessment is not None:
        why = grade_reason(assessment, {c.id: c for c in clashes}, work.words.names)[lang].striptags()
        work.put("soft", label("paper.assessed", lang, grade=label(f"grade.{assessment.grade}", lang), why=why))
    if note:
        work.put("note", note)


def _mixed(work: _Work, refs: Sequence[ClaimRef]) -> set[tuple[str, Span]]:
    """Sentences of which a claim says that it happened and another that it did not."""
    found: dict[tuple[str, Span], set[bool]] = {}
    for ref in refs:
        reading = work.items[ref.report][1]
        claim = reading.claims[ref.claim]
        found.setdefault((ref.report, work.sentence(ref.report, claim.trigger, claim.span)), set()).add(tell(reading, claim).happened)
    return {key for key, values in found.items() if len(values) > 1}


def _who(work: _Work, told: Told, report: Report) -> str:
    """Who says so; of what others tell and somebody denies, who denies it."""
    who = work.words.source(told.statement, report)
    if told.statement is None and told.claim.status == "denied-by-speaker":
        return label("paper.denier", work.lang, report=who)
    return who if told.denier is None else label("paper.denied.by", work.lang, who=who, denier=work.words.named(told.denier.speaker.name))


def _words(work: _Work, report: Report, span: Span) -> str:
    """Words of a report, as they are quoted in a line."""
    covered = work.covered.setdefault(report.id, work.shield.spans(report.text))
    return isolated(f"«{flat(piece(report.text, covered, *span))}»", work.lang)


def _clashes(work: _Work, clashes: Sequence[Contradiction], mixed: set[tuple[str, Span]]) -> None:
    """What sources differ in: each source once under an aspect for each thing that it says, in its own words where it says both."""
    lang = work.lang
    readings = {r: g for r, (_, g) in work.items.items()}
    sides: dict[Aspect, dict[tuple[str, str, str], dict[int, None]]] = {}
    for c in clashes:
        shown = values(c, readings, work.words.names) or []
        for n, anchor in enumerate(c.anchors):
            report, reading = work.items[anchor.report]
            ref = c.claims[n] if n < len(c.claims) else None
            if ref is None:
                foot = work.quotation(anchor.report, work.sentence(anchor.report, anchor.span, anchor.span), None, "")
                sides.setdefault(c.aspect, {}).setdefault((work.words.source(None, report), _words(work, report, anchor.span), ""), {})[foot] = None
                continue
            told = tell(reading, reading.claims[ref.claim])
            core, least = reading.claims[ref.claim].trigger, reading.claims[ref.claim].span
            words = _words(work, report, clause(told, core, least, work.sentence(report.id, core, least)))
            if c.aspect != "polarity":  # one word says nothing by itself: its footnote does
                words = _words(work, report, anchor.span) if " " in anchor.span.quote(report.text).strip() else label("paper.see", lang)
            foot = work.foot(ref, told, core if c.aspect == "polarity" else anchor.span, mixed)
            if c.aspect == "polarity":
                denies = told.words is not None or told.claim.status == "denied-by-speaker"
                said = label("paper.denies" if denies else f"value.happened{'' if told.happened else '.no'}", lang)
            else:
                said = shown[n][lang] if n < len(shown) else words
            who, by = _who(work, told, report), whose(c, n)
            if by is not None:
                who = label("paper.refuted", lang, by=isolated(refuted(by, lang, work.words.names), lang), who=who)
            sides.setdefault(c.aspect, {}).setdefault((who, said, words), {})[foot] = None
    for aspect, found in sides.items():
        work.put("small-heading", label("paper.differ", lang, aspect=label(f"aspect.{aspect}", lang)))
        says: dict[str, dict[str, None]] = {}
        for who, said, _ in found:
            says.setdefault(who, {})[said] = None
        lines: dict[str, dict[int, None]] = {}
        for (who, said, words), feet in found.items():
            line = words if aspect == "polarity" and len(says[who]) > 1 and words else said
            lines.setdefault(f"{label('paper.side', lang, who=who)} {line}", {}).update(feet)
        for text, feet in lines.items():
            work.put("item", text, tuple(feet))


def event_name(words: Wording, event: Event) -> str:
    """A heading: what, who, whom, where, when."""
    lang = words.lang
    what = type_label(event.type, None, lang)
    what = what[:1].upper() + what[1:]
    arrow = " ← " if lang == "ar" else " → "
    a, r = words.plain(event.actor), words.plain(event.recipient)
    who = a if not r or set(event.actor) == set(event.recipient) else f"{a or label('no.party', lang)}{arrow}{r}"
    if event.occurred is False:
        what = f"{label('occurred.no', lang)} · {what}"
    when = date_label(event.time, lang) if event.time else label("paper.undated", lang)
    return " · ".join(x for x in (what, who, words.place(event.place) if event.place else "", when) if x)


def _source(work: _Work, report: Report) -> str:
    """A report in the list of those that are quoted."""
    lang, capture = work.lang, report.capture
    parts = [isolated(report.title or "", lang), work.words.outlet(report.outlet) if report.outlet else ""]
    parts.append(date_label(report.published, lang) if report.published else "")
    parts += [isolated(words, lang) for words in (report.url or "", report.name, f"SHA-256 {report.sha256}")]
    if capture.got_at:
        address = isolated(capture.address.rpartition("/")[2] or capture.address, lang)
        parts.append(label("paper.got", lang, address=address, when=isolated(capture.got_at, lang)))
    return " · ".join(p for p in parts if p)


def _in_lang(words: str, lang: str) -> str:
    """«Arabic · English», as a case may be titled, in one of them."""
    parts = words.split(" · ")
    if len(parts) == 2 and any("\u0620" <= c <= "\u06ff" for c in parts[0]) and not any("\u0620" <= c <= "\u06ff" for c in parts[1]):
        return parts[0] if lang == "ar" else parts[1]
    return words
