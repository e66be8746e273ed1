"""The rules of grading, as resources/common/grading.yaml or a user's own copy of it states them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from isnad.errors import InputError
from isnad.lang.tables import table
from isnad.model.ids import content_id
from isnad.model.linked import Aspect, Grade
from isnad.text.fold import fold

_GRADES = get_args(Grade)
_ASPECTS = get_args(Aspect)
_COUNTS = ("for", "against", "for_most", "against_most", "other", "other_most", "apart", "apart_most")
_TRUST = "weigh.reliability"
MOST = 4096  # sets of facts whose rules are kept at hand
_FLAGS = ("credited", "admitted", "planned")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may ask of an event, or of one of its lines.

    Attributes:
        lines: independent lines for it.
        against: independent lines that deny it.
        other: of one line: lines on its side besides it.
        credited: whether a line for it has a named source or an outlet's own voice.
        admitted: whether one who is said to have done it is the origin of a line for it.
        planned: whether nothing but plans and possibilities are told.
        clash: the aspects in which its claims contradict each other.
        apart: independent lines that deny it and are of no party to it.
    """

    lines: int
    against: int
    other: int
    credited: bool
    admitted: bool
    planned: bool
    clash: frozenset[str]
    apart: int = 0

    def hold(self, when: Mapping[str, Any]) -> bool:
        """Whether all that a rule asks for is so."""
        counts = {"for": self.lines, "against": self.against, "other": self.other, "apart": self.apart}
        flags = {"credited": self.credited, "admitted": self.admitted, "planned": self.planned}
        for key, value in when.items():
            if key in flags:
                fits = flags[key] is value
            elif key == "clash":
                fits = not self.clash.isdisjoint(value)
            else:
                count = counts[key.removesuffix("_most")]
                fits = count <= value if key.endswith("_most") else count >= value
            if not fits:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, the grade or credibility it gives, what it asks for, and what it says."""

    id: str
    gives: Grade | int
    when: Mapping[str, Any]
    says: str


@dataclass(frozen=True, slots=True)
class Grading:
    """All rules.

    Attributes:
        mark: hash of the rules: equal rules grade equally.
        grades: rules of grade, in order.
        credibility: rules of a line's credibility, in order.
        kinds: kind of source → default reliability and reason.
        sources: folded name of a source → its reliability and reason, as people set it.
        deeds: event types that a party may admit.
    """

    mark: str
    grades: tuple[Rule, ...]
    credibility: tuple[Rule, ...]
    kinds: Mapping[str, tuple[str, str]]
    sources: Mapping[str, tuple[str, str]]
    deeds: frozenset[str]
    _fitting: dict[tuple[bool, Facts], Rule] = field(default_factory=dict, compare=False, repr=False)

    def grade(self, of: Facts) -> Rule:
        """The first rule of grade that an event fits."""
        return self._first(True, self.grades, of)

    def believed(self, of: Facts) -> Rule:
        """The first rule of credibility that a line fits."""
        return self._first(False, self.credibility, of)

    def _first(self, graded: bool, rules: tuple[Rule, ...], of: Facts) -> Rule:
        key = (graded, of)  # the same few facts hold of most events
        found = self._fitting.get(key)
        if found is None:
            if len(self._fitting) >= MOST:
                self._fitting.clear()
            found = self._fitting[key] = next(r for r in rules if of.hold(r.when))
        return found

    def reliability(self, name: str, kind: str | None) -> tuple[str, str]:
        """Reliability of a source by its name, else by its kind, with the reason."""
        found = self.sources.get(fold(name)) or self.kinds.get(kind or "")
        return found or ("F", "nothing is known of it")


@cache
def standard() -> Grading:
    """The rules that come with the program."""
    return _grading(table("common", "grading")["entries"])


def beside(case: Path) -> Path:
    """Where a case's own rules stand, if it has any: `NAME.grading.yaml` beside it."""
    return case.with_name(f"{case.stem}.grading.yaml")


def rules_of(case: Path) -> Grading:
    """The rules for a case: its own, if there are any, else those that come with the program.

    Its own file need not say everything: rules of grade replace all that come with the program, any other entry that of its id, and reliabilities of
    kinds and sources are laid over those that come with it.

    Raises:
        InputError: its own cannot be read (`weigh.rules`).
    """
    path = beside(case)
    if not path.is_file():
        return standard()
    try:
        return _grading(_over(table("common", "grading")["entries"], yaml.safe_load(path.read_text(encoding="utf-8"))["entries"], path.name))
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}".split("\n", 1)[0]
        remedy = "hold it against resources/common/grading.yaml of the program, or take it away"
        raise InputError("weigh.rules", f"the rules of grading are not understood: {why}", file=str(path), remedy=remedy) from None


def _over(shipped: Iterable[dict[str, Any]], own: Any, name: str) -> list[dict[str, Any]]:
    """The entries that come with the program, with those of people's own file laid over them."""
    mine = {str(e["id"]): dict(e) for e in own}
    if not mine:
        raise ValueError("it has no entries")
    trusted = mine.get(_TRUST, {})
    trusted["sources"] = {str(k): v if isinstance(v, dict) else {"reliability": v} for k, v in (trusted.get("sources") or {}).items()}
    for k, v in trusted["sources"].items():
        trusted["sources"][k] = {"why": f"set by people in {name}", **v}
    graded = any("grade" in e for e in mine.values())
    out = {str(e["id"]): e for e in shipped if not (graded and "grade" in e)}
    base = out[_TRUST]
    kinds, sources = ({**(base[x] or {}), **(trusted.get(x) or {})} for x in ("kinds", "sources"))
    joined = {**base, **trusted, "kinds": kinds, "sources": sources}
    return list({**out, **mine, _TRUST: joined}.values())


def _grading(entries: Iterable[dict[str, Any]]) -> Grading:
    found = {str(e["id"]): e for e in entries}
    grades = tuple(
        Rule(i, cast(Grade, _among(e["grade"], _GRADES)), _when(e["when"]), _pattern(e["says"])) for i, e in found.items() if "grade" in e
    )
    credibility = tuple(
        Rule(f"weigh.credibility.{n}", int(_among(r["credibility"], range(1, 7))), _when(r["when"]), str(r["why"]))
        for n, r in enumerate(found["weigh.credibility"]["values"])
    )
    for rules in (grades, credibility):
        if not rules or rules[-1].when:
            raise ValueError("the last rule must ask for nothing, so that one always fits")
    trusted = found[_TRUST]
    kinds, sources = (
        {str(k): (str(_among(v["reliability"], "ABCDEF")), str(v["why"])) for k, v in (trusted[x] or {}).items()} for x in ("kinds", "sources")
    )
    deeds = frozenset(map(str, found["weigh.admits"]["values"]))
    mark = content_id("g", [[i, {k: v for k, v in e.items() if k != "note"}] for i, e in found.items()])
    return Grading(mark, grades, credibility, kinds, {fold(k): v for k, v in sources.items()}, deeds)


def _among(value: Any, allowed: Iterable[Any]) -> Any:
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
    return value


def _when(asked: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in asked.items():
        if key == "clash":
            for aspect in value:
                _among(aspect, _ASPECTS)
        elif key in _FLAGS:
            _among(value, (True, False))
        elif _among(key, _COUNTS) and (not isinstance(value, int) or isinstance(value, bool)):
            raise ValueError(f"{key} asks for a number, not {value!r}")
    return dict(asked)


def _pattern(says: Any) -> str:
    text = str(says)
    text.format(lines="", against="", left=0, clash="", denied="")
    return text
