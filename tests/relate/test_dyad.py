from __future__ import annotations

from dataclasses import replace

import pytest

from isnad.model.linked import Dyad
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.relate.dyad import dyad
from isnad.weigh.assess import assess
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def pair(*items: Item, by: str = "month") -> Dyad:
    result = linked(*items)
    return dyad(ARMY, GROUP, result, assess(result, items), items, by)  # type: ignore[arg-type]


def one(name: str, who: str, tell: Tell, text: str) -> Item:
    says = (Say(who, "said", text.removeprefix(f"{who} said "), who),)
    return told(name, text, replace(tell, said=0), says=says, outlet=f"Outlet {name}")


def fall(name: str, who: str) -> Item:
    took = Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05-20")
    return one(name, who, took, f"{who} said the group took Palmyra on 20 May in the words of {name}.")


def deal(name: str, who: str, when: str | None = "2016-02") -> Item:
    agreed = Tell("agreed", "AGREE", None, (ARMY, GROUP), (ARMY, GROUP), "Raqqa", when)
    return one(name, who, agreed, f"{who} said the two agreed in Raqqa as {name} has it.")


def spared(name: str, who: str) -> Item:
    never = Tell("bomb", "ASSAULT", "aerial", (ARMY,), (GROUP,), "Sukhna", "2016-03", occurred=False)
    return one(name, who, never, f"{who} said planes did not bomb Sukhna in March, {name} adds.")


def test_points_are_conflict_cooperation_and_avoidance() -> None:
    d = pair(fall("a", "One Council"), deal("b", "Two Council"), spared("c", "Three Council"))
    assert [(p.kind, p.actor, p.score, p.lines) for p in d.points] == [
        ("conflict", "b", -10.0, 1), ("cooperation", "both", 6.0, 1), ("avoidance", "a", 3.0, 1),
    ]  # fmt: skip
    assert [p.period for p in d.periods] == ["2015-05", "2016-02", "2016-03"]
    assert d.score == pytest.approx((-10 + 6 + 3) / 3, abs=1e-3)


def test_who_fights_beside_a_party_is_not_in_its_picture() -> None:
    def struck(name: str, who: str, place: str) -> Item:
        tell = Tell("struck", "ASSAULT", None, (who,), (GROUP,), place, "2017-08")
        return one(name, f"{name} Council", tell, f"{name} Council said they struck {place} as {name} adds.")

    army, fellow = struck("a", "Syrian army", "Palmyra"), struck("b", "Hezbollah", "Raqqa")
    assert [p.place for p in pair(army, fellow).points] == ["Palmyra"]
    result = linked(army, fellow)
    assert [p.place for p in dyad("Hezbollah", GROUP, result, assess(result, (army, fellow)), (army, fellow), "month").points] == ["Raqqa"]


def test_letting_pass_is_avoidance() -> None:
    passed = Tell("pass", "RETREAT", "access", (ARMY,), (GROUP,), "Sukhna", "2017-10")
    d = pair(one("a", "One Council", passed, "One Council said the army let a convoy pass Sukhna."))
    assert [(p.kind, p.score) for p in d.points] == [("avoidance", 5.0)]


def test_weight_is_by_independent_lines_and_echo_moves_nothing() -> None:
    base = (fall("a", "One Council"), deal("b", "Two Council"))
    echoed = (*base, deal("b2", "Two Council"), deal("b3", "Two Council"))
    assert pair(*base).score == pair(*echoed).score == pytest.approx(-2.0)
    assert [(p.period, p.score, p.weight) for p in pair(*base).periods] == [(p.period, p.score, p.weight) for p in pair(*echoed).periods]
    second = (*base, deal("c", "Three Council"))
    assert pair(*second).score == pytest.approx((-10 + 2 * 6) / 3, abs=1e-3)


def test_an_uncertain_date_is_shared_out() -> None:
    d = pair(deal("a", "One Council", "2016-01/2016-04"))
    assert [(p.period, p.weight) for p in d.periods] == [(f"2016-0{m}", 0.25) for m in (1, 2, 3, 4)]
    assert [p.period for p in pair(deal("a", "One Council", "2016-01/2016-04"), by="year").periods] == ["2016"]
    assert pair(deal("a", "One Council", None)).periods == ()
    assert pair(deal("a", "One Council", None)).score == 6.0


def test_leave_one_origin_out() -> None:
    d = pair(fall("a", "One Council"), deal("b", "Two Council"))
    assert {(f.origin, f.score, f.points) for f in d.falls} == {("One Council", 6.0, 1), ("Two Council", -10.0, 1)}


def test_resampling_is_seeded_and_spans_the_score() -> None:
    items = (fall("a", "One Council"), *(deal(f"d{i}", f"{w} Council", "2015-05") for i, w in enumerate(("Two", "Three", "Four"))))
    d = pair(*items)
    assert d == pair(*reversed(items))
    (may,) = d.periods
    assert may.low <= may.score <= may.high
    assert may.low < may.high


def test_parts_of_a_side_count_as_the_side_and_others_do_not() -> None:
    convoy = Tell("struck", "ASSAULT", "aerial", ("Russia",), (GROUP,), "Palmyra", "2016-03-01")
    d = pair(one("a", "One Council", convoy, "One Council said jets struck the group near Palmyra."))
    assert (d.points, d.periods, d.score, d.falls) == ((), (), None, ())
    army = Tell("struck", "ASSAULT", "aerial", ("Syrian army",), (GROUP,), "Palmyra", "2016-03-01")
    assert [p.actor for p in pair(one("a", "One Council", army, "One Council said jets struck the group near Palmyra.")).points] == ["a"]
