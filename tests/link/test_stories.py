"""Two reports of one story: joined where readings are poor, one speaker across languages, contradictions that no one event holds."""

from __future__ import annotations

import pytest

from isnad.lang.common.origins import bones, canonical, credit, same_house
from isnad.link.profiles import profiles
from isnad.link.rivals import one_deed, rivals, stories, vaguer
from isnad.link.said import one_name
from isnad.model.records import Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, linked, together, told

Item = tuple[Report, Reading]
SDF, ARMY = ("SDF",), ("Syrian government",)


def aspects(*items: Item) -> set[str]:
    return {c.aspect for c in linked(*items).contradictions}


def test_poorly_read_reports_of_one_story_share_its_best_pair_of_claims() -> None:
    """The places differ in reading, no party was read in one of them; names, numbers and the day tell."""
    a = told(
        "a", "Trucks of the Mercy Crescent burned at Tabqa on 9 March, Vasily Gorchakov told Kolovrat radio. It was a convoy of 31 lorries.",
        Tell("burned", "ASSAULT", "aerial", (), (), "Tabqa", "2017-03-09", (("31 lorries", 31, 31, "lorries"),)), published="2017-03-10",
    )  # fmt: skip
    b = told(
        "b", "احترقت شاحنات الهلال في Syria يوم 9 مارس وقال فاسيلي غورتشاكوف لإذاعة كولوفرات إن القافلة ضمت 31 شاحنة.",
        Tell("احترقت", "ASSAULT", None, ARMY, (), "Syria", None, (("31 شاحنة", 31, 31, "lorries"),)), published="2017-03-10",
    )  # fmt: skip
    c = told(
        "c", "وصل وفد تجاري إلى Raqqa لبحث أسعار القمح.",
        Tell("وصل", "CONSULT", None, ARMY, (), "Raqqa", None), published="2017-03-10",
    )  # fmt: skip
    result = linked(a, b, c)
    assert together(result, a, b)
    assert not together(result, a, c)
    assert not together(result, b, c)


@pytest.mark.parametrize(("arabic", "english"), [("كوناشينكوف", "konashenkov"), ("إنترفاكس", "interfax"), ("لغورتشاكوف", "gorchakov")])
def test_a_name_has_the_same_bones_in_both_scripts(arabic: str, english: str) -> None:
    assert set(bones(arabic)) & set(bones(english))


@pytest.mark.parametrize(("one", "other"), [("قافلة", "coffee"), ("دمشق", "deep"), ("مدينة", "madonna")])
def test_short_skeletons_tell_no_name(one: str, other: str) -> None:
    assert not set(bones(one)) & set(bones(other))


def test_a_spokesman_is_his_body_and_spellings_are_one_person() -> None:
    assert canonical("Kurdish Red Crescent spokeswoman") == "Kurdish Red Crescent"
    assert one_name("Vasily Gorchakov", "فاسيلي غورتشاكوف", True)
    assert not one_name("Vasily Gorchakov", "Vasily Petrov", True)
    assert not one_name("Health Ministry", "Defence Ministry", False)


