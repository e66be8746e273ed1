"""The stages in order: what is done once is not done again, and what fails takes nothing along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import isnad
from isnad import pipeline, readers, spread
from isnad.errors import Diagnostic, InputError
from isnad.model.report import Report
from isnad.read.reader import read_report
from isnad.settings import Settings
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore

NOW = "2024-05-01T12:00:00Z"
HERE = Settings(processes=1)
TEXTS = [
    "قال ناطق باسم الجيش السوري إن قواته انسحبت من تدمر يوم 20 مايو 2015. ونفى أن يكون الطيران قد قصف المدينة.",
    "أفادت وكالة سانا بأن مقاتلي تنظيم داعش سيطروا على مدينة تدمر في 20 أيار 2015 بعد معارك مع الجيش.",
    "ذكرت مصادر محلية أن نحو 200 مسلح غادروا الرقة في حافلات، فيما لم تعترضهم أي طائرة.",
    "A spokesman for the army said its troops left Palmyra on 20 May 2015 and denied that aircraft had bombed the town.",
    "اتفق الطرفان في حلب على وقف إطلاق النار ثلاثة أيام، وفق ما أعلنه المجلس المحلي.",
    "اتهم المجلس المحلي قوات النظام بقصف السوق ومقتل 12 مدنيا.",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    for n, text in enumerate(TEXTS):
        (inside / f"r{n}.txt").write_text(text + "\n", encoding="utf-8")
    return inside


def new(path: Path) -> SqliteCase:
    return SqliteStore().create(path, CaseInfo("Case", "", NOW, "isnad/test"))


def all_stages(case: SqliteCase, *inputs: Path, told: list[Diagnostic] | None = None, settings: Settings = HERE) -> None:
    tell = (told if told is not None else []).append
    pipeline.add(case, map(str, inputs), settings, NOW, tell)
    pipeline.read(case, settings, tell)
    pipeline.relink(case, settings)


def test_the_same_again_does_nothing(folder: Path, tmp_path: Path) -> None:
    with new(tmp_path / "a.isnad") as case:
        told: list[Diagnostic] = []
        assert pipeline.add(case, [str(folder)], HERE, NOW, told.append) == pipeline.Tally(6, 0, 0)
        assert pipeline.read(case, HERE, told.append) == pipeline.Tally(6, 0, 0)
        assert pipeline.relink(case, HERE)
        before = case.digest(), case.linked(), case._db.total_changes
        assert pipeline.add(case, [str(folder)], HERE, NOW, told.append) == pipeline.Tally(0, 6, 0)
        assert pipeline.read(case, HERE, told.append) == pipeline.Tally(0, 6, 0)
        assert not pipeline.relink(case, HERE)
        assert before == (case.digest(), case.linked(), case._db.total_changes)
        assert pipeline.read(case, HERE, told.append, again=True) == pipeline.Tally(6, 0, 0)
        assert not pipeline.relink(case, HERE)  # the same readings: nothing to link anew
        assert pipeline.relink(case, HERE, again=True)
        assert (case.digest(), case.linked()) == before[:2]


def test_a_new_report_is_read_and_linked_alone(folder: Path, tmp_path: Path) -> None:
    with new(tmp_path / "a.isnad") as case:
        all_stages(case, folder)
        (folder / "r9.txt").write_text("سيطر الجيش على تدمر في آذار 2016.", encoding="utf-8")
        assert pipeline.add(case, [str(folder)], HERE, NOW, print).done == 1
        assert pipeline.read(case, HERE, print) == pipeline.Tally(1, 6, 0)
        assert pipeline.relink(case, HERE)


def test_two_cases_of_the_same_inputs_are_equal(folder: Path, tmp_path: Path) -> None:
    rows: list[Any] = []
    for n in range(2):
        with new(tmp_path / f"{n}.isnad") as case:
            all_stages(case, folder)
            tables = [t for (t,) in case._db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            rows.append([case._db.execute(f"SELECT * FROM {t}").fetchall() for t in tables])
    assert rows[0] == rows[1]


def test_processes_find_what_one_process_finds(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "FEW", 2)
    monkeypatch.setattr(spread, "CHUNK", 2)
    digests = []
    for n, processes in enumerate((1, 2)):
        with new(tmp_path / f"{n}.isnad") as case:
            all_stages(case, folder, settings=Settings(processes=processes))
            digests.append(case.digest())
    assert digests[0] == digests[1]


def test_a_reader_that_fails_on_one_report_reads_the_others(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(report: Report, authority: Any, *more: Any) -> Any:
        if report.name == "r2":
            raise ZeroDivisionError("a fault")
        if report.name == "r3":
            raise RecursionError
        return read_report(report, authority, *more)

    monkeypatch.setattr(readers, "read_report", read)
    monkeypatch.delenv("ISNAD_DEBUG", raising=False)
    told: list[Diagnostic] = []
    with new(tmp_path / "a.isnad") as case:
        pipeline.add(case, [str(folder)], HERE, NOW, told.append)
        assert pipeline.read(case, HERE, told.append) == pipeline.Tally(4, 0, 2)
        failed = [d for d in told if d.code == "read.failed"]
        assert [d.file for d in failed] == ["r2", "r3"]
        assert all(d.severity == "error" and d.remedy for d in failed)
        monkeypatch.undo()
        assert pipeline.read(case, HERE, told.append) == pipeline.Tally(2, 4, 0)


def test_bad_inputs_stop_only_themselves(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    told: list[Diagnostic] = []
    with new(tmp_path / "a.isnad") as case:
        inputs = [str(folder / "empty.txt"), str(tmp_path / "nowhere.txt"), str(folder / "r0.txt")]
        assert pipeline.add(case, inputs, HERE, NOW, told.append) == pipeline.Tally(1, 0, 2)
    assert {d.file for d in told if d.severity == "error"} == set(inputs[:2])


def test_read_inputs_gives_one_result_an_input_in_order(folder: Path) -> None:
    inputs = [str(folder / "r1.txt"), str(folder / "nowhere.txt"), str(folder / "r0.txt")]
    results = list(pipeline.read_inputs(inputs, HERE, NOW))
    assert [r.address for r in results] == inputs
    assert [r.failed for r in results] == [False, True, False]
    assert [r.report.name if r.report else None for r in results] == ["r1", None, "r0"]


def test_interrupted_work_is_kept_and_goes_on(folder: Path, tmp_path: Path) -> None:
    with new(tmp_path / "a.isnad") as case:
        pipeline.add(case, [str(folder)], HERE, NOW, print)
        seen = 0

        def tick(n: int) -> None:
            nonlocal seen
            seen += n
            if seen == 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            pipeline.read(case, HERE, print, tick=tick)
        assert pipeline.read(case, HERE, print) == pipeline.Tally(3, 3, 0)


def test_other_options_link_again(folder: Path, tmp_path: Path) -> None:
    from isnad.link.options import LinkSettings

    with new(tmp_path / "a.isnad") as case:
        all_stages(case, folder)
        other = Settings(processes=1, link=LinkSettings(threshold=9.5))
        assert pipeline.linking_mark(case, other) != pipeline.linking_mark(case, HERE)
        assert pipeline.relink(case, other)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_kill_while_reading_loses_nothing(folder: Path, tmp_path: Path) -> None:
    for n in range(30):
        (folder / f"more{n}.txt").write_text("\n".join(TEXTS[k % 6] + f" {n}" for k in range(n, n + 40)), encoding="utf-8")
    path = tmp_path / "a.isnad"
    with new(path) as case:
        pipeline.add(case, [str(folder)], HERE, NOW, lambda d: None)
    worker = subprocess.Popen([sys.executable, "-m", "isnad", "read", "-j", "1", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and worker.poll() is None:
        with SqliteStore().view(path) as view:
            if len(list(view.items())) > 2:
                break
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    with SqliteStore().write(path) as case:
        assert case._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        done = len(list(case.items()))
        assert done > 2
        assert pipeline.read(case, HERE, lambda d: None) == pipeline.Tally(36 - done, done, 0)


def test_the_facade(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.isnad"
    with isnad.run(path, [folder], title="Case", question="Who?", now=NOW) as case:
        assert case.info() == CaseInfo("Case", "Who?", NOW, pipeline.TOOL)
        assert case.count() == len(list(case.items())) == 6
    with isnad.run(path, [folder], now=NOW) as case:
        assert case.count() == 6
    with isnad.open_case(path) as view:
        assert view.fingerprint("link") is not None


def test_one_text_is_read_without_a_case() -> None:
    found = isnad.read_text(TEXTS[0], published="2015-05-21", outlet="المرصد", title="عنوان")
    assert found.report is not None
    assert found.reading is not None
    assert (found.report.text, found.report.lang, found.report.outlet, found.report.title) == (TEXTS[0], "ar", "المرصد", "عنوان")
    assert dict(found.report.found)["title"] == "option"
    with pytest.raises(InputError):
        isnad.read_text("")


def test_import_is_quick_and_loads_no_stage() -> None:
    code = "import isnad, sys; assert not [m for m in sys.modules if m.startswith('isnad.')], sys.modules; assert 'run' in dir(isnad)"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(Path(isnad.__file__).parents[1])})
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        isnad.nothing  # noqa: B018
