from __future__ import annotations

import pytest

from genscripts.conjugate import noun, verb

# What a reader of Arabic expects to find among the shapes of each verb.
KNOWN = [
    ("ق ص ف", 1, {}, ["قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون", "قاصف", "مقصوف"]),
    ("ق و ل", 1, {}, ["قال", "قالت", "قالوا", "يقول", "يقولون", "قيل", "يقال", "يقل", "قلت", "قائلا"]),
    ("ن ف ي", 1, {}, ["نفى", "نفت", "نفوا", "ينفي", "ينف", "ينفون"]),
    ("د ع و", 1, {}, ["دعا", "دعت", "دعوا", "يدعو", "يدع", "يدعون"]),
    ("ش ن ن", 1, {}, ["شن", "شنت", "يشن", "يشنون"]),
    ("س ي ط ر", 1, {}, ["سيطر", "سيطرت", "يسيطر", "سيطرة", "مسيطرين"]),
    ("ء ك د", 2, {"impf": "ؤكد"}, ["أكد", "أكدت", "يؤكد", "تأكيد", "مؤكدا"]),
    ("ض ي ف", 4, {}, ["أضاف", "أضافت", "يضيف", "إضافة", "مضيفا", "أضيف", "يضاف"]),
    ("ل ق ي", 3, {}, ["لاقى", "لاقت", "يلاقي", "ملاقاة"]),
    ("ف و ض", 6, {}, ["تفاوض", "يتفاوضون", "تفاوض"]),
    ("س ح ب", 7, {}, ["انسحب", "انسحبت", "ينسحب", "انسحاب", "منسحبين"]),
    ("ع ق ل", 8, {}, ["اعتقل", "اعتقلت", "يعتقل", "اعتقال", "معتقلون"]),
    ("د ع و", 8, {}, ["ادعى", "ادعت", "يدعي", "ادعاء"]),
    ("و ل ي", 10, {}, ["استولى", "استولت", "استولوا", "يستولي", "استيلاء"]),
    ("ع و د", 10, {}, ["استعاد", "استعادت", "يستعيد", "يستعد", "استعادة", "مستعاد"]),
    ("خ ل و", 4, {}, ["أخلى", "أخلت", "أخلوا", "يخلي", "إخلاء"]),
    ("ب ق ي", 1, {"perf": "بقي", "vowel": "ى"}, ["بقي", "بقيت", "بقوا", "يبقى", "يبق"]),
]


@pytest.mark.parametrize(("root", "form", "more", "shapes"), KNOWN)
def test_shapes(root: str, form: int, more: dict[str, str], shapes: list[str]) -> None:
    made = {f.text for f in verb(root, form, **more)}
    assert set(shapes) <= made, sorted(set(shapes) - made)


def test_passive_shapes_are_marked_where_print_shows_them() -> None:
    voices = {f.text: f.voice for f in verb("ق و ل", 1) if f.person == "3ms" and f.tense in ("perf", "impf")}
    assert voices == {"قال": "a", "قيل": "p", "يقول": "a", "يقال": "p"}
    assert {f.voice for f in verb("ق ص ف", 1) if f.tense == "perf"} == {"ap"}


def test_nouns_take_the_accusative_alef_and_the_dual() -> None:
    assert dict(noun("هجوم", ["هجمات"])) == {"هجوم": "s", "هجوما": "s", "هجومين": "d", "هجومان": "d", "هجمات": "p"}
    assert "غارتين" in dict(noun("غارة", ["غارات"]))
