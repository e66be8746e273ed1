"""Why a claim was read as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from isnad.grammar.rules import known_rules
from isnad.model.codec import encode
from isnad.model.contract import name_json
from isnad.model.linked import ClaimRef
from isnad.model.records import Made, PlaceMention, Quantity, TimeMention
from isnad.show.cli.chains import chain_of, draw, headline
from isnad.show.cli.terminal import quoted, shown
from isnad.store.contracts import View


def derivation(view: View, fact_id: str, ref: ClaimRef) -> dict[str, Any]:
    """All that stands behind a claim, as plain values.

    Args:
        view: the case.
        fact_id: id of the claim.
        ref: where it is.
    """
    import isnad.pipeline  # noqa: F401 - with the stages come their rules

    report, reading = view.report(ref.report), view.reading(ref.report)
    assert reading is not None
    text, claim = report.text, reading.claims[ref.claim]
    place = None if claim.place is None else reading.places[claim.place]
    times = [t for t in reading.times if t.edtf == claim.time]
    near = min(times, key=lambda t: (abs(t.span.start - claim.trigger.start), t.span.start), default=None)
    event = view.event_of(ref)
    weighed = view.assessment(event.id) if event else None
    return {
        **chain_of(view, fact_id, ref),
        "position": ref.claim,
        "reader": reading.reader,
        "trigger": {"quote": claim.trigger.quote(text), "span": list(claim.trigger)},
        "made": made(claim.made, text),
        "actor": [name_json(n) for n in claim.actor],
        "recipient": [name_json(n) for n in claim.recipient],
        "statements_made": [made(s.made, text) for s in ([reading.statements[claim.statement]] if claim.statement is not None else [])],
        "place": None if place is None else _fact(place, text),
        "time": {"edtf": claim.time, "mention": None if near is None else _fact(near, text)},
        "quantities": [_fact(reading.quantities[i], text) for i in claim.quantities],
        "event": None
        if event is None
        else {
            "id": event.id, "name": event.name, "claims": len(event.claims), "made": event.made.rule, "grade": weighed.grade if weighed else None,
            "why": weighed.why if weighed else None,
            "joins": [encode(j) for j in event.joins if ref in (j.left, j.right)],
        },
        "contradictions": [{"id": c.id, "aspect": c.aspect, "why": c.why} for c in view.contradictions() if ref in c.claims],
        "judgements": [encode(j) for j in view.judgements(fact_id)],
    }  # fmt: skip


def made(record: Made, text: str) -> dict[str, Any]:
    """What made a fact: rule and what it says, entries, words."""
    info = known_rules().get(record.rule)
    return {
        "rule": record.rule, "says": info.says if info else None, "entries": list(record.entries),
        "words": [{"quote": s.quote(text), "span": list(s)} for s in record.spans],
    }  # fmt: skip


def _fact(fact: PlaceMention | TimeMention | Quantity, text: str) -> dict[str, Any]:
    return {**encode(fact), "quote": fact.span.quote(text), "made": made(fact.made, text)}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The derivation for reading, one line at a time."""
    yield headline(found["claim"])
    yield _row("quote", f"{quoted(found['claim']['quote'])} {_span(found['claim']['span'])}")
    yield _row("trigger", f"{quoted(found['trigger']['quote'])} {_span(found['trigger']['span'])}")
    yield from _made(found["made"])
    for role in ("actor", "recipient"):
        for name in found[role]:
            yield _row(role, _name(name))
    yield from _place(found["place"])
    yield from _time(found["time"])
    for q in found["quantities"]:
        yield _row("quantity", f"{_bounds(q)} {q['of'] or ''} from {quoted(q['quote'])} {_span(q['span'])}")
        yield from _made(q["made"])
    yield "chain"
    for each in draw(found):
        yield f"  {each}"
    for each in found["statements_made"]:
        yield from _made(each)
    event = found["event"]
    if event:
        yield _row("event", f"{event['id']} {shown(event['name'])}, {event['claims']} claim{'s' if event['claims'] != 1 else ''}")
        if event["grade"]:
            yield _row("", f"{event['grade']}: {shown(event['why'])}")
        for join in event["joins"]:
            total = sum(w["weight"] for w in join["weights"])
            steps = ", ".join(f"{w['field']} {w['weight']:+.1f}" for w in join["weights"])
            yield _row("", f"joined at {total:+.1f}: {steps}")
    for c in found["contradictions"]:
        yield _row("against", f"{c['id']} ({c['aspect']}): {shown(c['why'])}")
    for j in found["judgements"]:
        yield _row("judged", f"{j['verdict']} by {shown(j['who'])}, {j['when']}: {shown(j['why'])}")


def _row(label: str, text: str) -> str:
    return f"  {label:<10} {text}"


def _made(m: dict[str, Any]) -> Iterator[str]:
    yield _row("rule", m["rule"] + (f": {m['says']}" if m["says"] else ""))
    if m["entries"]:
        yield _row("entries", ", ".join(m["entries"]))
    if m["words"]:
        yield _row("words", ", ".join(f"{quoted(w['quote'])} {_span(w['span'])}" for w in m["words"]))


def _place(place: dict[str, Any] | None) -> Iterator[str]:
    if place is None:
        return
    at = f", {place['lat']:.3f} {place['lon']:.3f}" if place["lat"] is not None and place["lon"] is not None else ", not placed"
    named = ", ".join(x for x in (place["country"], place["kind"], place["gazetteer"]) if x)
    yield _row("place", f"{shown(place['name'])} ({named}{at}) from {quoted(place['quote'])} {_span(place['span'])}")
    yield from _made(place["made"])


def _time(time: dict[str, Any]) -> Iterator[str]:
    if time["edtf"] is None:
        return
    mention = time["mention"]
    if mention is None:
        yield _row("time", f"{time['edtf']}, made of several expressions")
        return
    against = f", against {mention['reference']}" if mention["reference"] else ""
    yield _row("time", f"{time['edtf']} ({mention['grain']}{against}) from {quoted(mention['quote'])} {_span(mention['span'])}")
    yield from _made(mention["made"])


def _bounds(q: dict[str, Any]) -> str:
    low, high = (None if q[k] is None else f"{q[k]:g}" for k in ("min", "max"))
    about = "about " if q["approx"] else ""
    return about + (low or "" if low == high else f"{low or '…'} to {high or '…'}")


def _name(name: dict[str, Any]) -> str:
    where = f" from {quoted(name['surface'])} {_span(name['span'])}" if name["surface"] and name["span"] else ""
    return f"{shown(name['name'])}{f' ({entity})' if (entity := name['entity']) else ''}{where}"


def _span(span: list[int]) -> str:
    return f"[{span[0]}, {span[1]})"
