"""`python -m genscripts.train`: fit the learned reader to the gold of this repository and write its weights.

Needs what requirements/train.txt names. Three networks are fitted: the one that reads, and two on half of the stories each, from which the judges
learn (see :mod:`genscripts.train.judged`). Takes more than an hour of two cores; the same seed on the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import dataclasses
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
from genscripts.train.plan import Plan, fitted
from isnad.read.learned import network as reading
from isnad.read.learned.judges import FILE as JUDGES
from isnad.readers import authority

HALVES = ("half-0", "half-1")


def main(arguments: list[str] | None = None) -> int:
    """Train and export."""
    parser = argparse.ArgumentParser(prog="python -m genscripts.train", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=12, help="how often the network sees every window")
    parser.add_argument("--last-epochs", type=int, default=4, help="how often once more, when the role reader is told parties by name")
    parser.add_argument("--half-epochs", type=int, default=12, help="the same for the two networks that the judges learn from; 0 for no judges")
    parser.add_argument("--batch", type=int, default=8, help="windows in a step; half as many on half the gold, for as many steps")
    parser.add_argument("--layers", type=int, default=8, help="how many of the twelve layers are kept")
    parser.add_argument("--frozen", type=int, default=2, help="how many of these stay as they were")
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the stories (for the ablation)")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"), help="what to fit the networks on; another gives other weights")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "isnad" / "read" / "learned" / "_weights")
    parser.add_argument("--keep", type=Path, help="a folder for the networks on the way; those that are in it already are not fitted again")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        keep = options.keep or Path(scratch)
        o = options
        whole = Plan(o.seed, o.epochs, o.last_epochs, o.layers, o.frozen, o.batch, o.share, device=o.device)
        plans = {"whole": whole}
        if options.half_epochs:
            other = dataclasses.replace(whole, epochs=o.half_epochs, batch=max(1, o.batch // 2))
            plans |= {n: dataclasses.replace(other, half=k) for k, n in enumerate(HALVES)}
        with ProcessPoolExecutor(options.processes, multiprocessing.get_context("spawn")) as pool:
            todo = {n: pool.submit(fitted, plan, keep / n) for n, plan in plans.items() if not (keep / n / reading.HEADS).is_file()}
            for name in plans.keys() - todo.keys():
                print(f"{name}: kept as it is in {keep}", file=sys.stderr)
            for job in todo.values():
                job.result()
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / JUDGES).unlink(missing_ok=True)  # judges of other networks
        for path in (keep / "whole").iterdir():
            shutil.copy(path, options.out)
        gold = data.reports([GOLD / part for part in TAUGHT], options.share)
        if options.half_epochs:
            found = []
            for k, name in enumerate(HALVES):
                theirs = [r for r in gold if data.half(r[0], r[2]) == k]
                found += cases(theirs, reading.Network(keep / name), authority())
            fit_judges(found, options.out, options.seed)
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(options.out.iterdir()) if p.suffix in (".onnx", ".npz", ".gz")}
    made = {"reports": len(gold), "gold": digest(TAUGHT), "files": files}
    made |= {k: getattr(options, k) for k in ("seed", "epochs", "last_epochs", "half_epochs", "layers", "frozen", "batch", "share", "device")}
    (options.out / "model.json").write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
