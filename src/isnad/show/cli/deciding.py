"""Judgements made from what a person writes on the command line, each held against what the case has."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isnad.errors import UsageError
from isnad.link.options import LinkSettings
from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor, ClaimRef
from isnad.model.records import PlaceMention
from isnad.model.span import Span
from isnad.resolve.questions import Question, Used, names_of, questions
from isnad.show.cli.common import find_claim, find_event, find_report, now, refuse
from isnad.show.partynames import english_name
from isnad.store.contracts import View
from isnad.store.decide import in_force


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on the command line beside the action.

    Attributes:
        what: the words after the action.
        name: `--as`.
        reports: `--report`.
        spots: `--at`.
        lat, lon: degrees.
        gazetteer: `--gazetteer`.
        by: who decides.
        why: the reason.
    """

    what: list[str]
    name: str | None
    reports: list[str]
    spots: list[str]
    lat: float | None
    lon: float | None
    gazetteer: str | None
    by: str
    why: str


def _judge(told: Told, target: str, verdict: Any, value: str | None = None, **more: Any) -> Judgement:
    return Judgement(target, verdict, value, told.by, now(), told.why, **more)


def _confirm(store: View, told: Told) -> Judgement:
    q = _question(store, told)
    more: dict[str, Any] = {"question": q.id, "names": q.names}
    if q.kind == "same-name":
        value = told.name or q.names[0]
        return _judge(told, value, "merge", value, **more, entity=_entity(store, value))
    if q.kind == "unplaced":
        return _place(store, _instead(told, list(q.names)), q.id)
    if q.kind in ("same-event", "weak-join"):
        return _pair(store, told, "same", q.left or "", q.right or "", q.id)
    if q.kind == "unknown-party" and told.name:
        return _judge(told, told.name, "merge", told.name, **more, entity=_entity(store, told.name))
    return _judge(told, q.left or q.id, "accept", **more, anchors=q.holds)


def _reject(store: View, told: Told) -> Judgement:
    q = _question(store, told)
    more: dict[str, Any] = {"question": q.id, "names": q.names}
    if q.kind == "same-name":
        return _judge(told, q.names[0], "different", q.names[1], **more)
    if q.kind in ("same-event", "weak-join"):
        return _pair(store, told, "different", q.left or "", q.right or "", q.id)
    if q.kind == "inferred-party":
        return _judge(told, q.left or q.id, "split", **more, anchors=q.holds)
    if q.kind == "lost-judgement":
        return _judge(told, q.left or q.id, "undo", question=q.id)
    raise UsageError(
        "resolve.no-answer", f"{q.id} cannot be answered with no: {q.ask}", remedy="`confirm` it (with --as, or --lat and --lon), or leave it open"
    )


def _merge(store: View, told: Told) -> Judgement:
    known = names_of(store)
    names = tuple(dict.fromkeys(_known(n, known) for n in told.what))
    if len(names) < 2 and (not told.name or not names or names == (told.name,)):
        raise UsageError("resolve.names", "two names make a merge", remedy="name two, or one and --as NAME")
    value = told.name or max(names, key=lambda n: (known[n].entity is not None, known[n].count, len(n), n))
    return _judge(told, value, "merge", value, names=names, entity=_entity(store, value, known))


def _split(store: View, told: Told) -> Judgement:
    (text,) = _exactly(told, 1, "one name is split")
    name = _known(text, names_of(store))
    anchors = _anchors(store, told)
    if not anchors:
        raise UsageError("resolve.where", "a split holds for some reports or mentions", remedy="--report REPORT or --at ID")
    if told.name is None or told.name == name:
        raise UsageError("resolve.names", "a split needs another name", remedy="--as NAME")
    return _judge(told, name, "split", told.name, names=(name,), anchors=anchors, entity=_entity(store, told.name))


def _place(store: View, told: Told, question: str | None = None) -> Judgement:
    (text,) = _exactly(told, 1, "one place is placed")
    places: dict[str, PlaceMention] = {f.fact.name: f.fact for f in store.facts("place") if isinstance(f.fact, PlaceMention)}
    name = _one_of(text, list(places), "place")
    where: dict[str, Any] = {"lat": told.lat, "lon": told.lon}
    value = told.name
    if told.gazetteer is not None:
        from isnad.resolve.gazetteer import place_by_id

        found = place_by_id(told.gazetteer)
        if found is None or found.lat is None:
            raise UsageError("resolve.gazetteer", f"the gazetteer places nothing under {told.gazetteer!r}", remedy="give --lat and --lon")
        where = {"lat": found.lat, "lon": found.lon, "gazetteer": found.id, "country": found.country}
        value = value or found.name
    lat, lon = where["lat"], where["lon"]
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError("resolve.coordinates", "a place needs degrees north (-90 to 90) and east (-180 to 180)", remedy="--lat 34.55 --lon 38.27")
    return _judge(told, name, "place", value, names=(name,), anchors=_anchors(store, told), question=question, **where)


def _pairing(verdict: str) -> Callable[[View, Told], Judgement]:
    def decide(store: View, told: Told) -> Judgement:
        left, right = _exactly(told, 2, f"`{verdict}` takes two claims, two events or two names")
        return _pair(store, told, verdict, left, right)

    return decide


