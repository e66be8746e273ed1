"""From the gold to networks and their files."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch

from genscripts.train import average, base, data
from genscripts.train.export import export
from genscripts.train.fit import fit, polish
from genscripts.train.gold import GOLD, TAUGHT
from genscripts.train.network import Network
from isnad.read.learned.pieces import Vocabulary
from isnad.readers import authority


@dataclasses.dataclass(frozen=True)
class Plan:
    """What networks are fitted to, and how.

    Attributes:
        seed, epochs, layers, frozen, batch, device: see `--help`.
        last: how many more epochs, with a quarter of the learning rates, the role reader is told parties by name.
        settling: how many epochs the role reader of the average is fitted.
        share: of the stories.
    """

    seed: int
    epochs: int
    last: int
    settling: int
    layers: int
    frozen: int
    batch: int
    share: float
    device: str = "cpu"


def fitted(plan: Plan, folder: Path, without: int) -> int:
    """Fit a network to one half of the stories, and write it into a folder.

    Args:
        plan: how.
        folder: where to.
        without: which half is left out.

    Returns:
        Of how many reports it is.
    """
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    start = base.load(base.packed())
    vocabulary = Vocabulary(start.pieces)
    network = Network(dataclasses.replace(start, layers=plan.layers))
    pieces, reports = data.prepared([GOLD / part for part in TAUGHT], vocabulary, authority(), plan.share, without)
    print(f"{folder.name}: {reports} reports, {len(pieces)} windows, vocabulary of {len(vocabulary)}", file=sys.stderr, flush=True)
    fit(network, pieces, seed=plan.seed, epochs=plan.epochs, frozen=plan.frozen, batch_size=plan.batch, device=plan.device, name=folder.name)
    if plan.last:
        more = f"{folder.name}, by name"
        polish(network, pieces, seed=plan.seed, epochs=plan.last, frozen=plan.frozen, batch_size=plan.batch, device=plan.device, name=more)
    average.keep(network, folder)
    export(network, vocabulary, folder)
    return reports


def whole(plan: Plan, halves: Sequence[Path], folder: Path) -> None:
    """The network that reads: the average of those of the halves, its role reader settled on all stories.

    Args:
        plan: how.
        halves: where :func:`fitted` wrote them.
        folder: where to.
    """
    vocabulary = Vocabulary(base.load(base.packed()).pieces)
    network = average.averaged(halves, plan.layers)
    pieces, _ = data.prepared([GOLD / part for part in TAUGHT], vocabulary, authority(), plan.share)
    if plan.settling:
        with tempfile.TemporaryDirectory() as scratch:
            export(average.averaged(halves, plan.layers), vocabulary, Path(scratch))
            seen = average.vectors(Path(scratch), pieces)
        average.settle(network, pieces, seen, seed=plan.seed, epochs=plan.settling)
    export(network, vocabulary, folder)
