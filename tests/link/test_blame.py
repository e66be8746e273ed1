"""Who is said to have done it: accusations against each other and against a denial of one's hand."""

from __future__ import annotations

from dataclasses import replace

from isnad.model.linked import Linked
from isnad.model.records import Made
from tests.link.build import Item, Say, Tell, linked, told

STRIKE = Tell("struck", "ASSAULT", "aerial", (), ("civilians",), "Derna", "2017-10-30")


def whys(result: Linked) -> list[str]:
    return [c.why for c in result.contradictions if c.aspect == "actor"]


def accusing(name: str, who: str, whom: str, day: str = "2017-10-30") -> Item:
    text = f"Planes struck a house in Derna. {who} accused {whom} of the raid."
    return told(
        name, text, STRIKE, Tell("accused", "ACCUSE", None, (who,), (whom,), "Derna", day), published="2017-10-31", outlet=name
    )  # fmt: skip


def test_two_accusers_lay_one_act_to_two_doers() -> None:
    result = linked(accusing("a", "Libyan National Army", "Derna council"), accusing("b", "Derna council", "Egypt"))
    assert whys(result) in (["laid to derna council against egypt"], ["laid to egypt against derna council"])


def test_two_accusers_of_one_doer_agree() -> None:
    assert whys(linked(accusing("a", "Libyan National Army", "Egypt"), accusing("b", "Derna council", "Egypt"))) == []


def test_an_accusation_against_a_denial_of_ones_hand() -> None:
    text = "Planes struck a house in Derna. Egypt denied any involvement."
    denial = told("b", text, STRIKE, Tell("denied", "REJECT", None, ("Egypt",), (), "Derna", "2017-10-30"), published="2017-10-31", outlet="b")
    assert whys(linked(accusing("a", "Derna council", "Egypt"), denial)) == ["laid to egypt, who deny a hand in it"]
    assert whys(linked(accusing("a", "Derna council", "Chad"), denial)) == []


def test_a_blow_and_the_blow_against_it_are_two_deeds() -> None:
    says = (Say("Egypt", "said", "Derna council had shelled Egypt", "Egypt"),)
    shelled = Tell("shelled", "ASSAULT", "heavy-weapons", ("Derna council",), ("Egypt",), "Derna", "2017-10-30", said=0)
    text = "Planes struck a house in Derna. Egypt said Derna council had shelled Egypt."
    answer = told("b", text, STRIKE, shelled, says=says, published="2017-10-31", outlet="b")
    assert whys(linked(accusing("a", "Libyan National Army", "Egypt"), answer)) == []


def test_a_refusal_of_something_else_denies_no_hand() -> None:
    text = "Planes struck a house in Derna. Egypt refused the offer of talks."
    refusal = told("b", text, STRIKE, Tell("refused", "REJECT", None, ("Egypt",), (), "Derna", "2017-10-30"), published="2017-10-31", outlet="b")
    assert whys(linked(accusing("a", "Derna council", "Egypt"), refusal)) == []


def test_the_dead_of_a_verb_of_killing_are_killed() -> None:
    def mown(name: str, count: float, words: str) -> Item:
        text = f"طائرة مجهولة قصفت بلدة Derna وقال {name} إنه {words} في القصف."
        numbers = ((words.split(" ", 1)[1], count, count, "students"),)
        strike = Tell("قصفت", "ASSAULT", "aerial", (), ("civilians",), "Derna", "2017-10-30", numbers, said=0)
        says = (Say(name, "قال", f"{words} في القصف", name),)
        return told(name, text, strike, says=says, published="2017-10-31", outlet=name, lang="ar")

    result = linked(mown("المجلس", 28, "سقط 28 طالبا"), mown("البعثة", 40, "سقط 40 طالبا"))
    assert [c.aspect for c in result.contradictions] == ["number"]
    assert "killed" in result.contradictions[0].why


def test_who_condemns_lays_no_deed_to_anybody() -> None:
    r, reading = accusing("a", "Libyan National Army", "Derna council")
    condemned = tuple(replace(c, made=Made("test.hand", ("en.event.condemn",))) if c.type == "ACCUSE" else c for c in reading.claims)
    other = accusing("b", "Derna council", "Egypt")
    assert whys(linked((r, reading), other)) != []
    assert whys(linked((r, replace(reading, claims=condemned)), other)) == []
