"""Decisions on rows of a reading, each held against the case before it is kept: the one way by which people change what was read.

>>> with store.write(path) as case:
...     row = case.row("c-1f3a…")
...     decide(case, row.id, "change", who="Rim", when=now, why="read again", values={"type": "COERCE", "mode": "arrest"}, seen=row.seen)

Nothing that was read is overwritten. A decision is checked and kept in one transaction, so of two people who decide at the same moment the second
is told what the first has decided (`case.stale`), if that is not what he has seen; he may then look again and decide.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from isnad.errors import CaseError, UsageError
from isnad.model import edtf
from isnad.model.codec import CodecError, decode, encode
from isnad.model.judgement import Change, Judgement, RowAnchor
from isnad.model.records import Layer, Name
from isnad.model.span import Span
from isnad.store.contracts import Fact, Row, Writer
from isnad.store.fields import ADDABLE, FIELDS, NEEDED, POINTS_TO, hint_of
from isnad.store.laid import anchor_of
from isnad.store.laid import seen as seen_of

LONGEST = 200  # characters of a name
_SPANS = frozenset({"span", "trigger", "cue", "source", "event"})
_NAMES = frozenset({"actor", "recipient", "via", "speaker"})


def decide(
    case: Writer, target: str, verdict: Literal["accept", "reject", "change"], *, who: str, when: str, why: str = "",
    values: Mapping[str, Any] | None = None, seen: str | None = None,
) -> Judgement:  # fmt: skip
    """Accept, reject or change a row.

    Args:
        case: the case.
        target: id of the row, as `View.rows`, `View.facts` and every listing give it; also of one that was added.
        verdict: `accept` says that the row is right as it stands (and brings a rejected one back), `reject` that there is none such, `change` that
            it is right with other values.
        who: who decides.
        when: UTC time in ISO 8601.
        why: the reason, in words; may be empty.
        values: for `change`, the fields that change, as plain JSON values in the form of the record (`isnad.store.fields.FIELDS` lists them by
            layer): spans as `[start, end]`; a name as `{"name": …}` with, where it stands in words, `"span"`, and `"entity"` if known; `place`,
            `statement`, `parent` and the items of `quantities` as the id of the row that is meant.
        seen: :attr:`isnad.store.laid.Row.seen` of the row as it was shown to the person; None decides whatever it is now.

    Returns:
        The judgement that was kept.

    Raises:
        CaseError: the row says something else by now (`case.stale`), is no longer read (`case.row-gone`) or never was (`case.no-such-fact`).
        UsageError: a value does not fit (`decide.value`), a field does not exist (`decide.field`), nothing is changed (`decide.nothing`), or
            nobody decides (`decide.who`).
    """
    with case.transaction():
        row = case.row(target)
        _hold(case, row, who, seen)
        changes: tuple[Change, ...] = ()
        if verdict == "change":
            changes = _changes(case, row.report, row.layer, row.fact, values or {})
            if not changes:
                raise UsageError("decide.nothing", "nothing is changed", remedy="give another value, or accept it")
        shown = seen if seen is not None else row.seen
        anchor = anchor_of(row.report, row.layer, row.read) if row.read is not None else row.decisions[0].row
        return _keep(case, Judgement(row.id, verdict, None, _who(who), when, why.strip(), row=anchor, changes=changes, seen=shown))


def add(
    case: Writer, report: str, layer: Layer, words: Span | tuple[int, int], values: Mapping[str, Any], *, who: str, when: str, why: str = ""
) -> Judgement:
    """Add a row that was missed.

    Args:
        case: the case.
        report: id of the report.
        layer: `mention`, `time`, `place`, `quantity`, `statement` or `claim`.
        words: the words it stands on; of a claim its trigger (its clause may be given as `span`, and is otherwise the trigger).
        values: what it says, as in :func:`decide`; `isnad.store.fields.NEEDED` lists what may not be left out.
        who: who decides.
        when: UTC time in ISO 8601.
        why: the reason, in words; may be empty.

    Returns:
        The judgement that was kept; the id of the new row is :func:`isnad.store.laid.added_id` of it.

    Raises:
        CaseError: there is no such report, or it was not read yet (`case.unread`).
        UsageError: as in :func:`decide`; or such a row is there already (`decide.there`).
    """
    if layer not in ADDABLE:
        raise UsageError("decide.layer", f"no {layer} can be added", remedy=f"there are {', '.join(ADDABLE)}")
    with case.transaction():
        text = case.report(report).text
        if case.reading(report, judged=False) is None:
            raise CaseError("case.unread", "the report was not read yet", file=report, remedy="read it with `isnad read`, then add what was missed")
        span = _span(list(words), text, "span")
        missing = [n for n in NEEDED.get(layer, ()) if values.get(n) in (None, "")]
        if missing:
            raise UsageError("decide.value", f"a {layer} needs {' and '.join(missing)}", remedy="say it")
        kind = str(values["type"]) if layer == "claim" else None
        anchor = RowAnchor(layer, report, span, kind)
        anchored = ("type", "trigger") if layer == "claim" else ("span",)
        given = {k: v for k, v in values.items() if k not in anchored}
        if layer == "claim":
            _value(case, report, layer, "type", kind, text)
            given["span"] = list(_span(list(given.get("span") or span), text, "span").join(span))
        changes = _changes(case, report, layer, None, given)
        for row in case.rows(report):
            if row.layer == layer and row.state != "rejected" and anchor_of(report, layer, row.fact) == anchor:
                raise UsageError("decide.there", f"there is such a {layer} already: {row.id}", remedy="change it, if it is not right")
        return _keep(case, Judgement(report, "add", None, _who(who), when, why.strip(), row=anchor, changes=changes))


def undo(case: Writer, judgement: str, *, who: str, when: str, why: str = "") -> Judgement:
    """Take a decision back, of whatever kind; taking back an undoing brings back what it undid.

    Args:
        case: the case.
        judgement: id of the judgement.
        who: who decides.
        when: UTC time in ISO 8601.
        why: the reason, in words; may be empty.

    Raises:
        UsageError: there is no such judgement (`decide.unknown`), or it is undone already (`decide.undone`).
    """
    with case.transaction():
        judgements = case.judgements()
        if judgement not in {j.id for j in judgements}:
            raise UsageError("decide.unknown", f"the case holds no judgement {judgement}", remedy="`isnad resolve CASE log` lists them")
        if judgement not in in_force(judgements):
            raise UsageError("decide.undone", f"{judgement} is undone already", remedy="`isnad resolve CASE log` lists the decisions")
        return _keep(case, Judgement(judgement, "undo", None, _who(who), when, why.strip()))


def ask_readers(case: Writer, readers: int, *, who: str, when: str, why: str = "") -> Judgement:
    """Ask that one or two people decide on each row; the log keeps who asked for it.

    Args:
        case: the case.
        readers: one or two.
        who: who asks for it.
        when: UTC time in ISO 8601.
        why: the reason, in words; may be empty.
    """
    with case.transaction():
        case.ask_readers(readers)
        return _keep(case, Judgement("case", "note", f"readers={readers}", _who(who), when, why.strip()))


def in_force(judgements: Iterable[Judgement]) -> set[str]:
    """Ids of the judgements that no later one has undone, undoings among them."""
    undone: set[str] = set()
    kept: set[str] = set()
    for j in reversed(list(judgements)):
        if j.id not in undone:
            kept.add(j.id)
            if j.verdict == "undo":
                undone.add(j.target)
    return kept


def _keep(case: Writer, judgement: Judgement) -> Judgement:
    case.judge(judgement)
    return judgement


def _hold(case: Writer, row: Row, who: str, shown: str | None) -> None:
    """Refuse what is decided on something that is no longer so. A second reader who does not see the first one's decision may decide without it."""
    if shown is None or shown == row.seen:
        return
    by_others = all(j.who != who for j in row.decisions)
    if row.read is not None and shown == seen_of(row.read) and by_others and case.info().readers > 1:
        return
    last = row.decisions[-1] if row.decisions else None
    by = f": {last.who} has decided on it ({last.verdict})" if last is not None else ""
    raise CaseError("case.stale", f"{row.id} says something else by now{by}", file=str(case.path), remedy="look at it again, then decide")


