"""English personal names and the words around them: what tells a name from other capitalised words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from isnad.lang.tables import table

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april june july august september october november december"
CALENDAR = frozenset(f"{_DAYS} {_MONTHS} ramadan eid christmas easter".split())


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """Word lists, folded.

    Attributes:
        given: given names, romanised Arabic ones included.
        weak: given names that are also common words or countries.
        particles: words inside names (`al`, `bin`, `de`).
        verbs: shapes of verbs that states, bodies and people do.
        modals: auxiliaries after which such a verb follows.
        objects: verbs whose object can be a state as a party.
        geo: words after which a country is a place.
        beside: prepositions after which a state is a party.
        from_after: nouns after which «from» names a party («support from Iran»).
        on_after: words after which «on» does («sanctions on Iran»).
        of_after: words after which «of» does («accused of», «allies of Russia»).
        to_after: words after which «to» does («loyal to Iran»).
        for_after: words after which «for» does («a blow for Turkey»).
        borders: nouns of borders, after which «with» and «between» name places.
        deeds: nouns of doing, of one or two words.
        fillers: words beside a title («former», «acting»).
        quantifiers: «one of», «several» ….
        suffixes: word after a side and a hyphen → how it ties («backed», «led», «loyal»).
    """

    given: frozenset[str]
    weak: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    modals: frozenset[str]
    objects: frozenset[str]
    geo: frozenset[str]
    beside: frozenset[str]
    from_after: frozenset[str]
    on_after: frozenset[str]
    of_after: frozenset[str]
    to_after: frozenset[str]
    for_after: frozenset[str]
    borders: frozenset[str]
    deeds: frozenset[str]
    fillers: frozenset[str]
    quantifiers: frozenset[str]
    suffixes: Mapping[str, str]


@cache
def english_words() -> EnglishWords:
    """The compiled lists, loaded once."""
    t = table("en", "name_words")
    sets = {k: frozenset(t["with" if k == "beside" else k]) for k in EnglishWords.__slots__ if k != "suffixes"}
    return EnglishWords(**sets, suffixes=t["suffixes"])


@cache
def mention_set(name: str) -> frozenset[str]:
    """A set of folded words of `resources/en/mention_sets.yaml`, by the last part of its id."""
    return frozenset(table("en", "name_words")["sets"][name])
