"""Is it a place, and which one? Every spot gets a sum of named weights; a spot above the threshold is a place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from isnad.lang.ar import places as arabic
from isnad.lang.placewords import PlaceWords
from isnad.resolve.gazetteer import Place, gazetteer, kilometres
from isnad.resolve.gazetteer_spots import Spot, after, before
from isnad.text.doc import Doc
from isnad.text.fold import fold

THRESHOLD = 1.0
# Those who leave and the act of leaving, before «من».
_LEAVING = re.compile(
    "[وف]?[بل]?(?:ال)?ل?(?:(?:فار|هارب|منسحب|خارج|نازح|عائد|قادم)(?:ين|ون|ه|ات)?"
    "|(?:انسحاب|انسحب|ينسحب|فرار|هروب|خرج|خروج|نزح|نزوح)\\w*|فر|فروا|هرب|هربوا)"
)
_LARGE, _TOWN = 50000, 5000


def base(spot: Spot, words: PlaceWords, lang: str) -> float:
    """What the name itself is worth: much for a country, a large town or a name of several words, little for a common word."""
    top = max(c.population for c in spot.candidates)
    kinds = {c.kind for c in spot.candidates}
    if spot.raw in words.common:
        value = 0.2
    elif spot.raw in words.homonym:
        value = 0.5
    elif "country" in kinds:
        value = 0.7 if spot.key.endswith("يه") else 0.8  # سورية, تركية are adjectives as well
    elif "capital" in kinds:
        value = 0.9
    elif kinds & {"continent", "water"} or all(c.country is None for c in spot.candidates):
        value = 0.75  # wide regions name policies and research centres as often as places
    elif " " in spot.key:
        parts = spot.raw.split(" ")
        says = parts[0 if lang == "ar" else -1] in words.nouns  # «مطار بني وليد» says what it is, whoever Walid was
        told = says or any(c.known for c in spot.candidates)
        value = 1.0 if told or not any(w in words.given for w in parts) else 0.8 if lang == "en" and top >= _LARGE else 0.4
    elif any(c.unit for c in spot.candidates):
        value = 0.9
    elif top >= _LARGE:
        value = 1.0
    elif top >= _TOWN or any(c.known for c in spot.candidates):
        value = 0.8
    else:  # the smallest places of whole countries, as a file of the user's may bring them, bear many a common word
        value = 0.5 if all((c.source or "").startswith("user:") for c in spot.candidates) else 0.6
    if spot.raw in words.given:
        value = min(value, 0.1)
    if spot.loose:
        value -= 0.5 if lang == "ar" else 0.3
    if spot.short:
        value = min(value, 0.3)
    if lang == "ar" and len(spot.key) <= 3:
        value -= 0.1
    if spot.pro.endswith(("ك", "ف")) or (spot.pro.endswith("ل") and "country" not in kinds):
        value -= 0.2
    return value


def context(doc: Doc, spot: Spot, words: PlaceWords, lang: str) -> float:
    """What the words beside the name add or take."""
    value = 0.0
    if spot.noun:
        value += -0.7 if spot.noun.kind == "street" else 0.4 if spot.noun.weak else 1.0
        spot.barred = spot.barred or spot.noun.kind == "street"
        spot.located = 2
        spot.entries.append(spot.noun.id)
    stems = frozenset({spot.before}) if lang == "en" else arabic.stems(spot.before)
    bound = spot.pro in ("", "و", "ف")
    if bound and stems & words.strong:
        value += 0.7
        spot.located = 2
    elif bound and stems & (words.preposition if spot.key.endswith("يه") and {c.kind for c in spot.candidates} == {"country"} else words.weak):
        value += 0.4
    if spot.pro.endswith("ب"):
        value += 0.2 if spot.raw in words.homonym else 0.3  # «يتمسكون بالسلمية»
        spot.located = max(spot.located, 1)
    if bound and "من" in stems and _left(doc, spot):
        spot.located = max(spot.located, 1)
    if bound and (stems & words.inside or (stems & words.between and _ways(doc, spot, words))):
        spot.located = max(spot.located, 1)
    plain = spot.raw not in words.common and spot.raw not in words.homonym
    person = stems & words.person and not (plain and stems & words.weak)
    if not spot.noun and not spot.pro and (person or (stems & words.given and _names(doc, spot, lang))):
        value -= 1.0
        spot.barred = True
    if _heading(doc, spot):
        value += 0.4
        spot.dateline = True
    if _counted(doc, spot):
        value += 0.5
    if bound and stems & words.inside and _correspondent(doc, spot, words):
        value += 0.5
    if spot.first and doc.tokens[spot.first - 1].norm == "#" and doc.tokens[spot.first - 1].end == doc.tokens[spot.first].start:
        value += 0.3  # a hashtag names the topic
    j = after(doc, spot.last)
    if j is not None:
        following = doc.tokens[j].norm
        if following in words.after:
            value += 0.3
        elif nationality(following, lang):
            value += -0.3 if (spot.raw in words.common or spot.raw in words.homonym) and not spot.noun and " " not in spot.raw else 0.3
        if lang == "ar" and following == "بن":
            value -= 1.0
    if lang == "en":
        value += _english(doc, spot, words)
        if spot.before in words.agent and not spot.noun and {c.kind for c in spot.candidates} & {"country", "capital"}:
            value -= 0.7
        town = not {c.kind for c in spot.candidates} & {"country", "capital"}  # those act: "Moscow denied"
        large = any(c.known or c.population >= _LARGE for c in spot.candidates)
        known = town and not spot.loose and spot.raw not in words.common and large
        if spot.first == doc.sentence_of(spot.first)[0] and not (known or " " in spot.key or spot.noun or _heading(doc, spot)):
            value -= 0.4  # a capital letter at the start of a sentence says nothing of a word that may be another
    if {c.kind for c in spot.candidates} & {"country", "capital"}:
        value += _actor(doc, spot, words, lang)
    return value


def _names(doc: Doc, spot: Spot, lang: str) -> bool:
    """Whether the word before may be a given name: in English it has a capital letter (Said, but not "said")."""
    j = before(doc, spot.first)
    return lang == "ar" or (j is not None and doc.text[doc.tokens[j].start].isupper())


def _left(doc: Doc, spot: Spot) -> bool:
    """Whether somebody leaves what «من» stands before: «الفارين من الفرقة 17», «انسحب من القاعدة»."""
    j = before(doc, spot.first)
    k = before(doc, j) if j is not None else None
    return k is not None and _LEAVING.fullmatch(doc.tokens[k].norm) is not None


def _correspondent(doc: Doc, spot: Spot, words: PlaceWords) -> bool:
    """Whether one who reports from a place is named before it («مراسلنا في صور»)."""
    j = before(doc, spot.first)
    k = before(doc, j) if j is not None else None
    return k is not None and bool(arabic.stems(doc.tokens[k].norm) & words.reporter)


def _ways(doc: Doc, spot: Spot, words: PlaceWords) -> bool:
    """Whether a border, a road or a distance lies just before («المعبر بين سوريا وتركيا», «الحدود مع العراق»)."""
    start = max(doc.sentence_of(spot.first)[0], spot.first - 5)
    return any(arabic.stems(doc.tokens[i].norm) & words.ways for i in range(start, spot.first))


def _heading(doc: Doc, spot: Spot) -> bool:
    """Whether the name opens a line and a mark follows it, as in a dateline («بيروت - ...», "BEIRUT:")."""
    first = doc.tokens[spot.first]
    if spot.first and not first.breaks:
        return False
    j = spot.last
    if j < len(doc.tokens) and doc.tokens[j].norm in ",،":
        return True
    if j + 1 < len(doc.tokens) and doc.tokens[j].norm == "في" and doc.tokens[j + 1].kind == "number":
        return True  # «تونس في 5 جانفي»
    return j < len(doc.tokens) and doc.tokens[j].norm in (":", "-", "–", "—", "(", "/", "|") and not doc.tokens[j].breaks


def _counted(doc: Doc, spot: Spot) -> bool:
    """Whether the name stands in a list of figures («قطر: 58681»), or beside a flag."""
    j = spot.last
    if j + 1 < len(doc.tokens) and doc.tokens[j].norm == ":" and doc.tokens[j + 1].kind == "number":
        return True
    around = doc.text[max(spot.start - 3, 0) : spot.start].rstrip()[-1:] + doc.text[spot.end : spot.end + 2].lstrip()[:1]
    return any("\U0001f1e6" <= c <= "\U0001f1ff" for c in around)


def _english(doc: Doc, spot: Spot, words: PlaceWords) -> float:
    value = 0.0
    j = before(doc, spot.first)
    if j is not None and j == spot.first - 1:
        t = doc.tokens[j]
        if t.norm.endswith("'s"):
            value += 0.2
        elif doc.text[t.start].isupper() and not any(t.norm in w for w in (words.weak, words.strong, words.nouns, words.never)):
            if t.i > doc.sentence_of(spot.first)[0] and nationality(t.norm, "en") is None:
                value -= 0.6
        elif spot.before == "with":
            k = before(doc, j)
            value += 0.5 if k is not None and doc.tokens[k].norm in ("border", "borders", "frontier", "frontiers", "bordering") else -0.4
    if spot.before == "of" and j is not None and not spot.noun:
        k = before(doc, j)
        if k is not None and doc.tokens[k].norm in words.strong:  # "east of", "the fall of"
            value += 0.7
            spot.located = 2
    k = after(doc, spot.last)
    if k is not None and k == spot.last and not doc.tokens[spot.last - 1].norm.endswith("'s"):
        t = doc.tokens[k]
        if t.norm in words.body:
            value -= 1.2
            spot.barred = True
        elif doc.text[t.start].isupper() and t.kind == "word" and not any(t.norm in w for w in (words.nouns, words.after, words.strong)):
            value -= 0.5
            spot.barred = True
    return value


def _actor(doc: Doc, spot: Spot, words: PlaceWords, lang: str) -> float:
    """A country or capital stands for its government after a verb, after «أن», «من قبل», «مع» and the like, and before a verb at the start."""
    if lang != "ar" or spot.noun or spot.pro.endswith("ب"):
        return 0.0
    if spot.pro.endswith("ل"):  # «الغزو الأميركي للعراق»
        j = before(doc, spot.first)
        k = before(doc, j) if j is not None and nationality(spot.before, lang) else None
        return 0.4 if k is not None and doc.tokens[k].norm.removeprefix("ال") in words.weak else 0.0
    j = before(doc, spot.first)
    word = spot.before
    stems = arabic.stems(word)
    if j is not None and spot.pro in ("", "و", "ف"):
        k = before(doc, j)
        further = arabic.stems(doc.tokens[k].norm) if k is not None else frozenset()
        if stems & words.between:
            return 0.3 if _ways(doc, spot, words) else -0.6 if word == "مع" else 0.0
        if stems & words.agent or (word in ("من", "الي") and further & words.agent):
            return -0.7
    if stems & words.weak or stems & words.strong or any(s in words.nouns for s in stems):
        return 0.0
    if not spot.pro and any(_verb_like(s, words) for s in stems):
        return -0.6
    j = after(doc, spot.last)
    if spot.first == doc.sentence_of(spot.first)[0] and j is not None and _verb_like(doc.tokens[j].norm, words):
        return -0.6
    return 0.0


def _verb_like(norm: str, words: PlaceWords) -> bool:
    """Whether a word has the shape of a verb in the feminine (countries and capitals are feminine): «أعلنت», «تدعم», but not «تفجير»."""
    if len(norm) < 3 or norm in words.noun_shaped:
        return False
    if norm.endswith("ت"):
        return not norm.endswith("ات")
    return len(norm) >= 4 and norm.startswith("ت") and not (len(norm) == 5 and norm[3] == "ي")


@lru_cache(maxsize=65536)
def nationality(norm: str, lang: str) -> str | None:
    """The country a folded adjective belongs to (السورية, Syrian), or None."""
    gaz = gazetteer()
    if lang == "en":
        return gaz.demonym.get(norm) or gaz.demonym.get(norm.removesuffix("s"))
    for core in (norm, *(c for _, c in arabic.peel(norm))):
        word = core.removeprefix("ال")
        for end in ("", "ه", "ون", "ين", "ات", "ا"):
            if word.endswith(end):
                code = gaz.nisba.get(word[: len(word) - len(end)] if end else word)
                if code:
                    return code
    return None


def country_weights(doc: Doc, spots: Sequence[Spot], lang: str, homes: Collection[str] = ()) -> tuple[dict[str, float], dict[str, set[str]]]:
    """How much the document speaks of each country: its adjective, its places, and the parties that act in it.

    Args:
        doc: the document.
        spots: what may be places.
        lang: `ar` or `en`.
        homes: countries of the parties that are named.

    Returns:
        The share of each country, relative to the one it speaks of most; and the words that speak for each.
    """
    count: Counter[str] = Counter()
    voices: dict[str, set[str]] = {}
    for t in doc.tokens:
        if t.kind == "word" and (lang == "ar" or doc.text[t.start].isupper()):
            code = nationality(t.norm, lang)
            if code:
                count[code] += 1
                voices.setdefault(code, set()).add(code)
    for s in spots:
        codes = {c.country for c in s.candidates if c.country}
        if len(codes) == 1 and s.score >= 0.8:
            code = codes.pop()
            count[code] += 1
            voices.setdefault(code, set()).add(s.key)
    for code in sorted(homes):
        count[code] += 1
    top = max(count.values(), default=0)
    return ({c: n / top for c, n in sorted(count.items())} if top else {}), voices


def rank(spot: Spot, place: Place, weights: dict[str, float], near: Sequence[Place], hint: Place | None) -> float:
    """How well a record fits a spot: size, the document's countries, the kind its place noun asks for, and what lies near."""
    value = 0.5 * math.log10(place.population + 10)
    value += 3.0 * weights.get(place.country or "", 0.0)
    if place.lat is None:
        value -= 0.5  # of two records of one place the one that can be drawn
    if len(spot.candidates) > 1 and spot.raw == fold(place.name):
        value += 1.0  # "Palmyra" is Palmira last of all
    if not weights and place.kind in ("country", "capital"):
        value += 1.0
    noun = spot.noun
    if place.kind == "country":
        town = (noun and noun.kind in ("city", "town", "village")) or (spot.dateline and any(c.kind == "capital" for c in spot.candidates))
        value += -4.0 if town else 4.0
    elif place.kind == "capital" and noun and noun.kind == "city":
        value += 2.0
    elif place.unit:
        value += 4.0 if noun and noun.unit else 0.5 if place.bare else -3.0
        if noun and noun.unit and noun.kind == place.kind:
            value += 1.0
    elif noun and noun.unit and not place.unit:
        value -= 1.0
    if noun and noun.kind == place.kind and not place.unit:
        value += 2.0
    if hint is not None:
        km = kilometres(place, hint)
        if km is not None:
            value += 2.5 if km < 80 else 0.5 if km < 160 else -2.0
        elif place.country and place.country == hint.country:
            value += 1.0
    if near:
        distances = [km for km in (kilometres(place, n) for n in near) if km is not None]
        if distances and min(distances) < 60:
            value += 1.2
        elif distances and min(distances) < 150:
            value += 0.6
    return value
