"""Rules of Arabic attribution for lines that begin with their speaker: the answers of a written-down interview, the lines of a ticker."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.statements_headlines import ASKERS, LABELS, ticker_start
from isnad.lang.ar.statements_scan import COLON, COMMA, DASH, Scan
from isnad.lang.ar.statements_voices import ANSWER, interviewed
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.wordsets import wordset

SPEAKER_LINE = register("ar.statement.speaker-line", "A line of a written-down interview: the name or dash of whoever is asked, and his answer.")
TICKER = register("ar.statement.ticker", "A line of a ticker that is a short name, a colon and words, between lines of known speakers.")

_ANSWERS = wordset("ar", "answers")
_LONGEST = 9  # tokens of a label
_SHORT = 4  # tokens of a label of a ticker
_DIALOGUE = 4  # lines
_LEAST = 3  # tokens of an answer
_LINE = 40  # tokens of a line of a ticker
_ENDS = frozenset({".", "؟", "?", "!"})


def line_rules(s: Scan, found: list[Attribution]) -> list[Attribution]:
    """The answers of an interview whose lines begin with names, or the lines of a ticker that no other rule has read.

    Args:
        s: the document.
        found: what the other rules found.
    """
    lines = s.doc.paragraphs
    if len(lines) >= _DIALOGUE and all(s.norms[a] in DASH for a, _ in lines) and not any(x.rule == ANSWER for x in found):
        return _dialogue(s, lines, found)
    colons = [_colon(s, a, b) for a, b in lines]
    if len([c for c in colons if c is not None]) < 2:
        return []
    asked = [c is not None and s.norms[a] in ASKERS for (a, _), c in zip(lines, colons, strict=True)]
    if any(asked) and not any(x.rule == ANSWER for x in found):
        return _answers(s, lines, colons, asked, found)
    return _ticker(s, lines, found)


def _colon(s: Scan, a: int, b: int) -> int | None:
    """The colon after a label at the head of a line: a few words without a verb of saying, a full stop or a quotation."""
    for k in range(a + 1, min(b, a + _LONGEST)):
        if s.norms[k] == COLON:
            return k
        if s.finite(k) is not None or s.norms[k] in _ENDS or k in s.opening or s.norms[k] in DASH:
            return None
    return None


def _answers(s: Scan, lines: list[Range], colons: list[int | None], asked: list[bool], found: list[Attribution]) -> list[Attribution]:
    others = _speakers(found)
    out: list[Attribution] = []
    for (a, b), colon, question in zip(lines, colons, asked, strict=True):
        if colon is None or question or s.norms[a] in LABELS:
            continue
        source = s.trim(a, colon)
        if s.norms[a] in _ANSWERS:
            source = interviewed(s, lines[0][1]) or source
        named = next((k for k in range(*source) if s.norms[k] in (*COMMA, "(", "[")), source[1])
        for part in _own_words(s, colon + 1, b, others):
            out.append(Attribution(SPEAKER_LINE, (), (a, colon), part, (source[0], max(named, source[0] + 1)), "named", rank=-3))
    return out


def _dialogue(s: Scan, lines: list[Range], found: list[Attribution]) -> list[Attribution]:
    """Lines that all begin with a dash, of whoever asks and whoever answers in turn: those of the one with fewer question marks."""
    asked = [sum(s.norms[b - 1] in ("؟", "?") for _, b in lines[k::2]) for k in (0, 1)]
    if asked[0] == asked[1]:
        return []
    others = _speakers(found)
    return [
        Attribution(SPEAKER_LINE, (), (a, a + 1), part, None, "hearsay", rank=-3)
        for a, b in lines[asked[0] > asked[1] :: 2]
        for part in _own_words(s, a + 1, b, others)
    ]


def _speakers(found: list[Attribution]) -> list[int]:
    """Where the cues of named speakers stand."""
    return sorted({x.cue[0] for x in found if x.who == "named" and x.source is not None and x.verb_class not in ("ask", "think")})


def _own_words(s: Scan, start: int, end: int, others: list[int]) -> list[Range]:
    """An answer, cut at each sentence that begins with somebody else who says something."""
    out: list[Range] = []
    first = at = start
    while at < end:
        stop = min(s.sentence(at)[1], end)
        if at > start and any(at <= c < min(at + 5, stop) for c in others):
            out.append((first, at))
            first = stop
        at = max(stop, at + 1)
    out.append((first, end))
    return [r for a, b in out if (r := s.trim(a, b))[1] - r[0] >= _LEAST]


def _ticker(s: Scan, lines: list[Range], found: list[Attribution]) -> list[Attribution]:
    if len(lines) < 3 or sum(s.norms[b - 1] in _ENDS for _, b in lines) > 1 or any(b - a > _LINE for a, b in lines):
        return []
    heads = {x.source[0] for x in found if x.rule.endswith(".headline") and x.source is not None}
    if not heads:
        return []
    out: list[Attribution] = []
    for a, b in lines:
        first, _ = ticker_start(s, a, b)
        if first + 2 < b and s.norms[first] in LABELS and s.norms[first + 1] == COLON:
            first += 2
        colon = _colon(s, first, b)
        if colon is None or colon - first > _SHORT or b - colon < 3 or first in heads or s.tokens[colon - 1].kind != "word":
            continue
        content = s.trim(colon + 1, b)
        if content[1] - content[0] >= 2 and s.norms[first] not in LABELS:
            out.append(Attribution(TICKER, (), (colon, colon + 1), content, (first, colon), "named", rank=0))
    return out
