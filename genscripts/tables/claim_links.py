"""resources/{ar,en}/claim_links.yaml → lang/{ar,en}/_data/claim_links.json: words that tie two happenings."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from isnad.text.fold import fold

KINDS = ("after", "before", "while", "because", "in-return-for", "in-order-that")


def _table(lang: str) -> dict[str, Any]:
    path = RESOURCES / lang / "claim_links.yaml"
    out = []
    for entry in entries(path):
        if entry["kind"] not in KINDS:
            raise ResourceError(f"{path}: {entry['id']} has the unknown kind {entry['kind']}")
        forms = sorted({" ".join(fold(w) if lang == "ar" else w for w in form.split()) for form in entry["forms"]})
        out.append({"id": entry["id"], "kind": entry["kind"], "reach": entry["reach"], "forms": forms})
    return {"entries": out}


def build() -> dict[str, Any]:
    """Both languages."""
    return {f"{lang}/_data/claim_links.json": _table(lang) for lang in ("ar", "en")}
