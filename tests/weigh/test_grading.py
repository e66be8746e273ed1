"""The rules of grading: the ladder, trust in sources, and rules of a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from isnad.errors import InputError
from isnad.model.contract import linked_json
from isnad.model.linked import Assessment, Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.weigh.assess import assess, falls
from isnad.weigh.rules import beside, rules_of, standard
from tests.link.build import Say, Tell, linked, told
from tests.weigh.test_assess import fall

Item = tuple[Report, Reading]
SHIPPED = Path(__file__).parents[2] / "resources" / "common" / "grading.yaml"


def struck(name: str, who: str, kind: str, *, deny: bool = False) -> Item:
    """A report that Syrian government planes struck Idlib, as somebody says or denies."""
    cue = "denied" if deny else "said"
    text = f"{who} {cue} that Syrian government planes hit a market in Palmyra on 20 May, in the words of {name}."
    content = f"Syrian government planes hit a market in Palmyra on 20 May, in the words of {name}"
    says = (Say(who, cue, content, who, kind, stance="deny" if deny else "assert", named=kind != "anonymous"),)  # type: ignore[arg-type]
    status = "denied-by-speaker" if deny else "actual"
    hit = Tell("hit", "ASSAULT", "aerial", ("Syrian government",), ("civilians",), "Palmyra", "2015-05-20", said=0, occurred=not deny, status=status)  # type: ignore[arg-type]
    return told(name, text, hit, says=says, outlet=f"Outlet {name}")


def weighed(*items: Item) -> tuple[Linked, Assessment]:
    result = linked(*items)
    (event,) = (e for e in result.events if e.type == "ASSAULT")
    return result, next(a for a in assess(result, items) if a.event == event.id)


def test_who_did_it_and_says_so_confirms() -> None:
    _, a = weighed(struck("a", "Palmyra Coordination", "organisation"), struck("b", "Syrian Air Force", "official"))
    assert a.grade == "confirmed"
    assert "says so itself" in a.why


def test_nameless_word_against_a_named_denial_is_discounted() -> None:
    _, a = weighed(struck("a", "local sources", "anonymous"), struck("b", "Syrian army command", "official", deny=True))
    assert a.grade == "discounted"


def test_named_word_against_a_denial_is_contested() -> None:
    _, a = weighed(struck("a", "Palmyra Coordination", "organisation"), struck("b", "Syrian army command", "official", deny=True))
    assert a.grade == "contested"
    assert [(x.reliability, x.credibility) for x in a.lines] == [("C", 4)]
    assert [(x.reliability, x.credibility) for x in a.against] == [("D", 4)]


def test_every_line_has_a_reliability_and_a_credibility_with_reasons() -> None:
    _, a = weighed(fall("a", "Syrian Observatory for Human Rights"), fall("b", "Palmyra Coordination"), fall("c", "residents", kind="anonymous"))
    assert {x.origin.split(" through")[0]: (x.kind, x.reliability, x.credibility) for x in a.lines} == {
        "Syrian Observatory for Human Rights": ("organisation", "C", 1), "Palmyra Coordination": ("organisation", "C", 1),
        "residents": ("anonymous", "F", 1),
    }  # fmt: skip
    assert all(x.reliability_why and x.credibility_why for x in a.lines)


def test_what_would_be_left_if_an_origin_fell() -> None:
    result, a = weighed(struck("a", "Palmyra Coordination", "organisation"), struck("b", "Syrian army command", "official", deny=True))
    event = next(e for e in result.events if e.id == a.event)
    left = {line.origin: word for line, word, _ in falls(event, a, [c for c in result.contradictions if c.event == event.id], standard())}
    assert left == {"Palmyra Coordination": "weak", "Syrian army command": "weak"}


def test_a_user_may_replace_the_rules(tmp_path: Path) -> None:
    case = tmp_path / "palmyra.isnad"
    assert rules_of(case) is standard()
    own = SHIPPED.read_text(encoding="utf-8").replace("sources: {}", 'sources: {Palmyra Coordination: {reliability: B, why: "known to us"}}')
    beside(case).write_text(own.replace("when: {for: 2}", "when: {for: 3}"), encoding="utf-8")
    rules = rules_of(case)
    assert rules.mark != standard().mark
    items = [fall("a", "Syrian Observatory for Human Rights"), fall("b", "Palmyra Coordination")]
    (a,) = assess(linked(*items), items, rules)
    assert a.grade == "weak"
    assert [(x.reliability, x.reliability_why) for x in a.lines if x.origin == "Palmyra Coordination"] == [("B", "known to us")]


def test_a_users_file_may_say_no_more_than_what_he_thinks_of_a_source(tmp_path: Path) -> None:
    case = tmp_path / "palmyra.isnad"
    beside(case).write_text("entries:\n  - {id: weigh.reliability, sources: {Palmyra Coordination: B}}\n", encoding="utf-8")
    rules = rules_of(case)
    assert rules.grades == standard().grades
    assert rules.kinds == standard().kinds
    items = [fall("a", "Syrian Observatory for Human Rights"), fall("b", "Palmyra Coordination")]
    result = linked(*items)
    found = assess(result, items, rules)
    (a,) = found
    assert {x.origin: (x.reliability, x.reliability_why) for x in a.lines} == {
        "Palmyra Coordination": ("B", "set by people in palmyra.grading.yaml"),
        "Syrian Observatory for Human Rights": ("C", standard().kinds["organisation"][1]),
    }
    (told,) = linked_json(result, found, [r for r, _ in items])["independence"]
    assert {x["origin"]: (x["admiralty"], x["denies"]) for x in told["trust"]} == {
        "Palmyra Coordination": ("B2", False), "Syrian Observatory for Human Rights": ("C2", False),
    }  # fmt: skip
    assert all(x["reliability_why"] and x["credibility_why"] for x in told["trust"])


@pytest.mark.parametrize(
    "wrong",
    ["grade: certain", "when: {lines: 2}", "when: {clash: [colour]}", "when: {credited: 2}", 'says: "{nothing}"', "entries: []", "- a\n- b", "{"],
)
def test_rules_that_are_not_understood_are_refused(tmp_path: Path, wrong: str) -> None:
    case = tmp_path / "c.isnad"
    shipped = SHIPPED.read_text(encoding="utf-8")
    if wrong.startswith(("grade", "when", "says")):
        key = wrong.partition(":")[0]
        at = shipped.index(f"    {key}:")
        wrong = shipped[:at] + f"    {wrong}\n" + shipped[shipped.index("\n", at) + 1 :]
    beside(case).write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError, match=r"weigh\.rules"):
        rules_of(case)


def test_the_table_that_is_shipped_is_the_file_that_people_read() -> None:
    assert standard().mark == rules_from(SHIPPED)


def rules_from(path: Path) -> str:
    import yaml

    from isnad.weigh.rules import _grading

    return _grading(yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]).mark
