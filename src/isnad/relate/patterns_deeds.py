"""What patterns are matched on: each event's claims, put together where they say the same of it, with who is on either side, where and when.

An event may be told in several ways: one report says that a town was taken, another that the same town was left. Each way is one deed, and
keeps the event's independent lines as far as its own reports carry them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from isnad.lang.common.linking import radius
from isnad.lang.common.origins import camp
from isnad.lang.pack import supported
from isnad.model import edtf
from isnad.model.linked import Assessment, ClaimRef, Grade, Linked
from isnad.model.records import Claim, PlaceMention, Reading, SourceKind, Statement
from isnad.model.report import Report
from isnad.relate.control import advance, bombardment, calm, defeat, handed
from isnad.relate.patterns import Said
from isnad.relate.patterns_words import ENDS, aloof, armed, behind, direction, doubted, failed, meant, much

REACH = 75.0  # kilometres: a wider place (a region, a desert, a country) is no place of a scene
NEARBY = 200  # code points before a deed within which a place told stands in for one of its own
WIDEST = 100.0  # kilometres: a wider one does not
GUESSED = "claim.role.other-side"  # the rule by which whoever stands against a side is taken for the other party
HANDED = "handed"  # in place of a mode: a thing or people handed over, and no place
CALM = "calm"  # in place of a mode: a time without fighting
GUESSES = frozenset({GUESSED, "claim.role.both-sides"})
_NONE: frozenset[str] = frozenset()
BESIDE = 150  # code points before and after a claim's words within which a party is named beside it
OWN_DAY = 60  # code points after the words of happening within which its own day is told
AHEAD = 220  # code points after the words of happening within which a path is told
_DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_MOVES = frozenset({"RETREAT", "MOBILIZE", "AID", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place: name, degrees or None, and kilometres within which it may be meant."""

    name: str
    lat: float | None
    lon: float | None
    reach: float


@dataclass(frozen=True, slots=True)
class Deed:
    """What several claims of one event say alike.

    Attributes:
        id: position among the deeds.
        event: id of the event.
        name: short English name of the event.
        claims: the claims.
        spots: report and code point of each claim's words of happening, parallel to `claims`.
        type: PLOVER type.
        mode: mode, or None. An advance is no seizure here; what is bombed by no named means has the mode of heavy weapons.
        said: how it is said to stand.
        actor: names of those who do it.
        recipient: names of those it is done to.
        speakers: who says so, each once; None for a report's own voice.
        camps: parties of the speakers.
        kinds: kinds of the sources.
        site: where, or None.
        source: where it leads away from, or None.
        target: where it leads to, or None.
        time: EDTF, or None.
        first: earliest day as an ordinal, or None.
        last: latest day, or None.
        origins: names of the event's independent lines that these claims carry.
        grade: of the event.
        contested: whether the event is contested.
        guessed: whether a party of all its claims is only taken for the other side.
        near: place told just before its words, for a scene whose steps name none; or None.
        filled: parties that no words near it name: each is only taken for the other side of who is named.
        prior: where its words say that what its sentence tells came after it («بعد», «إثر», "after").
        later: where they say that it came before it («قبل», "before").
        manner: whether all its claims tell only how something else was done («بلا قتال»).
        armed: whether the words of one of its claims, or those right beside them, name arms.
    """

    id: int
    event: str
    name: str
    claims: tuple[ClaimRef, ...]
    spots: tuple[tuple[str, int], ...]
    type: str
    mode: str | None
    said: Said
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    speakers: tuple[str | None, ...] = (None,)
    camps: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()
    site: Site | None = None
    source: Site | None = None
    target: Site | None = None
    time: str | None = None
    first: int | None = None
    last: int | None = None
    origins: tuple[str, ...] = ()
    grade: Grade = "weak"
    contested: bool = False
    guessed: bool = False
    near: Site | None = None
    filled: frozenset[str] = frozenset()
    prior: frozenset[tuple[str, int]] = frozenset()
    later: frozenset[tuple[str, int]] = frozenset()
    manner: bool = False
    armed: bool = False


