"""One speaker on one occasion: the same named origin in two reports of one story, whose words there are about the same things.

Claims of one event already show this where they were read alike; here the statements themselves are compared, so that a report in
another language, or one whose claims were read otherwise, is still found to rest on the same talk, statement or briefing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from isnad.lang.common.linking import common_words, generic, stem
from isnad.lang.common.origins import bones, named, proper, same_person, speaker
from isnad.link.facts import Profile, site
from isnad.model.span import Span
from isnad.text.fold import fold

ENOUGH = 2.0  # evidence that makes words of one speaker words of one occasion
MOST = 60  # statements of a report that are looked at
TELLING = 4  # smaller numbers stand everywhere
RARE = 2.5  # bits of a word that is no common one of the case
TOKENS = 120  # words of a statement that are looked at
DAYS = 7  # how far apart two reports of one talk are published, unless both have it through one outlet


@dataclass(frozen=True, slots=True)
class Words:
    """What one named speaker says in one report.

    Attributes:
        name: canonical name.
        person: whether it is a person's.
        spot: the words that name him, first mention.
        via: folded names of those who passed it on.
        marks: what the words are about: numbers, places, parties, skeletons of names.
        stems: light stems of the words.
        as_named: folded names under which the report itself gives the words: a ministry and a spokesman of one state are two speakers.
    """

    name: str
    person: bool
    spot: Span
    via: frozenset[str]
    marks: frozenset[str]
    stems: frozenset[str]
    as_named: frozenset[str]


def words_of(p: Profile) -> list[Words]:
    """The named speakers of a report with what they say, in order of first mention."""
    reading = p.reading
    via: dict[str, set[str]] = {}
    marks: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    raw: dict[str, set[str]] = {}
    first: dict[str, tuple[str, bool, Span]] = {}
    common = common_words(p.lang)
    under: dict[int, list[int]] = {}
    for i, c in enumerate(reading.claims):
        if c.statement is not None:
            under.setdefault(c.statement, []).append(i)
    for k, s in enumerate(reading.statements[:MOST]):
        name = p.called[k]
        if not name or not named(s) or not proper(name):
            continue
        key = fold(name)
        first.setdefault(key, (name, s.kind in ("person", "official"), s.source or s.cue or s.span))
        via.setdefault(key, set()).update(fold(speaker(v)) for v in s.via if proper(v.name))
        raw.setdefault(key, set()).add(fold(s.speaker.name))
        about = marks.setdefault(key, set())
        about.update(f"q:{q.min:g}" for q in reading.quantities if q.min and q.min >= TELLING and s.span.covers(q.span))
        about.update(f"p:{site(x).key}" for x in reading.places if s.span.covers(x.span) and site(x).reach < 100)
        for i in under.get(k, ()):
            f = p.facts[i]
            about.update(f"a:{f.type}|{x}" for x in f.parties if not generic(x) and x != key)
        a, b = p.doc.tokens_in(s.span)
        said = stems.setdefault(key, set())
        for t in p.doc.tokens[a : min(b, a + TOKENS)]:
            if t.kind == "word" and len(t.norm) > 2:
                said.add(stem(t.norm, p.lang))
                about.update(f"k:{x}" for x in bones(t.norm) if x in p.letters)
        said -= common
    return [Words(*first[key], frozenset(via[key]), frozenset(marks[key]), frozenset(stems[key]), frozenset(raw[key])) for key in first]


@lru_cache(maxsize=65536)
def one_name(a: str, b: str, person: bool) -> bool:
    """Whether two canonical names are one speaker's."""
    return fold(a) == fold(b) or (person and same_person(a, b))


def one_occasion(p: Profile, x: Words, q: Profile, y: Words, bits: Callable[[str], float]) -> bool:
    """Whether two reports give words that one speaker said on one occasion.

    Args:
        p: a report.
        x: what a speaker says in it.
        q: another report, known to tell the same story.
        y: what a speaker says in that.
        bits: rarity of a mark among the reports of the case.
    """
    if not one_name(x.name, y.name, x.person and y.person):
        return False
    evidence = 2.0 * bool(x.via & y.via)
    if not evidence and not any(one_name(a, b, x.person and y.person) for a in x.as_named for b in y.as_named):
        return False
    if p.story is not None and q.story is not None and max(p.story[0] - q.story[1], q.story[0] - p.story[1]) > DAYS and not evidence:
        return False
    for mark in x.marks & y.marks:
        evidence += 1.5 if mark.startswith("q:") else 1.0
    if p.lang == q.lang:
        evidence += 0.7 * sum(bits(f"w:{s}") >= RARE for s in x.stems & y.stems)
    return evidence >= ENOUGH
