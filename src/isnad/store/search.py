"""Answers of a case to a search: reports and claims, with the places in the stored texts where the words stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from isnad.errors import CaseError
from isnad.lang.ar.stems import bare
from isnad.model.records import Claim
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.store import searched
from isnad.store.contracts import Located
from isnad.store.hits import Excerpt, Wanted, excerpts, find
from isnad.store.query import OF_REPORTS, Clause, Query, Term
from isnad.store.stemmed import is_arabic, key_of, stem_of, stems_of
from isnad.store.view import SqliteView
from isnad.text.doc import words

Order = Literal["best", "oldest", "newest", "added"]
COUNTED = 5_000  # hits are counted up to here; more come in the order in which reports were added, for weighing all of them takes too long

T = TypeVar("T")
_NAMED = {"speaker": "speaker", "actor": "actor", "recipient": "recipient", "party": "{actor recipient}", "place": "place"}


@dataclass(frozen=True, slots=True)
class ReportHit:
    """A report that was found.

    Attributes:
        report: the report.
        spans: where the words of the query stand in its text.
        excerpts: the pieces of the text to show.
    """

    report: Report
    spans: tuple[Span, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class ClaimHit:
    """A claim that was found.

    Attributes:
        report: its report.
        located: the claim with its address, as people judged it.
        claim: the claim itself.
        spans: where the words of the query stand in its clause; its trigger where the query has no words.
    """

    report: Report
    located: Located
    claim: Claim
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A page of what was found.

    Attributes:
        hits: the page.
        total: how many there are, `COUNTED` + 1 for more than `COUNTED`.
        order: in which order they stand.
    """

    hits: tuple[T, ...]
    total: int
    order: Order


