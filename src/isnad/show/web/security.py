"""Who may talk to the server: the browser that was shown the start-up key, on this machine, from our own pages.

The server listens on the loopback address, which other programs and other pages in the browser can reach as well. Four things keep them out:
a key that only the terminal has shown, exchanged once for a session cookie that no script can read; the Host header, which a name that was
made to point here (DNS rebinding) does not carry; Origin and Sec-Fetch-Site, which another page cannot forge; and a token in every form.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response

from isnad.show.web.multipart import parts

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refused = Callable[[Headers, int, str], Response]

BODY = 1 << 20  # bytes of a request; a form holds a few hundred
FIELDS = 2000
SESSIONS = 64

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: browsers then send `Origin: null` with our own forms. Nothing goes to another origin either way.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "cache-control": "no-store",
}


@dataclass(slots=True)
class Session:
    """One browser that has shown the key.

    Attributes:
        id: what its cookie holds.
        token: what its forms carry.
        reader: name of the person who decides, once told.
        notices: what the next page tells, as label ids with what fills them.
        kept: what pages keep for this browser, each under a name of its own.
    """

    id: str
    token: str
    reader: str | None = None
    notices: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)


class Keys:
    """The start-up key and the sessions it has opened.

    Args:
        key: what the terminal shows; made anew if not given.
    """

    def __init__(self, key: str | None = None) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self._once: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def once(self) -> str:
        """A key that is good for one use: it stands on the browser's command line, which others on the machine can read."""
        key = secrets.token_urlsafe(24)
        self._once.add(key)
        return key

    def open(self, key: str) -> Session | None:
        """A new session for who shows a key, or None where it is not one."""
        good = hmac.compare_digest(key.encode(), self.key.encode())
        spent = next((k for k in sorted(self._once) if hmac.compare_digest(key.encode(), k.encode())), None)
        if spent is not None:
            self._once.discard(spent)
        if not good and spent is None:
            return None
        while len(self._sessions) >= SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        session = Session(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        self._sessions[session.id] = session
        return session

    def session(self, cookie: str | None) -> Session | None:
        """The session of a cookie."""
        return self._sessions.get(cookie or "")


class Guard:
    """Lets in what may come in, and puts its headers on everything that goes out.

    Args:
        app: what is guarded.
        keys: the key and its sessions.
        port: the port that the server listens on.
        refused: makes the page that tells of a refusal, from the request's headers, a status and a code.
    """

    def __init__(self, app: App, keys: Keys, port: int, refused: Refused) -> None:
        self._app = app
        self._keys = keys
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}") if port != 80 else ("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")
        self._cookie = f"isnad-{port}"
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        answer = self._judge(scope, headers)
        if answer is None and scope["method"] == "POST":
            body = await _body(headers, receive)
            if body is None:
                answer = self._refused(headers, 413, "web.too-large")
            else:
                answer = self._post(scope, headers, body)
                receive = _again(body)
        await (answer or self._app)(scope, receive, guarded)

    def _judge(self, scope: Scope, headers: Headers) -> Response | None:
        """What is refused by address, method, cookie and key; None where the request may go on, with its session in the scope."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return self._refused(headers, 400, "web.host")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return self._refused(headers, 405, "web.method")
        try:
            query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=FIELDS)
        except ValueError:
            return self._refused(headers, 400, "web.request")
        key = next((v for k, v in query if k == "key"), None)
        if key is not None:
            return self._enter(scope, headers, key, [(k, v) for k, v in query if k != "key"])
        cookie = cookie_parser(headers.get("cookie", "")).get(self._cookie)
        session = self._keys.session(cookie)
        if session is None:
            return self._refused(headers, 403, "web.no-key")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return self._refused(headers, 403, "web.foreign")
        scope.setdefault("state", {})["session"] = session
        return None

    def _enter(self, scope: Scope, headers: Headers, key: str, rest: list[tuple[str, str]]) -> Response:
        """Exchange the key for a cookie, and go on to the same address without it, so that it stays in no history."""
        session = self._keys.open(key) if scope["method"] == "GET" else None
        if session is None:
            return self._refused(headers, 403, "web.no-key")
        path = scope["path"] if scope["path"].startswith("/") and not scope["path"].startswith(("//", "/\\")) else "/"
        where = Response(None, 303, {"location": _quoted(path) + (f"?{urlencode(rest)}" if rest else "")})
        where.set_cookie(self._cookie, session.id, httponly=True, samesite="strict", path="/")
        return where

    def _post(self, scope: Scope, headers: Headers, body: bytes) -> Response | None:
        """What is refused of a form: one from another page, or without our token; else its fields are put into the scope."""
        session: Session = scope["state"]["session"]
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        ours = tuple(f"http://{host}" for host in self._hosts)
        if (origin is None and site is None) or (site or "same-origin") != "same-origin" or (origin is not None and origin not in ours):
            return self._refused(headers, 403, "web.foreign")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        fields: list[tuple[str, str]] = []
        if kind == "application/x-www-form-urlencoded":
            try:
                fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
            except ValueError:
                return self._refused(headers, 400, "web.form")
        elif kind == "multipart/form-data":
            try:
                fields, scope["state"]["files"] = parts(headers["content-type"], body)
            except ValueError:
                return self._refused(headers, 400, "web.form")
        token = headers.get("x-isnad-token") or next((v for k, v in fields if k == "csrf"), "")
        if not hmac.compare_digest(token.encode(), session.token.encode()):
            return self._refused(headers, 403, "web.token")
        scope["state"]["form"] = [(k, v.replace("\r\n", "\n")) for k, v in fields if k != "csrf"]
        return None


def _quoted(path: str) -> str:
    return quote(path, safe="/:~-._")


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """The body of a request, or None where it is longer than any of ours."""
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > BODY:
        return None
    out = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        out += message.get("body", b"")
        more = message.get("more_body", False)
        if len(out) > BODY:
            return None
    return bytes(out)


def _again(body: bytes) -> Receive:
    """The body that was read, to be read once more."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
