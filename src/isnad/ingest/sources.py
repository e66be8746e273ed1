"""Inputs as the user names them → sources: files, folders, standard input, addresses; archives are taken apart."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from isnad.errors import Diagnostic, InputError
from isnad.ingest import web
from isnad.ingest.codes import doubt, refuse
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import Source, shown, stem
from isnad.ingest.unpack import Inner, unpack

SIDECAR = ".meta.json"
_CLUTTER = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders


def expand(inputs: Iterable[str], limits: IngestSettings, *, stdin: BinaryIO | None = None) -> Iterator[Source | Diagnostic]:
    """The sources that the inputs lead to, in order; a folder's in order of the bytes of their names.

    Args:
        inputs: paths, folders, `-`, or addresses that begin with a scheme and `://`.
        limits: bounds.
        stdin: where `-` is read from.

    Yields:
        A source, or a diagnostic about what cannot be one. Never raises for bad inputs.
    """
    for given in inputs:
        try:
            if given == "-":
                yield from _standard_input(stdin, limits)
            elif "://" in given[:16]:
                yield from _address(given, limits)
            else:
                yield from _path(given, limits)
        except InputError as error:
            yield error.diagnostic


def _standard_input(stdin: BinaryIO | None, limits: IngestSettings) -> Iterator[Source | Diagnostic]:
    if stdin is None:
        raise refuse("ingest.stdin", "-")
    data = stdin.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise refuse("ingest.too-large", "-", size=f"more than {limits.max_bytes}", limit=limits.max_bytes)
    yield from unpack(Inner("-", "stdin", io.BytesIO(data), len(data)), limits)


def _address(url: str, limits: IngestSettings) -> Iterator[Source | Diagnostic]:
    page = web.fetch(url, limits)
    yield from unpack(Inner(shown(page.url), page.name, io.BytesIO(page.body), len(page.body), url=page.url, charset=page.charset), limits)


def _path(path: str, limits: IngestSettings) -> Iterator[Source | Diagnostic]:
    if path.endswith(SIDECAR):
        yield doubt("ingest.sidecar-named", shown(path), severity="note")
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from None
    if stat.S_ISDIR(mode):
        yield from _folder(path, limits)
    else:
        yield from _file(path, limits, named=True)


def _refusal(path: str, error: OSError | ValueError, *, listed: bool = False) -> InputError:
    """The coded error for what the system said about a path."""
    where = shown(path)
    if isinstance(error, FileNotFoundError):
        return refuse("ingest.dangling" if os.path.islink(path) else "ingest.vanished" if listed else "ingest.missing", where)
    if isinstance(error, PermissionError):
        return refuse("ingest.permission", where)
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return refuse("ingest.dangling", where)
    why = error.strerror or "unknown reason" if isinstance(error, OSError) else str(error)
    if (isinstance(error, OSError) and error.errno in (errno.ENOTDIR, errno.ENAMETOOLONG)) or isinstance(error, ValueError):
        return refuse("ingest.missing", where)
    return refuse("ingest.device-error", where, why=why)


_KINDS = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))


def _open(path: str, listed: bool) -> tuple[BinaryIO, int]:
    """Open a regular file and nothing else; without waiting, should it turn into a pipe in between."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise refuse("ingest.not-a-file", shown(path), what="a socket or device") from None
        raise _refusal(path, error, listed=listed) from None
    stream = os.fdopen(fd, "rb")
    info = os.fstat(fd)
    if not stat.S_ISREG(info.st_mode):
        stream.close()
        raise refuse("ingest.not-a-file", shown(path), what=next((what for test, what in _KINDS if test(info.st_mode)), "something else"))
    return stream, info.st_size


def _file(path: str, limits: IngestSettings, *, named: bool) -> Iterator[Source | Diagnostic]:
    name = shown(path)
    if name != path:
        yield doubt("ingest.odd-name", name, severity="note")
    info = os.lstat(path) if not named else os.stat(path)
    if stat.S_ISFIFO(info.st_mode) or stat.S_ISSOCK(info.st_mode) or stat.S_ISCHR(info.st_mode) or stat.S_ISBLK(info.st_mode):
        # told before opening: opening a tape or terminal can have effects
        raise refuse("ingest.not-a-file", name, what=next(what for test, what in _KINDS if test(info.st_mode)))
    sidecar, where = _sidecar(path)
    stream, size = _open(path, listed=not named)
    with stream:
        try:
            yield from unpack(Inner(name, stem(path), stream, size, named=named, sidecar=sidecar, sidecar_address=where), limits)
        except OSError as error:
            raise _refusal(path, error, listed=not named) from None


def _sidecar(path: str) -> tuple[bytes | None, str | None]:
    """The sidecar beside a file, at most 1 MiB of it (more cannot be one, and will not parse)."""
    root, suffix = os.path.splitext(path)
    for base in (root, path) if suffix else (path,):
        where = base + SIDECAR
        try:
            if stat.S_ISREG(os.stat(where).st_mode):
                with open(where, "rb") as f:
                    return f.read(1 << 20), shown(where)
        except OSError:
            continue
    return None, None


def _folder(path: str, limits: IngestSettings) -> Iterator[Source | Diagnostic]:
    count = 0
    for item in _walk(path):
        if isinstance(item, Diagnostic):
            yield item
            continue
        count += 1
        if count > limits.max_members:
            yield doubt("ingest.too-many", shown(path), severity="error", limit=limits.max_members)
            return
        try:
            yield from _file(item, limits, named=False)
        except InputError as error:
            yield error.diagnostic
        except OSError as error:
            yield _refusal(item, error, listed=True).diagnostic
    if count == 0:
        yield doubt("ingest.empty-folder", shown(path), severity="error")


def _walk(top: str) -> Iterator[str | Diagnostic]:
    """Files below a folder: no hidden ones, no sidecars, no `NAME_files` folder that a browser saved beside `NAME.html`.

    Every folder is read once, however many links lead to it: this ends loops, and keeps n folders that link to one another
    from being 2ⁿ paths. A stack instead of recursion, since paths can be two thousand folders deep.
    """
    seen: set[tuple[int, int]] = set()
    stack = [top]
    while stack:
        path = stack.pop()
        if not (path == top or os.path.isdir(path)):
            yield path
            continue
        try:
            info = os.stat(path)
            if (info.st_dev, info.st_ino) in seen:
                yield doubt("ingest.loop", shown(path))
                continue
            seen.add((info.st_dev, info.st_ino))
            names = sorted(os.listdir(path), key=os.fsencode)
        except OSError as error:
            yield _refusal(path, error, listed=True).diagnostic
            continue
        reports = [n for n in names if not n.endswith(SIDECAR)]
        stems = {os.path.splitext(n)[0] for n in reports} | set(reports)
        for name in reversed(names):
            inner = os.path.join(path, name)
            if name.startswith(".") or name in _CLUTTER or (name.endswith(("_files", ".files")) and name[:-6] in stems):
                continue
            if not name.endswith(SIDECAR):
                stack.append(inner)
            elif name.removesuffix(SIDECAR) not in stems:
                yield doubt("ingest.sidecar-alone", shown(inner))
