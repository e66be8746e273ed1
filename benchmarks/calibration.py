"""`python -m benchmarks.calibration [GOLD_DIR …]`: how often the learned reader is right, by how sure it is: its network, and the judges that decide.

A claim is right if the gold has one of that type on its words or else in its sentence, a stretch if it overlaps one of the gold by half of their
union; each of the gold counts once. A candidate for a role is right if the gold names it. Without folders the parts `tried` and `proof` are read,
which no network was fitted to.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from genscripts.train.cases import cases
from genscripts.train.data import reports
from genscripts.train.gold import GOLD
from isnad.read.learned.judges import QUESTIONS, load
from isnad.read.learned.network import network
from isnad.read.learned.proposals import CLAIM, CONTENT
from isnad.readers import authority

BINS = 10
Table = dict[int, list[int]]
WHAT = {
    "claim": "claims that rules or network propose",
    "content": "stretches of speech that rules or network propose",
    "actor": "parties of a report as who did it",
    "recipient": "parties of a report as to whom",
}


def tables(folders: list[Path]) -> dict[str, Table]:
    """For each question and each tenth of probability how many answers were right, and how many there were."""
    out: dict[str, Table] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    judges = load(network().folder)
    by_network = {"claim": CLAIM.index("this"), "content": CONTENT.index("score")}
    for case in cases(reports(folders), network(), authority()):
        likely = judges[case.question].probabilities(case.rows)
        last = len(likely) - (case.question in ("actor", "recipient"))  # the last candidate is nobody
        for k in range(last):
            _count(out[f"{WHAT[case.question]}, by the judge"], float(likely[k]), bool(case.right[k]))
            if case.question in by_network:
                _count(out[f"{WHAT[case.question]}, by the network"], float(case.rows[k, by_network[case.question]]), bool(case.right[k]))
    return {title: out[title] for q in QUESTIONS for title in (f"{WHAT[q]}, by the network", f"{WHAT[q]}, by the judge") if title in out}


def error(table: Table) -> float:
    """Expected calibration error: how far the share that was right is from the middle of its tenth, on average over all answers."""
    n = sum(total for _, total in table.values())
    return sum(abs(right - (k + 0.5) / BINS * total) for k, (right, total) in table.items()) / n


def _count(table: Table, score: float, right: bool) -> None:
    cell = table[min(BINS - 1, int(score * BINS))]
    cell[0] += right
    cell[1] += 1


def main(arguments: list[str]) -> int:
    """Print a line a tenth, with a bar as long as the share that was right."""
    for title, table in tables([Path(a) for a in arguments] or [GOLD / "tried", GOLD / "proof"]).items():
        print(f"{title}: probability, right of all, share right; calibration error {error(table):.3f}")
        for k in sorted(table):
            right, n = table[k]
            print(f"  {k / BINS:.1f}-{(k + 1) / BINS:.1f}  {right:5}/{n:<5} {right / n:5.2f}  {'#' * round(40 * right / n)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
