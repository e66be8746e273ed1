"""Places of a document: spot, weigh, choose, and make the record. Deterministic; one pass over the tokens a language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from isnad.grammar.rules import register
from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.lang.placewords import PlaceWords
from isnad.lang.tables import table
from isnad.model.records import Made, Mention, PlaceMention
from isnad.model.span import Span
from isnad.resolve.gazetteer import FACILITIES, Place, kilometres
from isnad.resolve.gazetteer_english import UNLISTED, unlisted_english
from isnad.resolve.gazetteer_open import beside, regions, unlisted
from isnad.resolve.gazetteer_relation import precision, relation
from isnad.resolve.gazetteer_spots import Spot, arabic_spots, english_spots
from isnad.resolve.gazetteer_user import region
from isnad.resolve.gazetteer_weigh import THRESHOLD, base, context, country_weights, rank
from isnad.text.doc import Doc

NAME = register("place.name", "A name of the gazetteer, which the words beside it let stand for a place.")
NOUN = register("place.noun-name", "A place noun with a name of the gazetteer («مدينة الباب», \"Raqqa province\").")
FACILITY = register("place.facility", "A facility that the gazetteer knows by its full name («مطار الطبقة العسكري»).")
OF_TOWN = register("place.facility-of-town", "A facility named after a place, which takes that place's coordinates («مطار نيالا»).")
AGAIN = register("place.again", "A name that stands for a place elsewhere in the same report.")

_REGIONAL = 50000
_LOCAL = frozenset({"group", "force", "organisation"})
_KEPT = 4  # other records of a name that are kept beside the one chosen
_AWAY = frozenset({"الي", "نحو", "باتجاه", "من", "عبر", "to", "from", "towards", "toward", "and", "for", "by"})
_WINDOW = 80  # tokens before and after a name in which other places are its neighbours
_KNOWN = 150000  # people; a larger town is named in reports of other countries, a regional one in those of its neighbours
# Mentions of these kinds may hold a place («ناشطون في دير الزور»); all others are one name.
_OPEN_MENTIONS = frozenset({"person", "official", "anonymous", "witness", "people", "document"})


def find_places(doc: Doc, mentions: Sequence[Mention]) -> list[PlaceMention]:
    """Every named place of a document once per mention, in order, none overlapping.

    Args:
        doc: the document.
        mentions: parties already found; a name inside one is no place, unless the mention describes a person or source.
    """
    lang = "ar" if doc.lang == "ar" else "en"
    words = arabic.words() if lang == "ar" else english.words()
    spots = arabic_spots(doc, words) if lang == "ar" else english_spots(doc, words)
    for s in spots:
        s.score = base(s, words, lang) + context(doc, s, words, lang)
    homes = {c for m in mentions if m.entity and (c := _homes().get(m.entity))} | set(region())
    weights, voices = country_weights(doc, spots, lang, homes)
    _spread(spots, weights, words)
    chosen = _choose(doc, [s for s in spots if s.score >= THRESHOLD], weights, voices)
    made = [(s, m) for s in chosen if (m := _record(doc, s, words, lang)) is not None]
    found = [m for _, m in made]
    found += regions(doc, lang)
    found.sort(key=lambda p: p.span.start)
    if lang == "ar":
        found += unlisted(doc, words, lang, found)
        found.sort(key=lambda p: p.span.start)
        found += beside(doc, words, found)
    else:
        found += unlisted_english(doc, words, found)
    return _tidy(found, mentions, {m.span: 2 if _says_what(s, m, words) else s.located for s, m in made})


@cache
def _homes() -> dict[str, str]:
    """The country each party of the authority acts in, by entity; states and the world's bodies act anywhere."""
    rows = table("common", "actors")["entries"]
    return {r["id"]: r["country"] for r in rows if r.get("country") and r.get("kind") in _LOCAL}


def _spread(spots: list[Spot], weights: dict[str, float], words: PlaceWords) -> None:
    """Let neighbours and repetitions speak: coordination, the plural noun before a list, the same name elsewhere, the document's countries."""
    for s in spots:
        codes = {c.country for c in s.candidates}
        if weights and None not in codes:
            share = max((weights.get(c or "", 0.0) for c in codes), default=0.0)
            kinds = {c.kind for c in s.candidates}
            if "country" in kinds:
                s.score += 0.2 if share >= 0.9 and not any(c.abroad for c in s.candidates) else 0.0
            else:
                s.score += 0.2 if share >= 0.5 else 0.0 if share > 0 or "capital" in kinds else -0.4
    for s in spots:
        if s.follows is not None and s.follows.score >= THRESHOLD:
            if s.noun is None and s.follows.noun is not None and not s.follows.noun.part:
                s.noun = s.follows.noun
            s.located = max(s.located, s.follows.located)
            s.score += 0.5
    for s in reversed(spots):
        if s.follows is not None and s.score >= THRESHOLD and s.follows.score < THRESHOLD:
            s.follows.score += 0.4
    _cluster(spots)
    sure: dict[str, float] = {}
    for s in spots:
        if not s.short:
            for p in s.candidates:
                sure[p.id] = max(sure.get(p.id, 0.0), s.score)
    for s in spots:
        if s.score >= THRESHOLD or s.loose or s.barred or {c.kind for c in s.candidates} & {"country", "capital", "continent"}:
            continue
        best = max(sure.get(p.id, 0.0) for p in s.candidates)
        if s.short and best >= THRESHOLD:
            s.score, s.again = THRESHOLD, True
        elif best >= THRESHOLD + 0.3:
            s.score += 0.4 if s.raw in words.common else 0.6
            s.again = True


