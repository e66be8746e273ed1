"""What rules and network propose as claims and as stretches of speech, and what speaks for each proposal, as numbers.

Training (`genscripts.train.judged`) and reading share this module. A proposal is right or wrong; a judge says how likely it is right.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from isnad.lang.common.attribution import Attribution, Who
from isnad.lang.common.claims import Draft
from isnad.read.learned.decode import Content, Happening
from isnad.read.learned.heads import TYPES
from isnad.read.learned.network import Floats, Scores
from isnad.read.learned.pieces import Range
from isnad.text.doc import Doc

LEAST = 0.15
"""What the network holds for less likely than this it does not propose."""
_WHO: tuple[str, ...] = get_args(Who)
CLAIM = (
    *("by_rule", "by_network", "ruled", "seen", "agree", "any", "this", "other", "any_logit", "this_logit", "other_logit", "goes_on", "familiar"),
    *("arabic", "finite", "nominal", "passive", "occurred", "actual", "actor", "recipient", "weak", "needs", "definite", "claims", "alike"),
    *("sentence", "head", "inside", "sure_here", *TYPES),
)  # fmt: skip
"""What is told of a claim that is proposed with a type; `alike` are other proposals of that type in its sentence."""
CONTENT = (
    *("by_rule", "by_network", "overlap", "inside", "begins", "score", "nested", "cue", "source", "cue_words", "direct", "deny", "words"),
    *("arabic", "familiar", "cue_link", "source_link", "around", "within", "found", "rank", "edge_in", "edge_out", *_WHO),
)  # fmt: skip
"""What is told of a stretch that is proposed as said by somebody."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that is proposed.

    Attributes:
        type: with this type.
        draft: what the rules found on its words, of this type or another, or None.
        seen: what the network found there, of this type or another, or None.
        words: its words.
    """

    type: str
    draft: Draft | None
    seen: Happening | None
    words: Range


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch that is proposed as said by somebody.

    Attributes:
        found: what the rules found, or None.
        seen: the stretch that the network found nearest to it, or None.
        words: its words.
    """

    found: Attribution | None
    seen: Content | None
    words: Range


def claimed(doc: Doc, found: Sequence[Draft], own: Sequence[Happening]) -> list[Claimed]:
    """All claims that are proposed, each with each type that somebody proposes for it.

    Args:
        doc: the report.
        found: what the rules found.
        own: what the network found.
    """
    by_word = {h.words[0]: h for h in own}
    out: list[Claimed] = []
    taken: set[int] = set()
    for d in found:
        words = doc.tokens_in(d.trigger)
        seen = next((by_word[w] for w in range(*words) if w in by_word), None)
        taken.update(range(*words))
        out.append(Claimed(d.type, d, seen, words))
        if seen is not None and seen.type != d.type:
            out.append(Claimed(seen.type, d, seen, words))
    out += [Claimed(h.type, None, h, h.words) for w, h in by_word.items() if w not in taken]
    return out


