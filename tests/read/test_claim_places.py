"""Where a claim happened: of a town and what stands behind it to say where it lies, the town; and whose dead are counted with it."""

from __future__ import annotations

import pytest

from isnad.pipeline import read_text

LINES = [
    ("en", "The group withdrew from Uqayribat in eastern Hama after battles.", "Uqayribat"),
    ("ar", "انسحب تنظيم الدولة من بلدة عقيربات شرق حماة دون أن يطلق رصاصة.", "Uqayribat"),
    ("ar", "استهدفت الطائرات سوق الأتارب غرب حلب، ما أدى إلى مقتل 23 شخصا.", "al-Atarib"),
    ("ar", "قصفت الطائرات شرق حماة.", "Hama"),
    ("ar", "سار الرتل من إدلب، وقصفت الطائرات شمال حلب.", "Aleppo"),
]


@pytest.mark.parametrize(("lang", "text", "place"), LINES)
def test_a_bearing_does_not_take_the_place_of_the_town(lang: str, text: str, place: str) -> None:
    reading = read_text(text, lang=lang).reading
    assert reading is not None
    at = [reading.places[c.place].name for c in reading.claims if c.type in ("ASSAULT", "RETREAT") and c.place is not None]
    assert at
    assert at[-1] == place


@pytest.mark.parametrize(
    ("lang", "text", "toll"),
    [
        ("en", "Air strikes on a market in the Syrian town of Atarib killed at least 61 people on Monday, a monitor said.", "at least 61 people"),
        ("ar", "استهدفت الطائرات سوق الأتارب غرب حلب، ما أدى إلى مقتل 23 شخصا.", "23 شخصا"),
    ],
)
def test_the_dead_of_a_strike_are_counted_with_it(lang: str, text: str, toll: str) -> None:
    reading = read_text(text, lang=lang).reading
    assert reading is not None
    (strike,) = [c for c in reading.claims if c.type == "ASSAULT"]
    assert [text[reading.quantities[q].span.start : reading.quantities[q].span.end] for q in strike.quantities] == [toll]