def _who(who: str) -> str:
    name = " ".join(who.split())
    if not name or not name.isprintable() or len(name) > LONGEST:
        raise UsageError("decide.who", "a decision needs somebody who takes it", remedy="give a name")
    return name


def _changes(case: Writer, report: str, layer: Layer, fact: Fact | None, values: Mapping[str, Any]) -> tuple[Change, ...]:
    """The values as they are kept, each checked; those that change nothing are left out."""
    text = case.report(report).text
    before = encode(fact) if fact is not None else {}
    out = {}
    for name, value in values.items():
        if name not in FIELDS[layer]:
            raise UsageError("decide.field", f"a {layer} has no field {name!r} that can be set", remedy=f"there are {', '.join(FIELDS[layer])}")
        checked = _value(case, report, layer, name, value, text)
        if (layer, name) in POINTS_TO:
            was = _ids_of(case, report, layer, name, before.get(name))
            now = [v[0] for v in checked] if name == "quantities" else checked and checked[0]
            if fact is None or was != now:
                out[name] = checked
        elif fact is None or checked != before[name]:
            out[name] = checked
    _together(layer, {**before, **out}, out, text)
    return tuple(Change(k, json.dumps(out[k], ensure_ascii=False, sort_keys=True)) for k in sorted(out))


def _value(case: Writer, report: str, layer: Layer, name: str, value: Any, text: str) -> Any:
    """A value in the form in which it is kept."""
    if name in ("quantities", "actor", "recipient", "via") and not isinstance(value, (list, tuple)):
        raise UsageError("decide.value", f"{name}: a list is expected, not {value!r:.60}", remedy="give [] for none")
    if (layer, name) in POINTS_TO:
        to = POINTS_TO[layer, name]
        if name == "quantities":
            return [_pointer(case, report, to, v) for v in value]
        return None if value in (None, "") else _pointer(case, report, to, value)
    if name in _SPANS and value is not None:
        return list(_span(value, text, name))
    if name in _NAMES:
        names = [_name(v, text) for v in ([value] if name == "speaker" else value)]
        value = names[0] if name == "speaker" else names
    try:
        found = decode_hint(layer, name, value)
    except CodecError as error:
        raise UsageError("decide.value", f"{name}: {error}", remedy=f"give {name} another value") from None
    if name in ("edtf", "time") and value is not None and not edtf.valid(value):
        raise UsageError("decide.value", f"{name}: {value!r} is no EDTF date", remedy="write 2014-08-24, 2014-08, 2014-08-24/2014-08-26 or 2014-08~")
    if name in ("lat", "lon") and value is not None and not (math.isfinite(value) and abs(value) <= (90 if name == "lat" else 180)):
        raise UsageError("decide.value", f"{name}: {value} is no place on the earth", remedy="degrees north from -90 to 90, east from -180 to 180")
    if name == "name" and isinstance(value, str):
        return _plain(value)
    return found


