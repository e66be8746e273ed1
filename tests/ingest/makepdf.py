"""A small PDF writer for tests: glyphs at places, with a ToUnicode map, and no font file."""

from __future__ import annotations

import zlib


def pdf(pages: list[list[tuple[float, float, str]]], *, count: int | None = None, mapped: bool = True, extra: bytes = b"") -> bytes:
    """A PDF whose pages hold runs of text.

    Args:
        pages: for each page runs of (x, y, text); the code points of a run are drawn from left to right, 6 points each.
        count: what /Count says, if not the truth.
        mapped: whether there is a ToUnicode map.
        extra: more for the trailer.
    """
    chars = sorted({c for page in pages for _, _, text in page for c in text})
    code = {c: i + 1 for i, c in enumerate(chars)}
    rows = "\n".join(f"<{code[c]:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c in chars)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange\n{len(chars)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    objects: list[bytes] = [b"", b""]  # catalogue, pages

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes) -> bytes:
        packed = zlib.compress(data)
        return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)

    to_unicode = add(stream(cmap.encode()))
    descriptor = add(
        b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 600 800] /ItalicAngle 0 /Ascent 800 /Descent -200 "
        b"/CapHeight 700 /StemV 80 >>"
    )
    child = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/FontDescriptor %d 0 R /DW 500 /CIDToGIDMap /Identity >>" % descriptor
    )
    to = b" /ToUnicode %d 0 R" % to_unicode if mapped else b""
    font = add(b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [%d 0 R]%s >>" % (child, to))
    kids = []
    for page in pages:
        ops = "".join(f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{code[c]:04X}' for c in text)}> Tj ET\n" for x, y, text in page)
        content = add(stream(ops.encode()))
        box = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>"
        kids.append(add(box % (font, content)))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids) if count is None else count)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(out)


def runs(lines: list[str], *, right: float = 540, top: float = 780) -> list[tuple[float, float, str]]:
    """Lines as one run each, ending at the right margin."""
    return [(right - 6 * len(line), top - 18 * i, line) for i, line in enumerate(lines)]
