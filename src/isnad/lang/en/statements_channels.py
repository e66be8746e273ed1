"""Through whom an English statement came where the words beside its verb say so: “joked on al-Masirah”, “interviewed by a daily, he said”."""

from __future__ import annotations

from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.scan import COMMA
from isnad.lang.common.wordsets import phrases, wordset
from isnad.lang.en.statements_parts import outletish
from isnad.lang.en.statements_scan import Scan

ENTRY = "en.word.spoken-to"  # what a statement names beside its cue if the words around the verb name the outlet
_REACH = 24  # tokens before a verb where its occasion can stand
_AFTER = 12
_AIRED = wordset("en", "aired-on")
_CLAUSE = wordset("en", "boundary") - {"after", "before", "when", "-", "—", "–"}
_UNSAID = ("author", "hearsay")
_REPORTS = frozenset({"report", "reports", "footage", "coverage", "claims", "pictures", "images", "that's", "which", "who"})
_HOUSE = frozenset({"us", "me", "our", "my", "this"})


def channels(s: Scan, found: list[Attribution]) -> None:
    """Give attributions without a link the outlet that the words around their verb name.

    Args:
        s: the report laid open.
        found: the attributions; changed.
    """
    cues = sorted((tuple(p.split()) for p in phrases("en", "spoken-to")), key=len, reverse=True)
    firsts = {c[0] for c in cues}
    for a in found:
        if a.who in _UNSAID or a.cue[1] <= a.cue[0]:
            continue
        if a.source is not None and not a.via and s.norms[a.source[1] - 1] not in COMMA:
            split = _to(s, a)
            if split is not None:
                a.source, a.via = split
                continue
        if a.via:
            continue
        at = _before(s, a, cues, firsts) or _after(s, a, cues, firsts)
        if at is not None and not (a.source is not None and at[0] <= a.source[0] < at[1]):
            a.via = [at]
            a.entries = (*a.entries, ENTRY)


def _to(s: Scan, a: Attribution) -> tuple[Range, list[Range]] | None:
    """“Rebel officer to Al Jazeera: …”: a label whose colon is its only cue."""
    if a.source is None or s.norms[a.cue[0]] != ":" or a.source[1] > a.cue[0]:
        return None
    for k in range(a.source[0] + 1, a.source[1] - 1):
        if s.norms[k] in ("to", "on") and outletish(s, (k + 1, a.source[1])) and s.speaks((a.source[0], k)):
            return (a.source[0], k), [(k + 1, a.source[1])]
    return None


def _spoken_to(s: Scan, j: int, stop: int, cues: list[tuple[str, ...]], firsts: set[str]) -> Range | None:
    """“in an interview with X”, “asked by X”, “in a message passed to X”: the outlet behind such words at a token."""
    if s.norms[j] not in firsts:
        return None
    cue = next((c for c in cues if tuple(s.norms[j : j + len(c)]) == c), None)
    if cue is None:
        return None
    k = j + len(cue)
    if k >= stop or s.norms[k] in _HOUSE or s.blank(k):
        return None
    end = s.np_after(k, stop)
    return (k, end) if end > k and outletish(s, (k, end)) else None


def _aired(s: Scan, j: int, stop: int) -> Range | None:
    """“on al-Masirah”, “on state television”, “over the radio”."""
    if s.norms[j] not in ("on", "over", "via", "through") or j + 1 >= stop:
        return None
    end = s.np_after(j + 1, stop)
    for k in range(j + 1, end):
        m = s.mention_of[k]
        known = m >= 0 and s.mentions[m].kind in ("outlet", "agency")
        if known or s.norms[k] in _AIRED:
            if any(s.norms[x].endswith(("'s", "’s")) and s.mention_of[x] < 0 for x in range(j + 1, k)):
                return None
            last = max(k + 1, s.mention_ranges[m][1] if known else k + 1)
            return None if last < s.n and s.norms[last] in _REPORTS else (j + 1, last)
    return None


def _before(s: Scan, a: Attribution, cues: list[tuple[str, ...]], firsts: set[str]) -> Range | None:
    """The outlet in the words of the sentence before a verb."""
    if a.content[0] < a.cue[0]:
        return None
    first = max(s.start_of(a.cue[0]), a.cue[0] - _REACH)
    start = first
    for j in range(a.cue[0] - 1, first, -1):
        if s.norms[j] in (";", ":") or (s.norms[j] in ("and", "but", "while") and (a.source is None or j < a.source[0])):
            start = j
            break
    for j in range(start, a.cue[0]):
        told = _spoken_to(s, j, a.cue[0], cues, firsts)
        if told is not None:
            return told
    return None


def _after(s: Scan, a: Attribution, cues: list[tuple[str, ...]], firsts: set[str]) -> Range | None:
    """The outlet between a verb and what is said, or behind the verb where what is said stands before it."""
    behind = a.content[0] < a.cue[0]
    stop = min(s.end_of(a.cue[0]), a.cue[1] + _AFTER) if behind else a.content[0]
    if stop - a.cue[1] > 2 * _AFTER:
        return None
    for j in range(a.cue[1], stop):
        if a.source is not None and a.source[0] <= j < a.source[1] and s.norms[j] not in ("on", "in"):
            continue
        if s.norms[j] in _CLAUSE or s.norms[j] in (".", ";", ":") or (behind and s.norms[j] in COMMA):
            return None
        at = _aired(s, j, stop) or _spoken_to(s, j, stop, cues, firsts)
        if at is not None:
            return at
    return None
