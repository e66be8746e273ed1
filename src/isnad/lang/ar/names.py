"""Arabic personal names: where one begins and ends, and how it is written in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from isnad.lang.ar.clitics import analyses
from isnad.lang.tables import table

_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "و": "w", "ي": "y", "ء": "", "ئ": "y", "ؤ": "u", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v",
}  # fmt: skip
_PARTICLES = {
    "بن": "bin", "ابن": "ibn", "بنت": "bint", "ال": "Al", "ابو": "Abu", "ابي": "Abu", "ابا": "Abu", "ام": "Umm", "عبد": "Abd",
    "دي": "de", "دا": "da", "فون": "von", "فان": "van", "لو": "le", "اوغلو": "oglu",
}  # fmt: skip
_WRITTEN_ON = frozenset({"و", "ف", "ب", "ل", "ك", "س", "فب", "وب", "ول", "فل"})
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Word lists for names, folded.

    Attributes:
        given: given name → (romanisation, rank: 0 plain, 1 also a common word, 2 foreign).
        parts: particles inside names.
        verbs: third-person verb → genders of subject it agrees with (`m`, `f`, `mf`).
        common: common words that end an unknown name.
        deeds: nouns of doing.
        geo: words after which a country is a place.
        fillers: words between a title and a name.
        quantifiers: «أحد», «بعض», «عدد من» ….
        glossary: words of bodies' names → English.
    """

    given: dict[str, tuple[str, int]]
    parts: frozenset[str]
    verbs: dict[str, str]
    common: frozenset[str]
    deeds: frozenset[str]
    geo: frozenset[str]
    fillers: frozenset[str]
    quantifiers: frozenset[str]
    glossary: dict[str, str]


@cache
def name_words() -> NameWords:
    """The compiled lists, loaded once."""
    t = table("ar", "name_words")
    given = {k: (v[0], int(v[1])) for k, v in t["given"].items()}
    sets = [frozenset(t[k]) for k in ("parts", "common", "deeds", "geo", "fillers", "quantifiers")]
    return NameWords(given, sets[0], t["verbs"], sets[1], sets[2], sets[3], sets[4], sets[5], t["glossary"])


@lru_cache(maxsize=65536)
def ordinary(norm: str) -> bool:
    """Whether a folded word is a common word or verb, also behind one of the particles written onto it."""
    w = name_words()
    if norm in w.common or norm in w.verbs:
        return True
    for pro, core, enc in analyses(norm):
        if (core in w.common or core in w.verbs) and ((enc and len(core) > 2) or (not enc and pro in _WRITTEN_ON)):
            return True
    return False


@lru_cache(maxsize=8192)
def romanise_word(norm: str) -> str:
    """One folded word in Latin letters: the usual spelling of a known name, else letter by letter with short vowels guessed.

    The guess is deterministic and meant for reading and for comparing consonants: ا at the start is `A`, و and ي between consonants are the
    vowels `u` and `i`, and an `a` separates consonants that no vowel separates.
    """
    words = name_words()
    if norm in _PARTICLES:
        return _PARTICLES[norm]
    if norm in words.given:
        return words.given[norm][0]
    if norm.startswith("ال") and len(norm) > 4:
        return "al-" + romanise_word(norm[2:])
    out = ""
    last = len(norm) - 1
    for i, c in enumerate(norm):
        latin = _LETTERS.get(c, c if c.isascii() else "")
        if c == "ه" and i == last and i > 1:
            latin = "a"
        elif c in "وي" and i > 0:
            after = norm[i + 1] if i < last else ""
            if not after or (after not in "اويه" and out[-1:] not in _VOWELS):
                latin = "u" if c == "و" else "i"
        if latin and out and latin[0] not in _VOWELS and out[-1] not in _VOWELS and i <= last and not (i == last and len(norm) > 3):
            out += "a" if latin[0] not in "wy" else ""
        if latin == "a" and out.endswith("a"):
            continue
        out += latin
    return out[:1].upper() + out[1:]


def romanise(norms: list[str]) -> str:
    """Folded words of a name in Latin letters, with known pairs («عبد الله», «علاء الدين», «أبو بكر») spelt as one name."""
    given = name_words().given
    out: list[str] = []
    i = 0
    while i < len(norms):
        pair = " ".join(norms[i : i + 2])
        if len(norms) - i > 1 and pair in given:
            out.append(given[pair][0])
            i += 2
        elif len(norms) - i > 1 and norms[i] == "العبد" and norms[i + 1].startswith("ال"):
            out.append("al-" + romanise(["عبد", norms[i + 1]]))
            i += 2
        elif len(norms) - i > 1 and norms[i] == "عبد" and norms[i + 1] == "الله":
            out.append("Abdullah")
            i += 2
        elif len(norms) - i > 1 and norms[i].startswith("ال") and norms[i + 1] == "الله":
            out.append(romanise_word(norms[i]) + "allah")  # «الجاد الله»
            i += 2
        elif len(norms) - i > 1 and norms[i] == "عبد" and norms[i] + norms[i + 1] in given:
            out.append(given[norms[i] + norms[i + 1]][0])
            i += 2
        elif len(norms) - i > 1 and norms[i] == "عبد" and norms[i + 1].startswith("ال"):
            out.append("Abdel " + romanise_word(norms[i + 1][2:]))
            i += 2
        else:
            word = romanise_word(norms[i])
            if word:
                out.append(word)
            i += 1
    return " ".join(out)


def english_name(norms: list[str]) -> str:
    """The name of a body in English: known words translated and the order of the genitive turned round, unknown ones in Latin letters.

    «مجلس شورى مجاهدي درنة» → "Darna Mujahideen Shura Council".
    """
    glossary = name_words().glossary
    pairs = [" ".join(p) for p in pairwise(norms)]
    for i, pair in enumerate(pairs):
        if pair in glossary:  # a name of two words («دير الزور»)
            norms = [*norms[:i], pair, *norms[i + 2 :]]
            break
    out: list[str] = []
    for n in reversed(norms):
        bare = n[2:] if n.startswith("ال") and len(n) > 4 else n
        word = glossary.get(n) or glossary.get(bare) or (name_words().given[n][0] if n in name_words().given else romanise_word(n))
        if word:
            out.append(word)
    if len(norms) > 1 and norms[-1].startswith("ال") and not any(glossary.get(n) or glossary.get(n[2:]) for n in norms):
        return romanise(norms)
    return " ".join(out)


@cache
def mention_set(name: str) -> frozenset[str]:
    """A set of folded words of `resources/ar/mention_sets.yaml`, by the last part of its id."""
    return frozenset(table("ar", "name_words")["sets"][name])
