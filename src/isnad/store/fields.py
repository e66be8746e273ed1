"""Which fields of a row people may set, of what kind they are, and what stands in them until somebody does."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any

from isnad.model.records import Claim, Layer, Statement
from isnad.store.contracts import Fact
from isnad.store.rows import RECORD

FIELDS: dict[Layer, tuple[str, ...]] = {
    "mention": ("span", "name", "entity", "kind", "role", "party"),
    "time": ("span", "edtf", "grain"),
    "place": ("span", "name", "country", "lat", "lon", "gazetteer", "kind", "precision", "relation"),
    "quantity": ("span", "min", "max", "approx", "of"),
    "statement": ("span", "cue", "source", "speaker", "via", "kind", "named", "mode", "stance", "parent", "protect"),
    "claim": ("trigger", "span", "type", "mode", "actor", "recipient", "place", "time", "quantities", "occurred", "status", "statement"),
    "relation": ("span", "order", "count", "unit", "event", "edtf"),
    "link": ("span", "kind"),
}  # fmt: skip
"""Every field of a layer's records but what made them and, where people cannot see them, references to neighbours."""

REFERENCES: dict[type, tuple[str, ...]] = {Claim: ("place", "quantities", "statement"), Statement: ("parent",)}
"""Fields that point to another row of the reading."""

POINTS_TO: dict[tuple[Layer, str], Layer] = {
    ("claim", "place"): "place", ("claim", "quantities"): "quantity", ("claim", "statement"): "statement", ("statement", "parent"): "statement",
}  # fmt: skip
"""The layer that each of them points to."""

ADDABLE: tuple[Layer, ...] = ("mention", "time", "place", "quantity", "statement", "claim")
"""Layers to which people may add rows."""

BLANK: dict[Layer, dict[str, Any]] = {
    "mention": {"entity": None, "kind": "organisation", "role": None, "party": None},
    "time": {"grain": "day", "reference": None},
    "place": {"country": None, "lat": None, "lon": None, "gazetteer": None, "kind": "place", "precision": None, "relation": None, "others": []},
    "quantity": {"min": None, "max": None, "approx": False, "of": None},
    "statement": {
        "cue": None, "source": None, "via": [], "kind": "person", "named": True, "mode": "indirect", "stance": "assert", "parent": None,
        "protect": False,
    },
    "claim": {
        "mode": None, "actor": [], "recipient": [], "place": None, "time": None, "quantities": [], "occurred": True, "status": "actual",
        "statement": None,
    },
}  # fmt: skip
"""What an added row says where the person who adds it says nothing. Needed are, beside the words: of a mention and a place the `name`, of a time
the `edtf`, of a statement the `speaker`, of a claim the `type`."""

NEEDED: dict[Layer, tuple[str, ...]] = {"mention": ("name",), "place": ("name",), "time": ("edtf",), "statement": ("speaker",), "claim": ("type",)}
"""What has to be said of an added row beside its words."""


def kind_of(layer: Layer) -> type[Fact]:
    """The record of a layer."""
    return RECORD[layer]


@cache
def hint_of(layer: Layer, name: str) -> Any:
    """The declared type of a field."""
    return typing.get_type_hints(kind_of(layer))[name]
