"""Who is named where in a report, as the role reader sees it: for every word whether it names somebody, of what kind, and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from isnad.grammar.sheet import Sheet
from isnad.lang.ar import references as arabic
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.en import references as english
from isnad.model.records import Mention
from isnad.read.learned.heads import KINDS, NAMES
from isnad.read.learned.pieces import Range

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Named:
    """Who is named where.

    Attributes:
        parties: all who are named, in order of their first words.
        marks: for each word 0 if it names nobody, else which of `KINDS` it is, from 1; again as many further on where its side is known.
        whose: for each word 0, or the position in `parties` of who is named, from 1.
    """

    parties: list[str]
    marks: Ints
    whose: Ints

    def runs(self, first: int, last: int) -> list[Range]:
        """Words that stand side by side and name the same, among the words of a window; positions are those in the report."""
        whose, marks = self.whose[first:last], self.marks[first:last]
        changes = np.flatnonzero((whose[1:] != whose[:-1]) | (marks[1:] != marks[:-1])) + 1 + first
        bounds = [first, *changes.tolist(), last]
        return [(a, b) for a, b in pairwise(bounds) if a < b and self.whose[a]]

    def names(self, first: int, last: int) -> Ints:
        """For each word of a window 0, or a number of who is named; more than `NAMES` parties share numbers."""
        whose = self.whose[first:last]
        return np.where(whose > 0, (whose - 1) % NAMES + 1, 0)


def referred(sheet: Sheet, drafts: Sequence[Draft]) -> list[Arg]:
    """Words that stand for a party without naming it («the garrison», «رجالها»), in order.

    Args:
        sheet: the report with its mentions and statements.
        drafts: its claims.
    """
    return [*arabic.referred(sheet, drafts), *english.referred(sheet, drafts)]


def named(sheet: Sheet, drafts: Sequence[Draft], others: Sequence[Arg] | None = None) -> Named:
    """Who is named where: mentions, words that the rules read as a party of a claim («the organisation», "its fighters"), others that stand for one.

    Args:
        sheet: the report with its mentions.
        drafts: its claims.
        others: what :func:`referred` finds, if it is known already.
    """
    n = len(sheet.doc.tokens)
    who: list[tuple[Mention, str] | None] = [None] * n
    for m in sheet.mentions:
        for w in range(*sheet.doc.tokens_in(m.span)):
            who[w] = (m, m.party or m.name)
    for d in drafts:
        for a in (*d.actor, *d.recipient):
            for w in range(a.first, min(a.last, n)):
                known = who[w]
                if known is None or not known[0].party:
                    who[w] = (a.mention, a.party)
    for a in referred(sheet, drafts) if others is None else others:
        for w in range(a.first, a.last):
            who[w] = (a.mention, a.party)
    parties: dict[str, int] = {}
    marks, whose = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for w, found in enumerate(who):
        if found is not None:
            mention, party = found
            marks[w] = 1 + KINDS.index(mention.kind) + (len(KINDS) if mention.party else 0)
            whose[w] = parties.setdefault(party, len(parties)) + 1
    return Named(list(parties), marks, whose)
