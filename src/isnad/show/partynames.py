"""How parties are called in the interface, and what is meant when a person calls one by its Arabic name."""

from __future__ import annotations

from functools import cache

from isnad.lang.tables import table
from isnad.text.fold import fold


def party_names() -> dict[str, str]:
    """English name → Arabic name to show, for every actor of the authority that has one."""
    return {name: aliases[0] for name, aliases in table("common", "partynames").items()}


@cache
def _by_alias() -> dict[str, str]:
    out: dict[str, str] = {}
    for name, aliases in table("common", "partynames").items():
        for alias in aliases:
            out.setdefault(fold(alias), name)
    return out


def english_name(text: str) -> str:
    """The English name of an actor called by an Arabic one; anything else as it stands."""
    return _by_alias().get(fold(text.strip()), text)
