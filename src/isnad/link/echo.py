"""Echo: which reports rest on one origin, and why.

Whole: near-copies, reprints that say so, and translations (two languages, the same happenings in the same order, all but the same
names, numbers and days). Partial: both rest on one named speaker, document or outlet for claims of one event; or both have the
same string of happenings from sources as nameless as each other. An origin as common as a state agency counts only for one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from isnad.lang.common.linking import akin
from isnad.lang.common.origins import canonical, named, proper, publisher, same_house, same_person, speaker
from isnad.link.cites import cites
from isnad.link.compare import Comparer
from isnad.link.copies import Copy, shared_run
from isnad.link.facts import Fact, Profile
from isnad.link.graph import components
from isnad.link.said import Words, one_occasion, words_of
from isnad.model.ids import content_id
from isnad.model.linked import Anchor, Echo
from isnad.model.records import Made, Statement
from isnad.model.span import Span
from isnad.text.fold import fold

COPY = "link.echo.near-copy"
REPRINT = "link.echo.reprint"
TRANSLATION = "link.echo.translation"
SPEAKER = "link.echo.same-speaker"
DETAILS = "link.echo.same-details"
CITES = "link.echo.quotes-outlet"
TRANSLATED = 0.75  # likeness of a translation
ALIKE = 0.45  # likeness of two reports that give the same details
BEGUN = 0.5  # likeness of the first sentences of such reports, if the string is shorter
STRING = 3  # happenings in the same order
WEEK = 7  # days


@dataclass(slots=True)
class _Use:
    """An origin as used: report position → where it is cited."""

    name: str
    person: bool = False
    cited: dict[int, Span | None] = field(default_factory=dict)


def echoes(
    profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]], comparer: Comparer, copies: Sequence[Copy]
) -> list[Echo]:
    """Echoes of a case, by id."""
    out = [*_copies(profiles, copies), *_reprints(profiles, facts, clusters)]
    whole = {frozenset((profiles[c.left].id, profiles[c.right].id)) for c in copies}
    shared = _shared(facts, clusters)
    by_speaker = _speakers(profiles, facts, clusters)
    out += by_speaker
    out += _occasions(profiles, comparer, shared, by_speaker)
    out += _citing(profiles, comparer, shared, by_speaker)
    out += _told_alike(profiles, facts, clusters, comparer, shared, whole)
    unique = {e.id: e for e in out}
    return [unique[k] for k in sorted(unique)]


def _make(
    profiles: Sequence[Profile], members: Iterable[int], origin: str, why: str, whole: bool, anchors: Sequence[tuple[int, Span]], rule: str
) -> Echo:
    order = sorted(set(members), key=lambda i: (profiles[i].story or (10**7, 10**7), profiles[i].id))
    reports = tuple(profiles[i].id for i in order)
    spots = tuple(Anchor(profiles[i].id, span) for i, span in sorted(set(anchors), key=lambda a: (order.index(a[0]), a[1])))
    return Echo(
        content_id("x", rule, sorted(reports), origin), reports, origin, why, "whole" if whole else "partial", spots,
        Made(rule, (), tuple(a.span for a in spots)),
    )  # fmt: skip


def _copies(profiles: Sequence[Profile], copies: Sequence[Copy]) -> list[Echo]:
    out = []
    of_left: dict[int, list[Copy]] = defaultdict(list)
    for c in copies:
        of_left[c.left].append(c)
    for group in components([(c.left, c.right) for c in copies]):
        inside = [c for i in group for c in of_left.get(i, ())]
        first = min(group, key=lambda i: (profiles[i].story or (10**7, 10**7), profiles[i].id))
        anchors: dict[int, Span] = {}
        for c in sorted(inside, key=lambda c: (-c.share, c.left, c.right)):
            if c.left not in anchors or c.right not in anchors:
                run = shared_run(profiles[c.left].doc, profiles[c.right].doc)
                if run:
                    anchors.setdefault(c.left, run[0])
                    anchors.setdefault(c.right, run[1])
        low = min(c.share for c in inside)
        why = f"copied wording: at least {low:.0%} of the shorter text stands in the longer"
        out.append(_make(profiles, group, outlet(profiles[first]), why, True, list(anchors.items()), COPY))
    return out


def outlet(p: Profile) -> str:
    """Who published a report, as far as known: its outlet, or its name."""
    return publisher(p.report.outlet) if p.report.outlet else p.report.name


def _reprints(profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]]) -> list[Echo]:
    """Reports credited to one outlet, or to the outlet of another, that share an event."""
    credited = {i: m for i, p in enumerate(profiles) if (m := p.credit) is not None}
    if not credited:
        return []
    names = {i: fold(canonical(m.name, m.entity)) for i, m in credited.items()}
    pairs: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for a, b in _shared(facts, clusters):
        for i, j in ((a, b), (b, a)):
            if i in names and (names.get(j) == names[i] or same_house(credited[i].name, outlet(profiles[j]))):
                pairs[names[i]].add((min(i, j), max(i, j)))
    out = []
    for name in sorted(pairs):
        for group in components(pairs[name]):
            shown = next(canonical(credited[i].name, credited[i].entity) for i in sorted(group) if i in credited and names[i] == name)
            anchors = [(i, credited[i].span) for i in sorted(group) if i in credited and names[i] == name]
            out.append(_make(profiles, group, shown, f"credited to {shown} as a whole, on the same event", True, anchors, REPRINT))
    return out


def _speakers(profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]]) -> list[Echo]:
    """Reports that rest on one named origin for claims of one event."""
    sets: dict[str, list[_Use]] = defaultdict(list)
    for members in clusters:
        own_words = [i for i in members if not facts[i].stock]
        homes = {facts[i].home for i in own_words}
        if len(homes) < 2:
            continue
        uses: dict[str, _Use] = {}
        for i in own_words:
            for name, spot, person in cited(profiles[facts[i].home], facts[i]):
                uses.setdefault(fold(name), _Use(name, person)).cited.setdefault(facts[i].home, spot)
        _one_name(uses)
        for home in homes:  # words of a speaker on the event that hold no claim of it
            for k, s in enumerate(profiles[home].reading.statements):
                key = fold(profiles[home].called[k])
                if named(s) and key in uses and home not in uses[key].cited and _on_event(profiles[home], s, [facts[i] for i in own_words]):
                    uses[key].cited[home] = s.source or s.cue or s.span
        for home in homes:  # an outlet that is itself the origin of another's chain
            for use in uses.values():
                if same_house(use.name, outlet(profiles[home])) and any(h != home for h in use.cited):
                    use.cited.setdefault(home, None)
        sides = {p for i in own_words for p in facts[i].parties}
        for key, use in uses.items():
            # A party that speaks of its own deed speaks often; that two reports have it from one talk must show in the words (`_occasions`).
            if len(use.cited) > 1 and not (not use.person and (key in sides or any(akin(key, p) for p in sides))):
                sets[key].append(use)
    out = []
    for key in sorted(sets):
        uses_of = sorted(sets[key], key=lambda u: (-len(u.cited), sorted(u.cited)))
        kept: list[_Use] = []
        having: dict[int, list[_Use]] = defaultdict(list)  # report → what is kept that it is in, so that many uses of one agency stay quick
        for use in uses_of:
            if not any(use.cited.keys() <= k.cited.keys() for k in having.get(next(iter(use.cited)), ())):
                kept.append(use)
                for home in use.cited:
                    having[home].append(use)
        for use in _one_story(profiles, kept):
            anchors = [(h, span) for h, span in use.cited.items() if span is not None]
            why = f"all rest on {use.name} for claims of one event"
            out.append(_make(profiles, use.cited, use.name, why, False, anchors, SPEAKER))
    return out


class _Told:
    """Which reports are known to rest on which origin.

    Args:
        known: echoes.
    """

    def __init__(self, known: Iterable[Echo]) -> None:
        self._having: dict[tuple[str, str], set[int]] = defaultdict(set)
        for n, e in enumerate(known):
            for report in e.reports:
                self._having[fold(e.origin), report].add(n)

    def both(self, origin: str, one: str, other: str) -> bool:
        """Whether one echo of this origin holds both reports (ids)."""
        left, right = (self._having.get((fold(origin), report)) for report in (one, other))
        return bool(left and right and not left.isdisjoint(right))


def _occasions(
    profiles: Sequence[Profile], comparer: Comparer, shared: dict[tuple[int, int], list[int]], known: Sequence[Echo]
) -> list[Echo]:
    """Reports of one event that give words of one named speaker on one occasion, where no claim of the event shows it yet."""
    told = _Told(known)
    said: dict[int, list[Words]] = {}
    pairs: dict[str, list[tuple[int, int, Words, Words]]] = defaultdict(list)
    for i, j in sorted(shared):
        for h in (i, j):
            if h not in said:
                said[h] = words_of(profiles[h])
        for x in said[i]:
            for y in said[j]:
                if one_occasion(profiles[i], x, profiles[j], y, comparer.rarity.bits):
                    name = max(x.name, y.name, key=lambda n: (len(n), n))
                    if not told.both(name, profiles[i].id, profiles[j].id):
                        pairs[name].append((i, j, x, y))
    out = []
    for name in sorted(pairs):
        spot = {h: w.spot for i, j, x, y in pairs[name] for h, w in ((i, x), (j, y))}
        for group in components([(i, j) for i, j, _, _ in pairs[name]]):
            spots = {h: spot[h] for h in group}
            why = f"all give words of {name} about the same things, on one event"
            out.append(_make(profiles, group, name, why, False, list(spots.items()), SPEAKER))
    return out


def _citing(profiles: Sequence[Profile], comparer: Comparer, shared: dict[tuple[int, int], list[int]], known: Sequence[Echo]) -> list[Echo]:
    """Reports that quote an outlet by name, each with that outlet's own report, where no claim of a common event shows it yet."""
    told = _Told(known)
    out = []
    for c in cites(profiles, shared, comparer.rarity.bits):
        origin = outlet(profiles[c.original])
        if not any(told.both(name, profiles[c.quoting].id, profiles[c.original].id) for name in (origin, c.name)):
            out.append(_make(profiles, (c.quoting, c.original), origin, c.why, False, [(c.quoting, c.spot)], CITES))
    return out


