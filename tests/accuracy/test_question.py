"""The question a case must answer: which attacks of one side on another are said not to have happened?"""

from __future__ import annotations

import pytest

from benchmarks.accuracy import PUBLIC
from benchmarks.question import ask, main
from isnad.show.cli.app import run


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case made of the reports of our own gold."""
    path = str(tmp_path_factory.mktemp("question") / "gold.isnad")
    texts = sorted(str(p) for folder in PUBLIC for p in folder.glob("*.txt"))
    assert run(["new", path]) == 0
    assert run(["add", path, *texts]) == 0
    return path


@pytest.mark.parametrize(("actor", "recipient", "recall", "precision"), [("Syrian government", "Islamic State", 0.8, 0.6)])
def test_non_events_of_a_pair_are_found_with_their_speakers(case: str, actor: str, recipient: str, recall: float, precision: float) -> None:
    found = ask(PUBLIC, case, actor, recipient)
    assert len(found.gold) >= 4
    assert found.recall >= recall, found.instead
    assert found.precision >= precision
    assert all(row["said_by"] and row["quote"] for row in found.rows)


def test_the_answer_is_printed(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*map(str, PUBLIC), case]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Which attacks on Islamic State by Syrian government are said not to have happened?\nrecall ")
