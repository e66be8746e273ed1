"""How parties are called in the interface."""

from __future__ import annotations

from isnad.lang.tables import table


def party_names() -> dict[str, str]:
    """English name → Arabic name, for every actor of the authority that has one."""
    names: dict[str, str] = table("common", "partynames")
    return names
