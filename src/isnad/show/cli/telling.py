"""An event with all its tellings, as values and for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from isnad.model.linked import Event, Line
from isnad.show.cli.chains import nested
from isnad.show.cli.gather import OWN_VOICE, contradiction_rows
from isnad.show.cli.terminal import quoted, short, shown
from isnad.store.contracts import View
from isnad.weigh.assess import falls
from isnad.weigh.rules import rules_of


def event_of(view: View, event: Event) -> dict[str, Any]:
    """All that stands behind an event.

    Returns:
        `id`, `name`, `type`, `time`, `place`, `lat`, `lon`, `actor`, `recipient`, `occurred`; `grade`, `why`, `rule`; `lines`, `against`, each with
        `origin`, `reports`, `kind`, `reliability`, `credibility` and their reasons; `without`, for each origin what the grade would be
        if it fell; `tellings`, one a claim, with speaker, chain, quote and the origin of its line; `contradictions`; `echoes`.
    """
    weighed = view.assessment(event.id)
    ids = view.claim_ids()
    names: dict[str, str] = {}
    tellings = []
    for ref in event.claims:
        report, reading = view.report(ref.report), view.reading(ref.report)
        assert reading is not None
        names[report.id] = report.name
        claim = reading.claims[ref.claim]
        chain = nested(reading, claim.statement)
        said = chain[-1] if chain else None
        sides = (*weighed.lines, *weighed.against) if weighed else ()
        tellings.append(
            {
                "id": ids.get(ref, ""), "report": report.name, "position": ref.claim, "outlet": report.outlet, "published": report.published,
                "said_by": said.speaker.name if said else OWN_VOICE, "via": [v.name for s in chain for v in s.via],
                "kind": said.kind if said else None, "stance": said.stance if said else None, "type": claim.type, "mode": claim.mode,
                "actor": [n.name for n in claim.actor], "recipient": [n.name for n in claim.recipient], "time": claim.time,
                "place": reading.places[claim.place].name if claim.place is not None else None, "occurred": claim.occurred, "status": claim.status,
                "quote": claim.span.quote(report.text), "start": claim.span.start, "end": claim.span.end,
                "lines": [x.origin for x in sides if ref.report in x.reports],
            }
        )  # fmt: skip
    contradictions = view.contradictions(event.id)
    told = set(names)
    echoes = [e for e in view.echoes() if len(told.intersection(e.reports)) > 1]
    return {
        "id": event.id, "name": event.name, "type": event.type, "time": event.time, "place": event.place, "lat": event.lat, "lon": event.lon,
        "actor": list(event.actor), "recipient": list(event.recipient), "occurred": event.occurred,
        "grade": weighed.grade if weighed else None, "why": weighed.why if weighed else None, "rule": weighed.made.rule if weighed else None,
        "lines": [_line(x, names) for x in weighed.lines] if weighed else [],
        "against": [_line(x, names) for x in weighed.against] if weighed else [],
        "without": [
            {"origin": line.origin, "grade": grade, "why": why} for line, grade, why in falls(event, weighed, contradictions, rules_of(view.path))
        ] if weighed else [],
        "tellings": tellings,
        "contradictions": list(contradiction_rows(view, event.id)), "possible": list(contradiction_rows(view, event.id, possible=True)),
        "echoes": [
            {"id": e.id, "origin": e.origin, "scope": e.scope, "why": e.why, "reports": [names[r] for r in e.reports if r in names]} for e in echoes
        ],
    }  # fmt: skip


def _line(x: Line, names: dict[str, str]) -> dict[str, Any]:
    return {
        "origin": x.origin, "reports": [names.get(r, r) for r in x.reports], "kind": x.kind, "reliability": x.reliability,
        "reliability_why": x.reliability_why, "credibility": x.credibility, "credibility_why": x.credibility_why,
    }  # fmt: skip


def event_lines(found: dict[str, Any]) -> Iterator[str]:
    """The event for reading, one line at a time."""
    said = {True: "said to have happened", False: "said not to have happened", None: "said to have happened, and said not to have"}
    yield f"{found['id']} {shown(found['name'])}"
    yield f"  {found['type']}, {said[found['occurred']]}"
    if found["grade"]:
        yield f"  {found['grade']}: {shown(found['why'])}"
    for title, side in (("lines of independence", found["lines"]), ("lines that deny it", found["against"])):
        if side:
            yield f"{title}: {len(side)}"
        for x in side:
            yield f"  {shown(x['origin'])}  {x['reliability']}{x['credibility']}  in {', '.join(map(shown, x['reports']))}"
            yield f"    {x['reliability']}: {x['reliability_why']}; {x['credibility']}: {x['credibility_why']}"
    if found["without"]:
        yield "if an origin fell"
        for x in found["without"]:
            yield f"  without {shown(x['origin'])}: {x['grade'] + ': ' if x['grade'] else ''}{shown(x['why'])}"
    yield f"tellings: {len(found['tellings'])}"
    for t in found["tellings"]:
        passed = f" via {', '.join(map(shown, t['via']))}" if t["via"] else ""
        kind = f" ({t['kind']}, {t['stance']})" if t["kind"] else ""
        denied = "" if t["occurred"] else "; said not to have happened"
        unreal = f"; {t['status']}" if t["status"] in ("planned", "hypothetical") else ""
        yield f"  {t['id']} {shown(t['report'])}:{t['position']}{', ' + t['published'] if t['published'] else ''}"
        yield f"    {shown(t['said_by'])}{kind}{passed}{denied}{unreal}"
        yield f"    {quoted(short(t['quote']))}"
    for title, clashes in (("contradictions", found["contradictions"]), ("possible contradictions", found["possible"])):
        if clashes:
            yield f"{title}: {len(clashes)}"
        for c in clashes:
            yield f"  {c['id']} {c['aspect']}: {shown(c['why'])}"
            if c.get("doubt"):
                yield f"    against it: {c['doubt']}"
            for report, quote in zip(c["reports"], c["quotes"], strict=True):
                yield f"    {shown(report)}: {quoted(short(quote))}"
    if found["echoes"]:
        yield f"echoes: {len(found['echoes'])}"
    for e in found["echoes"]:
        yield f"  {e['id']} {shown(e['origin'])} ({e['scope']}), {', '.join(map(shown, e['reports']))}: {shown(e['why'])}"
