"""Sidecars and options: what a person says of a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.ingest.take import Given
from tests.ingest.taking import PROSE, all_taken, checked, doubt, report


def with_sidecar(tmp_path: Path, sidecar: object, text: str = PROSE) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    raw = sidecar if isinstance(sidecar, bytes) else json.dumps(sidecar).encode()
    (tmp_path / "a.meta.json").write_bytes(raw)
    return path


def test_all_fields(tmp_path: Path) -> None:
    said = {
        "outlet": "Sawt al-Furat", "published": "2016-08-13", "url": "https://furat.example/1", "title": "رتل", "author": "رامي", "lang": "ar",
        "note": "retold\nfrom memory", "protect": ["أبو يزن"],
    }  # fmt: skip
    r = report(with_sidecar(tmp_path, said))
    assert (r.outlet, r.published, r.url, r.title, r.author, r.lang, r.note, r.protect) == (
        "Sawt al-Furat", "2016-08-13", "https://furat.example/1", "رتل", "رامي", "ar", "retold\nfrom memory", ("أبو يزن",),
    )  # fmt: skip
    assert dict(r.found) == dict.fromkeys(("outlet", "published", "url", "title", "author", "lang"), "sidecar")
    assert not r.diagnostics


def test_the_sidecar_wins_over_options_and_those_over_the_text(tmp_path: Path) -> None:
    text = "عنوان قصير عن الرتل\nالجمعة، 16 ديسمبر 2016\n\n" + PROSE
    given = Given(lang="en", outlet="Option", published="2015")
    r = report(with_sidecar(tmp_path, {"outlet": "Sidecar"}, text), given=given)
    assert (r.outlet, r.published, r.title, r.lang) == ("Sidecar", "2015", "عنوان قصير عن الرتل", "en")
    assert dict(r.found) == {"outlet": "sidecar", "published": "option", "title": "text", "lang": "option"}
    (tmp_path / "a.meta.json").unlink()
    assert report(tmp_path / "a.txt").published == "2016-12-16"


@pytest.mark.parametrize("name", ["a.meta.json", "a.txt.meta.json"])
def test_both_names_of_sidecars(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / name).write_text('{"outlet": "X"}', encoding="utf-8")
    assert [t.report.outlet for t in all_taken(tmp_path) if t.report] == ["X"]


@pytest.mark.parametrize("raw", [b"{", b"", b'{"a": 1,}', b"\xff\xfe\x00", b"[" * 100_000, b'{"outlet": "\xff"}', b"{" + b'"a":1,' * 200_000])
def test_a_broken_sidecar_is_told_and_the_report_read(tmp_path: Path, raw: bytes) -> None:
    r = report(with_sidecar(tmp_path, raw))
    assert r.text == PROSE
    assert str(doubt(r, "ingest.sidecar-broken").file).endswith("a.meta.json")


@pytest.mark.parametrize(("raw", "what"), [([], "a list"), ("x", "a string"), (3, "a number"), (True, "a truth value"), (None, "null")])
def test_a_sidecar_that_is_no_object(tmp_path: Path, raw: object, what: str) -> None:
    assert what in doubt(report(with_sidecar(tmp_path, raw)), "ingest.sidecar-shape").message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "16/12/2016"), ("published", "2016-13-01"), ("published", "2017-02-30"), ("published", "yesterday"), ("published", 2016),
        ("lang", "xx"), ("lang", "Klingon"), ("lang", 1), ("lang", ["ar"]), ("url", "furat.example"), ("url", "javascript:alert(1)"),
        ("url", "file:///etc/passwd"),
        ("outlet", "\ud800"), ("title", "a\udfffb"), ("author", "x" * 400), ("outlet", {"name": "x"}), ("protect", [1]), ("protect", {"a": 1}),
        ("protect", ["\udc00"]),
        ("title", "   "), ("note", "a\x00b"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_passed_over_and_the_rest_counts(tmp_path: Path, key: str, value: object) -> None:
    said = {"outlet": "Good", "title": "Good title here", key: value}
    r = report(with_sidecar(tmp_path, said))
    d = doubt(r, "ingest.sidecar-value")
    assert key in d.message
    assert (key == "outlet") or r.outlet == "Good"
    json.dumps([r.outlet, r.title, r.author, r.note, *r.protect], ensure_ascii=False).encode("utf-8")


def test_published_with_a_time_of_day_is_the_day(tmp_path: Path) -> None:
    assert report(with_sidecar(tmp_path, {"published": "2016-12-16T23:30:00+03:00"})).published == "2016-12-16"
    assert report(with_sidecar(tmp_path, {"published": "2016-12~"})).published == "2016-12~"


def test_names_and_regions_of_languages(tmp_path: Path) -> None:
    assert report(with_sidecar(tmp_path, {"lang": "ar-SY"})).lang == "ar"
    assert report(with_sidecar(tmp_path, {"lang": "Arabic"})).lang == "ar"


def test_unknown_keys_are_noted(tmp_path: Path) -> None:
    d = doubt(report(with_sidecar(tmp_path, {"outlte": "X", "outlet": None})), "ingest.sidecar-key")
    assert "outlte" in d.message
    assert d.severity == "note"


def test_a_language_that_the_letters_speak_against(tmp_path: Path) -> None:
    r = report(with_sidecar(tmp_path, {"lang": "en"}))
    assert r.lang == "en"
    doubt(r, "ingest.lang-doubt")


def test_a_wrong_option(tmp_path: Path) -> None:
    r = report(with_sidecar(tmp_path, {}), given=Given(published="last week", lang="??"))
    assert [d.code for d in r.diagnostics] == ["ingest.option-value", "ingest.option-value"]
    assert r.lang == "ar"


def test_sidecars_without_a_file_and_sidecars_named(tmp_path: Path) -> None:
    path = with_sidecar(tmp_path, {"outlet": "X"})
    (tmp_path / "b.meta.json").write_text("{}", encoding="utf-8")
    taken = all_taken(tmp_path)
    assert [d.code for t in taken for d in t.diagnostics] == ["ingest.sidecar-alone"]
    taken = all_taken(tmp_path / "a.meta.json", path)
    assert [t.report is not None for t in taken] == [False, True]
    assert checked(taken[0].diagnostics[0]).code == "ingest.sidecar-named"
    assert taken[0].diagnostics[0].severity == "note"
