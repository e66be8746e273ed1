"""Events of a case beside recorded event data."""

from __future__ import annotations

from dataclasses import replace

from isnad.ingest.recorded import coverage
from isnad.model.linked import ClaimRef, Event
from isnad.model.recorded import Comparison, Record
from isnad.model.records import Claim, Made, Name, Quantity, Reading
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.relate.recorded import Reach, compare

HAND = Made("test.hand")
RECORD = Record(
    "d.csv", 2, "7", "ucdp", "2014-01-24", "2014-01-25", 1, 33.35, 43.79, 1, "Fallujah", "Anbar", "Iraq", "Government of Iraq", "IS",
    ("Iraqi government", "Islamic State"), "1", 8, 8, 9, "",
)  # fmt: skip
FAR_OFF = replace(RECORD, row=3, key="8", first="2010-01-01", last="2018-01-01", lat=30.5, lon=47.8)
EVENT = Event(
    "e1", "ASSAULT", "fight", "2014-01-24", "Fallujah", 33.35, 43.78, ("Iraqi government",), ("Islamic State",), True, (ClaimRef("r", 0),), (), HAND
)


def killed(low: float) -> dict[str, Reading]:
    claim = Claim(Span(0, 5), Span(0, 20), "ASSAULT", None, (Name("Iraqi government"),), (), None, "2014-01-24", (0,), True, "actual", None, HAND)
    return {"r": Reading("r", "hand", (), (), (), (Quantity(Span(6, 8), low, low, False, "people killed", HAND),), (), (claim,))}


def one(event: Event, readings: dict[str, Reading] | None = None, *records: Record, reach: Reach | None = None) -> Comparison:
    rows = records or (RECORD, FAR_OFF)
    (found,) = compare([event], readings or {}, rows, coverage(rows), reach)
    return found


def test_a_record_of_the_pair_the_place_and_the_day_agrees() -> None:
    found = one(EVENT, killed(8))
    assert (found.verdict, [n.record.key for n in found.near], found.near[0].sides) == ("agrees", ["7"], 2)


def test_other_numbers_of_dead_differ() -> None:
    found = one(EVENT, killed(40))
    assert found.verdict == "differs"
    assert "40" in found.why
    assert "8 to 9" in found.why


def test_an_event_of_another_pair_or_place_or_day_is_met_with_silence() -> None:
    for other in (replace(EVENT, recipient=("PKK",)), replace(EVENT, lat=34.1), replace(EVENT, time="2014-02-20")):
        assert one(other).verdict == "silent"


def test_outside_what_the_records_cover_silence_says_nothing() -> None:
    for other in (replace(EVENT, time="2021-01-01"), replace(EVENT, lat=51.5, lon=0.1), replace(EVENT, lat=None, lon=None)):
        assert one(other).verdict == "not covered"


def test_a_quiet_front_against_records_of_fighting_that_month() -> None:
    quiet = replace(EVENT, occurred=False, time="2014-01-30")
    found = one(quiet)
    assert (found.verdict, len(found.near)) == ("against", 1)
    assert one(replace(quiet, time="2014-05-30")).verdict == "silent"


def test_what_is_placed_by_province_may_lie_farther_off() -> None:
    away = replace(EVENT, lat=33.75)
    assert one(away).verdict == "silent"
    assert one(away, None, replace(RECORD, where_prec=4), FAR_OFF).verdict == "agrees"
    assert one(away, None, RECORD, FAR_OFF, reach=Reach(60)).verdict == "agrees"


def test_talks_and_undated_events_are_compared_with_nothing() -> None:
    assert compare([replace(EVENT, type="CONSULT"), replace(EVENT, time=None)], {}, [RECORD], coverage([RECORD])) == []


def told(text: str, number: str, low: float, of: str | None = "civilians", lang: str = "en") -> Comparison:
    """An event whose only claim has this number, in these words, beside a record of 8 to 9 dead."""
    at = text.index(number)
    known = killed(low)["r"]
    number_at = replace(known.quantities[0], span=Span(at, at + len(number)), of=of)
    claim = replace(known.claims[0], span=Span(0, len(text)))
    report = Report("r", text, "0" * 64, lang, Capture("r", "", "test", "text/plain", "utf-8"))
    rows = (RECORD, FAR_OFF)
    (found,) = compare([EVENT], {"r": replace(known, quantities=(number_at,), claims=(claim,))}, rows, coverage(rows), None, {"r": report})
    return found


def test_people_beside_a_word_of_killing_are_dead() -> None:
    assert told("The shelling killed 14 civilians in the town.", "14 civilians", 14).verdict == "differs"
    assert told("They shelled the market, killing 8 civilians.", "8 civilians", 8).verdict == "agrees"
    assert told("قصف الجيش السوق ما أدى إلى مقتل 14 مدنيًا وإصابة آخرين.", "14 مدنيًا", 14, lang="ar").verdict == "differs"
    assert told("وقتلوا في القصف 14 مدنيًا.", "14 مدنيًا", 14, lang="ar").verdict == "differs"


def test_the_wounded_parts_and_things_are_no_dead() -> None:
    for text, number, of, lang in (
        ("The shelling wounded 14 civilians in the town.", "14 civilians", "civilians", "en"),
        ("The shelling killed dozens, including 14 children.", "14 children", "children", "en"),
        ("The shelling killed guards and burned 14 trucks.", "14 trucks", "trucks", "en"),
        ("أدى القصف إلى إصابة 14 مدنيًا.", "14 مدنيًا", "civilians", "ar"),
    ):
        found = told(text, number, 14, of, lang)
        assert (found.verdict, "no dead given" in found.why) == ("agrees", True), text