def _one_story(profiles: Sequence[Profile], uses: list[_Use]) -> list[_Use]:
    """Bring together what rests on one origin for several events of one story.

    Two sets are of one story when at least half of the smaller is also in the larger and their reports are of the same week: the same
    leaked papers told of by the same outlets, not everything a monitor ever said.
    """
    out: list[_Use] = []
    having: dict[int, set[int]] = defaultdict(set)  # report → positions in `out`; sets of one story share a report
    for use in uses:
        for n in sorted(set[int]().union(*(having[h] for h in use.cited if h in having))):
            other = out[n]
            both = use.cited.keys() & other.cited.keys()
            days = [d for h in use.cited.keys() | other.cited.keys() if (story := profiles[h].story) for d in story]
            if 2 * len(both) >= min(len(use.cited), len(other.cited)) and days and max(days) - min(days) <= WEEK:
                for home, spot in use.cited.items():
                    other.cited.setdefault(home, spot)
                break
        else:
            n = len(out)
            out.append(_Use(use.name, use.person, dict(use.cited)))
        for home in use.cited:
            having[home].add(n)
    return out


def _one_name(uses: dict[str, _Use]) -> None:
    """Bring together the spellings and shorter forms of one person's name; the longest is kept."""
    people = sorted((k for k, u in uses.items() if u.person), key=lambda k: (-len(k), k))
    for n, key in enumerate(people):
        longer = next((k for k in people[:n] if k in uses and same_person(uses[key].name, uses[k].name)), None)
        if longer is not None:
            for home, spot in uses.pop(key).cited.items():
                uses[longer].cited.setdefault(home, spot)


