"""From scores of words to findings: contents with cue and source, triggers with type and status, each with a score and the words it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from isnad.read.learned.heads import LINKS, TAGS
from isnad.read.learned.network import Floats, Scores
from isnad.read.learned.pieces import Range
from isnad.text.doc import Doc

_LABELS = {h.name: h.labels for h in TAGS}
_LINK = {f"{anchor}.{name}": i for i, (name, anchor) in enumerate(LINKS)}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer with its probability by the network."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch that the network takes for said by somebody.

    Attributes:
        words: the stretch.
        score: mean probability of its words to be inside, and of its first to begin.
        nested: whether it is found as standing in another.
        cue, source: the words of the cue and of the source, if there are any, with their score.
        kind, stance, named, speech: attributes.
    """

    words: Range
    score: float
    nested: bool
    cue: tuple[Range, float] | None
    source: tuple[Range, float] | None
    kind: Choice
    stance: Choice
    named: Choice
    speech: Choice


@dataclass(frozen=True, slots=True)
class Happening:
    """A word that the network takes for the trigger of a claim.

    Attributes:
        words: the trigger.
        type: PLOVER type.
        score: probability that it is a trigger of that type.
        occurred, status, mode: attributes.
    """

    words: Range
    type: str
    score: float
    occurred: Choice
    status: Choice
    mode: Choice


def contents(doc: Doc, scores: Scores, begin: float = 0.5) -> list[Content]:
    """The contents of statements, in order of the text.

    Args:
        doc: the report.
        scores: what the network says.
        begin: how likely a stretch must be, on average, to be taken.
    """
    found = [
        (words, score, head == "nested") for head in ("content", "nested") for words, score in stretches(scores.tags[head], doc) if score >= begin
    ]
    pointed = {name: _pointed(scores, name, [words[0] for words, _, _ in found]) for name in ("cue", "source")}
    out = [_content(scores, *f, pointed["cue"][i], pointed["source"][i]) for i, f in enumerate(found)]
    return sorted(out, key=lambda c: (c.words[0], -c.words[1], c.nested))


def stretches(tags: Floats, doc: Doc) -> list[tuple[Range, float]]:
    """Stretches of the likeliest sequence of O, B and I (Viterbi; I never follows O), with the mean probability of their words to be in."""
    n = len(tags)
    if not n:
        return []
    log: list[tuple[float, float, float]] = np.log(np.maximum(tags, 1e-6)).tolist()
    best = (log[0][0], log[0][1], -math.inf)
    back: list[tuple[int, int]] = []  # for each word after the first: what best stands before O or B, and before I; plain numbers are quickest
    for o, b, i_ in log[1:]:
        any_ = best.index(max(best))
        inside = 1 if best[1] >= best[2] else 2
        back.append((any_, inside))
        best = (best[any_] + o, best[any_] + b, best[inside] + i_)
    path = [best.index(max(best))]
    for any_, inside in reversed(back):
        path.append(inside if path[-1] == 2 else any_)
    path.reverse()
    out: list[tuple[Range, float]] = []
    i = 0
    while i < n:
        if path[i] == 1:
            j = i + 1
            while j < n and path[j] == 2:
                j += 1
            out.append((_trimmed(doc, (i, j)), float((1 - tags[i:j, 0]).mean())))
            i = j
        else:
            i += 1
    return [(w, s) for w, s in out if w[0] < w[1]]


def _trimmed(doc: Doc, words: Range) -> Range:
    a, b = words
    while a < b and doc.tokens[a].kind == "punct" and doc.tokens[a].norm in _OUTER:
        a += 1
    while a < b and doc.tokens[b - 1].kind == "punct" and doc.tokens[b - 1].norm in _OUTER:
        b -= 1
    return a, b


_OUTER = frozenset(".,،:;؛«»\"“”'‘’-–—…")


def _choice(scores: Scores, head: str, word: int) -> Choice:
    row = scores.tags[head][word]
    k = int(row.argmax())
    return Choice(_LABELS[head][k], float(row[k]))


def _pointed(scores: Scores, name: str, anchors: list[int]) -> list[tuple[Range, float] | None]:
    """The likeliest words that each content is linked to by a head, if any."""
    out: list[tuple[Range, float] | None] = [None] * len(anchors)
    for links in scores.links(_LINK[f"content.{name}"], anchors):
        for i, likely in zip(links.asked, links.likely, strict=True):
            out[i] = max(pointers(links.first, likely), key=lambda f: f[1], default=None)
    return out


def _content(
    scores: Scores, words: Range, score: float, nested: bool, cue: tuple[Range, float] | None, source: tuple[Range, float] | None
) -> Content:
    choices = (_choice(scores, name, words[0]) for name in ("kind", "stance", "named", "speech"))
    return Content(words, score, nested, cue, source, *choices)


def pointers(first: int, likely: npt.NDArray[np.float32], least: float = 0.5) -> list[tuple[Range, float]]:
    """Stretches of words that are likelier than `least`, with the highest probability in each; a single word between two does not part them."""
    found = [int(i) for i in np.flatnonzero(likely >= least)]
    out: list[tuple[Range, float]] = []
    k = 0
    while k < len(found):
        j = k
        while j + 1 < len(found) and found[j + 1] - found[j] <= 2:
            j += 1
        out.append(((first + found[k], first + found[j] + 1), float(likely[found[k] : found[j] + 1].max())))
        k = j + 1
    return out


def happenings(doc: Doc, scores: Scores, least: float = 0.4) -> list[Happening]:
    """The triggers of claims, in order of the text.

    Args:
        doc: the report.
        scores: what the network says.
        least: how likely a word must be a trigger of any type to be taken.
    """
    tags = scores.tags["trigger"]
    typed, inside = tags[:, 2:].sum(1), tags.argmax(1) == 1
    out = []
    for i in np.flatnonzero((typed >= least) & (typed > tags[:, 1])).tolist():
        j = i + 1
        while j < len(tags) and inside[j]:
            j += 1
        out.append(happening(scores, (i, j)))
    return out


def happening(scores: Scores, words: Range) -> Happening:
    """What the network says of one trigger, whoever found it."""
    i = words[0]
    typed = scores.tags["trigger"][i, 2:]
    k = int(typed.argmax())
    occurred, status, mode = (_choice(scores, name, i) for name in ("occurred", "status", "mode"))
    return Happening(words, _LABELS["trigger"][2 + k], float(typed[k]), occurred, status, mode)
