"""Whether two reports tell one story, from what their heads say as a whole: where, when, how many, in which words.

Single claims may be read so differently in two reports that no pair of them agrees enough, while title and first sentences leave no doubt.
The weights (log2 of odds, resources/common/stories.yaml `common.link.story`) are those of a logistic model fitted to pairs of incident
reports whose incident is known; they add up as match weights do, after Fellegi and Sunter (1969).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from isnad.lang.common.linking import stem, weights, word_classes
from isnad.link.belief import Belief, belief_of, bits
from isnad.link.compare import Comparer
from isnad.link.counts import figure
from isnad.link.days import shown
from isnad.link.facts import Profile
from isnad.link.sayings import Sayings
from isnad.link.scene import Scene
from isnad.model.linked import Weight
from isnad.text.fold import fold

SENTENCES = 6  # of a report's beginning, in which its story is told
MANY = 40  # reports with one place in their heads up to which each is held against every other
NEAREST = 12  # above that, how many each is held against
RARE = 5.0  # bits from which a word of the first sentences speaks for one story
RARISH = 4.0  # bits from which a word of one sentence does
EVEN = 20.0  # squared bits by which short sentences are taken as less alike
STANDS = 0.08  # least share of a place in a report's scene for the report to be looked for there
SCALE, LEAK = 1.5, 0.09  # of the likelihood of one place: shares of a scene to places of a case, and of a place that was misread
SURE_DAY = 6.0  # bits of the days from which one outlet may well tell of a happening twice
TOLLS = ("killed", "wounded")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a report says of its story.

    Attributes:
        tolls: for each toll class the numbers given.
        means: means of attack that the first sentences name.
    """

    tolls: dict[str, frozenset[float]]
    means: frozenset[str] = frozenset()


