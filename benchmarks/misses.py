"""`python -m benchmarks.misses [GOLD_DIR …]`: what the reader gets wrong in statements, by kind, with counts.

Without arguments the parts of the public gold that the rules were written against are read (`dev`, `tuned`, `opened`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.accuracy import PUBLIC, gold_reports
from benchmarks.measures import alike, located
from isnad.model.contract import reading_json
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

Record = dict[str, Any]


def misses(folders: Iterable[Path], lang: str) -> Counter[str]:
    """Counts of wrong statements by kind, over the gold reports of one language in some folders."""
    out: Counter[str] = Counter()
    authority = CompiledAuthority()
    for report, gold in gold_reports(folders, lang):
        _count(report.text, gold["statements"], reading_json(report, read_report(report, authority))["statements"], out)
    return out


def _count(text: str, want: list[Record], got: list[Record], out: Counter[str]) -> None:
    spans = [located(text, s["quote"], s.get("n")) for s in want]
    ranked = sorted(((_iou(a, tuple(f["span"])), i, j) for i, a in enumerate(spans) for j, f in enumerate(got)), reverse=True)
    of: dict[int, int] = {}
    for share, i, j in ranked:
        if share >= 0.5 and i not in of and j not in of.values():
            of[i] = j
    out["gold statements"] += len(want)
    for i, s in enumerate(want):
        if i not in of:
            touched = any(_iou(spans[i], tuple(f["span"])) > 0 for f in got)
            out["missed: other bounds" if touched else "missed: no cue in the gold" if not s.get("cue") else "missed: a cue, nothing read"] += 1
            continue
        f = got[of[i]]
        if s["kind"] != f["kind"]:
            out[f"kind: {f['kind']} for {s['kind']}"] += 1
        if s["named"] and not alike(s["speaker"], f["speaker"]["name"]):
            out["speaker: a named one, another read" if f["named"] else "speaker: a named one, nobody's name read"] += 1
        given, found = list(s.get("via") or ()), [v["name"] for v in f["via"]]
        out["via: a link missed"] += sum(not any(alike(g, x) for x in found) for g in given)
        out["via: a link too many"] += sum(not any(alike(g, x) for g in given) for x in found)
    for j, f in enumerate(got):
        if j not in of.values():
            touched = any(_iou(a, tuple(f["span"])) > 0 for a in spans)
            out["too many: other bounds or a part" if touched else "too many: no statement in the gold"] += 1


def _iou(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (a[1] - a[0] + b[1] - b[0] - both) if both else 0.0


def main(folders: list[str]) -> int:
    """Print the counts by language, most frequent first; of kinds of source only the five that are taken for each other most."""
    for lang in ("ar", "en"):
        found = misses([Path(f) for f in folders] or [p for p in PUBLIC if p.name != "held"], lang)
        kinds = [k for k, _ in found.most_common() if k.startswith("kind: ")][:5]
        print(lang)
        for key, n in found.most_common():
            if not key.startswith("kind: ") or key in kinds:
                print(f"{n:6} {key}")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
