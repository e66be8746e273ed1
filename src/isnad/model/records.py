"""What a reading of one report is made of: mentions, times, places, quantities, statements and claims.

Every record is frozen, carries the span it stands on and :class:`Made`, which names the rule (or model, or person) and
the lexicon entries behind it. References between records of one reading are positions in its tuples, as in the JSON contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from isnad.errors import Diagnostic
from isnad.model.plover import EventType
from isnad.model.span import Span

SourceKind = Literal[
    "person", "official", "anonymous", "organisation", "media", "document", "intercept", "witness", "author"
]
SpeechMode = Literal["direct", "indirect"]
Stance = Literal["assert", "deny", "doubt", "speculate"]
Status = Literal["actual", "planned", "hypothetical", "denied-by-speaker"]
Precision = Literal["exact", "settlement", "district", "province", "country"]
LinkKind = Literal["after", "before", "while", "because", "in-return-for", "in-order-that"]
Layer = Literal["mention", "time", "place", "quantity", "statement", "claim", "relation", "link"]
Grain = Literal["time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "range", "unknown"]


@dataclass(frozen=True, slots=True)
class Made:
    """What made a derived fact.

    Attributes:
        rule: id of the rule, model or person, e.g. `ar.statement.verb-anna`.
        entries: ids of the lexicon entries used, e.g. `ar.cue.qala`.
        spans: the words that triggered it, in reading order (never empty for rules).
    """

    rule: str
    entries: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A party, speaker or link of a chain, as named here and as it is known elsewhere.

    Attributes:
        name: canonical English name or description.
        surface: the words in the report, if it is named there at this place.
        span: where those words stand.
        entity: id in the actor authority, if known there.
    """

    name: str
    surface: str | None = None
    span: Span | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point to a party, person, outlet or body.

    Attributes:
        span: the words.
        name: canonical English name of what is named (`Syrian army`, `SANA`, `Mahmoud al-Nasr`, `Syrian military source`).
        entity: id in the actor authority, or None for one known only by shape (a titled name, an unnamed source).
        kind: what it is: `state`, `force`, `group`, `people`, `person`, `official`, `outlet`, `agency`, `organisation`,
            `anonymous`, `witness`, `document`.
        made: what found it.
        role: title or function in the text beside the name («المتحدث باسم الجيش»), if any.
        party: canonical name of the side it acts for in claims (`Syrian government` for its army, air force or a
            spokesman of it; itself for a side; None for outlets and for sources that belong to no side).
    """

    span: Span
    name: str
    entity: str | None
    kind: str
    made: Made
    role: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A calendar expression, resolved.

    Attributes:
        span: the words.
        edtf: EDTF (ISO 8601-2) level 1/2 value, e.g. `2014-07-23/2014-07-24`.
        grain: how fine the words are.
        made: what resolved it.
        reference: the EDTF value it was resolved against (publication date or an earlier expression), if any.
    """

    span: Span
    edtf: str
    grain: Grain
    made: Made
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRelation:
    """A time that the text fixes by a happening and not by the calendar: «قبل ليلة من المؤتمر», "two days after the fall of the city".

    Attributes:
        span: the words, happening and all.
        order: whether it is `before` the happening or `after` it.
        count: how many units, or None where the text says only "days".
        unit: `day`, `night`, `week`, `month`, `year`, ….
        event: the words that name the happening.
        edtf: when that is, where the text dates the happening, else None.
        made: what read it.
    """

    span: Span
    order: Literal["before", "after"]
    count: float | None
    unit: str
    event: Span
    edtf: str | None
    made: Made


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place, resolved as far as the gazetteer allows.

    Attributes:
        span: the words.
        name: English name.
        country: ISO 3166 alpha-2 code, or None.
        lat: degrees north (WGS 84), or None if unplaced.
        lon: degrees east, or None.
        gazetteer: id in the gazetteer, e.g. `geonames:163808`, or None.
        kind: `city`, `district`, `governorate`, `country`, `region`, `base`, `crossing`, `field`, `camp`, ….
        made: what resolved it.
        precision: what the coordinates are good for: the spot itself, the settlement, its district, its province, its country; None if unplaced.
        relation: how the words set the happening to the named place (`near`, `north`, `countryside`, `between`, `border`, `road`), or None for in it.
        others: gazetteer ids of other records of the name that were weighed, the likeliest first.
    """

    span: Span
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    gazetteer: str | None
    kind: str
    made: Made
    precision: Precision | None = field(default=None, metadata={"added": True})
    relation: str | None = field(default=None, metadata={"added": True})
    others: tuple[str, ...] = field(default=(), metadata={"added": True})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something, with bounds.

    Attributes:
        span: the words, number and unit.
        min: lower bound, or None.
        max: upper bound, or None when open («more than 1000»).
        approx: whether the text says "about".
        of: English name of what is counted (`fighters`, `buses`, `killed`), or None.
        made: what read it.
    """

    span: Span
    min: float | None
    max: float | None
    approx: bool
    of: str | None
    made: Made


