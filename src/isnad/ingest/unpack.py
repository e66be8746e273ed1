"""One stream of bytes → the sources in it: itself, or the members of the archive or mail that it is."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal, cast

from isnad.errors import Diagnostic, InputError
from isnad.ingest import mail, warc
from isnad.ingest.codes import doubt, refuse
from isnad.ingest.limits import IngestSettings
from isnad.ingest.sniff import HEAD, directory_size, sniff, zip_kind
from isnad.ingest.source import Format, Source, shown, stem

_SIDECAR = ".meta.json"
_CHUNK = 1 << 20
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Inner:
    """A stream on its way to being a source; fields as in :class:`~isnad.ingest.source.Source`.

    Attributes:
        address: where it came from, printable.
        name: name without suffix, printable.
        stream: the bytes, seekable.
        size: how many bytes, as far as is known.
    """

    address: str
    name: str
    stream: BinaryIO
    size: int
    named: bool = True
    sidecar: bytes | None = None
    sidecar_address: str | None = None
    url: str | None = None
    charset: str | None = None
    container: Literal["archive", "mail"] | None = None


def unpack(inner: Inner, limits: IngestSettings, depth: int = 0) -> Iterator[Source | Diagnostic]:
    """The sources in a stream.

    Args:
        inner: the stream.
        limits: bounds.
        depth: how many archives or mails it lies in.

    Raises:
        InputError: the stream itself cannot be read; bad members are diagnostics.
    """
    head = inner.stream.read(HEAD)
    inner.stream.seek(0)
    if not head:
        raise refuse("ingest.empty", inner.address)
    if depth > limits.max_depth:
        raise refuse("ingest.too-deep", inner.address, limit=limits.max_depth)
    kind, what = sniff(head, inner.address)
    if kind == "zip":
        if directory_size(inner.stream) > 256 * limits.max_members:
            raise refuse("ingest.too-many", inner.address, limit=limits.max_members)
        try:
            kind, what = zip_kind(inner.stream)
        except _ZIP_ERRORS as error:
            word = inner.address.lower().endswith((".docx", ".docm"))
            raise refuse("ingest.docx-broken" if word else "ingest.zip-broken", inner.address, why=_why(error)) from None
        inner.stream.seek(0)
    if kind == "unsupported":
        if inner.named:
            raise refuse("ingest.format", inner.address, what=what)
        yield doubt("ingest.format", inner.address, what=what)
    elif kind == "warc":
        yield from warc.records(inner.stream, inner.address, inner.name, limits)
    elif kind == "wacz":
        yield from _wacz(inner, limits)
    elif kind == "zip":
        yield from _zip(inner, limits, depth)
    elif kind == "gzip":
        yield from _gzip(inner, limits, depth)
    else:
        yield from _whole(inner, cast(Format, kind), limits, depth)


def _why(error: Exception) -> str:
    return shown(str(error)) or type(error).__name__


def _whole(inner: Inner, kind: Format, limits: IngestSettings, depth: int) -> Iterator[Source | Diagnostic]:
    if inner.size > limits.max_bytes:
        raise refuse("ingest.too-large", inner.address, size=inner.size, limit=limits.max_bytes)
    data = inner.stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:  # it grew, or its size was not known
        raise refuse("ingest.too-large", inner.address, size=f"more than {limits.max_bytes}", limit=limits.max_bytes)
    attached = list(mail.attachments(data, inner.address, limits)) if kind == "mail" else []  # before the mail itself: it may be refused
    yield Source(
        inner.address, inner.name, data, kind, inner.named, inner.sidecar, inner.sidecar_address, inner.url, inner.charset,
        container=inner.container,
    )  # fmt: skip
    for name, body, charset in attached:
        where = f"{inner.address}!{shown(name)}"
        member = Inner(where, stem(name), io.BytesIO(body), len(body), named=False, charset=charset, container="mail")
        try:
            yield from unpack(member, limits, depth + 1)
        except InputError as error:
            yield error.diagnostic


def _gzip(inner: Inner, limits: IngestSettings, depth: int) -> Iterator[Source | Diagnostic]:
    try:
        head = zlib.decompressobj(31).decompress(inner.stream.read(4 * HEAD), HEAD)
        inner.stream.seek(0)
        if sniff(head)[0] == "warc":
            yield from warc.records(inner.stream, inner.address, inner.name, limits)
            return
        with gzip.GzipFile(fileobj=inner.stream) as z:
            data = z.read(limits.max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse("ingest.gzip-broken", inner.address, why=_why(error)) from None
    if len(data) > limits.max_bytes:
        raise refuse("ingest.bomb", inner.address, size=limits.max_bytes, limit=limits.max_bytes)
    address = re.sub(r"\.gz$", "", inner.address, flags=re.IGNORECASE)
    yield from unpack(replace(inner, address=address, stream=io.BytesIO(data), size=len(data)), limits, depth + 1)


def _members(z: zipfile.ZipFile, inner: Inner, limits: IngestSettings) -> Iterator[zipfile.ZipInfo | Diagnostic]:
    """The files of an archive in order of their names, without those whose name leads out of it."""
    infos = [i for i in z.infolist() if not i.is_dir()]
    for info in sorted(infos, key=lambda i: i.filename)[: limits.max_members]:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", info.filename):
            yield doubt("ingest.zip-path", f"{inner.address}!{shown(info.filename)}", severity="error")
        elif not any(p.startswith(".") or p == "__MACOSX" for p in parts):
            yield info
    if len(infos) > limits.max_members:
        yield doubt("ingest.too-many", inner.address, severity="error", limit=limits.max_members)


def _member(z: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, limit: int) -> bytes:
    """A member's bytes. What unpacks to more than the directory says is cut there by zipfile and fails its checksum."""
    if info.flag_bits & 1:
        raise refuse("ingest.zip-encrypted", where)
    if info.file_size > limit:
        raise refuse("ingest.bomb", where, size=info.file_size, limit=limit)
    try:
        with z.open(info) as f:
            return f.read(limit + 1)
    except (*_ZIP_ERRORS, RuntimeError) as error:
        raise refuse("ingest.zip-broken", where, why=_why(error)) from None


