"""`python -m benchmarks.linking_stories FOLDER [--halves] [--fit] [--draw N --seed S]`: reports of recorded incidents in groups of one story each.

`--halves` fits the weights of `common.link.places` and `common.link.dates` to the reports of one half of the incidents, those of `common.link.story`
to pairs of them, and prints how the reports of the other half are grouped by all three, both ways, beside what the weights of the tables give on the
same half (they were fitted to all); of how many reports of the other half the likeliest place is the recorded one; and how many bits the recorded
day is likelier than any day, in the mean. `--fit` prints the weights fitted to all.
`--draw` prints pairs of reports of one incident that no event joins, and pairs of two incidents that an event joins, for reading by hand.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.incidents import Incident, Told, load, reading
from isnad.link.belief import belief_of
from isnad.link.block import neighbours
from isnad.link.compare import Comparer
from isnad.link.copies import near_copies
from isnad.link.dates import day_values, none_of_them
from isnad.link.facts import Profile
from isnad.link.linker import linked_of, prepare
from isnad.link.marks import first_sentences, marked
from isnad.link.options import LinkSettings
from isnad.link.profiles import profiles
from isnad.link.rarity import Rarity
from isnad.link.scene import FIRST, place_values, weekday_of
from isnad.link.stock import raws_of, stock
from isnad.link.story import Stories
from isnad.link.tellings import Tellings
from isnad.model.ids import sha256
from isnad.model.records import Reading
from isnad.model.report import Capture, Report
from isnad.text.fold import fold

Pair = tuple[int, int]
Choice = tuple[list[dict[str, float]], list[bool]]
Floats = npt.NDArray[np.float64]
RIDGE = 3.0  # of the fit, on features of unit variance
STEPS = 30
CLIMB = 600  # steps of the ascent
WIDE = -9.0  # log2 odds of one story from which a pair of reports is fitted to
ACROSS = frozenset({"languages", "first sentences", "first_sentences", "likeness"})  # of two languages: hardly any pair of these reports is
SHOWN = 600  # characters of a report that is drawn


def items_of(told: Sequence[Told]) -> list[tuple[Report, Reading]]:
    """The reports as the data is, without dates of publication, and their readings."""
    out = []
    for t in told:
        raw = t.text.encode("utf-8")
        report = Report(
            t.id, t.text, sha256(raw + t.id.encode()), t.lang, Capture(t.id, "", "benchmarks", "text/plain", "utf-8"), outlet=t.outlet or None
        )
        out.append((report, replace(reading(t, None), report=report.id)))
    return out


def within(groups: Sequence[Sequence[int]], who: set[int]) -> set[Pair]:
    """Pairs of these reports inside groups."""
    return {(i, j) for g in groups for i, j in itertools.combinations(sorted(set(g) & who), 2)}


def f1(gold: set[Pair], found: set[Pair]) -> str:
    """Precision, recall and F1."""
    hit = len(gold & found)
    p, r = hit / max(1, len(found)), hit / max(1, len(gold))
    return f"{p:.3f} {r:.3f} {2 * p * r / max(1e-9, p + r):.3f}   {hit}/{len(found)}/{len(gold)}"


def fit(rows: Sequence[Mapping[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Weights in bits by the names of the table, `prior` among them: ridge logistic regression by Newton's method."""
    names = sorted({k for row in rows for k in row} - {"prior"})
    x: Floats = np.array([[row.get(k, 0.0) for k in names] for row in rows])
    y: Floats = np.array(right, float)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    ridge = np.eye(len(w)) * RIDGE
    ridge[-1, -1] = 1e-6
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
    raw = w[:-1] / spread / math.log(2)
    prior = float(w[-1] / math.log(2) - (raw * mean).sum())
    return {"prior": prior} | {k.replace(" ", "_"): float(v) for k, v in zip(names, raw, strict=True)}


def fit_choices(rows: Sequence[Choice]) -> dict[str, float]:
    """Weights of places or days by the names of the table: a conditional logit (McFadden 1974) by gradient ascent, one choice a report."""
    names = sorted(rows[0][0][0])
    xs: list[Floats] = [np.array([[v[k] for k in names] for v in values]) for values, _ in rows]
    ys: list[Floats] = [np.array(right, float) for _, right in rows]
    spread = np.concatenate(xs).std(0) + 1e-9
    w = np.zeros(len(names))
    for _ in range(CLIMB):
        slope = -w / len(rows)
        for x, y in zip(xs, ys, strict=True):
            z = x / spread
            p = np.exp(z @ w - (z @ w).max())
            p /= p.sum()
            slope += z.T @ (p * y / (p @ y) - p) / len(rows)
        w += slope
    return {k: float(v) for k, v in zip(names, w / spread, strict=True)}


