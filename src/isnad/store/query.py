"""What is asked of a search, and the language it is asked in.

`word` finds all its forms; `"some words"` finds them in this order; `=word` finds it as written, up to what folding drops; `pre*` finds what
begins so; `-x` leaves out what has x; `a | b` (or `a OR b`) finds either; `field:x` looks in a field. Words side by side must all be there.
Anything else is plain words: no character of a query reaches SQLite but letters and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from isnad.errors import UsageError
from isnad.lang.tables import table
from isnad.model.edtf import bounds, valid
from isnad.model.plover import EVENT_TYPES, MODES
from isnad.model.records import SourceKind
from isnad.text.doc import words
from isnad.text.fold import fold

Field = Literal["text", "title", "outlet", "lang", "speaker", "actor", "recipient", "party", "place", "type", "mode", "kind", "occurred"]
FIELDS: tuple[Field, ...] = get_args(Field)
OF_REPORTS: frozenset[str] = frozenset(("text", "title", "outlet", "lang"))
NAMES: frozenset[str] = frozenset(("speaker", "actor", "recipient", "party", "place"))
MOST_LETTERS, MOST_TERMS, LEAST_PREFIX = 2000, 40, 3

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_ITEM = re.compile(r'(?P<either>\|+|OR(?=\s))|(?P<not>[-−–])?(?:(?P<field>[^\W\d_]{2,12}):)?(?P<exact>=)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"|]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after another.

    Attributes:
        norms: the folded words.
        exact: whether they are meant as written and not in their other forms.
        prefix: whether the last is only a beginning.
        whole: whether they are a whole name and not a part of one.
    """

    norms: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition.

    Attributes:
        field: where it holds.
        terms: of which one must hold; empty where `value` is given.
        value: a fixed value: an event type, a mode, a kind of source, `yes`, `no` or `planned`, a language.
        negated: whether none of them may.
    """

    field: Field
    terms: tuple[Term, ...] = ()
    value: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search.

    Attributes:
        clauses: all of which must hold.
        since: the first day, as an EDTF value; of publication for reports, of the happening for claims.
        until: the last day.
    """

    clauses: tuple[Clause, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def of_claims(self) -> bool:
        """Whether it asks for something that only claims have."""
        return any(c.field not in OF_REPORTS for c in self.clauses)

    @property
    def worded(self) -> bool:
        """Whether it asks for words of the text."""
        return any(c.field in ("text", "title") and not c.negated for c in self.clauses)


def parse(text: str, fields: Iterable[tuple[str, str]] = ()) -> Query:
    """A query from what a person wrote.

    Args:
        text: words and fields in the language above.
        fields: more conditions: a field (or `from`, `to`) and what it must hold, taken as a whole.

    Raises:
        UsageError: nothing is asked for (`search.empty`), too much is (`search.long`), a value cannot be (`search.value`), or a beginning
            of a word is too short (`search.prefix`).
    """
    if len(text) > MOST_LETTERS:
        raise UsageError("search.long", f"the query has {len(text)} characters", remedy=f"ask with fewer than {MOST_LETTERS}")
    query = Query()
    either = False
    for m in _ITEM.finditer(text.translate(_QUOTES)):
        if m["either"]:
            either = bool(query.clauses)
            continue
        words_ = m["phrase"] if m["phrase"] is not None else m["word"]
        name = table("common", "search")["fields"].get(fold(m["field"] or ""))
        if m["field"] and name is None:  # no field of ours: words with a colon between
            words_ = f"{m['field']} {words_}"
        query, either = _with(query, name or "", words_, bool(m["exact"]), bool(m["not"]), either), False
    for field, value in fields:
        if value.strip():
            query = _with(query, field, value, False, False, False)
    if not query.clauses and query.since is None and query.until is None:
        raise UsageError("search.empty", "there is no word to look for", remedy='write some: isnad search CASE "اتفاق الانسحاب"')
    if sum(len(c.terms) for c in query.clauses) > MOST_TERMS or any(len(t.norms) > MOST_TERMS for c in query.clauses for t in c.terms):
        raise UsageError("search.long", "the query has too many words", remedy=f"ask with fewer than {MOST_TERMS}")
    return query


def _with(query: Query, field: str, words_: str, exact: bool, negated: bool, either: bool) -> Query:
    """The query with one more condition, or with one more choice in the last one."""
    if field in ("from", "to"):
        if not valid(words_) or bounds(words_) == (None, None):
            raise UsageError("search.value", f"{words_!r} is no date", remedy="write 2015-05-20, 2015-05 or 2015")
        return replace(query, since=words_) if field == "from" else replace(query, until=words_)
    place = cast(Field, field or "text")
    if place in ("type", "mode", "kind", "occurred", "lang"):
        return replace(query, clauses=(*query.clauses, Clause(place, (), _fixed(place, words_), negated)))
    norms = tuple(n for _, _, n in words(words_))
    if not norms:
        return query
    prefix = words_.rstrip().endswith("*")
    if prefix and len(norms[-1]) < LEAST_PREFIX:
        raise UsageError("search.prefix", f"{norms[-1]}* would find too much", remedy=f"write {LEAST_PREFIX} letters or more before the *")
    term = Term(norms, exact, prefix)
    last = query.clauses[-1] if query.clauses else None
    if either and last is not None and last.terms and not negated and (not field or last.field == place):
        return replace(query, clauses=(*query.clauses[:-1], replace(last, terms=(*last.terms, term))))
    return replace(query, clauses=(*query.clauses, Clause(place, (term,), None, negated)))


def _fixed(field: Field, text: str) -> str:
    """A fixed value by the word for it."""
    if field == "lang":
        return fold(text)[:8]
    if field == "occurred":
        known: dict[str, str] = table("common", "search")["values"]
    elif field == "type":
        known = {t.casefold(): t for t in EVENT_TYPES}
    elif field == "mode":
        known = {m: m for modes in MODES.values() for m in modes}
    else:
        known = {k: k for k in get_args(SourceKind)}
    value = known.get(fold(text)) or known.get(text.casefold())
    if value is None:
        raise UsageError("search.value", f"{text!r} is no {field}", remedy=f"there are {', '.join(sorted(set(known.values())))}")
    return value
