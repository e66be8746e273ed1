"""The names under which parties are shown take no side, and still every other name finds them."""

from __future__ import annotations

import re

import pytest

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
