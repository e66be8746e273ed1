"""Who may fill a role: every party of the report once, nobody last, with words that stand in the text."""

from __future__ import annotations

import numpy as np
import pytest

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft
from isnad.model.report import Capture, Report
from isnad.read.learned import candidates
from isnad.read.learned.adviser import Learned, _chosen
from isnad.read.learned.candidates import AROUND, OWN, ROLE, ROLES, WIDTH, Cast
from isnad.read.learned.judges import load
from isnad.read.learned.network import network
from isnad.read.reader import read_report
from isnad.readers import authority

TEXT = (
    "قال متحدث باسم هيئة تحرير الشام إن قواتها سيطرت على البلدة بعد انسحاب الجيش السوري منها. "
    "وقُتل في القصف سبعة من الأهالي. ونفى حزب الله أن يكون قد شارك."
)


class Watched(Learned):
    """Keeps what it is shown before roles are filled."""

    seen: tuple[Sheet, list[Draft]] | None = None

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        self.seen = sheet, drafts


def cast_of(text: str, lang: str = "ar") -> tuple[Cast, list[Draft]]:
    reader = Watched(network())
    read_report(Report("r", text, "0" * 64, lang, Capture("r", "", "", "text/plain", "utf-8")), authority(), reader)
    assert reader.seen is not None
    sheet, drafts = reader.seen
    return Cast(sheet, drafts, network(), reader.scores(sheet.doc), reader.familiar), drafts


def test_every_party_is_a_candidate_once_and_nobody_comes_last() -> None:
    cast, drafts = cast_of(TEXT)
    assert cast.fits
    assert {"Hayat Tahrir al-Sham", "Syrian government", "Hezbollah"} <= set(cast.parties)
    assert len(cast.parties) == len(set(cast.parties))
    for i in range(len(drafts)):
        for role in ROLES:
            rows = cast.rows(i, role)
            assert rows.shape == (len(cast.parties) + 1, WIDTH)
            assert np.isfinite(rows).all()
            assert rows[-1, OWN.index("nobody")] == 1
            assert not rows[:-1, OWN.index("nobody")].any()
            assert (rows[:, len(OWN) :] == rows[0, len(OWN) :]).all()  # what is told of the claim is the same for all


def test_what_is_told_of_a_candidate_follows_the_text() -> None:
    cast, drafts = cast_of(TEXT)
    i = next(k for k, d in enumerate(drafts) if d.type == "RETREAT")
    rows = cast.rows(i, "actor")
    army, hezbollah = (rows[cast.parties.index(p)] for p in ("Syrian government", "Hezbollah"))
    here, away = OWN.index("here"), OWN.index("sentences")
    assert army[here] == 1
    assert hezbollah[here] == 0
    assert hezbollah[away] == 2
    assert rows[0, len(OWN) + AROUND.index("RETREAT")] == 1


def test_the_words_of_a_candidate_name_it() -> None:
    cast, drafts = cast_of(TEXT)
    for i in range(len(drafts)):
        for role in ROLES:
            for party in cast.parties:
                arg = cast.words(i, role, party)
                assert arg.party == party
                assert cast.parties.count(arg.party) == 1
                assert cast._doc.tokens_in(arg.mention.span) == (arg.first, arg.last)


@pytest.mark.parametrize("text", [".", "x", "حزب الله"])
def test_a_report_without_parties_or_claims_has_no_cast(text: str) -> None:
    cast, _ = cast_of(text)
    assert not cast.fits


def test_so_many_names_and_claims_that_nobody_wrote_them_are_not_weighed() -> None:
    names = ("حزب الله", "حركة حماس", "تنظيم القاعدة", "جيش الإسلام", "أحرار الشام", "الحوثيون", "طالبان", "الجيش السوري", "إيران", "روسيا")
    cast, _ = cast_of(" ".join(f"قصف {a} مواقع {b}." for a in names for b in names for _ in range(60)))
    assert not cast.fits


def test_one_name_and_one_claim_over_and_over_are_not_weighed() -> None:
    cast, drafts = cast_of("قصف الجيش السوري حلب. " * 2000)
    assert len(cast.parties) * len(drafts) < 60_000
    assert not cast.fits


def test_a_role_that_was_just_filled_speaks_for_nothing_in_the_other() -> None:
    cast, drafts = cast_of(TEXT)
    before = cast.rows(0, "recipient")
    drafts[0].rules.append(ROLE["actor"])
    assert (cast.rows(0, "recipient") == before).all()


@pytest.mark.parametrize("at_once", [1, 10, 60_000])
def test_claims_weighed_together_are_weighed_like_each_by_itself(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    cast, drafts = cast_of(TEXT * 3)
    assert len(drafts) > 3
    monkeypatch.setattr(candidates, "_AT_ONCE", at_once)
    for role, judge in ((role, load(network().folder)[role]) for role in ROLES):
        together = cast.judged(role, judge)
        assert together.shape == (len(drafts), len(cast.parties) + 1)
        for i, likely in enumerate(together):
            assert np.allclose(likely, judge.probabilities(cast.rows(i, role)), atol=1e-5)


def test_the_likeliest_fills_a_role_unless_nobody_is_likelier() -> None:
    assert _chosen(np.array([0.1, 0.6, 0.55, 0.2], np.float32), 0.2, 0.5) == [1, 2]
    assert _chosen(np.array([0.1, 0.3, 0.2], np.float32), 0.2, 0.5) == [1]
    assert _chosen(np.array([0.1, 0.3, 0.4], np.float32), 0.2, 0.5) == []
    assert _chosen(np.array([0.1, 0.15, 0.1], np.float32), 0.2, 0.5) == []
