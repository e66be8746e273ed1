"""WARC, WACZ, zip, gzip, mail: members become reports, damage and tricks become diagnostics."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import resource
import time
import tracemalloc
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from isnad.ingest.limits import IngestSettings
from tests.ingest.taking import PROSE, all_taken, answer, checked, page, record, refused, report, warc, zipped

LINES = PROSE.splitlines()


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def codes(path: Path, **more: object) -> list[str]:
    out = []
    for t in all_taken(path, **more):  # type: ignore[arg-type]
        out += [f"report:{t.report.name}"] if t.report else [checked(d).code for d in t.diagnostics]
    return out


def members(data: bytes) -> bytes:
    """Every WARC record gzipped by itself, as crawlers write them."""
    return b"".join(gzip.compress(b"WARC/1.0" + part) for part in data.split(b"WARC/1.0")[1:])


PAGES = [
    ("https://a.example/1", answer(page(*LINES))),
    ("https://a.example/style.css", answer(b"a{}", "text/css")),
    ("https://a.example/x", answer(b"gone", status="404 Not Found")),
]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    data = warc(PAGES, software="browsertrix/1.2")
    path = write(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", members(data) if packed else data)
    taken = all_taken(path)
    r = taken[0].report
    assert r is not None
    assert r.text.splitlines()[1:] == LINES
    assert (r.url, r.capture.got_at, r.capture.tool) == ("https://a.example/1", "2018-03-04T05:06:07Z", "browsertrix/1.2")
    assert r.capture.address.endswith("!https://a.example/1")
    assert r.name == "crawl-00002"
    assert dict(r.found)["url"] == "archive"
    assert [d.code for t in taken[1:] for d in t.diagnostics] == ["ingest.skipped"]


def test_warc_transfer_and_content_coding(tmp_path: Path) -> None:
    body = page(*LINES)
    packed = gzip.compress(body)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(packed[i : i + 100]), packed[i : i + 100]) for i in range(0, len(packed), 100)) + b"0\r\n\r\n"
    data = warc(
        [
            ("https://a.example/1", answer(chunks, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")),
            ("https://a.example/2", answer(body, more="Content-Encoding: gzip\r\n")),
        ]
    )
    assert codes(write(tmp_path, "a.warc", data)) == ["report:a-00001", "report:a-00002"]


def test_warc_charset_of_the_header(tmp_path: Path) -> None:
    body = page(*LINES).replace(b"<meta charset=utf-8>", b"").decode().encode("cp1256")
    r = report(write(tmp_path, "a.warc", warc([("https://a.example/1", answer(body, "text/html; charset=windows-1256"))])))
    assert r.capture.charset == "windows-1256"
    assert r.text.splitlines()[1:] == LINES


def test_broken_gzip_of_a_warc(tmp_path: Path) -> None:
    data = members(warc([PAGES[0], PAGES[0], PAGES[0]]))
    cut = write(tmp_path, "cut.warc.gz", data[:-40])
    assert codes(cut) == ["report:cut-00001", "report:cut-00002", "ingest.warc-broken"] or codes(cut)[-1] == "ingest.warc-broken"
    bad = bytearray(data)
    bad[len(data) // 2 : len(data) // 2 + 30] = b"\x00" * 30
    assert codes(write(tmp_path, "bad.warc.gz", bytes(bad)))[-1] == "ingest.warc-broken"


def test_warc_lengths_that_lie(tmp_path: Path) -> None:
    good = record("response", answer(page(*LINES)), "application/http", "https://a.example/1")
    for length in (10, 5_000_000, 0):
        bad = record("response", answer(page(*LINES)), "application/http", "https://a.example/2", length)
        found = codes(write(tmp_path, "a.warc", good + bad + good))
        assert found[0] == "report:a-00001"
        assert "ingest.warc-broken" in found
        if length < 1000:  # the record after it is found again
            assert "report:a-00003" in found or "report:a-00004" in found


def test_warc_without_a_length_and_with_endless_headers(tmp_path: Path) -> None:
    good = record("response", answer(page(*LINES)), "application/http", "https://a.example/1")
    no_length = good.replace(b"Content-Length", b"Content-Width")
    negative = record("response", b"x", "application/http", "https://a.example/1", -5)
    many = b"WARC/1.0\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(2000)) + b"\r\n"
    long = b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n\r\n"
    for bad in (no_length, negative, many, long):
        found = codes(write(tmp_path, "a.warc", bad + good))
        assert sum(c.startswith("report:") for c in found) == 1, found
        assert "ingest.warc-broken" in found


def test_a_warc_without_pages(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.warc", warc([], software="x")), "ingest.warc-empty")


def test_a_warc_bomb_needs_little_memory(tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"a" * 60_000_000
    packed = gzip.compress(record("response", body, "application/http", "https://a.example/1") * 3)
    path = write(tmp_path, "bomb.warc.gz", packed)
    tracemalloc.start()
    found = codes(path, limits=IngestSettings(max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[:3] == ["ingest.too-large"] * 3
    assert peak < 12_000_000


def wacz(warcs: dict[str, bytes], more: dict[str, bytes | str] | None = None) -> bytes:
    rows = [{"name": k, "path": k, "hash": "sha256:" + hashlib.sha256(v).hexdigest(), "bytes": len(v)} for k, v in warcs.items()]
    return zipped({"datapackage.json": json.dumps({"profile": "data-package", "resources": rows}), **warcs, **(more or {})})


def test_wacz(tmp_path: Path) -> None:
    data = members(warc([*PAGES, ("https://a.example/frame", answer(page(*LINES)))]))
    pages = '{"format": "json-pages-1.0"}\n{"url": "https://a.example/1", "title": "x"}\n'
    found = codes(write(tmp_path, "a.wacz", wacz({"archive/data.warc.gz": data}, {"pages/pages.jsonl": pages})))
    assert found == ["report:a-data-00001", "ingest.skipped"]


def test_wacz_with_path_tricks_and_a_changed_member(tmp_path: Path) -> None:
    data = members(warc(PAGES[:1]))
    other = {"../../etc/cron.d/x": b"* * * * * root true", "/abs.warc.gz": data, "archive/../../x.warc.gz": data, "C:/x.warc": data}
    raw = zipped(
        {
            "datapackage.json": json.dumps({"resources": [{"path": "archive/data.warc.gz", "hash": "sha256:" + "0" * 64}]}),
            "archive/data.warc.gz": data,
            **other,
        }
    )
    found = codes(write(tmp_path, "a.wacz", raw))
    assert found.count("ingest.zip-path") == 4
    assert "ingest.wacz-hash" in found
    assert "report:a-data-00001" in found
    assert not (tmp_path.parent / "etc").exists()


@pytest.mark.parametrize("package", ["[", "[]", '{"resources": 3}', '{"resources": [3, {"path": 4}]}', "[" * 50_000])
def test_wacz_with_a_bad_package_description(tmp_path: Path, package: str) -> None:
    raw = zipped({"datapackage.json": package, "pages/pages.jsonl": "{\n[1]\n", "archive/data.warc.gz": members(warc(PAGES[:1]))})
    assert codes(write(tmp_path, "a.wacz", raw)) == ["report:a-data-00001"]


def test_zip_of_reports_with_sidecars(tmp_path: Path) -> None:
    raw = zipped(
        {
            "b/2.txt": PROSE,
            "b/2.meta.json": '{"outlet": "X"}',
            "a.html": page(*LINES),
            "c.jpg": b"\xff\xd8\xff\xe0\x00\x10",
            ".DS_Store": b"x",
            "empty.txt": b"",
        }
    )
    taken = all_taken(write(tmp_path, "a.zip", raw))
    assert [(t.report.name, t.report.outlet) for t in taken if t.report] == [("a", None), ("2", "X")]
    assert [d.code for t in taken for d in t.diagnostics] == ["ingest.format", "ingest.empty"]
    assert next(t.report.capture.address for t in taken if t.report and t.report.name == "2").endswith("a.zip!b/2.txt")


def test_zip_with_path_tricks(tmp_path: Path) -> None:
    raw = zipped({"../up.txt": PROSE, "/root.txt": PROSE, "..\\up.txt": PROSE, "good.txt": PROSE})
    assert codes(write(tmp_path, "a.zip", raw)) == ["ingest.zip-path", "ingest.zip-path", "ingest.zip-path", "report:good"]


def test_damaged_zips(tmp_path: Path) -> None:
    raw = zipped({"a.txt": PROSE, "b.txt": PROSE * 2})
    refused(write(tmp_path, "cut.zip", raw[: len(raw) // 2]), "ingest.zip-broken")
    bad = bytearray(raw)
    bad[60:70] = b"\x00" * 10
    found = codes(write(tmp_path, "bad.zip", bytes(bad)))
    assert "ingest.zip-broken" in found
    assert "report:b" in found


def test_locked_zip(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": PROSE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    assert codes(write(tmp_path, "a.zip", bytes(raw))) == ["ingest.zip-encrypted"]


def test_zip_bomb(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.txt", b"a" * 30_000_000)
        z.writestr("b.txt", PROSE)
    path = write(tmp_path, "a.zip", out.getvalue())
    assert codes(path, limits=IngestSettings(max_bytes=1_000_000)) == ["ingest.bomb", "report:b"]
    assert codes(path, limits=IngestSettings(max_unpacked=100)) == ["ingest.bomb", "ingest.bomb"]


def test_archives_in_archives(tmp_path: Path) -> None:
    raw = PROSE.encode()
    for i in range(8):
        raw = zipped({f"{i}.zip" if i else "a.txt": raw})
    assert codes(write(tmp_path, "deep.zip", raw)) == ["ingest.too-deep"]
    assert codes(write(tmp_path, "two.zip", zipped({"b.zip": zipped({"a.txt": PROSE})}))) == ["report:a"]


def test_too_many_members(tmp_path: Path) -> None:
    raw = zipped({f"{i}.txt": PROSE + str(i) for i in range(6)})
    assert codes(write(tmp_path, "a.zip", raw), limits=IngestSettings(max_members=4)) == [f"report:{i}" for i in range(4)] + ["ingest.too-many"]


def test_an_archive_of_millions_of_names_is_not_unpacked_into_memory(tmp_path: Path) -> None:
    raw = zipped({"a.txt": PROSE})
    end = raw.index(b"PK\x05\x06")
    entry = raw[raw.index(b"PK\x01\x02") : end]
    count = 1_500_000
    path = tmp_path / "a.zip"
    with path.open("wb") as f:
        f.write(raw[: raw.index(b"PK\x01\x02")])
        for _ in range(15):
            f.write(entry * (count // 15))
        f.write(
            b"PK\x05\x06"
            + b"\0\0\0\0"
            + b"\xff\xff\xff\xff"
            + (len(entry) * count).to_bytes(4, "little")
            + raw.index(b"PK\x01\x02").to_bytes(4, "little")
            + b"\0\0"
        )
    start = time.monotonic()
    refused(path, "ingest.too-many")
    assert time.monotonic() - start < 5


def test_gzip(tmp_path: Path) -> None:
    r = report(write(tmp_path, "a.txt.gz", gzip.compress(PROSE.encode())))
    assert (r.text, r.name) == (PROSE, "a")
    refused(write(tmp_path, "b.txt.gz", gzip.compress(PROSE.encode())[:-12]), "ingest.gzip-broken")
    refused(write(tmp_path, "c.txt.gz", gzip.compress(b"a" * 3_000_000)), "ingest.bomb", limits=IngestSettings(max_bytes=1_000_000))
    refused(write(tmp_path, "d.gz", gzip.compress(b"")), "ingest.empty")


def mail(text: str | None = PROSE, html: bytes | None = None, **headers: str) -> EmailMessage:
    m = EmailMessage()
    for key, value in {
        "From": "رامي العلي <rami@furat.example>",
        "To": "desk@a.example",
        "Subject": "خبر عاجل من المدينة",
        "Date": "Fri, 16 Dec 2016 23:10:00 +0300",
        "Message-ID": "<1@a>",
        **headers,
    }.items():
        m[key] = value
    if text is not None:
        m.set_content(text)
    if html is not None:
        if text is None:
            m.set_content(html.decode(), subtype="html")
        else:
            m.add_alternative(html.decode(), subtype="html")
    return m


def test_mail(tmp_path: Path) -> None:
    r = report(write(tmp_path, "a.eml", mail().as_bytes()))
    assert r.text.splitlines() == LINES
    assert (r.title, r.author, r.published, r.capture.media_type) == ("خبر عاجل من المدينة", "رامي العلي", "2016-12-16", "message/rfc822")
    assert dict(r.found) == {"title": "mail", "author": "mail", "published": "mail"}


def test_mail_in_html_only_and_with_a_stub(tmp_path: Path) -> None:
    html = page(*LINES)
    assert LINES[0] in report(write(tmp_path, "a.eml", mail(None, html).as_bytes())).text
    assert LINES[0] in report(write(tmp_path, "b.eml", mail("See the HTML part.", html).as_bytes())).text


def test_mail_in_windows_1256_without_declaration(tmp_path: Path) -> None:
    raw = b"From: a@b.example\r\nMessage-ID: <1>\r\nSubject: " + "خبر من دمشق".encode("cp1256") + b"\r\n\r\n" + PROSE.encode("cp1256")
    r = report(write(tmp_path, "a.eml", raw))
    assert r.text.splitlines() == LINES
    assert r.title == "خبر من دمشق"


def test_attachments_are_reports_of_their_own(tmp_path: Path) -> None:
    m = mail()
    m.add_attachment(PROSE.encode(), maintype="text", subtype="plain", filename="وثيقة.txt")
    m.add_attachment(b"\xff\xd8\xff\xe0\x00\x10", maintype="image", subtype="jpeg", filename="photo.jpg")
    m.add_attachment(mail(Subject="inner").as_bytes(), maintype="application", subtype="octet-stream", filename="old.eml")
    m.add_attachment(mail(Subject="forwarded"))
    taken = all_taken(write(tmp_path, "a.eml", m.as_bytes()))
    assert [t.report.name for t in taken if t.report] == ["a", "وثيقة", "old", "message-5"]
    assert [d.code for t in taken for d in t.diagnostics] == ["ingest.format"]
    inner = next(t.report for t in taken if t.report and t.report.name == "وثيقة")
    assert inner.capture.address.endswith("a.eml!وثيقة.txt")


def test_mails_with_a_million_parts(tmp_path: Path) -> None:
    top = b"From: a@b.example\r\nMessage-ID: <1>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    many = top + b"--x\r\n\r\nhello\r\n" * 1_000_000 + b"--x--\r\n"
    nested = top + b"".join(b"--x%d\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n" % (i, i + 1) for i in range(1_000_000))
    for raw in (many, nested):
        start = time.monotonic()
        refused(write(tmp_path, "a.eml", raw), "ingest.mail-parts")
        assert time.monotonic() - start < 5


def test_mails_nested_as_deep_as_is_let(tmp_path: Path) -> None:
    raw = b"From: a@b.example\r\nMessage-ID: <1>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x0\r\n\r\n"
    raw += (
        b"".join(b"--x%d\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n" % (i, i + 1) for i in range(450))
        + b"--x450\r\n\r\n"
        + PROSE.encode()
    )
    assert codes(write(tmp_path, "a.eml", raw)) in (["report:a"], ["ingest.mail-parts"])


def test_mails_in_mails(tmp_path: Path) -> None:
    m = mail(Subject="0")
    for i in range(6):
        outer = mail(Subject=str(i + 1))
        outer.add_attachment(m.as_bytes(), maintype="application", subtype="octet-stream", filename=f"{i}.eml")
        m = outer
    found = codes(write(tmp_path, "a.eml", m.as_bytes()))
    assert found[-1] == "ingest.too-deep"
    assert len(found) == 5


def test_a_mail_without_text(tmp_path: Path) -> None:
    m = mail(None)
    m.add_attachment(b"\xff\xd8\xff\xe0\x00\x10", maintype="image", subtype="jpeg", filename="a.jpg")
    assert codes(write(tmp_path, "a.eml", m.as_bytes())) == ["ingest.mail-empty", "ingest.format"]


@pytest.mark.parametrize(
    "header",
    ["Content-Type: multipart/mixed; boundary=", "Content-Type: multipart/mixed", "Content-Type: ;;;=",
     "Content-Type: text/plain; charset*0*=x''%ff", "Content-Transfer-Encoding: base64",
     "Date: 99 Foo 20000 99:99", "Date: " + "1" * 5000, "Subject: =?utf-8?b?" + "x" * 3000, "Subject: =?zip?q?abc?=",
     "Content-Disposition: attachment; filename*=utf-8''%00%ff"],
)  # fmt: skip
def test_odd_headers(tmp_path: Path, header: str) -> None:
    raw = f"From: a@b.example\r\nMessage-ID: <1>\r\n{header}\r\n\r\nThe convoy left the town at dawn, residents said.\r\n".encode()
    for c in codes(write(tmp_path, "a.eml", raw)):
        assert c.startswith(("report:", "ingest.mail-", "ingest.empty", "ingest.binary"))


def test_mhtml(tmp_path: Path) -> None:
    raw = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: x\r\n"
        b"Date: Mon, 1 Jan 2024 00:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n"
        b"Content-Location: https://a.example/1\r\n\r\n" + page(*LINES) + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    r = report(write(tmp_path, "a.mhtml", raw))
    assert r.text.splitlines()[1:] == LINES
    assert (r.url, r.published, r.title) == ("https://a.example/1", None, "خبر من المدينة")
    refused(write(tmp_path, "b.mhtml", raw.replace(b"text/html", b"text/css")), "ingest.html-empty")


def test_a_text_that_looks_like_headers_is_text(tmp_path: Path) -> None:
    text = "From: the front line\nSubject: what we saw\n\nThe convoy left the town at dawn.\n"
    assert report(write(tmp_path, "a.txt", text.encode())).text == text


def test_memory_of_a_large_archive_is_that_of_one_page(tmp_path: Path) -> None:
    big = page(*(LINES * 200))
    path = write(tmp_path, "a.warc", warc([(f"https://a.example/{i}", answer(big)) for i in range(60)]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(c.startswith("report") for c in (x for t in [1] for x in codes(path))) == 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KiB
