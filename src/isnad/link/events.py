"""Clusters of claims as events: type, parties, place, time and name, each what most of the claims say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from isnad.lang.common.linking import event_names, generic
from isnad.link.facts import Fact, Site
from isnad.model import edtf
from isnad.model.ids import content_id
from isnad.model.linked import Event, Join
from isnad.model.plover import EventType
from isnad.model.records import Made, Name
from isnad.text.fold import fold

FAIR = 0.34  # share of the most named place's claims from which a finer place is taken for the event's
WIDE = 60.0  # kilometres: of wider places an event is "in" and not "at"
MADE = Made("link.event.same-happening")


def events(facts: Sequence[Fact], clusters: Sequence[Sequence[int]], joins: Sequence[Join]) -> list[Event]:
    """Events of clusters, by time, then id."""
    where = {facts[i].ref: n for n, members in enumerate(clusters) for i in members}
    held: dict[int, list[Join]] = defaultdict(list)
    for j in joins:
        held[where[j.left]].append(j)
    out = [_event([facts[i] for i in members], held[n]) for n, members in enumerate(clusters)]
    return sorted(out, key=lambda e: (e.time or "~", e.id))


def _event(members: list[Fact], joins: list[Join]) -> Event:
    members = sorted(members, key=lambda f: f.ref)
    real = [f for f in members if not f.unreal] or members
    happened = {f.claim.occurred for f in members if f.claim.status in ("actual", "denied-by-speaker")}
    kind, mode = _kind(real)
    typed = [f for f in real if f.type == kind] or real
    place = _place(members)
    time = _time(members)
    actor = _parties([tuple(n for n in f.claim.actor if fold(n.name) in f.actor) for f in typed])
    recipient = _parties([tuple(n for n in f.claim.recipient if fold(n.name) in f.recipient) for f in typed])
    refs = tuple(f.ref for f in members)
    return Event(
        content_id("e", [[r.report, r.claim] for r in refs]), kind, _name(kind, mode, actor, recipient, place, time), time,
        place.name if place else None, place.lat if place else None, place.lon if place else None, actor, recipient,
        None if len(happened) > 1 else (happened == {True} or (not happened and None)), refs,
        tuple(sorted(joins, key=lambda j: (j.left, j.right))), MADE,
    )  # fmt: skip


def _kind(members: list[Fact]) -> tuple[EventType, str | None]:
    types = Counter(f.type for f in members)
    kind = min(types, key=lambda t: (-types[t], t))
    modes = Counter(f.mode for f in members if f.type == kind and f.mode)
    return kind, (min(modes, key=lambda m: (-modes[m], m)) if modes else None)


def _place(members: list[Fact]) -> Site | None:
    """The finest place that a fair share of the claims name; one that only stands beside the claims counts if no claim names one."""
    for soft in (False, True):
        known = {f.site.key: f.site for f in members if f.site is not None and f.site.soft is soft}
        if known:
            sites = Counter(f.site.key for f in members if f.site is not None and f.site.soft is soft)
            most = max(sites.values())
            fair = [k for k in sites if sites[k] >= FAIR * most]
            return known[min(fair, key=lambda k: (known[k].reach, -sites[k], k))]
    return None


def _time(members: list[Fact]) -> str | None:
    """The smallest value that covers the claims' own times, or, where they do not fit together, the one most claims give.

    The days of a report's story help to join claims that give no time; they are no date that anyone states, so an event has none of them.
    """
    values = Counter(f.when.value for f in members if f.when is not None and not f.when.soft)
    if not values:
        return None
    return _covering(tuple(sorted(values))) or min(values, key=lambda v: (-values[v], v))


@lru_cache(maxsize=65536)
def _covering(values: tuple[str, ...]) -> str | None:
    return _narrowest(values) or edtf.cover(values)


def _narrowest(values: Sequence[str]) -> str | None:
    """A value that all others contain: the month, the week and the day of one happening are the day."""
    for v in values:
        if all(edtf.contains(w, v) for w in values):
            return v
    return None


def _parties(lists: list[tuple[Name, ...]]) -> tuple[str, ...]:
    """The parties that most claims which name any give, most named first, then by name."""
    given = [names for names in lists if names]
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for names in given:
        for n in names:
            counts[fold(n.name)] += 1
            shown.setdefault(fold(n.name), n.name)
    best = [k for k in counts if 2 * counts[k] >= len(given)] or sorted(counts, key=lambda k: (-counts[k], k))[:1]
    return tuple(shown[k] for k in sorted(best, key=lambda k: (-counts[k], generic(k), k)))


def _name(kind: EventType, mode: str | None, actor: tuple[str, ...], recipient: tuple[str, ...], place: Site | None, time: str | None) -> str:
    patterns = event_names()
    pattern = patterns.get(f"{kind}/{mode}") or patterns[kind]
    others = tuple(r for r in recipient if r not in actor)
    if len(actor) > 1 and recipient and not others:  # both sides act on each other
        pattern = patterns.get(f"both/{kind}") or pattern
        actor, others = actor[:1], actor[1:]
    who = " and ".join(actor[:3]) or "someone"
    whom = " and ".join((others or recipient)[:3]) or "someone"
    changes_hands = "take{at}" in pattern or "leave{at}" in pattern
    if place is None:
        at = " a place" if changes_hands else ""
    elif changes_hands:
        at = f" {place.name}" if place.reach < WIDE else f" a place in {place.name}"
    else:
        at = f" at {place.name}" if place.reach < WIDE else f" in {place.name}"
    text = pattern.format(a=who, r=whom, at=at)
    return (text[:1].upper() + text[1:] if text.startswith("someone") else text) + (f", {time}" if time else "")
