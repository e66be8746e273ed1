"""Listings for other programs: JSON and CSV."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

# A spreadsheet takes a cell that begins so for a formula and may run it; a report's text is not to be trusted with that.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def write_json(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """A JSON list, one row a line."""
    out.write("[")
    for i, row in enumerate(rows):
        out.write((",\n " if i else "\n ") + json.dumps(row, ensure_ascii=False, allow_nan=False))
    out.write("\n]\n")


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO, *, bom: bool = False) -> None:
    """CSV (RFC 4180, with line feeds), safe to open in a spreadsheet.

    Args:
        rows: the rows.
        columns: which fields, in order.
        out: where to.
        bom: whether a byte-order mark comes first, by which Excel knows UTF-8.
    """
    if bom:
        out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(c)) for c in columns])


def cell(value: Any) -> str:
    """A value as a cell: lists joined by `; `, nothing for None, and an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = "; ".join(json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else str(v) for v in value)
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
