"""Places that no gazetteer lists: parts of countries («الشمال السوري»), and names after a place noun («قرية بعربو»)."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import register
from isnad.lang.ar import places as arabic
from isnad.lang.placewords import PlaceWords
from isnad.model.records import Made, PlaceMention
from isnad.model.span import Span
from isnad.resolve.gazetteer import gazetteer
from isnad.resolve.gazetteer_spots import OPENERS
from isnad.resolve.gazetteer_weigh import nationality
from isnad.text.doc import Doc
from isnad.text.fold import fold_with_offsets

REGION = register("ar.place.region-adjective", "A direction or landscape with the adjective of a country («الشمال السوري») is a part of that country.")
UNLISTED = register("ar.place.unlisted", "A name that no gazetteer knows is a place after a noun for a settlement («قرية بعربو»); it stays unplaced.")

_SIDES = {"شمال": "northern", "جنوب": "southern", "شرق": "eastern", "غرب": "western", "وسط": "central", "ساحل": "coastal", "داخل": "inner"}
_SECOND = {"شرقي": "east", "غربي": "west", "شرق": "east", "غرب": "west"}
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
    """Names after an open place noun that nothing else has found, and the names coordinated with them after a plural noun."""
    out: list[PlaceMention] = []
    if lang != "ar":
        return out
    taken = {k for p in found for k in range(*doc.tokens_in(p.span))}
    tokens = doc.tokens
    for i in range(len(tokens) - 1):
        if i in taken:
            continue
        hit = next(((pro, words.nouns[core]) for pro, core in arabic.peel(tokens[i].norm) if core in words.nouns), None)
        if hit is None or not hit[1].open:
            continue
        j = i + 1
        while j < len(tokens) and tokens[j].norm in OPENERS:
            j += 1
        last = _name_end(doc, j, words, taken)
        if last == j:
            continue
        noun = hit[1]
        if tokens[i].norm.removesuffix("ات") != tokens[i].norm and not tokens[j].norm.startswith("ال"):
            continue  # after a plural an indefinite word is an adjective («بلدات صغيرة»)
        start = tokens[j].start
        if noun.part:
            start = tokens[i].start if not hit[0] or hit[0].endswith("ل") else _offset(doc, i, len(hit[0]))
        span = Span(start, tokens[last - 1].end)
        label = arabic.romanised(doc.text[tokens[j].start : span.end])
        name = f"{label} {noun.kind}" if noun.part else label
        out.append(PlaceMention(span, name, None, None, None, None, noun.kind, Made(UNLISTED, (noun.id,), (span,))))
        taken.update(range(j, last))
    return out


def _name_end(doc: Doc, j: int, words: PlaceWords, taken: set[int]) -> int:
    """One past the last token of an unknown name that starts at `j`; `j` itself if none does."""
    tokens = doc.tokens
    if j >= len(tokens) or j in taken or tokens[j].breaks or tokens[j].kind != "word":
        return j
    word = tokens[j].norm
    if word in words.unnamed or word in words.never or word in words.nouns or len(word) < 3 or word in words.after or word in words.strong:
        return j
    if (word[0] in "ول" and word not in words.compound) or (word[0] == "ي" and len(word) == 5):
        return j  # «ونقاط», «لنظام»: more likely particles; «يسيطر»: more likely a verb
    definite = word.startswith("ال")
    if not definite and word.endswith(("يه", "ات", "تها", "هم", "ها", "ين", "ون")) and word not in words.compound:
        return j  # an adjective or plural: «بلدة حدودية», «قرى صغيرة», «مدينتهم»
    last = j + 1
    if word in words.compound and last < len(tokens) and last not in taken and tokens[last].kind == "word" and not tokens[last].breaks:
        last += 1
    while last < len(tokens) and last not in taken and not tokens[last].breaks and tokens[last].norm in words.tail and tokens[last].norm not in words.after:
        last += 1
    return last