def choices(told: Sequence[Told], known: Mapping[str, Incident], items: Sequence[tuple[Report, Reading]], case: Case) -> dict[str, Choice]:
    """By name, the reports on one incident whose recorded place is one of those that they name: what speaks for each place, and which are right."""
    incident = {t.id: known[t.incidents[0]] for t in told if len(t.incidents) == 1}
    named = {r.name: [(q.name.casefold(), _bare(r.text[q.span.start : q.span.end])) for q in x.places] for r, x in items}
    out = {}
    for p, skip in zip(case.plain, case.skips, strict=True):
        if p.report.name not in incident or p.raw is None:
            continue
        record = [_bare(x) for x in re.split(r"[/,،()]| قرب | او ", fold(incident[p.report.name].place)) if len(x) > 2]
        right = {name for name, said in named[p.report.name] if any(x and x in said for x in record)}
        values = place_values(p.raw.seen, frozenset(first_sentences(p.doc, skip)[:FIRST]), skip)
        if len(values) > 1 and right & values.keys():
            out[p.report.name] = (list(values.values()), [name in right for name in values])
    return out


def day_choices(told: Sequence[Told], known: Mapping[str, Incident], case: Case) -> dict[str, Choice]:
    """By name, the reports on one incident that name a day: what speaks for each, and for none, as the day of the story, and which are right.

    A date is right that is the recorded day or the next; the one after that where a day of the week is named too, which tells it apart.
    """
    incident = {t.id: known[t.incidents[0]] for t in told if len(t.incidents) == 1}
    out = {}
    for p, skip in zip(case.plain, case.skips, strict=True):
        if p.report.name not in incident or p.raw is None:
            continue
        head = first_sentences(p.doc, skip)
        named = weekday_of(p.raw.seen, p.raw.sizes, head, skip)
        rows = day_values([t for t in p.raw.seen.days if t.sentence not in skip], head, None if named is None else named.day)
        if rows:
            right = [_dates(value, incident[p.report.name], 1 if named is None else 2) for value in rows]
            out[p.report.name] = ([*rows.values(), none_of_them(named is not None)], [*right, not any(right)])
    return out


def _dates(value: str, incident: Incident, late: int) -> bool:
    years = range(incident.first.year - 1, incident.first.year + 2) if value.startswith("XXXX") else [int(value[:4])]
    for year in years:
        try:
            day = date(year, int(value[5:7]), int(value[8:10])).toordinal()
        except ValueError:  # 29 February
            continue
        if incident.first.toordinal() <= day <= incident.last.toordinal() + late:
            return True
    return False


def day_bits(comparer: Comparer, recorded: Mapping[str, Incident]) -> float:
    """How many bits likelier than any day the recorded day is, in the mean over these reports."""
    found = []
    for p in comparer.profiles:
        incident = recorded.get(p.report.name)
        if incident is not None:
            belief = belief_of(p.scene.days)
            found.append(max(math.log2(belief.at(d)) for d in range(incident.first.toordinal(), incident.last.toordinal() + 1)))
    return sum(found) / max(1, len(found))


def _bare(name: str) -> str:
    return fold(name).replace(" ", "").removeprefix("ال")


@dataclass(frozen=True)
class Case:
    """Reports before anything is compared, and what of each is stock text."""

    plain: Sequence[Profile]
    skips: Sequence[frozenset[int]]
    copies: frozenset[Pair]

    def comparer(self, places: Mapping[str, float] | None = None, dates: Mapping[str, float] | None = None) -> Comparer:
        """Compares the reports, with these weights of places and days or those of the tables."""
        reports = marked(self.plain, self.skips, None, places, dates)
        return Comparer(reports, Rarity(reports), self.copies)


def case_of(items: Sequence[tuple[Report, Reading]]) -> Case:
    """The reports of a case."""
    plain = profiles(items)
    copies = near_copies(plain, LinkSettings().near_copy)
    known = stock(plain, copies)
    return Case(plain, [known.of(raw) for raw in raws_of(plain)], frozenset((c.left, c.right) for c in copies))


def learnt(comparer: Comparer, incident: Sequence[str | None], among: frozenset[int]) -> dict[str, float]:
    """Weights of heads fitted to the pairs of these reports."""
    stories = Stories(comparer)
    pairs = [p for p in sorted(neighbours(comparer.profiles, comparer) | stories.pairs(WIDE)) if among.issuperset(p)]
    found = fit([{k: v for k, v, _, _ in stories.values(*p)} for p in pairs], [incident[i] == incident[j] for i, j in pairs])
    return {k: v for k, v in found.items() if k not in ACROSS}


