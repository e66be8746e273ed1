"""Finding Arabic words of happening: compiled forms, clitics that fit the form, phrases, and companions of idioms."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from isnad.lang.ar.clitics import analyses
from isnad.lang.common.claims import Hit, Lemma, contexts_of, frames_of, lemmas_of
from isnad.lang.tables import table
from isnad.text.doc import Doc

# Particles that may stand before a form of each kind.
_BEFORE_PERFECT = frozenset({"", "و", "ف"})
_BEFORE_IMPERFECT = frozenset({"", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"})
_WINDOW = 12  # words between an idiom's verb and its companion
Reading = tuple[Lemma, str, str, str, str, str]


class Words:
    """The compiled tables of Arabic happenings."""

    def __init__(self) -> None:
        data: dict[str, Any] = table("ar", "events")
        self.forms: dict[str, str] = table("ar", "events_forms")
        self.lemmas = lemmas_of(data, frames_of(data))
        self.contexts = contexts_of(data)
        self.turns: dict[str, list[tuple[str, ...]]] = {}
        for entry in data["figurative"]:
            for phrase in entry["words"]:
                shapes = tuple(w.removeprefix("ال") for w in phrase.split())
                self.turns.setdefault(shapes[0], []).append(shapes)
        self.elsewhere = frozenset(w for entry in data["figurative"] for w in entry["near"])
        self.phrases: dict[str, list[tuple[tuple[str, ...], Lemma]]] = {}
        for lemma, entry in zip(self.lemmas, data["entries"], strict=True):
            for phrase in entry.get("phrases", ()):
                first, *rest = [w.removeprefix("ال") if len(w) > 4 else w for w in phrase.split()]
                self.phrases.setdefault(first, []).append((tuple(rest), lemma))
        for found in self.phrases.values():
            found.sort(key=lambda p: (-len(p[0]), p[0]))

    @lru_cache(maxsize=32768)  # noqa: B019 - one instance lives as long as the process
    def readings(self, norm: str) -> tuple[Reading, ...]:
        """Every lemma and form a word may stand for, with its clitics; those that peel least only."""
        out: list[Reading] = []
        for pro, core, enc in analyses(norm):
            packed = self.forms.get(core)
            if packed is None:
                continue
            for item in packed.split():
                index, tense, person, voice = item.split(".")
                if fits(pro, tense, enc):
                    out.append((self.lemmas[int(index)], tense, person, voice, pro, enc))
        if out:
            least = min(len(r[4]) + len(r[5]) for r in out)
            out = [r for r in out if len(r[4]) + len(r[5]) == least]
        return tuple(out)

    def never(self, norm: str) -> bool:
        """Whether the word, or the word after one particle, is a common one that only looks like a happening."""
        whole, _ = self.contexts["never"]
        return norm in whole or (norm[:1] in "وفبل" and norm[1:] in whole and norm not in self.forms)

    @lru_cache(maxsize=32768)  # noqa: B019 - one instance lives as long as the process
    def beginnings(self, norm: str) -> tuple[tuple[str, tuple[str, ...], Lemma], ...]:
        """The phrases that a word may begin: the particles before it, the shapes of the other words, and the lemma."""
        out: list[tuple[str, tuple[str, ...], Lemma]] = []
        for pro, core, enc in analyses(norm):
            if enc or not fits(pro, "noun", enc):
                continue
            for key in (core, core[:-1]) if core.endswith("ا") and len(core) > 3 else (core,):
                out += [(pro, rest, lemma) for rest, lemma in self.phrases.get(key, ())]
        return tuple(out)

    @lru_cache(maxsize=65536)  # noqa: B019 - asked of the same words over and over
    def in_context(self, name: str, norm: str) -> bool:
        """Whether a word belongs to a named class of context words."""
        whole, stems = self.contexts.get(name, (frozenset(), ()))
        return any(c in whole or (stems and c.startswith(stems)) for c in cores(norm))


@cache
def words() -> Words:
    """The tables, loaded once."""
    return Words()


def fits(pro: str, tense: str, enc: str) -> bool:
    """Whether these particles may stand before a form of this kind."""
    if tense in ("perf", "hal"):
        return pro in _BEFORE_PERFECT
    if tense in ("impf", "juss"):
        return pro in _BEFORE_IMPERFECT
    if pro.endswith(("ال", "لل")):
        return not enc
    return "س" not in pro


@lru_cache(maxsize=65536)
def cores(norm: str) -> tuple[str, ...]:
    """The shapes a word is compared in: as it is, and without article, particles, pronoun and the accusative's alef."""
    out: dict[str, None] = {}
    for pro, core, enc in analyses(norm):
        if ("س" not in pro and len(core) > 2) or core == norm:
            out[core] = None
            if not enc and core.endswith("ا") and len(core) > 3:
                out[core[:-1]] = None
    return tuple(sorted(out, key=lambda c: (-len(c), c)))


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
            for r in w.readings(token.norm):  # the phrase may turn out to be a verb and its object: «كان الجيش قد نقل عائلات …»
                hit = Hit(r[0], i, i + 1, r[1], r[2], r[3], r[4], r[5])
                hit.companion = _companion(doc, i, r[0].companions) if r[0].companions else -1
                if hit.companion >= 0 or not r[0].companions:
                    out.append(hit)
            i = phrase.last
            continue
        for lemma, tense, person, voice, pro, enc in w.readings(token.norm):
            hit = Hit(lemma, i, i + 1, tense, person, voice, pro, enc)
            if lemma.companions:
                hit.companion = _companion(doc, i, lemma.companions)
                if hit.companion < 0 and not (enc and _taken_up(doc, i, lemma.companions)):
                    continue
            out.append(hit)
        i += 1
    return tuple(out)


def _phrase(w: Words, doc: Doc, i: int) -> Hit | None:
    tokens = doc.tokens
    best: Hit | None = None
    for pro, rest, lemma in w.beginnings(tokens[i].norm):
        last = i + 1 + len(rest)
        if last > len(tokens) or any(tokens[j].breaks for j in range(i + 1, last)):
            continue
        if all(r in cores(tokens[i + 1 + k].norm) for k, r in enumerate(rest)) and (best is None or last > best.last):
            best = Hit(lemma, i, last, "phrase", "s", "a", pro, _pronoun(tokens[last - 1].norm, rest[-1]) if rest else "")
    return best


def _pronoun(norm: str, core: str) -> str:
    """The pronoun at the end of a phrase's last word: «بسط سيطرتها»."""
    if norm.endswith(core):  # the entry lists the word with its pronoun
        return next((e for e in ("هم", "ها") if core.endswith(e) and len(core) > 4), "ه" if core.endswith(("ته", "حه")) else "")
    return next((enc for _, c, enc in analyses(norm) if enc and c == core), "")


def _taken_up(doc: Doc, i: int, companions: tuple[str, ...]) -> bool:
    """«الصواريخ التي أطلقتها …»: the companion stands before the verb, which takes it up by a pronoun."""
    for j in range(i - 1, max(-1, i - 5), -1):
        t = doc.tokens[j]
        if t.kind != "word" or doc.tokens[j + 1].breaks:
            return False
        if any(c in companions for c in cores(t.norm)):
            return True
    return False


def _companion(doc: Doc, i: int, companions: tuple[str, ...]) -> int:
    tokens = doc.tokens
    for j in range(i + 1, min(len(tokens), i + 1 + _WINDOW)):
        t = tokens[j]
        if t.breaks or (t.kind == "punct" and t.norm in ".!?؟؛:"):
            return -1
        if t.kind == "word" and any(c in companions for c in cores(t.norm)):
            return j
    return -1
