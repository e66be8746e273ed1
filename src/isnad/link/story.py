"""Whether two reports tell one story, from what their heads say as a whole: where, when, on which day of the week, how many, in which words.

Single claims may be read so differently in two reports that no pair of them agrees enough, while title and first sentences leave no doubt.
The weights (log2 of odds, resources/common/linking.yaml `common.link.story`) are those of a logistic model fitted to pairs of incident
reports whose incident is known; they add up as match weights do, after Fellegi and Sunter (1969).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from isnad.lang.common.linking import weights
from isnad.link.compare import Comparer
from isnad.link.facts import Profile, Site
from isnad.link.relations import meeting
from isnad.model.linked import Weight
from isnad.text.fold import fold

FINE = 12.0  # kilometres: wider places are of many stories
SENTENCES = 6  # of a report's beginning, in which its story is told
MANY = 40  # reports with one place in their heads up to which each is held against every other
NEAREST = 12  # above that, how many each is held against
PLACES = 12  # of the head that are looked at
RARE = 5.0  # bits from which a word of the first sentences speaks for one story
RARER = 6.0  # bits from which a word anywhere in two reports does
DATED = 3  # days: acts dated more vaguely are of many stories
TOLLS = ("killed", "wounded")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a report says of its story.

    Attributes:
        places: fine places by key.
        first: key of the place of its first claim that has one, or empty.
        tolls: for each toll class the numbers given.
        days: first and last day, as ordinals, of the acts that title and first sentences date themselves: a look back is of these.
    """

    places: dict[str, Site]
    first: str
    tolls: dict[str, frozenset[float]]
    days: tuple[tuple[int, int], ...]


class Stories:
    """Compares the heads of reports.

    Args:
        comparer: for the profiles, how rare features are, and the likeness of reports.
    """

    def __init__(self, comparer: Comparer) -> None:
        self._comparer = comparer
        self._rarity = comparer.rarity
        self._w = weights("story")
        self.heads = [_head(p) for p in comparer.profiles]
        self._known: dict[tuple[int, int], float] = {}

    def bits(self, i: int, j: int) -> float:
        """Log2 of the odds that two reports (positions) tell one story."""
        key = (min(i, j), max(i, j))
        if key not in self._known:
            self._known[key] = sum(w for _, w, _, _ in self._steps(*key))
        return self._known[key]

    def ease(self, i: int, j: int) -> float:
        """How much less match weight is asked of the best pair of claims of two reports: nothing, unless they tell one story."""
        return self._w["cap"] if self.bits(i, j) >= self._w["least"] else 0.0

    def pairs(self) -> set[tuple[int, int]]:
        """Pairs of reports, lower first, that tell one story as far as reports with a common place in their heads are looked at.

        Of a place that many reports tell of, each is held against those nearest in time.
        """
        at: dict[str, list[int]] = defaultdict(list)
        for i, h in enumerate(self.heads):
            for key in h.places:
                at[key].append(i)
        out: set[tuple[int, int]] = set()
        for key in sorted(at):
            here = sorted(at[key], key=lambda i: (self._comparer.profiles[i].story or (0, 0), i))
            for n, i in enumerate(here):
                for j in here[n + 1 : n + 1 + (len(here) if len(here) <= MANY else NEAREST)]:
                    pair = (min(i, j), max(i, j))
                    if pair not in out and self.bits(*pair) >= self._w["least"]:
                        out.add(pair)
        return out

    def waterfall(self, i: int, j: int) -> tuple[Weight, ...]:
        """The weights with the two values behind each."""
        return tuple(Weight(f"story: {field}", left, right, round(w, 2)) for field, w, left, right in self._steps(min(i, j), max(i, j)))

    def _steps(self, i: int, j: int) -> list[tuple[str, float, str, str]]:
        w, rarity = self._w, self._rarity
        p, q = self._comparer.profiles[i], self._comparer.profiles[j]
        a, b = self.heads[i], self.heads[j]
        steps = [("prior", w["prior"], "", "")]
        shared = sorted(a.places.keys() & b.places.keys())
        if shared:
            best = max(shared, key=lambda k: (rarity.bits(f"p:{k}"), k))
            steps.append(("place", w["place"] * min(w["place_cap"], rarity.bits(f"p:{best}")), a.places[best].name, b.places[best].name))
            if a.first and a.first == b.first:
                steps.append(("first place", w["first"], a.places[a.first].name, b.places[b.first].name))
        elif any(meeting(x, y)[0] in ("same", "near") for x in a.places.values() for y in b.places.values()):
            steps.append(("near places", w["near"], "", ""))
        if p.story is not None and q.story is not None:
            days = min(max(0, x[0] - y[1], y[0] - x[1]) for x in (p.story, *a.days) for y in (q.story, *b.days))
            field = "day" if days == 0 else "next_day" if days == 1 else "days" if days <= 10 else "other_days"
            steps.append((field.replace("_", " "), w[field], str(days), ""))
        elif p.weekday is not None and q.weekday is not None:
            apart = (p.weekday - q.weekday) % 7
            field = "weekday" if apart == 0 else "next_weekday" if apart in (1, 6) else "other_weekday"
            steps.append((field.replace("_", " "), w[field], str(p.weekday), str(q.weekday)))
        for toll in TOLLS:
            same = a.tolls.get(toll, frozenset()) & b.tolls.get(toll, frozenset())
            if same:
                steps.append((toll, w[toll] * min(w["toll_cap"], math.log2(max(same) + 1)), f"{max(same):g}", f"{max(same):g}"))
        like, lead = self._comparer.likeness(i, j), self._comparer.leads(i, j)
        steps += [("likeness", w["like"] * like, f"{like:.2f}", ""), ("first sentences", w["lead"] * lead, f"{lead:.2f}", "")]
        if p.lang == q.lang:
            told = [m for m in p.lead & q.lead if m.startswith("w:")]
            words = [m for m in p.marks.keys() & q.marks.keys() if m.startswith("w:")]
            for field, marks, least, cap in (("lead_words", told, RARE, "lead_cap"), ("words", words, RARER, "words_cap")):
                worth = min(w[cap], sum(sorted(max(0.0, rarity.bits(m) - least) for m in marks)))
                if worth:
                    steps.append((field.replace("_", " "), w[field] * worth, f"{worth:.1f} bits", ""))
        if (i, j) in self._comparer.copies:
            steps.append(("near-copy", w["copy"], "", ""))
        elif (p.story is None or q.story is None) and p.report.outlet and fold(p.report.outlet) == fold(q.report.outlet or ""):
            steps.append(("one outlet", w["one_outlet"], p.report.outlet, q.report.outlet or ""))
        return steps


def _head(p: Profile) -> Head:
    told = [f for f in p.facts if not f.stock and (f.main or f.sentence <= SENTENCES)]
    places: dict[str, Site] = {}
    for f in told:
        if f.site is not None and f.site.reach <= FINE and len(places) < PLACES:
            places.setdefault(f.site.key, f.site)
    tolls: dict[str, set[float]] = defaultdict(set)
    for f in told:
        for c in f.counts:
            if c.toll and not c.part and c.low:
                tolls[c.toll].add(c.low)
    first = next((f.site.key for f in told if f.main and f.site is not None and f.site.key in places), "")
    dated = {
        (f.when.low, f.when.high) for f in told
        if f.main and f.when is not None and not f.when.soft and f.when.length <= DATED and f.when.low is not None and f.when.high is not None
    }  # fmt: skip
    return Head(places, first, {k: frozenset(v) for k, v in sorted(tolls.items())}, tuple(sorted(dated)))