def claim_rows(doc: Doc, scores: Scores, proposals: Sequence[Claimed], familiar: float) -> Floats:
    """What `CLAIM` names, for each claim that is proposed."""
    out = np.zeros((len(proposals), len(CLAIM)), np.float32)
    sentences = [doc.sentence_index[min(p.words[0], len(doc.tokens) - 1)] for p in proposals]
    count: dict[tuple[int, str], int] = {}
    sure: dict[int, int] = {}
    for p, s in zip(proposals, sentences, strict=True):
        count[s, p.type] = count.get((s, p.type), 0) + 1
        sure[s] = sure.get(s, 0) + (p.seen is not None and p.seen.score >= 0.8)
    spoken = np.maximum(1 - scores.tags["content"][:, 0], 1 - scores.tags["nested"][:, 0])
    for k, (p, s) in enumerate(zip(proposals, sentences, strict=True)):
        first, last = p.words
        tags = scores.tags["trigger"][first : max(last, first + 1)]
        typed = tags[:, 2:].max(0)
        any_ = float(tags[:, 2:].sum(1).max())
        this = float(typed[TYPES.index(p.type)])
        other = float(np.delete(typed, TYPES.index(p.type)).max())
        a, b = doc.sentence_of(first)
        d = p.draft
        out[k] = [
            d is not None and d.type == p.type, p.seen is not None and p.seen.type == p.type, d is not None, p.seen is not None,
            d is not None and p.seen is not None and d.type == p.seen.type, any_, this, other,
            _logit(any_), _logit(this), _logit(other), float(tags[:, 1].max()), familiar, doc.lang == "ar",
            *((d.hit.finite, d.hit.nominal, d.hit.voice == "p", d.occurred, d.status == "actual") if d else (0,) * 5),
            *((bool(d.actor), bool(d.recipient)) if d else (0, 0)), *((d.hit.lemma.weak, bool(d.hit.lemma.need), d.definite) if d else (0,) * 3),
            len(proposals) / 20, count[s, p.type] - 1, (b - a) / 30, s == 0, float(spoken[first]), sure[s], *(p.type == t for t in TYPES),
        ]  # fmt: skip
    return out


def said(found: Sequence[Attribution], own: Sequence[Content]) -> list[Said]:
    """All stretches that are proposed: those of the rules with the network's nearest, and those that only the network found."""
    out: list[Said] = []
    met: set[int] = set()
    begins = [c.words[0] for c in own]
    for a in found:
        # what shares half with it begins within its length of it: in a hostile text only neighbours are compared
        first, last = a.content
        near = range(bisect_left(begins, 2 * first - last), bisect_left(begins, last))
        shared = {k: share for k in near if (share := _shared(own[k].words, a.content)) >= 0.5}
        met.update(shared)
        out.append(Said(a, own[max(shared, key=shared.__getitem__)] if shared else None, a.content))
    return out + [Said(None, c, c.words) for k, c in enumerate(own) if k not in met and c.words[1] - c.words[0] >= 2]


def said_rows(doc: Doc, scores: Scores, proposals: Sequence[Said], familiar: float) -> Floats:
    """What `CONTENT` names, for each stretch that is proposed."""
    out = np.zeros((len(proposals), len(CONTENT)), np.float32)
    heads = [scores.tags["content"], scores.tags["nested"]]
    n = len(doc.tokens)
    begins, ends = (np.array([p.words[i] for p in proposals], np.int64) for i in (0, 1))
    for k, p in enumerate(proposals):
        first, last = p.words
        if first >= last:
            continue
        a, c = p.found, p.seen
        inside = max(float((1 - h[first:last, 0]).mean()) for h in heads)
        before = max(float(1 - h[first - 1, 0]) for h in heads) if first else 0.0
        after = max(float(1 - h[last, 0]) for h in heads) if last < n else 0.0
        around = int(((begins <= first) & (ends >= last)).sum()) > 1
        within = int(((begins >= first) & (ends <= last)).sum()) > 1
        out[k] = [
            a is not None, c is not None, _shared(c.words, p.words) if c else 0, inside, max(float(h[first, 1]) for h in heads), c.score if c else 0,
            c.nested if c else 0, a is not None and a.cue[0] < a.cue[1], a is not None and a.source is not None, a.cue[1] - a.cue[0] if a else 0,
            a is not None and a.mode == "direct", a is not None and a.stance == "deny", np.log1p(last - first), doc.lang == "ar", familiar,
            c.cue[1] if c and c.cue else 0, c.source[1] if c and c.source else 0, around, within, len(proposals) / 10, a.rank if a else 0,
            before, after, *(a is not None and a.who == w for w in _WHO),
        ]  # fmt: skip
    return out


def _shared(a: Range, b: Range) -> float:
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return inter / (a[1] - a[0] + b[1] - b[0] - inter) if inter > 0 else 0.0


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))
