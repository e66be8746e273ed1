"""Rules of Arabic attribution for running speech: the answers of an interview, quotations that stand without any cue."""

from __future__ import annotations

from bisect import bisect_right

from isnad.grammar.rules import register
from isnad.lang.ar.statements_nouns import noun_phrase
from isnad.lang.ar.statements_scan import COLON, DASH, Scan
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.blocks import Blocks
from isnad.lang.common.wordsets import wordset

ANSWER = register("ar.statement.answer", "An answer of an interview: the paragraph after a question, by whoever is interviewed.")
FREE = register("ar.statement.free-quotation", "A quotation that stands as a sentence of its own goes on with the words of whoever spoke last.")

_MARKS = DASH | frozenset({"*", "•", "●", "▪", "○", "←", ">"})
_QUESTIONS = wordset("ar", "questions")
_ANSWERS = wordset("ar", "answers")
_ENDS = frozenset({".", "؟", "?", "!", "…", "...", "؛"})
_FINAL = frozenset({".", "؟", "?", "!"})
_LEAST_PAIRS = 2  # questions with a question mark that make a text an interview
_LEAST_WORDS = 4  # of a free quotation
_LEAST_LINE = 8  # of one that opens its line: shorter ones are titles
_NEAR = 60  # tokens after somebody's words
_HOLDERS = ("official", "person", "anonymous", "witness")


def answer_rules(s: Scan) -> list[Attribution]:
    """The answers of an interview, if the report is one: lines with one mark, each after a line of a question."""
    lines = s.doc.paragraphs
    pairs = _pairs(s, lines)
    if not pairs:
        return []
    who = interviewed(s, lines[pairs[0]][0] if pairs[0] < len(lines) else 0)
    if who is None:
        return []
    speaker: Who = "named"
    out: list[Attribution] = []
    for k in pairs:
        a, b = lines[k + 1]
        start = _label_end(s, a, b)
        if b - start >= 2:
            out.append(Attribution(ANSWER, (), (a, start), s.trim(start, b), who, speaker, rank=-3))
    return out


def _label(s: Scan, a: int, b: int) -> str:
    """How a line begins: with a mark, with «س» or «ج» and a colon, or "" with a word."""
    if s.norms[a] in _MARKS:
        return "-" if s.norms[a] in DASH else s.norms[a]
    if a + 1 < b and s.norms[a + 1] in (COLON, "-", "/", ")", "."):
        return "q" if s.norms[a] in _QUESTIONS else "a" if s.norms[a] in _ANSWERS else ""
    return ""


def _label_end(s: Scan, a: int, b: int) -> int:
    return min(b, a + (2 if _label(s, a, b) == "a" else 1))


def _pairs(s: Scan, lines: list[Range]) -> list[int]:
    """Positions of the question lines of an interview; [] if the report is none."""
    labels = [_label(s, a, b) for a, b in lines]
    asked = [_asks(s, a, b) for a, b in lines]
    votes: dict[str, int] = {}
    for k in range(len(lines) - 1):
        mark = labels[k + 1]
        if mark and mark != "q" and mark != labels[k] and (asked[k] or (labels[k] == "q" and mark == "a")):
            votes[mark] = votes.get(mark, 0) + 1
    mark = max(sorted(votes), key=votes.__getitem__, default="")
    if not mark or votes[mark] < _LEAST_PAIRS:
        return []
    first = next(k for k in range(len(lines) - 1) if labels[k + 1] == mark and (asked[k] or labels[k] == "q"))
    return [k for k in range(first, len(lines) - 1) if labels[k + 1] == mark and labels[k] != mark]


def _asks(s: Scan, a: int, b: int) -> bool:
    return any(s.norms[k] in ("؟", "?") for k in range(max(a, b - 3), b))


def interviewed(s: Scan, before: int) -> Range | None:
    """Who is interviewed: the first person whom the words before the first question name, else the first speaker noun."""
    named = next((r for r, m in zip(s.mention_ranges, s.mentions, strict=True) if r[1] <= before and m.kind in ("person", "official")), None)
    titled = next((i for i in sorted(s.heads) if i < before and s.heads[i] in _HOLDERS and s.mention_of[i] < 0), None)
    if named is not None:
        first = named[0]
        while first > 0 and first - 1 in s.heads and s.heads[first - 1] in _HOLDERS and not s.tokens[first].breaks:
            first -= 1
        return (first, named[1])
    return None if titled is None else (titled, max(titled + 1, noun_phrase(s, titled, before)))


def free_rules(s: Scan, found: list[Attribution]) -> list[Attribution]:
    """Quotations that are sentences of their own, after somebody has spoken and without a cue.

    Args:
        s: the document.
        found: what the other rules found.
    """
    taken: Blocks[Attribution] = Blocks()
    for a in found:
        taken.add(*a.content, a)
    ends = sorted(max(a.cue[1], a.content[1]) for a in found)
    out: list[Attribution] = []
    for q in s.quotes:
        if q.depth or q.words < _LEAST_WORDS or not _own_sentence(s, q.open, q.close, closed=q.closed):
            continue
        titled = (s.tokens[q.open].breaks > 0 or q.open == 0) and not _ends_line(s, q.close)
        before = bisect_right(ends, q.open) - 1
        near = before >= 0 and q.open - ends[before] <= _NEAR
        if titled or (s.tokens[q.open].breaks and q.words < _LEAST_LINE) or not (near or (out and q.open - out[-1].content[1] <= _NEAR)):
            continue
        if any(min(a.content[1], q.last) - max(a.content[0], q.first) > q.words // 2 and a.cue[0] < q.open for a in taken.near(q.first, q.last)):
            continue
        if any(a.rule != FREE and a.content[0] <= q.first and a.content[1] >= q.last for a in taken.near(q.first, q.last)):
            continue
        out.append(Attribution(FREE, (), (q.open, q.first), (q.first, q.last), None, "running", verb_class="add", rank=-3))
    return out


def _ends_line(s: Scan, last: int) -> bool:
    """Whether the line of a quotation ends like a sentence, inside its marks or after them; a title does not."""
    k = last
    while k < s.n and not s.tokens[k].breaks and k - last < 2:
        k += 1
    return any(s.norms[x] in _FINAL for x in range(max(0, last - 2), k))


def _own_sentence(s: Scan, first: int, last: int, *, closed: bool) -> bool:
    before = first == 0 or s.tokens[first].breaks > 0 or s.norms[first - 1] in _ENDS or (first in s.closing and s.norms[first - 1] not in (COLON,))
    after = last >= s.n or s.tokens[last].breaks > 0 or s.norms[last] in _ENDS
    return before and after and (closed or s.tokens[first].breaks > 0)
