"""Reading a text by rule, with what the rules knew on the way."""

from __future__ import annotations

from genscripts.train.data import Seen
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.readers import authority


def watched(text: str, lang: str) -> tuple[Sheet, list[Draft]]:
    """The sheet of a text and the drafts of its claims."""
    seen = Seen()
    read_report(Report("r", text, "0" * 64, lang, Capture("r", "", "", "text/plain", "utf-8")), authority(), seen)
    return seen.sheet, seen.found


def word(sheet: Sheet, asked: str) -> int:
    """The token that a line asks for: its words, and after a slash which of several."""
    form, _, k = asked.partition("/")
    return [i for i, t in enumerate(sheet.doc.tokens) if sheet.doc.quote(t.span) == form][int(k or 0)]
