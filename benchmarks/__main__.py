"""`python -m benchmarks [--sizes 100,1000,10000] [--words 400] [--reader best]`: speed, peak memory, and growth, of reading and of linking.

With `--layers`, tokens a second of the first layers.

Each measurement runs in a process of its own, so that peak memory is that run's alone.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import layers
from benchmarks.made import generate
from isnad import pipeline
from isnad.errors import Diagnostic
from isnad.readers import READERS, RULES, Reader
from isnad.settings import Settings
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore

NOW = "2026-01-01T00:00:00Z"
FOLDER = 5_000
"""Reports in a folder: one with very many files is refused."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of made reports, separated by commas")
    parser.add_argument("--words", type=int, default=400, help="least words of a report")
    parser.add_argument("--layers", action="store_true", help="tokens a second of parties, places, times and quantities")
    parser.add_argument("--reader", choices=READERS, default=RULES, help="which reader reads")
    parser.add_argument("--worker", nargs=2, metavar=("SIZE", "PROCESSES"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.layers:
        layers.table()
        return 0
    if args.worker:
        print(json.dumps(measure(int(args.worker[0]), int(args.worker[1]), args.reader, args.words)))
        return 0
    cores = os.cpu_count() or 1
    print(f"made Arabic reports of {args.words} words; {cores} cores; reader {args.reader}")
    heads = (
        "reports", "read s", "read/s", "its cpu s", "link s", "ms/report", "its cpu s", "read MB", "link MB", "add one s", "its cpu s",
        "grows: read", "link", "memory",
    )  # fmt: skip
    print(" ".join(f"{name:>{max(len(name), 8)}}" for name in heads), flush=True)
    before: dict[str, float] | None = None
    for size in (int(s) for s in args.sizes.split(",")):
        worker = [sys.executable, "-m", "benchmarks", "--reader", args.reader, "--words", str(args.words), "--worker", str(size), str(cores)]
        done = subprocess.run(worker, stdout=subprocess.PIPE, text=True, check=True)
        now: dict[str, float] = json.loads(done.stdout)
        row = [
            f"{size}", f"{now['read']:.1f}", f"{size / now['read']:.0f}", f"{now['read cpu']:.1f}", f"{now['link']:.1f}",
            f"{1000 * now['link'] / size:.2f}", f"{now['link cpu']:.1f}", f"{now['read memory']:.0f}", f"{now['memory']:.0f}",
            f"{now['one more']:.1f}", f"{now['one more cpu']:.1f}",
        ]  # fmt: skip
        if before:
            # The exponent of growth, 1 is linear; of the seconds that cores worked, so that it holds beside other work.
            step = math.log(now["reports"] / before["reports"])
            row += [f"n^{math.log(now[k] / before[k]) / step:.2f}" for k in ("read cpu", "link cpu", "memory")]
        print(" ".join(f"{value:>{max(len(name), 8)}}" for name, value in zip(heads, row, strict=False)), flush=True)
        before = now
    return 0


def measure(size: int, processes: int, reader: Reader = RULES, words: int = 400) -> dict[str, float]:
    """Take `size` made reports into a new case, read and link them.

    Returns:
        Seconds for `read` (without taking in) and `link`, and those in which cores worked for them (`read cpu`, `link cpu`), peak megabytes after
        reading (`read memory`) and after linking (`memory`), seconds that `isnad add` takes to put in, read and link one more report (`one more`),
        and those in which a core worked for it (`one more cpu`).
    """
    with tempfile.TemporaryDirectory() as folder:
        *there, later = generate(size + 1, words=words)
        folders = [Path(folder) / f"in-{k}" for k in range(-(-size // FOLDER))]
        for k, made in enumerate(there):
            inputs = folders[k // FOLDER]
            inputs.mkdir(exist_ok=True)
            (inputs / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
            (inputs / f"{made.name}.meta.json").write_text(json.dumps({"published": made.published, "lang": "ar"}), encoding="utf-8")
        del there
        settings = Settings(processes=processes, progress="off", reader=reader)
        doubts: list[Diagnostic] = []
        case = SqliteStore().create(Path(folder) / "case.isnad", CaseInfo("made", "", NOW, "benchmarks"))
        pipeline.add(case, [str(f) for f in folders], settings, NOW, doubts.append)
        started, idle = time.perf_counter(), _cpu()
        memory = Memory()
        tally = pipeline.read(case, settings, doubts.append, tick=memory.tick)
        read, read_cpu = time.perf_counter(), _cpu()
        read_peak = memory.look()
        pipeline.relink(case, settings)
        linked, link_cpu = time.perf_counter(), _cpu()
        case.close()
        more = Path(folder) / f"{later.name}.txt"
        more.write_text(later.text, encoding="utf-8")
        # Started as people start it: with its modules compiled once for all.
        people = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run([sys.executable, "-c", "import isnad.show.cli.app, isnad.pipeline"], capture_output=True, check=True, env=people)
        before, worked = time.perf_counter(), _cpu()
        command = [sys.executable, "-m", "isnad", "add", str(Path(folder) / "case.isnad"), str(more), "--published", later.published, "--lang", "ar"]
        subprocess.run(command, capture_output=True, check=True, env=people)
        one_more, cpu = time.perf_counter() - before, _cpu() - worked
    if tally.done != size:
        raise SystemExit(f"{tally.done} of {size} reports were read: {doubts[:3]}")
    most = max(memory.peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "reports": float(size), "read": read - started, "link": linked - read, "read memory": read_peak, "memory": most, "one more": one_more,
        "one more cpu": cpu, "read cpu": read_cpu - idle + memory.worked, "link cpu": link_cpu - read_cpu,
    }  # fmt: skip


def _cpu() -> float:
    """Seconds in which cores have worked for this process and for those that it started and that have ended."""
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Memory:
    """The most megabytes that this process and all its descendants held together, as far as samples tell (Linux; elsewhere this process).

    Attributes:
        peak: the megabytes.
        worked: seconds in which cores have worked for the descendants that ran at the same time.
    """

    def __init__(self) -> None:
        self.peak = self.worked = 0.0
        self._ticks = 0

    def tick(self, _: int = 1) -> None:
        """Look now and then."""
        self._ticks += 1
        if self._ticks % 40 == 0:
            self.look()

    def look(self) -> float:
        """Take a sample; gives the peak so far."""
        held = {int(p.name): _status(p) for p in Path("/proc").glob("[0-9]*")} if Path("/proc/self/stat").exists() else {}
        family = {os.getpid()}
        for _ in range(4):  # this process, the fork server, its workers
            family |= {pid for pid, (parent, _size, _ran) in held.items() if parent in family}
        now = sum(held[pid][1] for pid in family if pid in held)
        self.peak = max(self.peak, now or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        self.worked = max(self.worked, sum(held[pid][2] for pid in family - {os.getpid()} if pid in held))
        return self.peak


def _status(process: Path) -> tuple[int, float, float]:
    """Parent, resident megabytes and seconds worked of a process; nothing for one that has ended."""
    try:
        fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0, 0.0, 0.0
    ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    return int(fields[1]), int(fields[21]) * page / 2**20, (int(fields[11]) + int(fields[12])) / ticks


if __name__ == "__main__":
    sys.exit(main())