def _cluster(spots: list[Spot]) -> None:
    """Let names that stand in one list and lie close together on the map speak for each other («ثعبات والدحي وعصيفرة»)."""
    run: list[Spot] = []
    for s in [*spots, None]:
        if s is not None and run and s.follows is run[-1]:
            run.append(s)
            continue
        if len(run) >= 2 and any(r.score < THRESHOLD for r in run):
            for a, b in pairwise(run):
                if any((km := kilometres(p, q)) is not None and km <= 40 for p in a.candidates for q in b.candidates):
                    a.score += 0.25
                    b.score += 0.25
        run = [s] if s is not None else []


def _choose(doc: Doc, spots: list[Spot], weights: dict[str, float], voices: dict[str, set[str]]) -> list[Spot]:
    """Pick a record for every spot, first alone, then beside the others; a spot that fits no record is left out."""
    for s in spots:
        s.place = s.candidates[0] if len(s.candidates) == 1 else max(s.candidates, key=lambda p: (rank(s, p, weights, (), None), -len(p.id), p.id))
    by_first = {s.first: s for s in spots}
    joined = {id(s.follows): s for s in spots if s.follows is not None}
    anchors = [(s.first, s.place) for s in spots if s.place and s.place.kind not in ("country", "continent")]
    at = [i for i, _ in anchors]
    out: list[Spot] = []
    for s in spots:
        hint = _hint(doc, s, by_first)
        if len(s.candidates) > 1:
            window = anchors[bisect_left(at, s.first - _WINDOW) : bisect_right(at, s.first + _WINDOW)]
            near = list({p.id: p for i, p in window if i != s.first}.values())
            ranked = sorted(s.candidates, key=lambda p: (rank(s, p, weights, near, hint), -len(p.id), p.id), reverse=True)
            s.place, s.others = ranked[0], tuple(ranked[1 : 1 + _KEPT])
        after = joined.get(id(s))
        listed = after is not None and after.place is hint  # «صعدة/جنيف» are two places, far apart
        if not _strange(s, voices, None if listed or (hint is not None and _onwards(doc, s.last)) else hint):
            out.append(s)
    return out


def _onwards(doc: Doc, i: int) -> bool:
    """Whether what follows a name leads away from it («من زوارة إلى ...», "from Jarablus to ..."): what lies there need not be near."""
    return any(t.norm in _AWAY or (t.kind == "word" and t.norm.startswith("و") and len(t.norm) > 3) for t in doc.tokens[i : i + 5])


def _strange(spot: Spot, voices: dict[str, set[str]], hint: Place | None) -> bool:
    """Whether the chosen record is a small place far from where the text is: more likely another place of that name, unknown here."""
    place = spot.place
    if place is not None and place.kind in FACILITIES and " " in spot.key:
        return False  # «قاعدة إنجرليك» says what it is
    if place is None or place.lat is None or place.kind in ("country", "capital") or (place.unit and (spot.noun is None or spot.noun.unit)):
        return False
    if hint is not None and hint.id != place.id:
        km = kilometres(place, hint)
        if km is not None and km > 250 and place.population < _KNOWN:
            return True
    if place.known and not spot.loose and len({c.country for c in spot.candidates}) == 1:
        return False  # the only place of that name that reports name
    if place.population >= _REGIONAL or place.country is None or _speaks(voices.get(place.country), spot.key):
        return False
    return any(_speaks(v, spot.key) for v in voices.values())


def _speaks(voices: set[str] | None, key: str) -> bool:
    """Whether any word but this one speaks for a country."""
    return voices is not None and (len(voices) > 1 or (len(voices) == 1 and key not in voices))


