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
from isnad.text.shingles import word_shingles

SHORT = 5  # words: shorter sentences are stock only when many reports have them
APART = 3  # days between the stories of two reports
SEVERAL = 3  # reports, none a copy of another
RUN = 5  # words in a run, by which reworded stock is known
HEAD = 2  # first sentences of a report, which are never stock only for being worded like others
MOSTLY = 0.5  # share of a sentence's runs that stand in stock


def stock(profiles: Sequence[Profile], copies: Sequence[Copy]) -> list[frozenset[int]]:
    """For each report the positions of its stock sentences."""
    group = list(range(len(profiles)))
    for members in components((c.left, c.right) for c in copies):
        for i in members:
            group[i] = members[0]
    sentences = [[_words(p, a, b) for a, b in p.doc.sentences] for p in profiles]
    having: dict[str, set[int]] = defaultdict(set)
    runs: dict[int, set[int]] = defaultdict(set)
    for i, all_of in enumerate(sentences):
        for words in all_of:
            if words:
                having[" ".join(words)].add(i)
                for run in word_shingles(words, RUN) if len(words) >= 2 * RUN else ():
                    runs[run].add(i)
    verdict: dict[frozenset[int], dict[int, bool]] = defaultdict(dict)

    def many(members: set[int], several: int, least: int = 2) -> bool:
        if len(members) < least:
            return False
        key = frozenset(members)
        if several not in verdict[key]:
            verdict[key][several] = _many_stories(profiles, key, group, several)
        return verdict[key][several]

    out: list[frozenset[int]] = []
    for all_of in sentences:
        found = set()
        for k, words in enumerate(all_of):
            if not words:
                continue
            if many(having[" ".join(words)], SEVERAL + 1 if len(words) <= SHORT else SEVERAL):
                found.add(k)
            elif len(words) >= 2 * RUN and k > HEAD:
                shingles = word_shingles(words, RUN)
                if sum(many(runs[r], SEVERAL, SEVERAL) for r in shingles) >= MOSTLY * len(shingles):
                    found.add(k)
        out.append(frozenset(found))
    return out


def _words(p: Profile, first: int, last: int) -> list[str]:
    return [t.norm for t in p.doc.tokens[first:last] if t.kind != "punct"]


def _many_stories(profiles: Sequence[Profile], having: frozenset[int], group: Sequence[int], several: int) -> bool:
    if len({group[i] for i in having}) < 2:
        return False
    days = [profiles[i].story for i in having]
    known = [d for d in days if d is not None]
    if len(known) > 1 and max(d[0] for d in known) - min(d[1] for d in known) > APART:
        return True
    return len(known) < len(days) and len({group[i] for i in having}) >= several
