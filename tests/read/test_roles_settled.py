"""Roles of a report as a whole: strikes that nobody owns, and what two do together where a second reader found the parties."""

from __future__ import annotations

import time

import pytest

from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims import drafts
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.fights import opponents
from isnad.model.records import Made, Mention
from isnad.model.span import Span
from isnad.read.roles_settled import MUTUAL, settle
from tests.read.corpus import sheet


def party(name: str) -> Arg:
    span = Span(0, 1)
    return Arg(0, 1, Mention(span, name, None, "force", Made("given", (), (span,)), None, name), name)


def filled(text: str, rule: str = "learned.role.recipient") -> tuple[Sheet, Draft]:
    """The one deal or talk of a text, its roles filled as a second reader fills them."""
    s = sheet(text, "ar")
    s.mentions = []
    (d,) = [d for d in drafts(s) if d.type in ("AGREE", "CONSULT")]
    d.actor, d.recipient = [party("Turkey")], [party("Russia")]
    d.rules.append(rule)
    return s, d


@pytest.mark.parametrize("text", ["لم يعلن أي اتفاق في المدينة.", "انتهت المفاوضات في المدينة."])
def test_a_deal_whose_parties_a_second_reader_found_is_between_both(text: str) -> None:
    s, d = filled(text)
    settle(s, [d])
    assert [a.party for a in d.actor] == [a.party for a in d.recipient] == ["Turkey", "Russia"]
    assert MUTUAL in d.rules


@pytest.mark.parametrize(("text", "rule"), [
    ("لم يعلن أي اتفاق في المدينة.", "ar.claim.noun"),  # the clause itself names them
    ("نفت أي دور في الاتفاق على المدينة.", "learned.role.recipient"),  # a part in it
])  # fmt: skip
def test_what_the_clause_says_of_one_and_the_other_stays(text: str, rule: str) -> None:
    s, d = filled(text, rule)
    settle(s, [d])
    assert [a.party for a in d.actor] == ["Turkey"]
    assert MUTUAL not in d.rules


def test_who_fights_in_one_endless_sentence_does_not_go_quadratic() -> None:
    def took(n: int) -> float:
        s = sheet("قاتل [الجيش|Syrian government|force] بشراسة و" * n, "ar")
        found = drafts(s)
        assert len(found) > n // 2
        started = time.process_time()
        opponents(s.doc, found)
        return time.process_time() - started

    small, large = max(0.005, min(took(100) for _ in range(3))), took(1000)
    assert large < 10 * small * 3, "ten times the fights may take at most three times ten times as long"
