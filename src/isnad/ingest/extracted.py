"""What a format's reader hands back."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.errors import Diagnostic
from isnad.model.report import Found


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text in some bytes, and what the format says of it.

    Attributes:
        text: as the format holds it; not yet NFC.
        media_type: IANA media type.
        charset: character set the bytes were decoded with, or None for binary formats.
        via: where the fields below come from.
        title, author, outlet, published, url, lang: as the format's metadata has them, or None.
        furniture: whether publication date, title, author and outlet may be looked for in the text as well.
        diagnostics: doubts.
    """

    text: str
    media_type: str
    charset: str | None = None
    via: Found = "file"
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    furniture: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
