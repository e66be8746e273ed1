from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.fold import fold

HARD = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("قصفتالطيران أإآىةـًٌٍَُِّْ\u200f\u202b\u202c\u2067\u2069٠١٢٣ﻻﷲ\r\n\t\x00.،؟!«»\"“”()-😀👨‍👩‍👧"),
    )
)


@given(HARD)
def test_tokens_stand_where_they_say_in_order(text: str) -> None:
    doc = Doc(text, "ar")
    end = 0
    for i, t in enumerate(doc.tokens):
        assert t.i == i
        assert end <= t.start < t.end <= len(text)
        assert fold(text[t.start : t.end]) == t.norm
        end = t.end


@given(HARD)
def test_sentences_and_paragraphs_part_the_tokens(text: str) -> None:
    doc = Doc(text, "ar")
    for parts in (doc.sentences, doc.paragraphs):
        assert [i for a, b in parts for i in range(a, b)] == list(range(len(doc.tokens)))


@given(HARD, st.integers(0, 40), st.integers(0, 40))
def test_tokens_in_a_span_are_those_that_touch_it(text: str, a: int, b: int) -> None:
    doc = Doc(text, "ar")
    span = Span(min(a, b), max(a, b))
    first, last = doc.tokens_in(span)
    touching = [t.i for t in doc.tokens if t.span.overlaps(span)]
    assert touching == list(range(first, max(first, last)))


def test_words_carry_their_marks_and_punctuation_stands_alone() -> None:
    doc = Doc('شَنَّ تنظيم "داعش" هجومًا، فقُتل 1,200 (أو 23/24).', "ar")
    assert [doc.quote(t.span) for t in doc.tokens] == [
        "شَنَّ", "تنظيم", '"', "داعش", '"', "هجومًا", "،", "فقُتل", "1,200", "(", "أو", "23", "/", "24", ")", ".",
    ]  # fmt: skip


def test_initials_and_titles_end_no_sentence_but_full_stops_and_lines_do() -> None:
    doc = Doc("Gen. Mood met U.S. envoys. They left.\nA headline\nNext", "en")
    assert [doc.quote(doc.span(a, b)) for a, b in doc.sentences] == ["Gen. Mood met U.S. envoys.", "They left.", "A headline", "Next"]
    doc = Doc("عناصر «ب. ي. د» انسحبوا. ثم عادوا؟ نعم.", "ar")
    assert len(doc.sentences) == 3


def test_a_megabyte_of_one_letter_is_cut_in_linear_time() -> None:
    started = time.perf_counter()
    assert len(Doc("ا" * 1_000_000, "ar").tokens) == 1
    assert len(Doc("«" * 300_000, "ar").tokens) == 300_000
    assert time.perf_counter() - started < 20
