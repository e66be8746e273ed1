"""The log of decisions: nothing in it can be changed, nothing is lost, and whoever meddles with the file is found out."""

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
from isnad.model.judgement import Judgement, standing
from isnad.store import schema
from isnad.store.contracts import CaseInfo
from isnad.store.decide import decide
from isnad.store.log import tie
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store import made

INFO = CaseInfo("Case", "Who?", made.NOW, "isnad/test")


def new(path: Path, decisions: int = 0) -> Path:
    with SqliteStore().create(path, INFO) as case:
        report = made.report()
        case.add(report, report.text.encode())
        case.put_reading(made.reading(report), "f")
        for n in range(decisions):
            case.judge(Judgement("c-1", "note", str(n), "Rim", made.NOW, "why"))
    return path


def meddle(path: Path, *statements: str) -> None:
    """What somebody does who opens the file with another program."""
    with sqlite3.connect(path) as db:
        for name in ("judgement_no_update", "judgement_no_delete"):
            db.execute(f"DROP TRIGGER {name}")
        for sql in statements:
            db.execute(sql)
    db.close()


def test_every_entry_is_tied_to_the_one_before(tmp_path: Path) -> None:
    with SqliteStore().view(new(tmp_path / "a.isnad", 3)) as case:
        log, found = case.log(), case.audit()
        assert [e.seq for e in log] == [1, 2, 3]
        assert [e.before for e in log] == ["", log[0].hash, log[1].hash]
        assert [e.judgement for e in log] == case.judgements()
        assert (found.entries, found.head, found.holds, found.since) == (3, log[2].hash, True, None)
        assert case.audit(log[0].hash).since == 2
        assert len({e.hash for e in log}) == 3
    with SqliteStore().view(new(tmp_path / "b.isnad")) as empty:
        assert (empty.audit().entries, empty.audit().head, empty.audit().holds) == (0, "", True)


@pytest.mark.parametrize(("sql", "broken", "why"), [
    ("UPDATE judgement SET body = replace(body, 'Rim', 'Sami') WHERE seq = 2", 2, "not what was written"),
    ("UPDATE judgement SET who = 'Sami' WHERE seq = 2", 2, "listed otherwise"),
    ("UPDATE judgement SET hash = 'f' WHERE seq = 2", 2, "not what was written"),
    ("UPDATE judgement SET prev = 'f' WHERE seq = 3", 3, "does not follow"),
    ("DELETE FROM judgement WHERE seq = 2", 2, "missing"), ("DELETE FROM judgement WHERE seq = 1", 1, "missing"),
    ("UPDATE judgement SET seq = CASE seq WHEN 2 THEN 33 ELSE seq END", 2, "missing"),
])  # fmt: skip
def test_who_meddles_with_an_entry_is_found_out(tmp_path: Path, sql: str, broken: int, why: str) -> None:
    path = new(tmp_path / "a.isnad", 4)
    meddle(path, sql)
    with SqliteStore().view(path) as case:
        found = case.audit()
        assert (found.holds, found.broken) == (False, broken)
        assert why in found.why


