"""One report quotes an outlet by name, and another is that outlet's own: the first rests on the second.

Agencies, channels, papers and portals are quoted for what they tell; their names are compared across spellings and scripts. What is told through an
outlet (its interviews, its translation of another) rests on it as well. That both tell one story must show: in an event that both tell of, or
in what the quoted words name, within a week of the outlet's own report. Each piece of evidence is kept, so that the echo can say why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from isnad.lang.common.linking import common_words, generic, stem
from isnad.lang.common.origins import bones, proper, same_house, speaker
from isnad.link.counts import figure
from isnad.link.facts import Profile, site
from isnad.model.span import Span

ENOUGH = 4.0  # evidence that makes two reports without a common event tell one story
TOGETHER = 1.0  # the same where they share an event
WEEK = 7  # days from an outlet's report within which others quote it
LATER = 1  # days by which the quoting report may bear the earlier date: clocks, evening editions
NEAREST = 24  # reports of one outlet, nearest in time, with which a report that quotes it is compared
MOST = 60  # statements of a report that are looked at
TOKENS = 160  # words of a statement that are looked at
TELLING = 4  # smaller numbers stand everywhere
RARE = 2.5  # bits of a mark that is no common one of the case
WEIGHT = {"q": 1.5, "p": 1.0, "n": 1.0, "k": 1.0, "w": 0.5}  # what a shared number, place, name, name in another script and rare word weigh
CAP = {"q": 4.5, "p": 3.0, "n": 2.0, "k": 3.0, "w": 3.0}  # most that one kind of mark adds
KINDS = {"q": "number", "p": "place", "n": "name", "k": "name in another script", "w": "rare word"}


@dataclass(frozen=True, slots=True)
class Cites:
    """A report that quotes another's outlet.

    Attributes:
        quoting, original: positions of the two reports.
        name: the outlet, as the first calls it.
        spot: the words that name it.
        why: what the two share, each with its weight.
    """

    quoting: int
    original: int
    name: str
    spot: Span
    why: str


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What one report has from one outlet: where it names it first, and what the quoted words name."""

    name: str
    spot: Span
    marks: frozenset[str]


def cites(profiles: Sequence[Profile], shared: Mapping[tuple[int, int], object], bits: Callable[[str], float]) -> list[Cites]:
    """Reports that quote an outlet of which another report of the story is, in the order of their positions.

    Args:
        profiles: all reports.
        shared: pairs of reports (lower first) that share an event.
        bits: rarity of a mark among the reports of the case.
    """
    own: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        if p.report.outlet:
            own[p.report.outlet].append(i)
    houses: dict[str, list[str]] = {}  # the outlets of the case that a name may be: the same few are quoted again and again
    out = []
    for i, p in enumerate(profiles):
        for quoted in _quoted(p):
            if quoted.name not in houses:
                houses[quoted.name] = [outlet for outlet in sorted(own) if same_house(quoted.name, outlet)]
            for outlet in houses[quoted.name]:
                if p.report.outlet and same_house(p.report.outlet, outlet):
                    continue
                for j in _near(profiles, i, own[outlet]):
                    together = (min(i, j), max(i, j)) in shared
                    steps = _steps(quoted.marks, profiles[j], p.lang, bits)
                    total = sum(w for _, w, _ in steps)
                    if total >= (TOGETHER if together else ENOUGH):
                        told = ", ".join(f"{KINDS[kind]} {', '.join(shown)} +{weight:g}" for kind, weight, shown in steps)
                        why = f"quotes {quoted.name}, whose own report this is{' on one event' if together else ''}: {told}"
                        out.append(Cites(i, j, quoted.name, quoted.spot, why))
    return out


def _near(profiles: Sequence[Profile], i: int, others: Sequence[int]) -> list[int]:
    """The reports of an outlet that a report may quote, nearest in time first; those without a day come last."""
    mine = profiles[i].story
    out = []
    for j in others:
        day = profiles[j].story
        if j == i:
            continue
        gap = 0 if mine is None or day is None else mine[1] - day[0]
        if mine is None or day is None or -LATER <= gap <= WEEK + (day[1] - day[0]):
            out.append((mine is None or day is None, abs(gap), j))
    return [j for _, _, j in sorted(out)[:NEAREST]]


def _quoted(p: Profile) -> list[_Quoted]:
    """The outlets that a report quotes, or has words through, in the order in which it names them."""
    first: dict[str, Span] = {}
    marks: dict[str, set[str]] = defaultdict(set)
    for k, s in enumerate(p.reading.statements[:MOST]):
        names = [(p.called[k], s.source or s.cue or s.span)] if s.kind == "media" and p.called[k] else []
        names += [(speaker(v), v.span or s.source or s.cue or s.span) for v in s.via]
        found: set[str] | None = None
        for name, spot in names:
            if proper(name):
                first.setdefault(name, spot)
                found = _marks(p, k) if found is None else found
                marks[name] |= found
    return [_Quoted(name, spot, frozenset(marks[name])) for name, spot in sorted(first.items(), key=lambda x: (x[1], x[0]))]


def _marks(p: Profile, k: int) -> set[str]:
    """What the words of a statement name: numbers, places, parties, names in either script, stems."""
    reading, s = p.reading, p.reading.statements[k]
    out = {f"q:{q.min:.12g}" for q in reading.quantities if q.min and q.min >= TELLING and s.span.covers(q.span)}
    out |= {f"p:{x.key}" for place in reading.places if s.span.covers(place.span) for x in [site(place)] if x.reach < 100}
    for f in p.facts:
        if f.claim.statement == k or k in p.over[p.nth(f)]:
            out |= {f"n:{x}" for x in f.parties if not generic(x)}
    common = common_words(p.lang)
    a, b = p.doc.tokens_in(s.span)
    for norm, kind in zip(p.doc.norms[a : min(b, a + TOKENS)], p.doc.kinds[a : min(b, a + TOKENS)], strict=True):
        if kind == 0 and len(norm) > 2:
            word = stem(norm, p.lang)
            if word not in common:
                out.add(f"w:{word}")
            out.update(f"k:{x}" for x in bones(norm) if x in p.letters)
    return out


def _steps(quoted: frozenset[str], q: Profile, lang: str, bits: Callable[[str], float]) -> list[tuple[str, float, list[str]]]:
    """What quoted words share with a report, by kind: its weight and the shared values."""
    numbers = {f"q:{x.min:.12g}" for x in q.reading.quantities if x.min and x.min >= TELLING}
    found: dict[str, list[str]] = defaultdict(list)
    for mark in sorted(quoted):
        kind, value = mark[0], mark[2:]
        if kind == "q":
            here = mark in numbers
        elif kind == "k":
            here = q.lang != lang and value in q.letters
        else:
            here = mark in q.marks and (kind != "w" or (q.lang == lang and bits(mark) >= RARE))
        if here:
            found[kind].append(figure(float(value)) if kind == "q" else value)
    names = {x.key: x.name for x in map(site, q.reading.places)}
    return [
        (kind, min(CAP[kind], weight * len(found[kind])), [names.get(v, v) for v in found[kind][:4]])
        for kind, weight in WEIGHT.items() if found[kind]
    ]  # fmt: skip
