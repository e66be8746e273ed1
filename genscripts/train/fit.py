"""Fitting the network to the gold."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from genscripts.train.data import SKIP, Piece
from genscripts.train.network import Network
from isnad.read.learned.heads import TAGS, offsets
from isnad.read.learned.pieces import PAD

BATCH = 4
"""Windows in a step."""
WEIGHT = {
    "content": 1.5, "nested": 0.7, "cue": 1.0, "source": 1.0, "trigger": 5.0, "occurred": 0.7, "status": 0.5, "mode": 0.7, "kind": 0.7, "stance": 0.5,
    "named": 0.3, "speech": 0.3,
}  # fmt: skip
"""How much each tag head counts."""
LINK = 3.0
"""How much links count."""
NOTHING = 0.4
"""How much a word that is no trigger counts beside one that is: nine in ten words are none."""


def batch(pieces: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Windows side by side: ids, mask, first and last pieces of words, tags `[heads, windows, words]`."""
    n, w = max(len(p.ids) for p in pieces), max(len(p.firsts) for p in pieces)
    ids = np.full((len(pieces), n), PAD, np.int64)
    mask = np.zeros((len(pieces), n), np.float32)
    firsts, lasts = np.zeros((len(pieces), w), np.int64), np.zeros((len(pieces), w), np.int64)
    tags = np.full((len(TAGS), len(pieces), w), SKIP, np.int64)
    for i, p in enumerate(pieces):
        ids[i, : len(p.ids)] = p.ids
        mask[i, : len(p.ids)] = 1
        firsts[i, : len(p.firsts)], lasts[i, : len(p.lasts)] = p.firsts, p.lasts
        tags[:, i, : p.tags.shape[1]] = p.tags
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(firsts), torch.from_numpy(lasts), torch.from_numpy(tags)


def prepared(network: Network, pieces: Sequence[Piece], frozen: int) -> list[Tensor]:
    """What comes out of the layers that are not trained, for every window; they are run once."""
    network.eval()
    out: list[Tensor] = [torch.empty(0)] * len(pieces)
    order = sorted(range(len(pieces)), key=lambda k: len(pieces[k].ids))
    with torch.no_grad():
        for i in range(0, len(order), BATCH):
            chosen = order[i : i + BATCH]
            ids, mask, *_ = batch([pieces[k] for k in chosen])
            x = network.lower(ids, mask, frozen)
            for j, k in enumerate(chosen):
                out[k] = x[j, : len(pieces[k].ids)].clone()
    return out


def loss(network: Network, pieces: Sequence[Piece], before: Sequence[Tensor], frozen: int) -> Tensor:
    """What the network gets wrong on some windows.

    Args:
        network: the network.
        pieces: the windows with their answers.
        before: what comes out of the frozen layers for them.
        frozen: how many layers these are.
    """
    _, mask, firsts, lasts, tags = batch(pieces)
    x = torch.zeros(len(pieces), mask.shape[1], before[0].shape[-1])
    for i, b in enumerate(before):
        x[i, : len(b)] = b
    with torch.autocast("cpu", torch.bfloat16):
        scores, left, right = network.upper(network.dropout(x), mask, firsts, lasts, frozen)
    scores, left, right = scores.float(), left.float(), right.float()
    total = scores.new_zeros(())
    where = offsets()
    for k, head in enumerate(TAGS):
        a, b = where[head.name]
        wanted = tags[k]
        if (wanted != SKIP).any():
            each = torch.ones(b - a)
            if head.name == "trigger":
                each[0] = NOTHING
            wrong = F.cross_entropy(scores[..., a:b].reshape(-1, b - a), wanted.reshape(-1), each, ignore_index=SKIP)
            total = total + WEIGHT[head.name] * wrong
    found = [(i, k) for i, p in enumerate(pieces) for k in p.links]
    if found:
        at = torch.tensor([(i, k.head, k.anchor) for i, k in found])
        s = network.scores_of(left, right, at[:, 0], at[:, 1], at[:, 2])
        t = torch.zeros_like(s)
        for row, (_, link) in enumerate(found):
            t[row, list(link.targets)] = 1.0
        inside = torch.arange(s.shape[1])[None] < torch.tensor([len(p.firsts) for p in pieces])[at[:, 0], None]
        for row, (_, link) in enumerate(found):
            inside[row, list(link.free)] = False
        wrong = F.binary_cross_entropy_with_logits(s, t, reduction="none", pos_weight=torch.tensor(3.0)) * inside
        total = total + LINK * (wrong.sum(1) / (3.0 + t.sum(1))).mean()
    return total


def fit(
    network: Network, pieces: Sequence[Piece], *, seed: int, epochs: int, frozen: int, encoder_rate: float = 4e-4, head_rate: float = 3e-3,
    name: str = "network",
) -> None:
    """Fit the network, in place.

    Args:
        network: the network.
        pieces: windows with answers.
        seed: of the order of the windows and of dropout.
        epochs: how often every window is seen.
        frozen: how many of the lowest layers stay as they were.
        encoder_rate: the highest learning rate of the encoder (linear warm-up over a tenth, then linear to nothing).
        head_rate: the highest learning rate of the heads.
        name: what to call it while it is fitted.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    for p in (*network.ln.parameters(), *(q for layer in network.layers[:frozen] for q in layer.parameters())):
        p.requires_grad_(False)
    below = prepared(network, pieces, frozen)
    heads = [*network.tags.parameters(), *network.left.parameters(), *network.right.parameters(), network.far]
    ids = {id(p) for p in heads}
    groups = [
        {"params": [p for p in network.parameters() if p.requires_grad and id(p) not in ids], "lr": encoder_rate},
        {"params": heads, "lr": head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * -(-len(pieces) // BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))
    order = list(range(len(pieces)))
    for epoch in range(epochs):
        network.train()
        random.shuffle(order)
        # near lengths side by side waste less; the order of the steps stays random
        chunks = [sorted(order[i : i + 16 * BATCH], key=lambda k: len(pieces[k].ids)) for i in range(0, len(order), 16 * BATCH)]
        batches = [c[i : i + BATCH] for c in chunks for i in range(0, len(c), BATCH)]
        random.shuffle(batches)
        began, sum_ = time.perf_counter(), 0.0
        for b in batches:
            optimiser.zero_grad()
            wrong = loss(network, [pieces[k] for k in b], [below[k] for k in b], frozen)
            wrong.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            sum_ += float(wrong.detach())
        print(f"{name}, epoch {epoch + 1}/{epochs}: loss {sum_ / len(batches):.3f}, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
