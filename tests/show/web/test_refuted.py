"""A number that a claim itself sets aside is shown as that of whom it names, by the account of the one who sets it aside; never as the latter's."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.model.linked import Anchor, ClaimRef, Contradiction
from isnad.model.records import Made
from isnad.model.span import Span
from isnad.show.cli.app import run
from isnad.show.dossier.build import DossierOptions, dossier
from isnad.show.dossier.gather import gather
from isnad.show.dossier.paper import paper
from isnad.show.dossier.plan import Chosen, Plan
from isnad.show.dossier.reasons import whose
from isnad.show.web.clashes import Card, cards
from isnad.show.web.language import Words
from isnad.show.web.tellings import Teller
from isnad.store.grouped import clash_groups
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView
from tests.show.web.conftest import client

REFUTER = "أعلن الدفاع المدني السوري أن حصيلة قتلى الغارة الروسية على سوق سراقب في 14 آذار 2019 بلغت 27 قتيلاً لا 12 كما أعلن المستشفى."
OTHER = "قال مصدر طبي إن طائرات حربية روسية قصفت يوم 14 آذار 2019 سوق الخضار في مدينة سراقب، ما أدى إلى مقتل 12 مدنياً."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refuted")
    for name, text in (("r1", REFUTER), ("r2", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    out = folder / "a.isnad"
    assert run(["new", str(out)]) == run(["add", str(out), str(folder / "r1.txt"), str(folder / "r2.txt")]) == run(["link", str(out)]) == 0
    return out


@pytest.fixture
def view(path: Path) -> Iterator[SqliteView]:
    with SqliteStore().view(path) as found:
        yield found


def within(view: SqliteView) -> Contradiction:
    (found,) = (c for c in view.contradictions() if len(set(c.claims)) == 1)
    return found


def whose_numbers(card: Card) -> list[set[tuple[str, str | None]]]:
    return [{(v.quote.core, v.by) for v in part} for part in card.lists]


def test_the_case_has_one_whose_sides_are_of_one_claim(view: SqliteView) -> None:
    c = within(view)
    assert [whose(c, n) for n in (0, 1)] == [None, "المستشفى"]
    assert [a.span.quote(REFUTER) for a in c.anchors] == ["27 قتيلاً", "12"]


@pytest.mark.parametrize(
    ("why", "by"),
    [
        ("27 against 12 killed, which is what Syrian army said", "Syrian army"), ("27 against 12 killed, which is what others said", ""),
        ("27 against 12 killed, which is what somebody said", ""), ("27 against 12 killed", None),
    ],
)  # fmt: skip
def test_who_is_named(why: str, by: str | None) -> None:
    ref, anchor = ClaimRef("r", 0), Anchor("r", Span(0, 1))
    assert whose(Contradiction("k-1", "number", None, (ref, ref), (anchor, anchor), why, Made("link.contradiction.number")), 1) == by
    assert whose(Contradiction("k-1", "number", None, (ref, ClaimRef("r", 1)), (anchor, anchor), why, Made("x")), 1) is None


def test_a_card_has_both_sides_and_each_number_in_its_list(view: SqliteView) -> None:
    teller = Teller(view, Words("ar"))
    (alone,) = cards(view, teller, [[within(view)]])
    assert whose_numbers(alone) == [{("27 قتيلاً", None)}, {("12", "المستشفى")}]
    assert len(alone.pairs[0].sides) == 1  # one claim cannot be two happenings
    groups, _ = clash_groups(view, "number", 0, 100)
    for card in cards(view, teller, groups):
        for pair in card.pairs:
            assert pair.voices[0].number != pair.voices[1].number
            assert pair.voices[0].quote.core != pair.voices[1].quote.core


def test_pages_name_whose_the_number_is(view: SqliteView, path: Path) -> None:
    page = client(path).enter().get(f"/contradiction/{within(view).id}?lang=ar").text
    lists = [html.unescape(re.sub("<[^>]+>", "", x)) for x in re.findall(r'<ul class="side plain">(.*?)</ul>', page, re.DOTALL)]
    assert len(lists) == 2
    assert "برواية مصدر ينفي الرقم" not in lists[0]
    assert "المستشفى، برواية مصدر ينفي الرقم" in re.sub("[\u2066-\u2069]", "", lists[1])


def test_dossiers_name_whose_the_number_is(view: SqliteView) -> None:
    c = within(view)
    whole = dossier(gather(view, None), DossierOptions())
    (page,) = re.findall(rf'<div class="clash" id="{c.id}">.*?</div></div></div>', whole, re.DOTALL)
    assert page.count("المستشفى، برواية مصدر ينفي الرقم") == 1
    assert c.event is not None
    lines = [re.sub("[\u2066-\u2069]", "", b.text) for b in paper(view, Plan(lang="ar", events=(Chosen(c.event),))).blocks if b.kind == "item"]
    assert any(x.startswith("الخوذ البيضاء") and x.endswith(": 27") for x in lines)
    assert any(x.startswith("المستشفى (بحسب الخوذ البيضاء") and x.endswith(": 12") for x in lines)
    assert not any(x.startswith("الخوذ البيضاء") and x.endswith(": 12") for x in lines)
