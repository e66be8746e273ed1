"""What speaks against a match: who is not surely read, acts that are often misread, steps told apart, fights that nobody surely tells."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import Any, get_args

from isnad.lang.tables import table
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.records import Made
from isnad.read.reader import read_report
from isnad.relate.patterns import Doubt, Match, Why
from isnad.relate.patterns_language import library, patterns
from isnad.relate.patterns_parties import Parties, _Laid
from isnad.relate.patterns_search import index_of, search
from isnad.resolve.authority import CompiledAuthority
from isnad.show.cli.patterns import _DOUBTS
from isnad.weigh.assess import assess
from tests.link.gold import report

AUTHORITY = CompiledAuthority()
LEAVE: dict[str, Any] = {
    "id": "leave", "name": "Leave", "roles": {"X": "who", "Y": "whom"},
    "steps": [{"id": "leave", "what": "RETREAT/withdraw", "who": "X", "whom": "Y"}],
}  # fmt: skip


def found(text: str, pattern: dict[str, Any] | str, by: str | None = None, both: bool = False) -> list[Match]:
    """Matches of one pattern in a text as the rules read it, or as a person of this name confirms that reading, or with all parties on both sides."""
    r = report("one", text, outlet="An outlet", published="2017-05-05")
    x = read_report(r, AUTHORITY)
    if by is not None:
        x = replace(x, claims=tuple(replace(c, made=Made(by)) for c in x.claims))
    if both:
        x = replace(x, claims=tuple(replace(c, actor=(*c.actor, *c.recipient), recipient=(*c.actor, *c.recipient)) for c in x.claims))
    items = [(r, x)]
    linked = link(items, LinkSettings())
    chosen = [p for p in library() if p.id == pattern] if isinstance(pattern, str) else patterns([pattern])
    return search(chosen, index_of(linked, assess(linked, items), items))


def why(matches: list[Match]) -> list[list[str]]:
    return [[d.why for d in m.doubts] for m in matches]


GUESSED = (
    "هاجم تنظيم الدولة الإسلامية الجيش السوري في تدمر، وقالت تركيا وروسيا إن ذلك خطر. وفي اليوم التالي انسحب الجيش السوري إلى حمص. "
    "وقالت تركيا إنها تتابع."
)


def test_who_is_only_taken_for_the_other_side_makes_a_possible_match_unless_a_person_says_so() -> None:
    (guessed,) = found(GUESSED, LEAVE)
    assert (guessed.standing, guessed.doubts) == ("possible", (Doubt("party", "leave", ("Y",)),))
    (named,) = found("سلم الجيش السوري تدمر لتنظيم الدولة الإسلامية.", LEAVE)
    assert (named.standing, named.doubts) == ("match", ())
    (judged,) = found(GUESSED, LEAVE, by="Salma")
    assert judged.standing == "match"


def test_possible_matches_come_last() -> None:
    text = (
        "هاجم الجيش السوري تنظيم الدولة الإسلامية في حمص. ولم يقصف الجيش السوري تنظيم الدولة الإسلامية في تدمر.\n\n"
        "وقال الجيش السوري إنه لم يقصف تنظيم الدولة الإسلامية في الرقة."
    )
    standings = [m.standing for m in found(text, "spared-target")]
    assert standings == sorted(standings)
    assert set(standings) == {"match", "possible"}


def test_an_act_that_is_often_misread_makes_a_possible_match() -> None:
    text = "هاجم الجيش السوري تنظيم الدولة الإسلامية في حمص. وساعد الجيش السوري تنظيم الدولة الإسلامية، ونسق الجيش السوري مع تنظيم الدولة الإسلامية."
    assert why(found(text, "support-for-a-rival")) == [["act"]]


def test_what_is_told_of_both_is_done_by_neither() -> None:
    siege = {
        "id": "siege", "name": "Siege", "roles": {"X": "who", "Y": "whom"},
        "steps": [{"id": "siege", "what": "COERCE/restrict", "who": "X", "whom": "Y"}],
    }  # fmt: skip
    text = "حاصر الجيش السوري تنظيم الدولة الإسلامية في تدمر."
    assert why(found(text, siege)) == [[]]
    assert [w[0] for w in why(found(text, siege, both=True))] == ["both"]


def test_every_reason_has_words_in_both_languages() -> None:
    labels = table("common", "labels")
    for reason in get_args(Why):
        assert reason in _DOUBTS
        assert labels[f"doubt.{reason}"]["ar"] != labels[f"doubt.{reason}"]["en"]


def test_a_long_report_is_not_gone_through_for_each_of_its_claims() -> None:
    """Sentences and mentions around some words, found by halving, are those that going through all of them finds."""
    text = "هاجم الجيش السوري تنظيم الدولة الإسلامية في تدمر، وقصفت روسيا حمص. وانسحب حزب الله؛ وقالت تركيا إنها تتابع\nوسلم الجيش السوري حمص لروسيا"
    r = report("one", text, outlet="An outlet", published="2017-05-05")
    x = read_report(r, AUTHORITY)
    parties, laid = Parties({"one": (r, x)}), _Laid(r, x)
    ends = [i for i, c in enumerate(text) if c in ".!?؟\n"]
    for a in range(0, len(text), 3):
        assert parties.sentence("one", a) == sum(i < a for i in ends)
        assert laid.sentence(a, a + 2) == (max((i + 1 for i in ends if i < a), default=0), min((i for i in ends if i >= a + 2), default=len(text)))
        for b in (a, a + 40):
            there = [m for m in x.mentions if a <= m.span.start < b]
            assert laid.between(a, b) == there
            assert all(laid.names(p, a, b) == any(m.party == p for m in there) for p in ("Russia", "Hezbollah"))
    assert parties.sentence("another", 5) == 0


def test_one_endless_sentence_is_judged_in_time() -> None:
    """The time that is asked of two lengths, four times apart, grows no faster than a list's."""
    told = "هاجم الجيش السوري تنظيم داعش في تدمر ثم سلم التنظيم تدمر للجيش السوري؛ "
    took = []
    for n in (150, 600):
        r = report("one", told * n, outlet="An outlet", published="2017-05-05")
        x = read_report(r, AUTHORITY)
        assert len(x.claims) >= n
        parties, began = Parties({"one": (r, x)}), process_time()
        for c in x.claims:
            for name in (*c.actor, *c.recipient):
                parties.of_claim(c, name.name, r, x)
        took.append(process_time() - began)
    assert took[1] < 8 * took[0] + 0.1
