"""Steps of a scene with names for letters."""

from __future__ import annotations

import pytest

from isnad.relate.patterns_language import library
from isnad.show.scenewords import with_names


@pytest.mark.parametrize(
    ("words", "lang", "names", "wanted"),
    [
        ("X leaves P, or gives it to Y", "en", {"X": "A", "Y": "the group", "P": "Palmyra"}, "A leaves Palmyra, or gives it to the group"),
        ("Y carries X's people", "en", {"X": "the army"}, "Y carries the army's people"),
        ("س يترك المكان لص", "ar", {"X": "الجيش", "Y": "الفصيل"}, "الجيش يترك المكان للفصيل"),
        ("س يترك المكان لص", "ar", {"X": "الجيش", "Y": "تنظيم"}, "الجيش يترك المكان لتنظيم"),
        ("لقاء بين س وص", "ar", {"X": "الجيش", "Y": "الفصيل"}, "لقاء بين الجيش والفصيل"),
        ("يهاجم س وع معا صاد.", "ar", {"X": "أ", "Y": "ب", "Z": "ج"}, "يهاجم أ وج معا ب."),
    ],
)  # fmt: skip
def test_names_stand_where_letters_stood(words: str, lang: str, names: dict[str, str], wanted: str) -> None:
    assert with_names(words, lang, names) == wanted


def test_no_letter_of_the_library_is_left() -> None:
    every = dict.fromkeys("XYZPQSWM", "#")
    for p in library():
        for s in p.steps:
            assert set(with_names(s.en, "en", every)).isdisjoint("XYZPQW"), s.en
            assert not {"س", "ص", "ع", "صاد"} & set(with_names(s.ar, "ar", every).split()), s.ar
