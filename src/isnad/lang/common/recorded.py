"""How published event data call parties."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table
from isnad.text.fold import fold


@cache
def _names() -> dict[str, str]:
    return {e["form"]: e["name"] for e in table("common", "recorded")["entries"]}


def recorded_party(name: str) -> str | None:
    """Our canonical name of a side as event data name it, or None."""
    return _names().get(fold(name))
