"""The grading rule, in one place. It never says that an event is true.

In order, the first that fits:

1. **contested**: a line denies what another asserts, or two claims contradict each other in whether it happened or who did it.
2. **corroborated**: two or more independent lines.
3. **single line**: one line, whose origin is named: a speaker, a body, a document, or an outlet that speaks in its own voice.
4. **uncredited**: nothing but nameless sources of one outlet, or only plans and possibilities.

Contradictions of number, time and place do not change the grade; they are named beside it. After the words of the Airwars
methodology for civilian harm (fair, weak, contested, discounted), which this rule does not follow in detail.
"""

from __future__ import annotations

from collections.abc import Sequence

from isnad.model.linked import Contradiction, Grade, Line
from isnad.model.records import Made

MADE = Made("weigh.grade.lines")


def grade(lines: Sequence[Line], against: Sequence[Line], contradictions: Sequence[Contradiction], credited: bool) -> tuple[Grade, str]:
    """Grade an event.

    Args:
        lines: independent lines for it.
        against: independent lines that deny it.
        contradictions: contradictions among its claims.
        credited: whether any line has a named origin or an outlet's own voice.

    Returns:
        The grade, and the reason in one sentence.
    """
    heavy = [c for c in contradictions if c.aspect in ("polarity", "actor")]
    light = sorted({c.aspect for c in contradictions if c.aspect not in ("polarity", "actor")})
    beside = f"; its claims differ in {' and '.join(light)}" if light else ""
    told = _told(lines)
    if (lines and against) or heavy:
        denied = f"denied by {_names(against)}" if against else f"contradicted in {' and '.join(sorted({c.aspect for c in heavy}))}"
        return "contested", f"{told}, {denied}{beside}."
    if against:
        return ("corroborated" if len(against) > 1 else "single line"), f"Said not to have happened by {_names(against)}{beside}."
    if len(lines) > 1:
        return "corroborated", f"{told}; if one origin fell, {len(lines) - 1} would be left{beside}."
    if lines and credited:
        return "single line", f"{told}; if it fell, nothing would be left{beside}."
    if lines:
        return "uncredited", f"{told}, which names no source{beside}."
    return "uncredited", "Only planned, possible or left open."


def _told(lines: Sequence[Line]) -> str:
    if not lines:
        return "No line for it"
    count = "One line" if len(lines) == 1 else f"{len(lines)} independent lines"
    return f"{count}: {_names(lines)}"


def _names(lines: Sequence[Line]) -> str:
    shown = [line.origin for line in lines[:4]]
    return " | ".join(shown) + (f" and {len(lines) - 4} more" if len(lines) > 4 else "")