def halves(told: Sequence[Told], known: Mapping[str, Incident], salt: str = "a") -> list[str]:
    """Fitted to one half of the incidents, printed for the other."""
    one = {t.id: t.incidents[0] for t in told if len(t.incidents) == 1}
    side = {i: blake2b((salt + i).encode()).digest()[0] % 2 for i in one.values()}
    items = [(r, x) for r, x in items_of(told) if r.name in one]
    case = case_of(items)
    incident = [one[p.report.name] for p in case.plain]
    asked, dated = choices(told, known, items, case), day_choices(told, known, case)
    total: dict[str, tuple[set[Pair], set[Pair]]] = {"weights of the other half": (set(), set()), "weights of the tables": (set(), set())}
    hits = 0
    days: dict[str, list[float]] = {name: [] for name in total}
    for s in (0, 1):
        mine, others = (frozenset(i for i, x in enumerate(incident) if (side[x] == s) is own) for own in (True, False))
        places = fit_choices([c for name, c in asked.items() if side[one[name]] != s])
        dates = fit_choices([c for name, c in dated.items() if side[one[name]] != s])
        for name, (values, right) in asked.items():
            if side[one[name]] == s:
                hits += right[max(range(len(values)), key=lambda k: sum(places[f] * v for f, v in values[k].items()))]
        gold = {(i, j) for i, j in itertools.combinations(sorted(mine), 2) if incident[i] == incident[j]}
        for name, comparer in (("weights of the other half", case.comparer(places, dates)), ("weights of the tables", case.comparer())):
            days[name].append(day_bits(comparer, {t: known[i] for t, i in one.items() if side[i] == s}))
            fitted = learnt(comparer, incident, others) if name.endswith("half") else {}
            few = [p for p in neighbours(comparer.profiles, comparer) if mine.issuperset(p)]
            groups = within(Tellings(Stories(comparer, fitted), len(incident), few, mine).groups(), set(mine))
            total[name][0].update(gold)
            total[name][1].update(groups)
    out = [f"{'groups of one story':44} {'P':>5} {'R':>5} {'F1':>5}   right/found/gold"]
    out += [f"{f'both halves, {name}':44} {f1(g, x)}" for name, (g, x) in total.items()]
    out.append(f"likeliest place the recorded one, weights of the other half: {hits} of {len(asked)} reports")
    return [*out, *(f"bits of the recorded day, {name}: {sum(of) / 2:.2f}" for name, of in days.items())]


def fitted_to_all(told: Sequence[Told], known: Mapping[str, Incident]) -> list[str]:
    """The weights of the three tables, fitted to all incidents."""
    one = {t.id: t.incidents[0] for t in told if len(t.incidents) == 1}
    items = items_of(told)
    case = case_of(items)
    places = fit_choices(list(choices(told, known, items, case).values()))
    dates = fit_choices(list(day_choices(told, known, case).values()))
    incident = [one.get(p.report.name) for p in case.plain]
    heads = learnt(case.comparer(places, dates), incident, frozenset(i for i, x in enumerate(incident) if x is not None))
    tables = {"places": places, "dates": dates, "story": heads}
    return [f"{name}: " + ", ".join(f"{k}: {v:.2f}" for k, v in sorted(w.items())) for name, w in tables.items()]


def draw(told: Sequence[Told], many: int, seed: int) -> list[str]:
    """Half of `many` pairs that no event joins though they tell of one incident, half that an event joins wrongly."""
    one = {t.id: t.incidents[0] for t in told if len(t.incidents) == 1}
    items = items_of(told)
    found = prepare(items, LinkSettings())
    names = [p.report.name for p in found.reports]
    at = {n: i for i, n in enumerate(names)}
    here = {p.id: i for i, p in enumerate(found.reports)}
    who = {at[n] for n in one}
    joined = within([[here[c.report] for c in e.claims] for e in linked_of(found, LinkSettings()).events], who)
    gold = {(i, j) for i, j in itertools.combinations(sorted(who), 2) if one[names[i]] == one[names[j]]}
    text = {t.id: t for t in told}
    out = []
    key = lambda p: (names[p[0]], names[p[1]])  # noqa: E731
    dice = random.Random(seed)
    for what, of in (("not joined", gold - joined), ("wrongly joined", joined - gold)):
        for n, (i, j) in enumerate(dice.sample(sorted(of, key=key), min(many // 2, len(of)))):
            out.append(f"== {what} {n + 1} of {len(of)}: {found.tales.bits(i, j):+.1f} bits of one story; incidents {one[names[i]]}, {one[names[j]]}")
            out += [f"   [{text[names[k]].outlet}] {' / '.join(text[names[k]].text.split(chr(10)))[:SHOWN]}" for k in (i, j)]
    return out


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args: Any = parser.parse_args()
    known, told = load(args.folder)
    asked = halves(told, known) if args.halves else fitted_to_all(told, known) if args.fit else draw(told, args.draw, args.seed)
    print("\n".join(asked))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
