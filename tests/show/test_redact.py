"""A source who is not to be known, by the report itself: as the report shows him, and covered altogether on request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run
from isnad.show.protect import BAR, Shield

TEXT = (
    "Fighters left the town of Sarmin on 9 March 2022.\n"
    "A brigade commander in the northern sector, speaking on condition of anonymity, said the order came by radio and the depot burned.\n"
    "Samir (not his real name) said the guards fled first.\n"
    "Ahmad Hasan, governor of Idlib, said the hospital was closed.\n"
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714564800")
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    assert run(["new", "c"]) == 0
    assert run(["add", "c", "in"]) == 0
    return "c"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 0
    return capsys.readouterr().out


def test_the_reading_says_who_is_protected(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "sources", case, "--format", "json"))
    protected = {r["name"] for r in rows if r["protected"]}
    assert "Samir" in protected
    assert not any("Hasan" in name for name in protected)
    assert len(protected) == 2


def test_on_request_name_and_description_are_covered_in_every_listing(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["sources", case], ["claims", case], ["claims", case, "--format", "json"], ["sources", case, "--format", "csv"]):
        plain, covered = said(capsys, *command), said(capsys, "--redact", *command)
        assert "Samir" not in covered
        assert "brigade commander in the northern sector" not in covered
        assert covered == plain or BAR in covered
    assert "Hasan" in said(capsys, "--redact", "sources", case)


def test_the_dossier_covers_them_unless_told_otherwise(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "dossier", case, "-o", "hidden.html", "--lang", "en")
    said(capsys, "dossier", case, "-o", "open.html", "--lang", "en", "--no-redact")
    hidden, shown = (Path(n).read_text(encoding="utf-8") for n in ("hidden.html", "open.html"))
    assert "Samir" in shown
    assert "Samir" not in hidden
    assert BAR in hidden


def test_a_description_is_covered_as_a_whole_and_not_its_words() -> None:
    shield = Shield(())
    shield.add_phrase("قائد لواء في العمالقة")
    assert shield.cover("قال قائدُ لواءٍ في العمالقة إن قائد الفرقة جُرح") == f"قال {BAR} إن قائد الفرقة جُرح"
    assert shield.cover("قائد لواء") == "قائد لواء"


NICKNAMES = (
    "قصفت طائرات حربية سوق مدينة سراقب يوم 9 آذار 2022.\n"
    "وقال أحد سكان المدينة، طلب أن نرمز إليه بأبي مروان خوفًا على سلامته، إن القذائف سقطت على السوق. وأكد أبو مروان أنه رأى ثلاث جثث. "
    "وذكر الأهالي أنهم رأوا أبا مروان قرب السوق.\n"
)


def test_nicknames_are_covered_in_every_case_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(NICKNAMES, encoding="utf-8")
    assert run(["new", "n"]) == 0
    assert run(["add", "n", "in"]) == 0
    rows = json.loads(said(capsys, "sources", "n", "--format", "json"))
    assert any(r["protected"] and r["name"] == "Abu Marwan" for r in rows)
    for command in (["sources", "n"], ["claims", "n", "--format", "json"], ["sources", "n", "--format", "csv"]):
        covered = said(capsys, "--redact", *command)
        assert "مروان" not in covered
        assert "Marwan" not in covered
    said(capsys, "--redact", "dossier", "n", "-o", "n.html", "--lang", "ar")
    page = Path("n.html").read_text(encoding="utf-8")
    assert "مروان" not in page
    assert "Marwan" not in page


def test_errors_cover_them_too(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["dyad", case, "Russia", "Samir"], ["resolve", case, "split", "Samir Hadd"], ["text", "Samir"]):
        capsys.readouterr()
        assert run(["--redact", *command]) != 0
        error = capsys.readouterr().err
        assert "error[" in error
        assert ("Samir" in error) == (command[0] == "text")  # no case is opened


def test_the_option_after_the_command_is_told_its_place(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "--redact", case]) == 2
    assert "--redact stands before the command: `isnad --redact claims …`" in capsys.readouterr().err


def test_errors_cover_names_of_sidecars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Fighters of Zed Brigades attacked Russia in Sarmin on 9 March 2022, Samir Haddad said.\n", encoding="utf-8")
    Path("a.meta.json").write_text(json.dumps({"protect": ["Samir Haddad", "Zed"]}), encoding="utf-8")
    assert run(["new", "s"]) == 0
    assert run(["add", "s", "a.txt"]) == 0
    for command in (["dyad", "s", "Russia", "Nobody"], ["resolve", "s", "split", "Samir Hadd", "--why", "Haddad"], ["event", "s", "سمير حداد"]):
        capsys.readouterr()
        assert run(command) == 2
        error = capsys.readouterr().err
        assert "█" in error
        assert not any(n in error for n in ("Samir", "Haddad", "Zed", "سمير"))
