"""When an undated event may have been, by what its reports date around it.

Nobody states such a time. It is the stretch from the first to the last time that the same report gives to what happened at the same place, or,
where it dates nothing there, from the last time told before the words to the first told after them; never later than the day of publication. So it
is said to lie "between", is drawn apart from what is dated, and enters no period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from isnad.model import edtf
from isnad.model.linked import Event
from isnad.model.records import Claim, Reading
from isnad.model.report import Report

PASSAGE = 1500  # code points within which a time told before or after still belongs to what is told
LONGEST = 1100  # days: a longer stretch says nothing
FINE = 366  # days: a time that is vaguer than a year is no bound
_LINE = 90  # code points: a date on a shorter line that ends in no full stop is a dateline or a heading
_ENDS = (".", "؟", "!", "»", "?", ":")

Days = tuple[date, date]


def between(event: Event, known: Mapping[str, tuple[Report, Reading]]) -> str | None:
    """The stretch in which an undated event lies by its reports, as an EDTF interval, or None where they let it be any time."""
    found: Days | None = None
    for ref in event.claims:
        if ref.report not in known:
            continue
        report, reading = known[ref.report]
        own = _own(reading.claims[ref.claim], report, reading)
        if own is None:
            continue
        if found is not None:
            low, high = max(found[0], own[0]), min(found[1], own[1])
            own = (low, high) if low <= high else (min(found[0], own[0]), max(found[1], own[1]))
        found = own
    return edtf.days(*found) if found is not None and (found[1] - found[0]).days <= LONGEST else None


def _own(claim: Claim, report: Report, reading: Reading) -> Days | None:
    out = _at_place(claim, reading) or _told_around(claim, report, reading)
    published = _days(report.published)
    if out is not None and published is not None:
        if out[0] > published[1]:
            return None
        out = out[0], min(out[1], published[1])
    return out if out is not None and (out[1] - out[0]).days <= LONGEST else None


def _at_place(claim: Claim, reading: Reading) -> Days | None:
    """From the first to the last time of what else the report dates at the claim's place with a party of the claim in it."""
    if claim.place is None:
        return None
    name = reading.places[claim.place].name
    parties = {n.name for n in (*claim.actor, *claim.recipient)}
    return _cover(
        c.time
        for c in reading.claims
        if c.time is not None and c.status == "actual" and c.place is not None and reading.places[c.place].name == name
        and parties.intersection(n.name for n in (*c.actor, *c.recipient))
    )  # fmt: skip


def _told_around(claim: Claim, report: Report, reading: Reading) -> Days | None:
    """The last time told before the claim's words and the first after them."""
    at = claim.trigger.start
    before: Days | None = None
    after: Days | None = None
    for t in sorted(reading.times, key=lambda t: t.span):
        days = _days(t.edtf)
        if days is None or _dateline(report.text, t.span.start):
            continue
        if at - PASSAGE <= t.span.start <= at:
            before = days
        elif at < t.span.start <= at + PASSAGE and after is None:
            after = days
    if before is None:
        return None
    return (before[0], max(before[1], after[1])) if after is not None and after[0] >= before[0] else before


def _dateline(text: str, at: int) -> bool:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].strip()
    return len(line) <= _LINE and not line.endswith(_ENDS)


def _cover(values: Iterable[str]) -> Days | None:
    found = [d for v in values if (d := _days(v)) is not None]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def _days(value: str | None) -> Days | None:
    if value is None or not edtf.valid(value):
        return None
    low, high = edtf.bounds(value)
    return (low, high) if low is not None and high is not None and (high - low).days <= FINE else None