def cited(p: Profile, f: Fact) -> list[tuple[str, Span | None, bool]]:
    """The named origins that a claim rests on: speakers of every statement it stands in, and who passed it on.

    Returns:
        For each its name, the words that name it, and whether it is a person.
    """
    out: dict[str, tuple[str, Span | None, bool]] = {}
    for k, s in statements_over(p, f):
        spot = s.source or s.cue or s.span
        if named(s) and p.called[k]:
            out.setdefault(fold(p.called[k]), (p.called[k], spot, s.kind in ("person", "official")))
        for v in s.via:
            if proper(v.name):
                out.setdefault(fold(speaker(v)), (speaker(v), v.span or spot, False))
    return list(out.values())


def statements_over(p: Profile, f: Fact) -> list[tuple[int, Statement]]:
    """The statements that a claim stands in, with their positions: its own, those around it, and others over the same words."""
    all_of = p.reading.statements
    out: dict[int, Statement] = {}
    at = f.claim.statement
    while at is not None and at not in out and at < len(all_of):
        out[at] = all_of[at]
        at = all_of[at].parent
    for k in p.over[p.nth(f)]:
        out.setdefault(k, all_of[k])
    return list(out.items())


def _on_event(p: Profile, s: Statement, members: Sequence[Fact]) -> bool:
    """Whether a statement speaks of an event: its sentence names the event's place, a party of it, or one of its numbers."""
    first, last = p.doc.tokens_in(s.span)
    if first >= last:
        return False
    a, b = p.doc.sentence_of(first)[0], p.doc.sentence_of(last - 1)[1]
    start, end = p.doc.tokens[a].start, p.doc.tokens[b - 1].end
    keys = {f.site.key for f in members if f.site is not None and f.site.reach < 100}
    for place in p.reading.places:
        if start <= place.span.start < end and (place.gazetteer or f"{fold(place.name)}|{place.country or ''}") in keys:
            return True
    numbers = {c.low for f in members for c in f.counts if c.low and c.low > 3}
    return any(start <= q.span.start < end and q.min in numbers for q in p.reading.quantities)


