"""Where a document may name a place: every stretch of words that the gazetteer knows, with the words beside it. Nothing is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from isnad.lang.ar import places as arabic
from isnad.lang.en import places as english
from isnad.lang.placewords import PlaceNoun, PlaceWords
from isnad.resolve.gazetteer import Place, gazetteer, spelled
from isnad.text.doc import Doc
from isnad.text.fold import fold_with_offsets

MOST_WORDS = 6
_VOWELS = re.compile("[\u064b-\u0652]")  # who writes the vowels of a word that may be a place means the other word: «صُوّر»
_TANWIN = re.compile("[\u064b-\u064d]")  # an ending that names of places do not take: «إثيوبياً»
# Names that only marks tell apart: with the first mark the town, with the second the country («عمّان», «عُمان»).
_MARKED = {"عمان": ("\u0651", "\u064f")}
OPENERS = frozenset("\"'“”„«»‘’([{#*")
_LINKS = frozenset({"و", "او", "،", ",", "/", "-", "ـ", "and", "or", "&", "–"})


@dataclass(slots=True)
class Spot:
    """A stretch of words that may be a place name.

    Attributes:
        first: first token.
        last: one past the last.
        start: first code point of the name (proclitics left out).
        end: one past the last code point.
        key: the gazetteer key that matched.
        raw: the name as folded words, for comparison with word lists (in Arabic the same as the key).
        pro: proclitics before it (Arabic).
        candidates: records of that name.
        loose: whether another spelling had to be tried.
        short: whether the key is a short form that needs its full name elsewhere in the document.
        noun: place noun beside it.
        noun_at: tokens of that noun, or None.
        before: the word before it, folded (proclitics left on), or empty.
        follows: the spot that this one is coordinated with, or None.
        score: weight of evidence that it is a place; see :mod:`isnad.resolve.gazetteer_weigh`.
        place: the record chosen.
        others: the other records, the likeliest first.
        dateline: whether it opens a line as the place a report was sent from.
        said: the relation in which the words set it, or None.
        barred: whether the words beside it make it part of another name here, whatever the rest of the document says.
        again: whether only its name elsewhere in the document makes it a place here.
        located: 2 where a place noun or direction stands before it, 1 where a preposition of place does, else 0.
        entries: ids of the words that spoke for it.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    raw: str
    pro: str
    candidates: tuple[Place, ...]
    loose: bool = False
    short: bool = False
    noun: PlaceNoun | None = None
    noun_at: tuple[int, int] | None = None
    before: str = ""
    follows: Spot | None = None
    score: float = 0.0
    place: Place | None = None
    others: tuple[Place, ...] = ()
    dateline: bool = False
    said: str | None = None
    barred: bool = False
    again: bool = False
    located: int = 0
    entries: list[str] = field(default_factory=list)


def before(doc: Doc, i: int) -> int | None:
    """The token before `i` in its sentence, opening quotes and brackets passed over, or None."""
    j = i
    while j > 0 and not doc.tokens[j].breaks:
        j -= 1
        if doc.tokens[j].kind == "word":
            return j
        if doc.tokens[j].norm not in OPENERS:
            return None
    return None


def after(doc: Doc, i: int) -> int | None:
    """The token that follows token `i - 1` in its line, closing quotes passed over, or None."""
    for j in range(i, min(i + 3, len(doc.tokens))):
        t = doc.tokens[j]
        if t.breaks:
            return None
        if t.kind != "punct":
            return j
        if t.norm not in OPENERS and t.norm not in ")]}":
            return None
    return None


def _start(doc: Doc, i: int, pro: str, core: str) -> int:
    """Where the core of token `i` begins; an article that melted into the particle before it (للعراق) stays with the whole word."""
    token = doc.tokens[i]
    if not pro or (pro.endswith("ل") and core.startswith("ال") and token.norm.startswith(pro + "ل") and not token.norm.startswith(pro + "ال")):
        return token.start if not pro[:-1] else _offset(doc, i, len(pro) - 1)
    return _offset(doc, i, len(pro))


def _offset(doc: Doc, i: int, letters: int) -> int:
    token = doc.tokens[i]
    _, offsets = fold_with_offsets(doc.text[token.start : token.end])
    return token.start + offsets[letters]


@lru_cache(maxsize=65536)
def _probe(norm: str) -> tuple[tuple[str, str, int], ...]:
    """The ways a word may begin a key: proclitics, core, and the most words such a key has. Empty for nearly every word."""
    gaz, words = gazetteer(), arabic.words()
    out = []
    for pro, core in arabic.peel(norm):
        if pro and len(core) < 3 and core not in words.compound:
            continue
        most = gaz.heads.get(core, 0)
        if core in words.compound:
            most = max(most, 3)
        elif most == 0 and len(core) >= 5 and spelled(gaz, core)[0]:
            most = 1
        if most:
            out.append((pro, core, most))
    return tuple(out)


