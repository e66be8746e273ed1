"""Fitting the network to the gold."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from genscripts.train.data import SKIP, Piece
from genscripts.train.network import Network
from isnad.read.learned.heads import ASKED, NAMES, TAGS, offsets
from isnad.read.learned.pieces import PAD

BATCH = 4
"""Windows in a step, where not otherwise told."""
WEIGHT = {
    "content": 1.5, "nested": 0.7, "cue": 1.0, "source": 1.0, "trigger": 5.0, "occurred": 0.7, "status": 0.5, "mode": 0.7, "kind": 0.7, "stance": 0.5,
    "named": 0.3, "speech": 0.3, "party": 1.0, "place": 0.3, "time": 0.3, "quantity": 0.3,
}  # fmt: skip
"""How much each tag head counts."""
LINK = 3.0
"""How much links count."""
ROLE = 2.0
"""How much the role reader counts."""
ELSEWHERE = 0.3
"""How much a role counts whose party is not named in the window."""
NOTHING = 0.4
"""How much a word that is no trigger counts beside one that is: nine in ten words are none."""


@dataclass(frozen=True)
class Batch:
    """Windows side by side.

    Attributes:
        mask: 1 where there is a piece, `[windows, pieces]`.
        firsts, lasts: first and last pieces of words, `[windows, words]`.
        inside: 1 where there is a word.
        tags: `[heads, windows, words]`.
        links: window, head and anchor of each link, `[links, 3]`.
        targets: 1 for each word it points to, `[links, words]`.
        counts: 1 for each word that it may be wrong about.
        marks, names, runs, there: as :class:`genscripts.train.roles.RoleReader` takes them.
        asked: window, word and type of each trigger, `[triggers, 3]`.
        right: 1 for each candidate that is right, `[triggers, asked, candidates]`.
        somebody: 1 where the role has somebody, `[triggers, roles]`.
        told: 1 where the role is told.
        main: 1 where only main happenings are annotated, `[windows]`.
    """

    mask: Tensor
    firsts: Tensor
    lasts: Tensor
    inside: Tensor
    tags: Tensor
    links: Tensor
    targets: Tensor
    counts: Tensor
    marks: Tensor
    names: Tensor
    runs: Tensor
    there: Tensor
    asked: Tensor
    right: Tensor
    somebody: Tensor
    told: Tensor
    main: Tensor


def ids_of(pieces: Sequence[Piece]) -> tuple[Tensor, Tensor]:
    """Ids and mask of windows side by side."""
    n = max(len(p.ids) for p in pieces)
    ids, mask = np.full((len(pieces), n), PAD, np.int64), np.zeros((len(pieces), n), np.float32)
    for i, p in enumerate(pieces):
        ids[i, : len(p.ids)], mask[i, : len(p.ids)] = p.ids, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def batch(pieces: Sequence[Piece], device: str, *, by_name: bool = False) -> Batch:
    """Windows side by side; who has a role is told by the words or by the name."""
    k, w, c = len(pieces), max(len(p.firsts) for p in pieces), max(1, *(len(p.runs) for p in pieces))
    shape = (k, w)
    firsts, lasts, marks, names = (np.zeros(shape, np.int64) for _ in range(4))
    inside, tags = np.zeros(shape, np.float32), np.full((len(TAGS), *shape), SKIP, np.int64)
    runs, there = np.zeros((k, c, 2), np.int64), np.zeros((k, c), np.float32)
    found = [(i, link) for i, p in enumerate(pieces) for link in p.links]
    asked = [(i, a) for i, p in enumerate(pieces) for a in p.asked]
    targets, counts = np.zeros((len(found), w), np.float32), np.zeros((len(found), w), np.float32)
    right = np.zeros((len(asked), len(ASKED), c), np.float32)
    for i, p in enumerate(pieces):
        n = len(p.firsts)
        firsts[i, :n], lasts[i, :n], inside[i, :n], tags[:, i, :n], marks[i, :n], names[i, :n] = p.firsts, p.lasts, 1, p.tags, p.marks, p.names
        for j, (a, b) in enumerate(p.runs):
            runs[i, j], there[i, j] = (a, b - 1), 1
    for row, (i, link) in enumerate(found):
        targets[row, list(link.targets)] = 1
        counts[row] = inside[i]
        counts[row, list(link.free)] = 0
    for row, (_, question) in enumerate(asked):
        for role, answer in enumerate(question.named if by_name else question.right):
            right[row, role, list(answer or ())] = 1
    at = [(i, link.head, link.anchor) for i, link in found]
    triggers = [(i, a.anchor, a.type) for i, a in asked]
    somebody = [a.somebody for _, a in asked]
    told = [[answer is not None for answer in a.right] for _, a in asked]
    arrays = (
        ids_of(pieces)[1].numpy(), firsts, lasts, inside, tags, np.array(at, np.int64).reshape(-1, 3), targets, counts, marks, names, runs, there,
        np.array(triggers, np.int64).reshape(-1, 3), right, np.array(somebody, np.float32).reshape(-1, len(ASKED)),
        np.array(told, np.float32).reshape(-1, len(ASKED)), np.array([p.main for p in pieces], np.float32),
    )  # fmt: skip
    return Batch(*(torch.from_numpy(x).to(device) for x in arrays))


def prepared(network: Network, pieces: Sequence[Piece], frozen: int, device: str) -> list[Tensor]:
    """What comes out of the layers that are not trained, for every window; they are run once."""
    network.eval()
    out: list[Tensor] = [torch.empty(0)] * len(pieces)
    order = sorted(range(len(pieces)), key=lambda k: len(pieces[k].ids))
    with torch.no_grad():
        for i in range(0, len(order), BATCH):
            chosen = order[i : i + BATCH]
            ids, mask = ids_of([pieces[k] for k in chosen])
            x = network.lower(ids.to(device), mask.to(device), frozen)
            for j, k in enumerate(chosen):
                out[k] = x[j, : len(pieces[k].ids)].clone()
    return out


def loss(network: Network, b: Batch, before: Sequence[Tensor], frozen: int) -> Tensor:
    """What the network gets wrong on some windows.

    Args:
        network: the network.
        b: the windows with their answers.
        before: what comes out of the frozen layers for them.
        frozen: how many layers these are.
    """
    device = b.mask.device
    x = nn.utils.rnn.pad_sequence(list(before), batch_first=True)
    with torch.autocast(device.type, torch.bfloat16):
        words = network.dropout(network.words(network.dropout(x), b.mask, b.firsts, b.lasts, frozen))
        scores, left, right = network.heads(words)
        played = roles(network, words, b) if len(b.asked) else scores.new_zeros(())
    scores, left, right = scores.float() + b.main[:, None, None] * network.main, left.float(), right.float()
    total = ROLE * played
    where = offsets()
    for k, head in enumerate(TAGS):
        a, z = where[head.name]
        each = torch.ones(z - a, device=device)
        if head.name == "trigger":
            each[0] = NOTHING
        wanted = b.tags[k]
        wrong = F.cross_entropy(scores[..., a:z].reshape(-1, z - a), wanted.reshape(-1), each, ignore_index=SKIP, reduction="sum")
        total = total + WEIGHT[head.name] * wrong / torch.where(wanted != SKIP, each[wanted.clamp(0)], 0.0).sum().clamp(1e-6)
    if len(b.links):
        s = network.scores_of(left, right, *b.links.unbind(1))
        wrong = F.binary_cross_entropy_with_logits(s, b.targets, reduction="none", pos_weight=torch.tensor(3.0, device=device)) * b.counts
        total = total + LINK * (wrong.sum(1) / (3.0 + b.targets.sum(1))).mean()
    return total


def roles(network: Network, words: Tensor, b: Batch) -> Tensor:
    """What the role reader gets wrong: each candidate by itself, and all together with nobody among them."""
    windows, triggers, types = b.asked.unbind(1)
    score, nobody = network.roles(words, b.marks, b.names, b.inside, b.runs, b.there, windows, triggers, types)
    score, nobody = score.float(), nobody.float() + b.main[windows][:, None] * network.main_nobody
    there = b.there[windows][:, None]
    among = (b.right.sum(2) > 0).float() * b.somebody
    right = b.right * among[..., None]
    apart = (F.binary_cross_entropy_with_logits(score, right, reduction="none") * there).sum(2) / (2.0 + right.sum(2))
    all_ = torch.cat([score + (there - 1.0) * 1e4, nobody[..., None]], 2)
    good = torch.cat([right, 1.0 - among[..., None]], 2)
    together = torch.logsumexp(all_, 2) - torch.logsumexp(all_ + (good - 1.0) * 1e4, 2)
    weight = b.told * torch.where((b.somebody > 0) & (among == 0), ELSEWHERE, 1.0)
    return ((apart + together) * weight).sum() / b.told.sum().clamp(1.0)


def fit(
    network: Network, pieces: Sequence[Piece], *, seed: int, epochs: int, frozen: int, encoder_rate: float = 4e-4, head_rate: float = 3e-3,
    role_rate: float = 1.5e-3, by_name: bool = False, batch_size: int = BATCH, device: str = "cpu", name: str = "network",
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
        role_rate: the highest learning rate of the role reader.
        by_name: whether who has a role is told by name, not by the words: the reader's name for the words of the gold may be another.
        batch_size: windows in a step.
        device: what to compute on, `cpu` or `cuda`.
        name: what to call it while it is fitted.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network.to(device)
    for p in (*network.ln.parameters(), *(q for layer in network.layers[:frozen] for q in layer.parameters())):
        p.requires_grad_(False)
    below = prepared(network, pieces, frozen, device)
    heads = [*network.tags.parameters(), *network.left.parameters(), *network.right.parameters(), network.far, network.main]
    players = [*network.roles.parameters(), network.main_nobody]
    ids = {id(p) for p in (*heads, *players)}
    groups = [
        {"params": [p for p in network.parameters() if p.requires_grad and id(p) not in ids], "lr": encoder_rate},
        {"params": heads, "lr": head_rate},
        {"params": players, "lr": role_rate},
    ]
    optimiser, schedule = optimiser_of(groups, epochs * -(-len(pieces) // batch_size))
    order = list(range(len(pieces)))
    for epoch in range(epochs):
        network.train()
        random.shuffle(order)
        steps_of = batches(order, pieces, batch_size)
        began, sum_ = time.perf_counter(), torch.zeros((), device=device)
        for chosen in steps_of:
            optimiser.zero_grad()
            wrong = loss(network, batch([renamed(pieces[k], rng) for k in chosen], device, by_name=by_name), [below[k] for k in chosen], frozen)
            wrong.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            sum_ += wrong.detach()
        wrong_each, took = float(sum_) / len(steps_of), time.perf_counter() - began
        print(f"{name}, epoch {epoch + 1}/{epochs}: loss {wrong_each:.3f}, {took:.0f} s", file=sys.stderr, flush=True)
    network.to("cpu")


def optimiser_of(groups: list[dict[str, Any]], steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """What moves the weights (AdamW), and its rates: a linear warm-up over a tenth of the steps, then linear to nothing.

    Args:
        groups: weights with their highest rates.
        steps: in all.
    """
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    warm = max(1, steps // 10)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))


def batches(order: Sequence[int], pieces: Sequence[Piece], n: int) -> list[list[int]]:
    """Windows in steps of n: near lengths side by side waste less; the order of the steps stays random."""
    chunks = [sorted(order[i : i + 16 * n], key=lambda k: len(pieces[k].ids)) for i in range(0, len(order), 16 * n)]
    out = [c[i : i + n] for c in chunks for i in range(0, len(c), n)]
    random.shuffle(out)
    return out


def renamed(piece: Piece, rng: np.random.Generator) -> Piece:
    """The same window with other numbers for its parties: they say who is the same, nothing else."""
    numbers = np.concatenate([[0], 1 + rng.permutation(NAMES)])
    return replace(piece, names=numbers[piece.names])


def polish(
    network: Network, pieces: Sequence[Piece], *, seed: int, epochs: int, frozen: int, batch_size: int = BATCH, device: str = "cpu",
    name: str = "network",
) -> None:
    """Fit a fitted network some more, at a quarter of the rates, the role reader by the names of parties; see :func:`fit`."""
    fit(
        network, pieces, seed=seed + 1, epochs=epochs, frozen=frozen, encoder_rate=1e-4, head_rate=7.5e-4, role_rate=1e-3, by_name=True,
        batch_size=batch_size, device=device, name=name,
    )  # fmt: skip
