"""From a fitted network to the files that the reader loads: encoder and role reader (ONNX), the encoder's vocabulary, and the heads."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from genscripts.train import graphs
from genscripts.train.network import Network
from genscripts.train.roles import HEADS
from isnad.read.learned.pieces import Vocabulary


class _Rows(nn.Module):
    """An embedding table of eight bits, one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        out: Tensor = self.rows[ids].float() * self.scale[ids]
        return out


class _Encoder(nn.Module):
    """From pieces to vectors of words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
        return self.network.words(self.network.lower(ids, mask, 0), mask, firsts, lasts, 0)


class _Roles(nn.Module):
    """The role reader for one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.reader = network.roles

    def forward(self, vectors: Tensor, marks: Tensor, names: Tensor, runs: Tensor, triggers: Tensor, types: Tensor) -> Tensor:
        there = torch.ones_like(runs[None, :, 0], dtype=torch.float32)
        inside = torch.ones_like(marks[None], dtype=torch.float32)
        score, nobody = self.reader(
            vectors[None], marks[None], names[None], inside, runs[None], there, torch.zeros_like(triggers), triggers, types
        )
        return torch.cat([score, nobody[..., None]], 2)


def export(network: Network, vocabulary: Vocabulary, folder: Path) -> None:
    """Write `encoder.onnx`, `roles.onnx`, `pieces.json.gz` and `heads.npz`.

    Args:
        network: fitted; its embeddings are replaced by rounded ones.
        vocabulary: its pieces.
        folder: where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.settle()
    network.word = _Rows(network.word.weight.detach())  # type: ignore[assignment]
    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 5, 6, 2, 1]])
    example = (ids, torch.ones(2, 5), torch.tensor([[1, 2], [1, 2]]), torch.tensor([[1, 3], [1, 2]]))
    axes = {"ids": {0: "n", 1: "pieces"}, "mask": {0: "n", 1: "pieces"}, "firsts": {0: "n", 1: "words"}, "lasts": {0: "n", 1: "words"}}
    axes["words"] = {0: "n", 1: "words"}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Encoder(network), example, str(whole), input_names=["ids", "mask", "firsts", "lasts"], output_names=["words"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        eight = Path(scratch) / "eight.onnx"
        quantize_dynamic(whole, eight, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, weight_type=QuantType.QInt8)
        graphs.encoder(eight, folder / "encoder.onnx", network.layers[0].heads)
        words, people, asked = torch.randn(6, network.tags.in_features), torch.tensor([[1, 2], [4, 4]]), torch.tensor([0, 3, 5])
        none = torch.zeros(6, dtype=torch.int64)
        axes = {"vectors": {0: "words"}, "marks": {0: "words"}, "names": {0: "words"}, "runs": {0: "runs"}, "triggers": {0: "n"}, "types": {0: "n"}}
        torch.onnx.export(
            _Roles(network), (words, none, none, people, asked, asked), str(whole), input_names=list(axes), output_names=["scores"],
            dynamic_axes=axes | {"scores": {0: "n", 2: "candidates"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        graphs.roles(whole, folder / "roles.onnx", HEADS)
    vocabulary.save(folder / "pieces.json.gz")
    parts = [(name, part) for name in ("tags", "left", "right") for part in ("weight", "bias")]
    heads = {f"{name}.{part}": getattr(getattr(network, name), part).detach().numpy() for name, part in parts}
    np.savez_compressed(folder / "heads.npz", far=network.far.detach().numpy(), **{k: v.astype(np.float16) for k, v in heads.items()})
