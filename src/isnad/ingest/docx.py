"""Word files (.docx, Office Open XML): the paragraphs of the main document.

Read from the XML itself and not through a library, because libraries leave out text in content controls, text boxes and tracked insertions,
and unpack every picture of a file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import lxml.etree

from isnad.ingest.codes import refuse
from isnad.ingest.extracted import Extracted
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import Source, shown

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(source: Source, limits: IngestSettings) -> Extracted:
    """The text of a Word file, one line a paragraph, cells of a table row parted by tabs.

    Raises:
        InputError: no zip, damaged, a bomb, or with XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as z:
            body = _part(z, "word/document.xml", source.address, limits)
            core = _part(z, "docProps/core.xml", source.address, limits) if "docProps/core.xml" in z.namelist() else b""
    except KeyError:
        raise refuse("ingest.docx-broken", source.address, why="it has no main document") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise refuse("ingest.docx-broken", source.address, why=shown(str(error)) or type(error).__name__) from None
    tree = _parse(body, source.address)
    lines: list[str] = []
    _walk(tree, lines)
    text = "\n".join(lines)
    if len(text) > limits.max_text:
        raise refuse("ingest.too-long", source.address, size=len(text), limit=limits.max_text)
    if not text.strip():
        raise refuse("ingest.blank", source.address)
    title = _parse(core, source.address).findtext(f"{_DC}title") if core else None
    return Extracted(text, _TYPE, None, title=" ".join(title.split()) or None if title else None)


def _part(z: zipfile.ZipFile, name: str, address: str, limits: IngestSettings) -> bytes:
    info = z.getinfo(name)
    if info.file_size > limits.max_bytes:
        raise refuse("ingest.bomb", address, size=info.file_size, limit=limits.max_bytes)
    with z.open(info) as f:
        return f.read(limits.max_bytes + 1)


def _parse(data: bytes, address: str) -> Any:
    # Word never writes a document type; one is there to define entities, which are refused before anything is expanded.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise refuse("ingest.docx-entities", address)
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise refuse("ingest.docx-broken", address, why=shown(str(error))[:200]) from None


def _local(tag: object) -> str:
    text = tag if isinstance(tag, str) else ""
    for space in (_W, _STRICT):
        if text.startswith(space):
            return text[len(space) :]
    return "fallback" if text == f"{_MC}Fallback" else ""


def _walk(tree: Any, lines: list[str]) -> None:
    """Paragraphs in order; tables row by row. The parser bounds the depth (256)."""
    for element in tree:
        tag = _local(element.tag)
        if tag == "p":
            line, inner = _paragraph(element)
            lines.append(line)
            for box in inner:
                _walk(box, lines)
        elif tag == "tr":
            cells: list[str] = []
            for cell in element.iter(f"{_W}tc", f"{_STRICT}tc"):
                inside: list[str] = []
                _walk(cell, inside)
                cells.append(" ".join(x for x in inside if x))
            if any(cells):
                lines.append("\t".join(cells))
        elif tag not in ("del", "moveFrom", "fallback"):
            _walk(element, lines)


def _paragraph(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph without what was deleted, and the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []

    def walk(element: Any) -> None:
        for child in element:
            tag = _local(child.tag)
            if tag == "t":
                parts.append(child.text or "")
            elif tag in ("tab", "ptab"):
                parts.append("\t")
            elif tag in ("br", "cr"):
                parts.append("\n")
            elif tag == "noBreakHyphen":
                parts.append("\u2011")
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag not in ("del", "moveFrom", "fallback", "pPr", "rPr", "instrText", "delText"):
                walk(child)

    walk(paragraph)
    return "".join(parts).strip(" \t"), boxes
