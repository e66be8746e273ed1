from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from isnad.text.fold import fold, fold_with_offsets


def test_spellings_of_one_word_fold_alike() -> None:
    for a, b in [
        ("الأسد", "الاسد"), ("إدلب", "ادلب"), ("مدينة", "مدينه"), ("على", "علي"), ("قَصَفَ", "قصف"), ("الـجيش", "الجيش"),
        ("ﻻ", "لا"), ("٢٠١٤", "2014"), ("Tabqa", "tabqa"), ("آب", "اب"), ("\u202bداعش\u202c", "داعش"), ("أ", "أ"),
    ]:  # fmt: skip
        assert fold(a) == fold(b), (a, b)


def test_letters_that_tell_words_apart_stay_apart() -> None:
    assert fold("قصف") != fold("وصف")
    assert fold("بدء") != fold("بد")
    assert fold("مئة") == fold("ميه")  # the seat goes with its hamza, in every spelling alike


@given(st.text())
def test_folding_is_idempotent_and_blind_to_normalisation_form(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_offsets_lead_back_to_the_letter_each_folded_letter_came_from(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    for i, c in enumerate(folded):
        assert c in fold(text[offsets[i]])
