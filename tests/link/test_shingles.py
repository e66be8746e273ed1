from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from isnad.text.shingles import containment, letter_shingles, winnow, word_shingles, words

TEXT = "دخلت القافلة المدينة عند الفجر ثم وقفت قرب السوق القديم حتى أفرغت حمولتها وعادت من الطريق نفسه بعد الظهر بقليل"


def test_words_are_folded_and_bare() -> None:
    assert words("«قُتِل» ٣ مدنيّين!") == ["قتل", "3", "مدنيين"]


def test_broken_words_leave_the_same_fingerprints() -> None:
    broken = " ".join(f"{w[:2]}.ـ{w[2:]}" for w in TEXT.split())
    assert containment(winnow(letter_shingles(words(TEXT))), winnow(letter_shingles(words(broken)))) == 1.0
    assert containment(word_shingles(words(TEXT)), word_shingles(words(broken))) == 0.0


def test_a_long_shared_run_is_always_seen() -> None:
    other = "كلام آخر لا صلة له بما سبق " * 5 + TEXT + " وختام من غير ذلك كله"
    assert winnow(letter_shingles(words(TEXT))) & winnow(letter_shingles(words(other)))


def test_short_and_empty_texts() -> None:
    assert word_shingles([]) == frozenset()
    assert len(word_shingles(["one", "two"])) == 1
    assert winnow(letter_shingles([])) == frozenset()
    assert containment(frozenset(), {1}) == 0.0


@given(st.lists(st.sampled_from(["الف", "باء", "جيم", "one", "two"]), max_size=60))
def test_a_text_contains_itself(some: list[str]) -> None:
    shingles = word_shingles(some)
    prints = winnow(letter_shingles(some))
    assert containment(shingles, shingles) == (1.0 if some else 0.0)
    assert containment(prints, prints) == (1.0 if some else 0.0)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=200), st.integers(1, 20))
def test_winnowing_keeps_the_least_of_every_window(hashes: list[int], window: int) -> None:
    chosen = winnow(hashes, window)
    assert all(min(hashes[i : i + window]) in chosen for i in range(max(1, len(hashes) - window + 1)))
