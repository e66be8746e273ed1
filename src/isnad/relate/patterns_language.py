"""The language of patterns: YAML values to patterns, with the line of whatever is wrong.

The same checks hold for the library (compiled by genscripts) and for a user's own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast, get_args

from isnad.errors import InputError
from isnad.lang.tables import table
from isnad.model.plover import MODES, EventType
from isnad.model.records import SourceKind
from isnad.relate.patterns import NO_MODE, SAID, Pattern, Role, Said, Step, Way
from isnad.relate.yaml_lines import read_yaml

WITHIN = 60  # days
MOST_STEPS = 12
_TOP = {"id", "name", "says", "roles", "steps", "within", "least", "foes", "rivals"}
_ROLE = {"en", "ar", "place", "anyone", "free", "needed"}
_FLAGS = ("mutual", "placed", "alone", "named", "itself", "sure", "arms", "faint")
_WAY = {"what", "said", "who", "whom", "between", "by", "source", "at", "near", "from", "to", *_FLAGS}
_STEP = _WAY | {"id", "en", "ar", "either", "optional", "nobody", "after", "before", "same", "gap", "close", "dated", "apart", "like"}
_PLACES = ("at", "near", "from", "to")


class PatternError(Exception):
    """A pattern that breaks the language.

    Args:
        path: keys that lead to what is wrong.
        message: what is wrong.
    """

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path


@cache
def library() -> tuple[Pattern, ...]:
    """The patterns that come with Isnad, in the order of their files."""
    return patterns(table("common", "patterns")["entries"])


def from_file(path: str) -> tuple[Pattern, ...]:
    """The patterns of a user's file: a list under `entries`, or one pattern.

    Raises:
        InputError: the file cannot be read (`pattern.file`), is no YAML (`pattern.yaml`) or breaks the language (`pattern.form`).
    """
    data, lines = read_yaml(path, "pattern")
    listed = isinstance(data, dict) and "entries" in data
    try:
        if listed and set(data) != {"entries"}:
            raise PatternError((), "beside `entries` nothing else may stand")
        return patterns(data["entries"] if listed else [data])
    except PatternError as error:
        full = ("entries", *error.path) if listed else error.path[1:]
        place = next((f"line {lines[full[:k]]}" for k in range(len(full), -1, -1) if full[:k] in lines), None)
        raise InputError("pattern.form", str(error), file=path, place=place, remedy="docs/patterns.md tells the language") from None


def patterns(entries: Any) -> tuple[Pattern, ...]:
    """Plain values to patterns.

    Raises:
        PatternError: one breaks the language.
    """
    if not isinstance(entries, list) or not entries:
        raise PatternError((), "a list of patterns is needed")
    out: list[Pattern] = []
    for k, e in enumerate(entries):
        p = _pattern(e, (k,))
        if any(p.id == o.id for o in out):
            raise PatternError((k, "id"), f"two patterns are called {p.id!r}")
        out.append(p)
    return tuple(out)


def _pattern(e: Any, at: tuple[str | int, ...]) -> Pattern:
    _keys(e, _TOP, {"id", "name", "steps"}, at)
    roles = tuple(_role(name, r, (*at, "roles", name)) for name, r in _mapping(e.get("roles", {}), (*at, "roles")).items())
    known = {r.id: r for r in roles}
    raw = e["steps"]
    if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_STEPS:
        raise PatternError((*at, "steps"), f"1 to {MOST_STEPS} steps are needed")
    steps: list[Step] = []
    ids = [s.get("id") if isinstance(s, dict) else None for s in raw]
    for k, s in enumerate(raw):
        steps.append(_step(s, known, ids, (*at, "steps", k)))
    must = [s for s in steps if not s.optional and not s.nobody]
    if not must:
        raise PatternError((*at, "steps"), "at least one step must be neither `optional` nor `nobody`")
    if len({s.id for s in steps}) < len(steps):
        raise PatternError((*at, "steps"), "two steps have one id")
    least = _number(e.get("least", len(must)), 1, len(steps), (*at, "least"))
    name, says = _two(e["name"], (*at, "name")), _two(e.get("says", ""), (*at, "says"))
    told = [v for s in steps for w in s.ways for v in (*w.parties, w.by, w.at, w.near, w.source, w.target)]
    roles = tuple(sorted(roles, key=lambda r: (r.place, told.index(r.id) if r.id in told else len(told), r.id)))
    within = _number(e.get("within", WITHIN), 0, 36600, (*at, "within"))
    return Pattern(
        _text(e["id"], (*at, "id")), name[0], name[1], says[0], says[1], roles, tuple(steps), within, max(least, len(must)),
        _pairs(e.get("foes", []), known, (*at, "foes")), _pairs(e.get("rivals", []), known, (*at, "rivals")),
    )  # fmt: skip


def _pairs(value: Any, roles: Mapping[str, Role], at: tuple[str | int, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [value] if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) else value
    if not isinstance(pairs, list) or any(not isinstance(p, list) or len(p) != 2 for p in pairs):
        raise PatternError(at, f"`{at[-1]}` is a pair of variables, or a list of pairs")
    return tuple((_variable(a, roles, False, at), _variable(b, roles, False, at)) for a, b in pairs)


def _role(name: str, r: Any, at: tuple[str | int, ...]) -> Role:
    if isinstance(r, str):
        return Role(name, r, r)
    _keys(r, _ROLE, set(), at)
    en = _text(r.get("en", r.get("ar", name)), at)
    place, anyone, free, needed = (_flag(r.get(k, False), (*at, k)) for k in ("place", "anyone", "free", "needed"))
    return Role(name, en, _text(r.get("ar", en), at), place, anyone, free, needed)


def _step(s: Any, roles: Mapping[str, Role], ids: list[Any], at: tuple[str | int, ...]) -> Step:
    _keys(s, _STEP, {"id"}, at)
    if "either" in s and _WAY & set(s):
        raise PatternError((*at, "either"), f"with `either`, {', '.join(sorted(_WAY & set(s)))} stands in each way and not beside it")
    ways = s.get("either", [{k: v for k, v in s.items() if k in _WAY}])
    if not isinstance(ways, list) or not ways:
        raise PatternError((*at, "either"), "`either` is a list of ways")
    nobody = _flag(s.get("nobody", False), (*at, "nobody"))
    path = (*at, "either") if "either" in s else at
    found = tuple(_way(w, roles, nobody, (*path, k) if "either" in s else at) for k, w in enumerate(ways))
    for key in ("after", "before", "same", "like"):
        if key in s and (s[key] not in ids or s[key] == s["id"]):
            raise PatternError((*at, key), f"no other step is called {s[key]!r}")
    gap = None if "gap" not in s else _number(s["gap"], 0, 36600, (*at, "gap"))
    step_id = _text(s["id"], (*at, "id"))
    en = _text(s.get("en", s.get("ar", step_id)), at)
    optional, close, dated, apart = (_flag(s.get(k, False), (*at, k)) for k in ("optional", "close", "dated", "apart"))
    order = s.get("after"), s.get("before"), s.get("same")
    return Step(step_id, en, _text(s.get("ar", en), at), found, optional, nobody, *order, gap, close, dated, apart, s.get("like"))


def _way(w: Any, roles: Mapping[str, Role], nobody: bool, at: tuple[str | int, ...]) -> Way:
    _keys(w, _WAY, {"what"}, at)
    acts = tuple(_act(a, (*at, "what")) for a in _list(w["what"], (*at, "what")))
    said = tuple(_list(w.get("said", ["not"] if nobody else ["done"]), (*at, "said")))
    for one in said:
        if one not in SAID:
            raise PatternError((*at, "said"), f"`said` is one of {', '.join(SAID)}, not {one!r}")
    if nobody and "said" in w:
        raise PatternError((*at, "said"), "`nobody` already says that it did not happen")
    parties: dict[str, tuple[str, ...]] = {}
    for key in ("who", "whom", "between", "by"):
        parties[key] = tuple(_variable(v, roles, False, (*at, key)) for v in _list(w.get(key, []), (*at, key)))
    if len(parties["between"]) == 1:
        raise PatternError((*at, "between"), "`between` needs two variables")
    if len(parties["by"]) > 1:
        raise PatternError((*at, "by"), "`by` is one variable")
    places = {k: _variable(w[k], roles, True, (*at, k)) if k in w else None for k in _PLACES}
    if not any(parties.values()) and not any(places.values()):
        raise PatternError(at, "a step needs a role: who, whom, between, by, at, near, from or to")
    by = parties["by"][0] if parties["by"] else None
    kinds = tuple(_list(w.get("source", []), (*at, "source")))
    for kind in kinds:
        if kind not in get_args(SourceKind):
            raise PatternError((*at, "source"), f"{kind!r} is no kind of source; there are {', '.join(get_args(SourceKind))}")
    mutual, placed, alone, named, itself, sure, arms, faint = (_flag(w.get(k, False), (*at, k)) for k in _FLAGS)
    who, whom, between = (parties[k] for k in ("who", "whom", "between"))
    at_, near, source, target = (places[k] for k in _PLACES)
    return Way(
        acts, cast(tuple[Said, ...], said), who, whom, between, by, kinds, at_, near, source, target, mutual, placed, alone, named, itself, sure,
        arms, faint,
    )  # fmt: skip


def _act(value: Any, at: tuple[str | int, ...]) -> tuple[str, str | None]:
    kind, slash, mode = _text(value, at).partition("/")
    if kind not in get_args(EventType):
        raise PatternError(at, f"{kind!r} is no event type; there are {', '.join(get_args(EventType))}")
    if slash and mode == NO_MODE:
        return kind, NO_MODE
    if slash and mode not in MODES.get(cast(EventType, kind), ()):
        known = ", ".join(MODES.get(cast(EventType, kind), ())) or "none"
        raise PatternError(at, f"{kind} has no mode {mode!r}; it has {known}")
    return kind, mode if slash else None


def _variable(value: Any, roles: Mapping[str, Role], place: bool, at: tuple[str | int, ...]) -> str:
    name = _text(value, at)
    if name not in roles:
        raise PatternError(at, f"no role is called {name!r}; there are {', '.join(roles) or 'none'}")
    if roles[name].place is not place:
        raise PatternError(at, f"{name} is {'a party and no place' if place else 'a place and no party'}")
    return name


def _keys(value: Any, allowed: Iterable[str], needed: set[str], at: tuple[str | int, ...]) -> None:
    for key in _mapping(value, at):
        if key not in allowed:
            raise PatternError((*at, key), f"unknown key {key!r}; there are {', '.join(sorted(allowed))}")
    for key in sorted(needed - set(value)):
        raise PatternError(at, f"`{key}` is missing")


def _mapping(value: Any, at: tuple[str | int, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PatternError(at, "a mapping is needed (key: value)")
    return value


def _two(value: Any, at: tuple[str | int, ...]) -> tuple[str, str]:
    """English and Arabic; a plain text stands for both."""
    if isinstance(value, str):
        return value, value
    _keys(value, {"en", "ar"}, set(), at)
    en = _text(value.get("en", value.get("ar")), at)
    return en, _text(value.get("ar", en), at)


def _list(value: Any, at: tuple[str | int, ...]) -> list[Any]:
    out = value if isinstance(value, list) else [value]
    if value != [] and not out:
        raise PatternError(at, "an empty list says nothing")
    return out


def _text(value: Any, at: tuple[str | int, ...]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PatternError(at, f"a word is needed, not {value!r}")
    return value


def _flag(value: Any, at: tuple[str | int, ...]) -> bool:
    if not isinstance(value, bool):
        raise PatternError(at, f"yes or no is needed, not {value!r}")
    return value


def _number(value: Any, least: int, most: int, at: tuple[str | int, ...]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise PatternError(at, f"a whole number from {least} to {most} is needed, not {value!r}")
    return value
