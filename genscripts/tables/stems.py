"""resources/{ar,en}/stems.yaml → lang/{ar,en}/_data/stems.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, load


def build() -> dict[str, Any]:
    """The tables of the light stemmers: the Arabic one as written, for English each form → the form it is found by."""
    data = load(RESOURCES / "ar" / "stems.yaml")
    names = ("heads", "tails", "least", "weak", "least_weak", "joined", "pronouns", "feminine", "single", "long")
    irregular = load(RESOURCES / "en" / "stems.yaml")["irregular"]
    return {
        "ar/_data/stems.json": {k: data[k] for k in names},
        "en/_data/stems.json": {"irregular": {form: word for word, forms in irregular.items() for form in forms}},
    }
