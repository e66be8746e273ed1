"""Which pairs of claims are compared: blocks of bounded size, so that work grows with the number of claims and not with its square.

Three ways to a pair: claims of two reports that are alike as wholes; claims of one kind near one place in one month; claims of one
kind between the same rare parties in one month. Within a report all claims of kindred types are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from isnad.lang.common.linking import related_to
from isnad.link.compare import Comparer
from isnad.link.facts import Fact, Profile, Site
from isnad.link.rarity import Rarity
from isnad.link.relations import meeting, two_faces
from isnad.model.linked import ClaimRef
from isnad.model.plover import EVENT_TYPES

CELL = 0.25  # degrees: side of the squares into which places are sorted
WORDS = 40  # rare words by which a report looks for its neighbours
LEADS = 4  # reports that a report's claims are compared with because the two begin alike
NEIGHBOURS = 6  # reports that a report's claims are compared with because the two are alike
ALIKE = 0.06  # likeness, with half that of the first sentences, below which two reports are no neighbours whatever marks they share
POSTING = 60  # a mark that more reports have than this does not by itself make two of them neighbours
WITHIN = 24  # nearest claims of its own report that a claim is compared with


def pairs(profiles: Sequence[Profile], comparer: Comparer, block: int, told: Collection[tuple[int, int]]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of claims worth comparing, each once, lower reference first.

    Args:
        profiles: all reports.
        comparer: for the likeness of reports.
        block: most claims compared with one another under one key.
        told: pairs of reports (positions, lower first) whose claims are compared: those that are alike and those that tell one story.
    """
    facts = [f for p in profiles for f in p.facts]
    place = {f.ref: i for i, f in enumerate(facts)}
    seen: set[int] = set()

    def fresh(i: int, j: int) -> bool:
        key = i * len(facts) + j if i < j else j * len(facts) + i
        if i == j or key in seen:
            return False
        seen.add(key)
        return True

    telling = [list(_telling(p)) for p in profiles]
    by_site = [_by_site(t) for t in telling]
    for i, j in sorted(told):
        for a, b in _near_pairs(by_site[i], by_site[j]):
            if fresh(place[a.ref], place[b.ref]):
                yield a, b
    kept = {f.ref for t in telling for f in t}
    for members in _blocks([f for f in facts if f.ref in kept], place, comparer.rarity, block):
        for n, i in enumerate(members):
            for j in members[n + 1 :]:
                a, b = facts[i], facts[j]
                if a.home != b.home and b.type in related_to(a.type) and fresh(i, j):
                    yield (a, b) if i < j else (b, a)
    for p in profiles:
        for n, a in enumerate(p.facts):
            for b in p.facts[n + 1 : n + 1 + WITHIN]:
                if b.type in related_to(a.type) and fresh(place[a.ref], place[b.ref]):
                    yield a, b


def _telling(p: Profile) -> Iterator[Fact]:
    """The claims of a report that are compared with those of others.

    Not stock text, not those that say nothing but "there was shelling" outside the lead, and of claims that say the same only the first two.
    """
    said: dict[tuple[object, ...], int] = defaultdict(int)
    for f in p.facts:
        if f.stock or (not f.parties and not f.counts and (f.site is None or f.site.soft) and not f.main):
            continue
        key = (f.type, f.mode, f.actor, f.recipient, f.site.key if f.site else "", f.when.value if f.when else "", f.claim.occurred, f.claim.status)
        said[key] += 1
        if said[key] <= 2 or f.counts:
            yield f


def _by_site(facts: Sequence[Fact]) -> dict[str, tuple[Site | None, list[Fact]]]:
    out: dict[str, tuple[Site | None, list[Fact]]] = {}
    for f in facts:
        out.setdefault(f.site.key if f.site else "", (f.site, []))[1].append(f)
    return out


