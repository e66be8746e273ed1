"""Frozen records ↔ plain JSON values, strictly: what decodes is equal to what was encoded, or there is an error.

A coder is compiled once a type from its annotations. Records become objects with every field named, tuples become lists, a
:class:`~isnad.model.span.Span` becomes `[start, end]`. An `int` may stand where a `float` is declared and stays an `int`.
"""

from __future__ import annotations

import dataclasses
import json
import math
import operator
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from isnad.model.span import Span

T = TypeVar("T")
Coder = Callable[[Any], Any]


class CodecError(ValueError):
    """A value does not fit the record it is read into, or a record does not fit its own annotations."""


def encode(record: Any) -> Any:
    """A record as plain JSON values.

    Raises:
        CodecError: a field holds something its annotation does not allow.
    """
    return _coders(type(record))[0](record)


def decode(kind: type[T], value: Any) -> T:
    """The record of type `kind` that plain JSON values stand for.

    A field whose metadata say `added` may be missing, so that what an earlier version kept can still be read.

    Raises:
        CodecError: another field is missing, or one is unknown or of the wrong type.
    """
    result: T = _coders(kind)[1](value)
    return result


def dumps(record: Any) -> str:
    """A record as one line of JSON."""
    return packed(encode(record))


# Made once: `json.dumps` with options makes an encoder a call. What a coder gives holds itself nowhere.
packed = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode


def loads(kind: type[T], text: str) -> T:
    """The record of type `kind` that a line of JSON stands for.

    Raises:
        CodecError: the line is no JSON, or does not fit.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise CodecError(f"no JSON: {error}") from None
    return decode(kind, value)


_COMPILED: dict[Any, tuple[Coder, Coder]] = {}


def _coders(kind: Any) -> tuple[Coder, Coder]:
    """Encoder and decoder of a declared type."""
    found = _COMPILED.get(kind)
    if found is None:
        found = _COMPILED[kind] = _compile(kind)
    return found


def _compile(kind: Any) -> tuple[Coder, Coder]:
    if kind is Span:
        return _encode_span, _decode_span
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return _literal(frozenset(arguments))
    if origin in (typing.Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _sequence(arguments[0]) if arguments[1:] == (...,) else _fixed(arguments)
    if kind in (str, int, bool, float, type(None)):
        return _plain(kind)
    raise TypeError(f"no coder for {kind!r}")


def _plain(kind: type, *others: type) -> tuple[Coder, Coder]:
    accepted = (float, int, *others) if kind is float else (kind, *others)

    def check(value: Any) -> Any:
        if type(value) not in accepted or (type(value) is float and not math.isfinite(value)):
            raise CodecError(f"{kind.__name__} expected, got {value!r:.60}")
        return value

    return check, check


def _literal(allowed: frozenset[Any]) -> tuple[Coder, Coder]:
    def check(value: Any) -> Any:
        if not isinstance(value, (str, int, type(None))) or value not in allowed:
            raise CodecError(f"one of {sorted(map(str, allowed))} expected, got {value!r:.60}")
        return value

    return check, check


def _union(arguments: tuple[Any, ...]) -> tuple[Coder, Coder]:
    """`X | None`, or plain types and literals side by side."""
    rest = tuple(a for a in arguments if a is not type(None))
    optional = len(rest) < len(arguments)
    coders = [_coders(a) for a in rest]
    if len(coders) == 1 and optional and rest[0] in (str, int, bool):
        return _plain(rest[0], type(None))
    if len(coders) == 1 and optional:
        inner_encode, inner_decode = coders[0]
        return (lambda v: None if v is None else inner_encode(v)), (lambda v: None if v is None else inner_decode(v))

    def side(which: int) -> Coder:
        def code(value: Any) -> Any:
            if value is None and optional:
                return None
            for pair in coders:
                try:
                    return pair[which](value)
                except CodecError:
                    continue
            raise CodecError(f"nothing of {arguments!r} fits {value!r:.60}")

        return code

    return side(0), side(1)


def _sequence(item: Any) -> tuple[Coder, Coder]:
    inner_encode, inner_decode = _coders(item)

    def enc(value: Any) -> list[Any]:
        if type(value) is not tuple:
            raise CodecError(f"tuple expected, got {type(value).__name__}")
        return [inner_encode(v) for v in value]

    def dec(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise CodecError(f"list expected, got {type(value).__name__}")
        return tuple([inner_decode(v) for v in value])

    return enc, dec


def _fixed(items: tuple[Any, ...]) -> tuple[Coder, Coder]:
    coders = [_coders(i) for i in items]

    def enc(value: Any) -> list[Any]:
        if type(value) is not tuple or len(value) != len(coders):
            raise CodecError(f"tuple of {len(coders)} expected, got {value!r:.60}")
        return [c[0](v) for c, v in zip(coders, value, strict=True)]

    def dec(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(coders):
            raise CodecError(f"list of {len(coders)} expected, got {value!r:.60}")
        return tuple([c[1](v) for c, v in zip(coders, value, strict=True)])

    return enc, dec


def _record(kind: type) -> tuple[Coder, Coder]:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)]
    encoders = [(n, _coders(hints[n])[0]) for n in names]
    decoders = [(n, _coders(hints[n])[1]) for n in names]
    get = operator.attrgetter(*names) if len(names) > 1 else None
    to_plain = [c for _, c in encoders]
    expected = frozenset(names)
    fallback = {f.name: f.default for f in dataclasses.fields(kind) if f.metadata.get("added")}

    def enc(record: Any) -> dict[str, Any]:
        if type(record) is not kind:
            raise CodecError(f"{kind.__name__} expected, got {type(record).__name__}")
        name = ""
        try:
            if get is not None:
                return dict(zip(names, [code(v) for code, v in zip(to_plain, get(record), strict=True)], strict=True))
        except CodecError:
            pass  # found again below, with the name of the field
        try:
            out = {}
            for name, coder in encoders:
                out[name] = coder(getattr(record, name))
            return out
        except CodecError as error:
            raise CodecError(f"{kind.__name__}.{name}: {error}") from None

    def dec(value: Any) -> Any:
        if type(value) is not dict:
            raise CodecError(f"{kind.__name__}: object expected, got {type(value).__name__}")
        if value.keys() == expected:
            try:
                return kind(*[code(value[n]) for n, code in decoders])
            except CodecError:
                pass  # found again below, with the name of the field
        elif odd := sorted(str(k) for k in value.keys() ^ expected if k not in fallback or k in value):
            raise CodecError(f"{kind.__name__}: fields missing or unknown: {', '.join(odd)}")
        name = ""
        try:
            arguments = []
            for name, coder in decoders:
                arguments.append(coder(value[name]) if name in value else fallback[name])
            return kind(*arguments)
        except CodecError as error:
            raise CodecError(f"{kind.__name__}.{name}: {error}") from None

    return enc, dec


def _encode_span(span: Any) -> list[int]:
    if type(span) is not Span:
        raise CodecError(f"Span expected, got {type(span).__name__}")
    return _bounds(span.start, span.end)


def _decode_span(value: Any) -> Span:
    if type(value) is list and len(value) == 2:
        start, end = value
        if type(start) is int and type(end) is int and 0 <= start <= end:
            return Span(start, end)
    if type(value) is not list or len(value) != 2:
        raise CodecError(f"[start, end] expected, got {value!r:.60}")
    return Span(*_bounds(value[0], value[1]))


def _bounds(start: Any, end: Any) -> list[int]:
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise CodecError(f"0 <= start <= end expected, got [{start!r}, {end!r}]")
    return [start, end]
