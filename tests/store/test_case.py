"""What a case keeps, and how it gives it back."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.errors import AnchorError, CaseError
from isnad.model.judgement import Judgement
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store import made

INFO = CaseInfo("Case", "Who?", made.NOW, "isnad/test")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[SqliteCase]:
    with SqliteStore().create(tmp_path / "a.isnad", INFO) as made_case:
        yield made_case


def fill(case: SqliteCase, *names: str) -> list[str]:
    out = []
    for name in names:
        report = made.report(name, f"{made.TEXT} {name}")
        case.add(report, report.text.encode())
        case.put_reading(made.reading(report), "f1")
        out.append(report.id)
    return out


def test_all_comes_back_as_it_was(case: SqliteCase) -> None:
    report = made.report()
    assert case.add(report, report.text.encode()).new
    reading = made.reading(report)
    case.put_reading(reading, "f1")
    case.put_linked(made.linked(report), "g1")
    case.put_assessments(made.assessments(report), "g1")
    with SqliteStore().view(case.path) as view:
        assert view.info() == INFO
        assert view.reports() == [report]
        assert view.original(report.id) == report.text.encode()
        assert list(view.items()) == [(report, reading)]
        assert view.linked() == made.linked(report)
        assert view.assessments() == made.assessments(report)
        assert view.event_of(ClaimRef(report.id, 0)) == made.linked(report).events[0]
        assert view.assessment("e-1") == made.assessments(report)[0]
        assert view.assessment("e-2") is None
        assert view.contradictions("e-1") == made.linked(report).contradictions
        assert view.fingerprint("link") == view.fingerprint("weigh") == "g1"


def test_joins_come_back(case: SqliteCase) -> None:
    a, b = (case.report(i) for i in fill(case, "a", "b"))
    case.put_linked(made.linked(a, b), "g")
    assert case.event("e-1") == made.linked(a, b).events[0]
    assert case.linked() == made.linked(a, b)


def test_facts_have_stable_ids(case: SqliteCase) -> None:
    report = made.report()
    case.add(report, report.text.encode())
    case.put_reading(made.reading(report), "f1")
    (claim,) = case.facts("claim")
    assert claim.id == case.claim_ids()[ClaimRef(report.id, 0)]
    assert case.fact(claim.id) == claim
    # the same words said to mean the same keep their id when a rule is renamed or a neighbour moves
    other = made.reading(report)
    other = dataclasses.replace(other, claims=(dataclasses.replace(other.claims[0], statement=None, made=made.made("other", report.text, "قصف")),))
    case.put_reading(other, "f2")
    assert [f.id for f in case.facts("claim")] == [claim.id]
    case.put_reading(made.reading(report, occurred=False), "f3")
    assert [f.id for f in case.facts("claim")] != [claim.id]


def test_equal_facts_of_one_report_have_different_ids(case: SqliteCase) -> None:
    report = made.report()
    case.add(report, report.text.encode())
    reading = made.reading(report)
    case.put_reading(dataclasses.replace(reading, claims=reading.claims * 3), "f1")
    assert len({f.id for f in case.facts("claim")}) == 3


def test_the_same_bytes_are_one_report(case: SqliteCase) -> None:
    report = made.report()
    assert case.add(report, report.text.encode()).new
    again = case.add(report, report.text.encode())
    assert not again.new
    assert [d.code for d in again.diagnostics] == ["case.known"]
    assert (case.count(), case.copies()) == (1, [])


def test_the_same_bytes_from_another_outlet_are_kept_as_a_copy(case: SqliteCase) -> None:
    first, second = made.report(), made.report("other", outlet="وكالة", address="in/other.txt")
    case.add(first, first.text.encode())
    for _ in range(2):
        again = case.add(second, second.text.encode())
        assert [d.code for d in again.diagnostics] == ["case.other-metadata"]
    assert case.reports() == [first]
    assert [(c.report, c.outlet, c.address) for c in case.copies()] == [(first.id, "وكالة", "in/other.txt")]


def test_names_are_kept_apart(case: SqliteCase) -> None:
    for n in range(3):
        report = made.report("same", f"{made.TEXT} {n}")
        added = case.add(report, report.text.encode())
        assert [d.code for d in added.diagnostics] == (["case.renamed"] if n else [])
    assert [r.name for r in case.reports()] == ["same", "same-2", "same-3"]


def test_bytes_and_report_must_belong_together(case: SqliteCase) -> None:
    with pytest.raises(ValueError, match="belong together"):
        case.add(made.report(), b"other bytes")


def test_a_report_taken_out_takes_what_was_derived_with_it(case: SqliteCase) -> None:
    a, b = fill(case, "a", "b")
    case.put_linked(made.linked(case.report(a), case.report(b)), "g")
    case.put_assessments(made.assessments(case.report(a)), "g")
    case.judge(Judgement("e-1", "note", None, "me", made.NOW, "why"))
    case.remove(a)
    assert [r.id for r in case.reports()] == [b]
    assert {f.report for f in case.facts("claim")} == {b}
    assert case.linked().events == ()
    assert case.assessments() == ()
    assert case.fingerprint("link") is None
    assert len(case.judgements()) == 1
    with sqlite3.connect(case.path) as db:
        assert db.execute("SELECT count(*) FROM original").fetchone() == (1,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    with pytest.raises(CaseError, match="no report"):
        case.remove(a)


def test_reading_again_clears_links_only_if_something_moved(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    report = case.report(a)
    case.put_linked(made.linked(report), "g")
    case.put_reading(made.reading(report), "f2")
    assert case.fingerprint("link") == "g"
    case.put_reading(made.reading(report, occurred=False), "f3")
    assert case.fingerprint("link") is None
    assert case.linked().events == ()


def test_another_reader_adds_a_reading_and_counts(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    report = case.report(a)
    case.put_reading(made.reading(report, "model/1", occurred=False), "m1")
    last = case.reading(a)
    assert last is not None
    assert last.reader == "model/1"
    assert case.reading(a, "rules/test") == made.reading(report)
    assert [f.reader for f in case.facts("claim")] == ["model/1"]
    assert case.unread("m1") == []
    assert case.unread("f1") == [report.id]  # that reading is kept, but no longer the one that counts
    assert case.last_reader() == "model/1"
    assert case.unread("m2") == [report.id]


def test_digest_follows_reports_and_readings(case: SqliteCase) -> None:
    seen = {case.digest()}
    (a,) = fill(case, "a")
    seen.add(case.digest())
    case.put_reading(made.reading(case.report(a)), "other fingerprint, same reading")
    assert case.digest() in seen
    case.put_reading(made.reading(case.report(a), occurred=False), "f3")
    assert case.digest() not in seen


def test_ids_are_found_by_their_beginning(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    (claim,) = case.facts("claim")
    assert case.ids(claim.id[:8]) == [claim.id]
    assert case.ids("r-") == [a]
    assert case.ids("c-zz") == []


def test_a_span_outside_the_text_is_refused(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    report = case.report(a)
    reading = made.reading(report)
    for span in (Span(0, len(report.text) + 1), Span(4, 4)):
        wrong = dataclasses.replace(reading, claims=(dataclasses.replace(reading.claims[0], span=span),))
        with pytest.raises(AnchorError, match=r"anchor\.outside"):
            case.put_reading(wrong, "f2")
    assert case.reading(a) == reading


def test_judgements_are_only_added(case: SqliteCase) -> None:
    j = Judgement("c-1", "reject", None, "me", made.NOW, "the witness took it back")
    case.judge(j)
    case.judge(dataclasses.replace(j, verdict="accept"))
    assert [x.verdict for x in case.judgements("c-1")] == ["reject", "accept"]
    fill(case, "a")
    with sqlite3.connect(case.path) as db:
        for sql in ("DELETE FROM judgement", "UPDATE judgement SET who = 'other'", "UPDATE original SET size = 0"):
            with pytest.raises(sqlite3.IntegrityError, match=r"only ever added|immutable"):
                db.execute(sql)
    db.close()


def test_an_error_inside_a_transaction_undoes_all_of_it(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    found = made.linked(case.report(a))

    def work() -> None:
        with case.transaction():
            case.put_linked(found, "g")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert case.fingerprint("link") is None
    assert case.linked().events == ()


def test_a_case_is_the_same_whichever_way_it_came_about(tmp_path: Path) -> None:
    digests = []
    for n in range(2):
        with SqliteStore().create(tmp_path / f"{n}.isnad", INFO) as case:
            fill(case, *("ab" if n else "ba"))
            digests.append(case.digest())
    assert digests[0] == digests[1]


def test_a_row_that_does_not_fit_is_told(case: SqliteCase) -> None:
    (a,) = fill(case, "a")
    with sqlite3.connect(case.path) as db:
        db.execute("UPDATE fact SET body = '{\"odd\": 1}' WHERE layer = 'claim'")
        db.commit()
    db.close()
    with pytest.raises(CaseError, match=r"case\.damaged"):
        case.reading(a)
    with pytest.raises(CaseError, match=r"case\.damaged"):
        list(case.facts("claim"))


def test_odd_characters_come_back(case: SqliteCase) -> None:
    text = "NUL \0 in it, \U0001f54a, \u202e turned, e\u0301, \r\n, \ufeff"
    report = made.report("odd'; --", text)
    case.add(report, text.encode())
    assert case.report(report.id) == report
    assert case.original(report.id) == text.encode()