def deeds(linked: Linked, assessments: Sequence[Assessment], items: Iterable[tuple[Report, Reading]]) -> tuple[Deed, ...]:
    """The deeds of a case, in the order of its events.

    Args:
        linked: events of the case.
        assessments: one an event; events without one have no lines.
        items: the reports with their readings.
    """
    known = {r.id: (r, x) for r, x in items}
    weighed = {a.event: a for a in assessments}
    out: list[Deed] = []
    for e in linked.events:
        if len(e.claims) == 1:
            if e.claims[0].report in known:
                out.append(_deed(len(out), e.id, e.name, e.time, e.claims, known, weighed.get(e.id)))
            continue
        groups: dict[tuple[object, ...], list[ClaimRef]] = defaultdict(list)
        for ref in e.claims:
            if ref.report in known:
                c, said, site = _of(ref, known)
                who, whom = (tuple(sorted(n.name for n in side)) for side in (c.actor, c.recipient))
                groups[c.type, _mode(c, *known[ref.report]) or "", said, who, whom, site.name if site else ""].append(ref)
        for key in sorted(groups, key=str):
            out.append(_deed(len(out), e.id, e.name, e.time, groups[key], known, weighed.get(e.id)))
    return _retold(out)


def _retold(told: list[Deed]) -> tuple[Deed, ...]:
    """What a report tells again without a day has the day, and stands also where, it tells the same deed with one.

    A headline gives no day; the paragraph that tells of it does. Only what is told of one place, with the same parties, is taken for one deed.
    """
    dated: dict[tuple[object, ...], list[Deed]] = defaultdict(list)
    for d in told:
        if d.first is not None and d.site is not None and _in_one_report(d):
            dated[_telling(d)].append(d)
    return tuple(_dated(d, dated) for d in told)


def _dated(d: Deed, dated: Mapping[tuple[object, ...], Sequence[Deed]]) -> Deed:
    if d.first is not None or d.last is not None or d.site is None or not _in_one_report(d):
        return d
    others = dated.get(_telling(d), ())
    return replace(d, first=others[0].first, last=others[0].last, time=others[0].time, spots=(*d.spots, *others[0].spots)) if len(others) == 1 else d


def _in_one_report(d: Deed) -> bool:
    return len(d.spots) == 1 or len({r for r, _ in d.spots}) == 1


def _telling(d: Deed) -> tuple[object, ...]:
    site = d.site.name if d.site else ""
    return d.type, d.mode, d.said, tuple(sorted(d.actor)), tuple(sorted(d.recipient)), site, d.spots[0][0]


def _of(ref: ClaimRef, known: Mapping[str, tuple[Report, Reading]]) -> tuple[Claim, Said, Site | None]:
    reading = known[ref.report][1]
    claim = reading.claims[ref.claim]
    said: Said = "done"
    own = _statement(claim, reading)
    if claim.status == "denied-by-speaker" or (claim.status == "actual" and own is not None and own.stance == "deny"):
        said = "denied"
    elif not claim.occurred:
        said = "planned" if claim.status == "hypothetical" else "not"  # what was only to be prevented was not left undone
    elif claim.status != "actual" or doubted(claim, known[ref.report][0]):
        said = "planned"
    elif claim.type in _DEALINGS and aloof(claim, known[ref.report][0]):
        said = "denied"  # who had no part in a deal is none of its parties
    return claim, said, _site(reading.places[claim.place]) if claim.place is not None else None


