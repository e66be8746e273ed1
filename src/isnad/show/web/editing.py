"""The fields in which people correct what was read, and what they write in them, as values of a decision."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from isnad.errors import UsageError
from isnad.model.codec import encode
from isnad.model.plover import EVENT_TYPES, MODES
from isnad.model.records import Grain, Layer, Name, SourceKind, Stance, Status
from isnad.model.span import Span
from isnad.show.partynames import own_name
from isnad.show.web.language import Words
from isnad.store.contracts import Fact, Row

MENTION_KINDS = (
    "state", "force", "group", "people", "person", "official", "outlet", "agency", "organisation", "anonymous", "witness", "document",
)  # fmt: skip
PLACE_KINDS = ("city", "district", "governorate", "country", "region", "base", "crossing", "field", "camp", "place")
_ENDS = ".؟?!؛;\n"
_SPLIT = re.compile(r"\s*[;؛\n]\s*")
_SPAN = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})")

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: name of the record's field; `kind` and mode of a claim go together as `type`.
        form: how it is asked: `text`, `choice`, `yes`, `number`, `span`, `names`, `date`.
        value: what stands in it, as the form writes it.
        options: for a choice, values with their words.
        needed: whether it may not stay empty.
        words: for a span, the words that it covers.
    """

    name: str
    form: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    words: str = ""


def fields(layer: Layer, fact: Fact | None, rows: Sequence[Row], words: Words, text: str, aim: Span | None = None) -> list[Field]:
    """The fields of a row, filled with what it says; of one that is to be added, empty.

    Args:
        layer: its layer.
        fact: what it says, or None.
        rows: the rows of its report, to which it may point.
        words: the language.
        text: the report's text.
        aim: for one that is to be added, its words: what they stand in is filled in.
    """
    body: dict[str, Any] = encode(fact) if fact is not None else {}

    def value(name: str, default: str = "") -> str:
        found = body.get(name)
        return default if found is None else str(found)

    def choice(name: str, values: Sequence[str], label: str, default: str = "", *, empty: bool = False) -> Field:
        options = [(v, words.plain(f"{label}.{v}") if words.has(f"{label}.{v}") else v) for v in values]
        return Field(name, "choice", value(name, default), ((("", "–"),) if empty else ()) + tuple(options))

    def yes(name: str, default: bool) -> Field:
        return Field(name, "yes", "yes" if body.get(name, default) else "")

    def span(name: str, *, needed: bool = False) -> Field:
        found = body.get(name)
        return Field(name, "span", f"{found[0]}-{found[1]}" if found else "", needed=needed, words=text[found[0] : found[1]] if found else "")

    def names(name: str) -> Field:
        found = body.get(name) or []
        return Field(name, "names", " ; ".join(n["name"] for n in ([found] if isinstance(found, dict) else found)))

    def pointing(name: str, to: Layer, nothing: str) -> Field:
        at = {r.position: r.id for r in rows if r.layer == to and r.state != "rejected"}
        now = at.get(body.get(name)) if fact is not None else None
        options = [(r.id, _short(r, text)) for r in rows if r.layer == to and r.state != "rejected"]
        if fact is None and to == "statement" and aim is not None:
            now = _innermost(rows, aim)
        return Field(name, "choice", now or "", (("", nothing), *options))

    if layer == "claim":
        kinds = [(f"{t}/{m}", words.kind(t, m or None)) for t in EVENT_TYPES for m in ("", *MODES.get(t, ()))]
        numbers = {r.position: r.id for r in rows if r.layer == "quantity"}
        now = " ".join(numbers[q] for q in body.get("quantities", ()) if q in numbers) if fact is not None else _beside(rows, aim, text)
        options = tuple((r.id, _short(r, text)) for r in rows if r.layer == "quantity" and r.state != "rejected")
        return [
            Field("type", "choice", f"{value('type')}/{value('mode')}" if fact is not None else "ASSAULT/", tuple(kinds)), yes("occurred", True),
            choice("status", get_args(Status), "status", "actual"), names("actor"), names("recipient"),
            pointing("place", "place", words.plain("edit.nowhere")), Field("time", "date", value("time")),
            pointing("statement", "statement", words.plain("voice.author")), Field("quantities", "several", now, options),
            span("trigger", needed=True), span("span"),
        ]  # fmt: skip
    if layer == "statement":
        return [
            names("speaker"), names("via"), choice("kind", get_args(SourceKind), "kind", "person"), yes("named", True),
            choice("mode", ("direct", "indirect"), "speech", "indirect"), choice("stance", get_args(Stance), "stance", "assert"),
            pointing("parent", "statement", words.plain("edit.outermost")), yes("protect", False), span("span", needed=True), span("cue"),
            span("source"),
        ]  # fmt: skip
    if layer == "time":
        return [Field("edtf", "date", value("edtf"), needed=True), choice("grain", get_args(Grain), "grain", "day"), span("span", needed=True)]
    if layer == "place":
        return [
            Field("name", "text", value("name"), needed=True), Field("lat", "number", value("lat")), Field("lon", "number", value("lon")),
            choice("kind", _with(PLACE_KINDS, value("kind")), "place.kind", "place"), Field("country", "text", value("country")),
            Field("gazetteer", "text", value("gazetteer")), span("span", needed=True),
        ]  # fmt: skip
    if layer == "quantity":
        return [
            Field("min", "number", value("min")), Field("max", "number", value("max")), yes("approx", False), Field("of", "text", value("of")),
            span("span", needed=True),
        ]  # fmt: skip
    if layer == "mention":
        return [
            Field("name", "text", value("name"), needed=True), choice("kind", _with(MENTION_KINDS, value("kind")), "mention.kind", "organisation"),
            Field("party", "text", value("party")), Field("role", "text", value("role")), span("span", needed=True),
        ]  # fmt: skip
    return [span("span", needed=True)]


