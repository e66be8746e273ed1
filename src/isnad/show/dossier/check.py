"""The last gate before a dossier leaves: the finished page is read back and every quotation compared with the stored text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser

from markupsafe import escape

from isnad.errors import AnchorError
from isnad.model.report import Report
from isnad.show.dossier.marks import Note
from isnad.show.protect import Shield, piece

NOBODY = Shield(())
_TAG = re.compile(r"(<style>.*?</style>|<[^>]*>)", re.DOTALL)


class _Quotes(HTMLParser):
    """Collects the text of `<q data-n>` and the joined pieces of `<mark data-n>` by footnote number."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.quotes: list[tuple[int, list[str]]] = []
        self.marks: dict[int, list[str]] = {}
        self.seen: list[str] = []
        self._quote: list[str] | None = None
        self._numbers: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        n = dict(attrs).get("data-n")
        if tag == "q" and n:
            self._quote = []
            self.quotes.append((int(n), self._quote))
        elif tag == "mark" and n:
            self._numbers = [int(x) for x in n.split()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "q":
            self._quote = None
        elif tag == "mark":
            self._numbers = []

    def handle_data(self, data: str) -> None:
        self.seen.append(data)
        if self._quote is not None:
            self._quote.append(data)
        for n in self._numbers:
            self.marks.setdefault(n, []).append(data)


def cover_page(html: str, shield: Shield) -> str:
    """The page with a bar over every protected name that stands in its texts: titles, notes, names of sources, reasons."""
    if not shield:
        return html
    done: dict[str, str] = {}  # labels come again and again
    parts = _TAG.split(html)
    for k, p in enumerate(parts):
        if k % 2 == 0 and p and not p.isspace():
            if p not in done:
                plain = unescape(p)
                spans = shield.spans(plain)
                done[p] = str(escape(piece(plain, spans, 0, len(plain)))) if spans else p
            parts[k] = done[p]
    return "".join(parts)


def check(html: str, notes: list[Note], reports: Mapping[str, Report], shield: Shield = NOBODY) -> int:
    """Compare every quotation and every mark in the page with the words of its report, and look for protected names.

    Protected names count as equal to their bars. Line ends are compared as HTML reads them.

    Returns:
        How many quotations were compared.

    Raises:
        AnchorError: one does not hold (`dossier.anchor`), or a protected name is left (`dossier.protect`); nothing may be exported.
    """
    parser = _Quotes()
    parser.feed(html)
    parser.close()
    covered = {i: shield.spans(reports[i].text) for i in {n.report for n in notes}}
    want = {n.number: _plain(piece(reports[n.report].text, covered[n.report], *n.span)) for n in notes}
    where = {n.number: reports[n.report].name for n in notes}
    for number, pieces in parser.quotes:
        if _plain("".join(pieces)) != want.get(number):
            raise _broken(number, where.get(number), "".join(pieces))
    for number, words in want.items():
        pieces = parser.marks.get(number, [])
        if _plain("".join(pieces)) != words:
            raise _broken(number, where[number], "".join(pieces))
    if shield and shield.spans(" ".join(parser.seen)):
        raise AnchorError("dossier.protect", "a protected name is left in the page", remedy="report this as a fault; do not publish the page")
    return len(parser.quotes)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _broken(number: int, report: str | None, words: str) -> AnchorError:
    return AnchorError(
        "dossier.anchor", f"footnote {number} does not hold on the stored text: {words[:60]!r}", file=report,
        remedy="run `isnad verify CASE`; if it finds the report changed, take it in again",
    )  # fmt: skip
