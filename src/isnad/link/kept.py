"""Reports of a linked case, a few at a time.

What the case keeps of its last full linking (see `isnad.link.index`) tells how rare each feature is, what is stock text, and which reports one may
belong with.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from isnad.link.block import LEADS, NEIGHBOURS, rarest, sharpest
from isnad.link.copies import ENOUGH, SHARE, Copy, near_copies, proposed
from isnad.link.facts import Profile
from isnad.link.index import Index, around
from isnad.link.linker import Prepared, prepared
from isnad.link.marks import marked, skeletons
from isnad.link.options import LinkSettings
from isnad.link.profiles import at_home, profiles
from isnad.link.rarity import Rarity, features
from isnad.link.stock import Stock, raws_of
from isnad.model.lean import Lean
from isnad.model.linked import Contradiction, Echo, Event
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.store.contracts import View

Item = tuple[Report, Reading]
WIDER = 2  # times as many neighbours as in full linking, where the others' own neighbours count as well


class Kept(Protocol):
    """What is asked of the case."""

    def item(self, report_id: str) -> Item:
        """A report with its reading."""
        ...

    def events_of(self, reports: Sequence[str]) -> list[Event]:
        """The events that hold a claim of any of these reports."""
        ...

    def echoes_of(self, reports: Sequence[str]) -> list[Echo]:
        """The echoes that any of these reports is in."""
        ...

    def contradictions(self, event_id: str) -> Sequence[Contradiction]:
        """The contradictions of an event."""
        ...


class KeptCase:
    """What is asked of a case: see :class:`Kept`."""

    def __init__(self, case: View) -> None:
        self._case, self._lean = case, Lean()
        self.events_of, self.echoes_of, self.contradictions = case.events_of, case.echoes_of, case.contradictions

    def item(self, report_id: str) -> Item:
        """A report with its reading, as it counts."""
        reading = self._case.reading(report_id)
        assert reading is not None, "a linked report has a reading"
        return self._lean(self._case.report(report_id), reading)


class Reports:
    """Reports of the case, each brought to its profile once."""

    def __init__(self, kept: Kept, settings: LinkSettings, index: Index, known: Stock, new: frozenset[str]) -> None:
        self._kept, self._settings, self._index, self._known, self._new = kept, settings, index, known, new
        self._items: dict[str, Item] = {}
        self._plain: dict[str, Profile] = {}

    def item(self, report: str) -> Item:
        """A report with its reading; loaded once."""
        if report not in self._items:
            self._items[report] = self._kept.item(report)
        return self._items[report]

    def case(self, ids: Iterable[str]) -> Prepared:
        """These reports, ready to be compared; what is rare is told by the whole case."""
        plain = []
        for i, key in enumerate(sorted(ids)):
            if key not in self._plain:
                (self._plain[key],) = profiles([self.item(key)])
            plain.append(at_home(self._plain[key], i))
        index = self._index
        raws = raws_of(plain)
        prints = [raw.prints for raw in raws]
        copies = self._alone(near_copies(plain, self._settings.near_copy), plain, prints)
        skips = [self._known.of(raw) for raw in raws]
        names = [skeletons(p, skip) for p, skip in zip(plain, skips, strict=True)]
        index.take(f"m:k:{s}" for of in names for s in of)
        scripts = [{s for p, of in zip(plain, names, strict=True) if (p.lang == "en") is english for s in of} for english in (True, False)]
        both = (scripts[0] & scripts[1]) | {s for of in names for s in of if index.feature(f"k:{s}")[0]}
        reports = marked(plain, skips, [frozenset(of & both) for of in names])
        marks = {m for p in reports for m in features(p)}
        index.take(f"m:{m}" for m in marks)
        rarity = Rarity([p for p in reports if p.id in self._new], len(index.ids()), {m: index.feature(m)[0] for m in marks})
        return prepared(reports, copies, rarity, self._known, prints)

    def _alone(self, copies: Sequence[Copy], reports: Sequence[Profile], prints: Sequence[array[int]]) -> list[Copy]:
        """Those copies that are found among all reports as well: by fingerprints that propose the pair there."""
        sets = [frozenset(p) for p in prints]
        shared = {(c.left, c.right): sets[c.left] & sets[c.right] for c in copies}
        ids = [report for report, _ in self._index.ids()]
        having = {h: [ids[i] for i in found] for h, found in self._index.having({h for of in shared.values() for h in of}).items()}
        for p, of in zip(reports, sets, strict=True):
            if p.id in self._new:
                for h in of & having.keys():
                    having[h].append(p.id)
        for found in having.values():
            found.sort()
        out = []
        for c in copies:
            n = sum(proposed(having[h], reports[c.left].id, reports[c.right].id) for h in shared[c.left, c.right])
            if n >= SHARE * min(len(prints[c.left]), len(prints[c.right])) or n >= ENOUGH:
                out.append(c)
        return out


def neighbours_of(fresh: Prepared, index: Index) -> set[str]:
    """Ids of the linked reports that new ones may belong with: by rare features, by first sentences, by place and month, by copied text."""
    ids = index.ids()
    bits = fresh.comparer.rarity.bits
    out: set[int] = set()
    for p, prints in zip(fresh.reports, fresh.prints, strict=True):
        score: Counter[int] = Counter()
        lead: Counter[int] = Counter()
        for m in rarest(p, fresh.comparer.rarity):
            for i in index.feature(m)[1]:
                score[i] += p.marks[m] * bits(m)  # type: ignore[assignment]
        for m in sharpest(p, fresh.comparer.rarity):
            for i in index.feature(m)[1]:
                lead[i] += bits(m) ** 2  # type: ignore[assignment]
        keys = around(p)
        index.take(keys)
        here = Counter(i for key in sorted(keys) for i in index.told(key))
        copied = {i: n for i, n in index.copies(prints).items() if n >= SHARE * len(prints) or n >= ENOUGH}
        for counts, most in ((score, WIDER * NEIGHBOURS), (lead, WIDER * LEADS), (here, WIDER * NEIGHBOURS), (copied, WIDER * LEADS)):
            out.update(sorted(counts, key=lambda i: (-counts[i], ids[i][0]))[:most])
    return {ids[i][0] for i in out}
