"""Web addresses: what is fetched, and what is refused. The server is on the loopback address; nothing else is asked."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from isnad.ingest import web
from isnad.ingest.limits import IngestSettings
from tests.ingest.taking import PROSE, page, refused, report

LINES = PROSE.splitlines()
OPEN = IngestSettings(allow_private=True, timeout=5.0)
Serve = Callable[[BaseHTTPRequestHandler], object]


def missing(h: BaseHTTPRequestHandler) -> None:
    h.send_error(404)


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, Serve], list[str]]]:
    """A server on 127.0.0.1: its address, what it does for each path, and the paths that were asked for."""
    paths: dict[str, Serve] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            try:
                paths.get(self.path, missing)(self)
            except OSError:
                return

        def log_message(self, *args: Any) -> None:
            return

    s = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    s.daemon_threads = True
    thread = threading.Thread(target=s.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{s.server_address[1]}", paths, asked
    s.shutdown()
    s.server_close()
    thread.join()


def send(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Serve:
    def serve(h: BaseHTTPRequestHandler) -> None:
        h.send_response(status)
        h.send_header("Content-Type", kind)
        for key, value in headers.items():
            h.send_header(key.replace("_", "-"), value)
        h.end_headers()
        h.wfile.write(body)

    return serve


def redirect(to: str) -> Serve:
    return send(b"", status=302, Location=to)


def test_a_page(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, _ = server
    paths["/2016/story-1.html?id=7"] = send(page(*LINES))
    r = report(f"{base}/2016/story-1.html?id=7", limits=OPEN)
    assert r.text.splitlines()[1:] == LINES
    assert r.url == r.capture.address == f"{base}/2016/story-1.html?id=7"
    assert r.name == "127.0.0.1-story-1"
    assert dict(r.found)["url"] == "option"


def test_arabic_addresses_headers_and_coding(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, _ = server
    body = page(*LINES).replace(b"<meta charset=utf-8>", b"").decode().encode("cp1256")
    paths["/%D8%AE%D8%A8%D8%B1"] = send(gzip.compress(body), "text/html; charset=windows-1256", Content_Encoding="gzip")
    r = report(f"{base}/خبر", limits=OPEN)
    assert r.text.splitlines()[1:] == LINES
    assert r.capture.charset == "windows-1256"


def test_redirects(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, asked = server
    paths["/a"] = redirect("/b")
    paths["/b"] = redirect(f"{base}/c")
    paths["/c"] = send(page(*LINES))
    paths["/loop"] = redirect("/loop")
    assert report(f"{base}/a", limits=OPEN).url == f"{base}/c"
    refused(f"{base}/loop", "ingest.url-redirects", limits=OPEN)
    assert asked.count("/loop") == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/x", "gopher://127.0.0.1/1"])
def test_redirects_to_other_schemes(server: tuple[str, dict[str, Serve], list[str]], to: str) -> None:
    base, paths, _ = server
    paths["/a"] = redirect(to)
    refused(f"{base}/a", "ingest.url-scheme", limits=OPEN)


def test_private_addresses_are_not_asked(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, asked = server
    paths["/"] = send(page(*LINES))
    assert "127.0.0.1" in refused(f"{base}/", "ingest.url-private").message
    refused(base.replace("127.0.0.1", "localhost"), "ingest.url-private")
    refused(base.replace("127.0.0.1", "2130706433"), "ingest.url-private")
    assert asked == []


def test_a_redirect_to_a_private_address(server: tuple[str, dict[str, Serve], list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    base, paths, asked = server
    port = base.rpartition(":")[2]
    paths["/"] = redirect(f"http://inside.example:{port}/secret")
    paths["/secret"] = send(page(*LINES))
    real = web.public
    # the first host counts as public here, so that there is someone to redirect from
    monkeypatch.setattr(web, "public", lambda ip: ip == "127.0.0.1" or real(ip))
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, p, **k: [(socket.AF_INET, 1, 6, "", ("10.0.0.7" if host == "inside.example" else "127.0.0.1", p))]
    )
    assert "10.0.0.7" in refused(f"http://outside.example:{port}/", "ingest.url-private").message
    assert asked == ["/"]


def test_a_name_with_a_public_and_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, 1, 6, "", ("93.184.215.14", 80)), (socket.AF_INET6, 1, 6, "", ("::1", 80, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, p, **k: both)
    refused("http://both.example/", "ingest.url-private")


def test_the_name_is_resolved_once(server: tuple[str, dict[str, Serve], list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    base, paths, _ = server
    port = int(base.rpartition(":")[2])
    paths["/"] = send(page(*LINES))
    asked: list[str] = []

    def resolve(host: str, p: int, **kind: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", p))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert report(f"http://a.example:{port}/", limits=OPEN).name == "a.example"
    assert asked == ["a.example"]


@pytest.mark.parametrize(
    ("ip", "good"),
    [("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False),
     ("127.0.0.1", False),
     ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("100.64.0.1", False), ("::1", False),
     ("::", False), ("fe80::1%eth0", False),
     ("fd00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.215.14", True), ("64:ff9b::a00:1", False),
     ("2002:a00:1::", False), ("240.0.0.1", False)],
)  # fmt: skip
def test_public_addresses(ip: str, good: bool) -> None:
    assert web.public(ip) is good


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://a.example/x", "ingest.url-scheme"), ("file:///etc/passwd", "ingest.url-scheme"), ("javascript://x", "ingest.url-scheme"),
        ("http://", "ingest.url-bad"),
        ("http:///x", "ingest.url-bad"), ("http://a.example:99999/", "ingest.url-bad"), ("http://[::1/", "ingest.url-bad"),
        ("http://a b.example/", "ingest.url-bad"),
        ("http://a.example/\r\nX: y", "ingest.url-bad"), (f"http://{'a' * 300}.example/", "ingest.url-bad"),
        ("http://user:s3cret@a.example/", "ingest.url-credentials"), ("ftp://user:s3cret@a.example/", "ingest.url-scheme"),
        ("http://\udcff.example/", "ingest.url-bad"),
    ],
)  # fmt: skip
def test_bad_addresses(url: str, code: str) -> None:
    d = refused(url, code)
    assert "s3cret" not in d.line()


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, p: int, **kind: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    refused("http://none.example/", "ingest.url-unknown")


def test_too_large(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, _ = server
    small = IngestSettings(allow_private=True, max_bytes=10_000)
    paths["/said"] = send(b"x", Content_Length="20000")
    paths["/sent"] = send(b"<p>" + b"x" * 50_000)
    paths["/packed"] = send(gzip.compress(b"x" * 50_000), Content_Encoding="gzip")
    for path in paths:
        refused(base + path, "ingest.url-large", limits=small)


def test_slow_servers(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, _ = server

    def drip(h: BaseHTTPRequestHandler) -> None:
        h.send_response(200)
        h.end_headers()
        for _ in range(100):
            h.wfile.write(b"x")
            time.sleep(0.05)

    paths["/silent"] = lambda h: time.sleep(1.5)
    paths["/drip"] = drip
    for path in paths:
        start = time.monotonic()
        refused(base + path, "ingest.url-timeout", limits=IngestSettings(allow_private=True, timeout=0.4))
        assert time.monotonic() - start < 10


def test_answers_that_are_no_page(server: tuple[str, dict[str, Serve], list[str]]) -> None:
    base, paths, _ = server
    assert "404" in refused(f"{base}/none", "ingest.url-status", limits=OPEN).message
    paths["/500"] = send(b"", status=500)
    refused(f"{base}/500", "ingest.url-status", limits=OPEN)
    paths["/nonsense"] = lambda h: h.wfile.write(b"nonsense\r\n\r\n")
    refused(f"{base}/nonsense", "ingest.url-failed", limits=OPEN)
    paths["/headers"] = lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n")
    refused(f"{base}/headers", "ingest.url-failed", limits=OPEN)
    paths["/empty"] = send(b"")
    refused(f"{base}/empty", "ingest.empty", limits=OPEN)
    paths["/jpg"] = send(b"\xff\xd8\xff\xe0\x00\x10", "image/jpeg")
    refused(f"{base}/jpg", "ingest.format", limits=OPEN)


def test_nobody_listens() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        refused(f"http://127.0.0.1:{s.getsockname()[1]}/", "ingest.url-failed", limits=OPEN)
