"""Records of a WARC file → sources. Read record by record, so that memory holds one page, whatever the file's size.

Format: ISO 28500:2017 (WARC/1.1), https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/. A reader of our
own and not warcio's, because every line and body here is bounded, and because damage is passed over up to the next record.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from isnad.errors import Diagnostic
from isnad.ingest.codes import doubt
from isnad.ingest.limits import IngestSettings
from isnad.ingest.sniff import HEAD, sniff, zip_kind
from isnad.ingest.source import Format, Source, shown

_LINE = 64 * 1024  # longest header line, in bytes
_LINES = 500  # most header lines of a record
_CHUNK = 1 << 20
_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/octet-stream", "multipart/related", "")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FURNITURE = re.compile(r"/(?:robots|ads|humans|security)\.txt$", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")


class _Damage(Exception):
    """A record that does not keep to the format; the message says how."""


class _Body:
    """The bytes of one record and no more."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self.stream = stream
        self.left = length

    def read(self, size: int) -> bytes:
        data = self.stream.read(min(size, self.left))
        self.left -= len(data)
        return data

    def readline(self, limit: int) -> bytes:
        line = self.stream.readline(min(limit, self.left))
        self.left -= len(line)
        return line

    def skip(self) -> None:
        while self.left:
            if not self.read(_CHUNK):
                raise _Damage("the last record is cut off")


def records(
    stream: BinaryIO, address: str, name: str, limits: IngestSettings, pages: frozenset[str] = frozenset()
) -> Iterator[Source | Diagnostic]:
    """The pages in a WARC, gzipped or not.

    Args:
        stream: the file.
        address: its name, printable.
        name: what the names of its reports begin with.
        limits: bounds.
        pages: addresses that count as pages; empty when that is not known.

    Yields:
        A source for every answer 200 that may hold a report; diagnostics for damage and for what was passed over.
    """
    head = stream.read(2)
    stream.seek(0)
    raw = cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=stream), _CHUNK)) if head == b"\x1f\x8b" else stream
    found = number = total = 0
    tool: str | None = None
    skipped: Counter[str] = Counter()
    damage: dict[str, int] = {}
    try:
        pending = b""
        while (line := pending or _next(raw)) != b"":
            number += 1
            pending = b""
            try:
                if not line.startswith(b"WARC/"):
                    raise _Damage("a record is longer or shorter than its Content-Length says")
                headers = _headers(raw)
                body = _Body(raw, _length(headers))
                total += body.left
                if number > limits.max_members or total > limits.max_unpacked:
                    yield doubt("ingest.too-many", address, severity="error", limit=limits.max_members)
                    break
                if headers.get("warc-type") == "warcinfo":
                    tool = _software(body) or tool
                elif headers.get("warc-type") in ("response", "resource"):
                    out = _page(headers, body, address, f"{name}-{number:05d}", limits, pages, tool)
                    if isinstance(out, str):
                        skipped[out] += 1
                    else:
                        found += isinstance(out, Source)
                        body.skip()
                        yield out
                body.skip()
            except _Damage as error:
                damage.setdefault(str(error), number)
                pending = _resync(raw)
    except (EOFError, OSError, zlib.error) as error:
        damage.setdefault(shown(str(error)) or type(error).__name__, number)
    for why, at in damage.items():
        yield doubt("ingest.warc-broken", address, severity="warning" if found else "error", place=f"record {at}", why=why)
    if skipped:
        what = ", ".join(f"{n} {kind}" for kind, n in sorted(skipped.items(), key=lambda kv: (-kv[1], kv[0]))[:5])
        yield doubt("ingest.skipped", address, severity="note", count=skipped.total(), what=what)
    if not found and not damage:
        yield doubt("ingest.warc-empty", address, severity="error")


def _next(raw: BinaryIO) -> bytes:
    """The first line that is not empty; nothing at the end."""
    while (line := raw.readline(_LINE)) in (b"\r\n", b"\n"):
        pass
    return line


def _resync(raw: BinaryIO) -> bytes:
    """The first line of the next record; nothing at the end."""
    while (line := raw.readline(_LINE)) and not line.startswith(b"WARC/1."):
        pass
    return line


def _headers(stream: BinaryIO | _Body) -> dict[str, str]:
    """Header lines up to the empty one, keys in lower case."""
    out: dict[str, str] = {}
    for _ in range(_LINES):
        line = stream.readline(_LINE)
        if not line.endswith(b"\n"):
            raise _Damage("a header line is cut off or too long")
        if line in (b"\r\n", b"\n"):
            return out
        key, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            out[key.strip().lower()] = value.strip()
    raise _Damage("a record has too many header lines")


