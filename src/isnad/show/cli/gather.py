"""Rows of listings, gathered from a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from isnad.errors import UsageError
from isnad.lang.common.origins import publisher
from isnad.model.edtf import bounds, valid
from isnad.model.linked import ClaimRef
from isnad.model.records import Claim, Name, PlaceMention, Statement
from isnad.model.report import Report
from isnad.resolve.actors import actors
from isnad.show.partynames import english_name, listed_name, own_name
from isnad.store.contracts import View
from isnad.text.fold import fold

OWN_VOICE = "the report itself"
UNREAL = ("planned", "hypothetical")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted. Empty fields want all.

    Attributes:
        actor: part of a name of who acts, or of a body it belongs to.
        recipient: part of a name of whom it is done to, or of a body it belongs to.
        kind: event type.
        mode: mode within the type.
        not_occurred: only what is said not to have happened.
        planned: only what is meant to happen, or may.
        since: EDTF; nothing that was over before.
        until: EDTF; nothing that began later.
        place: part of a name of the place.
        said_by: part of a name in the chain: speaker, intermediary or outlet.
        source: kind of source, as in :data:`isnad.model.records.SourceKind`; what a report says itself has none.
        report: id of a report.
        event: id of an event.
    """

    actor: str | None = None
    recipient: str | None = None
    kind: str | None = None
    not_occurred: bool = False
    since: str | None = None
    until: str | None = None
    place: str | None = None
    said_by: str | None = None
    report: str | None = None
    event: str | None = None
    mode: str | None = None
    planned: bool = False
    source: str | None = None


def claim_rows(view: View, wanted: ClaimFilter) -> Iterator[dict[str, Any]]:
    """The claims of a case that are wanted, in order of report and text.

    Raises:
        UsageError: a date is no EDTF (`cli.date`).
    """
    for date in (wanted.since, wanted.until):
        if date is not None and not valid(date):
            raise UsageError("cli.date", f"{date!r} is no EDTF date", remedy="write 2015-05-20, 2015-05 or 2015")
    reports = {r.id: r for r in view.reports()}
    statements = {(f.report, f.position): cast(Statement, f.fact) for f in view.facts("statement")}
    places = {(f.report, f.position): cast(PlaceMention, f.fact) for f in view.facts("place")}
    events = {c: e.id for e in view.linked().events for c in e.claims}
    for found in view.facts("claim"):
        claim = cast(Claim, found.fact)
        report = reports[found.report]
        statement = None if claim.statement is None else statements[found.report, claim.statement]
        place = None if claim.place is None else places[found.report, claim.place]
        event = events.get(ClaimRef(found.report, found.position))
        if not _wanted(wanted, report, claim, statement, place, event):
            continue
        yield {
            "id": found.id, "report": report.name, "position": found.position, "type": claim.type, "mode": claim.mode,
            "actor": [n.name for n in claim.actor], "recipient": [n.name for n in claim.recipient], "occurred": claim.occurred,
            "status": claim.status, "time": claim.time, "place": place.name if place else None, "lat": place.lat if place else None,
            "lon": place.lon if place else None, "said_by": statement.speaker.name if statement else OWN_VOICE,
            "via": [n.name for n in statement.via] if statement else [], "kind": statement.kind if statement else None,
            "stance": statement.stance if statement else None, "outlet": report.outlet, "published": report.published,
            "start": claim.span.start, "end": claim.span.end, "quote": claim.span.quote(report.text), "trigger": claim.trigger.quote(report.text),
            "trigger_start": claim.trigger.start, "trigger_end": claim.trigger.end,
            "event": event, "by": claim.made.rule,
        }  # fmt: skip


def _wanted(w: ClaimFilter, report: Report, claim: Claim, statement: Statement | None, place: PlaceMention | None, event: str | None) -> bool:
    if (w.kind is not None and claim.type != w.kind) or (w.mode is not None and claim.mode != w.mode):
        return False
    if (w.planned and claim.status not in UNREAL) or (w.source is not None and (statement is None or statement.kind != w.source)):
        return False
    if w.not_occurred and (claim.occurred or claim.status in UNREAL):
        return False
    if (w.report is not None and report.id != w.report) or (w.event is not None and event != w.event):
        return False
    if not _party(w.actor, claim.actor) or not _party(w.recipient, claim.recipient):
        return False
    if w.place is not None and (place is None or not _part(w.place, place.name, place.span.quote(report.text))):
        return False
    if w.said_by is not None and not _said(w.said_by, report, statement):
        return False
    return (w.since is None and w.until is None) or (claim.time is not None and _within(claim.time, w.since, w.until))


def _part(text: str, *names: str | None) -> bool:
    key = fold(text)
    return any(key in fold(n) for n in names if n)


def _named(text: str | None, names: tuple[Name, ...]) -> bool:
    return text is None or any(_part(text, n.name, n.surface) or _part(english_name(text), n.name) for n in names)


def _party(text: str | None, names: tuple[Name, ...]) -> bool:
    """Whether a party is called so, or belongs to a body that is: what an army does, its government does."""
    if text is None:
        return True
    own = own_name(text)
    above = [a.name for n in names if n.entity for a in actors().lineage(n.entity)]
    if own != text:  # another name that one actor bears: «الجيش السوري» is no part of «الجيش السوري الحر»
        return any(fold(own) == fold(name) for name in (*above, *(n.name for n in names)))
    return any(_part(text, n.name, n.surface) for n in names) or any(_part(own, name) for name in above)


def _said(text: str, report: Report, statement: Statement | None) -> bool:
    if statement is None:
        own = report.outlet is not None and publisher(text) == publisher(report.outlet)
        return own or _part(text, report.outlet, report.author, OWN_VOICE)
    return _named(text, (statement.speaker, *statement.via))


