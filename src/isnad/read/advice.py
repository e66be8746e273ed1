"""Where a second reader has a say while a report is read: between what rules find and what is made of it."""

from __future__ import annotations

from typing import Protocol

from isnad.grammar.sheet import Sheet
from isnad.lang.common.attribution import Attribution
from isnad.lang.common.claims import Draft
from isnad.model.records import Mention


class Adviser(Protocol):
    """A reader that sees what the rules found in a report and adds to it, drops from it, or changes it.

    What it adds goes the same way as what the rules find: speakers are resolved, chains built, times and places attached by rule.
    """

    def mentions(self, sheet: Sheet) -> list[Mention]:
        """Who else is named, for the claims: mentions that stand on words of no other."""
        ...

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        """The attributions of a document, from those that the rules found."""
        ...

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        """The claims of a document before roles are completed over its whole length, from those that the rules found."""
        ...

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        """A last word on roles, in place, after they were completed."""
        ...