def _zip(inner: Inner, limits: IngestSettings, depth: int) -> Iterator[Source | Diagnostic]:
    with zipfile.ZipFile(inner.stream) as z:
        names = set(z.namelist())
        left = limits.max_unpacked
        for info in _members(z, inner, limits):
            if isinstance(info, Diagnostic):
                yield info
                continue
            if info.filename.endswith(_SIDECAR):
                continue
            where = f"{inner.address}!{shown(info.filename)}"
            try:
                data = _member(z, info, where, min(limits.max_bytes, left))
                left -= len(data)
                beside = posixpath.splitext(info.filename)[0] + _SIDECAR
                sidecar = _member(z, z.getinfo(beside), f"{inner.address}!{shown(beside)}", _CHUNK) if beside in names else None
                member = Inner(
                    where, stem(info.filename), io.BytesIO(data), len(data), named=False, sidecar=sidecar,
                    sidecar_address=f"{inner.address}!{shown(beside)}" if sidecar is not None else None, container="archive",
                )  # fmt: skip
                yield from unpack(member, limits, depth + 1)
            except InputError as error:
                yield error.diagnostic


def _wacz(inner: Inner, limits: IngestSettings) -> Iterator[Source | Diagnostic]:
    """The pages of a web archive collection (WACZ 1.1.1): its WARCs, and of them what pages.jsonl lists, if it does.

    Source of the format: https://specs.webrecorder.net/wacz/1.1.1/.
    """
    with zipfile.ZipFile(inner.stream) as z:
        hashes, pages = _hashes(z), _pages(z)
        for info in _members(z, inner, limits):
            if isinstance(info, Diagnostic):
                yield info
                continue
            if not re.fullmatch(r"archive/[^/]+\.warc(?:\.gz)?", info.filename):
                continue
            where = f"{inner.address}!{shown(info.filename)}"
            try:
                if info.flag_bits & 1:
                    raise refuse("ingest.zip-encrypted", where)
                if info.file_size > limits.max_unpacked:
                    raise refuse("ingest.bomb", where, size=info.file_size, limit=limits.max_unpacked)
                if info.filename in hashes and _digest(z, info) != hashes[info.filename]:
                    yield doubt("ingest.wacz-hash", where)
                with z.open(info) as f:
                    yield from warc.records(cast(BinaryIO, f), where, f"{inner.name}-{stem(info.filename)}", limits, pages)
            except InputError as error:
                yield error.diagnostic
            except _ZIP_ERRORS as error:
                yield refuse("ingest.zip-broken", where, why=_why(error)).diagnostic


def _small(z: zipfile.ZipFile, name: str) -> str:
    """A small text member, or nothing where it is missing, large or damaged: what it says is a help, not a need."""
    try:
        info = z.getinfo(name)
        return z.read(info).decode("utf-8", "replace") if info.file_size <= 64 * _CHUNK and not info.flag_bits & 1 else ""
    except (KeyError, *_ZIP_ERRORS):
        return ""


def _hashes(z: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 by member, as datapackage.json says."""
    try:
        data: Any = json.loads(_small(z, "datapackage.json") or "{}")
    except (ValueError, RecursionError):
        return {}
    rows = data.get("resources") if isinstance(data, dict) else None
    out = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("path"), str) and str(row.get("hash")).startswith("sha256:"):
            out[row["path"]] = str(row["hash"]).removeprefix("sha256:").lower()
    return out


def _digest(z: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    with z.open(info) as f:
        while chunk := f.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _pages(z: zipfile.ZipFile) -> frozenset[str]:
    """The addresses that the crawl counts as pages."""
    out = set()
    for name in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
        for line in _small(z, name).splitlines():
            try:
                row: Any = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict) and isinstance(row.get("url"), str):
                out.add(row["url"])
    return frozenset(out)
