"""Acts of one type that are two: other words, questions, what others object, some of a body's own, another's deed."""

from __future__ import annotations

from isnad.model.plover import EventType
from isnad.model.records import Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def found(*items: Item) -> list[str]:
    return [c.aspect for c in linked(*items).contradictions]


def two(yes: str, no: str, kind: EventType, mode: str | None = None, end: str = ".") -> Item:
    """A report of one day in which a witness says that the army did something, and an official that it did not."""
    text = f"A witness said the army {yes} Raqqa on 8 November. An official said the army never {no} Raqqa on 8 November{end}"
    says = (
        Say("witness", "A witness said", f"the army {yes} Raqqa on 8 November", "A witness", kind="witness", named=False),
        Say("official", "An official said", f"the army never {no} Raqqa on 8 November", "An official", kind="anonymous", named=False),
    )
    did = Tell(yes, kind, mode, (ARMY,), (GROUP,), "Raqqa", "2016-11-08", said=0)
    did_not = Tell(f"never {no}", kind, mode, (ARMY,), (GROUP,), "Raqqa", "2016-11-08", occurred=False, said=1)
    return told("a", text, did, did_not, says=says, published="2016-11-09")


def test_two_words_of_one_language_are_two_acts_unless_mode_or_kind_says_one() -> None:
    assert found(two("attacked", "attacked", "ASSAULT")) == ["polarity"]
    assert found(two("bombed", "shelled", "ASSAULT")) == ["polarity"]
    assert found(two("stabbed", "crowded", "ASSAULT")) == []
    assert found(two("stabbed", "crowded", "ASSAULT", "execute")) == ["polarity"]


def test_a_question_denies_nothing() -> None:
    assert found(two("attacked", "attacked", "ASSAULT", end="?")) == []


def test_who_speaks_up_inside_a_denial_is_not_denied() -> None:
    def report(between: str) -> Item:
        inner = "raids hit lorries in Raqqa"
        text = f"The chief denied his men moved, {between} a source said {inner}."
        says = (
            Say("the chief", "denied", f"his men moved, {between} a source said {inner}", "The chief", kind="person", stance="deny"),
            Say("source", "said", inner, "a source", kind="anonymous", named=False),
        )
        return told("a", text, Tell("raids", "ASSAULT", "aerial", (), (), "Raqqa", None, said=1), says=says)

    assert found(report("though")) == []
    assert found(report("as")) == ["polarity"]


def test_an_oath_is_no_deal() -> None:
    def report(word: str) -> Item:
        text = f"The mayor {word} it in Douma. The ministry denied any deal there."
        says = (Say("ministry", "denied", "any deal there", "The ministry", stance="deny"),)
        did = Tell(word, "AGREE", None, (ARMY,), (), "Douma", "2018-05-19")
        none = Tell("deal", "AGREE", None, (ARMY,), (), "Douma", "2018-05-19", occurred=False, status="denied-by-speaker", said=0)
        return told("a", text, did, none, says=says, published="2018-05-20")

    assert found(report("signed")) == ["polarity"]
    assert found(report("swore")) == []


def test_some_of_a_bodys_own_are_not_all_the_dead() -> None:
    def toll(name: str, words: str, number: float) -> Item:
        text = f"قال {name} إن غارة على الرقة في 8 نوفمبر قتلت {words}."
        counted = ((words, number, number, "people killed"),)
        raid = Tell("غارة", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", counted, said=0)
        says = (Say(name, "قال", f"غارة على الرقة في 8 نوفمبر قتلت {words}", name),)
        return told(name, text, raid, says=says, published="2016-11-08", outlet=name)

    assert found(toll("المجلس", "84 شخصا", 84.0), toll("المشفى", "40 شخصا", 40.0)) == ["number"]
    assert found(toll("المجلس", "84 شخصا", 84.0), toll("المشفى", "أربعة من نزلائه", 4.0)) == []
    assert found(toll("المجلس", "84 شخصا", 84.0), toll("المشفى", "120 مدنيا بين قتيل وجريح", 120.0)) == []


def test_a_writer_tells_one_attack_after_another() -> None:
    def report(*, voiced: bool) -> Item:
        text = "The mayor said the group shelled Raqqa on 8 November. A clerk said the army shelled Raqqa on 8 November."
        says: tuple[Say, ...] = (Say("the mayor", "The mayor said", "the group shelled Raqqa on 8 November", "The mayor", kind="official"),)
        says += (Say("clerk", "A clerk said", "the army shelled Raqqa on 8 November", "A clerk", kind="official"),)
        first = Tell("shelled", "ASSAULT", "heavy-weapons", (GROUP,), ("civilians",), "Raqqa", "2016-11-08", said=0)
        second = Tell("army shelled", "ASSAULT", "heavy-weapons", (ARMY,), ("civilians",), "Raqqa", "2016-11-08", said=1 if voiced else None)
        return told("a", text, first, second, says=says if voiced else says[:1], published="2016-11-09")

    assert "actor" in found(report(voiced=True))
    assert found(report(voiced=False)) == []
