"""How an act is meant: with an exception, as what is stopped, as others' news, as what somebody denies a hand in; and what that takes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from isnad.link.asserted import described, excepted, in_spite, next_clause, of_ones_hand, stopped, told_about
from isnad.link.doubts import CONTENT, HEADED, HOURS, ROUNDS
from isnad.link.facts import Fact, Profile
from isnad.link.kinds import any_thing, leaves, siege
from isnad.link.profiles import profiles
from isnad.link.voices import voices
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def only(text: str, word: str, lang: str, *, occurred: bool = True, rule: str = "test.hand", kind: str = "RETREAT") -> tuple[Profile, Fact]:
    report, reading = told("a", text, Tell(word, kind, "withdraw" if kind == "RETREAT" else None, (GROUP,), occurred=occurred), lang=lang)  # type: ignore[arg-type]
    claim = replace(reading.claims[0], made=Made(rule))
    (p,) = profiles([(report, replace(reading, claims=(claim,)))])
    return p, p.facts[0]


@pytest.mark.parametrize(
    ("test", "text", "word", "lang", "expected"),
    [
        (excepted, "قال إن رجاله لم يتركوا في المطار سوى هياكل محترقة.", "يتركوا", "ar", True),
        (excepted, "قال إن رجاله لم يتركوا المطار، سوى أن بعضهم جرح.", "يتركوا", "ar", False),
        (excepted, "The men did not leave the base until dawn.", "leave", "en", True),
        (excepted, "The men did not leave the base until now.", "leave", "en", False),
        (stopped, "تعهد بذلك لقاء أن يكف عن تفجير السيارات.", "تفجير", "ar", True),
        (stopped, "They agreed to stop shelling the road.", "shelling", "en", True),
        (stopped, "They were shelling the road.", "shelling", "en", False),
        (told_about, "قال إن القنوات تداولت أخبارا عن قصف المستشفى.", "قصف", "ar", True),
        (told_about, "He said the channels carried reports of shelling.", "shelling", "en", True),
        (told_about, "He said they were shelling the town.", "shelling", "en", False),
        (of_ones_hand, "نفت الكتيبة مسؤوليتها عن القصف الذي طال السوق.", "القصف", "ar", True),
        (of_ones_hand, "The brigade denied responsibility for the shelling.", "shelling", "en", True),
        (of_ones_hand, "The brigade took responsibility for the shelling.", "shelling", "en", False),
        (in_spite, "دخلوا البلدة رغم عدم وجود أي اشتباك في الحي.", "اشتباك", "ar", True),
        (in_spite, "لم يقع أي اشتباك في الحي.", "اشتباك", "ar", False),
        (described, "أطلقوا النار على دورية كانت تطارد مهربين.", "تطارد", "ar", True),
        (described, "قالوا إن الدورية كانت تطارد مهربين.", "تطارد", "ar", False),
        (described, "إن وسيطا من البلدة، عاقبته العاصمة لاحقا، رتب الصفقة.", "عاقبته", "ar", True),
    ],
)
def test_how_an_act_is_meant(test: Callable[[Profile, Fact], bool], text: str, word: str, lang: str, *, expected: bool) -> None:
    assert test(*only(text, word, lang, occurred=test not in (excepted, in_spite))) is expected


def test_a_no_behind_an_act_begins_what_is_told_next() -> None:
    text = "عثر على الجثث بعد عملية الإنزال ولم يتم التعرف عليها."
    assert next_clause(*only(text, "الإنزال", "ar", occurred=False, rule="ar.claim.not-verb", kind="ASSAULT"))
    assert not next_clause(*only("لم ينفذوا الإنزال ولم يعودوا.", "الإنزال", "ar", occurred=False, rule="ar.claim.not-verb", kind="ASSAULT"))


def test_kinds_of_leaving_and_of_shutting_in() -> None:
    assert leaves(*only("غادرت القوات المدينة.", "غادرت", "ar"))
    assert not leaves(*only("الطائرات التي غادرت الأجواء.", "غادرت", "ar"))
    assert any_thing(*only("نفت الوزارة خروج أي كمية.", "خروج", "ar"))
    assert siege(*only("They besieged the place.", "besieged", "en", kind="COERCE"))
    assert not siege(*only("They searched the bags.", "searched", "en", kind="COERCE"))


def signs(item: Item, nth: int) -> list[tuple[str, str]]:
    (p,) = profiles([item])
    return [(v.sign, v.shown) for v in voices(p)[nth]]


def test_what_a_denier_accuses_others_of_is_said_by_him() -> None:
    text = "The army denied that any plane had flown and accused the group of shelling the market."
    says = (Say(ARMY, "denied", "any plane had flown and accused the group of shelling the market", "The army", stance="deny"),)
    accused = Tell("accused", "ACCUSE", None, (ARMY,), (GROUP,), said=0)
    shelling = Tell("shelling", "ASSAULT", "heavy-weapons", (GROUP,), occurred=False, status="denied-by-speaker", said=0)
    assert signs(told("a", text, accused, shelling, says=says), 1) == [("yes", ARMY)]


def test_who_is_accused_is_not_who_says_it() -> None:
    text = "The army accused the group of closing the road."
    says = (Say(GROUP, "accused", "closing the road", "the group"),)
    accused, closing = Tell("accused", "ACCUSE", None, (ARMY,), (GROUP,)), Tell("closing", "COERCE", "restrict", (GROUP,), said=0)
    report, reading = told("a", text, accused, closing, says=says)
    first = replace(reading.claims[0], recipient=(replace(reading.claims[0].recipient[0], span=reading.statements[0].source),))
    item = (report, replace(reading, claims=(first, reading.claims[1])))
    assert signs(item, 1) == [("yes", ARMY)]


def toll(name: str, words: str, number: float, of: str = "people killed", day: str = "2016-11-09") -> Item:
    said = f"a raid on Raqqa on 8 November left {words}"
    raid = Tell("raid", "ASSAULT", "aerial", (ARMY,), ("civilians",), "Raqqa", "2016-11-08", ((words, number, number, of),), said=0)
    return told(name, f"{name} said {said}.", raid, says=(Say(name, "said", said, name),), published=day, outlet=name)


def doubts(*items: Item) -> tuple[int, list[str]]:
    result = linked(*items)
    return len(result.contradictions), [c.doubt for c in result.possible]


def test_few_dead_counted_on_one_day_and_what_is_fired_are_only_possible() -> None:
    assert doubts(toll("The council", "7 people dead", 7.0), toll("The clinic", "4 people dead", 4.0)) == (0, [HOURS])
    assert doubts(toll("The council", "47 people dead", 47.0), toll("The clinic", "14 people dead", 14.0)) == (1, [])
    shells = toll("The council", "40 shells", 40.0, "shells"), toll("The clinic", "70 shells", 70.0, "shells")
    assert doubts(*shells) == (0, [ROUNDS])


def in_one(head: str, *rest: tuple[str, float], all_of: float = 7.0) -> tuple[list[str], list[str]]:
    """A headline that counts the dead, and speakers of the same report with their numbers."""
    dead = ((f"{all_of:g} people", all_of, all_of, "people killed"),)
    raid = Tell("raid on Raqqa", "ASSAULT", "aerial", (ARMY,), ("civilians",), "Raqqa", "2016-11-08", dead)
    text, says, tells = f"{head}\n", [], [raid]
    for k, (words, number) in enumerate(rest):
        content = f"strike {k} on Raqqa on 8 November killed {words}"
        text += f"Doctor {k} said {content}.\n"
        says.append(Say(f"Doctor {k}", "said", content, f"Doctor {k}"))
        tells.append(replace(raid, trigger=f"strike {k}", numbers=((words, number, number, "people killed"),), said=k))
    result = linked(told("a", text, *tells, says=tuple(says), published="2016-11-09"))
    return [c.why for c in result.contradictions], [c.doubt for c in result.possible]


def test_a_headline_counts_all_and_parts_add_up() -> None:
    assert in_one("7 people killed in a raid on Raqqa on 8 November", ("5 people", 5.0)) == ([], [HEADED])
    found, possible = in_one("7 people killed in a raid on Raqqa on 8 November", ("4 civilians", 4.0), ("3 persons", 3.0))
    assert found == []
    assert HEADED not in possible


def test_a_part_told_twice_is_no_rest() -> None:
    told_twice = in_one("28 people killed in a raid on Raqqa on 8 November", ("14 people", 14.0), ("14 people", 14.0), all_of=28.0)
    assert told_twice == ([], [HEADED])
    assert in_one("28 people killed in a raid on Raqqa on 8 November", ("14 people", 14.0), all_of=28.0) == told_twice


def test_two_accusations_of_two_things_are_only_possible() -> None:
    text = "واتهم الجيش التنظيم بإدارة الأنفاق. واتهم التنظيم الجيش الحر بإغلاق المعبر."
    one = Tell("واتهم الجيش التنظيم بإدارة الأنفاق", "ACCUSE", None, (ARMY,), (GROUP,))
    other = Tell("واتهم التنظيم الجيش الحر بإغلاق المعبر", "ACCUSE", None, (GROUP,), ("Free Syrian Army",))
    report, reading = told("a", text, one, other, lang="ar")
    short = tuple(replace(c, trigger=Span(c.trigger.start, c.trigger.start + 5)) for c in reading.claims)
    result = linked((report, replace(reading, claims=short)))
    assert [c.doubt for c in result.possible] == [CONTENT]
    assert result.contradictions == ()
