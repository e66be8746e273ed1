"""The network: one encoder, a row of tags for every word, and vectors whose products score links between words."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from genscripts.train.base import Base
from genscripts.train.roles import RoleReader
from isnad.read.learned.heads import ASKED, FAR, LINKS, WIDTH, labels_in_all


class Layer(nn.Module):
    """One layer of the encoder (post-norm, as in BERT)."""

    def __init__(self, base: Base, k: int, dropout: float) -> None:
        super().__init__()
        h = base.hidden
        self.heads, self.size = base.heads, h // base.heads
        self.qkv, self.ao = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.fi, self.fo = nn.Linear(h, base.inner), nn.Linear(base.inner, h)
        self.aln, self.oln = nn.LayerNorm(h, base.epsilon), nn.LayerNorm(h, base.epsilon)
        self.dropout = nn.Dropout(dropout)
        t = {n: torch.from_numpy(v) for n, v in base.tensors.items() if n.startswith(f"l{k}.")}
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([t[f"l{k}.{x}.w"] for x in "qkv"]))
            self.qkv.bias.copy_(torch.cat([t[f"l{k}.{x}.b"] for x in "qkv"]))
            for name in ("ao", "fi", "fo", "aln", "oln"):
                part = getattr(self, name)
                part.weight.copy_(t[f"l{k}.{name}.w"])
                part.bias.copy_(t[f"l{k}.{name}.b"])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Pieces that have seen each other."""
        b, n, h = x.shape
        q, k, v = (y.view(b, n, self.heads, self.size).transpose(1, 2) for y in self.qkv(x).chunk(3, -1))
        seen = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype)).transpose(1, 2).reshape(b, n, h)
        x = self.aln(x + self.dropout(self.ao(seen)))
        y: Tensor = self.oln(x + self.dropout(self.fo(F.gelu(self.fi(x)))))
        return y


class Network(nn.Module):
    """Encoder and heads.

    Args:
        base: the encoder to start from.
        dropout: in layers and heads, while training.
    """

    def __init__(self, base: Base, dropout: float = 0.2) -> None:
        super().__init__()
        h = base.hidden
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(base.tensors["emb.word"]), freeze=True)
        self.place = nn.Embedding.from_pretrained(torch.from_numpy(base.tensors["emb.pos"][:256] + base.tensors["emb.type"][0]), freeze=True)
        self.ln = nn.LayerNorm(h, base.epsilon)
        with torch.no_grad():
            self.ln.weight.copy_(torch.from_numpy(base.tensors["emb.ln.w"]))
            self.ln.bias.copy_(torch.from_numpy(base.tensors["emb.ln.b"]))
        self.layers = nn.ModuleList(Layer(base, k, dropout) for k in range(base.layers))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(2 * h, labels_in_all())
        self.left, self.right = nn.Linear(2 * h, len(LINKS) * WIDTH), nn.Linear(2 * h, len(LINKS) * WIDTH)
        self.far = nn.Parameter(torch.zeros(len(LINKS), 2 * FAR + 1))
        with torch.no_grad():
            self.far -= 3.0  # few words are linked
        self.main, self.main_nobody = nn.Parameter(torch.zeros(labels_in_all())), nn.Parameter(torch.zeros(len(ASKED)))
        """Added to the scores of tags and of nobody where only main happenings are annotated, and for good when fitted (:meth:`settle`)."""
        self.roles = RoleReader(h, dropout)

    def lower(self, ids: Tensor, mask: Tensor, layers: int) -> Tensor:
        """What comes out of the first so many layers.

        Args:
            ids: pieces, `[windows, pieces]`.
            mask: 1 where there is a piece, 0 where the window is filled up.
            layers: so many.
        """
        x: Tensor = self.dropout(self.ln(self.word(ids) + self.place.weight[: ids.shape[1]]))
        for layer in self.layers[:layers]:
            x = layer(x, _shut(mask))
        return x

    def words(self, x: Tensor, mask: Tensor, firsts: Tensor, lasts: Tensor, layers: int) -> Tensor:
        """Vectors of words, from what comes out of the first so many layers: of the first piece and of the last.

        Args:
            x: what comes out of them.
            mask: as for :meth:`lower`.
            firsts: for each word the position of its first piece, `[windows, words]`.
            lasts: the same of its last piece.
            layers: so many.

        Returns:
            `[windows, words, 2 × hidden]`.
        """
        for layer in self.layers[layers:]:
            x = layer(x, _shut(mask))
        width = x.shape[-1]
        return torch.cat([torch.gather(x, 1, p[:, :, None].expand(-1, -1, width)) for p in (firsts, lasts)], -1)

    def heads(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of all tags `[windows, words, labels]`; vectors of words as anchors and as targets, `[windows, words, links × WIDTH]`."""
        return self.tags(words), self.left(words), self.right(words)

    def settle(self) -> None:
        """From now on read as where only main happenings are annotated."""
        with torch.no_grad():
            self.tags.bias += self.main
            self.roles.nobody.bias += self.main_nobody
            self.main.zero_()
            self.main_nobody.zero_()

    def scores_of(self, left: Tensor, right: Tensor, windows: Tensor, heads: Tensor, anchors: Tensor) -> Tensor:
        """Scores of links from anchors to every word of their windows.

        Args:
            left: vectors of anchors, as :meth:`heads` gives them.
            right: vectors of targets.
            windows: for each link its window, `[links]`.
            heads: for each link its head.
            anchors: for each link the word it begins at.

        Returns:
            `[links, words]`.
        """
        n, words, _ = left.shape
        a = left.view(n, words, len(LINKS), WIDTH)[windows, anchors, heads]
        b = right.view(n, words, len(LINKS), WIDTH).transpose(1, 2)[windows, heads]
        away = torch.clamp(torch.arange(words, device=left.device)[None] - anchors[:, None], -FAR, FAR) + FAR
        return (b @ a[:, :, None])[..., 0] / math.sqrt(WIDTH) + self.far[heads[:, None], away]


def _shut(mask: Tensor) -> Tensor:
    """What is added to the weight of pieces that are none."""
    return (1.0 - mask[:, None, None, :]) * -1e4
