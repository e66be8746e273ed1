"""`python -m genscripts.train`: fit the learned reader to the gold of this repository and write its weights.

Needs what requirements/train.txt names. Two networks are fitted, each to one half of the stories: their average reads (see
:mod:`genscripts.train.average`), and the judges learn from what each says of the half it has not seen (:mod:`genscripts.train.judged`). The same
seed on the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from genscripts.train import data
from genscripts.train.cases import cases
from genscripts.train.gold import GOLD, ROOT, TAUGHT, digest
from genscripts.train.judged import fit_judges
from genscripts.train.plan import Plan, fitted, whole
from isnad.read.learned import network as reading
from isnad.read.learned.judges import FILE as JUDGES
from isnad.readers import authority

HALVES = ("half-0", "half-1")


def main(arguments: list[str] | None = None) -> int:
    """Train and export."""
    parser = argparse.ArgumentParser(prog="python -m genscripts.train", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=11, help="how often each network sees every window of its half")
    parser.add_argument("--last-epochs", type=int, default=4, help="how often once more, when the role reader is told parties by name")
    parser.add_argument("--settling", type=int, default=2, help="how often the role reader of their average sees every window")
    parser.add_argument("--batch", type=int, default=4, help="windows in a step")
    parser.add_argument("--layers", type=int, default=8, help="how many of the twelve layers are kept")
    parser.add_argument("--frozen", type=int, default=2, help="how many of these stay as they were")
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the stories (for the ablation)")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"), help="what to fit the networks on; another gives other weights")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "isnad" / "read" / "learned" / "_weights")
    parser.add_argument("--keep", type=Path, help="a folder for the networks on the way; those that are in it already are not fitted again")
    o = parser.parse_args(arguments)
    plan = Plan(o.seed, o.epochs, o.last_epochs, o.settling, o.layers, o.frozen, o.batch, o.share, o.device)
    with tempfile.TemporaryDirectory() as scratch:
        keep = o.keep or Path(scratch)
        with ProcessPoolExecutor(o.processes, multiprocessing.get_context("spawn")) as pool:
            todo = {n: pool.submit(fitted, plan, keep / n, k) for k, n in enumerate(HALVES) if not (keep / n / reading.HEADS).is_file()}
            for name in sorted(set(HALVES) - todo.keys()):
                print(f"{name}: kept as it is in {keep}", file=sys.stderr)
            for job in todo.values():
                job.result()
        whole(plan, [keep / n for n in HALVES], keep / "whole")
        o.out.mkdir(parents=True, exist_ok=True)
        (o.out / JUDGES).unlink(missing_ok=True)  # judges of other networks
        for path in (keep / "whole").iterdir():
            shutil.copy(path, o.out)
        gold = data.reports([GOLD / part for part in TAUGHT], o.share)
        found = []
        for k, name in enumerate(HALVES):
            theirs = [r for r in gold if data.half(r[0], r[2]) == k]
            found += cases(theirs, reading.Network(keep / name), authority())
        fit_judges(found, o.out, o.seed)
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(o.out.iterdir()) if p.suffix in (".onnx", ".npz", ".gz")}
    made = {"reports": len(gold), "gold": digest(TAUGHT), "files": files}
    made |= {k: getattr(o, k) for k in ("seed", "epochs", "last_epochs", "settling", "batch", "layers", "frozen", "share", "device")}
    (o.out / "model.json").write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
