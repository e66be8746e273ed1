"""resources/ar/stems.yaml → lang/ar/_data/stems.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, load


def build() -> dict[str, Any]:
    """The tables of the light stemmer as written; they are small."""
    data = load(RESOURCES / "ar" / "stems.yaml")
    names = ("heads", "tails", "least", "weak", "least_weak", "joined", "pronouns", "feminine", "single", "long")
    return {"ar/_data/stems.json": {k: data[k] for k in names}}
