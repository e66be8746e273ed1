"""`python -m benchmarks.patterns [GOLD_DIR] [--matches]`: how well the library of patterns finds recurring scenes, and how fast.

Of a folder of gold reports with a LINKS.json that lists instances of patterns, printed is how many are matched by a pattern of the library with
at least 60 % of their roles right: once from the annotators' own readings, once from the rules' readings, so that the difference is what
reading costs. A match counts for an instance if a claim of a step that must be stated stands in a sentence of the instance's quotations. A
party or place is right if one of the match's fillers is what the gold names; what the gold tells as a happening (arms, resistance, a result)
is right if the step for it is stated. Possible matches count, and how many instances are found without them is printed as well.
Then 100,000 made events are searched, each pattern by itself and all together.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.linking import read
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import ClaimRef
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.relate.patterns import Match
from isnad.relate.patterns_language import library
from isnad.relate.patterns_search import index_of, search
from isnad.text.fold import fold
from isnad.weigh.assess import assess
from tests.link.gold import load
from tests.relate.worlds import crowd

RIGHT = 0.6
_MARKS = ".!?؟\n"
Item = tuple[Report, Reading]
# Beginning of a gold pattern's name → gold role → where a library pattern holds it: variables, steps (a dot before), quantities (#).
ROLES: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "deal": (
        ("negotiated-evacuation", "escape-through-a-corridor", "place-given-to-the-other-side", "handover-without-a-fight"),
        {
            "beneficiary": ("X", "Y"), "negotiator": ("Y", "X"), "other parties": ("Y", "S"), "sponsor / guarantor": ("S", "Y"), "origin": ("P",),
            "destination": ("Q",), "number": ("#",), "transport": (".carried", ".understanding"), "safe passage by": ("S", "Y"),
            "public claim or denial": ("Z",), "who objects": ("W",),
        },
    ),
    "withdrawal": (
        ("handover-without-a-fight", "arms-left-behind", "place-given-to-the-other-side", "sham-battle"),
        {"who leaves": ("X",), "who takes": ("Y",), "resistance": (".no-fight", ".sham"), "arms": (".arms",)},
    ),
    "strike": (
        ("strike-while-a-third-advances", "joint-attack", "support-for-a-rival", "shield-for-a-third"),
        {"striker": ("X",), "struck": ("Y",), "who advances": ("Z",), "outcome": (".gone",)},
    ),
    "A could strike": (("spared-target",), {"who does not strike": ("X",), "who is spared": ("Z",), "reason given": (".reason",)}),
    "warning": (("evacuation-before-the-attack",), {"who warns or arranges": ("Y",), "who leaves": ("X",), "before what": (".strike",)}),
    "talks": (("talks-then-move",), {"parties": ("X", "Y"), "intermediary": ("M",), "result": (".result",)}),
    "detained": (("release-then-recruitment",), {"who releases": ("X",), "who is released": ("Y",), "result": (".back", ".unpunished")}),
}  # fmt: skip
# Words of the gold → the canonical names they stand for.
WORDS = {
    "Adel Issa": "Syrian government", "Syrian officers": "Syrian government", "Syrian commander": "Syrian government", "Nasrallah": "Hezbollah",
    "Tarasov": "Russia", "Euphrates Shield": "Turkey", "tribal notables": "tribal leaders", "tribal channels": "tribal leaders",
    "tribal elders": "tribal leaders", "hardline groups": "extremist Islamist groups", "Lebanese border": "Lebanese Jurud",
    "rebels": "Syrian opposition",
    "Free Syrian Army": "Syrian opposition", "United States": "International Coalition",
}  # fmt: skip
ANYONE = ("both", "each side in turn", "the other")


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance of a gold pattern: its family, place, report, sentences of its quotations, and roles."""

    family: str
    label: str
    report: str
    sentences: tuple[tuple[int, int], ...]
    roles: Mapping[str, str]


def instances(gold: Mapping[str, Any], texts: Mapping[str, str]) -> list[Instance]:
    """The instances that a LINKS.json lists; roles that no one fills are left out."""
    out = []
    for p in gold["patterns"]:
        family = next(k for k in ROLES if p["pattern"].startswith(k))
        for i in (*p["instances"], *p.get("further", ())):
            spans = tuple(_sentence(texts[i["report"]], q) for q in i["quotes"].values())
            roles = {k: v for k, v in i["roles"].items() if v}
            out.append(Instance(family, f"{i['report']} {i['time']} {i['place']}", i["report"], spans, roles))
    return out


def _sentence(text: str, quote: str) -> tuple[int, int]:
    at = text.index(quote)
    end = at + len(quote) - 1
    return max(text.rfind(c, 0, at) for c in _MARKS) + 1, min((e for e in (text.find(c, end) for c in _MARKS) if e >= 0), default=len(text))


