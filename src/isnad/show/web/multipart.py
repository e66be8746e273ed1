"""Forms that carry a file (`multipart/form-data`, RFC 7578), read whole: the server takes no body longer than a small file."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that a form carries: its name as the browser gives it, which is only shown, and its bytes."""

    name: str
    content: bytes


def parts(content_type: str, body: bytes) -> tuple[list[tuple[str, str]], dict[str, Sent]]:
    """The fields of a form and its files.

    Args:
        content_type: the header, with the boundary.
        body: the body.

    Returns:
        Fields in order, and the last file of each name.

    Raises:
        ValueError: it is no such form.
    """
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not 0 < len(boundary) <= 70 or not boundary.isascii():
        raise ValueError("no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("ascii"))
    if len(pieces) < 3 or len(pieces) > MOST_PARTS + 2 or not pieces[-1].startswith(b"--"):
        raise ValueError("cut short")
    fields: list[tuple[str, str]] = []
    files: dict[str, Sent] = {}
    for piece in pieces[1:-1]:
        head, gap, content = piece.partition(b"\r\n\r\n")
        if not gap:
            raise ValueError("a part without a head")
        about = HeaderParser().parsestr(head.decode("utf-8").lstrip("\r\n"))
        name, file = _param(about, "name"), _param(about, "filename")
        if name is None:
            raise ValueError("a part without a name")
        if file is None:
            fields.append((name, content.decode("utf-8")))
        else:
            files[name] = Sent(file.replace("\\", "/").rpartition("/")[2], content)
    return fields, files


def _param(about: Message, name: str) -> str | None:
    value = about.get_param(name, header="content-disposition")
    return value if isinstance(value, str) else None
