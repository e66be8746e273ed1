"""What is to be judged in gold reports, with the answers: claims and stretches that rules and network propose, and candidates for roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.measures import alike
from genscripts.train.data import located, only_main, report_of
from isnad.grammar.sheet import Authority, Sheet
from isnad.lang.common.attribution import Attribution
from isnad.lang.common.claims import Draft
from isnad.model.span import Span
from isnad.read.learned.adviser import Learned
from isnad.read.learned.candidates import ROLES, Cast
from isnad.read.learned.decode import contents, happenings
from isnad.read.learned.judges import Question
from isnad.read.learned.network import Floats, Network
from isnad.read.learned.pieces import Range
from isnad.read.learned.proposals import LEAST, Claimed, claim_rows, claimed, said, said_rows
from isnad.read.reader import read_report
from isnad.text.doc import Doc

UNNAMED = 0.3
"""How much a role counts whose party in the gold is no candidate."""


@dataclass(frozen=True)
class Case:
    """One thing to be judged: a proposal by itself, or all candidates for a role.

    Attributes:
        question: what is asked.
        rows: measures, `[proposals or candidates, measures]`.
        right: 1 for each that is right.
        weight: how much it counts.
        main: whether it stands in a report of which only main happenings are annotated.
    """

    question: Question
    rows: Floats
    right: Floats
    weight: float = 1.0
    main: bool = False


class _Watched(Learned):
    """The learned reader; keeps what is proposed on the way, and fills no roles."""

    def begin(self) -> None:
        self.cast: Cast | None = None
        self.drafts_read: list[Draft] = []
        self.stretches: tuple[list[Range], Floats] | None = None
        self.claims: tuple[list[Claimed], Floats] | None = None

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        doc, scores = sheet.doc, self.scores(sheet.doc)
        proposals = said(found, contents(doc, scores, LEAST))
        self.stretches = [p.words for p in proposals], said_rows(doc, scores, proposals, self.known(doc))
        return super().attributions(sheet, found)

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        doc, scores = sheet.doc, self.scores(sheet.doc)
        own = happenings(doc, scores, LEAST)
        proposals = claimed(doc, found, own)
        self.claims = proposals, claim_rows(doc, scores, proposals, self.share(doc, found, own))
        return super().drafts(sheet, found)

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        self.cast, self.drafts_read = Cast(sheet, drafts, self._network, self.scores(sheet.doc), self.familiar), drafts


def cases(reports: Iterable[tuple[str, Doc, dict[str, Any]]], network: Network, authority: Authority) -> list[Case]:
    """What is to be judged in some gold reports, with the answers.

    Args:
        reports: as :func:`genscripts.train.data.reports` gives them; the network must not have been trained on them.
        network: a network.
        authority: who knows parties.
    """
    out: list[Case] = []
    reader = _Watched(network)
    for name, doc, gold in reports:
        reader.begin()
        main, before = only_main(gold), len(out)
        read_report(report_of(name, doc, gold), authority, reader)
        events = [(located(doc.text, e["trigger"], e.get("n") or 0), e) for e in gold["events"]]
        if reader.stretches is not None:
            words, rows = reader.stretches
            right = _overlapping(doc, words, [located(doc.text, s["quote"], s.get("n") or 0) for s in gold["statements"]])
            out += [Case("content", rows[k : k + 1], right[k : k + 1]) for k in range(len(rows))]
        if reader.claims is not None:
            proposals, rows = reader.claims
            right = _told(doc, proposals, [(span, e["type"]) for span, e in events])
            out += [Case("claim", rows[k : k + 1], right[k : k + 1]) for k in range(len(rows))]
        if reader.cast is not None and reader.cast.fits:
            out += _roles(reader.cast, reader.drafts_read, events)
        out[before:] = [replace(c, main=main) for c in out[before:]]
    return out


def _overlapping(doc: Doc, words: Sequence[Range], gold: Sequence[Span]) -> Floats:
    """1 for each stretch that shares half of the union with one of the gold; each of the gold counts once, for the likest."""
    ranked = []
    for k, w in enumerate(words):
        span = doc.span(*w) if w[0] < w[1] else None
        for j, g in enumerate(gold):
            shared = min(span.end, g.end) - max(span.start, g.start) if span else 0
            if span and shared > 0 and 2 * shared >= span.end - span.start + g.end - g.start - shared:
                ranked.append((shared / (span.end - span.start + g.end - g.start - shared), k, j))
    return _matched(ranked, len(words))


def _told(doc: Doc, proposals: Sequence[Claimed], gold: Sequence[tuple[Span, str]]) -> Floats:
    """1 for each claim that the gold has with that type on these words, or else in that sentence; each of the gold counts once."""
    ranked = []
    for k, p in enumerate(proposals):
        span = p.draft.trigger if p.draft else doc.span(*p.words)
        for j, (g, kind) in enumerate(gold):
            if kind == p.type:
                here = doc.sentence_index[min(doc.tokens_in(g)[0], len(doc.tokens) - 1)] == doc.sentence_index[min(p.words[0], len(doc.tokens) - 1)]
                if span.overlaps(g) or here:
                    ranked.append((2.0 * span.overlaps(g) - abs(span.start - g.start) / 1e6, k, j))
    return _matched(ranked, len(proposals))


def _matched(ranked: list[tuple[float, int, int]], n: int) -> Floats:
    out = np.zeros(n, np.float32)
    taken: set[int] = set()
    for _, k, j in sorted(ranked, key=lambda r: (-r[0], r[1], r[2])):
        if not out[k] and j not in taken:
            out[k] = 1
            taken.add(j)
    return out


def _roles(cast: Cast, drafts: Sequence[Draft], events: Sequence[tuple[Span, dict[str, Any]]]) -> list[Case]:
    out = []
    for trigger, event in events:
        i = next((k for k, d in enumerate(drafts) if d.type == event["type"] and d.trigger.overlaps(trigger)), None)
        if i is None:
            continue
        for role in ROLES:
            right = np.zeros(len(cast.parties) + 1, np.float32)
            right[:-1] = [any(alike(n, p) for n in event[role]) for p in cast.parties]
            weight = 1.0 if right.any() or not event[role] else UNNAMED
            right[-1] = not right.any()
            out.append(Case(role, cast.rows(i, role), right, weight))
    return out
