"""How uncertain a row is by itself: what in it was inferred, left open or could have been something else.

Each sign of doubt leaves a share of the trust that the row would have without it; shares multiply. They are our own estimates, to put what should be
looked at first before what hardly needs it; how often a rule is right is learnt from what people decide, see :mod:`isnad.resolve.review`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from isnad.model.contract import INFERRED
from isnad.model.records import Layer

DOUBTED: tuple[Layer, ...] = ("claim", "statement", "time", "place", "quantity", "mention")
"""Layers whose rows people go through."""

TRUST: dict[str, float] = {
    "inferred-party": 0.6, "no-party": 0.75, "no-time": 0.92, "no-place": 0.92, "not-real": 0.95, "no-event": 0.9,
    "nameless": 0.9, "no-source": 0.75, "nested": 0.93, "denied": 0.95,
    "vague-time": 0.7, "relative-time": 0.92,
    "unplaced": 0.55, "many-places": 0.8, "two-places": 0.9, "rough-place": 0.92,
    "no-thing": 0.8, "open-number": 0.95,
    "unknown-name": 0.85,
    "one-reader": 0.7, "readers-differ": 0.6,
}  # fmt: skip
"""What each sign leaves of the trust in a row."""

_INFERRED = frozenset(INFERRED)
_DIFFER = frozenset(("learned.doubts", "learned.overruled"))


def signs(layer: Layer, body: Mapping[str, Any]) -> tuple[str, ...]:
    """The signs of doubt in a row.

    Args:
        layer: its layer.
        body: the row as plain values.
    """
    made = body["made"]
    out: list[str] = ["one-reader"] * made["rule"].startswith("learned.") + ["readers-differ"] * (not _DIFFER.isdisjoint(made["entries"]))
    if layer == "claim":
        out += ["inferred-party"] * (not _INFERRED.isdisjoint(made["entries"]))
        out += ["no-party"] * (not body["actor"] and not body["recipient"])
        out += ["no-time"] * (body["time"] is None) + ["no-place"] * (body["place"] is None)
        out += ["not-real"] * (body["status"] in ("planned", "hypothetical")) + ["no-event"] * (not body["occurred"])
    elif layer == "statement":
        out += ["no-source"] * (body["source"] is None) + ["nameless"] * (not body["named"])
        out += ["nested"] * (body["parent"] is not None) + ["denied"] * (body["stance"] != "assert")
    elif layer == "time":
        edtf = body["edtf"]
        out += ["vague-time"] * ("X" in edtf or "~" in edtf or "?" in edtf or "%" in edtf) + ["relative-time"] * (body["reference"] is not None)
    elif layer == "place":
        others = len(body.get("others") or ())
        out += ["unplaced"] * (body["lat"] is None and body["kind"] not in ("region", "country"))
        out += ["many-places"] * (others > 2) + ["two-places"] * (0 < others <= 2)
        out += ["rough-place"] * (body.get("precision") in ("province", "district"))
    elif layer == "quantity":
        out += ["no-thing"] * (body["of"] is None) + ["open-number"] * (body["min"] is None or body["max"] is None)
    elif layer == "mention":
        out += ["unknown-name"] * (body["entity"] is None)
    return tuple(out)


def trust(found: tuple[str, ...]) -> float:
    """What the signs leave of the trust in a row: 1 without any."""
    left = 1.0
    for sign in found:
        left *= TRUST[sign]
    return left


def doubt(layer: Layer, body: Mapping[str, Any]) -> float | None:
    """How uncertain a row is by itself, from 0 (nothing speaks against it) to under 1; None for layers that people do not go through."""
    return round(1 - trust(signs(layer, body)), 4) if layer in DOUBTED else None
