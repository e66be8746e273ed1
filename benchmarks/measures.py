"""The measures: a reading against a gold report, layer by layer (docs/gold.md says what each means).

Matching is greedy and one to one by descending score. Figures are micro-averaged. Names are compared by a consonant skeleton
that an Arabic name and its romanisations share, so that spelling is not what is measured.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

Record = dict[str, Any]
# One consonant a letter; `-` where Latin spellings have none.
_LETTERS = {a: b.strip("-") for a, b in zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئپچژگ", "-bttjhkddrzsssdtz-gfkklmnhwy------wybszk", strict=True)}
_LATIN = (
    ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ou", "w"), ("oo", "w"), ("ee", "y"),
    ("q", "k"), ("c", "k"), ("x", "ks"), ("v", "f"), ("p", "b"),
)  # fmt: skip
_SMALL = {"al", "el", "the", "of", "and", "a", "an", "in", "for", "ibn", "bin"}
UNREAL = ("planned", "hypothetical")  # whether these "occurred" is not measured
ROUGHLY = ("anonymous", "witness", "document", "intercept")  # speakers without a name: their kind is what is measured


def skeleton(name: str) -> list[str]:
    """The consonants of a name's words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    out = []
    for found in re.findall(r"\w+", plain):
        word = found
        if word in _SMALL:
            continue
        if re.search(r"[\u0600-\u06ff]", word):
            word = "".join(_LETTERS.get(c, "") for c in re.sub(r"^(?:و|ف)?(?:ال|بال|لل)", "", word))
        else:
            for a, b in _LATIN:
                word = word.replace(a, b)
            word = re.sub(r"[aeiou]", "", word)
        word = re.sub(r"(.)\1+", r"\1", re.sub(r"[wy]", "", word))
        if word:
            out.append(word)
    return out


def alike(a: str | None, b: str | None) -> bool:
    """Whether two names point to the same thing."""
    if not a or not b:
        return False
    if a.casefold().strip() == b.casefold().strip():
        return True
    x, y = Counter(skeleton(a)), Counter(skeleton(b))
    if not x or not y:
        return False
    shared = sum((x & y).values())
    if shared and shared / min(x.total(), y.total()) >= 0.67:
        return True
    return difflib.SequenceMatcher(None, "".join(x.elements()), "".join(y.elements())).ratio() >= 0.74


def located(text: str, quote: str, n: int | None) -> tuple[int, int]:
    """Where the n-th occurrence of a quote stands."""
    at = -1
    for _ in range((n or 0) + 1):
        at = text.find(quote, at + 1)
        if at < 0:
            raise ValueError(f"gold quote not in text: {quote!r}")
    return at, at + len(quote)


def _overlap(a: Any, b: Any) -> int:
    return int(max(0, min(a[1], b[1]) - max(a[0], b[0])))


