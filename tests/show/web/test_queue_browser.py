"""The queue, the log and the names in a real Chromium, in Arabic and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Served
from tests.show.web.test_browser import lang, named, page, row, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
__all__ = ["lang", "page"]  # fixtures


def top(shown: Page) -> str:
    found = shown.get_attribute("#queue article.item >> nth=0", "data-row")
    assert found
    return found


def test_the_queue_is_gone_through_by_keys(page: Page, served: Served, lang: str) -> None:
    named(page, served)
    page.goto(f"{served.base}/queue")
    assert page.get_attribute("html", "dir") == ("rtl" if lang == "ar" else "ltr")
    first = top(page)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.row") == first
    page.keyboard.press("a")
    until(page, f"document.getElementById('q-{first}') === null")
    assert row(served.case, first).state == "accepted"
    second = page.evaluate("document.activeElement.dataset.row")
    assert second == top(page) != first
    page.keyboard.press("x")
    until(page, f"document.getElementById('q-{second}') === null")
    assert row(served.case, second).state == "rejected"
    page.keyboard.press("u")
    until(page, f"document.getElementById('q-{second}') !== null")
    page.keyboard.press("u")
    until(page, f"document.getElementById('q-{first}') !== null")
    assert {row(served.case, x).state for x in (first, second)} == {"read"}
    page.goto(f"{served.base}/log")
    assert page.locator("table.log tbody tr").count() == 4
    page.click("table.log tbody tr >> nth=0 >> button")  # takes the last undoing back
    page.wait_for_selector("#notices .notice")
    assert row(served.case, first).state == "accepted"


def test_in_two_windows_nothing_is_overruled_unseen(page: Page, served: Served, chromium: Chromium) -> None:
    named(page, served)
    other = chromium.new_context(locale="en")
    second = other.new_page()
    second.goto(served.address)
    for window in (page, second):
        window.goto(f"{served.base}/queue")
    claim = top(page)
    assert top(second) == claim
    page.keyboard.press("x")
    until(page, f"document.getElementById('q-{claim}') === null")
    second.fill(f"#o-{claim}", "Sami")
    second.click(f"#q-{claim} button[value=accept]")
    until(second, "document.querySelector('#notices .notice') !== null")
    assert "Look at it again" in second.inner_text("#notices")
    other.close()
    with SqliteStore().view(served.case) as view:
        assert [(j.target, j.verdict, j.who) for j in view.judgements()] == [(claim, "reject", "Rim")]


def test_two_names_are_merged_and_parted_again(page: Page, served: Served) -> None:
    named(page, served)
    page.goto(f"{served.base}/names")
    page.fill("#f-first", "Islamic State")
    page.fill("#f-second", "civilians")
    page.click("button[value=merge]")
    page.wait_for_selector("#last + ul .s-merge")
    with SqliteStore().view(served.case) as view:
        assert view.judgements()[-1].names == ("Islamic State", "civilians")
    page.click("#last + ul button >> nth=0")
    until(page, "document.querySelector('#last + ul .s-merge') === null")
    with SqliteStore().view(served.case) as view:
        assert [j.verdict for j in view.judgements()] == ["merge", "undo"]
