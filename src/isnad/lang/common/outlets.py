"""One outlet under its names: in Arabic and in Latin letters, with the word for what it is or without, by the host of its site."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from isnad.lang.tables import table
from isnad.text.fold import fold

MOST = 200  # code points; what is longer is no outlet's name
_HOST = re.compile(r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?::\d+)?([/?#]\S*)?", re.IGNORECASE)
_PAIRS = {"«": "»", "(": ")", "[": "]", "“": "”", "„": "”", '"': '"', "‹": "›", "{": "}"}
_RIGHT = frozenset(_PAIRS.values())
_MARKS = _RIGHT | _PAIRS.keys()
_BRACKET = re.compile(r"[(\[«\"“]([^()\[\]«»\"“”]{2,40})[)\]»\"”]")
_KINDS_OF_PAGE = frozenset({"c", "channel", "company", "groups", "in", "pages", "s", "user"})  # first steps of an address that tell nobody's name
_LOOSE = " \t\r\n،,؛;:.|–—-"


@lru_cache(maxsize=16384)
def clean(name: str) -> str:
    """A name without quotation marks around it, and without marks that stand alone, at its edges or inside (`«العربية` for `«العربية»`).

    What is opened and closed inside a name belongs to it: `Saba (Houthi)`, `«الوطن» السعودية`. A name that is all marks stays as it is.
    """
    if len(name) > MOST or _MARKS.isdisjoint(name):
        return name
    out = _matched(name).strip(_LOOSE)
    while len(out) > 1 and _PAIRS.get(out[0]) == out[-1] and _matched(out[1:-1]) == out[1:-1]:
        out = out[1:-1].strip(_LOOSE)
    return " ".join(out.split()) or name


def _matched(text: str) -> str:
    """A text without the marks that have no fellow: what closes nothing, and what is never closed."""
    open_at: list[int] = []
    alone: set[int] = set()
    for i, c in enumerate(text):
        if open_at and _PAIRS[text[open_at[-1]]] == c:
            open_at.pop()
        elif c in _PAIRS:
            open_at.append(i)
        elif c in _RIGHT:
            alone.add(i)
    alone.update(open_at)
    return "".join(c for i, c in enumerate(text) if i not in alone)


@lru_cache(maxsize=16384)
def outlet_name(name: str) -> str:
    """The English name of the outlet that is called so, by the authority; else the name, cleaned at its edges.

    «قناة الجزيرة», «الجزيرة نت», `Al Jazeera English` and `https://www.aljazeera.net/` are all `Al Jazeera`. Words around the name are left off only
    where a name of the list is left; a name that is a common word too counts, for who is asked for is an outlet.
    """
    if len(name) > MOST:
        return name
    plain = clean(name).strip(_LOOSE)
    host = _HOST.fullmatch(plain)
    if host is not None and known_outlet(plain) is None:
        return hosted(host.group(1)) or _page(host.group(1).lower().removeprefix("www."), host.group(2) or "")
    return _listed(plain) or _bracketed(plain) or plain


def _page(host: str, path: str) -> str:
    """A host that no list knows, or on a platform whose page there it is: two channels of `t.me` are two outlets."""
    bare = host.removeprefix("m.")
    if bare not in _platforms():
        return host
    steps = re.split(r"[?#]", path.lower())[0].split("/")
    page = next((step for step in (s.removeprefix("@") for s in steps) if step and step not in _KINDS_OF_PAGE), "")
    return f"{bare}/{page}" if page else bare


def hosted(host: str) -> str | None:
    """The outlet that a web host belongs to, if the list has it: a host stands for itself and those under it, the longest first."""
    parts = host.lower().split(".")
    found = next((name for i in range(len(parts) - 1) if (name := _hosts().get(".".join(parts[i:])))), None)
    return None if found is None else _listed(found) or found


@lru_cache(maxsize=16384)
def known_outlet(name: str) -> str | None:
    """The English name of an outlet or other publisher called exactly so, apart from spelling; None where the name is also a common word."""
    return _names("names").get(_key(name))


def _listed(plain: str) -> str | None:
    """The outlet of the list that a name means, with words around it left off one by one."""
    words = _key(plain).split()
    tried: set[tuple[str, ...]] = set()
    asked: list[tuple[list[str], str | None]] = [(words, None)]
    for now, nation in asked:  # grows: each with one word less
        if not now or tuple(now) in tried or len(tried) > 64:
            continue
        tried.add(tuple(now))
        text = " ".join(now)
        found = _names("names").get(text)
        sure = found is not None
        if found is None:
            found = _names("guarded").get(text)
        if found is not None:
            home = _table_countries().get(found)
            if nation is None or home == nation or (sure and home is None):
                return found
        asked += [(shorter, nation) for shorter in _shorter(now)]
        if len(now) > 1 and nation is None and now[-1] in _nations():
            asked.append((now[:-1], _nations()[now[-1]]))
        if len(now) > 1 and nation is None and now[0] in _nations() and now[0].isascii():  # "British Guardian"
            asked.append((now[1:], _nations()[now[0]]))
    return None


def _bracketed(plain: str) -> str | None:
    """The outlet of a name that says it twice: «وكالة الأنباء السورية (سانا)», «وكالة الأنباء السورية سانا»."""
    inside = _BRACKET.search(plain)
    if inside is not None:
        outside = _listed(plain.replace(inside.group(), " "))
        within = _listed(inside.group(1))
        return outside if within in (None, outside) else None
    words = _key(plain).split()[:12]
    for k in range(1, len(words)):
        one, other = _listed(" ".join(words[:k])), _listed(" ".join(words[k:]))
        if one is not None and one == other:
            return one
    return None


def _shorter(words: list[str]) -> list[list[str]]:
    """A name without one of the words that may stand before it or behind it, the longest of these first."""
    before, after = _around()
    out = [words[n:] for n in (3, 2, 1) if n < len(words) and " ".join(words[:n]) in before]
    return out + [words[:-n] for n in (3, 2, 1) if n < len(words) and " ".join(words[-n:]) in after]


def _key(name: str) -> str:
    """A name as it is looked up: folded, hyphens, dots and marks as spaces or nothing."""
    text = re.sub(r"[«»“”„\"‘’'`()\[\]‹›{}ʿʾ]", "", fold(name))
    return " ".join(re.sub(r"[-–—_/.،,:|]+", " ", text).split())


@cache
def _names(which: str) -> dict[str, str]:
    """Names as they are looked up → the one outlet called so; a name that two bear once it is folded is left out."""
    found: dict[str, set[str]] = {}
    for alias, name in table("common", "outlets")[which].items():
        found.setdefault(_key(alias), set()).add(str(name))
    return {alias: next(iter(names)) for alias, names in found.items() if len(names) == 1 and alias}


@cache
def _hosts() -> dict[str, str]:
    return {str(e["host"]): str(e["name"]) for e in table("common", "outlets_web")["entries"]}


@cache
def _table_countries() -> dict[str, str]:
    return {str(k): str(v) for k, v in table("common", "outlets")["countries"].items()}


@cache
def _nations() -> dict[str, str]:
    """Adjectives of nations as they stand behind an outlet's name, with the article in Arabic → country."""
    out: dict[str, str] = {}
    for form, country in table("common", "outlets")["nations"].items():
        out[_key(form) if form.isascii() else f"ال{_key(form)}"] = str(country)
    return out


@cache
def _platforms() -> frozenset[str]:
    return frozenset(table("common", "outlets")["platforms"])


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    words = table("common", "outlets")
    return frozenset(map(_key, words["before"])), frozenset(map(_key, words["after"]))
