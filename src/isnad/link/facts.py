"""The records that linking compares: places with their reach, times with their ends, claims and reports."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from isnad.lang.common.linking import radius
from isnad.link.counts import Count
from isnad.link.packed import PackedDoc
from isnad.link.scene import NO_SCENE, NOTHING_SEEN, Scene, Seen
from isnad.model import edtf, sphere
from isnad.model.linked import ClaimRef
from isnad.model.plover import EventType
from isnad.model.records import Claim, Mention, PlaceMention, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.fold import fold

YEAR = 366


@dataclass(frozen=True, slots=True)
class Site:
    """Where a claim is placed.

    Attributes:
        key: what equal places share: gazetteer id, or folded name with the country.
        name: English name.
        lat, lon: degrees, or None.
        reach: kilometres within which it may be meant.
        country: ISO code, or None.
        soft: whether the claim itself names no place and this one stands beside it.
    """

    key: str
    name: str
    lat: float | None
    lon: float | None
    reach: float
    country: str | None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """When a claim is dated.

    Attributes:
        value: EDTF.
        low, high: first and last day as ordinals; None for an open end or an unknown year.
        vague_year: whether only month and day are known.
        soft: whether the claim itself has no time and this is the date of its report.
        arc: first day in the year (from 0) and length in days, on the circle of a leap year; None for open ends.
    """

    value: str
    low: int | None
    high: int | None
    vague_year: bool
    soft: bool = False
    arc: tuple[int, int] | None = None

    @property
    def length(self) -> int:
        """Days from first to last, at least 1; very large when an end is open."""
        if self.vague_year and self.arc is not None:
            return self.arc[1]
        return 100_000 if self.low is None or self.high is None else self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim as it is compared.

    Attributes:
        ref: report id and position of the claim.
        home: position of the report among the profiles.
        claim: the claim.
        type, mode: as the claim has them.
        actor, recipient: folded names of the parties.
        parties: both together.
        mutual: whether both sides act on each other.
        site: where, or None.
        when: when, or None.
        counts: its numbers.
        stems: light stems of its sentence that are no common news words, in order, each once.
        names: folded names of people and bodies in its sentence, not its parties.
        voice: who says it, as named in the statement; empty for the writer.
        speakers: folded names of those it rests on, innermost first.
        sentence: position of its sentence in the report.
        clause: its clause, as far as its sentence goes; the words to show for it.
        main: whether it stands in the report's title or first sentences, where the story's main happening is told.
        stock: whether its sentence is stock text, see `isnad.link.stock`.
        unreal: planned or hypothetical.
    """

    ref: ClaimRef
    home: int
    claim: Claim
    type: EventType
    mode: str | None
    actor: frozenset[str]
    recipient: frozenset[str]
    parties: frozenset[str]
    mutual: bool
    site: Site | None
    when: When | None
    counts: tuple[Count, ...]
    stems: tuple[str, ...]
    names: frozenset[str]
    voice: str
    speakers: tuple[str, ...]
    sentence: int
    clause: Span
    unreal: bool
    main: bool = False
    stock: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """What is taken from a report's text and reading before they are let go of.

    Attributes:
        folded: numbers of the folded words of the whole text, see :func:`isnad.text.shingles.words`.
        prints: its fingerprints, rising.
        sentences: for each sentence a hash of its words; 0 for one without words.
        sizes: for each sentence how many words it has.
        runs: hashes of the runs of words of each longer sentence, one after the other.
        ends: where the runs of each sentence end.
        places: key and sentence of every place that is no wide country.
        times: mark, its weight's name and sentence of every time.
        names: folded names of each sentence that names any.
        seen: what its scene is made of.
    """

    folded: array[int]
    prints: array[int]
    sentences: array[int]
    sizes: array[int]
    runs: array[int]
    ends: array[int]
    places: tuple[tuple[str, int], ...]
    times: tuple[tuple[str, str, int], ...]
    names: dict[int, frozenset[str]]
    seen: Seen = NOTHING_SEEN


