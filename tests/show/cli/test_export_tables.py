from __future__ import annotations

import csv
import io
import json

import pytest

from isnad.show.export.tables import cell, write_csv, write_json

FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\tx", "\r=x", "-", "+", "\n=x", "＝1", "＋1", "－1", "＠SUM(A1)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-5, "-5"), ("-5.25", "-5.25"), (1e-9, "1e-09"), (None, ""), (True, "true"), (False, "false"), (["a", "b"], "a; b"), (["=a"], "'=a"),
        ({"a": 1}, '{"a": 1}'), ("قال", "قال"), ([{"a": "ب"}], '{"a": "ب"}'),
    ],
)  # fmt: skip
def test_values_become_cells(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_rows_come_back_from_csv_and_json() -> None:
    rows: list[dict[str, object]] = [{"a": 'x,"y"\nz', "b": 1}, {"a": "=1", "b": None}]
    out = io.StringIO()
    write_csv(rows, ["a", "b"], out, bom=True)
    assert out.getvalue().startswith("\ufeffa,b\n")
    assert list(csv.reader(io.StringIO(out.getvalue()[1:]))) == [["a", "b"], ['x,"y"\nz', "1"], ["'=1", ""]]
    out = io.StringIO()
    write_json(rows, out)
    assert json.loads(out.getvalue()) == rows
    assert out.getvalue().count("\n") == 4
