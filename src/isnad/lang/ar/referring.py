"""The Arabic words by which a report speaks of a party without naming it, as resources/ar/referring.yaml lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from isnad.lang.ar.clitics import analyses
from isnad.lang.tables import table
from isnad.text.doc import Doc

_UNKNOWN = frozenset({"مجهول", "مجهوله", "مجهولي"})
_BOTH = frozenset({"الطرفان", "الطرفين", "طرفين", "الجانبان", "الجانبين", "الفريقان", "الفريقين", "كلاهما", "كليهما", "بينهما"})
_TARGETS = frozenset({"اهداف", "الاهداف", "اهدافا"})
Ways = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A class of words that stand for a party; resources/ar/referring.yaml says more.

    Attributes:
        id: id of the entry.
        settled, bare, again: kinds of party and how one is chosen, with the article, without, and where a mention without a name is read anew.
        owned: whether with a pronoun it is of the party that the pronoun stands for.
        nation: whether an adjective of nation right after it tells whose it is; of a `side`, whether it counts where the report does not name it.
        kind: `noun`, `folk`, `we`, `place`, `elders`, `side`, `home`.
        of: parties of whose names a `side` is made.
        unit: whether it is a unit of an army.
        leads: whether a unit after it tells whose it is.
        at: for a country the party that its news call so.
    """

    id: str
    settled: Ways
    bare: Ways
    again: Ways
    owned: bool
    nation: bool
    kind: str
    of: tuple[str, ...] = ()
    at: Mapping[str, str] = field(default_factory=dict)
    unit: bool = False
    leads: bool = False


@cache
def classes() -> dict[str, tuple[Word, ...]]:
    """The classes of each folded form, loaded once."""
    out: dict[str, list[Word]] = {}
    for e in table("ar", "referring")["entries"]:
        ways = ([(kind, how) for kind, how in e[key]] for key in ("settled", "bare", "again"))
        settled, bare, again = (tuple(w) for w in ways)
        word = Word(e["id"], settled, bare, again, e["owned"], e["nation"], e["is"], tuple(e["of"]), e["at"], e["unit"], e["leads"])
        for form in e["forms"]:
            out.setdefault(form, []).append(word)
    return {form: tuple(words) for form, words in out.items()}


@cache
def actors_known() -> dict[str, tuple[str, str, str]]:
    """Party, name and kind of each actor, by id."""
    return {e["id"]: (e["party"], e["name"], e["kind"]) for e in table("common", "actors")["entries"] if e.get("party")}


@cache
def _countries() -> dict[str, str]:
    return {e["id"]: e["country"] for e in table("common", "actors")["entries"] if e.get("country")}


def country_of(entity: str | None) -> str:
    """The country of an actor of the authority, or nothing."""
    return _countries().get(entity or "", "")


@lru_cache(maxsize=65536)
def noun_at(norm: str) -> tuple[Word, str, str] | None:
    """The class of a word, the letters before it and the pronoun after it."""
    for pro, core, enc in analyses(norm):
        for word in classes().get(core, ()):
            if word.kind in ("noun", "folk") and not (enc and pro.endswith(("ال", "لل"))):
                return word, pro, enc
    return None


def nobody(doc: Doc, first: int, last: int) -> bool:
    """Whether words stand for nobody in particular: marks, «الطرفان», «طيران مجهول», «مضادات الطائرات», «الأهداف المدنية».

    Args:
        doc: the document.
        first: the first of the words.
        last: the word behind them.
    """
    norms = [t.norm for t in doc.tokens[first:last] if t.kind != "punct"]
    if not any(len(n) > 1 for n in norms):
        return True
    after = doc.tokens[last].norm if last < len(doc.tokens) else ""
    unknown = any(n.removeprefix("ال") in _UNKNOWN for n in (*norms, after))
    before = doc.tokens[first - 1].norm if first else ""
    return unknown or norms[0] in _TARGETS or before.removeprefix("و").removeprefix("ال").startswith("مضاد") or any(n in _BOTH for n in norms)


def adjectival(norm: str, before: str) -> bool:
    """Whether a word that may be an adjective follows a noun with the article: «المجلس العسكري»."""
    return norm.endswith("ي") and "ال" in before[:4]


@lru_cache(maxsize=65536)
def classes_of(norm: str) -> tuple[Word, ...]:
    """The classes of a word, particles before it or not."""
    out: dict[str, Word] = {}
    for _, core, enc in analyses(norm):
        for word in classes().get(core, ()):
            if not enc:
                out.setdefault(word.id, word)
    return tuple(out.values())


@cache
def rulers(country: str) -> frozenset[str]:
    """The parties that rule a country or are its army."""
    found = [e for e in table("common", "actors")["entries"] if e.get("country") == country and e.get("party")]
    armies = {e["party"] for e in found if e["kind"] == "force" and e["party"].casefold().endswith(("army", "government"))}
    return frozenset(armies | {e["party"] for e in found if e["id"].startswith("state.") or "overnment" in e["party"]})
