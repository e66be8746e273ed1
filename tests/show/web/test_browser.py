"""The workbench in a real Chromium, in Arabic and in English."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from isnad.pipeline import linking_mark, relink
from isnad.settings import Settings
from isnad.store.contracts import Row
from isnad.store.decide import undo
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["ar", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def served(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests here; each leaves the case so that the next one finds what it needs."""
    folder = tmp_path_factory.mktemp("browser")
    server = Served(Path(shutil.copy(demo_case, folder / "demo.isnad")), folder / "log.txt")
    yield server
    server.stop()


def settled(case: Path) -> None:
    """Wait until the case is linked anew after the decisions of the test before."""
    for _ in range(300):
        with SqliteStore().view(case) as view:
            if view.fingerprint("link") == linking_mark(view, Settings()):
                return
        time.sleep(0.1)
    raise AssertionError("the case is not linked anew")


@pytest.fixture
def page(served: Served, chromium: Chromium, lang: str) -> Iterator[Page]:
    """A page that has entered, in a language; it fails on whatever the browser complains of."""
    settled(served.case)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale=lang)
    made = context.new_page()
    told: list[str] = []
    made.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda e: told.append(str(e)))
    made.on("request", lambda r: told.append(f"asks {r.url}") if not r.url.startswith((served.base, "data:")) else None)
    made.goto(served.address)
    yield made
    context.close()
    assert not told