def talk(name: str, text: str, who: str, words: str) -> Item:
    """A strike in the writer's voice, and apart from it words of a speaker through an agency."""
    strike = Tell("bombed", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08")
    says = (Say(who, "told", words, who, kind="official", via=("Interfax",)),)
    return told(name, f"Jets bombed a market of Raqqa on 8 November. {text}", strike, says=says, published="2016-11-09", outlet=name)


def test_words_of_one_speaker_on_one_occasion_are_an_echo_without_a_claim_of_the_event() -> None:
    gorchakov, haddad = "Vasily Gorchakov", "Omar Haddad"
    burned, fire = "footage shows a burned load", "the cargo had only caught fire"
    a = talk("a", f"{gorchakov} told Interfax {burned}.", gorchakov, burned)
    b = talk("b", f"{gorchakov} told Interfax {fire}.", gorchakov, fire)
    c = talk("c", f"{haddad} told Interfax {fire}.", haddad, fire)
    result = linked(a, b, c)
    found = {frozenset(e.reports) for e in result.echoes if e.origin == "Vasily Gorchakov"}
    assert found == {frozenset((a[0].id, b[0].id))}


def test_an_outlet_that_no_list_knows_is_credited_across_scripts() -> None:
    r, x = told("a", "خبر قصير عن السوق.\n\nترجمة عن «هاربور واير»")
    found = credit(r, x)
    assert found is not None
    assert found.span.quote(r.text) == "هاربور واير"
    assert same_house("هاربور واير", "Harbour Wire")
    assert not same_house("هاربور واير", "Northern Wire")
    r, x = told("b", "قال إن «هاربور واير» نشرت الخبر أمس بعد أن اتصلت بالسكان في السوق القديم ولم يجبها أحد منهم حتى المساء.")
    assert credit(r, x) is None


def fight(name: str, place: str, who: str, *, fought: bool, soft: bool = False) -> Item:
    words = "fought for six hours" if fought else "met no resistance, there was no battle"
    trigger = "fought" if fought else "battle"
    text = f"{who} said the two sides {words} at {place} on 16 October."
    says = (Say(who, "said", f"the two sides {words}", who),)
    act = Tell(trigger, "ASSAULT", None, SDF, ARMY, None if soft else place, "2017-10-16", occurred=fought, said=0)
    seized = Tell("at", "MOBILIZE", "troops", SDF, (), place, "2017-10-16")
    return told(name, text, act, seized, says=says, published="2017-10-17")


def test_a_fight_and_no_fight_contradict_each_other() -> None:
    assert aspects(fight("a", "Tabqa", "Colonel Azad", fought=True), fight("b", "Tabqa", "Joint Command", fought=False)) == {"polarity"}
    assert not aspects(fight("a", "Tabqa", "Colonel Azad", fought=True), fight("b", "Derna", "Joint Command", fought=False))


def test_what_is_held_likely_stands_against_a_denial() -> None:
    board = Say("Board of Inquiry", "holds it likely that", "Russia bombed the market", "The board", stance="speculate")
    a = told(
        "a", "The board holds it likely that Russia bombed the market of Raqqa.",
        Tell("bombed", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", said=0), says=(board,),
    )  # fmt: skip
    ministry = Say("Russia", "denied", "its jets bombed the market", "Moscow", stance="deny")
    b = told(
        "b", "Moscow denied that its jets bombed the market of Raqqa.",
        Tell("bombed", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", (), False, "denied-by-speaker", 0),
        says=(ministry,),
    )  # fmt: skip
    (found,) = linked(a, b).contradictions
    assert found.aspect == "polarity"
    assert "held likely by Board of Inquiry" in found.why


def count(name: str, words: str, low: float, high: float | None, of: str, who: str) -> Item:
    text = f"{who} said {words} fled Raqqa on 8 November."
    says = (Say(who, "said", f"{words} fled Raqqa on 8 November", who, kind="person"),)
    fled = Tell("fled", "RETREAT", "withdraw", ("civilians",), (), "Raqqa", "2016-11-08", ((words, low, high, of),), said=0)
    return told(name, text, fled, says=says, published="2016-11-09")


def test_dozens_are_no_thousands() -> None:
    few = count("a", "dozens of families", 20, None, "families", "Anna Weber")
    many = count("b", "18,000 families", 18000, 18000, "families", "Omar Haddad")
    assert aspects(few, many) == {"number"}
    open_end = count("c", "at least 20 families", 20, None, "families", "Sami Naim")
    assert not aspects(open_end, many)


def test_a_negative_of_a_narrower_act_is_no_word_on_the_wider() -> None:
    wide = told("a", "They fought.", Tell("fought", "ASSAULT", None, ARMY, SDF))
    narrow = told("b", "They shelled no homes.", Tell("shelled", "ASSAULT", "heavy-weapons", ARMY, ("civilians",), occurred=False))
    x, y = (p.facts[0] for p in profiles([wide, narrow]))
    fought, shelled = (x, y) if x.claim.occurred else (y, x)
    assert vaguer(fought, shelled)
    assert not vaguer(fought, fought)
    assert one_deed(fought, shelled) < 0
    assert one_deed(fought, fought) >= 2
    assert stories([fought], [[0]]) == [(fought.home, fought.home)]
    assert list(rivals([], [], [], lambda f: None, lambda a, b: False)) == []
