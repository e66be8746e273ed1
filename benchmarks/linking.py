"""`python -m benchmarks.linking [GOLD_DIR …]`: how well reports are linked, from the rules' own readings, against a folder's LINKS.json.

`python -m benchmarks.linking incidents FOLDER` measures against records of incidents, `python -m benchmarks.linking made [GROUPS]` on made events
with planted echoes, updates and contradictions.

Pairs of reports are measured: those that tell of one happening, those that rest on one origin. Of strong contradictions the share found
is given, a side counting as found when a quotation lies in its sentence, and beside it how many were called, since the gold lists not all.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy import PUBLIC
from benchmarks.incidents import Told, load, reading
from benchmarks.measures import located
from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.ids import sha256
from isnad.model.linked import Linked
from isnad.model.records import Reading
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.text.fold import fold
from isnad.text.shingles import word_shingles, words
from isnad.weigh.assess import assess
from tests.link.made import world

Pairs = set[tuple[str, ...]]


def read(folder: Path, only: Collection[str] | None = None) -> list[tuple[Report, Reading]]:
    """The gold reports of a folder, or those of these names, as the rules read them."""
    authority, out = CompiledAuthority(), []
    for path in sorted(folder.glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold or (only is not None and path.stem not in only):
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


def line(name: str, gold: Pairs, found: Pairs, wide: int = 24) -> str:
    """Precision, recall and F1 of pairs."""
    hit = len(gold & found)
    p, r = hit / len(found) if found else 0.0, hit / len(gold) if gold else 0.0
    return f"{name:{wide}} {p:6.3f} {r:6.3f} {2 * p * r / (p + r) if p + r else 0.0:6.3f}   {hit}/{len(found)}/{len(gold)}"


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
        f"{'strong contradictions':24} found {hits} of {len(strong)}; {len(linked.contradictions)} called in all"
        f", {len(linked.possible)} only possible",
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


def incidents(folder: Path) -> list[str]:
    """Reports of recorded incidents (see `benchmarks.incidents`): pairs of one incident, and copies between publishers.

    The reports carry no date of publication. `as the data is` links them so; `published on the recorded day` gives each the day of its
    incident, as a report has that is filed on the day it came out.
    """
    known, told = load(folder)
    one = {t.id: t.incidents[0] for t in told if len(t.incidents) == 1}
    by_incident: dict[str, list[str]] = {}
    for told_by, incident in one.items():
        by_incident.setdefault(incident, []).append(told_by)
    gold = pairs(by_incident.values())
    out = [f"{len(told)} reports, {len(one)} of one incident, {len(by_incident)} incidents"]
    out.append(f"{'':44} {'P':>6} {'R':>6} {'F1':>6}   right/found/gold")
    for title, dated in (("as the data is", False), ("published on the recorded day", True)):
        items = []
        for t in told:
            published = known[t.incidents[0]].first.isoformat() if dated and t.incidents else None
            raw = t.text.encode("utf-8")
            capture = Capture(t.id, "", "benchmarks", "text/plain", "utf-8")
            report = Report(t.id, t.text, sha256(raw + t.id.encode()), t.lang, capture, outlet=t.outlet or None, published=published)
            items.append((report, replace(reading(t, published), report=report.id)))
        linked = link(items, LinkSettings())
        name = {r.id: r.name for r, _ in items}
        same = pairs([name[c.report] for c in e.claims if name[c.report] in one] for e in linked.events)
        out.append(line(f"same incident, {title}", gold, same, 44))
        if not dated:
            copies = [e for e in linked.echoes if e.made.rule == "link.echo.near-copy"]
            outlet = {t.id: fold(t.outlet) for t in told}
            found = {p for p in pairs([name[r] for r in e.reports] for e in copies) if outlet[p[0]] != outlet[p[1]]}
            out.append(line("copied pairs, different publishers", {p for p in copied(told) if outlet[p[0]] != outlet[p[1]]}, found, 44))
    return out


def copied(told: Sequence[Told], least: float = 0.5) -> Pairs:
    """Pairs of reports of which the shorter has this share of its word six-grams in the longer, all pairs looked at."""
    grams = {t.id: word_shingles(words(t.text)) for t in told}
    having: dict[int, list[str]] = {}
    for t in told:
        for g in grams[t.id]:
            having.setdefault(g, []).append(t.id)
    shared = Counter(p for names in having.values() for p in itertools.combinations(sorted(names), 2))
    return {p for p, n in shared.items() if n >= least * min(len(grams[p[0]]), len(grams[p[1]]))}


def made_links(groups: int, seed: int = 11) -> list[str]:
    """Made events with what is planted in them, see `tests.link.made`."""
    w = world(groups, seed)
    started = time.perf_counter()
    linked = link(w.items, LinkSettings())
    took = time.perf_counter() - started
    name = {r.id: r.name for r, _ in w.items}
    clashes = pairs([name[ref.report] for ref in c.claims] for c in linked.contradictions)
    same = pairs({name[c.report] for c in e.claims} for e in linked.events)
    echo = pairs((name[r] for r in e.reports) for e in linked.echoes)
    called = len(w.update & clashes)
    lines = {a.event: len(a.lines) for a in assess(linked, w.items)}
    event = {c.report: e.id for e in linked.events for c in e.claims}
    right = sum(lines[event[r.id]] == w.lines[r.name] for r, _ in w.items if r.name in w.lines)
    return [
        f"{groups} made events in {len(w.items)} reports, linked in {took:.1f} s\n{'':24} {'P':>6} {'R':>6} {'F1':>6}   right/found/planted",
        line("same happening", {*w.happening}, same), line("echo", {*w.echo}, echo), line("contradictions", {*w.contradiction}, clashes),
        f"{'updates':24} {called} of {len(w.update)} called contradictions ({called / max(1, len(w.update)):.1%})",
        f"{'independent lines':24} right for {right} of {groups} events",
    ]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print the figures of each folder, or those that were asked for."""
    if arguments[:1] == ["incidents"]:
        print("\n".join(incidents(Path(arguments[1]))))
    elif arguments[:1] == ["made"]:
        print("\n".join(made_links(int(arguments[1]) if len(arguments) > 1 else 400)))
    else:
        for folder in [Path(f) for f in arguments] or PUBLIC:
            print("\n".join(measure(folder)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
