"""One frozen tree of options, built once by the command line or a caller, and passed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from isnad.ingest.limits import IngestSettings
from isnad.link.options import LinkSettings
from isnad.readers import Reader


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
        reader: which reader reads; None means the one that has read a case so far, else the rules.
        progress: `auto` shows a bar on a terminal only.
    """

    ingest: IngestSettings = field(default_factory=IngestSettings)
    link: LinkSettings = field(default_factory=LinkSettings)
    processes: int = 0
    lang: str | None = None
    outlet: str | None = None
    published: str | None = None
    reader: Reader | None = None
    progress: Literal["auto", "on", "off"] = "auto"
