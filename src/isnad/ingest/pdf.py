"""PDF → text, page by page, in reading order.

PDFium gives characters and where they stand. Its own order for Arabic is unreliable (words come reversed where a ligature or a mark begins
a new run), so lines are put together here: characters of one height sorted from left to right, then read by :mod:`isnad.ingest.visual`.
Lines that fill their column are joined to paragraphs, since a line's end says nothing in print.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from isnad.errors import Diagnostic
from isnad.ingest import visual
from isnad.ingest.codes import doubt, refuse
from isnad.ingest.extracted import Extracted
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import Source, shown

_MARK = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_GLYPH = 12  # most letters and marks of one glyph
_LINES = 400  # beyond as many on a page nothing is joined to paragraphs: it is no page of prose
_ALEFS = frozenset("اأإآٱ")


@dataclass(slots=True)
class _Char:
    text: str
    x: float  # the pen's place
    left: float
    right: float
    y: float
    height: float


@dataclass(slots=True)
class _Line:
    """Characters on one line; its measures are kept up while it grows, since a page can have every letter for itself."""

    chars: list[_Char] = field(default_factory=list)
    spaces: int = 0  # that PDFium saw between characters without one being drawn
    left: float = math.inf
    right: float = -math.inf
    y: float = 0.0
    tallest: float = 0.0

    def add(self, char: _Char) -> None:
        if not _MARK.match(char.text):
            self.tallest = max(self.tallest, char.height)
        self.left, self.right = min(self.left, char.left), max(self.right, char.right)
        self.chars.append(char)

    @property
    def height(self) -> float:
        """Of the tallest characters but for a few: some fonts give the height of the ink and not of the line."""
        heights = sorted(c.height for c in self.chars)
        return heights[len(heights) * 9 // 10]


def read_pdf(source: Source, limits: IngestSettings) -> Extracted:
    """The text of a PDF; pages are parted by form feeds.

    Raises:
        InputError: damaged, locked, too long, or without text.
    """
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refuse("ingest.pdf-encrypted", source.address) from None
        raise refuse("ingest.pdf-broken", source.address, why=shown(str(error))) from None
    try:
        return _read(document, source.address, limits)
    finally:
        document.close()


def _read(document: Any, address: str, limits: IngestSettings) -> Extracted:
    count = len(document)
    if count > limits.max_pages:
        raise refuse("ingest.pdf-pages", address, size=count, limit=limits.max_pages)
    pages: list[str] = []
    pictures = broken = size = turned = 0
    for i in range(count):
        try:
            page = document[i]
        except pypdfium2.PdfiumError:
            broken += 1
            pages.append("")
            continue
        try:
            text, fixed = page_text(page)
            turned += fixed
            if not text and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
                pictures += 1
        except pypdfium2.PdfiumError:
            broken += 1
            text = ""
        finally:
            page.close()
        size += len(text) + 1
        if size > limits.max_text:
            raise refuse("ingest.too-long", address, size=f"more than {limits.max_text}", limit=limits.max_text)
        pages.append(text)
    if not any(pages):
        if broken or not count:
            raise refuse("ingest.pdf-broken", address, why="no page can be read")
        raise refuse("ingest.pdf-no-text", address)
    notes: list[Diagnostic] = []
    if broken:
        notes.append(doubt("ingest.pdf-broken", address, why=f"{broken} of {count} pages cannot be read"))
    blank = sum(not p for p in pages) - broken
    if pictures and blank > 0:
        notes.append(doubt("ingest.pdf-some-pages", address, count=blank, size=count))
    if turned:
        notes.append(doubt("ingest.pdf-visual", address, severity="note", count=turned))
    return Extracted("\f".join(pages), "application/pdf", None, diagnostics=tuple(notes))


def page_text(page: Any) -> tuple[str, int]:
    """The text of a page, one line a paragraph, and how many lines were turned from visual into reading order."""
    textpage = page.get_textpage()
    try:
        lines = _joined(_fragments(textpage))
    finally:
        textpage.close()
    texts = []
    turned = 0
    for line in lines:
        text, changed = _line_text(line)
        texts.append(text)
        turned += changed
    rtl = [visual.is_rtl(t) for t in texts]
    whole = "\n".join(t for t, r in zip(texts, rtl, strict=True) if r)
    if visual.brackets_turned(whole):
        texts = [visual.mirrored(t) if r else t for t, r in zip(texts, rtl, strict=True)]
    if len(lines) > _LINES:
        return "\n".join(t for t in texts if t), turned
    return "\n".join(_paragraphs(lines, texts, rtl)), turned


def _fragments(textpage: Any) -> Iterator[_Line]:
    """Stretches of characters that PDFium has on one line, without the white space it made up."""
    n = textpage.count_chars()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    line = _Line()
    for i in range(n):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in (10, 13):
            if line.chars:
                yield line
                line = _Line()
            continue
        if code < 32 or code == 0xFFFE or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or raw.FPDFText_IsGenerated(textpage, i) == 1:
            line.spaces += code == 32
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        if code == 32 and box.right <= box.left:  # seen by PDFium as well, whatever it says
            line.spaces += 1
            continue
        char = visual.plain_forms(chr(code))
        # several letters from one glyph, not always one right after the other
        glyph = next((c for c in line.chars[:-13:-1] if abs(c.x - x.value) < 0.005 and abs(c.y - y.value) < 0.005), None)
        if glyph is not None and not char.isspace() and not glyph.text.isspace():
            again = char == glyph.text and char.isalnum() and not visual.RTL.match(char)  # drawn twice to make it bold
            if len(glyph.text) < _GLYPH and not again:
                glyph.text += char
            glyph.left, glyph.right = min(glyph.left, box.left), max(glyph.right, box.right)  # PDFium gives each letter a part of the box
            line.left, line.right = min(line.left, glyph.left), max(line.right, glyph.right)
        else:
            if line.chars and abs(line.chars[-1].y - y.value) > 0.6 * max(line.chars[-1].height, abs(box.top - box.bottom)):
                yield line  # PDFium does not see every new line
                line = _Line()
            line.add(_Char(char, x.value, box.left, box.right, y.value, abs(box.top - box.bottom)))
    if line.chars:
        yield line


def _ligatures(chars: list[_Char]) -> None:
    """Put the letters of each glyph that stands for several in reading order.

    PDFium gives some words as they are read and some as they stand, from left to right; the letters of a glyph come in the same order as
    the glyphs around it. A mark never comes first, lam always before alef, and God's name is known.
    """
    for i, c in enumerate(chars):
        if len(c.text) < 2 or not visual.RTL.search(c.text):
            continue
        near = [(abs(chars[j].x - c.x), j) for j in (i - 1, i + 1) if 0 <= j < len(chars) and not chars[j].text.isspace()]
        if near and (chars[min(near)[1]].x < c.x) == (min(near)[1] < i):  # its word stands from left to right
            c.text = c.text[::-1]
        letters, marks = _MARK.sub("", c.text), "".join(_MARK.findall(c.text))
        if letters == "هلل" or (len(letters) == 2 and letters[1] == "ل" and letters[0] in _ALEFS):
            c.text = letters[::-1] + marks
        elif _MARK.match(c.text) and letters:
            c.text = letters + marks


def _joined(fragments: Iterator[_Line]) -> list[_Line]:
    """Fragments that stand beside each other on one line, put together; columns stay apart."""
    lines: list[_Line] = []
    for part in fragments:
        part.y = Counter(round(c.y, 1) for c in part.chars).most_common(1)[0][0]  # some fonts raise and lower letters: where most stand
        for line in lines[:-4:-1]:  # marks can break a line in two, never far
            gap = max(part.left - line.right, line.left - part.right)
            if abs(part.y - line.y) < 0.4 * max(line.tallest, part.tallest) and gap < 1.5 * max(line.tallest, part.tallest):
                line.y = part.y if len(part.chars) > len(line.chars) else line.y
                for char in part.chars:
                    line.add(char)
                line.spaces += part.spaces
                break
        else:
            lines.append(part)
    return lines


def _line_text(line: _Line) -> tuple[str, bool]:
    """A line in reading order, and whether its characters had to be put in another order than PDFium's."""
    before = "".join(c.text for c in line.chars)
    _ligatures(line.chars)
    bases = [c for c in line.chars if not _MARK.match(c.text)]
    marks = [c for c in line.chars if _MARK.match(c.text)]
    if not bases:
        return "", False
    rtl = visual.is_rtl(before)
    bases = _once(sorted(bases, key=lambda c: (c.x, not c.text.isspace())))
    clusters = [c.text for c in bases]
    letters = [i for i, c in enumerate(bases) if not c.text.isspace()] or [0]
    pens = [bases[i].x for i in letters]
    for mark in marks:  # on the letter it stands over
        middle = (mark.left + mark.right) / 2
        k = bisect_right(pens, middle)
        at = min(letters[max(0, k - 4) : k + 4], key=lambda i: _distance(bases[i], middle))
        if mark.text not in clusters[at] and len(clusters[at]) < _GLYPH:
            clusters[at] += mark.text
    gaps = [b.left - a.right if not a.text.isspace() and not b.text.isspace() else 0.0 for a, b in itertools.pairwise(bases)]
    least = _least_gap(gaps, line.spaces, line.height, rtl)
    spaced = clusters[:1]
    for gap, cluster in zip(gaps, clusters[1:], strict=True):
        spaced += [" ", cluster] if gap >= least else [cluster]
    ordered = visual.reading_order(spaced) if rtl else visual.left_to_right(spaced)
    text = " ".join("".join(ordered).split())
    if rtl and visual.looks_reversed(text):
        text = " ".join("".join(spaced).split())
    return text, rtl and "".join(text.split()) != "".join(before.split())