def arabic_spots(doc: Doc, words: PlaceWords) -> list[Spot]:
    """All stretches that match an Arabic key, the longest at each token; of equal ones the one that peels least."""
    gaz = gazetteer()
    norms = doc.norms
    out: list[Spot] = []
    for i, token in enumerate(doc.tokens):
        if token.kind != "word" or _TANWIN.search(doc.text, token.start, token.end):
            continue
        best: Spot | None = None
        for pro, core, most in _probe(token.norm):
            alone = core not in words.never and token.norm not in words.never
            limit = min(len(norms), i + 2 * most)
            stop = next((j for j in range(i + 1, limit) if doc.tokens[j].breaks), limit)
            for last, key in arabic.windows([core, *norms[i + 1 : stop]], 0, most):
                if (best and i + last <= best.last) or (last == 1 and not alone):
                    continue
                hit, loose, short = gaz.ar.get(key, ()), False, False
                if not hit and key in gaz.short:
                    hit, short = gaz.short[key], True
                if not hit and (core in words.compound if " " in key else len(key) >= 5):
                    hit, loose = spelled(gaz, key)
                if hit and not (loose and best):
                    start, end = _start(doc, i, pro, core), doc.tokens[i + last - 1].end
                    best = Spot(i, i + last, start, end, key, key, pro, hit, loose, short)
        word = best is not None and (best.raw in words.common or best.raw in words.homonym)
        if word and _VOWELS.search(doc.text, token.start, token.end):
            continue
        if best and best.key in _MARKED:
            best.candidates = _marked(doc.text[token.start : token.end], best)
        if best and (best.last == len(norms) or f"{best.key} {norms[best.last]}" not in words.phrases):
            _beside(doc, best, words, "ar")
            out.append(best)
    return _link(doc, out)


def _marked(written: str, spot: Spot) -> tuple[Place, ...]:
    """The records that the marks written over a name leave."""
    town, country = _MARKED[spot.key]
    if town not in written and country not in written:
        return spot.candidates
    return tuple(p for p in spot.candidates if (p.kind == "country") != (town in written)) or spot.candidates


def english_spots(doc: Doc, words: PlaceWords) -> list[Spot]:
    """All stretches of capitalised words that match an English key, the longest at each token."""
    gaz = gazetteer()
    tokens = doc.tokens
    out: list[Spot] = []
    for i, token in enumerate(tokens):
        if token.kind != "word" or not _starts_name(doc, i):
            continue
        best: Spot | None = None
        key = ""
        count = 0
        j = i
        while j < len(tokens) and count < MOST_WORDS and (j == i or not tokens[j].breaks):
            t = tokens[j]
            if t.kind == "punct":
                if t.norm != "-" or (j + 1 < len(tokens) and tokens[j + 1].start != t.end):
                    break
                j += 1
                continue
            if t.kind == "number" and count == 0:
                break
            norm = t.norm.removesuffix("'s")
            article = norm in english.ARTICLES
            if not article:
                capital = doc.text[t.start].isupper() or t.kind == "number"
                if not capital and norm not in ("of", "and"):
                    small = count and (tokens[j - 1].norm == "-" or norm in words.nouns or norm in words.tail)
                    if not small:
                        break
                part = english.word_key(norm) if t.kind == "word" else norm
                key = f"{key} {part}" if key else part
                count += 1
                hit = gaz.en.get(key, ()) if norm not in ("of", "and") else ()
                loose = count == 1 and english.bare(norm) not in gaz.exact
                if hit and not (count == 1 and (norm in words.never or norm in gaz.demonym or (loose and len(key) <= english.SHORT))):
                    raw = " ".join(w for w in (english.bare(x.norm) for x in tokens[i : j + 1]) if w != "-")
                    best = Spot(i, j + 1, token.start, t.start + len(norm) if t.norm.endswith("'s") else t.end, key, raw, "", hit, loose)
                if t.norm.endswith("'s"):
                    break
            j += 1
        if best:
            _beside(doc, best, words, "en")
            out.append(best)
    return _link(doc, out)


def _starts_name(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    if doc.text[token.start].isupper():
        return True
    if token.norm not in english.ARTICLES or i + 1 >= len(doc.tokens):
        return False
    nxt = doc.tokens[i + 1]
    return nxt.norm == "-" and nxt.start == token.end


def _beside(doc: Doc, spot: Spot, words: PlaceWords, lang: str) -> None:
    """Note the word before the spot and the place noun beside it."""
    j = before(doc, spot.first)
    if j is not None:
        spot.before = doc.tokens[j].norm
        if lang == "ar":
            for core in sorted(arabic.stems(spot.before), key=len, reverse=True):
                noun = words.nouns.get(core)
                if noun and not spot.pro:
                    spot.noun, spot.noun_at = noun, (j, j + 1)
                    break
        elif spot.before == "of":
            k = before(doc, j)
            noun = words.nouns.get(doc.tokens[k].norm) if k is not None else None
            if noun and k is not None:
                spot.noun, spot.noun_at = noun, (k, j + 1)
    if lang == "en" and spot.noun is None and not doc.tokens[spot.last - 1].norm.endswith("'s"):
        j = after(doc, spot.last)
        hops = 0
        while j is not None and hops < 3 and doc.tokens[j].norm in words.tail:
            j, hops = after(doc, j + 1), hops + 1
        noun = words.nouns.get(doc.tokens[j].norm) if j is not None else None
        if noun and j is not None:
            spot.noun, spot.noun_at = noun, (spot.last, j + 1)


def _link(doc: Doc, spots: list[Spot]) -> list[Spot]:
    """Tie spots that are coordinated («نبل والزهراء», "Homs and Hama") and drop those that lie inside an earlier, longer one."""
    out: list[Spot] = []
    for spot in spots:
        if out and spot.first < out[-1].last:
            if spot.last - spot.first > out[-1].last - out[-1].first and spot.first > out[-1].first:
                out.pop()
            else:
                continue
        if out:
            last = out[-1]
            gap = [doc.tokens[k].norm for k in range(last.last, spot.first)]
            joined = spot.pro.startswith("و") and all(g in OPENERS for g in gap)
            if not any(doc.tokens[k].breaks for k in range(last.last, spot.first + 1)) and (
                joined or (gap and len(gap) <= 3 and all(g in _LINKS or g in OPENERS for g in gap))
            ):
                spot.follows = last
        out.append(spot)
    return out
