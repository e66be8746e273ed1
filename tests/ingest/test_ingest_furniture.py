"""Publication date, title, outlet and writer from the lines around a report; languages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from isnad.ingest import datelines, furniture, language
from isnad.ingest.sidecar import Said
from tests.ingest.taking import PROSE, doubt, report

HEAD = "وصول رتل عسكري إلى المدينة\n"


def read(head: str, foot: str = "", lang: str = "ar") -> Said:
    return furniture.read(f"{head}\n\n{PROSE}\n{foot}", lang, "a.txt")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الجمعة، 16 ديسمبر 2016", "2016-12-16"), ("الجمعة 16 كانون الأول 2016", "2016-12-16"), ("الجمعة 16 كانون الأول/ديسمبر 2016", "2016-12-16"),
        ("16 ديسمبر (كانون الأول) 2016", "2016-12-16"), ("30 تشرين اول 2017", "2017-10-30"), ("٣٠ أكتوبر ٢٠١٧", "2017-10-30"),
        ("آخر تحديث: الثلاثاء 03/05/2016 03:55 م", "2016-05-03"),
        ("الخميس، 02-03-2017 الساعة 15:59", "2017-03-02"), ("2018/02/20 الساعة 17:42:48 بتوقيت دمشق (+٢ توقيت غرينتش)", "2018-02-20"),
        ("نُشر في: 2015-7-9", "2015-07-09"),
        ("نشر بتاريخ 5 أوت 2012", "2012-08-05"), ("السبت, مارس 4, 2017", "2017-03-04"),
        ("الأربعاء 17 ربيع الأول 1438هـ - 14 ديسمبر 2016م", "2016-12-14"),
        ("التاريخ: 14.12.2016", "2016-12-14"), ("كتب في 7 غشت 2014 على الساعة 10:05", "2014-08-07"),
        ("الاثنين 2 أيار 2011 - 10:40 صباحاً بتوقيت مكة", "2011-05-02"),
        ("1 حزيران، 2013", "2013-06-01"), ("2013/6/1", "2013-06-01"), ("تاريخ النشر : الأحد , 6 نوفمبر 2016 - 14:12 مساءً", "2016-11-06"),
    ],
)  # fmt: skip
def test_arabic_date_lines(line: str, day: str) -> None:
    assert read(HEAD + line).published == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 25 August 2014", "2014-08-25"), ("Last updated: Aug 25, 2014 10:15 GMT", "2014-08-25"), ("August 25th, 2014", "2014-08-25"),
        ("Mon, 25 Aug 2014 10:15:00", "2014-08-25"),
        ("Posted on 2014-08-25", "2014-08-25"), ("Tuesday 03/05/2016", "2016-05-03"), ("Thursday 03/05/2015", "2015-03-05"),
        ("25/08/2014 | 10:15", "2014-08-25"),
        ("08/25/2014", "2014-08-25"), ("03/05/2016", None), ("First published: 1 May 2011 at 3.40 pm", "2011-05-01"),
    ],
)  # fmt: skip
def test_english_date_lines(line: str, day: str | None) -> None:
    body = "The column of trucks left the town at dawn and nobody stopped it, residents told the agency by telephone on the next day.\n"
    assert furniture.read(f"Column leaves the town\n{line}\n\n{body}", "en", None).published == day


@pytest.mark.parametrize(
    "line",
    [
        "قتل 16 شخصاً في ديسمبر 2016 في المدينة", "وكان الاتفاق قد وقع في 16 ديسمبر 2016 بين الطرفين برعاية دولية", "31 فبراير 2016", "45/13/2016",
        "1438/3/17", "16 ديسمبر", "ديسمبر 2016",
        "هاتف: 2016-12-99", "192.168.1.20", "من 3 إلى 5 مايو 1850", "16 ديسمبر/كانون الثاني 2016",
    ],
)  # fmt: skip
def test_lines_that_give_no_date(line: str) -> None:
    assert read(HEAD + line).published is None


def test_dates_below() -> None:
    assert read(HEAD, "مجلة الضفاف 30 تشرين اول 2017 العدد 1821").published == "2017-10-30"
    assert read(HEAD, "نشر في 3 مايو 2016").published == "2016-05-03"
    related = "أخبار ذات صلة\nقصف على ريف حلب\nالثلاثاء 2025/03/18\nهدوء في درعا\nالثلاثاء 2025/03/18\n"
    assert read(HEAD, related).published is None
    assert read(HEAD, related.partition("\n")[2]).published is None
    assert read(HEAD + "3 مايو 2016", related).published == "2016-05-03"


def test_published_wins_over_updated() -> None:
    assert read(HEAD + "آخر تحديث: 5 مايو 2016\nنشر في: 3 مايو 2016").published == "2016-05-03"


def test_agency_datelines() -> None:
    for line in ("نيالا، 3 مايو 2025 ــ قال شهود", "دمشق - 3/5/2025 (سانا) - قال مصدر", "صنعاء 3 أيار 2025: ذكر مصدر"):
        assert (
            furniture.read(
                f"{line} إن رتلاً عسكرياً دخل المدينة فجر أمس من الجهة الشرقية وإن السكان أغلقوا محالهم خوفاً من القصف ثم عادوا إليها مساء.", "ar", None
            ).published
            == "2025-05-03"
        )
    assert (
        furniture.read(
            "قال مصدر في 3 مايو 2025 إن رتلاً عسكرياً دخل المدينة - ولم يزد على ذلك شيئاً حتى المساء حين عاد السكان إلى بيوتهم وفتحوا محالهم بلا خوف.",
            "ar",
            None,
        ).published
        is None
    )


def test_a_weekday_that_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{HEAD}الأحد 16 ديسمبر 2016\n\n{PROSE}", encoding="utf-8")
    r = report(path)
    assert r.published == "2016-12-16"
    d = doubt(r, "ingest.weekday")
    assert "Friday" in d.message
    assert "Sunday" in d.message


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("وصول رتل عسكري إلى المدينة", "وصول رتل عسكري إلى المدينة"), ("الرئيسية\nسياسة\nوصول رتل عسكري إلى المدينة", "وصول رتل عسكري إلى المدينة"),
        ("نص التقرير", None), ("سوريا", None), ("خاص...", None), ("الجمعة، 16 ديسمبر 2016\nوصول رتل عسكري إلى المدينة", "وصول رتل عسكري إلى المدينة"),
        ("بقلم: رامي العلي\nوصول رتل عسكري إلى المدينة", "وصول رتل عسكري إلى المدينة"), ("دخل الرتل المدينة فجر أمس من الشرق.", None),
        ("وصول رتل إلى المدينة / كتب رامي العلي", "وصول رتل إلى المدينة"), ("باتفاق مع سكان المدينة القديمة ...", None), ("", None),
    ],
)  # fmt: skip
def test_titles(head: str, title: str | None) -> None:
    assert read(head).title == title


def test_outlet_and_title_of_a_printed_page() -> None:
    said = read("بوابة الضفتين : وصول رتل عسكري إلى المدينة (طباعة)\nوصول رتل عسكري إلى المدينة\nآخر تحديث: الثلاثاء 03/05/2016 03:55 م")
    assert (said.title, said.outlet, said.published) == ("وصول رتل عسكري إلى المدينة", "بوابة الضفتين", "2016-05-03")


@pytest.mark.parametrize(
    ("head", "foot", "outlet"),
    [
        (HEAD + "هدى منصور- الضفاف أونلاين", "", "الضفاف أونلاين"), (HEAD + "دمشق – وكالة الضفتين", "", "وكالة الضفتين"),
        (HEAD, "المصدر: وكالة الضفتين", "وكالة الضفتين"),
        (HEAD, "المصدر\nالضفتين", "الضفتين"), (HEAD, "وصول رتل/ بقلم: رامي العلي – مجلة الضفاف 30 تشرين اول 2017 العدد1821", "مجلة الضفاف"),
        (HEAD, "", None), (HEAD + "حلب - تدمر", "", None),
    ],
)  # fmt: skip
def test_outlets(head: str, foot: str, outlet: str | None) -> None:
    assert read(head, foot).outlet == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("عنب بلدي – 15 حزيران 2016", "عنب بلدي"), ("وكالة سانا – 17 حزيران 2016", "وكالة سانا"),
        ("موقع الضفتين نيوز – 16 حزيران 2016", "موقع الضفتين نيوز"),
        ("«صدى الوادي»، تمنراست، 30 تموز 2024", "صدى الوادي"), ("دير الزور – عنب بلدي – 15 حزيران 2016", "عنب بلدي"),
        ("حلب – 3 تموز 2016", None), ("حلب – مساء اليوم 3 تموز 2016", None), ("سامر الخالد – 3 تموز 2016", None), ("شهادة – 3 تموز 2016", None),
    ],
)  # fmt: skip
def test_outlet_of_a_dateline(line: str, outlet: str | None) -> None:
    assert read(HEAD + line).outlet == outlet


@pytest.mark.parametrize(
    ("lead", "outlet"),
    [("بيروت (رويترز) - ", "رويترز"), ("دمشق – سانا – ", "سانا"), ("دمشق-سانا: ", "سانا"), ("نقلا عن عنب بلدي: ", None), ("حلب – ", None)],
)
def test_outlet_before_the_first_sentence(lead: str, outlet: str | None) -> None:
    assert furniture.read(f"{HEAD}\n{lead}{PROSE}\n", "ar", None).outlet == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [("SANA, 3 July 2016", "SANA"), ("Northern Monitor, 3 July 2016", "Northern Monitor"), ("Aleppo, 3 July 2016", None),
     ("Press release, 3 July 2016", None)],
)
def test_outlet_of_an_english_dateline(line: str, outlet: str | None) -> None:
    body = "The column of trucks left the town at dawn and nobody stopped it, residents told the agency by telephone on the next day.\n"
    assert furniture.read(f"Column leaves the town\n{line}\n\n{body}", "en", None).outlet == outlet



@pytest.mark.parametrize(
    ("head", "foot", "author", "lang"),
    [
        (HEAD + "بقلم: رامي العلي", "", "رامي العلي", "ar"), (HEAD + "بقلم رامي العلي", "", "رامي العلي", "ar"),
        (HEAD + "كتب: د. رامي العلي", "", "د. رامي العلي", "ar"),
        (HEAD, "إعداد وتحرير: هدى منصور", "هدى منصور", "ar"), (HEAD, "By:  Miriam Holt", "Miriam Holt", "ar"),
        ("Column leaves the town\nBy Miriam Holt", "", "Miriam Holt", "en"),
        (HEAD + "هدى منصور- الضفاف أونلاين", "", "هدى منصور", "ar"), ("وصول رتل إلى المدينة / كتب رامي العلي", "", "رامي العلي", "ar"),
        (HEAD, "", None, "ar"),
        (HEAD + "كتب على الجدار كلمات كثيرة جدا لا تنتهي أبدا", "", None, "ar"), (HEAD, "إعداد: الضفاف نيوز", None, "ar"),
    ],
)  # fmt: skip
def test_writers(head: str, foot: str, author: str | None, lang: str) -> None:
    assert read(head, foot, lang).author == author


def test_hostile_furniture_is_read_in_linear_time() -> None:
    start = time.monotonic()
    for text in (
        "/" * 200_000,
        "- " * 200_000,
        "بقلم " * 100_000,
        "1/" * 200_000,
        "16 ديسمبر " * 50_000,
        "\n" * 500_000,
        "ا\n" * 300_000,
        "2016-" * 100_000,
        "كتب: " * 100_000,
        ":\n" * 100_000,
    ):
        furniture.read(text, "ar", None)
        language.detect(text)
    assert time.monotonic() - start < 6


def test_dates_keep_to_the_calendar() -> None:
    found = datelines.find_date("29 فبراير 2016", "ar")
    assert found is not None
    assert found.day.isoformat() == "2016-02-29"
    assert datelines.find_date("29 فبراير 2015", "ar") is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", PROSE), ("ar", "قصف على المدينة"), ("ar", "انسحبت قوات SDF من Manbij أمس وفق Reuters"),
        ("en", "Rebels left the base at dawn, residents said."), ("en", "Houthis"),
        ("fa", "وزارت دفاع اعلام کرد که نیروی هوایی به این منطقه حمله نکرده است."), ("ckb", "هێزەکان لە شارەکە کشانەوە و هیچ تەقەیەک نەکرا."),
        ("ku", "Hêzên me ji bajêr vekişiyan û di şer de kes nehat kuştin."),
        ("tr", "Bakanlık, uçakların konvoyu bombalamadığını ve bir yanlışlık olduğunu açıkladı."),
        ("ur", "وزارت نے کہا ہے کہ طیاروں نے قافلے پر حملہ نہیں کیا۔"),
        ("fr", "Le ministère a démenti que les avions aient visé le convoi dans la nuit."),
        ("de", "Das Ministerium erklärte, die Flugzeuge hätten den Konvoi nicht angegriffen."),
        ("es", "El ministerio negó que los aviones hubieran atacado el convoy de la ciudad."),
        ("ru", "Министерство заявило, что самолёты не наносили ударов по колонне."),
        ("uk", "Міністерство заявило, що літаки не завдавали ударів по колоні."), ("he", "המטוסים לא תקפו את השיירה"),
        ("el", "Τα αεροπλάνα δεν χτύπησαν"), ("hy", "Ինքնաթիռները չեն հարվածել"), ("zh", "飞机没有轰炸车队"), ("ja", "飛行機は車列を爆撃しなかった"),
        ("und", "12 345 ... !"), ("und", ""),
    ],
)  # fmt: skip
def test_languages(lang: str, text: str) -> None:
    assert language.detect(text) == lang


def test_the_middle_of_a_long_text_tells_its_language() -> None:
    menu = "Home News World Sport Opinion Video " * 100
    assert language.detect(menu + PROSE * 200 + menu) == "ar"
