"""Running the trained network: a document in, scores of its words out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from isnad.errors import UsageError
from isnad.read.learned.heads import ASKED, FAR, LINKS, ROLES, TAGS, WHO, WIDTH, labels_in_all, offsets
from isnad.read.learned.named import Named
from isnad.read.learned.pieces import Range, Vocabulary, Window, laid, windows
from isnad.text.doc import Doc

Floats = npt.NDArray[np.float32]
HERE = Path(__file__).parent / "_weights"
HEADS = "heads.npz"


@dataclass(frozen=True)
class Scores:
    """What the network says of a document.

    Attributes:
        tags: for each head a distribution over its labels for each word, `[words, labels]`.
        windows: which words were seen together.
        vectors: of the words of each window, `[words of the window, 2 × hidden]`.
        left, right: vectors of the words of each window, `[words of the window, links, WIDTH]`.
        far: what a distance adds to the score of a link, `[links, 2 × FAR + 1]`.
    """

    tags: dict[str, Floats]
    windows: list[Window]
    vectors: list[Floats]
    left: list[Floats]
    right: list[Floats]
    far: Floats

    def window_of(self, word: int) -> int:
        """The window in which a word was read."""
        k = bisect_right(self.windows, word, key=lambda w: w.own) - 1
        if k < 0 or word >= self.windows[k].last:
            raise IndexError(word)
        return k

    def link(self, head: int, anchor: int) -> tuple[int, Floats]:
        """How likely an anchor is linked to each word of its window.

        Args:
            head: position of the link head.
            anchor: a word.

        Returns:
            The first word of the window, and a probability for each of its words.
        """
        k = self.window_of(anchor)
        first = self.windows[k].first
        away = np.clip(np.arange(len(self.right[k])) - (anchor - first), -FAR, FAR) + FAR
        score = self.right[k][:, head] @ self.left[k][anchor - first, head] / np.sqrt(WIDTH) + self.far[head][away]
        return first, cast(Floats, 1.0 / (1.0 + np.exp(-score)))


@dataclass(frozen=True)
class Played:
    """Who of those that are named around a trigger did it, and to whom it was done.

    Attributes:
        runs: the words of each who is named in its window.
        among: for each role a distribution over these and, last, nobody of them, `[roles, runs + 1]`.
        apart: how likely each has the role by itself, `[roles, runs]`.
    """

    runs: list[Range]
    among: Floats
    apart: Floats


@dataclass(frozen=True)
class Heads:
    """What is made of the vectors of words; each is a matrix `[2 × hidden, outputs]` with a bias.

    Attributes:
        tags, tags_bias: to scores of all labels.
        left, left_bias, right, right_bias: to vectors of words as anchors and as targets of links.
        far: what a distance adds to the score of a link, `[links, 2 × FAR + 1]`.
    """

    tags: Floats
    tags_bias: Floats
    left: Floats
    left_bias: Floats
    right: Floats
    right_bias: Floats
    far: Floats

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Read the heads that training wrote."""
        with np.load(path) as kept:
            parts = {k: kept[k].astype(np.float32) for k in kept.files}
        pairs = {n: (np.ascontiguousarray(parts[f"{n}.weight"].T), parts[f"{n}.bias"]) for n in ("tags", "left", "right")}
        return cls(*pairs["tags"], *pairs["left"], *pairs["right"], parts["far"])

    def save(self, path: Path) -> None:
        """Write heads as :meth:`load` reads them."""
        pairs = {"tags": (self.tags, self.tags_bias), "left": (self.left, self.left_bias), "right": (self.right, self.right_bias)}
        flat = {f"{n}.weight": w.T.astype(np.float16) for n, (w, _) in pairs.items()}
        flat |= {f"{n}.bias": b.astype(np.float16) for n, (_, b) in pairs.items()}
        np.savez_compressed(path, far=self.far, **flat)  # type: ignore[arg-type]