def _least_gap(gaps: list[float], spaces: int, height: float, rtl: bool) -> float:
    """From what width on a gap is a space, where none was drawn.

    PDFium tells how many spaces it sees, though for Arabic not always where: so many of the widest gaps are spaces, and what is nearly
    as wide. Beyond that, a gap that is wide for the line is one; more so for Arabic, where boxes may be those of the ink and leave gaps inside words.
    """
    wide = (0.28 if rtl else 0.17) * height
    if not 0 < spaces <= len(gaps):
        return wide
    return min(wide, max(0.06 * height, 0.85 * sorted(gaps, reverse=True)[spaces - 1]))


def _distance(base: _Char, middle: float) -> tuple[bool, float]:
    """How far a mark is from a letter; one over it is nearer than any beside it."""
    return not base.left - 0.5 <= middle <= base.right + 0.5, abs((base.left + base.right) / 2 - middle)


def _once(bases: list[_Char]) -> list[_Char]:
    """Without letters that were drawn twice: in one place, to make them bold; or given with their mark for the glyphs of both."""
    out: list[_Char] = []
    for c in bases:
        reach = (0.6 if _MARK.search(c.text) else 0.05) * c.height
        if not any(sorted(b.text) == sorted(c.text) and abs(b.x - c.x) < reach for b in out[:-4:-1]):
            out.append(c)
    return out


