"""`isnad resolve`: questions, decisions, and what follows from them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor
from isnad.model.span import Span
from isnad.show.cli.app import run
from isnad.store.sqlite import SqliteStore


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Isnad = Callable[..., Ended]

REPORTS = {
    "one": "أعلن كامل الدرويش أن قوات النظام السوري قصفت مدينة سراقب يوم 3 شباط 2018. وقصفت كتيبة صقور الجرف مواقع قوات النظام السوري في سراقب.",
    "two": "The Syrian army shelled the town of Saraqib on 3 February 2018, Kamil al-Darwish said. The Syrian army denied that it shelled the town.",
    "three": "قال كامل درويش إن الجيش السوري قصف سراقب في 3 شباط 2018 وقتل 12 مدنيا. وقصفت طائرات قرية تل العصفورة.",
}


@pytest.fixture
def isnad(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Isnad:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ISNAD_DEBUG", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714564800")
    monkeypatch.setenv("LOGNAME", "tester")

    def call(*arguments: object) -> Ended:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.meta.json").write_text('{"published": "2018-02-04"}', encoding="utf-8")
    call("new", "c")
    assert call("add", "c", "one.txt", "two.txt", "three.txt", "-j", "1").code == 0
    return call


def state(isnad: Isnad) -> list[str]:
    """All that a case shows."""
    shown = [isnad(c, "c", "-f", "json") for c in ("claims", "events", "echoes", "contradictions", "sources")]
    dyad = isnad("dyad", "c", "Syrian government", "civilians", "-f", "json")
    return [s.out for s in shown] + [dyad.out + dyad.err, isnad("link", "c", "-f", "json").out]


def asked(isnad: Isnad, kind: str | None = None) -> list[dict[str, object]]:
    ended = isnad("resolve", "c", "-f", "json", *(("--kind", kind) if kind else ()))
    assert ended.code == 0, ended.err
    found: list[dict[str, object]] = json.loads(ended.out)
    return found


def test_questions_have_stable_ids_and_quotes(isnad: Isnad) -> None:
    found = asked(isnad)
    assert found == asked(isnad)
    assert [q["weight"] for q in found] == sorted((q["weight"] for q in found), key=lambda w: -float(str(w)))
    names = [q for q in found if q["kind"] == "same-name"]
    assert names, found
    for q in found:
        assert all(q[k] for k in ("ask", "why", "quotes"))
    assert isnad("read", "c", "--again", "-j", "1").code == 0
    assert isnad("link", "c", "--again").code == 0
    assert asked(isnad) == found


def test_a_merge_is_followed_by_claims_events_and_dyads_and_undone_without_a_trace(isnad: Isnad) -> None:
    before = state(isnad)
    claims = json.loads(before[0])
    assert any("Syrian government" in c["actor"] for c in claims)
    ended = isnad("resolve", "c", "merge", "Syrian government", "--as", "Damascus", "--by", "Layla", "--why", "the case calls it so")
    assert ended.code == 0, ended.err
    judgement = ended.out.split()[0]
    merged = json.loads(isnad("claims", "c", "-f", "json").out)
    assert [c["id"] for c in merged] == [c["id"] for c in claims]
    assert [[("Damascus" if n == "Syrian government" else n) for n in c["actor"]] for c in claims] == [c["actor"] for c in merged]
    assert isnad("claims", "c", "--actor", "Damascus", "-f", "json").out != "[]\n"
    assert any("Damascus" in e["actor"] for e in json.loads(isnad("events", "c", "-f", "json").out))
    assert isnad("dyad", "c", "Damascus", "civilians").code == 0
    assert isnad("dyad", "c", "Syrian government", "civilians").code == 2
    assert isnad("dossier", "c", "-o", "d.html").code == 0
    assert "Damascus" in Path("d.html").read_text(encoding="utf-8")
    assert judgement in isnad("explain", "c", merged[0]["id"]).out
    after = state(isnad)
    for command in (("read", "c", "--again", "-j", "1"), ("link", "c", "--again")):
        assert isnad(*command).code == 0
    assert state(isnad) == after
    assert isnad("verify", "c").code == 0
    (row,) = json.loads(isnad("resolve", "c", "log", "-f", "json").out)
    assert (row["who"], row["when"], row["why"], row["holds"]) == ("Layla", "2024-05-01T12:00:00Z", "the case calls it so", True)
    assert isnad("resolve", "c", "undo", judgement, "--why", "a mistake").code == 0
    assert state(isnad) == before
    assert [r["holds"] for r in json.loads(isnad("resolve", "c", "log", "-f", "json").out)] == [False, True]


def test_a_question_that_is_answered_is_not_asked_again(isnad: Isnad) -> None:
    while left := asked(isnad):  # an answer may answer others too
        q = left[0]
        answer = ("--lat", "36", "--lon", "37") if q["kind"] == "unplaced" else ()
        assert isnad("resolve", "c", "confirm", q["id"], *answer, "--why", "looked at").code == 0, q
        assert q["id"] not in [x["id"] for x in asked(isnad)]


def test_names_that_are_said_to_differ_are_not_asked_about_again(isnad: Isnad) -> None:
    for q in asked(isnad, "same-name"):
        assert isnad("resolve", "c", "reject", q["id"], "--why", "two men").code == 0
    assert asked(isnad, "same-name") == []


def test_words_that_stand_for_two_parties_are_asked_about(isnad: Isnad, tmp_path: Path) -> None:
    with SqliteStore().write(tmp_path / "c.isnad") as case:
        report = next(r for r in case.reports() if r.name == "two")
        reading = case.reading(report.id, judged=False)
        assert reading is not None
        first, *rest = [m for m in reading.mentions if m.party == "Syrian government"]
        other = dataclasses.replace(rest[0], party="Lebanese army")
        case.put_reading(dataclasses.replace(reading, mentions=tuple(other if m is rest[0] else m for m in reading.mentions)), "f")
    (q,) = asked(isnad, "ambiguous-party")
    assert (set(map(str, q["names"])), len(q["anchors"])) == ({"Lebanese army", first.party}, 2)  # type: ignore[call-overload,arg-type]
    assert isnad("resolve", "c", "confirm", q["id"], "--why", "both").code == 0
    assert asked(isnad, "ambiguous-party") == []


def test_a_split_is_of_one_report(isnad: Isnad) -> None:
    ended = isnad("resolve", "c", "split", "Syrian government", "--report", "two", "--as", "Another army", "--why", "w")
    assert ended.code == 0, ended.err
    rows = json.loads(isnad("claims", "c", "-f", "json").out)
    assert {r["report"] for r in rows if "Another army" in r["actor"]} == {"two"}
    assert {r["report"] for r in rows if "Syrian government" in r["actor"]} == {"one", "three"}


def test_a_judgement_that_finds_nothing_any_more_is_asked_about(isnad: Isnad) -> None:
    assert isnad("resolve", "c", "merge", "Syrian government", "--as", "Damascus", "--why", "w").code == 0
    for name in REPORTS:
        assert isnad("remove", "c", name).code == 0
    assert [q["kind"] for q in asked(isnad)] == ["lost-judgement"]
    (q,) = asked(isnad)
    assert isnad("resolve", "c", "reject", q["id"], "--why", "gone").code == 0
    assert asked(isnad) == []


def test_claims_and_events_are_kept_apart_or_together(isnad: Isnad) -> None:
    ids = [c["id"] for c in json.loads(isnad("claims", "c", "-f", "json").out)]
    for verdict in ("same", "different", "unsure"):
        ended = isnad("resolve", "c", verdict, ids[0], ids[-1], "--why", verdict)
        assert (ended.code, ended.err) == (0, "")
    events = [e["id"] for e in json.loads(isnad("events", "c", "-f", "json").out)]
    assert isnad("resolve", "c", "different", events[0], events[1], "--why", "two days").code == 0
    assert isnad("resolve", "c", "different", events[0], events[0], "--why", "two days").code == 2


def event_of(isnad: Isnad) -> dict[str, str]:
    return {c["id"]: c["event"] for c in json.loads(isnad("claims", "c", "-f", "json").out)}


def test_events_follow_what_is_said_of_two_claims(isnad: Isnad) -> None:
    before = event_of(isnad)
    pairs = [(a, b) for a in before for b in before if a < b]
    together = next(((a, b) for a, b in pairs if before[a] == before[b]), None)
    apart = next((a, b) for a, b in pairs if before[a] != before[b])
    ended = isnad("resolve", "c", "same", *apart, "--why", "one night")
    assert ended.code == 0, ended.err
    assert event_of(isnad)[apart[0]] == event_of(isnad)[apart[1]]
    assert isnad("resolve", "c", "undo", ended.out.split()[0], "--why", "no").code == 0
    assert event_of(isnad) == before
    if together is not None:
        assert isnad("resolve", "c", "different", *together, "--why", "two nights").code == 0
        after = event_of(isnad)
        assert after[together[0]] != after[together[1]]


def test_two_events_are_joined_whole_and_it_is_said(isnad: Isnad) -> None:
    found = sorted(json.loads(isnad("events", "c", "-f", "json").out), key=lambda e: -e["claims"])
    large, small = found[0], found[-1]
    before = event_of(isnad)
    moved = [c for c, e in before.items() if e in (large["id"], small["id"])]
    assert len(moved) > 2
    ended = isnad("resolve", "c", "same", small["id"], large["id"], "--why", "one night")
    assert ended.code == 0, ended.err
    (event,) = {event_of(isnad)[c] for c in moved}
    assert f"joined: {event}" in ended.out
    assert f"{len(moved)} of {len(moved)} claims" in ended.out
    assert isnad("resolve", "c", "undo", ended.out.split()[0], "--why", "no").code == 0
    assert event_of(isnad) == before


def test_a_table_lists_the_weightiest(isnad: Isnad) -> None:
    found = isnad("resolve", "c", "--limit", "1")
    assert len(found.out.splitlines()) == 2
    assert "more of less weight" in found.err


def test_a_decision_made_twice_is_one(isnad: Isnad) -> None:
    command = ("resolve", "c", "merge", "Syrian government", "--as", "Damascus", "--why", "w")
    assert isnad(*command).code == 0
    assert isnad("resolve", "c", "undo", "j-", "--why", "no").code == 0
    assert isnad(*command).code == 0
    assert "Damascus" in isnad("claims", "c").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["frobnicate", "--why", "w"], "cli.unknown"),
        (["merge", "Syrian goverment", "--as", "X", "--why", "w"], "cli.unknown"),
        (["merge", "Syrian government", "--why", "w"], "resolve.names"),
        (["merge", "Syrian government", "--as", "X"], "resolve.why"),
        (["merge", "Syrian government", "--as", "X", "--why", "  "], "resolve.why"),
        (["merge", "Syrian government", "--as", "\u202e", "--why", "w"], "resolve.name"),
        (["merge", "Syrian government", "--as", "X", "--by", " ", "--why", "w"], "resolve.who"),
        (["split", "Syrian government", "--as", "X", "--why", "w"], "resolve.where"),
        (["split", "Syrian government", "--report", "one", "--why", "w"], "resolve.names"),
        (["split", "Syrian government", "--report", "nine", "--as", "X", "--why", "w"], "cli.unknown"),
        (["split", "Syrian government", "--at", "m-zz", "--as", "X", "--why", "w"], "cli.unknown"),
        (["place", "Atlantis", "--lat", "1", "--lon", "1", "--why", "w"], "cli.unknown"),
        (["place", "Saraqib", "--lat", "91", "--lon", "1", "--why", "w"], "resolve.coordinates"),
        (["place", "Saraqib", "--lat", "nan", "--lon", "1", "--why", "w"], "resolve.coordinates"),
        (["place", "Saraqib", "--gazetteer", "geonames:0", "--why", "w"], "resolve.gazetteer"),
        (["confirm", "q-zz", "--why", "w"], "cli.unknown"),
        (["confirm", "--why", "w"], "resolve.names"),
        (["undo", "j-zz", "--why", "w"], "cli.unknown"),
        (["same", "c-zz", "c-yy", "--why", "w"], "cli.unknown"),
        (["--kind", "other"], "cli.unknown"),
    ],
)
def test_what_cannot_be_decided_is_refused_by_code(isnad: Isnad, arguments: list[str], code: str) -> None:
    ended = isnad("resolve", "c", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert f"error[{code}]" in ended.err
    assert json.loads(isnad("resolve", "c", "log", "-f", "json").out) == []


def test_a_decision_about_several_claims_says_so(isnad: Isnad) -> None:
    spots = tuple(Anchor(f"r-{k}", Span(0, 4)) for k in range(3))
    with SqliteStore().write(Path("c.isnad")) as store:
        store.judge(Judgement("c-1", "accept", None, "tester", "2024-05-01T12:00:00Z", "w", names=("Syria",), anchors=spots))
    assert "accept c-1 and 2 more (“Syria”)" in isnad("resolve", "c", "log").out
