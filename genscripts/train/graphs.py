"""The exported networks laid out so that they run quickly: the same weights and the same sums, without the detours that PyTorch's exporter takes.

The encoder reads one window at a time, so nothing is filled up and no mask is needed. What comes out of it is the same to the last bit, and has to
be: where values are rounded to eight bits, the smallest difference grows. The role reader holds all candidates of all questions as the rows of one
table that look at the same words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from isnad.read.learned.heads import FAR
from isnad.read.learned.pieces import WINDOW

_OWN = "com.microsoft"
"""Operators of the runtime that do several of the standard's at once."""
_FUSED = frozenset({"DynamicQuantizeMatMul", "FusedMatMul", "Gelu", "MultiHeadAttention", "SkipLayerNormalization"})
_ALL = 2**62


class _Graph:
    """A graph under construction.

    Args:
        source: the exported network.
    """

    def __init__(self, source: Path) -> None:
        self._model = onnx.load(str(source))
        self._nodes: list[onnx.NodeProto] = []
        self._kept: dict[str, onnx.TensorProto] = {}
        graph = self._model.graph
        self.weights: dict[str, npt.NDArray[Any]] = {}
        """What the exported network holds, by its name there; matrices as `….matrix`."""
        held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.weights.update((re.sub(r"^(network|reader)\.", "", name), value) for name, value in held.items())
        for n in graph.node:  # the exporter gives numbers to matrices and to what it worked out beforehand
            name = re.sub(r"/[A-Za-z]+(_\d+)?(_quant)?$", "", n.name).strip("/").removeprefix("reader/").replace("/", ".")
            if n.op_type in ("MatMul", "MatMulInteger", "Gemm") and n.input[1] in held:
                turned = any(a.name == "transB" and a.i for a in n.attribute)
                self.weights[f"{name}.matrix"] = held[n.input[1]].T if turned else held[n.input[1]]
                for part in ("scale", "zero_point"):
                    if n.op_type == "MatMulInteger":
                        self.weights[f"{name}.{part}"] = held[n.input[1].removesuffix("quantized") + part]
            elif n.op_type == "Mul" and n.input[1] in held and held[n.input[1]].ndim == 4:
                self.weights[f"{name}.same"] = held[n.input[1]]
            elif n.op_type == "LayerNormalization":
                self._epsilon = next(a.f for a in n.attribute if a.name == "epsilon")

    def depth(self) -> int:
        """How many layers the network has."""
        return 1 + max(int(found[1]) for found in (re.match(r"layers\.(\d+)\.", name) for name in self.weights) if found)

    def weight(self, name: str) -> str:
        """A weight of the exported network."""
        return self.value(name, self.weights[name])

    def value(self, name: str, value: npt.NDArray[Any]) -> str:
        """Something that does not change."""
        self._kept[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def row(self, *values: int) -> str:
        """Whole numbers, in a row."""
        return self.value("row " + " ".join(map(str, values)), np.array(values, np.int64))

    def number(self, value: int) -> str:
        """A whole number."""
        return self.value(f"number {value}", np.array(value, np.int64))

    def do(self, what: str, *given: str, out: str, **how: Any) -> str:
        """One step; gives the name of the first of what comes out, whose names are parted by blanks."""
        made = out.split()
        self._nodes.append(helper.make_node(what, list(given), made, name=made[0], domain=_OWN if what in _FUSED else "", **how))
        return made[0]

    def normed(self, x: str, name: str, out: str) -> str:
        """A layer norm."""
        return self.do("LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), out=out, axis=-1, epsilon=self._epsilon)

    def normed_sum(self, x: str, y: str, name: str, out: str) -> str:
        """A layer norm of a sum, in one step."""
        w, b = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.do("SkipLayerNormalization", x, y, w, b, out=out, epsilon=self._epsilon)

    def linear(self, x: str, name: str, out: str, columns: slice = slice(None)) -> str:
        """A linear layer, or some columns of one, on a table."""
        key = f"{name} {columns.start}" if columns.start is not None else name
        matrix = self.value(f"{key} matrix", self.weights[f"{name}.matrix"][:, columns])
        return self.do("Gemm", x, matrix, self.value(f"{key} bias", self.weights[f"{name}.bias"][columns]), out=out)

    def rounded(self, x: str, name: str, out: str) -> str:
        """A linear layer in eight bits."""
        return self.do("DynamicQuantizeMatMul", x, *(self.weight(f"{name}.{part}") for part in ("matrix", "scale", "zero_point", "bias")), out=out)

    def save(self, name: str, path: Path, *without: str) -> None:
        """Write it, with inputs and outputs of the exported network, except some inputs."""
        given = [i for i in self._model.graph.input if i.name not in without]
        graph = helper.make_graph(self._nodes, name, given, list(self._model.graph.output), initializer=list(self._kept.values()))
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_OWN, 1)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="isnad")
        path.write_bytes(made.SerializeToString(deterministic=True))


