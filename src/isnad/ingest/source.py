"""One input's bytes, and what is known of them besides."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "html", "mhtml", "pdf", "docx", "mail"]

_JOINERS = "\u200c\u200d"  # Persian and emoji need them, and they disturb nothing


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one report-to-be.

    Attributes:
        address: path, `ARCHIVE!MEMBER`, web address or `-`; printable (see :func:`shown`).
        name: file name without suffix, printable.
        data: the bytes.
        format: what they are, told from the bytes.
        named: whether the user named it; False for what lay in a folder or an archive.
        sidecar: the bytes of its sidecar, or None.
        sidecar_address: the sidecar's path, printable.
        url: address it was published at, when the way it came by tells (web address, WARC record).
        charset: character set declared outside the bytes (HTTP header, MIME part).
        got_at: when it was got, if the archive tells; UTC, ISO 8601.
        tool: what got it, if the archive tells.
        container: `archive` or `mail` when it lay in one.
    """

    address: str
    name: str
    data: bytes
    format: Format
    named: bool = True
    sidecar: bytes | None = None
    sidecar_address: str | None = None
    url: str | None = None
    charset: str | None = None
    got_at: str | None = None
    tool: str | None = None
    container: Literal["archive", "mail"] | None = None


def shown(name: str) -> str:
    r"""A name as it can be printed on one line of any terminal: what cannot is shown as `\n`, `\xff` or `\u202e`.

    Python keeps bytes of a file name that are not UTF-8 as lone surrogates U+DC80 to U+DCFF; they come out as `\x80` to `\xff`.
    """
    return name if name.isprintable() else "".join(c if c.isprintable() or c in _JOINERS else _escape(ord(c)) for c in name)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    if code in (9, 10, 13):
        return {9: "\\t", 10: "\\n", 13: "\\r"}[code]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def stem(name: str) -> str:
    """A file name without folder and suffix, printable: `a/b.warc.gz` → `b`, `30.10.2017 report.txt` → `30.10.2017 report`."""
    base = os.path.basename(name.rstrip("/")) or name
    base = re.sub(r"(?<=[^.])\.gz$", "", base, flags=re.IGNORECASE)
    return shown(re.sub(r"(?<=[^.])\.[A-Za-z0-9]{1,8}$", "", base))
