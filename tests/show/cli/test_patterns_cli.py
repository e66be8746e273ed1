"""`isnad patterns`: recurring scenes on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run

TEXT = """توصل الجيش السوري وتنظيم الدولة الإسلامية إلى اتفاق في تدمر. وانسحب تنظيم الدولة الإسلامية من تدمر باتجاه السخنة في 3 أيار/مايو 2017.
وسمح الجيش السوري لتنظيم الدولة الإسلامية بالمرور.

وقال الشاهد سليم الحمدان إن روسيا لم تقصف تنظيم الدولة الإسلامية.
"""
OWN = "id: own\nname: {en: Own, ar: خاص}\nroles: {X: who, Y: whom}\nsteps:\n- {id: let, what: RETREAT/access, who: X, whom: Y}\n"


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path, report = str(tmp_path / "p.isnad"), tmp_path / "one.txt"
    report.write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.meta.json").write_text(json.dumps({"protect": ["سليم الحمدان"]}), encoding="utf-8")
    assert run(["new", path]) == 0
    assert run(["add", path, str(report)]) == 0
    capsys.readouterr()
    return path


def test_a_scene_is_told_with_roles_steps_and_quotes(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", case, "--pattern", "negotiated-evacuation", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    filled = {r["role"]: r["names"] for r in row["roles"]}
    assert (filled["X"], filled["Y"], filled["P"]) == (["Islamic State"], ["Syrian government"], ["Palmyra"])
    assert [s["step"] for s in row["steps"]][:2] == ["deal", "move"]
    assert "objection" in row["missing"]
    assert row["lines"] == 1
    assert row["without"][0]["lines"] == 0
    for step in row["steps"]:
        assert step["claims"]
        for c in step["claims"]:
            assert c["said_by"]
            assert "سليم" in c["quote"] or TEXT[c["start"] : c["end"]] == c["quote"]


def test_protected_names_are_covered(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    for extra in ([], ["--format", "json"], ["--mine"]):
        assert run(["patterns", case, *extra]) == 0
        assert "الحمدان" not in capsys.readouterr().out


def test_the_table_and_the_fewest_lines(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", case]) == 0
    assert "negotiated-evacuation" in capsys.readouterr().out
    assert run(["patterns", case, "--min-lines", "2"]) == 0
    assert "no scene of the case fits" in capsys.readouterr().err


def test_the_library_is_listed_without_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", "--list"]) == 0
    out = capsys.readouterr().out
    assert "siege-and-supply" in out
    assert "حصار وإمداد" in out
    assert run(["patterns", "--list", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 12


def test_patterns_of_ones_own(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "my.yaml"
    mine.write_text(OWN, encoding="utf-8")
    assert run(["patterns", case, "--file", str(mine), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["pattern"], row["name_ar"], row["filled"]) == ("own", "خاص", ["X Syrian government", "Y Islamic State"])
    mine.write_text(OWN.replace("RETREAT/access", "RETREAT/jump"), encoding="utf-8")
    assert run(["patterns", case, "--file", str(mine)]) == 3
    err = capsys.readouterr().err
    assert "error[pattern.form]" in err
    assert "my.yaml" in err
    assert "(line 5)" in err


def test_scenes_like_one(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", case, "--format", "json"]) == 0
    event = next(e["id"] for e in json.loads(capsys.readouterr().out) if e["type"] == "AGREE")
    assert run(["patterns", case, "--like", event[:9], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["pattern"] == "like"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "a case is needed"), (["CASE", "--pattern", "siege"], 2, "no pattern is called 'siege'"),
        (["CASE", "--like", "e-ffff", "--mine"], 2, "ask for different things"), (["CASE", "--file", "none.yaml"], 3, "pattern.file"),
        (["CASE", "--like", "e-zzzz"], 2, "no event is called"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(case: str, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", *(case if a == "CASE" else a for a in arguments)]) == code
    assert said in capsys.readouterr().err


def test_a_possible_scene_is_listed_when_asked_for_with_what_speaks_against_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, report = str(tmp_path / "p.isnad"), tmp_path / "two.txt"
    report.write_text(
        "هاجم الجيش السوري تنظيم الدولة الإسلامية في حمص. وتعهد الجيش السوري بألا يقصف تنظيم الدولة الإسلامية في تدمر.", encoding="utf-8"
    )
    assert run(["new", path]) == 0
    assert run(["add", path, str(report)]) == 0
    capsys.readouterr()
    assert run(["patterns", path, "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert "possible scenes left out: 1; --possible lists them" in told.err
    assert run(["patterns", path, "--possible", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["standing"], [d["why"] for d in row["doubts"]]) == ("possible", ["promise"])
    assert run(["explain", path, row["id"][:6]]) == 0
    out = capsys.readouterr().out
    assert "speaks against it: spared: only promised" in out
    assert "spared: two:" in out


def test_explain_takes_a_pattern_or_refuses_a_scene_that_is_not_there(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", case, "spared-target"]) == 0
    assert "X could strike Z" in capsys.readouterr().out
    assert run(["explain", case, "m-0000"]) == 2
    assert "no scene is called" in capsys.readouterr().err
