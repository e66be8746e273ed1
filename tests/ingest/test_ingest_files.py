"""Files, folders and standard input that cannot be read, or only in part: each a coded diagnostic, and the good ones are read."""

from __future__ import annotations

import io
import os
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from isnad.ingest.limits import IngestSettings
from tests.ingest.taking import PROSE, all_taken, checked, doubt, page, refused, report


def write(path: Path, data: bytes | str = PROSE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt")
    taken = all_taken(tmp_path / "none.txt", good, tmp_path / "none-either.txt", good)
    assert [t.report.name if t.report else t.diagnostics[0].code for t in taken] == ["ingest.missing", "good", "ingest.missing", "good"]
    for t in taken:
        for d in t.diagnostics:
            checked(d)


def test_a_file_used_as_a_folder_is_missing(tmp_path: Path) -> None:
    refused(write(tmp_path / "a.txt") / "b.txt", "ingest.missing")


def test_a_name_longer_than_any(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 5000), "ingest.missing")


def test_a_name_with_nul() -> None:
    assert "\\x00" in str(refused("a\0b.txt", "ingest.missing").file)


def test_empty(tmp_path: Path) -> None:
    refused(write(tmp_path / "a.txt", b""), "ingest.empty")


def test_only_a_byte_order_mark(tmp_path: Path) -> None:
    refused(write(tmp_path / "a.txt", b"\xef\xbb\xbf"), "ingest.blank")


@pytest.mark.parametrize("data", [b"  \r\n\t \n", " \u200f\u200f\ufeff\u202c \n".encode(), b"\x0c\x0b\x1c"])
def test_white_space_and_marks_only(tmp_path: Path, data: bytes) -> None:
    refused(write(tmp_path / "a.txt", data), "ingest.blank")


def test_digits_only_is_read_with_a_doubt(tmp_path: Path) -> None:
    r = report(write(tmp_path / "a.txt", "12 34\n56"))
    doubt(r, "ingest.no-letters")
    assert r.lang == "und"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00" * 4096, os.urandom(0) + bytes((i * 37 + 11) % 251 for i in range(9000))])
def test_binary_named_txt(tmp_path: Path, data: bytes) -> None:
    refused(write(tmp_path / "a.txt", data), "ingest.binary")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"), ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office"), ("a.rtf", rb"{\rtf1\ansi text}", "RTF"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", "RAR"),
        ("a.mp4", b"\x00\x00\x00\x20ftypisom\x00\x00", "video"), ("a.json", b'{"a": 1}', "JSON"),
        ("a.xml", b'<?xml version="1.0"?><rss><a/></rss>', "XML"),
        ("a.tar", b"a" * 257 + b"ustar\x00" + b"\0" * 300, "tar"), ("a.sqlite", b"SQLite format 3\x00", "SQLite"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture"),
    ],
)  # fmt: skip
def test_formats_that_are_not_read(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in refused(write(tmp_path / name, data), "ingest.format").message


def test_formats_in_a_folder_are_passed_over_with_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    taken = all_taken(tmp_path)
    assert [bool(t.report) for t in taken] == [True, False]
    assert taken[1].diagnostics[0].severity == "warning"


def test_words_that_begin_like_a_format_are_text(tmp_path: Path) -> None:
    for i, text in enumerate(
        ["BM is short for benchmark.", "MZ said the convoy left.", "ID3 tags are for music.", "PK forces withdrew.", "From Homs: they left."]
    ):
        assert report(write(tmp_path / f"{i}.txt", text)).text == text


def test_suffix_does_not_decide(tmp_path: Path) -> None:
    assert report(write(tmp_path / "a.pdf")).capture.media_type == "text/plain"
    assert report(write(tmp_path / "b.txt", page(*PROSE.splitlines()))).capture.media_type == "text/html"


def test_a_line_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as f:
        f.truncate(200 * 1024 * 1024)
    d = refused(path, "ingest.binary" if path.stat().st_size < 64 * 1024 * 1024 else "ingest.too-large")
    assert str(200 * 1024 * 1024) in d.message


def test_too_long_a_text(tmp_path: Path) -> None:
    refused(write(tmp_path / "a.txt", "كلمة " * 300), "ingest.too-long", limits=IngestSettings(max_text=1000))


@contextmanager
def no_rights(path: Path) -> Iterator[None]:
    """Run without the right to read the file; root drops its rights for the time."""
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        for parent in [*path.parents][:4]:
            if str(parent).startswith("/tmp/"):
                parent.chmod(0o755)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(mode)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    with no_rights(path):
        refused(path, "ingest.permission")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path / "d" / "a.txt")
    write(tmp_path / "e" / "b.txt")
    with no_rights(tmp_path / "d"):
        taken = all_taken(tmp_path)
    assert [t.report.name if t.report else t.diagnostics[0].code for t in taken] == ["ingest.permission", "b"]