def share(one: Instance, match: Match, readings: Mapping[str, Reading]) -> float:
    """Share of an instance's roles that a match has right; 0 for a match of another family or of other sentences."""
    patterns, roles = ROLES[one.family]
    if match.pattern not in patterns:
        return 0.0
    pattern = next(p for p in library() if p.id == match.pattern)
    must = {s.id for s in pattern.steps if not s.optional and not s.nobody}
    own = [c for f in match.steps if f.step in must for c in (*f.claims, *f.also) if c.report == one.report]
    spots = [readings[c.report].claims[c.claim].trigger.start for c in own]
    if not any(a <= at < b for at in spots for a, b in one.sentences):
        return 0.0
    return sum(_right(value, roles.get(role, ()), match, one.report, readings) for role, value in one.roles.items()) / len(one.roles)


def _right(value: str, where: Sequence[str], match: Match, report: str, readings: Mapping[str, Reading]) -> bool:
    stated = {f.step for f in match.steps}
    named = fold(" ; ".join((value, *(canonical for words, canonical in WORDS.items() if fold(words) in fold(value)))))
    for w in where:
        if w == "#":
            counts = {int(q.min) for f in match.steps for c in f.claims if c.report == report for q in _quantities(readings[report], c.claim) if q}
            if counts & {int(n) for n in value.split() if n.isdecimal()}:
                return True
        elif w.startswith("."):
            if w[1:] in stated:
                return True
        elif any(fold(n.split(" (")[0]) in named or fold(WORDS.get(n, n)) in named for n in match.filled(w)) or (value in ANYONE and match.filled(w)):
            return True
    return False


def _quantities(reading: Reading, claim: int) -> list[Any]:
    span = reading.claims[claim].span
    return [q for q in reading.quantities if q.min is not None and span.covers(q.span)]


def find(items: Sequence[Item]) -> list[Match]:
    """What the library finds in reports."""
    linked = link(items, LinkSettings())
    return search(library(), index_of(linked, assess(linked, items), items))


def measure(folder: Path, title: str, items: Sequence[Item], *, tell: bool = True) -> int:
    """Print how many instances are matched; gives their number."""
    texts = {r.name: r.text for r, _ in items}
    by_id = {r.id: r.name for r, _ in items}
    readings = {by_id[x.report]: x for _, x in items}
    gold = instances(json.loads((folder / "LINKS.json").read_text(encoding="utf-8")), texts)
    found = [named(m, by_id) for m in find(items)]
    best = [max(((share(i, m, readings), m.pattern) for m in found), default=(0.0, "")) for i in gold]
    hits = sum(s >= RIGHT for s, _ in best)
    sure = [m for m in found if m.standing == "match"]
    surely = sum(any(share(i, m, readings) >= RIGHT for m in sure) for i in gold)
    print(f"{title}: {hits} of {len(gold)} instances matched with {RIGHT:.0%} of their roles right ({hits / len(gold):.2f})")
    print(f"  {surely} of them by one of {len(sure)} matches that nothing speaks against; {len(found) - len(sure)} more matches are possible")
    for family in ROLES:
        here = [s for i, (s, _) in zip(gold, best, strict=True) if i.family == family]
        print(f"  {family:16} {sum(s >= RIGHT for s in here)} of {len(here)}")
    if tell:
        for i, (s, p) in zip(gold, best, strict=True):
            print(f"    {s:.2f}  {i.family}: {i.label}  {p if s else ''}")
    return hits


def named(m: Match, names: Mapping[str, str]) -> Match:
    """A match whose claims go by the names of their reports."""
    steps = tuple(replace(f, claims=_refs(f.claims, names), also=_refs(f.also, names)) for f in m.steps)
    return replace(m, steps=steps)


def _refs(refs: Sequence[ClaimRef], names: Mapping[str, str]) -> tuple[ClaimRef, ...]:
    return tuple(ClaimRef(names[c.report], c.claim) for c in refs)


def speed(size: int = 100_000) -> None:
    """Print how long it takes to search made events."""
    linked, assessments, items = crowd(size)
    gc.collect()
    gc.freeze()  # the made case is not the search's to sweep
    started = time.process_time()
    index = index_of(linked, assessments, items)
    ready = time.process_time() - started
    print(f"{size} made events, seconds of processor time: index {ready:.2f}")
    total = 0.0
    for p in library():
        at = time.process_time()
        found = search([p], index)
        total += (took := time.process_time() - at)
        print(f"  {p.id:34} {took:6.2f} {len(found):>7} matches")
    print(f"  all {len(library())} patterns {total:.2f}, with the index {total + ready:.2f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", help="folder with ID.txt, ID.json and LINKS.json")
    parser.add_argument("--matches", action="store_true", help="print each instance with its best match")
    parser.add_argument("--events", type=int, default=100_000, help="made events to search (0: none)")
    args = parser.parse_args(arguments)
    if args.gold:
        measure(args.gold, "annotators' readings", load(args.gold), tell=args.matches)
        measure(args.gold, "rules' readings", read(args.gold), tell=args.matches)
    if args.events:
        speed(args.events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
