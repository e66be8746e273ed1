"""The register of outlets: many, each once, common words guarded, owners only with a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc
from isnad.text.fold import fold

ROOT = Path(__file__).parents[2] / "resources" / "actors"
ENTRIES: list[dict[str, Any]] = [e for p in sorted(ROOT.glob("outlets*.yaml")) for e in yaml.safe_load(p.read_text(encoding="utf-8"))["entries"]]


def names(text: str, lang: str) -> set[str | None]:
    """Entities of the outlets mentioned."""
    return {m.entity for m in CompiledAuthority().mentions(Doc(text, lang)) if m.kind in ("outlet", "agency")}


def test_there_are_hundreds_in_both_languages() -> None:
    assert len(ENTRIES) >= 400
    for e in ENTRIES:
        assert e["kind"] in ("outlet", "agency"), e["id"]
        assert e.get("ar") or e.get("ar_guard") or e.get("en") or e.get("en_guard"), e["id"]
    assert sum(bool(e.get("ar") or e.get("ar_guard")) for e in ENTRIES) >= 400
    assert sum(bool(e.get("en") or e.get("en_guard")) for e in ENTRIES) >= 400


def test_an_alias_names_one_outlet() -> None:
    owner: dict[str, str] = {}
    for e in ENTRIES:
        for key in ("ar", "ar_guard", "en", "en_guard"):
            for alias in e.get(key, ()):
                assert owner.setdefault(fold(alias), e["id"]) == e["id"], alias


def test_owner_and_camp_stand_only_with_a_source() -> None:
    for e in ENTRIES:
        if "camp" in e or "owner" in e:
            assert e.get("source"), e["id"]


@pytest.mark.parametrize(
    ("text", "lang", "entity"),
    [
        ("ونقلت صحيفة الزمان عن شهود أن الجسر أغلق.", "ar", "outlet.zaman-iq"),
        ("وذكر مراسل نهر ميديا أن الطريق مقطوع.", "ar", "outlet.nahermedia"),
        ("وقالت شبكة «السويداء 24» إن الأهالي عادوا.", "ar", "outlet.suwayda24"),
        ("أفادت صحيفة الشرق القطرية بأن الوفد وصل.", "ar", "outlet.sharq-qa"),
        ("The bridge was closed, Axios reported.", "en", "outlet.axios"),
        ("He told Iran International that the road was open.", "en", "outlet.iran-intl"),
    ],
)
def test_outlets_are_found(text: str, lang: str, entity: str) -> None:
    assert entity in names(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("سقط في درعا 24 قتيلا في ذلك الزمان.", "ar"),
        ("وصل اللواء صباحا، وقالت المعلومة الأخيرة إن المدى بعيد.", "ar"),
        ("بدأت الهدنة عند الساعة 24 وعاد الأهالي إلى المدينة.", "ar"),
        ("The sun rose at dawn; an observer said the mirror broke.", "en"),
        ("They walked up the hill and crossed the Atlantic.", "en"),
    ],
)
def test_common_words_are_no_outlets(text: str, lang: str) -> None:
    assert names(text, lang) == set()


def test_a_guarded_name_counts_beside_a_word_for_an_outlet() -> None:
    assert "outlet.sabah" in names("The mill was shut, Sabah newspaper reported.", "en")
    assert "outlet.dawn" in names("The mill was shut, the newspaper Dawn reported.", "en")
    assert names("At dawn the sabah prayer began.", "en") == set()
