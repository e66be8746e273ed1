from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.model.codec import CodecError, decode, dumps, encode, loads
from isnad.model.records import Claim, Made, Quantity, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from tests.store import made


@dataclass(frozen=True)
class Inner:
    span: Span
    pair: tuple[str, Literal["a", "b"]]


@dataclass(frozen=True)
class Outer:
    name: str
    number: float
    count: int
    sure: bool
    inner: Inner | None
    many: tuple[Inner, ...]
    either: str | int | None


inners = st.builds(
    Inner,
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda p: Span(min(p), max(p))),
    st.tuples(st.text(st.characters(codec="utf-8")), st.sampled_from(["a", "b"])),
)
outers = st.builds(
    Outer, st.text(st.characters(codec="utf-8")), st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9), st.integers(), st.booleans(),
    st.none() | inners, st.lists(inners, max_size=3).map(tuple), st.none() | st.text(st.characters(codec="utf-8")) | st.integers(),
)  # fmt: skip


@given(outers)
def test_what_decodes_is_what_was_encoded(record: Outer) -> None:
    assert loads(Outer, dumps(record)) == record


def test_real_records_come_back() -> None:
    report = made.report()
    reading = made.reading(report)
    assert loads(Report, dumps(report)) == report
    assert loads(Reading, dumps(reading)) == reading
    assert encode(reading.claims[0])["trigger"] == list(reading.claims[0].trigger)


GOOD: dict[str, Any] = {"span": [1, 2], "min": 2, "max": None, "approx": False, "of": None, "made": {"rule": "r", "entries": [], "spans": []}}


@pytest.mark.parametrize(
    "change",
    [
        {"span": [2, 1]}, {"span": [-1, 1]}, {"span": [1, 2, 3]}, {"span": "12"}, {"span": [True, 2]}, {"min": "2"}, {"min": True},
        {"min": float("nan")}, {"approx": 1}, {"approx": None}, {"of": 3}, {"made": None}, {"made": {"rule": "r"}}, {"more": 1},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    assert decode(Quantity, GOOD) == Quantity(Span(1, 2), 2, None, False, None, Made("r"))
    with pytest.raises(CodecError, match="Quantity"):
        decode(Quantity, {**GOOD, **change})


def test_a_missing_field_is_named() -> None:
    with pytest.raises(CodecError, match="of"):
        decode(Quantity, {k: v for k, v in GOOD.items() if k != "of"})


def test_a_record_that_breaks_its_own_annotations_is_refused() -> None:
    with pytest.raises(CodecError, match=r"Made\.entries"):
        encode(Made("r", ["a list"]))  # type: ignore[arg-type]
    with pytest.raises(CodecError, match=r"Quantity\.span"):
        encode(Quantity((1, 2), 1, 1, False, None, Made("r")))  # type: ignore[arg-type]


def test_unknown_words_of_a_literal_are_refused() -> None:
    claim = encode(made.reading(made.report()).claims[0])
    with pytest.raises(CodecError, match=r"Claim\.type"):
        decode(Claim, {**claim, "type": "QUARREL"})


def test_no_json_is_refused() -> None:
    with pytest.raises(CodecError, match="no JSON"):
        loads(Made, "{")
