"""Files that other programs write: python-docx and warcio as writers, and what they read against what we read."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.ingest.taking import PROSE, all_taken, answer, page, report, warc

LINES = PROSE.splitlines()


def test_a_file_of_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("خبر من المدينة", 0)
    for line in LINES:
        document.add_paragraph(line).add_run(" نهاية").bold = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "إدلب", "2"
    document.core_properties.title = "خبر"
    document.save(str(tmp_path / "a.docx"))
    r = report(tmp_path / "a.docx")
    assert r.text.splitlines() == ["خبر من المدينة", *(f"{line} نهاية" for line in LINES), "إدلب\t2"]
    assert r.title == "خبر"


# warcio leaves its temporary files to the garbage collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_warcio(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    with path.open("wb") as f:
        writer = WARCWriter(f, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio test"}))
        for i in range(3):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            body = io.BytesIO(page(*LINES, title=f"خبر من المدينة {i}"))
            writer.write_record(writer.create_warc_record(f"https://a.example/{i}", "response", payload=body, http_headers=headers))
            request = StatusAndHeaders(f"GET /{i} HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(f"https://a.example/{i}", "request", http_headers=request))
    taken = all_taken(path)
    assert [t.report.url for t in taken if t.report] == [f"https://a.example/{i}" for i in range(3)]
    assert all(t.report.capture.tool == "warcio test" for t in taken if t.report)
    assert not any(t.diagnostics for t in taken)


def test_warcio_reads_what_the_tests_write() -> None:
    data = warc([("https://a.example/1", answer(page(*LINES)))])
    seen = [(r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()) for r in ArchiveIterator(io.BytesIO(data))]
    assert seen == [("https://a.example/1", page(*LINES))]
