"""Recurring scenes: what a pattern is, and what a match of one says.

A pattern is a handful of steps with role variables: X and Y agree, X's people leave P for Q, nobody attacks them, Z denies it. A match
fills the roles with the parties and places of a case and says of every step who states it, on how many independent lines, and which
steps nobody states. It never says that the scene took place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from isnad.model.linked import ClaimRef, Grade
from isnad.model.records import Made, SourceKind

Said = Literal["done", "not", "planned", "denied"]
SAID: tuple[Said, ...] = ("done", "not", "planned", "denied")
NO_MODE = "-"  # in place of a mode: only acts of which no mode is known
Tie = Literal["first", "told together", "dated"]
Why = Literal["party", "act", "apart", "faint", "promise", "own-word", "both", "foes", "allies"]
Standing = Literal["match", "possible"]
MADE = Made("relate.patterns.match")


@dataclass(frozen=True, slots=True)
class Role:
    """A role variable.

    Attributes:
        id: the variable, e.g. `X`.
        en: who or what fills it, in English.
        ar: in Arabic.
        place: whether a place fills it, not a party.
        anyone: whether unarmed and nameless parties (civilians, residents) may fill it too.
        free: whether it may be a party that fills another role as well (who denies may be one of the two who agreed).
        needed: whether a match must fill it.
    """

    id: str
    en: str
    ar: str
    place: bool = False
    anyone: bool = False
    free: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a step may be told.

    Attributes:
        acts: types, each with its mode, `NO_MODE`, or None for any.
        said: how it may be said to stand.
        who: variables that all stand among those who do it.
        whom: variables that all stand among those it is done to.
        between: variables that stand on either side of it.
        by: variable of who says so, or None.
        kinds: kinds of source of which one must say so; empty for any.
        at: variable of the place it is at.
        near: variable of a place it is near.
        source: variable of the place it leads away from.
        target: variable of the place it leads to.
        mutual: whether those who do it and those it is done to must be the same, as in a clash.
        placed: whether its place must be told.
        alone: whether nobody must be told as the one it is done to.
        named: whether the report must name its parties there, and none be only taken for the other side of who is named.
        itself: whether it must be told for itself, not only as the manner of something else («بلا قتال»).
        sure: whether no party of it may be only taken for the other side of who is named, however near it is named.
        arms: whether its words must name arms.
        faint: whether what is told so makes a possible match only.
    """

    acts: tuple[tuple[str, str | None], ...]
    said: tuple[Said, ...] = ("done",)
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    by: str | None = None
    kinds: tuple[SourceKind, ...] = ()
    at: str | None = None
    near: str | None = None
    source: str | None = None
    target: str | None = None
    mutual: bool = False
    placed: bool = False
    alone: bool = False
    named: bool = False
    itself: bool = False
    sure: bool = False
    arms: bool = False
    faint: bool = False

    @property
    def parties(self) -> tuple[str, ...]:
        """Variables of parties that act or are acted on."""
        return (*self.who, *self.whom, *self.between)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a pattern.

    Attributes:
        id: its name in the pattern.
        en: what it says, in English.
        ar: in Arabic.
        ways: the ways in which it may be told.
        optional: whether a match may lack it.
        nobody: whether it must not have happened: a dated event of this kind at the scene rules a match out, a non-event states the step.
        after: step it does not come before.
        before: step it does not come after.
        same: step it is at one time with.
        gap: most days between it and the step named in `after`, `before` or `same`, or None.
        close: whether it must be told within a sentence or two of a step that must be stated.
        dated: whether days, or words of time beside it, must show that it is after, or before, the step that it names.
        apart: whether it must not be told in one breath with the step that it comes after.
        like: step of which it must be the same act, or None.
    """

    id: str
    en: str
    ar: str
    ways: tuple[Way, ...]
    optional: bool = False
    nobody: bool = False
    after: str | None = None
    before: str | None = None
    same: str | None = None
    gap: int | None = None
    close: bool = False
    dated: bool = False
    apart: bool = False
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recurring scene.

    Attributes:
        id: its id.
        en: its name in English.
        ar: in Arabic.
        says: what it says, in English.
        says_ar: in Arabic.
        roles: its variables, parties before places, in the order in which the steps name them.
        steps: its steps.
        within: most days between any two dated steps.
        least: how many steps must be stated at least.
        foes: pairs of variables whose fillers must be told as fighting each other somewhere in the case.
        rivals: pairs of variables whose fillers are not to stand together in a war, as far as that is known.
    """

    id: str
    en: str
    ar: str
    says: str
    says_ar: str
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    within: int
    least: int
    foes: tuple[tuple[str, str], ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()

    def role(self, name: str) -> Role:
        """The role of a variable."""
        return next(r for r in self.roles if r.id == name)


@dataclass(frozen=True, slots=True)
class Found:
    """A step that is stated.

    Attributes:
        step: id of the step.
        event: id of the event.
        name: its short English name.
        claims: the claims that state it.
        also: claims of other events of the scene that state it as well; they add no line.
        speakers: who says so, each once; None stands for a report's own voice.
        origins: names of the independent lines for it; none where it is only planned or possible.
        grade: of the event.
        contested: whether a line denies it or its claims contradict each other.
        time: EDTF, or None where no report dates it.
        place: English name, or None.
        said: how it is said to stand.
        tie: how it hangs together with the steps before: told in one passage of a report, or dated in the scene's days.
    """

    step: str
    event: str
    name: str
    claims: tuple[ClaimRef, ...]
    also: tuple[ClaimRef, ...]
    speakers: tuple[str | None, ...]
    origins: tuple[str, ...]
    grade: Grade
    contested: bool
    time: str | None
    place: str | None
    said: Said
    tie: Tie


@dataclass(frozen=True, slots=True)
class Without:
    """What a match's support would be if one origin fell: the origin, the lines left, and the steps that nobody else states."""

    origin: str
    lines: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that speaks against a match.

    Attributes:
        why: `party` where who fills a role is not surely read, `act` where words are oftener misread for the act than not, `apart` where steps
            that have one party in common are told in different sentences, `faint` where a step is told in a way that says little, `promise` where
            what was not done was only promised, `own-word` where only those who are said to have held back say so, `both` where what one is
            to do to the other is told of both (a clash of two that was not spares nobody), `foes` where no fight of two who must be foes is surely
            read, `allies` where two are known to stand together.
        step: id of the step; empty where it is of the match as a whole.
        roles: the variables it is about.
    """

    why: Why
    step: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A scene of a case that fits a pattern.

    Attributes:
        id: content id.
        pattern: id of the pattern.
        roles: what fills each variable, best named first; a variable that nothing fills has none.
        steps: the steps that are stated, in the pattern's order.
        missing: ids of the steps that nobody states.
        undated: ids of stated steps whose order in time no report gives.
        lines: independent lines of its weakest step that must be stated.
        origins: names of all origins behind it.
        whole: reports that tell all its stated steps.
        grade: confirmed, fair, weak, discounted or contested: that of its weakest step.
        first: earliest day of its dated steps, ISO 8601, or None.
        last: latest day, or None.
        without: its support without each origin.
        merged: how many overlapping matches of the same scene it stands for.
        made: the rule.
        doubts: what speaks against it.
    """

    id: str
    pattern: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[Found, ...]
    missing: tuple[str, ...]
    undated: tuple[str, ...]
    lines: int
    origins: tuple[str, ...]
    whole: tuple[str, ...]
    grade: Grade
    first: str | None
    last: str | None
    without: tuple[Without, ...]
    merged: int
    made: Made
    doubts: tuple[Doubt, ...] = ()

    @property
    def standing(self) -> Standing:
        """`match` where nothing speaks against it, else `possible`."""
        return "possible" if self.doubts else "match"

    def filled(self, role: str) -> tuple[str, ...]:
        """What fills a variable."""
        return next((names for name, names in self.roles if name == role), ())
