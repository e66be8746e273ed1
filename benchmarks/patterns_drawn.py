"""`python -m benchmarks.patterns_drawn GOLD_DIR... [--seed 1] [--count 40]`: matches of the library drawn at random, to be read by hand.

Each folder of gold reports is a case of its own, read by the rules; with `--stories` the reports of each story of a folder are one, and
with `--half 0` or `--half 1` only every second story is taken (by a sum of its name, so that new reports move none). Of all matches, in the
order of their ids, as many as asked for are drawn with the seed; those whose ids begin the lines of a file (`--without`) are left out, so
that a second reading meets none that the first one knew. With `--standing` only matches that nothing speaks against are drawn, or only possible
ones. Printed is for each what fills its roles and, step by step, the words that state it
with what stands before and after them. An id is made of what is in the match, so that a judgement holds as long as the match does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.linking import read
from benchmarks.patterns import Item, find
from isnad.relate.patterns import Found, Match, Standing
from isnad.relate.patterns_language import library

CONTEXT = 260  # code points before and after the words that state a step


@dataclass(frozen=True, slots=True)
class Drawn:
    """A match with the folder and the reports it comes from."""

    folder: str
    items: tuple[Item, ...]
    match: Match


def pool(folders: Sequence[Path], stories: bool = False, half: int | None = None) -> list[Drawn]:
    """All matches of the library in folders of gold reports, in the order of their ids.

    Args:
        folders: folders with ID.txt and ID.json.
        stories: whether the reports of one story are a case, and not those of a folder.
        half: which half of the stories is taken, 0 or 1; None for both.
    """
    out = []
    for folder in folders:
        for name, items in cases(folder, stories, half):
            out += [Drawn(name, items, m) for m in find(items)]
    return sorted(out, key=lambda d: (d.match.id, d.folder))


def cases(folder: Path, stories: bool, half: int | None) -> list[tuple[str, tuple[Item, ...]]]:
    """The cases of a folder by name: itself, or its stories; a report that names none is a story by itself."""
    if not stories:
        return [(folder.name, tuple(read(folder)))]
    names = {p.stem: _story(p) for p in sorted(folder.glob("*.json"))}
    kept = {stem for stem, story in names.items() if half is None or hashlib.sha256(story.encode()).digest()[0] % 2 == half}
    out: dict[str, list[Item]] = defaultdict(list)
    for item in read(folder, kept):
        out[names[item[0].name]].append(item)
    return [(f"{folder.name}/{story}", tuple(items)) for story, items in sorted(out.items())]


def _story(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8")).get("story") or path.stem)


def draw(known: Sequence[Drawn], count: int, seed: int, without: frozenset[str] = frozenset()) -> list[Drawn]:
    """As many matches as asked for, drawn with a seed, of those that are not left out."""
    left = [d for d in known if d.match.id not in without]
    return random.Random(seed).sample(left, min(count, len(left)))


def told(d: Drawn) -> list[str]:
    """A match as lines to be read."""
    pattern = next(p for p in library() if p.id == d.match.pattern)
    roles = "; ".join(f"{r} ({pattern.role(r).en}): {', '.join(names) or '-'}" for r, names in d.match.roles)
    doubts = "; ".join(f"{x.why} {x.step} {' '.join(x.roles)}".strip() for x in d.match.doubts)
    out = [f"{d.match.id}  {d.folder}  {d.match.pattern}  {d.match.standing}{f' ({doubts})' if doubts else ''}", f"  {roles}"]
    for f in d.match.steps:
        step = next(s for s in pattern.steps if s.id == f.step)
        out.append(f"  [{f.step}{'' if step.optional else '*'}] {step.en} ({f.said}, {f.tie}, {f.time or 'no date'})")
        out += _claims(d, f)
    return out


def _claims(d: Drawn, f: Found) -> list[str]:
    known = {r.id: (r, x) for r, x in d.items}
    out = []
    for c in (*f.claims, *f.also)[:3]:
        report, reading = known[c.report]
        claim = reading.claims[c.claim]
        a, b = claim.trigger.start, claim.trigger.end
        text = f"{report.text[max(0, a - CONTEXT) : a]}⟦{report.text[a:b]}⟧{report.text[b : b + CONTEXT]}".replace("\n", " ¶ ")
        who, whom = (", ".join(n.name for n in side) or "-" for side in (claim.actor, claim.recipient))
        place = reading.places[claim.place].name if claim.place is not None else "-"
        what = f"{claim.type}/{claim.mode or '-'} {who} → {whom} @ {place} occurred={claim.occurred} {claim.status}"
        out.append(f"    {report.name}@{a} {what}: {text}")
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a draw."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns_drawn", description=__doc__, formatter_class=form)
    parser.add_argument("gold", type=Path, nargs="+", help="folders with ID.txt and ID.json")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--without", type=Path, help="a file whose lines begin with ids of matches to leave out")
    parser.add_argument("--stories", action="store_true", help="the reports of one story are a case")
    parser.add_argument("--half", type=int, choices=(0, 1), help="with --stories: only this half of them")
    parser.add_argument("--standing", choices=get_args(Standing), help="only matches that nothing speaks against, or only possible ones")
    args = parser.parse_args(arguments)
    without = frozenset(x.split()[0] for x in args.without.read_text(encoding="utf-8").splitlines() if x.strip()) if args.without else frozenset()
    known = [d for d in pool(args.gold, args.stories, args.half) if args.standing in (None, d.match.standing)]
    print(f"{len(known)} matches of {', '.join(f.name for f in args.gold)}")
    for n, d in enumerate(draw(known, args.count, args.seed, without), start=1):
        print("\n".join((f"\n{n}.", *told(d))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