def _innermost(rows: Sequence[Row], at: Span) -> str:
    """The id of the shortest statement that some words stand in, or nothing: what is said in it is said by its speaker."""
    over = [r for r in rows if r.layer == "statement" and r.state != "rejected" and r.fact.span.start <= at.start and at.end <= r.fact.span.end]
    return min(over, key=lambda r: r.fact.span.end - r.fact.span.start).id if over else ""


def _beside(rows: Sequence[Row], at: Span | None, text: str) -> str:
    """The id of the number that stands in one sentence with some words, where it is the only one there; nothing where there are several."""
    if at is None:
        return ""
    start = max(text.rfind(c, 0, at.start) for c in _ENDS) + 1
    end = min((k for k in (text.find(c, at.end) for c in _ENDS) if k >= 0), default=len(text))
    near = [r.id for r in rows if r.layer == "quantity" and r.state != "rejected" and start <= r.fact.span.start and r.fact.span.end <= end]
    return near[0] if len(near) == 1 else ""


def _with(values: Sequence[str], value: str) -> tuple[str, ...]:
    return (*values, value) if value and value not in values else tuple(values)


def _short(row: Row, text: str) -> str:
    """A row in a few words, for a choice."""
    said = " ".join(row.fact.span.quote(text).split())
    name = getattr(row.fact, "name", None) or getattr(getattr(row.fact, "speaker", None), "name", None)
    words = said if len(said) <= 40 else said[:39] + "…"
    return f"{name} · {words}" if name and name != words else words


def values(layer: Layer, asked: Sequence[Field], form: Mapping[str, str], several: Sequence[str], fact: Fact | None, text: str) -> dict[str, Any]:
    """What a form says, as values of a decision (`isnad.store.decide`); only what differs from what stood in it.

    Args:
        layer: the layer.
        asked: the fields as they were shown.
        form: what was sent.
        several: what was ticked of a field that takes several.
        fact: what the row said, or None for one that is added.
        text: the report's text.

    Raises:
        UsageError: something written is no value (`decide.value`).
    """
    out: dict[str, Any] = {}
    for f in asked:
        if f.form == "several":
            if sorted(several) != sorted(f.value.split()) if fact is not None else several:
                out[f.name] = list(several)
            continue
        sent = form.get(f.name, "" if f.form == "yes" else f.value).strip()
        if sent == f.value.strip() and fact is not None:
            continue
        if f.name == "type":
            kind, _, mode = sent.partition("/")
            out["type"], out["mode"] = kind, mode or None
        elif f.form == "yes":
            out[f.name] = bool(sent)
        elif f.form == "span":
            if sent or f.needed:
                out[f.name] = list(_span(sent, f.name))
            elif fact is not None:
                out[f.name] = None
        elif f.form == "names":
            found = [_name(n, fact, f.name, form.get(f"{f.name}-words", ""), text) for n in _SPLIT.split(sent) if n]
            if f.name == "speaker":
                if not found:
                    raise UsageError("decide.value", "a statement needs a speaker", remedy="name one")
                out[f.name] = found[0]
            else:
                out[f.name] = found
        elif f.form == "number":
            out[f.name] = _number(sent, f.name)
        else:
            out[f.name] = sent or None
    if fact is None:
        return {k: v for k, v in out.items() if v is not None}
    return out


def span_of(text: str) -> Span | None:
    """A span as forms write it, `12-40`; None where it is none."""
    found = _SPAN.fullmatch(text.strip())
    return Span(int(found[1]), int(found[2])) if found else None


def _span(sent: str, name: str) -> Span:
    found = span_of(sent)
    if found is None:
        raise UsageError("decide.value", f"{name}: {sent!r} is no span", remedy="select the words, or write START-END in code points")
    return found


def _number(sent: str, name: str) -> float | None:
    if not sent:
        return None
    try:
        return float(sent.replace("،", "").replace(",", "").replace("٫", "."))
    except ValueError:
        raise UsageError("decide.value", f"{name}: {sent!r} is no number", remedy="write digits") from None


def _name(name: str, fact: Fact | None, field: str, words: str, text: str) -> dict[str, Any]:
    """A name that was written: one that stood there keeps its words; another is called by its own name where the authority knows it."""
    before = getattr(fact, field, ()) if fact is not None else ()
    for known in (before,) if isinstance(before, Name) else before:
        if known.name == name:
            return {k: v for k, v in json.loads(json.dumps(encode(known))).items() if k != "surface"}
    span = span_of(words)
    at = list(span) if span is not None else None
    return {"name": own_name(name), "span": at} if at and own_name(name) in (own_name(text[at[0] : at[1]]), name) else {"name": own_name(name)}
