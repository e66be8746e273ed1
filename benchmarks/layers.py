"""`python -m benchmarks --layers`: how fast the first layers read, on one core: parties, places, times, quantities.

The texts are the public gold's, each with its language and day of publication; what is measured is the processor time of this process, the
shortest of a few rounds after one that fills the tables and caches.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from isnad.grammar.sheet import Sheet
from isnad.model.report import Capture, Report
from isnad.read.quantities import read_quantities
from isnad.read.times import read_times
from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"
PARTS = ("dev", "tuned", "opened")
ROUNDS = 5
LAYERS = ("tokens", "mentions", "places", "times", "quantities")
WANTED = 40_000  # tokens a second for the four layers together


def reports() -> list[Report]:
    """The gold's reports."""
    out = []
    for path in sorted(p for part in PARTS for p in (GOLD / part).glob("*.txt")):
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        capture = Capture(path.name, "", "", "text/plain", "utf-8")
        out.append(Report(path.stem, text, "", known.get("lang", "ar"), capture, published=known.get("published")))
    return out


def measure(lang: str) -> dict[str, float]:
    """Seconds each layer takes for the texts of a language, and how many tokens they have (`count`)."""
    texts = [r for r in reports() if r.lang == lang]
    authority = CompiledAuthority()
    best = dict.fromkeys(LAYERS, float("inf"))
    count = 0
    for _ in range(ROUNDS + 1):
        spent = dict.fromkeys(LAYERS, 0.0)
        count = 0
        for report in texts:
            made: list[Doc] = []
            spent["tokens"] += _timed(lambda r=report, m=made: m.append(Doc(r.text, r.lang)))  # type: ignore[misc]
            sheet = Sheet(report, made[0])
            count += len(sheet.doc.tokens)
            spent["mentions"] += _timed(lambda s=sheet: setattr(s, "mentions", authority.mentions(s.doc)))  # type: ignore[misc]
            spent["places"] += _timed(lambda s=sheet: setattr(s, "places", authority.places(s.doc, s.mentions)))  # type: ignore[misc]
            spent["times"] += _timed(lambda s=sheet: setattr(s, "times", read_times(s)))  # type: ignore[misc]
            spent["quantities"] += _timed(lambda s=sheet: setattr(s, "quantities", read_quantities(s)))  # type: ignore[misc]
        best = {k: min(v, spent[k]) for k, v in best.items()}
    return {**best, "count": float(count)}


def _timed(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def table() -> None:
    """Print tokens a second of each layer and of the four together."""
    print("tokens a second, one core; public gold, best of", ROUNDS)
    print(f"{'':>8} {'tokens':>8} " + " ".join(f"{name:>11}" for name in (*LAYERS, "together")))
    for lang in ("ar", "en"):
        took = measure(lang)
        together = sum(took[k] for k in LAYERS[1:])
        rates = [took["count"] / s if s else 0.0 for s in (*(took[k] for k in LAYERS), together)]
        print(f"{lang:>8} {took['count']:>8.0f} " + " ".join(f"{r:>11,.0f}" for r in rates), flush=True)
    print(f"together: parties, places, times and quantities; wanted {WANTED:,}")
