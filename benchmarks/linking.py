"""`python -m benchmarks.linking [GOLD_DIR …]`: how well reports are linked, from the rules' own readings, against a folder's LINKS.json.

Pairs of reports are measured: those that tell of one happening, those that rest on one origin. Of strong contradictions the share found
is given, a side counting as found when a quotation lies in its sentence, and beside it how many were called, since the gold lists not all.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.accuracy import PUBLIC
from benchmarks.measures import located
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.ids import sha256
from isnad.model.linked import Linked
from isnad.model.records import Reading
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

Pairs = set[tuple[str, ...]]


def read(folder: Path) -> list[tuple[Report, Reading]]:
    """The gold reports of a folder as the rules read them."""
    authority, out = CompiledAuthority(), []
    for path in sorted(folder.glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold:
            continue
        raw = path.with_suffix(".txt").read_bytes()
        report = Report(
            path.stem, raw.decode("utf-8"), sha256(raw), gold["lang"], Capture(path.name, "", "benchmarks", "text/plain", "utf-8"),
            title=gold.get("title"), outlet=gold.get("outlet"), published=gold.get("published"), url=gold.get("url"),
        )  # fmt: skip
        out.append((report, read_report(report, authority)))
    return out


def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """All pairs inside groups."""
    return {tuple(sorted(p)) for g in groups for p in itertools.combinations(sorted(set(g)), 2)}


def line(name: str, gold: Pairs, found: Pairs) -> str:
    """Precision, recall and F1 of pairs."""
    hit = len(gold & found)
    p, r = hit / len(found) if found else 0.0, hit / len(gold) if gold else 0.0
    return f"{name:24} {p:6.3f} {r:6.3f} {2 * p * r / (p + r) if p + r else 0.0:6.3f}   {hit}/{len(found)}/{len(gold)}"


def measure(folder: Path) -> list[str]:
    """The figures of one folder, as lines."""
    gold: dict[str, Any] = json.loads((folder / "LINKS.json").read_text(encoding="utf-8"))
    told = {n for c in gold["clusters"] for n in c["reports"]}  # reports that the links know
    items = [(r, x) for r, x in read(folder) if r.name in told]
    linked = link(items, LinkSettings())
    name = {r.id: r.name for r, _ in items}
    same = pairs({name[c.report] for c in e.claims} for e in linked.events)
    echo = pairs((name[r] for r in e.reports) for e in linked.echoes)
    texts = {r.name: r.text for r, _ in items}
    strong = [c for c in gold["contradictions"] if c.get("strength") != "weak"]
    hits = sum(_found(c, linked, name, texts) for c in strong)
    return [
        f"{folder.name}: {len(items)} reports\n{'pairs of reports':24} {'P':>6} {'R':>6} {'F1':>6}   right/found/gold",
        line("same happening", pairs(c["reports"] for c in gold["clusters"]), same),
        line("echo", pairs(c["reports"] for c in gold["echo"]), echo),
        f"{'strong contradictions':24} found {hits} of {len(strong)}; {len(linked.contradictions)} called in all",
    ]


def _sentence(text: str, quote: str, n: int) -> tuple[int, int]:
    start, end = located(text, quote, n)
    return max(text.rfind(c, 0, start) for c in ".!?؟\n"), min((e for e in (text.find(c, end - 1) for c in ".!?؟\n") if e >= 0), default=len(text))


def _found(want: dict[str, Any], linked: Linked, name: dict[str, str], texts: dict[str, str]) -> bool:
    sides = [(s["report"], *_sentence(texts[s["report"]], s["quote"], s.get("n", 0))) for s in (want["a"], want["b"])]
    return any(
        all(any(name[a.report] == r and a.span.start < end and start < a.span.end for a in c.anchors) for r, start, end in sides)
        for c in linked.contradictions
    )


def main(folders: list[str]) -> int:
    """Print the figures of each folder."""
    for folder in [Path(f) for f in folders] or PUBLIC:
        print("\n".join(measure(folder)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
