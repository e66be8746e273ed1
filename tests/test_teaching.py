"""Learning from the decisions on a case: what becomes a lesson, what is kept where, and that nothing is kept unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from isnad import pipeline
from isnad.errors import UsageError
from isnad.settings import Settings
from isnad.show.cli.app import run as command
from isnad.store.contracts import CaseInfo
from isnad.store.decide import add, decide
from isnad.store.sqlite import SqliteCase, SqliteStore
from isnad.teaching import heads_of, heads_path, lessons_of, train

NOW = "2026-01-01T00:00:00Z"
TEXTS = {
    "a": "قال متحدث باسم الجيش إن القوات قصفت مواقع التنظيم قرب تدمر يوم 5 أيار 2015. ونفى ناشطون أن تكون القوات قد انسحبت من المدينة.",
    "b": "أعلنت وزارة الدفاع أن الطيران قصف رتلاً للتنظيم شرق حمص. وأضافت أن التنظيم انسحب من القرية دون قتال.",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "c.isnad"
    with SqliteStore().create(path, CaseInfo("c", "", NOW, "test")) as made:
        pipeline.add(made, [str(tmp_path / f"{n}.txt") for n in TEXTS], Settings(processes=1), NOW, lambda _: None)
        pipeline.read(made, Settings(processes=1), lambda _: None)
    return path


def decided(path: Path) -> None:
    with SqliteStore().write(path) as made:
        for layer in ("claim", "statement"):
            for row in list(made.facts(layer)):
                decide(made, row.id, "accept", who="reader", when=NOW)
        report = made.reports()[0]
        at = report.text.index("ناشطون")
        add(made, report.id, "claim", (at, at + 6), {"type": "PROTEST", "occurred": True, "status": "actual"}, who="reader", when=NOW)


def test_without_decisions_there_is_nothing_to_learn(case: Path) -> None:
    with SqliteStore().view(case) as view, pytest.raises(UsageError) as raised:
        train(view)
    assert raised.value.diagnostic.code == "train.few"


def test_decisions_become_lessons_on_their_own_words(case: Path) -> None:
    decided(case)
    with SqliteStore().view(case) as view:
        lessons = lessons_of(view)
        texts = {r.id: r.text for r in view.reports()}
        rejected = next(view.facts("claim"))
    triggers = {
        (texts[x.report][x.doc.tokens[a.word].start : x.doc.tokens[a.word].end], a.label) for x in lessons for a in x.answers if a.head == "trigger"
    }
    assert ("قصفت", "ASSAULT") in triggers
    assert ("ناشطون", "PROTEST") in triggers
    with SqliteStore().write(case) as made:
        decide(made, rejected.id, "reject", who="reader", when=NOW)
        again = {(a.word, a.label) for x in lessons_of(made) for a in x.answers if a.head == "trigger" and x.report == rejected.report}
    assert any(label == "O" for _, label in again)


def test_nothing_is_kept_unless_asked_and_what_is_kept_can_be_forgotten(case: Path) -> None:
    decided(case)
    assert command(["train", str(case)]) == 0
    assert heads_of(case) is None
    assert command(["train", str(case), "--write"]) == 0
    assert heads_of(case) == heads_path(case)
    with SqliteStore().write(case) as made:
        assert isinstance(made, SqliteCase)
        rules = pipeline.mark_of(made, Settings(reader="rules"))
        taught = pipeline.mark_of(made, Settings(reader="best"))
        pipeline.read(made, Settings(processes=1, reader="best"), lambda _: None)
        assert made.last_reader() == "best/" + pipeline.TOOL.split("/")[1]
        assert not made.unread(taught)
    assert command(["train", str(case), "--forget"]) == 0
    assert heads_of(case) is None
    with SqliteStore().view(case) as view:
        assert pipeline.mark_of(view, Settings(reader="rules")) == rules
        assert pipeline.mark_of(view, Settings()) != taught
        assert view.unread(pipeline.mark_of(view, Settings()))
