"""How parties are called in the interface, and what is meant when a person calls one by its Arabic name."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table
from isnad.resolve.actors import actors
from isnad.text.fold import fold


def party_names() -> dict[str, str]:
    """English name → Arabic name to show, for every actor of the authority that has one."""
    return {name: aliases[0] for name, aliases in table("common", "partynames").items()}


@cache
def _by_alias() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, aliases in table("common", "partynames").items():
        for alias in aliases:
            out.setdefault(fold(alias), []).append(name)
    return out


def english_name(text: str) -> str:
    """The English name of an actor called by an Arabic one, a side before its forces; anything else as it stands."""
    return _by_alias().get(fold(text.strip()), [text])[0]


def own_name(text: str) -> str:
    """The English name of an actor called by an Arabic one, a force before the side it is part of; anything else as it stands."""
    names = _by_alias().get(fold(text.strip()), [text])
    known = actors().by_name
    forces = [n for n in names if n.casefold() in known and known[n.casefold()].party in names and known[n.casefold()].party != n]
    return (forces or names)[0]
