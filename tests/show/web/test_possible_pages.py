"""Contradictions that are only possible stand apart, folded, with what speaks against them; commands, pages and the dossier give one count."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from isnad import pipeline
from isnad.lang.tables import table
from isnad.link import doubts
from isnad.settings import Settings
from isnad.show.cli.app import run
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import client

NOW = "2016-11-10T12:00:00Z"
TEXTS = {
    "a": "قتل الطيران الروسي 84 مدنيا في غارة على مدينة الرقة اليوم الثلاثاء 8 تشرين الثاني 2016.",
    "b": "سقط 40 قتيلا من المدنيين في غارة روسية على مدينة الرقة اليوم الثلاثاء 8 تشرين الثاني 2016.",
    "c": "نفت وزارة الدفاع الروسية أن يكون طيرانها قد قصف مدينة الرقة يوم الثلاثاء 8 تشرين الثاني 2016.",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tolls of one day, and a denial."""
    folder = tmp_path_factory.mktemp("possible")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    made = SqliteStore().create(folder / "a.isnad", CaseInfo("Case", "", NOW, "isnad/test"))
    pipeline.add(made, [str(folder / "in")], Settings(processes=1, published="2016-11-08"), NOW, lambda _: None)
    pipeline.read(made, Settings(processes=1), lambda _: None)
    pipeline.relink(made, Settings(processes=1))
    made.close()
    return folder / "a.isnad"


def test_pages_fold_the_possible_ones_and_say_what_speaks_against_them(case: Path) -> None:
    site = client(case).enter()
    for lang, words in (("en", "which may be of two hours"), ("ar", "قد يكونان لساعتين مختلفتين")):
        for address in ("/contradictions", *(f"/event/{c.event}" for c in SqliteStore().view(case).possible())):
            page = site.get(f"{address}?lang={lang}").text
            sure, _, possible = page.partition('<details class="possible"')
            assert words not in sure, address
            assert words in possible, address
        alone = site.get(f"/contradictions?standing=possible&lang={lang}").text
        assert words in alone
        assert '<details class="possible"' not in alone


def test_all_give_one_count(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", str(case), "--format", "json"]) == 0
    stats = json.loads(capsys.readouterr().out)
    stats = stats[0] if isinstance(stats, list) else stats
    counts = {}
    for option in ((), ("--possible",)):
        assert run(["contradictions", str(case), "--format", "json", *option]) == 0
        counts[bool(option)] = len(json.loads(capsys.readouterr().out))
    assert (counts[False], counts[True]) == (1, 1) == (stats["contradictions"], stats["possible contradictions"])
    page = client(case).enter().get("/?lang=en").text
    assert '<a href="/contradictions">1</a>' in page
    assert "and <bdi>1</bdi> only possible" in page
    out = tmp_path / "a.html"
    assert run(["dossier", str(case), "-o", str(out)]) == 0
    dossier = out.read_text("utf-8")
    section = re.search(r'<section id="contradictions">.*?</section>', dossier, re.DOTALL)
    assert section is not None
    assert "<small>1</small>" in section[0]
    assert section[0].count('<div class="clash"') == 2
    assert "which may be of two hours" in section[0].partition('<details class="possible"')[2]


def test_every_reason_against_a_contradiction_has_arabic_words() -> None:
    known = {w["en"] for key, w in table("common", "labels").items() if key.startswith("given.")}
    said = {v for k, v in vars(doubts).items() if k.isupper() and isinstance(v, str)}
    assert said <= known
