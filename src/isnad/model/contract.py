"""Readings and links as the JSON contract prints them, see docs/contract.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from isnad.errors import Diagnostic
from isnad.model.linked import Assessment, Contradiction, Line, Linked
from isnad.model.records import Claim, Name, Reading
from isnad.model.report import Report
from isnad.model.span import Span

# Rules that give a claim a party which its own words do not name.
_FROM_REPORT = (
    "other-side", "same-again", "both-sides", "denied", "aimed", "like-before", "contradicted", "headline", "same-victims", "main-deed", "only-group",
    "the-attackers", "speakers-men", "alleged", "refused-deed",
    "the-held", "yielded-to", "not-in-their-way", "after-talks", "replaced", "left-after",
)  # fmt: skip
INFERRED = (*(f"claim.role.{name}" for name in _FROM_REPORT), "ar.role.answered")


def inferred(claim: Claim) -> bool:
    """Whether a party of the claim is not in its words but taken from the rest of the report."""
    return any(e in INFERRED for e in claim.made.entries)


def reading_json(report: Report, reading: Reading) -> dict[str, Any]:
    """One report's reading as plain JSON values.

    Args:
        report: the report.
        reading: its reading.

    Returns:
        The object that `isnad read --format json` prints on a line.
    """
    return {
        "report": {
            "id": report.name,
            "sha256": report.sha256,
            "lang": report.lang,
            "title": report.title,
            "outlet": report.outlet,
            "published": report.published,
        },
        "statements": [
            {
                "id": i, "span": _span(s.span), "cue": _span(s.cue), "source": _span(s.source), "speaker": name_json(s.speaker),
                "via": [name_json(v) for v in s.via], "kind": s.kind, "named": s.named, "mode": s.mode, "stance": s.stance,
                "parent": s.parent, "protect": s.protect, "by": s.made.rule,
            }
            for i, s in enumerate(reading.statements)
        ],
        "times": [{"span": _span(t.span), "edtf": t.edtf, "grain": t.grain, "reference": t.reference, "by": t.made.rule} for t in reading.times],
        "places": [
            {
                "span": _span(p.span), "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon, "gazetteer": p.gazetteer,
                "kind": p.kind, "precision": p.precision, "relation": p.relation, "others": list(p.others), "by": p.made.rule,
            }
            for p in reading.places
        ],
        "relations": [
            {"span": _span(r.span), "order": r.order, "count": r.count, "unit": r.unit, "event": _span(r.event), "edtf": r.edtf, "by": r.made.rule}
            for r in reading.relations
        ],
        "quantities": [
            {"span": _span(q.span), "min": q.min, "max": q.max, "approx": q.approx, "of": q.of, "by": q.made.rule} for q in reading.quantities
        ],
        "events": [
            {
                "id": i, "trigger": _span(c.trigger), "span": _span(c.span), "type": c.type, "mode": c.mode,
                "actor": [name_json(a) for a in c.actor], "recipient": [name_json(r) for r in c.recipient], "place": c.place,
                "time": c.time, "quantities": list(c.quantities), "occurred": c.occurred, "status": c.status,
                "statement": c.statement, "inferred": inferred(c), "by": c.made.rule,
            }
            for i, c in reading.held()
        ],
        "links": [
            {"span": _span(k.span), "kind": k.kind, "first": k.first, "second": k.second, "by": k.made.rule} for k in reading.links
        ],
        "mentions": [
            {"span": _span(m.span), "name": m.name, "entity": m.entity, "kind": m.kind, "role": m.role, "party": m.party, "by": m.made.rule}
            for m in reading.mentions
        ],
        "diagnostics": [diagnostic_json(d) for d in (*report.diagnostics, *reading.diagnostics)],
    }  # fmt: skip


def failed_json(name: str, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """The object that stands for an input that gave no reading: the same keys, nothing in them, and why.

    Args:
        name: what the report would have been called.
        diagnostics: why there is none.
    """
    empty: dict[str, Any] = {"report": {"id": name, "sha256": None, "lang": None, "title": None, "outlet": None, "published": None}}
    empty.update({layer: [] for layer in ("statements", "times", "relations", "places", "quantities", "events", "links", "mentions")})
    return {**empty, "diagnostics": [diagnostic_json(d) for d in diagnostics]}


def name_json(name: Name) -> dict[str, Any]:
    """A name as plain JSON values."""
    return {"name": name.name, "surface": name.surface, "entity": name.entity, "span": _span(name.span)}


def diagnostic_json(d: Diagnostic) -> dict[str, Any]:
    """A diagnostic as plain JSON values."""
    return {"code": d.code, "severity": d.severity, "message": d.message, "file": d.file, "place": d.place, "remedy": d.remedy}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def linked_json(linked: Linked, assessments: Sequence[Assessment], reports: Iterable[Report], *, possible: bool = False) -> dict[str, Any]:
    """What was linked across reports, as plain JSON values.

    Args:
        linked: events, echoes and contradictions.
        assessments: one an event.
        reports: the reports of the case; the contract names each by its file name.
        possible: whether contradictions that are only possible are given too, each with its doubt, under a key of their own.

    Returns:
        The object that `isnad link --format json` prints.
    """
    names = {r.id: r.name for r in reports}
    apart = {"possible": [{**_clash(c, names), "doubt": c.doubt} for c in linked.possible]} if possible else {}
    return {
        "events": [
            {
                "id": e.id, "type": e.type, "name": e.name, "time": e.time, "place": e.place, "lat": e.lat, "lon": e.lon,
                "actor": list(e.actor), "recipient": list(e.recipient), "occurred": e.occurred,
                "claims": [{"report": names.get(c.report, c.report), "event": c.claim} for c in e.claims], "by": e.made.rule,
            }
            for e in linked.events
        ],
        "echoes": [
            {
                "id": e.id, "reports": [names.get(r, r) for r in e.reports], "origin": e.origin, "why": e.why, "scope": e.scope,
                "anchors": [{"report": names.get(a.report, a.report), "span": _span(a.span)} for a in e.anchors], "by": e.made.rule,
            }
            for e in linked.echoes
        ],
        "contradictions": [_clash(c, names) for c in linked.contradictions],
        **apart,
        "independence": [
            {
                "event": a.event, "origins": [[names.get(r, r) for r in line.reports] for line in a.lines], "lines": len(a.lines),
                "named": [line.origin for line in a.lines], "against": [[names.get(r, r) for r in line.reports] for line in a.against],
                "trust": [_trust(line, names, denies) for side, denies in ((a.lines, False), (a.against, True)) for line in side],
                "grade": a.grade, "why": a.why, "by": a.made.rule,
            }
            for a in assessments
        ],
    }  # fmt: skip


def _clash(c: Contradiction, names: Mapping[str, str]) -> dict[str, Any]:
    """A contradiction with the words of both sides."""
    return {
        "id": c.id, "aspect": c.aspect, "event": c.event, "why": c.why, "by": c.made.rule,
        "claims": [
            {"report": names.get(a.report, a.report), "event": r.claim, "span": _span(a.span)} for r, a in zip(c.claims, c.anchors, strict=True)
        ],
    }  # fmt: skip


def _trust(line: Line, names: Mapping[str, str], denies: bool) -> dict[str, Any]:
    """One line with its Admiralty pair, and a reason for each half."""
    return {
        "origin": line.origin, "reports": [names.get(r, r) for r in line.reports], "denies": denies, "kind": line.kind,
        "admiralty": f"{line.reliability or 'F'}{line.credibility or 6}", "reliability": line.reliability, "reliability_why": line.reliability_why,
        "credibility": line.credibility, "credibility_why": line.credibility_why,
    }  # fmt: skip