def _mode(claim: Claim, report: Report, reading: Reading) -> str | None:
    """The mode by which a claim states a step: whoever moves on has not taken, and whoever is not bombed may have been fought."""
    if claim.type != "ASSAULT":
        thing = claim.mode == "withdraw" and handed(claim) and bool(claim.recipient) and (claim.place is None or _counted(claim, reading))
        return HANDED if thing else claim.mode
    if claim.mode == "seize-territory" and advance(claim):
        return None
    if calm(claim) or (not claim.occurred and (much(claim, report) or meant(claim, report) or failed(claim, report) or _ended(claim))):
        return CALM
    if not claim.occurred and defeat(claim):
        return "seize-territory"  # who was not overcome was not let alone
    return "heavy-weapons" if claim.mode is None and bombardment(claim) else claim.mode


def _counted(claim: Claim, reading: Reading) -> bool:
    """Whether what is handed over is counted: «سلّمت 515 شخصا»."""
    end = claim.trigger.end
    return any(q.of is not None and end <= q.span.start < end + OWN_DAY for q in reading.quantities)


def _ended(claim: Claim) -> bool:
    """Whether a clash of two is said to have stopped: then there was one («هدنة أوقفت اشتباكات»)."""
    return claim.made.rule.endswith(".refrained") and bool(claim.actor) and claim.actor == claim.recipient


def _statement(claim: Claim, reading: Reading) -> Statement | None:
    return reading.statements[claim.statement] if claim.statement is not None and claim.statement < len(reading.statements) else None


def _site(place: PlaceMention) -> Site | None:
    reach = radius(place.kind)
    return Site(place.name, place.lat, place.lon, reach) if reach <= REACH else None


def _deed(
    n: int, event: str, name: str, when: str | None, refs: Sequence[ClaimRef], known: Mapping[str, tuple[Report, Reading]], a: Assessment | None
) -> Deed:
    told = [(r, *_of(r, known), *known[r.report]) for r in refs]
    _, claim, said, site, report, reading = told[0]
    words = [behind(c, r) for _, c, _, _, r, _ in told]
    prior = [_prior(c, r, x) if "after" in w else "" for w, (_, c, _, _, r, x) in zip(words, told, strict=True)]
    own_day = [c for p, (_, c, *_) in zip(prior, told, strict=True) if p != "undated"]  # «اتفاق أعقب معارك»: the day is that of what came after
    times = sorted({c.time for c in own_day if c.time and edtf.valid(c.time)})
    time = None if not own_day else when if not times else times[0] if len(times) == 1 else _narrowest(times)
    first, last = _days(time)
    source = target = None
    for _, c, _, _, r, x in told:
        if c.type in _MOVES and (source is None or target is None):
            away, to = _path(c, r, x)
            source, target = source or away, target or to
    if source is None and site is not None and (target is None or target.name != site.name):
        source = site
    if target is not None and site is not None and target.name == site.name and claim.type == "RETREAT":
        site = source  # whoever leaves leaves from where he was, not from where he goes
    own = {(ref.report, c.statement): _statement(c, x) for ref, c, _, _, _, x in told}.values()
    speakers = tuple(dict.fromkeys([s.speaker.name if s else None for s in own]))
    camps = tuple(dict.fromkeys([camp(s.speaker.name, s.speaker.entity) for s in own if s]))
    kinds = tuple(dict.fromkeys([s.kind for s in own if s]))
    reports = {r.report for r in refs}
    lines = () if a is None or said == "planned" else a.lines if said == "done" else a.against
    origins = tuple(sorted({line.origin for line in lines if not reports.isdisjoint(line.reports)}))
    spots = tuple([(r.report, c.trigger.start) for r, c, *_ in told])
    filled = _filled(claim, report, reading)
    for _, c, _, _, r, x in told[1:]:
        filled &= _filled(c, r, x)
    return Deed(
        n, event, name, tuple(refs), spots, claim.type, _mode(claim, report, reading), said, tuple([x.name for x in claim.actor]),
        tuple([x.name for x in claim.recipient]), speakers,
        camps, kinds, site, source, target, time, first, last, origins, a.grade if a else "weak", bool(a and a.grade == "contested"),
        all(GUESSED in c.made.entries for _, c, *_ in told), None if site is not None else _told_before(claim, report, reading), filled,
        frozenset([at for at, p in zip(spots, prior, strict=True) if p]),
        frozenset([at for at, w in zip(spots, words, strict=True) if "before" in w]), all("without" in w for w in words),
        any(armed(c, r) for _, c, _, _, r, _ in told),
    )  # fmt: skip


