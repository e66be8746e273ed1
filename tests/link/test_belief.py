"""What the reports of a group say together of the day of their story."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from isnad.link.belief import Belief, belief_of, bits, both
from isnad.link.days import ANY, Days

TUESDAY = date(2022, 2, 22).toordinal()
EXACT, OTHER = Days(((TUESDAY, 0.96),)), Days(((date(2022, 3, 22).toordinal(), 0.96),))
VAGUE, WEEK = Days(vague=(((2, 22, 1), 0.9),)), Days(week=((1, 0.9),))


def together(*of: Days) -> Belief:
    whole = belief_of(of[0])
    for x in of[1:]:
        whole = both(whole, belief_of(x))[0]
    return whole


def test_of_two_reports_it_says_what_their_beliefs_say() -> None:
    for a in (EXACT, OTHER, VAGUE, WEEK, ANY):
        for b in (EXACT, OTHER, VAGUE, WEEK, ANY):
            assert abs(both(belief_of(a), belief_of(b))[1] - bits(belief_of(a), belief_of(b))) < 1e-9


def test_the_finer_two_beliefs_are_the_more_it_says_that_they_are_of_one_day() -> None:
    exact, vague, week, unknown = map(belief_of, (EXACT, VAGUE, WEEK, ANY))
    assert bits(exact, exact) > bits(exact, vague) > bits(exact, week) > 1 > bits(week, unknown)
    assert abs(bits(exact, unknown)) < 0.2
    assert bits(exact, week) == bits(week, exact)


def test_other_days_speak_against_one_story_as_far_as_they_are_sure() -> None:
    exact, other, friday = map(belief_of, (EXACT, OTHER, Days(week=((4, 0.9),))))
    assert bits(exact, other) < bits(belief_of(WEEK), friday) < 0


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
    many = together(*(Days(((TUESDAY + n, 0.9),)) for n in range(96)))
    assert len(many.points) <= 24
