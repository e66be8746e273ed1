"""Arabic names of what a case's own reports name: taken from Arabic reports once, and again when reports have come."""

from __future__ import annotations

import threading
from pathlib import Path

from isnad.show.dossier.names import Names, fullest
from isnad.store.browse import Browse
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView

AT_ONCE = 1000  # reports up to which the first page that asks waits for them


class CaseNames(Names):
    """Arabic names of a case, of which only the names are known.

    Args:
        places: English name → the words of a report.
        sources: English name → the words of a report.
    """

    def __init__(self, places: dict[str, str], sources: dict[str, str]) -> None:
        super().__init__(())
        self._places = places
        self._sources = sources


class NameBook:
    """The names of a case as they are known by now; a large case's are gathered in the background.

    Args:
        path: the case.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._mark = ""
        self._names: Names = Names(())
        self._gathering = False

    def names(self, view: SqliteView) -> Names:
        """The names.

        Args:
            view: the case.
        """
        mark = Browse(view).reading_mark()
        with self._lock:
            if mark == self._mark or self._gathering:
                return self._names
            self._gathering = True
        if view.count() > AT_ONCE:
            threading.Thread(target=self._gather_alone, args=(mark,), daemon=True).start()
            return self._names
        return self._gather(view, mark)

    def _gather_alone(self, mark: str) -> None:
        with SqliteStore().view(self._path) as view:
            self._gather(view, mark)

    def _gather(self, view: SqliteView, mark: str) -> Names:
        try:
            places, sources = Browse(view).arabic_names()
            found = CaseNames(places, {name: words for name, said in sources.items() if (words := fullest(said))})
            with self._lock:
                self._names, self._mark = found, mark
            return found
        finally:
            with self._lock:
                self._gathering = False
