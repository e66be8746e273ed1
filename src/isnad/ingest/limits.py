"""Limits on what is taken in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits on what is taken in.

    Attributes:
        max_bytes: largest input read, in bytes; also the most that one member of an archive may unpack to.
        max_text: longest stored text, in code points.
        max_members: most members of an archive, records of a WARC, and files of a folder.
        max_unpacked: most bytes that all members of one archive may unpack to together.
        max_pages: most pages of a PDF.
        max_parts: most parts of one mail.
        max_depth: how deep archives and mails may lie in one another.
        max_redirects: most redirects followed from one URL.
        allow_private: whether URLs may lead to private, loopback and other addresses that are not on the open Internet.
        timeout: seconds for one URL, redirects and body together.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_text: int = 5_000_000
    max_members: int = 20_000
    max_unpacked: int = 4 * 1024 * 1024 * 1024
    max_pages: int = 3_000
    max_parts: int = 500
    max_depth: int = 3
    max_redirects: int = 5
    allow_private: bool = False
    timeout: float = 20.0
