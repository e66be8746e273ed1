"""What a person means who fills in a filter: parties and places by the names under which pages show them, dates in either digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from isnad.show.partynames import english_name
from isnad.show.web.context import Context
from isnad.store.browse import Browse
from isnad.store.view import SqliteView
from isnad.text.fold import fold

LONG = 200  # letters of a name that are looked at
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def parties(ctx: Context, view: SqliteView) -> frozenset[str]:
    """The parties of the case's events, by their English names."""
    found: frozenset[str] = ctx.cached("events.parties", lambda v: frozenset(Browse(v).event_parties()), view)
    return found


def party(ctx: Context, view: SqliteView, text: str) -> str:
    """The English name of the party that is meant; words that name none as they stand."""
    if not text:
        return ""
    name, known = english_name(text), parties(ctx, view)
    return name if name in known else _shown(text, known, ctx.words.names.party) or name


def place(ctx: Context, view: SqliteView, text: str) -> str:
    """The English name of the place that is meant; words that name none as they stand."""
    if not text or text.isascii():
        return text
    known: frozenset[str] = ctx.cached("events.places", lambda v: frozenset(Browse(v).event_places()), view)
    return _shown(text, known, ctx.words.names.place) or text


def date(text: str) -> tuple[str, bool]:
    """A day, month or year as the case has them («٢٠١٥-٠٥» too), and whether it is one; what is none asks for nothing."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text.strip()[:40])
    return (plain, True) if not plain or _DATE.fullmatch(plain) else ("", False)


def _shown(text: str, known: Iterable[str], called: Callable[[str], str]) -> str | None:
    """The one name that is shown so, or the only one in which the words stand."""
    key = fold(text)
    names = {name: fold(called(name)) for name in sorted(known)}
    same = [name for name, words in names.items() if words == key]
    within = same or [name for name, words in names.items() if key in words]
    return within[0] if same or len(within) == 1 else None
