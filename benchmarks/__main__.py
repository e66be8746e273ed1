"""`python -m benchmarks [--sizes 100,1000,10000] [--reader best]`: reports a second, peak memory, and growth, for reading and for linking.

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


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of made reports, separated by commas")
    parser.add_argument("--layers", action="store_true", help="tokens a second of parties, places, times and quantities")
    parser.add_argument("--reader", choices=READERS, default=RULES, help="which reader reads")
    parser.add_argument("--worker", nargs=2, metavar=("SIZE", "PROCESSES"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.layers:
        layers.table()
        return 0
    if args.worker:
        print(json.dumps(measure(int(args.worker[0]), int(args.worker[1]), args.reader)))
        return 0
    cores = os.cpu_count() or 1
    print(f"made Arabic reports of 400 words; {cores} cores; reader {args.reader}")
    columns = (
        ("reports", 8), ("read s", 8), ("read/s", 8), ("link s", 8), ("link ms/report", 15), ("read MB", 8), ("link MB", 8), ("add one s", 10),
        ("its cpu s", 10),
    )  # fmt: skip
    print(" ".join(f"{name:>{wide}}" for name, wide in (*columns, ("growth read", 12), ("growth link", 12))))
    before: dict[str, float] | None = None
    for size in (int(s) for s in args.sizes.split(",")):
        worker = [sys.executable, "-m", "benchmarks", "--reader", args.reader, "--worker", str(size), str(cores)]
        done = subprocess.run(worker, capture_output=True, text=True, check=True)
        now: dict[str, float] = json.loads(done.stdout)
        grown = ["", ""]
        if before:
            # The exponent of growth: 1 is linear.
            step = math.log(now["reports"] / before["reports"])
            grown = [f"n^{math.log(now[k] / before[k]) / step:.2f}" for k in ("read", "link")]
        print(
            f"{size:>8} {now['read']:>8.1f} {size / now['read']:>8.0f} {now['link']:>8.1f} {1000 * now['link'] / size:>15.2f}"
            f" {now['read memory']:>8.0f} {now['memory']:>8.0f} {now['one more']:>10.1f} {now['one more cpu']:>10.1f} {grown[0]:>12} {grown[1]:>12}",
            flush=True,
        )
        before = now
    return 0


def measure(size: int, processes: int, reader: Reader = RULES) -> dict[str, float]:
    """Take `size` made reports into a new case, read and link them.

    Returns:
        Seconds for `read` (without taking in) and `link`, peak megabytes after reading (`read memory`) and after linking (`memory`), seconds that
        `isnad add` takes to put in, read and link one more report (`one more`), and those in which a core worked for it (`one more cpu`).
    """
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "in"
        inputs.mkdir()
        *there, later = generate(size + 1)
        for made in there:
            (inputs / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
            (inputs / f"{made.name}.meta.json").write_text(json.dumps({"published": made.published, "lang": "ar"}), encoding="utf-8")
        settings = Settings(processes=processes, progress="off", reader=reader)
        doubts: list[Diagnostic] = []
        case = SqliteStore().create(Path(folder) / "case.isnad", CaseInfo("made", "", NOW, "benchmarks"))
        pipeline.add(case, [str(inputs)], settings, NOW, doubts.append)
        started = time.perf_counter()
        memory = Memory()
        tally = pipeline.read(case, settings, doubts.append, tick=memory.tick)
        read = time.perf_counter()
        read_peak = memory.look()
        pipeline.relink(case, settings)
        linked = time.perf_counter()
        case.close()
        more = Path(folder) / f"{later.name}.txt"
        more.write_text(later.text, encoding="utf-8")
        before, worked = time.perf_counter(), _cpu()
        command = [sys.executable, "-m", "isnad", "add", str(Path(folder) / "case.isnad"), str(more), "--published", later.published, "--lang", "ar"]
        subprocess.run(command, capture_output=True, check=True)
        one_more, cpu = time.perf_counter() - before, _cpu() - worked
    if tally.done == 0:
        raise SystemExit(f"nothing was read: {doubts[:3]}")
    most = max(memory.peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "reports": float(size), "read": read - started, "link": linked - read, "read memory": read_peak, "memory": most, "one more": one_more,
        "one more cpu": cpu,
    }  # fmt: skip


def _cpu() -> float:
    """Seconds in which cores have worked for processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Memory:
    """The most megabytes that this process and all its descendants held together, as far as samples tell (Linux; elsewhere this process)."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._ticks = 0

    def tick(self, _: int = 1) -> None:
        """Look now and then."""
        self._ticks += 1
        if self._ticks % 40 == 0:
            self.look()

    def look(self) -> float:
        """Take a sample; gives the peak so far."""
        held = {int(p.name): _status(p) for p in Path("/proc").glob("[0-9]*")} if Path("/proc/self/status").exists() else {}
        family = {os.getpid()}
        for _ in range(4):  # this process, the fork server, its workers
            family |= {pid for pid, (parent, _size) in held.items() if parent in family}
        now = sum(held[pid][1] for pid in family if pid in held) / 1024
        self.peak = max(self.peak, now or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return self.peak


def _status(process: Path) -> tuple[int, int]:
    """Parent and resident kilobytes of a process; nothing for one that has ended."""
    try:
        fields = dict(line.split(":", 1) for line in (process / "status").read_text(encoding="utf-8").splitlines() if ":" in line)
    except OSError:
        return 0, 0
    return int(fields.get("PPid", "0")), int(fields.get("VmRSS", "0 kB").split()[0])


if __name__ == "__main__":
    sys.exit(main())
