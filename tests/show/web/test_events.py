"""Events, contradictions: what the pages show, and deciding what is one and what is two."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from isnad.model.linked import Event
from isnad.show.web.language import Words
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter
from isnad.store.grouped import modes
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import OURS, Browser

WHO = {"who": "Rim"}


def most_told(case: Path) -> Event:
    with SqliteStore().view(case) as view:
        return Browse(view).events(EventFilter(told=True), 0, 1)[0][0].event


def event(case: Path, event_id: str) -> Event:
    with SqliteStore().view(case) as view:
        return view.event(event_id)


def of_claim(case: Path, claim_id: str) -> str | None:
    with SqliteStore().view(case) as view:
        row = view.row(claim_id)
        return Browse(view).event_of(row.report, row.position or 0)


def ids(case: Path, found: Event) -> list[str]:
    with SqliteStore().view(case) as view:
        return [next(r.id for r in view.rows(c.report) if r.layer == "claim" and r.position == c.claim) for c in found.claims]


def test_events_are_narrowed_by_the_address(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        total = Browse(view).events(EventFilter(), 0, 1)[1]
        assert total == view.linked_counts()[0]
    assert f"events: {total}" in re.sub(r"</?bdi>", "", site.get("/events?lang=en").text)
    for asked in ("type=ASSAULT", "party=داعش", "place=palm", "grade=contested", "from=2016&to=2016-12", "absent=yes", "order=told", "page=2"):
        assert 'href="/event/e-' in site.get(f"/events?{asked}").text, asked
    assert "No event is like that." in site.get("/events?party=%25%27%22&lang=en").text


def test_an_event_shows_all_its_tellings(site: Browser, demo_case: Path) -> None:
    found = most_told(demo_case)
    for lang in ("en", "ar"):
        page = site.get(f"/event/{found.id}?lang={lang}").text
        for claim in ids(demo_case, found):
            assert f'id="{claim}"' in page
        assert '<svg class="tree"' in page
        assert page.count('class="join"') == len(event(demo_case, found.id).joins)
    site.cookies.delete("isnad-lang")


def test_every_event_has_a_page(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        for found in view.linked().events:
            page = site.get(f"/event/{found.id}")
            assert page.status_code == 200
            picture = ElementTree.fromstring(re.findall(r'<svg class="tree".*?</svg>', page.text, re.S)[0])
            boxes = [r for r in picture.iter("rect") if "node" in r.get("class", "")]
            assert len({(r.get("x"), r.get("y")) for r in boxes}) == len(boxes)
    assert site.get("/event/e-nothing").status_code == 404


def test_a_telling_is_split_off_and_the_decision_taken_back(desk: Browser, case: Path) -> None:
    found = most_told(case)
    off, *rest = ids(case, found)
    page = desk.submit(f"/event/{found.id}/split", {"claims": off, "why": "another day", **WHO})
    assert "Held for two" in page
    now = of_claim(case, off)
    assert now is not None
    assert all(of_claim(case, i) != now for i in rest)
    desk.submit("/undo", {})
    desk.app_linker().wait(30)
    assert of_claim(case, off) == of_claim(case, rest[0])
    none = desk.post(f"/event/{found.id}/split", data={"csrf": desk.token}, headers=OURS)
    assert none.status_code in (404, 422)


def test_two_events_are_made_one(desk: Browser, case: Path) -> None:
    with SqliteStore().view(case) as view:
        one, two = (r.event for r in Browse(view).events(EventFilter(type="ASSAULT"), 0, 2)[0])
    a, b = ids(case, one)[0], ids(case, two)[0]
    assert of_claim(case, a) != of_claim(case, b)
    desk.submit(f"/event/{one.id}/merge", {"other": two.id, "why": "one attack", **WHO})
    assert of_claim(case, a) == of_claim(case, b)
    answer = desk.post(f"/event/{of_claim(case, a)}/merge", data={"csrf": desk.token, "other": of_claim(case, a) or ""}, headers=OURS)
    assert "event.merge" in answer.text


def test_a_pair_of_claims_is_decided(desk: Browser, case: Path) -> None:
    found = most_told(case)
    left, right = ids(case, found)[:2]
    desk.submit("/claims/pair", {"left": left, "right": right, "verdict": "same", **WHO})
    with SqliteStore().view(case) as view:
        assert view.judgements()[-1].verdict == "same"
        assert [b.same for b in view.bonds()] == [True]


def test_a_contradiction_is_decided(desk: Browser, case: Path) -> None:
    with SqliteStore().view(case) as view:
        found = next(c for c in view.contradictions() if c.event and len(set(c.claims)) == 2)
    for page in (desk.get("/contradictions?lang=en").text, desk.get(f"/contradiction/{found.id}").text, desk.get(f"/event/{found.event}").text):
        assert f'action="/contradiction/{found.id}/decide"' in page
    page = desk.submit(f"/contradiction/{found.id}/decide", {"verdict": "accept", "why": "both are clear", **WHO})
    assert "both are clear" in page
    with SqliteStore().view(case) as view:
        assert [(j.verdict, j.who) for j in view.judgements(found.id)] == [("accept", "Rim")]
    desk.submit(f"/contradiction/{found.id}/decide", {"verdict": "different"})
    with SqliteStore().view(case) as view:
        assert view.judgements()[-1].verdict == "different"
        one, two = (Browse(view).event_of(ref.report, ref.claim) for ref in found.claims)
        assert one != two


def test_contradictions_are_listed_by_aspect(site: Browser) -> None:
    assert "card clash" in site.get("/contradictions?aspect=polarity").text
    assert "card clash" not in site.get("/contradictions?aspect=nothing").text
    assert site.get("/contradiction/k-nothing").status_code == 404


def test_a_source_and_what_it_says(site: Browser, demo_case: Path) -> None:
    page = site.get("/sources?lang=en").text
    names = re.findall(r'name="names" value="([^"]*)"', page)
    assert len(names) > 10
    for name in names:
        assert site.get("/source", params={"name": html.unescape(name)}).status_code == 200
    assert "Tick the names" in page
    assert site.get("/source?name=nobody").status_code == 404
    assert 'href="/source?name=' in site.get("/sources?q=داعش").text
    assert 'href="/source?name=' not in site.get("/sources?q=%25%00").text


def test_two_names_are_made_one_and_two_again(desk: Browser, case: Path) -> None:
    desk.headers["accept-language"] = "en"
    assert 'value="Islamic State"' in desk.get("/sources?q=Islamic").text
    page = desk.submit("/sources/merge", {"names": ["Islamic State", "Hezbollah"], "as": "Islamic State", "why": "a test", **WHO})
    assert "They are one from now on" in page
    assert 'name="names" value="Hezbollah"' not in desk.get("/sources?q=Hezb").text
    assert "made of" in desk.get("/sources?q=Islamic+State").text
    with SqliteStore().view(case) as view:
        names = {n.name for _, r in view.items() for c in r.claims for n in (*c.actor, *c.recipient)}
    assert "Hezbollah" not in names
    desk.submit("/undo", {})
    assert 'name="names" value="Hezbollah"' in desk.get("/sources?q=Hezb").text
    one = desk.post("/sources/merge", data={"csrf": desk.token, "names": "Hezbollah"}, headers=OURS)
    assert "source.merge" in one.text


def test_it_is_said_what_became_of_an_event_and_its_old_address_leads_on(desk: Browser, case: Path) -> None:
    found = most_told(case)
    off, *rest = ids(case, found)
    page = desk.submit(f"/event/{found.id}/split", {"claims": off, "why": "another day", **WHO})
    one, two = of_claim(case, off), of_claim(case, rest[0])
    assert "Linked anew. The event is now" in page
    assert re.search(r"that left: \d", page)
    assert f"<code>{one}</code>" in page
    assert f"<code>{two}</code>" in page
    gone = desk.get(f"/event/{found.id}?lang=en")
    if found.id not in (one, two):
        assert gone.status_code == 410
        assert f'href="/event/{one}"' in gone.text
        assert f'href="/event/{two}"' in gone.text
    assert "Linked anew" not in desk.get("/events?lang=en").text


def test_an_event_of_passage_let_is_not_called_a_retreat(site: Browser, demo_case: Path) -> None:
    with SqliteStore().view(demo_case) as view:
        by_mode = modes(view, ["RETREAT"])
        for found in view.linked().events:
            held = {getattr(view.reading(c.report), "claims", ())[c.claim].mode for c in found.claims}
            assert by_mode.get(found.id) == (held.pop() if len(held) == 1 and found.type == "RETREAT" else None)
    words = Words("en")
    words.modes = lambda: {"e-1": "access"}
    assert '<span class="kind">passage let</span>' in words.event(replace(found, id="e-1", type="RETREAT"))
    assert '<span class="kind">retreat</span>' in words.event(replace(found, id="e-2", type="RETREAT"))
    for event_id, mode in by_mode.items():
        page = site.get(f"/event/{event_id}").text
        assert Words("en").kind("RETREAT", mode) in page or Words("ar").kind("RETREAT", mode) in page
