"""A put-together dossier as a Word document with footnotes of its own, and the document read back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from isnad.show.dossier.figures import not_installed, png
from isnad.show.dossier.paper import Block, Foot, Paper
from isnad.show.dossier.readback import Found
from isnad.show.labels import label

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
QUOTE = "IsnadQuote"  # the character style by which a quotation is known when the file is read back
RTL = ("ar", "fa", "ckb", "he", "ur")
STYLES = {"title": "Title", "heading": "Heading 1", "small-heading": "Heading 2", "item": "List Bullet"}
FIRST = 2  # of footnote ids: 0 and 1 are the lines above them
_ISOLATE = re.compile("\u2068(.*?)\u2069")
_MARKS = re.compile("[\u2066-\u2069]")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(paper: Paper) -> bytes:
    """The document.

    Raises:
        UsageError: what is needed is not installed (`dossier.publish`).
    """
    docx = _docx()
    document = docx.Document()
    _set_up(document, paper)
    seen: set[int] = set()
    for b in paper.blocks:
        if b.kind == "figure":
            _figure(docx, document, paper, b)
        elif b.kind == "note":
            _note(document, paper, b)
        else:
            paragraph = _paragraph(document, paper.lang, STYLES.get(b.kind))
            _write(paragraph._p, paper.lang, b.text, small=b.kind == "soft")
            for k, n in enumerate(b.feet):
                if k:
                    _plain(paragraph._p, "، " if paper.lang == "ar" else ", ", paper.lang, raised=True)
                _refer(paragraph._p, n, n not in seen, paper.lang)
                seen.add(n)
    part = docx.opc.part.Part(docx.opc.packuri.PackURI("/word/footnotes.xml"), _TYPE, _footnotes(paper), document.part.package)
    document.part.relate_to(part, _RELATION)
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def read_docx(data: bytes) -> Found:
    """What stands in a document: its quotations, the references to footnotes, all its text.

    Raises:
        UsageError: what is needed is not installed (`dossier.publish`).
    """
    document = _docx().Document(io.BytesIO(data))
    body = document.element.body
    found = Found([], [], [t.text or "" for t in body.iter(_w("t"))])
    found.texts += [p.get("descr") or "" for p in body.iter() if str(p.tag).endswith("}docPr")]
    found.refs += [int(r.get(_w("id"))) - FIRST + 1 for r in body.iter(_w("footnoteReference"))]
    found.texts.append(document.core_properties.title or "")
    for relation in document.part.rels.values():
        if relation.reltype == _RELATION:
            for note in _parse(relation.target_part.blob).iter(_w("footnote")):
                number = int(note.get(_w("id"))) - FIRST + 1
                found.texts += [t.text or "" for t in note.iter(_w("t"))]
                if number > 0:
                    quote = [t.text or "" for r in note.iter(_w("r")) if _style(r) == QUOTE for t in r.iter(_w("t"))]
                    found.quotes.append((number, "".join(quote)))
    return found


def _docx() -> Any:
    try:
        import docx
        import docx.opc.packuri
        import docx.opc.part
    except ImportError:
        raise not_installed("python-docx") from None
    return docx


def _parse(blob: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(blob)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _style(run: Any) -> str | None:
    style = run.find(f"{_w('rPr')}/{_w('rStyle')}")
    return None if style is None else str(style.get(_w("val")))


def _element(tag: str, /, **values: str) -> Any:
    from docx.oxml import OxmlElement

    out = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        out.set(_w(key), value)
    return out


def _set_up(document: Any, paper: Paper) -> None:
    """Properties, styles, and the direction of the section."""
    core = document.core_properties
    core.title, core.author, core.comments, core.last_modified_by, core.language = paper.title, "", "", "", paper.lang
    core.keywords = "isnad dossier"
    core.created = core.modified = datetime(2000, 1, 1, tzinfo=UTC)
    ours = (("FootnoteText", "paragraph", "18", False), ("FootnoteReference", "character", "", True), (QUOTE, "character", "", False))
    for name, kind, size, raised in ours:
        style = _element("style", type=kind, styleId=name, customStyle="1" if name == QUOTE else "0")
        style.append(_element("name", val={"FootnoteText": "footnote text", "FootnoteReference": "footnote reference"}.get(name, name)))
        look = _element("rPr")
        if size:
            look.append(_element("sz", val=size))
            look.append(_element("szCs", val=size))
        if raised:
            look.append(_element("vertAlign", val="superscript"))
        style.append(look)
        document.styles.element.append(style)
    normal = document.styles.element.find(f"{_w('style')}[@{_w('styleId')}='Normal']")
    look = normal.find(_w("rPr")) if normal is not None else None
    if normal is not None and look is None:
        look = _element("rPr")
        normal.append(look)
    for style in document.styles.element.iter(_w("style")):  # the template's own fonts hold for Latin letters only
        for fonts in style.iter(_w("rFonts")):
            for key in [k for k in fonts.attrib if k.endswith("Theme")]:
                del fonts.attrib[key]
            fonts.set(_w("cs"), "Times New Roman")
    if paper.lang == "ar":
        section = document.sections[0]._sectPr
        grid = section.find(_w("docGrid"))
        if grid is None:
            section.append(_element("bidi"))
        else:
            grid.addprevious(_element("bidi"))


def _paragraph(document: Any, lang: str, style: str | None = None) -> Any:
    paragraph = document.add_paragraph(style=style)
    if lang == "ar":
        paragraph._p.get_or_add_pPr().append(_element("bidi"))
    return paragraph


def _note(document: Any, paper: Paper, b: Block) -> None:
    """Words of the author, in a frame of their own colour, and called so."""
    for k, text in enumerate([label("paper.note", paper.lang), *(line.strip() for line in b.text.split("\n") if line.strip())]):
        paragraph = _paragraph(document, paper.lang)
        paragraph._p.get_or_add_pPr().insert(0, _element("shd", val="clear", color="auto", fill="F2EBDF"))
        _write(paragraph._p, paper.lang, text, bold=not k)


def _figure(docx: Any, document: Any, paper: Paper, b: Block) -> None:
    paragraph = _paragraph(document, paper.lang)
    picture = paragraph.add_run().add_picture(io.BytesIO(png(paper.figures[b.figure].svg)), width=docx.shared.Cm(15.5))
    picture._inline.docPr.set("descr", _MARKS.sub("", b.text))
    _write(_paragraph(document, paper.lang)._p, paper.lang, b.text, small=True)


def _write(p: Any, lang: str, text: str, *, bold: bool = False, small: bool = False) -> None:
    """A text as runs: what is set apart in it is a run of its own, in its own direction."""
    for part, apart in _parts(text):
        _plain(p, part, ("en" if lang == "ar" else "ar") if apart else lang, bold=bold, small=small)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for m in _ISOLATE.finditer(text):
        yield from (((_MARKS.sub("", text[at : m.start()]), False),) if m.start() > at else ())
        yield _MARKS.sub("", m[1]), True
        at = m.end()
    if at < len(text):
        yield _MARKS.sub("", text[at:]), False


def _plain(p: Any, text: str, lang: str, *, bold: bool = False, small: bool = False, raised: bool = False, style: str = "") -> None:
    """One run."""
    run, look = _element("r"), _element("rPr")
    if style:
        look.append(_element("rStyle", val=style))
    if bold:
        look.append(_element("b"))
        look.append(_element("bCs"))
    if small:
        look.append(_element("color", val="5F594F"))
        look.append(_element("sz", val="19"))
        look.append(_element("szCs", val="19"))
    if raised:
        look.append(_element("vertAlign", val="superscript"))
    if lang in RTL:
        look.append(_element("rtl"))
        look.append(_element("lang", bidi="ar-SA" if lang == "ar" else lang))
    run.append(look)
    words = _element("t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text
    run.append(words)
    p.append(run)


def _refer(p: Any, n: int, first: bool, lang: str) -> None:
    """The number of a footnote: where it first comes, with the footnote; later, a field that repeats the number."""
    name = f"isnad_fn_{n}"
    if first:
        p.append(_element("bookmarkStart", id=str(n), name=name))
        run, look = _element("r"), _element("rPr")
        look.append(_element("rStyle", val="FootnoteReference"))
        run.append(look)
        run.append(_element("footnoteReference", id=str(n + FIRST - 1)))
        p.append(run)
        p.append(_element("bookmarkEnd", id=str(n)))
        return
    field = _element("fldSimple", instr=f" NOTEREF {name} \\f \\h ")
    _plain(field, str(n), "en", raised=True)
    p.append(field)


def _footnotes(paper: Paper) -> bytes:
    """The part with the footnotes."""
    from lxml import etree

    root = etree.Element(_w("footnotes"), nsmap={"w": W})
    for number, kind in enumerate(("separator", "continuationSeparator")):
        note = _element("footnote", type=kind, id=str(number))
        paragraph, run = _element("p"), _element("r")
        run.append(_element(kind))
        paragraph.append(run)
        note.append(paragraph)
        root.append(note)
    for f in paper.feet:
        root.append(_footnote(f, paper.lang))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _footnote(f: Foot, lang: str) -> Any:
    note, p, properties = _element("footnote", id=str(f.number + FIRST - 1)), _element("p"), _element("pPr")
    properties.append(_element("pStyle", val="FootnoteText"))
    if lang == "ar":
        properties.append(_element("bidi"))
    p.append(properties)
    run, look = _element("r"), _element("rPr")
    look.append(_element("rStyle", val="FootnoteReference"))
    run.append(look)
    run.append(_element("footnoteRef"))
    p.append(run)
    opening, closing = ("«", "»") if lang == "ar" else ("“", "”")
    _plain(p, f" {opening}", lang)
    _plain(p, f.quote, f.lang, style=QUOTE)
    _plain(p, f"{closing} ", lang)
    _write(p, lang, f.about)
    note.append(p)
    return note


def _timeless(data: bytes) -> bytes:
    """The same file without the time it was made at, so that equal documents are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(item.filename))
    return out.getvalue()
