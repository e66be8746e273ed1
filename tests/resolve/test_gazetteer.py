"""The gazetteer: what it holds, where its coordinates come from, and how names are compared."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from genscripts.common import RESOURCES, dump
from genscripts.gazetteer_import import area, clipped, simplified
from genscripts.tables import gazetteer as build
from genscripts.tables import gazetteer_basemap, gazetteer_words
from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.lang.tables import table
from isnad.model.records import Made, Mention
from isnad.model.span import Span
from isnad.resolve.gazetteer import gazetteer, kilometres
from isnad.resolve.gazetteer_find import find_places
from isnad.text.doc import Doc

SOURCES = ("wikipedia:", "airportsdata:", "ourairports:", "syria-admin:", "ucdp-ged:", "wri-power:", "giant-fields:", "isnad-gold:", "isnad-own:")


def _ours() -> list[dict[str, object]]:
    out: list[dict[str, object]] = []
    for path in sorted((RESOURCES / "gazetteer").glob("places*.yaml")):
        out += yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]
    return out


def test_tables_are_those_of_the_resources() -> None:
    for module in (build, gazetteer_words, gazetteer_basemap):
        for name, data in module.build().items():
            assert (Path("src/isnad/lang") / name).read_text(encoding="utf-8") == dump(data), name


def test_every_coordinate_of_ours_names_its_source() -> None:
    entries = _ours()
    assert len(entries) > 700
    for e in entries:
        at = e.get("at")
        if at is None:
            continue
        assert isinstance(at, dict)
        assert set(at) == {"geonames"} or (set(at) == {"lat", "lon", "source"} and at["source"].startswith(SOURCES)), e["id"]


def test_places_of_ours_lie_in_their_country() -> None:
    capitals = {c.country: c for c in gazetteer().countries.values()}
    for places in gazetteer().ar.values():
        for p in places:
            if p.id.startswith("isnad:") and p.country in ("SY", "IQ", "YE", "LB", "SD", "LY") and p.lat is not None:
                km = kilometres(p, capitals[p.country])
                assert km is not None
                assert km < 1300, p.id


def test_ids_are_unique_and_countries_complete() -> None:
    rows = table("common", "gazetteer")["entries"]
    assert len({r["id"] for r in rows}) == len(rows)
    assert len(gazetteer().countries) > 230
    assert all(k for r in rows for k in (*r.get("a", ()), *r.get("e", ())))


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Deir al-Zor", "Dayr az Zawr", "Deir al Zour", "Dair az-Zaur"])
def test_romanisations_share_a_key(name: str) -> None:
    assert english.name_key(name) == "dir zur"


@pytest.mark.parametrize(
    ("left", "right"),
    [("Salamiyeh", "Salamiyah"), ("Raqqa", "Raqqah"), ("Hasaka", "Hasakah"), ("Idleb", "Idlib"), ("Jisr al-Shughour", "Jisr ash-Shughur")],
)
def test_spellings_share_a_key(left: str, right: str) -> None:
    assert english.name_key(left) == english.name_key(right)


def test_arabic_names_are_peeled_without_their_article() -> None:
    assert ("ب", "الرقه") in arabic.peel("بالرقه")
    assert ("ول", "العراق") in arabic.peel("وللعراق")
    assert all(core != "رقه" for _, core in arabic.peel("بالرقه"))


def test_unknown_names_get_a_latin_label() -> None:
    assert arabic.romanised("أبو شارب") == "Abu Sharib" or arabic.romanised("أبو شارب").startswith("Abu ")
    assert arabic.romanised("الهباطة").startswith("al-")


def test_a_party_takes_its_words() -> None:
    text = "أعلنت قوات حلب الحرة انسحابها من إدلب."
    start = text.index("قوات")
    mention = Mention(Span(start, text.index(" انسحابها")), "Free Aleppo Forces", None, "force", Made("test"))
    assert [text[p.span.start : p.span.end] for p in find_places(Doc(text, "ar"), [mention])] == ["إدلب"]


def test_a_described_source_leaves_its_place() -> None:
    text = "قال ناشطون في دير الزور إن القصف توقف."
    mention = Mention(Span(4, text.index(" إن")), "activists", None, "anonymous", Made("test"))
    assert [p.name for p in find_places(Doc(text, "ar"), [mention])] == ["Deir ez-Zor"]


def test_spans_quote_the_text_and_are_ordered() -> None:
    text = "وصلت القافلة من حلب إلى الرقة، ثم إلى دير الزور والميادين.\nوفي دمشق نفى مصدر ذلك."
    found = find_places(Doc(text, "ar"), [])
    assert [p.span for p in found] == sorted(p.span for p in found)
    for a, b in pairwise(found):
        assert a.span.end <= b.span.start
    assert all(text[p.span.start : p.span.end].strip() for p in found)


@pytest.mark.parametrize("text", ["", "و" * 200000, "حلب " * 20000, "قرى و" * 20000, "Raqqa, " * 20000, "«" * 50000, "مدينة " * 20000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    doc = Doc(text, "ar" if "a" not in text else "en")
    start = time.perf_counter()
    find_places(doc, [])
    assert time.perf_counter() - start < 10


def test_base_map_stays_in_its_frame() -> None:
    data = table("common", "basemap")
    west, south, east, north = data["frame"]
    assert len(data["polygons"]) == len(data["countries"])
    assert all(west <= x <= east and south <= y <= north for ring in data["polygons"] for x, y in ring)


def test_geometry_of_the_import() -> None:
    assert simplified([(0, 0), (1, 0.001), (2, 0)], 0.02) == [(0, 0), (2, 0)]
    assert simplified([(0, 0), (1, 1), (2, 0)], 0.02) == [(0, 0), (1, 1), (2, 0)]
    square = [(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0)]
    assert area(clipped(square)) == pytest.approx(12 * 12)
