"""The authority handed to the reader: actors and places."""

from __future__ import annotations

from isnad.model.records import Mention, PlaceMention
from isnad.text.doc import Doc


class CompiledAuthority:
    """Actors and places from the compiled tables."""

    def mentions(self, doc: Doc) -> list[Mention]:
        """See :class:`isnad.grammar.sheet.Authority`."""
        return []

    def places(self, doc: Doc, mentions: list[Mention]) -> list[PlaceMention]:
        """See :class:`isnad.grammar.sheet.Authority`."""
        return []