def encoder(source: Path, path: Path, heads: int) -> None:
    """Lay out the encoder. It has no input `mask` any more, and reads one window.

    Args:
        source: as exported, in eight bits.
        path: where to.
        heads: so many parts of a piece are compared, each by itself.
    """
    g = _Graph(source)
    hidden = len(g.weights["ln.weight"])
    half = np.sqrt(np.float32(1) / np.sqrt(np.float32(hidden // heads)))
    g.value("half", np.array([half], np.float32))  # both factors get half of what their product is divided by, as in PyTorch
    parted, whole = g.row(0, 0, heads, hidden // heads), g.row(0, 0, hidden)
    g.do("Shape", "ids", out="pieces", start=1, end=2)
    place = g.do("Slice", g.weight("place.weight"), g.row(0), "pieces", g.row(0), out="place")
    row = g.do("Cast", g.do("Gather", g.weight("word.rows"), "ids", out="row8"), out="row", to=onnx.TensorProto.FLOAT)
    word = g.do("Mul", row, g.do("Gather", g.weight("word.scale"), "ids", out="row_scale"), out="word")
    x = g.normed(g.do("Add", word, place, out="embedded"), "ln", "x")
    for k in range(g.depth()):
        own, at = f"layers.{k}.", f"{k}."
        g.do("Split", g.rounded(x, own + "qkv", at + "qkv"), out=f"{at}q0 {at}k0 {at}v", axis=-1, num_outputs=3)
        for name in "qk":  # before they are turned, so that the runtime does not put it into the product, where it is another sum
            g.do("Mul", at + name + "0", "half", out=at + name)
        for name in "qkv":
            g.do("Transpose", g.do("Reshape", at + name, parted, out=f"{at}{name}_parted"), out=f"{at}{name}_turned", perm=[0, 2, 1, 3])
        score = g.do("FusedMatMul", at + "q_turned", at + "k_turned", out=at + "score", transB=1)
        seen = g.do("MatMul", g.do("Softmax", score, out=at + "weight", axis=-1), at + "v_turned", out=at + "seen")
        seen = g.do("Reshape", g.do("Transpose", seen, out=at + "seen_turned", perm=[0, 2, 1, 3]), whole, out=at + "seen_whole")
        x = g.normed(g.do("Add", x, g.rounded(seen, own + "ao", at + "ao"), out=at + "sum"), own + "aln", at + "a")
        inner = g.do("Gelu", g.rounded(x, own + "fi", at + "fi"), out=at + "inner")
        x = g.normed_sum(x, g.rounded(inner, own + "fo", at + "fo"), own + "oln", at + "x")
    ends = [g.do("Gather", x, g.do("Squeeze", n, g.row(0), out=f"{n}_row"), out=f"{n}_of_words", axis=1) for n in ("firsts", "lasts")]
    g.do("Concat", *ends, out="words", axis=-1)
    g.save("encoder", path, "mask")


def roles(source: Path, path: Path, heads: int) -> None:
    """Lay out the role reader, with the inputs that it was exported with.

    Args:
        source: as exported.
        path: where to.
        heads: so many parts of a row are compared, each by itself.
    """
    g = _Graph(source)
    width = len(g.weights["norm.weight"])
    near = g.weights["layers.0.away"].shape[1] // 2
    away = np.clip(np.arange(WINDOW) - np.arange(WINDOW)[:, None], -near, near) + near  # [where somebody stands, where a word stands]
    c0, c1, c2 = g.row(0), g.row(1), g.row(2)
    flat = g.row(-1, width)
    g.do("Shape", "marks", out="words_in_all")
    g.do("Shape", "triggers", out="questions")
    words = g.do("Add", g.linear("vectors", "words", "w0"), g.do("Gather", g.weight("mark.weight"), "marks", out="wm"), out="w1")
    words = g.do("Add", words, g.do("Gather", g.weight("name.weight"), "names", out="wn"), out="w")
    g.do("Split", "runs", out="first1 last1", axis=1, num_outputs=2)
    ends = [g.do("Gather", words, g.do("Squeeze", f"{n}1", c1, out=n), out=f"{n}_word") for n in ("first", "last")]
    mean = g.do("Mul", g.do("Add", *ends, out="both"), g.value("a half", np.array(0.5, np.float32)), out="candidate")
    trigger = g.do("Unsqueeze", "triggers", c1, out="trigger")
    at = g.do("Where", g.do("Greater", "first", trigger, out="ahead"), "first", "last", out="at")  # [questions, candidates]
    far = g.do("Clip", g.do("Sub", at, trigger, out="off"), g.number(-FAR), g.number(FAR), out="far")
    far = g.do("Gather", g.weight("far.weight"), g.do("Add", far, g.number(FAR), out="far_row"), out="far_vector")
    asked = g.do("Add", g.do("Gather", words, "triggers", out="tw"), g.do("Gather", g.weight("kind.weight"), "types", out="tk"), out="t")
    x = g.do("Concat", g.do("Unsqueeze", asked, c1, out="t1"), g.do("Add", mean, far, out="c"), out="x0", axis=1)  # a question, then its candidates
    x = g.do("Reshape", x, flat, out="x")
    stand = g.do("Reshape", g.do("Concat", trigger, at, out="stand0", axis=1), g.row(-1), out="stand")
    who = g.do("Concat", c0, g.do("Gather", "names", "first", out="named"), out="who", axis=0)
    mine = g.do("Unsqueeze", who, c1, out="mine")
    same = g.do("And", g.do("Equal", who, mine, out="equal"), g.do("Greater", mine, g.number(0), out="known"), out="same0")
    same = g.do("Cast", same, out="same", to=onnx.TensorProto.FLOAT)
    members = g.do("Add", g.do("Shape", "first", out="candidates"), c1, out="members")
    by_question = g.do("Concat", "questions", members, g.row(width), out="by_question", axis=0)
    by_head = g.do("Concat", g.row(heads), "questions", members, g.row(-1), out="by_head", axis=0)
    for k in range(g.depth()):
        own, p = f"layers.{k}.", f"{k}."
        y = g.normed(x, own + "own", p + "own")
        parts = [
            g.do("Reshape", g.linear(y, own + "qkv", f"{p}own{i}", slice(i * width, (i + 1) * width)), by_question, out=f"{p}own_parted{i}")
            for i in range(3)
        ]
        alike = g.do("Mul", same, g.weight(f"layers.{k}.same"), out=p + "alike")
        y = g.do("Reshape", g.do("MultiHeadAttention", *parts, "", "", alike, out=p + "among", num_heads=heads), flat, out=p + "among_flat")
        x = g.do("Add", x, g.linear(y, own + "out", p + "out"), out=p + "x1")
        # from the table of all distances first the words there are, then the rows for where candidates and questions stand
        tables = [
            g.do("Slice", g.value(f"{own}{n} table", g.weights[own + n][:, away]), c0, "words_in_all", c2, out=f"{p}{n}")
            for n in ("away", "away_trigger")
        ]
        near_ = g.do("Reshape", g.do("Gather", tables[0], stand, out=p + "near0", axis=1), by_head, out=p + "near1")
        near_ = g.do("Add", near_, g.do("Gather", tables[1], trigger, out=p + "near2", axis=1), out=p + "near3")
        near_ = g.do("Reshape", near_, g.do("Concat", g.row(1, heads, -1), "words_in_all", out=p + "flat", axis=0), out=p + "near")
        y = g.normed(words, own + "at", p + "at")
        told = [g.linear(y, own + "key_value", f"{p}told{i}", slice(i * width, (i + 1) * width)) for i in range(2)]
        y = g.linear(g.normed(x, own + "seen", p + "seen"), own + "query", p + "query")
        q, key, value = (g.do("Unsqueeze", z, c0, out=f"{z}_one") for z in (y, *told))
        y = g.do("Squeeze", g.do("MultiHeadAttention", q, key, value, "", "", near_, out=p + "heard", num_heads=heads), c0, out=p + "heard_flat")
        x = g.do("Add", x, g.linear(y, own + "out_seen", p + "out_seen"), out=p + "x2")
        y = g.do("Gelu", g.linear(g.normed(x, own + "inner_norm", p + "inner_norm"), own + "inner", p + "inner"), out=p + "gelu")
        x = g.do("Add", x, g.linear(y, own + "outer", p + "outer"), out=p + "x3")
    x = g.normed(x, "norm", "normed")
    scores = []
    for name, begin, end in (("score", c1, g.row(_ALL)), ("nobody", c0, c1)):  # of all rows, then the wanted: columns are few
        all_ = g.linear(x, name, name)
        labels = g.weights[f"{name}.bias"].shape[0]
        shaped = g.do("Concat", "questions", members, g.row(labels), out=f"{name}_shape", axis=0)
        some = g.do("Slice", g.do("Reshape", all_, shaped, out=f"{name}_by_question"), begin, end, c1, out=f"{name}_asked")
        scores.append(g.do("Transpose", some, out=f"{name}_turned", perm=[0, 2, 1]))
    g.do("Concat", *scores, out="scores", axis=2)
    g.save("roles", path)
