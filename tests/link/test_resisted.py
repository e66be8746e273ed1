"""Whether there was a fight, and how many of one thing a story has."""

from __future__ import annotations

from dataclasses import replace

from isnad.model.plover import EventType
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def resistance(*, who: str = "A colonel", place: str = "Tabqa", day: str = "2014-08-24", fighters: str = ARMY, one: bool = False) -> list[Item]:
    """The group's bulletin of a base taken without resistance, and a colonel who says that his men fought."""
    easy, hard = "took the base in Tabqa without resistance", f"fought for six hours in {place}"
    took = Tell("took", "ASSAULT", "seize-territory", (GROUP,), (ARMY,), "Tabqa", "2014-08-24", said=0)
    none = Tell("resistance", "ASSAULT", None, (ARMY,), (GROUP,), "Tabqa", "2014-08-24", occurred=False, said=0)
    fought = Tell("fought", "ASSAULT", None, (fighters,), (), place, day, said=1 if one else 0)
    says = (Say(GROUP, "said it", easy, "The group"), Say(who, "said his", hard, who, kind="official"))
    if one:
        return [ruled(told("a", f"The group said it {easy}. {who} said his men {hard}.", took, none, fought, says=says, published=day))]
    bulletin = told("a", f"The group said it {easy}.", took, none, says=says[:1], published="2014-08-24", outlet="a")
    fell = replace(took, trigger="fell", said=None)
    answer = told("b", f"{who} said his men {hard}. The base in Tabqa fell.", fought, fell, says=says[1:], published=day, outlet="b")
    return [ruled(bulletin), answer]


def aspects(*items: Item) -> list[str]:
    return sorted({c.aspect for c in linked(*items).contradictions})


def ruled(item: Item) -> Item:
    """What did not happen, as the rules of plain negatives read it."""
    r, reading = item
    claims = tuple(c if c.occurred else replace(c, made=Made("en.claim.without")) for c in reading.claims)
    return r, replace(reading, claims=claims)


def test_no_resistance_against_a_fight() -> None:
    assert aspects(*resistance()) == ["polarity"]
    assert aspects(*resistance(one=True)) == ["polarity"]
    assert aspects(*resistance(one=True, who=GROUP)) == []
    assert aspects(*resistance(place="Palmyra")) == []
    assert aspects(*resistance(day="2014-08-29")) == []
    assert aspects(*resistance(fighters="Lebanon")) == []


def convoy(name: str, kind: EventType, trigger: str, *numbers: int, at: str = "Douma") -> Item:
    """A convoy of buses, told as leaving or as coming in."""
    words = [f"{n} buses" for n in numbers]
    text = f"On 28 August {trigger} {at} in a convoy of {' and then '.join(words)} under the deal of the week, the group's families on board."
    counts = tuple((w, float(n), float(n), "buses") for w, n in zip(words, numbers, strict=True))
    tell = Tell(trigger, kind, None, (GROUP,), (), at, "2017-08-28", counts)
    return told(name, text, tell, published="2017-08-28", outlet=name, title="Convoy of buses from Douma")


def test_the_one_number_of_a_thing_that_each_report_gives() -> None:
    left = convoy("a", "RETREAT", "men left", 17)
    assert [c.why for c in linked(left, convoy("b", "ASSAULT", "men entered", 14)).contradictions if c.aspect == "number"] != []
