"""What the document says: which country it is about, and whom its generic words mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from isnad.model.records import PlaceMention
from isnad.resolve.actors import Actor, actors
from isnad.resolve.mentions import Found, Words
from isnad.resolve.mentions_defaults import AGENCY, called, fighters, tripoli, years_of
from isnad.resolve.mentions_memory import BACK, Memory
from isnad.resolve.mentions_scan import actor_id

CLEAR = 8  # count from which states and parties alone tell the country, if no other comes near
_RULERS = frozenset({"gov", "regime", "army", "force", "air", "arms", "soldier", "police", "intel", "ministry", "gov-force", "captive"})
_COALITION = {"YE": "yemen.coalition", "SY": "world.coalition", "IQ": "world.coalition"}
_ARMY = {"SD": "sudan.army", "LB": "lebanon.army", "LY": "libya.lna", "PS": "state.il"}
_GROUPS = frozenset({"org", "fighter", "member", "radical", "jihadist", "unit"})
_ARMIES = frozenset({"army", "force", "air", "soldier"})
_ZEALOTS = frozenset({"ar.head.mutatarrif", "ar.head.mutashaddid"})  # «terrorists» may be anybody whom the speaker fights
_PLAIN = frozenset({"org", "coalition", "gov", "regime", "army", "opposition", "anaphor", "again"})


def country_of(words: Words, found: list[Found], places: Callable[[], Sequence[PlaceMention]] = tuple) -> str | None:
    """The theatre of war that the document names most: by states, their adjectives and capitals, and parties. Ties go to the first named.

    Args:
        words: the document's words.
        found: its mentions, unresolved. An outlet tells where the story is only where nothing else does.
        places: finds its places, asked only where states and parties leave it open.
    """
    counts: Counter[str] = Counter()
    known, states = actors().by_id, actors().states
    for here in words.at:
        if not here:
            continue
        ids = {actor_id(m) for layer in ("nisba", "capital") for m in here.get(layer, ())}
        ids |= {actor_id(m) for m in here.get("actor", ()) if actor_id(m).startswith("state.")}
        for i in sorted(ids):
            country = known[i].country
            if country in states and states[country].theatre:
                counts[country] += 1
    for f in found:
        if f.country in states and states[f.country].theatre and f.kind not in ("outlet", "agency"):
            counts[f.country] += 2
    first, second = ([n for _, n in counts.most_common(2)] + [0, 0])[:2]
    if first < CLEAR or first < 2 * second:
        for place in places():
            if place.country in states and states[place.country].theatre and place.kind != "country":
                counts[place.country] += 2
    if not counts:
        counts.update(f.country for f in found if f.country in states and states[f.country].theatre)
    if not counts:  # no theatre of war: the country that is named most, with its towns
        counts.update(f.country for f in found if f.country in states and f.kind not in ("outlet", "agency"))
        counts.update("MA" if p.country == "EH" else p.country for p in places() if p.country in states or p.country == "EH")
    return counts.most_common(1)[0][0] if counts else None


class Context(Memory):
    """Resolves generic words from left to right.

    Args:
        words: the document.
        country: country the document is about, or None.
        found: all candidates of the document.
    """

    def __init__(self, words: Words, country: str | None, found: list[Found]) -> None:
        super().__init__(words, found)
        self.country = country
        self.state: Actor | None = actors().states.get(country) if country else None
        self.at = 0
        self.years = years_of(words)
        self.jihadists = any(f.generic == "jihadist" for f in found)  # a report that speaks of «الجهاديين» means them by «المتطرفين» too
        self.entities = frozenset(f.entity for f in found if f.entity)
        named = [f for f in found if f.kind == "group" and f.party and f.entity and not f.generic]
        counts = Counter(f.party for f in named)
        self.main_group = counts.most_common(1)[0][0] if counts else None
        self.groups = {f.party: f for f in reversed(named)}
        self.bound = {
            key: f
            for f in reversed(found)
            if f.kind in ("official", "person") and f.party and f.of is not None and f.of.generic in _ARMIES
            for key in f.of.keys
        }

    def resolve(self, f: Found) -> bool:
        """Fill in a candidate; False if it stays unknown."""
        self.at = f.first
        self._by_country(f)
        self._by_report(f)
        cls = f.generic
        if cls is not None and not self._resolve(f, cls):
            return not f.drop and self._keep(f)
        if cls is None and f.kind == "official" and f.party is None and f.country in (None, self.country) and self.state is not None and f.of is None:
            f.party, f.country = self._rulers(f), self.country  # «وزير الداخلية فلان»: of the country that the report is about
        f.generic = None
        self.seen.append(f)
        return True

    def _keep(self, f: Found) -> bool:
        f.generic = None
        f.name = f.name or f.pattern
        self.seen.append(f)
        return bool(f.name)

    def _by_country(self, f: Found) -> None:
        """An alias that means another party in each country («الجيش الوطني», «الأكراد»)."""
        if f.entity is None:
            return
        actor = actors().by_id.get(f.entity)
        if actor is None or not actor.by_country:
            return
        other = actor.by_country.get(self.country or "")
        if other is not None:
            target = actors().by_id[other]
            f.name = f.name.replace(actor.name, target.name) if f.name != actor.name else target.name
            f.entity, f.party, f.kind, f.country = target.id, target.party, target.kind, target.country

    def _by_report(self, f: Found) -> None:
        """Whose side someone is on by what else the report names: a leader of the body it names, the people of a nation abroad."""
        actor = actors().by_id.get(f.entity or "")
        if actor is not None and actor.by_named:
            f.party = next((side for body, side in sorted(actor.by_named.items()) if body in self.entities), f.party)
        state = actors().states.get(f.country or "")
        if f.rule.endswith(".mention.nation") and state is not None and state.theatre and f.country != self.country and f.party == "civilians":
            f.party, f.entity = ("Palestinians", None) if f.country == "PS" else (state.party, state.id)

    def _resolve(self, f: Found, cls: str) -> bool:
        if cls in ("of", "source-of") and f.of is not None:
            side = f.of
            if side.generic is not None or not side.name:
                if not self.resolve(side):
                    return False
                self.seen.pop()
            else:
                self._by_country(side)
            f.entity, f.country = side.entity, side.country
            if cls == "of" or side.kind not in ("outlet", "agency", "organisation"):
                f.party = self.band(side) if cls == "of" else f.party or side.party
            if cls == "source-of":
                f.entity = None
            f.name = f.pattern.format(side.name)
            return True
        if cls == "side-of" and f.of is not None:
            side = f.of
            if side.generic is None or self.resolve(side):
                if self.seen and self.seen[-1] is side:
                    self.seen.pop()
                f.party, f.country = f.party or side.party, f.country or side.country
                if f.kind == "person" and f.role and side.entity in actors().by_id and actors().by_id[side.entity].official:
                    f.kind = "official"
            return True
        if cls in ("loyal", "backed", "led") and f.of is not None:
            return self._tied(f, f.of, cls)
        if cls.startswith("own:"):
            return self.owned(f, cls[4:])
        if cls == "state-outlet":
            country = f.country or self.country
            if f.kind == "agency" and country in AGENCY and AGENCY[country] in actors().by_id:
                agency = actors().by_id[AGENCY[country]]
                f.name, f.entity = agency.name, agency.id
            elif f.country is None and self.state is not None:
                f.name = f"{self.state.demonym} {f.pattern}"
            return True
        if cls == "numbered":
            f.name = f.party = f.pattern
            if self.state is not None and self.country != "LY":
                f.party, f.country = self._army()
            f.generic = None
            return True
        if cls == "official":
            if self.state is None:
                return False
            f.party, f.country = self.state.party, self.country
            f.name = f"{self.state.demonym} {f.pattern}" if f.rule.endswith("office") else f.name
            return True
        return self._generic(f, cls)

    def _tied(self, f: Found, side: Found, cls: str) -> bool:
        if side.generic is not None and not self.resolve(side):
            return False
        if self.seen and self.seen[-1] is side:
            self.seen.pop()
        self._by_country(side)
        states = actors().states
        if cls == "led":
            led = {"SA": "yemen.coalition", "US": "world.coalition"}.get(side.country or "")
            if led is not None:
                actor = actors().by_id[led]
                f.name, f.party, f.entity, f.country = actor.name, actor.party, actor.id, actor.country
            else:
                f.name = f.party = f"{side.name}-led {f.pattern}"
            return True
        ruler = self.state is not None and side.party == self.state.party
        if cls == "loyal" and side.kind in ("person", "official") and side.party and not ruler:
            f.party, f.entity, f.name = self.band(side), side.entity, f"{side.name} {f.pattern}"
        elif cls == "loyal" and side.kind == "group" and not side.entity:
            f.name, f.party = f"{side.name} {f.pattern}", side.party
        elif ruler:
            f.name = f.party = f"pro-government {f.pattern}"
        elif cls == "loyal":
            f.name = f.party = f"pro-{states[side.country].demonym if side.kind == 'state' and side.country in states else side.name} {f.pattern}"
        else:
            f.name = f.party = f"{side.name}-backed {f.pattern}"
        f.kind = "group"
        return True

    def _generic(self, f: Found, cls: str) -> bool:
        if self._known(f, cls):
            return True
        if cls == "radical" and self.jihadists and _ZEALOTS & {*f.entries}:
            return self._jihadists(f)
        if cls in _ARMIES and set(f.keys) & set(self.bound) and not self._sides_with(f, self.state):
            return self.take(f, self.bound[next(k for k in f.keys if k in self.bound)])
        for g in reversed(self.seen[-BACK:]):
            named = g.of if g.of is not None and not g.of.generic and set(f.keys) & set(g.of.keys) else None
            if (named is not None or set(f.keys) & set(g.keys)) and (g.party or cls in ("again", "anaphor")):
                if cls in ("army", "air") and ((g.kind == "group" and self.state is not None) or self._nearby() is not None):
                    continue  # «the army» after rebels who call themselves one is still the state's
                return self._as(f, named or g, cls)
        if cls in ("again", "anaphor", "org", "coalition"):  # a headline may name generically what the text then names in full
            for g in self.later(f):
                if g.name and not g.generic and set(f.keys) & set(g.keys) and (g.party or cls in ("again", "anaphor")):
                    return self._as(f, g, cls)
        body = called(f.keys, self.country) if not f.of and " " not in f.pattern and cls in ("anaphor", "org", "militia") else None
        if body is not None and (self.words.doc.lang == "ar" or cls != "anaphor"):
            return self._be(f, body)
        if cls in ("again", "anaphor"):
            return False
        if cls in _RULERS and self.state is not None:
            return self._ruler(f, cls)
        if cls in ("opposition", "rebel") and self.state is not None and self.state.theatre:
            return self._rebels(f, cls)
        if cls == "coalition" and self.country in _COALITION:
            return self._be(f, actors().by_id[_COALITION[self.country]])
        if cls == "jihadist":
            return self._jihadists(f)
        if cls == "militia" and self._militias(f):
            return True
        if cls == "faction":
            return (f.pattern == "faction" and self._that_faction(f)) or self._factions(f)
        if cls in _GROUPS:
            if cls == "unit":
                return False
            for g in reversed(self.seen[-BACK:]):
                if g.kind == "group" and g.party and g.entity and not (cls == "org" and g.party.endswith("opposition")):
                    return self._as(f, g, cls)
            if self.main_group is not None:
                return self._as(f, self.groups[self.main_group], cls)
        foe = fighters(self.country, self.years) if cls in ("fighter", "radical") and " " not in f.pattern.replace("suicide ", "") else None
        if foe is not None and f.drop:
            return self._be(f, foe)
        if cls in ("fighter", "militia", "rebel", "radical", "jihadist", "faction", "member", "leader", "tribe", "opposition"):
            if cls in ("leader", "member"):
                return False
            f.name = f.party = f.pattern
            return True
        return False

    def _be(self, f: Found, actor: Actor) -> bool:
        """Let a candidate stand for an actor of the authority."""
        f.name, f.party, f.entity, f.kind, f.country = actor.name, actor.party, actor.id, actor.kind, actor.country
        return True

    def _rulers(self, f: Found) -> str | None:
        """The side of the country's rulers: where two rule, the one whose government the report names nearest before, else after."""
        assert self.state is not None
        if self.country == "LY":
            near = [g for g in (*reversed(self.seen[-BACK:]), *self.later(f)) if g.kind == "state" and g.country == "LY" and g.entity != "state.ly"]
            if near and near[0].party:
                return near[0].party
            return tripoli(self.years, "libya.lna" in self.entities) or self.state.party
        return self.state.party

    def _army(self) -> tuple[str | None, str | None]:
        """Side of the army of the country the document is about."""
        assert self.state is not None
        special = _ARMY.get(self.country or "")
        return (actors().by_id[special].party if special else self.state.party), self.country

    def _militias(self, f: Found) -> bool:
        """«the army and the militias»: those beside a government's forces are its own; else nobody's in particular."""
        last = self.seen[-1] if self.seen else None
        if (
            last is not None
            and self.state is not None
            and last.party == self.state.party
            and last.last == f.first
            and self.words.norm(f.first).startswith("و")
        ):
            f.name = f.party = "pro-government militias"
        else:
            f.name = f.party = f.pattern
        return True

    def _factions(self, f: Found) -> bool:
        """«the factions» of a country: in Syria the opposition's."""
        if self.country == "SY":
            f.name = f"Syrian opposition {f.pattern}"
            f.party, f.entity, f.country = "Syrian opposition", "syria.opposition", "SY"
        else:
            f.name = f.party = f"{self.state.demonym} {f.pattern}" if self.state is not None else f.pattern
        return True

    def _that_faction(self, f: Found) -> bool:
        """«الفصيل»: the armed group named last."""
        for g in reversed(self.seen[-BACK:]):
            named = g.kind == "group" and g.party and not g.generic and not g.party[:1].islower() and not g.party.endswith("opposition")
            if named and g.entity != "syria.islamic-state":
                return self._as(f, g, "org")
        return False

    def _jihadists(self, f: Found) -> bool:
        """«the jihadists»: the jihadist group named shortly before if there is one, else jihadists in general («these jihadists» too)."""
        for g in reversed(self.seen[-6:]):
            actor = actors().by_id.get(g.entity or "")
            if (
                g.kind == "group"
                and actor is not None
                and actor.camp == "jihadist"
                and f.first - g.last < 60
                and f.generic == "jihadist"
                and self.words.norm(f.first - 1) not in ("هولاء", "these", "those")
            ):
                return self._as(f, g, "jihadist")
        f.name = f.party = f.pattern if f.generic == "jihadist" else "jihadists"
        return True

    def _known(self, f: Found, cls: str) -> bool:
        """A generic word that with the country's adjective is a name of the authority («the interim government»)."""
        if self.state is None or cls not in ("gov", "army", "coalition", "anaphor") or " " not in f.pattern:
            return False
        actor = actors().by_name.get(f"{self.state.demonym} {f.pattern}".casefold())
        if actor is None:
            return False
        f.name, f.party, f.entity, f.kind, f.country = actor.name, actor.party, actor.id, actor.kind, actor.country
        return True

    def _ruler(self, f: Found, cls: str) -> bool:
        """An organ of the state: of the one whose official or source the sentence has just named, else of the country the document is about."""
        state = self._nearby() or self.state
        assert state is not None
        if self.words.doc.lang == "ar" and "dawla" in f.keys and any(g.party == "Islamic State" for g in self.seen[-BACK:]):
            return False  # which state?
        special = _ARMY.get(state.country or "") if cls not in ("gov", "regime", "ministry") else None
        if special == "libya.lna" and all(g.party != "Libyan National Army" for g in self.all):
            special = None  # before Haftar's, or far from it
        actor = actors().by_id[special] if special else None
        f.party = actor.party if actor else self._rulers(f) if state is self.state else state.party
        f.entity = actor.id if actor else state.id
        f.country = state.country
        f.kind = "state" if cls in ("gov", "regime", "ministry") else "people" if cls == "captive" else "force"
        f.name = f"{state.demonym} {f.pattern}"
        return True

    def _nearby(self) -> Actor | None:
        """The state of the last official or unnamed source in the sentence, if it is another theatre of war than the document's."""
        last = self.seen[-1] if self.seen else None
        if last is None or last.kind not in ("anonymous", "official") or last.country in (None, self.country):
            return None
        state = actors().states.get(last.country or "")
        doc = self.words.doc
        same = doc.sentence_index[last.first] == doc.sentence_index[self.at]
        return state if state is not None and state.theatre and same else None

    def _sides_with(self, f: Found, state: Actor | None) -> bool:
        """Whether the words before say that the state's own army is meant («الجيش اليمني» is no generic word)."""
        return state is not None and f.country == state.country and f.country is not None

    def _rebels(self, f: Found, cls: str) -> bool:
        assert self.state is not None
        if cls == "rebel" and self.country in ("YE",) and self.main_group is not None:
            return self._as(f, self.groups[self.main_group], cls)
        if cls == "rebel" and self.country == "SD":  # since 2023 those whom Sudan's army fights
            rsf = next((g for g in (*reversed(self.seen), *self.later(f)) if g.party == "RSF"), None)
            if rsf is not None:
                return self._as(f, rsf, cls)
        f.name = f.party = f"{self.state.demonym} opposition"
        known = actors().by_id.get("syria.opposition") if self.country == "SY" else None
        f.entity = known.id if known else None
        f.country = self.country
        return True

    def _as(self, f: Found, g: Found, cls: str) -> bool:
        f.party, f.entity, f.country, f.kind, f.role = g.party, g.entity, g.country, g.kind, g.role
        f.name = g.name if cls in _PLAIN or g.party is None else _of(g.party, f.pattern)
        f.keys = tuple(dict.fromkeys((*f.keys, *g.keys)))
        return True


def _of(party: str, pattern: str) -> str:
    """A side's name before a noun, without words said twice: `Syrian government` and `government forces` make `Syrian government forces`."""
    words = pattern.split()
    while words and words[0].casefold() in party.casefold().split():
        words.pop(0)
    return " ".join([party, *words])
