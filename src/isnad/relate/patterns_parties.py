"""How surely a party of a deed is read: named with it, taken for one of the two who are spoken of, or guessed.

In hand-read stories a party that is named is the right one in 81 to 84 of 100 cases, one that is taken for one of the two in 58, one that is guessed
in 42 (`python -m benchmarks.patterns_roles`, docs/accuracy.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Set

from isnad.model.records import Claim, Mention, Name, Reading
from isnad.model.report import Report
from isnad.relate.patterns_deeds import Deed
from isnad.relate.patterns_index import akin, faceless

CLOSE = 60  # code points from the words of happening within which a party is named with them
MAINLY = 0.6  # share of a report's named parties that two have whom it is mostly about
MOSTLY = 0.8  # share of the parties named in a passage that two have whom it is about
WINDOW = 500  # code points before and after the words of happening that are their passage
GUESSED, TAKEN, SURE = 0, 1, 2
READERS = ("ar.", "en.", "claim.", "learned.")  # rules whose readings are doubted; what a person decided is not
_ENDS = re.compile(r"[.!?؟\n]")
_PAUSES = ",،;؛:"
_TAKING = frozenset({"ASSAULT", "RETREAT/withdraw", "RETREAT/ceasefire", "AGREE", "CONSULT", "COOPERATE"})  # done by one, to the other of two
_NAMES = (".name", ".organ", ".nation", ".state", ".capital", ".from", ".deed")  # rules by which a mention is a name, and no «army», «group», «him»


class _Laid:
    """A report and its reading, where they are asked for what stands at some place: a long report is not gone through for each of its claims."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.mentions = sorted(reading.mentions, key=lambda m: m.span.start)
        self.starts = [m.span.start for m in self.mentions]
        self.longest = max((len(m.span) for m in self.mentions), default=0)
        self.triggers = sorted(c.trigger.start for c in reading.claims)
        self.ends = [m.start() for m in _ENDS.finditer(report.text)]
        self.length = len(report.text)
        self.counts = Counter(m.party for m in self.mentions if m.party and not faceless(m.party))
        self.shares: dict[frozenset[str], float] = {}
        self.named: dict[str, list[int]] = defaultdict(list)
        for m in self.mentions:
            if m.party:
                self.named[m.party].append(m.span.start)

    def between(self, low: int, high: int) -> list[Mention]:
        """The mentions that begin from one code point up to another."""
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def names(self, party: str, low: int, high: int) -> bool:
        """Whether a mention of a party begins there."""
        return _any_in(self.named.get(party, []), low, high)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence, or line, that words stand in."""
        k, n = bisect_left(self.ends, start), bisect_left(self.ends, end)
        return self.ends[k - 1] + 1 if k else 0, self.ends[n] if n < len(self.ends) else self.length


class Parties:
    """Says how surely the parties of deeds are read.

    Args:
        items: the reports with their readings, by id.
    """

    def __init__(self, items: Mapping[str, tuple[Report, Reading]]) -> None:
        self._items = items
        self._laid: dict[str, _Laid] = {}
        self._known: dict[tuple[str, int, str], int] = {}

    def read(self, deed: Deed, name: str) -> int:
        """How surely that claim of a deed reads a party which reads it best: `SURE`, `TAKEN` or `GUESSED`."""
        best = GUESSED
        for ref in deed.claims:
            if ref.report not in self._items:
                return SURE
            key = (ref.report, ref.claim, name)
            if key not in self._known:
                report, reading = self._items[ref.report]
                self._known[key] = self.of_claim(reading.claims[ref.claim], name, report, reading)
            best = max(best, self._known[key])
            if best == SURE:
                break
        return best

    def sentence(self, report: str, at: int) -> int:
        """Which sentence, or line, of a report a code point stands in, from 0; of a report that is not known all is one."""
        known = self._items.get(report)
        return 0 if known is None else bisect_left(self._of(*known).ends, at)

    def _of(self, report: Report, reading: Reading) -> _Laid:
        found = self._laid.get(reading.report)
        if found is None:
            found = self._laid[reading.report] = _Laid(report, reading)
        return found

    def of_claim(self, claim: Claim, name: str, report: Report, reading: Reading) -> int:
        """How surely a claim reads a party of this name."""
        if not claim.made.rule.startswith(READERS):
            return SURE
        at, laid = claim.trigger.start, self._of(report, reading)
        low, high = laid.sentence(at, claim.trigger.end)
        parties = frozenset(n.name for n in (*claim.actor, *claim.recipient))
        mainly = len(parties) <= 2 and (_share(laid, parties) >= MAINLY or _around(at, parties, laid) >= MOSTLY)
        both = {n.name for n in claim.actor} == {n.name for n in claim.recipient}
        spans = [n for n in (*claim.actor, *claim.recipient) if n.name == name and _near(n, at, low, high)]
        inside = laid.names(name, low, high)
        if both:
            if spans or inside:
                return SURE if mainly or any(_is_name(_mention(n, laid)) for n in spans) else TAKEN
            return TAKEN if mainly else GUESSED
        if spans:
            clean = any(_clean(n, at, report.text, laid) for n in spans)
            named = any(_is_name(_mention(n, laid)) for n in spans)
            if (clean and (named or mainly)) or (named and mainly):
                return SURE
            return TAKEN if clean or named else GUESSED
        if not mainly or _TAKING.isdisjoint((claim.type, f"{claim.type}/{claim.mode}")):
            return GUESSED
        if inside:
            return TAKEN
        return GUESSED if any(n.name == name for n in claim.actor) else TAKEN  # whom it is done to may be told by who does it; who does it may not


def _any_in(rising: list[int], low: int, high: int) -> bool:
    """Whether any of some code points lies from one up to another."""
    return bisect_left(rising, low) < bisect_left(rising, high)


def _clean(name: Name, at: int, text: str, laid: _Laid) -> bool:
    """Whether no comma, other party or other happening stands between a party and the words of happening."""
    assert name.span is not None
    low, high = sorted((name.span.start, at))
    if any(c in text[low:high] for c in _PAUSES) or _any_in(laid.triggers, low + 1, high):
        return False
    others = (m.party for m in laid.between(low + 1, high) if m.party)
    return not any(not faceless(p) and not akin(p, name.name) for p in others)


def _share(laid: _Laid, parties: frozenset[str]) -> float:
    """The share of a report's named parties that are these, or of their sides."""
    found = laid.shares.get(parties)
    if found is None:
        whole = sum(laid.counts.values())
        found = sum(n for p, n in laid.counts.items() if any(akin(p, o) for o in parties)) / whole if whole else 1.0
        laid.shares[parties] = found
    return found


def _near(name: Name, at: int, low: int, high: int) -> bool:
    return name.span is not None and low <= name.span.start < high and abs(name.span.start - at) <= CLOSE


def _mention(name: Name, laid: _Laid) -> Mention | None:
    """The mention that a party stands on."""
    assert name.span is not None
    near = laid.between(name.span.start - laid.longest, name.span.end)
    return next((m for m in near if name.span.start < m.span.end), None)


def _is_name(mention: Mention | None) -> bool:
    """Whether a mention names a party that is known, and is no person and no «army» or «group» that the report has to tell."""
    known = mention is not None and mention.entity is not None and mention.kind not in ("person", "official")
    return known and mention is not None and mention.made.rule.endswith(_NAMES)


def _around(at: int, parties: Set[str], laid: _Laid) -> float:
    """The share of the parties named around some words that are these, or of their sides."""
    near = [m.party for m in laid.between(at - WINDOW, at + WINDOW + 1) if m.party and not faceless(m.party)]
    return sum(any(akin(p, o) for o in parties) for p in near) / len(near) if near else 1.0
