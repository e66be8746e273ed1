"""Chains: who passed a statement on, and which statement stands inside which."""

from __future__ import annotations

from dataclasses import replace

from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.blocks import Blocks
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Name
from isnad.read.nouns import Nouns
from isnad.read.speaker import Speaker
from isnad.text.doc import Doc


def parents_of(found: list[Attribution], doc: Doc) -> dict[int, int | None]:
    """For each attribution the position of the smallest other one whose content holds both its cue and its content.

    Args:
        found: the attributions.
        doc: the document.
    """
    joints = wordset(doc.lang, "own-clauses")
    blocks: Blocks[int] = Blocks()
    for k, a in enumerate(found):
        blocks.add(*a.content, k)
    out: dict[int, int | None] = {}
    for i, a in enumerate(found):
        best: int | None = None
        size = 0
        for k in blocks.near(*a.cue):
            o = found[k]
            if k == i or o.cue == a.cue or o.content == a.content:
                continue
            if _own_clause(doc, joints, a, o):
                continue
            if o.content[0] <= a.cue[0] and a.cue[1] <= o.content[1] and o.content[0] <= a.content[0] and a.content[1] <= o.content[1]:
                length = o.content[1] - o.content[0]
                if best is None or length < size:
                    best, size = k, length
        out[i] = best
    return out


def _own_clause(doc: Doc, joints: frozenset[str], inner: Attribution, outer: Attribution) -> bool:
    """Whether the narrator sets one speaker against another: «قال فلان إن …، لكن ضابطا أكد أن …», “X says C, while Y denies it”."""
    if inner.who != "named" or inner.source is None or outer.mode == "direct" or inner.source[0] < outer.content[0]:
        return False
    first = min(inner.source[0], inner.cue[0])
    back = [k for k in range(first - 1, max(first - 3, outer.content[0]), -1) if doc.tokens[k].kind == "word"]
    if first - outer.content[0] < 4:
        return False
    if any(doc.norms[k] in joints for k in back[:1]) or (len(back) > 1 and f"{doc.norms[back[1]]} {doc.norms[back[0]]}" in joints):
        return True
    return doc.norms[first] in joints  # «أما فلان فرد بأن …» with its opening word


class Frames:
    """Outlets that the report knows only through other outlets: «نقلت صحيفة X عن قناة Y» makes Y speak through X from there on."""

    def __init__(self) -> None:
        self._known: dict[str, list[Name]] = {}

    def learn(self, speaker: Speaker) -> None:
        """Remember which outlets stand before which in a chain."""
        links = [*speaker.via, speaker.name] if speaker.kind == "media" else speaker.via
        for k in range(1, len(links)):
            self._known.setdefault(links[k].name, links[:k])

    def before(self, link: Name) -> list[Name]:
        """The outlets through which an outlet is quoted, outermost first."""
        return list(self._known.get(link.name, ()))

    def through(self, links: list[Name | None]) -> list[Name | None]:
        """A chain whose outermost outlet was earlier quoted by another one, with that one before it."""
        if not links or links[0] is None:
            return links
        return [*(b for b in self.before(links[0]) if all(x is None or x.name != b.name for x in links)), *links]


def behind_all(base: Name, speaker: Speaker) -> list[Name]:
    """The links of a statement in a report that retells another outlet's work: that outlet stands before them all, except where it speaks."""
    if speaker.name.name == base.name or any(v.name == base.name for v in speaker.via):
        return speaker.via
    return [base, *speaker.via]


def chain(own: list[Name], outer: Speaker | None, speaker: Name) -> tuple[Name, ...]:
    """The links of a statement: those of the statement it stands in with its speaker, then its own; never its own speaker."""
    links: list[Name] = []
    if outer is not None:
        links += [*outer.via] if outer.kind == "author" else [*outer.via, outer.name]
    links += own
    out: list[Name] = []
    for link in links:
        if link.name and link.name != speaker.name and all(link.name != have.name for have in out):
            out.append(link)
    return tuple(out)


def in_english(nouns: Nouns, r: Range, link: Name) -> Name:
    """A link that only a common noun names, in English: «عبر الإذاعة» came over the radio.

    Args:
        nouns: the noun phrases of the report.
        r: token range of the words.
        link: the link as resolved.
    """
    first = nouns.head_token(r)
    head = nouns.heads.get(first)
    if link.entity is not None or head is None or head.entry.data["kind"] != "media" or link.name.isascii():
        return link
    if not all(k == first or k in nouns.adjectives or nouns.doc.tokens[k].kind == "punct" for k in range(*r)):
        return link
    return replace(link, name=nouns.describe(r, head, None))


def sent_by(speaker: Speaker) -> Name | None:
    """The outlet whose correspondent speaks, as its name says: «مراسل قناة كذا», “SANA's correspondent”."""
    outlet = speaker.name.name.removesuffix(" correspondent").removesuffix(" reporter").removesuffix("'s").removesuffix("’s")
    if speaker.kind != "media" or outlet == speaker.name.name or outlet.casefold() in ("our", "the", "a", "its", "local", "military"):
        return None
    return Name(outlet, None, None, speaker.name.entity)
