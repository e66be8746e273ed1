from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run
from isnad.store.contracts import CaseInfo
from isnad.store.decide import add, decide
from isnad.store.sqlite import SqliteStore
from tests.store import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with SqliteStore().create(tmp_path / "c.isnad", CaseInfo("Case", "", made.NOW, "isnad/test")) as case:
        for name in ("a", "b"):
            report = made.report(name, f"{made.TEXT} {name}")
            case.add(report, report.text.encode())
            case.put_reading(made.reading(report), "f")
    return tmp_path / "c.isnad"


def test_the_queue_and_what_was_decided(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(path)]) == 0
    assert "nothing was decided yet" in capsys.readouterr().out
    assert run(["queue", str(path), "--format", "json", "-l", "claim", "-l", "quantities", "-l", "statements", "-l", "time"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["waiting"], found["readers"], len(found["items"])) == (8, 1, 8)
    first = found["items"][0]
    assert {"id", "says", "why", "quote", "score", "trust", "report"} <= first.keys()
    with SqliteStore().write(path) as case:
        (one, other) = [i["id"] for i in found["items"] if i["layer"] == "claim"]
        decide(case, one, "accept", who="Rim", when=made.NOW)
        decide(case, other, "change", who="Rim", when=made.NOW, values={"mode": "aerial"})
        add(case, case.report_ids()[0], "claim", (0, 3), {"type": "AID"}, who="Rim", when=made.NOW)
    assert run(["evaluate", str(path), "--format", "json"]) == 0
    claim = json.loads(capsys.readouterr().out)["layers"][0]
    assert (claim["precision"]["hits"], claim["precision"]["total"], claim["recall"]["total"], claim["fields"]) == (1, 2, 3, {"mode": 1})
    assert run(["evaluate", str(path)]) == 0
    told = capsys.readouterr()
    assert "0.50" in told.out
    assert "mode 1" in told.err or "mode 1" in told.out
    assert run(["queue", str(path), "--readers", "2", "--reader", "Sami"]) == 0
    assert "second" in capsys.readouterr().out
    assert run(["queue", str(path), "--by", "stake"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("wrong", [["--by", "chance"], ["--layer", "link"], ["--readers", "3"], ["--report", "none"]])
def test_what_is_not_there_is_refused(path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["queue", str(path), *wrong]) == 2
    capsys.readouterr()