_ENDS = (".", "؟", "?", "!", "…", ":", "»", "”", '"')


def _paragraphs(lines: list[_Line], texts: list[str], rtl: list[bool]) -> list[str]:
    """Lines joined where one fills its column and the next follows at the usual distance."""
    gaps = sorted(a.y - b.y for a, b in itertools.pairwise(lines) if 0 < a.y - b.y < 4 * a.height)
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    out: list[str] = []
    above: tuple[_Line, float] | None = None
    for line, text, right in zip(lines, texts, rtl, strict=True):
        if not text:
            continue
        room, width = _room(line, lines, right)
        # a line that ends a sentence must fill its column to the very end to be no paragraph's last
        full = above is not None and above[1] < (0.03 if out[-1].endswith(_ENDS) else 0.12)
        if above is not None and full and _follows(above[0], line, usual, right, width):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
        above = (line, room)
    return out


def _room(line: _Line, lines: list[_Line], rtl: bool) -> tuple[float, float]:
    """How much of its column's width a line leaves empty at its end, and that width. Its column: the lines that begin where it begins."""
    near = 0.5 * line.height
    if rtl:
        far = min(other.left for other in lines if abs(other.right - line.right) <= near)
        width = line.right - far
        return (line.left - far) / (width or 1), width
    far = max(other.right for other in lines if abs(other.left - line.left) <= near)
    width = far - line.left
    return (far - line.right) / (width or 1), width


def _follows(above: _Line, line: _Line, usual: float, rtl: bool, width: float) -> bool:
    """Whether a line stands right below another, in the same column and size."""
    start = line.right - above.right if rtl else above.left - line.left
    return 0 < above.y - line.y <= 1.3 * usual and abs(above.height - line.height) <= 0.1 * above.height and abs(start) <= 0.1 * width