class Search:
    """Questions to the search index of a case.

    Args:
        view: the case.
    """

    def __init__(self, view: SqliteView) -> None:
        self._view = view
        self._rows = view._rows
        self._stands: dict[str, bool] = {}

    def whole(self) -> bool:
        """Whether the index holds all of the case."""
        return searched.is_whole(self._view._db)

    def reports(self, query: Query, offset: int = 0, limit: int = 20, order: Order = "best") -> Answer[ReportHit]:
        """Reports that a query finds.

        Args:
            query: what is asked; conditions on claims are not for this.
            offset: how many come before the page.
            limit: how many a page holds.
            order: the best first (of more than `COUNTED`, as they were added), or by date of publication.

        Raises:
            CaseError: the index is not whole (`search.behind`).
        """
        self._hold()
        wanted = self._wanted(query)
        out = []
        rows, total, order = self._page("search_report", "search_about", "seq", self._of_reports(query), query, offset, limit, order)
        for seq in rows:
            for report_id, body, text in self._rows("SELECT id, body, text FROM report WHERE seq = ?", seq):
                found = find(text, wanted)
                out.append(ReportHit(self._view._report(report_id, body, text), tuple(s for s, _ in found), excerpts(text, found)))
        return Answer(tuple(out), total, order)

    def claims(self, query: Query, offset: int = 0, limit: int = 20, order: Order = "best") -> Answer[ClaimHit]:
        """Claims that a query finds.

        Words must stand in the clause, or be part of a name of the claim: a party, who says so, the place. For the arguments see
        :meth:`reports`; dates are those of the happenings.
        """
        self._hold()
        wanted = self._wanted(query)
        out = []
        rows, total, order = self._page("search_claim", "search_claim_about", "id", self._of_claims(query), query, offset, limit, order)
        reports: dict[str, Report] = {}
        for number in rows:
            located = self._located(number)
            if located is None or not isinstance(located.fact, Claim):
                continue
            report = reports.get(located.report) or reports.setdefault(located.report, self._view.report(located.report))
            spans = tuple(s for s, _ in find(report.text, wanted, located.fact.span)) if wanted else ()
            out.append(ClaimHit(report, located, located.fact, spans or (located.fact.trigger,)))
        return Answer(tuple(out), total, order)

    def _hold(self) -> None:
        if not self.whole():
            raise CaseError(
                "search.behind", "the search index of the case has to be made anew, and the case cannot be written", file=str(self._view.path),
                remedy="copy the case to where it can be written, and search there",
            )  # fmt: skip

    def _page(
        self, table: str, about: str, key: str, match: tuple[str, str, list[Any]], query: Query, offset: int, limit: int, order: Order
    ) -> tuple[list[int], int, Order]:
        """Rows of a page, how many there are, and the order they are in."""
        expression, where, values = match
        low, high = searched.days(query.since)[0], searched.days(query.until)[1]
        if low is not None:
            where, values = f"{where} AND a.high >= ?", [*values, low]
        if high is not None:
            where, values = f"{where} AND a.low <= ?", [*values, high]
        joined = f"CROSS JOIN {about} AS a ON a.{key} = f.rowid"
        if expression:
            source = f"{table} AS f {joined if where else ''} WHERE f.{table} MATCH ?{where}"
            values = [expression, *values]
        else:
            source = f"{about} AS a WHERE 1{where.replace('f.rowid', f'a.{key}')}"
        rowid = "f.rowid" if expression else f"a.{key}"
        total = next(int(n) for (n,) in self._rows(f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {COUNTED + 1})", *values))
        if order == "best" and (total > COUNTED or not query.worded or not expression):
            order = "added" if total > COUNTED and expression else "oldest"
        if order == "best":
            weights = "4.0, 0.5, 1.0, 0.0" if table == "search_report" else "0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0"
            sql = f"SELECT {rowid} FROM {source} AND rank MATCH 'bm25({weights})' ORDER BY rank, f.rowid LIMIT ? OFFSET ?"
        elif order == "added":
            sql = f"SELECT {rowid} FROM {source} ORDER BY {rowid} LIMIT ? OFFSET ?"
        elif total > COUNTED and expression:  # by the dates themselves, earliest first, until the page is full
            way = "DESC" if order == "newest" else "ASC"
            first = f"{about} AS a WHERE a.{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?){where.replace('f.rowid', f'a.{key}')}"
            sql = f"SELECT a.{key} FROM {first} ORDER BY a.low IS NULL, a.low {way}, a.{key} LIMIT ? OFFSET ?"
        else:
            way = "DESC" if order == "newest" else "ASC"
            if expression and not where:
                source = f"{table} AS f {joined} WHERE f.{table} MATCH ?"
            sql = f"SELECT {rowid} FROM {source} ORDER BY a.low IS NULL, a.low {way}, {rowid} LIMIT ? OFFSET ?"
        return [n for (n,) in self._rows(sql, *values, limit, offset)], total, order

    def _of_reports(self, query: Query) -> tuple[str, str, list[Any]]:
        """The condition on reports: for full-text search, and as SQL with its values."""
        return self._match("search_report", [c for c in query.clauses if c.field in OF_REPORTS and c.field != "lang"], query, "f.rowid")

    def _of_claims(self, query: Query) -> tuple[str, str, list[Any]]:
        """The condition on claims; what is asked of their reports is asked of the reports."""
        mine = [c for c in query.clauses if c.field not in ("title", "outlet", "lang")]
        expression, where, values = self._match("search_claim", mine, dataclasses.replace(query, clauses=tuple(mine)), "f.rowid")
        theirs = tuple(c for c in query.clauses if c.field in ("title", "outlet", "lang"))
        if theirs:
            sub, also, more = self._of_reports(Query(theirs))
            if sub:
                inner = f"SELECT f.rowid FROM search_report AS f WHERE f.search_report MATCH ?{also}"
            else:
                inner = f"SELECT f.seq FROM search_about AS f WHERE 1{also.replace('f.rowid', 'f.seq')}"
            theirs_ = f"SELECT reading.seq FROM report JOIN reading ON reading.report = report.id WHERE report.seq IN ({inner})"
            where += f" AND (f.rowid >> {searched.CLAIMS}) IN ({theirs_})"
            values = [*values, *([sub] if sub else []), *more]
        return expression, where, values

    def _match(self, table: str, clauses: list[Clause], query: Query, rowid: str) -> tuple[str, str, list[Any]]:
        asked = [e for c in clauses if not c.negated and (e := self._expression(table, c))]
        barred = [e for c in clauses if c.negated and (e := self._expression(table, c))]
        expression = " AND ".join(f"({e})" for e in asked)
        where = ""
        values: list[Any] = []
        for e in barred:
            if expression:
                expression = f"({expression}) NOT ({e})"
            else:
                where, values = f"{where} AND {rowid} NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [*values, e]
        for c in query.clauses:
            if c.field == "lang":
                sign = "NOT IN" if c.negated else "IN"
                where, values = f"{where} AND {rowid} {sign} (SELECT seq FROM search_about WHERE lang = ?)", [*values, c.value]
        return expression, where, values

    def _expression(self, table: str, c: Clause) -> str:
        """A clause for full-text search; made of letters and figures in quotation marks, whatever the query was."""
        if c.value is not None:
            value = ("planned", "hypothetical") if c.value == "planned" else (c.value,)
            if c.field == "occurred":
                tags = [searched.tag("status", v) for v in value] if c.value == "planned" else [searched.tag("occurred", c.value)]
            else:
                tags = [searched.tag(c.field, v) for v in value]
            return " OR ".join(f'tags : "{t}"' for t in tags)
        return " OR ".join(e for t in c.terms if (e := self._term(table, c.field, t)))

    def _term(self, table: str, field: str, t: Term) -> str:
        if field in _NAMED:
            column = _NAMED[field]
        elif field == "text":
            column = "raw" if t.exact else "{stem title}" if table == "search_report" else "{stem actor recipient speaker place}"
        else:
            column = field
        if t.whole:
            phrases = [" ".join((searched.BETWEEN, *map(stem_of, t.norms), searched.BETWEEN))]
        elif t.exact and column == "raw":
            phrases = [" ".join(map(key_of, t.norms))]
        else:
            rest = [stem_of(n) for n in t.norms[1:]]
            phrases = [" ".join((first, *rest)) for first in (stems_of(t.norms[0], self._known) if not t.prefix else (stem_of(t.norms[0]),))]
        if not t.prefix:
            return f"{column} : ({' OR '.join(_quoted(p) for p in phrases)})"
        head = " ".join(stem_of(n) for n in t.norms[:-1])
        last = self._begins(t.norms[-1])
        both = [f"{column} : ({_quoted(f'{head} {last}'.strip())} *)"]
        if column.startswith("{stem"):
            both.append(f"raw : ({_quoted(' '.join((*map(key_of, t.norms[:-1]), key_of(t.norms[-1]))))} *)")
        return " OR ".join(both)

    def _begins(self, norm: str) -> str:
        """The beginning of a word without its article, if enough is left."""
        rest = bare(norm) if is_arabic(norm) else norm
        return key_of(rest if len(rest) >= 3 else norm)

    def _known(self, norm: str) -> bool:
        """Whether a word stands in the texts."""
        if norm not in self._stands:
            found = self._rows("SELECT 1 FROM search_report WHERE search_report MATCH ? LIMIT 1", f"raw : {_quoted(key_of(norm))}")
            self._stands[norm] = any(True for _ in found)
        return self._stands[norm]

    def _wanted(self, query: Query) -> list[Wanted]:
        """The words of a query as they are looked for in a text that is shown."""
        out = []
        for c in query.clauses:
            if c.field not in ("text", "title") or c.negated:
                continue
            for t in c.terms:
                prefix = self._begins(t.norms[-1]) if t.prefix else ""
                if t.exact:
                    out.append(Wanted(tuple(frozenset((key_of(n),)) for n in t.norms), (), key_of(t.norms[-1]) if t.prefix else ""))
                else:
                    first = frozenset(stems_of(t.norms[0], self._known))
                    rest = tuple(frozenset((stem_of(n),)) for n in t.norms[1:])
                    out.append(Wanted((), (first, *rest), prefix))
        return out

    def _located(self, number: int) -> Located | None:
        """A claim of the index, as people judged it."""
        position = number & ((1 << searched.CLAIMS) - 1)
        for (report,) in self._rows("SELECT report FROM reading WHERE seq = ?", number >> searched.CLAIMS):
            if self._view._rulings().touched(report):
                reading = self._view.reading(report)
                for r in self._view.rows(report):
                    if reading and r.layer == "claim" and r.position == position and r.state != "rejected":
                        return Located(r.id, report, reading.reader, "claim", position, r.fact.span, r.fact.made, r.fact)
                return None
        sql = (
            "SELECT fact.id, reading.report, reading.reader, fact.layer, fact.position, fact.start, fact.end, fact.body FROM fact "
            "JOIN reading ON reading.seq = fact.reading WHERE fact.reading = ? AND fact.layer = 'claim' AND fact.position = ?"
        )
        for row in self._rows(sql, number >> searched.CLAIMS, position):
            return self._view._located(row, self._view._rulings())
        return None


def with_names(query: Query, called: Callable[[str, str], Sequence[str] | None]) -> Query:
    """A query in which parties and outlets are looked for by all their names.

    Args:
        query: the query.
        called: gives, for a field and words (folded), the whole names of all who are meant, or None where the words are no name that is known.
    """

    def named(c: Clause) -> Clause:
        if c.field not in _NAMED and c.field != "outlet":
            return c
        terms: list[Term] = []
        for t in c.terms:
            names = None if t.exact or t.prefix else called(c.field, " ".join(t.norms))
            if names is None:
                terms.append(t)
                continue
            found = (tuple(n for _, _, n in words(name)) for name in names)
            if c.field == "outlet":  # its words in any outlet's name, and all of an outlet's names in the case
                terms += [t, *(Term(norms) for norms in found if norms)]
                continue
            terms += [Term(norms, whole=True) for norms in found if norms]
        return dataclasses.replace(c, terms=tuple(dict.fromkeys(terms)))

    return dataclasses.replace(query, clauses=tuple(named(c) for c in query.clauses))


def _quoted(phrase: str) -> str:
    return '"' + "".join(ch for ch in phrase if ch.isalnum() or ch in " ·ʼ¦") + '"'
