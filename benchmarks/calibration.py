"""`python -m benchmarks.calibration [GOLD_DIR …]`: how often the network of the learned reader is right, by how sure it is.

A trigger is right if the gold has one of that type on its words, a content if it overlaps one of the gold by half of their union. Without folders the
parts `tried` and `proof` are read, which it was not trained on.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.agreement import GOLD, located
from isnad.lang.pack import supported
from isnad.read.learned.decode import contents, happenings
from isnad.read.learned.network import network
from isnad.text.doc import Doc

BINS = 10
Table = dict[int, list[int]]


def tables(folders: list[Path]) -> tuple[Table, Table]:
    """For each tenth of probability how many triggers, and how many contents, were right, and how many there were."""
    triggers: Table = defaultdict(lambda: [0, 0])
    stretches: Table = defaultdict(lambda: [0, 0])
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold:
            continue
        doc = Doc(path.with_suffix(".txt").read_text(encoding="utf-8"), supported(gold["lang"]))
        scores = network().scores(doc)
        events = [(located(doc.text, e["trigger"], e.get("n") or 0), e["type"]) for e in gold["events"]]
        said = [located(doc.text, s["quote"], s.get("n") or 0) for s in gold["statements"]]
        for h in happenings(doc, scores, 0.05):
            span = doc.span(*h.words)
            right = any(a < span.end and span.start < b and kind == h.type for (a, b), kind in events)
            _count(triggers, h.score, right)
        for c in contents(doc, scores, 0.05):
            span = doc.span(*c.words)
            over = (min(span.end, b) - max(span.start, a) for a, b in said)
            right = any(o > 0 and 2 * o >= span.end - span.start + b - a - o for o, (a, b) in zip(over, said, strict=True))
            _count(stretches, c.score, right)
    return triggers, stretches


def _count(table: Table, score: float, right: bool) -> None:
    cell = table[min(BINS - 1, int(score * BINS))]
    cell[0] += right
    cell[1] += 1


def main(arguments: list[str]) -> int:
    """Print a line a tenth, with a bar as long as the share that was right."""
    for name, table in zip(("triggers", "contents"), tables([Path(a) for a in arguments] or [GOLD / "tried", GOLD / "proof"]), strict=True):
        print(f"{name}: probability by the network, right of all, share right")
        for k in sorted(table):
            right, n = table[k]
            print(f"  {k / BINS:.1f}-{(k + 1) / BINS:.1f}  {right:5}/{n:<5} {right / n:5.2f}  {'#' * round(40 * right / n)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
