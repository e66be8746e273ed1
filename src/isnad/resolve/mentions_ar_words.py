"""What the readers of Arabic party phrases share: their rules, classes of head nouns, and small look-ups."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.resolve.actors import Actor
from isnad.resolve.mentions_scan import Scan, actor_id, definite

NAME = register("ar.mention.name", "A name or alias of the actor authority stands here.")
ORGAN = register("ar.mention.organ", "A word for forces, organs or people of a side with the side's name or adjective after it.")
TIED = register("ar.mention.tied", "A word for forces or people with «التابعة ل», «الموالية ل» or «المدعومة من» and a side.")
FROM = register("ar.mention.from", "An indefinite word for fighters or officers with «من», «في» or «ل» and their side.")
GENERIC = register("ar.mention.generic", "A word for a party without its name, resolved by the document.")
OWNED = register("ar.mention.owned", "A word for forces or people with a pronoun for the side named before.")
DESCRIBED = register("ar.mention.described", "A word for armed people with an adjective that tells their kind but not their side.")
PEOPLE = register("ar.mention.people", "A word for people who are no party: civilians, residents, the displaced.")
UNIT = register("ar.mention.unit", "A word for an armed or civil body with a name the authority does not know.")
NATION = register("ar.mention.nation", "The people of a nation, for its state.")

MILITARY = frozenset({"army", "force", "air", "arms", "soldier", "intel", "police", "unit"})
RULERS = frozenset({"gov", "regime", "ministry", "side"})
ARMED = frozenset({"fighter", "member", "militia", "radical", "jihadist", "rebel", "org", "faction", "leader", "opposition"})
_TRAIL = frozenset({"terrorist", "armed", "extremist", "hardline", "jihadist", "takfiri", "rebel", "putschist"})


def first_key(scan: Scan, i: int) -> tuple[str, ...]:
    """Key of the head noun a name itself begins with («تنظيم الدولة»), by which it may come back."""
    for layer in ("head", "source"):
        m = scan.layer(i, layer)
        if m is not None and "key" in m.entry.data:
            return (m.entry.data["key"],)
    return ()


def alias_in_brackets(scan: Scan, i: int, actor: Actor) -> int:
    """Token after a second name of the same actor in brackets or after a dash, else `i`."""
    if scan.norm(i) in ("(", "-") and not scan.broken(i + 1):
        inner = scan.actor_at(i + 1, named=True)
        if inner is not None and actor_id(inner) == actor.id:
            if scan.norm(i) == "(" and scan.norm(inner.last) == ")":
                return inner.last + 1
            if scan.norm(i) == "-" and scan.norm(inner.last) == "-":
                return inner.last
    return i


def trail(scan: Scan, i: int, country: str | None) -> int:
    """Token after definite adjectives that only repeat what the name says («حزب الله اللبناني», «تنظيم داعش الإرهابي»)."""
    while not scan.broken(i):
        adj, nisba = scan.layer(i, "adj"), scan.layer(i, "nisba")
        if adj is not None and adj.proclitics == "ال" and adj.entry.data.get("en") in _TRAIL:
            i = adj.last
        elif nisba is not None and nisba.proclitics == "ال" and country is not None and scan.actor(nisba).country == country:
            i = nisba.last
        else:
            break
    return i


def settled(scan: Scan, m: Match) -> bool:
    """Whether a head noun is definite, by its own article or by that of its last word («قوات الأمن»)."""
    return definite(m) or (m.last - m.first > 1 and scan.norm(m.last - 1).startswith(("ال", "وال")))
