"""`python -m benchmarks.accuracy [--reader R] [GOLD_DIR …]`: how well gold reports are read, by language and layer.

Without arguments parts of the public gold in corpus/gold are read: `dev`, `tuned` and `opened`, which the rules were written against, `tried` and
`fresh` (written as `dev` is), which choices were made on, and `held` and `proof`, which were not looked at. Another folder must hold ID.txt and
ID.json as docs/gold.md says.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measures import Tally, measure
from isnad.model.contract import reading_json
from isnad.model.ids import sha256
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.readers import READERS, RULES, Reader, adviser_of, authority

KNOWN = ("dev", "tuned")  # the parts to which corpus/floors.yaml holds the rules
PUBLIC = tuple(Path(__file__).resolve().parents[1] / "corpus" / "gold" / part for part in ("dev", "tuned", "opened", "held"))
SHOWN = (*PUBLIC, *(Path(__file__).resolve().parents[1] / "corpus" / "gold" / part for part in ("tried", "proof", "fresh")))


def gold_reports(folders: Iterable[Path], lang: str) -> Iterator[tuple[Report, dict[str, Any]]]:
    """The gold reports of one language in some folders, each with its annotation."""
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold or gold["lang"] != lang:
            continue
        raw = path.with_suffix(".txt").read_bytes()
        report = Report(
            path.stem, raw.decode("utf-8"), sha256(raw), lang, Capture(path.name, "", "benchmarks", "text/plain", "utf-8"),
            title=gold.get("title"), outlet=gold.get("outlet"), published=gold.get("published"), url=gold.get("url"),
        )  # fmt: skip
        yield report, gold


def tally(folders: Iterable[Path], lang: str, reader: Reader = RULES, weights: Path | None = None) -> Tally:
    """Read the gold reports of one language in some folders and measure the readings.

    Args:
        folders: hold ID.txt and ID.json.
        lang: `ar` or `en`.
        reader: which reader reads them.
        weights: a folder with other weights of the learned reader than those that come with Isnad.
    """
    out = Tally()
    known, adviser = authority(), adviser_of(reader, weights=weights)
    for report, gold in gold_reports(folders, lang):
        measure(report.text, gold, reading_json(report, read_report(report, known, adviser)), out)
    return out


def main(arguments: list[str]) -> int:
    """Print a table a folder and language."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy")
    parser.add_argument("--reader", choices=READERS, default=RULES)
    parser.add_argument("--weights", type=Path, help="other weights of the learned reader, for the ablation")
    parser.add_argument("gold", type=Path, nargs="*")
    options = parser.parse_args(arguments)
    for folder in options.gold or SHOWN:
        for lang in ("ar", "en"):
            found = tally([folder], lang, options.reader, options.weights)
            if not found.counts:
                continue
            print(f"{folder.name}, {lang}\n{'layer':28} {'P':>6} {'R':>6} {'F1':>6}   right/found/gold")
            for layer, (right, read, gold) in found.counts.items():
                p, r = right / read if read else 0.0, right / gold if gold else 0.0
                print(f"{layer:28} {p:6.3f} {r:6.3f} {found.f1()[layer]:6.3f}   {right}/{read}/{gold}")
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
