"""Why two claims, events or reports were joined, or why not: the weights with the values behind them, and what stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from isnad.lang.common.linking import related, weights
from isnad.link.block import pairs
from isnad.link.cluster import MEAN, agree, doubted, speaks, told
from isnad.link.compare import FAR, Comparer
from isnad.link.facts import Fact, apart
from isnad.link.grow import SMALL
from isnad.link.index import Index
from isnad.link.kept import KeptCase, Reports, neighbours_of
from isnad.link.linker import Prepared, prepare
from isnad.link.options import LinkSettings
from isnad.link.relations import meeting, swapped
from isnad.model.lean import Lean
from isnad.model.linked import ClaimRef, Weight
from isnad.store.contracts import View
from isnad.text.shingles import containment, letter_shingles, winnow, word_shingles, words

MOST = 400  # reports that are loaded for an answer; where more stand behind it, all are looked at
Outcome = Literal["joined", "through others", "refused", "not compared", "below", "held apart"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two claims, compared.

    Attributes:
        left, right: the claims.
        outcome: `joined` (these two were joined), `through others` (one event, by other claims), or why not: `refused` by a constraint, `not
            compared` because no block holds both, `below` the least weight, `held apart` by what the rest of the two events says.
        why: the same in a sentence.
        weights: the match weights with the two values behind each; empty where the two are refused.
        total: their sum, log2 odds.
        least: the weight from which the two would be joined.
    """

    left: ClaimRef
    right: ClaimRef
    outcome: Outcome
    why: str
    weights: tuple[Weight, ...]
    total: float
    least: float


@dataclass(frozen=True, slots=True)
class Tale:
    """Two reports, compared as wholes.

    Attributes:
        weights: the weights that they tell one story, with the values behind each.
        total: their sum, log2 odds.
        least: from which less is asked of their claims.
        likeness: how alike they are in what they name and in their words, 0 to 1.
        leads: how alike their first sentences are, 0 to 1.
    """

    weights: tuple[Weight, ...]
    total: float
    least: float
    likeness: float
    leads: float


class Explainer:
    """Answers for the reports that are asked about.

    Args:
        case: the reports whose claims are asked about, and those whose claims stand in one event with these, ready to be compared.
        wider: gives these and all that may be their neighbours; asked only where nothing but a missing block may have kept two claims apart.
        settings: as they were linked by.
        groups: for each event its claims.
        joins: the pairs of claims that were joined.
    """

    def __init__(
        self, case: Prepared, wider: Callable[[], Prepared], settings: LinkSettings, groups: Iterable[Sequence[ClaimRef]],
        joins: Iterable[tuple[ClaimRef, ClaimRef]],
    ) -> None:  # fmt: skip
        self._case, self._wider = case, wider
        self._settings = settings
        self._group = {ref: tuple(refs) for refs in groups for ref in refs}
        self._joined = {frozenset(pair) for pair in joins}
        self._home = {p.id: i for i, p in enumerate(case.reports)}

    def claims(self, lefts: Sequence[ClaimRef], rights: Sequence[ClaimRef], most: int = 3) -> list[Compared]:
        """The strongest pairs between two sets of claims (of one each, that pair), those that were joined first.

        Raises:
            KeyError: the case has no such claim.
        """
        facts = [[self._case.facts[self._case.at[r]] for r in refs] for refs in (lefts, rights)]
        scored = []
        for a in facts[0]:
            for b in facts[1]:
                if a.ref != b.ref:
                    total = self._case.comparer.score(a, b)
                    joined = frozenset((a.ref, b.ref)) in self._joined
                    scored.append((not joined, -(total if total is not None else -1000.0), a.ref, b.ref))
        chosen = [(a, b) for _, _, a, b in sorted(scored)[:most]]
        asked = {frozenset((a, b)) for a, b in chosen if self._apart(a, b)}
        met = self._met(asked) if asked else set()
        return [self._compared(a, b, frozenset((a, b)) in met) for a, b in chosen]

    def _apart(self, left: ClaimRef, right: ClaimRef) -> bool:
        """Whether two claims stand in two events though no constraint refuses them."""
        a, b = (self._case.facts[self._case.at[r]] for r in (left, right))
        return right not in self._group.get(left, ()) and refusal(a, b, self._case.comparer) is None

    def _met(self, wanted: set[frozenset[ClaimRef]]) -> set[frozenset[ClaimRef]]:
        """Which pairs are compared in linking."""
        case, found = self._wider(), set[frozenset[ClaimRef]]()
        homes = {r.report for pair in wanted for r in pair}
        for a, b in pairs(case.reports, case.comparer, self._settings.block, case.told):
            if a.ref.report in homes and b.ref.report in homes and (pair := frozenset((a.ref, b.ref))) in wanted:
                found.add(pair)
        return found

    def _compared(self, left: ClaimRef, right: ClaimRef, met: bool) -> Compared:
        a, b = (self._case.facts[self._case.at[r]] for r in (left, right))
        steps = self._case.comparer.waterfall(a, b)
        total = round(sum(w.weight for w in steps), 2)
        least = self._settings.within if a.home == b.home else self._settings.threshold
        if frozenset((left, right)) in self._joined:
            outcome: Outcome = "joined"
            why = "these two were joined" + ("" if total >= least else ": their reports tell one story, so less was asked of their best pair")
        elif right in self._group.get(left, ()):
            outcome, why = "through others", "they stand in one event, joined through other claims of it"
        elif (no := refusal(a, b, self._case.comparer)) is not None:
            outcome, why = "refused", no
        elif not met:
            outcome = "not compared"
            why = "no block holds both: their reports are not alike, and they share neither place and month nor rare parties and month"
        elif total < least:
            outcome, why = "below", f"their weights sum to {total:+.2f}, and {least:g} is asked"
        else:
            outcome, why = "held apart", self._held(a, b)
        return Compared(left, right, outcome, why, steps, total, least)

    def _held(self, a: Fact, b: Fact) -> str:
        """Why two claims with weight enough stand in two events."""
        facts, at = self._case.facts, self._case.at
        ones, others = ([at[r] for r in self._group.get(f.ref, (f.ref,))] for f in (a, b))
        if not agree(facts, ones, others):
            return "the events that they stand in do not agree in place, time, or who gained and lost"
        between = [s for i in ones for j in others if (s := self._case.comparer.score(facts[i], facts[j])) is not None]
        if between and sum(between) / len(between) < MEAN:
            return f"the mean of all weights between their two events is {sum(between) / len(between):+.2f}, and {MEAN:g} is asked"
        tales, news = self._case.tales, {i for i, p in enumerate(self._case.reports) if p.news}
        weight = self._case.comparer.score(a, b) or 0.0
        if a.home != b.home and doubted(facts, ones, others, weight, self._settings.threshold, tales.bits, news):
            against = told(facts, ones, others, tales.bits)
            left = weight + speaks(facts, ones, others, against)
            return f"the heads of their reports speak for two stories ({against:+.2f} bits), which leaves {left:+.2f}"
        return "the two events had grown from stronger pairs before this one was looked at, or people hold them apart"

    def reports(self, left: str, right: str) -> Tale:
        """Two reports by id, compared as wholes.

        Raises:
            KeyError: the case has no such report.
        """
        i, j = self._home[left], self._home[right]
        steps = self._case.tales.waterfall(i, j)
        comparer = self._case.comparer
        return Tale(steps, round(sum(w.weight for w in steps), 2), weights("story")["least"], comparer.likeness(i, j), comparer.leads(i, j))


