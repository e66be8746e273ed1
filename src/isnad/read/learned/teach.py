"""Learning from people: the heads of the learned reader moved towards what a person decided, and no further from where they were than that takes.

The encoder stays as it is; what moves are the tag heads, by gradient steps on the words that decisions are about (softmax cross-entropy), with
a pull back to the heads that came with Isnad. Some words that nobody decided on are rehearsed with the answers given before, so that what was
right stays right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from isnad.read.learned.heads import TAGS, labels_in_all, offsets
from isnad.read.learned.network import Floats, Heads, Network
from isnad.text.doc import Doc

_STEPS = 200
_RATE = 0.02
_PULL = 0.02
"""How strongly a head is pulled back to where it was, per squared weight."""
_REHEARSED = 2
"""Words rehearsed for each word decided on."""
_LABELS = {h.name: {label: i for i, label in enumerate(h.labels)} for h in TAGS}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about a word.

    Attributes:
        head: name of the tag head.
        word: position of the word in its document.
        label: the right label.
    """

    head: str
    word: int
    label: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """The decisions on one report.

    Attributes:
        report: its id.
        doc: the report, cut into words.
        answers: what was decided.
    """

    report: str
    doc: Doc
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class _Material:
    vectors: Floats
    heads: tuple[str, ...]
    labels: npt.NDArray[np.int64]
    reports: tuple[str, ...]
    rehearsal: Floats


def _material(network: Network, lessons: Sequence[Lesson]) -> _Material:
    vectors, heads, labels, reports, rehearsal = [], [], [], [], []
    for lesson in lessons:
        cut, found = network.vectors(lesson.doc)
        of_word = {w: found[k][w - c.first] for k, c in enumerate(cut) for w in range(c.own, c.last)}
        decided = {a.word for a in lesson.answers}
        for a in lesson.answers:
            vectors.append(of_word[a.word])
            heads.append(a.head)
            labels.append(_LABELS[a.head][a.label])
            reports.append(lesson.report)
        rest = [w for w in of_word if w not in decided]
        wanted = min(len(rest), _REHEARSED * len(decided))
        rehearsal += [of_word[rest[k * len(rest) // wanted]] for k in range(wanted)]
    empty = np.zeros((0, network.heads.tags.shape[0]), np.float32)
    return _Material(
        np.array(vectors) if vectors else empty, tuple(heads), np.array(labels, np.int64), tuple(reports), np.array(rehearsal) if rehearsal else empty
    )


def _right(heads: Heads, m: _Material, chosen: Sequence[int]) -> int:
    where = offsets()
    right = 0
    for i in chosen:
        a, b = where[m.heads[i]]
        right += int((m.vectors[i] @ heads.tags[:, a:b] + heads.tags_bias[a:b]).argmax()) == int(m.labels[i])
    return right


class _Adam:
    """Steps on one table, in place (Kingma and Ba 2015), the rate falling to nothing."""

    def __init__(self, table: Floats) -> None:
        self._table = table
        self._mean, self._square = np.zeros_like(table), np.zeros_like(table)

    def step(self, gradient: Floats, n: int) -> None:
        self._mean += 0.1 * (gradient - self._mean)
        self._square += 0.001 * (gradient * gradient - self._square)
        rate = _RATE * (1 - n / (_STEPS + 1)) / (1 - 0.9**n)
        self._table -= rate * self._mean / (np.sqrt(self._square / (1 - 0.999**n)) + 1e-6)


def _moved(heads: Heads, m: _Material, chosen: Sequence[int]) -> Heads:
    """The heads after some answers were learnt (Adam, full batches)."""
    where = offsets()
    x = np.concatenate([m.vectors[list(chosen)], m.rehearsal])
    targets = np.zeros((len(x), labels_in_all()), np.float32)
    asked = np.zeros_like(targets)
    for row, i in enumerate(chosen):
        a, b = where[m.heads[i]]
        targets[row, a + int(m.labels[i])] = 1.0
        asked[row, a:b] = 1.0
    before = m.rehearsal @ heads.tags + heads.tags_bias
    for a, b in where.values():
        targets[len(chosen) :, a:b] = _softmax(before[:, a:b])
    asked[len(chosen) :] = 0.25
    w, bias = heads.tags.copy(), heads.tags_bias.copy()
    steps = (_Adam(w), _Adam(bias))
    for step in range(1, _STEPS + 1):
        scores = x @ w + bias
        wrong = np.empty_like(scores)
        for a, b in where.values():
            wrong[:, a:b] = _softmax(scores[:, a:b])
        wrong = (wrong - targets) * asked / max(1, len(chosen))
        gradients = (x.T @ wrong + _PULL * (w - heads.tags), wrong.sum(0) + _PULL * (bias - heads.tags_bias))
        for adam, gradient in zip(steps, gradients, strict=True):
            adam.step(gradient, step)
    return replace(heads, tags=w, tags_bias=bias)


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of some lessons.

    Attributes:
        heads: the heads that were moved.
        answers: how many decisions there were.
        before: how many of them the reader already gave.
        after: how many it gives when it has learnt from the *other* reports only (each report left out once); None with one report.
    """

    heads: Heads
    answers: int
    before: int
    after: int | None


def teach(network: Network, lessons: Sequence[Lesson], folds: int = 5) -> Taught:
    """Move the heads of a network towards what people decided.

    Args:
        network: the network; it is not changed.
        lessons: decisions, by report.
        folds: in how many parts the reports are divided to see what learning brings on reports that were not learnt from.

    Returns:
        The heads, and how much they are better for.
    """
    m = _material(network, lessons)
    everything = range(len(m.heads))
    names = sorted(set(m.reports))
    after = None
    if len(names) > 1:
        after = 0
        for k in range(min(folds, len(names))):
            out = set(names[k :: min(folds, len(names))])
            inside = [i for i in everything if m.reports[i] not in out]
            after += _right(_moved(network.heads, m, inside), m, [i for i in everything if m.reports[i] in out])
    return Taught(_moved(network.heads, m, everything), len(m.heads), _right(network.heads, m, everything), after)


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    return cast(Floats, e / e.sum(-1, keepdims=True))
