from __future__ import annotations

from dataclasses import replace

from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.relate.control import Control, control
from tests.link.build import Say, Tell, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def by_entry(item: Item, *entries: str) -> Item:
    """The item with the lexicon entries behind its claims."""
    report, reading = item
    claims = tuple(replace(c, made=Made("test", (e,) if e else ())) for c, e in zip(reading.claims, entries, strict=True))
    return report, replace(reading, claims=claims)


def told_of(found: Control) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool | None]]:
    return [(h.change, h.holder, h.before, h.fight) for h in found.lines]


def test_a_place_passes_from_hand_to_hand() -> None:
    fall = told(
        "a", "The group took Palmyra in May 2015.", Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05", said=None)
    )
    retaken = Tell("retook", "ASSAULT", "seize-territory", (ARMY,), (GROUP,), "Palmyra", "2016-03")
    back = by_entry(told("b", "The army retook Palmyra.", retaken), "en.event.retake")
    left = told("c", "The army left Palmyra.", Tell("left", "RETREAT", "withdraw", (ARMY,), (GROUP,), "Palmyra", "2016-12-11"))
    found = control("Palmyra", [left, back, fall])
    assert told_of(found) == [
        ("took", (GROUP,), (ARMY,), None), ("regained", (ARMY,), (GROUP,), None), ("left", (GROUP,), (ARMY,), None),
    ]  # fmt: skip
    assert [(s.holder, s.since, s.until, s.fight) for s in found.spells] == [
        ((GROUP,), "2015-05", "2016-03", None), ((ARMY,), "2016-03", "2016-12-11", None), ((GROUP,), "2016-12-11", None, None),
    ]  # fmt: skip
    assert all(s.speakers == (None,) for s in found.spells)


def test_a_taking_that_nobody_resisted_is_without_a_fight() -> None:
    text = "The group took Palmyra. It met no resistance."
    taken = told(
        "a", text, Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05"),
        Tell("met", "ASSAULT", None, (), (GROUP,), None, None, occurred=False),
    )  # fmt: skip
    assert told_of(control("Palmyra", [taken])) == [("took", (GROUP,), (ARMY,), False)]


def test_a_retreat_under_attack_is_with_a_fight() -> None:
    text = "The army left Palmyra as the group attacked."
    fled = told(
        "a", text, Tell("left", "RETREAT", "withdraw", (ARMY,), (GROUP,), "Palmyra", "2015-05"), Tell("attacked", "ASSAULT", None, (GROUP,), (ARMY,))
    )
    assert told_of(control("Palmyra", [fled])) == [("left", (GROUP,), (ARMY,), True)]


def test_sieges_and_entries_hold_nothing_and_flight_is_no_change() -> None:
    item = by_entry(
        told(
            "a", "The army besieged Palmyra, troops entered Palmyra and families left Palmyra.",
            Tell("besieged", "COERCE", "restrict", (ARMY,), (GROUP,), "Palmyra", "2016-02"),
            Tell("entered", "MOBILIZE", "troops", (ARMY,), (), "Palmyra", "2016-03"),
            Tell("left", "RETREAT", "withdraw", ("civilians",), (), "Palmyra", "2016-03"),
        ),
        "en.event.besiege", "en.event.enter", "en.event.leave",
    )  # fmt: skip
    found = control("Palmyra", [item])
    assert [h.change for h in found.lines] == ["besieged", "entered"]
    assert found.spells == ()


