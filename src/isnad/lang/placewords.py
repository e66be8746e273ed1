"""The words that stand beside place names, as the tables give them; the same shape for every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from isnad.lang.tables import table


@dataclass(frozen=True, slots=True)
class PlaceNoun:
    """A noun that says what the name beside it is.

    Attributes:
        id: entry id.
        kind: `city`, `governorate`, `camp`, `base`, ….
        part: whether the noun belongs to the name, and to the quote («مطار الطبقة»).
        open: whether a name that no gazetteer knows may stand beside it: `` no, `any`, or `compound` (only a name of two words),
            `closed` (only one that an adjective closes).
        unit: whether it asks for a division rather than a town.
        weak: whether it has another common sense, so that it proves little.
    """

    id: str
    kind: str
    part: bool = False
    open: str = ""
    unit: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """All such words of a language, by folded form.

    Attributes:
        nouns: place nouns.
        many: their forms in the dual and plural, after which several names may stand.
        strong: words after which little else than a place stands.
        weak: words after which a place is likely.
        preposition: those of `strong` and `weak` after which no adjective can stand.
        inside: those that speak of nothing but where (in, inside, across).
        between: prepositions that join parties as well as places.
        ways: borders, roads and distances, which make those join places.
        reporter: people who report from a place, before "in".
        noun_shaped: nouns that look like verbs in the feminine.
        after: words that speak for a place when they stand after the name.
        person: words after which a name is a person's or a body's.
        body: words that make a body of the name before them ("Raqqa Media Centre").
        given: given names.
        common: names that are common words or personal names too; only a place noun or the like makes them places.
        homonym: towns whose name is a common word, for which a preposition is enough.
        agent: words after which a country or capital stands for its government.
        never: words that are never a name by themselves.
        unnamed: words that do not name a place after an open noun.
        phrases: fixed phrases that begin like a place name («مسقط رأسه»).
        compound: first words of names of two words.
        tail: adjectives that close a name.
        relations: words that set a place beside the name or in a part of it → `north`, `near`, `countryside`, `between`, `border`, `road`, ….
    """

    nouns: Mapping[str, PlaceNoun] = field(default_factory=dict)
    many: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    reporter: frozenset[str] = frozenset()
    noun_shaped: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    homonym: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    compound: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    relations: Mapping[str, str] = field(default_factory=dict)


def words_of(lang: str) -> PlaceWords:
    """The compiled table `place_words` of a language. Build it once: callers cache it."""
    data: dict[str, Any] = table(lang, "place_words")
    nouns: dict[str, PlaceNoun] = {}
    many: set[str] = set()
    for n in data["nouns"]:
        free = n.get("open", False)
        opens = free if isinstance(free, str) else "any" if free else ""
        noun = PlaceNoun(n["id"], n["kind"], n.get("part", False), opens, n.get("unit", False), n.get("weak", False))
        nouns.update(dict.fromkeys([*n["forms"], *n["many"]], noun))
        many.update(n["many"])
    sets = {k: frozenset(v) for k, v in data["sets"].items()}
    return PlaceWords(nouns, frozenset(many), **sets, relations=data.get("relations", {}))
