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


def test_the_dossier_covers_them_too(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--redact", "dossier", case, "-o", "hidden.html", "--lang", "en")
    said(capsys, "dossier", case, "-o", "open.html", "--lang", "en")
    hidden, shown = (Path(n).read_text(encoding="utf-8") for n in ("hidden.html", "open.html"))
    assert "Samir" in shown
    assert "Samir" not in hidden
    assert BAR in hidden


def test_a_description_is_covered_as_a_whole_and_not_its_words() -> None:
    shield = Shield(())
    shield.add_phrase("قائد لواء في العمالقة")
    assert shield.cover("قال قائدُ لواءٍ في العمالقة إن قائد الفرقة جُرح") == f"قال {BAR} إن قائد الفرقة جُرح"
    assert shield.cover("قائد لواء") == "قائد لواء"
