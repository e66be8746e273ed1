"""resources/common/allies.yaml → common/_data/allies.json: for each party those that stand with it."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries


def build() -> dict[str, Any]:
    """Party → its allies, sorted."""
    out: dict[str, set[str]] = {}
    for group in entries(RESOURCES / "common" / "allies.yaml"):
        for party in group["members"]:
            out.setdefault(party, set()).update(m for m in group["members"] if m != party)
    return {"common/_data/allies.json": {party: sorted(allies) for party, allies in sorted(out.items())}}
