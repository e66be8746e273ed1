"""Saved pages: main text, what the page says of itself, and pages made to hurt."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from isnad.ingest import markup, pagemeta
from isnad.ingest.limits import IngestSettings
from tests.ingest.taking import PROSE, doubt, page, refused, report

PAGES = Path(__file__).parent / "pages"
LINES = PROSE.splitlines()
# name → headline, outlet, writer, day
SAID = {
    "wordpress-ar": ("مصادر محلية: قافلة من خمسين شاحنة غادرت منبج ليلاً", "صوت الفرات", "رامي العلي", "2016-08-13"),
    "blogger-ar": ("أسئلة عن صفقة النفط", "دفتر الجزيرة", "أبو يزن", "2016-12-09"),
    "divs-ar": ("اتفاق الزبداني: تفاصيل الساعات الأخيرة", "موقع الأرز", "ليلى حداد", "2015-09-24"),
    "jsonld-en": ("Rebels deny handing over airbase", "The Harbour Post", "Miriam Holt", "2015-09-10"),
    "list-ar": ("حصاد اليوم في إدلب ودرعا", "مرصد الجنوب", None, "2018-03-19"),
    "amp-ar": ("الدفاع تنفي قصف سوق البلدة", "shaam.example", None, None),
    "readalso-ar": ("الدفاع تنفي قصف سوق البلدة", None, None, None),
    "wayback-ar": ("الدفاع تنفي قصف سوق البلدة", "قاسيون الحر", None, "2015-07-08"),
    "forum-ar": ("الدفاع تنفي قصف سوق البلدة", "منتديات الشام", None, None),
    "spans-ar": ("الدفاع تنفي قصف سوق البلدة", "النهر", None, None),
    "live-ar": ("الدفاع تنفي قصف سوق البلدة", None, None, None),
    "printer-ar": ("الدفاع تنفي قصف سوق البلدة", None, None, "2015-07-08"),
    "pre-en": ("Ministry denies striking market", None, None, None),
    "lead-en": ("Ministry denies striking market", None, None, None),
    "tables-en": ("Ministry denies striking market", "The Mirror", None, "2015-07-08"),
    "comments-en": ("Ministry denies striking market", "Border Watch", "Sara Nims", "2015-07-08"),
    "short-ar": ("انفجار قرب معبر باب السلامة", "شبكة الحدود", None, "2017-04-02"),
}


@pytest.mark.parametrize("name", SAID)
def test_main_text_and_metadata(name: str) -> None:
    r = report(PAGES / f"{name}.html")
    assert r.text == (PAGES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert (r.title, r.outlet, r.author, r.published) == SAID[name]
    assert all(who == "html" for _, who in r.found)
    assert not r.diagnostics
    assert r.capture.charset == "utf-8"
    assert r.lang == name[-2:]


def test_a_page_laid_out_with_tables_in_windows_1256(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes((PAGES / "tables-1256.utf8.html").read_text(encoding="utf-8").encode("cp1256"))
    r = report(path)
    assert r.text == (PAGES / "tables-1256.txt").read_text(encoding="utf-8").rstrip("\n")
    assert (r.capture.charset, r.outlet, r.published) == ("windows-1256", "وكالة أنباء الضفتين", "2016-06-08")
    assert not r.diagnostics


def test_a_wrong_declaration(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(*LINES).decode().replace("charset=utf-8", "charset=iso-8859-1").encode("cp1256"))
    r = report(path)
    assert r.text.splitlines()[1:] == LINES
    doubt(r, "ingest.charset-declared")
    path.write_bytes(page(*LINES).replace(b"charset=utf-8", b"charset=x-nonsense"))
    r = report(path)
    assert r.text.splitlines()[1:] == LINES
    doubt(r, "ingest.charset-unknown")


def write(tmp_path: Path, data: str | bytes) -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_only_scripts(tmp_path: Path) -> None:
    text = '<!doctype html><html><head><title>Loading</title></head><body><div id="app"></div>'
    text += '<script>var text = "كلمات كثيرة";</script><noscript>Turn it on</noscript></body></html>'
    refused(write(tmp_path, text), "ingest.html-empty")
    refused(write(tmp_path, "<html><frameset><frame src=a.html></frameset></html>"), "ingest.html-empty")


def test_a_page_in_utf16(tmp_path: Path) -> None:
    assert report(write(tmp_path, page(*LINES).decode().encode("utf-16"))).text.splitlines()[1:] == LINES


def test_a_page_without_a_main_text_gives_its_paragraphs(tmp_path: Path) -> None:
    text = "<html><body><a href=1>Home</a><h4>قصف</h4>نعم</body></html>"
    r = report(write(tmp_path, text))
    assert r.text.splitlines() == ["قصف", "نعم"]
    doubt(r, "ingest.html-fallback")


def test_saved_from_comment_and_known_host(tmp_path: Path) -> None:
    text = page(*LINES).replace(b"<html>", b"<html>\n<!-- saved from url=(0042)https://www.enabbaladi.net/archives/1 -->")
    r = report(write(tmp_path, text))
    assert (r.url, r.outlet) == ("https://www.enabbaladi.net/archives/1", "Enab Baladi")


def test_titles_are_split_only_where_the_page_shows_how() -> None:
    lines = ["قصف على حلب: 3 قتلى", "نص آخر طويل لا علاقة له"]
    assert pagemeta.split_title("قصف على حلب: 3 قتلى | موقع الأرز", lines) == ("قصف على حلب: 3 قتلى", "موقع الأرز")
    assert pagemeta.split_title("موقع الأرز - قصف على حلب: 3 قتلى", lines) == ("قصف على حلب: 3 قتلى", "موقع الأرز")
    assert pagemeta.split_title("هدوء في حمص - هل يستمر", lines) == (None, None)
    assert pagemeta.split_title("قصف على حلب: 3 قتلى", lines) == ("قصف على حلب: 3 قتلى", None)


@pytest.mark.parametrize(
    "ld",
    ["{", "[" * 5000, '{"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": ["x"]}',
     '{"@type": "NewsArticle", "headline": "\\ud800", "datePublished": "2016"}',
     '{"@graph": [[[[{"@type": ["NewsArticle"], "headline": 5, "author": [[]]}]]]]}',
     '{"@type": "NewsArticle", "datePublished": "9999-99-99", "author": {"name": {}}}'],
)  # fmt: skip
def test_broken_json_ld(tmp_path: Path, ld: str) -> None:
    r = report(write(tmp_path, page(*LINES).replace(b"</head>", f'<script type="application/ld+json">{ld}</script></head>'.encode())))
    assert r.text.splitlines()[1:] == LINES
    assert r.published is None
    (r.title or "").encode("utf-8")


P = "<p>" + "كلمات من المدينة القديمة " * 8 + "</p>"
HOSTILE = {
    "divs": "<div>" * 100_000 + P,
    "bold": "<b>" * 100_000 + P,
    "tables": "<table><tr><td>" * 30_000 + P,
    "attributes": "<p " + " ".join(f'a{i}="x"' for i in range(60_000)) + ">" + P,
    "attributes in quotes": "<p " + " ".join(f'a{i}=">"' for i in range(60_000)) + ">" + P,
    "links": P + "<a href=x>كلمة</a> " * 60_000,
    "breaks": "<div>" + "سطر من النص<br>" * 60_000,
    "paragraphs": P * 10_000,
    "comments": P + "<!--" * 60_000,
    "quotes": P + '<a "' * 60_000,
    "brackets": P + "<" * 300_000,
    "entities": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + P + "&b;" * 1000,
    "ampersands": P + "&#" * 100_000 + "&#xD800;&#x110000;&#0;",
    "textareas": P + "<textarea>" * 30_000,
    "one word": "<p>" + "ا" * 2_000_000,
    "classes": P + '<div class="' + "comment " * 50_000 + '">x</div>',
    "nul": P.replace(" ", "\x00"),
    "titles": "<title>" + "عنوان - " * 20_000 + "</title>" + P,
    "lists": "<ul>" + "<li>" * 30_000 + P,
    "json": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + P,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_made_to_hurt(tmp_path: Path, name: str) -> None:
    start = time.monotonic()
    r = report(write(tmp_path, "<html><body>" + HOSTILE[name]))
    assert time.monotonic() - start < 12
    assert "المدينة" in r.text or name in ("breaks", "one word", "nul")
    r.text.encode("utf-8")


def test_markup_without_a_tree() -> None:
    text = "<html><head><title>t</title><style>p{}</style></head><body><p title='a > b'>one &amp; <b>two</b><br/>three"
    text += "<script>x < y</script><!-- no --><td>four"
    assert markup.lines(text) == ["one & two", "three", "four"]
    assert markup.lines("<p>" * 3 + "a <3 b") == ["a <3 b"]


def test_too_long_a_page(tmp_path: Path) -> None:
    refused(write(tmp_path, page(*(LINES * 50))), "ingest.too-long", limits=IngestSettings(max_text=2000))
