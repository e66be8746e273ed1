"""What the tests of this room share."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO

from isnad.errors import Diagnostic
from isnad.ingest.limits import IngestSettings
from isnad.ingest.take import Given, Taken, ingest
from isnad.model.report import Report

NOW = "2024-05-01T12:00:00Z"
PROSE = (
    "أعلنت مصادر محلية أن رتلاً عسكرياً دخل المدينة فجر أمس من الجهة الشرقية، وأن السكان أغلقوا محالهم خوفاً من القصف.\n"
    "وقال شاهد عيان إن الطائرات لم تحلق في سماء المنطقة طوال الليل، وإن الاتصالات قطعت قبل وصول الرتل بساعة واحدة.\n"
)


def all_taken(*inputs: Path | str, limits: IngestSettings | None = None, given: Given | None = None, stdin: BinaryIO | None = None) -> list[Taken]:
    """Everything that the inputs give."""
    return list(ingest([str(i) for i in inputs], limits, got_at=NOW, tool="isnad/test", given=given, stdin=stdin))


def report(path: Path | str, **more: object) -> Report:
    """The one report that an input gives."""
    taken = all_taken(path, **more)  # type: ignore[arg-type]
    assert [t.report is not None for t in taken] == [True], [d.line() for t in taken for d in t.diagnostics]
    assert taken[0].report is not None
    return taken[0].report


def refused(path: Path | str, code: str, *, severity: str = "error", **more: object) -> Diagnostic:
    """The one diagnostic that an input gives instead of a report; it names the file and a remedy."""
    taken = all_taken(path, **more)  # type: ignore[arg-type]
    assert not any(t.report for t in taken)
    found = [d for t in taken for d in t.diagnostics if d.severity == severity]
    assert [d.code for d in found] == [code], [d.line() for d in found]
    return checked(found[0])


def checked(d: Diagnostic) -> Diagnostic:
    """A diagnostic that says which file, what is wrong and what to do, on one printable line."""
    assert d.message
    assert d.remedy
    assert d.file
    assert d.line().isprintable(), d.line()
    return d


def doubt(r: Report, code: str) -> Diagnostic:
    """The report's one diagnostic with a code."""
    found = [d for d in r.diagnostics if d.code == code]
    assert len(found) == 1, [d.line() for d in r.diagnostics]
    return checked(found[0])


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


def docx(body: str, extra: dict[str, bytes | str] | None = None, top: str = "") -> bytes:
    """A Word file with a body of raw XML."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{top}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **(extra or {})})


def paragraphs(*lines: str) -> str:
    """Word paragraphs."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def warc(records: list[tuple[str, bytes]], *, software: str | None = None) -> bytes:
    """A WARC with HTTP responses: address and raw HTTP message."""
    out = b""
    if software:
        out += record("warcinfo", b"software: " + software.encode() + b"\r\n", "application/warc-fields")
    for url, message in records:
        out += record("response", message, "application/http; msgtype=response", url)
    return out


def record(kind: str, payload: bytes, media_type: str, url: str = "", length: int | None = None) -> bytes:
    """One WARC record."""
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2018-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def answer(body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + body


def page(*lines: str, title: str = "خبر من المدينة") -> bytes:
    """A small HTML page."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    top = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{top}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()
