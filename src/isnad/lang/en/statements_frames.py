"""What stands behind a whole English report: the outlet that it translates, reprints or retells, said in a line at its head or foot."""

from __future__ import annotations

from isnad.lang.common.attribution import Range
from isnad.lang.common.scan import COLON
from isnad.lang.common.wordsets import phrases, wordset
from isnad.text.doc import Doc

ENTRY = "en.word.frames"  # what a statement names beside its cue if it came through such a line
_HEAD = 6  # paragraphs at the beginning where such a line stands
_FOOT = 3
_LINE = 26  # most tokens of it
_ENDS = frozenset({",", "(", ".", ";", "|", "—", "–", ")", "for", "and", "on", "in", "with", "by", "to", "translated", "translation"})


def frame_of(doc: Doc) -> Range | None:
    """The words that name the outlet behind the whole report, if a line of its own says so.

    Args:
        doc: the document.

    Returns:
        Their token range, or None.
    """
    cues = sorted((tuple(p.split()) for p in phrases("en", "frames")), key=len, reverse=True)
    lines = list(doc.paragraphs)
    for a, b in (*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _FOOT) :]):
        if b - a > _LINE:
            continue
        for k in range(a, b - 1):
            cue = next((c for c in cues if tuple(doc.norms[k : k + len(c)]) == c), None)
            if cue is None or (k > a and doc.norms[k - 1] not in wordset("en", "frame-before") and doc.tokens[k - 1].kind == "word"):
                continue
            start = k + len(cue)
            while start < b and doc.norms[start] in ("the", COLON, '"', "“"):
                start += 1
            stop = start
            while stop < b and stop - start < 6 and doc.norms[stop] not in _ENDS and doc.text[doc.tokens[stop].start].isupper():
                stop += 1
            if stop > start and not set(doc.norms[start:stop]) <= wordset("en", "tongues"):
                return start, stop
    return _retold(doc)


def _retold(doc: Doc) -> Range | None:
    """“a dispatch put out by X, which we render here”: the outlet, in a sentence of the first two paragraphs."""
    verbs = wordset("en", "retelling")
    for a, b in list(doc.paragraphs)[:2]:
        we = next((k for k in range(a, b - 1) if doc.norms[k] == "we" and doc.norms[k + 1] in verbs), None)
        if we is None:
            continue
        for k in range(we, a, -1):
            if doc.norms[k] in ("by", "from", "in") and doc.text[doc.tokens[k + 1].start].isupper():
                stop = k + 1
                while stop < min(we, k + 8) and doc.norms[stop] not in _ENDS:
                    if not (doc.text[doc.tokens[stop].start].isupper() or doc.norms[stop] == "-"):
                        break
                    stop += 1
                return k + 1, stop
    return None
