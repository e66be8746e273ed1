"""Which parts of the gold are trained on."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "corpus" / "gold"
TAUGHT = ("taught", "tuned", "opened")
"""The parts that are trained on: never `dev`, `tried`, `held` or `proof`."""


def digest(parts: tuple[str, ...] = TAUGHT) -> str:
    """A hash of the reports and annotations of some parts of the gold; what links reports is not trained on."""
    found = hashlib.sha256()
    for part in parts:
        for path in sorted(p for p in (GOLD / part).iterdir() if p.name != "LINKS.json"):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
