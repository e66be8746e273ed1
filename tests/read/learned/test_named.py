"""Who is named where, and what the role reader makes of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genscripts.train.gold import GOLD
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft
from isnad.model.report import Capture, Report
from isnad.read.learned import network as network_module
from isnad.read.learned.adviser import OVERRULED, Blend, Learned
from isnad.read.learned.candidates import ROLE
from isnad.read.learned.heads import KINDS, NAMES, ROLES, TYPES, WHO
from isnad.read.learned.named import Named, named
from isnad.read.learned.network import network
from isnad.read.reader import read_report
from isnad.readers import authority

WORDS = [
    *("قصف", "الجيش السوري", "مواقع", "تنظيم الدولة الإسلامية", "قال", "إن", "حزب الله", "«", "»", ".", "،", "انسحبت", "مقاتليه", "لم"),
    *("Hezbollah", "said", "the army", "\u200f", "\N{GRINNING FACE}", "ق\u064eصف", "ق\u0640صف", "5"),
]


class Watched(Learned):
    """Keeps what it is shown before roles are filled, and fills none."""

    seen: tuple[Sheet, list[Draft]] | None = None

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        self.seen = sheet, drafts


def report(text: str, lang: str = "ar") -> Report:
    return Report("r", text, "0" * 64, lang, Capture("r", "", "", "text/plain", "utf-8"))


def seen(text: str) -> tuple[Sheet, list[Draft], Named]:
    reader = Watched(network())
    read_report(report(text), authority(), reader)
    assert reader.seen is not None
    return *reader.seen, named(*reader.seen)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_runs_lie_side_by_side_and_name_one_each(words: list[str]) -> None:
    sheet, _, who = seen(" ".join(words))
    n = len(sheet.doc.tokens)
    assert len(who.marks) == len(who.whose) == n
    assert ((who.marks > 0) == (who.whose > 0)).all()
    assert who.marks.max(initial=0) <= 2 * len(KINDS)
    runs = who.runs(0, n)
    assert sorted(w for a, b in runs for w in range(a, b)) == list(np.flatnonzero(who.whose))
    for a, b in runs:
        assert len(set(who.whose[a:b])) == 1
    for m in sheet.mentions:
        first, last = sheet.doc.tokens_in(m.span)
        explained = m.made.rule in ("ar.mention.owned", "ar.mention.generic")  # by the pronoun, or by what else the report tells
        if m.party and first < last and not explained:
            assert {who.parties[k - 1] for k in who.whose[first:last]} == {m.party}


def test_more_parties_than_there_are_numbers_share_them() -> None:
    n = NAMES + 5
    who = Named([str(k) for k in range(n)], np.ones(n, np.int64), np.arange(1, n + 1))
    assert set(who.names(0, n)) == set(range(1, NAMES + 1))
    assert who.names(0, n)[0] == who.names(0, n)[NAMES]


def test_who_did_it_and_to_whom_is_told_apart() -> None:
    text = "قصفت طائرات الجيش السوري صباح اليوم مقرات تنظيم الدولة الإسلامية في مدينة الباب، وقال ناشطون إن حزب الله لم يشارك."
    sheet, drafts, who = seen(text)
    d = next(d for d in drafts if d.type == "ASSAULT")
    word = sheet.doc.tokens_in(d.trigger)[0]
    (played,) = network().roles(network().scores(sheet.doc), who, [(word, TYPES.index(d.type))])
    assert played.among.shape == (len(ROLES), len(played.runs) + 1)
    assert np.allclose(played.among.sum(1), 1, atol=1e-4)
    likeliest = [who.parties[who.whose[played.runs[int(row[:-1].argmax())][0]] - 1] for row in played.among]
    assert likeliest == ["Syrian government", "Islamic State"]


def test_questions_asked_together_are_answered_like_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, _, who = seen("قصفت طائرات الجيش السوري مقرات تنظيم الدولة الإسلامية. وقال ناشطون إن حزب الله لم يشارك. " * 8)
    net, scores = network(), network().scores(sheet.doc)
    questions = [(w, kind) for kind in (0, WHO) for w in range(len(sheet.doc.tokens))]
    together = net.answers(scores, who, questions)
    assert sorted(i for a in together for i in a.asked) == list(range(len(questions)))
    monkeypatch.setattr(network_module, "_ROWS", 100)
    for a, b in zip(together, net.answers(scores, who, questions), strict=True):
        assert (a.asked, a.runs) == (b.asked, b.runs)
        assert np.allclose(a.scores, b.scores, atol=1e-4)
    alone = {i: net.answers(scores, who, [questions[i]])[0].scores[0] for i in range(0, len(questions), 29)}
    for a in together:
        for i, score in zip(a.asked, a.scores, strict=True):
            assert i not in alone or np.allclose(score, alone[i], atol=1e-4)


def test_where_nobody_is_named_nobody_did_it() -> None:
    sheet, _, who = seen("انهار السقف في الليل.")
    (played,) = network().roles(network().scores(sheet.doc), who, [(0, TYPES.index("ASSAULT"))])
    assert played.runs == []
    assert played.among.tolist() == [[1.0], [1.0]]


def test_who_is_overruled_is_told() -> None:
    """Among strangers, with nothing asked of the difference, a claim whose party changed says so, and no other does."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted((GOLD / "tried").glob("gF-*.txt"))[:4])
    stranger = Learned(network(), Blend(strange=2.0, home=3.0, against=0.0, claim=0.0))
    ruled = {c.trigger: c for c in read_report(report(text), authority()).claims}
    read = [c for c in read_report(report(text), authority(), stranger).claims if c.trigger in ruled]
    told = [c for c in read if OVERRULED in c.made.entries]
    assert told
    for c in told:
        before = ruled[c.trigger]
        assert (c.actor, c.recipient) != (before.actor, before.recipient)
        assert {ROLE["actor"], ROLE["recipient"]} & set(c.made.entries)


def test_nobody_does_it_to_himself_alone() -> None:
    """Who is put into a role is not the only one in the other as well: with thresholds at which it puts somebody wherever it can."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted((GOLD / "tried").glob("gF-*.txt"))[:4])
    eager = Learned(network(), Blend(claim=0.0, role={"ar": 0.0, "en": 0.0}, against=0.0))
    put = [c for c in read_report(report(text), authority(), eager).claims if {ROLE["actor"], ROLE["recipient"]} & set(c.made.entries)]
    assert len(put) > 20
    assert not [c for c in put if len(c.actor) == 1 and [n.name for n in c.actor] == [n.name for n in c.recipient]]


def test_where_nobody_is_overruled_their_parties_stay() -> None:
    """With the same judges and network: in a language in which it overrules nobody, what the rules read in a role is never replaced."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted((GOLD / "tried").glob("gF-*.txt"))[:4])
    ruled = {c.trigger: c for c in read_report(report(text), authority()).claims}
    humble = Learned(network(), Blend(strange=2.0, home=3.0, claim=0.0, overrules=(), meant=2.0))
    claims = read_report(report(text), authority(), humble).claims
    assert claims
    for c in claims:
        if c.trigger in ruled and ruled[c.trigger].actor:
            assert [n.name for n in c.actor] == [n.name for n in ruled[c.trigger].actor]
