"""What the command line and the pages share of searching: names of parties in either language, rows, and an index that is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from isnad.errors import CaseError
from isnad.model.judgement import standing
from isnad.model.span import Span
from isnad.resolve.actors import actors
from isnad.show.partynames import english_name, own_name
from isnad.store.browse import Browse
from isnad.store.hits import Excerpt
from isnad.store.query import Query, parse
from isnad.store.search import Answer, ClaimHit, ReportHit, Search, with_names
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView
from isnad.text.fold import fold

MEMBERS = 150  # bodies of a party that are asked for with it
OPEN, CLOSE = "⟦", "⟧"  # around what was found, where nothing can be set in bold


def ask(view: SqliteView, text: str, fields: Iterable[tuple[str, str]] = ()) -> Query:
    """A query as a person writes it, with parties by all their names: in Arabic or English, of bodies that belong to them, and as people merged them.

    Outlets too are found by all names under which they stand in the case.

    Args:
        view: the case.
        text: see :func:`isnad.store.query.parse`.
        fields: more conditions.

    Raises:
        UsageError: see :func:`isnad.store.query.parse`.
    """
    merged: dict[str, set[str]] = {}
    for j in standing(view.judgements()):
        if j.verdict in ("merge", "rename") and j.value:
            for name in j.names:
                merged.setdefault(fold(j.value), set()).add(name)

    def called(field: str, words: str) -> Sequence[str] | None:
        return Browse(view).spellings(words) or None if field == "outlet" else _called(field, words, merged)

    return with_names(parse(text, fields), called)


def make_whole(view: SqliteView, progress: Callable[[int], None] = lambda n: None) -> bool:
    """Make the search index of a case if it has none that holds all of it.

    Args:
        view: the case; another connection writes to it.
        progress: called once a report, with 1.

    Returns:
        Whether it is whole now; not where the case cannot be written.
    """
    if Search(view).whole():
        return True
    try:
        with SqliteStore().write(view.path) as case:
            case.make_searchable(progress)
    except CaseError as error:
        if error.code in ("case.read-only", "case.locked"):
            return False
        raise
    return True


def report_rows(answer: Answer[ReportHit]) -> Iterator[dict[str, Any]]:
    """Reports that were found, as rows."""
    for hit in answer.hits:
        r = hit.report
        yield {
            "report": r.name, "id": r.id, "lang": r.lang, "published": r.published, "outlet": r.outlet, "title": r.title, "hits": len(hit.spans),
            "words": list(dict.fromkeys(s.quote(r.text) for s in hit.spans)), "spans": [[s.start, s.end] for s in hit.spans],
            "excerpts": [bracketed(r.text, e) for e in hit.excerpts],
        }  # fmt: skip


def claim_rows(answer: Answer[ClaimHit], view: SqliteView) -> Iterator[dict[str, Any]]:
    """Claims that were found, as rows."""
    for hit in answer.hits:
        c, reading = hit.claim, view.reading(hit.report.id)
        statement = reading.statements[c.statement] if reading and c.statement is not None else None
        place = reading.places[c.place] if reading and c.place is not None else None
        yield {
            "id": hit.located.id, "report": hit.report.name, "position": hit.located.position, "type": c.type, "mode": c.mode,
            "actor": [n.name for n in c.actor], "recipient": [n.name for n in c.recipient], "occurred": c.occurred, "status": c.status,
            "time": c.time, "place": place.name if place else None, "said_by": statement.speaker.name if statement else "the report itself",
            "outlet": hit.report.outlet, "start": c.span.start, "end": c.span.end, "quote": c.span.quote(hit.report.text),
            "spans": [[s.start, s.end] for s in hit.spans],
        }  # fmt: skip


def bracketed(text: str, excerpt: Excerpt) -> str:
    """A piece of a text on one line, what was found in brackets."""
    out, at = [], excerpt.span.start
    for a, b in merged_spans(excerpt.marks):
        out += [text[at:a], OPEN, text[a:b], CLOSE]
        at = b
    out.append(text[at : excerpt.span.end])
    lead, tail = "… " if excerpt.span.start else "", " …" if excerpt.span.end < len(text) else ""
    return lead + " ".join("".join(out).split()) + tail


def merged_spans(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and s.start < out[-1].end:
            out[-1] = out[-1].join(s)
        else:
            out.append(s)
    return out


def _called(field: str, words: str, merged: dict[str, set[str]]) -> list[str] | None:
    """The whole names of all who are meant, or None where the words are no name of an actor nor one that people gave."""
    known = actors()
    names: dict[str, None] = {}
    for own in dict.fromkeys((own_name(words), english_name(words))):
        actor = known.by_name.get(own.casefold())
        if actor is not None:
            names[actor.name] = None
            if field != "speaker":  # what an army does its government does; what it says it says itself
                names |= dict.fromkeys(a.name for a in _members(actor.id)[:MEMBERS])
    for name in [words, *names]:
        names |= dict.fromkeys(sorted(merged.get(fold(name), ())))
    return list(names) or None


def _members(actor_id: str) -> list[Any]:
    known = actors()
    return [a for a in known.by_id.values() if a.id != actor_id and any(x.id == actor_id for x in known.lineage(a.id))]
