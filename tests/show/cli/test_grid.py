from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from isnad.show.cli.grid import FSI, PDI, Column, draw, fit, short_ids, wrapped

ONE, TWO, THREE = Column("id", "id"), Column("text", "text", True), Column("n", "n")
COLUMNS = (ONE, TWO, THREE)


def test_what_fits_is_shown_as_it_is() -> None:
    lines = draw(COLUMNS, [("a-1", "short", "7"), ("a-2", "", "12")], 80)
    assert lines == ["id   text    n", "─" * 14, "a-1  short   7", "a-2         12"]


def test_running_text_gives_way_and_is_wrapped() -> None:
    lines = draw(COLUMNS, [("a-1", "one two three four five six", "7")], 24)
    assert lines[2:] == ["a-1  one two three     7", "     four five six"]


def test_narrow_columns_are_left_out_from_the_right() -> None:
    columns = (*COLUMNS, Column("m", "m" * 10))
    chosen = fit(columns, [("a-1", "x" * 40, "7", "z")], 24)
    assert [i for i, _ in chosen] == [0, 1, 2]


def test_arabic_is_isolated_on_every_line_and_set_to_the_right() -> None:
    words = "انسحب الجيش من المدينة قبل وصول المسلحين إليها"
    lines = draw((ONE, TWO), [("a", words)], 24)
    assert len(lines) > 4
    for line in lines[2:]:
        assert line.endswith(PDI)
        assert line.count(FSI) == line.count(PDI) == 1
        assert cell_len(line) == 24
    assert " ".join(line.partition(FSI)[2].rstrip(PDI) for line in lines[2:]) == words  # in reading order, never turned


def test_ids_are_cut_as_far_as_they_differ() -> None:
    rows: list[dict[str, object]] = [{"id": "c-0123456789abcdef"}, {"id": "c-01234567ffffffff"}, {"id": "c-1111111111111111", "x": 1}]
    assert [r["id"] for r in short_ids(rows)] == ["c-012345678", "c-01234567f", "c-111111111"]
    assert short_ids([{"x": 1}]) == [{"x": 1}]


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.text("ab ", max_size=6), st.text("abقال مرحبا漢 ", max_size=60), st.integers(-9999, 9999).map(str)), min_size=1, max_size=4
    ),
    st.integers(30, 90),
)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(rows: list[tuple[str, str, str]], room: int) -> None:
    lines = draw(COLUMNS, rows, room)
    assert all(cell_len(line) <= room for line in lines)
    kept = "".join("".join(line.split()) for line in lines[2:])
    assert sorted(c for c in kept if c not in FSI + PDI) == sorted(c for row in rows for cell in row for c in cell if not c.isspace())


def test_words_longer_than_a_line_are_cut() -> None:
    assert wrapped("x" * 10, 4) == ["xxxx", "xxxx", "xx"]
    assert wrapped("", 4) == [""]
