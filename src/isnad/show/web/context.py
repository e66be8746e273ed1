"""What a page is made with: the case, the language, the person who decides, and the templates."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment
from markupsafe import Markup
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from isnad.show.labels import LANGS
from isnad.show.web.former import became
from isnad.show.web.language import MISLEADING, Words, chosen, with_query
from isnad.show.web.multipart import Sent
from isnad.show.web.namebook import AT_ONCE, NameBook
from isnad.show.web.relinking import Relinker
from isnad.show.web.security import Session
from isnad.store.browse import Browse
from isnad.store.grouped import modes
from isnad.store.sqlite import SqliteCase, SqliteStore
from isnad.store.view import SqliteView

T = TypeVar("T")
KEPT = 128  # results kept of questions about the whole case
LANG_COOKIE = "isnad-lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation.

    Attributes:
        key: name of the page; `Context.render(..., nav=key)` marks it as the one that is open.
        path: its address.
        label: label id of its name.
        order: where it stands.
    """

    key: str
    path: str
    label: str
    order: int


@dataclass(slots=True)
class Desk:
    """What all requests of a server share.

    Attributes:
        path: the case.
        templates: the templates.
        navigation: the pages, in order.
        names: Arabic names of what the case names.
        linker: links the case anew after decisions.
        kept: results of questions about the whole case, by name and mark.
        lock: held while any of this is looked at.
        gathered: what takes long, by name, with the mark of the readings that it was made of.
        gathering: names of what is being gathered.
        making: locks of what is being made.
    """

    path: Path
    templates: Environment
    navigation: tuple[Entry, ...]
    names: NameBook
    linker: Relinker
    kept: OrderedDict[tuple[str, str], Any] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    gathered: dict[str, tuple[str, Any]] = field(default_factory=dict)
    gathering: set[str] = field(default_factory=set)
    making: dict[tuple[str, str], threading.Lock] = field(default_factory=dict)


def _gather(desk: Desk, key: str, mark: str, make: Callable[[SqliteView], T], view: SqliteView) -> T:
    try:
        made = make(view)
        with desk.lock:
            desk.gathered[key] = (mark, made)
        return made
    finally:
        with desk.lock:
            desk.gathering.discard(key)


def _gather_alone(desk: Desk, key: str, mark: str, make: Callable[[SqliteView], Any]) -> None:
    with SqliteStore().view(desk.path) as view:
        _gather(desk, key, mark, make, view)


