"""Quotation marks: which stretches of a text stand in them, in any style, nested or never closed."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.text.doc import Doc

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›", "‘": "’"}
_CLOSERS = frozenset("»”›’")
_DEEPEST = 24  # marks left open at once; more is not writing
_LIMIT = 1200  # tokens: a longer stretch without its closing mark was never meant as one quotation


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks.

    Attributes:
        open: first token of the opening mark.
        first: first token inside.
        last: one past the last token inside.
        close: one past the closing mark; equal to `last` if it was never closed.
        depth: 0 for an outermost quotation.
    """

    open: int
    first: int
    last: int
    close: int
    depth: int

    @property
    def closed(self) -> bool:
        """Whether the closing mark stands."""
        return self.close > self.last

    @property
    def words(self) -> int:
        """How many tokens stand inside."""
        return self.last - self.first


def find_quotes(doc: Doc) -> list[Quote]:
    """All quotations, in order of their opening marks.

    A straight mark opens or closes by what it touches; doubled round brackets count as marks. A quotation may run over
    line breaks if its closing mark stands within the text's next three paragraphs; one that is never closed ends with
    its paragraph.
    """
    tokens = doc.tokens
    text = doc.text
    found: list[tuple[int, int, int, int]] = []
    single = _single(doc) if doc.lang != "ar" else {}
    stack: list[tuple[str, int, int]] = []  # closing marks, first token of the mark, first token inside
    i = 0
    n = len(tokens)
    while i < n:
        t = tokens[i]
        if t.breaks and stack and t.kind != "punct":
            _drop_stale(doc, stack, found, i)
        if len(stack) > _DEEPEST:
            del stack[: -_DEEPEST // 2]
        if t.kind != "punct":
            i += 1
            continue
        mark = text[t.start : t.end]
        double = i + 1 < n and mark in "()" and tokens[i + 1].start == t.end and text[tokens[i + 1].start] == mark
        width = 2 if double else 1
        if double and mark == "(":
            while i + width < n and tokens[i + width].start == tokens[i + width - 1].end and text[tokens[i + width].start] == "(":
                width += 1
            stack.append(("))", i, i + width))
            i += width
            continue
        if double and mark == ")":
            at = _find(stack, "))")
            if at is not None:
                _close(stack, found, at, i, i + width)
                i += width
                continue
        if mark == "'" and i + 1 < n and tokens[i + 1].start == t.end and text[tokens[i + 1].start] == "'":
            at = _find(stack, "''")
            if at is not None:
                _close(stack, found, at, i, i + 2)
            else:
                stack.append(("''", i, i + 2))
            i += 2
            continue
        if mark == "'" and i in single:
            if single[i] > i:
                stack.append(("'", i, i + 1))
            elif (at := _find(stack, "'")) is not None:
                _close(stack, found, at, i, i + 1)
            i += 1
            continue
        if mark in _PAIRS and not (mark == "‘" and _inside_word(doc, i)):
            if mark == "“" and _find(stack, "“”") is not None and not _opens(doc, i):
                _close(stack, found, _find(stack, "“”") or 0, i, i + 1)
            else:
                stack.append((_PAIRS[mark], i, i + 1))
        elif mark in _CLOSERS:
            at = next((k for k in range(len(stack) - 1, -1, -1) if mark in stack[k][0]), None)
            if at is not None and not (mark == "’" and _inside_word(doc, i)):
                _close(stack, found, at, i, i + 1)
        elif mark == '"':
            at = _find(stack, '"')
            if at is not None and not _opens(doc, i):
                _close(stack, found, at, i, i + 1)
            elif _may_open(doc, i, at is None):
                stack.append(('"', i, i + 1))
        i += 1
    _drop_stale(doc, stack, found, n, everything=True)
    found.sort()
    return _with_depth(found)


def _single(doc: Doc) -> dict[int, int]:
    """Straight single marks that enclose speech (not apostrophes): each mark's token with that of its partner."""
    out: dict[int, int] = {}
    text, tokens = doc.text, doc.tokens
    opened = -1
    for i, t in enumerate(tokens):
        if t.breaks:
            opened = -1
        if t.kind != "punct" or text[t.start : t.end] != "'":
            continue
        before, after = text[t.start - 1 : t.start], text[t.end : t.end + 1]
        if opened < 0 and (not before or before.isspace() or before in "([\"—–") and after.isalnum():
            opened = i
        elif opened >= 0 and not after.isalnum() and not before.isspace() and (before in ",.!?…" or text[t.start - 1] != "s"):
            if i - opened >= 3:
                out[opened], out[i] = i, opened
            opened = -1
    return out


def _find(stack: list[tuple[str, int, int]], closing: str) -> int | None:
    return next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == closing), None)


