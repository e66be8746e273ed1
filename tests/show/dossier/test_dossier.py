from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from isnad import pipeline
from isnad.errors import AnchorError, Diagnostic, UsageError
from isnad.model.linked import Linked
from isnad.settings import Settings
from isnad.show.dossier.book import Book
from isnad.show.dossier.build import DossierOptions, dossier
from isnad.show.dossier.gather import export_dossier, gather
from isnad.store.contracts import CaseInfo, View
from isnad.store.sqlite import SqliteStore

DEMO = Path(__file__).parents[3] / "src" / "isnad" / "show" / "demo_data"
NOW = "2026-01-01T00:00:00Z"
PAIR = ("Syrian government", "Islamic State")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    doubts: list[Diagnostic] = []
    made = SqliteStore().create(tmp_path_factory.mktemp("dossier") / "demo.isnad", CaseInfo("عنوان · Title", "What is the pattern?", NOW, "test"))
    settings = Settings(processes=1, progress="off")
    pipeline.add(made, [str(p) for p in sorted(DEMO.glob("*.txt"))], settings, NOW, doubts.append)
    pipeline.read(made, settings, doubts.append)
    pipeline.relink(made, settings)
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(case: View) -> str:
    return dossier(gather(case, PAIR), DossierOptions())


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for key, value in attrs:
            if key == "id" and value:
                self.ids.append(value)
            if key == "href" and value:
                self.hrefs.append(value)
            if key in ("src", "href", "srcset", "action", "data", "poster") and value and not value.startswith("#"):
                self.outside.append(value)
            assert not key.startswith("on"), "no handlers in the page"


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    tags = _Tags()
    tags.feed(page)
    assert not tags.outside
    assert not {"script", "iframe", "object", "embed", "link", "base", "form"} & tags.tags
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def test_every_link_leads_somewhere_and_no_anchor_is_met_twice(page: str) -> None:
    tags = _Tags()
    tags.feed(page)
    assert len(tags.ids) == len(set(tags.ids)), sorted(i for i in set(tags.ids) if tags.ids.count(i) > 1)[:5]
    missing = {h for h in tags.hrefs if h[1:] not in set(tags.ids)}
    assert not missing


def test_a_protected_witness_is_nowhere_in_the_page(page: str) -> None:
    assert "سامر الحلبي" in (DEMO / "10-division-blog.txt").read_text(encoding="utf-8")
    assert "سامر" not in page
    assert "الحلبي" not in page
    assert "Samer" not in page
    assert "Halabi" not in page


def test_the_demo_case_shows_what_it_was_written_for(case: View, page: str) -> None:
    linked = case.linked()
    names = {r.id: r.name for r in case.reports()}
    groups = [{names[r][:2] for r in e.reports} for e in linked.echoes]
    assert any({"01", "02", "03", "04"} <= g for g in groups), groups
    claims = [c for _, reading in case.items() for c in reading.claims]
    assert sum(not c.occurred for c in claims) >= 8
    assert linked.contradictions
    chains = [s for _, reading in case.items() for s in reading.statements]
    assert max(len(s.via) for s in chains) >= 2
    for section in ("picture", "between", "absence", "contradictions", "echoes", "map", "reports", "method"):
        assert f'<section id="{section}"' in page
    assert page.count("<svg") == 4, "timeline and map, each in both languages"


def test_a_contradiction_gives_both_values_and_a_grade_its_reason_in_both_languages(case: View, page: str) -> None:
    assert any(c.aspect == "number" for c in case.linked().contradictions)
    shown = re.findall(r'class="values"><b>(.*?)</b><span class="versus" aria-hidden="true">≠</span><b>(.*?)</b>', page)
    plain = [tuple(re.sub("<[^>]+>", "", x) for x in pair) for pair in shown]
    assert ("78", "346") in plain or ("346", "78") in plain
    assert any(("حدث" in a and "لم يحدث" in b) or "لم يحدث" in a for a, b in plain)
    reasons = re.findall('<p class="why">(.*?)</p>', page)
    assert reasons
    assert all('lang="ar"' in r and 'lang="en" dir="ltr"' in r for r in reasons)


def test_progress_is_told_three_times_a_report(case: View, tmp_path: Path) -> None:
    told: list[int] = []
    export_dossier(case, tmp_path / "out.html", DossierOptions(), PAIR, told.append)
    assert sum(told) == 3 * case.count()


def test_the_same_case_gives_the_same_page(case: View, page: str) -> None:
    assert dossier(gather(case, PAIR), DossierOptions()) == page


def test_an_original_that_was_changed_stops_the_export(case: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(case), "original", lambda self, report_id: b"something else")
    with pytest.raises(AnchorError, match=r"dossier\.original"):
        export_dossier(case, tmp_path / "out.html", DossierOptions(), PAIR)
    assert list(tmp_path.iterdir()) == []


def test_a_party_that_acts_in_no_event_is_refused_with_those_that_do(case: View) -> None:
    with pytest.raises(UsageError, match=r"dossier\.pair.*Islamic State"):
        gather(case, ("Syrian government", "Atlantis"))


def test_an_empty_case_has_no_dossier() -> None:
    with pytest.raises(UsageError, match=r"dossier\.empty"):
        dossier(Book("t", "", (), {}, Linked(), {}, None), DossierOptions())
