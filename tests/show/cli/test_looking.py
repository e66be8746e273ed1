"""`isnad event` and `isnad why`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from isnad.show.cli.app import run

FIRST = """Air raid on a market in Ariha

Warplanes hit the vegetable market in Ariha on 27 July 2019 and killed 11 civilians, the Syrian Observatory for Human Rights said.
"""
SECOND = """Eleven dead in Ariha

The Syrian army denied that its warplanes hit the vegetable market in Ariha on 27 July 2019.
Warplanes hit the vegetable market in Ariha on 27 July 2019 and killed 11 civilians, the White Helmets said.
"""
THIRD = """Shelling in Nyala

Rapid Support Forces shelled Nyala on 3 March 2023 and killed 40 people, residents said.
"""
ARABIC = "قصفت طائرات حربية سوق الخضار في أريحا يوم 27 تموز 2019 وقتلت 11 مدنياً، بحسب المرصد السوري لحقوق الإنسان.\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("looking")
    path = str(folder / "p.isnad")
    for name, text in (("one", FIRST), ("two", SECOND), ("three", THIRD), ("four", ARABIC)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        known = {"outlet": f"Outlet {name}", "published": "2023-03-04" if name == "three" else "2019-07-28"}
        (folder / f"{name}.meta.json").write_text(json.dumps(known), encoding="utf-8")
    assert run(["new", path]) == 0
    assert run(["add", path, *(str(folder / f"{n}.txt") for n in ("one", "two", "three", "four"))]) == 0
    return path


def events(case: str, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run(["events", case, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return sorted(found, key=lambda e: -len(e["reports"]))


def asked(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_event_is_told_with_all_its_tellings(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = events(case, capsys)[0]
    found = asked(["event", case, str(event["id"])[:10]], capsys)
    assert found["id"] == event["id"]
    texts = {"one": FIRST, "two": SECOND, "four": ARABIC}
    assert len(found["tellings"]) == event["claims"]
    for t in found["tellings"]:
        assert texts[t["report"]][t["start"] : t["end"]] == t["quote"]
    assert found["grade"] in ("confirmed", "fair", "weak", "contested", "discounted")
    assert [x["origin"] for x in found["without"]] == [x["origin"] for x in (*found["lines"], *found["against"])]
    assert all(x["reliability"] in "ABCDEF" and x["credibility"] in range(1, 7) for x in found["lines"])


def test_an_event_is_shown_for_reading(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = events(case, capsys)[0]
    assert run(["event", case, str(event["id"])]) == 0
    out = capsys.readouterr().out
    for title in ("lines of independence", "if an origin fell", "tellings", "Syrian Observatory for Human Rights"):
        assert title in out


def test_why_two_claims_are_one_event(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = asked(["event", case, str(events(case, capsys)[0]["id"])], capsys)
    one, other = (next(t["id"] for t in event["tellings"] if t["report"] == r) for r in ("one", "two"))
    (found,) = asked(["why", case, one, other], capsys)["claims"]
    assert found["outcome"] in ("joined", "through others")
    assert found["total"] == pytest.approx(sum(w["weight"] for w in found["weights"]), abs=0.01)
    assert {"prior", "type", "place", "time"} <= {w["field"] for w in found["weights"]}


def test_why_two_claims_are_two(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = asked(["why", case, "one:0", "three:0"], capsys)["claims"]
    assert found["outcome"] in ("refused", "not compared", "below")
    assert found["why"]


def test_why_two_reports(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(["why", case, "one", "two"], capsys)
    assert {w["field"].partition(":")[0] for w in found["story"]["weights"]} == {"story"}
    assert found["echo"]["shared_events"]
    apart = asked(["why", case, "one", "three"], capsys)
    assert (apart["echo"]["is"], apart["story"]["one_story"]) == (False, False)
    assert run(["why", case, "one", "two"]) == 0
    assert "one story" in capsys.readouterr().out


def test_why_two_events(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = events(case, capsys)
    told = asked(["why", case, str(found[0]["id"]), str(found[-1]["id"])], capsys)
    assert told["claims"]
    assert {c["outcome"] for c in told["claims"]}.isdisjoint({"joined", "through others"})


@pytest.mark.parametrize(("a", "b"), [("one", "one:0"), ("one", "one"), ("nobody", "one"), ("e-", "one:0")])
def test_what_cannot_be_compared_is_refused(case: str, a: str, b: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", case, a, b]) == 2
    assert "error[cli." in capsys.readouterr().err


def test_protected_names_are_covered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, text = tmp_path / "p.isnad", "Rima Haddad said that warplanes hit the market in Ariha on 27 July 2019 and killed 11 civilians.\n"
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    (tmp_path / "r.meta.json").write_text(json.dumps({"protect": ["Rima Haddad"]}), encoding="utf-8")
    assert run(["new", str(path)]) == 0
    assert run(["add", str(path), str(tmp_path / "r.txt")]) == 0
    for event in events(str(path), capsys):
        for form in ("text", "json"):
            assert run(["event", str(path), str(event["id"]), "--format", form]) == 0
            assert "Haddad" not in capsys.readouterr().out
