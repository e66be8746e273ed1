"""Two accounts of one thing: what was struck, how a place changed hands, tolls that share a number, fighting and none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from isnad.model.records import Made, Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def rules(*items: Item) -> list[tuple[str, str]]:
    return [(c.aspect, c.made.rule.rpartition(".")[2]) for c in linked(*items).contradictions]


def raid(target: str, *, hit: str = "a bus of children", place: str = "Raqqa", day: str | None = "2016-11-08") -> Item:
    """The attacker's account of a raid, and another's."""
    text = f"Russia said its planes struck {target} in {place}. A rescue group said a raid hit {hit} in Raqqa."
    says = (Say("Russia", "said", f"its planes struck {target} in {place}", "Russia"), Say("rescuers", "said a", f"raid hit {hit}", "A rescue group"))
    own = Tell("struck", "ASSAULT", "aerial", ("Russia",), (), place, day, said=0)
    other = Tell("raid", "ASSAULT", "aerial", (), ("civilians",), "Raqqa", "2016-11-08", said=1)
    return told("a", text, own, other, says=says, published="2016-11-08")


def test_the_attackers_own_account_of_an_armed_target_against_civilians() -> None:
    assert rules(raid("rocket launchers")) == [("actor", "struck")]
    assert rules(raid("a bridge")) == []
    assert rules(raid("rocket launchers", place="Palmyra")) == []
    assert rules(raid("rocket launchers", day="2016-10-02")) == []


def change(name: str, words: str, kind: str, day: str, **more: Any) -> Item:
    trigger = words.split(maxsplit=1)[0]
    actor, recipient = ((GROUP,), (ARMY,)) if kind == "ASSAULT" else ((ARMY,), (GROUP,))
    mode = "seize-territory" if kind == "ASSAULT" else "withdraw"
    tell = Tell(trigger, kind, mode, actor, recipient, more.pop("place", "Tabqa"), day)  # type: ignore[arg-type]
    return told(name, f"In Tabqa men {words} the base, {name} wrote.", tell, published=day, outlet=name, **more)


def test_a_place_stormed_in_one_report_and_handed_over_in_another() -> None:
    stormed = change("a", "stormed", "ASSAULT", "2014-08-24")
    assert ("polarity", "manner") in rules(stormed, change("b", "surrendered", "RETREAT", "2014-08-24"))
    assert ("polarity", "manner") not in rules(stormed, change("b", "left", "RETREAT", "2014-08-24"))


def toll(name: str, killed: int, hurt: int, source: str, place: str = "Raqqa") -> Item:
    text = f"{source} counted {killed} dead and {hurt} wounded after the raid on {place}."
    numbers = ((f"{killed} dead", float(killed), float(killed), "people killed"), (f"{hurt} wounded", float(hurt), float(hurt), "people wounded"))
    raid = Tell("raid", "ASSAULT", None, (), ("civilians",), place, None, numbers, said=0)
    says = (Say(source, "counted", f"{killed} dead and {hurt} wounded", source),)
    return told(name, text, raid, says=says, published="2016-11-08", outlet=name)


def test_tolls_that_share_a_number_count_one_thing() -> None:
    result = linked(toll("a", 39, 41, "The council"), toll("b", 39, 51, "The hospital"))
    assert [c.why in ("41 against 51 wounded", "51 against 41 wounded") for c in result.contradictions if c.aspect == "number"] == [True]


def test_what_did_not_happen_in_a_whole_period_happened_on_no_day_of_it() -> None:
    fight = Tell("fought", "ASSAULT", None, (ARMY,), (GROUP,), "Palmyra", "2016-03-20")
    says = (Say("an activist", "said", "nobody battled for Palmyra", "An activist", kind="person", named=False),)
    none = Tell("battled", "ASSAULT", None, (GROUP, ARMY), (GROUP, ARMY), "Palmyra", "2015/2016", occurred=False, said=0)
    text = "The army fought for Palmyra for weeks. An activist said nobody battled for Palmyra."
    assert rules(told("a", text, fight, none, says=says)) == [("polarity", "polarity")]
    later = replace(none, time="2015")
    assert rules(told("a", text, fight, later, says=says)) == []


def test_a_writer_gives_a_place_away_on_one_day_only() -> None:
    text = "The army ceded Tabqa on the 24th. So it was that it yielded Tabqa on Saturday the 23rd."
    first = Tell("ceded", "RETREAT", "withdraw", (ARMY,), (GROUP,), "Tabqa", "2014-08-24")
    second = replace(first, trigger="yielded", time="2014-08-23")
    assert rules(told("a", text, first, second)) == [("time", "time")]
    moved = replace(second, recipient=())
    assert rules(told("a", text, first, moved)) == []


def test_media_that_deny_any_deal_deny_that_of_the_story() -> None:
    both = (ARMY, GROUP)
    text = "The two sides agreed in Douma. The media denied a pact of any kind."
    says = (Say("media", "denied", "a pact of any kind", "The media", kind="media", stance="deny"),)
    deal = Tell("agreed", "AGREE", None, both, both, "Douma", "2018-05-19")
    denied = Tell("pact", "AGREE", None, ("media",), (), None, None, occurred=False, status="denied-by-speaker", said=0)
    assert rules(told("a", text, deal, denied, says=says, published="2018-05-20")) == [("polarity", "polarity")]


def _strike(trigger: str, time: str | None, **more: Any) -> Tell:
    return Tell(trigger, "ASSAULT", more.pop("mode", None), (ARMY,), (GROUP,), more.pop("place", None), time, **more)


def test_a_beginning_stands_against_an_act_before_it() -> None:
    later = told("a", "In July the army began to bomb the group.", _strike("bomb", "2014-07"))
    before = told("b", "In June the army raided the group.", _strike("raided", "2014-06", mode="aerial"))
    assert rules(later, before) == [("time", "beginning")]
    after = told("b", "In August the army raided the group.", _strike("raided", "2014-08", mode="aerial"))
    assert rules(later, after) == []
    one_day = told("a", "On 4 July the army began to bomb the group.", _strike("bomb", "2014-07-04"))
    assert rules(one_day, before) == []
    fought = told("b", "In June the army fought the group.", _strike("fought", "2014-06"))
    assert ("time", "beginning") not in rules(later, fought)


def test_what_was_never_done_stands_against_an_act_of_its_kind_only() -> None:
    says = (Say("an official", "said the army", "never once bombed the group", "An official", kind="anonymous", named=False),)
    never = told("a", "An official said the army never once bombed the group.", _strike("bombed", None, occurred=False, said=0), says=says)
    raid = told("b", "In June the army raided the group from the air.", _strike("raided", "2014-06", mode="aerial"))
    assert [aspect for aspect, _ in rules(never, raid)] == ["polarity"]
    fight = told("b", "In June the army fought the group.", _strike("fought", "2014-06"))
    assert ("polarity", "never") not in rules(never, fight)


def _set_aside(rule: str, text: str, cue: str, content: str, *claims: Tell) -> list[tuple[str, str]]:
    r, reading = told("a", text, *claims, says=(Say("The parties", cue, content, "The parties"),))
    statements = tuple(replace(s, made=Made(rule)) for s in reading.statements)
    return rules((r, replace(reading, statements=statements)))


def test_who_makes_up_a_story_tells_it_and_who_says_so_denies_it() -> None:
    text = "The parties made up a tale that elders mediated the deal."
    tells = Tell("mediated", "CONSULT", "third-party", ("tribal leaders",), (), said=0)
    assert _set_aside("ar.statement.made-up", text, "made up", "elders mediated the deal", tells) == [("polarity", "set-aside")]
    assert _set_aside("ar.statement.verb-that", text, "made up", "elders mediated the deal", tells) == []


def test_one_purpose_against_another_in_one_sentence() -> None:
    text = "They got the fighters out, and did not spare civilians, as The parties claimed."
    out = Tell("got", "AID", None, (), (GROUP,))
    assert _set_aside("ar.statement.not-as-claimed", text, "claimed", "spare civilians", out) == [("polarity", "set-aside")]


def test_a_place_taken_by_fighting_was_not_given_up_without_any() -> None:
    says = (
        Say("the army", "said", "it took Palmyra in days of battle", "The army"),
        Say("an activist", "said the group", "gave up Palmyra without fighting", "An activist", kind="person", named=False),
    )
    took = Tell("took", "ASSAULT", "seize-territory", (ARMY,), (GROUP,), "Palmyra", "2016-03-27", said=0)
    gave = Tell("gave", "RETREAT", "withdraw", (GROUP,), (ARMY,), "Palmyra", "2016-03-27", said=1)
    text = "The army said it took Palmyra in days of battle. An activist said the group gave up Palmyra without fighting."
    assert rules(told("a", text, took, says=says[:1])) == []
    handed = text.replace("gave up", "surrendered")
    says = (says[0], replace(says[1], content="surrendered Palmyra without fighting"))
    assert ("polarity", "manner") in rules(told("a", handed, took, replace(gave, trigger="surrendered"), says=says))
