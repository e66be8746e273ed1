"""What the claim readers of both languages share: lemmas of happening, hits in a text, parties as arguments, drafts of claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from isnad.model.plover import EventType
from isnad.model.records import Mention, Status
from isnad.model.span import Span

Polarity = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Which complement of a word is who; see the frames table of the language.

    Attributes:
        id: name of the frame.
        subj: role of the subject of the active verb.
        obj: role of its object.
        gen: role of the genitive (Arabic) or the `of` phrase (English) after the noun.
        pre: role of the possessor or party word before the noun (English).
        preps: roles by preposition.
        passive: `likely`, `possible` or empty: what an ambiguous verb with one noun after it is taken for.
    """

    id: str
    subj: str = ""
    obj: str = ""
    gen: str = ""
    pre: str = ""
    preps: Mapping[str, str] = field(default_factory=dict)
    passive: str = ""


NO_FRAME = Frame("none")


@dataclass(frozen=True, slots=True)
class Lemma:
    """A word of happening, or (with `kind`) a word that carries, plans or withholds one.

    Attributes:
        id: entry id.
        type: PLOVER type, or None for a carrying word.
        mode: mode within the type, if the word itself says it.
        frame: its frame.
        need: name of the condition its clause must meet.
        weak: whether it counts only when a party is read with it.
        companions: folded words: one of them (Arabic) or all in order (English) must stand near it.
        kind: `do`, `undergo`, `happen`, `plan`, `fail`, `refrain` or empty.
        takes: prepositions before the noun a carrying word governs; `bare` for none.
        topic: the resource file it comes from.
        denies: whether the word itself says that nothing happened.
    """

    id: str
    type: EventType | None
    mode: str | None
    frame: Frame
    need: str = ""
    weak: bool = False
    companions: tuple[str, ...] = ()
    kind: str = ""
    takes: tuple[str, ...] = ()
    topic: str = ""
    denies: bool = False


@dataclass(slots=True)
class Hit:
    """A lemma found in a document.

    Attributes:
        lemma: the lemma.
        first, last: token range of the word itself.
        tense: `perf`, `impf`, `juss`, `masdar`, `noun`, `adj`, `act`, `pass`, `phrase` (English adds `ing`, `inf`).
        person: `3ms`, `3fs`, … or number for nouns.
        voice: `a`, `p` or `ap`.
        pro: letters peeled off its front.
        enc: pronoun peeled off its end.
        companion: token of the word it was found with, or -1.
        drop: whether another claim has taken it in.
    """

    lemma: Lemma
    first: int
    last: int
    tense: str
    person: str
    voice: str
    pro: str = ""
    enc: str = ""
    companion: int = -1
    drop: bool = False

    @property
    def finite(self) -> bool:
        """Whether it is a finite verb."""
        return self.tense in ("perf", "impf", "juss", "past", "pres", "base", "pp")

    @property
    def nominal(self) -> bool:
        """Whether it is a noun or a verbal noun."""
        return self.tense in ("masdar", "noun", "phrase", "ing")


@dataclass(slots=True)
class Arg:
    """A party mention as an argument.

    Attributes:
        first, last: its tokens.
        mention: the mention.
        party: canonical name of the side.
        prep: preposition that governs it, folded; empty when none.
        head: position of the event noun whose genitive it is, or -1.
        group: mentions coordinated with it share this number.
        loose: whether it is a person or body of no side, bound only where the words put it, never by inference.
    """

    first: int
    last: int
    mention: Mention
    party: str
    prep: str = ""
    head: int = -1
    group: int = -1
    loose: bool = False


@dataclass(slots=True)
class Draft:
    """A claim before its statement, time, place and quantities are attached.

    Attributes:
        hit: the word.
        trigger: its span as shown.
        rule: id of the rule that read it.
        actor, recipient: arguments.
        occurred: False if said not to have happened.
        status: see the model.
        clause: token range of its clause.
        tolls: token ranges of clauses that tell of its dead and hurt.
        entries: lexicon entries used.
        spans: words used.
        type, mode: as in the claim.
        rules: ids of rules that added to it.
        both: whether the text says "the two sides".
        unknown: whether the text says that nobody knows who did it.
        presupposed: whether the clause takes it for granted («وقت الهجوم», "during the attack").
        definite: whether a noun is marked as known («الهجوم», "the attack").
    """

    hit: Hit
    trigger: Span
    rule: str
    actor: list[Arg] = field(default_factory=list)
    recipient: list[Arg] = field(default_factory=list)
    occurred: bool = True
    status: Status = "actual"
    clause: tuple[int, int] = (0, 0)
    tolls: list[tuple[int, int]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    type: EventType = "ASSAULT"
    mode: str | None = None
    rules: list[str] = field(default_factory=list)
    both: bool = False
    definite: bool = False
    unknown: bool = False
    presupposed: bool = False


def frames_of(table: Mapping[str, Any]) -> dict[str, Frame]:
    """The frames of a compiled table, by id."""
    return {
        f["id"]: Frame(f["id"], f.get("subj", ""), f.get("obj", ""), f.get("gen", ""), f.get("pre", ""), f.get("preps", {}), f.get("passive", ""))
        for f in table["frames"]
    }


def contexts_of(data: dict[str, Any]) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """The named classes of context words of a table: for each its whole words, and the beginnings that stand for all that begin so."""
    return {
        name: (frozenset(w for w in words if not w.endswith("*")), tuple(w[:-1] for w in words if w.endswith("*")))
        for name, words in data["contexts"].items()
    }


def lemmas_of(table: Mapping[str, Any], frames: Mapping[str, Frame]) -> list[Lemma]:
    """The lemmas of a compiled table, in its order."""
    return [
        Lemma(
            e["id"], e.get("type"), e.get("mode"), frames.get(e.get("frame", ""), NO_FRAME), e.get("need", ""), bool(e.get("weak")),
            tuple(e.get("with", ())), e.get("kind", ""), tuple(e.get("takes", ())), e.get("topic", ""),
            bool(e.get("denies")),
        )
        for e in table["entries"]
    ]  # fmt: skip
