"""Stock text: sentences and lines that an outlet hangs on many stories (menus, "read also", the same closing paragraph).

They are no telling of anything: claims in them join no others, and they do not make two reports alike. A sentence is stock when it
stands in reports of different stories: of days more than a few apart, or, where days are unknown, in several reports that are
no copies of one another. A copied sentence of one story is no stock; it is an echo.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from isnad.link.copies import Copy
from isnad.link.facts import Profile
from isnad.link.graph import components
from isnad.link.profiles import RUN

SHORT = 5  # words: shorter sentences are stock only when many reports have them
APART = 3  # days between the stories of two reports
SEVERAL = 3  # reports, none a copy of another
HEAD = 2  # first sentences of a report, which are never stock only for being worded like others
PART = 2000  # reports for which one part of the hashes is looked at in one go
MOSTLY = 0.5  # share of a sentence's runs that stand in stock


def stock(profiles: Sequence[Profile], copies: Sequence[Copy]) -> list[frozenset[int]]:
    """For each report the positions of its stock sentences."""
    group = list(range(len(profiles)))
    for members in components((c.left, c.right) for c in copies):
        for i in members:
            group[i] = members[0]
    raws = [p.raw for p in profiles if p.raw is not None]
    assert len(raws) == len(profiles), "stock text is looked for before the marks are made"
    parts = 1 + len(profiles) // PART
    said: dict[int, int] = {}  # hash of a sentence → 2 for stock even if it is short, 1 for stock if it is longer
    runs: set[int] = set()
    for part in range(parts):  # one part of all hashes at a time, so that the index stays small
        having = _having((raw.sentences for raw in raws), part, parts)
        for h, members in having.items():
            if h and len(members) > 1 and _many_stories(profiles, members, group, SEVERAL):
                said[h] = 1 + _many_stories(profiles, members, group, SEVERAL + 1)
        having = _having((raw.runs for raw in raws), part, parts)
        runs.update(h for h, members in having.items() if len(members) >= SEVERAL and _many_stories(profiles, members, group, SEVERAL))
    out: list[frozenset[int]] = []
    for raw in raws:
        found = set()
        for k, (h, size) in enumerate(zip(raw.sentences, raw.sizes, strict=True)):
            if not size:
                continue
            if said.get(h, 0) >= (2 if size <= SHORT else 1):
                found.add(k)
            elif size >= 2 * RUN and k > HEAD:
                of = raw.runs[raw.ends[k - 1] : raw.ends[k]]
                if sum(r in runs for r in of) >= MOSTLY * len(of):
                    found.add(k)
        out.append(frozenset(found))
    return out


def _having(hashes: Iterable[array[int]], part: int, parts: int) -> dict[int, list[int]]:
    """Hash → positions, each once, of the reports that have it; only hashes of one part."""
    out: dict[int, list[int]] = {}
    for i, of in enumerate(hashes):
        for h in of if parts == 1 else [h for h in of if h % parts == part]:
            members = out.get(h)
            if members is None:
                out[h] = [i]
            elif members[-1] != i:
                members.append(i)
    return out


def _many_stories(profiles: Sequence[Profile], having: Sequence[int], group: Sequence[int], several: int) -> bool:
    if len({group[i] for i in having}) < 2:
        return False
    days = [profiles[i].story for i in having]
    known = [d for d in days if d is not None]
    if len(known) > 1 and max(d[0] for d in known) - min(d[1] for d in known) > APART:
        return True
    return len(known) < len(days) and len({group[i] for i in having}) >= several