def test_who_writes_the_log_anew_is_found_out_by_a_hash_that_was_noted(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad", 3)
    with SqliteStore().view(path) as case:
        noted = case.audit().head
    meddle(path, "DELETE FROM judgement WHERE seq = 3")
    with SqliteStore().view(path) as case:
        assert case.audit().holds
        assert (case.audit(noted).holds, case.audit(noted).broken) == (False, 3)
        assert "taken from the end" in case.audit(noted).why


def test_a_case_from_before_is_tied_in_the_order_of_its_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.isnad"
    old = {"target": "c-1", "verdict": "note", "value": None, "who": "me", "when": made.NOW, "why": "why"}
    with monkeypatch.context() as then:
        then.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        then.setattr(schema, "VERSION", 2)
        SqliteStore().create(path, INFO).close()
    import json

    with sqlite3.connect(path) as db:
        for n in (1, 2):
            body = json.dumps({**old, "value": str(n)})
            sql = 'INSERT INTO judgement (target, verdict, who, "when", why, body) VALUES (?, ?, ?, ?, ?, ?)'
            db.execute(sql, ("c-1", "note", "me", made.NOW, "why", body))
    db.close()
    with SqliteStore().write(path) as case:
        log = case.log()
        assert [e.judgement.value for e in log] == ["1", "2"]
        assert log[0].hash == tie("", 1, json.dumps({**old, "value": "1"}))
        case.judge(Judgement("c-1", "note", "3", "me", made.NOW, "why"))
        assert (case.audit().holds, case.audit().entries) == (True, 3)
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            case._db.execute("UPDATE judgement SET hash = ''")


def test_what_is_decided_in_a_transaction_that_fails_was_never_decided(tmp_path: Path) -> None:
    with SqliteStore().write(new(tmp_path / "a.isnad", 1)) as case:
        (claim,) = case.facts("claim")

        def fail() -> None:
            with case.transaction():
                decide(case, claim.id, "reject", who="Rim", when=made.NOW)
                assert list(case.facts("claim")) == []
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert [f.id for f in case.facts("claim")] == [claim.id]
        case.judge(Judgement("c-1", "note", None, "Rim", made.NOW, "why"))
        assert [f.id for f in case.facts("claim")] == [claim.id]
        assert case.audit().holds


WORK = textwrap.dedent("""
    import sys
    from pathlib import Path
    from isnad.store.decide import decide
    from isnad.store.sqlite import SqliteStore
    with SqliteStore().write(Path(sys.argv[1])) as case:
        (claim,) = [r for r in case.rows(case.report_ids()[0]) if r.layer == "claim"]
        for n in range(100000):
            j = decide(case, claim.id, "reject" if n % 2 else "accept", who=sys.argv[2], when=f"2026-01-01T00:00:00.{n}Z")
            print(j.id, flush=True)
""")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_no_decision_that_was_answered_is_lost_when_programs_are_killed(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad")
    root = Path(__file__).parents[2]
    moments = random.Random(11)
    answered: set[str] = set()
    for turn in range(4):
        env = {**os.environ, "PYTHONPATH": f"{root}/src"}
        workers = [
            subprocess.Popen([sys.executable, "-c", WORK, str(path), f"{name}{turn}"], stdout=subprocess.PIPE, text=True, cwd=root, env=env)
            for name in ("one", "two")
        ]
        for worker in workers:
            assert worker.stdout is not None
            answered.add(worker.stdout.readline().strip())
        time.sleep(moments.uniform(0.0, 0.08))
        for worker in workers:
            worker.kill()
        for worker in workers:
            assert worker.stdout is not None
            answered |= {line.strip() for line in worker.stdout if line.endswith("\n")}
            worker.wait()
            worker.stdout.close()
        with SqliteStore().write(path) as case:
            assert answered <= {j.id for j in case.judgements()}
            assert case.audit().holds
            assert standing(case.judgements()) == case.judgements()
    assert len(answered) > 8


def _reject(path: Path, claim: str, seen: str, who: str, told: multiprocessing.Queue[str], ready: object) -> None:
    ready.wait(20)  # type: ignore[attr-defined]
    with SqliteStore().write(path) as case:
        try:
            decide(case, claim, "reject", who=who, when=made.NOW, seen=seen)
            told.put("kept")
        except CaseError as error:
            told.put(error.code)


def test_of_two_who_decide_at_once_the_second_is_told(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad")
    context = multiprocessing.get_context("spawn")
    told, ready = context.Queue(), context.Event()
    with SqliteStore().view(path) as view:
        (row,) = [r for r in view.rows(view.report_ids()[0]) if r.layer == "claim"]
    workers = [context.Process(target=_reject, args=(path, row.id, row.seen, who, told, ready)) for who in ("Rim", "Sami")]
    for worker in workers:
        worker.start()
    ready.set()
    for worker in workers:
        worker.join(60)
    assert sorted(told.get(timeout=5) for _ in workers) == ["case.stale", "kept"]
    with SqliteStore().view(path) as view:
        assert (len(view.judgements()), view.audit().holds) == (1, True)


def test_an_open_view_sees_new_decisions_and_thousands_are_no_burden(tmp_path: Path) -> None:
    path = new(tmp_path / "a.isnad")
    with SqliteStore().write(path) as case, SqliteStore().view(path) as view:
        (row,) = [r for r in view.rows(view.report_ids()[0]) if r.layer == "claim"]
        with case.transaction():
            for n in range(3000):
                case.judge(Judgement(row.id, "note", str(n), "Rim", made.NOW, "why"))
        assert len(view.judgements()) == 3000
        before = time.perf_counter()
        for verdict in ("reject", "accept") * 10:
            decide(case, row.id, verdict, who="Rim", when=made.NOW)
            assert len(list(view.facts("claim"))) == (verdict == "accept")
        assert time.perf_counter() - before < 5


def test_the_writer_is_as_the_contract_says(tmp_path: Path) -> None:
    with SqliteStore().write(new(tmp_path / "a.isnad")) as case:
        assert isinstance(case, SqliteCase)
        with pytest.raises(ValueError, match="one or two"):
            case.ask_readers(3)
