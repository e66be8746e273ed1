"""What the words of a calendar expression are worth to its rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Month:
    """A month name.

    Attributes:
        number: 1–12.
        names: the set of names it belongs to (`lev`, `int`, `mag`, `lat`, `en`, `hijri`; `pair` for two names joined).
        firm: 2 stands alone, 1 stands alone after a preposition, 0 needs a day, year or modifier.
        lead: clitics before it.
    """

    number: int
    names: str
    firm: int = 1
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time.

    Attributes:
        name: `minute`, `hour`, `day`, `night`, `week`, `month`, `year`, `decade`, `century`.
        number: `s`, `d` or `p`.
        definite: carries the article.
        lead: clitics before it.
    """

    name: str
    number: str
    definite: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A value with the clitics before its word."""

    value: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is said to be one («عام 2012»), not only a figure."""

    number: int
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Attributes:
        count: how many units; None where the words give no number ("days").
        unit: see :class:`Unit`.
        lead: clitics before its first word («بـ» in «بعدها بيومين»).
    """

    count: float | None
    unit: str
    lead: str = ""