def _hint(doc: Doc, spot: Spot, by_first: dict[int, Spot]) -> Place | None:
    """The place that the next few words name as lying around or beside it («تل أبيض بريف الرقة», "Tal Abyad in Raqqa province")."""
    for i in range(spot.last, min(spot.last + 5, len(doc.tokens))):
        if doc.tokens[i].breaks or doc.tokens[i].norm in ".;؛":
            return None
        other = by_first.get(i)
        if other is not None and other.place is not None and other.place.kind not in ("country", "continent"):
            return other.place
    return None


def _record(doc: Doc, spot: Spot, words: PlaceWords, lang: str) -> PlaceMention | None:
    """The record of a spot; a facility noun beside it becomes part of the name and of the quote."""
    place = spot.place
    if place is None:
        return None
    start, end, name, kind, rule = spot.start, spot.end, place.name, place.kind, AGAIN if spot.again else NAME
    noun = spot.noun
    if place.kind in FACILITIES and place.kind != "landmark":
        rule = FACILITY
        if lang == "en" and noun is not None and noun.part and spot.noun_at is not None:
            start, end = min(start, doc.tokens[spot.noun_at[0]].start), max(end, doc.tokens[spot.noun_at[1] - 1].end)
    elif noun is not None and spot.noun_at is not None:
        rule = NOUN
        if noun.kind in ("university", "hospital") and place.kind not in ("city", "capital", "governorate", "town"):
            return None  # «جامعة اليرموك» is not in the camp
        if noun.part and not spot.pro and place.kind != "country":
            first, last = spot.noun_at
            rule, kind = OF_TOWN, noun.kind
            start, end = min(start, _noun_start(doc, first, words, lang)), max(end, doc.tokens[last - 1].end)
            name = f"{name} {noun.kind}"
    if kind in FACILITIES and lang == "ar":
        end = _tail(doc, spot.last, end, words)
    spans = (Span(start, end),)
    made = Made(rule, tuple(dict.fromkeys(spot.entries)), spans)
    first = spot.noun_at[0] if spot.noun_at is not None and spot.noun_at[0] < spot.first and spans[0].start < spot.start else spot.first
    said = relation(doc, first, spot.last, words, lang)
    if said is None and spot.follows is not None and spot.follows.said == "between":
        said = "between"  # the second of the two
    spot.said = said
    others = tuple(dict.fromkeys(p.id for p in spot.others if p.id != place.id))
    return PlaceMention(spans[0], name, place.country, place.lat, place.lon, place.id, kind, made, precision(place, kind, said), said, others)


def _says_what(spot: Spot, made: PlaceMention, words: PlaceWords) -> bool:
    """Whether a facility's own name begins with what it is: «مقر الفرقة», «قاعدة عين الأسد»."""
    return made.made.rule == FACILITY and spot.raw.split(" ")[0] in words.nouns


def _noun_start(doc: Doc, i: int, words: PlaceWords, lang: str) -> int:
    token = doc.tokens[i]
    if lang == "en" or token.norm in words.nouns:
        return token.start
    for pro, core in arabic.peel(token.norm):
        if core in words.nouns:
            return token.start + len(pro)
    return token.start


def _tail(doc: Doc, i: int, end: int, words: PlaceWords) -> int:
    """Past the adjectives that close a facility's name («العسكري», «الدولي»)."""
    while i < len(doc.tokens) and doc.tokens[i].norm in words.tail and doc.tokens[i].norm.startswith("ال") and not doc.tokens[i].breaks:
        end = doc.tokens[i].end
        i += 1
    return end


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some sorted spans overlaps another."""
    i = bisect_left(spans, span.end, key=lambda s: s.start)
    return i > 0 and spans[i - 1].end > span.start


def _tidy(found: list[PlaceMention], mentions: Sequence[Mention], located: dict[Span, int]) -> list[PlaceMention]:
    """In order, none overlapping (the earlier and longer wins), none that is part of a party's name."""
    out: list[PlaceMention] = []
    taken = [m for m in mentions if m.kind not in _OPEN_MENTIONS or m.entity is not None]
    people = sorted(m.span for m in mentions if m.kind in ("person", "official"))
    found = [p for p in found if p.made.rule != UNLISTED or not _meets(people, p.span)]
    at = 0
    for p in sorted(found, key=lambda p: (p.span.start, -p.span.end, p.gazetteer is None, p.made.rule)):
        if out and p.span.start < out[-1].span.end:
            continue
        while at < len(taken) and taken[at].span.end <= p.span.start:
            at += 1
        if at < len(taken) and taken[at].span.overlaps(p.span):
            # A government's name after "in" is a place after all, and so is a town in a body's name after a noun or direction.
            alone = p.span.covers(taken[at].span)
            inner = p.span.start < taken[at].span.start and taken[at].span.end < p.span.end
            whole = inner and p.made.rule == FACILITY  # "Nyala International Airport" names no body
            if not whole and located.get(p.span, 0) < (1 if alone else 2):
                continue
        out.append(p)
    return out
