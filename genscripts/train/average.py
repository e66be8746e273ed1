"""One network out of two that were fitted to one half of the stories each.

The two began as the same network. The average of their weights reads better than either (Wortsman et al. 2022, "Model soups"): of what each learnt
from its half nothing is forgotten, and what only one believes is weakened. The role reader, whose layers had drifted further apart than those of the
encoder, is then settled: fitted a little more, to all stories, on the vectors that the averaged encoder gives.
"""

from __future__ import annotations

import dataclasses
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from genscripts.train import base, fit
from genscripts.train.data import Piece
from genscripts.train.network import Network
from isnad.read.learned.network import Network as Reading

STATE = "state.pt"
"""What of a fitted network is kept beside its files: all that was fitted."""
BATCH = 8
RATE = 5e-4


def keep(network: Network, folder: Path) -> None:
    """Keep what was fitted, for :func:`averaged`."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({k: v.detach().cpu() for k, v in network.state_dict().items() if not k.startswith(("word.", "place."))}, folder / STATE)


def averaged(folders: Sequence[Path], layers: int) -> Network:
    """The average of some fitted networks.

    Args:
        folders: where :func:`keep` left them.
        layers: how many layers they have.
    """
    network = Network(dataclasses.replace(base.load(base.packed()), layers=layers))
    states = [torch.load(folder / STATE, weights_only=True) for folder in folders]
    network.load_state_dict({k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]}, strict=False)
    return network


def vectors(folder: Path, pieces: Sequence[Piece]) -> list[Tensor]:
    """The vectors of the words of windows, by an encoder as it is read with (eight bits)."""
    reading = Reading(folder)
    return [torch.from_numpy(reading.window(p.ids, p.firsts, p.lasts)).half() for p in pieces]


def settle(network: Network, pieces: Sequence[Piece], seen: Sequence[Tensor], *, seed: int, epochs: int) -> None:
    """Fit the role reader a little more, in place, by the names of parties; all else stays as it is.

    Args:
        network: the network.
        pieces: windows with answers.
        seen: the vectors of their words.
        seed: of the order of the windows and of dropout.
        epochs: how often every window is seen.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    parameters = [*network.roles.parameters(), network.main_nobody]
    optimiser, schedule = fit.optimiser_of([{"params": parameters, "lr": RATE}], epochs * -(-len(pieces) // BATCH))
    order = list(range(len(pieces)))
    for epoch in range(epochs):
        network.train()
        random.shuffle(order)
        began, wrong_in_all = time.perf_counter(), 0.0
        batches = fit.batches(order, pieces, BATCH)
        for chosen in batches:
            optimiser.zero_grad()
            answers = fit.batch([fit.renamed(pieces[k], rng) for k in chosen], "cpu", by_name=True)
            words = nn.utils.rnn.pad_sequence([seen[k].float() for k in chosen], batch_first=True)
            wrong = fit.roles(network, network.dropout(words), answers)
            wrong.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            wrong_in_all += float(wrong.detach())
        took = time.perf_counter() - began
        print(f"role reader, epoch {epoch + 1}/{epochs}: loss {wrong_in_all / len(batches):.3f}, {took:.0f} s", file=sys.stderr, flush=True)
