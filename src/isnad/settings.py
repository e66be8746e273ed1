"""One frozen tree of options, built once by the command line or a caller, and passed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from isnad.link.options import LinkSettings


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits on what is taken in.

    Attributes:
        max_bytes: largest input read, in bytes.
        max_text: longest stored text, in code points.
        max_members: most members of an archive.
        max_pages: most pages of a PDF.
        allow_private: whether URLs may lead to private or loopback addresses.
        timeout: seconds for one URL.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_text: int = 5_000_000
    max_members: int = 20_000
    max_pages: int = 3_000
    allow_private: bool = False
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """All options.

    Attributes:
        ingest: limits on what is taken in.
        link: how things are joined.
        processes: worker processes for reading; 0 means one a core.
        lang: language of every input, when the user says so.
        outlet: outlet of every input, when the user says so.
        published: EDTF publication date of every input, when the user says so.
        progress: `auto` shows a bar on a terminal only.
    """

    ingest: IngestSettings = field(default_factory=IngestSettings)
    link: LinkSettings = field(default_factory=LinkSettings)
    processes: int = 0
    lang: str | None = None
    outlet: str | None = None
    published: str | None = None
    progress: Literal["auto", "on", "off"] = "auto"
