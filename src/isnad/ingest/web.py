"""One page from the web: bounded in size, time and redirects, and never from an address that is not on the open Internet.

The name is resolved here, every address it has is looked at, and the connection is made to the address that was looked at: a name that
resolves otherwise the second time cannot lead elsewhere. Redirects go the same way. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from isnad.ingest.codes import refuse
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import shown
from isnad.ingest.warc import inflate

_CHUNK = 64 * 1024
_HEADERS = {"User-Agent": "isnad (reads one page that its user named)", "Accept-Encoding": "identity", "Accept": "*/*", "Connection": "close"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered.

    Attributes:
        url: the address that answered, after redirects.
        name: a name for the report, from host and path.
        body: the answer's bytes, without content coding.
        charset: what its Content-Type declares.
    """

    url: str
    name: str
    body: bytes
    charset: str | None


def fetch(url: str, limits: IngestSettings) -> Page:
    """Get one page.

    Raises:
        InputError: codes `ingest.url-*`.
    """
    deadline = time.monotonic() + limits.timeout
    start = re.sub(r"//[^/?#@]*@", "//…@", shown(url))  # a password must not come back in a message
    for _ in range(limits.max_redirects + 1):
        parts = _checked(url, start)
        answer = _get(parts, limits, deadline, start)
        if isinstance(answer, Page):
            return answer
        url = urljoin(urlunsplit(parts), answer)
    raise refuse("ingest.url-redirects", start, limit=limits.max_redirects)


def _checked(url: str, start: str) -> SplitResult:
    """The parts of an address that may be asked for, its path in ASCII and its host in IDNA."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise refuse("ingest.url-bad", start, why=shown(str(error))) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise refuse("ingest.url-scheme", start, scheme=shown(parts.scheme))
    if parts.username is not None or parts.password is not None:
        raise refuse("ingest.url-credentials", start)
    if not host or re.search(r"[\x00-\x20\x7f]", url):
        raise refuse("ingest.url-bad", start, why="it has no host, or holds white space or control characters")
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    except UnicodeError:
        raise refuse("ingest.url-bad", start, why="its host is no name or its path no UTF-8") from None
    where = f"[{name}]" if ":" in name else name
    return SplitResult(parts.scheme.lower(), where + (f":{port}" if port else ""), path, query, "")


def public(ip: str) -> bool:
    """Whether an address is on the open Internet: not private, loopback, link-local, multicast or reserved, nor one of these inside an IPv6 one."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 (RFC 6052)
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _addresses(host: str, port: int, limits: IngestSettings, start: str) -> list[tuple[int, str]]:
    """Family and IP of every address of a host; refused if any of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise refuse("ingest.url-unknown", start, host=shown(host)) from None
    out = [(int(family), str(where[0])) for family, _, _, _, where in found if family in (socket.AF_INET, socket.AF_INET6)]
    for _, ip in out:
        if not limits.allow_private and not public(ip):
            raise refuse("ingest.url-private", start, host=shown(host), ip=ip)
    if not out:
        raise refuse("ingest.url-unknown", start, host=shown(host))
    return out


def _get(parts: SplitResult, limits: IngestSettings, deadline: float, start: str) -> Page | str:
    """Ask for one address: the page, or where it redirects to."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = _addresses(host, port, limits, start)
    connection = http.client.HTTPConnection(host, port)
    timer: threading.Timer | None = None
    late = threading.Event()
    try:
        plain = _connect(addresses, port, deadline)
        # a timeout of a socket is for one read; this one is for all of them, should a server send a byte a second
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (plain, late))
        timer.daemon = True
        timer.start()
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if parts.scheme == "https" else plain
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Host": parts.netloc, **_HEADERS})
        response = connection.getresponse()
        if response.status in _REDIRECTS and response.getheader("Location"):
            return str(response.getheader("Location"))
        if response.status != 200:
            raise refuse("ingest.url-status", start, status=f"{response.status} {shown(response.reason[:60])}".strip())
        body = _body(response, limits, start)
    except (TimeoutError, ssl.SSLWantReadError):
        raise refuse("ingest.url-timeout", start, limit=limits.timeout) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set() or time.monotonic() >= deadline:
            raise refuse("ingest.url-timeout", start, limit=limits.timeout) from None
        raise refuse("ingest.url-failed", start, why=shown(str(error))[:200] or type(error).__name__) from None
    finally:
        if timer is not None:
            timer.cancel()
        connection.close()
    if late.is_set():
        raise refuse("ingest.url-timeout", start, limit=limits.timeout)
    kind = response.getheader("Content-Type") or ""
    declared = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", kind, re.IGNORECASE)
    return Page(urlunsplit(parts), _name(parts), body, declared.group(1) if declared else None)


def _connect(addresses: list[tuple[int, str]], port: int, deadline: float) -> socket.socket:
    """A connection to the first address that takes one."""
    error: OSError = OSError("no address")
    for family, ip in addresses[:8]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(left)
        try:
            connection.connect((ip, port))
            return connection
        except OSError as problem:
            connection.close()
            error = problem
    raise error


def _cut(connection: socket.socket, late: threading.Event) -> None:
    late.set()
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _body(response: http.client.HTTPResponse, limits: IngestSettings, start: str) -> bytes:
    length = response.getheader("Content-Length") or ""
    if length.isdigit() and int(length) > limits.max_bytes:
        raise refuse("ingest.url-large", start, limit=limits.max_bytes)
    out = bytearray()
    while chunk := response.read(_CHUNK):
        out += chunk
        if len(out) > limits.max_bytes:
            raise refuse("ingest.url-large", start, limit=limits.max_bytes)
    coding = (response.getheader("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        data = inflate(bytes(out), limits.max_bytes + 1, raw=coding == "deflate")
        if len(data) > limits.max_bytes:
            raise refuse("ingest.url-large", start, limit=limits.max_bytes)
        return data
    return bytes(out)


def _name(parts: SplitResult) -> str:
    """`host-last-part-of-the-path`, for the report's name."""
    last = [p for p in parts.path.split("/") if p][-1:] or [""]
    words = re.sub(r"\.(?:html?|php|aspx?|jsp|pdf|txt)$", "", last[0], flags=re.IGNORECASE)
    return "-".join(p for p in (re.sub(r"^www\.", "", parts.hostname or ""), re.sub(r"[^A-Za-z0-9._~-]+", "-", words)[:80].strip("-")) if p)
