"""Contradictions of one event and aspect stand on one card, each quotation once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from isnad.model.linked import ClaimRef
from isnad.show.web.clashes import cards, sides
from isnad.show.web.language import Words
from isnad.show.web.tellings import Teller
from isnad.store.grouped import by_aspect, clash_groups
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Browser


def ref(n: int) -> ClaimRef:
    return ClaimRef("r", n)


def test_claims_that_contradict_each_other_never_share_a_list() -> None:
    yes, no = [ref(n) for n in range(4)], [ref(n) for n in range(10, 13)]
    pairs = [(y, n) for n in no for y in yes]
    assert [set(x) for x in sides(pairs, frozenset(yes))] == [set(yes), set(no)]
    assert [set(x) for x in sides([(n, y) for y, n in pairs], frozenset(no))] == [set(no), set(yes)]
    apart = sides([(yes[0], no[0]), (no[1], yes[1])], frozenset(yes))
    assert [set(x) for x in apart] == [{yes[0], yes[1]}, {no[0], no[1]}]
    three = sides([(ref(0), ref(1)), (ref(1), ref(2)), (ref(0), ref(2))])
    assert [len(x) for x in three] == [1, 1, 1]
    assert sides([]) == []


def test_each_card_holds_each_claim_once_and_every_pair(demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        groups, total = clash_groups(view, "", 0, 1000)
        assert total == len(groups)
        assert sum(map(len, groups)) == len(view.contradictions()) == view.linked_counts()[2] == sum(by_aspect(view.clash_counts()).values())
        for card in cards(view, Teller(view, Words("en")), groups):
            shown = [v.told.ref for part in card.lists for v in part if v.told]
            assert max(Counter(shown).values()) == 1
            place = {x: k for k, part in enumerate(card.lists) for v in part if v.told for x in [v.told.ref]}
            for pair in card.pairs:
                one, two = pair.sides
                assert place[one.ref] != place[two.ref]


def test_pages_of_contradictions_show_a_card_for_a_question(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        found = view.contradictions()
        most, n = Counter((c.event, c.aspect) for c in found if c.event).most_common(1)[0]
    for page in (site.get(f"/event/{most[0]}?lang=en").text, site.get("/?lang=en").text, site.get("/contradictions?lang=en").text):
        ids = re.findall(r'<article class="card clash" id="([^"]+)"', page)
        assert ids
        assert len(set(ids)) == len(ids)
    page = site.get(f"/event/{most[0]}?lang=en").text
    assert page.count('class="card clash"') <= len(found)
    for c in found:
        if (c.event, c.aspect) == most:
            assert page.count(f'action="/contradiction/{c.id}/decide"') == 1
    if n > 1:
        assert "Decide pair by pair" in page
