"""`python -m benchmarks.patterns_roles GOLD_DIR... [--half 0]`: how often a party is the right one, by how surely patterns take it to be read.

Of the rules' claims of acts that patterns ask for, those are taken whose words are those of a claim of the same type in the hand-made reading. A
party is right if the hand-made claim has it, or one that it is part of or that is part of it, on the same side (of a clash or a deal of two, on
either). Nameless parties and the unarmed are left out. With `--half` only every second story is read, as `benchmarks.patterns_drawn` has it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.patterns import Item
from benchmarks.patterns_drawn import cases
from isnad.model.records import Claim, Reading
from isnad.relate.patterns_index import akin, faceless
from isnad.relate.patterns_parties import GUESSED, SURE, TAKEN, Parties
from tests.link.gold import reading as by_hand

ACTS = frozenset({"ASSAULT", "RETREAT", "AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE", "COERCE"})
LEVELS = {SURE: "named", TAKEN: "taken for one of the two who are spoken of", GUESSED: "guessed"}


def judged(item: Item, gold: Reading) -> Iterator[tuple[int, bool]]:
    """Of each party of the claims that both readings have, how surely it is read, and whether it is right."""
    report, reading = item
    parties = Parties({report.id: item})
    for claim in reading.claims:
        own = _same(claim, gold)
        if claim.type not in ACTS or own is None:
            continue
        both = {n.name for n in claim.actor} == {n.name for n in claim.recipient}
        sides = [(claim.actor, (*own.actor, *own.recipient))] if both else [(claim.actor, own.actor), (claim.recipient, own.recipient)]
        for names, right in sides:
            for n in names:
                if not faceless(n.name):
                    yield parties.of_claim(claim, n.name, report, reading), any(akin(n.name, o.name) for o in right)


def _same(claim: Claim, gold: Reading) -> Claim | None:
    a, b = claim.trigger.start, claim.trigger.end
    return next((o for o in gold.claims if o.type == claim.type and o.trigger.start < b and a < o.trigger.end), None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns_roles", description=__doc__, formatter_class=form)
    parser.add_argument("gold", type=Path, nargs="+", help="folders with ID.txt and ID.json")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only this half of the stories")
    args = parser.parse_args(arguments)
    every: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for folder in args.gold:
        for _, items in cases(folder, True, args.half):
            for item in items:
                gold = json.loads((folder / f"{item[0].name}.json").read_text(encoding="utf-8"))
                for level, good in judged(item, by_hand(item[0], gold)):
                    every[level] += 1
                    right[level] += good
    for level, name in LEVELS.items():
        print(f"{name}: {right[level]} of {every[level]} right ({right[level] / max(1, every[level]):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
