"""Damage at random places (the same on every run): no input may raise, and every diagnostic says file and remedy."""

from __future__ import annotations

import email
import gzip
import random
from pathlib import Path

import pytest

from isnad.ingest import html
from isnad.ingest.codes import CODES
from isnad.ingest.limits import IngestSettings
from tests.ingest.makepdf import pdf, runs
from tests.ingest.taking import PROSE, all_taken, answer, checked, docx, doubt, page, paragraphs, refused, report, warc, zipped

LINES = PROSE.splitlines()
WARC = warc([("https://a.example/1", answer(page(*LINES))), ("https://a.example/2", answer(page(*LINES)))])
MAIL = (
    b"From: =?utf-8?b?2LHYp9mF2Yo=?= <a@b.example>\r\nMessage-ID: <1>\r\nDate: Fri, 16 Dec 2016 23:10:00 +0300\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + PROSE.encode()
    + b"\r\n--x\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"a.html\"\r\n\r\n" + page(*LINES) + b"\r\n--x--\r\n"
)  # fmt: skip
SEEDS = {
    "a.txt": PROSE.encode(), "a.html": page(*LINES), "a.pdf": pdf([runs(["one line", "another"])]), "a.docx": docx(paragraphs(*LINES)),
    "a.eml": MAIL, "a.warc": WARC,
    "a.warc.gz": gzip.compress(WARC[: len(WARC) // 2]) + gzip.compress(WARC[len(WARC) // 2 :]),
    "a.zip": zipped({"a.txt": PROSE, "b/c.html": page(*LINES)}),
    "a.wacz": zipped({"datapackage.json": "{}", "archive/a.warc.gz": gzip.compress(WARC), "pages/pages.jsonl": '{"url": "https://a.example/1"}'}),
    "a.txt.gz": gzip.compress(PROSE.encode()),
}  # fmt: skip


def damaged(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        at = rng.randrange(len(out))
        kind = rng.randrange(5)
        if kind == 0:
            out[at] = rng.randrange(256)
        elif kind == 1:
            del out[at : at + rng.randrange(1, 60)]
        elif kind == 2:
            out[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 20)))
        elif kind == 3:
            out[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"9999"))
        else:
            out[at:at] = out[at : at + rng.randrange(1, 200)]
        if not out:
            break
    return bytes(out)


@pytest.mark.parametrize("name", SEEDS)
def test_damage_never_raises(tmp_path: Path, name: str) -> None:
    rng = random.Random(name)
    limits = IngestSettings(max_bytes=2_000_000, max_unpacked=8_000_000)
    path = tmp_path / name
    for _ in range(120):
        path.write_bytes(damaged(SEEDS[name], rng))
        for taken in all_taken(path, limits=limits):
            if taken.report is not None:
                taken.report.text.encode("utf-8")
                "".join(str(v) for v in (taken.report.title, taken.report.author, taken.report.outlet, taken.report.url, taken.report.name)).encode(
                    "utf-8"
                )
                assert taken.original is not None
                for d in taken.report.diagnostics:
                    checked(d)
            else:
                assert taken.diagnostics
                for d in taken.diagnostics:
                    checked(d)


def test_what_other_peoples_code_trips_over_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(page(*LINES))
    (tmp_path / "b.txt").write_text(PROSE, encoding="utf-8")

    def trips(*args: object, **kind: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(html, "main_text", trips)
    taken = all_taken(tmp_path)
    assert [t.report.name if t.report else t.diagnostics[0].code for t in taken] == ["ingest.unreadable", "b"]
    assert "RecursionError" in checked(taken[0].diagnostics[0]).message


def test_a_mail_that_the_parser_trips_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)

    def trips(*args: object) -> None:
        raise ValueError("bad")

    monkeypatch.setattr(email, "message_from_bytes", trips)
    refused(tmp_path / "a.eml", "ingest.mail-broken")


def test_a_deep_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 3000 + f"<p>{LINES[0]}</p>", encoding="utf-8")
    r = report(tmp_path / "a.html")
    assert r.text == LINES[0]
    doubt(r, "ingest.html-deep")


def test_every_code_is_documented_and_tested() -> None:
    root = Path(__file__).parents[2]
    docs = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    assert [c for c in CODES if f"`{c}`" not in docs] == []
    tests = "".join(p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parent.glob("test_*.py")))
    assert [c for c in CODES if f'"{c}"' not in tests] == []
    code = "".join(p.read_text(encoding="utf-8") for p in sorted((root / "src" / "isnad" / "ingest").glob("*.py")) if p.name != "codes.py")
    assert [c for c in CODES if f'"{c}"' not in code] == []
