"""What the learned reader is asked of every word: its tags, and its links to other words. Training and reading share this list.

A *tag head* gives each word one label. A *link head* gives each pair of an anchor word (a trigger, or the first word of a content) and any other
word of its window a score. The order of heads and labels is part of the weights: change it only together with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from isnad.model.plover import EventType
from isnad.model.records import SourceKind, SpeechMode, Stance, Status

TYPES: tuple[str, ...] = tuple(sorted(get_args(EventType)))
MODES: tuple[str, ...] = (
    "none",
    *("abduct", "access", "aerial", "arrest", "ceasefire", "destroy", "disarm", "execute", "explosives", "firearms", "heavy-weapons"),
    *("militia", "phone", "release", "resign", "restrict", "seize", "seize-territory", "suicide", "third-party", "troops", "visit", "weapons"),
    *("withdraw", "withhold"),
)
BIO: tuple[str, ...] = ("O", "B", "I")


@dataclass(frozen=True, slots=True)
class TagHead:
    """A question with one answer a word.

    Attributes:
        name: its name.
        labels: the answers; the first is "nothing" for heads that are asked of every word.
        anchors: which words it is asked of: every word, triggers, or first words of contents.
    """

    name: str
    labels: tuple[str, ...]
    anchors: str


TAGS: tuple[TagHead, ...] = (
    TagHead("content", BIO, "all"),  # of statements that stand in no other
    TagHead("nested", BIO, "all"),  # of statements inside statements
    TagHead("cue", BIO, "all"),
    TagHead("source", BIO, "all"),
    TagHead("trigger", ("O", "I", *TYPES), "all"),
    TagHead("occurred", ("yes", "no"), "trigger"),
    TagHead("status", get_args(Status), "trigger"),
    TagHead("mode", MODES, "trigger"),
    TagHead("kind", get_args(SourceKind), "content"),
    TagHead("stance", get_args(Stance), "content"),
    TagHead("named", ("no", "yes"), "content"),
    TagHead("speech", get_args(SpeechMode), "content"),
    TagHead("party", BIO, "all"),  # words that name, or stand for, who does something, whom it is done to, or who speaks
    TagHead("place", BIO, "all"),
    TagHead("time", BIO, "all"),
    TagHead("quantity", BIO, "all"),
)
LINKS: tuple[tuple[str, str], ...] = (
    ("actor", "trigger"),
    ("recipient", "trigger"),
    ("place", "trigger"),
    ("time", "trigger"),
    ("cue", "content"),
    ("source", "content"),
)
WIDTH = 64
"""Width of the vectors whose product scores a link."""
FAR = 48
"""Distances in words beyond this count as this far, when a link is scored."""
ROLES: tuple[str, str] = ("actor", "recipient")
"""What the role reader is asked of a trigger, for everybody who is named in its window."""
ASKED: tuple[str, ...] = (*ROLES, "is")
"""And of words that may name somebody: who of these he is."""
WHO = len(TYPES)
"""What such words have in place of the type of a trigger."""
KINDS: tuple[str, ...] = (
    *("state", "force", "group", "people", "person", "official", "outlet", "agency", "organisation", "anonymous", "witness", "document"),
)
"""Kinds of what is named, see :class:`isnad.model.records.Mention`."""
NAMES = 32
"""So many parties of a window the role reader can keep apart."""


def offsets() -> dict[str, tuple[int, int]]:
    """Where the labels of each tag head lie in the row of scores of a word."""
    out: dict[str, tuple[int, int]] = {}
    at = 0
    for head in TAGS:
        out[head.name] = (at, at + len(head.labels))
        at += len(head.labels)
    return out


def labels_in_all() -> int:
    """How many scores a word has."""
    return sum(len(h.labels) for h in TAGS)
