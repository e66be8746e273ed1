"""Finding English words of happening: compiled forms, phrases, verbs with particles."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from isnad.lang.common.claims import Hit, Lemma, contexts_of, frames_of, lemmas_of
from isnad.lang.en.claims_sets import words_of
from isnad.lang.tables import table
from isnad.text.doc import Doc

_GAP = 4  # words between a verb and its particle
_FAR = 7  # words between a verb and another word that belongs to it («held the group fully responsible»)
_PARTICLES = words_of("out up off back over in down on away by with for to alongside upon under into")
Reading = tuple[Lemma, str, str, str]


class Words:
    """The compiled tables of English happenings."""

    def __init__(self) -> None:
        data: dict[str, Any] = table("en", "events")
        self.forms: dict[str, str] = table("en", "events_forms")
        self.lemmas = lemmas_of(data, frames_of(data))
        self.contexts = contexts_of(data)
        self.turns: dict[str, list[tuple[str, ...]]] = {}
        for entry in data["figurative"]:
            for phrase in entry["words"]:
                shapes = tuple(split(phrase))
                self.turns.setdefault(shapes[0], []).append(shapes)
        self.phrases: dict[str, list[tuple[tuple[str, ...], Lemma]]] = {}
        for lemma, entry in zip(self.lemmas, data["entries"], strict=True):
            for phrase in entry.get("phrases", ()):
                first, *rest = split(phrase)
                self.phrases.setdefault(first, []).append((tuple(rest), lemma))
        for word, packed in list(self.forms.items()):
            first, *rest = split(word)
            if rest:  # hyphenated words stand in a text as several tokens
                for item in packed.split():
                    self.phrases.setdefault(first, []).append((tuple(rest), self.lemmas[int(item.split(".")[0])]))
        for found in self.phrases.values():
            found.sort(key=lambda p: (-len(p[0]), p[0]))
        self._seen: dict[str, tuple[Reading, ...]] = {}

    def readings(self, norm: str) -> tuple[Reading, ...]:
        """Every lemma and form a word may stand for."""
        known = self._seen.get(norm)
        if known is None:
            packed = self.forms.get(norm, "")
            out = []
            for item in packed.split():
                index, tense, person, voice = item.split(".")
                out.append((self.lemmas[int(index)], tense, person, voice))
            known = self._seen[norm] = tuple(out)
        return known

    def in_context(self, name: str, norm: str) -> bool:
        """Whether a word belongs to a named class of context words."""
        whole, stems = self.contexts.get(name, (frozenset(), ()))
        return norm in whole or (bool(stems) and norm.startswith(stems))


def split(phrase: str) -> list[str]:
    """A phrase's folded words, cut as documents are."""
    return Doc(phrase, "en").norms


@cache
def words() -> Words:
    """The tables, loaded once."""
    return Words()


def find(doc: Doc) -> list[Hit]:
    """All words of happening and carrying words, in order; several for a token where print leaves it open."""
    return list(_found(doc))


@lru_cache(maxsize=1)  # asked several times while one document is read
def _found(doc: Doc) -> tuple[Hit, ...]:
    w = words()
    out: list[Hit] = []
    i, n = 0, len(doc.tokens)
    while i < n:
        token = doc.tokens[i]
        if token.kind != "word":
            i += 1
            continue
        phrase = _phrase(w, doc, i)
        if phrase is not None:
            out.append(phrase)
            i = phrase.last
            continue
        for lemma, tense, person, voice in w.readings(token.norm):
            hit = Hit(lemma, i, i + 1, tense, person, voice)
            if lemma.companions:
                hit.companion = _companion(w, doc, i, lemma.companions)
                if hit.companion < 0:
                    continue
            out.append(hit)
        i += 1
    return tuple(out)


def _phrase(w: Words, doc: Doc, i: int) -> Hit | None:
    tokens = doc.tokens
    for rest, lemma in w.phrases.get(tokens[i].norm, ()):
        last = i + 1 + len(rest)
        if last <= len(tokens) and all(tokens[i + 1 + k].norm == r and not tokens[i + 1 + k].breaks for k, r in enumerate(rest)):
            return Hit(lemma, i, last, "phrase", "s", "a")
    return None


def _companion(w: Words, doc: Doc, i: int, companions: tuple[str, ...]) -> int:
    at = i
    tokens = doc.tokens
    if companions == ("from",) and i + 1 < len(tokens) and tokens[i + 1].norm.endswith("ing"):
        return -1  # «stopped bombing the town from the air»
    for word in companions:
        for j in range(at + 1, min(len(tokens), at + 2 + (_GAP if word in _PARTICLES else _FAR))):
            if tokens[j].breaks or (tokens[j].kind == "punct" and tokens[j].norm in ".!?;:,"):
                return -1
            if j > at + 1 and word not in _PARTICLES and any(tense in ("past", "pp") for _, tense, _, _ in w.readings(tokens[j].norm)):
                return -1  # another verb has begun
            if tokens[j].norm in (word, word + "s"):
                at = j
                break
        else:
            return -1
    return at
