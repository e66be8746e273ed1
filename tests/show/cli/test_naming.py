"""Parties and places by any of their names: `isnad hypotheses`, `isnad dyad`, `isnad claims`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from isnad.show.cli.app import run

TEXT = """قوات النظام في السخنة

قال المرصد السوري لحقوق الإنسان إن الجيش السوري قصف مواقع تنظيم داعش في السخنة يوم 14 حزيران 2016.
"""
LOOKS = {
    "arabic": "{actor: الجيش السوري, place: السخنة}", "alias": "{between: [ISIS, النظام السوري]}", "army": "{actor: Syrian army}",
    "gazetteer": "{actor: SAA, place: As-Sukhnah}", "side": "{actor: Syrian government, recipient: داعش}",
    "nobody": "{between: [Klingons, ISIL]}", "nowhere": "{actor: Syrian army, place: Atlantis}",
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> str:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    path = str(tmp_path / "p.isnad")
    assert run(["new", path]) == 0
    assert run(["add", path, str(tmp_path / "one.txt"), "-j", "1"]) == 0
    return path


def asked(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[Any, str]:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_hypotheses_find_parties_and_places_by_any_name(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rivals.yaml"
    rows = "".join(f"  - {{id: {i}, says: it, look: {look}, likely: {{a: likely, b: even}}}}\n" for i, look in LOOKS.items())
    file.write_text(f"question: Q\nhypotheses: [{{id: a, says: A}}, {{id: b, says: B}}]\nexpectations:\n{rows}", encoding="utf-8")
    found, said = asked(["hypotheses", case, str(file)], capsys)
    assert {r["id"] for r in found["rows"] if r["events"]} == set(LOOKS) - {"nobody", "nowhere"}
    nowhere = {r["id"]: [(n["key"], n["name"]) for n in r["nowhere"]] for r in found["rows"] if r["nowhere"]}
    assert nowhere == {"nobody": [("between", "Klingons")], "nowhere": [("place", "Atlantis")]}
    assert "no party of this case's events is called Klingons" in said
    assert run(["hypotheses", case, str(file)]) == 0
    assert "is called Atlantis: this moves nothing" in capsys.readouterr().out


def test_a_party_is_one_by_its_other_names(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [asked(["claims", case, "--recipient", name], capsys)[0] for name in ("داعش", "ISIS", "ISIL", "Daesh", "Islamic State")]
    assert wanted[0]
    assert all(w == wanted[0] for w in wanted)
    wanted = [asked(["dyad", case, a, b], capsys)[0] for a, b in (("داعش", "النظام السوري"), ("ISIS", "Syrian army"), ("IS", "SAA"))]
    assert wanted[0]["points"]
    assert all(w == wanted[0] for w in wanted)


def test_several_are_counted_in_words(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["dyad", case, "s", "ISIS"]) == 2
    assert "may be any of 2 parties" in capsys.readouterr().err
