"""An outlet named in Arabic and in Latin letters is one outlet: in lines of independence, in echoes, in what is quoted from it."""

from __future__ import annotations

import pytest

from isnad.lang.common.origins import publisher, same_house
from isnad.lang.common.outlets import clean, hosted, outlet_name
from isnad.model.linked import Assessment, Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.pipeline import read_text
from isnad.weigh.assess import assess
from tests.link.build import linked

Item = tuple[Report, Reading]
ARABIC = "قتل 14 مدنيا في غارة شنتها طائرات حربية سورية على سوق مدينة معرة النعمان في ريف إدلب يوم 3 مارس 2020."
ENGLISH = "Syrian warplanes struck a market in the town of Maarat al-Numan in Idlib on 3 March 2020, killing 14 civilians."


def item(name: str, text: str, outlet: str | None, lang: str = "en") -> Item:
    found = read_text(text, lang=lang, outlet=outlet, published="2020-03-03", name=name)
    assert found.report is not None
    assert found.reading is not None
    return found.report, found.reading


def weighed(*items: Item) -> tuple[Linked, Assessment]:
    result = linked(*items)
    event = max(result.events, key=lambda e: len({c.report for c in e.claims}))
    assert len({c.report for c in event.claims}) == len(items)
    (found,) = (a for a in assess(result, items) if a.event == event.id)
    return result, found


@pytest.mark.parametrize(
    ("names", "own"),
    [
        (("قناة الجزيرة", "الجزيرة نت", "الجزيرة", "Al Jazeera", "aljazeera.net", "https://www.aljazeera.net/news/1"), "Al Jazeera"),
        (("صحيفة الغارديان", "«الغارديان» البريطانية", "The Guardian", "Guardian newspaper", "theguardian.com"), "The Guardian"),
        (("نيويورك تايمز", "صحيفة نيويورك تايمز الأميركية", "The New York Times", "nytimes.com"), "New York Times"),
        (("قناة «العربية»", "«العربية", "العربية نت", "Al Arabiya", "english.alarabiya.net"), "Al Arabiya"),
        (("سانا", "وكالة الأنباء السورية (سانا)", "وكالة الأنباء السورية سانا", "SANA", "sana.sy"), "SANA"),
        (("بي بي سي عربي", "BBC عربي", "BBC Arabic", "bbc.com"), "BBC"),
        (("موقع عنب بلدي", "Enab Baladi", "enabbaladi.net"), "Enab Baladi"),
    ],
)  # fmt: skip
def test_an_outlet_has_one_name(names: tuple[str, ...], own: str) -> None:
    assert {publisher(n) for n in names} == {own}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الوطن القطرية", "الوطن السعودية"), ("سكاي نيوز عربية", "سكاي نيوز"), ("صحيفة الجزيرة السعودية", "قناة الجزيرة"),
        ("العربية", "العربية الحدث"), ("The National", "National News Agency"), ("al-Masdar Online", "Al-Masdar News"), ("حضرموت 21", "Hadramout 24"),
        ("صدى الساحل", "Sada Sinjar"), ("https://t.me/north_wire", "t.me/south_wire"),
        ("https://www.youtube.com/channel/one", "https://www.youtube.com/channel/two"),
    ],
)  # fmt: skip
def test_two_outlets_stay_two(one: str, other: str) -> None:
    assert not same_house(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("صحيفة نبض البلد", "Nabd al-Balad"), ("«هاربور واير»", "The Harbour Wire"), ("Harabur Wayr", "Harbour Wire"), ("حضرموت 24", "Hadramout 24"),
     ("بوابة الفرات", "Bawabat al-Furat"), ("بوابة الفرات", "Bawwabat Al Forat")],
)  # fmt: skip
def test_an_outlet_that_no_list_knows_is_known_by_its_consonants(one: str, other: str) -> None:
    assert same_house(one, other)


