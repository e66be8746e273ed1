"""When an undated event may have been, by what its report dates around it."""

from __future__ import annotations

from dataclasses import replace

from isnad.model.linked import ClaimRef, Event
from isnad.model.records import Claim, Made, Name, PlaceMention, Reading, TimeMention
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.relate.between import between
from tests.link.gold import report

HAND = Made("test.hand")
ARMY, GROUP = Name("Syrian government"), Name("Islamic State")


def claim(at: int, time: str | None, place: int | None = None) -> Claim:
    span = Span(at, at + 5)
    return Claim(span, span, "ASSAULT", None, (ARMY,), (GROUP,), place, time, (), True, "actual", None, HAND)


def told(
    claims: tuple[Claim, ...], times: tuple[tuple[int, str], ...] = (), published: str | None = None
) -> tuple[str, dict[str, tuple[Report, Reading]]]:
    r = replace(report("a", "word " * 900, lang="en"), published=published)
    places = tuple(PlaceMention(Span(k, k + 1), name, "SY", 34.5, 38.3, None, "city", HAND) for k, name in enumerate(("Palmyra", "Homs")))
    mentions = tuple(TimeMention(Span(at, at + 4), value, "month", HAND, None) for at, value in times)
    return r.id, {r.id: (r, Reading(r.id, "hand", (), mentions, places, (), (), claims))}


def event(home: str, k: int) -> Event:
    return Event("e", "ASSAULT", "an attack", None, None, None, None, (), (), True, (ClaimRef(home, k),), (), HAND)


def test_what_the_report_dates_at_the_place_bounds_it() -> None:
    home, known = told((claim(0, "2015-05", 0), claim(100, "2016-12-11", 0), claim(200, None, 0), claim(300, "2011", 1)))
    assert between(event(home, 2), known) == "2015-05-01/2016-12-11"


def test_else_the_times_told_before_and_after_do() -> None:
    home, known = told((claim(400, None),), ((300, "2014-06"), (600, "2014-08"), (4000, "2019")))
    assert between(event(home, 0), known) == "2014-06/2014-08"
    home, known = told((claim(400, None),), ((600, "2014-08"),))
    assert between(event(home, 0), known) is None, "nothing was told before it"


def test_it_is_never_after_the_day_of_publication_and_never_over_many_years() -> None:
    home, known = told((claim(0, "2016-05", 0), claim(200, None, 0)), published="2016-05-03")
    assert between(event(home, 1), known) == "2016-05-01/2016-05-03"
    home, known = told((claim(0, "2005", 0), claim(100, "2016", 0), claim(200, None, 0)))
    assert between(event(home, 2), known) is None