def _length(headers: dict[str, str]) -> int:
    value = headers.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise _Damage("a record says no length")
    return int(value)


def _software(body: _Body) -> str | None:
    m = re.search(r"^software:\s*(\S[^\r\n]{0,79})", body.read(_LINE).decode("utf-8", "replace"), re.MULTILINE | re.IGNORECASE)
    return shown(m.group(1).strip()) if m else None


def _page(
    headers: dict[str, str], body: _Body, address: str, name: str, limits: IngestSettings, pages: frozenset[str], tool: str | None
) -> Source | Diagnostic | str:
    """The record as a source; or a diagnostic; or, where it can be no report, what it is."""
    url = headers.get("warc-target-uri", "").strip("<>")
    where = f"{address}!{shown(url) or name}"
    if not re.match(r"https?://", url) or _for_machines(url):
        return "robots.txt and the like" if url.startswith("http") else "other records"
    http = headers
    if headers.get("content-type", "").startswith("application/http") or headers["warc-type"] == "response":
        status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", body.readline(_LINE))
        if status is None:
            raise _Damage("a response does not begin with an HTTP status")
        http = _headers(body)
        if status.group(1) != b"200":
            return f"answers {status.group(1).decode()}"
    kind = http.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _READ and kind != _WORD:
        return shown(kind[:40])
    if pages and "html" in kind and url not in pages:
        return "frames"
    data = body.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        return doubt("ingest.too-large", where, size=len(data) + body.left, limit=limits.max_bytes)
    if body.left:
        raise _Damage("the last record is cut off")
    data = _decoded(data, http, limits)
    if not data:
        return "empty answers"
    what = sniff(data[:HEAD], urlsplit(url).path)[0]
    if what == "zip":
        try:
            what = zip_kind(io.BytesIO(data))[0]
        except (zipfile.BadZipFile, ValueError, OSError, EOFError):
            return "damaged zip files"
    if what not in ("text", "html", "mhtml", "pdf", "docx", "mail"):
        return what
    charset = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", http.get("content-type", ""), re.IGNORECASE)
    date = _DATE.match(headers.get("warc-date", ""))
    return Source(
        where, name, data, cast(Format, what), named=False, url=url, charset=charset.group(1) if charset else None,
        got_at=f"{date.group(1)}Z" if date else None, tool=tool, container="archive",
    )  # fmt: skip


def _for_machines(url: str) -> bool:
    """Whether the address is one of the files that every site has for machines."""
    try:
        return bool(_FURNITURE.search(urlsplit(url).path))
    except ValueError:
        return True


def _decoded(data: bytes, http: dict[str, str], limits: IngestSettings) -> bytes:
    """The body without its transfer and content codings. What is damaged is taken as far as it goes."""
    if "chunked" in http.get("transfer-encoding", "").lower():
        data = _joined(data)
    for coding in reversed([c.strip() for c in http.get("content-encoding", "").lower().split(",")]):
        if coding in ("gzip", "x-gzip", "deflate"):
            data = inflate(data, limits.max_bytes, raw=coding == "deflate")
        elif coding not in ("", "identity"):
            raise _Damage(f"a page is packed with {shown(coding[:20])}, which is not read")
    return data


def _joined(data: bytes) -> bytes:
    """Chunks joined (RFC 9112, section 7.1). Archives that joined them and kept the header are met often: then as it stands."""
    out: list[bytes] = []
    at = 0
    while at < len(data):
        m = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(data, at)
        if m is None:
            return data if not out else b"".join(out)
        size = int(m.group(1), 16)
        if size == 0:
            break
        out.append(data[m.end() : m.end() + size])
        at = m.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    return b"".join(out)


def inflate(data: bytes, limit: int, *, raw: bool = False) -> bytes:
    """Gzip or zlib undone, up to a limit.

    Args:
        data: packed bytes; bytes that are not packed come back as they are (some servers and archives only say so).
        limit: most bytes given back.
        raw: whether it may be deflate without zlib's frame, which some servers send under that name.
    """
    for wbits in (47, -15) if raw else (47,):
        try:
            return zlib.decompressobj(wbits).decompress(data, limit)
        except zlib.error:
            continue
    return data
