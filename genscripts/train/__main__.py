"""`python -m genscripts.train`: fit the learned reader to the gold of this repository and write its weights.

Needs what requirements/train.txt names. Takes about 25 minutes of one core; the same seed on the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch

from genscripts.train import base, data
from genscripts.train.export import export
from genscripts.train.fit import fit
from genscripts.train.gold import GOLD, ROOT, TAUGHT, digest
from genscripts.train.network import Network
from isnad.read.learned.pieces import Vocabulary
from isnad.resolve.authority import CompiledAuthority


def main(arguments: list[str] | None = None) -> int:
    """Train and export."""
    parser = argparse.ArgumentParser(prog="python -m genscripts.train", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--frozen", type=int, default=6, help="how many of the twelve layers stay as they were")
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the stories (for the ablation)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "isnad" / "read" / "learned" / "_weights")
    parser.add_argument("--keep", type=Path, help="keep the state after each epoch in this file")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    start = base.load(base.packed())
    vocabulary = Vocabulary(start.pieces)
    network = Network(start)
    pieces, reports = data.prepared([GOLD / part for part in TAUGHT], vocabulary, CompiledAuthority(), options.share)
    size = f"{len(pieces)} windows, {sum(len(p.ids) for p in pieces)} pieces"
    print(f"{reports} reports, {size}, vocabulary of {len(vocabulary)}", file=sys.stderr, flush=True)

    def after(_: int) -> None:
        if options.keep:
            torch.save(network.state_dict(), options.keep)

    fit(network, pieces, seed=options.seed, epochs=options.epochs, frozen=options.frozen, after=after)
    export(network, vocabulary, options.out)
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(options.out.iterdir()) if p.name != "model.json"}
    made = {"reports": reports, "gold": digest(TAUGHT), "seed": options.seed, "epochs": options.epochs, "frozen": options.frozen, "files": files}
    (options.out / "model.json").write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
