"""Entry points: who may hand in readers and exporters from outside.

A package that declares an entry point in the group `isnad.readers` or `isnad.exporters` is found here by name. Nothing is
loaded until it is asked for.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from isnad.errors import UsageError

GROUPS = ("isnad.readers", "isnad.exporters", "isnad.importers", "isnad.stores")


def available(group: str) -> dict[str, EntryPoint]:
    """Plug-ins of a group by name."""
    return {e.name: e for e in entry_points(group=group)}


def load(group: str, name: str) -> Any:
    """The object a plug-in offers.

    Raises:
        UsageError: no such plug-in (`plugins.unknown`).
    """
    found = available(group)
    if name not in found:
        raise UsageError("plugins.unknown", f"no plug-in {name!r} in {group}", remedy=f"installed: {', '.join(sorted(found)) or 'none'}")
    return found[name].load()
