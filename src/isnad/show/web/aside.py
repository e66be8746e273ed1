"""Long work for a page, done in a process of its own while the page shows what is known already and loads anew."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_busy: set[tuple[str, str]] = set()
_lock = threading.Lock()


def aside(path: Path, name: str, work: Callable[[str], T], keep: Callable[[T], None]) -> None:
    """Start some work, unless it is under way.

    Args:
        path: the case.
        name: what is done.
        work: does it in another process, given the path: a function of a module, whose result can be sent.
        keep: told of the result, in this process. It is not told of one that could not be found.
    """
    key = (str(path), name)
    with _lock:
        if key in _busy:
            return
        _busy.add(key)

    def run() -> None:
        try:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_there, args=(work, str(path), theirs), daemon=True)
            process.start()
            theirs.close()
            with suppress(EOFError):  # it has told of its fault itself; the page asks again
                keep(ours.recv())
            process.join()
        finally:
            with _lock:
                _busy.discard(key)

    threading.Thread(target=run, name=name, daemon=True).start()


def _there(work: Callable[[str], T], path: str, out: Connection) -> None:
    out.send(work(path))
    out.close()
