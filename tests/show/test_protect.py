from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.model.span import Span
from isnad.pipeline import read_text
from isnad.show.protect import BAR, Covered, Shield, piece, shield_of


@pytest.mark.parametrize(
    "text",
    ["سامر الحلبي", "سامر  الحلبي", "لسامر", "وقال الحلبيّ", "سَامِر", "والحلبي", "الحلبي وحده", "ســامر", "\u202bسامر\u202c"],
)
def test_every_spelling_and_every_part_of_a_name_is_covered(text: str) -> None:
    assert Shield(["سامر الحلبي"]).spans(text)


def test_latin_names_are_covered_composed_or_not_in_any_case_and_with_an_ending() -> None:
    shield = Shield(["Zoé Halabi"])
    for text in ("Zoe\u0301 HALABI", "Halabi's house", "al-Halabi", "ZOÉ"):
        assert shield.spans(text), text
    assert shield.cover("said Zoé Halabi yesterday") == f"said {BAR} yesterday"


def test_small_words_of_names_are_not_covered_alone() -> None:
    assert not Shield(["Abu Khalil"]).spans("Abu Bakr")
    assert not Shield(["أبو خليل"]).spans("أبو بكر")
    assert Shield(["أبو خليل"]).spans("خليل")


def test_no_names_cover_nothing() -> None:
    assert not Shield(())
    assert Shield(()).cover("سامر") == "سامر"


@given(st.text(alphabet="سامرلحبي و", max_size=40), st.lists(st.integers(0, 40), max_size=6))
def test_pieces_joined_are_the_piece_of_it_all(text: str, cuts: list[int]) -> None:
    spans = Shield(["سامر الحلبي"]).spans(text)
    points = sorted({0, len(text), *(min(c, len(text)) for c in cuts)})
    joined = "".join(piece(text, spans, a, b) for a, b in itertools.pairwise(points))
    assert joined == piece(text, spans, 0, len(text))


def test_pieces_outside_a_bar_are_the_text() -> None:
    assert piece("abcdef", [Span(2, 4)], 0, 6) == f"ab{BAR}ef"
    assert piece("abcdef", [Span(2, 4)], 3, 6) == "ef"
    assert piece("abcdef", [Span(2, 4)], 0, 3) == f"ab{BAR}"


def test_a_covered_stream_covers_names_that_come_in_pieces() -> None:
    out = io.StringIO()
    stream = Covered(out, Shield(["سامر الحلبي"]))
    for part in ("قال سا", "مر الحل", "بي كذا\nثم "):
        stream.write(part)
    stream.flush()
    assert out.getvalue() == f"قال {BAR} كذا\nثم "


@pytest.mark.parametrize("text", ["Samir Haddad", "Sameer Hadad", "al-Haddad", "SAMIR", "Samir's", "samir_haddad.txt", "AlHaddad", "Samir-Hadad-2"])
def test_an_arabic_name_is_covered_in_its_romanisations(text: str) -> None:
    covered = Shield(["سمير حداد"]).cover(text).casefold()
    assert "sam" not in covered
    assert "had" not in covered


@pytest.mark.parametrize("text", ["سمير حدّاد", "وقال سمير", "لسمير", "الحداد", "للحداد"])
def test_a_latin_name_is_covered_in_arabic(text: str) -> None:
    shield = Shield(["Samir Haddad"])
    assert "سمير" not in shield.cover(text)
    assert "حداد" not in shield.cover(text)


@pytest.mark.parametrize(
    ("arabic", "romanised"),
    [
        ("محمد", "Muhammad Mohammed Mohamed"), ("حسين", "Hussein Husayn Hocine Hossain"), ("يوسف", "Yusuf Youssef"), ("خوري", "Khoury Khouri"),
        ("رائد", "Raed Ra'id"), ("عبد الرحمن", "Abdulrahman Abdurrahman Rahman"), ("مروان", "Marwan Marouane"), ("طارق", "Tariq Tarek"),
        ("عثمان", "Othman Osman"), ("جعفر", "Jaafar Ja'far"),
        ("قاسم", "Qasim Kassem Gasim"), ("ضرغام", "Dergham Dhirgham"), ("سعد", "Saad"), ("علي", "Ali"),
        ("ليلى", "Layla Leila Laila"), ("سعيد", "Saeed Said"),
        ("فاطمة", "Fatima Fatimah Fatma"), ("شربل", "Charbel Sharbel"), ("هيثم", "Haytham Haitham"),
    ],
)  # fmt: skip
def test_usual_romanisations(arabic: str, romanised: str) -> None:
    shield = Shield([arabic])
    for word in romanised.split():
        assert shield.cover(word) == BAR, word


def test_words_that_only_share_consonants_stay() -> None:
    assert Shield(["سعيد علي"]).cover("he said all hidden crime was smeared") == "he said all hidden crime was smeared"
    assert Shield(["كريم منير"]).cover("war crime, miners") == "war crime, miners"
    text = "وقفوا على الحدود إلى أن حدد الوزير الموعد"
    assert Shield(["Samir Haddad", "Ali"]).cover(text) == text


def test_a_stream_covers_the_names_of_every_case_that_was_opened() -> None:
    out = io.StringIO()
    stream = Covered(out, Shield(["سامر"]))
    stream.cover_too(Shield(["Huda"]))
    stream.write("سامر and Huda\n")
    assert out.getvalue() == f"{BAR} and {BAR}\n"


@given(st.text(max_size=60))
def test_any_text_is_covered_without_a_fault(text: str) -> None:
    covered = Shield(["سمير حداد", "Huda Omar"]).cover(text)
    assert not Shield(["سمير حداد", "Huda Omar"]).spans(covered)


def test_who_is_only_described_is_covered_as_a_phrase_and_not_word_by_word() -> None:
    """An officer of an army who asked not to be named does not hide the army's country everywhere."""
    text = "A former officer in the Syrian army told the paper, on condition of anonymity, that they left. The Syrian government denied it."
    read = read_text(text, lang="en")
    assert read.report is not None
    assert read.reading is not None
    shield = shield_of([(read.report, read.reading)], True)
    covered = [text[s.start : s.end] for s in shield.spans(text)]
    assert any("officer" in c for c in covered)
    assert not shield.spans("The Syrian government denied it.")
