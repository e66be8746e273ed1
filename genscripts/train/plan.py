"""One network from the gold to its files, in a process of its own."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import torch

from genscripts.train import base, data
from genscripts.train.export import export
from genscripts.train.fit import fit, polish
from genscripts.train.gold import GOLD, TAUGHT
from genscripts.train.network import Network
from isnad.read.learned.pieces import Vocabulary
from isnad.readers import authority


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a network is fitted to, and how.

    Attributes:
        seed, epochs, layers, frozen, device: see `--help`.
        last: how many more epochs, with a quarter of the learning rates, the role reader is told parties by name.
        batch: windows in a step.
        share: of the stories.
        half: which half of them is left out, or None.
    """

    seed: int
    epochs: int
    last: int
    layers: int
    frozen: int
    batch: int
    share: float
    half: int | None = None
    device: str = "cpu"


def fitted(plan: Plan, folder: Path) -> int:
    """Fit a network and write it into a folder.

    Returns:
        Of how many reports it is.
    """
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    start = base.load(base.packed())
    vocabulary = Vocabulary(start.pieces)
    network = Network(dataclasses.replace(start, layers=plan.layers))
    pieces, reports = data.prepared([GOLD / part for part in TAUGHT], vocabulary, authority(), plan.share, plan.half)
    print(f"{folder.name}: {reports} reports, {len(pieces)} windows, vocabulary of {len(vocabulary)}", file=sys.stderr, flush=True)
    fit(network, pieces, seed=plan.seed, epochs=plan.epochs, frozen=plan.frozen, batch_size=plan.batch, device=plan.device, name=folder.name)
    if plan.last:
        more = f"{folder.name}, by name"
        polish(network, pieces, seed=plan.seed, epochs=plan.last, frozen=plan.frozen, batch_size=plan.batch, device=plan.device, name=more)
    export(network, vocabulary, folder)
    return reports
