from __future__ import annotations

import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import Linked
from isnad.model.records import Claim, Made, Name, Reading, Statement
from isnad.model.span import Span
from tests.link.build import Tell, linked, together, told
from tests.link.gold import report
from tests.link.made import world


def took(trigger: str, place: str, when: str) -> Tell:
    """Islamic State takes a place from the army."""
    return Tell(trigger, "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), place, when)


TOOK = took("took", "Palmyra", "2015-05-20")


def test_two_reports_of_one_happening_share_an_event() -> None:
    a = told("a", "Islamic State took Palmyra from the army on 20 May 2015.", TOOK)
    b = told("b", "The group captured Palmyra after a week of fighting.", took("captured", "Palmyra", "2015-05-20"))
    result = linked(a, b)
    assert together(result, a, b)
    (event,) = (e for e in result.events if len(e.claims) == 2)
    assert event.name == "Islamic State take Palmyra from Syrian government, 2015-05-20"
    assert (event.place, event.time, event.occurred) == ("Palmyra", "2015-05-20", True)


def test_a_join_keeps_its_waterfall() -> None:
    a = told("a", "Islamic State took Palmyra from the army on 20 May 2015.", TOOK)
    b = told("b", "The group captured Palmyra after a week of fighting.", took("captured", "Palmyra", "2015-05"))
    (event,) = (e for e in linked(a, b).events if len(e.claims) == 2)
    (join,) = event.joins
    fields = {w.field: (w.left, w.right) for w in join.weights}
    assert fields["place"] == ("Palmyra", "Palmyra")
    assert set(fields["time"]) == {"2015-05-20", "2015-05"}
    assert {"prior", "type", "actor", "recipient"} <= fields.keys()
    assert join.total >= LinkSettings().threshold


def test_two_places_on_one_day_stay_two() -> None:
    a = told("a", "Islamic State took Palmyra on 20 May 2015.", TOOK)
    b = told("b", "Islamic State took Raqqa on 20 May 2015.", took("took", "Raqqa", "2015-05-20"))
    assert not together(linked(a, b), a, b)


def test_a_fall_and_a_recapture_never_merge() -> None:
    a = told("a", "Islamic State took Palmyra.", took("took", "Palmyra", "2016"))
    back = Tell("regained", "ASSAULT", "seize-territory", ("Syrian government",), ("Islamic State",), "Palmyra", "2016")
    b = told("b", "The army regained Palmyra.", back)
    gone = Tell("left", "RETREAT", "withdraw", ("Islamic State",), ("Syrian government",), "Palmyra", "2016")
    left = told("c", "Islamic State left Palmyra.", gone)
    result = linked(a, b, left)
    assert not together(result, a, b)
    assert not together(result, a, left)
    assert together(result, b, left), "the army's gain and the group's leaving are two faces of one happening"


def test_a_vague_claim_bridges_nothing() -> None:
    a = told("a", "Islamic State took Palmyra on 20 May 2015.", TOOK)
    b = told("b", "Islamic State took Raqqa on 12 January 2014.", took("took", "Raqqa", "2014-01-12"))
    vague = told("c", "Militants attacked the army.", Tell("attacked", "ASSAULT", None, ("militants",), ("Syrian government",)))
    result = linked(a, b, vague)
    assert not together(result, a, b)
    assert not together(result, a, vague)


def test_years_apart_stay_apart() -> None:
    a = told("a", "Islamic State took Palmyra in May 2015.", TOOK)
    b = told("b", "Islamic State took Palmyra in December 2016.", took("took", "Palmyra", "2016-12-11"))
    assert not together(linked(a, b), a, b)


def test_claims_of_one_report_merge_only_when_clearly_the_same() -> None:
    text = "Islamic State took Palmyra on 20 May 2015. The group had captured Sukhna a week before. Its men seized Palmyra at dawn."
    one = told("a", text, TOOK, took("captured", "Sukhna", "2015-05-13"), took("seized", "Palmyra", "2015-05-20"))
    groups = {tuple(c.claim for c in e.claims) for e in linked(one).events}
    assert groups == {(0, 2), (1,)}


def test_an_unknown_year_meets_a_known_one() -> None:
    a = told("a", "Islamic State took Palmyra on 20 May.", took("took", "Palmyra", "XXXX-05-20"))
    b = told("b", "The group captured Palmyra.", took("captured", "Palmyra", "2015-05-20"))
    c = told("c", "The group overran Palmyra on 2 June.", took("overran", "Palmyra", "XXXX-06-02"))
    result = linked(a, b, c)
    assert together(result, a, b)
    assert not together(result, a, c)


def test_nothing_and_broken_values_are_no_trouble() -> None:
    assert link([], LinkSettings()) == Linked()
    empty = report("e", "", lang="ar")
    odd = told("o", "They took it.", Tell("took", "ASSAULT", None, ("Islamic State",), (), None, "when the dates ripen"))
    result = linked((empty, Reading(empty.id, "hand")), odd)
    assert [e.time for e in result.events] == [None]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_order_of_reports_changes_nothing(seed: int) -> None:
    items = world(6, seed=3).items
    before = link(items, LinkSettings())
    shuffled = list(items)
    Random(seed).shuffle(shuffled)
    assert link(shuffled, LinkSettings()) == before
    assert link([*shuffled, shuffled[0]], LinkSettings()) == before, "a report given twice counts once"


def test_every_claim_stands_in_one_event() -> None:
    items = world(10, seed=5).items
    refs = [c for e in link(items, LinkSettings()).events for c in e.claims]
    assert len(refs) == len(set(refs)) == sum(len(x.claims) for _, x in items)


def test_work_grows_about_with_the_number_of_reports() -> None:
    seconds = []
    for groups in (30, 240):
        items = world(groups, seed=2).items
        started = time.perf_counter()
        link(items, LinkSettings())
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 8 * seconds[0] * 3, "eight times the reports may take at most three times eight times as long"


def test_a_report_of_thousands_of_claims_does_not_go_quadratic() -> None:
    text = "They struck Raqqa and denied the reports. " * 3000
    spot = text.index("struck")
    step = len("They struck Raqqa and denied the reports. ")
    claims = tuple(
        Claim(
            Span(spot + n * step, spot + n * step + 6), Span(n * step, (n + 1) * step), "ASSAULT", None, (Name("Russia"),), (), None, None, (),
            n % 3 > 0, "actual", n, Made("test.hand"),
        )
        for n in range(3000)
    )  # fmt: skip
    says = tuple(
        Statement(
            Span(n * step, (n + 1) * step - 1), None, None, Name(f"Speaker {n % 50}"), (), "person", True, "indirect",
            "deny" if n % 2 else "assert", None, Made("test.hand"),
        )
        for n in range(3000)
    )  # fmt: skip
    r = report("long", text, lang="en")
    started = time.perf_counter()
    result = link([(r, Reading(r.id, "hand", statements=says, claims=claims))], LinkSettings())
    assert time.perf_counter() - started < 30
    assert sum(len(e.claims) for e in result.events) == 3000
