"""`python -m benchmarks.gold`: what the public gold holds: reports, words and annotations by part, language, style and conflict."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"
PARTS = ("dev", "tuned", "opened", "held", "taught", "tried", "proof", "fresh")
LAYERS = ("statements", "times", "places", "quantities", "events")


def counts(folder: Path) -> Counter[str]:
    """Reports, words and annotations of a part, and its reports by language, style and conflict."""
    out: Counter[str] = Counter()
    for path in folder.glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold:
            continue
        words = len(path.with_suffix(".txt").read_text(encoding="utf-8").split())
        out.update(reports=1, words=words, **{layer: len(gold[layer]) for layer in LAYERS})
        out["non-events"] += sum(not e["occurred"] for e in gold["events"])
        for key in ("lang", "style", "conflict"):
            if gold.get(key):
                out[f"{key} {gold[key]}"] += 1
    return out


def main() -> int:
    """Print a line a part, and the sums."""
    total: Counter[str] = Counter()
    shown = ("reports", "lang ar", "lang en", "words", *LAYERS, "non-events")
    print(f"{'part':8}" + "".join(f"{k.removeprefix('lang '):>12}" for k in shown))
    for part in PARTS:
        found = counts(GOLD / part)
        total += found
        print(f"{part:8}" + "".join(f"{found[k]:12}" for k in shown))
    print(f"{'all':8}" + "".join(f"{total[k]:12}" for k in shown))
    for key in ("style", "conflict"):
        rows = sorted(((n, k) for k, n in total.items() if k.startswith(key + " ")), key=lambda r: (-r[0], r[1]))
        print(f"\nby {key} (of the parts that name it): " + ", ".join(f"{k.removeprefix(key + ' ')} {n}" for n, k in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
