"""Reports that attack their reader: what stands in a text, a title, a file name or in metadata is words on the page, and nothing else."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from isnad.errors import Diagnostic
from isnad.pipeline import run as make
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Browser, client

EVIL = "\"><script>alert('x')</script><img src=x onerror=alert(1)>'`{{7*7}}{%raw%}"
BIDI = "report\u202egnp.exe"
TEXT = f"""دخل تنظيم الدولة مدينة تدمر في 20 أيار 2015 وانسحب الجيش منها.
وقال محمود النصر {EVIL} إن الجيش سلّم المدينة للتنظيم.
</div></article><script src="http://evil.example/x.js"></script><base href="http://evil.example/"><style>body{{display:none}}</style>
قال ناشطون إن 50 مدنياً قتلوا. <!-- <svg onload=alert(2)> --> javascript:alert(3) \u202e قلب \u2066
"""


class Elements(HTMLParser):
    """The elements of a page that are none of ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag in ("style", "base", "iframe", "object", "embed", "frame", "applet"):
            self.bad.append(tag)
        if tag == "script" and not re.fullmatch(r"/static/[a-z-]+\.js", given.get("src", "")):
            self.bad.append(f"{tag} {given}")
        if tag in ("img", "link") and not re.match(r"/(static|report)/", given.get("src", given.get("href", ""))):
            self.bad.append(f"{tag} {given}")
        self.bad += [f"{tag} {k}" for k in given if k.startswith("on") or k in ("style", "srcdoc")]
        self.bad += [f"{tag} {k} {given[k]}" for k in ("href", "src", "action") if k in given and not re.match(r"/(?![/\\])|[?#]", given[k])]

    def handle_comment(self, data: str) -> None:
        self.bad.append(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of such reports."""
    folder = tmp_path_factory.mktemp("hostile")
    inputs = folder / "in"
    inputs.mkdir()
    for k, name in enumerate(("a'b\"c<script>alert(1)<&script>", BIDI, "..%2f..%2fetc")):
        (inputs / f"{name}.txt").write_text(TEXT + str(k), encoding="utf-8")
        about = {"title": f"{EVIL} {k}", "outlet": f"Outlet {EVIL}", "author": EVIL, "url": "javascript:alert(4)", "note": EVIL}
        about |= {"published": "2015-05-21", "lang": "ar"}
        (inputs / f"{name}.meta.json").write_text(json.dumps(about), encoding="utf-8")
    told: list[Diagnostic] = []
    make(folder / "evil.isnad", [inputs], title=f"Case {EVIL}", question=EVIL, now="2026-01-01T00:00:00Z", tell=told.append).close()
    return folder / "evil.isnad"


@pytest.fixture(scope="module")
def evil(hostile: Path) -> Browser:
    return client(hostile).enter()


def addresses(case: Path) -> list[str]:
    """Every address of the case's pages."""
    out = ["/", "/reports", "/events", "/contradictions", "/sources"]
    with SqliteStore().view(case) as view:
        for report in view.report_ids():
            out += [f"/report/{report}", f"/report/{report}?layers=mention,claim&beside=original", f"/report/{report}?add=claim&start=0&end=4"]
            out += [f"/report/{report}?at={r.id}&edit=1" for r in view.rows(report)]
        out += [f"/event/{r.event.id}" for r in Browse(view).events(EventFilter(), 0, 50)[0]]
        out += [f"/contradiction/{c.id}" for c in view.contradictions()]
    return out


def test_no_words_become_markup(evil: Browser, hostile: Path) -> None:
    pages = addresses(hostile)
    assert len(pages) > 20
    for path in pages:
        page = evil.get(path)
        assert page.status_code == 200, path
        assert not Elements(page.text).bad, (path, Elements(page.text).bad)


def test_the_words_are_there_as_words(evil: Browser, hostile: Path) -> None:
    with SqliteStore().view(hostile) as view:
        report = view.reports()[0]
    page = evil.get(f"/report/{report.id}").text
    body = page.split('<div id="text"')[1].split(">", 1)[1].partition("</div>")[0]
    assert html.unescape(re.sub(r"<[^>]*>", "", body)) == report.text
    assert html.escape(EVIL, quote=False).replace("&#39;", "'")[:20] in html.unescape(page) or EVIL in html.unescape(page)


def test_file_names_make_no_headers(evil: Browser, hostile: Path) -> None:
    with SqliteStore().view(hostile) as view:
        reports = view.report_ids()
    for report in reports:
        answer = evil.get(f"/report/{report}/original")
        assert re.fullmatch(r"attachment; filename=\"original\"; filename\*=UTF-8''[A-Za-z0-9%._~-]+", answer.headers["content-disposition"])
        source = evil.get(f"/report/{report}/source")
        assert source.headers["content-type"] == "text/plain; charset=utf-8"
        assert source.headers["x-content-type-options"] == "nosniff"


def test_addresses_are_words_too(evil: Browser) -> None:
    asked = [f"{path}={EVIL}" for path in ("/reports?q", "/events?place=x&party", "/sources?q", "/?lang")]
    for path in (*asked, f"/nothing/{EVIL}", "/report/%3Cscript%3E"):
        page = evil.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_what_is_asked_cannot_break_the_query(evil: Browser) -> None:
    for asked in ("'", '"', "%", "_", "\\", "a' OR 1=1 --", "NULL", "*", "a\u0000b"):
        for path in ("/reports?q=", "/reports?outlet=", "/reports?from=", "/events?party=", "/events?place=", "/events?type=", "/sources?q="):
            assert evil.get(path + quote(asked)).status_code == 200, (path, asked)
