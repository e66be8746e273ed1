"""Contradictions that something speaks against are listed apart, and what rules them out or shows them to be none."""

from __future__ import annotations

import pytest

from isnad.link.beside import killing_and_hurting, refers, refuted, spell, subordinate
from isnad.link.doubts import HOURS, ONE_SIDE
from isnad.model.linked import Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.doc import Doc
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def at(doc: Doc, word: str) -> int:
    start = doc.text.index(word)
    return doc.tokens_in(Span(start, start + len(word)))[0]


def found(result: Linked) -> tuple[list[str], list[str]]:
    return [c.aspect for c in result.contradictions], [c.doubt for c in result.possible]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He has not left the city since his release.", "release", True),
        ("They left after midnight strikes.", "strikes", False),
        ("They struck the town.", "struck", False),
    ],
)
def test_what_is_taken_for_granted_stands_behind_a_conjunction(text: str, word: str, *, expected: bool) -> None:
    doc = Doc(text, "en")
    assert subordinate(doc, at(doc, word)) is expected


def test_what_is_done_for_a_purpose_or_goes_on_for_weeks() -> None:
    doc = Doc("قتله رفاقه كي يمد سيطرته على الطريق بعد أسابيع من القتال", "ar")
    assert subordinate(doc, at(doc, "سيطرته"))
    assert spell(doc, at(doc, "القتال"))


def test_no_such_act_is_the_one_just_told() -> None:
    english, arabic = Doc("He said no such meeting took place.", "en"), Doc("قالت إنه لم يعقد أي اجتماع من هذا النوع", "ar")
    for doc, word in ((english, "meeting"), (arabic, "اجتماع")):
        assert refers(doc, at(doc, word), at(doc, word) + 1)
    plain = Doc("He said no meeting took place in that area.", "en")
    assert not refers(plain, at(plain, "meeting"), at(plain, "meeting") + 1)


def test_a_number_set_aside_and_two_tolls_in_one() -> None:
    doc = Doc("بلغ عدد القتلى 27 قتيلا وليس 12 كما أعلنت الوكالة", "ar")
    one, other = doc.text.index("27"), doc.text.index("12")
    assert refuted(doc, Span(one, one + 7), Span(other, other + 2))
    head = Doc("مقتل وإصابة 16 مدنيا بقصف", "ar")
    assert killing_and_hurting(head.norms, "ar", at(head, "16"), 0)
    assert not killing_and_hurting(Doc("مقتل 4 وإصابة 16", "ar").norms, "ar", 3, 0)


def toll(name: str, words: str, number: float, after: str = "", *, own: bool = True) -> Item:
    said = f"a raid on Raqqa on 8 November killed {words}{after}"
    counted = ((words, number, number, "people killed"),)
    raid = Tell("raid", "ASSAULT", "aerial", (ARMY,), ("civilians",), "Raqqa", "2016-11-08", counted, said=None if own else 0)
    text = f"There {said}." if own else f"{name} said {said}."
    says = () if own else (Say(name, "said", said, name),)
    return told(name, text, raid, says=says, published="2016-11-09", outlet=name)


def test_two_reports_own_tolls_of_one_day_are_only_possible() -> None:
    assert found(linked(toll("a", "84 people", 84.0), toll("b", "40 people", 40.0))) == ([], [HOURS])
    assert found(linked(toll("The council", "84 people", 84.0, own=False), toll("The clinic", "40 people", 40.0, own=False))) == (["number"], [])


def test_a_provisional_toll_and_a_higher_one_hold_together() -> None:
    clinic = toll("The clinic", "84 people", 84.0, own=False)
    assert found(linked(clinic, toll("The council", "40 people", 40.0, " in a preliminary count", own=False))) == ([], [])


def test_allies_are_no_rival_doers_for_sure() -> None:
    def blamed(name: str, who: str, actor: str) -> Item:
        says = (Say(who, "blamed", f"a raid by {actor} hit Derna", who),)
        hit = Tell("hit", "ASSAULT", "aerial", (actor,), ("civilians",), "Derna", "2017-10-30", said=0)
        return told(name, f"{who} blamed it: a raid by {actor} hit Derna on Monday 30 October.", hit, says=says)

    assert found(linked(blamed("a", "The mayor", "Egypt"), blamed("b", "The council", "Libyan National Army"))) == ([], [ONE_SIDE])
