"""`python -m benchmarks.question GOLD_DIR... CASE`: does a case tell which attacks on B by A are said not to have happened?

By default A is the Syrian government and B is Islamic State. The gold rows asked for are the non-events whose parties hold A and B
and whose type is an attack's or one of its kin. The answer is what `isnad claims CASE --actor A --recipient B --not-occurred` lists
of those types. A gold row is answered by a claim of the same report whose words of happening meet its own, or, where they do not, by
another in its sentence; one to one. Printed are recall, precision, the share of answers that name the gold's speaker, the
rows missed, with what was read in their place, and the answers too many.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measures import ROUGHLY, UNREAL, alike, located
from isnad.show.cli.common import open_view
from isnad.show.cli.gather import OWN_VOICE, ClaimFilter, claim_rows

Row = dict[str, Any]
KIN = ("ASSAULT", "COERCE")  # what is done to somebody by force
_MARKS = ".!?؟\n"


@dataclass(slots=True)
class Answer:
    """How a case answers the question.

    Attributes:
        gold: the rows asked for, each with `report`, `span` and `speaker`.
        rows: what the case answers.
        hits: pairs of positions, gold row and answer.
        spoken: how many of the hits name the gold's speaker.
        instead: for each missed gold row what the case reads at its words, or nothing.
    """

    gold: list[Row]
    rows: list[Row]
    hits: list[tuple[int, int]] = field(default_factory=list)
    spoken: int = 0
    instead: dict[int, list[Row]] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        """Share of the gold rows that are answered; 1 where the gold has none."""
        return len(self.hits) / len(self.gold) if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the answers that are gold rows; 1 where there is no answer."""
        return len(self.hits) / len(self.rows) if self.rows else 1.0


def gold_rows(folders: Sequence[Path], actor: str, recipient: str, kinds: Sequence[str] = KIN) -> list[Row]:
    """Non-events of a pair in gold reports.

    Args:
        folders: hold ID.txt and ID.json.
        actor: canonical name of who does not do it.
        recipient: canonical name of whom it is not done to.
        kinds: event types that count.
    """
    out: list[Row] = []
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold:
            continue
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        for e in gold["events"]:
            unreal = e.get("occurred", True) or e.get("status") in UNREAL
            if unreal or e["type"] not in kinds or actor not in e["actor"] or recipient not in e["recipient"]:
                continue
            said = None if e.get("statement") is None else gold["statements"][e["statement"]]
            span = located(text, e["trigger"], e.get("n"))
            said_by = {"speaker": said["speaker"] if said else OWN_VOICE, "kind": said["kind"] if said else None}
            out.append({**e, "report": path.stem, "span": span, "sentence": _sentence(text, span[0]), **said_by})
    return out


def ask(folders: Sequence[Path], case: str, actor: str, recipient: str, kinds: Sequence[str] = KIN) -> Answer:
    """Ask a case for the non-events of a pair and hold its answer against the gold.

    Args:
        folders: the gold.
        case: path of a case made of the gold's reports, each under its file name.
        actor: canonical name of who does not do it.
        recipient: canonical name of whom it is not done to.
        kinds: event types that count.
    """
    with open_view(case) as view:
        rows = [r for r in claim_rows(view, ClaimFilter(actor=actor, recipient=recipient, not_occurred=True)) if r["type"] in kinds]
        everything = list(claim_rows(view, ClaimFilter()))
    out = Answer(gold_rows(folders, actor, recipient, kinds), rows)
    ranked = sorted(((_close(g, r), -i, -j) for i, g in enumerate(out.gold) for j, r in enumerate(rows)), reverse=True)
    used: set[tuple[str, int]] = set()
    for score, i, j in ranked:
        if score and ("gold", -i) not in used and ("row", -j) not in used:
            used |= {("gold", -i), ("row", -j)}
            out.hits.append((-i, -j))
            g, r = out.gold[-i], rows[-j]
            out.spoken += (g["kind"] == r["kind"]) if g["kind"] in ROUGHLY else alike(g["speaker"], r["said_by"])
    out.hits.sort()
    found = {i for i, _ in out.hits}
    for i, g in enumerate(out.gold):
        if i not in found:
            out.instead[i] = [r for r in everything if r["report"] == g["report"] and _meet(g["span"], _trigger(r))]
    return out


def _trigger(row: Row) -> tuple[int, int]:
    return row["trigger_start"], row["trigger_end"]


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _close(gold: Row, row: Row) -> int:
    """2 where the words meet, 1 for an attack or its kin in the same sentence, else 0."""
    if row["report"] != gold["report"]:
        return 0
    if _meet(gold["span"], _trigger(row)):
        return 2
    a, b = gold["sentence"]
    return int(a < row["trigger_start"] < b)


def _sentence(text: str, at: int) -> tuple[int, int]:
    ends = [e for e in (text.find(c, at) for c in _MARKS) if e >= 0]
    return max(text.rfind(c, 0, at) for c in _MARKS), min(ends, default=len(text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and the misses."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.question", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("case")
    parser.add_argument("--actor", default="Syrian government")
    parser.add_argument("--recipient", default="Islamic State")
    args = parser.parse_args(arguments)
    found = ask(args.gold, args.case, args.actor, args.recipient)
    print(f"Which attacks on {args.recipient} by {args.actor} are said not to have happened?")
    print(f"recall     {found.recall:.3f}   {len(found.hits)} of {len(found.gold)} gold rows")
    print(f"precision  {found.precision:.3f}   {len(found.hits)} of {len(found.rows)} answers")
    print(f"speaker    {found.spoken / max(1, len(found.hits)):.3f}   {found.spoken} of {len(found.hits)} answers")
    for i, instead in found.instead.items():
        g = found.gold[i]
        what = f"{g['type']} {g['actor']} → {g['recipient']}, {g['speaker']}"
        print(f"missed\t{g['report']}\t{g['span'][0]}\t{g['trigger']}\t{what}\tread: {_told(instead)}")
    for j in sorted(set(range(len(found.rows))) - {j for _, j in found.hits}):
        r = found.rows[j]
        print(f"too many\t{r['report']}\t{r['trigger_start']}\t{r['trigger']}\t{r['type']} {r['actor']} → {r['recipient']}, {r['said_by']}")
    return 0


def _told(rows: list[Row]) -> str:
    return "; ".join(f"{r['type']} {r['actor']} → {r['recipient']} occurred={r['occurred']} {r['status']}" for r in rows) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
