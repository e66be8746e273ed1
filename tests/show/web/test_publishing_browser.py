"""Search and dossier in a real Chromium, in Arabic and in English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from isnad.show.dossier.plan import Chosen, Plan, keep_plan, kept_plan
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Served
from tests.show.web.test_browser import lang, page, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
__all__ = ["lang", "page"]  # fixtures


def chosen(case: Path) -> list[Chosen]:
    with SqliteStore().view(case) as view:
        return list(kept_plan(view).events)


def test_words_are_searched_and_followed_to_their_place(page: Page, served: Served, lang: str) -> None:
    page.goto(f"{served.base}/search?in=reports")
    assert page.get_attribute("html", "dir") == ("rtl" if lang == "ar" else "ltr")
    page.click("h1")
    page.keyboard.press("/")
    page.keyboard.type("الانسحاب")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    words = page.locator("mark").first.inner_text()
    page.locator("mark").first.click()
    page.wait_for_selector("#text .aim")
    assert page.evaluate("[...document.querySelectorAll('#text .aim')].map(e => e.textContent).join('')") == words
    page.go_back()
    assert "q=" in page.url


def test_a_dossier_is_put_together_by_keys_and_exported(page: Page, served: Served, tmp_path: Path, lang: str) -> None:
    page.goto(f"{served.base}/dossier?order=told")
    for n in range(3):
        page.locator("table.events button").first.click()
        page.wait_for_selector(f".chosen > li >> nth={n}")
    first = [c.event for c in chosen(served.case)]
    page.locator(f"#n-{first[2]}").fill("ملاحظة: a note of mine")
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowUp")
    until(page, f"[...document.querySelectorAll('.chosen > li')].findIndex(e => e.id === 'ev-{first[2]}') === 1")
    now = chosen(served.case)
    assert [c.event for c in now] == [first[0], first[2], first[1]]
    assert now[1].note == "ملاحظة: a note of mine"
    assert page.evaluate("document.activeElement.id") == f"ev-{first[2]}"
    page.fill("#f-title", "عنوان A title")
    page.keyboard.press("Enter")
    page.wait_for_selector("#notices .notice")
    page.click("button[value=preview]")
    page.wait_for_selector("article.paper")
    assert page.get_attribute("article.paper", "dir") == ("rtl" if lang == "ar" else "ltr")
    assert "ملاحظة: a note of mine" in page.inner_text("aside.note")
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    page.locator("article.paper sup a").first.click()
    page.wait_for_selector(".feet li:target")
    quote = page.inner_text(".feet li:target q")
    page.click(".feet li:target a.to")
    page.wait_for_selector("#text .aim")
    assert " ".join(page.evaluate("[...document.querySelectorAll('#text .aim')].map(e => e.textContent).join('')").split()) in quote
    page.goto(f"{served.base}/dossier")
    for suffix, begin in (("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")):
        with page.expect_download() as waiting:
            page.click(f"a[href='/dossier/file/dossier.{suffix}']")
        waiting.value.save_as(tmp_path / f"x.{suffix}")
        assert (tmp_path / f"x.{suffix}").read_bytes().startswith(begin)


def test_full_pages_are_accessible_and_fit_a_small_screen(served: Served, chromium: Chromium, lang: str) -> None:
    with SqliteStore().write(served.case) as case:
        keep_plan(case, Plan(lang=lang, events=tuple(Chosen(e.id, note="n") for e in case.linked().events[:4])))
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale=lang, bypass_csp=True)
    page = context.new_page()
    page.goto(served.address)
    bad: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("/search?q=تدمر", "/search?actor=Russia", "/search?q=type:war", "/dossier", "/dossier/preview"):
            page.goto(served.base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            for found in axe.run(page).response["violations"]:
                if found["impact"] in ("serious", "critical"):
                    bad += [f"{path} {scheme} {found['id']}: {n['target']} {n['failureSummary'][:200]}" for n in found["nodes"][:3]]
    context.close()
    assert not bad, "\n".join(bad)
