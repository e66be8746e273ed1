"""Cases of earlier versions are brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from isnad.store import schema
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore


def test_what_was_graded_in_other_words_is_graded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.isnad"
    with monkeypatch.context() as old:
        old.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        old.setattr(schema, "VERSION", 1)
        with SqliteStore().create(path, CaseInfo("old", "", "2026-01-01T00:00:00Z", "isnad/0.0.1")) as case:
            db = case._db
            db.execute("INSERT INTO event (id, type, made, body) VALUES ('e-1', 'ASSAULT', '{}', '{}')")
            db.execute("INSERT INTO assessment (event, grade, made, body) VALUES ('e-1', 'uncredited', '{}', '{}')")
            db.executemany("INSERT INTO stage VALUES (?, 'f-1')", [("link",), ("weigh",)])
    with SqliteStore().view(path) as view:
        assert view.assessments() == ()
        assert (view.fingerprint("link"), view.fingerprint("weigh")) == ("f-1", None)
        assert view._db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
