from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from isnad.model.judgement import Judgement
from isnad.show.cli.app import run
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from tests.store import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with SqliteStore().create(tmp_path / "c.isnad", CaseInfo("Case", "", made.NOW, "isnad/test")) as case:
        for n in range(3):
            case.judge(Judgement("c-1", "note", str(n), "Rim", made.NOW, "why"))
    return tmp_path / "c.isnad"


def test_a_log_that_holds(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["entries"], found["holds"], found["since"], found["last"]) == (3, True, None, made.NOW)
    assert run(["audit", str(path), "--head", found["head"]]) == 0
    out = capsys.readouterr().out
    assert "3 decisions; the log holds; 0 since the one given" in out
    assert found["head"] in out
    assert run(["verify", str(path)]) == 0
    assert "3 decisions" in capsys.readouterr().out


def test_a_log_that_does_not(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER judgement_no_update")
        db.execute("UPDATE judgement SET who = 'Sami' WHERE seq = 2")
    db.close()
    assert run(["audit", str(path)]) == 4
    told = capsys.readouterr()
    assert (told.out, "error[case.log]" in told.err, "entry 2" in told.err) == ("", True, True)
    assert run(["audit", str(path), "-f", "json"]) == 4
    assert json.loads(capsys.readouterr().out)["broken"] == 2
    assert run(["verify", str(path)]) == 4
    assert "case.log" in capsys.readouterr().err


def test_a_hash_that_is_none_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", str(path), "--head", "nonsense"]) == 2
    assert "audit.head" in capsys.readouterr().err