class Context:
    """One request, as handlers see it. Get it with :meth:`of`.

    Handlers are plain functions (`def page(request) -> Response`), which run in a thread of their own, so that a slow question holds up no other
    page; they open the case in that thread and let go of it before they answer.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.desk: Desk = request.app.state.desk
        self.session: Session = request.state.session
        self.lang = chosen(request.query_params.get("lang"), request.cookies.get(LANG_COOKIE), request.headers.get("accept-language", ""))
        self.words = Words(self.lang)
        self.words.modes = self._modes
        self._named = False
        self._known_modes: Mapping[str, str] | None = None

    @classmethod
    def of(cls, request: Request) -> Context:
        """The context of a request."""
        return cls(request)

    @property
    def query(self) -> Mapping[str, str]:
        """What the address asks, by name; of several the last."""
        return self.request.query_params

    @property
    def filtered(self) -> bool:
        """Whether the address asks for a part of what the page lists."""
        return any(v for k, v in self.query.items() if k not in ("lang", "page", "order"))

    @property
    def form(self) -> ImmutableMultiDict[str, str]:
        """The fields of the form that was sent; empty for a page that is only asked for."""
        return ImmutableMultiDict(getattr(self.request.state, "form", []))

    def sent(self, name: str) -> Sent | None:
        """The file that the form carries under a name; None where none was chosen."""
        files: dict[str, Sent] = getattr(self.request.state, "files", {})
        found = files.get(name)
        return found if found is not None and (found.name or found.content) else None

    def number(self, name: str, default: int = 0, *, least: int = 0, most: int = 1 << 31) -> int:
        """A whole number of the address, kept between bounds; the default where it is none."""
        text = self.query.get(name, "")
        return min(max(int(text), least), most) if text.isascii() and text.isdecimal() and len(text) < 12 else default

    @contextmanager
    def view(self) -> Iterator[SqliteView]:
        """The case for reading: one state of it, whatever others write meanwhile. `Browse(view)` asks what pages ask."""
        with SqliteStore().view(self.desk.path) as view, Browse(view).snapshot():
            if self.lang == "ar" and not self._named:
                self.words.names, self._named = self.desk.names.names(view), True
            yield view

    @contextmanager
    def write(self) -> Iterator[SqliteCase]:
        """The case for writing."""
        with SqliteStore().write(self.desk.path) as case:
            yield case

    def cached(self, key: str, make: Callable[[SqliteView], T], view: SqliteView) -> T:
        """What `make` gives for the case as it is; asked for again, it is made again only when the case has changed.

        Args:
            key: what is asked, a name that no other page uses, with every option that matters.
            make: makes it; what it gives is shared between requests and must not be changed.
            view: the case.
        """
        desk = self.desk
        full = (key, Browse(view).mark())
        with desk.lock:
            if full in desk.kept:
                desk.kept.move_to_end(full)
                found: T = desk.kept[full]
                return found
            making = desk.making.setdefault(full, threading.Lock())
        with making:  # two pages that ask the same at once wait for one answer
            with desk.lock:
                if full in desk.kept:
                    again: T = desk.kept[full]
                    return again
            made = make(view)
            with desk.lock:
                desk.kept[full] = made
                desk.making.pop(full, None)
                while len(desk.kept) > KEPT:
                    desk.kept.popitem(last=False)
        return made

    def gathered(self, key: str, make: Callable[[SqliteView], T], view: SqliteView, mark: str | None = None) -> T | None:
        """Like :meth:`cached`, for what takes long over a large case: it is gathered in the background.

        Args:
            key: what is asked.
            make: makes it.
            view: the case.
            mark: what changes when it has to be gathered again; by default what changes with reports and readings alone.

        Returns:
            What was gathered, perhaps before the last change; None while it is gathered for the first time.
        """
        desk, mark = self.desk, mark or Browse(view).reading_mark()
        with desk.lock:
            known = desk.gathered.get(key)
            if known is not None and (known[0] == mark or key in desk.gathering):
                found: T = known[1]
                return found
            if key in desk.gathering:
                return None
            desk.gathering.add(key)
        if view.count() <= AT_ONCE:
            return _gather(desk, key, mark, make, view)
        threading.Thread(target=_gather_alone, args=(desk, key, mark, make), daemon=True).start()
        return known[1] if known is not None else None

    @property
    def reader(self) -> str | None:
        """Name of the person who decides, once told."""
        return self.session.reader

    def tell(self, label: str, **fill: object) -> None:
        """Tell something on the next page that is shown."""
        self.session.notices.append((label, fill))

    def address(self, **changed: object) -> str:
        """The address of this page, with some of what it asks changed; None takes a question out."""
        return with_query(self.request.url.path, self.request.url.query, **changed)

    def render(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page.

        Args:
            template: file name in `templates/`.
            status: HTTP status.
            **values: what it shows; `title` names it, `nav` is the key of the navigation entry that it belongs to.
        """
        notices, self.session.notices = self.session.notices, []
        other = next(x for x in LANGS if x != self.lang)
        page = self.desk.templates.get_template(template).render(
            {
                "ctx": self, "t": self.words, "lang": self.lang, "dir": self.words.direction, "csrf": self.session.token, "reader": self.reader,
                "navigation": self.desk.navigation, "nav": None, "notices": [*(self.words(k, **fill) for k, fill in notices), *self._became()],
                "other": other, "switch": self.address(lang=other), **values,
            }
        )  # fmt: skip
        response = HTMLResponse(page, status)
        return self.remember(response)

    def _modes(self) -> Mapping[str, str]:
        """Modes of events whose type alone would mislead; asked once a page, and only by one that names such an event."""
        if self._known_modes is None:
            with self.view() as view:
                self._known_modes = self.cached("events.modes", lambda v: modes(v, MISLEADING), view)
        return self._known_modes

    def _became(self) -> list[Markup]:
        """What has become of events that this browser decided on, once they are linked anew."""
        if not self.session.kept.get("watched") or self.desk.linker.working:
            return []
        watched = self.session.kept.pop("watched")
        with self.view() as view:
            return became(view, self.words, watched)

    def fragment(self, template: str, **values: Any) -> Response:
        """A piece of a page, for a script that puts it where it belongs; notices stay for the next whole page."""
        page = self.desk.templates.get_template(template).render(
            {
                "ctx": self, "t": self.words, "lang": self.lang, "dir": self.words.direction, "csrf": self.session.token, "reader": self.reader,
                **values,
            }
        )  # fmt: skip
        return HTMLResponse(page)

    def remember(self, response: Response) -> Response:
        """Keep the language that the address asked for."""
        if self.query.get("lang") in LANGS:
            response.set_cookie(LANG_COOKIE, self.lang, httponly=True, samesite="strict", path="/", max_age=31_536_000)
        return response

    def redirect(self, path: str) -> Response:
        """Go on to another page of ours, after a form.

        Args:
            path: an address of this server, beginning with one slash; anything else leads to the first page.
        """
        safe = path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path else "/"
        return RedirectResponse(safe, 303)
