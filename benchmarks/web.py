"""`python -m benchmarks.web [--reports 10000]`: how long every page of the workbench takes on a large made case, from the request to its last byte.

The reports and claims are those of `benchmarks.search`; events, contradictions and assessments of a made shape are put beside them, so that the
pages have as much to look through as a linked case of that size has. Printed are the first call of a page (with what it keeps for the next), the
best of five more, and the time that the processor worked for it. `--paint` measures first paints in Chromium.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.search import NOW, build
from isnad.model.ids import content_id
from isnad.model.linked import Anchor, Assessment, ClaimRef, Contradiction, Event, Join, Line, Linked, Weight
from isnad.model.records import Made
from isnad.model.span import Span
from isnad.show.web import pages
from isnad.show.web.app import Workbench
from isnad.show.web.security import Keys
from isnad.store.sqlite import SqliteStore

PORT = 8765
MOST = 300  # milliseconds that a page may take
_MADE = Made("bench", (), ())


def link(path: Path, seed: int = 3) -> None:
    """Make events of the case's claims: three in four stand alone, the others in events of two to twelve claims, with contradictions in some."""
    draw = random.Random(seed)
    events: list[Event] = []
    clashes: list[Contradiction] = []
    with SqliteStore().write(path) as case:
        at: dict[tuple[str, str], list[tuple[ClaimRef, str | None, tuple[str, ...], tuple[str, ...], Span]]] = {}
        for found in case.facts("claim"):
            claim = found.fact
            actor, recipient = (tuple(n.name for n in side) for side in (claim.actor, claim.recipient))  # type: ignore[union-attr]
            row = (ClaimRef(found.report, found.position), claim.time, actor, recipient, claim.trigger)  # type: ignore[union-attr]
            at.setdefault((claim.type, claim.time or ""), []).append(row)  # type: ignore[union-attr]
        for (kind, _), rows in sorted(at.items()):
            while rows:
                size = min(len(rows), 1 if draw.random() < 0.75 else draw.randrange(2, 13))
                some = [rows.pop() for _ in range(size)]
                refs = tuple(r[0] for r in some)
                event_id = content_id("e", [[r.report, r.claim] for r in refs])
                joins = tuple(Join(refs[0], r, (Weight("type", kind, kind, 4.0), Weight("time", "x", "x", 3.0))) for r in refs[1:])
                first = some[0]
                events.append(
                    Event(event_id, kind, f"made {kind}", first[1], "Palmyra", 34.5, 38.3, first[2], first[3], True, refs, joins, _MADE)  # type: ignore[arg-type]
                )
                if size > 3 and draw.random() < 0.5:
                    sides = (Anchor(first[0].report, first[4]), Anchor(some[1][0].report, some[1][4]))
                    clash = content_id("k", event_id)
                    clashes.append(Contradiction(clash, "polarity", event_id, refs[:2], sides, "made", _MADE))
        case.put_linked(Linked(tuple(events), (), tuple(clashes)), "made")
        of: dict[str, list[str]] = {}
        for c in clashes:
            of.setdefault(c.event or "", []).append(c.id)
        weighed = []
        for e in events:
            line = Line("SANA", tuple(sorted({c.report for c in e.claims})), "media", "C", "made", 3, "made")
            grade = "contested" if e.id in of else "weak"
            weighed.append(Assessment(e.id, (line,), (), tuple(of.get(e.id, ())), grade, "made", Made("weigh.grade.weak", (), ())))  # type: ignore[arg-type]
        case.put_assessments(weighed, "made")


def addresses(path: Path) -> list[str]:
    """The pages of the navigation, each also narrowed, and one of every other kind."""
    with sqlite3.connect(path) as db:
        report = db.execute("SELECT id FROM report ORDER BY seq LIMIT 1 OFFSET 7").fetchone()[0]
        claim = db.execute("SELECT fact.id FROM fact JOIN reading ON seq = reading WHERE report = ? AND layer = 'claim'", (report,)).fetchone()[0]
        event = db.execute("SELECT id FROM event ORDER BY json_array_length(body, '$.claims') DESC LIMIT 1").fetchone()[0]
        clash = db.execute("SELECT id FROM contradiction LIMIT 1").fetchone()[0]
    out = [entry.path for entry in pages.found()[1]]
    out += ["/reports?q=palmyra&in=ar", "/reports?outlet=SANA&page=20", "/events?order=told"]
    out += ["/events?type=ASSAULT&party=Islamic+State&from=2015&to=2016"]
    out += ["/events?page=500", f"/report/{report}", f"/report/{report}?at={claim}", f"/event/{event}", f"/contradiction/{clash}"]
    return [*out, "/source?name=residents", "/contradictions?aspect=polarity&page=9"]


def times(path: Path) -> int:
    """Print what each page takes; give how many take too long."""
    client = TestClient(Workbench(path, PORT, Keys("key")), base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False)
    client.get("/?key=key")
    late = 0
    with SqliteStore().view(path) as view:
        counts = view.linked_counts()
        print(f"{view.count()} reports, {counts[0]} events, {counts[2]} contradictions")
    print(f"{'first':>8} {'then':>8} {'worked':>8}   page")
    for address in addresses(path):
        taken, busy = [], []
        for _ in range(6):
            start, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            taken.append((time.perf_counter() - start) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        then = min(taken[1:])
        late += then > MOST
        wrong = "" if answer.status_code == 200 else f"  HTTP {answer.status_code}"
        print(f"{taken[0]:8.0f} {then:8.0f} {min(busy[1:]):8.0f}   {address}{wrong}", flush=True)
    return late


def paint(path: Path) -> None:
    """Print when Chromium first paints each page, and when it has painted its largest part."""
    from playwright.sync_api import sync_playwright

    from isnad.show.web.server import serve_in_background

    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("no Chromium on this machine")
        return
    with serve_in_background(path) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        print(f"{'paint':>8}   page, in Chromium")
        for where in addresses(path):
            best = 1e9
            for _ in range(3):
                page.goto(address.partition("/?")[0] + where)
                got = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
                best = min(best, got or 1e9)
            print(f"{best:8.0f}   {where}", flush=True)
        browser.close()


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000, help="how many made reports (10000)")
    parser.add_argument("--case", type=Path, help="keep the case here, and use it again")
    parser.add_argument("--paint", action="store_true", help="measure first paints in Chromium as well")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isnad-web-") as folder:
        path = args.case or Path(folder) / "large.isnad"
        if not path.exists():
            start = time.perf_counter()
            build(path, args.reports)
            link(path)
            print(f"made in {time.perf_counter() - start:.0f} s ({NOW})")
        late = times(path)
        if args.paint:
            paint(path)
    print("every page within the limit" if not late else f"{late} pages take longer than {MOST} ms")
    return int(bool(late))


if __name__ == "__main__":
    raise SystemExit(main())
