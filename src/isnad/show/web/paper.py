"""A page of a PDF as a picture, drawn in a process of its own: a file that brings the drawing down brings down nothing else."""

from __future__ import annotations

import io
import subprocess
import sys

SECONDS = 20.0
WIDTH = 1000  # pixels
PAGES = 500


def picture(data: bytes, page: int) -> bytes | None:
    """A page as PNG, or None where there is none or it cannot be drawn.

    Args:
        data: the PDF.
        page: counted from 0.
    """
    command = [sys.executable, "-m", "isnad.show.web.paper", str(page)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def pages(data: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be told."""
    command = [sys.executable, "-m", "isnad.show.web.paper", "count"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return 0
    told = done.stdout.decode("ascii", "replace").strip()
    return min(int(told), PAGES) if done.returncode == 0 and told.isdecimal() else 0


def _main(asked: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
        if asked == "count":
            print(len(document))
            return
        page = document[int(asked)]
        width, height = page.get_size()
        bitmap = page.render(scale=min(WIDTH / max(width, 1.0), 4000 / max(height, 1.0)))
        sys.stdout.buffer.write(_png(bitmap))


def _png(bitmap: object) -> bytes:
    """A bitmap as PNG, without a picture library: rows of RGB, packed by zlib."""
    import struct
    import zlib

    width, height, stride = bitmap.width, bitmap.height, bitmap.stride  # type: ignore[attr-defined]
    channels = bitmap.n_channels  # type: ignore[attr-defined]
    raw = bytes(bitmap.buffer)  # type: ignore[attr-defined]
    out = io.BytesIO()
    for y in range(height):
        row = raw[y * stride : y * stride + width * channels]
        rgb = bytearray(width * 3)
        for k in range(3):  # from BGR
            rgb[k::3] = row[(2 - k if channels > 1 else 0) :: channels]
        out.write(b"\0" + rgb)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(out.getvalue(), 6)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    _main(sys.argv[1])