def until(page: Page, expression: str) -> None:
    """Wait until something holds in the page; the browser's own way needs `eval`, which the policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(expression)


def rows(case: Path, layer: str) -> list[Row]:
    with SqliteStore().view(case) as view:
        return [r for report in view.report_ids() for r in view.rows(report) if r.layer == layer]


def row(case: Path, fact_id: str) -> Row:
    with SqliteStore().view(case) as view:
        return view.row(fact_id)


def named(page: Page, served: Served, who: str = "Rim") -> None:
    page.goto(served.base + "/")
    page.fill("#f-reader", who)
    page.click("form[action='/reader'] button")
    page.wait_for_selector(".who >> text=Rim")


def test_a_claim_is_corrected_and_taken_back_by_keys(page: Page, served: Served, lang: str) -> None:
    found = next(r for r in rows(served.case, "claim") if r.position == 1)
    named(page, served)
    page.goto(f"{served.base}/report/{found.report}")
    assert page.get_attribute("html", "dir") == ("rtl" if lang == "ar" else "ltr")
    for _ in range(60):
        page.keyboard.press("j")
        until(page, "new URLSearchParams(location.search).get('at') === document.querySelector('#panel [data-row]')?.dataset.row")
        if page.get_attribute("#panel [data-row]", "data-row") == found.id:
            break
    page.keyboard.press("a")
    page.wait_for_selector("#panel .s-accepted")
    assert row(served.case, found.id).state == "accepted"
    page.keyboard.press("x")
    page.wait_for_selector("#panel .s-rejected")
    page.keyboard.press("u")
    page.wait_for_selector("#panel .s-accepted")
    page.keyboard.press("e")
    page.wait_for_selector("#edit")
    page.select_option("#f-type", "COERCE/arrest")
    page.fill("#f-time", "2015-05")
    page.click("#edit button:not([type=button])")
    page.wait_for_selector("#panel .s-changed")
    now = row(served.case, found.id)
    assert (now.state, now.fact.type, now.fact.time) == ("changed", "COERCE", "2015-05")  # type: ignore[union-attr]
    page.keyboard.press("u")
    page.wait_for_selector("#panel .s-accepted")
    page.keyboard.press("u")
    until(page, "document.querySelector('#panel .badge.s-accepted') === null")
    assert row(served.case, found.id).state == "read"


def test_selected_words_are_counted_in_code_points(page: Page, served: Served) -> None:
    """Every word of every report is selected by the browser and must come back as its own offsets."""
    with SqliteStore().view(served.case) as view:
        reports = [(r.id, r.text) for r in view.reports()][:4]
    for report, text in reports:
        page.goto(f"{served.base}/report/{report}?layers=claim,statement,time,place,quantity,mention")
        got = page.evaluate(
            """async () => {
              const { selected } = await import('/static/report.js');
              const out = [];
              const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                for (const found of walk.currentNode.data.matchAll(/\\S+/g)) {
                  document.getSelection().setBaseAndExtent(walk.currentNode, found.index, walk.currentNode, found.index + found[0].length);
                  out.push(selected());
                }
              }
              return out;
            }"""
        )
        assert len(got) > 50
        for start, end, words in got:
            assert text[start:end] == words


def test_astral_letters_count_as_one(page: Page, served: Served) -> None:
    with SqliteStore().view(served.case) as view:
        report = view.report_ids()[0]
    page.goto(f"{served.base}/report/{report}")
    got = page.evaluate(
        """async () => {
          const { selected } = await import('/static/report.js');
          const text = document.getElementById('text');
          text.textContent = '😀 𐤀 قال';
          document.getSelection().setBaseAndExtent(text.firstChild, 6, text.firstChild, 9);
          return selected();
        }"""
    )
    assert got == [4, 7, "قال"]


def test_what_was_missed_is_added_by_selecting_it(page: Page, served: Served) -> None:
    named(page, served)
    with SqliteStore().view(served.case) as view:
        report = next(r for r in view.reports() if r.lang == "ar")
    word = report.text.split()[2]
    start = report.text.index(word)
    page.goto(f"{served.base}/report/{report.id}?layers=")
    page.evaluate(
        """([start, end]) => {
          const text = document.getElementById('text');
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          let at = 0; const range = document.createRange();
          while (walk.nextNode()) {
            const n = walk.currentNode.length;
            if (at <= start && start < at + n) range.setStart(walk.currentNode, start - at);
            if (at < end && end <= at + n) range.setEnd(walk.currentNode, end - at);
            at += n;
          }
          document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        }""",
        [start, start + len(word)],
    )
    page.keyboard.press("n")
    page.wait_for_selector("#add")
    page.select_option("#f-type", "AGREE/")
    page.fill("#f-actor", "تنظيم الدولة")
    page.click("#add button:not([type=button])")
    page.wait_for_selector("#panel .s-added")
    new = [r for r in rows(served.case, "claim") if r.state == "added"]
    assert [tuple(r.fact.span) for r in new] == [(start, start + len(word))]
    page.keyboard.press("u")
    until(page, "document.querySelector('#panel .s-added') === null")
    assert not [r for r in rows(served.case, "claim") if r.state == "added"]


def test_a_link_to_words_marks_them(page: Page, served: Served) -> None:
    with SqliteStore().view(served.case) as view:
        report = view.report(view.report_ids()[0])
    page.goto(f"{served.base}/report/{report.id}#s-10-20")
    page.wait_for_selector("#text .aim")
    assert page.evaluate("[...document.querySelectorAll('#text .aim')].map(e => e.textContent).join('')") == report.text[10:20]
    page.goto(f"{served.base}/")
    page.click("a.to >> nth=0")
    page.wait_for_selector("#text .aim")
    assert page.evaluate("document.querySelector('#text .aim').getBoundingClientRect().top < innerHeight")


PAGES = ("/", "/reports", "/events", "/contradictions", "/sources", "/source?name=SANA", "/nothing")


def addresses(case: Path) -> list[str]:
    """One address of every kind of page, and every page of the navigation."""
    from isnad.show.web import pages

    with SqliteStore().view(case) as view:
        clash = view.contradictions()[0]
        report = clash.claims[0].report
        claim = next(r.id for r in view.rows(report) if r.layer == "claim")
    more = [f"/report/{report}", f"/report/{report}?at={claim}", f"/report/{report}?at={claim}&edit=1", f"/report/{report}?add=claim&start=0&end=5"]
    return list(dict.fromkeys([*PAGES, *(e.path for e in pages.found()[1]), *more, f"/event/{clash.event}", f"/contradiction/{clash.id}"]))


def test_axe_finds_nothing_serious(served: Served, chromium: Chromium, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale=lang, bypass_csp=True)  # the checker is a script of its own
    page = context.new_page()
    page.goto(served.address)
    bad: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in addresses(served.case):
            page.goto(served.base + path)
            for found in axe.run(page).response["violations"]:
                if found["impact"] in ("serious", "critical"):
                    bad += [f"{path} {scheme} {found['id']}: {n['target']} {n['failureSummary'][:200]}" for n in found["nodes"][:3]]
    context.close()
    assert not bad, "\n".join(bad)


def test_nothing_is_wider_than_a_small_screen(served: Served, chromium: Chromium, lang: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale=lang)
    page = context.new_page()
    page.goto(served.address)
    for path in addresses(served.case):
        page.goto(served.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_names_are_merged_and_taken_apart(page: Page, served: Served) -> None:
    named(page, served)
    page.goto(f"{served.base}/sources")
    page.check('input[value="SANA"]')
    page.check('input[value="Sky News"]')
    page.fill("#f-as", "SANA")
    page.click("form[action='/sources/merge'] fieldset button")
    page.wait_for_selector(".notice")
    assert page.locator('input[value="Sky News"]').count() == 0
    with SqliteStore().write(served.case) as case:
        assert case.judgements()[-1].verdict == "merge"
        undo(case, case.judgements()[-1].id, who="Rim", when="2026-01-01T00:00:00Z")
        relink(case, Settings())


def test_an_event_is_split(page: Page, served: Served) -> None:
    named(page, served)
    page.goto(f"{served.base}/events?order=told")
    page.click("table.events a >> nth=0")
    page.wait_for_selector("svg.tree")
    tick = page.locator('input[name="claims"]').first
    claim = tick.get_attribute("value")
    many = page.locator('input[name="claims"]').count()
    tick.check()
    page.fill("#f-why", "another day")
    page.click("#split fieldset button")
    page.wait_for_selector(f"[id='{claim}']")
    assert page.locator('input[name="claims"]').count() < many


def test_a_contradiction_is_decided_and_its_words_are_followed(page: Page, served: Served) -> None:
    named(page, served)
    page.goto(f"{served.base}/contradictions")
    pairs = page.locator("details.pairs > summary")
    if pairs.count():
        pairs.first.click()  # several pairs on one card: each is decided under it
    first = page.locator(".clash-form:visible").first
    first.locator("summary").click()
    first.locator("input[name=why]").fill("both are clear")
    first.locator("button[value=accept]").click()
    page.wait_for_selector(".s-accept", state="attached")
    page.locator(".clash a.to").first.click()
    page.wait_for_selector("#text .aim")
    with SqliteStore().view(served.case) as view:
        assert view.judgements()[-1].why == "both are clear"


def test_reading_and_deciding_work_without_scripts(served: Served, chromium: Chromium, lang: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale=lang)
    page = context.new_page()
    page.goto(served.address)
    found = next(r for r in rows(served.case, "claim") if r.position == 2)
    page.goto(f"{served.base}/report/{found.report}?layers=claim")
    page.click(f'#text a[data-at="{found.id}"]')
    page.fill("#f-who", "Rim")
    page.click("#panel button[value=reject]")
    page.wait_for_selector("#panel .s-rejected")
    assert row(served.case, found.id).state == "rejected"
    page.click("form[action='/undo'] button >> nth=0")
    page.wait_for_load_state()
    assert row(served.case, found.id).state == "read"
    context.close()
