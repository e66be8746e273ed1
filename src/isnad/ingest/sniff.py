"""What bytes are, told from the bytes; a file's suffix is asked only where they leave it open."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

HEAD = 8192  # bytes looked at

# Beginnings of formats that hold no report text, or hold it in a way Isnad does not read.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"), (b"\x89PNG\r\n\x1a\n", "a PNG picture"), (b"GIF87a", "a GIF picture"), (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"), (b"BM", "a BMP picture"), (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x01\x00", "an icon"), (b"wOFF", "a web font"), (b"wOF2", "a web font"), (b"OTTO", "a font"), (b"\x00\x01\x00\x00\x00", "a font"),
    (b"MZ", "a Windows program"), (b"\x7fELF", "a Linux program"), (b"\xca\xfe\xba\xbe", "a Java program"), (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file (.doc, .xls or .msg)"), (b"{\\rtf", "an RTF file"),
    (b"Rar!\x1a\x07", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"ID3", "an MP3 recording"), (b"OggS", "an Ogg recording"), (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"), (b"FLV\x01", "a Flash video"),
    (b"SQLite format 3\x00", "an SQLite database (perhaps an Isnad case)"),
    (b"%!PS", "a PostScript file"), (b"AT&TFORM", "a DjVu file"), (b"ITSF", "a compiled help file"), (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
)  # fmt: skip
_BINARY_TAIL = re.compile(rb"[\x00-\x08\x0e-\x1f\x80-\xff]")

_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|article|section|main|header|nav|div|p|h[1-6]|table|span|center|font|ul|ol|br|img|a)\b[^>]*",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"(?:<\?xml\b|<!DOCTYPE\s+(?!html)|<rss\b|<feed\b|<svg\b|<urlset\b|<TEI\b)", re.IGNORECASE)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL_SURE = {b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to", b"content-transfer-encoding", b"dkim-signature"}
_MAIL_SOME = {b"from", b"to", b"date", b"subject", b"cc", b"sender", b"reply-to", b"content-type"}
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:[\[{\"\]]|-?\d))")


def sniff(head: bytes, name: str = "") -> tuple[str, str]:
    """The kind of a file from its first bytes.

    Args:
        head: its first :data:`HEAD` bytes.
        name: its name, for the suffix.

    Returns:
        A pair of kind and description. Kinds: `text`, `html`, `mail`, `mhtml`, `pdf`, `zip` (see :func:`zip_kind`), `gzip`, `warc`,
        `unsupported` (the description says what it is).
    """
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<")):
        return "pdf", "PDF"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip", "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip", "gzip"
    if re.match(rb"WARC/\d", head):
        return "warc", "WARC"
    for magic, what in _MAGIC:
        # two- and three-letter beginnings could open a text; a control or high byte soon after tells
        if head.startswith(magic) and (len(magic) > 3 or _BINARY_TAIL.search(head[len(magic) : 64])):
            return "unsupported", what
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "unsupported", "a picture, recording or video"
    if head[4:8] == b"ftyp":
        return "unsupported", "a video or HEIF picture"
    if len(head) > 262 and head[257:262] == b"ustar":
        return "unsupported", "a tar archive"
    return _of_text(head, name)


def _of_text(head: bytes, name: str) -> tuple[str, str]:
    mail = _mail(head, name)
    if mail:
        return mail, mail
    text = _plain(head)
    bare = text.lstrip("\ufeff \t\r\n\f\x00")
    if _HTML.match(bare) or (_XML.match(bare) and re.search(r"<html\b|-//W3C//DTD XHTML", bare[:2000], re.IGNORECASE)):
        return "html", "HTML"
    if _XML.match(bare):
        return "unsupported", "XML data"
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("html", "htm", "xhtml") and re.search(r"<[a-z]+[^<>]*>", bare, re.IGNORECASE):
        return "html", "HTML"
    if suffix in ("json", "jsonl", "geojson") and _JSON.match(bare):
        return "unsupported", "JSON data"
    if suffix in ("css", "js", "mjs", "yaml", "yml", "toml", "ini", "cdx", "cdxj"):
        return "unsupported", f"a .{suffix} file"
    return "text", "text"


def _plain(head: bytes) -> str:
    """The first bytes as text, well enough to see markup in them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if head[:2] in (b"<\x00", b"\x00<"):
        return head[: len(head) // 2 * 2].decode("utf-16-le" if head[0] else "utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _mail(head: bytes, name: str) -> str | None:
    """`mail` or `mhtml` when the bytes begin with the headers of a message."""
    if head.startswith(b"From ") and b"\n" in head:  # an mbox's first line
        head = head.split(b"\n", 1)[1]
    names: list[bytes] = []
    at = 0
    while (m := _HEADER.match(head, at)) is not None:
        names.append(m.group(1).lower())
        at = m.end()
    if len(names) < 2 or (not re.match(rb"\r?\n|$", head[at:]) and len(head) < HEAD):
        return None
    sure, some = len(_MAIL_SURE.intersection(names)), len(_MAIL_SOME.intersection(names))
    if not (sure >= 1 and sure + some >= 2) and not (name.lower().endswith((".eml", ".mht", ".mhtml")) and some >= 2):
        return None
    top = head[:at].lower()
    saved = b"multipart/related" in top and (b"snapshot-content-location" in top or b"saved by" in top or b"from: " not in top or b"x-mimeole" in top)
    return "mhtml" if saved or name.lower().endswith((".mht", ".mhtml")) else "mail"


def directory_size(stream: BinaryIO) -> int:
    """Bytes of the directory at a zip's end, as it says itself; 0 if there is none. To be asked before zipfile reads it all (a kilobyte an entry)."""
    stream.seek(0, 2)
    start = max(0, stream.tell() - 66_000)
    stream.seek(start)
    tail = stream.read(66_000)
    stream.seek(0)
    end, long = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    said = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if long < 0:
        return said
    large = int.from_bytes(tail[long + 40 : long + 48], "little")  # zip64, which the other field points to by its largest value
    return large if said == 0xFFFFFFFF else max(said, large)


def zip_kind(stream: BinaryIO) -> tuple[str, str]:
    """What a zip file is, from the names in it.

    Returns:
        `docx`, `wacz`, `zip`, or `unsupported` with what it is.

    Raises:
        zipfile.BadZipFile: the directory at its end is missing or damaged.
    """
    with zipfile.ZipFile(stream) as z:
        names = set(z.namelist())
        if "word/document.xml" in names:
            return "docx", "a Word file"
        if "[Content_Types].xml" in names:
            if any(n.startswith("word/") for n in names):
                return "docx", "a Word file"
            what = "a spreadsheet (.xlsx)" if any(n.startswith("xl/") for n in names) else "an Office file"
            return "unsupported", "slides (.pptx)" if any(n.startswith("ppt/") for n in names) else what
        if "datapackage.json" in names and any(n.startswith("archive/") for n in names):
            return "wacz", "a WACZ"
        if "mimetype" in names and ("content.xml" in names or "META-INF/container.xml" in names):
            return "unsupported", "an OpenDocument file or e-book"
        if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
            return "unsupported", "a program"
    return "zip", "a zip archive"
