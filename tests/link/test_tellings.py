"""Groups of reports that tell one story: many reports of one town and month are grouped in time that grows with their number."""

from __future__ import annotations

from isnad.link.linker import prepare
from isnad.link.options import LinkSettings
from tests.link.build import Tell, told

TOWNS = ("Palmyra", "Raqqa", "Tabqa")
SIDES = ("Syrian government", "Russia", "Islamic State")


def compared(size: int) -> int:
    """How many pairs of reports are held against each other in a case where all tell of three towns in one month."""
    items = []
    for k in range(size):
        town, side, day = TOWNS[k % 3], SIDES[k // 3 % 3], 1 + k // 9 % 28
        text = f"{side} shelled {town} on {day} August 2016 and killed {k % 23 + 2} civilians, report {k} said."
        shelled = Tell("shelled", "ASSAULT", "heavy-weapons", (side,), ("civilians",), town, f"2016-08-{day:02d}")
        items.append(told(f"r{k}", text, shelled, outlet=f"Outlet {k % 11}", published=f"2016-08-{day:02d}"))
    return len(prepare(items, LinkSettings()).tales._stories._known)


def test_many_reports_of_few_places_are_not_all_held_against_each_other() -> None:
    few, many = compared(150), compared(450)
    assert many < 4.5 * few  # nine times as many pairs could be made of them
    assert many < 450 * 449 / 2 / 2
