"""The original of a PDF beside its text: drawn page by page, in a process of its own."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

from isnad.pipeline import run as make
from isnad.show.web import paper
from isnad.store.sqlite import SqliteStore
from tests.ingest.makepdf import pdf
from tests.show.web.conftest import Browser

LINES = [(72.0, 720.0, "The army left the city on 20 May 2015, residents said."), (72.0, 700.0, "SANA said that 30 soldiers were killed.")]


def test_a_pdf_is_drawn_page_by_page(tmp_path: Path, open_client: Callable[[Path], Browser]) -> None:
    (tmp_path / "in.pdf").write_bytes(pdf([LINES, LINES]))
    make(tmp_path / "case.isnad", [tmp_path / "in.pdf"], now="2026-01-01T00:00:00Z").close()
    with SqliteStore().view(tmp_path / "case.isnad") as view:
        report = view.report_ids()[0]
    bench = open_client(tmp_path / "case.isnad").enter()
    page = bench.get(f"/report/{report}?beside=original").text
    assert page.count(f'src="/report/{report}/page/') == 2
    png = bench.get(f"/report/{report}/page/0.png")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")
    assert struct.unpack(">I", png.content[16:20])[0] == paper.WIDTH
    for wrong in ("2", "99999", "-1", "x"):
        assert bench.get(f"/report/{report}/page/{wrong}.png").status_code in (404, 422)
    assert bench.get(f"/report/{report}/source").status_code == 404


def test_what_is_no_pdf_draws_nothing() -> None:
    assert paper.picture(b"%PDF-1.4 nonsense", 0) is None
    assert paper.pages(b"") == 0
    assert paper.picture(pdf([LINES]), 7) is None