@dataclass(frozen=True, slots=True)
class Profile:
    """A report as it is compared.

    Attributes:
        id: its id; computing it hashes the text, so it is kept here.
        report: the report, without its text.
        reading: its reading, without mentions and times: what is compared of these stands in the facts and marks.
        doc: its tokens, packed.
        lang: language whose stems its words were brought to.
        story: days the story is of, as ordinals (publication, or the latest day named), or None.
        weekday: day of the week (0 Monday) that the report's head names, or None.
        marks: feature → weight before rarity; features are `p:` places, `n:` names, `q:` numbers, `d:`/`m:` days and months, `a:` acts, `w:` words.
        letters: consonant skeletons of its proper names, as far as a report in another script has them too.
        lead: light stems of its first sentences, rare or not, and the parties and places of the claims in them.
        called: for each statement the canonical name of its speaker; shorter forms of a name are brought to the longest.
        over: for each claim the statements whose words cover its trigger.
        facts: its claims.
        news: whether it tells one story (its days lie close together and its claims are few), and is no long look back.
        lone: types of act that it tells of at one place and time only.
        credit: the outlet that the whole report is credited to by a line of its own, if any.
        raw: what the marks are made of; dropped when they are made.
        scene: where and when its story is.
    """

    id: str
    report: Report
    reading: Reading
    doc: PackedDoc
    lang: str
    story: tuple[int, int] | None
    weekday: int | None
    marks: dict[str, float]
    lead: frozenset[str]
    called: tuple[str, ...]
    over: tuple[tuple[int, ...], ...]
    facts: tuple[Fact, ...]
    news: bool
    lone: frozenset[str]
    letters: frozenset[str] = frozenset()
    credit: Mention | None = None
    raw: Raw | None = None
    scene: Scene = NO_SCENE

    def nth(self, f: Fact) -> int:
        """Position of one of its claims among them: less than that in the reading where people have rejected some before it."""
        return bisect_left(self.facts, f.ref.claim, key=_position)


def _position(f: Fact) -> int:
    return f.ref.claim


def when(value: str | None, soft: bool = False) -> When | None:
    """An EDTF value as it is compared; None for none or for one that is not understood."""
    if value is None or not edtf.valid(value):
        return None
    low, high = edtf.bounds(value)
    vague = value.startswith("XXXX") or "/XXXX" in value
    if low is None and high is None and not vague:
        return None
    return When(value, low.toordinal() if low else None, high.toordinal() if high else None, vague, soft, _arc(value))


@lru_cache(maxsize=16384)
def _arc(value: str) -> tuple[int, int] | None:
    """Where a value lies on the circle of the year: first day from 0, and length in days."""
    same = value.replace("XXXX", "2000")
    if not edtf.valid(same):
        return None
    low, high = edtf.bounds(same)
    if low is None or high is None:
        return None
    return date(2000, low.month, low.day).timetuple().tm_yday - 1, min((high - low).days + 1, YEAR)


def site(place: PlaceMention, soft: bool = False) -> Site:
    """A place as it is compared."""
    key = place.gazetteer or f"{fold(place.name)}|{place.country or ''}"
    return Site(key, place.name, place.lat, place.lon, radius(place.kind), place.country, soft)


def kilometres(a: Site, b: Site) -> float | None:
    """Distance between two places on the sphere, or None where one has no coordinates."""
    return sphere.kilometres(a.lat, a.lon, b.lat, b.lon)


def apart(x: When, y: When) -> int:
    """Days between two times that do not meet, 0 where they meet or an end is open. If a year is unknown, on the circle of the year."""
    if x.vague_year or y.vague_year:
        if x.arc is None or y.arc is None:
            return 0
        (s, n), (t, m) = x.arc, y.arc
        ahead, behind = (t - s) % YEAR, (s - t) % YEAR
        return 0 if ahead < n or behind < m else min(ahead - n + 1, behind - m + 1)
    gaps = [b - a for a, b in ((y.high, x.low), (x.high, y.low)) if a is not None and b is not None]
    return max(0, *gaps) if gaps else 0


def spelled(f: Fact, keys: Iterable[str]) -> str:
    """Parties by which a claim is compared, as people read them: by the names that the claim gives them."""
    names = {fold(n.name): n.name for n in (*f.claim.actor, *f.claim.recipient)}
    return " and ".join(sorted(names.get(key, key) for key in keys)) or "someone"
