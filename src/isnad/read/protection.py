"""Sources who are not to be known: "spoke on condition of anonymity", «طلب أن يُعرَّف بلقب … بغرض الحماية».

What such a source says is marked `protect`: all statements of that speaker in the report, not only the one beside the phrase.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from isnad.grammar.rules import register
from isnad.lang.ar.clitics import analyses
from isnad.lang.tables import table
from isnad.model.records import Statement
from isnad.text.doc import Doc

PROTECT = register("common.statement.protect", "A source beside a phrase that asks for namelessness or gives a nickname for safety is protected.")
MOST = 200  # phrases of a report that are looked at
LABELS = ("person", "official", "witness", "anonymous", "organisation", "author")  # documents and media ask for nothing


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it stands in a text.

    Attributes:
        entry: id of its entry in the resource.
        first, last: its tokens, half open.
    """

    entry: str
    first: int
    last: int


def protect(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a report, those of protected sources marked.

    Args:
        doc: the report's tokens.
        statements: its statements, in any order.
    """
    found = phrases(doc)
    if not found or not statements:
        return list(statements)
    statements = _without_requests(doc, statements, found)
    covered: set[tuple[str, str]] = set()
    for phrase in found:
        nearest = _beside(doc, statements, phrase)
        if nearest is not None:
            covered.add((nearest.speaker.name, nearest.kind))
    return [replace(s, protect=True) if (s.speaker.name, s.kind) in covered else s for s in statements]


def _without_requests(doc: Doc, statements: Sequence[Statement], found: Sequence[Phrase]) -> list[Statement]:
    """The statements without those that are only the asking for namelessness ("asked not to be named")."""
    spots = [doc.span(p.first, p.last) for p in found]
    gone = {k for k, s in enumerate(statements) if s.cue is not None and any(spot.covers(s.cue) for spot in spots)}
    place = {k: n for n, k in enumerate(k for k in range(len(statements)) if k not in gone)}
    out = []
    for k in place:
        parent = statements[k].parent
        seen: set[int] = set()
        while parent is not None and parent in gone and parent not in seen:
            seen.add(parent)
            parent = statements[parent].parent
        out.append(replace(statements[k], parent=place.get(parent) if parent is not None else None))
    return out


def phrases(doc: Doc) -> list[Phrase]:
    """Phrases of protection in a text, in order; no two overlap."""
    first_words = _first_words(doc.lang)
    out: list[Phrase] = []
    for i, t in enumerate(doc.tokens):
        if t.kind != "word" or (out and i < out[-1].last) or len(out) >= MOST:
            continue
        for core in _cores(t.norm, doc.lang):
            if core in first_words:
                hit = next((p for n in first_words[core] if (p := _match(doc, i, n)) is not None), None)
                if hit is not None:
                    out.append(hit)
                    break
    return out


def _match(doc: Doc, i: int, entry: int) -> Phrase | None:
    name, gap, steps = _entries(doc.lang)[entry]
    end = doc.sentence_of(i)[1]
    at = i + 1
    for step in steps[1:]:
        here = next((k for k in range(at, min(end, at + gap + 1)) if not step.isdisjoint(_cores(doc.tokens[k].norm, doc.lang))), None)
        if here is None:
            return None
        at = here + 1
    return Phrase(name, i, at)


def _beside(doc: Doc, statements: Sequence[Statement], phrase: Phrase) -> Statement | None:
    """The statement whose source the phrase is about: the nearest source before it in its sentence, else after it, else in its paragraph."""
    a, b = doc.sentence_of(phrase.first)
    whole = doc.span(a, b)
    at = doc.tokens[phrase.first].start
    able = [s for s in statements if s.kind in LABELS]
    here = [s for s in able if (spot := s.source or s.cue) is not None and whole.start <= spot.start < whole.end]
    told = [s for s in here if s.span.start <= at < s.span.end]  # what is said holds the phrase: it is about somebody else
    outer = [s for s in here if s not in told]
    before = [s for s in outer if (s.source or s.cue or s.span).start <= at]
    if before:
        return max(before, key=lambda s: ((s.source or s.cue or s.span).start, -s.span.start))
    if outer:
        return min(outer, key=lambda s: ((s.source or s.cue or s.span).start, s.span.start))
    if told:
        return None
    starts = [p for p, _ in doc.paragraphs]
    paragraph = doc.paragraphs[max(0, bisect_right(starts, phrase.first) - 1)]
    around = doc.span(*paragraph)
    near = [s for s in able if around.start <= s.span.start < around.end]
    return min(near, key=lambda s: (abs(s.span.start - at), s.span.start), default=None)


@lru_cache(maxsize=65536)
def _cores(norm: str, lang: str) -> frozenset[str]:
    """A word, and in Arabic what is left of it without particles and pronouns."""
    if lang != "ar":
        return frozenset((norm, norm.removesuffix("'s")))
    return frozenset(core for _, core, _ in analyses(norm))


@cache
def _entries(lang: str) -> tuple[tuple[str, int, tuple[frozenset[str], ...]], ...]:
    rows = table(lang, "protection")["entries"]
    return tuple((e["id"], e["gap"], tuple(frozenset(s) for s in e["steps"])) for e in rows)


@cache
def _first_words(lang: str) -> dict[str, tuple[int, ...]]:
    out: dict[str, list[int]] = {}
    for n, (_, _, steps) in enumerate(_entries(lang)):
        for word in steps[0]:
            out.setdefault(word, []).append(n)
    return {w: tuple(v) for w, v in out.items()}
