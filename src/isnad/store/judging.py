"""A case for reading, as far as decisions reach: readings, facts and claims, as they were read and as people judged them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, cast

from isnad.errors import CaseError
from isnad.model.codec import encode
from isnad.model.judgement import Bond, Judgement, standing, weighty
from isnad.model.linked import ClaimRef
from isnad.model.records import Claim, Layer, Reading
from isnad.model.span import Span
from isnad.store import log
from isnad.store.base import CaseFile
from isnad.store.contracts import LAYERS, Audit, Located, LogEntry, Row
from isnad.store.judged import Rulings, bonds
from isnad.store.laid import Laid
from isnad.store.rows import fact_from, from_rows

# Of each report the reading that was written last is the one that counts.
COUNTS = "reading.seq IN (SELECT MAX(seq) FROM reading GROUP BY report)"
_FACT = "fact.id, reading.report, reading.reader, fact.layer, fact.position, fact.start, fact.end, fact.body"
_RULINGS: dict[str, Rulings] = {}  # by the last entry of the log, which stands for all before it

_REJECTED: dict[str, Any] = {}  # of the case and state asked for last
_REJECTED_IN: dict[tuple[Any, ...], tuple[int, ...]] = {}


class JudgedFile(CaseFile):
    """The part of :class:`isnad.store.contracts.View` that decisions reach."""

    def reading(self, report_id: str, reader: str | None = None, *, judged: bool = True) -> Reading | None:
        """The reading of a report by a reader (by default the one read last), or None; as people judged it, or as it was read."""
        found = self._as_read(report_id, reader)
        if found is None:
            return None
        return self._rulings().reading(*found) if judged else found[0]

    def _as_read(self, report_id: str, reader: str | None = None) -> tuple[Reading, dict[Layer, list[str]]] | None:
        """A reading as it was read, and the ids of its facts."""
        where, values = ("AND reader = ?", (report_id, reader)) if reader else ("", (report_id,))
        sql = f"SELECT seq, reader, diagnostics FROM reading WHERE report = ? {where} ORDER BY seq DESC LIMIT 1"
        for seq, name, notes in self._rows(sql, *values):
            facts = list(self._rows("SELECT layer, body, id FROM fact WHERE reading = ? ORDER BY layer, position", seq))
            ids: dict[Layer, list[str]] = {layer: [] for layer in LAYERS}
            for layer, _, fact_id in facts:
                ids[layer].append(fact_id)
            return from_rows(report_id, name, notes, ((layer, body) for layer, body, _ in facts)), ids
        return None

    def rows(self, report_id: str) -> list[Row]:
        """Every row of a report as people have left it, also those rejected, each with the decisions on it."""
        return list(self.laid(report_id).rows)

    def row(self, fact_id: str) -> Row:
        """A row by its id: one that is read, or one that was added."""
        report = self._rulings().added().get(fact_id) or self.fact(fact_id).report
        for row in self.laid(report).rows:
            if row.id == fact_id:
                return row
        raise CaseError(
            "case.row-gone", f"{fact_id} is no longer what is read in its report", file=str(self._path), remedy="look at the report again",
        )  # fmt: skip

    def laid(self, report_id: str) -> Laid:
        """The reading of a report with all decisions laid over it, and what became of each row; nothing where it was not read yet."""
        found = self._as_read(report_id)
        return self._rulings().laid(*found) if found is not None else Laid(Reading(report_id, ""), (), ())

    def lost(self) -> list[Judgement]:
        """Decisions on rows that hold but whose row is no longer read, in order of their reports."""
        rulings = self._rulings()
        gone = {j.id for report in rulings.decided_on() for j in self._laid_or_lost(report)}
        return [j for j in standing(self.judgements()) if j.id in gone]

    def _laid_or_lost(self, report_id: str) -> Sequence[Judgement]:
        found = self._as_read(report_id)
        return self._rulings().laid(*found).lost if found is not None else self._rulings().on(report_id)

    def claim_ids(self) -> dict[ClaimRef, str]:
        """The id of every claim of the readings that count, by report and position; also of rejected and added ones."""
        rows = self._rows(f"SELECT report, position, id FROM reading CROSS JOIN fact ON fact.reading = seq WHERE layer = 'claim' AND {COUNTS}")
        out = {ClaimRef(report, position): fact_id for report, position, fact_id in rows}
        for report in set(self._rulings().added().values()):
            out.update((ClaimRef(report, r.position), r.id) for r in self.rows(report) if r.layer == "claim" and r.position is not None)
        return out

    def facts(self, layer: Layer, *, judged: bool = True) -> Iterator[Located]:
        """All facts of a layer, in order of report and text; as people judged them, or as they were read."""
        sql = (
            f"SELECT {_FACT} FROM report CROSS JOIN reading ON reading.report = report.id CROSS JOIN fact ON fact.reading = reading.seq "
            f"WHERE fact.layer = ? AND {COUNTS} ORDER BY report.seq, fact.position"
        )
        rulings = self._rulings() if judged else Rulings(())
        touched = [r for r in self.report_ids() if rulings.touched(r)] if rulings.reports() else []
        if not touched:
            return (self._located(row, rulings) for row in self._rows(sql, layer))
        return self._facts_by_report(layer, sql, rulings)

    def _facts_by_report(self, layer: Layer, sql: str, rulings: Rulings) -> Iterator[Located]:
        """The same where rows of some reports were decided on: these are read whole."""
        groups = groupby(self._rows(sql, layer), key=lambda row: str(row[1]))
        ahead = next(groups, None)
        for report in self.report_ids():
            mine = list(ahead[1]) if ahead is not None and ahead[0] == report else []
            if ahead is not None and ahead[0] == report:
                ahead = next(groups, None)
            if not rulings.touched(report):
                yield from (self._located(row, rulings) for row in mine)
            elif (found := self._as_read(report)) is not None:
                rows = [r for r in rulings.laid(*found).rows if r.layer == layer and r.state != "rejected" and r.position is not None]
                for r in sorted(rows, key=lambda r: r.position or 0):
                    yield _placed(r, found[0].reader)

    def fact(self, fact_id: str) -> Located:
        """A fact by its id; of several readings that hold it, from the one that was written last. A rejected one says what it said."""
        report = self._rulings().added().get(fact_id)
        sql = f"SELECT {_FACT} FROM fact JOIN reading ON reading.seq = fact.reading WHERE fact.id = ? ORDER BY reading.seq DESC LIMIT 1"
        for row in self._rows(sql, fact_id) if report is None else ():
            if not self._rulings().touched(row[1]):
                return self._located(row, self._rulings())
            report = row[1]
        if report is not None and (found := self._as_read(report)) is not None:
            for r in self._rulings().laid(*found).rows:
                if r.id == fact_id:
                    return _placed(r, found[0].reader)
        raise CaseError("case.no-such-fact", f"the case holds no fact {fact_id}", file=str(self._path), remedy="`isnad claims` lists the claims")

    def judgements(self, target: str | None = None) -> list[Judgement]:
        """What people decided, in order; of one target, if given."""
        found = log.judgements(self._rows)
        return list(found) if target is None else [j for j in found if j.target == target]

    def log(self) -> list[LogEntry]:
        """Every decision ever made, in order, each with what ties it to the one before."""
        return list(log.entries(self._rows))

    def audit(self, known: str = "") -> Audit:
        """Look through the log of decisions: whether each follows the one before and is what was written."""
        return log.audit(self._rows, known)

    def bonds(self) -> list[Bond]:
        """Pairs of claims that people hold for one happening, or for two, by the claims' present positions; those not found any more are left out."""
        held = [j for j in standing(self.judgements()) if j.verdict in ("same", "different", "unsure") and j.anchors]
        if not held:
            return []
        triggers: dict[str, list[Span]] = {}
        for found in self.facts("claim", judged=False):
            triggers.setdefault(found.report, []).append(cast(Claim, found.fact).trigger)
        for report in self._rulings().reports():
            reading = self.reading(report)
            gone = frozenset(reading.rejected) if reading is not None else frozenset()
            claims = reading.claims if reading is not None else ()
            triggers[report] = [Span(0, 0) if k in gone else c.trigger for k, c in enumerate(claims)]
        return bonds(held, triggers)

    def rejected(self) -> frozenset[ClaimRef]:
        """The claims that people have rejected or taken back, by their present positions."""
        head, seqs = log.head(self._rows), "SELECT report, max(seq) FROM reading GROUP BY report"
        with_rejections = self._rulings().rejecting() if head else ()
        if not with_rejections:
            return frozenset()
        key = (str(self._path), head, *next(iter(self._rows("SELECT max(seq), count(*) FROM reading")), ()))
        if _REJECTED.get("key") != key:
            last = dict(self._rows(seqs))
            refs = [ClaimRef(report, k) for report in with_rejections for k in self._rejected_in(report, last.get(report))]
            _REJECTED.update(key=key, refs=frozenset(refs))
        return cast("frozenset[ClaimRef]", _REJECTED["refs"])

    def _rejected_in(self, report: str, seq: int | None) -> tuple[int, ...]:
        key = (str(self._path), report, seq, *(j.id for j in self._rulings().on(report)))
        if key not in _REJECTED_IN:
            if len(_REJECTED_IN) > 1 << 15:
                _REJECTED_IN.clear()
            reading = self.reading(report)
            _REJECTED_IN[key] = reading.rejected if reading is not None else ()
        return _REJECTED_IN[key]

    def decided(self) -> list[dict[str, Any]]:
        """The judgements that change what is read from the case, as plain values without who, when and why."""
        left_out = ("who", "when", "why", "question", "seen")
        return [{k: v for k, v in encode(j).items() if k not in left_out} for j in weighty(standing(self.judgements()))]

    def _rulings(self) -> Rulings:
        """The decisions that change readings; looked up again when there are new ones, which another process may have made."""
        head = log.head(self._rows)
        if head not in _RULINGS:
            found = log.judgements(self._rows)
            while len(_RULINGS) >= 4:
                _RULINGS.pop(next(iter(_RULINGS), ""), None)
            _RULINGS[head] = Rulings(standing(found), [j for j in found if j.verdict == "add"])
            return _RULINGS[head]
        return _RULINGS[head]

    def _located(self, row: Any, rulings: Rulings | None = None) -> Located:
        fact_id, report, reader, layer, position, start, end, body = row
        fact = fact_from(layer, body)
        if rulings:
            fact = rulings.fact(report, layer, fact)
        return Located(fact_id, report, reader, layer, position, Span(start, end), fact.made, fact)


def _placed(r: Row, reader: str) -> Located:
    return Located(r.id, r.report, reader, r.layer, -1 if r.position is None else r.position, r.fact.span, r.fact.made, r.fact)
