"""English names for Arabic bodies that no list knows, put together from the words of such names."""

from __future__ import annotations

from functools import cache, lru_cache

from isnad.lang.tables import table

_LONGEST = 4  # words of a fixed name
_ONTO = ("لل", "بال", "ال", "ل", "ب")
_BETWEEN = {"و": "and", "في": "in", "عن": "on"}


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Folded word or name → what it is and its English."""
    return {form: (e["is"], e["en"]) for e in table("ar", "bodies")["entries"] for form in e["forms"]}


@lru_cache(maxsize=4096)
def english_body(phrase: str) -> str | None:
    """The English name of a body, or None if a word of it is unknown.

    Args:
        phrase: the folded words of the body as written, with one blank between them.

    Returns:
        E.g. `General Command of the Armed Forces`.
    """
    words = phrase.split()
    known = _words()
    groups: list[tuple[str, list[str], str]] = []  # joint, adjectives, noun
    joint = ""
    k = 0
    while k < len(words):
        size = next((n for n in range(min(_LONGEST, len(words) - k), 1, -1) if _name(words[k : k + n]) is not None), 0)
        if size:
            groups.append((joint, [], _name(words[k : k + size]) or ""))
            joint, k = "", k + size
            continue
        word = words[k]
        if word in _BETWEEN and word not in known:
            joint, k = _BETWEEN[word], k + 1
            continue
        if word[:1] == "و" and len(word) > 3 and _single(word[1:]) is not None and _single(word) is None:
            joint, word = "and", word[1:]
        found = _single(word)
        if found is None:
            return None
        what, english = found
        if what == "adj" and groups and not joint:
            groups[-1][1].append(english)
        else:
            groups.append((joint, [], english))
            joint = ""
        k += 1
    if not groups or (len(words) == 1 and _words().get(words[0], ("noun", ""))[0] != "name"):
        return None  # one common noun is no name
    out: list[str] = []
    for n, (link, adjectives, noun) in enumerate(groups):
        if n:
            out.append(f"{link} the" if link == "in" else link or "of the")
        after = [a for a in adjectives if a == "I"]
        out.append(" ".join([*reversed([a for a in adjectives if a != "I"]), noun, *after]))
    return " ".join(out).replace("of the Inquiry", "of Inquiry").replace("of the Human Rights", "for Human Rights")


def _name(words: list[str]) -> str | None:
    found = _words().get(" ".join(words))
    return found[1] if found is not None and found[0] == "name" else None


def _single(word: str) -> tuple[str, str] | None:
    """A word without the article and the prepositions written onto it."""
    known = _words()
    for form in (word, *(word.removeprefix(p) for p in _ONTO if word.startswith(p) and len(word) - len(p) > 2)):
        if form in known:
            return known[form]
    return None
