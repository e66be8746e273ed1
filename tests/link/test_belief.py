"""What the reports of a group say together of the day of their story."""

from __future__ import annotations

from itertools import permutations

from isnad.link.belief import Belief, belief_of, both
from isnad.link.days import ANY, Days, bits, days_of

TUESDAY = "2022-02-22"
EXACT, OTHER = days_of([TUESDAY], 1, None), days_of(["2022-03-22"], 1, None)
VAGUE, WEEK = days_of(["XXXX-02-22"], 1, None), days_of([], 1, None)


def together(*of: Days) -> Belief:
    whole = belief_of(of[0])
    for x in of[1:]:
        whole = both(whole, belief_of(x))[0]
    return whole


def test_of_two_reports_it_says_what_their_beliefs_say() -> None:
    for a in (EXACT, OTHER, VAGUE, WEEK, ANY):
        for b in (EXACT, OTHER, VAGUE, WEEK, ANY):
            assert abs(both(belief_of(a), belief_of(b))[1] - bits(a, b)) < 0.8


def test_two_vague_reports_date_a_group() -> None:
    """A weekday and a day without a year, each on its own, leave another Tuesday in March open; a group that has a full date does not."""
    undated = together(WEEK, WEEK)
    dated = together(WEEK, EXACT)
    april = belief_of(OTHER)
    assert both(undated, april)[1] > 1
    assert both(dated, april)[1] < -3
    assert both(dated, belief_of(VAGUE))[1] > both(undated, belief_of(VAGUE))[1]


def test_one_wrong_day_among_many_does_not_settle_it() -> None:
    mixed = together(EXACT, EXACT, EXACT, OTHER)
    assert both(mixed, belief_of(EXACT))[1] > 3
    assert both(mixed, belief_of(OTHER))[1] < 0


def test_the_order_of_reports_changes_nothing() -> None:
    values = [both(together(*of), belief_of(EXACT))[1] for of in permutations((EXACT, VAGUE, WEEK, OTHER))]
    assert max(values) - min(values) < 1e-9


def test_a_report_without_a_day_says_nothing() -> None:
    assert abs(both(belief_of(ANY), together(EXACT, WEEK))[1]) < 1e-9


def test_a_large_group_keeps_few_days() -> None:
    many = together(*(days_of([f"2022-{m:02}-{d:02}"], None, None) for m in range(1, 5) for d in range(1, 25)))
    assert len(many.points) <= 24
