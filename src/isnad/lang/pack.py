"""What a language offers to the readers."""

from __future__ import annotations

from functools import cache

from isnad.grammar.lexicon import Analyser, Lexicon
from isnad.lang import tables
from isnad.lang.ar.clitics import analyses as arabic
from isnad.lang.en.clitics import analyses as english

LANGUAGES = ("ar", "en")


def supported(lang: str) -> str:
    """The language whose rules read `lang`: itself, or English for any language Isnad has no rules for."""
    return lang if lang in LANGUAGES else "en"


def analyser(lang: str) -> Analyser:
    """The clitic analyser of a language."""
    return arabic if lang == "ar" else english


@cache
def lexicon(lang: str, name: str, table_of: str | None = None) -> Lexicon:
    """A table as an automaton with a language's analyser; built once.

    Args:
        lang: language of the text.
        name: table name.
        table_of: folder the table lies in, when not the language's own (`common`).
    """
    return tables.lexicon(table_of or lang, name, analyser(lang))
