"""What the mention readers of both languages share: words without quotation marks, candidates, and the walk over a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.grammar.lexicon import Lexicon, Match
from isnad.lang.common.outlets import clean
from isnad.model.records import Made, Mention
from isnad.model.span import Span
from isnad.text.doc import Doc, Token

QUOTES = frozenset("\"'«»“”„‟‹›‘’`*") | {"''"}


_BRACKETS = frozenset("()")


def _doubled(tokens: tuple[Token, ...], t: Token) -> bool:
    """Whether a bracket stands beside another of its kind: «((…))» are quotation marks of some papers."""
    for j in (t.i - 1, t.i + 1):
        if 0 <= j < len(tokens) and tokens[j].norm == t.norm and (tokens[j].end == t.start or tokens[j].start == t.end):
            return True
    return False


class BareDoc(Doc):
    """A document without its quotation marks, so that names match whether or not they stand in quotes.

    Attributes:
        opened: for each token, whether a quotation mark stood right before it.
        closed: for each token, whether one stood right after it.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.lang = doc.lang
        kept: list[Token] = []
        self.opened: list[bool] = []
        self.closed: list[bool] = []
        breaks, quote = 0, False
        for t in doc.tokens:
            if t.norm in QUOTES or (t.norm in _BRACKETS and _doubled(doc.tokens, t)):
                breaks = max(breaks, t.breaks)
                quote = True
                if kept and kept[-1].end == t.start:
                    self.closed[-1] = True
                continue
            if breaks > t.breaks:
                kept.append(Token(t.i, t.start, t.end, t.kind, t.norm, breaks))
            else:
                kept.append(t)
            self.opened.append(quote and doc.text[t.start - 1 : t.start] in QUOTES)
            self.closed.append(False)
            breaks, quote = 0, False
        self.tokens = tuple(kept)

    def quoted_run(self, i: int, most: int = 8) -> int:
        """If a quotation opens before token `i` and closes within `most` tokens, the token after it; else `i`."""
        if not self.opened[i]:
            return i
        for j in range(i, min(len(self.tokens), i + most)):
            if j > i and self.tokens[j].breaks:
                break
            if self.closed[j]:
                return j + 1
        return i


@dataclass(slots=True)
class Found:
    """A candidate mention, before generic words are resolved.

    Attributes:
        first: first bare token.
        last: one past the last.
        kind, name, entity, party, role: as in a mention; an empty name is filled when resolved.
        rule: id of the rule.
        entries: lexicon entries used.
        country: country it points to, or None.
        keys: head keys by which later words may refer back to it.
        generic: class of a word that the document must resolve, or None.
        pattern: English pattern to fill with the resolved name, e.g. `{} fighters`.
        of: the party phrase inside this one, if it decides the party.
        surname: bare name under which a person may come back.
        drop: whether to leave it out when it cannot be resolved.
    """

    first: int
    last: int
    kind: str
    name: str
    entity: str | None
    party: str | None
    rule: str
    entries: tuple[str, ...] = ()
    role: str | None = None
    country: str | None = None
    keys: tuple[str, ...] = ()
    generic: str | None = None
    pattern: str = ""
    of: Found | None = None
    surname: str | None = None
    drop: bool = False


@dataclass(slots=True)
class Words:
    """A bare document with the lexicon matches at each token, by layer.

    Attributes:
        doc: the document.
        lexicon: the automaton.
        at: for each token its matches by layer.
        size: number of bare tokens.
        norms: folded form of each.
    """

    doc: BareDoc
    lexicon: Lexicon
    at: list[dict[str, list[Match]]] = field(default_factory=list)
    size: int = 0
    norms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        doc = self.doc
        self.size, self.norms = len(doc.tokens), doc.norms
        nothing: dict[str, list[Match]] = {}
        begins, at = self.lexicon.begins, self.lexicon.at
        for i, norm in enumerate(self.norms):
            if not begins(norm):
                self.at.append(nothing)
                continue
            here: dict[str, list[Match]] = {}
            for m in at(doc, i):
                here.setdefault(m.entry.data["l"], []).append(m)
            self.at.append(here or nothing)

    def norm(self, i: int) -> str:
        """Folded form of token `i`, empty past the end."""
        return self.norms[i] if 0 <= i < self.size else ""

    def broken(self, i: int) -> bool:
        """Whether a line break stands before token `i`, or the text ends there."""
        return i >= self.size or self.doc.tokens[i].breaks > 0

    def span(self, first: int, last: int) -> Span:
        """Code points from bare token `first` to `last`, with the quotation mark that closes what opened inside."""
        text = self.doc.text
        start, end = self.doc.tokens[first].start, self.doc.tokens[last - 1].end
        inner = text[start:end]
        if end < len(text) and text[end] in "\"”»›" and sum(inner.count(c) for c in "\"“«‹”»›") % 2:
            end += 1
        if self.doc.lang != "ar" and text[start:end].endswith(("'s", "’s")):
            end -= 2
        return Span(start, end)


def as_mention(words: Words, f: Found) -> Mention:
    """The record of a resolved candidate."""
    span = words.span(f.first, f.last)
    return Mention(span, clean(f.name), f.entity, f.kind, Made(f.rule, f.entries, (span,)), f.role, f.party)
