"""The application: pages, static files, fonts, errors, and the guard around them."""

from __future__ import annotations

import os
import re
import sys
import traceback
from importlib import resources, util
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from isnad import __version__
from isnad.errors import CaseError, IsnadError
from isnad.show.labels import LANGS
from isnad.show.web import pages
from isnad.show.web.context import LANG_COOKIE, Context, Desk
from isnad.show.web.language import Words, chosen, direction_of
from isnad.show.web.namebook import NameBook
from isnad.show.web.relinking import Relinker
from isnad.show.web.security import App, Guard, Keys, Receive, Scope, Send

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png", "json": "application/json"}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:css|js|svg|png|json)")
# Fonts of packages that may be installed beside Isnad: served if they are there; without them the system's fonts are used.
FONTS = {
    "amiri.ttf": ("fontpkg_amiri", "Amiri-Regular.ttf"),
    "amiri-bold.ttf": ("fontpkg_amiri", "Amiri-Bold.ttf"),
    "noto-sans-arabic.ttf": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}


def templates() -> Environment:
    """The templates, each escaping all that is put into it."""
    env = Environment(loader=PackageLoader("isnad.show.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.globals["version"] = __version__
    env.globals["direction_of"] = direction_of
    return env


class Workbench:
    """The whole application.

    Args:
        path: the case.
        port: the port it is served on: requests must be addressed to it.
        keys: the start-up key and its sessions.
    """

    def __init__(self, path: Path, port: int, keys: Keys) -> None:
        env = templates()
        found, navigation = pages.found()
        self.desk = Desk(path, env, navigation, NameBook(path), Relinker(path))
        inner = Starlette(
            routes=[Route("/static/{name}", _static), Route("/fonts/{name}", _font), *found],
            exception_handlers={IsnadError: _told, HTTPException: _http, Exception: _fault},
        )
        inner.router.redirect_slashes = False
        inner.state.desk = self.desk

        def refused(headers: Headers, status: int, code: str) -> Response:
            words = Words(chosen(None, None, headers.get("accept-language", "")))
            page = env.get_template("refused.html").render(t=words, lang=words.lang, dir=words.direction, code=code, status=status)
            return HTMLResponse(page, status)

        self._guard = Guard(_unbroken(inner), keys, port, refused)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._guard(scope, receive, send)


def _unbroken(app: App) -> App:
    """The application, whose faults have been told of: it raises none to the server, which would print them once more."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            if os.environ.get("ISNAD_DEBUG"):
                raise

    return run


def _static(request: Request) -> Response:
    """A file of ours: by a plain name only, so that no path leads elsewhere."""
    name = request.path_params["name"]
    file = resources.files("isnad.show.web").joinpath("static", name)
    if not _NAME.fullmatch(name) or not file.is_file():
        raise HTTPException(404)
    return Response(file.read_bytes(), media_type=KINDS[name.rpartition(".")[2]])


def _font(request: Request) -> Response:
    package, name = FONTS.get(request.path_params["name"], ("", ""))
    spec = util.find_spec(package) if package else None
    path = Path(spec.origin).parent / "files" / name if spec and spec.origin else None
    if path is None or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="font/ttf", headers={"cache-control": "no-store"})


def _status(error: IsnadError) -> int:
    """The HTTP status of an error by its code."""
    if error.code.startswith("case.no-such") or error.code in ("web.not-found", "web.no-source"):
        return 404
    if error.code in ("case.busy", "case.locked"):
        return 503
    if error.code in ("case.stale", "case.row-gone"):
        return 409
    return 500 if isinstance(error, CaseError) else 422


def _told(request: Request, error: Exception) -> Response:
    """The page of an error that was raised on purpose: what is wrong, its code, what to do."""
    assert isinstance(error, IsnadError)
    return _page(request, _status(error), error.code, error.diagnostic.message, error.diagnostic.remedy)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _page(request, status, "web.not-found" if status == 404 else "web.method" if status == 405 else "web.request")


def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: told of on the terminal, without the report's words in the page."""
    sys.stderr.write("".join(traceback.format_exception(error)))
    return _page(request, 500, "web.fault")


def _page(request: Request, status: int, code: str, message: str | None = None, remedy: str | None = None) -> Response:
    if "session" not in request.scope.get("state", {}):
        return PlainTextResponse(code, status)
    ctx = Context.of(request)
    key = f"error.{code}"
    said = ctx.words(key) if ctx.words.has(key) else None
    return ctx.render("error.html", status, title=ctx.words("web.error"), code=code, said=said, message=message, remedy=remedy)


__all__ = ["LANGS", "LANG_COOKIE", "Workbench"]
