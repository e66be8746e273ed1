"""What becomes of those whom a number counts, in sentences of our own."""

from __future__ import annotations

import pytest

from isnad.link.counts import Count, Numbers
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.text.cover import Cover
from isnad.text.doc import Doc


def counts(text: str) -> list[Count]:
    """The numbers of the claims of an English text, each once."""
    report = Report("line", text, "", "en", Capture("line", "", "", "text/plain", "utf-8"))
    reading = read_report(report, CompiledAuthority())
    numbers = Numbers(reading, Doc(text, "en"), Cover([s.span for s in reading.statements]))
    return list({c.span: c for i in range(len(reading.claims)) for c in numbers.of(i)}.values())


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Russian warplanes struck the market in Saraqib, killing 12 civilians and wounding 30, a medic said.", [(12, "killed"), (30, "wounded")]),
        (
            "Russian warplanes struck the market in Saraqib, killing 12 civilians and injuring at least 30, a medic said.",
            [(12, "killed"), (30, "wounded")],
        ),
        ("A strike on Saraqib killed 12 civilians, wounding 30, rescuers said.", [(12, "killed"), (30, "wounded")]),
        ("A strike on Saraqib wounded 30 people, killing 12, rescuers said.", [(30, "wounded"), (12, "killed")]),
        ("A strike on Saraqib killed 12 civilians and injured 30, rescuers said.", [(12, "killed"), (30, "wounded")]),
    ],
)
def test_the_hurt_are_not_counted_as_dead(text: str, want: list[tuple[int, str]]) -> None:
    assert [(c.low, c.toll) for c in counts(text)] == want


def test_what_became_of_the_counted_may_stand_behind_the_number_that_is_set_aside() -> None:
    told = "Medics said 27 civilians, not 12 as the Iraqi army announced, were killed in a raid on Mosul."
    assert [(c.low, c.toll, c.refuted, c.by) for c in counts(told)] == [(27, "killed", False, ""), (12, "killed", True, "Iraqi army")]


def test_an_aside_without_a_number_set_apart_is_not_jumped() -> None:
    told = "Medics said 27 civilians, all from Mosul, fled, and a raid wounded nobody."
    assert [(c.low, c.toll) for c in counts(told)] == [(27, "")]
