"""A put-together dossier as PDF, set by Typst in Amiri, and the PDF read back."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any

import pypdfium2

from isnad.errors import AnchorError
from isnad.show.dossier.figures import font_file, not_installed, png
from isnad.show.dossier.paper import Block, Paper
from isnad.show.dossier.readback import broken, hold_protected, wanted
from isnad.show.labels import label
from isnad.text.fold import fold

FONTS = ("Amiri", "Noto Sans Arabic", "Libertinus Serif", "DejaVu Sans Mono")
PAGE = 4000  # letters that may stand between the two parts of a footnote that a page ends in
_WORD = re.compile(r"[^\W_]+")


def write_pdf(paper: Paper) -> bytes:
    """The PDF.

    Raises:
        UsageError: what is needed is not installed (`dossier.publish`).
        AnchorError: Typst cannot set it (`dossier.typeset`).
    """
    folders = [font_file("fontpkg_amiri", "Amiri-Regular.ttf").parent, font_file("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf").parent]
    try:
        import typst
    except ImportError:
        raise not_installed("typst") from None
    with tempfile.TemporaryDirectory(prefix="isnad-paper-") as name:
        folder = Path(name)
        (folder / "paper.json").write_text(json.dumps(_data(paper, folder), ensure_ascii=False), encoding="utf-8")
        (folder / "paper.typ").write_bytes(resources.files("isnad.show.dossier").joinpath("templates", "paper.typ").read_bytes())
        try:
            data: bytes = typst.compile(
                str(folder / "paper.typ"), root=str(folder), format="pdf", font_paths=[str(f) for f in folders], ignore_system_fonts=True,
                timestamp=datetime(2000, 1, 1, tzinfo=UTC),
            )  # fmt: skip
        except typst.TypstError as error:
            raise AnchorError("dossier.typeset", f"the PDF could not be set: {str(error)[:200]}", remedy="write HTML, and report this") from None
    return data


def _data(paper: Paper, folder: Path) -> dict[str, Any]:
    """The document for the template, its figures beside it."""
    seen: set[int] = set()

    def block(b: Block) -> dict[str, Any]:
        out: dict[str, Any] = {"kind": b.kind, "text": b.text, "feet": []}
        for n in b.feet:
            out["feet"].append({"n": n, "first": n not in seen})
            seen.add(n)
        if b.kind == "note":
            out["lines"] = [line.strip() for line in b.text.split("\n") if line.strip()]
        if b.kind == "figure":
            out["file"] = f"figure-{b.figure}.png"
            (folder / out["file"]).write_bytes(png(paper.figures[b.figure].svg))
        return out

    return {
        "lang": paper.lang, "title": paper.title, "fonts": list(FONTS), "note": label("paper.note", paper.lang),
        "blocks": [block(b) for b in paper.blocks], "feet": [{"quote": f.quote, "about": f.about, "lang": _lang(f.lang)} for f in paper.feet],
    }  # fmt: skip


def _lang(lang: str) -> str:
    """A language code that Typst takes."""
    return lang if lang.isascii() and lang.isalpha() and 2 <= len(lang) <= 3 else "en"


def read_pdf(data: bytes) -> list[str]:
    """The text of a PDF, page by page, as far as it can be drawn out."""
    document = pypdfium2.PdfDocument(data)
    try:
        return list(_pages(document))
    finally:
        document.close()


def _pages(document: Any) -> Iterator[str]:
    for n in range(len(document)):
        page = document[n]
        text = page.get_textpage()
        yield text.get_text_bounded()
        text.close()
        page.close()


def hold_pdf(paper: Paper, pages: Sequence[str]) -> int:
    """Hold the text of a finished PDF against the stored texts.

    What comes out of a PDF is not what went in: Arabic words are cut or run together, letters move around their diacritics, lines of the other
    script are turned. So every quotation must have a place in the file around which all its words are, each whole, turned, cut in up to three, or as
    the same letters.

    Returns:
        How many quotations were compared.

    Raises:
        AnchorError: a quotation has no such place (`dossier.anchor`), or a protected name is left in the file (`dossier.protect`).
    """
    stream = _Stream(" ".join(pages))
    by_number = {f.number: f for f in paper.feet}
    for number, quote in sorted(wanted(paper).items()):
        if not stream.holds(_words(quote), frozenset(_marked(quote))):
            raise broken(by_number[number], f"footnote {number} is other than the words of its report, as far as a PDF can be read: {quote[:60]!r}")
    hold_protected(paper.shield, [*pages, *(b.text for b in paper.blocks), *(f.about for f in paper.feet)])
    return len(paper.feet)


class _Stream:
    """The letters of a file in the order in which they come out of it."""

    def __init__(self, text: str) -> None:
        self._tokens = _words(text)
        self._starts = list(accumulate((len(t) for t in self._tokens), initial=0))
        self._letters = "".join(self._tokens)
        self._at: dict[frozenset[str], list[int]] = {}
        for n, t in enumerate(self._tokens):
            self._at.setdefault(frozenset(t), []).append(self._starts[n])

    def holds(self, words: Sequence[str], marked: frozenset[str] = frozenset()) -> bool:
        """Whether all of some words stand around one place.

        Args:
            words: the words, folded.
            marked: those that carry diacritics, whose letters may have been displaced into their neighbours, or come twice.
        """
        if not words:
            return True
        places = [(found, -len(w)) for w in dict.fromkeys(words) if len(w) > 2 and (found := self._places(w))] or [
            (found, 0) for w in words if (found := self._places(w))
        ]
        near = sum(map(len, words)) + 150
        anchors = [found for found, _ in sorted(places, key=lambda p: (len(p[0]), p[1]))[:3]]
        return any(self._around(at - reach, at + reach, words, marked) for reach in (near, near + PAGE) for found in anchors for at in found[:60])

    def _places(self, word: str) -> list[int]:
        out = [m.start() for turned in {word, word[::-1]} for m in re.finditer(re.escape(turned), self._letters)]
        return out or self._at.get(frozenset(word), [])

    def _around(self, low: int, high: int, words: Sequence[str], marked: frozenset[str]) -> bool:
        window = self._letters[max(0, low) : high]
        i, j = bisect_left(self._starts, max(0, low)), bisect_right(self._starts, high)
        tokens = self._tokens[max(0, i - 1) : j]
        shapes: set[frozenset[str]] | None = None
        for w in words:
            if w in window or w[::-1] in window:
                continue
            if shapes is None:
                shapes = {frozenset("".join(tokens[k : k + n])) for n in (1, 2, 3) for k in range(len(tokens))}
            if frozenset(w) not in shapes and not (w in marked and any(shape.issuperset(w) for shape in shapes)):
                return False
        return True


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(unicodedata.normalize("NFKC", text)))


def _marked(text: str) -> list[str]:
    """The words of a text, folded, that carry diacritics."""
    found = (m.group() for m in re.finditer(r"\S+", text))
    return [w for raw in found if any(unicodedata.category(c) == "Mn" for c in unicodedata.normalize("NFD", raw)) for w in _words(raw)]
