"""A resolved speaker, and how earlier ones are found again by words alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from isnad.model.records import Name, SourceKind
from isnad.text.fold import fold


@dataclass(slots=True)
class Speaker:
    """A resolved speaker.

    Attributes:
        name: name, with the words at this place.
        kind: kind of source.
        named: whether it is named.
        via: links of the chain that stay with the speaker while he goes on speaking.
        person: person code of the verb that introduced it, or None.
        plural: whether it stands for several people.
        head: folded head noun, for «المصدر»، «الوكالة» later on.
        group: id of the head noun's entry, or the kind of the mention.
        entries: lexicon entries used.
        at: token where it was introduced.
    """

    name: Name
    kind: SourceKind
    named: bool
    via: list[Name] = field(default_factory=list)
    person: str | None = None
    plural: bool = False
    head: str = ""
    group: str = ""
    entries: tuple[str, ...] = ()
    at: int = -1


def by_words(history: list[Speaker], norms: list[str], word: str) -> Speaker | None:
    """The latest earlier speaker with the same head in whose words all of a definite English phrase stood: “the press office”.

    Args:
        history: speakers so far.
        norms: folded words of the phrase without its determiner.
        word: its head.
    """
    for sp in reversed(history):
        if sp.head == word and set(norms) <= set(fold(sp.name.surface or "").replace("-", " ").split()):
            return sp
    return None


def key_of(name: str) -> str:
    """What two spellings of a person's name share: the letters of the family name."""
    words = name.replace("-", " ").casefold().split()
    last = words[-1] if words else ""
    return "abdulrahman" if last == "rahman" else last


def agrees(code: str, sp: Speaker) -> bool:
    """Whether a verb of this person, gender and number can have the speaker as its subject."""
    if code in ("3mp", "mp", "3md"):
        return sp.plural or (sp.kind in ("organisation", "anonymous", "witness") and sp.person != "3ms")
    if code in ("3fs", "fs"):
        return sp.person in ("3fs", "fs", None) or (sp.plural and sp.person != "3ms")
    if code in ("3ms", "ms"):
        return sp.person in ("3ms", "ms", None) and not sp.plural
    return True


def one_more(history: list[Speaker], words: list[str], ordinals: frozenset[str]) -> Speaker | None:
    """“A fourth, whom nobody met”, “Another”: one more of the people who spoke before.

    Args:
        history: speakers so far.
        words: folded words of the English phrase.
        ordinals: words that stand for one more.
    """
    if words[:1] in (["one"], ["two"], ["some"], ["several"], ["many"]) and words[1:3] == ["of", "them"]:
        return next((replace(sp, via=[], plural=words[0] != "one") for sp in reversed(history[-4:]) if sp.plural), None)
    if words[:1] in (["a"], ["the"], ["one"]) and len(words) > 1:
        words = words[1:]
    alone = len(words) == 1 or (len(words) > 1 and words[1] in ("who", "whom"))
    if not words or words[0] not in ordinals or not alone:
        return None
    for sp in reversed(history[-4:]):
        if sp.kind in ("witness", "anonymous", "document"):
            return replace(sp, via=[], plural=False)
    return None
