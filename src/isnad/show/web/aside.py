"""Long work for a page, done in a thread of its own while the page shows what is known already and loads anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView

_busy: set[tuple[str, str]] = set()
_lock = threading.Lock()


def aside(path: Path, name: str, work: Callable[[SqliteView], None]) -> None:
    """Start some work, unless it is under way.

    Args:
        path: the case.
        name: what is done.
        work: does it, with a view of its own.
    """
    key = (str(path), name)

    def run() -> None:
        try:
            with SqliteStore().view(path) as view:
                work(view)
        finally:
            with _lock:
                _busy.discard(key)

    with _lock:
        if key in _busy:
            return
        _busy.add(key)
    threading.Thread(target=run, name=name, daemon=True).start()
