"""The names under which parties are shown take no side, and still every other name finds them."""

from __future__ import annotations

import re

import pytest

from isnad.lang.tables import table
from isnad.show.dossier.names import english, unnamed
from isnad.show.partynames import english_name, party_names

# What one side calls another. Bodies that bear such a word in their own name («مكافحة الإرهاب») are no party called so by another.
_LOADED = re.compile(
    r"(?:^|\s)(?:ال|لل|و)?(?:ميليشيات?|مليشيات?|عصابات?|مرتزقة|فلول|زمرة|شبيحة|انقلاب\w*|احتلال|محتل|إرهابي\w*|إرهابيون|نظام|ملالي|متمردو|متمردون|ثوار|داعش|وكلاء|أذرع|كيان)(?:\s|$)"
)
_OWN = re.compile(r"(?:كتيبة|لواء|جيش|جبهة|غرفة|مجلس شورى|غرفة عمليات|صائدو|شبكة) ")  # such a body is called so by itself: «لواء ثوار الرقة»


def test_no_party_is_shown_under_a_name_that_takes_a_side() -> None:
    shown = {name: words for name, words in party_names().items() if _LOADED.search(words) and not _OWN.match(words)}
    assert not shown


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Syrian government", "الحكومة السورية"), ("Iranian government", "الحكومة الإيرانية"), ("Turkish army", "الجيش التركي"),
        ("Egyptian government", "الحكومة المصرية"), ("US forces", "القوات الأمريكية"), ("Saudi-led coalition", "التحالف بقيادة السعودية"),
    ],
)  # fmt: skip
def test_the_label_is_shown(name: str, words: str) -> None:
    assert party_names()[name] == words
    assert english_name(words) == name


@pytest.mark.parametrize(("words", "name"), [("النظام السوري", "Syrian government"), ("نظام الأسد", "Syrian government")])
def test_other_names_find_the_party_all_the_same(words: str, name: str) -> None:
    assert english_name(words) == name


def test_no_two_parties_are_shown_alike() -> None:
    shown = list(party_names().values())
    assert sorted({words for words in shown if shown.count(words) > 1}) == []


@pytest.mark.parametrize(
    ("name", "shown", "arabic"),
    [
        ("terrorists", "“terrorists”", "«إرهابيون»"), ("Kurdish gangs", "Kurdish “gangs”", "«عصابات» كردية"),
        ("Turkish regime", "Turkish “regime”", "«نظام» تركي"), ("Islamist militants", "Islamist militants", "مسلحون إسلاميون"),
    ],
)  # fmt: skip
def test_a_word_that_one_side_has_for_another_is_shown_as_the_reports_word(name: str, shown: str, arabic: str) -> None:
    assert english(name) == shown
    assert english_name(shown) == name
    assert unnamed(name) == arabic


def test_a_body_that_bears_such_a_word_in_its_name_is_called_so() -> None:
    assert english("Counter-Terrorism Service") == "Counter-Terrorism Service"


def test_the_words_of_the_interface_take_no_side() -> None:
    ours = {k: w for k, w in table("common", "labels").items() if not k.startswith(("noun.", "adj"))}
    loaded = re.compile(r"terroris|regime|rebel|thug|martyr|mercenar|إرهاب|مليشي|ميليشي|مرتزق|شهيد|شهداء|عصاب|متمرد|الاحتلال|يؤكد|يزعم|مزعوم|alleg")
    assert [k for k, w in ours.items() if loaded.search(w["en"]) or loaded.search(w["ar"])] == []