def test_dangling_and_circular_links(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    refused(tmp_path / "a.txt", "ingest.dangling")
    (tmp_path / "b.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "b.txt")
    refused(tmp_path / "b.txt", "ingest.dangling")
    assert {d.code for t in all_taken(tmp_path) for d in t.diagnostics} == {"ingest.dangling"}


def test_a_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "d" / "a.txt")
    (tmp_path / "d" / "up").symlink_to(tmp_path, target_is_directory=True)
    taken = all_taken(tmp_path)
    assert [t.report.name for t in taken if t.report] == ["a"]
    assert [d.code for t in taken for d in t.diagnostics] == ["ingest.loop"]
    checked(taken[-1].diagnostics[0])


def test_folders_that_link_to_one_another_do_not_multiply(tmp_path: Path) -> None:
    for i in range(25):
        folder = tmp_path / f"{i:02}"
        folder.mkdir()
        for name in ("x", "y"):
            (folder / name).symlink_to(tmp_path / f"{i + 1:02}", target_is_directory=True)
    write(tmp_path / "25" / "a.txt")
    assert sum(t.report is not None for t in all_taken(tmp_path / "00")) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    assert "pipe" in refused(tmp_path / "p.txt", "ingest.not-a-file").message
    assert "device" in refused("/dev/zero", "ingest.not-a-file").message
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(str(tmp_path / "s"))
        assert "socket" in refused(tmp_path / "s", "ingest.not-a-file").message
    write(tmp_path / "a.txt")
    assert [t.report.name for t in all_taken(tmp_path) if t.report] == ["a"]


def test_a_pipe_put_in_the_files_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    regular = os.stat(write(tmp_path / "b.txt"))
    monkeypatch.setattr(os, "stat", lambda p: regular)
    refused(path, "ingest.not-a-file")


def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    real = os.open

    def gone(path: str, *rest: int) -> int:
        if path.endswith("a.txt"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return real(path, *rest)

    monkeypatch.setattr(os, "open", gone)
    taken = all_taken(tmp_path)
    assert [t.report.name if t.report else t.diagnostics[0].code for t in taken] == ["ingest.vanished", "b"]


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")

    def broken(path: str, *rest: int) -> int:
        raise OSError(5, "Input/output error", path)

    monkeypatch.setattr(os, "open", broken)
    assert "Input/output" in refused(tmp_path / "a.txt", "ingest.device-error").message


@pytest.mark.parametrize(
    ("name", "shows"),
    [
        ("a\nb.txt", "a\\nb.txt"),
        ("a\u202eb.txt", "a\\u202eb.txt"),
        ("a\x1b[31m.txt", "a\\x1b[31m.txt"),
        (os.fsdecode(b"\xc7\xe1.txt"), "\\xc7\\xe1.txt"),
    ],
)
def test_names_that_disturb_a_terminal(tmp_path: Path, name: str, shows: str) -> None:
    write(tmp_path / name)
    taken = all_taken(tmp_path / name)
    r = next(t.report for t in taken if t.report)
    assert r.capture.address.endswith(shows)
    r.name.encode("utf-8")
    assert r.name.isprintable()
    assert [d.code for t in taken for d in t.diagnostics] == ["ingest.odd-name"]


def test_folders_are_read_in_order_without_hidden_files_and_clutter(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".git/x.txt", ".x.txt", "__MACOSX/y.txt", "page_files/z.txt", "other_files/w.txt"):
        write(tmp_path / name)
    write(tmp_path / "page.html", page(*PROSE.splitlines()))
    assert [t.report.name for t in all_taken(tmp_path) if t.report] == ["a", "1", "2", "c", "w", "page"]


def test_a_very_deep_folder(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(400):
        deep = deep / "d"
        deep.mkdir()
    write(deep / "a.txt")
    assert [t.report.name for t in all_taken(tmp_path) if t.report] == ["a"]


def test_empty_folder_and_too_many_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", "ingest.empty-folder")
    for i in range(5):
        write(tmp_path / "many" / f"{i}.txt", PROSE + str(i))
    taken = all_taken(tmp_path / "many", limits=IngestSettings(max_members=3))
    assert sum(t.report is not None for t in taken) == 3
    assert checked(taken[-1].diagnostics[0]).code == "ingest.too-many"


def test_standard_input() -> None:
    r = report("-", stdin=io.BytesIO(PROSE.encode()))
    assert (r.name, r.capture.address, r.text) == ("stdin", "-", PROSE)
    refused("-", "ingest.stdin")
    refused("-", "ingest.empty", stdin=io.BytesIO(b""))
    refused("-", "ingest.too-large", stdin=io.BytesIO(b"a" * 100), limits=IngestSettings(max_bytes=50))
    assert report("-", stdin=io.BytesIO(page(*PROSE.splitlines()))).title == "خبر من المدينة"


def test_custody(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (taken,) = all_taken(path)
    assert taken.report is not None
    assert taken.original == PROSE.encode()
    assert taken.report.capture.got_at == "2024-05-01T12:00:00Z"
    assert taken.report.capture.tool == "isnad/test"
    assert len(taken.report.sha256) == 64
