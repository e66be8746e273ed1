"""Which reports quote an outlet of which another report of the case is, and on what evidence."""

from __future__ import annotations

import pytest

from isnad.link.cites import ENOUGH, NEAREST, Cites, cites
from isnad.link.linker import prepare
from isnad.link.options import LinkSettings
from isnad.model.records import Reading
from isnad.model.report import Report
from tests.link.build import Say, Tell, told

Item = tuple[Report, Reading]
OWN = "The Houthis shelled the fish market of Raqqa by the harbour and hurt 43 people."


def own(outlet: str = "Sawt Tihama Radio", *, text: str = OWN, number: float = 43.0, published: str | None = "2016-11-08", name: str = "own") -> Item:
    """An outlet's own report of a strike."""
    words = f"{number:.0f} people"
    strike = Tell("shelled", "ASSAULT", "heavy-weapons", ("Houthis",), ("civilians",), "Raqqa", "2016-11-08", ((words, number, number, "people"),))
    return told(name, text, strike, outlet=outlet, published=published)


def quoting(
    words: str = "43 people were fed at the fish market of Raqqa near the harbour", *, via: tuple[str, ...] = (), who: str = "Sawt Tihama",
    outlet: str = "The Mirror", published: str | None = "2016-11-09", number: float = 43.0,
) -> Item:  # fmt: skip
    """A report that has words from an outlet, or from somebody through it."""
    speaker, kind = ("A fisherman", "witness") if via else (who, "media")
    says = (Say(speaker, "said that", words, speaker, kind=kind, via=via),)  # type: ignore[arg-type]
    numbers = ((f"{number:.0f} people", number, number, "people"),) if f"{number:.0f} people" in words else ()
    fed = Tell("fed", "AID", None, ("United Nations",), ("civilians",), "Raqqa", None, numbers, said=0)
    return told("quoting", f"{speaker} said that {words}. Aid was on its way.", fed, says=says, outlet=outlet, published=published)


def found(*items: Item, together: bool = False) -> list[Cites]:
    """What is found in a case, whose reports share an event or not."""
    case = prepare(items, LinkSettings())
    n = len(case.reports)
    shared = {(i, j): [0] for i in range(n) for j in range(i + 1, n)} if together else {}
    return cites(case.reports, shared, case.comparer.rarity.bits)


def test_the_evidence_is_listed_with_its_weights_and_sums_to_enough() -> None:
    (one,) = found(own(), quoting())
    weights = [float(part.rpartition("+")[2]) for part in one.why.partition(": ")[2].split(", ") if "+" in part]
    assert sum(weights) >= ENOUGH
    assert one.name == "Sawt Tihama"
    assert "number 43 +1.5" in one.why
    assert "place Raqqa +1" in one.why


def test_large_numbers_are_written_out() -> None:
    many = 1_230_000.0
    text = "The Houthis shelled the fish market of Raqqa by the harbour and put 1230000 people to flight."
    (one,) = found(own(text=text, number=many), quoting("1230000 people were fed at the fish market of Raqqa near the harbour", number=many))
    assert "number 1,230,000 +1.5" in one.why
    assert "e+" not in one.why


def test_numbers_that_differ_far_behind_are_two_numbers() -> None:
    text = "The Houthis shelled the fish market of Raqqa by the harbour and put 1230001 people to flight."
    words = "1230002 people were fed at the fish market of Raqqa near the harbour"
    assert not any("number" in x.why for x in found(own(text=text, number=1_230_001.0), quoting(words, number=1_230_002.0)))


def test_what_is_told_through_an_outlet_rests_on_it_too() -> None:
    (one,) = found(own(), quoting(via=("Sawt Tihama",)))
    assert one.name == "Sawt Tihama"


def test_another_outlet_and_ones_own_are_not_quoted() -> None:
    assert not found(own("Radio Aden"), quoting())
    assert not found(own(), quoting(outlet="Sawt Tihama"))


def test_the_outlet_alone_is_not_enough_and_less_is_asked_beside_a_common_event() -> None:
    words = "children were fed in Raqqa"
    assert not found(own(), quoting(words))
    (one,) = found(own(), quoting(words), together=True)
    assert "on one event" in one.why


@pytest.mark.parametrize(
    ("published", "is_found"), [("2016-11-15", True), ("2016-11-16", False), ("2016-11-07", True), ("2016-11-06", False), (None, True)]
)
def test_it_quotes_within_a_week_and_clocks_may_differ_by_a_day(published: str | None, is_found: bool) -> None:
    assert bool(found(own(), quoting(published=published))) is is_found


def test_of_many_reports_of_an_outlet_the_nearest_in_time_are_looked_at() -> None:
    late = [own(name=f"late{k}", published="2016-11-09", text=f"{OWN} Report {k}.") for k in range(NEAREST)]
    early = own(name="early", published="2016-11-03", text=f"{OWN} The first.")
    quoted = {x.original for x in found(*late, early, quoting(), together=True)}
    case = prepare([*late, early, quoting()], LinkSettings())
    assert len(quoted) == NEAREST
    assert next(i for i, p in enumerate(case.reports) if p.report.name == "early") not in quoted


def test_the_order_of_reports_changes_nothing() -> None:
    items = [own(), own("Radio Aden", name="other"), quoting()]
    assert found(*items) == found(*reversed(items))
