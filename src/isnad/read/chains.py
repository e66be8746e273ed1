"""Chains: who passed a statement on, and which statement stands inside which."""

from __future__ import annotations

from isnad.lang.common.attribution import Attribution
from isnad.lang.common.blocks import Blocks
from isnad.model.records import Name
from isnad.read.speaker import Speaker


def parents_of(found: list[Attribution]) -> dict[int, int | None]:
    """For each attribution the position of the smallest other one whose content holds both its cue and its content."""
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
            if o.content[0] <= a.cue[0] and a.cue[1] <= o.content[1] and o.content[0] <= a.content[0] and a.content[1] <= o.content[1]:
                length = o.content[1] - o.content[0]
                if best is None or length < size:
                    best, size = k, length
        out[i] = best
    return out


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