def _pair(store: View, told: Told, verdict: str, left: str, right: str, question: str | None = None) -> Judgement:
    """Two claims, two events, or two names."""
    known = names_of(store)
    if left in known or right in known:
        a, b = (_known(x, known) for x in (left, right))
        if verdict == "same":
            return _merge(store, _instead(told, [a, b]))
        return _judge(told, a, verdict, b, names=(a, b), question=question)
    one, other = (_claims(store, x) for x in (left, right))
    if set(one[1]) & set(other[1]):
        raise UsageError("resolve.pair", f"{left} and {right} share a claim", remedy="name two")
    return _judge(told, one[0], verdict, other[0], anchors=one[1], others=other[1], question=question)


def _claims(store: View, text: str) -> tuple[str, tuple[Anchor, ...]]:
    """A claim or an event: its id and the triggers of its claims."""
    if text.casefold().startswith("e-"):
        event = find_event(store, text)
        return event.id, tuple(_trigger(store, ref) for ref in event.claims)
    fact_id, ref = find_claim(store, text)
    return fact_id, (_trigger(store, ref),)


def _trigger(store: View, ref: ClaimRef) -> Anchor:
    reading = store.reading(ref.report)
    assert reading is not None  # the case holds the claim
    return Anchor(ref.report, reading.claims[ref.claim].trigger)


def _undo(store: View, told: Told) -> Judgement:
    (text,) = _exactly(told, 1, "one judgement is undone")
    judgements = store.judgements()
    found = _by_start(text, [j.id for j in judgements], "j", "judgement", "`isnad resolve CASE log` lists them")
    if found not in in_force(judgements):
        raise UsageError("resolve.undone", f"{found} is undone already", remedy="`isnad resolve CASE log` lists the decisions")
    return _judge(told, found, "undo")


ACTIONS: dict[str, Callable[[View, Told], Judgement]] = {
    "confirm": _confirm, "reject": _reject, "merge": _merge, "split": _split, "place": _place, "same": _pairing("same"),
    "different": _pairing("different"), "unsure": _pairing("unsure"), "undo": _undo,
}  # fmt: skip


def _instead(told: Told, what: list[str]) -> Told:
    return Told(what, told.name, told.reports, told.spots, told.lat, told.lon, told.gazetteer, told.by, told.why)


def _exactly(told: Told, n: int, what: str) -> list[str]:
    if len(told.what) != n:
        raise UsageError("resolve.names", f"{what}; named here: {len(told.what)}", remedy="`isnad resolve --help` shows how")
    return told.what


def _question(store: View, told: Told) -> Question:
    (text,) = _exactly(told, 1, "one question is answered at a time")
    asked = {q.id: q for q in questions(store, LinkSettings().threshold)}
    return asked[_by_start(text, list(asked), "q", "open question", "`isnad resolve CASE` lists them")]


def _by_start(text: str, ids: Iterable[str], letter: str, what: str, remedy: str) -> str:
    known = sorted(set(ids))
    start = text.casefold() if text.casefold().startswith(f"{letter}-") else f"{letter}-{text.casefold()}"
    found = [i for i in known if i.startswith(start)]
    if start in found:
        return start
    if len(found) == 1 and text:
        return found[0]
    refuse(what, text, found or difflib.get_close_matches(start, known, 1, 0.7), remedy, several=len(found) > 1)


def _known(text: str, known: Mapping[str, Used]) -> str:
    return _one_of(text if text in known else english_name(text), list(known), "name")


def _one_of(text: str, names: list[str], what: str) -> str:
    """The name that is written so, but for case and accents."""
    from isnad.text.fold import fold

    if text in names:
        return text
    same = sorted(n for n in names if fold(n) == fold(text))
    if len(same) == 1:
        return same[0]
    near = same or difflib.get_close_matches(text, sorted(names), 1, 0.6)
    refuse(f"{what} of this case", text, near, "names are those that the listings print", several=len(same) > 1)


def _entity(store: View, name: str, known: Mapping[str, Used] | None = None) -> str | None:
    """The id of a name in the authority: as the case has it, or as the authority itself calls it."""
    from isnad.lang.tables import table

    used = (known or names_of(store)).get(name)
    if used is not None and used.entity:
        return used.entity
    return next((str(a["id"]) for a in table("common", "actors")["entries"] if a["name"] == name), None)


def _anchors(store: View, told: Told) -> tuple[Anchor, ...]:
    """Where a decision is said to hold."""
    whole = [find_report(store, r) for r in told.reports]
    out = [Anchor(r.id, Span(0, len(r.text))) for r in whole]
    for text in told.spots:
        ids = [i for letter in "msc" for i in store.ids(f"{letter}-", limit=1_000_000)]
        near = [i for i in ids if i.startswith(text.casefold())] if len(text) > 2 else []
        if len(near) != 1:
            refuse("mention, statement or claim", text, near, "`isnad resolve --format json` prints the ids", several=len(near) > 1)
        found = store.fact(near[0])
        out.append(Anchor(found.report, found.span))
    return tuple(out)
