"""`python -m benchmarks.linking_stories FOLDER [--halves] [--draw N --seed S]`: reports of recorded incidents in groups of one story each.

`--halves` fits the weights of `common.link.story` to the pairs of reports of one half of the incidents and prints how the reports of the other
half are grouped by them, both ways, beside what the weights of the table give on the same half (those were fitted to all). `--draw` prints
pairs of reports of one incident that no event joins, and pairs of two incidents that an event joins, for reading by hand.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.incidents import Told, load, reading
from isnad.link.block import neighbours
from isnad.link.linker import linked_of, prepare
from isnad.link.options import LinkSettings
from isnad.link.story import Stories
from isnad.link.tellings import Tellings
from isnad.model.ids import sha256
from isnad.model.records import Reading
from isnad.model.report import Capture, Report

Pair = tuple[int, int]
Floats = npt.NDArray[np.float64]
RIDGE = 3.0  # of the fit, on features of unit variance
STEPS = 30
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


def halves(told: Sequence[Told], salt: str = "a") -> list[str]:
    """Fitted to one half of the incidents, printed for the other."""
    one = {t.id: t.incidents[0] for t in told if len(t.incidents) == 1}
    side = {i: blake2b((salt + i).encode()).digest()[0] % 2 for i in one.values()}
    items = [(r, x) for r, x in items_of(told) if r.name in one]
    found = prepare(items, LinkSettings())
    incident = [one[p.report.name] for p in found.reports]
    stories = Stories(found.comparer)
    near = neighbours(found.reports, found.comparer)
    pairs = sorted(near | stories.pairs(-9.0))
    values = {p: {k: v for k, v, _, _ in stories.values(*p)} for p in pairs}
    out = [f"{'groups of one story':44} {'P':>5} {'R':>5} {'F1':>5}   right/found/gold"]
    total: dict[str, tuple[set[Pair], set[Pair]]] = {"weights of the other half": (set(), set()), "weights of the table": (set(), set())}
    for s in (0, 1):
        train = [p for p in pairs if side[incident[p[0]]] != s and side[incident[p[1]]] != s]
        learnt = fit([values[p] for p in train], [incident[i] == incident[j] for i, j in train])
        mine = {i for i, x in enumerate(incident) if side[x] == s}
        gold = {(i, j) for i, j in itertools.combinations(sorted(mine), 2) if incident[i] == incident[j]}
        few = [(i, j) for i, j in near if i in mine and j in mine]
        for name, w in (("weights of the other half", learnt), ("weights of the table", {})):
            groups = within(Tellings(Stories(found.comparer, w), len(incident), few, frozenset(mine)).groups(), mine)
            total[name][0].update(gold)
            total[name][1].update(groups)
    return out + [f"{f'both halves, {name}':44} {f1(g, x)}" for name, (g, x) in total.items()]


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
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args: Any = parser.parse_args()
    told = load(args.folder)[1]
    print("\n".join(halves(told) if args.halves else draw(told, args.draw, args.seed)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
