"""Running the trained network: a document in, scores of its words out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from isnad.errors import UsageError
from isnad.read.learned.heads import ASKED, FAR, ROLES, TAGS, WHO, WIDTH, labels_in_all, offsets
from isnad.read.learned.named import Named
from isnad.read.learned.pieces import Range, Vocabulary, Window, laid, windows
from isnad.text.doc import Doc

Floats = npt.NDArray[np.float32]
HERE = Path(__file__).parent / "_weights"
HEADS = "heads.npz"
ROLE_HEADS, WHO_HEAD = slice(0, len(ROLES)), slice(len(ROLES), len(ASKED))
"""Where roles, and who is meant, stand in what the role reader is asked."""
_ROWS = 768
"""Candidates times questions that the role reader weighs at once, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class Links:
    """How likely some anchors of one window are linked to each of its words.

    Attributes:
        asked: which of the anchors that were asked for, in order.
        first: the first word of the window.
        likely: a probability for each word of the window, `[anchors, words]`.
    """

    asked: list[int]
    first: int
    likely: Floats


@dataclass(frozen=True)
class Scores:
    """What the network says of a document.

    Attributes:
        tags: for each head a distribution over its labels for each word, `[words, labels]`.
        windows: which words were seen together.
        vectors: of the words of each window, `[words of the window, 2 × hidden]`.
        heads: what is made of them.
    """

    tags: dict[str, Floats]
    windows: list[Window]
    vectors: list[Floats]
    heads: Heads
    _targets: dict[tuple[int, int], Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    def window_of(self, word: int) -> int:
        """The window in which a word was read."""
        k = bisect_right(self.windows, word, key=lambda w: w.own) - 1
        if k < 0 or word >= self.windows[k].last:
            raise IndexError(word)
        return k

    def by_window(self, words: Iterable[int]) -> dict[int, list[int]]:
        """Positions of some words among them, by the window in which each was read."""
        out: dict[int, list[int]] = {}
        for i, word in enumerate(words):
            out.setdefault(self.window_of(word), []).append(i)
        return out

    def links(self, head: int, anchors: Sequence[int]) -> list[Links]:
        """How likely anchors are linked to the words of their windows; window by window.

        Args:
            head: position of the link head.
            anchors: words.
        """
        h, part = self.heads, slice(head * WIDTH, (head + 1) * WIDTH)
        out = []
        for k, asked in self.by_window(anchors).items():
            first = self.windows[k].first
            targets = self._targets.get((k, head))
            if targets is None:  # most words are the target of few heads only
                targets = self._targets[k, head] = self.vectors[k] @ h.right[:, part] + h.right_bias[part]
            at = np.array([anchors[i] - first for i in asked])
            away = np.clip(np.arange(len(targets)) - at[:, None], -FAR, FAR) + FAR
            score = (self.vectors[k][at] @ h.left[:, part] + h.left_bias[part]) @ targets.T / np.sqrt(WIDTH) + h.far[head][away]
            out.append(Links(asked, first, 1.0 / (1.0 + np.exp(-score))))
        return out

    def link(self, head: int, anchor: int) -> tuple[int, Floats]:
        """The same for one anchor: the first word of its window, and a probability for each word of the window."""
        (found,) = self.links(head, [anchor])
        return found.first, found.likely[0]


@dataclass(frozen=True)
class Answers:
    """What the role reader says of questions in one window.

    Attributes:
        asked: which of the questions, in order.
        runs: the words of each who is named in the window.
        scores: of each of these and, last, of nobody of them, `[asked, ASKED, runs + 1]`.
    """

    asked: list[int]
    runs: list[Range]
    scores: Floats

    def likely(self, part: slice) -> Floats:
        """Distributions over all of them, for some of what is asked."""
        return _softmax(self.scores[:, part])

    def apart(self, part: slice) -> Floats:
        """How likely each is by itself, without nobody."""
        return cast(Floats, 1.0 / (1.0 + np.exp(-self.scores[:, part, :-1])))


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

        def session(name: str) -> Any:
            # fused, these sums take six times as long; windows and questions at once are bounded, and so is what the arena keeps for them
            return onnxruntime.InferenceSession(str(folder / name), options, ["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"])

        self._session: Any = session("encoder.onnx")
        self._roles: Any = session("roles.onnx")
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
        for w, v in zip(cut, vectors, strict=True):
            rows[w.own : w.last] = v[w.own - w.first :] @ h.tags + h.tags_bias
        where = offsets()
        return Scores({t.name: _softmax(rows[:, slice(*where[t.name])]) for t in TAGS}, cut, vectors, h)

    def roles(self, scores: Scores, who: Named, triggers: list[tuple[int, int]]) -> list[Played]:
        """Ask of triggers who did it, and to whom.

        Args:
            scores: what the network says of the document.
            who: who is named where in it.
            triggers: the first word of each, and the position of its type in `TYPES`.
        """
        out: list[Played | None] = [None] * len(triggers)
        for a in self.answers(scores, who, triggers):
            for i, among, apart in zip(a.asked, a.likely(ROLE_HEADS), a.apart(ROLE_HEADS), strict=True):
                out[i] = Played(a.runs, among, apart)
        return cast("list[Played]", out)

    def meant(self, scores: Scores, who: Named, words: list[int]) -> list[tuple[list[Range], Floats]]:
        """Ask of words that may name somebody who of those that are named around them he is («his men», "the convoy").

        Args:
            scores: what the network says of the document.
            who: who is named where in it.
            words: the first of the words, of each.

        Returns:
            For each the words of all who are named in its window, and a distribution over these and, last, nobody of them.
        """
        out: list[tuple[list[Range], Floats] | None] = [None] * len(words)
        for a in self.answers(scores, who, [(w, WHO) for w in words]):
            for i, likely in zip(a.asked, a.likely(WHO_HEAD)[:, 0], strict=True):
                out[i] = a.runs, likely
        return cast("list[tuple[list[Range], Floats]]", out)

    def answers(self, scores: Scores, who: Named, questions: Sequence[tuple[int, int]]) -> list[Answers]:
        """Ask of words and types (of a trigger, or `WHO`) which of those that are named in the window it is; window by window.

        Args:
            scores: what the network says of the document.
            who: who is named where in it.
            questions: words and types.
        """
        out = []
        for k, asked in scores.by_window(w for w, _ in questions).items():
            w = scores.windows[k]
            runs = who.runs(w.first, w.last)
            score: Floats = np.zeros((len(asked), len(ASKED), 1), np.float32)
            if runs:
                given: dict[str, npt.NDArray[Any]] = {
                    "vectors": scores.vectors[k], "marks": who.marks[w.first : w.last], "names": who.names(w.first, w.last),
                    "runs": np.array([(a - w.first, b - 1 - w.first) for a, b in runs], np.int64),
                }  # fmt: skip
                words, types = (np.array([questions[i][j] for i in asked], np.int64) for j in (0, 1))
                at_once = max(1, _ROWS // (len(runs) + 1))
                score = np.concatenate([
                    self._roles.run(None, given | {"triggers": words[j : j + at_once] - w.first, "types": types[j : j + at_once]})[0]
                    for j in range(0, len(asked), at_once)
                ])  # fmt: skip
            out.append(Answers(asked, runs, score))
        return out


def _fed(ids: list[int], firsts: list[int], lasts: list[int]) -> dict[str, npt.NDArray[Any]]:
    return {name: np.array([row], np.int64) for name, row in (("ids", ids), ("firsts", firsts), ("lasts", lasts))}


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True, initial=-1e9))
    return cast(Floats, e / e.sum(-1, keepdims=True))


@cache
def network(folder: Path = HERE) -> Network:
    """The network of a folder, loaded once."""
    return Network(folder)
