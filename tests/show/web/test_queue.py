"""The queue, the log and the names: shown in both languages, decided in place, taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from isnad.resolve.questions import questions
from isnad.resolve.reviewed import queue_of
from isnad.store.decide import ask_readers, decide
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import OURS, Browser

NOW = "2026-01-01T00:00:00Z"
PATHS = ("/queue", "/queue?by=stake", "/queue?layer=place&layer=time&layer=statement&layer=quantity&layer=mention&page=2", "/log", "/names",
         "/names?kind=inferred-party&page=2")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_speak_both_languages(site: Browser, path: str, lang: str) -> None:
    if "isnad-lang" in site.cookies:  # another test has asked for a language
        site.cookies.delete("isnad-lang")
    page = site.get(path, headers={"accept-language": lang})
    assert page.status_code == 200, page.text[-2000:]
    assert f'<html lang="{lang}"' in page.text
    assert "style=" not in page.text
    words = re.sub(r"<[^>]+>", " ", page.text.split("<main")[1].split("</main>")[0])
    assert ("في الانتظار" in words or "السجل" in words or "الأسماء" in words) is (lang == "ar")


def first(case: Path, **asked: object) -> str:
    with SqliteStore().view(case) as view:
        return queue_of(view, **asked).items[0].id  # type: ignore[arg-type]


def cards(page: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', page)


def form(page: str, row: str) -> dict[str, str]:
    """The fields of a row's form, as a browser would send them."""
    part = page.partition(f'data-row="{row}"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(target|seen|back)" value="([^"]*)"', part))


def test_a_row_is_decided_in_place_and_taken_back(desk: Browser, case: Path) -> None:
    page = desk.get("/queue").text
    top = cards(page)[0]
    assert top == first(case)
    page = desk.submit("/queue/decide", {**form(page, top), "verdict": "accept", "who": "Rim", "why": "seen"})
    assert top not in cards(page)
    assert "Accepted." in page
    with SqliteStore().view(case) as view:
        (j,) = view.judgements()
        assert (j.target, j.verdict, j.who, j.why, j.seen) == (top, "accept", "Rim", "seen", view.row(top).seen)
    log = desk.get("/log").text
    assert j.id in log
    assert "The log holds" in log
    page = desk.submit("/queue/undo", {"back": "/queue"})
    assert cards(page)[0] == top
    log = desk.get("/log").text
    assert log.count("taken back") >= 1
    undo = re.findall(r'name="judgement" value="(j-[^"]+)"', log)
    assert len(undo) == 1  # only the undoing itself holds, and may be undone
    page = desk.submit("/log/undo", {"judgement": undo[0]})
    assert top not in cards(desk.get("/queue").text)
    assert desk.get("/log?verdict=undo&who=Rim").text.count('<tr id="j-') + desk.get("/log?verdict=undo&who=Rim").text.count('class="undone"') >= 2


def test_who_decides_on_what_another_has_changed_is_told(desk: Browser, case: Path) -> None:
    page = desk.get("/queue").text
    top = cards(page)[0]
    with SqliteStore().write(case) as store:
        decide(store, top, "reject", who="Sami", when=NOW)
    fields = {"csrf": desk.token, **form(page, top), "verdict": "accept", "who": "Rim"}
    answer = desk.post("/queue/decide", data=fields, headers=OURS)
    assert answer.status_code == 409
    assert "case.stale" in answer.text
    with SqliteStore().view(case) as view:
        assert len(view.judgements()) == 1


def test_a_second_reader_decides_for_himself(desk: Browser, case: Path) -> None:
    page = desk.submit("/queue/readers", {"readers": "2", "who": "Huda", "back": "/queue"})
    assert "Two readers decide" in page
    top = first(case)
    with SqliteStore().write(case) as store:
        decide(store, top, "change", who="Sami", when=NOW, values={"actor": ["Somebody quite other"]})
    page = desk.get("/queue").text
    assert cards(page)[0] == top
    own = page.split(f'data-row="{top}"')[1].split("</article>")[0]
    assert "Somebody quite other" not in own
    assert "Decide for yourself" in own
    page = desk.submit("/queue/decide", {**form(page, top), "verdict": "accept"})
    assert "Another holds it otherwise" in page
    own = page.split(f'data-row="{top}"')[1].split("</article>")[0]
    assert "Somebody quite other" in own
    assert "two readers disagree" in own
    with SqliteStore().write(case) as store:
        ask_readers(store, 1, who="Huda", when=NOW)
    assert top not in cards(desk.get("/queue").text)


