"""Light stems of Arabic words, by which a search finds a word in its other forms.

A stem is a key and no word: it is the same for what is one word to a reader («إرهابي، الإرهابيون، للإرهابيين»), and no more is asked of it.
Method: light10 of Larkey, Ballesteros & Connell (2007), with pronouns taken off as well and repeated until nothing more goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from isnad.lang.tables import table


@cache
def _tables() -> tuple[tuple[str, ...], tuple[tuple[str, int], ...], int, tuple[str, ...], int]:
    """Heads; tails with the fewest letters each must leave; the fewest that a head must; one-letter particles, and what they must leave."""
    data = table("ar", "stems")
    heads, tails = (sorted(data[k], key=lambda w: (-len(w), w)) for k in ("heads", "tails"))
    least = {w: int(data["least_weak"]) for w in data["weak"]}
    return tuple(heads), tuple((w, least.get(w, int(data["least"]))) for w in tails), int(data["least"]), tuple(data["single"]), int(data["long"])


@lru_cache(maxsize=131072)
def stem(norm: str) -> str:
    """The light stem of a folded Arabic word."""
    _, tails, _, single, long = _tables()
    word = bare(norm)
    if len(word) > long and word[0] in single and word[1] == "ا":
        word = word[1:]
    cut = True
    while cut:
        cut = False
        for tail, least in tails:
            if word.endswith(tail) and len(word) - len(tail) >= least:
                word, cut = word[: -len(tail)], True
                break
    return word


def bare(norm: str) -> str:
    """A folded word without its article and the particles before that."""
    heads, _, least, _, _ = _tables()
    for head in heads:
        if norm.startswith(head) and len(norm) - len(head) >= least:
            return norm[len(head) :]
    return norm


def stems(norm: str, stands: Callable[[str], bool] = lambda word: False) -> tuple[str, ...]:
    """The stems that forms of a word may have: its own first, then those of the word with particles before and pronouns or endings after it.

    A light stem takes one-letter particles off few words («بلد» is no «لد» with a particle). So a word that is looked for is tried with them.

    Args:
        norm: the folded word.
        stands: whether a folded word stands in the texts. Where «الفرقة» does, «فرقة» is a word of its own and not «رقة» with a particle.
    """
    data = table("ar", "stems")
    word = bare(norm)
    base = stem(word)
    known = {stem(norm): None, base: None}
    cores = [word, base] if len(base) > 2 else [word]
    if base != word and base.endswith("ت") and len(base) > 3:  # غارتين, دولته: before an ending ة is written ت
        cores.append(base[:-1] + "ه")
    for core in cores:
        heads = [h for h in data["joined"] if not stands("ال" + h + core)]
        # «حلب» is not looked for in «حلبة»: of three letters and an ه the whole is likelier a word than a word and a pronoun.
        forms = [core, *(core + t for t in data["pronouns"] if t != "ه" or core != word or len(core) > 3)]
        if core.endswith("ه"):
            forms += [core[:-1] + t for t in data["feminine"]]
        for form in forms:
            for head in ("", *heads, "ال", "لل"):
                found = stem(head + form)
                if len(found) > 2:
                    known[found] = None
    return tuple(known)
