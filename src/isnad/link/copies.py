"""Near-copies: which reports were copied from one another, found by fingerprints and confirmed by wording.

Fingerprints (see `isnad.text.shingles`) in an inverted index propose pairs; a pair holds when the share of word six-grams of
the shorter text that stand in the longer, or (for texts whose words were broken up) of its fingerprints, is high enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from isnad.link.facts import Profile
from isnad.link.having import having
from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.shingles import containment

CROWD = 12  # a fingerprint that more reports have pairs each only with the next few of them
NEXT = 4
ENOUGH = 12  # fingerprints in common with which a pair is looked at whatever their share
SHARE = 0.2  # of the smaller set of fingerprints: fewer in common and the pair is not looked at
RUN = 6  # words in a shingle
KEPT = 1024  # reports whose shingles are held while pairs are looked at


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that share wording: positions (lower first), and the share of the shorter text, 0 to 1."""

    left: int
    right: int
    share: float


def near_copies(profiles: Sequence[Profile], least: float) -> list[Copy]:
    """Pairs of reports of which one is a near-copy of the other, in order.

    Args:
        profiles: all reports.
        least: least share of the shorter text.
    """
    raws = [p.raw for p in profiles if p.raw is not None]
    assert len(raws) == len(profiles), "copies are looked for before the marks are made"
    prints = [raw.prints for raw in raws]
    shared: Counter[tuple[int, int]] = Counter()
    for part in having(prints, len(profiles)):
        for members in part.values():
            if len(members) < 2:
                continue
            for n, i in enumerate(members):
                for j in members[n + 1 :] if len(members) <= CROWD else members[n + 1 : n + 1 + NEXT]:
                    shared[(i, j)] += 1

    @lru_cache(maxsize=KEPT)
    def shingles(i: int) -> frozenset[tuple[int, ...]]:
        of = raws[i].folded
        return frozenset(zip(*(of[k:] for k in range(RUN)), strict=False)) or frozenset((tuple(of),) if of else ())

    out = []
    enough = [pair for pair, n in shared.items() if n >= ENOUGH or n >= SHARE * min(len(prints[pair[0]]), len(prints[pair[1]]))]
    for i, j in sorted(enough):
        share = containment(shingles(i), shingles(j))
        if share < least:
            share = containment(prints[i], prints[j])
        if share >= least:
            out.append(Copy(i, j, round(share, 3)))
    return out


def proposed(having: Sequence[str], left: str, right: str) -> bool:
    """Whether a fingerprint proposes a pair: that few reports have it, or that the one comes close behind the other in the order of ids.

    Args:
        having: ids of the reports that have the fingerprint, sorted.
        left: id of the one, the lower.
        right: id of the other.
    """
    return len(having) <= CROWD or 0 < having.index(right) - having.index(left) <= NEXT


def shared_run(a: Doc, b: Doc) -> tuple[Span, Span] | None:
    """The longest stretch of words that both texts have, where it stands in each; None where they share no six words in a row."""
    left, right = _words(a), _words(b)
    place: dict[tuple[str, ...], int] = {}
    for j in range(len(right) - RUN, -1, -1):
        place[tuple(a_b[0] for a_b in right[j : j + RUN])] = j
    best: tuple[int, int, int] | None = None
    i = 0
    while i + RUN <= len(left):
        at = place.get(tuple(w for w, _ in left[i : i + RUN]))
        if at is None:
            i += 1
            continue
        n = RUN
        while i + n < len(left) and at + n < len(right) and left[i + n][0] == right[at + n][0]:
            n += 1
        if best is None or n > best[0]:
            best = (n, i, at)
        i += n
    if best is None:
        return None
    n, i, j = best
    return Span(left[i][1].start, left[i + n - 1][1].end), Span(right[j][1].start, right[j + n - 1][1].end)


def _words(doc: Doc) -> list[tuple[str, Span]]:
    return [(t.norm, t.span) for t in doc.tokens if t.kind != "punct"]
