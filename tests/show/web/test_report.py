"""The report page: marks over the very text, what stands behind them, and decisions by plain forms."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from isnad.model.records import Claim
from isnad.model.span import Span
from isnad.show.web.marks import Mark, escaped, marked
from isnad.store.contracts import Row
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import OURS, Browser

WHO = {"who": "Rim"}


def shown(page: str) -> str:
    """The text that a browser has in the marked text of a page."""
    body = page.split('<div id="text"')[1].split(">", 1)[1].partition("</div>")[0]
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def reports(case: Path) -> list[tuple[str, str]]:
    with SqliteStore().view(case) as view:
        return [(r.id, r.text) for r in view.reports()]


def claims(case: Path) -> list[Row]:
    """The claims of the first report that has three."""
    with SqliteStore().view(case) as view:
        for report in view.report_ids():
            found = [r for r in view.rows(report) if r.layer == "claim"]
            if len(found) > 2:
                return found
    raise AssertionError("no report has claims")


def row(case: Path, fact_id: str) -> Row:
    with SqliteStore().view(case) as view:
        return view.row(fact_id)


def test_the_page_holds_the_text_and_nothing_else(site: Browser, demo_case: Path) -> None:
    for report, text in reports(demo_case):
        for layers in ("", "?layers=", "?layers=claim,statement,time,place,quantity,mention,relation,link"):
            assert shown(site.get(f"/report/{report}{layers}").text) == text


@pytest.mark.parametrize("text", ["a\r\nb", "<b>&amp;</b>", "nul\0here", "علي 😀 قال", "\n\nfirst", "a" * 5000])
def test_no_character_is_lost_or_made_another(text: str) -> None:
    page = str(marked(text, [Mark(Span(0, 1), "c-1", "claim", True, 0), Mark(Span(0, len(text)), "s-1", "statement", False, 9)], []))
    assert html.unescape(re.sub(r"<[^>]*>", "", page)) == text.replace("\0", "\ufffd")
    assert "\r" not in page
    assert str(escaped("<")) == "&lt;"


def test_marks_that_nest_and_cross_are_cut() -> None:
    marks = [
        Mark(Span(0, 6), "s-1", "statement", False, 9), Mark(Span(2, 8), "c-1", "clause", False, 8), Mark(Span(3, 4), "c-1", "claim", True, 0),
        Mark(Span(3, 5), "t-1", "time", True, 1), Mark(Span(9, 9), "q-1", "quantity", True, 2),
    ]  # fmt: skip
    page = str(marked("abcdefghij", marks, [("layers", "claim")], current="c-1"))
    assert re.sub(r"<[^>]*>", "", page) == "abcdefghij"
    assert page.count('id="m-c-1"') == page.count('id="m-s-1"') == page.count('id="m-t-1"') == 1
    assert 'href="?layers=claim&amp;at=c-1#m-c-1"' in page
    assert re.search(r'<a class="m statement clause time claim current lead" data-m="s-1 c-1 t-1" data-at="c-1"[^>]*>d</a>', page)
    assert re.search(r'data-at="t-1"[^>]*>e</a>', page)


def test_layers_are_switched_by_the_address(site: Browser, demo_case: Path) -> None:
    report = claims(demo_case)[0].report
    body = site.get(f"/report/{report}?layers=claim").text.split('id="text"')[1].split("</div>")[0]
    assert 'class="m clause claim"' in body or 'class="m claim"' in body
    assert "statement" not in body
    assert "data-m" not in site.get(f"/report/{report}?layers=").text.split('id="text"')[1].split("</div>")[0].replace("clause", "")


def test_an_address_marks_any_words(site: Browser, demo_case: Path) -> None:
    report, text = reports(demo_case)[0]
    page = site.get(f"/report/{report}?start=5&end=12").text
    assert 'id="s-5-12"' in page
    assert shown(page) == text
    for bad in ("start=12&end=5", "start=-1&end=4", "start=0&end=99999999", "start=x&end=y"):
        assert 'id="s-' not in site.get(f"/report/{report}?{bad}").text


def test_what_stands_behind_a_mark(site: Browser, demo_case: Path) -> None:
    for found in claims(demo_case):
        whole = site.get(f"/report/{found.report}?at={found.id}&lang=en").text
        piece = site.get(f"/report/{found.report}/mark/{found.id}").text
        for page in (whole, piece):
            assert found.fact.made.rule in page
            assert "Why it was read so" in page
            assert f'name="seen" value="{found.seen}"' in page
    assert site.get(f"/report/{found.report}/mark/c-nothing").status_code == 404


def test_every_kind_of_row_has_its_details_and_its_form(site: Browser, demo_case: Path) -> None:
    seen: set[str] = set()
    with SqliteStore().view(demo_case) as view:
        for report in view.report_ids():
            for found in view.rows(report):
                if found.layer not in seen:
                    seen.add(found.layer)
                    for lang in ("ar", "en"):
                        assert site.get(f"/report/{report}?at={found.id}&edit=1&lang={lang}").status_code == 200
    assert {"claim", "statement", "time", "place", "quantity", "mention"} <= seen
    site.cookies.delete("isnad-lang")


def test_accept_and_reject_and_take_back(desk: Browser, case: Path) -> None:
    first, second = claims(case)[:2]
    page = desk.submit(f"/report/{first.report}/decide", {"target": first.id, "verdict": "accept", "seen": first.seen, **WHO})
    assert "Accepted." in page
    assert row(case, first.id).state == "accepted"
    assert row(case, first.id).decisions[0].who == "Rim"
    desk.submit(f"/report/{first.report}/decide", {"target": second.id, "verdict": "reject", "seen": second.seen, "why": "a heading"})
    assert row(case, second.id).state == "rejected"
    assert row(case, second.id).decisions[0].why == "a heading"
    assert "Taken back." in desk.submit("/undo", {})
    assert row(case, second.id).state == "read"
    desk.submit("/undo", {})
    assert row(case, first.id).state == "read"
    answer = desk.post("/undo", data={"csrf": desk.token}, headers=OURS)
    assert answer.status_code == 422
    assert "decide.nothing-mine" in answer.text


def form_of(page: str, name: str) -> dict[str, str]:
    """What a form of a page would send, untouched."""
    body = page.split(f'id="{name}"')[1].partition("</form>")[0]
    sent = re.findall(r'<input(?![^>]*type="checkbox"(?![^>]* checked))[^>]*? name="([^"]*)"[^>]*? value="([^"]*)"', body)
    out = {html.unescape(k): html.unescape(v) for k, v in sent}
    for select, options in re.findall(r'<select[^>]*name="([^"]*)">(.*?)</select>', body, re.S):
        out[select] = html.unescape((re.findall(r'value="([^"]*)" selected', options) or [""])[0])
    return out


def test_a_claim_is_corrected(desk: Browser, case: Path) -> None:
    found = claims(case)[0]
    form = form_of(desk.get(f"/report/{found.report}?at={found.id}&edit=1").text, "edit")
    untouched = desk.post(f"/report/{found.report}/decide", data={"csrf": desk.token, **form, **WHO}, headers=OURS)
    assert "decide.nothing" in untouched.text
    desk.submit(f"/report/{found.report}/decide", {**form, "type": "COERCE/arrest", "time": "2015-05", "actor": "تنظيم الدولة", "why": "misread"})
    now = row(case, found.id)
    assert now.state == "changed"
    assert isinstance(now.fact, Claim)
    assert (now.fact.type, now.fact.mode, now.fact.time) == ("COERCE", "arrest", "2015-05")
    assert [n.name for n in now.fact.actor] == ["Islamic State"]
    assert {c.field for c in now.decisions[0].changes} <= {"type", "mode", "time", "actor"}
    bad = desk.post(f"/report/{found.report}/decide", data={"csrf": desk.token, **form, "seen": now.seen, "time": "yesterday"}, headers=OURS)
    assert bad.status_code == 422
    assert "decide.value" in bad.text
    assert "Taken back." in desk.submit("/undo", {})
    assert row(case, found.id).state == "read"


def test_nobody_overrules_what_he_has_not_seen(desk: Browser, case: Path) -> None:
    found = claims(case)[0]
    desk.submit(f"/report/{found.report}/decide", {"target": found.id, "verdict": "reject", "seen": found.seen, **WHO})
    late = {"csrf": desk.token, "target": found.id, "verdict": "accept", "seen": found.seen}
    answer = desk.post(f"/report/{found.report}/decide", data=late, headers=OURS)
    assert answer.status_code == 409
    assert "case.stale" in answer.text
    assert row(case, found.id).state == "rejected"


def test_what_was_missed_is_added_by_its_words(desk: Browser, case: Path) -> None:
    found = claims(case)[0]
    text = dict(reports(case))[found.report]
    at = text.index(" ") + 1
    page = desk.get(f"/report/{found.report}?add=claim&start={at}&end={at + 6}").text
    assert f'value="{at}-{at + 6}"' in page
    desk.submit(f"/report/{found.report}/add", {"layer": "claim", "words": f"{at}-{at + 6}", "type": "AGREE/", "occurred": "yes", **WHO})
    with SqliteStore().view(case) as view:
        new = [r for r in view.rows(found.report) if r.state == "added"]
    assert [(r.layer, tuple(r.fact.span)) for r in new] == [("claim", (at, at + 6))]
    desk.submit("/undo", {})
    with SqliteStore().view(case) as view:
        assert not [r for r in view.rows(found.report) if r.state == "added"]
    words = text.split("\n")[0]
    desk.submit(f"/report/{found.report}/add", {"layer": "mention", "words": words, "name": "A name"})
    absent = {"csrf": desk.token, "layer": "mention", "words": "not there at all", "name": "x"}
    answer = desk.post(f"/report/{found.report}/add", data=absent, headers=OURS)
    assert "decide.words" in answer.text


def test_a_decision_needs_a_name(desk: Browser, case: Path) -> None:
    found = claims(case)[0]
    answer = desk.post(f"/report/{found.report}/decide", data={"csrf": desk.token, "target": found.id, "verdict": "accept"}, headers=OURS)
    assert answer.status_code == 422
    assert "web.who" in answer.text
    assert row(case, found.id).state == "read"


def test_the_original_is_kept_and_never_run(site: Browser, demo_case: Path) -> None:
    report, text = reports(demo_case)[0]
    answer = site.get(f"/report/{report}/original")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert text.strip()[:40] in answer.text
    assert site.get(f"/report/{report}/source").headers["content-type"].startswith("text/plain")
    assert site.get(f"/report/{report}?beside=original").status_code == 200
    assert site.get(f"/report/{report}/page/0.png").status_code == 404
    assert site.get("/report/r-nothing").status_code == 404