def explainer(view: View, settings: LinkSettings, reports: Iterable[str]) -> Explainer:
    """An explainer for the claims of some reports, by id. How rare features are is told by the whole case.

    Of a case that keeps what its linking found (`isnad.link.index`) only these reports and those of their events are loaded; of another, all.

    Args:
        view: the case.
        settings: as it was linked by.
        reports: whose claims are asked about.
    """
    asked = sorted(set(reports))
    held = view.events_of(asked)
    groups, joins = [e.claims for e in held], [(j.left, j.right) for e in held for j in e.joins]
    index = Index(view.index)
    known = dict(index.ids())
    wanted = {*asked, *(c.report for e in held for c in e.claims)}
    if not wanted <= known.keys() or len(wanted) > MOST or len(known) <= SMALL:
        lean = Lean()
        whole = prepare((lean(*item) for item in view.items()), settings)
        return Explainer(whole, lambda: whole, settings, groups, joins)
    loaded = Reports(KeptCase(view), settings, index, index.stock(), frozenset())
    case = loaded.case(wanted)

    def wider() -> Prepared:
        return loaded.case(set(asked) | neighbours_of(loaded.case(asked), index))

    return Explainer(case, wider, settings, groups, joins)


def refusal(a: Fact, b: Fact, comparer: Comparer) -> str | None:
    """The constraint by which two claims can never be one happening, in a sentence; None where none forbids it."""
    if not related(a.type, b.type):
        return f"no happening is told both as {a.type} and as {b.type}"
    if swapped(a, b):
        return "a change of hands one way and one the other way, a fall and a recapture, are two"
    if comparer.score(a, b) is not None:
        return None
    if a.site is not None and b.site is not None and meeting(a.site, b.site)[0] == "far":
        distance = meeting(a.site, b.site)[1] or 0.0
        return f"{a.site.name} and {b.site.name} are {distance:.0f} km apart, more than {FAR:g} km beyond what either may mean"
    if a.when is not None and b.when is not None and apart(a.when, b.when):
        return f"{a.when.value} and {b.when.value} are {apart(a.when, b.when)} days apart"
    return "nothing allows them to be one happening"


def copied(a: str, b: str) -> tuple[float, float]:
    """How much of the shorter of two texts stands in the longer: the share of its word six-grams, and of its fingerprints."""
    left, right = words(a), words(b)
    prints = (winnow(letter_shingles(x)) for x in (left, right))
    return containment(word_shingles(left), word_shingles(right)), containment(*prints)
