from __future__ import annotations

from dataclasses import replace
from typing import Any

from isnad.link.doubts import ONE_SIDE
from isnad.model.linked import Linked
from isnad.model.plover import EventType
from isnad.model.records import Quantity, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.build import HAND, Say, Tell, linked, told

Item = tuple[Report, Reading]
BOTH = ("Islamic State", "Syrian government")


def aspects(result: Linked) -> list[str]:
    return sorted(c.aspect for c in result.contradictions)


def quotes(result: Linked, *items: Item) -> set[frozenset[str]]:
    texts = {r.id: r.text for r, _ in items}
    return {frozenset(a.span.quote(texts[a.report]) for a in c.anchors) for c in result.contradictions}


def toll(
    name: str, killed: float, words: str, *, at_least: bool = False, who: str = "", published: str = "2016-11-08", of: str = "people killed"
) -> Item:
    says = (Say(who, "put", "the toll", who),) if who else ()
    text = f"{who} put the toll at {words} after planes struck Raqqa." if who else f"At the last count {words} after planes struck Raqqa."
    high = None if at_least else killed
    numbers = ((words, killed, high, of),)
    strike = Tell("struck", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", numbers, said=0 if who else None)
    return told(name, text, strike, says=says, published=published, outlet=name)


def test_a_deal_told_and_denied() -> None:
    a = told("a", "The two sides agreed in Douma on 19 May.", Tell("agreed", "AGREE", None, BOTH, BOTH, "Douma", "2018-05-19"))
    says = (Say("Syrian military source", "denied", "any agreement in Douma", "A military source", kind="anonymous", stance="deny", named=False),)
    denied = Tell("agreement", "AGREE", None, BOTH, BOTH, "Douma", "2018-05-19", occurred=False, status="denied-by-speaker", said=0)
    b = told("b", "A military source denied any agreement in Douma.", denied, says=says)
    result = linked(a, b)
    assert aspects(result) == ["polarity"]
    assert quotes(result, a, b) == {frozenset((a[0].text[:-1], b[0].text[:-1]))}
    assert "denied by Syrian military source" in result.contradictions[0].why


def test_two_voices_over_the_same_words() -> None:
    text = "Reports say the regime struck a deal in Douma. Its officials deny it, and Russian media affirm it."
    content = "the regime struck a deal in Douma"
    says = (
        Say("unspecified reports", "Reports say", content, kind="anonymous", named=False),
        Say("Syrian officials", "deny it", content, "Its officials", kind="anonymous", stance="deny", named=False),
        Say("Russian media", "affirm it", content, "Russian media", kind="media"),
    )
    deal = Tell("deal", "AGREE", None, BOTH, BOTH, "Douma", None, said=0)
    one = told("a", text, deal, says=says)
    result = linked(one)
    assert aspects(result) == ["polarity", "polarity"]
    assert frozenset(("Its officials deny it", "Russian media affirm it")) in quotes(result, one)


def test_a_bare_denial_speaks_of_what_was_said_before_it() -> None:
    text = "The ministry said its men took Palmyra at noon. The group called the report false."
    says = (
        Say("Syrian government", "said", "its men took Palmyra at noon", "The ministry"),
        Say("Islamic State", "called", "false", "The group", stance="deny"),
    )
    took = Tell("took", "ASSAULT", "seize-territory", ("Syrian government",), ("Islamic State",), "Palmyra", None, said=0)
    assert aspects(linked(told("a", text, took, says=says))) == ["polarity"]


def _called_false(doer: str, sufferer: str) -> Item:
    """The ministry and then the council tell of one deed; between them the group calls what the ministry said false."""
    text = "The ministry said they took Palmyra at noon. The group called the report false. The council added that they seized Palmyra."
    says = (
        Say("Syrian government", "said", "they took Palmyra at noon", "The ministry"),
        Say("Islamic State", "called", "false", "The group", stance="deny"),
        Say("Palmyra council", "added", "that they seized Palmyra", "The council"),
    )
    took = Tell("took", "ASSAULT", "seize-territory", (doer,), (sufferer,), "Palmyra", None, said=0)
    return told("a", text, took, replace(took, trigger="seized", said=2), says=says)


def test_a_bare_denial_is_of_what_was_said_before_it_and_of_the_deniers_own_deed() -> None:
    assert [c.why.split(",")[0] for c in linked(_called_false("Syrian government", "Islamic State")).contradictions] == [
        "said to have happened by Syrian government"
    ]
    assert len(linked(_called_false("Islamic State", "Syrian government")).contradictions) == 2


def test_words_of_others_that_a_denial_takes_up_deny_nothing_themselves() -> None:
    inner = "fighters left Douma"
    text = f"The agency said that what some media told, that {inner}, was baseless."
    says = (
        Say("SANA", "said", f"what some media told, that {inner}, was baseless", "The agency", stance="deny"),
        Say("media", "told", inner, "some media", kind="media", named=False),
    )
    left = Tell("left", "RETREAT", "withdraw", ("Islamic State",), (), "Douma", None, occurred=False, status="denied-by-speaker", said=1)
    result = linked(told("a", text, left, says=says))
    assert [c.why for c in result.contradictions] == ["said to have happened by media, denied by SANA"]


def test_any_such_deal_is_no_deal() -> None:
    text = "State media were silent on any agreement. A military source denied that they agreed."
    says = (Say("Syrian military source", "denied", "that they agreed", "A military source", kind="anonymous", stance="deny", named=False),)
    silent = Tell("agreement", "AGREE", None, BOTH, BOTH, "Douma", None)
    denied = Tell("agreed", "AGREE", None, BOTH, BOTH, "Douma", None, occurred=False, status="denied-by-speaker", said=0)
    assert not linked(told("a", text, silent, denied, says=says)).contradictions


def test_a_denial_of_flight_is_no_denial_of_leaving() -> None:
    def gone(name: str, trigger: str, **more: Any) -> Item:
        says = (Say(name, "said", f"the army {trigger} Tabqa", name, stance=more.pop("stance", "assert")),)
        left = Tell(trigger, "RETREAT", "withdraw", ("Syrian government",), ("Islamic State",), "Tabqa", "2014-08-24", said=0, **more)
        return told(name, f"{name} said the army {trigger} Tabqa.", left, says=says)

    denied = gone("The ministry", "fled", stance="deny", occurred=False, status="denied-by-speaker")
    assert not linked(denied, gone("A resident", "left")).contradictions
    assert aspects(linked(denied, gone("A resident", "fled"))) == ["polarity"]


def test_a_denial_of_ones_own_part_does_not_contradict_an_unknown_hand() -> None:
    a = told("a", "Unknown jets struck Derna on Monday.", Tell("struck", "ASSAULT", "aerial", (), ("civilians",), "Derna", "2017-10-30"))
    says = (Say("Libyan National Army", "denied", "its jets had bombed Derna", "The army", stance="deny"),)
    ours = Tell(
        "bombed", "ASSAULT", "aerial", ("Libyan National Army",), ("civilians",), "Derna", "2017-10-30", occurred=False,
        status="denied-by-speaker", said=0,
    )  # fmt: skip
    b = told("b", "The army denied its jets had bombed Derna.", ours, says=says)
    assert not linked(a, b).contradictions


def test_disjoint_tolls_of_two_sources() -> None:
    a, b = toll("a", 43, "43 dead", who="The ministry"), toll("b", 39, "39 dead", who="The channel")
    result = linked(a, b)
    assert aspects(result) == ["number"]
    assert quotes(result, a, b) == {frozenset(("43 dead", "39 dead"))}
    assert result.contradictions[0].why == "39 against 43 killed" or result.contradictions[0].why == "43 against 39 killed"


def test_bounds_that_meet_do_not_contradict() -> None:
    assert not linked(toll("a", 20, "over 20 dead", at_least=True, who="One"), toll("b", 43, "43 dead", who="Two")).contradictions


def test_a_later_higher_toll_is_an_update() -> None:
    a, b = toll("a", 20, "20 dead"), toll("b", 43, "43 dead", published="2016-11-10")
    assert not linked(a, b).contradictions
    assert aspects(linked(a, toll("b", 11, "11 dead", published="2016-11-10"))) == ["number"]


def test_parts_and_other_things_are_not_compared() -> None:
    assert not linked(toll("a", 7, "7 children", of="children killed"), toll("b", 20, "20 dead")).contradictions
    assert not linked(toll("a", 7, "7 hurt", of="people wounded"), toll("b", 20, "20 dead")).contradictions


def test_one_voice_gives_parts_and_not_rivals() -> None:
    text = "Planes struck Raqqa and 7 died in the market. Planes bombed Raqqa and 11 died by the bridge."
    first = Tell("struck", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", (("7", 7, 7, "people killed"),))
    second = Tell("bombed", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", (("11", 11, 11, "people killed"),))
    assert not linked(told("a", text, first, second)).contradictions


def test_a_difference_of_grain_is_none() -> None:
    assert not linked(_taken("a", "2015-05-20"), _taken("b", "2015-05"), _taken("c", "2015")).contradictions


def test_dates_that_do_not_meet() -> None:
    result = linked(_taken("a", "2014-06", act="aerial"), _taken("b", "2014-07", act="aerial"))
    assert aspects(result) == ["time"]
    assert "2014-06" in result.contradictions[0].why
    assert not linked(_taken("a", "2014-06-02", act="aerial"), _taken("b", "2014-06-05", act="aerial")).contradictions  # shelled day after day


def test_who_did_it() -> None:
    def blamed(name: str, who: str, actor: str) -> Item:
        says = (Say(who, "blamed", f"a raid by {actor} hit Derna", who),)
        hit = Tell("hit", "ASSAULT", "aerial", (actor,), ("civilians",), "Derna", "2017-10-30", said=0)
        return told(name, f"{who} blamed it: a raid by {actor} hit Derna on Monday 30 October.", hit, says=says)

    assert aspects(linked(blamed("a", "The mayor", "Turkey"), blamed("b", "The council", "Libyan National Army"))) == ["actor"]
    allies = linked(blamed("a", "The mayor", "Egypt"), blamed("b", "The council", "Libyan National Army"))
    assert not allies.contradictions
    assert [(c.aspect, c.doubt) for c in allies.possible] == [("actor", ONE_SIDE)]


def test_flight_against_an_orderly_withdrawal() -> None:
    def gone(name: str, who: str, trigger: str, rest: str) -> Item:
        says = (Say(who, "said", f"the army {trigger} Tabqa {rest}", who),)
        left = Tell(trigger, "RETREAT", "withdraw", ("Syrian government",), ("Islamic State",), "Tabqa", "2014-08-24", said=0)
        return told(name, f"{who} said the army {trigger} Tabqa {rest}.", left, says=says)

    result = linked(gone("a", "The agency", "vacated", "voluntarily to regroup"), gone("b", "A resident", "fled", "in panic"))
    assert [(c.aspect, c.made.rule) for c in result.contradictions] == [("polarity", "link.contradiction.manner")]


def test_what_never_happened_against_an_instance() -> None:
    act: EventType = "ASSAULT"
    says = (Say("a senior official", "said", "the air force never bombed any area of the group", "A senior official", kind="anonymous", named=False),)
    never = Tell("bombed", act, "aerial", ("Syrian government",), ("Islamic State",), None, None, occurred=False, said=0)
    a = told("a", "A senior official said the air force never bombed any area of the group.", never, says=says)
    once = Tell("bombed", act, "aerial", ("Syrian government",), ("Islamic State",), "Raqqa", "2014-06")
    b = told("b", "The air force bombed Raqqa in June.", once)
    assert aspects(linked(a, b)) == ["polarity"]


def _taken(name: str, when: str, act: str = "seize-territory") -> Item:
    did = Tell("did", "ASSAULT", act, ("Syrian government",), ("Islamic State",), "Raqqa", when)
    return told(name, f"So they did it at Raqqa, as {name} tells, and the town saw it with its own eyes.", did)


def test_a_sentence_that_only_counts_is_of_the_deed_told_before_it() -> None:
    text = "Planes struck Raqqa and 53 people were killed. The ministry counted 39 dead."
    strike = Tell("struck", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", (("53 people", 53, 53, "people killed"),))
    one = told("a", text, strike, says=(Say("The ministry", "counted", "39 dead"),))
    counted = Quantity(Span(text.index("39 dead"), text.index("39 dead") + 7), 39, 39, False, "people killed", HAND)
    item = (one[0], replace(one[1], quantities=(*one[1].quantities, counted)))
    assert [c.why for c in linked(item).contradictions] in (["53 against 39 killed"], ["39 against 53 killed"])
