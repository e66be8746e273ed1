"""The search page: hits marked and linked to their words, fields in the address, no query that breaks it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from isnad.store import searched
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Browser


def test_hits_are_marked_and_lead_to_their_words(site: Browser, demo_case: Path) -> None:
    page = site.get(f"/search?q={quote('انسحاب')}").text
    hits = re.findall(r'<a href="/report/(r-[0-9a-f]+)\?start=(\d+)&(?:amp;)?end=(\d+)#s-\d+-\d+"><mark>([^<]+)</mark>', page)
    assert hits
    with SqliteStore().view(demo_case) as view:
        for report, start, end, words in hits:
            assert view.report(report).text[int(start) : int(end)] == unescape(words)
    report, start, end, _ = hits[0]
    assert site.get(f"/report/{report}?start={start}&end={end}").status_code == 200


def test_fields_of_claims_find_claims(site: Browser) -> None:
    page = site.get(f"/search?lang=ar&actor={quote('الجيش السوري')}&occurred=no").text
    assert 'class="card claim absent"' in page
    assert f'value="{"الجيش السوري"}"' in page
    assert "<details open>" in page
    assert 'class="card claim' in site.get("/search?lang=en&q=attack&in=claims").text


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_cannot_be_asked_is_told_in_the_language_of_the_page(site: Browser, lang: str) -> None:
    for query, status in (("q=…", 422), ("q=" + "a" * 3000, 422), ("q=ab*", 422), ("q=type:war", 422), ("q=actor:x&in=reports", 422), ("", 200)):
        answer = site.get(f"/search?lang={lang}&{query}")
        assert answer.status_code == status, query
        assert ('role="alert"' in answer.text) == (status == 422)
    assert site.get('/search?q=")) OR NEAR(<script>alert(1)</script>').text.count("<script>") == 0
    assert site.get("/search?q=%00").status_code in (200, 422)


def test_a_case_without_an_index_is_searched_all_the_same(desk: Browser, case: Path) -> None:
    with SqliteStore().write(case) as store, store.transaction():
        searched.empty(store._db)
    assert "<mark>" in desk.get("/search?q=army").text
