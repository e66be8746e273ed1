"""English names of bodies that nobody has listed: a company, a charity, a bank, known by what the text says they do or own."""

from __future__ import annotations

from collections import Counter

from isnad.grammar.rules import register
from isnad.lang.en.names import CALENDAR, english_words, mention_set
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_words import capital
from isnad.resolve.mentions_scan import Scan

ACTING = register(
    "en.mention.acting-body", "A capitalised name of nothing known that does what only bodies do («X agreed to pay», «X's subsidiary», «X, which …»)."
)

_DOES = mention_set("body_acts")
_OWNS = mention_set("body_owns")
_NOT_NAMES = mention_set("not_names")
_MOST = 3


def acting_bodies(scan: Scan, shouted: frozenset[int]) -> dict[int, Found]:
    """Mentions of unlisted bodies, by the token at which they begin.

    Args:
        scan: the document.
        shouted: tokens of lines in capitals, where a capital tells nothing.

    Returns:
        Every place where such a name stands, once one place shows that it is a body's.
    """
    runs: list[tuple[int, int]] = []
    i = 0
    while i < scan.words.size:
        end = _run(scan, i, shouted)
        if end > i:
            runs.append((i, end))
        i = max(end, i + 1)
    small = {t.norm for t in scan.words.doc.tokens if t.kind == "word" and scan.words.doc.text[t.start].islower()}
    known = {_name(scan, a, b) for a, b in runs if _acts(scan, a, b) and _name(scan, a, b)[0] not in small}
    counts = Counter(_name(scan, a, b) for a, b in runs)
    main = min(known, key=lambda n: (-counts[n], n), default=())
    out: dict[int, Found] = {}
    for a, b in runs:
        if _name(scan, a, b) in known:
            name = " ".join(scan.surface(a, b).split()).removesuffix("'s").removesuffix("’s")
            out[a] = Found(a, b, "organisation", name, None, None, ACTING, (), keys=("sharika",) if _name(scan, a, b) == main else ())
    return out


def _name(scan: Scan, a: int, b: int) -> tuple[str, ...]:
    return tuple(scan.norm(j).removesuffix("'s") for j in range(a, b))


def _run(scan: Scan, i: int, shouted: frozenset[int]) -> int:
    """Token after the capitalised words of nothing known at `i`; `i` if there are none."""
    at = i
    words = english_words()
    while at < scan.words.size and at < i + _MOST and (at == i or not scan.broken(at)):
        norm = scan.norm(at).removesuffix("'s")
        if (
            scan.words.doc.tokens[at].kind != "word"
            or not capital(scan, at)
            or at in shouted
            or scan.words.at[at]
            or len(norm) < 3
            or norm in _NOT_NAMES
            or norm in CALENDAR
            or norm in words.given
            or norm in words.verbs
        ):
            break
        at += 1
        if scan.norm(at - 1).endswith("'s"):
            break
    if at < scan.words.size and at > i and not scan.broken(at) and scan.words.doc.tokens[at].kind == "word" and capital(scan, at):
        return i  # the words go on into something else
    return at


def _acts(scan: Scan, a: int, b: int) -> bool:
    """Whether what follows the name is what only a body does or has, and what stands before it does not make it a place or a person."""
    if scan.norm(a - 1) in ("in", "at", "near", "from", "mr", "mrs", "dr", "-") or scan.broken(b):
        return False
    if scan.norm(b - 1).endswith("'s"):
        return any(scan.norm(j) in _OWNS for j in (b, b + 1))
    if scan.norm(b) == "," and scan.norm(b + 1) == "which":
        return any(scan.norm(j) in _DOES for j in range(b + 2, b + 5))
    at = b + 1 if scan.norm(b) in ("has", "had", "have", "also", "then", "later", "would", "will") else b
    return scan.norm(at) in _DOES