def _iou(a: Any, b: Any) -> float:
    inter = _overlap(a, b)
    return inter / ((a[1] - a[0]) + (b[1] - b[0]) - inter) if inter else 0.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    (la, lo), (lb, lp) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def _pairs(gold: list[Record], found: list[Record], score: Callable[[Record, Record], float]) -> list[tuple[int, int]]:
    ranked = sorted(((score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_g: set[int] = set()
    used_f: set[int] = set()
    out = []
    for s, i, j in ranked:
        if s <= 0:
            break
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
            out.append((i, j))
    return out


class Tally:
    """Right, found and gold by layer."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, layer: str, right: int, found: int, gold: int) -> None:
        """Add counts to a layer."""
        for k, v in enumerate((right, found, gold)):
            self.counts[layer][k] += v

    def f1(self) -> dict[str, float]:
        """F1 by layer; where found equals gold by construction it is the share right."""
        return {layer: 2 * r / (f + g) if f + g else 0.0 for layer, (r, f, g) in self.counts.items()}


def _names(found: Iterable[Any] | None) -> list[str]:
    return [f["name"] if isinstance(f, dict) else f for f in (found or [])]


def _same_names(gold: list[str], found: Iterable[Any] | None) -> bool:
    names = _names(found)
    return len(gold) == len(names) and all(any(alike(g, f) for f in names) for g in gold)


def measure(text: str, gold: Record, reading: Record, tally: Tally) -> None:
    """Add one report to the tally."""
    _statements(text, gold, reading, tally)
    _calendar_and_numbers(text, gold, reading, tally)
    _places(text, gold, reading, tally)
    _events(text, gold, reading, tally)


def _spanned(text: str, items: list[Record], key: str = "quote") -> list[Record]:
    return [item | {"span": located(text, item[key], item.get("n"))} for item in items]


def _statements(text: str, gold: Record, reading: Record, tally: Tally) -> None:
    want, got = _spanned(text, gold["statements"]), reading.get("statements", [])
    hit = _pairs(want, got, lambda g, f: s if (s := _iou(g["span"], f["span"])) >= 0.5 else 0.0)
    tally.add("statements", len(hit), len(got), len(want))
    for i, j in hit:
        g, f = want[i], got[j]
        kind = g["kind"] == f.get("kind")
        tally.add("statement kind", kind, 1, 1)
        tally.add("statement stance", g["stance"] == f.get("stance"), 1, 1)
        speaker = f.get("speaker") or {}
        right = kind if g["kind"] in ROUGHLY else any(alike(g["speaker"], speaker.get(k)) for k in ("name", "surface"))
        tally.add("statement speaker", right, 1, 1)
        via = f.get("via") or []
        good = sum(any(alike(x, v.get("name")) or alike(x, v.get("surface") or v.get("name")) for v in via) for x in g.get("via") or [])
        tally.add("statement via", good, len(via), len(g.get("via") or []))
    missed = set(range(len(want))) - {i for i, _ in hit}
    tally.add("statement via", 0, 0, sum(len(want[i].get("via") or []) for i in missed))


def _calendar_and_numbers(text: str, gold: Record, reading: Record, tally: Tally) -> None:
    want, got = _spanned(text, gold["times"]), reading.get("times", [])
    hit = _pairs(want, got, lambda g, f: _overlap(g["span"], f["span"]))
    tally.add("times found", len(hit), len(got), len(want))
    right = sum(want[i]["edtf"].rstrip("~?%") == str(got[j].get("edtf")).rstrip("~?%") for i, j in hit)
    tally.add("times resolved", right, len(got), len(want))
    want, got = _spanned(text, gold["quantities"]), reading.get("quantities", [])
    hit = _pairs(want, got, lambda g, f: _overlap(g["span"], f["span"]))
    right = sum((want[i].get("min"), want[i].get("max")) == (got[j].get("min"), got[j].get("max")) for i, j in hit)
    tally.add("quantities", right, len(got), len(want))


def _places(text: str, gold: Record, reading: Record, tally: Tally) -> None:
    want, got = _spanned(text, gold["places"]), reading.get("places", [])
    hit = _pairs(want, got, lambda g, f: _overlap(g["span"], f["span"]))
    tally.add("places found", len(hit), len(got), len(want))
    known = {i for i, p in enumerate(want) if p.get("lat") is not None}
    near = 0
    for i, j in hit:
        g, f = want[i], got[j]
        if i in known and f.get("lat") is not None:
            off = kilometres((g["lat"], g["lon"]), (f["lat"], f["lon"]))
            # The centre of a region is a matter of taste: the same name in the same country may lie further off.
            near += off <= 25 or (off <= 161 and g.get("country") == f.get("country") and alike(g["name"], f.get("name")))
    tally.add("places resolved", near, sum(i in known for i, _ in hit), len(known))


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(c, 0, at) for c in ".!?؟\n")
    return start, min((e for e in (text.find(c, at) for c in ".!?؟\n") if e >= 0), default=len(text))


def _events(text: str, gold: Record, reading: Record, tally: Tally) -> None:
    want, got = _spanned(text, gold["events"], "trigger"), reading.get("events", [])

    def close(g: Record, f: Record) -> float:
        if _overlap(g["span"], f["trigger"]):
            return 2.0 + float(g["type"] == f.get("type"))
        start, end = _sentence(text, g["span"][0])
        return float(g["type"] == f.get("type") and start < f["trigger"][0] < end)

    hit = _pairs(want, got, close)
    typed = [(i, j) for i, j in hit if want[i]["type"] == got[j].get("type")]
    polar = actor = full = 0
    for i, j in typed:
        g, f = want[i], got[j]
        same = g.get("status") in UNREAL or g.get("occurred", True) == f.get("occurred", True)
        who = same and _same_names(g["actor"], f.get("actor"))
        polar += same
        actor += who
        full += who and _same_names(g["recipient"], f.get("recipient"))
    for layer, right in (("events typed", len(typed)), ("events + occurred", polar), ("events + who", actor), ("events + who + to whom", full)):
        tally.add(layer, right, len(got), len(want))
    absent = {i for i, e in enumerate(want) if not e.get("occurred", True) and e.get("status") not in UNREAL}
    seen = sum(i in absent and got[j].get("occurred", True) is False for i, j in hit)
    claimed = sum(f.get("occurred", True) is False and f.get("status") not in UNREAL for f in got)
    tally.add("non-events", seen, claimed, len(absent))
