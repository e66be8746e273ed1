"""From a decision to what is linked, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from isnad import pipeline
from isnad.model.linked import ClaimRef
from isnad.settings import Settings
from isnad.show.cli.app import run
from isnad.store.contracts import CaseInfo
from isnad.store.decide import add, decide, undo
from isnad.store.laid import added_id
from isnad.store.sqlite import SqliteCase, SqliteStore

NOW = "2024-05-01T12:00:00Z"
HERE = Settings(processes=1)
TEXTS = (
    "قال مصدر عسكري إن الجيش قصف مدينة تدمر في 20 أيار 2015 وقتل 12 مسلحا.",
    "وقال المرصد إن الطيران السوري قصف تدمر في 20 أيار 2015، ونفى الجيش ذلك.",
    "A spokesman said that the army shelled Palmyra on 20 May 2015 and that 12 fighters were killed.",
)


@pytest.fixture
def case(tmp_path: Path) -> SqliteCase:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, text in enumerate(TEXTS):
        (folder / f"r{n}.txt").write_text(text + "\n", encoding="utf-8")
    store = SqliteStore().create(tmp_path / "a.isnad", CaseInfo("Case", "", NOW, "isnad/test"))
    pipeline.add(store, [str(folder)], HERE, NOW, lambda _: None)
    pipeline.read(store, HERE, lambda _: None)
    pipeline.relink(store, HERE)
    return store


def refs(case: SqliteCase) -> set[ClaimRef]:
    return {c for e in case.linked().events for c in e.claims}


def test_a_rejected_claim_is_in_no_event_and_an_added_one_is(case: SqliteCase, capsys: pytest.CaptureFixture[str]) -> None:
    before = case.linked()
    report = case.report_ids()[0]
    gone = next(r for r in case.rows(report) if r.layer == "claim")
    assert ClaimRef(report, gone.position or 0) in refs(case)
    j = decide(case, gone.id, "reject", who="Rim", when=NOW)
    k = add(case, report, "claim", (4, 8), {"type": "CONSULT", "actor": ["Somebody"], "time": "2015-05-20"}, who="Rim", when=NOW)
    new = case.fact(added_id(k))
    assert pipeline.relink(case, HERE)
    assert ClaimRef(report, gone.position or 0) not in refs(case)
    assert ClaimRef(report, new.position) in refs(case)
    assert refs(case) == {ref for ref in case.claim_ids() if ref != ClaimRef(report, gone.position or 0)}
    for command in ("verify", "audit", "claims", "events"):
        assert run([command, str(case.path)]) == 0
    assert run(["explain", str(case.path), new.id]) == 0
    assert "person.Rim" in capsys.readouterr().out
    assert run(["dossier", str(case.path), "-o", str(case.path.with_name("d.html"))]) == 0
    capsys.readouterr()
    for judgement in (j, k):
        undo(case, judgement.id, who="Rim", when=NOW)
    assert pipeline.relink(case, HERE)
    assert case.linked() == before
    accepted = decide(case, gone.id, "accept", who="Rim", when=NOW)
    assert accepted in case.judgements()
    assert not pipeline.relink(case, HERE)  # nothing is read otherwise
    case.close()


def test_a_changed_claim_is_linked_as_it_now_is(case: SqliteCase) -> None:
    report = case.report_ids()[0]
    row = next(r for r in case.rows(report) if r.layer == "claim")
    decide(case, row.id, "change", who="Rim", when=NOW, values={"type": "AID", "mode": None, "time": "1999-01-01", "actor": ["Quite another"]})
    assert pipeline.relink(case, HERE)
    event = case.event_of(ClaimRef(report, row.position or 0))
    assert event is not None
    assert (event.type, event.time, event.actor, len(event.claims)) == ("AID", "1999-01-01", ("Quite another",), 1)
    case.close()