def _shared(facts: Sequence[Fact], clusters: Sequence[Sequence[int]]) -> dict[tuple[int, int], list[int]]:
    """Pairs of reports → the clusters both tell of."""
    out: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, members in enumerate(clusters):
        homes = sorted({facts[i].home for i in members})
        for k, a in enumerate(homes):
            for b in homes[k + 1 : k + 1 + 64]:
                out[(a, b)].append(n)
    return out


def _told_alike(
    profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]], comparer: Comparer,
    shared: dict[tuple[int, int], list[int]], whole: set[frozenset[str]],
) -> list[Echo]:  # fmt: skip
    """Translations, and the same details in the same order from nameless sources."""
    out = []
    for (a, b), common in sorted(shared.items()):
        if len(common) < 2 or frozenset((profiles[a].id, profiles[b].id)) in whole:
            continue
        alike = comparer.likeness(a, b)
        if alike < ALIKE:
            continue
        spots = [(_first(facts, clusters[n], a), _first(facts, clusters[n], b)) for n in common]
        string = rising([right for _, right in sorted((x.claim.trigger.start, y.claim.trigger.start) for x, y in spots)])
        anchors = [(h, f.claim.trigger) for x, y in spots for h, f in ((a, x), (b, y))]
        other = profiles[a].lang != profiles[b].lang
        first = min((a, b), key=lambda i: (profiles[i].story or (10**7, 10**7), profiles[i].id))
        if other and alike >= TRANSLATED and string >= STRING:
            why = f"one reads as a translation of the other: {string} happenings in the same order, likeness {alike:.2f}"
            out.append(_make(profiles, (a, b), outlet(profiles[first]), why, True, anchors, TRANSLATION))
        elif (string >= STRING or (string >= 2 and comparer.leads(a, b) >= BEGUN)) and _nameless(profiles[a], profiles[b]):
            why = f"the same {string} happenings in the same order, from sources as nameless as each other"
            out.append(_make(profiles, (a, b), f"unnamed sources of {outlet(profiles[first])}", why, False, anchors, DETAILS))
    return out


def _first(facts: Sequence[Fact], members: Sequence[int], home: int) -> Fact:
    return min((facts[i] for i in members if facts[i].home == home), key=lambda f: f.claim.trigger.start)


def _nameless(a: Profile, b: Profile) -> bool:
    """Whether two reports lean on the same kinds of unnamed sources: at least two kinds or wordings in common."""
    left, right = ({(s.kind, fold(speaker(s.speaker))) for s in p.reading.statements if s.kind in ("anonymous", "witness")} for p in (a, b))
    kinds = {k for k, _ in left} & {k for k, _ in right}
    return len(kinds) >= 2 or len(left & right) >= 2


def rising(values: Sequence[int]) -> int:
    """Length of the longest rising subsequence."""
    best: list[int] = []
    for v in values:
        at = next((k for k, b in enumerate(best) if b >= v), len(best))
        best[at : at + 1] = [v]
    return len(best)
