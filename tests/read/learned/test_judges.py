"""What rules and network propose, each proposal once and with all that is told of it; and the judges' answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.grammar.sheet import Sheet
from isnad.lang.common.attribution import Attribution
from isnad.lang.common.claims import Draft
from isnad.model.report import Capture, Report
from isnad.read.learned.adviser import Learned
from isnad.read.learned.candidates import WIDTH
from isnad.read.learned.decode import Choice, Content, contents, happenings
from isnad.read.learned.judges import QUESTIONS, Judge, load, save
from isnad.read.learned.network import network
from isnad.read.learned.pieces import Range
from isnad.read.learned.proposals import CLAIM, CONTENT, LEAST, Claimed, Said, claim_rows, claimed, said, said_rows
from isnad.read.reader import read_report
from isnad.readers import authority

TEXT = (
    "نفى مصدر عسكري أن تكون الطائرات قد قصفت رتل التنظيم، وقال إن الرتل «مرّ ليلاً دون أن تُطلق عليه رصاصة». "
    "وأكد ناشطون أن الجيش انسحب من الحاجز وسلّمه للتنظيم."
)
PIECES = ["قال إن الجيش انسحب", "«لم يقصف أحد»", "نفى الخبر", ".", "\n", "said the army left", "5", "ق\u064eصف"]


class Watched(Learned):
    """Keeps what is proposed."""

    stretches: tuple[list[Said], object] | None = None
    claims: tuple[list[Claimed], object] | None = None

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        scores = self.scores(sheet.doc)
        proposals = said(found, contents(sheet.doc, scores, LEAST))
        self.stretches = proposals, said_rows(sheet.doc, scores, proposals, self.known(sheet.doc))
        return super().attributions(sheet, found)

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        scores = self.scores(sheet.doc)
        proposals = claimed(sheet.doc, found, happenings(sheet.doc, scores, LEAST))
        self.claims = proposals, claim_rows(sheet.doc, scores, proposals, 0.5)
        return super().drafts(sheet, found)


def watched(text: str) -> Watched:
    reader = Watched(network())
    read_report(Report("r", text, "0" * 64, "ar", Capture("r", "", "", "text/plain", "utf-8")), authority(), reader)
    return reader


def test_a_claim_that_both_find_with_one_type_is_proposed_once() -> None:
    reader = watched(TEXT)
    assert reader.claims is not None
    proposals, rows = reader.claims
    assert isinstance(rows, np.ndarray)
    assert rows.shape == (len(proposals), len(CLAIM))
    keys = [(p.words, p.type) for p in proposals]
    assert len(keys) == len(set(keys))
    agree = [p for p, r in zip(proposals, rows, strict=True) if r[CLAIM.index("agree")]]
    assert agree
    assert all(p.draft is not None and p.seen is not None and p.draft.type == p.seen.type == p.type for p in agree)


def test_a_stretch_that_both_find_is_proposed_once() -> None:
    reader = watched(TEXT)
    assert reader.stretches is not None
    proposals, rows = reader.stretches
    assert isinstance(rows, np.ndarray)
    assert rows.shape == (len(proposals), len(CONTENT))
    assert any(p.found is not None and p.seen is not None for p in proposals)
    for r, p in zip(rows, proposals, strict=True):
        assert bool(r[CONTENT.index("by_rule")]) == (p.found is not None)
        assert bool(r[CONTENT.index("by_network")]) == (p.seen is not None)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_measures_are_numbers_whatever_the_text(pieces: list[str]) -> None:
    reader = watched(" ".join(pieces) or "x")
    for found in (reader.stretches, reader.claims):
        assert found is not None
        assert np.isfinite(found[1]).all()  # type: ignore[call-overload]


def test_judges_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert load(tmp_path) == {}
    rng = np.random.default_rng(1)
    layers = tuple((rng.normal(size=(2, a, b)).astype(np.float32), rng.normal(size=(2, 1, b)).astype(np.float32)) for a, b in ((3, 4), (4, 1)))
    judge = Judge(np.zeros(3, np.float32), np.ones(3, np.float32), layers)
    save({"claim": judge}, tmp_path)
    rows = rng.normal(size=(5, 3)).astype(np.float32)
    found = load(tmp_path)
    assert set(found) == {"claim"}
    likely = found["claim"].probabilities(rows)
    assert ((likely > 0) & (likely < 1)).all()
    assert np.allclose(likely, judge.probabilities(rows))
    by_hand = [1 / (1 + np.exp(-(np.maximum(rows @ layers[0][0][n] + layers[0][1][n], 0) @ layers[1][0][n] + layers[1][1][n])[:, 0])) for n in (0, 1)]
    assert np.allclose(likely, np.mean(by_hand, 0), atol=1e-5)


def test_other_measures_than_it_was_fitted_to_are_refused() -> None:
    judge = Judge(np.zeros(3, np.float32), np.ones(3, np.float32), ((np.zeros((1, 3, 1), np.float32), np.zeros((1, 1, 1), np.float32)),))
    with pytest.raises(ValueError, match="3 measures, given 2"):
        judge.probabilities(np.zeros((1, 2), np.float32))


def test_isnad_comes_with_a_judge_of_each_question() -> None:
    judges = load(network().folder)
    assert set(judges) == set(QUESTIONS)
    assert len(judges["claim"].mean) == len(CLAIM)
    assert len(judges["content"].mean) == len(CONTENT)
    assert len(judges["actor"].mean) == len(judges["recipient"].mean) == WIDTH


def test_a_stretch_meets_the_one_it_shares_most_with_and_takes_in_all_that_share_half() -> None:
    stretches = [_content(w) for w in ((0, 4), (5, 14), (5, 15), (30, 40), (40, 41))]
    proposals = said([_attribution((6, 15)), _attribution((20, 30))], stretches)
    assert [(p.words, p.seen.words if p.seen else None) for p in proposals] == [
        ((6, 15), (5, 15)), ((20, 30), None), ((0, 4), (0, 4)), ((30, 40), (30, 40)),
    ]  # fmt: skip


def _content(words: Range) -> Content:
    yes = Choice("named", 1.0)
    return Content(words, 0.9, False, None, None, yes, yes, yes, yes)


def _attribution(content: Range) -> Attribution:
    return Attribution("rule", (), (content[0], content[0]), content, None, "running")
