"""Decisions are laid over what was read, and taken off again, without a trace."""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.model.judgement import Judgement, judgement_from, standing
from isnad.model.linked import Anchor, ClaimRef
from isnad.model.records import Claim, Mention, PlaceMention, Statement
from isnad.model.span import Span
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store import made


def judged(target: str, verdict: str, value: str | None, when: str = made.NOW, **more: object) -> Judgement:
    return Judgement(target, verdict, value, "me", when, "why", **more)  # type: ignore[arg-type]


def merge(*names: str, into: str, entity: str | None = None) -> Judgement:
    return judged(into, "merge", into, names=names, entity=entity)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[SqliteCase]:
    with SqliteStore().create(tmp_path / "a.isnad", CaseInfo("Case", "Who?", made.NOW, "isnad/test")) as store:
        for name in ("a", "b"):
            report = made.report(name, f"{made.TEXT} {name}")
            store.add(report, report.text.encode())
            store.put_reading(made.reading(report), "f")
        yield store


def actors(case: SqliteCase) -> list[list[str]]:
    return [[n.name for n in f.fact.actor] for f in case.facts("claim") if isinstance(f.fact, Claim)]


def test_a_merged_name_is_new_everywhere_and_old_where_it_was_read(case: SqliteCase) -> None:
    before, digest = list(case.items()), case.digest()
    ids = [f.id for layer in ("claim", "statement", "mention") for f in case.facts(layer)]
    j = merge("Syrian government", "spokesman of the town", "Agency", "Syrian army", into="X", entity="actor:x")
    case.judge(j)
    for _, reading in case.items():
        (claim,), (statement,), (mention,) = reading.claims, reading.statements, reading.mentions
        assert [(n.name, n.entity) for n in claim.actor] == [("X", "actor:x")]
        assert (statement.speaker.name, [v.name for v in statement.via]) == ("X", ["X"])
        assert (mention.name, mention.party) == ("X", "X")
        assert all(j.id in made_of.entries for made_of in (claim.made, statement.made, mention.made))
    assert ids == [f.id for layer in ("claim", "statement", "mention") for f in case.facts(layer)]
    assert [r for r, _ in before] == case.reports()
    assert [case.reading(r.id, judged=False) for r, _ in before] == [reading for _, reading in before]
    assert case.digest() != digest
    case.judge(judged(j.id, "undo", None))
    assert list(case.items()) == before
    assert case.digest() == digest


def test_two_parties_that_have_become_one_are_one(case: SqliteCase) -> None:
    report = case.reports()[0]
    reading = made.reading(report)
    claim = dataclasses.replace(reading.claims[0], actor=(*reading.claims[0].actor, *reading.claims[0].recipient))
    case.put_reading(dataclasses.replace(reading, claims=(claim,)), "g")
    case.judge(merge("Syrian government", "civilians", into="civilians"))
    assert actors(case)[0] == ["civilians"]


def test_a_split_holds_where_it_says(case: SqliteCase) -> None:
    a, b = case.report_ids()
    case.judge(judged("Syrian government", "split", "Other", names=("Syrian government",), anchors=(Anchor(a, Span(0, 500)),)))
    assert actors(case) == [["Other"], ["Syrian government"]]
    case.judge(judged("Syrian government", "split", None, names=("Syrian government",), anchors=(Anchor(b, made.at(made.TEXT, "قصف")),)))
    assert actors(case) == [["Other"], []]
    parties = [f.fact.party for f in case.facts("mention") if isinstance(f.fact, Mention)]
    assert parties == ["Other", "Syrian government"]  # "no party" is said of a claim, not of the words


def test_decisions_hold_in_their_order(case: SqliteCase) -> None:
    case.judge(merge("Syrian government", into="X"))
    case.judge(merge("X", into="Y"))
    case.judge(merge("Syrian government", into="Z"))  # there is no such name any more
    assert actors(case) == [["Y"], ["Y"]]


def test_a_place_is_put_on_the_map(case: SqliteCase) -> None:
    case.judge(judged("the village", "place", "Kafr", names=("the village",), lat=35.5, lon=36.5))
    places = [f.fact for f in case.facts("place") if isinstance(f.fact, PlaceMention)]
    assert {(p.name, p.lat, p.lon, p.country) for p in places} == {("Kafr", 35.5, 36.5, "SY")}


def test_a_decision_outlives_newer_readings(case: SqliteCase) -> None:
    case.judge(merge("Syrian government", into="X"))
    for report in case.reports():
        newer = made.reading(report, occurred=False)
        moved = dataclasses.replace(newer.claims[0], made=made.made("newer-rule", report.text, "قصف"))
        case.put_reading(dataclasses.replace(newer, claims=(moved,)), "g")
    assert actors(case) == [["X"], ["X"]]


def test_undoing_an_undoing_brings_back(case: SqliteCase) -> None:
    j = merge("Syrian government", into="X")
    undo = judged(j.id, "undo", None)
    assert standing([j, undo]) == []
    assert standing([j, undo, judged(undo.id, "undo", None, "2025-01-01T00:00:00Z")]) == [j]
    assert standing([j, undo, j]) == [j]  # decided again after it was undone


def test_pairs_of_claims_are_found_again_by_their_words(case: SqliteCase) -> None:
    a, b = case.report_ids()
    spot = made.at(made.TEXT, "قصف")
    case.judge(judged("c-1", "different", "c-2", anchors=(Anchor(a, spot),), others=(Anchor(b, spot),)))
    (bond,) = case.bonds()
    assert (bond.left, bond.right, bond.same) == (min(ClaimRef(a, 0), ClaimRef(b, 0)), max(ClaimRef(a, 0), ClaimRef(b, 0)), False)
    case.judge(judged("c-2", "same", "c-1", anchors=(Anchor(b, spot),), others=(Anchor(a, spot),)))
    assert [x.same for x in case.bonds()] == [True]
    case.judge(judged("c-1", "unsure", "c-2", anchors=(Anchor(a, spot),), others=(Anchor(b, spot),)))
    assert case.bonds() == []


def test_a_judgement_of_the_first_version_can_still_be_read() -> None:
    old = {"target": "c-1", "verdict": "note", "value": None, "who": "me", "when": made.NOW, "why": "why"}
    assert judgement_from(dict(old)) == Judgement("c-1", "note", None, "me", made.NOW, "why")


def _decide(path: Path, name: str) -> None:
    with SqliteStore().write(path) as case:
        for n in range(10):
            case.judge(merge("nobody", into=f"{name} {n}"))


def test_two_processes_decide_at_once_and_nothing_is_lost(case: SqliteCase) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_decide, args=(case.path, name)) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [w.exitcode for w in workers] == [0, 0]
    assert {j.value for j in case.judgements()} == {f"{name} {n}" for name in ("one", "two") for n in range(10)}
    case.judge(merge("Syrian government", into="X"))
    assert actors(case) == [["X"], ["X"]]


def test_an_open_view_sees_what_another_has_decided(case: SqliteCase) -> None:
    with SqliteStore().view(case.path) as view:
        assert {s.fact.speaker.name for s in view.facts("statement") if isinstance(s.fact, Statement)} == {"spokesman of the town"}
        case.judge(merge("spokesman of the town", into="X"))
        assert {s.fact.speaker.name for s in view.facts("statement") if isinstance(s.fact, Statement)} == {"X"}
