"""Attribution in English against PolNeAR: `python benchmarks/polnear.py FILE.jsonl` prints precision, recall and F1.

A content counts as found when the stretch of it and the one read share at least half of their union (`iou`) or at least
half of the gold content (`half`). PolNeAR has no licence for copying: the file stays where it is, and only figures are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path

from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

Spans = list[tuple[int, int]]


def covered(a: Spans, b: Spans) -> tuple[int, int, int]:
    """Lengths of two sets of spans and of what they share."""
    left = {i for s, e in a for i in range(s, e)}
    right = {i for s, e in b for i in range(s, e)}
    return len(left), len(right), len(left & right)


def matched(gold: list[Spans], found: list[Spans], *, union: bool) -> int:
    """How many gold contents have a content read for them, one to one, best overlap first."""
    scored = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            a, b, both = covered(g, f)
            ratio = both / (a + b - both) if union and both else both / max(1, min(a, b)) if both else 0.0
            if not union and both * 2 < a:
                ratio = 0.0
            if ratio >= 0.5:
                scored.append((ratio, i, j))
    scored.sort(reverse=True)
    used_g: set[int] = set()
    used_f: set[int] = set()
    for _, i, j in scored:
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
    return len(used_g)


def main(argv: list[str] | None = None) -> int:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was missed (to the terminal only)")
    args = parser.parse_args(argv)
    authority = CompiledAuthority()
    right = {True: 0, False: 0}
    source_right = source_total = found_total = gold_total = words = 0
    started = time.perf_counter()
    for line in args.file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        words += len(text.split())
        report = Report(row["doc"], text, hashlib.sha256(text.encode()).hexdigest(), "en", Capture("-", "", "polnear", "text/plain", "utf-8"))
        reading = read_report(report, authority)
        gold = [[(s, e) for part in a["content"] for s, e in part["spans"]] for a in row["attributions"] if a.get("content")]
        by_cue: dict[tuple[int, int], Spans] = {}  # PolNeAR's contents may be discontinuous: parts that share a cue are one
        for k, st in enumerate(reading.statements):
            by_cue.setdefault((st.cue.start, st.cue.end) if st.cue else (-1 - k, 0), []).append((st.span.start, st.span.end))
        found = list(by_cue.values())
        found_total += len(found)
        gold_total += len(gold)
        for union in (True, False):
            right[union] += matched(gold, found, union=union)
        for a in row["attributions"]:
            if not a.get("source") or not a.get("content"):
                continue
            content = [(s, e) for part in a["content"] for s, e in part["spans"]]
            source = [(s, e) for part in a["source"] for s, e in part["spans"]]
            for st in reading.statements:
                g, _, both = covered(content, [(st.span.start, st.span.end)])
                if both * 2 >= g and st.source is not None:
                    source_total += 1
                    source_right += covered(source, [(st.source.start, st.source.end)])[2] > 0
                    break
        if args.misses:
            _print_misses(text, gold, found, row["doc"])
    for union, name in ((True, "iou >= .5"), (False, "half of gold")):
        p, r = right[union] / max(1, found_total), right[union] / max(1, gold_total)
        print(f"content, {name:13} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}   ({right[union]}/{found_total}/{gold_total})")
    print(f"source touches the gold source where named: {source_right}/{source_total}")
    print(f"{words} words in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return 0


def _print_misses(text: str, gold: list[Spans], found: list[Spans], doc: str) -> None:
    for g in gold:
        if not any(covered(g, f)[2] * 2 >= covered(g, f)[0] for f in found):
            print(f"{doc[:20]} - {text[max(0, g[0][0] - 60) : g[0][0]]!r} [[ {text[g[0][0] : g[0][1]][:90]!r} ]] {text[g[-1][1] : g[-1][1] + 50]!r}")
    for f in found:
        if not any(covered(g, f)[2] for g in gold):
            print(f"{doc[:20]} + {text[max(0, f[0][0] - 60) : f[0][0]]!r} [[ {text[f[0][0] : f[0][1]][:90]!r} ]]")


if __name__ == "__main__":
    sys.exit(main())