class Stories:
    """Compares the heads of reports.

    Args:
        comparer: for the profiles, how rare features are, and the likeness of reports.
        fitted: weights to use instead of those of the table.
    """

    def __init__(self, comparer: Comparer, fitted: Mapping[str, float] | None = None) -> None:
        self._comparer = comparer
        self._rarity = comparer.rarity
        self.weights = {**weights("story"), **(fitted or {})}
        self.heads = [_head(p) for p in comparer.profiles]
        self._days = [belief_of(p.scene.days) for p in comparer.profiles]
        self._known: dict[int, float] = {}
        self._shown: dict[int, str] = {}
        self._sayings = Sayings(comparer.profiles, comparer.rarity)

    def bits(self, i: int, j: int) -> float:
        """Log2 of the odds that two reports (positions) tell one story."""
        a, b = (i, j) if i < j else (j, i)
        key = a * len(self.heads) + b
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = sum(w for _, w, _, _ in self._steps(a, b))
        return found

    def days(self) -> Sequence[Belief]:
        """For each report the belief over the day of its story."""
        return self._days

    def langs(self, i: int, j: int) -> bool:
        """Whether two reports are in two languages."""
        return self._comparer.profiles[i].lang != self._comparer.profiles[j].lang

    def pairs(self, least: float | None = None) -> set[tuple[int, int]]:
        """Pairs of reports, lower first, that tell one story as far as reports with a common place in their heads are looked at.

        Of a place that many reports tell of, each is held against those nearest in time.

        Args:
            least: log2 of the odds from which a pair is taken; by default as the table says.
        """
        from_on = self.weights["least"] if least is None else least
        at: dict[str, list[int]] = defaultdict(list)
        for i, p in enumerate(self._comparer.profiles):
            for key, share in p.scene.places.items():
                if share >= STANDS:
                    at[key].append(i)
        out: set[tuple[int, int]] = set()
        for key in sorted(at):
            here = sorted(at[key], key=lambda i: (self._comparer.profiles[i].story or (0, 0), i))
            for n, i in enumerate(here):
                for j in here[n + 1 : n + 1 + (len(here) if len(here) <= MANY else NEAREST)]:
                    pair = (min(i, j), max(i, j))
                    if pair not in out and self.bits(*pair) >= from_on:
                        out.add(pair)
        return out

    def waterfall(self, i: int, j: int) -> tuple[Weight, ...]:
        """The weights with the two values behind each."""
        return tuple(Weight(f"story: {field}", left, right, round(w, 2)) for field, w, left, right in self._steps(min(i, j), max(i, j)))

    def _steps(self, i: int, j: int) -> list[tuple[str, float, str, str]]:
        w = self.weights
        return [(field, w[field.replace(" ", "_")] * value, left, right) for field, value, left, right in self.values(i, j)]

    def values(self, i: int, j: int) -> list[tuple[str, float, str, str]]:
        """What speaks for one story or against it: field, how much of it, and the two values behind it. Its weights stand in the table."""
        w, rarity = self.weights, self._rarity
        p, q = self._comparer.profiles[i], self._comparer.profiles[j]
        a, b = self.heads[i], self.heads[j]
        steps = [("prior", 1.0, "", "")]
        days = bits(self._days[i], self._days[j])
        steps.append(("day", max(w["day_least"], min(days, w["day_cap"])), self._day(i), self._day(j)))
        place, where = self._place(p.scene, q.scene)
        if p.scene.places and q.scene.places:
            steps.append(("place", place, where, where))
            steps.append(("place and day", min(max(days, w["day_least"]), w["both_cap"]) * max(0.0, place), "", ""))
        for toll in TOLLS:
            same = a.tolls.get(toll, frozenset()) & b.tolls.get(toll, frozenset())
            if same:
                steps.append((toll, min(w["toll_cap"], math.log2(max(same) + 1)), figure(max(same)), figure(max(same))))
            elif toll == "wounded" and a.tolls.get(toll) and b.tolls.get(toll):
                steps.append(("other wounded", 1.0, figure(max(a.tolls[toll])), figure(max(b.tolls[toll]))))
        if a.means and b.means and not a.means & b.means:
            steps.append(("other means", 1.0, ", ".join(sorted(a.means)), ", ".join(sorted(b.means))))
        if p.lang == q.lang:
            told = [m for m in p.lead & q.lead if m.startswith("w:")]
            worth = min(w["words_cap"], sum(sorted(max(0.0, rarity.bits(m) - RARE) for m in told)))
            if worth:
                steps.append(("words", worth, f"{worth:.1f} bits", ""))
            best, rare = self._sentences(i, j)
            details = len({m[2:] for m in told} & _details(p.lang))
            if details:
                steps.append(("details", min(details, w["details_cap"]), f"{details}", f"{details}"))
            inside = max(self._inside(i, j), self._inside(j, i))
            steps.append(("inside", inside, f"{inside:.2f}", ""))
            steps += [("one sentence", best, f"{best:.2f}", ""), ("its words", min(rare, w["words_cap"]), f"{rare:.1f} bits", "")]
        else:
            lead, like = self._comparer.leads(i, j), self._comparer.likeness(i, j)
            steps += [("languages", 1.0, p.lang, q.lang), ("first sentences", lead, f"{lead:.2f}", ""), ("likeness", like, f"{like:.2f}", "")]
        if (i, j) in self._comparer.copies:
            steps.append(("near-copy", 1.0, "", ""))
        elif days < SURE_DAY and p.report.outlet and fold(p.report.outlet) == fold(q.report.outlet or ""):
            steps.append(("one outlet", 1.0, p.report.outlet, q.report.outlet or ""))
        return steps

    def _day(self, i: int) -> str:
        """The days of a report's story, as they are shown."""
        if i not in self._shown:
            self._shown[i] = shown(self._comparer.profiles[i].scene.days)
        return self._shown[i]

    def _place(self, a: Scene, b: Scene) -> tuple[float, str]:
        """Log2 of how much likelier two stories are at one place than at any two, and the place that tells most."""
        shared = {k: v * b.places[k] * 2.0 ** self._rarity.bits(f"h:{k}") for k, v in a.places.items() if k in b.places}
        worth = math.log2(SCALE * sum(shared.values()) + LEAK)
        return worth, max(shared, key=lambda k: (shared[k], k)) if shared else ""

    def _inside(self, i: int, j: int) -> float:
        """How much of the rare words of one report's first sentences the whole of another tells, 0 to 1."""
        left, length = self._sayings.words(i, True)
        right, whole = self._sayings.words(j, False)
        worth = self._sayings.bits
        return sum(sorted(worth[n] ** 2 for n in frozenset(left).intersection(right))) / (length * whole + EVEN / 2)

    def _sentences(self, i: int, j: int) -> tuple[float, float]:
        """Of two reports the likest pair of sentences: their likeness, 0 to 1, and the bits of the rare words that a pair shares."""
        bits = self._sayings.bits
        having: dict[int, list[int]] = defaultdict(list)
        lengths: list[float] = []
        for n, (words, length) in enumerate(self._sayings.said(j)):
            lengths.append(length)
            for word in words:
                having[word].append(n)
        best = most = 0.0
        for words, length in self._sayings.said(i):
            dot: dict[int, float] = defaultdict(float)
            rare: dict[int, float] = defaultdict(float)
            for word in words:
                if word in having:
                    worth = bits[word]
                    for n in having[word]:
                        dot[n] += worth * worth
                        rare[n] += max(0.0, worth - RARISH)
            for n, shared in dot.items():
                best = max(best, shared / (length * lengths[n] + EVEN))
                most = max(most, rare[n])
        return best, most


@cache
def _stems(name: str, lang: str) -> dict[str, str]:
    """Light stem → class, of a table of words."""
    return {stem(w, lang): c for w, c in sorted(word_classes(f"common.link.{name}", lang).items())}


@cache
def _details(lang: str) -> frozenset[str]:
    """Light stems of what tells one attack from another: what was struck, with what, who suffered."""
    return frozenset(stem(w, lang) for w in word_classes("common.link.details", lang))


def _head(p: Profile) -> Head:
    told = [f for f in p.facts if not f.stock and (f.main or f.sentence <= SENTENCES)]
    tolls: dict[str, set[float]] = defaultdict(set)
    for f in told:
        for c in f.counts:
            if c.toll and not c.part and c.low:
                tolls[c.toll].add(c.low)
    words = frozenset(m[2:] for m in p.lead if m.startswith("w:"))
    means = frozenset(c for s, c in _stems("means", p.lang).items() if s in words)
    return Head({k: frozenset(v) for k, v in sorted(tolls.items())}, means)
