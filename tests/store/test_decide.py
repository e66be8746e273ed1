"""People accept, reject, change and add rows; what was read stays, and nothing that points to a row is led astray."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from isnad.errors import CaseError, IsnadError, UsageError
from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor, ClaimRef
from isnad.model.records import Claim, ClaimLink, Name, PlaceMention, Reading
from isnad.resolve.questions import questions
from isnad.show.protect import shield_of
from isnad.store.contracts import CaseInfo, Layer, Row
from isnad.store.decide import add, decide, undo
from isnad.store.laid import added_id
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.store import made

NOW = made.NOW


def two_claims(case: SqliteCase, report_id: str) -> Reading:
    """A reading with two statements, one in the other, and three claims in them."""
    report = case.report(report_id)
    r = made.reading(report)
    outer = r.statements[0]
    inner = dataclasses.replace(outer, span=made.at(report.text, "وأصاب 12 شخصا"), parent=0, cue=None)
    first = r.claims[0]
    second = dataclasses.replace(first, trigger=made.at(report.text, "أصاب"), span=made.at(report.text, "أصاب 12 شخصا"), statement=1)
    third = dataclasses.replace(second, trigger=made.at(report.text, "12"), type="COERCE", quantities=())
    link = ClaimLink(made.at(report.text, "و"), "while", 0, 2, made.made("link", report.text, "و"))
    return dataclasses.replace(r, statements=(outer, inner), claims=(first, second, third), links=(link,))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[SqliteCase]:
    with SqliteStore().create(tmp_path / "a.isnad", CaseInfo("Case", "Who?", NOW, "isnad/test")) as store:
        for name in ("a", "b"):
            report = made.report(name, f"{made.TEXT} {name}")
            store.add(report, report.text.encode())
            store.put_reading(two_claims(store, report.id), "f")
        yield store


def rows(case: SqliteCase, layer: Layer, report: int = 0) -> list[Row]:
    return [r for r in case.rows(case.report_ids()[report]) if r.layer == layer]


def judged(case: SqliteCase, report: int = 0) -> Reading:
    found = case.reading(case.report_ids()[report])
    assert found is not None
    return found


def say(case: SqliteCase, row: Row, verdict: Any, when: str = NOW, who: str = "Rim", **more: Any) -> Judgement:
    return decide(case, row.id, verdict, who=who, when=when, why="why", **more)


def test_a_rejected_claim_keeps_its_place_and_says_nothing(case: SqliteCase) -> None:
    before, digest = judged(case), case.digest()
    j = say(case, rows(case, "claim")[1], "reject")
    after = judged(case)
    assert after.rejected == (1,)
    assert [k for k, _ in after.held()] == [0, 2]
    assert (after.claims[0], after.claims[2]) == (before.claims[0], before.claims[2])
    silent = after.claims[1]
    assert (silent.actor, silent.recipient, silent.place, silent.time, silent.quantities, silent.status) == ((), (), None, None, (), "hypothetical")
    assert [f.position for f in case.facts("claim") if f.report == case.report_ids()[0]] == [0, 2]
    assert case.fact(rows(case, "claim")[1].id).fact == before.claims[1]
    assert judged(case, 1) == case.reading(case.report_ids()[1], judged=False)
    assert case.digest() != digest
    compact, at = after.compact()
    assert (len(compact.claims), at, compact.rejected) == (2, (0, 2), ())
    assert [(k.first, k.second) for k in compact.links] == [(0, 1)]
    undo(case, j.id, who="Rim", when=NOW)
    assert judged(case) == before
    assert case.digest() == digest


def test_a_rejected_claim_takes_its_ties_with_it(case: SqliteCase) -> None:
    say(case, rows(case, "claim")[2], "reject")
    assert judged(case).links == ()


def test_what_stood_in_a_rejected_statement_stands_in_the_one_around_it(case: SqliteCase) -> None:
    outer, inner = rows(case, "statement")
    say(case, inner, "reject")
    assert [c.statement for c in judged(case).claims] == [0, 0, 0]
    say(case, outer, "reject")
    assert [c.statement for c in judged(case).claims] == [None, None, None]
    assert judged(case).statements == ()
    say(case, rows(case, "statement")[1], "accept")
    assert [c.statement for c in judged(case).claims] == [None, 0, 0]
    assert [s.parent for s in judged(case).statements] == [None]


def test_what_pointed_to_a_rejected_place_number_or_time_points_to_nothing(case: SqliteCase) -> None:
    for layer in ("place", "quantity", "time"):
        say(case, rows(case, layer)[0], "reject")
    after = judged(case)
    assert (after.places, after.quantities, after.times) == ((), (), ())
    assert {(c.place, c.quantities, c.time) for c in after.claims} == {(None, (), None)}


def test_claims_follow_a_time_and_a_mention_that_was_set_right(case: SqliteCase) -> None:
    j = say(case, rows(case, "time")[0], "change", values={"edtf": "2014-05-03"})
    k = say(case, rows(case, "mention")[0], "change", values={"party": "Other", "name": "Other army"})
    claim = judged(case).claims[0]
    assert claim.time == "2014-05-03"
    assert [n.name for n in claim.actor] == ["Other"]
    assert {j.id, k.id} <= set(claim.made.entries)
    say(case, rows(case, "mention")[0], "reject")
    assert judged(case).claims[0].actor == ()


def test_a_claim_is_changed_in_all_it_says(case: SqliteCase) -> None:
    text = case.reports()[0].text
    where = add(case, case.report_ids()[0], "place", made.at(text, "البلدية"), {"name": "Town", "lat": 1, "lon": 2.5}, who="Rim", when=NOW)
    inner = rows(case, "statement")[1]
    j = say(case, rows(case, "claim")[0], "change", values={
        "type": "COERCE", "mode": "arrest", "actor": [{"name": "X", "span": list(made.at(text, "الناطق"))}], "recipient": ["Y", {"name": "Z"}],
        "place": added_id(where), "time": "2015-05", "quantities": [], "occurred": False, "status": "denied-by-speaker", "statement": inner.id,
        "trigger": list(made.at(text, "وأصاب")),
    })  # fmt: skip
    reading = judged(case)
    claim = reading.claims[0]
    assert (claim.type, claim.mode, claim.time, claim.occurred, claim.status) == ("COERCE", "arrest", "2015-05", False, "denied-by-speaker")
    assert [(n.name, n.surface) for n in claim.actor] == [("X", "الناطق")]
    assert [n.name for n in claim.recipient] == ["Y", "Z"]
    assert claim.place is not None
    assert reading.places[claim.place].name == "Town"
    assert (claim.quantities, claim.statement) == ((), 1)
    assert claim.span.covers(claim.trigger)
    assert (claim.made.rule, claim.made.entries[-1]) == ("claim", j.id)
    assert case.reading(case.report_ids()[0], judged=False) == two_claims(case, case.report_ids()[0])


def test_a_chain_is_set_right(case: SqliteCase) -> None:
    row = rows(case, "statement")[1]
    values = {"speaker": "Rami", "via": ["Agency", "Paper"], "kind": "official", "stance": "deny", "parent": None, "cue": None}
    say(case, row, "change", values=values)
    s = judged(case).statements[1]
    assert (s.speaker.name, [v.name for v in s.via], s.kind, s.stance, s.parent) == ("Rami", ["Agency", "Paper"], "official", "deny", None)


def test_statements_never_stand_in_each_other(case: SqliteCase) -> None:
    outer, inner = rows(case, "statement")
    say(case, outer, "change", values={"parent": inner.id})
    parents = [s.parent for s in judged(case).statements]
    assert parents in ([None, 0], [1, None])


def test_an_added_row_stands_where_its_words_stand_and_a_claim_behind_the_others(case: SqliteCase) -> None:
    report, text = case.report_ids()[0], case.reports()[0].text
    early = add(case, report, "place", made.at(text, "قال"), {"name": "Early"}, who="Rim", when=NOW)
    assert [p.name for p in judged(case).places] == ["Early", "the village"]
    assert [judged(case).places[c.place].name for c in judged(case).claims if c.place is not None] == ["the village"] * 3
    values = {"type": "CONSULT", "place": added_id(early), "actor": ["A"]}
    j = add(case, report, "claim", made.at(text, "قال"), values, who="Rim Q", when=NOW, why="x")
    claim = judged(case).claims[3]
    assert (claim.type, claim.place, claim.made.rule, claim.made.entries) == ("CONSULT", 0, "person.Rim Q", (j.id,))
    located = case.fact(added_id(j))
    assert (located.fact, located.position, located.id) == (claim, 3, added_id(j))
    assert case.claim_ids()[ClaimRef(report, 3)] == added_id(j)
    assert [f.position for f in case.facts("claim") if f.report == report] == [0, 1, 2, 3]
    assert case.ids(added_id(j)) == [added_id(j)]
    changed = decide(case, added_id(j), "change", who="Rim", when=NOW, values={"type": "AGREE"})
    assert (judged(case).claims[3].type, case.row(added_id(j)).state) == ("AGREE", "added")
    assert case.row(added_id(j)).decisions == (j, changed)
    with pytest.raises(UsageError, match=r"decide\.there"):
        add(case, report, "claim", made.at(text, "قال"), {"type": "AGREE"}, who="Rim", when=NOW)


def test_added_claims_keep_their_places_when_others_are_taken_back(case: SqliteCase) -> None:
    report, text = case.report_ids()[0], case.reports()[0].text
    a, b = (add(case, report, "claim", made.at(text, w), {"type": "AID"}, who="Rim", when=NOW) for w in ("قال", "القرية"))
    back = undo(case, a.id, who="Rim", when=NOW)
    assert (judged(case).rejected, case.fact(added_id(b)).position, len(judged(case).claims)) == ((3,), 4, 5)
    undo(case, b.id, who="Rim", when=NOW)
    assert judged(case) == case.reading(report, judged=False)
    c = add(case, report, "claim", made.at(text, "شخصا"), {"type": "AID"}, who="Rim", when=NOW)
    assert case.fact(added_id(c)).position == 5
    undo(case, back.id, who="Rim", when="2025-01-01T00:00:00Z")
    assert [k for k, _ in judged(case).held()] == [0, 1, 2, 3, 5]


def test_a_decision_finds_its_row_in_a_newer_reading(case: SqliteCase) -> None:
    report = case.report_ids()[0]
    say(case, rows(case, "claim")[1], "reject")
    j = say(case, rows(case, "claim")[0], "change", values={"mode": "aerial"})
    newer = two_claims(case, report)
    moved = tuple(dataclasses.replace(c, occurred=False) for c in newer.claims)
    case.put_reading(dataclasses.replace(newer, claims=(moved[2], moved[1], moved[0])), "g")
    assert judged(case).rejected == (1,)
    assert judged(case).claims[2].mode == "aerial"
    assert not judged(case).claims[2].occurred
    assert {r.moved for r in rows(case, "claim") if r.decisions} == {True}
    assert case.lost() == []
    case.put_reading(dataclasses.replace(newer, claims=moved[2:], links=()), "h")
    assert [x.id for x in case.lost()] == [case.judgements()[0].id, j.id]
    asked = [q for q in questions(case) if q.kind == "lost-judgement"]
    assert {q.left for q in asked} == {x.id for x in case.lost()}
    case.remove(report)
    assert len(case.lost()) == len([q for q in questions(case) if q.kind == "lost-judgement"]) == 2


def test_what_a_newer_reading_finds_of_itself_is_not_there_twice(case: SqliteCase) -> None:
    report = case.report_ids()[0]
    newer = two_claims(case, report)
    case.put_reading(dataclasses.replace(newer, claims=newer.claims[:1], links=()), "g")
    trigger = newer.claims[1].trigger
    j = add(case, report, "claim", trigger, {"type": "ASSAULT", "mode": "firearms"}, who="Rim", when=NOW)
    assert len(judged(case).claims) == 2
    case.put_reading(newer, "h")
    assert [(c.type, c.mode) for c in judged(case).claims] == [("ASSAULT", "heavy-weapons"), ("ASSAULT", "firearms"), ("COERCE", "heavy-weapons")]
    assert case.row(rows(case, "claim")[1].id).decisions == (j,)


def test_who_has_not_seen_what_is_there_is_told(case: SqliteCase) -> None:
    shown = rows(case, "claim")[0]
    say(case, shown, "change", seen=shown.seen, values={"mode": "aerial"})
    with pytest.raises(CaseError, match=r"case\.stale.*Rim has decided"):
        say(case, shown, "reject", who="Sami", seen=shown.seen)
    now = rows(case, "claim")[0]
    say(case, now, "reject", who="Sami", seen=now.seen)
    case.ask_readers(2)
    assert case.info().readers == 2
    say(case, shown, "accept", who="Huda", seen=shown.seen)  # reads for herself, and has not seen what the others decided
    assert judged(case).claims[0].mode == "heavy-weapons"
    with pytest.raises(CaseError, match=r"case\.stale"):
        say(case, shown, "accept", who="Sami", seen=now.seen)


@pytest.mark.parametrize(("layer", "values", "code"), [
    ("claim", {"type": "DANCE"}, "decide.value"), ("claim", {"colour": "red"}, "decide.field"), ("claim", {"span": [0, 9999]}, "decide.value"),
    ("claim", {"span": [4, 4]}, "decide.value"), ("claim", {"time": "yesterday"}, "decide.value"), ("claim", {"place": "p-0"}, "decide.value"),
    ("claim", {"actor": [{"name": "a\u202eb"}]}, "decide.value"), ("claim", {"actor": 3}, "decide.value"), ("claim", {}, "decide.nothing"),
    ("claim", {"type": "ASSAULT"}, "decide.nothing"), ("claim", {"made": {}}, "decide.field"), ("quantity", {"min": 20, "max": 10}, "decide.value"),
    ("place", {"lat": 91}, "decide.value"), ("place", {"lat": None}, "decide.value"), ("place", {"name": ""}, "decide.value"),
    ("time", {"edtf": "2014-13"}, "decide.value"), ("statement", {"speaker": None}, "decide.value"), ("statement", {"kind": "ghost"}, "decide.value"),
    ("claim", {"quantities": 7}, "decide.value"), ("claim", {"statement": ["s"]}, "decide.value"), ("claim", {"occurred": "no"}, "decide.value"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_kept(case: SqliteCase, layer: Layer, values: dict[str, Any], code: str) -> None:
    with pytest.raises(IsnadError) as error:
        say(case, rows(case, layer)[0], "change", values=values)
    assert error.value.code == code
    assert case.judgements() == []


def test_what_is_not_there_cannot_be_decided(case: SqliteCase) -> None:
    with pytest.raises(CaseError, match="no fact"):
        decide(case, "c-0", "reject", who="Rim", when=NOW)
    with pytest.raises(UsageError, match=r"decide\.unknown"):
        undo(case, "j-0", who="Rim", when=NOW)
    with pytest.raises(UsageError, match=r"decide\.who"):
        say(case, rows(case, "claim")[0], "reject", who=" ")
    with pytest.raises(UsageError, match="needs name"):
        add(case, case.report_ids()[0], "place", (0, 3), {}, who="Rim", when=NOW)
    with pytest.raises(UsageError, match=r"decide\.layer"):
        add(case, case.report_ids()[0], "link", (0, 3), {}, who="Rim", when=NOW)
    gone = rows(case, "claim")[0]
    newer = two_claims(case, case.report_ids()[0])
    case.put_reading(dataclasses.replace(newer, claims=newer.claims[1:], links=()), "g")
    with pytest.raises(CaseError, match="no fact"):
        say(case, gone, "reject")


def test_a_merge_holds_for_what_people_have_said_as_well(case: SqliteCase) -> None:
    say(case, rows(case, "claim")[0], "change", values={"actor": ["A"]})
    case.judge(Judgement("B", "merge", "B", "Rim", NOW, "one", names=("A",)))
    assert [n.name for n in judged(case).claims[0].actor] == ["B"]
    assert next(f.fact.actor[0].name for f in case.facts("claim") if isinstance(f.fact, Claim)) == "B"


def test_pairs_of_claims_know_rejected_and_added_ones(case: SqliteCase) -> None:
    a, b = case.report_ids()
    text = case.reports()[0].text
    j = add(case, a, "claim", made.at(text, "قال"), {"type": "CONSULT"}, who="Rim", when=NOW)
    spot = made.at(text, "قصف")
    case.judge(Judgement("c", "same", "d", "Rim", NOW, "one", anchors=(Anchor(a, made.at(text, "قال")),), others=(Anchor(b, spot),)))
    assert [(x.left, x.right) for x in case.bonds()] == [tuple(sorted((ClaimRef(a, 3), ClaimRef(b, 0))))]
    say(case, rows(case, "claim", 1)[0], "reject")
    assert case.bonds() == []
    undo(case, j.id, who="Rim", when=NOW)
    assert case.bonds() == []


def test_accepting_changes_nothing_that_is_read(case: SqliteCase) -> None:
    before, digest = judged(case), case.digest()
    for layer in ("claim", "statement", "time", "place", "quantity", "mention"):
        for row in rows(case, layer):
            say(case, row, "accept")
    assert judged(case) == before
    assert case.digest() == digest
    assert {r.state for r in case.rows(case.report_ids()[0]) if r.layer != "link"} == {"accepted"}


def test_the_other_layers_stay_in_order_of_the_text(case: SqliteCase) -> None:
    text = case.reports()[0].text
    for word in ("شخصا", "قال", "3"):
        add(case, case.report_ids()[0], "place", made.at(text, word), {"name": word}, who="Rim", when=NOW)
    say(case, rows(case, "place")[0], "change", values={"span": list(made.at(text, "12"))})
    spans = [p.span for p in judged(case).places]
    assert spans == sorted(spans)
    assert len(spans) == 4
    assert all(isinstance(f.fact, PlaceMention) for f in case.facts("place"))


def test_what_was_linked_before_no_longer_holds_a_rejected_claim(case: SqliteCase) -> None:
    a, b = (case.report(i) for i in case.report_ids())
    case.put_linked(made.linked(a, b), "g")
    j = say(case, rows(case, "claim")[0], "reject")
    assert [(e.claims, e.joins) for e in case.linked().events] == [((ClaimRef(b.id, 0),), ())]
    assert case.event("e-1").claims == (ClaimRef(b.id, 0),)
    assert (case.contradictions(), case.event_of(ClaimRef(a.id, 0)), case.events_of([a.id])) == ((), None, [])
    say(case, rows(case, "claim", 1)[0], "reject")
    assert case.linked().events == ()
    with pytest.raises(CaseError, match="no event"):
        case.event("e-1")
    for x in (case.judgements()[1], j):
        undo(case, x.id, who="Rim", when=NOW)
    assert case.linked() == made.linked(a, b)


def test_a_source_who_is_not_to_be_known_stays_covered(case: SqliteCase) -> None:
    report = case.report_ids()[0]
    read = two_claims(case, report)
    hidden = dataclasses.replace(read.statements[0], protect=True, kind="person", named=True, speaker=Name("Mazin al-Halabi"))
    case.put_reading(dataclasses.replace(read, statements=(hidden, read.statements[1])), "g")

    def covered() -> bool:
        return bool(shield_of(case.items(), True).spans("it was Mazin al-Halabi who said so"))

    row = rows(case, "statement")[0]
    assert covered()
    j = say(case, row, "reject")
    assert covered()
    undo(case, j.id, who="Rim", when=NOW)
    j = say(case, row, "change", values={"speaker": "Another"})
    assert covered()
    undo(case, j.id, who="Rim", when=NOW)
    say(case, row, "change", values={"protect": False})
    assert not covered()  # somebody has said that he may be known
