"""What a denial denies: not what it goes on to say, not what nobody denied, and of several claims the one laid to who denies."""

from __future__ import annotations

from isnad.model.records import Reading
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
