from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from isnad.model import plover
from isnad.read.learned.heads import MODES, TAGS, labels_in_all, offsets
from isnad.read.learned.network import network
from isnad.read.learned.pieces import CONTEXT, FIRST, LAST, UNKNOWN, WINDOW, Vocabulary, laid, windows
from isnad.text.doc import Doc

SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
SMALL = Vocabulary([*SPECIAL, ("▁", -2.0), ("ق", -3.0), ("ال", -3.0), ("▁قال", -4.0), ("ا", -4.0), ("ل", -4.0)])


def test_the_modes_are_those_of_the_model() -> None:
    assert set(MODES) == {"none", *(m for modes in plover.MODES.values() for m in modes)}
    assert len(set(MODES)) == len(MODES)


def test_labels_lie_side_by_side() -> None:
    where = offsets()
    assert [where[h.name] for h in TAGS][-1][1] == labels_in_all()
    assert sum(b - a for a, b in where.values()) == labels_in_all()


def test_marks_and_tatweel_change_no_piece() -> None:
    assert SMALL.word("قال", True) == SMALL.word("قـــالَ", True)
    assert SMALL.word("قال", False) != SMALL.word("قال", True)


def test_a_word_of_nothing_but_marks_is_unknown() -> None:
    assert SMALL.word("\u064b", True) == (UNKNOWN,)


@given(st.text(alphabet=st.sampled_from("قال والنظام. \n«»a1،؟\u064b\u0640😀"), max_size=400))
def test_every_word_is_read_in_exactly_one_window(text: str) -> None:
    doc = Doc(text, "ar")
    words = SMALL.words(doc)
    cut = windows(doc, words)
    assert [w for c in cut for w in range(c.own, c.last)] == list(range(len(doc.tokens)))
    for c in cut:
        ids, firsts, lasts = laid(words, c)
        assert ids[0] == FIRST
        assert ids[-1] == LAST
        assert len(firsts) == len(lasts) == c.last - c.first
        assert len(ids) <= WINDOW + 16
        assert sum(len(words[i]) for i in range(c.first, c.own)) <= CONTEXT


def test_a_megabyte_of_one_letter_is_cut() -> None:
    doc = Doc("ق" * 1_000_000, "ar")
    cut = windows(doc, SMALL.words(doc))
    assert len(cut) == 1
    assert len(laid(SMALL.words(doc), cut[0])[0]) <= WINDOW


def test_the_vocabulary_that_comes_with_isnad_knows_arabic_and_english() -> None:
    vocabulary = network().vocabulary
    for word in ("الانسحاب", "تدمر", "withdrawal", "النظام"):
        assert UNKNOWN not in vocabulary.word(word, True)
