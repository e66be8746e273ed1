"""`python -m benchmarks.agreement`: how far two careful readers agree on the reports that were annotated twice, layer by layer.

The second annotation (corpus/gold/second) was made from the texts alone. It is measured against the first as a reading would be.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.measures import Tally, measure

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"


def located(text: str, quote: str, n: int) -> list[int]:
    """Where the n-th occurrence of a quotation stands."""
    at = -1
    for _ in range(n + 1):
        at = text.index(quote, at + 1)
    return [at, at + len(quote)]


def as_reading(text: str, gold: dict[str, Any]) -> dict[str, Any]:
    """An annotation in the form of a reading (docs/contract.md), as far as it is measured."""

    def span(row: dict[str, Any], key: str = "quote") -> list[int]:
        return located(text, row[key], row.get("n") or 0)

    def names(row: dict[str, Any], role: str) -> list[dict[str, str]]:
        return [{"name": n} for n in row[role]]

    return {
        "statements": [
            {**s, "span": span(s), "speaker": {"name": s["speaker"], "surface": None}, "via": [{"name": v, "surface": None} for v in s["via"]]}
            for s in gold["statements"]
        ],
        **{layer: [{**row, "span": span(row)} for row in gold[layer]] for layer in ("times", "places", "quantities")},
        "events": [{**e, "trigger": span(e, "trigger"), "actor": names(e, "actor"), "recipient": names(e, "recipient")} for e in gold["events"]],
    }


def tally() -> tuple[Tally, int]:
    """The second annotation against the first, and on how many reports."""
    out, n = Tally(), 0
    for path in sorted((GOLD / "second").glob("*.json")):
        first = next(p for part in ("proof", "tried", "taught") if (p := GOLD / part / path.name).is_file())
        text = first.with_suffix(".txt").read_text(encoding="utf-8")
        measure(text, json.loads(first.read_text(encoding="utf-8")), as_reading(text, json.loads(path.read_text(encoding="utf-8"))), out)
        n += 1
    return out, n


def main() -> int:
    """Print the agreement."""
    found, n = tally()
    print(f"{n} reports annotated twice\n{'layer':28} {'F1':>6}")
    for layer, value in found.f1().items():
        print(f"{layer:28} {value:6.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
