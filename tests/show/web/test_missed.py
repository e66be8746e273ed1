"""A claim that was missed, inside a statement: the form offers whose words it stands in, the number beside it, and names."""

from __future__ import annotations

import html
import re
from pathlib import Path

from isnad.model.records import Statement
from isnad.store.contracts import Row
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Browser

WHO = {"who": "Rim"}


def nested(case: Path) -> tuple[Row, str]:
    """A statement that stands in another one, and the text of its report."""
    with SqliteStore().view(case) as view:
        for report in view.reports():
            for row in view.rows(report.id):
                if isinstance(row.fact, Statement) and row.fact.parent is not None:
                    return row, report.text
    raise AssertionError("no statement stands in another")


def chosen(page: str, name: str) -> str:
    """What a choice of the form that adds is set to."""
    field = page.partition('id="add"')[2].partition(f'<select id="f-{name}"')[2].partition("</select>")[0]
    found = re.search(r'value="([^"]*)" selected', field)
    return found[1] if found else ""


def test_said_by_is_the_innermost_statement_that_covers_the_words(desk: Browser, case: Path) -> None:
    statement, text = nested(case)
    at = statement.fact.span.start
    end = text.index(" ", at + 2)
    page = desk.get(f"/report/{statement.report}?add=claim&start={at}&end={end}&lang=en").text
    with SqliteStore().view(case) as view:
        over = [r for r in view.rows(statement.report) if r.layer == "statement" and r.fact.span.start <= at and end <= r.fact.span.end]
    assert len(over) > 1
    assert chosen(page, "statement") == min(over, key=lambda r: r.fact.span.end - r.fact.span.start).id
    desk.submit(
        f"/report/{statement.report}/add",
        {"layer": "claim", "words": f"{at}-{end}", "type": "ASSAULT/", "occurred": "yes", "statement": chosen(page, "statement"), **WHO},
    )
    with SqliteStore().view(case) as view:
        (new,) = [r for r in view.rows(statement.report) if r.state == "added"]
        assert getattr(new.fact, "statement", None) is not None
    outside = desk.get(f"/report/{statement.report}?add=claim&start={len(text) - 1}&end={len(text)}").text
    assert 'id="add"' in outside


def test_the_only_number_of_a_sentence_is_ticked_and_kept(desk: Browser, case: Path) -> None:
    with SqliteStore().view(case) as view:
        for report in view.reports():
            quantities = [r for r in view.rows(report.id) if r.layer == "quantity"]
            sentences = [m.span() for m in re.finditer(r"[^.؟?!؛;\n]+", report.text)]
            alone = [(s, [q for q in quantities if s[0] <= q.fact.span.start and q.fact.span.end <= s[1]]) for s in sentences]
            found = [(s, q[0]) for s, q in alone if len(q) == 1 and q[0].fact.span.start > s[0] + 8]
            if found:
                break
    (start, _), number = found[0]
    while report.text[start].isspace():
        start += 1
    page = desk.get(f"/report/{report.id}?add=claim&start={start}&end={start + 2}&lang=en").text
    assert f'value="{number.id}" checked' in page.split('id="add"')[1]
    fields = {"layer": "claim", "words": f"{start}-{start + 2}", "type": "ASSAULT/", "occurred": "yes", "quantities": number.id, **WHO}
    desk.submit(f"/report/{report.id}/add", fields)
    with SqliteStore().view(case) as view:
        (new,) = [r for r in view.rows(report.id) if r.state == "added"]
        assert getattr(new.fact, "quantities", ()) == (number.position,)


def test_names_of_the_report_are_offered_for_who_and_to_whom(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        for report in view.reports():
            mentions = [r.fact for r in view.rows(report.id) if r.layer == "mention"]
            page = site.get(f"/report/{report.id}?add=claim&start=0&end=4").text
            known = page.partition('<datalist id="names">')[2].partition("</datalist>")[0]
            offered = {html.unescape(n) for n in re.findall(r'<option value="([^"]*)"', known)}
            assert offered == {getattr(m, "party", None) or getattr(m, "name", "") for m in mentions}
            for field in ("actor", "recipient"):
                assert re.search(rf'name="{field}"[^>]*list="names"', page)


def test_the_form_shows_words_and_keeps_offsets_folded(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        row = next(r for i in view.report_ids() for r in view.rows(i) if r.layer == "claim")
        text = view.report(row.report).text
    trigger = getattr(row.fact, "trigger", row.fact.span)
    page = site.get(f"/report/{row.report}?at={row.id}&edit=1").text.partition('id="edit"')[2].partition("</form>")[0]
    field = page.partition('class="stretch"')[2].partition("</div>")[0]
    assert text[trigger.start : trigger.end] in html.unescape(field.partition("<details>")[0])
    assert f'value="{trigger.start}-{trigger.end}"' in field.partition("<details>")[2]
