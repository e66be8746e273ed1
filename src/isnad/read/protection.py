"""Sources who are not to be known: "spoke on condition of anonymity", «طلب أن يُعرَّف بلقب … بغرض الحماية».

What such a source says is marked `protect`: all statements of that speaker in the report, not only the one beside the phrase, and those of
whoever speaks under the nickname that the phrase gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from isnad.grammar.rules import register
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.names import name_words, ordinary
from isnad.lang.tables import table
from isnad.model.records import Statement
from isnad.text.doc import Doc

PROTECT = register("common.statement.protect", "A source beside a phrase that asks for namelessness or gives a nickname for safety is protected.")
MOST = 200  # phrases of a report that are looked at
BEHIND = 5  # tokens behind a phrase in which a nickname is looked for
GIVING = frozenset({"asked-to-be-called", "asked-to-be-called-name", "call-him", "nickname-for-safety", "pseudonym", "only-first-name"})
KUNYA = frozenset({"ابو", "ابي", "ابا", "ام"})
CALLED = frozenset({"اسم", "الاسم", "لقب", "اللقب", "كنيه"})
INVENTED = frozenset({"مستعار", "المستعار", "وهمي", "حركي", "الحركي", "هو", "وهو", "هي", "الاول", "اول"})
OPENING, CLOSING = frozenset('«"“('), frozenset('»"”)')
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
    names = {_key([t.norm for t in doc.tokens[a:b]], doc.lang) for a, b in _nicknames(doc, found)}
    for s in statements:
        if s.kind in LABELS and names and s.speaker.entity is None and names & _keys_of(s, doc.lang):
            covered.add((s.speaker.name, s.kind))
    return [replace(s, protect=True) if (s.speaker.name, s.kind) in covered else s for s in statements]


def nicknames(text: str, lang: str) -> list[str]:
    """The nicknames that a report says it gives to sources who are not to be known, in order, each once; «بأبي مروان» as «ابو مروان».

    Args:
        text: the report.
        lang: its language.
    """
    doc = Doc(text, lang)
    out = []
    for a, b in _nicknames(doc, phrases(doc)):
        first = _key([t.norm for t in doc.tokens[a:b]], lang)[:1]
        kunya = b - a > 1 and first in (("ابو",), ("ام",))
        out.append(f"{first[0]} {doc.span(a + 1, b).quote(text)}" if kunya else doc.span(a, b).quote(text))
    return list(dict.fromkeys(out))


def _nicknames(doc: Doc, found: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Token ranges of nicknames inside or right behind phrases, without the particle written on to them."""
    out = []
    for phrase in found:
        what = phrase.entry.partition(".protect.")[2]
        named_as = what == "not-to-be-named" and doc.norms[phrase.last : phrase.last + 1] + doc.norms[phrase.last + 1 : phrase.last + 2]
        if what in GIVING or (named_as and "as" in named_as):
            first, end = phrase.first, min(doc.sentence_of(phrase.first)[1], phrase.last + BEHIND)
            name = _nickname_arabic(doc, first, phrase.last, end) if doc.lang == "ar" else _nickname_english(doc, phrase.last, end)
            if name is not None:
                out.append(name)
    return out


def _nickname_arabic(doc: Doc, first: int, last: int, end: int) -> tuple[int, int] | None:
    """«أبي مروان»، «أم ليلى»، a name in quotation marks, or the word after «باسم» and «بلقب»."""
    norms = doc.norms
    for k in range(first, end - 1):
        if norms[k] in ("ان", "إن") and k >= last:
            return None
        if not KUNYA.isdisjoint(_cores(norms[k], "ar")) and doc.tokens[k + 1].kind == "word":
            double = norms[k + 1] == "عبد" and k + 2 < end
            return k, k + (3 if double else 2)
        if norms[k] in OPENING and k > first:
            close = next((x for x in range(k + 2, min(end, k + 6)) if norms[x] in CLOSING), None)
            if close is not None:
                return k + 1, close
        called = CALLED & _cores(norms[k], "ar")
        if called:
            at = next((x for x in range(k + 1, end) if norms[x] not in INVENTED), end)
            if at < end and doc.tokens[at].kind == "word" and KUNYA.isdisjoint(_cores(norms[at], "ar")) and _may_name(norms[at], called, at - k):
                return at, at + 1
    return None


def _may_name(norm: str, called: frozenset[str], far: int) -> bool:
    """Whether an Arabic word behind «باسم» is a known name, or behind «بلقب» may be one: no reason («لأسباب»), no common word."""
    if norm in name_words().given:
        return True
    return far == 1 and called <= {"لقب", "كنيه"} and not ordinary(norm) and not any(norm in step for _, _, steps in _entries("ar") for step in steps)


def _nickname_english(doc: Doc, last: int, end: int) -> tuple[int, int] | None:
    """The capitalised words after “asked to be called”, “identified only as”."""
    k = last - 1
    while k < end and (doc.tokens[k].kind != "word" or not doc.text[doc.tokens[k].start].isupper()):
        if doc.norms[k] in ("said", "told", "because", "who", "that", ".", ";"):
            return None
        k += 1
    stop = k
    while stop < end and stop < k + 4 and doc.tokens[stop].kind == "word" and doc.text[doc.tokens[stop].start].isupper():
        stop += 1
    return (k, stop) if stop > k else None


def _keys_of(s: Statement, lang: str) -> set[tuple[str, ...]]:
    """The words a statement's speaker is called by, every run of one to three of them as a key."""
    words = [t.norm for t in Doc(s.speaker.surface or s.speaker.name, lang).tokens if t.kind == "word"]
    return {_key(words[a:b], lang) for a in range(len(words)) for b in range(a + 1, min(len(words), a + 4) + 1)}


def _key(norms: Sequence[str], lang: str) -> tuple[str, ...]:
    """Words of a nickname as they are compared: «أبي مروان» and «أبو مروان» are one."""
    words = [n for n in norms if n[:1].isalnum()]
    if lang == "ar" and words and len(words) > 1:
        kunya = next((k for k in KUNYA if k in _cores(words[0], lang)), None)
        words[0] = words[0] if kunya is None else "ام" if kunya == "ام" else "ابو"
    return tuple(words)


def _without_requests(doc: Doc, statements: Sequence[Statement], found: Sequence[Phrase]) -> list[Statement]:
    """The statements without those that are only the asking for namelessness ("asked not to be named")."""
    spots = [doc.span(p.first, p.last) for p in found] + [doc.span(a, b) for a, b in _nicknames(doc, found)]
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
