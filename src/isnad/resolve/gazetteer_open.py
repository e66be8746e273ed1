"""Places that no gazetteer lists: parts of countries («الشمال السوري»), and names after a place noun («قرية بعربو»)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from isnad.grammar.rules import register
from isnad.lang.ar import places as arabic
from isnad.lang.placewords import PlaceNoun, PlaceWords
from isnad.model.records import Made, PlaceMention
from isnad.model.span import Span
from isnad.resolve.gazetteer import gazetteer
from isnad.resolve.gazetteer_spots import OPENERS
from isnad.resolve.gazetteer_weigh import nationality
from isnad.text.doc import Doc
from isnad.text.fold import fold_with_offsets

REGION = register("ar.place.region-adjective", "A direction or landscape with a country's adjective is a part of it («الشمال السوري»).")
BESIDE = register("ar.place.unlisted-beside", "A name that begins as names of villages do is a place after a direction («شرقي أم القرى»).")
UNLISTED = register("ar.place.unlisted", "A name that no gazetteer knows is an unplaced place after a place noun («قرية بعربو»).")

_SIDES = {"شمال": "northern", "جنوب": "southern", "شرق": "eastern", "غرب": "western", "وسط": "central", "ساحل": "coastal", "داخل": "inner"}
_SECOND = {"شرقي": "east", "غربي": "west", "شرق": "east", "غرب": "west"}
_DUAL = ("تي", "تا")
_ADJECTIVE = ("يه", "ات", "تها", "هم", "ها", "ين", "ون")
_INSIDE = frozenset(("neighbourhood", "hospital", "prison", "street", "facility", "university"))
_TOWNS = frozenset(("city", "capital", "town", "village"))
_WITHIN = 4  # tokens from a quarter's name to its town
_IN = frozenset(("في", "ب", "بمدينه", "مدينه", "بلده", "من", "وسط"))
_LANDSCAPES = {"باديه": "desert", "صحراء": "desert", "جزيره": "Jazira", "هضبه": "plateau"}


def _offset(doc: Doc, i: int, letters: int) -> int:
    token = doc.tokens[i]
    return token.start + fold_with_offsets(doc.text[token.start : token.end])[1][letters]


def regions(doc: Doc, lang: str) -> list[PlaceMention]:
    """Parts of countries named by direction and adjective; unplaced, with the country's code."""
    out: list[PlaceMention] = []
    if lang != "ar":
        return out
    gaz = gazetteer()
    tokens = doc.tokens
    for i in range(len(tokens) - 1):
        if "ال" not in tokens[i].norm[:4] or not tokens[i + 1].norm.startswith("ال"):
            continue
        for pro, core in arabic.peel(tokens[i].norm):
            if not core.startswith("ال"):
                continue
            side = _SIDES.get(core[2:])
            land = _LANDSCAPES.get(core[2:])
            if side is None and land is None:
                continue
            j = i + 1
            second = _SECOND.get(tokens[j].norm.removeprefix("ال")) if tokens[j].norm.startswith("ال") and side in ("northern", "southern") else None
            if second and j + 1 < len(tokens):
                j += 1
            if tokens[j].breaks or not tokens[j].norm.startswith("ال"):
                continue
            code = nationality(tokens[j].norm, lang)
            if code is None or code not in gaz.countries:
                continue
            country = gaz.countries[code].name
            name = f"{side[:-3]}{second}ern {country}" if side and second else f"{side} {country}" if side else f"{country} {land}"
            start = tokens[i].start if not pro or pro.endswith("ل") else _offset(doc, i, len(pro))
            span = Span(start, tokens[j].end)
            out.append(PlaceMention(span, name, code, None, None, None, "region", Made(REGION, (), (span,))))
            break
    return out


