"""The working sheet of one reading: what has been found so far in one document, for the stages that come after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from isnad.errors import Diagnostic
from isnad.model.records import Claim, Mention, PlaceMention, Quantity, Statement, TimeMention, TimeRelation
from isnad.model.report import Report
from isnad.text.doc import Doc


class Authority(Protocol):
    """Who knows parties and places: handed to the reader from outside, so that reading and resolving stay apart."""

    def mentions(self, doc: Doc) -> list[Mention]:
        """Parties, people, outlets and bodies in the document, in order, none overlapping."""
        ...

    def places(self, doc: Doc, mentions: list[Mention]) -> list[PlaceMention]:
        """Places in the document, in order, none overlapping; `mentions` are already taken words."""
        ...


@dataclass(slots=True)
class Sheet:
    """What is known of a document while it is read.

    Stages fill it in this order: mentions, places, times, quantities, statements, claims. Lists are in order of the text.

    Attributes:
        report: the report.
        doc: its tokens.
        mentions: parties, people, outlets and bodies.
        places: named places, resolved.
        times: calendar expressions, resolved.
        quantities: numbers of something.
        statements: attributed content.
        claims: event mentions.
        relations: times that are fixed by a happening; filled with the times.
        diagnostics: doubts raised so far.
    """

    report: Report
    doc: Doc
    mentions: list[Mention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    relations: list[TimeRelation] = field(default_factory=list)
