"""Rival explanations held against made events: what moves them, what does not, and what a wrong file is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.errors import InputError
from isnad.lang.tables import table
from isnad.model.hypotheses import Expectation, Hypothesis, Look, Rivals
from isnad.model.linked import Assessment, ClaimRef, Event, Grade, Line, Linked
from isnad.model.plover import EventType
from isnad.model.records import Claim, Made, Name, Reading
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.relate.hypotheses import weigh
from isnad.relate.hypotheses_file import SAYS, rivals_of

HAND = Made("test.hand")
A, B = "Syrian government", "Islamic State"
FILE = """
question: What explains it?
hypotheses:
  - {id: deal, says: They had a deal}
  - {id: chance, says: Each was busy elsewhere, prior: [0.2, 0.4]}
expectations:
  - id: quiet
    says: No strikes
    look: {type: ASSAULT, actor: Syrian government, recipient: Islamic State, occurred: false, from: 2014, to: "2017-12"}
    likely: {deal: very likely, chance: [0.3, 0.5]}
  - id: talks
    says: Talks are told of
    look: {type: [CONSULT, AGREE], between: [Islamic State, Syrian government]}
    likely: {deal: 0.9, chance: unlikely}
"""


def event(n: int, kind: EventType, *, occurred: bool | None = True, time: str | None = "2015-05", actor: str = A, recipient: str = B) -> Event:
    return Event(f"e{n}", kind, f"event {n}", time, "Palmyra", 34.5, 38.3, (actor,), (recipient,), occurred, (ClaimRef(f"r{n}", 0),), (), HAND)


def assessed(e: Event, *origins: str, against: tuple[str, ...] = (), reports: tuple[str, ...] = ("r",)) -> Assessment:
    lines = tuple(Line(o, reports) for o in origins)
    no = tuple(Line(o, reports) for o in against)
    grade: Grade = "contested" if lines and no else "weak"
    return Assessment(e.id, lines, no, (), grade, "", HAND)


def rivals(tmp_path: Path, text: str = FILE) -> Rivals:
    path = tmp_path / "rivals.yaml"
    path.write_text(text, encoding="utf-8")
    return rivals_of(str(path))


def shares(r: Rivals, *pairs: tuple[Event, Assessment]) -> dict[str, float]:
    found = weigh(r, Linked(tuple(e for e, _ in pairs), (), ()), [a for _, a in pairs], [])
    return {s.hypothesis: s.share for s in found.standings}


def test_a_file_is_read(tmp_path: Path) -> None:
    r = rivals(tmp_path)
    assert [h.id for h in r.hypotheses] == ["deal", "chance"]
    assert r.hypotheses[1].prior == (0.2, 0.4)
    assert r.expectations[0].look == Look(("ASSAULT",), (), A, B, (), None, False, "2014", "2017-12", 1)
    assert r.expectations[0].likely == ((0.8, 0.95), (0.3, 0.5))
    assert r.expectations[1].likely == ((0.9, 0.9), (0.2, 0.45))


def test_what_the_case_shows_moves_the_rivals_and_silence_moves_nothing(tmp_path: Path) -> None:
    r = rivals(tmp_path)
    before = shares(r)
    assert before["deal"] == pytest.approx(0.5 / 0.8, abs=1e-3)
    quiet = event(1, "ASSAULT", occurred=False)
    after = shares(r, (quiet, assessed(quiet, against=("Sky",))))
    assert after["deal"] > before["deal"]
    other = event(2, "ASSAULT", occurred=True)
    assert shares(r, (other, assessed(other, "Sky"))) == before
    late = event(3, "ASSAULT", occurred=False, time="2019")
    assert shares(r, (late, assessed(late, against=("Sky",)))) == before


def test_an_echo_moves_nothing_and_an_independent_line_does(tmp_path: Path) -> None:
    r = rivals(tmp_path)
    quiet = event(1, "ASSAULT", occurred=False)
    one = shares(r, (quiet, assessed(quiet, against=("Sky",))))
    echoed = shares(r, (quiet, assessed(quiet, against=("Sky",), reports=("a", "b", "c"))))
    told_again = event(2, "ASSAULT", occurred=False)
    twice = shares(r, (quiet, assessed(quiet, against=("Sky",))), (told_again, assessed(told_again, against=("Sky",))))
    assert one == echoed == twice
    two = shares(r, (quiet, assessed(quiet, against=("Sky", "a fisherman"))))
    assert two["deal"] > one["deal"]


def test_one_origin_behind_two_rows_counts_once_in_all(tmp_path: Path) -> None:
    r = rivals(tmp_path)
    quiet, talks = event(1, "ASSAULT", occurred=False), event(2, "CONSULT")
    same = weigh(r, Linked((quiet, talks), (), ()), [assessed(quiet, against=("Sky",)), assessed(talks, "Sky")], [])
    apart = weigh(r, Linked((quiet, talks), (), ()), [assessed(quiet, against=("Sky",)), assessed(talks, "Mirror")], [])
    assert [row.weight for row in same.rows] == [0.25, 0.25]
    assert [row.weight for row in apart.rows] == [0.5, 0.5]


def test_a_contested_event_counts_half(tmp_path: Path) -> None:
    r = rivals(tmp_path)
    talks = event(2, "CONSULT", occurred=None)
    found = weigh(r, Linked((talks,), (), ()), [assessed(talks, "Sky", against=("the ministry",))], [])
    assert found.rows[1].weight == 0.25
    assert found.rows[1].events[0].contested


def test_what_would_turn_it_and_what_would_tell_them_apart(tmp_path: Path) -> None:
    text = FILE.replace("prior: [0.2, 0.4]", "prior: 0.9")
    r = rivals(tmp_path, text)
    talks = event(2, "CONSULT", recipient=B)
    found = weigh(r, Linked((talks,), (), ()), [assessed(talks, "Sky", "Mirror", "a clerk")], [])
    assert max(found.standings, key=lambda s: s.share).hypothesis == "deal"
    turned = {t.name for t in found.turns if t.turned and t.what == "origin"}
    assert turned <= {"Sky", "Mirror", "a clerk"}
    assert found.apart == ("quiet",)
    lone = weigh(r, Linked((talks,), (), ()), [assessed(talks, "Sky")], [])
    assert all(t.first == "chance" for t in lone.turns)


@settings(deadline=None)  # how long it takes is the machine's, not the test's
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5), st.integers(0, 4))
def test_shares_add_up_and_do_not_depend_on_the_order_of_events(likely: list[tuple[float, float]], lines: int) -> None:
    ranges = [(min(a), max(a)) for a in ((x, y) for x, y in likely)]
    one = Hypothesis("h", "h", (0.5, 0.5))
    r = Rivals("?", (one, replace(one, id="g")), tuple(Expectation(f"e{k}", "e", Look(("CONSULT",)), (x, (0.5, 0.5))) for k, x in enumerate(ranges)))
    events = [event(n, "CONSULT") for n in range(lines)]
    judged = [assessed(e, f"o{n}") for n, e in enumerate(events)]
    found = weigh(r, Linked(tuple(events), (), ()), judged, [])
    again = weigh(r, Linked(tuple(reversed(events)), (), ()), judged, [])
    assert sum(s.share for s in found.standings) == pytest.approx(1, abs=1e-3)
    assert found.standings == again.standings
    assert all(0 <= s.low <= s.high <= 1 for s in found.standings)


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "words"),
    [
        ("type: ASSAULT", "type: ATTACK", "hypotheses.form", "line 9", "ATTACK"),
        ("very likely, chance", "perhaps, chance", "hypotheses.form", "line 10", "perhaps"),
        ("deal: 0.9, chance: unlikely", "deal: 0.9", "hypotheses.form", "line 14", "chance"),
        ("question: What explains it?", "questions: x", "hypotheses.form", "line 2", "questions"),
        ("from: 2014", "from: May", "hypotheses.form", "line 9", "EDTF"),
        ("id: chance", "id: deal", "hypotheses.form", "line 5", "deal"),
        ("{type: [CONSULT, AGREE], between: [Islamic State, Syrian government]}", "{}", "hypotheses.form", "line 13", "nothing to look for"),
        ("expectations:\n", "expectations: [\n", "hypotheses.yaml", None, ""),
    ],
)
def test_a_wrong_file_is_told_where_and_what(tmp_path: Path, old: str, new: str, code: str, place: str | None, words: str) -> None:
    assert old in FILE
    with pytest.raises(InputError) as error:
        rivals(tmp_path, FILE.replace(old, new, 1))
    d = error.value.diagnostic
    assert d.code == code
    assert place is None or d.place == place
    assert words in d.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        rivals_of(str(tmp_path / "none.yaml"))
    assert error.value.diagnostic.code == "hypotheses.file"


def test_a_force_shows_where_the_reports_name_it(tmp_path: Path) -> None:
    army = Claim(Span(0, 5), Span(0, 9), "ASSAULT", None, (Name(A, entity="syria.army"),), (Name(B),), None, None, (), True, "actual", None, HAND)
    report = Report("r1", "shelling of it", "0" * 64, "en", Capture("r1", "", "test", "text/plain", "utf-8"))
    shelled = replace(event(1, "ASSAULT"), claims=(ClaimRef(report.id, 0),))
    for claim, name, there in (
        (army, "Syrian army", True), (army, A, True), (army, "Syrian air force", False),
        (replace(army, actor=(Name(A),)), "Syrian army", False), (replace(army, actor=(Name(A),)), A, True),
    ):  # fmt: skip
        asked = rivals(tmp_path, FILE.replace("actor: Syrian government, recipient: Islamic State, occurred: false", f"actor: {name}"))
        items = [(report, Reading(report.id, "hand", (), (), (), (), (), (claim,)))]
        found = weigh(asked, Linked((shelled,), (), ()), [assessed(shelled, "X")], items)
        assert bool(found.rows[0].events) is there, name


def test_a_wrong_file_is_told_which_key_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"`expectations\.look\.occurred`: is true or false"):
        rivals(tmp_path, FILE.replace("occurred: false", "occurred: sometimes"))


def test_what_is_wrong_in_a_file_has_words_in_both_languages() -> None:
    labels = table("common", "labels")
    for said, english in SAYS.items():
        assert labels[f"rivals.wrong.{said}"]["en"] == english
        assert set(re.findall(r"{\w+}", labels[f"rivals.wrong.{said}"]["ar"])) == set(re.findall(r"{\w+}", english))
