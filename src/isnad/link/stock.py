"""Stock text: sentences and lines that an outlet hangs on many stories (menus, "read also", the same closing paragraph).

They are no telling of anything: claims in them join no others, and they do not make two reports alike. A sentence is stock when it
stands in reports of different stories: of days more than a few apart, or, where days are unknown, in several reports that are
no copies of one another. A copied sentence of one story is no stock; it is an echo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from isnad.link.copies import Copy
from isnad.link.facts import Profile
from isnad.link.graph import components

SHORT = 5  # words: shorter sentences are stock only when many reports have them
APART = 3  # days between the stories of two reports
SEVERAL = 3  # reports, none a copy of another


def stock(profiles: Sequence[Profile], copies: Sequence[Copy]) -> list[frozenset[int]]:
    """For each report the positions of its stock sentences."""
    group = list(range(len(profiles)))
    for members in components((c.left, c.right) for c in copies):
        for i in members:
            group[i] = members[0]
    places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, p in enumerate(profiles):
        for k, (a, b) in enumerate(p.doc.sentences):
            words = [t.norm for t in p.doc.tokens[a:b] if t.kind != "punct"]
            if words:
                places[" ".join(words)][i].append(k)
    out: list[set[int]] = [set() for _ in profiles]
    for text, having in places.items():
        if len(having) < 2 or len({group[i] for i in having}) < 2:
            continue
        few = text.count(" ") < SHORT
        if _many_stories(profiles, having, group, SEVERAL + 1 if few else SEVERAL):
            for i, at in having.items():
                out[i].update(at)
    return [frozenset(s) for s in out]


def _many_stories(profiles: Sequence[Profile], having: dict[int, list[int]], group: Sequence[int], several: int) -> bool:
    days = [profiles[i].story for i in having]
    known = [d for d in days if d is not None]
    if len(known) > 1 and max(d[0] for d in known) - min(d[1] for d in known) > APART:
        return True
    return len(known) < len(days) and len({group[i] for i in having}) >= several