@dataclass(frozen=True, slots=True)
class Statement:
    """Content attributed to a source by a cue (source / cue / content, after Pareti 2015).

    Attributes:
        span: the content.
        cue: the attributing words, if any.
        source: the words that name the source at this place, if any.
        speaker: who says it, resolved.
        via: who passed it on, from the report's own outlet outward.
        kind: kind of source.
        named: whether the source is named.
        mode: direct or indirect speech.
        stance: how the source holds it.
        parent: position of the statement this one is nested in, or None.
        made: what found it.
        protect: whether the report says that the source is not to be known (namelessness asked for, a nickname for safety).
    """

    span: Span
    cue: Span | None
    source: Span | None
    speaker: Name
    via: tuple[Name, ...]
    kind: SourceKind
    named: bool
    mode: SpeechMode
    stance: Stance
    parent: int | None
    made: Made
    protect: bool = field(default=False, metadata={"added": True})


@dataclass(frozen=True, slots=True)
class Claim:
    """An event mention as stated.

    Attributes:
        trigger: the words that name the happening.
        span: the clause.
        type: PLOVER type.
        mode: mode within the type, or None.
        actor: who is said to do it.
        recipient: whom it is said to be done to or for.
        place: position in the reading's places, or None.
        time: EDTF, or None.
        quantities: positions in the reading's quantities.
        occurred: False for a non-event.
        status: actual, planned, hypothetical, or denied by the speaker.
        statement: position of the statement it stands in; None in the writer's own voice.
        made: what found it.
    """

    trigger: Span
    span: Span
    type: EventType
    mode: str | None
    actor: tuple[Name, ...]
    recipient: tuple[Name, ...]
    place: int | None
    time: str | None
    quantities: tuple[int, ...]
    occurred: bool
    status: Status
    statement: int | None
    made: Made


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """Two claims that the text ties: «انسحب بعد أن قصف …», "released them in return for a truce".

    Attributes:
        span: the words that tie them.
        kind: how the first stands to the second: it happened `after`, `before` or `while` it, `because` of it, `in-return-for` it,
            or `in-order-that` it happen.
        first: position of the claim that is said to hang on the other.
        second: position of the claim that the words govern.
        made: what found it.
    """

    span: Span
    kind: LinkKind
    first: int
    second: int
    made: Made


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found in one report.

    Attributes:
        report: id of the report (content hash of its text and metadata).
        reader: id of the reader with its version, e.g. `rules/0.1.0`.
        mentions, times, places, quantities, statements, claims: the layers, each in order of the text.
        diagnostics: doubts about the report, e.g. a weekday that does not fit its date.
        relations: times that are fixed by a happening, in order of the text.
        links: pairs of claims that the text ties, in order of the tying words.
        rejected: positions of claims that people have rejected. Such a claim keeps its place, so that the others keep theirs, but says nothing
            any more: no party, place, time or number, and `status` is `hypothetical`. Whoever goes through the claims uses :meth:`held`.
        withheld: statements of sources not to be known as they were read, where people have since rejected or changed them otherwise than by
            saying that the source may be known: their names stay covered.
    """

    report: str
    reader: str
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    relations: tuple[TimeRelation, ...] = ()
    links: tuple[ClaimLink, ...] = ()
    rejected: tuple[int, ...] = ()
    withheld: tuple[Statement, ...] = ()

    def held(self) -> Iterator[tuple[int, Claim]]:
        """The claims that nobody has rejected, each with its position."""
        gone = frozenset(self.rejected)
        return ((k, c) for k, c in enumerate(self.claims) if k not in gone)

    def compact(self) -> tuple[Reading, tuple[int, ...]]:
        """The reading without its rejected claims, and for each claim that is left the position it had."""
        if not self.rejected:
            return self, tuple(range(len(self.claims)))
        kept = list(self.held())
        at = {old: new for new, (old, _) in enumerate(kept)}
        links = tuple(replace(k, first=at[k.first], second=at[k.second]) for k in self.links if k.first in at and k.second in at)
        return replace(self, claims=tuple(c for _, c in kept), links=links, rejected=()), tuple(at)
