"""A put-together dossier as a file: HTML, PDF or DOCX by its suffix. The finished file is read back before it gets its name."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from isnad.errors import UsageError
from isnad.show.dossier.as_docx import read_docx, write_docx
from isnad.show.dossier.as_html import read_html, write_html
from isnad.show.dossier.as_pdf import hold_pdf, read_pdf, write_pdf
from isnad.show.dossier.paper import Paper
from isnad.show.dossier.readback import hold

MARK = b"isnad dossier"  # by which a file of ours is known


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        media_type: for those who serve it.
        write: makes it.
        check: reads it back and holds it against the stored texts; gives how many quotations it compared.
    """

    media_type: str
    write: Callable[[Paper], bytes]
    check: Callable[[Paper, bytes], int]


KINDS: dict[str, Kind] = {
    ".html": Kind("text/html; charset=utf-8", write_html, lambda paper, data: hold(paper, read_html(data))),
    ".pdf": Kind("application/pdf", write_pdf, lambda paper, data: hold_pdf(paper, read_pdf(data))),
    ".docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx, lambda paper, data: hold(paper, read_docx(data))
    ),
}


def kind_of(suffix: str) -> Kind:
    """The kind of file for a suffix.

    Raises:
        UsageError: none has it (`dossier.format`).
    """
    if suffix.lower() not in KINDS:
        raise UsageError("dossier.format", f"no dossier is written as {suffix or 'a file without suffix'}", remedy=f"there are {', '.join(KINDS)}")
    return KINDS[suffix.lower()]


def published(paper: Paper, suffix: str) -> tuple[bytes, int]:
    """A finished and checked file as bytes, and how many quotations were compared.

    Raises:
        UsageError: the suffix is unknown (`dossier.format`), or something is not installed (`dossier.publish`).
        AnchorError: it does not hold (`dossier.anchor`, `dossier.protect`), or cannot be set (`dossier.typeset`).
    """
    kind = kind_of(suffix)
    data = kind.write(paper)
    return data, kind.check(paper, data)


def publish(paper: Paper, path: Path) -> int:
    """Write a dossier; the file appears whole and checked, or not at all. For errors see :func:`published`.

    Returns:
        How many quotations it holds, all of which were compared with the stored texts.
    """
    kind = kind_of(path.suffix)
    data = kind.write(paper)
    handle, temporary = tempfile.mkstemp(dir=path.parent or Path(), prefix=".dossier-", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        count = kind.check(paper, Path(temporary).read_bytes())  # what is on the disk, not what we meant to write
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return count


def is_ours(path: Path) -> bool:
    """Whether a file is a dossier of an earlier run, which may be written over."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return MARK in archive.read("docProps/core.xml")
        except (zipfile.BadZipFile, KeyError, RuntimeError):
            return False
    return MARK in data or b'<meta name="generator" content="isnad ' in data[:4096]
