"""The dossier page: events chosen and ordered, notes, preview, export; what does not hold is refused with its reason."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from isnad.errors import AnchorError
from isnad.show.dossier import publish
from isnad.show.dossier.plan import kept_plan
from isnad.show.web.pages import dossier
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Browser

EVIL = '<script>alert(1)</script> "\' & \u202e'


def seen(page: str) -> str:
    return str(re.findall(r'name="seen" value="([^"]+)"', page)[0])


def offered(page: str) -> list[str]:
    return re.findall(r'name="do" value="add:(e-[0-9a-f]+)"', page)


def chosen(case: Path) -> list[str]:
    with SqliteStore().view(case) as view:
        return [c.event for c in kept_plan(view).events]


def press(desk: Browser, do: str, case: Path, **more: str | list[str]) -> str:
    fields: dict[str, str | list[str]] = {"seen": seen(desk.get("/dossier").text), "do": do, "title": "T", "language": "en", "figures": "yes"}
    events = chosen(case)
    fields |= {"event": events, "heading": [""] * len(events), "event-note": [""] * len(events)}
    return desk.submit("/dossier", {**fields, **more})


def test_events_are_chosen_ordered_noted_and_taken_out(desk: Browser, case: Path) -> None:
    a, b, c = offered(desk.get("/dossier?order=told").text)[:3]
    for event in (a, b, c):
        press(desk, f"add:{event}", case)
    assert chosen(case) == [a, b, c]
    press(desk, f"up:{c}", case)
    assert chosen(case) == [a, c, b]
    press(desk, f"down:{a}", case)
    assert chosen(case) == [c, a, b]
    press(desk, f"up:{c}", case)
    press(desk, f"remove:{a}", case)
    assert chosen(case) == [c, b]
    written: dict[str, str | list[str]] = {"heading": ["H", ""], "event-note": [EVIL, ""], "note": EVIL, "title": EVIL}
    page = press(desk, "save", case, **written)
    assert "<script>alert" not in page
    assert "The plan is kept" in page
    with SqliteStore().view(case) as view:
        plan = kept_plan(view)
    assert (plan.events[0].heading, plan.lang, plan.title) == ("H", "en", EVIL.replace("\u202e", "").strip())


def test_a_plan_that_was_changed_elsewhere_is_not_written_over(desk: Browser, case: Path) -> None:
    page = desk.get("/dossier").text
    a, b = offered(page)[:2]
    press(desk, f"add:{a}", case)
    told = desk.submit("/dossier", {"seen": seen(page), "do": f"add:{b}", "language": "en"})
    assert "changed in another window" in told
    assert chosen(case) == [a]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_it_is_previewed_and_exported(desk: Browser, case: Path, lang: str) -> None:
    for event in offered(desk.get("/dossier?order=told").text)[:2]:
        press(desk, f"add:{event}", case, language=lang)
    preview = desk.get("/dossier/preview").text
    assert ("According to " if lang == "en" else "بحسب ") in preview
    assert re.search(r'<article class="paper" lang="(ar|en)" dir="(rtl|ltr)"', preview)
    for suffix, begin in (("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")):
        answer = desk.get(f"/dossier/file/dossier.{suffix}")
        assert answer.status_code == 200
        assert answer.content.startswith(begin)
        assert answer.headers["content-disposition"] == f'attachment; filename="dossier.{suffix}"'
    pictures = zipfile.ZipFile(io.BytesIO(desk.get("/dossier/figures/all.zip").content)).namelist()
    assert "events.svg" in pictures
    assert "events.png" in pictures
    assert desk.get("/dossier/figures/events.svg").headers["content-type"].startswith("image/svg+xml")


def test_an_export_that_does_not_hold_is_refused_and_says_why(desk: Browser, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(desk, f"add:{offered(desk.get('/dossier').text)[0]}", case)

    def broken(*_: object) -> tuple[bytes, int]:
        raise AnchorError("dossier.anchor", "footnote 1 is other than the words of its report", remedy="isnad verify")

    monkeypatch.setattr(dossier, "published", broken)
    answer = desk.get("/dossier/file/dossier.pdf")
    assert answer.status_code in (422, 500)
    assert "dossier.anchor" in answer.text
    assert "Nothing was exported" in answer.text
    assert publish.KINDS


def test_what_is_not_there_is_not_found(desk: Browser, case: Path) -> None:
    assert desk.get("/dossier/preview").status_code == 422
    press(desk, f"add:{offered(desk.get('/dossier').text)[0]}", case)
    for path in ("/dossier/file/dossier.odt", "/dossier/figures/x.svg", "/dossier/figures/events.gif", "/dossier/figures/..%2fx.svg"):
        assert desk.get(path).status_code == 404
    assert desk.post("/dossier", data={"do": "save"}).status_code == 403
