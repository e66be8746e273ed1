"""Files that are no case, cannot be used, or were being written when the process died."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from isnad.errors import CaseError
from isnad.store import schema
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from tests.store import made

INFO = CaseInfo("Case", "Who?", made.NOW, "isnad/test")


def new(path: Path, *names: str) -> Path:
    with SqliteStore().create(path, INFO) as case:
        for name in names:
            report = made.report(name, f"{made.TEXT} {name}")
            case.add(report, report.text.encode())
            case.put_reading(made.reading(report), "f1")
    return path


def code(error: pytest.ExceptionInfo[CaseError]) -> str:
    assert error.value.diagnostic.remedy
    assert error.value.exit_code == 4
    return error.value.code


def other_database(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.close()


def newer(path: Path) -> None:
    new(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()


@pytest.mark.parametrize("mode", ["view", "write"])
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda p: None, "case.missing"),
        (lambda p: p.write_bytes(b""), "case.not-a-case"),
        (lambda p: p.write_text("a report, not a case " * 99), "case.not-a-database"),
        (lambda p: p.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000), "case.not-a-database"),
        (lambda p: p.mkdir(), "case.cannot-open"),
        (other_database, "case.not-a-case"),
        (newer, "case.newer"),
    ],
)
def test_what_is_no_case_is_told(tmp_path: Path, mode: str, make: object, expected: str) -> None:
    path = tmp_path / "a.isnad"
    make(path)  # type: ignore[operator]
    with pytest.raises(CaseError) as error:
        getattr(SqliteStore(), mode)(path)
    assert code(error) == expected


def test_a_missing_case_has_a_near_name(tmp_path: Path) -> None:
    new(tmp_path / "palmyra.isnad")
    with pytest.raises(CaseError, match=r"did you mean .*palmyra\.isnad"):
        SqliteStore().view(tmp_path / "palmira.isnad")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", "a")
    with pytest.raises(CaseError) as error:
        SqliteStore().create(path, INFO)
    assert code(error) == "case.exists"
    assert SqliteStore().view(path).count() == 1
    with pytest.raises(CaseError) as error:
        SqliteStore().create(tmp_path / "no folder" / "b.isnad", INFO)
    assert code(error) == "case.cannot-open"
    assert sorted(p.name for p in tmp_path.glob(".*")) == []


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", *"abcdef")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x07" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(CaseError) as error:
        SqliteStore().view(path).reports()
    assert code(error) == "case.damaged"


def test_a_locked_case_is_told(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", "a")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(CaseError) as error:
            SqliteStore(busy=0.05).write(path)
        assert code(error) == "case.locked"
        with SqliteStore(busy=0.05).view(path) as view:  # reading goes on beside a writer
            assert view.count() == 1
    finally:
        other.close()


def test_a_view_cannot_write(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", "a")
    view = SqliteStore().view(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        view._db.execute("DELETE FROM report")
    view.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no POSIX permissions on this system")
def test_a_read_only_case_can_be_read(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", "a")
    os.chmod(path, 0o444)
    for folder in [p for p in tmp_path.parents if "pytest-" in str(p)]:
        os.chmod(folder, 0o755)  # others may pass through, and other tests go on
    os.chmod(tmp_path, 0o555)
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:  # root may write anywhere, so it is asked as nobody
                os.setgid(65534)
                os.setuid(65534)
            with SqliteStore().view(path) as view:
                said = f"{view.count()} {len(list(view.facts('claim')))} "
            try:
                SqliteStore().write(path)
            except CaseError as error:
                said += error.code
        except BaseException as error:
            said = repr(error)
        os.write(into, said.encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    with os.fdopen(out) as stream:
        told = stream.read()
    os.chmod(tmp_path, 0o755)
    assert told == "1 1 case.read-only"


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", "a")
    with SqliteStore().write(path) as case:
        pages = case._db.execute("PRAGMA page_count").fetchone()[0]
        case._db.execute(f"PRAGMA max_page_count = {pages + 4}")
        kept = ["a"]
        with pytest.raises(CaseError) as error:  # noqa: PT012 - which addition fails depends on the page size
            for n in range(99):
                report = made.report(f"b{n}", made.TEXT + str(n) * 3000)
                case.add(report, report.text.encode())
                kept.append(report.name)
        assert code(error) == "case.full"
        assert not case._db.in_transaction
    with SqliteStore().write(path) as case:
        assert [r.name for r in case.reports()] == kept
        report = made.report("after", made.TEXT + "after")
        assert case.add(report, report.text.encode()).new


def test_an_older_case_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new(tmp_path / "a.isnad", "a")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE later (x);\nINSERT INTO later VALUES (1);"))
    monkeypatch.setattr(schema, "VERSION", len(schema.MIGRATIONS))
    with SqliteStore().view(path) as view:
        assert view.count() == 1
        assert view._db.execute("SELECT x FROM later").fetchall() == [(1,)]
    with SqliteStore().write(path) as case:
        assert case._db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new(tmp_path / "a.isnad", "a")
    before = schema.VERSION
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE later (x);\nINSERT INTO nowhere VALUES (1);"))
    monkeypatch.setattr(schema, "VERSION", before + 1)
    with pytest.raises(CaseError):
        SqliteStore().write(path)
    monkeypatch.undo()
    with SqliteStore().view(path) as view:
        assert view.count() == 1
        assert view._db.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == []


WORK = textwrap.dedent("""
    import sys
    from pathlib import Path
    from isnad.store.sqlite import SqliteStore
    from tests.store import made
    with SqliteStore().write(Path(sys.argv[1])) as case:
        for n in range(int(sys.argv[2]), 100000):
            report = made.report(f"n{n}", made.TEXT + str(n) * 50)
            case.add(report, report.text.encode())
            case.put_reading(made.reading(report), "f1")
            case.put_linked(made.linked(report), f"g{n}")
            print(n, flush=True)
""")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_kill_at_any_moment_leaves_a_case_that_goes_on(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad")
    root = Path(__file__).parents[2]
    moments = random.Random(7)
    reached = 0
    for _ in range(6):
        command = [sys.executable, "-c", WORK, str(path), str(reached)]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": f"{root}/src"})
        assert worker.stdout is not None
        last = worker.stdout.readline()  # it is at work
        time.sleep(moments.uniform(0.0, 0.06))
        worker.kill()
        for last in worker.stdout:  # noqa: B007 - what it had told of
            pass
        worker.wait()
        worker.stdout.close()
        with SqliteStore().write(path) as case:
            assert case._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert case._db.execute("PRAGMA foreign_key_check").fetchall() == []
            names = [r.name for r in case.reports()]
            assert names == [f"n{n}" for n in range(len(names))]
            assert len(names) > int(last)  # what was told of is there
            assert all(case.original(r.id) == r.text.encode() for r in case.reports())
            read = {f.report for f in case.facts("claim")}
            assert len(read) >= len(names) - 1
            assert (case.fingerprint("link") is None) == (case.linked().events == ())
            reached = int(last) + 1
    assert reached > 6


def _hold(path: str, ready: object, done: object) -> None:
    with SqliteStore().write(Path(path)) as case, case.transaction():
        ready.set()  # type: ignore[attr-defined]
        done.wait(5)  # type: ignore[attr-defined]


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad")
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(path), ready, done))
    other.start()
    assert ready.wait(20)
    with pytest.raises(CaseError, match=r"case\.locked"):
        SqliteStore(busy=0.05).write(path)
    done.set()
    with SqliteStore().write(path) as case:
        report = made.report()
        assert case.add(report, report.text.encode()).new
    other.join(20)
    assert other.exitcode == 0