def test_what_is_denied_or_planned_makes_no_spell_and_other_places_do_not_count() -> None:
    text = "Omar said the group did not take Palmyra. The army will retake Palmyra. The group took Raqqa."
    item = told(
        "a", text, Tell("take Palmyra", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05", occurred=False, said=0),
        Tell("retake", "ASSAULT", "seize-territory", (ARMY,), (GROUP,), "Palmyra", "2016-03", status="planned"),
        Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Raqqa", "2014-01"),
        says=(Say("Omar", "said", "the group did not take Palmyra", "Omar"),),
    )  # fmt: skip
    found = control("Palmyra", [item])
    assert [(h.occurred, h.planned, h.speaker) for h in found.lines] == [(False, False, "Omar"), (True, True, None)]
    assert found.spells == ()
    assert item[0].text[found.lines[0].quote.start : found.lines[0].quote.end]


def test_whether_there_was_a_fight_may_be_disputed() -> None:
    def taking(name: str, who: str, words: str) -> Item:
        text = f"{who} said the army took Palmyra on 27 March 2016 {words}."
        says = (Say(who, "said", text[len(who) + 6 : -1], who),)
        took = Tell("took", "ASSAULT", "seize-territory", (ARMY,), (GROUP,), "Palmyra", "2016-03-27", said=0)
        sides = (ARMY, GROUP)
        fought = Tell("clashes", "ASSAULT", None, sides, sides, None, None, said=0)
        none = (Tell("fighting", "ASSAULT", None, (), (), None, None, occurred=False, said=0) if "without" in words else fought,)
        return told(name, text, took, *none, says=says)

    battle, quiet = taking("a", "SANA", "after two days of clashes"), taking("b", "Amaq", "without fighting")
    (spell,) = control("Palmyra", [battle, quiet]).spells
    assert (spell.disputed, spell.fight, len(spell.lines)) == (True, None, 2)
    assert (spell.fought, spell.unfought) == (("SANA",), ("Amaq",))
    for one, fight in ((battle, True), (quiet, False)):
        (spell,) = control("Palmyra", [one]).spells
        assert (spell.disputed, spell.fight) == (False, fight)


def test_each_tells_of_a_fight_in_his_own_voice() -> None:
    text = "Omar said fierce battles raged. Zaid said the army left Palmyra without fighting."
    sides = (ARMY, GROUP)
    item = told(
        "a", text, Tell("battles", "ASSAULT", None, sides, sides, "Palmyra", None, said=0),
        Tell("left", "RETREAT", "withdraw", (ARMY,), (GROUP,), "Palmyra", None, said=1),
        Tell("fighting", "ASSAULT", None, (ARMY,), (GROUP,), "Palmyra", None, occurred=False, said=1),
        says=(Say("Omar", "said", "fierce battles raged", "Omar"), Say("Zaid", "said", "the army left Palmyra without fighting", "Zaid")),
    )  # fmt: skip
    assert told_of(control("Palmyra", [item])) == [("left", (GROUP,), (ARMY,), False)]


def test_a_telling_without_a_date_stands_beside_a_dated_one() -> None:
    dated = told(
        "a", "The group took Palmyra in May 2015 after clashes.", Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05"),
        Tell("clashes", "ASSAULT", None, (ARMY, GROUP), (ARMY, GROUP), None, None),
    )  # fmt: skip
    text = "Zaid said the army left Palmyra without fighting."
    undated = told(
        "b", text, Tell("left", "RETREAT", "withdraw", (ARMY,), (GROUP,), "Palmyra", None, said=0),
        Tell("fighting", "ASSAULT", None, (ARMY,), (GROUP,), None, None, occurred=False, said=0),
        says=(Say("Zaid", "said", "the army left Palmyra without fighting", "Zaid"),),
    )  # fmt: skip
    (spell,) = control("Palmyra", [dated, undated]).spells
    assert (spell.since, spell.disputed, spell.fight, spell.fought, spell.unfought) == ("2015-05", True, None, (None,), ("Zaid",))


def test_neither_a_bombing_left_out_nor_an_advance_tells_of_the_holder() -> None:
    text = "The group took Palmyra in May 2015. Planes did not bomb it. It advanced in Palmyra."
    item = told(
        "a", text, Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", "2015-05"),
        Tell("bomb", "ASSAULT", "aerial", (ARMY,), (GROUP,), "Palmyra", None, occurred=False),
        Tell("advanced", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Palmyra", None),
    )  # fmt: skip
    assert told_of(control("Palmyra", [by_entry(item, "", "", "en.event.advance")])) == [("took", (GROUP,), (ARMY,), None)]
