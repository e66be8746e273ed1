"""Events to assessments: independent lines, contradictions, grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from isnad.lang.common.linking import akin, generic
from isnad.lang.common.origins import camp
from isnad.model.linked import Assessment, Contradiction, Event, Grade, Line, Linked
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.text.fold import fold
from isnad.weigh.evidence import Evidence
from isnad.weigh.grade import facts, grade, trusted
from isnad.weigh.independence import Origins
from isnad.weigh.rules import Grading, standard

BLOWS = ("ASSAULT", "COERCE")  # deeds that one side does to the other


def assess(linked: Linked, items: Iterable[tuple[Report, Reading]] | Evidence, rules: Grading | None = None) -> tuple[Assessment, ...]:
    """Count the independent lines behind every event and grade it.

    Args:
        linked: events, echoes and contradictions.
        items: the reports with their readings that were linked, in any order, or what was taken note of while they were.
        rules: the rules of grading; by default those that come with the program.

    Returns:
        One assessment an event, in the order of the events.
    """
    rules = rules or standard()
    origins = Origins(items if isinstance(items, Evidence) else Evidence(items), linked.echoes)
    of_event: dict[str, list[Contradiction]] = defaultdict(list)
    for c in linked.contradictions:
        if c.event is not None:
            of_event[c.event].append(c)
    out = []
    for event in linked.events:
        found = of_event[event.id]
        opposed = frozenset(ref for c in found if c.aspect == "polarity" for ref in c.claims)
        con = origins.rests(event, deny=True, opposed=opposed)
        denying = {(r.report, r.key, r.name) for r in con}
        pro = [r for r in origins.rests(event, deny=False) if not r.named or (r.report, r.key, r.name) not in denying]
        held = origins.held(found)
        lines, against = origins.lines(pro, held), origins.lines(con, held)
        word, why, made = graded(event, lines, against, found, rules)
        apart = _apart(event, against)
        of = facts(lines, against, found, True, False, apart)
        shown = trusted(lines, of, rules), trusted(against, of, rules, deny=True, apart=apart)
        out.append(Assessment(event.id, *shown, tuple(c.id for c in found), word, why, made))
    return tuple(out)


def graded(
    event: Event, lines: Sequence[Line], against: Sequence[Line], contradictions: Sequence[Contradiction], rules: Grading
) -> tuple[Grade, str, Made]:
    """Grade an event with these lines: the grade, the reason, the rule."""
    credited = any(not line.nameless for line in lines)
    return grade(lines, against, contradictions, credited, _admitted(event, lines, rules), rules, _apart(event, against))


def falls(event: Event, a: Assessment, contradictions: Sequence[Contradiction], rules: Grading) -> list[tuple[Line, Grade | None, str]]:
    """What the grade would be if one origin fell, for each line: with it go its reports' claims, as far as no other line tells of them.

    An origin that falls falls on both sides: who tells of a thing may also stand among those who deny a part of it. With it go the
    contradictions of which it holds a side.

    Args:
        event: the event.
        a: its assessment.
        contradictions: contradictions among its claims.
        rules: the rules.

    Returns:
        For each line the grade without it and the reason; None where no line would be left.
    """
    out: list[tuple[Line, Grade | None, str]] = []
    for gone in (*a.lines, *a.against):
        names = frozenset(gone.origin.split("; "))
        lines, against = ([x for x in side if names.isdisjoint(x.origin.split("; "))] for side in (a.lines, a.against))
        clashes = {c for x in (*a.lines, *a.against) if not names.isdisjoint(x.origin.split("; ")) for c in x.clashes}
        if not lines and not against:
            out.append((gone, None, "Nothing would be left."))
            continue
        lost = set(gone.reports) - {r for x in (*lines, *against) for r in x.reports}
        left = [c for c in contradictions if c.id not in clashes and not any(ref.report in lost for ref in c.claims)]
        word, why, _ = graded(event, lines, against, left, rules)
        out.append((gone, word, why))
    return out


def _apart(event: Event, against: Sequence[Line]) -> frozenset[str]:
    """Origins of denials that are of no party to the event: a party's denial counts for its own side only."""
    parties = {fold(camp(name)) for name in (*event.actor, *event.recipient) if not generic(fold(name))}
    return frozenset(line.origin for line in against if not any(_of(fold(camp(n)), parties) for n in line.origin.split("; ")))


def _of(name: str, parties: Iterable[str]) -> bool:
    return any(name == p or akin(name, p) for p in parties)


def _admitted(event: Event, lines: Sequence[Line], rules: Grading) -> bool:
    """Whether one who is said to have done a deed is himself the origin of a line for it: an organ or spokesman speaks for his party.

    Who tells of a fight in which both sides stand as doers, or of a deed done to him as well, admits nothing.
    """
    if event.type not in rules.deeds or event.occurred is False:
        return False
    to = event.recipient if event.type in BLOWS else ()
    doers = {fold(camp(name)) for name in event.actor if not generic(fold(name)) and name not in to}
    spoken = {fold(camp(name)) for line in lines if not line.nameless for name in line.origin.split("; ")}
    return not doers.isdisjoint(spoken)
