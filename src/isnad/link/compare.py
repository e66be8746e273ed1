"""How likely two claims tell of one happening: a waterfall of match weights, each with the two values behind it.

After Fellegi and Sunter (1969): the weights are log2 of likelihood ratios and add up. They stand in
resources/common/linking.yaml. `None` in place of a score means that the two cannot be one happening.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from isnad.lang.common.linking import akin, context_line, generic, lead_line, weights
from isnad.link.counts import Count, comparable, disjoint, figure
from isnad.link.facts import Fact, Profile, Site, When, apart
from isnad.link.rarity import SMOOTH, Rarity, spans
from isnad.link.relations import kind_weight, meeting, swapped
from isnad.model.linked import Weight

HOPE = 10.0  # what numbers, wording, names and reports can add in practice
WIDE = 80.0  # kilometres: of places as wide as this the centre says little
ROUND = 50.0  # kilometres within which a place taken over from beside a claim may be the nearest town that the writer knows
LETTERS = 0.3  # square of the weight of a name's letters in the likeness of two reports
FAR = 30.0  # kilometres beyond both reaches at which two exact places are two


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
        self.prior = -(weights("prior")["slope"] * math.log2(rarity.reports + SMOOTH) + weights("prior")["extra"])
        self._norms: dict[int, tuple[float, float]] = {}
        self._likeness: dict[tuple[int, int], float] = {}
        self._leads: dict[tuple[int, int], float] = {}
        self._weight_of: dict[tuple[int, int], float] = {}
        self._w = {k: weights(k) for k in ("party", "place", "time", "wording", "number", "status")}
        parties = {party for p in all_profiles for f in p.facts for party in f.parties}
        self._rare = {p: min(self._cap_of(p), self._w["party"]["share"] * rarity.bits(f"n:{p}")) for p in parties}

    def _cap_of(self, party: str) -> float:
        return self._w["party"]["generic_cap" if generic(party) else "cap"]

    def score(self, a: Fact, b: Fact) -> float | None:
        """Total match weight of two claims, or None where they cannot be one happening.

        Where type, place, time and parties leave no hope, the rest is not looked at.
        """
        kind = kind_weight(a, b)
        if kind is None or swapped(a, b):
            return None
        place = self._place(a, b)
        when = None if place is None else self._time(a, b)
        if place is None or when is None:
            return None
        total = self.prior + kind
        if a.mutual or b.mutual or a.type != b.type:
            total += self._party(a.parties, b.parties)
        else:
            total += self._party(a.actor, b.actor)
            total += self._party(a.recipient, b.recipient)
        total += place
        total += when
        if total + HOPE < 0:
            return round(total, 4)
        return round(total + sum(w for _, w in self._rest(a, b)), 4)

    def waterfall(self, a: Fact, b: Fact) -> tuple[Weight, ...]:
        """The weights of two claims with the values behind each; empty where they cannot be one happening."""
        steps = self._steps(a, b) or []
        return tuple(_weight(field, *self._values(field, a, b), round(w, 2) + 0.0) for field, w in steps if w or field == "prior")

    def _steps(self, a: Fact, b: Fact) -> list[tuple[str, float]] | None:
        first = self._first(a, b)
        return None if first is None else first + self._rest(a, b)

    def _first(self, a: Fact, b: Fact) -> list[tuple[str, float]] | None:
        """Prior, type, parties, place, time."""
        kind = kind_weight(a, b)
        if kind is None or swapped(a, b):
            return None
        place = self._place(a, b)
        when = self._time(a, b)
        if place is None or when is None:
            return None
        steps = [("prior", self.prior), ("type", kind)]
        if a.mutual or b.mutual or a.type != b.type:
            steps.append(("parties", self._party(a.parties, b.parties)))
        else:
            steps += [("actor", self._party(a.actor, b.actor)), ("recipient", self._party(a.recipient, b.recipient))]
        steps += [("place", place), ("time", when)]
        return steps

    def _rest(self, a: Fact, b: Fact) -> list[tuple[str, float]]:
        """Numbers, wording, names, the two reports, status."""
        steps = []
        if a.counts and b.counts:
            steps.append(("number", self._numbers(a, b)))
        if self.profiles[a.home].lang == self.profiles[b.home].lang:
            steps.append(("wording", self._wording(a, b)))
        steps.append(("names", self._names(a, b)))
        if a.home != b.home:
            steps += [("context", self._context(a, b)), ("main", self._main(a, b)), ("weekday", self._weekday(a, b))]
        elif self.profiles[a.home].news:
            steps.append(("context", self._one_report(a, b)))
        if a.unreal != b.unreal:
            steps.append(("status", self._w["status"]["planned_actual"]))
        return steps

    def _values(self, field: str, a: Fact, b: Fact) -> tuple[str, str]:
        """The two values behind a step."""
        if field in ("actor", "recipient", "parties"):
            return ", ".join(sorted(getattr(a, field))), ", ".join(sorted(getattr(b, field)))
        if field == "type":
            return _kind(a), _kind(b)
        if field == "place" and a.site and b.site:
            return _said(a.site), _said(b.site)
        if field == "time" and a.when and b.when:
            return _dated(a.when), _dated(b.when)
        if field == "number":
            return ", ".join(_number(c) for c in a.counts), ", ".join(_number(c) for c in b.counts)
        if field == "wording":
            return (" ".join(sorted(set(a.stems) & set(b.stems))[:8]),) * 2
        if field == "names":
            return (", ".join(sorted(_shared_names(a, b))),) * 2
        if field == "context" and a.home == b.home:
            return "one report", "one report"
        if field == "context":
            return (f"{self.likeness(a.home, b.home):.2f}",) * 2
        if field == "main":
            return (f"told first, {self.leads(a.home, b.home):.2f}",) * 2
        if field == "weekday":
            return str(self.profiles[a.home].weekday), str(self.profiles[b.home].weekday)
        if field == "status":
            return a.claim.status, b.claim.status
        return "", ""

    def _party(self, a: frozenset[str], b: frozenset[str]) -> float:
        if not a or not b:
            return 0.0
        w = self._w["party"]
        shared = a & b
        if shared:
            return min(sum(self._rare[p] for p in sorted(shared)), w["cap"] * 1.5)
        kin = max((min(self._rare[x], self._rare[y]) for x in a for y in b if akin(x, y)), default=None)
        if kin is not None:
            return kin * w["kin"]
        if all(generic(x) for x in a) or all(generic(x) for x in b):
            return w["crossed"]
        return w["apart"]

    def _place(self, a: Fact, b: Fact) -> float | None:
        x, y = a.site, b.site
        if x is None or y is None:
            return 0.0
        w = self._w["place"]
        how, distance = meeting(x, y)
        soft = (w["soft"] if x.soft else 1.0) * (w["soft"] if y.soft else 1.0)
        if how == "far":
            if soft == 1.0 and max(x.reach, y.reach) <= 40 and (distance or 0) > FAR + x.reach + y.reach:
                return None
            if soft < 1.0 and (distance or 0) < ROUND:  # the town that a report names beside a village's story
                return w["far_region"] * soft
            return (w["far"] if max(x.reach, y.reach) < WIDE else w["far_region"]) * soft
        if how == "differ":
            return w["names_differ"] * soft if max(x.reach, y.reach) < WIDE else 0.0
        if how == "inside":  # the finer place says more than the coarser one alone
            coarse, fine = (x, y) if x.reach >= y.reach else (y, x)
            return max(min(_cap(coarse.reach), self.rarity.bits(f"p:{coarse.key}")), min(_cap(fine.reach), 3.0)) * w["inside"] * soft
        worth = min(_cap(max(x.reach, y.reach)), max(self.rarity.bits(f"p:{x.key}"), self.rarity.bits(f"p:{y.key}")))
        return worth * (w["near"] if how == "near" else 1.0) * soft

    def _time(self, a: Fact, b: Fact) -> float | None:
        x, y = a.when, b.when
        w = self._w["time"]
        if x is None or y is None:
            old, new = (b, a) if x is None else (a, b)
            back = old.when is not None and not old.when.soft and old.when.length > 300 and self.profiles[new.home].news
            return w["back"] if back else 0.0
        soft = (w["soft"] if x.soft else 1.0) * (w["soft"] if y.soft else 1.0)
        if (x.vague_year or y.vague_year) and apart(x, y) == 0:
            return min(w["vague_year_cap"], _time_cap(max(1, min(x.length, y.length)))) * soft
        gap = apart(x, y)
        if gap == 0:
            longer = x if x.length >= y.length else y
            keys = spans(longer)
            return min(_time_cap(longer.length), self.rarity.bits(f"t:{keys[0]}") if keys else 1.0) * soft
        if x.soft or y.soft:
            return w["gap_soft"] if gap > 31 else w["gap2"] * soft if gap <= 2 else w["gap7"] * soft
        if gap > 45 and max(x.length, y.length) <= 31:
            return None
        return w["gap2"] if gap <= 2 else w["gap7"] if gap <= 7 else w["gap31"]

    def _wording(self, a: Fact, b: Fact) -> float:
        w = self._w["wording"]
        shared = set(a.stems).intersection(b.stems)
        if not shared:
            return 0.0
        least = w["least"]
        return min(w["cap"], w["share"] * sum(sorted(max(0.0, self.rarity.bits(f"w:{s}") - least) for s in shared)))

    def _names(self, a: Fact, b: Fact) -> float:
        names = _shared_names(a, b)
        if not names:
            return 0.0
        w = self._w["wording"]
        return min(w["names_cap"], sum(sorted(min(w["names"], 0.3 * self.rarity.bits(f"n:{n}")) for n in names)))

    def _context(self, a: Fact, b: Fact) -> float:
        return _read_off(context_line(), self.likeness(a.home, b.home))

    def _numbers(self, a: Fact, b: Fact) -> float:
        w = self._w["number"]
        total = 0.0
        used: set[int] = set()
        for c in a.counts:
            for k, d in enumerate(b.counts):
                if k in used or not comparable(c, d):
                    continue
                used.add(k)
                if (c.low, c.high) == (d.low, d.high) or (c.low == d.low and c.low):
                    total += _worth(c.low or c.high or 0.0, w)
                else:
                    total += w["differ"] if disjoint(c, d) else w["meet"]
                break
        return min(w["cap"], total)

    def _main(self, a: Fact, b: Fact) -> float:
        """Weight of both being their reports' main happening, by the days of the two stories."""
        if not (a.main and b.main):
            return 0.0
        w = self._w["status"]
        x, y = self.profiles[a.home].story, self.profiles[b.home].story
        alike = _read_off(lead_line(), self.leads(a.home, b.home))
        if x is None or y is None:
            return alike
        days = max(0, x[0] - y[1], y[0] - x[1])
        return alike if days <= 2 else min(alike, 0.0) if days <= 5 else w["other_story"]

    def _weekday(self, a: Fact, b: Fact) -> float:
        """Weight of the days of the week that the two heads name, where the stories' dates do not tell."""
        p, q = self.profiles[a.home], self.profiles[b.home]
        if not (a.main and b.main) or p.weekday is None or q.weekday is None or (p.story is not None and q.story is not None):
            return 0.0
        days = (p.weekday - q.weekday) % 7
        return self._w["status"]["weekday"] if days == 0 else 0.0 if days in (1, 6) else self._w["status"]["other_weekday"]

    def _one_report(self, a: Fact, b: Fact) -> float:
        """Weight of standing in one news report: one story, one act of the kind, or a denial of what was just told."""
        w = self._w["status"]
        denied = (a.claim.status == "denied-by-speaker") != (b.claim.status == "denied-by-speaker")
        dated = [f.when is not None and not f.when.soft for f in (a, b)]
        lone = a.type == b.type and dated[0] == dated[1] and a.type in self.profiles[a.home].lone
        one, other = _tolls(a), _tolls(b)
        beside = a.sentence == b.sentence and a.claim.statement == b.claim.statement and a.type == b.type
        tolls = beside and bool(one and other) and not one & other
        return w["one_report"] + max(w["denial"] if denied else 0.0, w["lone"] if lone else 0.0, w["tolls"] if tolls else 0.0)

    def likeness(self, i: int, j: int) -> float:
        """How alike two reports are as wholes, 0 to 1: cosine of what they name, and of their words where the language is one."""
        i, j = min(i, j), max(i, j)
        if (i, j) in self.copies:
            return 1.0
        if (i, j) not in self._likeness:
            self._likeness[(i, j)] = self._cosine(i, j)
        return self._likeness[(i, j)]

    def leads(self, i: int, j: int) -> float:
        """How alike two reports' first sentences are, 0 to 1: shared bits over all bits of the poorer, words of one language only."""
        i, j = min(i, j), max(i, j)
        if (i, j) not in self._leads:
            a, b = self.profiles[i], self.profiles[j]
            left, right = a.lead, b.lead
            if a.lang != b.lang:
                left, right = (frozenset(m for m in x if m[0] != "w") for x in (left, right))
            shared = sum(sorted(self.rarity.bits(m) ** 2 for m in left & right))
            self._leads[(i, j)] = shared / math.sqrt((self._bits_of(i, left) * self._bits_of(j, right)) or 1.0)
        return self._leads[(i, j)]

    def _bits_of(self, i: int, marks: frozenset[str]) -> float:
        key = (i, len(marks))
        if key not in self._weight_of:
            self._weight_of[key] = sum(sorted(self.rarity.bits(m) ** 2 for m in marks))
        return self._weight_of[key]

    def _cosine(self, i: int, j: int) -> float:
        a, b = self.profiles[i], self.profiles[j]
        same = a.lang == b.lang
        dot = [0.0, 0.0]
        for mark in sorted(a.marks.keys() & b.marks.keys()):
            word = mark.startswith("w:")
            if not word or same:
                dot[word] += a.marks[mark] * b.marks[mark] * self.rarity.bits(mark) ** 2
        (fa, wa), (fb, wb) = self._norm(i), self._norm(j)
        if a.lang != b.lang:
            dot[0] += LETTERS * sum(sorted(self.rarity.bits(f"k:{s}") ** 2 for s in a.letters & b.letters))
            fa, fb = (n + LETTERS * sum(sorted(self.rarity.bits(f"k:{s}") ** 2 for s in p.letters)) for n, p in ((fa, a), (fb, b)))
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


