"""Linking a case anew after decisions, in a process of its own, so that pages stay quick and a kill costs nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from isnad.errors import IsnadError
from isnad.model.linked import ClaimRef
from isnad.show.web.former import all_members
from isnad.store.sqlite import SqliteStore

AUTO = 400  # reports up to which a case is linked anew by itself
PAUSE = 1.0  # seconds without another decision


class Relinker:
    """Links one case when asked; asked while it works, it works once more afterwards.

    Args:
        path: the case.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Condition()
        self._asked = 0
        self._done = 0
        self._working = False
        self._process: subprocess.Popen[bytes] | None = None
        self._failed = ""
        self.former: dict[str, frozenset[ClaimRef]] = {}  # claims of events as they were before the case was linked anew

    @property
    def working(self) -> bool:
        """Whether it is at work, or about to be."""
        with self._lock:
            return self._working

    @property
    def failed(self) -> str:
        """What went wrong the last time, or nothing."""
        return self._failed

    def soon(self) -> None:
        """Link when no more is decided for a moment."""
        with self._lock:
            self._asked += 1
            self._lock.notify_all()
            if self._working:
                return
            self._working = True
        threading.Thread(target=self._work, name="relink", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait until all that was asked for is done.

        Args:
            seconds: how long at most.

        Returns:
            Whether it is.
        """
        with self._lock:
            return self._lock.wait_for(lambda: not self._working, seconds)

    def stop(self) -> None:
        """End the process that is at work; the case stays as it was before it began."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()

    def _work(self) -> None:
        while True:
            with self._lock:
                seen = self._asked
                while self._lock.wait(PAUSE) and self._asked != seen:
                    seen = self._asked
                seen = self._asked
            self._link()
            with self._lock:
                self._done = seen
                if self._asked == seen:
                    self._working = False
                    self._lock.notify_all()
                    return

    def _link(self) -> None:
        try:
            with SqliteStore().view(self._path) as view:
                self.former.update(all_members(view))
        except IsnadError:
            pass  # the case is busy: addresses of events that change now lead nowhere, no more
        command = [sys.executable, "-m", "isnad", "link", str(self._path.absolute())]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, told = self._process.communicate()
        self._failed = told.decode("utf-8", "replace")[-2000:] if self._process.returncode else ""
