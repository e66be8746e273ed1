"""Chains: who passed a statement on, and which statement stands inside which."""

from __future__ import annotations

from isnad.lang.common.attribution import Attribution
from isnad.lang.common.blocks import Blocks
from isnad.model.records import Name
from isnad.read.speakers import Speaker


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
