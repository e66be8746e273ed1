"""Stock text: sentences and lines that an outlet hangs on many stories (menus, "read also", the same closing paragraph).

They are no telling of anything: claims in them join no others, and they do not make two reports alike. A sentence is stock when it
stands in reports of different stories: of days more than a few apart, or, where days are unknown, in several reports that are
no copies of one another. A copied sentence of one story is no stock; it is an echo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from isnad.link.copies import Copy
from isnad.link.facts import Profile, Raw
from isnad.link.graph import components
from isnad.link.having import having
from isnad.link.profiles import RUN

SHORT = 5  # words: shorter sentences are stock only when many reports have them
APART = 3  # days between the stories of two reports
SEVERAL = 3  # reports, none a copy of another
HEAD = 2  # first sentences of a report, which are never stock only for being worded like others
MOSTLY = 0.5  # share of a sentence's runs that stand in stock


@dataclass(frozen=True, slots=True)
class Stock:
    """What is stock text in a case.

    Attributes:
        said: hash of a sentence → 2 where it is stock however short it is, 1 where only a longer one is.
        runs: hashes of runs of words that stand in stock.
    """

    said: Mapping[int, int]
    runs: Set[int]

    def of(self, raw: Raw) -> frozenset[int]:
        """The positions of a report's stock sentences."""
        found = set()
        for k, (h, size) in enumerate(zip(raw.sentences, raw.sizes, strict=True)):
            if not size:
                continue
            if self.said.get(h, 0) >= (2 if size <= SHORT else 1):
                found.add(k)
            elif size >= 2 * RUN and k > HEAD:
                of = raw.runs[raw.ends[k - 1] : raw.ends[k]]
                if sum(r in self.runs for r in of) >= MOSTLY * len(of):
                    found.add(k)
        return frozenset(found)


def stock(profiles: Sequence[Profile], copies: Sequence[Copy]) -> Stock:
    """What is stock text among reports, whose marks are not made yet."""
    group = list(range(len(profiles)))
    for members in components((c.left, c.right) for c in copies):
        for i in members:
            group[i] = members[0]
    raws = raws_of(profiles)
    said: dict[int, int] = {}
    runs: set[int] = set()
    for part in having((raw.sentences for raw in raws), len(profiles)):
        for h, members in part.items():
            if h and len(members) > 1 and _many_stories(profiles, members, group, SEVERAL):
                said[h] = 1 + _many_stories(profiles, members, group, SEVERAL + 1)
    for part in having((raw.runs for raw in raws), len(profiles)):
        runs.update(h for h, members in part.items() if len(members) >= SEVERAL and _many_stories(profiles, members, group, SEVERAL))
    return Stock(said, runs)


def raws_of(profiles: Sequence[Profile]) -> list[Raw]:
    """What the marks of reports are made of; marks are made once."""
    raws = [p.raw for p in profiles if p.raw is not None]
    assert len(raws) == len(profiles), "the marks are made already"
    return raws


def _many_stories(profiles: Sequence[Profile], having: Sequence[int], group: Sequence[int], several: int) -> bool:
    if len({group[i] for i in having}) < 2:
        return False
    days = [profiles[i].story for i in having]
    known = [d for d in days if d is not None]
    if len(known) > 1 and max(d[0] for d in known) - min(d[1] for d in known) > APART:
        return True
    return len(known) < len(days) and len({group[i] for i in having}) >= several