def _close(stack: list[tuple[str, int, int]], found: list[tuple[int, int, int, int]], at: int, last: int, close: int) -> None:
    _, mark, first = stack[at]
    del stack[at:]
    if last > first:
        found.append((mark, first, last, close))


def _touches(doc: Doc, i: int) -> tuple[bool, bool]:
    tokens = doc.tokens
    before = i > 0 and tokens[i - 1].end == tokens[i].start
    after = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
    return before, after


def _inside_word(doc: Doc, i: int) -> bool:
    before, after = _touches(doc, i)
    return before and after and doc.tokens[i - 1].kind == "word" and doc.tokens[i + 1].kind == "word"


def _opens(doc: Doc, i: int) -> bool:
    """Whether a straight mark looks like an opening one: a word follows it closely and none precedes it closely."""
    before, after = _touches(doc, i)
    if not after or doc.tokens[i + 1].kind == "punct":
        return False
    return not before or doc.tokens[i - 1].norm in ("(", "[", "و", "ل", "ب", "ف", "ك", "ال", "لل", "وب", "ول", "-", "–", "—", ":")


def _may_open(doc: Doc, i: int, none_open: bool) -> bool:
    before, after = _touches(doc, i)
    if after and not before:
        return True
    return none_open and (not before or doc.tokens[i - 1].kind == "punct" or len(doc.tokens[i - 1].norm) <= 2)


def _drop_stale(doc: Doc, stack: list[tuple[str, int, int]], found: list[tuple[int, int, int, int]], at: int, *, everything: bool = False) -> None:
    """At a line break, give up on marks whose partner does not stand near; what they opened ends with its paragraph."""
    keep: list[tuple[str, int, int]] = []
    for closing, mark, first in stack:
        if not everything and at - mark < _LIMIT and _closes_later(doc, closing, at):
            keep.append((closing, mark, first))
            continue
        last = at if everything and not _break_between(doc, mark, at) else _paragraph_end(doc, first)
        if last - first >= 4:
            found.append((mark, first, last, last))
    stack[:] = keep


def _break_between(doc: Doc, mark: int, at: int) -> bool:
    return _paragraph_end(doc, mark) < at


def _paragraph_end(doc: Doc, first: int) -> int:
    tokens = doc.tokens
    for j in range(first, min(len(tokens), first + _LIMIT)):
        if j > first and tokens[j].breaks:
            return j
    return min(len(tokens), first + _LIMIT)


def _closes_later(doc: Doc, closing: str, at: int) -> bool:
    """Whether a closing mark of the kind stands in the next paragraphs before another opening one."""
    if closing in ("))", '"', "''", "’"):
        return False
    tokens, text = doc.tokens, doc.text
    breaks = 0
    for j in range(at, min(len(tokens), at + 400)):
        t = tokens[j]
        breaks += bool(t.breaks)
        if breaks > 3:
            return False
        if t.kind == "punct":
            mark = text[t.start : t.end]
            if mark in closing:
                return True
            if mark in _PAIRS and _PAIRS[mark] == closing:
                return False
    return False


def _with_depth(found: list[tuple[int, int, int, int]]) -> list[Quote]:
    out: list[Quote] = []
    open_until: list[int] = []
    for mark, first, last, close in found:
        while open_until and open_until[-1] <= mark:
            open_until.pop()
        if open_until and close > open_until[-1]:
            continue
        out.append(Quote(mark, first, last, close, len(open_until)))
        open_until.append(close)
    return out
