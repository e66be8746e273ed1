"""Whatever people decide and take back, in whatever order: every span holds, every reference points to its row, and undoing all gives the reading."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.errors import IsnadError
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.ids import sha256
from isnad.model.judgement import standing
from isnad.model.records import Reading
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.store.contracts import CaseInfo, Row
from isnad.store.decide import add, decide, undo
from isnad.store.fields import ADDABLE
from isnad.store.rows import spans_of
from isnad.store.sqlite import SqliteCase, SqliteStore

NOW = "2026-01-01T00:00:00Z"
TEXT = (
    "قال مصدر عسكري سوري إن الطيران الروسي قصف تدمر في 11 كانون الأول 2016 وقتل 12 مسلحا. ونفى المتحدث باسم الجيش ذلك، وقال: انسحب التنظيم من الرقة."
)
ADDED: dict[str, dict[str, Any]] = {
    "mention": {"name": "Some body"}, "time": {"edtf": "2016-12"}, "place": {"name": "Somewhere"}, "quantity": {"min": 3},
    "statement": {"speaker": "Somebody"}, "claim": {"type": "AID", "actor": ["A"]},
}  # fmt: skip
CHANGED: dict[str, list[dict[str, Any]]] = {
    "mention": [{"name": "N", "party": "P"}, {"span": [0, 3]}], "time": [{"edtf": "2014"}, {"span": [5, 9]}],
    "place": [{"lat": 1, "lon": 2}, {"span": [40, 44]}, {"name": "Q"}], "quantity": [{"min": 1, "max": 5}, {"span": [70, 72]}],
    "statement": [{"parent": None}, {"span": [30, 60]}, {"via": ["V"]}],
    "claim": [{"place": None, "quantities": []}, {"statement": None}, {"trigger": [3, 7]}, {"actor": [{"name": "A", "span": [2, 6]}]}],
}  # fmt: skip
STEP = st.tuples(st.sampled_from(["accept", "reject", "change", "add", "undo", "point"]), st.integers(0, 10**6), st.integers(0, 10**6))


@cache
def _read() -> tuple[Report, Reading]:
    report = Report("any", TEXT, sha256(TEXT.encode()), "ar", Capture("any", NOW, "test", "text/plain", "utf-8"), published="2016-12-12")
    return report, read_report(report, CompiledAuthority())


def _hold(reading: Reading) -> None:
    for layer in (reading.mentions, reading.times, reading.places, reading.quantities, reading.statements, reading.claims, reading.links):
        for fact in layer:
            for span in spans_of(fact):
                assert 0 <= span.start < span.end <= len(TEXT), (fact, span)
    for name in (n for c in reading.claims for n in (*c.actor, *c.recipient)):
        assert name.span is None or name.surface == name.span.quote(TEXT)
    for c in reading.claims:
        assert c.place is None or c.place < len(reading.places)
        assert all(q < len(reading.quantities) for q in c.quantities)
        assert c.statement is None or c.statement < len(reading.statements)
    for k, s in enumerate(reading.statements):
        seen, at = {k}, s.parent
        while at is not None:
            assert at not in seen, "statements stand in a ring"
            seen.add(at)
            at = reading.statements[at].parent
    assert all(k < len(reading.claims) for k in reading.rejected)


def _step(case: SqliteCase, report: str, what: str, x: int, y: int, n: int) -> None:
    rows = [r for r in case.rows(report) if r.layer in ADDABLE]
    row = rows[x % len(rows)]
    when = f"2026-01-01T00:{n:02}:00Z"
    if what in ("accept", "reject"):
        decide(case, row.id, what, who="A", when=when, seen=row.seen if y % 2 else None)  # type: ignore[arg-type]
    elif what == "change":
        options = CHANGED[row.layer]
        decide(case, row.id, "change", who="A", when=when, values=options[y % len(options)])
    elif what == "add":
        layer = ADDABLE[x % len(ADDABLE)]
        start = y % (len(TEXT) - 5)
        add(case, report, layer, (start, start + 1 + x % 5), ADDED[layer], who="B", when=when)
    elif what == "undo":
        log = case.judgements()
        if log:
            undo(case, log[x % len(log)].id, who="A", when=when)
    else:
        _point(case, rows, x, y, when)


def _point(case: SqliteCase, rows: list[Row], x: int, y: int, when: str) -> None:
    """Let a claim or statement point to any other row."""
    name, layer, to = [("place", "claim", "place"), ("statement", "claim", "statement"), ("parent", "statement", "statement")][x % 3]
    ours, theirs = [r for r in rows if r.layer == layer], [r for r in rows if r.layer == to]
    if ours and theirs:
        decide(case, ours[x % len(ours)].id, "change", who="A", when=when, values={name: theirs[y % len(theirs)].id})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=14))
def test_any_decisions_hold_and_can_be_taken_back(steps: list[tuple[str, int, int]]) -> None:
    report, read = _read()
    with tempfile.TemporaryDirectory() as folder, SqliteStore().create(Path(folder) / "a.isnad", CaseInfo("a", "", NOW, "test")) as case:
        case.add(report, TEXT.encode())
        case.put_reading(read, "f")
        digest = case.digest()
        places: dict[str, int] = {}
        for n, (what, x, y) in enumerate(steps):
            try:
                _step(case, report.id, what, x, y, n)
            except IsnadError as error:
                if not error.code.startswith("decide."):
                    raise
            now = case.reading(report.id)
            assert now is not None
            _hold(now)
            for r in case.rows(report.id):  # nothing that links may point to ever moves
                if r.layer == "claim" and r.position is not None:
                    assert places.setdefault(r.id, r.position) == r.position
            told = {f.id: (f.position, f.fact) for layer in ADDABLE for f in case.facts(layer)}
            assert told == {r.id: (r.position, r.fact) for r in case.rows(report.id) if r.layer in ADDABLE and r.state != "rejected"}
            events = link([(report, now)], LinkSettings()).events
            assert {c.claim for e in events for c in e.claims} == {k for k, _ in now.held()}
        assert case.reading(report.id, judged=False) == read
        again = 0
        while held := [j for j in case.judgements() if _holds(case, j.id) and j.verdict != "undo"]:
            undo(case, held[-1].id, who="A", when=f"2026-02-01T00:00:{again:02}Z")
            again += 1
        assert case.reading(report.id) == read
        assert case.digest() == digest
        assert case.lost() == []


def _holds(case: SqliteCase, judgement: str) -> bool:
    return judgement in {j.id for j in standing(case.judgements())}


def test_the_text_fills_every_layer() -> None:
    _, read = _read()
    assert all((read.mentions, read.times, read.places, read.quantities, read.statements, read.claims))
    assert Span(0, 3).quote(TEXT) == "قال"
