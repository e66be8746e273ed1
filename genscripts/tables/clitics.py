"""resources/ar/clitics.yaml → lang/ar/_data/clitics.json."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, load


def build() -> dict[str, Any]:
    """The clitic tables as written; they are small."""
    data = load(RESOURCES / "ar" / "clitics.yaml")
    return {"ar/_data/clitics.json": {k: data[k] for k in ("proclitics", "enclitics", "minimum")}}
