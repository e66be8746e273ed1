from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from isnad import spread as room
from isnad.spread import spread


def double(n: int) -> int:
    return 2 * n


def fall_at_five(n: int) -> int:
    if n == 5:
        os._exit(9)
    return 2 * n


def fallen(n: int) -> int:
    return -n


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FEW", 4)
    monkeypatch.setattr(room, "CHUNK", 3)


def test_few_things_are_done_here() -> None:
    assert list(spread(lambda n: n + 1, [1, 2, 3], 2, fallen)) == [2, 3, 4]


def test_results_come_in_order() -> None:
    assert list(spread(double, range(40), 2, fallen)) == [2 * n for n in range(40)]
    assert list(spread(double, range(40), 1, fallen)) == [2 * n for n in range(40)]


def test_a_thing_that_brings_its_process_down_takes_no_other_along() -> None:
    assert list(spread(fall_at_five, range(14), 2, fallen)) == [-5 if n == 5 else 2 * n for n in range(14)]


def test_no_more_is_taken_than_is_under_way() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield n

    results = spread(double, things(), 2, fallen)
    assert next(results) == 0
    assert taken <= 3 * 3 * 2 + 4
    results.close()  # type: ignore[attr-defined]


def test_where_no_process_can_start_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_pool", lambda workers: Broken())
    assert list(spread(double, range(9), 2, fallen)) == [2 * n for n in range(9)]


class Broken:
    def submit(self, *_: object) -> None:
        raise BrokenProcessPool

    def shutdown(self, **_: object) -> None:
        pass
