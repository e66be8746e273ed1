"""How parties are called in the interface, and what is meant when a person calls one by another of its names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from isnad.lang.common.outlets import known_outlet
from isnad.lang.tables import table
from isnad.resolve.actors import actors
from isnad.text.fold import fold

_MARKS = {ord(mark): None for mark in "“”«»"}  # what pages put around words that one side has for another


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


@cache
def _by_english() -> dict[str, str]:
    """Another English name of an actor («ISIS») → his own; names that several bear are left out, names in capitals stand as they are written."""
    known = actors()
    found: dict[str, set[str]] = {}
    for e in table("en", "mention_words")["entries"]:
        actor = known.by_id.get(e["id"])
        if e["data"]["l"] != "actor" or actor is None or actor.by_country:
            continue
        for form, how in e["forms"]:
            found.setdefault(form if how.get("c") == "u" else fold(form), set()).add(actor.name)
    return {form: names.pop() for form, names in found.items() if len(names) == 1 and fold(form) not in known.by_name}


def _called(text: str) -> list[str]:
    """The actors who may be called so, a side before its forces."""
    key = text.translate(_MARKS).strip()
    names = _by_alias().get(fold(key))
    if names:
        return names
    name = _by_english().get(key) or _by_english().get(fold(key))
    if name is None:
        return [text.replace("“", "").replace("”", "")]
    return list(dict.fromkeys((side_of(name), name)))


_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?) (?=[^A-Z]+$)")


@lru_cache(maxsize=16384)
def listed_name(name: str) -> str:
    """The one name under which lists hold a source: of an outlet that is known under several the authority's; "the witness" is "witness"."""
    plain = _ARTICLE.sub("", " ".join(name.split()))
    return known_outlet(plain) or plain


def side_of(name: str) -> str:
    """The side that an actor of the authority acts for, itself where it is one; any other name as it stands."""
    actor = actors().by_name.get(name.strip().casefold())
    return name if actor is None else actor.party or actor.name


def english_name(text: str) -> str:
    """The own English name of an actor called by another one, in Arabic or English, a side before its forces; anything else as it stands."""
    return _called(text)[0]


def own_name(text: str) -> str:
    """The own English name of an actor called by another one, a force before the side it is part of; anything else as it stands."""
    names = _called(text)
    known = actors().by_name
    forces = [n for n in names if n.casefold() in known and known[n.casefold()].party in names and known[n.casefold()].party != n]
    return (forces or names)[0]
