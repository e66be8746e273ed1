"""A report that comes to a linked case changes only what it touches, and what it changes is what full linking finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from isnad import pipeline
from isnad.link import grow
from isnad.link.echo import COPY
from isnad.link.linker import prepare
from isnad.model.linked import Linked
from isnad.model.records import Reading
from isnad.settings import Settings
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.link.gold import report
from tests.link.made import World, world

HERE = Settings(processes=1)
LATER = ("g2-denial", "g9-other", "g4-update", "g11-copy", "g21-english", "g7-same")


def put(case: SqliteCase, w: World, name: str) -> str:
    report, reading = next(x for x in w.items if x[0].name == name)
    case.add(report, f"{report.name}\n{report.text}".encode())
    case.put_reading(reading, "by hand")
    return report.id


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SqliteCase, World, list[str]]]:
    """A linked case of thirty happenings, and the names of reports that come later."""
    monkeypatch.setattr(grow, "SMALL", 20)
    monkeypatch.setattr(grow, "GROWTH", 2.0)
    w = world(30, seed=5)
    there = [r.name for r, _ in w.items]
    later = [n for n in LATER if n in there] + [n for n in there if n.endswith("-other")][:2]
    with SqliteStore().create(tmp_path / "c.isnad", CaseInfo("c", "", "", "")) as case:
        for name in there:
            if name not in later:
                put(case, w, name)
        assert pipeline.relink(case, HERE)
        yield case, w, list(dict.fromkeys(later))


def told(case: SqliteCase) -> dict[str, Any]:
    linked: Linked = case.linked()
    return {
        "events": {e.id: e for e in linked.events}, "echoes": {(e.made.rule, frozenset(e.reports)) for e in linked.echoes},
        "contradictions": {(c.aspect, c.claims, c.event) for c in linked.contradictions},
        "grades": {a.event: (a.grade, a.lines, a.against) for a in case.assessments()},
    }  # fmt: skip


def test_what_comes_later_stands_as_if_linked_with_all(grown: tuple[SqliteCase, World, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    case, w, later = grown
    assert len(later) > 3
    in_full = prepare
    monkeypatch.setattr(pipeline, "prepare", None)  # full linking would fail
    for name in later:
        put(case, w, name)
        assert pipeline.relink(case, HERE)
    assert not pipeline.relink(case, HERE)
    bit_by_bit = told(case)
    monkeypatch.setattr(pipeline, "prepare", in_full)
    assert pipeline.relink(case, HERE, again=True)
    full = told(case)
    for e in full["events"].values():
        assert bit_by_bit["events"][e.id].claims == e.claims
        assert bit_by_bit["events"][e.id].name == e.name
    for what in ("contradictions", "grades"):
        assert bit_by_bit[what] == full[what], what
    copied = [{reports for rule, reports in x["echoes"] if rule == COPY} for x in (bit_by_bit, full)]
    assert {e for e in bit_by_bit["echoes"] if e[0] != COPY} == {e for e in full["echoes"] if e[0] != COPY}
    assert all(any(group <= wider for wider in copied[0]) for group in copied[1])  # among a few, text that many share is looked at more closely


def test_only_what_is_touched_changes(grown: tuple[SqliteCase, World, list[str]]) -> None:
    case, w, later = grown
    before = told(case)
    new = put(case, w, later[0])
    group = later[0].partition("-")[0]
    pipeline.relink(case, HERE)
    after = told(case)
    names = {r.id: r.name for r in case.reports()}
    for e in before["events"].values():
        if not any(names[c.report].startswith(f"{group}-") for c in e.claims):
            assert after["events"][e.id] == e
            assert after["grades"][e.id] == before["grades"][e.id]
    assert any(c.report == new for e in after["events"].values() for c in e.claims)
    assert sum(len(e.claims) for e in after["events"].values()) == sum(len(e.claims) for e in before["events"].values()) + 1
    order = [(e.time or "~", e.id) for e in case.linked().events]
    assert order == sorted(order)
    assert [a.event for a in case.assessments()] == [e.id for e in case.linked().events]


def test_what_rests_on_other_readings_rules_or_decisions_is_linked_in_full(grown: tuple[SqliteCase, World, list[str]]) -> None:
    from dataclasses import replace

    case, w, later = grown
    assert case.index(["ids", "base", "stock"]).keys() == {"ids", "base", "stock"}
    report, reading = next(x for x in w.items if x[0].name == "g0-base")
    case.put_reading(replace(reading, claims=()), "by another hand")
    assert case.index(["ids"]) == {}  # its links are gone, and what was kept of them
    put(case, w, later[0])
    assert pipeline.relink(case, HERE)
    assert len(case.linked().events) > 20
    case.remove(report.id)
    assert case.index(["ids"]) == {}


def test_many_new_reports_or_a_small_case_are_linked_in_full(grown: tuple[SqliteCase, World, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    case, w, later = grown
    put(case, w, later[0])
    monkeypatch.setattr(grow, "GROWTH", 1.0)
    calls: list[str] = []
    monkeypatch.setattr(grow, "grow", lambda *a, **k: calls.append("grow"))
    assert pipeline.relink(case, HERE)
    assert calls == []


def test_a_report_that_tells_nothing_changes_nothing(grown: tuple[SqliteCase, World, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    case, _, _ = grown
    before = told(case)
    monkeypatch.setattr(pipeline, "prepare", None)
    empty = report("empty", "Lines of a poem, and nothing else.", lang="en")
    case.add(empty, b"empty\nLines of a poem, and nothing else.")
    case.put_reading(Reading(empty.id, "hand"), "by hand")
    assert pipeline.relink(case, HERE)
    assert told(case) == before
    assert not pipeline.relink(case, HERE)
