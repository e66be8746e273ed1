"""Search over reports and claims: forms of words, fields, hostile queries, and an index that follows the case."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.errors import UsageError
from isnad.store import searched
from isnad.store.contracts import CaseInfo
from isnad.store.decide import decide, undo
from isnad.store.hits import MOST
from isnad.store.query import parse
from isnad.store.search import Search
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store.made import reading, report

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
LINES = [(lang, e) for lang in ("ar", "en") for e in yaml.safe_load((CORPUS / lang / "search.yaml").read_text(encoding="utf-8"))["entries"]]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[SqliteCase]:
    with SqliteStore().create(tmp_path / "c.isnad", CaseInfo("c", "", "2026-01-01T00:00:00Z", "isnad/0")) as made:
        yield made


def add(case: SqliteCase, name: str, text: str, **known: Any) -> str:
    made = dataclasses.replace(report(name, text, None, known.pop("published", "2015-05-04")), **known)
    return case.add(made, text.encode()).report.id


def names(case: SqliteCase, query: str, *fields: tuple[str, str]) -> list[str]:
    return sorted(h.report.name for h in Search(case).reports(parse(query, fields), limit=1000).hits)


@pytest.mark.parametrize(("lang", "line"), LINES, ids=[e["query"] for _, e in LINES])
def test_a_word_is_found_in_all_its_forms_and_in_no_other(case: SqliteCase, lang: str, line: dict[str, Any]) -> None:
    about = ("وقد جاء", "في الخبر أمس") if lang == "ar" else ("It was said", "yesterday")
    texts = {f"{kind}{i}": f"{about[0]} {form} {about[1]}." for kind in ("found", "not") for i, form in enumerate(line[kind])}
    for name, text in texts.items():
        add(case, name, text)
    wanted = sorted(n for n in texts if n.startswith("found"))
    for query in [line["query"], *(line["found"] if line.get("any") else [])]:
        hits = Search(case).reports(parse(query), limit=1000).hits
        assert sorted(h.report.name for h in hits) == wanted, query
        for hit in hits:  # the words that are shown are those of the text
            form = line["found"][int(hit.report.name.removeprefix("found"))]
            assert hit.spans
            assert all(hit.report.text[s.start : s.end] in form for s in hit.spans)
            assert all(e.span.start <= m.start < m.end <= e.span.end for e in hit.excerpts for m in e.marks)


def test_what_a_word_of_its_own_is_no_particle_and_word(case: SqliteCase) -> None:
    add(case, "raqqa", "دخلت القوات مدينة الرقة صباحا.")
    add(case, "division", "وصلت الفرقة الرابعة، وهي فرقة من الجيش.")
    add(case, "in", "شهدت برقة والرقة اشتباكات.")
    assert names(case, "رقة") == ["in", "raqqa"]


def test_conditions_are_joined_left_out_and_given_as_choices(case: SqliteCase) -> None:
    add(case, "a", "The convoy left Palmyra after a truce.", title="Convoy leaves", outlet="Morning Wire", lang="en", published="2015-05")
    add(case, "b", "No truce was signed near Palmyra.", title="Talks fail", outlet="Evening Post", lang="en", published="2016-02-03")
    add(case, "c", "غادرت القافلة تدمر.", title="القافلة", outlet="شبكة الصباح", published=None)
    assert names(case, "palmyra truce") == ["a", "b"]
    assert names(case, "palmyra -signed") == ["a"]
    assert names(case, "-palmyra") == ["c"]
    assert names(case, "signed | convoys") == ["a", "b"]
    assert names(case, "title:convoy") == ["a"]
    assert names(case, 'outlet:"morning wire"') == ["a"]
    assert names(case, "outlet:wire OR outlet:post") == ["a", "b"]
    assert names(case, "from:2015-06 palmyra") == ["b"]
    assert names(case, "to:2015-05-20") == ["a"]
    assert names(case, "lang:ar") == ["c"]
    assert names(case, "palmyra", ("from", "2015"), ("to", "2015"), ("outlet", "wire")) == ["a"]
    assert names(case, "عنوان:قافلة") == ["c"]
    assert names(case, "وسيلة:الصباح") == ["c"]
    assert names(case, "http://x") == []
    assert Search(case).reports(parse("palmyra"), order="newest").hits[0].report.name == "b"
    page = Search(case).reports(parse("palmyra"), offset=1, limit=1, order="oldest")
    assert ([h.report.name for h in page.hits], page.total) == (["b"], 2)


def test_claims_are_found_by_who_what_where_and_when(case: SqliteCase) -> None:
    one = add(case, "one", report().text, outlet="المرصد")
    case.put_reading(reading(case.report(one)), "f")

    def found(query: str, *fields: tuple[str, str]) -> list[str]:
        answer = Search(case).claims(parse(query, fields))
        assert answer.total == len(answer.hits)
        return [h.report.text[s.start : s.end] for h in answer.hits for s in h.spans]

    assert found("قصفت") == []
    assert found("القصف") == found("village القصف", ("kind", "anonymous")) == ["قصف"]
    assert found('actor:"Syrian government"') == ["قصف"]
    assert found("actor:الجيش") == ["قصف"]
    assert found("recipient:الجيش") == []
    assert found("party:civilian") == ["قصف"]
    assert found("place:village القرية") == ["القرية"]
    assert found("speaker:spokesman") == found("speaker:agency") == ["قصف"]
    assert found("type:assault kind:anonymous mode:heavy-weapons occurred:yes") == ["قصف"]
    assert found("occurred:no") == found("type:agree") == found("occurred:planned") == []
    assert found("from:2015-05-03 to:2015-05 type:assault") == ["قصف"]
    assert found("from:2015-05-04 type:assault") == []
    assert found("outlet:المرصد type:assault") == ["قصف"]
    assert found("outlet:غيره type:assault") == found("-outlet:المرصد type:assault") == []
    assert found("lang:ar type:assault", ("actor", "government")) == ["قصف"]


def test_the_index_follows_the_case(case: SqliteCase) -> None:
    one, two = add(case, "one", "قصف الجيش القرية."), add(case, "two", report().text)
    case.put_reading(reading(case.report(two)), "f")
    case.put_reading(reading(case.report(two), "rules/next", occurred=False), "f")
    assert [h.claim.occurred for h in Search(case).claims(parse("type:assault")).hits] == [False]
    case.remove(two)
    assert (names(case, "قصف"), Search(case).claims(parse("type:assault")).total) == (["one"], 0)
    three = add(case, "three", "نفي القصف.")  # it gets the row of the one that was removed
    assert names(case, "قصف") == ["one", "three"]
    for report_id in (one, three):
        case.remove(report_id)
    assert names(case, "قصف") == []


def test_a_case_without_an_index_gets_one(case: SqliteCase, monkeypatch: pytest.MonkeyPatch) -> None:
    one = add(case, "one", report().text)
    case.put_reading(reading(case.report(one)), "f")
    with case.transaction():
        searched.empty(case._db)
    assert not Search(case).whole()
    add(case, "two", "قصف آخر.")
    seen: list[int] = []
    case.make_searchable(seen.append)
    assert (names(case, "قصف"), len(seen)) == (["one", "two"], 2)
    assert Search(case).claims(parse("قصف")).total == 1
    monkeypatch.setattr(searched, "VERSION", "another")
    assert not Search(case).whole()
    case.remove(one)  # no index is kept that was made by another stemmer
    case.make_searchable()
    assert names(case, "قصف") == ["two"]


def test_claims_are_found_as_people_have_left_them(case: SqliteCase) -> None:
    one = add(case, "one", report().text)
    case.put_reading(reading(case.report(one)), "f")
    claim = next(r for r in case.rows(one) if r.layer == "claim").id

    def found(query: str) -> int:
        answer = Search(case).claims(parse(query))
        assert len(answer.hits) == answer.total
        return answer.total

    changed = decide(case, claim, "change", who="R", when="2026-01-01T00:00:00Z", values={"type": "AID", "mode": None, "occurred": False})
    assert (found("type:assault"), found("type:aid occurred:no")) == (0, 1)
    case.put_reading(reading(case.report(one)), "g")  # read again: the decision holds
    assert (found("type:assault"), found("type:aid")) == (0, 1)
    undo(case, changed.id, who="R", when="2026-01-01T00:00:00Z")
    assert (found("type:assault"), found("type:aid")) == (1, 0)
    decide(case, claim, "reject", who="R", when="2026-01-01T00:00:00Z")
    assert found("قصف") == 0
    with case.transaction():
        searched.empty(case._db)
    case.make_searchable()
    assert found("قصف") == 0


HOSTILE = [
    '"', '""', '" OR "', "* * *", "a NEAR/2 b", "NEAR(a b, 3)", "title : x", "{raw stem} : x", "^a", "a AND", "NOT NOT", "x\x00y", "\x00",
    "a'b''c", "'; DROP TABLE report; --",
    '")) OR 1=1 --', "-", "--", "- -", "(((", "a:b:c:d", "=", '="', "=*", "word*word", "🙂", "\u202eabc", "|", "| | |", "OR",
    "a OR OR b", "-(a)", "rank", "search_report", "ﷺ",
    "١٢٣", "1,000.5", "a" * 1999, "\u0600" * 50, "ـــ", "َ", "\ud7ff", "%s{}", "\\", "col:*", "type:", "type:''",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_any_query_is_a_plain_search_or_refused_clearly(case: SqliteCase, query: str) -> None:
    add(case, "one", "A plain text, 1,000.5 and ١٢٣ and nothing else.")
    for run in (Search(case).reports, Search(case).claims):
        told = _refusal(lambda run=run: run(parse(query)))  # type: ignore[misc]
        assert told is None or (told.code.startswith("search.") and told.diagnostic.remedy)


def _refusal(do: Callable[[], object]) -> UsageError | None:
    try:
        do()
    except UsageError as error:
        return error
    return None


@pytest.mark.parametrize(("query", "code"), [
    ("x" * 10_000, "search.long"), ("x " * 900, "search.long"), ("", "search.empty"), ("…", "search.empty"), ("ab*", "search.prefix"),
    ("from:yesterday", "search.value"), ("type:war", "search.value"), ("occurred:maybe", "search.value"), ("kind:ghost x", "search.value"),
])  # fmt: skip
def test_what_cannot_be_asked_is_told(query: str, code: str) -> None:
    with pytest.raises(UsageError) as told:
        parse(query)
    assert told.value.code == code


def test_numbers_and_names_with_points_are_found(case: SqliteCase) -> None:
    add(case, "one", "About 1,200 people fled; 12.5 km away. It's the U.S. army's.")
    for query in ("1200", "1,200", "١٢٠٠", "12.5", "U.S.", "army", "its | it's"):
        assert names(case, query) == ["one"], query
    assert names(case, "12") == []


def test_a_long_text_shows_some_of_its_hits(case: SqliteCase) -> None:
    add(case, "one", "قصف " * 2000)
    (hit,) = Search(case).reports(parse("قصف")).hits
    assert len(hit.spans) == MOST
    assert all(e.span.end - e.span.start < 1500 for e in hit.excerpts)


def test_a_case_that_is_read_only_and_without_index_says_so(case: SqliteCase) -> None:
    with case.transaction():
        searched.empty(case._db)
    with pytest.raises(Exception, match=r"search\.behind"):
        Search(case).reports(parse("x"))


def test_sqlite_has_full_text_search() -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
