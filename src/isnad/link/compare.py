"""How likely two claims tell of one happening: a waterfall of match weights, each with the two values behind it.

After Fellegi and Sunter (1969): the weights are log2 of likelihood ratios and add up. They stand in
resources/common/linking.yaml. `None` in place of weights means that the two cannot be one happening.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from isnad.lang.common.linking import akin, context_line, faces, generic, kindred, related, weights
from isnad.link.counts import comparable, disjoint
from isnad.link.facts import Fact, Profile, Site, When, kilometres
from isnad.model import edtf
from isnad.model.linked import Weight

SMOOTH = 30  # reports of other matters that a case is thought to stand among, so that a small case can tell rare from common
FAR = 30.0  # kilometres beyond both reaches at which two exact places are two


class Rarity:
    """How many reports have a feature."""

    def __init__(self, all_profiles: Sequence[Profile]) -> None:
        self.reports = len(all_profiles)
        self._having: Counter[str] = Counter()
        for p in all_profiles:
            self._having.update(p.marks.keys())
            self._having.update({f"t:{k}" for f in p.facts if f.when is not None for k in _spans(f.when)})

    def bits(self, mark: str) -> float:
        """log2 of how rare a feature is, 0 for one that all reports have."""
        return math.log2((self.reports + SMOOTH) / (max(1, self._having[mark]) + 0.0))

    def having(self, mark: str) -> int:
        """How many reports have it."""
        return self._having[mark]


def _spans(w: When) -> tuple[str, ...]:
    """Keys of the day, month and year that a time begins in, the finest that it fills first."""
    if w.low is None or w.high is None:
        return ()
    keys = (f"day{w.low}", f"month{w.low // 31}", f"year{w.low // 366}")
    return keys if w.length <= 4 else keys[1:] if w.length <= 45 else keys[2:]


class Comparer:
    """Compares claims of one case.

    Args:
        all_profiles: all reports of the case.
        rarity: how common each feature is in it.
        copies: pairs of reports (positions, lower first) of which one is a near-copy of the other.
    """

    def __init__(self, all_profiles: Sequence[Profile], rarity: Rarity, copies: frozenset[tuple[int, int]] = frozenset()) -> None:
        self.profiles = all_profiles
        self.rarity = rarity
        self.copies = copies
        self.prior = -(math.log2(rarity.reports + SMOOTH) + weights("prior")["extra"])
        self._norms: dict[int, tuple[float, float]] = {}
        self._likeness: dict[tuple[int, int], float] = {}

    def compare(self, a: Fact, b: Fact) -> tuple[Weight, ...] | None:
        """The waterfall for two claims, or None where they cannot be one happening."""
        steps: list[Weight] = [Weight("prior", "", "", round(self.prior, 2))]
        for step in (kind_weight, self._parties, self._place, self._time):
            found = step(a, b)
            if found is None:
                return None
            steps.extend(found)
        steps.extend(_numbers(a, b))
        steps.extend(self._wording(a, b))
        if a.home != b.home:
            steps.append(self._context(a, b))
        if a.unreal != b.unreal:
            steps.append(Weight("status", a.claim.status, b.claim.status, weights("status")["planned_actual"]))
        return tuple(s for s in steps if s.weight or s.field == "prior")

    def _parties(self, a: Fact, b: Fact) -> list[Weight] | None:
        if swapped(a, b):
            return None
        loose = a.mutual or b.mutual or a.type != b.type
        if loose:
            one = self._party("parties", a.parties, b.parties)
            return [one] if one else []
        out = [s for s in (self._party("actor", a.actor, b.actor), self._party("recipient", a.recipient, b.recipient)) if s]
        return out

    def _party(self, field: str, a: frozenset[str], b: frozenset[str]) -> Weight | None:
        if not a or not b:
            return None
        w = weights("party")
        shared = a & b
        left, right = ", ".join(sorted(a)), ", ".join(sorted(b))
        if shared:
            total = 0.0
            for party in sorted(shared):
                cap = w["generic_cap"] if generic(party) else w["cap"]
                total += min(cap, w["share"] * self.rarity.bits(f"n:{party}"))
            return Weight(field, left, right, round(min(total, w["cap"] * 1.5), 2))
        kin = [(x, y) for x in sorted(a) for y in sorted(b) if akin(x, y)]
        if kin:
            best = max(min(self.rarity.bits(f"n:{x}"), self.rarity.bits(f"n:{y}")) for x, y in kin)
            return Weight(field, left, right, round(min(w["cap"], w["share"] * best) * w["kin"], 2))
        if all(generic(x) for x in a) or all(generic(x) for x in b):
            return Weight(field, left, right, w["crossed"] / 2)
        return Weight(field, left, right, w["apart"])

    def _place(self, a: Fact, b: Fact) -> list[Weight] | None:
        if a.site is None or b.site is None:
            return []
        w = weights("place")
        x, y = a.site, b.site
        how, distance = meeting(x, y)
        soft = (w["soft"] if x.soft else 1.0) * (w["soft"] if y.soft else 1.0)
        left, right = _said(x), _said(y)
        if how == "far":
            if not x.soft and not y.soft and max(x.reach, y.reach) <= 40 and (distance or 0) > FAR + x.reach + y.reach:
                return None
            return [Weight("place", left, right, round(w["far"] * soft, 2))]
        if how == "differ":
            return [Weight("place", left, right, round(w["names_differ"] * soft, 2))]
        coarse = x if x.reach >= y.reach else y
        bits = max(self.rarity.bits(f"p:{x.key}"), self.rarity.bits(f"p:{y.key}")) if how != "inside" else self.rarity.bits(f"p:{coarse.key}")
        worth = min(_cap(coarse.reach if how == "inside" else max(x.reach, y.reach)), bits)
        share = {"same": 1.0, "near": w["near"], "inside": w["inside"]}[how]
        if how == "inside":  # the finer place says more than the coarser one alone
            worth = max(worth, min(_cap(min(x.reach, y.reach)), 3.0))
        return [Weight("place", left, right, round(worth * share * soft, 2))]

    def _time(self, a: Fact, b: Fact) -> list[Weight] | None:
        if a.when is None or b.when is None:
            return []
        x, y = a.when, b.when
        w = weights("time")
        soft = (w["soft"] if x.soft else 1.0) * (w["soft"] if y.soft else 1.0)
        left, right = x.value + (" (report)" if x.soft else ""), y.value + (" (report)" if y.soft else "")
        if x.vague_year or y.vague_year:
            if not _meet(x.value, y.value):
                return [Weight("time", left, right, round(w["gap7"] * soft, 2))]
            length = min(d for d in (_arc(x), _arc(y)))
            return [Weight("time", left, right, round(min(w["vague_year_cap"], _time_cap(max(length, 1))) * soft, 2))]
        gap = between(x, y)
        if gap == 0:
            longer = x if x.length >= y.length else y
            bits = max((self.rarity.bits(f"t:{k}") for k in _spans(longer)[:1]), default=1.0)
            return [Weight("time", left, right, round(min(_time_cap(longer.length), bits) * soft, 2))]
        if x.soft or y.soft:
            return [Weight("time", left, right, w["gap_soft"] if gap > 31 else w["gap2"] * soft if gap <= 2 else w["gap7"] * soft)]
        fine = max(x.length, y.length) <= 31
        if gap > 45 and fine:
            return None
        key = "gap2" if gap <= 2 else "gap7" if gap <= 7 else "gap31"
        return [Weight("time", left, right, w[key])]

    def _wording(self, a: Fact, b: Fact) -> list[Weight]:
        w = weights("wording")
        out = []
        if self.profiles[a.home].lang == self.profiles[b.home].lang:
            shared = sorted(a.stems & b.stems)
            bits = sum(max(0.0, self.rarity.bits(f"w:{s}") - w["least"]) for s in shared)
            if bits:
                out.append(Weight("wording", " ".join(shared[:6]), " ".join(shared[:6]), round(min(w["cap"], w["share"] * bits), 2)))
        names = sorted((a.names & b.names) | (set(a.speakers) & set(b.speakers)))
        if names:
            bits = sum(min(w["names"], 0.3 * self.rarity.bits(f"n:{n}")) for n in names)
            out.append(Weight("names", ", ".join(names), ", ".join(names), round(min(w["names_cap"], bits), 2)))
        return out

    def _context(self, a: Fact, b: Fact) -> Weight:
        alike = self.likeness(a.home, b.home)
        line = context_line()
        worth = line[-1][1]
        for (x0, y0), (x1, y1) in pairwise(line):
            if alike <= x1:
                worth = y0 + (y1 - y0) * (alike - x0) / (x1 - x0)
                break
        return Weight("context", f"{alike:.2f}", f"{alike:.2f}", round(worth, 2))

    def likeness(self, i: int, j: int) -> float:
        """How alike two reports are as wholes, 0 to 1: cosine of what they name, and of their words where the language is one."""
        i, j = min(i, j), max(i, j)
        if (i, j) in self.copies:
            return 1.0
        if (i, j) not in self._likeness:
            self._likeness[(i, j)] = self._cosine(i, j)
        return self._likeness[(i, j)]

    def _cosine(self, i: int, j: int) -> float:
        a, b = self.profiles[i], self.profiles[j]
        small, large = (a.marks, b.marks) if len(a.marks) <= len(b.marks) else (b.marks, a.marks)
        same = a.lang == b.lang
        dot = [0.0, 0.0]
        for mark in sorted(small):
            if mark in large:
                word = mark.startswith("w:")
                if not word or same:
                    dot[word] += small[mark] * large[mark] * self.rarity.bits(mark) ** 2
        (fa, wa), (fb, wb) = self._norm(i), self._norm(j)
        facts = dot[0] / math.sqrt(fa * fb) if fa and fb else 0.0
        if not same or not wa or not wb:
            return facts
        return 0.6 * facts + 0.4 * dot[1] / math.sqrt(wa * wb)

    def _norm(self, i: int) -> tuple[float, float]:
        if i not in self._norms:
            out = [0.0, 0.0]
            for mark, value in self.profiles[i].marks.items():
                out[mark.startswith("w:")] += (value * self.rarity.bits(mark)) ** 2
            self._norms[i] = (out[0], out[1])
        return self._norms[i]


def kind_weight(a: Fact, b: Fact) -> list[Weight] | None:
    """Weight of type and mode; None for types that no happening is told under both of."""
    w = weights("type")
    left, right = _kind(a), _kind(b)
    if a.type != b.type:
        if not related(a.type, b.type):
            return None
        return [Weight("type", left, right, w["both_faces"] if two_faces(a, b) else w["related"])]
    if a.mode == b.mode:
        return [Weight("type", left, right, w["same_mode"] if a.mode else w["same_silent_mode"])]
    if a.mode is None or b.mode is None:
        return [Weight("type", left, right, w["same_type"])]
    return [Weight("type", left, right, w["kindred_mode"] if kindred(a.mode, b.mode) else w["other_mode"])]


def _kind(f: Fact) -> str:
    return f"{f.type}/{f.mode}" if f.mode else f.type


def hands(f: Fact) -> tuple[frozenset[str], frozenset[str]] | None:
    """Who gains and who loses a place by a claim, or None where no place changes hands."""
    if f.type == "ASSAULT" and f.mode == "seize-territory":
        return f.actor, f.recipient
    if f.type == "RETREAT" and f.mode in ("withdraw", None) and not f.mutual:
        return f.recipient, f.actor
    return None


def two_faces(a: Fact, b: Fact) -> bool:
    """Whether claims of two types show two faces of one happening: a place taken and left, a deal and its talks."""
    x, y = hands(a), hands(b)
    if x is not None and y is not None:
        return bool(x[0] & y[0] or not x[0] or not y[0]) and bool(x[1] & y[1] or not x[1] or not y[1])
    return faces(f"{a.type}/{a.mode or ''}", f"{b.type}/{b.mode or ''}")


def swapped(a: Fact, b: Fact) -> bool:
    """Whether two changes of hands go opposite ways: a fall and a recapture are never one."""
    x, y = hands(a), hands(b)
    if x is None or y is None:
        return False
    return bool((x[0] & y[1]) - (x[0] & y[0])) or bool((x[1] & y[0]) - (x[1] & y[1]))


@lru_cache(maxsize=262144)
def meeting(x: Site, y: Site) -> tuple[str, float | None]:
    """How two places lie: `same`, `near`, `inside`, `far`, or `differ` where only the names tell; with the kilometres, if known."""
    if x.key == y.key:
        return "same", 0.0
    d = kilometres(x, y)
    if d is None:
        same = x.name.casefold() == y.name.casefold() or x.name in y.name or y.name in x.name
        return ("same" if same else "differ"), None
    if d <= max(x.reach, y.reach) and max(x.reach, y.reach) > 2.5 * min(x.reach, y.reach):
        return "inside", d
    return ("near" if d <= x.reach + y.reach + 4 else "far"), d


def between(x: When, y: When) -> int:
    """Days between two times that do not meet, 0 where they meet."""
    low_x, high_x = x.low if x.low is not None else 0, x.high if x.high is not None else 10**7
    low_y, high_y = y.low if y.low is not None else 0, y.high if y.high is not None else 10**7
    return max(0, low_x - high_y, low_y - high_x)


@lru_cache(maxsize=65536)
def _meet(a: str, b: str) -> bool:
    return edtf.overlaps(a, b)


def _arc(w: When) -> int:
    """Days of a time of unknown year, roughly: 1 for a day, 31 for a month, more for intervals."""
    return w.length if not w.vague_year else 40 if "/" in w.value else 1 if w.value.count("-") == 2 else 31


def _cap(reach: float) -> float:
    w = weights("place")
    for limit, key in ((5, "point"), (10, "town"), (30, "district"), (80, "province"), (160, "region")):
        if reach <= limit:
            return w[key]
    return w["country"]


def _time_cap(days: int) -> float:
    w = weights("time")
    for limit, key in ((3, "day"), (10, "week"), (45, "month"), (130, "season"), (400, "year")):
        if days <= limit:
            return w[key]
    return w["longer"]


def _said(s: Site) -> str:
    return f"{s.name} (near by)" if s.soft else s.name


def _numbers(a: Fact, b: Fact) -> list[Weight]:
    w = weights("number")
    total, left, right = 0.0, [], []
    used: set[int] = set()
    for c in a.counts:
        for k, d in enumerate(b.counts):
            if k in used or not comparable(c, d):
                continue
            used.add(k)
            left.append(_number(c.low, c.high))
            right.append(_number(d.low, d.high))
            if (c.low, c.high) == (d.low, d.high) or (c.low == d.low and c.low):
                total += _worth(c.low or c.high or 0.0, w)
            else:
                total += w["differ"] if disjoint(c, d) else w["meet"]
            break
    return [Weight("number", ", ".join(left), ", ".join(right), round(min(w["cap"], total), 2))] if left else []


def _worth(value: float, w: dict[str, float]) -> float:
    if value <= 3:
        return w["tiny"]
    if value < 10:
        return w["small"]
    digits = f"{value:g}".rstrip("0")
    return w["rare"] if len(digits) > 1 and not f"{value:g}".endswith(("00", "50")) else w["round"]


def _number(low: float | None, high: float | None) -> str:
    if low is not None and low == high:
        return f"{low:g}"
    return f"{'' if low is None else format(low, 'g')}–{'' if high is None else format(high, 'g')}"