@lru_cache(maxsize=65536)
def _weight(field: str, left: str, right: str, weight: float) -> Weight:
    """A step of a waterfall; equal ones are one object, for a case has a hundred thousand joins."""
    return Weight(field, left, right, weight)


def _read_off(line: Sequence[tuple[float, float]], x: float) -> float:
    """The value at `x` of a line given by its points."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return line[-1][1]


def _tolls(f: Fact) -> set[str]:
    """Toll classes of a claim's numbers: "39 killed and 51 wounded" are one happening told in two claims."""
    return {c.toll for c in f.counts if c.toll}


def _shared_names(a: Fact, b: Fact) -> frozenset[str]:
    return (a.names & b.names) | (frozenset(a.speakers) & frozenset(b.speakers))


def _kind(f: Fact) -> str:
    return f"{f.type}/{f.mode}" if f.mode else f.type


_REACHES = ((5, "point"), (10, "town"), (30, "district"), (80, "province"), (160, "region"))


@lru_cache(maxsize=256)
def _cap(reach: float) -> float:
    w = weights("place")
    for limit, key in _REACHES:
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


def _worth(value: float, w: dict[str, float]) -> float:
    if value <= 3:
        return w["tiny"]
    if value < 10:
        return w["small"]
    shown = f"{value:.12g}"
    return w["rare"] if len(shown.rstrip("0")) > 1 and not shown.endswith(("00", "50")) else w["round"]


def _dated(w: When) -> str:
    return f"{w.value} (report)" if w.soft else w.value


def _number(c: Count) -> str:
    low, high = ("" if v is None else figure(v) for v in (c.low, c.high))
    return low if low == high else f"{low}–{high}"