def unlisted(doc: Doc, words: PlaceWords, lang: str, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names after an open place noun that nothing else has found, and after a dual or plural the names joined to them by «و»."""
    out: list[PlaceMention] = []
    if lang != "ar":
        return out
    taken: dict[int, int] = {}
    for p in found:
        first, last = doc.tokens_in(p.span)
        taken.update(dict.fromkeys(range(first, last), last))
    tokens = doc.tokens
    for i in range(len(tokens) - 1):
        short = len(tokens[i].norm) <= 3  # «لحى» is no quarter
        hit = next(((pro, core) for pro, core in arabic.peel(tokens[i].norm) if core in words.nouns and "ك" not in pro and not (pro and short)), None)
        if hit is None or not words.nouns[hit[1]].open or (i and f"{tokens[i - 1].norm} {hit[1]}" in words.phrases):
            continue
        noun = words.nouns[hit[1]]
        j = i + 1
        while j < len(tokens) and tokens[j].norm in OPENERS:
            j += 1
        if i in taken:
            last = taken[i]
        elif j in taken:
            last = taken[j]
        else:
            last = _name_end(doc, j, words, taken, noun, hit[1] in words.many)
            if last == j:
                continue
            start = tokens[j].start
            if noun.part:
                start = tokens[i].start if not hit[0] or hit[0].endswith("ل") else _offset(doc, i, len(hit[0]))
            out.append(_placed(doc, _unknown(doc, j, last, start, noun), last, found, words))
            taken.update(dict.fromkeys(range(j, last), last))
        if hit[1] in words.many and not noun.part:
            _chain(doc, last, words, taken, noun, out, 1 if hit[1].endswith(_DUAL) else 12)
    return out


_HEADS = frozenset(("ام", "تل", "كفر", "دير", "ود", "خان", "خربه", "عين", "بير", "جب", "تله", "جبل", "راس", "كمبو", "حله"))
_SIDES_OF = frozenset(("north", "south", "east", "west", "near"))
_NOT_AFTER = frozenset(("من", "في", "علي", "الي", "عن", "مع"))


def beside(doc: Doc, words: PlaceWords, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names of two words after a direction or «قرب» that nothing else has found."""
    taken = {i for p in found for i in range(*doc.tokens_in(p.span))}
    tokens = doc.tokens
    out: list[PlaceMention] = []
    for i in range(1, len(tokens) - 1):
        head, name = tokens[i], tokens[i + 1]
        if head.norm not in _HEADS or i in taken or i + 1 in taken or head.breaks or name.breaks or name.kind != "word" or len(name.norm) < 3:
            continue
        said = {words.relations.get(s) for s in arabic.stems(tokens[i - 1].norm)}
        if not said & _SIDES_OF or name.norm in _NOT_AFTER or any(name.norm in w for w in (words.unnamed, words.never, words.nouns, words.weak)):
            continue
        span = Span(head.start, name.end)
        made = Made(BESIDE, (), (span,))
        out.append(PlaceMention(span, arabic.romanised(doc.text[span.start : span.end]), None, None, None, None, "village", made))
    return out


def _unknown(doc: Doc, j: int, last: int, start: int, noun: PlaceNoun, skip: int = 0) -> PlaceMention:
    """The record of an unknown name of tokens `j` to `last`; `skip` letters of the first belong to a particle."""
    begin = _offset(doc, j, skip) if skip else doc.tokens[j].start
    end = doc.tokens[last - 1].end
    label = arabic.romanised(doc.text[begin:end])
    span = Span(min(start, begin) if not skip else begin, end)
    name = f"{label} {noun.kind}" if noun.part else label
    return PlaceMention(span, name, None, None, None, None, noun.kind, Made(UNLISTED, (noun.id,), (span,)))


def _placed(doc: Doc, place: PlaceMention, last: int, found: Sequence[PlaceMention], words: PlaceWords) -> PlaceMention:
    """What no gazetteer lists takes the coordinates of the place that the words after it put it in or beside, as far as those are good.

    A quarter, camp or hospital lies in its town («حي المدارس في الجنينة»); a village in the countryside of a town or near it lies in
    that town's district («قرية الرمانة بريف منبج»); of a province it takes the country only.
    """
    tokens = doc.tokens
    limit = tokens[min(last + _WITHIN, len(tokens)) - 1].end
    at = bisect_left(found, place.span.end, key=lambda p: p.span.start)
    town = found[at] if at < len(found) and found[at].span.start < limit else None
    if town is None or town.lat is None or town.country is None:
        return place
    first = doc.tokens_in(town.span)[0]
    if any(t.kind != "word" or t.breaks for t in tokens[last:first]) or tokens[first].breaks:
        return place
    between = {s for t in tokens[last : first + 1] for s in arabic.stems(t.norm)}
    if place.kind in _INSIDE:
        inside = between | {doc.text[tokens[first].start : town.span.start]}
        if town.kind in _TOWNS and inside & _IN and place.kind != town.kind:
            return replace(place, country=town.country, lat=town.lat, lon=town.lon, precision="settlement")
        return place
    if not any(words.relations.get(s) not in (None, "between", "border", "road") for s in between - {place.name}):
        return place
    if town.precision in ("exact", "settlement", "district"):
        return replace(place, country=town.country, lat=town.lat, lon=town.lon, precision="district")
    return replace(place, country=town.country)


def _chain(doc: Doc, at: int, words: PlaceWords, taken: dict[int, int], noun: PlaceNoun, out: list[PlaceMention], most: int) -> None:
    """Names joined by «و» to one that ends at token `at` («قريتي تقاد والهباطة»)."""
    tokens = doc.tokens
    for _ in range(most):
        j = at
        while j < len(tokens) and tokens[j].norm in ("،", ",", *OPENERS) and not tokens[j].breaks:
            j += 1
        if j >= len(tokens) or tokens[j].breaks or tokens[j].kind != "word":
            return
        if j in taken:
            at = taken[j]
            continue
        norm = tokens[j].norm
        if norm == "و" and j + 1 < len(tokens):
            j, skip = j + 1, 0
        elif norm.startswith("و") and len(norm) > 3:
            skip = 1
        else:
            return
        last = _name_end(doc, j, words, taken, noun, False, skip)
        if last == j:
            return
        out.append(_unknown(doc, j, last, tokens[j].start, noun, skip))
        taken.update(dict.fromkeys(range(j, last), last))
        at = last


def _name_end(doc: Doc, j: int, words: PlaceWords, taken: dict[int, int], noun: PlaceNoun, many: bool, skip: int = 0) -> int:
    """One past the last token of an unknown name that starts at `j`; `j` itself if none does."""
    tokens = doc.tokens
    if j >= len(tokens) or j in taken or tokens[j].breaks or tokens[j].kind != "word":
        return j
    word = tokens[j].norm[skip:]
    compound = word in words.compound
    known = any(word in w for w in (words.unnamed, words.never, words.nouns, words.after, words.strong, words.weak))
    if (known or len(word) < 3) and not compound:
        return j
    if word.startswith(("بال", "لل", "كال", "فال", "وال")) or (word[0] in "ول" and not compound and not skip) or (word[0] == "ي" and len(word) == 5):
        return j  # «بالتزامن», «ونقاط», «لنظام»: more likely particles; «يسيطر»: more likely a verb
    definite = word.startswith("ال")
    if not compound and not definite and (word.endswith(_ADJECTIVE) or (many and word.endswith("ه"))):
        return j  # an adjective or plural: «بلدة حدودية», «قرى خاضعة», «مدينتهم»
    if (definite and nationality(word, "ar") is not None) or (noun.open == "compound" and not compound):
        return j
    if noun.part and not compound and (many or (not definite and noun.kind not in ("base", "camp", "crossing"))):
        return j  # «حقول قمح», «ميناء صيد»
    last = j + 1
    follows = tokens[last].norm if last < len(tokens) and not tokens[last].breaks and last not in taken else ""
    if compound:
        if not follows or tokens[last].kind != "word" or follows in words.weak:
            return j if word in words.never or noun.open == "compound" else last
        last += 1
    elif not definite and follows.startswith("ال") and len(follows) > 4 and nationality(follows, "ar") is None:
        last += not any(follows in w for w in (words.after, words.unnamed, words.tail))  # «كويت الرحمة»
    bare = last
    while last < len(tokens) and last not in taken and not tokens[last].breaks and _closes(tokens[last].norm, words):
        last += 1
    return j if noun.open == "closed" and last == bare and not compound else last


def _closes(norm: str, words: PlaceWords) -> bool:
    return norm in words.tail and norm not in words.after
