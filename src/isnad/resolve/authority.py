"""The authority handed to the reader: actors and places."""

from __future__ import annotations

from isnad.model.records import Mention, PlaceMention
from isnad.resolve.gazetteer_find import find_places
from isnad.resolve.mentions import as_mention
from isnad.resolve.mentions_ar import read_arabic
from isnad.resolve.mentions_context import Context, country_of
from isnad.resolve.mentions_en import read_english
from isnad.text.doc import Doc


class CompiledAuthority:
    """Actors and places from the compiled tables."""

    def mentions(self, doc: Doc) -> list[Mention]:
        """See :class:`isnad.grammar.sheet.Authority`."""
        once: list[list[PlaceMention]] = []

        def places() -> list[PlaceMention]:
            if not once:
                once.append(find_places(doc, []))
            return once[0]

        scan, found = read_arabic(doc, places) if doc.lang == "ar" else read_english(doc, places)
        context = Context(scan.words, country_of(scan.words, found, places), found)
        return [as_mention(scan.words, f) for f in found if context.resolve(f)]

    def places(self, doc: Doc, mentions: list[Mention]) -> list[PlaceMention]:
        """See :class:`isnad.grammar.sheet.Authority`."""
        return find_places(doc, mentions)
