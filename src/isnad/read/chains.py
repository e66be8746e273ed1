"""Chains: who passed a statement on, and which statement stands inside which."""

from __future__ import annotations

from isnad.lang.common.attribution import Attribution
from isnad.model.records import Name
from isnad.read.speakers import Speaker


def parent_of(a: Attribution, others: list[Attribution]) -> int | None:
    """Position of the smallest attribution whose content holds both the cue and the content of `a`."""
    best: int | None = None
    size = 0
    for k, o in enumerate(others):
        if o is a or o.cue == a.cue or o.content == a.content:
            continue
        if o.content[0] <= a.cue[0] and a.cue[1] <= o.content[1] and o.content[0] <= a.content[0] and a.content[1] <= o.content[1]:
            length = o.content[1] - o.content[0]
            if best is None or length < size:
                best, size = k, length
    return best


def chain(own: list[Name], outer: Speaker | None) -> tuple[Name, ...]:
    """The links of a statement: those of the statement it stands in with its speaker, then its own."""
    links: list[Name] = []
    if outer is not None:
        links += [*outer.via] if outer.kind == "author" else [*outer.via, outer.name]
    links += own
    out: list[Name] = []
    for link in links:
        if link.name and all(link.name != have.name for have in out):
            out.append(link)
    return tuple(out)
