"""Pages in both languages: what they hold, that they are whole, and that their addresses say what they show."""

from __future__ import annotations

import re

import pytest

from isnad.show.web import pages
from isnad.show.web.language import chosen, with_query
from tests.show.web.conftest import Browser


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_of_the_navigation_speaks_both_languages(site: Browser, lang: str, direction: str) -> None:
    for entry in pages.found()[1]:
        page = site.get(f"{entry.path}{'&' if '?' in entry.path else '?'}lang={lang}")
        assert page.status_code == 200, (entry.path, page.text[-2000:])
        assert f'<html lang="{lang}" dir="{direction}">' in page.text
        assert len(re.findall("<h1", page.text)) == 1, entry.path
        assert f'href="{entry.path}" aria-current="page"' in page.text
    site.cookies.delete("isnad-lang")


def test_the_language_is_kept(desk: Browser) -> None:
    assert 'lang="ar"' in desk.get("/?lang=ar").text
    assert '<html lang="ar"' in desk.get("/reports").text


def test_the_language_of_a_page() -> None:
    assert chosen("en", "ar", "ar") == "en"
    assert chosen("xx", "en", "ar") == "en"
    assert chosen(None, None, "fr, en;q=0.5, ar;q=0.8") == "ar"
    assert chosen(None, None, "en-GB") == "en"
    assert chosen(None, None, "") == "ar"
    assert chosen(None, None, "en;q=x, fr") == "ar"


def test_addresses_keep_what_they_ask() -> None:
    assert with_query("/reports", "q=a&page=3", page=4) == "/reports?q=a&page=4"
    assert with_query("/reports", "page=3", page=None) == "/reports"


def test_the_case_page_tells_what_is_in_it(site: Browser) -> None:
    page = site.get("/?lang=en").text
    assert 'href="/reports">16<' in page
    assert "What contradicts what" in page


def test_reports_are_narrowed_by_the_address(site: Browser) -> None:
    everything = site.get("/reports?lang=en").text
    arabic = site.get("/reports?in=ar&lang=en").text
    assert everything.count('class="report"') == 16
    assert 0 < arabic.count('class="report"') < 16
    assert "No report is like that." in site.get("/reports?q=%25&lang=en").text
    assert site.get("/reports?page=x&from=2015&to=2016-12").status_code == 200


def test_who_decides_is_asked_once(desk: Browser) -> None:
    assert "Deciding:" not in desk.get("/?lang=en").text
    assert "Deciding:" in desk.submit("/reader", {"reader": " Layla  H. "})
    assert "Layla H." in desk.get("/reports").text


def test_what_is_not_there_is_told_of_with_a_code(site: Browser) -> None:
    answer = site.get("/nothing")
    assert answer.status_code == 404
    assert "web.not-found" in answer.text
