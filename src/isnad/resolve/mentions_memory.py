"""What has been read of a document so far, and whom a pronoun means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left

from isnad.resolve.actors import actors
from isnad.resolve.mentions import Found, Words

_ASIDE = 2  # words between who speaks and «أن»
BACK = 250  # how many mentions back and ahead a generic word may point


class Memory(ABC):
    """The candidates of a document and those already resolved.

    Args:
        words: the document.
        found: all candidates, in order.
    """

    def __init__(self, words: Words, found: list[Found]) -> None:
        self.words = words
        self.seen: list[Found] = []
        self.all = found
        self.firsts = [f.first for f in found]

    @abstractmethod
    def resolve(self, f: Found) -> bool:
        """Fill in a candidate; False if it stays unknown."""

    def owned(self, f: Found, pronoun: str) -> bool:
        """The side a pronoun points to."""
        if self.words.doc.lang != "ar":
            return self._owned_english(f, pronoun)
        return self._owned_arabic(f, pronoun)

    def _owned_arabic(self, f: Found, pronoun: str) -> bool:
        """The side a pronoun points to: in speech («نا») whoever speaks, else the last party that can own forces."""
        if pronoun in ("نا", "ي", "ني"):
            for g in reversed(self.seen[-6:]):  # «موسكو: قاذفاتنا قصفت»
                if self.words.norm(g.last) == ":" and not any(self.words.broken(j) for j in range(g.last, f.first + 1)):
                    return bool(g.party) and self.take(f, g)
            for g in reversed(self.seen[-8:]):
                if g.kind in ("official", "person", "state", "organisation", "anonymous") or g.role:
                    if f.first - g.last < 80:
                        return bool(g.party) and self.take(f, g)
                    break
            for g in self.later(f):
                if g.kind in ("official", "person") and g.party:
                    return self.take(f, g)
            return False
        told = self._telling(f)
        if told is not None:
            return self.take(f, told)
        feminine = pronoun == "ها"
        for strict in (True, False):
            for g in reversed(self.seen[-6:]):
                if not g.party or g.kind in ("people", "outlet", "agency", "anonymous", "witness", "document"):
                    continue
                if strict and pronoun in ("ه", "ها") and self._feminine(g) != feminine:
                    continue
                return self.take(f, g)
        return False

    def _telling(self, f: Found) -> Found | None:
        """Who says something of his own men: «متحدث باسم التحالف أن جنوده», «مصدر في القيادة إن قواتها»."""
        if self.words.norm(f.first - 1) not in ("ان", "بان") or not self.seen:
            return None
        g = self.seen[-1]
        between = [self.words.norm(j) for j in range(g.last, f.first - 1)]
        speaks = g.kind in ("anonymous", "official", "person") or bool(g.role)
        if not g.party or not speaks or len(between) > _ASIDE or "من" in between or any(self.words.broken(j) for j in range(g.last, f.first)):
            return None  # «نفى الفصيل ما قاله ضابط من أن مقاتليه …»
        return g

    def _feminine(self, g: Found) -> bool:
        norm = self.words.norm(g.first)
        if g.kind in ("person", "official"):
            return False
        if (
            g.kind == "state"
            and g.entity in actors().by_id
            and g.entity is not None
            and g.entity.startswith("state.")
            and g.rule.endswith(("state", "capital", "deed"))
        ):
            return actors().by_id[g.entity].feminine or g.rule.endswith("capital")
        return norm.endswith(("ه", "ات", "ا")) or norm in ("داعش", "قسد", "حماس", "طالبان", "فصايل", "كتايب")

    def _owned_english(self, f: Found, pronoun: str) -> bool:
        """The side behind «its», «their», «whose»: the last that can own forces; behind «our»: whoever speaks in the sentence, else whoever spoke."""
        sentence = self.words.doc.sentence_of(f.first)
        if pronoun in ("our", "my"):
            speaking = [
                g
                for g in self.ahead(sentence[0])
                if g.first < sentence[1] + 40
                and g is not f
                and (g.party or g.of)
                and (g.role or g.kind in ("official", "person", "anonymous"))
            ]
            for g in speaking[:1]:
                if g.party or (g.generic and self.resolve(g)):
                    return self.take(f, g)
            for g in reversed(self.seen[-BACK:]):
                if g.party and (g.kind in ("official", "person", "state", "organisation") or g.role):
                    return self.take(f, g)
            return False
        person = pronoun in ("his", "her")
        for g in reversed(self.seen[-6:]):
            if (
                not g.party
                or g.kind in ("people", "outlet", "agency", "anonymous", "witness", "document")
                or person != (g.kind in ("person", "official") and not (g.role and not person and g.of is not None))
            ):
                continue
            return self.take(f, g)
        return False

    def take(self, f: Found, g: Found) -> bool:
        """Let a candidate act for the side of another."""
        f.party, f.entity, f.country = self.band(g), g.entity if g.kind not in ("person", "official") else None, g.country
        f.name = f.pattern.format(f.party)
        return True

    @staticmethod
    def band(g: Found) -> str | None:
        """The side of somebody's men: of one who is a party by himself, that of the body he leads («قوات علي عبد الله صالح»)."""
        above = actors().lineage(g.entity or "")[1:2] if g.kind in ("person", "official") and g.party == g.name else []
        return above[0].party if above else g.party

    def ahead(self, first: int) -> list[Found]:
        """The candidates from a token on, as many as a reader would keep in mind."""
        at = bisect_left(self.firsts, first)
        return self.all[at : at + BACK]

    def later(self, f: Found) -> list[Found]:
        """The candidates after one."""
        return self.ahead(f.first + 1)