class Network:
    """The trained network.

    Args:
        folder: where its weights are.
        threads: how many threads one document may use.
        heads: where the heads are, if not with the weights (a user's own, see :mod:`isnad.read.learned.teach`).

    Raises:
        UsageError: the extra `learned` is not installed, or the weights are not there (`learned.missing`).
    """

    def __init__(self, folder: Path = HERE, threads: int = 1, heads: Path | None = None) -> None:
        import onnxruntime

        if not (folder / "encoder.onnx").is_file():
            raise UsageError("learned.missing", f"no weights in {folder}", remedy="train them: python -m genscripts.train")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # many small reports: what is kept for the largest costs more than it saves
        self._session: Any = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        self._roles: Any = onnxruntime.InferenceSession(str(folder / "roles.onnx"), options, providers=["CPUExecutionProvider"])
        self.vocabulary = Vocabulary.load(folder / "pieces.json.gz")
        self.heads = Heads.load(heads or folder / HEADS)
        self.folder = folder

    def vectors(self, doc: Doc) -> tuple[list[Window], list[Floats]]:
        """The windows of a document, and the vectors of the words of each, `[words of the window, 2 × hidden]`."""
        pieces = self.vocabulary.words(doc)
        cut = windows(doc, pieces)
        out: list[Floats] = [np.zeros((0, 0), np.float32)] * len(cut)
        for k, window in enumerate(cut):  # one at a time: without filling up it is quicker, and what a window says hangs on no other
            out[k] = self.window(*laid(pieces, window))
        return cut, out

    def window(self, ids: list[int], firsts: list[int], lasts: list[int]) -> Floats:
        """The vectors of the words of one window, `[words, 2 × hidden]`, from its pieces and the first and last piece of each word."""
        (found,) = self._session.run(None, _fed(ids, firsts, lasts))
        return cast(Floats, found[0])

    def scores(self, doc: Doc) -> Scores:
        """Read a document."""
        cut, vectors = self.vectors(doc)
        h = self.heads
        rows = np.zeros((len(doc.tokens), labels_in_all()), np.float32)
        left, right = [], []
        for w, v in zip(cut, vectors, strict=True):
            rows[w.own : w.last] = v[w.own - w.first :] @ h.tags + h.tags_bias
            left.append((v @ h.left + h.left_bias).reshape(len(v), len(LINKS), WIDTH))
            right.append((v @ h.right + h.right_bias).reshape(len(v), len(LINKS), WIDTH))
        where = offsets()
        return Scores({t.name: _softmax(rows[:, slice(*where[t.name])]) for t in TAGS}, cut, vectors, left, right, h.far)

    def roles(self, scores: Scores, who: Named, triggers: list[tuple[int, int]]) -> list[Played]:
        """Ask of triggers who did it, and to whom.

        Args:
            scores: what the network says of the document.
            who: who is named where in it.
            triggers: the first word of each, and the position of its type in `TYPES`.
        """
        return [
            Played(runs, _softmax(score[: len(ROLES)]), cast(Floats, 1.0 / (1.0 + np.exp(-score[: len(ROLES), :-1]))))
            for runs, score in self._asked(scores, who, triggers)
        ]

    def meant(self, scores: Scores, who: Named, words: list[int]) -> list[tuple[list[Range], Floats]]:
        """Ask of words that may name somebody who of those that are named around them he is («his men», "the convoy").

        Args:
            scores: what the network says of the document.
            who: who is named where in it.
            words: the first of the words, of each.

        Returns:
            For each the words of all who are named in its window, and a distribution over these and, last, nobody of them.
        """
        return [(runs, _softmax(score[len(ROLES)])) for runs, score in self._asked(scores, who, [(w, WHO) for w in words])]

    def _asked(self, scores: Scores, who: Named, questions: list[tuple[int, int]]) -> list[tuple[list[Range], Floats]]:
        """For each word and type the candidates of its window, and their scores, `[asked, runs + 1]`."""
        out: list[tuple[list[Range], Floats] | None] = [None] * len(questions)
        by_window: dict[int, list[int]] = {}
        for i, (word, _) in enumerate(questions):
            by_window.setdefault(scores.window_of(word), []).append(i)
        for k, asked in by_window.items():
            w = scores.windows[k]
            runs = who.runs(w.first, w.last)
            score = np.zeros((len(asked), len(ASKED), 1), np.float32)
            if runs:
                (score,) = self._roles.run(None, {
                    "vectors": scores.vectors[k], "marks": who.marks[w.first : w.last], "names": who.names(w.first, w.last),
                    "runs": np.array([(a - w.first, b - 1 - w.first) for a, b in runs], np.int64),
                    "triggers": np.array([questions[i][0] - w.first for i in asked], np.int64),
                    "types": np.array([questions[i][1] for i in asked], np.int64),
                })  # fmt: skip
            for row, i in enumerate(asked):
                out[i] = runs, score[row]
        return cast("list[tuple[list[Range], Floats]]", out)


def _fed(ids: list[int], firsts: list[int], lasts: list[int]) -> dict[str, npt.NDArray[Any]]:
    return {
        "ids": np.array([ids], np.int64), "mask": np.ones((1, len(ids)), np.float32), "firsts": np.array([firsts], np.int64),
        "lasts": np.array([lasts], np.int64),
    }  # fmt: skip


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True, initial=-1e9))
    return cast(Floats, e / e.sum(-1, keepdims=True))


@cache
def network(folder: Path = HERE) -> Network:
    """The network of a folder, loaded once."""
    return Network(folder)
