"""A report as it was got and as it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from isnad.errors import Diagnostic
from isnad.model.ids import content_id

Found = Literal["sidecar", "option", "text", "file", "archive", "mail", "html"]


@dataclass(frozen=True, slots=True)
class Capture:
    """Custody: where and how the bytes were got.

    Attributes:
        address: path, URL or `-`, as the user named it (a member of an archive is `ARCHIVE!MEMBER`).
        got_at: UTC time in ISO 8601, given by the caller; never taken from the clock by a stage.
        tool: name and version of what got it, e.g. `isnad/0.1.0`.
        media_type: `text/plain`, `text/html`, `application/pdf`, ….
        charset: character set the bytes were decoded with, or None for binary formats.
    """

    address: str
    got_at: str
    tool: str
    media_type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was published: the stored text, and what is known of it.

    The stored text is the input decoded and NFC-normalised and nothing else; for HTML, PDF and other formats it is the
    extracted main text. All spans index it.

    Attributes:
        name: file name without suffix; the `report.id` of the JSON contract.
        text: the stored text.
        sha256: SHA-256 of the original bytes.
        lang: `ar`, `en`, or another ISO 639-1 code.
        title: headline, or None.
        outlet: who published it, or None.
        author: who wrote it, or None.
        published: EDTF date of publication, or None.
        url: address it was published at, or None.
        found: for each known field, where it was found (`sidecar`, `option`, `text`, `html`, …).
        capture: custody record.
        note: free words kept with it, e.g. "retelling of …", or None.
        protect: names of witnesses that no export may print, as they stand in the text.
        diagnostics: doubts raised while it was taken in.
    """

    name: str
    text: str
    sha256: str
    lang: str
    capture: Capture
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    found: tuple[tuple[str, Found], ...] = ()
    note: str | None = None
    protect: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def id(self) -> str:
        """Content id: the same bytes with the same stored text are the same report."""
        return content_id("r", self.sha256, self.text)
