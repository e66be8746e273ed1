"""Mails and pages saved as MHTML: MIME messages (RFC 5322, 2045, 2557)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from isnad.ingest import charset, html
from isnad.ingest.codes import refuse
from isnad.ingest.extracted import Extracted
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import Source

_STUB = 200  # a plain part shorter than this, in code points, beside an HTML part is "your program shows no HTML"


def attachments(data: bytes, address: str, limits: IngestSettings) -> Iterator[tuple[str, bytes, str | None]]:
    """Name, bytes and declared character set of every attachment and forwarded message; not of pictures inside the text.

    Raises:
        InputError: the mail cannot be taken apart.
    """
    for number, part in enumerate(_parts(data, address, limits)):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield f"message-{number}.eml", inner[0].as_bytes(), None
        elif _attached(part) and not (part.get_content_maintype() == "image" and part.get("Content-ID")):
            yield _name(part) or f"attachment-{number}", _bytes(part), _declared(part)


def read_mail(source: Source, limits: IngestSettings) -> Extracted:
    """The text of a mail: its plain part, or the main text of its HTML part.

    Raises:
        InputError: no text, or not to be taken apart.
    """
    parts = _parts(source.data, source.address, limits)
    top = parts[0]
    own = [p for p in parts if p.get_content_maintype() == "text" and not _attached(p)]
    plain = next((p for p in own if p.get_content_type() == "text/plain" and _bytes(p).strip()), None)
    marked = next((p for p in own if p.get_content_type() == "text/html" and _bytes(p).strip()), None)
    found: Extracted | None = None
    if plain is not None:
        decoded = charset.decode(_bytes(plain), _declared(plain), source.address)
        found = Extracted(decoded.text, "message/rfc822", decoded.charset, diagnostics=decoded.diagnostics)
    if marked is not None and (found is None or len(found.text.strip()) < _STUB):
        page = html.main_text(_bytes(marked), _declared(marked), source.address, limits, page=False)
        if found is None or len(page.text) > 2 * len(found.text):
            found = page
    if found is None:
        raise refuse("ingest.mail-empty", source.address)
    name, at = parseaddr(_header(top, "From"))
    return Extracted(
        found.text, "message/rfc822", found.charset, "mail", title=_header(top, "Subject") or None, author=name or at or None,
        published=_date(top), furniture=False, diagnostics=found.diagnostics,
    )  # fmt: skip


def read_saved_page(source: Source, limits: IngestSettings) -> Extracted:
    """The main text of an MHTML page, that is of its first HTML part. The Date header is that of saving, so it is not used.

    Raises:
        InputError: no HTML part, or not to be taken apart.
    """
    parts = _parts(source.data, source.address, limits)
    page = next((p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise refuse("ingest.html-empty", source.address)
    url = _header(parts[0], "Snapshot-Content-Location") or _header(page, "Content-Location")
    return html.main_text(_bytes(page), _declared(page), source.address, limits, url=url if re.match(r"https?://", url) else None)


def _parts(data: bytes, address: str, limits: IngestSettings) -> list[Message]:
    """The message and all its parts, the message first; forwarded messages are not gone into."""
    # Counted before parsing: the parser takes time and stack for each part.
    if len(re.findall(rb"boundary\s*=", data, re.IGNORECASE)) > limits.max_parts:
        raise refuse("ingest.mail-parts", address, limit=limits.max_parts)
    for mark in {m.group(1) for m in re.finditer(rb"boundary\s*=\s*\"?([^\s\";]{1,200})", data, re.IGNORECASE)}:
        if data.count(b"\n--" + mark) > limits.max_parts + 1:
            raise refuse("ingest.mail-parts", address, limit=limits.max_parts)
    if data.startswith(b"From ") and b"\n" in data:
        data = data.split(b"\n", 1)[1]
    try:
        message = email.message_from_bytes(data)
        out: list[Message] = []
        stack: list[Message] = [message]
        while stack:
            part = stack.pop()
            out.append(part)
            inner = part.get_payload()
            if isinstance(inner, list) and part.get_content_maintype() == "multipart":
                stack.extend(p for p in reversed(inner) if isinstance(p, Message))
    except RecursionError:
        raise refuse("ingest.mail-parts", address, limit=limits.max_parts) from None
    except (ValueError, LookupError, TypeError, AttributeError, HeaderParseError) as error:
        raise refuse("ingest.mail-broken", address, why=type(error).__name__) from None
    return out


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _declared(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None


def _attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    if part.get_content_maintype() in ("multipart", "message"):
        return False
    return disposition.startswith("attachment") or bool(_name(part)) or part.get_content_maintype() != "text"


def _name(part: Message) -> str:
    try:
        return _words(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _header(message: Message, name: str) -> str:
    """A header, from its raw value: `get` has lost bytes that no character set was declared for."""
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    return _words(str(raw)[:2000])


def _words(raw: str) -> str:
    """A header as words: encoded words (RFC 2047) decoded, raw bytes guessed, white space made single."""
    out = []
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError):
        pieces = [(raw, None)]
    for piece, declared in pieces:
        raw_bytes = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        out.append(charset.decode(raw_bytes, declared, None).text if raw_bytes else "")
    return " ".join("".join(out).split())


def _date(message: Message) -> str | None:
    """The day of the Date header, as its writer's clock had it."""
    try:
        return parsedate_to_datetime(str(message.get("Date", "")).strip()[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