def test_names_are_merged_questions_answered_and_taken_back(desk: Browser, case: Path) -> None:
    with SqliteStore().view(case) as view:
        asked = questions(view)
    inferred = next(q for q in asked if q.kind == "inferred-party")
    page = desk.get("/names?kind=inferred-party").text
    assert inferred.id in page
    page = desk.submit("/names/decide", {"action": "confirm", "what": inferred.id, "who": "Rim", "back": "/names?kind=inferred-party"})
    assert f'id="{inferred.id}"' not in page
    with SqliteStore().view(case) as view:
        (j,) = view.judgements()
        assert (j.verdict, j.question) == ("accept", inferred.id)
    both = {"action": "merge", "what": ["Islamic State", "civilians"], "as": "Islamic State", "back": "/names"}
    answer = desk.post("/names/decide", data={"csrf": desk.token, **both}, headers=OURS)
    assert answer.status_code == 200
    before = {q.id for q in asked}
    with SqliteStore().view(case) as view:
        new = {q.id for q in questions(view)} - before
    assert ("New since the case last changed" in desk.get("/names?lang=en").text) == bool(new)
    with SqliteStore().view(case) as view:
        merge = view.judgements()[-1]
        assert (merge.verdict, merge.names, merge.value) == ("merge", ("Islamic State", "civilians"), "Islamic State")
    desk.submit("/names/undo", {"judgement": merge.id, "back": "/names"})
    with SqliteStore().view(case) as view:
        assert view.judgements()[-1].target == merge.id
    page = desk.submit("/names/decide", {"action": "place", "what": "Palmyra", "lat": "34٫55", "lon": "38.27", "back": "/names"})
    with SqliteStore().view(case) as view:
        assert (view.judgements()[-1].verdict, view.judgements()[-1].lat) == ("place", 34.55)


@pytest.mark.parametrize(("path", "fields"), [
    ("/queue/decide", {"verdict": "shout", "target": "c-1"}), ("/queue/readers", {"readers": "3"}), ("/names/decide", {"action": "burn"}),
    ("/names/decide", {"action": "place", "what": "Palmyra", "lat": "north"}), ("/log/undo", {"judgement": "j-0"}), ("/queue/undo", {}),
    ("/queue/decide", {"verdict": "accept", "target": "c-0"}),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_kept(desk: Browser, case: Path, path: str, fields: dict[str, str]) -> None:
    answer = desk.post(path, data={"csrf": desk.token, "who": "Rim", **fields}, headers=OURS)
    assert answer.status_code in (404, 422)
    with SqliteStore().view(case) as view:
        assert view.judgements() == []


def test_a_log_that_was_meddled_with_is_told_of(desk: Browser, case: Path) -> None:
    import sqlite3

    with SqliteStore().write(case) as store:
        for n in range(2):
            decide(store, first(case), "accept", who="Rim", when=f"2026-01-01T00:00:0{n}Z")
    with sqlite3.connect(case) as db:
        db.execute("DROP TRIGGER judgement_no_update")
        db.execute("UPDATE judgement SET who = 'Sami' WHERE seq = 1")
    db.close()
    assert "It breaks at entry" in desk.get("/log").text


def test_hostile_reasons_and_names_stay_words(desk: Browser, case: Path) -> None:
    page = desk.get("/queue").text
    top = cards(page)[0]
    bad = "<script>alert(1)</script>"
    page = desk.submit("/queue/decide", {**form(page, top), "verdict": "reject", "who": bad, "why": bad})
    log = desk.get("/log").text
    assert bad not in page + log
    assert "&lt;script&gt;" in log
