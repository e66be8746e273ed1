"""Loading of the example lines under corpus/, and reading one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from isnad.grammar.sheet import Sheet
from isnad.lang.pack import supported
from isnad.model.report import Capture, Report
from isnad.text.doc import Doc

ROOT = Path(__file__).resolve().parents[2] / "corpus"


def lines(lang: str, dimension: str) -> list[tuple[str, str | None, Any]]:
    """Text, day of publication and what must be read, of every line."""
    data = yaml.safe_load((ROOT / lang / f"{dimension}.yaml").read_text(encoding="utf-8"))
    return [(e["text"], e["published"] if "published" in e else data.get("published"), e["want"]) for e in data["entries"]]


def sheet(text: str, lang: str, published: str | None = None) -> Sheet:
    """A fresh sheet for a text."""
    report = Report("line", text, "", lang, Capture("line", "", "", "text/plain", "utf-8"), published=published)
    return Sheet(report, Doc(text, supported(lang)))
