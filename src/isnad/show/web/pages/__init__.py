"""The pages. Each module here is one: it has `ROUTES`, a list of routes, and may have `ENTRY`, its place in the navigation.

A module that lies in this folder is found by itself; nothing else names it.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from starlette.routing import BaseRoute

from isnad.show.web.context import Entry


def found() -> tuple[list[BaseRoute], tuple[Entry, ...]]:
    """The routes of all pages, and the navigation in order."""
    routes: list[BaseRoute] = []
    entries: list[Entry] = []
    for name in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        page = import_module(f"{__name__}.{name}")
        routes += getattr(page, "ROUTES", [])
        if entry := getattr(page, "ENTRY", None):
            entries.append(entry)
    return routes, tuple(sorted(entries, key=lambda e: (e.order, e.key)))