def _near_pairs(left: dict[str, tuple[Site | None, list[Fact]]], right: dict[str, tuple[Site | None, list[Fact]]]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of claims of two reports whose places meet, or of which one has no place and that share a party."""
    for x, ones in left.values():
        for y, others in right.values():
            if x is not None and y is not None and meeting(x, y)[0] in ("far", "differ"):
                continue
            for a in ones:
                kin = related_to(a.type)
                for b in others:
                    if (b.type == a.type or (b.type in kin and two_faces(a, b))) and ((x is not None and y is not None) or a.parties & b.parties):
                        yield a, b


def neighbours(profiles: Sequence[Profile], comparer: Comparer) -> set[tuple[int, int]]:
    """Pairs of reports that are alike as wholes: for each the nearest few by rare marks that both have, and all near-copies."""
    rarity = comparer.rarity
    posting: dict[str, list[int]] = defaultdict(list)
    chosen = [rarest(p, rarity) for p in profiles]
    for i, marks in enumerate(chosen):
        for mark in marks:
            posting[mark].append(i)
    first: dict[str, list[int]] = defaultdict(list)
    leading = [sharpest(p, rarity) for p in profiles]
    for i, marks in enumerate(leading):
        for mark in marks:
            first[mark].append(i)
    out = set(comparer.copies)
    for i, p in enumerate(profiles):
        score: dict[int, float] = defaultdict(float)
        for mark in chosen[i]:
            worth = p.marks[mark] * rarity.bits(mark)
            for j in posting[mark]:
                score[j] += worth
        score.pop(i, None)
        lead: dict[int, float] = defaultdict(float)
        for mark in leading[i]:
            worth = rarity.bits(mark) ** 2
            for j in first[mark]:
                lead[j] += worth
        lead.pop(i, None)
        near_lead = sorted(lead, key=lambda j: (-lead[j], j))[: 4 * LEADS]
        near_lead.sort(key=lambda j: (-comparer.leads(i, j), j))
        out.update((min(i, j), max(i, j)) for j in [j for j in near_lead if not _far_apart(p, profiles[j])][:LEADS] if _alike(comparer, i, j))
        best = sorted(score, key=lambda j: (-score[j], j))
        near = [j for j in best[: 4 * NEIGHBOURS] if not _far_apart(p, profiles[j])]
        out.update((min(i, j), max(i, j)) for j in near[:NEIGHBOURS] if _alike(comparer, i, j))
    return out


def _alike(comparer: Comparer, i: int, j: int) -> bool:
    return comparer.likeness(i, j) + comparer.leads(i, j) / 2 >= ALIKE


def rarest(p: Profile, rarity: Rarity) -> list[str]:
    """The marks of a report that may show its neighbours: shared by some and by few, the rarest of the words."""
    shared = sorted(m for m in p.marks if 2 <= rarity.having(m) <= POSTING)
    words = sorted((m for m in shared if m.startswith("w:")), key=lambda m: (rarity.having(m), m))[:WORDS]
    return [m for m in shared if not m.startswith("w:")] + words


def sharpest(p: Profile, rarity: Rarity) -> list[str]:
    """The rarest shared marks of a report's first sentences."""
    return sorted((m for m in p.lead if 2 <= rarity.having(m) <= 2 * POSTING), key=lambda m: (rarity.having(m), m))[:WORDS]


def _far_apart(a: Profile, b: Profile) -> bool:
    """Whether two news reports are of days too far apart to tell of one happening first-hand."""
    return a.story is not None and b.story is not None and abs(a.story[1] - b.story[1]) > 45


def _blocks(facts: Sequence[Fact], place: dict[ClaimRef, int], rarity: Rarity, block: int) -> Iterator[list[int]]:
    """Blocks of claims by place and month, and by parties and month. Those too large are cut by day and type, and at last by order."""
    keyed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    known = {place[f.ref]: f for f in facts}
    for i, f in known.items():
        for key in _keys(f, rarity):
            keyed[key].append(i)
    for key in sorted(keyed):
        members = keyed[key]
        if len(members) < 2:
            continue
        if len(members) <= block:
            yield members
            continue
        finer: dict[tuple[int, str], list[int]] = defaultdict(list)
        for i in members:
            w = known[i].when
            if w is not None and w.low is not None and w.length <= 5:
                for day in range(w.low, w.low + w.length):
                    finer[(day, known[i].type)].append(i)
        for inner in sorted(finer):
            group = finer[inner]
            for at in range(0, len(group), max(1, block // 2)):
                if len(group[at : at + block]) > 1:
                    yield group[at : at + block]


def _keys(f: Fact, rarity: Rarity) -> Iterator[tuple[str, ...]]:
    of = months(f)
    kinds = ("deed",) if f.type in _DEEDS else ("word",)
    for kind in kinds:
        for month in of:
            if f.site is not None and f.site.reach <= 40:
                for cell in cells(f.site):
                    yield ("place", kind, cell, month)
            rare = sorted(f.parties, key=lambda p: (-rarity.bits(f"n:{p}"), p))[:2]
            if rare:
                yield ("party", kind, f.type, *sorted(rare), month)


_DEEDS = frozenset(t for t in EVENT_TYPES if t not in ("REJECT", "ACCUSE", "THREATEN", "REQUEST", "PROTEST", "SANCTION"))


def months(f: Fact) -> tuple[str, ...]:
    """The months that a claim may be of, and `any` unless its time only stands beside it."""
    w = f.when
    if w is None or w.low is None or w.high is None or w.length > 100:
        return ("any",)
    # a day near a month's end is also sorted under the neighbouring month
    near = sorted({(w.low - 3) // 31, w.low // 31, w.high // 31, (w.high + 3) // 31})
    return (*(str(m) for m in near), "any") if not w.soft else tuple(str(m) for m in near)


def cells(s: Site) -> tuple[str, ...]:
    """The square of a place, and those it reaches into."""
    if s.lat is None or s.lon is None:
        return (s.name.casefold(),)
    d = min(s.reach + 4, 20) / 111
    return tuple(sorted({f"{int((s.lat + y) // CELL)}:{int((s.lon + x) // CELL)}" for y in (-d, 0, d) for x in (-d, 0, d)}))
