"""Why two claims, events or reports are held for one or for two, as values and for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from isnad.errors import UsageError
from isnad.link.explain import copied, explainer
from isnad.model.codec import encode
from isnad.model.linked import ClaimRef
from isnad.settings import Settings
from isnad.show.cli.common import find_claim, find_event, find_report
from isnad.show.cli.terminal import quoted, short, shown
from isnad.store.contracts import View

Kind = Literal["claim", "event", "report"]


def why(view: View, a: str, b: str) -> dict[str, Any]:
    """Hold two things of a case against each other.

    Args:
        view: the case.
        a: a claim, an event or a report, as the user names it.
        b: another; a claim and an event can be held against each other, a report only against a report.

    Returns:
        `a` and `b` with kind and id; `claims`, the strongest pairs of claims with outcome, reason and weights; for reports also `story`
        (the weights of the two heads) and `echo`.
    """
    (kind, left, one), (other, right, two) = _found(view, a), _found(view, b)
    if (kind == "report") != (other == "report"):
        raise UsageError("cli.kinds", "a report is held against a report only", remedy="name two claims or events, or two reports")
    if left == right:
        raise UsageError("cli.same", f"{a} and {b} are one {kind}", remedy="name two")
    settings = Settings().link
    asked = sorted({ref.report for ref in (*one, *two)} | ({left, right} if kind == "report" else set()))
    explained = explainer(view, settings, asked)
    event_of = {ref: e.id for e in view.events_of(asked) for ref in e.claims}
    names = {r: view.report(r).name for r in asked}
    ids = {ClaimRef(r, row.position): row.id for r in asked for row in view.rows(r) if row.layer == "claim" and row.position is not None}

    def side(ref: ClaimRef) -> dict[str, Any]:
        claim = (reading := view.reading(ref.report)) and reading.claims[ref.claim]
        assert claim
        quote = claim.span.quote(view.report(ref.report).text)
        return {"id": ids.get(ref, ""), "report": names[ref.report], "position": ref.claim, "event": event_of.get(ref), "quote": quote}

    found = [
        {
            "a": side(c.left), "b": side(c.right), "outcome": c.outcome, "why": c.why, "total": c.total, "least": c.least,
            "weights": [encode(w) for w in c.weights],
        }
        for c in explained.claims(one, two)
    ]  # fmt: skip
    out: dict[str, Any] = {"a": {"kind": kind, "id": left}, "b": {"kind": other, "id": right}, "claims": found}
    if kind == "report":
        out["a"]["name"], out["b"]["name"] = names[left], names[right]
        tale = explained.reports(left, right)
        out["story"] = {
            "total": tale.total, "least": tale.least, "one_story": tale.total >= tale.least, "likeness": round(tale.likeness, 3),
            "first_sentences": round(tale.leads, 3), "weights": [encode(w) for w in tale.weights],
        }  # fmt: skip
        out["echo"] = _echo(view, left, right, settings.near_copy)
    return out


def _found(view: View, text: str) -> tuple[Kind, str, list[ClaimRef]]:
    """What a user names: an event by `e-…`, a claim by `c-…` or `REPORT:POSITION`, else a report; with the claims that it stands for."""
    if text.casefold().startswith("e-"):
        event = find_event(view, text)
        return "event", event.id, list(event.claims)
    if text.casefold().startswith("c-") or (":" in text and text.rpartition(":")[2].isdecimal()):
        fact_id, ref = find_claim(view, text)
        return "claim", fact_id, [ref]
    report = find_report(view, text)
    reading = view.reading(report.id)
    return "report", report.id, [ClaimRef(report.id, i) for i, _ in (reading.held() if reading else ())]


def _echo(view: View, a: str, b: str, least: float) -> dict[str, Any]:
    """Whether two reports rest on one origin, and why or why not."""
    held = [e for e in view.echoes_of((a, b)) if a in e.reports and b in e.reports]
    grams, prints = copied(view.report(a).text, view.report(b).text)
    shared = [e for e in view.events_of((a, b)) if {a, b} <= {c.report for c in e.claims}]
    if held:
        reason = "; ".join(e.why for e in held)
    else:
        wording = f"{max(grams, prints):.0%} of the shorter text stands in the longer, and {least:.0%} is asked of a copy"
        ground = "they share no event" if not shared else f"of the {len(shared)} that they share, none rests on one named origin or one wording"
        reason = f"{wording}; {ground}"
    return {
        "is": bool(held), "why": reason, "echoes": [{"id": e.id, "origin": e.origin, "scope": e.scope, "by": e.made.rule} for e in held],
        "six_grams": round(grams, 3), "fingerprints": round(prints, 3), "least": least, "shared_events": [e.id for e in shared],
    }  # fmt: skip


def why_lines(found: dict[str, Any]) -> Iterator[str]:
    """The comparison for reading, one line at a time."""
    if "story" in found:
        story, echo = found["story"], found["echo"]
        yield f"{shown(found['a']['name'])} and {shown(found['b']['name'])}: {'an echo' if echo['is'] else 'no echo'}: {shown(echo['why'])}"
        yield f"one story: {'yes' if story['one_story'] else 'no'}, {story['total']:+.2f} bits ({story['least']:+g} is asked)"
        yield from _waterfall(story["weights"])
        if not found["claims"]:
            yield "one of them has no claims"
    for c in found["claims"]:
        yield f"{c['outcome']}: {shown(c['why'])}"
        for x in (c["a"], c["b"]):
            yield f"  {x['id']} {shown(x['report'])}:{x['position']}{' in ' + x['event'] if x['event'] else ''} {quoted(short(x['quote']))}"
        if c["weights"]:
            yield from _waterfall(c["weights"])
            yield f"    {'sum':<16} {c['total']:+7.2f}  ({c['least']:+g} is asked)"


def _waterfall(steps: list[dict[str, Any]]) -> Iterator[str]:
    for w in steps:
        values = shown(w["left"]) if w["left"] == w["right"] else f"{shown(w['left']) or '–'} | {shown(w['right']) or '–'}"
        yield f"    {w['field']:<16} {w['weight']:+7.2f}  {values}".rstrip()

