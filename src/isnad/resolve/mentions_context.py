"""What the document says: which country it is about, and whom its generic words mean."""

from __future__ import annotations

from collections import Counter

from isnad.resolve.actors import Actor, actors
from isnad.resolve.mentions import Found, Words

_RULERS = ("gov", "regime", "army", "force", "air", "arms", "soldier")
_COALITION = {"YE": "yemen.coalition", "SY": "world.coalition", "IQ": "world.coalition"}
_ARMY = {"SD": "sudan.army"}


def country_of(words: Words, found: list[Found]) -> str | None:
    """The theatre of war that the document names most: by states, their adjectives and capitals, and parties. Ties go to the first named."""
    counts: Counter[str] = Counter()
    known = actors().by_id
    for here in words.at:
        ids = {m.entry.data["id"] for layer in ("nisba", "capital") for m in here.get(layer, ())}
        ids |= {m.entry.id.removesuffix(".al") for m in here.get("actor", ()) if m.entry.id.startswith("state.")}
        for i in sorted(ids):
            state = known[i]
            if state.theatre and state.country:
                counts[state.country] += 1
    for f in found:
        if f.country and f.country in actors().states and actors().states[f.country].theatre:
            counts[f.country] += 2
    return counts.most_common(1)[0][0] if counts else None


class Context:
    """Resolves generic words from left to right.

    Args:
        country: country the document is about, or None.
        found: all candidates of the document.
    """

    def __init__(self, country: str | None, found: list[Found]) -> None:
        self.country = country
        self.state: Actor | None = actors().states.get(country) if country else None
        self.seen: list[Found] = []
        counts = Counter(f.party for f in found if f.kind == "group" and f.party and f.entity and not f.generic)
        self.main_group = counts.most_common(1)[0][0] if counts else None
        self.groups = {f.party: f for f in reversed(found) if f.kind == "group" and f.party and f.entity and not f.generic}

    def resolve(self, f: Found) -> bool:
        """Fill in a candidate; False if it stays unknown."""
        if f.generic == "of" and f.of is not None:
            if not self.resolve(f.of):
                return False
            f.party, f.entity, f.country = f.of.party, f.of.entity, f.of.country
            f.name = f.pattern.format(f.of.name)
        elif f.generic and not f.name and not self._generic(f):
            return False
        f.generic = None
        self.seen.append(f)
        return True

    def _generic(self, f: Found) -> bool:
        cls = f.generic or ""
        for g in reversed(self.seen):
            if g.party and set(f.keys) & set(g.keys):
                return self._as(f, g)
        if cls in _RULERS and self.state is not None:
            special = _ARMY.get(self.country or "") if cls not in ("gov", "regime") else None
            actor = actors().by_id[special] if special else None
            f.party = actor.party if actor else self.state.party
            f.entity = actor.id if actor else self.state.id
            f.country = self.country
            f.kind = "state" if cls in ("gov", "regime") else "force"
            f.name = f"{self.state.demonym} {f.pattern}"
            return True
        if cls == "opposition" and self.state is not None:
            f.name = f.party = f"{self.state.demonym} opposition"
            f.country = self.country
            return True
        if cls == "coalition" and self.country in _COALITION:
            actor = actors().by_id[_COALITION[self.country]]
            f.name, f.party, f.entity, f.kind = actor.name, actor.party, actor.id, actor.kind
            return True
        if cls in ("org", "militia", "fighter"):
            for g in reversed(self.seen):
                if g.kind == "group" and g.party and g.entity:
                    return self._as(f, g)
            if self.main_group is not None:
                return self._as(f, self.groups[self.main_group])
        if cls in ("fighter", "militia", "opposition"):
            f.name = f.party = f.pattern
            return True
        return False

    def _as(self, f: Found, g: Found) -> bool:
        f.party, f.entity, f.country, f.kind = g.party, g.entity, g.country, g.kind
        f.name = g.name if f.generic in ("org", "coalition", "gov", "regime", "army", "opposition") else f"{g.party} {f.pattern}"
        f.keys = tuple(dict.fromkeys((*f.keys, *g.keys)))
        return True
