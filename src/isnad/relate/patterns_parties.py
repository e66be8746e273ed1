"""How surely a party of a deed is read: named with it, taken for one of the two who are spoken of, or guessed.

In hand-read stories a party that is named is the right one in 81 to 84 of 100 cases, one that is taken for one of the two in 58, one that is guessed
in 42 (`python -m benchmarks.patterns_roles`, docs/accuracy.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
ENDS = ".!?؟\n"
_PAUSES = ",،;؛:"
_TAKING = frozenset({"ASSAULT", "RETREAT/withdraw", "RETREAT/ceasefire", "AGREE", "CONSULT", "COOPERATE"})  # done by one, to the other of two
_NAMES = (".name", ".organ", ".nation", ".state", ".capital", ".from", ".deed")  # rules by which a mention is a name, and no «army», «group», «him»


class Parties:
    """Says how surely the parties of deeds are read.

    Args:
        items: the reports with their readings, by id.
    """

    def __init__(self, items: Mapping[str, tuple[Report, Reading]]) -> None:
        self._items = items
        self._counts: dict[str, Counter[str]] = {}
        self._triggers: dict[str, tuple[int, ...]] = {}
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
        return best

    def of_claim(self, claim: Claim, name: str, report: Report, reading: Reading) -> int:
        """How surely a claim reads a party of this name."""
        if not claim.made.rule.startswith(READERS):
            return SURE
        at = claim.trigger.start
        low, high = sentence(report.text, at, claim.trigger.end)
        parties = {n.name for n in (*claim.actor, *claim.recipient)}
        mainly = len(parties) <= 2 and (self._share(reading, parties) >= MAINLY or _around(at, parties, reading) >= MOSTLY)
        both = {n.name for n in claim.actor} == {n.name for n in claim.recipient}
        spans = [n for n in (*claim.actor, *claim.recipient) if n.name == name and _near(n, at, low, high)]
        inside = [m for m in reading.mentions if m.party == name and low <= m.span.start < high]
        if both:
            if spans or inside:
                return SURE if mainly or any(_is_name(_mention(n, reading)) for n in spans) else TAKEN
            return TAKEN if mainly else GUESSED
        if spans:
            clean = any(self._clean(n, at, report, reading) for n in spans)
            named = any(_is_name(_mention(n, reading)) for n in spans)
            if (clean and (named or mainly)) or (named and mainly):
                return SURE
            return TAKEN if clean or named else GUESSED
        if not mainly or _TAKING.isdisjoint((claim.type, f"{claim.type}/{claim.mode}")):
            return GUESSED
        if inside:
            return TAKEN
        return GUESSED if any(n.name == name for n in claim.actor) else TAKEN  # whom it is done to may be told by who does it; who does it may not

    def _clean(self, name: Name, at: int, report: Report, reading: Reading) -> bool:
        """Whether no comma, other party or other happening stands between a party and the words of happening."""
        assert name.span is not None
        low, high = sorted((name.span.start, at))
        if any(c in report.text[low:high] for c in _PAUSES):
            return False
        if reading.report not in self._triggers:
            self._triggers[reading.report] = tuple(c.trigger.start for c in reading.claims)
        if any(low < t < high for t in self._triggers[reading.report]):
            return False
        others = (m.party for m in reading.mentions if low < m.span.start < high and m.party)
        return not any(not faceless(p) and not akin(p, name.name) for p in others)

    def _share(self, reading: Reading, parties: Iterable[str]) -> float:
        """The share of a report's named parties that are these, or of their sides."""
        counts = self._counts.get(reading.report)
        if counts is None:
            counts = self._counts[reading.report] = Counter(m.party for m in reading.mentions if m.party and not faceless(m.party))
        whole = sum(counts.values())
        return sum(n for p, n in counts.items() if any(akin(p, o) for o in parties)) / whole if whole else 1.0


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence, or line, that words stand in."""
    low = max(text.rfind(c, 0, start) for c in ENDS) + 1
    high = min((x for c in ENDS if (x := text.find(c, end)) >= 0), default=len(text))
    return low, high


def _near(name: Name, at: int, low: int, high: int) -> bool:
    return name.span is not None and low <= name.span.start < high and abs(name.span.start - at) <= CLOSE


def _mention(name: Name, reading: Reading) -> Mention | None:
    """The mention that a party stands on."""
    assert name.span is not None
    return next((m for m in reading.mentions if m.span.start < name.span.end and name.span.start < m.span.end), None)


def _is_name(mention: Mention | None) -> bool:
    """Whether a mention names a party that is known, and is no person and no «army» or «group» that the report has to tell."""
    known = mention is not None and mention.entity is not None and mention.kind not in ("person", "official")
    return known and mention is not None and mention.made.rule.endswith(_NAMES)


def _around(at: int, parties: Sequence[str] | set[str], reading: Reading) -> float:
    """The share of the parties named around some words that are these, or of their sides."""
    near = [m.party for m in reading.mentions if abs(m.span.start - at) <= WINDOW and m.party and not faceless(m.party)]
    return sum(any(akin(p, o) for o in parties) for p in near) / len(near) if near else 1.0
