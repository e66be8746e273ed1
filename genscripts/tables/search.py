"""resources/common/search.yaml → lang/common/_data/search.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, load
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """Folded word → field, and folded word → fixed value."""
    data = load(RESOURCES / "common" / "search.yaml")
    fields = {fold(form): entry["id"].removeprefix("search.") for entry in data["entries"] for form in entry["forms"]}
    values = {fold(form): value for value, forms in data["values"].items() for form in forms}
    return {"common/_data/search.json": {"fields": fields, "values": values}}
