"""What a denial denies: not what it goes on to say, not what nobody denied, and of several claims the one laid to who denies."""

from __future__ import annotations

from dataclasses import replace

from isnad.model.records import Made, Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, linked, told

Item = tuple[Report, Reading]
ARMY, GROUP = "Syrian government", "Islamic State"


def whys(*items: Item) -> list[str]:
    return [c.why for c in linked(*items).contradictions]


def answer(cue: str, source: str = "The group", who: str = GROUP) -> Item:
    """A minister tells that the group armed fighters; somebody answers."""
    text = f"The minister said the group armed fighters. {source} {cue} it."
    content = "the group armed fighters"
    says = (Say(ARMY, "said", content, "The minister"), Say(who, f"{cue.rsplit(maxsplit=1)[-1]} it", content, source, stance="deny"))
    return told("a", text, Tell("armed", "AID", None, (GROUP,), ("civilians",), None, None, said=0), says=says)


def test_who_did_not_deny_it_denied_nothing() -> None:
    assert whys(answer("denied")) == [f"said to have happened by {ARMY}, denied by {GROUP}"]
    assert whys(answer("did not deny")) == []


def quoted(colon: str) -> Item:
    text = f"Residents said the fighters left Douma. The group denied defeat{colon} \"we left Douma for the sake of its people\"."
    says = (
        Say("residents", "said", "the fighters left Douma", "Residents", kind="witness", named=False),
        Say(GROUP, "denied", f'defeat{colon} "we left Douma for the sake of its people"', "The group", stance="deny"),
    )
    left = Tell("left Douma.", "RETREAT", "withdraw", (GROUP,), (), "Douma", None, said=0)
    own = Tell("left Douma for", "RETREAT", "withdraw", (GROUP,), (), "Douma", None, occurred=False, status="denied-by-speaker", said=1)
    return told("a", text, left, own, says=says)


def test_what_a_denial_goes_on_to_say_behind_a_colon_is_said_and_not_denied() -> None:
    assert whys(quoted(":")) == []
    assert whys(quoted(" that")) == [f"said to have happened by residents, denied by {GROUP}"]


def test_of_several_claims_the_one_laid_to_who_denies_is_denied() -> None:
    text = "A man said the army fed them and the group sold bullets. The group denied it."
    content = "the army fed them and the group sold bullets"
    says = (Say("a man", "said", content, "A man", kind="witness", named=False), Say(GROUP, "denied it", "it.", "The group", stance="deny"))
    fed = Tell("fed", "AID", None, (ARMY,), ("civilians",), None, None, said=0)
    sold = Tell("sold", "COOPERATE", None, (GROUP,), (), None, None, said=0)
    item = told("a", text, fed, sold, says=says)
    found = linked(item).contradictions
    assert [{x.claim for x in c.claims} for c in found] == [{1}]


def test_a_denial_of_what_was_not_read_is_put_to_nothing_else() -> None:
    text = "The head said the army killed ninety men. He added that guides showed the houses. The group denied that."
    says = (
        Say("the head", "said", "the army killed ninety men", "The head", kind="person"),
        Say("the head", "added", "guides showed the houses", "He", kind="person"),
        Say(GROUP, "denied that", "that.", "The group", stance="deny"),
    )
    assert whys(told("a", text, Tell("killed", "ASSAULT", "execute", (ARMY,), ("civilians",), None, None, said=0), says=says)) == []


def deal(denied: str, by: str) -> Item:
    text = f"The elders and the brigade made a deal in Douma. The ministry denied {denied} deal with the brigade there."
    says = (Say(by, "denied", f"{denied} deal with the brigade", "The ministry", stance="deny"),)
    made = Tell("deal in", "AGREE", None, ("tribal leaders", "Katiba Macina"), ("tribal leaders", "Katiba Macina"), "Douma", None)
    none = Tell("deal with", "AGREE", None, (), ("Katiba Macina",), "Douma", None, occurred=False, status="denied-by-speaker", said=0)
    return told("a", text, made, none, says=says)


def test_to_be_no_party_to_a_deal_is_no_word_on_whether_there_is_one() -> None:
    assert whys(deal("any", ARMY)) == [f"said to have happened by the report, denied by {ARMY}"]
    assert whys(deal("being party to any", ARMY)) == []


def test_one_sentence_of_two_things_holds_no_denial_of_the_one_against_the_other() -> None:
    text = "The managers denied that any fuel went out and later came back to Douma for help."
    says = (Say("managers", "denied", "any fuel went out", "The managers", stance="deny"),)
    back = Tell("came back", "RETREAT", "withdraw", (GROUP,), (), "Douma", None)
    out = Tell("went out", "RETREAT", "withdraw", (GROUP,), (), "Douma", None, occurred=False, status="denied-by-speaker", said=0)
    assert whys(told("a", text, out, back, says=says)) == []


def later(denial: str, *, rule: str = "en.statement.same-content", between: bool = True) -> Item:
    """A minister, then a resident, then a denial that was read as one of the minister's words."""
    said, seen = "the army burned Douma", "the group shot people in Douma"
    middle = f" A resident said {seen}." if between else ""
    text = f"The minister said {said}.{middle} {denial}."
    says = [Say("the minister", "said", said, "The minister", kind="official")]
    says += [Say("resident", "A resident said", seen, "A resident", kind="witness", named=False)] if between else []
    says += [Say(GROUP, "denied it", said, "The group", stance="deny")]
    burned = Tell("burned", "ASSAULT", "destroy", (ARMY,), ("civilians",), "Douma", None, said=0)
    shot = Tell("shot", "ASSAULT", "firearms", (GROUP,), ("civilians",), "Douma", None, said=1)
    r, reading = told("a", text, burned, *((shot,) if between else ()), says=tuple(says))
    made = tuple(replace(s, made=Made(rule)) if s.stance == "deny" else s for s in reading.statements)
    return r, replace(reading, statements=made)


def test_a_denial_is_of_what_was_said_last_before_it() -> None:
    assert whys(later("The group denied it")) == [f"said to have happened by resident, denied by {GROUP}"]
    assert whys(later("The group denied it", between=False)) == [f"said to have happened by minister, denied by {GROUP}"]


def test_what_somebody_is_told_not_to_do_is_no_word_on_what_was_done() -> None:
    def urged(words: str) -> Item:
        text = f"A witness said the group shelled Douma. The leader {words} shell Douma."
        says = (
            Say("witness", "A witness said", "the group shelled Douma", "A witness", kind="witness", named=False),
            Say("leader", "The leader", f"{words} shell Douma", "The leader", kind="person"),
        )
        shelled = Tell("shelled", "ASSAULT", "heavy-weapons", (GROUP,), ("civilians",), "Douma", None, said=0)
        none = Tell("shell Douma", "ASSAULT", "heavy-weapons", (GROUP,), ("civilians",), "Douma", None, occurred=False, said=1)
        return told("a", text, shelled, none, says=says, published="2018-05-20")

    assert whys(urged("said they did not")) != []
    assert whys(urged("urged them not to")) == []
