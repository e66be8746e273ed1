"""Fitting the judges: what rules and network propose in gold reports, and whether the gold has it.

What a network says of reports that it was trained on is surer than what it says elsewhere. So two more networks are fitted, each to one half of
the stories, and the judges learn from what each says of the other half.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from genscripts.train.cases import Case
from isnad.read.learned.judges import QUESTIONS, Judge, Question, save
from isnad.read.learned.network import Floats

HIDDEN = 48
DROPOUT = 0.2
NETWORKS = 3
EPOCHS = 14
RATE = 2e-3
BATCH = 64


class _Small(nn.Module):
    def __init__(self, measures: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(measures, HIDDEN), nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)])
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers[:-1]:
            x = self.dropout(F.relu(layer(x)))
        out: torch.Tensor = self.layers[-1](x)[..., 0]
        return out


def _fitted(found: Sequence[Case], mean: Floats, scale: Floats, seed: int) -> _Small:
    torch.manual_seed(seed)
    random.seed(seed)
    measures = len(mean)
    net = _Small(measures)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-3)
    order = list(range(len(found)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=EPOCHS * -(-len(order) // BATCH))
    for _ in range(EPOCHS):
        random.shuffle(order)
        net.train()
        for k in range(0, len(order), BATCH):
            chosen = [found[i] for i in order[k : k + BATCH]]
            longest = max(len(c.rows) for c in chosen)
            x = np.zeros((len(chosen), longest, measures), np.float32)
            y, there = np.zeros((len(chosen), longest), np.float32), np.zeros((len(chosen), longest), np.float32)
            for j, c in enumerate(chosen):
                x[j, : len(c.rows)], y[j, : len(c.rows)], there[j, : len(c.rows)] = (c.rows - mean) / scale, c.right, 1
            inside, wanted = torch.from_numpy(there), torch.from_numpy(y)
            weight = torch.tensor([c.weight for c in chosen])
            score = net(torch.from_numpy(x))
            wrong = (F.binary_cross_entropy_with_logits(score.clamp(-30, 30), wanted, reduction="none") * inside).sum(1)
            if longest > 1:  # one among several
                wrong = wrong - 0.5 * (torch.log_softmax(score + (inside - 1) * 1e9, 1) * wanted / wanted.sum(1, keepdim=True)).sum(1)
            optimiser.zero_grad()
            (wrong * weight).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return net.eval()


def _told_how(case: Case) -> Case:
    """The same, with a last measure: 1 where only main happenings are annotated."""
    return replace(case, rows=np.column_stack([case.rows, np.full(len(case.rows), case.main, np.float32)]))


def _settled(judge: Judge) -> Judge:
    """The same judge without that last measure, taken for 1: it reads as where only main happenings are annotated."""
    (weights, bias), *rest = judge.layers
    told = 0.0 < judge.mean[-1] < 1.0  # else it taught nothing
    always = weights[:, -1:] * ((1.0 - judge.mean[-1]) / judge.scale[-1] if told else 0.0)
    return Judge(judge.mean[:-1], judge.scale[:-1], ((weights[:, :-1], bias + always), *rest))


def fit_judges(found: Sequence[Case], folder: Path, seed: int) -> None:
    """Fit the judges and write them.

    Args:
        found: cases with answers.
        folder: where to.
        seed: of the first network of each.
    """
    judges: dict[Question, Judge] = {}
    for question in QUESTIONS:
        own = [_told_how(c) for c in found if c.question == question]
        rows = np.concatenate([c.rows for c in own])
        mean, scale = rows.mean(0), rows.std(0) + 1e-3
        nets = [_fitted(own, mean, scale, seed + k) for k in range(NETWORKS)]
        layers = tuple(
            (np.stack([n.layers[k].weight.detach().numpy().T for n in nets]), np.stack([n.layers[k].bias.detach().numpy()[None] for n in nets]))  # type: ignore[union-attr,operator]
            for k in range(3)
        )
        judges[question] = _settled(Judge(mean, scale, layers))
        print(f"{question}: {len(own)} cases", file=sys.stderr, flush=True)
    save(judges, folder)
