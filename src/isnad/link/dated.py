"""Claims of one happening that date it apart; a place that one report gives up on two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from isnad.link.facts import Fact, Profile, apart
from isnad.link.relations import hands
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "CONSULT", "SUPPORT"})  # many such acts go on at a time
WIDE = 300  # positions of one event and kind that are held against each other
BATTLE = 7  # days that one battle for a place may go on between two of its dates
Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def dated_apart(profiles: Sequence[Profile], group: Sequence[Fact], *, twice: bool = False) -> Iterator[Found]:
    """Claims of one event dated apart; with `twice` only where one place is given up to the same hands on two days that lie close together."""
    dated = [f for f in group if f.when and not f.when.soft and not f.when.vague_year and not f.unreal and f.claim.occurred][:WIDE]
    for f, g in combinations(dated, 2):
        x, y = f.when, g.when
        if f.type in SAID or (twice and fold(f.voice) != fold(g.voice)):
            continue
        if twice and not (_one_change(f, g) and x is not None and y is not None and apart(x, y) <= BATTLE):
            continue
        if x is None or y is None or x.value == y.value or f.type != g.type or f.mode != g.mode:
            continue
        days = max(x.length, y.length)
        gap = apart(x, y)
        if not (profiles[f.home].news and profiles[g.home].news) and not one_fine_place(f, g):
            continue  # a look back over years
        sharp = days == 1 and (_exact_change(f, g) or _one_change(f, g))
        if f.home != g.home and not sharp and not f.parties & g.parties:
            continue  # a place left, and an order to leave it, by nobody that the words name
        if days <= 3 and f.type == "ASSAULT" and hands(f) is None and not _counts(f) & _counts(g):
            continue  # a town is shelled day after day; one toll tells that it is one raid
        if days > 31 or min(x.length, y.length) * 8 < days or gap < (2 if days <= 3 and not sharp else 1):
            continue
        if f.home == g.home and not (days == 1 and _one_change(f, g)) and (fold(f.voice) == fold(g.voice) or not (f.voice and g.voice)):
            continue  # one voice, or the writer, tells one raid after another
        yield 0.0, ((f.ref, f.clause), (g.ref, g.clause)), (fold(f.voice), fold(g.voice)), f"dated {x.value} against {y.value}"


def _counts(f: Fact) -> frozenset[tuple[str, float]]:
    """The exact tolls of a claim."""
    return frozenset((c.toll, c.low) for c in f.counts if c.toll and c.low is not None and c.low == c.high)


def _exact_change(f: Fact, g: Fact) -> bool:
    """Whether two claims date one change of hands: a place falls on one day, while raids go on for days."""
    x, y = hands(f), hands(g)
    return x is not None and y is not None and f.home != g.home and bool(x[0] & y[0] or x[1] & y[1])


def _one_change(f: Fact, g: Fact) -> bool:
    """Whether two claims of one report give up one fine place to the same hands: it is done on one day."""
    given = f.type == "RETREAT" and f.home == g.home and hands(f) is not None and bool(f.recipient)
    return given and f.actor == g.actor and f.recipient == g.recipient and one_fine_place(f, g)


def one_fine_place(a: Fact, b: Fact) -> bool:
    """Whether two claims name one place of a town's size or less."""
    x, y = a.site, b.site
    return x is not None and y is not None and not x.soft and not y.soft and x.key == y.key and x.reach <= 40
