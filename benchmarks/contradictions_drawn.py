"""`python -m benchmarks.contradictions_drawn GOLD_DIR... [--seed 1] [--count 60]`: contradictions called, drawn at random, to be read by hand.

Each folder of gold reports is a case of its own, read by the rules; with `--stories` the reports of each story of a folder are one, and with
`--half 0` or `--half 1` only every second story is taken (`benchmarks.patterns_drawn`). Of all contradictions, in the order of their ids, as
many as asked for are drawn with the seed; those whose ids begin the lines of a file (`--without`) are left out, so that a second reading meets
none that the first one knew. With `--possible` those are drawn that something speaks against, with what it is. Printed is for each why it was
called and both sides' words with what stands around them. An id is made of the two sides' report ids and spans, so that a judgement holds as long
as the words do.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.patterns_drawn import cases
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import Contradiction
from isnad.model.records import Reading
from isnad.model.report import Report

CONTEXT = 200  # code points before and after the words of a side
Item = tuple[Report, Reading]


@dataclass(frozen=True, slots=True)
class Called:
    """A contradiction with the case and the reports it comes from."""

    case: str
    reports: dict[str, Item]
    found: Contradiction


def pool(folders: Sequence[Path], stories: bool = False, half: int | None = None, *, possible: bool = False) -> list[Called]:
    """All contradictions called in folders of gold reports, in the order of their ids.

    Args:
        folders: folders with ID.txt and ID.json.
        stories: whether the reports of one story are a case, and not those of a folder.
        half: which half of the stories is taken, 0 or 1; None for both.
        possible: whether those are taken that are only possible, and not those that nothing speaks against.
    """
    out = []
    for folder in folders:
        for name, items in cases(folder, stories, half):
            out += called(name, items, possible=possible)
    return sorted(out, key=lambda c: (c.found.id, c.case))


def called(name: str, items: Sequence[Item], *, possible: bool = False) -> list[Called]:
    """The contradictions of one case, or those that are only possible."""
    known = {r.id: (r, x) for r, x in items}
    linked = link(list(items), LinkSettings())
    return [Called(name, known, c) for c in (linked.possible if possible else linked.contradictions)]


def draw(known: Sequence[Called], count: int, seed: int, without: frozenset[str] = frozenset()) -> list[Called]:
    """As many contradictions as asked for, drawn with a seed, of those that are not left out."""
    left = [c for c in known if c.found.id not in without]
    return random.Random(seed).sample(left, min(count, len(left)))


def told(c: Called) -> list[str]:
    """A contradiction as lines to be read."""
    out = [f"{c.found.id}  {c.case}  {c.found.aspect}  {c.found.made.rule}", f"  {c.found.why}{f' ({c.found.doubt})' if c.found.doubt else ''}"]
    for ref, anchor in zip(c.found.claims, c.found.anchors, strict=True):
        report, reading = c.reports[anchor.report]
        claim = reading.claims[ref.claim]
        a, b = anchor.span
        text = f"{report.text[max(0, a - CONTEXT) : a]}⟦{report.text[a:b]}⟧{report.text[b : b + CONTEXT]}".replace("\n", " ¶ ")
        who, whom = (", ".join(n.name for n in side) or "-" for side in (claim.actor, claim.recipient))
        word = report.text[claim.trigger.start : claim.trigger.end]
        out.append(f"    {report.name}@{a} «{word}» {claim.type}/{claim.mode or '-'} {who} → {whom} occurred={claim.occurred} {claim.status}: {text}")
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a draw."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contradictions_drawn", description=__doc__, formatter_class=form)
    parser.add_argument("gold", type=Path, nargs="+", help="folders with ID.txt and ID.json")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--without", type=Path, help="a file whose lines begin with ids of contradictions to leave out")
    parser.add_argument("--stories", action="store_true", help="the reports of one story are a case")
    parser.add_argument("--possible", action="store_true", help="draw of those that are only possible")
    parser.add_argument("--half", type=int, choices=(0, 1), help="with --stories: only this half of them")
    args = parser.parse_args(arguments)
    without = frozenset(x.split()[0] for x in args.without.read_text(encoding="utf-8").splitlines() if x.strip()) if args.without else frozenset()
    known = pool(args.gold, args.stories, args.half, possible=args.possible)
    kinds = ", ".join(f"{n} {aspect}" for aspect, n in sorted(Counter(c.found.aspect for c in known).items()))
    print(f"{len(known)} contradictions of {', '.join(f.name for f in args.gold)}: {kinds}")
    for n, c in enumerate(draw(known, args.count, args.seed, without), start=1):
        print("\n".join((f"\n{n}.", *told(c))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
