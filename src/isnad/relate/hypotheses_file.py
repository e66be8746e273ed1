"""A user's file of rival hypotheses, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from isnad.errors import InputError
from isnad.model import edtf
from isnad.model.hypotheses import Expectation, Hypothesis, Look, Rivals
from isnad.model.plover import MODES, EventType
from isnad.relate.yaml_lines import At, read_bytes, read_yaml

MOST = 60
_TOP = {"question", "hypotheses", "expectations"}
_RIVAL = {"id", "says", "prior"}
_EXPECTATION = {"id", "says", "look", "likely"}
_LOOK = {"type", "mode", "actor", "recipient", "between", "place", "occurred", "from", "to", "lines"}
# Words for likelihoods, as analysts use them (ICD 203, Analytic Standards, 2015), as ranges.
WORDS = {
    "almost never": (0.01, 0.05), "very unlikely": (0.05, 0.2), "unlikely": (0.2, 0.45), "even": (0.45, 0.55), "likely": (0.55, 0.8),
    "very likely": (0.8, 0.95), "almost certain": (0.95, 0.99),
}  # fmt: skip


# What may be wrong in a file, by id; pages say it in their own language (resources/ui/relations.yaml, `rivals.wrong.…`).
SAYS = {
    "prior": "a rival with no prior weight at all is none", "nothing": "says nothing to look for",
    "type": "there is no event type {x}; there are {known}", "mode": "there is no mode {x}; there are {known}",
    "two": "two parties are needed", "flag": "is true or false", "date": "{x} is no EDTF date",
    "lines": "is a number of independent lines, 1 or more", "word": "{x} is no likelihood; the words are {known}",
    "range": "is a number from 0 to 1, two of them (low, high), or a word", "expected": "{known} are expected here",
    "unknown": "`{x}` is not understood; here stand {known}", "missing": "`{x}` is missing", "list": "a list of {least} to {most} is needed",
    "words": "is a word, or a list of words", "text": "words are needed", "twice": "two {known} are called {x}",
}  # fmt: skip


class _Wrong(Exception):
    def __init__(self, at: At, said: str, **given: str) -> None:
        super().__init__(SAYS[said].format(**given))
        self.at, self.said, self.given = at, said, given


class RivalsError(InputError):
    """A file that says something which is not understood.

    Args:
        said: what is wrong, an id of `SAYS`.
        given: what its words need.
        key: the keys that lead to it, or empty.
        row: its line, or None.
        path: the file.
    """

    def __init__(self, said: str, given: Mapping[str, str], key: str, row: int | None, path: str) -> None:
        message = SAYS[said].format(**given)
        super().__init__(
            "hypotheses.form", f"`{key}`: {message}" if key else message, file=path, place=f"line {row}" if row else None,
            remedy="docs/hypotheses.md tells how such a file is written",
        )  # fmt: skip
        self.said, self.given, self.key, self.row = said, dict(given), key, row


def rivals_of(path: str) -> Rivals:
    """The rivals that a file states.

    Raises:
        InputError: the file cannot be read (`hypotheses.file`), is no YAML (`hypotheses.yaml`) or says something that is not understood
            (`hypotheses.form`, with the line).
    """
    return _checked(*read_yaml(path, "hypotheses"), path)


def rivals_in(raw: bytes, name: str) -> Rivals:
    """The rivals that the bytes of a file state; `name` is only what problems call it.

    Raises:
        InputError: as :func:`rivals_of`.
    """
    return _checked(*read_bytes(raw, name, "hypotheses"), name)


def _checked(data: Any, lines: dict[At, int], path: str) -> Rivals:
    try:
        return _rivals(data)
    except _Wrong as wrong:
        row = next((lines[wrong.at[:k]] for k in range(len(wrong.at), -1, -1) if wrong.at[:k] in lines), None)
        raise RivalsError(wrong.said, wrong.given, ".".join(k for k in wrong.at if isinstance(k, str)), row, path) from None


def _rivals(data: Any) -> Rivals:
    _keys(data, _TOP, _TOP, ())
    rivals = tuple(_hypothesis(h, ("hypotheses", k)) for k, h in enumerate(_list(data["hypotheses"], ("hypotheses",), 2)))
    _once([h.id for h in rivals], "hypotheses")
    names = [h.id for h in rivals]
    expectations = tuple(_expectation(e, names, ("expectations", k)) for k, e in enumerate(_list(data["expectations"], ("expectations",), 1)))
    _once([e.id for e in expectations], "expectations")
    return Rivals(_text(data["question"], ("question",)), rivals, expectations)


def _hypothesis(h: Any, at: At) -> Hypothesis:
    _keys(h, _RIVAL, {"id", "says"}, at)
    prior = _range(h["prior"], (*at, "prior")) if "prior" in h else (0.5, 0.5)
    if prior[1] <= 0:
        raise _Wrong((*at, "prior"), "prior")
    return Hypothesis(_text(h["id"], (*at, "id")), _text(h["says"], (*at, "says")), prior)


def _expectation(e: Any, names: list[str], at: At) -> Expectation:
    _keys(e, _EXPECTATION, _EXPECTATION, at)
    likely = e["likely"]
    _keys(likely, set(names), set(names), (*at, "likely"))
    ranges = tuple(_range(likely[n], (*at, "likely", n)) for n in names)
    return Expectation(_text(e["id"], (*at, "id")), _text(e["says"], (*at, "says")), _look(e["look"], (*at, "look")), ranges)


def _look(x: Any, at: At) -> Look:
    _keys(x, _LOOK, set(), at)
    if not x:
        raise _Wrong(at, "nothing")
    types = tuple(str(t) for t in _several(x.get("type"), (*at, "type")))
    for t in types:
        if t not in get_args(EventType):
            raise _Wrong((*at, "type"), "type", x=repr(t), known=", ".join(get_args(EventType)))
    modes = tuple(str(m) for m in _several(x.get("mode"), (*at, "mode")))
    known = {m for of in MODES.values() for m in of}
    for m in modes:
        if m not in known:
            raise _Wrong((*at, "mode"), "mode", x=repr(m), known=", ".join(sorted(known)))
    between = tuple(str(p) for p in _several(x.get("between"), (*at, "between")))
    if between and len(between) != 2:
        raise _Wrong((*at, "between"), "two")
    occurred = x.get("occurred")
    if occurred not in (None, True, False):
        raise _Wrong((*at, "occurred"), "flag")
    for key in ("from", "to"):
        if key in x and not edtf.valid(str(x[key])):
            raise _Wrong((*at, key), "date", x=f"{x[key]!s:.40}")
    lines = x.get("lines", 1)
    if type(lines) is not int or not 1 <= lines <= 1000:
        raise _Wrong((*at, "lines"), "lines")
    said = {k: str(x[k]) if k in x else None for k in ("actor", "recipient", "place", "from", "to")}
    return Look(types, modes, said["actor"], said["recipient"], between, said["place"], occurred, said["from"], said["to"], lines)


def _range(value: Any, at: At) -> tuple[float, float]:
    """A likelihood: a number, two numbers, or a word for it."""
    if isinstance(value, str):
        if value.casefold() not in WORDS:
            raise _Wrong(at, "word", x=repr(value), known=", ".join(WORDS))
        return WORDS[value.casefold()]
    pair = value if isinstance(value, list) else [value, value]
    if len(pair) != 2 or not all(type(v) in (int, float) and 0 <= v <= 1 for v in pair) or pair[0] > pair[1]:
        raise _Wrong(at, "range")
    return float(pair[0]), float(pair[1])


def _keys(value: Any, allowed: set[str], needed: set[str], at: At) -> None:
    if not isinstance(value, dict):
        raise _Wrong(at, "expected", known=", ".join(sorted(allowed)))
    for key in sorted(set(value) - allowed):
        raise _Wrong((*at, key), "unknown", x=key, known=", ".join(sorted(allowed)))
    for key in sorted(needed - set(value)):
        raise _Wrong(at, "missing", x=key)


def _list(value: Any, at: At, least: int) -> list[Any]:
    if not isinstance(value, list) or not least <= len(value) <= MOST:
        raise _Wrong(at, "list", least=str(least), most=str(MOST))
    return value


def _several(value: Any, at: At) -> list[Any]:
    out = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(v, str) for v in out):
        raise _Wrong(at, "words")
    return out


def _text(value: Any, at: At) -> str:
    if not isinstance(value, (str, int)) or not str(value).strip():
        raise _Wrong(at, "text")
    return str(value).strip()


def _once(ids: list[str], what: str) -> None:
    for k, i in enumerate(ids):
        if i in ids[:k]:
            raise _Wrong((what, k, "id"), "twice", x=repr(i), known=what)
