"""Grades events and their lines by the rules of `isnad.weigh.rules`. No grade says that an event is true.

Contradictions of number, time and place do not change a grade unless the rules say so; they are named beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from isnad.model.linked import Contradiction, Grade, Line
from isnad.model.records import Made
from isnad.weigh.rules import Facts, Grading

HEAVY = ("polarity", "actor")


def facts(
    lines: Sequence[Line], against: Sequence[Line], contradictions: Sequence[Contradiction], credited: bool, admitted: bool,
    apart: Collection[str] = (),
) -> Facts:  # fmt: skip
    """What the rules may ask of an event.

    Args:
        lines: independent lines for it.
        against: independent lines that deny it.
        contradictions: contradictions among its claims.
        credited: whether any line has a named origin or an outlet's own voice.
        admitted: whether one who is said to have done it is the origin of a line for it.
        apart: origins among `against` that are no party to the event.
    """
    clash = frozenset(c.aspect for c in contradictions)
    return Facts(len(lines), len(against), 0, credited, admitted, not lines and not against, clash, len(apart))


def grade(
    lines: Sequence[Line], against: Sequence[Line], contradictions: Sequence[Contradiction], credited: bool, admitted: bool, rules: Grading,
    apart: Collection[str] = (),
) -> tuple[Grade, str, Made]:  # fmt: skip
    """Grade an event; for the arguments see :func:`facts`.

    Returns:
        The grade, the reason in one sentence, and the rule.
    """
    of = facts(lines, against, contradictions, credited, admitted, apart)
    rule = rules.grade(of)
    heavy = sorted(a for a in of.clash if a in HEAVY)
    light = sorted(a for a in of.clash if a not in HEAVY)
    beside = f"; its claims differ in {' and '.join(light)}" if light else ""
    said = rule.says.format(
        lines=_told(lines), against=_names(against), left=max(0, len(lines) - 1), clash=" and ".join(heavy or light),
        denied=f"denied by {_names(against)}" if against else "denied by none",
    )  # fmt: skip
    assert isinstance(rule.gives, str)
    return rule.gives, f"{said}{beside}.", Made(rule.id)


def trusted(lines: Sequence[Line], of: Facts, rules: Grading, *, deny: bool = False, apart: Collection[str] = ()) -> tuple[Line, ...]:
    """The lines with their source's reliability and the credibility of what they say, each with its reason.

    Args:
        lines: the lines on one side.
        of: what is known of the event.
        rules: the rules.
        deny: whether they are those that deny it.
        apart: origins of those that deny it and are no party to it.
    """
    ours, theirs = (of.against, of.lines) if deny else (of.lines, of.against)
    if not lines:
        return ()
    of = replace(of, lines=ours, against=theirs)
    out = []
    for line in lines:
        others = len({*apart} - {line.origin}) if deny else ours - 1  # a party's denial bears out nobody else's
        rule = rules.believed(replace(of, other=others))
        reliability, why = rules.reliability(line.origin, line.kind)
        assert isinstance(rule.gives, int)
        out.append(replace(line, reliability=reliability, reliability_why=why, credibility=rule.gives, credibility_why=rule.says))
    return tuple(out)


def _told(lines: Sequence[Line]) -> str:
    if not lines:
        return "No line for it"
    count = "One line" if len(lines) == 1 else f"{len(lines)} independent lines"
    return f"{count}: {_names(lines)}"


def _names(lines: Sequence[Line]) -> str:
    shown = [line.origin for line in lines[:4]]
    return " | ".join(shown) + (f" and {len(lines) - 4} more" if len(lines) > 4 else "")