def _filled(claim: Claim, report: Report, reading: Reading) -> frozenset[str]:
    """The parties of a claim that were only taken for the other side of who is named: those that no words near it, in its line, name."""
    if GUESSES.isdisjoint(claim.made.entries):
        return _NONE
    at = claim.trigger.start
    a = max(at - BESIDE, report.text.rfind("\n", 0, at) + 1)
    b = report.text.find("\n", at, at + BESIDE)
    b = at + BESIDE if b < 0 else b
    near = {m.party for m in reading.mentions if a <= m.span.start < b}
    return frozenset(n.name for side in (claim.actor, claim.recipient) for n in side if n.name not in near)


def _prior(claim: Claim, report: Report, reading: Reading) -> str:
    """Of a claim whose sentence tells what came after it, whether it has a day of its own: `dated`, or `undated`."""
    stop = ENDS.search(report.text, claim.trigger.end, claim.trigger.end + OWN_DAY)
    end = stop.start() if stop else claim.trigger.end + OWN_DAY
    own = any(claim.trigger.end <= t.span.start < end for t in reading.times)
    return "dated" if own else "undated"


def _told_before(claim: Claim, report: Report, reading: Reading) -> Site | None:
    """The last place told shortly before a claim's words that is no whole country or province, and not where somebody goes."""
    at, lang = claim.trigger.start, supported(report.lang)
    before = [p for p in reading.places if at - NEARBY <= p.span.start < at and radius(p.kind) <= WIDEST]
    if not before:
        return None
    before = [p for p in before if direction(report.text[max(0, p.span.start - 12) : p.span.start], lang) is None]
    last = max(before, key=lambda p: p.span, default=None)
    return Site(last.name, last.lat, last.lon, radius(last.kind)) if last is not None else None


def _narrowest(times: Sequence[str]) -> str | None:
    return next((t for t in times if all(edtf.contains(o, t) for o in times)), None) or edtf.cover(times)


@lru_cache(maxsize=65536)
def _days(time: str | None) -> tuple[int | None, int | None]:
    if time is None or not edtf.valid(time):
        return None, None
    low, high = edtf.bounds(time)
    return (low.toordinal() if low else None), (high.toordinal() if high else None)


def _path(claim: Claim, report: Report, reading: Reading) -> tuple[Site | None, Site | None]:
    """The places that a claim's words lead away from and to."""
    start = claim.trigger.end
    stop = ENDS.search(report.text, start, start + AHEAD)
    end = stop.start() if stop else min(len(report.text), start + AHEAD)
    lang = supported(report.lang)
    out: dict[str, Site] = {}
    since = start
    for p in sorted((p for p in reading.places if start <= p.span.start < end), key=lambda p: p.span):
        site = _site(p)
        way = direction(report.text[since : p.span.start], lang)
        if site is not None and way is not None:
            out.setdefault(way, site)
        since = p.span.end
    return out.get("from"), out.get("to")


@lru_cache(maxsize=65536)
def kilometres(a: Site, b: Site) -> float | None:
    """Distance of two sites (equirectangular, good to a few per cent within a country), or None where one has no degrees."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    x = math.radians(b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(b.lat - a.lat))


def same_place(a: Site, b: Site, beyond: float = 0.0) -> bool:
    """Whether two sites may be one place: one name, or within each other's reach (and `beyond` kilometres more)."""
    return a.name == b.name or _close(a, b, beyond)


@lru_cache(maxsize=262144)
def _close(a: Site, b: Site, beyond: float) -> bool:
    apart = kilometres(a, b)
    return apart is not None and apart <= max(a.reach, b.reach) + beyond
