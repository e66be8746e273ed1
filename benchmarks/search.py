"""`python -m benchmarks.search [--reports 100000]`: how long a search takes on a large made case, what the index weighs, and what it costs to add.

Reports of about 400 Arabic words are made by a seed and put into a case without being read; claims of a made shape (twelve a report) are put
beside them, so that searches by field have something to look through. The page cache is warm after the first round, which is not counted.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.made import PLACES, generate
from isnad import pipeline
from isnad.model.ids import sha256
from isnad.model.plover import EVENT_TYPES
from isnad.model.records import Claim, Made, Name, PlaceMention, Reading, Statement
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.settings import Settings
from isnad.store import searched
from isnad.store.contracts import CaseInfo
from isnad.store.query import parse
from isnad.store.rows import to_rows
from isnad.store.search import Search
from isnad.store.sqlite import SqliteCase, SqliteStore

NOW = "2026-01-01T00:00:00Z"
PARTIES = ["Syrian government", "Islamic State", "Syrian opposition", "SDF", "Russia", "Turkey", "Iraqi government", "Houthis", "RSF"]
OUTLETS = ["SANA", "Enab Baladi", "Anadolu Agency", "Al-Khabar", "The Morning Wire", "شبكة الصباح"]
QUERIES = [
    "الإرهابيين", "انسحاب", "قصف", "القوات السورية", '"وقف إطلاق النار"', "تدمر -حلب", "انسحب | تسليم", "مفاوض*", "=القافلة", "outlet:SANA اشتباكات",
    "from:2015 to:2016 الرقة", "مدنيين قتلى", "طائرات حربية", "الجرحى والمساعدات", "كوكب",
    'actor:"Syrian government"', "actor:russia occurred:no", "type:ASSAULT place:تدمر", "kind:official from:2016-03 to:2016-06",
    "recipient:turkey type:RETREAT انسحب",
    'speaker:"military source" type:AGREE', "place:الرقة -occurred:yes",
]  # fmt: skip


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000, help="how many made reports (100000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each query is asked (5)")
    parser.add_argument("--case", type=Path, help="keep the case here, and use it again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isnad-search-") as folder:
        path = args.case or Path(folder) / "large.isnad"
        if not path.exists():
            start = time.perf_counter()
            build(path, args.reports)
            print(f"made in {time.perf_counter() - start:.0f} s")
        sizes(path)
        times(path, args.rounds)
        adding(Path(folder))
    return 0


def build(path: Path, count: int) -> None:
    """Make the case: a few thousand texts, each with sentences of others mixed in, so that no two are alike."""
    draw = random.Random(11)
    pool = [line for made in generate(min(count, 4000), seed=5) for line in made.text.split("\n") if line.strip()]
    with SqliteStore().create(path, CaseInfo("large", "", NOW, "isnad/bench")) as case:
        for first in range(0, count, 500):
            with case.transaction():
                for n in range(first, min(count, first + 500)):
                    put(case, n, draw, pool)


def put(case: SqliteCase, n: int, draw: random.Random, pool: list[str]) -> None:
    """One report with its claims."""
    lines = [f"خبر رقم {n}"]
    while sum(map(len, lines)) < 2300:
        lines.append(draw.choice(pool))
    if n % 900 == 0:
        lines.append("وقال السكان إن الإرهابيون ينتمون إلى كوكب آخر.")
    text = "\n".join(lines)
    day = f"{2012 + draw.randrange(8)}-{1 + draw.randrange(12):02d}-{1 + draw.randrange(28):02d}"
    report = Report(f"r{n}", text, sha256(text.encode()), "ar", Capture("made", NOW, "bench", "text/plain", "utf-8"), lines[1][:60],
                    draw.choice(OUTLETS), None, day)  # fmt: skip
    case.add(report, text.encode())
    case.put_rows(to_rows(made_reading(report, draw), text), "f")


def made_reading(report: Report, draw: random.Random) -> Reading:
    """Twelve claims on clauses of the text, by parties, places and sources that are drawn."""
    made = Made("bench", (), ())
    claims, places, statements = [], [], []
    for i in range(12):
        start = draw.randrange(len(report.text) - 130)
        span = Span(start, start + 120)
        places.append(PlaceMention(Span(start, start + 5), draw.choice(PLACES), "SY", None, None, None, "city", made))
        who = draw.choice(["military source", "spokesman", "residents", "Observatory"])
        kind = draw.choice(["official", "witness", "organisation"])
        statements.append(Statement(span, None, None, Name(who), (), kind, True, "indirect", "assert", None, made))  # type: ignore[arg-type]
        a, b = draw.sample(PARTIES, 2)
        time_ = f"{2012 + draw.randrange(8)}-{1 + draw.randrange(12):02d}"
        claims.append(Claim(Span(start + 10, start + 18), span, draw.choice(EVENT_TYPES), None, (Name(a),), (Name(b),), i, time_, (),
                            draw.random() > 0.15, "actual", i, made))  # fmt: skip
    return Reading(report.id, "bench/1", (), (), tuple(places), (), tuple(statements), tuple(claims))


def sizes(path: Path) -> None:
    """Print what the index weighs beside the case."""
    with sqlite3.connect(path) as db:
        count, text = db.execute("SELECT count(*), sum(length(text)) FROM report").fetchone()
        claims = db.execute("SELECT count(*) FROM search_claim_about").fetchone()[0]
        try:
            used = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'").fetchone()[0]
        except sqlite3.OperationalError:  # no dbstat in this SQLite: blocks of the index by their own lengths
            used = sum(
                db.execute(f"SELECT coalesce(sum({size}), 0) FROM {table}").fetchone()[0]
                for table, size in (
                    ("search_report_data", "length(block)"), ("search_report_docsize", "length(sz) + 8"), ("search_claim_data", "length(block)"),
                    ("search_claim_docsize", "length(sz) + 8"), ("search_about", "20"), ("search_claim_about", "16"),
                    ("search_claim_content", "length(c0) + length(c1) + length(c2) + length(c3) + length(c4) + length(c5) + length(c6)"),
                )
            )  # fmt: skip
        whole = path.stat().st_size
    print(f"{count} reports, {text / count:.0f} letters each; {claims} claims; case {whole / 1e6:.0f} MB, of which index {used / 1e6:.0f} MB")


def times(path: Path, rounds: int) -> None:
    """Print how long queries take: from the words of the query to the twenty first hits with their places."""
    taken: list[float] = []
    computed: list[float] = []
    with SqliteStore().view(path) as view:
        for number in range(rounds + 1):
            for query in QUERIES:
                start, used = time.perf_counter(), time.process_time()
                asked = parse(query)
                search = Search(view)
                total = search.claims(asked).total if asked.of_claims else search.reports(asked).total
                each, cpu = (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000
                if number:
                    taken.append(each)
                    computed.append(cpu)
                if number == rounds:
                    print(f"{each:8.1f} ms  {cpu:8.1f} ms CPU  {total:6}  {query}")
    for what, found in (("by the clock", sorted(taken)), ("of CPU", sorted(computed))):
        at = [found[min(len(found) - 1, int(len(found) * q))] for q in (0.5, 0.95)]
        print(f"p50 {at[0]:.1f} ms, p95 {at[1]:.1f} ms, most {found[-1]:.1f} ms {what} over {len(found)} searches")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"load {load:.1f} on {os.cpu_count()} cores: where it is greater than the cores, the clock also counts what other programs did")


def adding(folder: Path) -> None:
    """Print what the index adds to `isnad add` (taking in and reading, the best of three turns each) and to taking in alone."""
    files = folder / "in"
    files.mkdir()
    for made in generate(150, seed=9):
        (files / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
    best: dict[tuple[bool, str], float] = {}
    settings = Settings(processes=1)
    for turn in range(6):
        indexed = turn % 2 == 0
        with SqliteStore().create(folder / f"add{turn}.isnad", CaseInfo("add", "", NOW, "isnad/bench")) as case:
            if not indexed:
                searched.empty(case._db)  # a case whose index is not whole is not indexed as it grows
            start = time.perf_counter()
            pipeline.add(case, [str(files)], settings, NOW, lambda _: None)
            taken = time.perf_counter() - start
            pipeline.read(case, settings, lambda _: None)
            for what, each in (("taken in", taken), ("taken in and read", time.perf_counter() - start)):
                best[indexed, what] = min(best.get((indexed, what), 1e9), each * 1000 / 150)
    for what in ("taken in", "taken in and read"):
        without, with_ = best[False, what], best[True, what]
        print(f"a report {what}: {without:.2f} ms without an index, {with_:.2f} ms with: {with_ / without - 1:+.1%}")


if __name__ == "__main__":
    raise SystemExit(main())
