"""Contradictions that are only possible: kept apart in the case, shown when they are asked for, and no ground of a grade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad import pipeline
from isnad.settings import Settings
from isnad.show.cli.app import run
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore

NOW = "2016-11-10T12:00:00Z"
HERE = Settings(processes=1)
TEXTS = {
    "a": "قتل الطيران الروسي 84 مدنيا في غارة على مدينة الرقة اليوم الثلاثاء 8 تشرين الثاني 2016.",
    "b": "سقط 40 قتيلا من المدنيين في غارة روسية على مدينة الرقة اليوم الثلاثاء 8 تشرين الثاني 2016.",
}


def test_two_own_tolls_of_one_day_are_kept_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    case = SqliteStore().create(tmp_path / "a.isnad", CaseInfo("Case", "", NOW, "isnad/test"))
    pipeline.add(case, [str(folder)], Settings(processes=1, published="2016-11-08"), NOW, lambda _: None)
    pipeline.read(case, HERE, lambda _: None)
    pipeline.relink(case, HERE)
    (found,) = case.possible()
    assert not case.contradictions()
    assert (found.aspect, bool(found.doubt)) == ("number", True)
    assert case.linked().possible == (found,)
    assert not any(a.contradictions for a in case.assessments())
    assert run(["contradictions", str(case.path), "--possible"]) == 0
    assert "may be of two hours" in capsys.readouterr().out
    assert run(["contradictions", str(case.path)]) == 0
    assert capsys.readouterr().err.endswith("possible contradictions left out: 1; --possible lists them\n")
    for asked, keys in ((["--possible"], {"possible", "contradictions"}), ([], {"contradictions"})):
        assert run(["link", str(case.path), "--format", "json", *asked]) == 0
        printed = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert {"possible", "contradictions"} & printed.keys() == keys
        assert printed["contradictions"] == []
