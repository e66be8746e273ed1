"""What the words beside a name say of where exactly: the relation («شمال حلب», "between A and B"), and how far coordinates can be trusted."""

from __future__ import annotations

from isnad.lang.ar import places as arabic
from isnad.lang.placewords import PlaceWords
from isnad.model.records import PlaceMention, Precision
from isnad.resolve.gazetteer import FACILITIES, WIDE, Place
from isnad.resolve.gazetteer_spots import before
from isnad.text.doc import Doc

_SIDES = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
_BACK = 3  # words from a name back to the word of its relation («بالقرب من مدينة», "the outskirts of")
_AWAY = 6  # tokens from «بين» to the second of two names
# How exact a place is in the event data of Uppsala: 1 spot or settlement, 2 beside one, 3 district, 4 province, 5 between or along, 6 country.
_PREC = {"exact": 1, "settlement": 1, "district": 3, "province": 4, "country": 6}
_COARSE: dict[str, Precision] = {
    "country": "country", "governorate": "province", "region": "province", "river": "province", "desert": "province", "water": "province",
    "mountain": "district", "valley": "district", "district": "district", "subdistrict": "district", "road": "province", "front": "district",
}  # fmt: skip


def relation(doc: Doc, first: int, last: int, words: PlaceWords, lang: str) -> str | None:
    """How the words set the happening to the place named in tokens `first` to `last`, or None where it is in it.

    Args:
        doc: the document.
        first: first token of the name.
        last: one past its last.
        words: the words beside place names.
        lang: `ar` or `en`.

    Returns:
        `north`, `southwest`, …; `near`; `countryside`, with the side it lies on (`countryside:north`); `between`; `border`; `road`; or None.
    """
    at = before(doc, first)
    for _ in range(_BACK):
        if at is None or first - at > 2 * _BACK:
            return None
        word = doc.tokens[at].norm
        found = _relation_of(word, words, lang)
        if found is not None:
            break
        if not _passes(word, words, lang):
            return None
        at = before(doc, at)
    else:
        return None
    assert at is not None
    if found in _SIDES:
        further = before(doc, at)
        other = _relation_of(doc.tokens[further].norm, words, lang) if further is not None and at - further <= 2 else None
        if other in ("north", "south") and found in ("east", "west"):
            return other + found
        if other == "countryside":  # "northern rural Aleppo"
            return f"countryside:{found}"
        return found
    if found == "countryside":
        side = _side_after(doc, last, words, lang)
        if side is None and lang == "en" and (further := before(doc, at)) is not None:
            side = next((r for r in (_relation_of(doc.tokens[further].norm, words, lang),) if r in _SIDES), None)
        return f"countryside:{side}" if side else found
    if found == "between" and not _pair(doc, at, first, last, lang):
        return None
    return found


def _relation_of(word: str, words: PlaceWords, lang: str) -> str | None:
    if word in words.relations or lang == "en":
        return words.relations.get(word)
    return next((words.relations[s] for s in sorted(arabic.stems(word)) if s in words.relations), None)


def _passes(word: str, words: PlaceWords, lang: str) -> bool:
    """Whether a word may stand between the word of a relation and the name: «من», «مع», a place noun, "of", "the", "with"."""
    if lang == "en":
        return word in ("of", "the", "with", "from") or word in words.nouns
    return word in ("من", "مع", "عن") or any(s in words.nouns for s in arabic.stems(word))


def _side_after(doc: Doc, last: int, words: PlaceWords, lang: str) -> str | None:
    """The side in an adjective after the name («ريف حلب الشمالي», «الشمالي الغربي»)."""
    if lang != "ar":
        return None
    sides = [words.relations.get(t.norm.removeprefix("ال")) for t in doc.tokens[last : last + 2] if t.norm.startswith("ال") and not t.breaks]
    if not sides or sides[0] not in _SIDES:
        return None
    return sides[0] + sides[1] if len(sides) > 1 and sides[0] in ("north", "south") and sides[1] in ("east", "west") else sides[0]


def _pair(doc: Doc, at: int, first: int, last: int, lang: str) -> bool:
    """Whether «بين» stands before two names joined by «و», not between parties."""
    if lang == "ar":
        return any(t.norm.startswith("و") for t in doc.tokens[last : last + _AWAY]) or doc.tokens[first].norm.startswith("و")
    return any(t.norm == "and" for t in doc.tokens[last : last + _AWAY])


def precision(place: Place, kind: str, said: str | None) -> Precision | None:
    """How far the coordinates of a record can be trusted as the place of a happening.

    Args:
        place: the record.
        kind: what the mention is; a facility named after a town has the town's coordinates.
        said: the relation in which the words set it.
    """
    if place.lat is None:
        return None
    found: Precision
    if place.precision is not None:
        found = place.precision
    elif place.kind in _COARSE:
        found = _COARSE[place.kind]
    elif place.kind in WIDE:
        return "country" if place.country else None
    else:
        found = "exact" if place.kind in FACILITIES and place.of is None and kind == place.kind else "settlement"
    if said is not None and found in ("exact", "settlement"):
        return "district"
    return found


def where_prec(place: PlaceMention) -> int:
    """The code of Uppsala's event data for how exact a place is: 1 spot or settlement … 6 country, 7 where nothing is known."""
    if place.relation in ("between", "road", "border"):
        return 5
    if place.relation is not None and place.precision == "district":
        return 2
    return _PREC[place.precision] if place.precision else 7