def test_a_short_name_tells_an_outlet_only_with_the_same_word_for_what_it_is() -> None:
    assert not same_house("شبكة الفرات", "Bawabat al-Furat")
    assert not same_house("بوابة الفرات", "al-Furat")


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("وكالة سبأ التابعة للحوثيين", "Saba (Houthi)"), ("Houthi-run Saba news agency", "Saba (Houthi)"), ("saba.ye", "Saba (Houthi)"),
        ("وكالة سبأ في صنعاء", "Saba (Houthi)"), ("وكالة سبأ الحكومية", "Saba (Yemeni government)"),
        ("Aden-based Saba news agency", "Saba (Yemeni government)"), ("وكالة سبأ", "Saba (Yemeni news agency)"),
        ("Saba", "Saba (Yemeni news agency)"),
        ("the British Guardian", "The Guardian"), ("صحيفة الغارديان البريطانية", "The Guardian"), ("the Somali Guardian", "Somali Guardian"),
    ],
)  # fmt: skip
def test_two_agencies_of_one_name_are_kept_apart_where_the_name_says_which(name: str, whose: str) -> None:
    assert outlet_name(name) == whose


def test_what_no_list_knows_keeps_its_name() -> None:
    assert outlet_name("صحيفة نبض البلد") == "صحيفة نبض البلد"
    assert outlet_name("https://news.example.org/a/b?c=1") == "news.example.org"
    assert hosted("example.org") is None
    assert outlet_name("https://t.me/s/North_Wire?before=5") == outlet_name("t.me/north_wire") == "t.me/north_wire"
    assert outlet_name("https://m.facebook.com/") == "facebook.com"
    assert outlet_name("ا" * 100_000) == "ا" * 100_000


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("«العربية", "العربية"), ("العربية»", "العربية"), ("«العربية»", "العربية"), ("(سانا", "سانا"), ("Saba (Houthi)", "Saba (Houthi)"),
        ("«نبض» و«صدى»", "«نبض» و«صدى»"), ("«الوطن» السعودية", "«الوطن» السعودية"), ("“Wire”", "Wire"), ("((سانا))", "سانا"), ("»(", "»("),
        ("شبكة (شام) الإخبارية", "شبكة (شام) الإخبارية"), ("L'Obs", "L'Obs"),
        ('spokesman for "Jaysh al-Izza', "spokesman for Jaysh al-Izza"), ("", ""),
    ],
)  # fmt: skip
def test_marks_at_the_edges_of_a_name_fall(name: str, plain: str) -> None:
    assert clean(name) == plain


def test_an_arabic_report_and_its_english_twin_of_one_outlet_are_one_line() -> None:
    for arabic, latin in (("قناة الجزيرة", "Al Jazeera"), ("الجزيرة نت", "aljazeera.com"), ("صحيفة نبض البلد", "Nabd al-Balad")):
        _, a = weighed(item("a", ARABIC, arabic, "ar"), item("b", ENGLISH, latin))
        assert len(a.lines) == 1, (arabic, latin)
        assert a.grade == "weak"


def test_two_outlets_are_two_lines_and_a_file_s_name_is_no_outlet() -> None:
    _, a = weighed(item("a", ARABIC, "قناة الجزيرة", "ar"), item("b", ENGLISH, "The Guardian"))
    assert len(a.lines) == 2
    _, a = weighed(item("market one", ARABIC, None, "ar"), item("Market One", ENGLISH, None))
    assert len(a.lines) == 2


def test_who_quotes_an_outlet_in_the_other_script_rests_on_it() -> None:
    text = "نقلت صحيفة «الغارديان» أن طائرات حربية سورية أغارت على سوق مدينة معرة النعمان في إدلب يوم 3 مارس 2020."
    quoting = item("q", text, "بوابة الساحل", "ar")
    own = item("o", ENGLISH, "theguardian.com")
    result, a = weighed(quoting, own)
    assert len(a.lines) == 1
    assert any(set(e.reports) == {quoting[0].id, own[0].id} for e in result.echoes)
