"""Readings as rows of the `fact` table, and back."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, cast

from isnad.errors import AnchorError, CaseError, Diagnostic
from isnad.model.codec import CodecError, decode, encode
from isnad.model.ids import content_id, sha256
from isnad.model.records import Claim, ClaimLink, Mention, PlaceMention, Quantity, Reading, Statement, TimeMention, TimeRelation
from isnad.model.span import Span
from isnad.store.contracts import LAYERS, Fact, FactRow, Layer, ReadingRows
from isnad.store.doubt import doubt
from isnad.store.searched import claim_rows

RECORD: dict[Layer, type[Fact]] = {
    "mention": Mention, "time": TimeMention, "place": PlaceMention, "quantity": Quantity, "statement": Statement, "claim": Claim,
    "relation": TimeRelation, "link": ClaimLink,
}  # fmt: skip
LETTER: dict[Layer, str] = {"mention": "m", "time": "t", "place": "p", "quantity": "q", "statement": "s", "claim": "c", "relation": "a", "link": "k"}

# Not part of what a fact says: what made it, and references by position, which move when a neighbour comes or goes.
# An id that left them in would change with every new version of the rules, and judgements would lose their target.
_NOT_SAID: dict[Layer, frozenset[str]] = {
    "mention": frozenset({"made"}), "time": frozenset({"made", "reference"}), "quantity": frozenset({"made"}),
    "place": frozenset({"made", "precision", "relation", "others"}),
    "statement": frozenset({"made", "parent"}), "claim": frozenset({"made", "place", "quantities", "statement"}),
    "relation": frozenset({"made", "edtf"}), "link": frozenset({"made", "first", "second"}),
}  # fmt: skip


def layer_of(reading: Reading, layer: Layer) -> tuple[Fact, ...]:
    """The records of a layer."""
    return cast("tuple[Fact, ...]", getattr(reading, "quantities" if layer == "quantity" else f"{layer}s"))


def fact_ids(report_id: str, layer: Layer, bodies: Iterable[dict[str, Any]]) -> list[str]:
    """Ids of the facts of a layer: hashes of report, layer and what they say; a repeat of the same fact counts up.

    Args:
        report_id: id of the report.
        layer: the layer.
        bodies: the records as plain values, in order.
    """
    out: list[str] = []
    seen: dict[str, int] = {}
    left_out = _NOT_SAID[layer]
    for body in bodies:
        said = {k: v for k, v in body.items() if k not in left_out}
        fact_id = content_id(LETTER[layer], report_id, said)
        again = seen.get(fact_id, 0)
        seen[fact_id] = again + 1
        out.append(content_id(LETTER[layer], report_id, said, again) if again else fact_id)
    return out


def to_rows(reading: Reading, text: str) -> ReadingRows:
    """A reading as rows.

    Args:
        reading: the reading.
        text: the stored text of its report.

    Raises:
        AnchorError: a span does not lie in the text, or a fact has an empty one (`anchor.outside`).
        CodecError: a record holds something its annotations do not allow.
    """
    rows: list[FactRow] = []
    for layer in LAYERS:
        records = layer_of(reading, layer)
        for position, record in enumerate(records):
            _hold(record, layer, position, len(text))
        bodies = [encode(record) for record in records]
        for position, (fact_id, record, body) in enumerate(zip(fact_ids(reading.report, layer, bodies), records, bodies, strict=True)):
            entries = _json(list(record.made.entries))
            rows.append((
                layer, position, fact_id, record.span.start, record.span.end, record.made.rule, entries, _json(body), doubt(layer, body),
            ))  # fmt: skip
    diagnostics = _json([encode(d) for d in reading.diagnostics])
    packed = _json([reading.reader, diagnostics, [[r[0], r[7]] for r in rows]])
    return ReadingRows(reading.report, reading.reader, sha256(packed.encode()), diagnostics, tuple(rows), claim_rows(reading, text))


def doubt_all(db: sqlite3.Connection) -> None:
    """Say of every row of a case from before there was such a measure how uncertain it is."""
    last = 0
    while rows := db.execute("SELECT rowid, layer, body FROM fact WHERE rowid > ? ORDER BY rowid LIMIT 5000", (last,)).fetchall():
        db.executemany("UPDATE fact SET doubt = ? WHERE rowid = ?", ((doubt(layer, json.loads(body)), row) for row, layer, body in rows))
        last = rows[-1][0]


def from_rows(report_id: str, reader: str, diagnostics: str, facts: Iterable[tuple[Layer, str]]) -> Reading:
    """A reading from its rows.

    Args:
        report_id: id of the report.
        reader: id of the reader.
        diagnostics: JSON list.
        facts: layer and body of every fact, each layer in order of position.

    Raises:
        CaseError: a row does not fit its record (`case.damaged`).
    """
    layers: dict[Layer, list[Any]] = {layer: [] for layer in LAYERS}
    try:
        rows = tuple(facts)
        for (layer, _), body in zip(rows, json.loads(f"[{','.join([body for _, body in rows])}]"), strict=True):  # parsed in one go
            layers[layer].append(decode(RECORD[layer], body))
        notes = tuple(decode(Diagnostic, d) for d in json.loads(diagnostics))
    except (CodecError, ValueError, KeyError) as error:
        raise damaged(f"reading of report {report_id}: {error}") from None
    return Reading(
        report_id, reader, tuple(layers["mention"]), tuple(layers["time"]), tuple(layers["place"]), tuple(layers["quantity"]),
        tuple(layers["statement"]), tuple(layers["claim"]), notes, tuple(layers["relation"]),
        tuple(layers["link"]),
    )  # fmt: skip


def fact_from(layer: Layer, body: str) -> Fact:
    """A record from its row's body.

    Raises:
        CaseError: the body does not fit the record (`case.damaged`).
    """
    try:
        return decode(RECORD[layer], json.loads(body))
    except (CodecError, ValueError, KeyError) as error:
        raise damaged(f"{layer}: {error}") from None


def damaged(what: str) -> CaseError:
    """The error for a case whose rows do not mean what they should."""
    return CaseError("case.damaged", f"the case holds something it should not: {what}", remedy="restore the file from a backup")


def spans_of(value: Any) -> Iterator[Span]:
    """Every span in a record, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_of(part)
    elif value is not None:
        for name in _inner(type(value)):
            yield from spans_of(getattr(value, name))


def _hold(record: Fact, layer: Layer, position: int, length: int) -> None:
    for span in spans_of(record):
        if not 0 <= span.start <= span.end <= length or (span is record.span and span.start == span.end):
            raise AnchorError(
                "anchor.outside",
                f"{layer} {position} stands on [{span.start}, {span.end}), which is empty or outside a text of {length} code points",
                remedy="report this as a fault of the reader, with the report",
            )


_INNER: dict[type[Any], tuple[str, ...]] = {}
_PLAIN = {"str", "int", "float", "bool", "None"}


def _inner(kind: type[Any]) -> tuple[str, ...]:
    """Names of a record's fields that may hold spans: those that are not plain values."""
    known = _INNER.get(kind)
    if known is None:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        known = _INNER[kind] = tuple(f.name for f in fields if not set(str(f.type).replace(" ", "").split("|")) <= _PLAIN)
    return known


# Encoders are made once: `json.dumps` with options makes one a call.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
