from __future__ import annotations

import numpy as np

from isnad.read.learned.decode import pointers, stretches
from isnad.text.doc import Doc

DOC = Doc("قال إن الجيش انسحب من البلدة .", "ar")
OUT, BEGIN, IN = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


def rows(*labels: tuple[float, float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(labels, np.float32)


def test_a_stretch_begins_and_goes_on() -> None:
    assert [w for w, _ in stretches(rows(OUT, OUT, BEGIN, IN, IN, IN, OUT), DOC)] == [(2, 6)]


def test_marks_at_the_ends_are_no_part_of_it() -> None:
    assert [w for w, _ in stretches(rows(OUT, OUT, BEGIN, IN, IN, IN, IN), DOC)] == [(2, 6)]


def test_one_doubtful_word_does_not_break_a_stretch() -> None:
    weak = (0.5, 0.02, 0.48)
    assert [w for w, _ in stretches(rows(OUT, OUT, BEGIN, IN, weak, IN, OUT), DOC)] == [(2, 6)]


def test_two_stretches_side_by_side_stay_two() -> None:
    assert [w for w, _ in stretches(rows(OUT, BEGIN, IN, BEGIN, IN, OUT, OUT), DOC)] == [(1, 3), (3, 5)]


def test_no_words_no_stretch() -> None:
    assert stretches(np.zeros((0, 3), np.float32), Doc("", "ar")) == []


def test_pointers_bridge_one_word() -> None:
    likely = np.array([0.1, 0.9, 0.2, 0.8, 0.1, 0.1, 0.7], np.float32)
    assert [w for w, _ in pointers(10, likely)] == [(11, 14), (16, 17)]
    assert pointers(0, np.array([0.1, 0.2], np.float32)) == []
