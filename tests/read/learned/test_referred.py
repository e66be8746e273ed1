"""Who is meant by words that name nobody by themselves, and notes on what no rule read."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.grammar.sheet import Sheet
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.read.learned.adviser import Blend, Learned
from isnad.read.learned.heads import TAGS
from isnad.read.learned.named import Named, named
from isnad.read.learned.network import Floats, Heads, Network, Scores, network
from isnad.read.learned.pieces import Range
from isnad.read.learned.referred import MEANT, referred, unread
from isnad.read.reader import read_report
from isnad.readers import authority
from isnad.text.doc import Doc

TEXT = "دخل مقاتلو جبهة النصرة البلدة ليلا. وفي الصباح نهبت الزمرة مخازن القمح ورحلت إلى الشرق."
WORD = "الزمرة"


class Fixed:
    """A network that holds one party for meant, as likely as it is told."""

    def __init__(self, party: str, likely: float) -> None:
        self.party, self.likely = party, likely

    def meant(self, scores: Scores, who: Named, words: list[int]) -> list[tuple[list[Range], Floats]]:
        runs = who.runs(0, len(who.whose))
        mine = np.array([self.likely if who.parties[who.whose[a] - 1] == self.party else 0.0 for a, _ in runs], np.float32)
        mine = (mine / max(1, int(np.count_nonzero(mine)))).astype(np.float32)
        return [(runs, np.append(mine, np.float32(1 - mine.sum()))) for _ in words]


def read(text: str, lang: str = "ar", published: str | None = "2016-03-02") -> Sheet:
    doc = Doc(text, "ar" if lang == "ar" else "en")
    sheet = Sheet(Report("r", text, "0" * 64, lang, Capture("r", "", "", "text/plain", "utf-8"), published=published), doc)
    sheet.mentions = authority().mentions(doc)
    return sheet


def tagged(sheet: Sheet, **found: str) -> Scores:
    """Scores by which some words are of a kind, and nothing else is anything."""
    tags = {}
    for head in TAGS:
        rows = np.zeros((len(sheet.doc.tokens), len(head.labels)), np.float32)
        rows[:, 0] = 1
        if head.name in found:
            at = sheet.doc.text.index(found[head.name])
            first, last = sheet.doc.tokens_in(Span(at, at + len(found[head.name])))
            rows[first, :3], rows[first + 1 : last, :3] = (0, 1, 0), (0, 0, 1)
        tags[head.name] = rows
    return Scores(tags, [], [], Heads(*[np.zeros((0, 0), np.float32)] * 7))


def meant(sheet: Sheet, fixed: Fixed, least: float) -> list[Any]:
    return referred(sheet, cast(Network, fixed), tagged(sheet, party=WORD), 0.5, least)


def test_words_that_stand_for_somebody_become_a_mention_of_him() -> None:
    sheet = read(TEXT)
    party = next(m.party for m in sheet.mentions if m.party)
    assert party == "Jabhat al-Nusra"
    (found,) = meant(sheet, Fixed(party, 0.9), 0.7)
    assert sheet.doc.quote(found.span) == WORD
    assert (found.party, found.made.rule) == (party, MEANT)
    assert "جبهة النصرة" in sheet.doc.quote(found.made.spans[1])  # what it rests on


def test_who_is_not_likely_enough_is_not_meant() -> None:
    sheet = read(TEXT)
    assert meant(sheet, Fixed("Jabhat al-Nusra", 0.6), 0.7) == []


def test_words_that_name_somebody_keep_who_they_name() -> None:
    sheet = read(TEXT)
    scores = tagged(sheet, party="جبهة النصرة")
    assert referred(sheet, cast(Network, Fixed("Jabhat al-Nusra", 1.0)), scores, 0.5, 0.1) == []


@pytest.mark.parametrize("layer", ["place", "time", "quantity"])
def test_what_no_rule_read_is_told_once_with_its_place(layer: str) -> None:
    sheet = read(TEXT)
    (note,) = unread(sheet, tagged(sheet, **{layer: "مخازن القمح"}))
    assert (note.code, note.severity) == ("learned.unread", "note")
    assert f"{'number' if layer == 'quantity' else layer} «مخازن القمح» at {TEXT.index('مخازن القمح')}" in note.message
    assert note.place == f"offset {TEXT.index('مخازن القمح')}"


def test_times_of_a_report_without_a_date_are_not_told() -> None:
    assert list(unread(read(TEXT, published=None), tagged(read(TEXT), time="مخازن القمح"))) == []


def test_what_a_rule_read_is_not_told() -> None:
    text = "قصف الطيران مدينة حلب في 5 أيار 2015 وقتل 12 مدنيا."
    reading = read_report(Report("r", text, "0" * 64, "ar", Capture("r", "", "", "text/plain", "utf-8")), authority())
    sheet = read(text)
    sheet.places, sheet.times, sheet.quantities = list(reading.places), list(reading.times), list(reading.quantities)
    assert list(unread(sheet, tagged(sheet, place="حلب", time="5 أيار 2015", quantity="12 مدنيا"))) == []


WORDS = ["قصف", "الجيش السوري", "رجاله", "قواته", "تنظيم الدولة", "انسحبت", "القافلة", "their men", "\u200f", "ق\u0640صف", "5", "حلب", ".", "،"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=50))
def test_mentions_lie_on_words_of_no_other(words: list[str]) -> None:
    """With the weights that Isnad ships, asked of whatever it takes for a party at all."""
    sheet = read(" ".join(words))
    net = network()
    found = referred(sheet, net, net.scores(sheet.doc), 0.0, 0.0)
    taken = [w for m in (*sheet.mentions, *found) for w in range(*sheet.doc.tokens_in(m.span))]
    before = [w for m in sheet.mentions for w in range(*sheet.doc.tokens_in(m.span))]
    assert len(set(taken)) - len(set(before)) == len(taken) - len(before)
    assert {m.party for m in found} <= {m.party for m in sheet.mentions}
    for runs, likely in net.meant(net.scores(sheet.doc), named(sheet, []), list(range(len(sheet.doc.tokens)))):
        assert len(likely) == len(runs) + 1
        assert np.isclose(likely.sum(), 1, atol=1e-4)


def test_a_reading_says_which_mentions_the_learned_reader_added() -> None:
    report = Report("r", TEXT, "0" * 64, "ar", Capture("r", "", "", "text/plain", "utf-8"))
    all_of_them = Learned(network(), Blend(tagged=0.0, meant=0.0))
    reading = read_report(report, authority(), all_of_them)
    ruled = {m.span for m in read_report(report, authority()).mentions}
    assert {m.span for m in reading.mentions if m.made.rule != MEANT} == ruled
    assert list(reading.mentions) == sorted(reading.mentions, key=lambda m: (m.span.start, m.span.end))
