"""What waits is put in order, what is done is known, and the decisions are counted rightly."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.model.linked import ClaimRef
from isnad.resolve.review import Candidate, Learnt, Stake, agreed, done, kappa, learn, measure, progress, queue, share, stakes, waiting
from isnad.resolve.reviewed import measures_of, queue_of
from isnad.store.contracts import CaseInfo, Row
from isnad.store.decide import add, ask_readers, decide, undo
from isnad.store.doubt import DOUBTED, doubt, signs, trust
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store import made

NOTHING = Learnt({}, {})


@pytest.fixture
def case(tmp_path: Path) -> Iterator[SqliteCase]:
    with SqliteStore().create(tmp_path / "a.isnad", CaseInfo("Case", "Who?", made.NOW, "isnad/test")) as store:
        for name in ("a", "b", "c"):
            report = made.report(name, f"{made.TEXT} {name}")
            store.add(report, report.text.encode())
            reading = made.reading(report)
            if name == "b":
                bare = dataclasses.replace(reading.claims[0], actor=(), recipient=(), time=None, place=None)
                reading = dataclasses.replace(reading, claims=(bare,))
            store.put_reading(reading, "f")
        yield store


def claims(case: SqliteCase) -> list[Row]:
    return [r for i in case.report_ids() for r in case.rows(i) if r.layer == "claim"]


def say(case: SqliteCase, row: Row, verdict: str, who: str = "Rim", when: str = made.NOW, **more: object) -> str:
    return decide(case, row.id, verdict, who=who, when=when, **more).id  # type: ignore[arg-type]


def test_what_is_least_certain_comes_first(case: SqliteCase) -> None:
    items = queue_of(case).items
    assert case.report(items[0].report).name == "b"
    assert [i.report for i in items[1:]] == sorted(i.report for i in items[1:])
    assert set(items[0].why) == {"no-party", "no-time", "no-place"}
    assert items[0].score > items[1].score
    found = queue_of(case, layers=DOUBTED)
    assert found.waiting == 3 * 6
    assert found.progress["claim"] == (3, 0, 0)
    assert len(queue_of(case, layers=DOUBTED, offset=15, most=20).items) == 3
    assert {i.report for i in queue_of(case, report=case.report_ids()[1], layers=DOUBTED).items} == {case.report_ids()[1]}


def test_a_rule_that_was_often_wrong_is_trusted_less(case: SqliteCase) -> None:
    a, b, c = claims(case)
    before = {i.id: i.trust for i in queue_of(case).items}
    for row in (a, b):
        say(case, row, "reject")
    (item,) = queue_of(case).items
    assert (item.id, item.trust < before[c.id], "rule" in item.why) == (c.id, True, True)
    assert learn(claims(case)).rule("claim", "claim") < 0.6
    assert learn(claims(case)).rule("claim", "another") == learn(claims(case)).layer("claim")


def test_two_readers(case: SqliteCase) -> None:
    ask_readers(case, 2, who="Rim", when=made.NOW)
    assert case.judgements()[0].value == "readers=2"
    a, b, c = claims(case)
    say(case, a, "accept")
    assert {i.id for i in queue_of(case, who="Rim").items} == {b.id, c.id}
    items = queue_of(case, who="Sami").items
    assert (items[0].id, items[0].why) == (a.id, ("second",))
    assert queue_of(case, who="Sami").waiting == 3
    say(case, a, "reject", who="Sami", seen=a.seen)
    assert queue_of(case, who="Rim").items[0].why == queue_of(case).items[0].why == ("disagree",)
    say(case, a, "reject", when="2025-01-01T00:00:00Z")
    row = claims(case)[0]
    assert (agreed(row), done(row, 2), waiting(row, 2)) == (True, True, None)
    assert {i.id for i in queue_of(case, who="Rim").items} == {b.id, c.id}
    j = say(case, b, "change", values={"mode": "aerial"})
    assert not done(claims(case)[1], 2)
    say(case, b, "accept", who="Sami", seen=claims(case)[1].seen)  # sees what Rim made of it
    assert done(claims(case)[1], 2)
    say(case, c, "change", values={"mode": "aerial"})
    say(case, c, "accept", who="Sami", seen=c.seen)  # has not seen it
    assert (agreed(claims(case)[2]), waiting(claims(case)[2], 2)) == (False, "disagree")
    say(case, claims(case)[2], "change", who="Sami", when="2025-01-01T00:00:00Z", values={"mode": "aerial"})
    assert done(claims(case)[2], 2)
    undo(case, j, who="Rim", when=made.NOW)
    assert queue_of(case).progress["claim"] == (3, 3, 2)


def test_what_is_read_otherwise_since_waits_again(case: SqliteCase) -> None:
    a = claims(case)[0]
    say(case, a, "accept")
    assert len(queue_of(case).items) == 2
    report = case.report(a.report)
    case.put_reading(made.reading(report, occurred=False), "g")
    top = queue_of(case).items[0]
    assert (top.report, top.why) == (a.report, ("moved",))
    assert measures_of(case)[0].moved == 1
    say(case, claims(case)[0], "accept", when="2025-01-01T00:00:00Z")
    assert len(queue_of(case).items) == 2
    assert measures_of(case)[0].accepted == 1


def test_precision_recall_and_agreement(case: SqliteCase) -> None:
    a, b, c = claims(case)
    say(case, a, "accept")
    say(case, b, "reject")
    say(case, c, "change", values={"mode": "aerial", "actor": ["X"]})
    j = add(case, a.report, "claim", (0, 3), {"type": "AID"}, who="Rim", when=made.NOW)
    m = measures_of(case)[0]
    assert (m.layer, m.accepted, m.changed, m.rejected, m.added) == ("claim", 1, 1, 1, 1)
    assert (m.precision.hits, m.precision.total, m.found.hits, m.recall.hits, m.recall.total) == (1, 3, 2, 2, 3)
    assert dict(m.fields) == {"mode": 1, "actor": 1}
    assert (m.kappa, m.said) == (None, [])
    undo(case, j.id, who="Rim", when=made.NOW)
    assert measures_of(case)[0].added == 0
    for row, verdict in ((a, "accept"), (b, "accept"), (c, "reject")):
        say(case, row, verdict, who="Sami")
    m = measures_of(case)[0]
    assert sorted(m.said) == [("accept", "accept"), ("change", "reject"), ("reject", "accept")]
    assert m.kappa == pytest.approx((1 / 3 - (1 / 9 * 2 + 1 / 9)) / (1 - (1 / 9 * 2 + 1 / 9)), abs=1e-3)


def test_what_would_move_a_conclusion_most_comes_first() -> None:
    events = [("one", [ClaimRef("a", 0)]), ("two", [ClaimRef("a", 1), ClaimRef("b", 0)]), ("three", [ClaimRef(r, 9) for r in "abc"])]
    lines = {"one": ([["a"]], []), "two": ([["a"], ["b"]], []), "three": ([["a"], ["b"]], [["c"]])}
    found = stakes(events, lines, [[ClaimRef("a", 1), ClaimRef("b", 0)]])
    assert found[ClaimRef("a", 0)] == Stake(2.0, ("one-claim",), "one")
    assert found[ClaimRef("a", 1)].why == ("line", "contradiction")
    assert found[ClaimRef("c", 9)].why == ("denial",)
    assert found[ClaimRef("a", 1)].weight > found[ClaimRef("a", 9)].weight
    several = stakes([("one", [ClaimRef("a", n) for n in range(2)])], {"one": ([["a"]], [])}, [])
    assert several == {}  # another claim of the report keeps the line
    hung = {"p": found[ClaimRef("a", 9)], "q": found[ClaimRef("a", 1)], "n": None}
    order = queue([Candidate(i, "r", "claim", "x", (), 1.0, s) for i, s in hung.items()], [], NOTHING, order="stake")
    assert [i.id for i in order] == ["q", "p"]


def test_what_hangs_on_a_claim_of_a_case(case: SqliteCase) -> None:
    a, b = (case.report(i) for i in case.report_ids()[:2])
    assert queue_of(case, order="stake").items == ()
    case.put_linked(made.linked(a, b), "g")
    case.put_assessments(made.assessments(a, b), "g")
    items = queue_of(case, order="stake").items
    assert {i.report for i in items} == {a.id, b.id}
    assert all(i.event == "e-1" and "contradiction" in i.why for i in items)
    assert "contradiction" in next(i for i in queue_of(case).items if i.report == a.id).why
    say(case, claims(case)[0], "accept")
    assert [i.report for i in queue_of(case, order="stake").items] == [b.id]


def test_signs_of_doubt() -> None:
    by_rule: dict[str, Any] = {"made": {"rule": "ar.claim.verb", "entries": []}}
    inferred: dict[str, Any] = {"made": {"rule": "ar.claim.verb", "entries": ["claim.role.other-side"]}}
    claim = {"actor": [1], "recipient": [], "time": None, "place": 0, "status": "planned", "occurred": False}
    assert signs("claim", inferred | claim) == ("inferred-party", "no-time", "not-real", "no-event")
    assert signs("place", by_rule | {"lat": None, "kind": "region", "others": ["a", "b"]}) == ("two-places",)
    assert signs("time", by_rule | {"edtf": "2014-XX", "reference": None}) == ("vague-time",)
    learned = {"made": {"rule": "learned.claim", "entries": ["learned.doubts"]}}
    assert signs("time", learned | {"edtf": "2014", "reference": None}) == ("one-reader", "readers-differ")
    overruled = {"made": {"rule": "ar.claim.verb", "entries": ["learned.overruled"]}}
    assert signs("time", overruled | {"edtf": "2014", "reference": None}) == ("readers-differ",)
    assert (doubt("link", {}), trust(())) == (None, 1.0)


def test_shares_and_agreement() -> None:
    assert (share(0, 0).value, share(0, 0).low) == (None, None)
    half = share(5, 10)
    assert half.value == 0.5
    assert half.low == pytest.approx(0.2366, abs=1e-3)
    assert half.high == pytest.approx(0.7634, abs=1e-3)
    assert kappa([]) is None
    assert kappa([("accept", "accept")] * 3) is None
    assert kappa([("accept", "accept"), ("reject", "reject")]) == 1
    assert kappa([("accept", "reject"), ("reject", "accept")]) == -1
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(table) == 0.4  # the textbook's example


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share(a: int, b: int) -> None:
    s = share(min(a, b), max(a, b))
    if s.value is not None and s.low is not None and s.high is not None:
        assert 0 <= s.low <= s.value <= s.high <= 1


def test_progress_and_measures_of_nothing() -> None:
    assert progress([], {"claim": 4}, 1)["claim"] == (4, 0, 0)
    assert all(m.decided == 0 and m.precision.value is None for m in measure([]))