def decode_hint(layer: Layer, name: str, value: Any) -> Any:
    """A value as the record of its layer declares it, back in plain form.

    Raises:
        CodecError: it does not fit.
    """
    return encode_any(decode(hint_of(layer, name), value))


def encode_any(value: Any) -> Any:
    """A value of a record's field as plain JSON values."""
    if isinstance(value, Span):
        return list(value)
    if isinstance(value, tuple):
        return [encode_any(v) for v in value]
    return encode(value) if isinstance(value, Name) else value


def _pointer(case: Writer, report: str, layer: Layer, fact_id: Any) -> list[Any]:
    for row in case.rows(report):
        if row.id == fact_id and row.layer == layer and row.state != "rejected":
            return [row.id, *row.fact.span]
    raise UsageError("decide.value", f"{fact_id!r} is no {layer} of this report", remedy=f"give the id of a {layer} that stands in it")


def _ids_of(case: Writer, report: str, layer: Layer, name: str, was: Any) -> Any:
    at = {(r.layer, r.position): r.id for r in case.rows(report)}
    to = POINTS_TO[layer, name]
    return [at.get((to, k)) for k in was] if isinstance(was, list) else None if was is None else at.get((to, was))


def _span(value: Any, text: str, name: str) -> Span:
    fits = isinstance(value, (list, tuple)) and len(value) == 2 and all(type(v) is int for v in value)
    if not fits or not 0 <= value[0] < value[1] <= len(text):
        raise UsageError("decide.value", f"{name}: {value!r} is no stretch of a text of {len(text)} code points", remedy="give [start, end]")
    return Span(value[0], value[1])


def _plain(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise UsageError("decide.value", f"{text[:40]!r} is no name", remedy=f"write 1 to {LONGEST} printable characters")
    return name


def _name(value: Any, text: str) -> dict[str, Any]:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, Mapping) or not isinstance(value.get("name"), str):
        raise UsageError("decide.value", f"{value!r} is no name", remedy='give {"name": …}')
    span = _span(value["span"], text, "span") if value.get("span") is not None else None
    entity = value.get("entity")
    return {
        "name": _plain(value["name"]), "surface": span.quote(text) if span else None, "span": list(span) if span else None,
        "entity": str(entity) if entity else None,
    }  # fmt: skip


def _together(layer: Layer, body: Mapping[str, Any], out: dict[str, Any], text: str) -> None:
    """What must hold between fields: a clause holds its trigger, a lower bound is not above the upper, a place has both degrees or none."""
    if layer == "claim" and "trigger" in body and not Span(*body["span"]).covers(Span(*body["trigger"])):
        out["span"] = list(Span(*body["span"]).join(Span(*body["trigger"])))
    low, high = body.get("min"), body.get("max")
    if layer == "quantity" and low is not None and high is not None and low > high:
        raise UsageError("decide.value", f"at least {low:g} and at most {high:g} cannot both be", remedy="the lower bound comes first")
    if layer == "place" and (body.get("lat") is None) != (body.get("lon") is None):
        raise UsageError("decide.value", "a place has degrees north and east, or neither", remedy="give both")