def _within(time: str, since: str | None, until: str | None) -> bool:
    low, high = bounds(time)
    first = bounds(since)[0] if since else None
    last = bounds(until)[1] if until else None
    return not (first and high and high < first) and not (last and low and low > last)


def report_rows(view: View) -> Iterator[dict[str, Any]]:
    """The reports of a case."""
    counts = {layer: Counter(f.report for f in view.facts(layer)) for layer in ("claim", "statement")}
    copies = Counter(c.report for c in view.copies())
    for r in view.reports():
        yield {
            "report": r.name, "id": r.id, "lang": r.lang, "outlet": r.outlet, "published": r.published, "title": r.title, "author": r.author,
            "url": r.url, "length": len(r.text), "statements": counts["statement"][r.id], "claims": counts["claim"][r.id],
            "copies": copies[r.id], "address": r.capture.address, "got_at": r.capture.got_at, "media_type": r.capture.media_type,
            "sha256": r.sha256, "doubts": len(r.diagnostics),
        }  # fmt: skip


def source_rows(view: View) -> list[dict[str, Any]]:
    """Who speaks in a case: speakers and those who passed words on, with how often, through whom and in which reports."""
    names = {r.id: r.name for r in view.reports()}
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for found in view.facts("statement"):
        s = cast(Statement, found.fact)
        for role, who, kind in (("speaker", s.speaker, s.kind), *(("passed on", v, None) for v in s.via)):
            name = listed_name(who.name)
            row = said.setdefault((name, role), _new_source(name, role))
            row["n"] += 1
            row["reports"][names[found.report]] = None
            if kind:
                row["kinds"][kind] += 1
                row["stances"][s.stance] += 1
                row["through"].update({listed_name(v.name) for v in s.via})
                row["protected"] += s.protect
    rows = [
        {
            "name": r["name"], "role": r["role"], "kind": [k for k, _ in r["kinds"].most_common()], "statements": r["n"],
            "denials": r["stances"]["deny"], "through": [v for v, _ in sorted(r["through"].items(), key=lambda x: (-x[1], x[0]))],
            "protected": bool(r["protected"]), "reports": list(r["reports"]),
        }
        for r in said.values()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-r["statements"], str(r["name"]), str(r["role"])))


def _new_source(name: str, role: str) -> dict[str, Any]:
    return {"name": name, "role": role, "kinds": Counter(), "stances": Counter(), "n": 0, "reports": {}, "through": Counter(), "protected": 0}


def event_rows(view: View) -> Iterator[dict[str, Any]]:
    """The events of a case, by time, with what stands behind each."""
    names = {r.id: r.name for r in view.reports()}
    weighed = {a.event: a for a in view.assessments()}
    for e in view.linked().events:
        a = weighed.get(e.id)
        yield {
            "id": e.id, "name": e.name, "type": e.type, "time": e.time, "place": e.place, "lat": e.lat, "lon": e.lon, "actor": list(e.actor),
            "recipient": list(e.recipient), "occurred": e.occurred, "claims": len(e.claims),
            "reports": list(dict.fromkeys(names[c.report] for c in e.claims)), "lines": len(a.lines) if a else None,
            "against": len(a.against) if a else None, "contradictions": len(a.contradictions) if a else None,
            "grade": a.grade if a else None, "why": a.why if a else None,
        }  # fmt: skip


def echo_rows(view: View) -> Iterator[dict[str, Any]]:
    """The echoes of a case: reports that rest on one origin."""
    reports = {r.id: r for r in view.reports()}
    for e in view.echoes():
        yield {
            "id": e.id, "origin": e.origin, "scope": e.scope, "reports": [reports[r].name for r in e.reports], "why": e.why,
            "quotes": [f"{reports[a.report].name}: {a.span.quote(reports[a.report].text)}" for a in e.anchors], "by": e.made.rule,
        }  # fmt: skip


def contradiction_rows(view: View, event: str | None = None, *, possible: bool = False) -> Iterator[dict[str, Any]]:
    """The contradictions of a case, or of one event; or those that are only possible, each with its doubt."""
    reports = {r.id: r for r in view.reports()}
    ids = view.claim_ids()
    for c in view.possible(event) if possible else view.contradictions(event):
        sides = [(reports[a.report], a.span) for a in c.anchors]
        yield {
            "id": c.id, "aspect": c.aspect, "event": c.event, "claims": [ids.get(ref, "") for ref in c.claims], "reports": [r.name for r, _ in sides],
            "quotes": [s.quote(r.text) for r, s in sides], "why": c.why, **({"doubt": c.doubt} if possible else {}), "by": c.made.rule,
        }  # fmt: skip


def stats(view: View) -> dict[str, Any]:
    """A case in figures."""
    claims = [cast(Claim, f.fact) for f in view.facts("claim")]
    linked = view.linked()
    reports = view.reports()
    return {
        "reports": len(reports), "copies": len(view.copies()), "languages": dict(sorted(Counter(r.lang for r in reports).items())),
        "mentions": sum(1 for _ in view.facts("mention")), "statements": sum(1 for _ in view.facts("statement")), "claims": len(claims),
        "said not to have happened": sum(not c.occurred and c.status not in UNREAL for c in claims),
        "places": sum(1 for _ in view.facts("place")), "times": sum(1 for _ in view.facts("time")),
        "quantities": sum(1 for _ in view.facts("quantity")), "events": len(linked.events), "echoes": len(linked.echoes),
        "contradictions": len(linked.contradictions), "possible contradictions": len(linked.possible),
        "grades": dict(sorted(Counter(a.grade for a in view.assessments()).items())),
        "claims by type": dict(sorted(Counter(c.type for c in claims).items())), "judgements": len(view.judgements()),
    }  # fmt: skip
