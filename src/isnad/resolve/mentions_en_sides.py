"""English head nouns and the side they belong to: a nation's, a named side's, one they are tied to."""

from __future__ import annotations

from typing import Any

from isnad.grammar.rules import register
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_words import Element, is_state, state_side
from isnad.resolve.mentions_scan import Scan

NAME = register("en.mention.name", "A name or alias of the actor authority stands here.")
ORGAN = register("en.mention.organ", "A word for forces, organs or people of a side with the side's name or adjective before or after it.")
TIED = register(
    "en.mention.tied", "A word for forces or people that is «loyal to», «backed by» or «led by» a side, or carries «-backed», «-led», «pro-»."
)
GENERIC = register("en.mention.generic", "A word for a party without its name, resolved by the document.")
OWNED = register("en.mention.owned", "A word for forces or people with «its», «their», «our», for the side named before.")
DESCRIBED = register("en.mention.described", "A word for armed people with an adjective that tells their kind but not their side.")
PEOPLE = register("en.mention.people", "A word for people who are no party: civilians, residents, the displaced.")

MILITARY = frozenset({"army", "force", "air", "arms", "soldier", "intel", "police", "unit"})
RULERS = frozenset({"gov", "regime", "ministry", "side"})
ARMED = frozenset({"fighter", "member", "militia", "radical", "jihadist", "rebel", "org", "faction", "leader", "opposition", "tribe"})


def people(f: Found, data: dict[str, Any]) -> Found:
    """People who are no party."""
    f.kind, f.rule, f.name, f.party = "people", PEOPLE, f.pattern, str(data.get("as", "civilians"))
    return f


def by_nation(scan: Scan, f: Found, e: Element, cls: str, noun: str, heads: list[str]) -> Found | None:
    """A head noun with the adjective or possessive of a nation («Turkish troops», «Libya's parliament»)."""
    assert e.match is not None
    actor = scan.actor(e.match)
    f.entries += (e.match.entry.id,)
    f.rule, f.country = ORGAN, actor.country
    if not is_state(actor):
        return of_side(f, state_side(scan, e.match, NAME), cls, noun)
    f.name = f"{actor.demonym} {noun}"
    if cls in ("people", "tribe"):
        f.kind, f.party, f.rule = "people", f.party if cls == "people" else "tribal leaders", PEOPLE
        return f
    if any(h in ("opposition", "rebel") for h in heads) or cls in ("opposition", "rebel"):
        f.kind, f.keys = "group", tuple(dict.fromkeys((*f.keys, "muarada")))
        f.party = f"{actor.demonym} opposition" if actor.theatre else f.name
        if cls in ("opposition", "rebel"):
            f.name = f.party
        return f
    if f.keys[0] == "sharika":  # a company of a nation is not its state
        f.kind, f.generic, f.pattern = "organisation", "anaphor", f.name
        return f
    f.kind, f.party, f.entity = ("state" if cls in RULERS else "force"), actor.party, actor.id
    if cls == "side":
        f.name = actor.party or actor.name
    elif cls == "body":
        f.kind = "organisation"
    elif cls == "captive":
        f.kind = "people"
    elif cls in ("org", "militia", "faction", "fighter", "member", "radical", "jihadist", "coalition", "leader", "unit") and not heads:
        f.kind, f.entity = "group", None
        backed = not actor.theatre and cls in ("militia", "faction") and f.keys[0] != "murtazaqa"
        f.party = f"{actor.name}-backed {f.pattern}" if backed else f.name
        if cls == "leader":
            f.kind, f.party, f.entity = "official", actor.party, actor.id
    return f


def of_side(f: Found, side: Found, cls: str, noun: str) -> Found | None:
    """A head noun of a named side («Islamic State fighters», «Hezbollah's leaders», «soldiers of the Syrian army»)."""
    f.rule = ORGAN
    f.entries += side.entries
    f.country = side.country
    if cls == "people":
        f.kind, f.name, f.rule = "people", noun, PEOPLE
        return f
    if side.kind in ("outlet", "agency", "document", "witness", "anonymous", "people"):
        return None
    f.kind = (
        "force" if cls in MILITARY else "state" if cls in RULERS else "organisation" if cls == "body" else "people" if cls == "captive" else "group"
    )
    if f.kind == "force" and side.kind in ("group", "person"):
        f.kind = "group"
    if cls == "leader":
        f.kind = "official" if side.kind in ("force", "state") else "person"
    f.entity, f.party, f.of = side.entity, side.party, side
    if side.kind in ("person", "official"):
        f.entity = None
    f.keys = tuple(dict.fromkeys((*f.keys, *side.keys)))
    if cls in ("org", "side", "faction") and side.kind == "group" and not side.generic:
        f.name = side.name
        return f
    f.pattern = "{} " + noun
    if side.generic:
        f.generic, f.drop = "of", True
    else:
        f.name = f.pattern.format(side.name)
    return f


def tied(f: Found, cls: str, side: Found, how: str) -> Found | None:
    """A head noun tied to a side: led by it, backed by it, loyal to it."""
    f.rule, f.of, f.country, f.entries = TIED, side, side.country, (*f.entries, *side.entries)
    if cls == "people":
        return people(f, {"as": f.party})
    if how == "against" and side.kind != "state" and not side.generic and side.party:
        f.of, f.name = None, f"anti-{side.name} {f.pattern}"
        f.party = f.name
        return f if cls in MILITARY | ARMED else None
    if how == "against" or (cls in ("opposition", "rebel") and how != "belong"):
        f.of = None
        f.generic, f.drop = ("opposition" if how == "against" else cls), True
        return f if cls in MILITARY | ARMED else None
    if cls == "coalition" and how == "led":
        f.generic, f.drop, f.kind = "led", True, "force"
        return f
    if how == "led":
        how = "belong"
    f.generic, f.drop = ("of" if how == "belong" else how), True
    f.kind = "force" if cls in MILITARY and side.kind not in ("group", "person") else "group"
    f.pattern = "{} " + f.pattern if how == "belong" else f.pattern
    return f
