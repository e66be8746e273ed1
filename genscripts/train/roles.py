"""The role reader: from the vectors of a window's words, who of those that are named in it did what a trigger tells, and to whom.

For each trigger all that are named stand as candidates beside it. Layer by layer they see each other (so that one can do what makes another
unlikely, and words that name the same party strengthen each other) and the words of the window (so that a candidate knows what stands between it
and the trigger). Every candidate gets a score for each role, and so does nobody.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from isnad.read.learned.heads import ASKED, FAR, KINDS, NAMES, TYPES

WIDTH, LAYERS, HEADS = 128, 2, 4
NEAR = 32
"""Distances in words beyond this count as this far, when words are looked at."""
OUT = -1e4
"""Added to the score of what is none."""


class _Layer(nn.Module):
    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.own, self.seen, self.at, self.inner_norm = (nn.LayerNorm(width) for _ in range(4))
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.query, self.key_value, self.out_seen = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)
        self.inner, self.outer = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(dropout)
        self.away, self.away_trigger = nn.Parameter(torch.zeros(HEADS, 2 * NEAR + 1)), nn.Parameter(torch.zeros(HEADS, 2 * NEAR + 1))
        self.same = nn.Parameter(torch.zeros(HEADS))

    def forward(self, x: Tensor, words: Tensor, windows: Tensor, shut: tuple[Tensor, Tensor], away: tuple[Tensor, Tensor], same: Tensor) -> Tensor:
        n, m, width = x.shape

        def parts(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, width // HEADS).transpose(1, 2)

        q, k, v = (parts(y) for y in self.qkv(self.own(x)).chunk(3, -1))
        bias = shut[0] + same * self.same[None, :, None, None]
        x = x + self.dropout(self.out(F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype)).transpose(1, 2).reshape(n, m, width)))
        k, v = (parts(y)[windows] for y in self.key_value(self.at(words)).chunk(2, -1))
        far = self.away[:, away[0]].transpose(0, 1) + self.away_trigger[:, away[1]].transpose(0, 1)[:, :, None]
        q = parts(self.query(self.seen(x)))
        x = x + self.dropout(self.out_seen(F.scaled_dot_product_attention(q, k, v, (far + shut[1]).to(q.dtype)).transpose(1, 2).reshape(n, m, width)))
        y: Tensor = x + self.dropout(self.outer(F.gelu(self.inner(self.inner_norm(x)))))
        return y


class RoleReader(nn.Module):
    """The role reader.

    Args:
        hidden: width of the encoder's vectors of pieces; a word has two of them.
        dropout: while training.
    """

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Linear(2 * hidden, WIDTH)
        self.mark, self.name = nn.Embedding(2 * len(KINDS) + 1, WIDTH), nn.Embedding(NAMES + 1, WIDTH)
        self.far, self.kind = nn.Embedding(2 * FAR + 1, WIDTH), nn.Embedding(len(TYPES) + 1, WIDTH)
        for table in (self.mark, self.name, self.far, self.kind):
            nn.init.normal_(table.weight, std=0.05)
        self.layers = nn.ModuleList(_Layer(WIDTH, dropout) for _ in range(LAYERS))
        self.norm, self.score, self.nobody = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, len(ASKED)), nn.Linear(WIDTH, len(ASKED))
        with torch.no_grad():
            self.score.bias -= 2.0  # few of those who are named did it

    def forward(
        self, vectors: Tensor, marks: Tensor, names: Tensor, inside: Tensor, runs: Tensor, there: Tensor, windows: Tensor, triggers: Tensor,
        types: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Scores of candidates.

        Args:
            vectors: of words, `[windows, words, 2 × hidden]`.
            marks: of words, see :class:`isnad.read.learned.named.Named`, `[windows, words]`.
            names: of words, likewise.
            inside: 1 where there is a word.
            runs: the first and the last word of every candidate of a window, `[windows, candidates, 2]`.
            there: 1 where there is a candidate, `[windows, candidates]`.
            windows: for each trigger its window, `[triggers]`.
            triggers: for each its word.
            types: for each its type.

        Returns:
            `[triggers, roles, candidates]`, and for nobody `[triggers, roles]`.
        """
        words = self.words(vectors) + self.mark(marks) + self.name(names)
        ends = [torch.gather(words, 1, runs[..., k, None].expand(-1, -1, WIDTH)) for k in (0, 1)]
        first, last = runs[windows].unbind(-1)
        at = torch.where(first > triggers[:, None], first, last)
        candidates = (0.5 * (ends[0] + ends[1]))[windows] + self.far(torch.clamp(at - triggers[:, None], -FAR, FAR) + FAR)
        x = torch.cat([(words[windows, triggers] + self.kind(types))[:, None], candidates], 1)
        at = torch.cat([triggers[:, None], at], 1)
        place = torch.arange(words.shape[1], device=words.device)
        away = torch.clamp(place - at[..., None], -NEAR, NEAR) + NEAR, torch.clamp(place - triggers[:, None], -NEAR, NEAR) + NEAR
        who = torch.cat([torch.zeros_like(triggers)[:, None], torch.gather(names, 1, runs[..., 0])[windows]], 1)
        same = ((who[:, :, None] == who[:, None]) & (who[:, :, None] > 0))[:, None].to(words.dtype)
        here = torch.cat([torch.ones_like(triggers)[:, None].to(there.dtype), there[windows]], 1)
        shut = (1.0 - here)[:, None, None] * OUT, (1.0 - inside[windows])[:, None, None] * OUT
        for layer in self.layers:
            x = layer(x, words, windows, shut, away, same)
        x = self.norm(x)
        return self.score(x[:, 1:]).transpose(1, 2), self.nobody(x[:, 0])
