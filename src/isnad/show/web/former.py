"""What becomes of events when a case is linked anew: who joined, who left, and where the claims of an event that is gone are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from isnad.errors import CaseError
from isnad.model.linked import ClaimRef, Event
from isnad.show.web.language import Words
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

WATCHED = 200  # claims that are watched at once
MOST = 4  # events of which is told what became of them after one decision


@dataclass(frozen=True, slots=True)
class Watched:
    """A claim that was decided on, and the event it was in before.

    Attributes:
        claim: id of the claim.
        event: id of its event then, or None.
        members: the event's claims then.
    """

    claim: str
    event: str | None
    members: frozenset[ClaimRef]


def watch(view: SqliteView, claims: Iterable[str]) -> list[Watched]:
    """Some claims, at most :data:`WATCHED` of them, with their events as they are before a decision takes effect."""
    browse, events, out = Browse(view), dict[str, Event](), []
    for claim in list(claims)[:WATCHED]:
        row = view.row(claim)
        found = browse.event_of(row.report, row.position) if row.position is not None else None
        if found is not None and found not in events:
            events.update(browse.events_light([found]))
        out.append(Watched(claim, found, frozenset(events[found].claims if found in events else ())))
    return out


def became(view: SqliteView, words: Words, watched: Sequence[Watched]) -> list[Markup]:
    """Sentences on what has become of events that were watched; of those that are as they were, none.

    Args:
        view: the case, linked anew.
        words: the language.
        watched: what was watched.
    """
    said: dict[str, Markup] = {}
    for one in watched:
        found = _now(view, one)
        if found is None:
            if one.event is not None:
                said.setdefault(one.event, words("event.became.none"))
            continue
        joined, left = len(set(found.claims) - one.members), len(one.members - set(found.claims))
        link = Markup('<a href="/event/{}">{}</a> <code>{}</code>').format(found.id, words.event(found), found.id)
        if one.event is None:
            said.setdefault(found.id, words("event.became.in", event=link))
        elif joined or left:
            said.setdefault(found.id, words("event.became", event=link, joined=joined, left=left))
    return list(said.values())[:MOST]


def _now(view: SqliteView, one: Watched) -> Event | None:
    """The event that the claim is in now; if it is in none, the one that holds most of those it was with."""
    try:
        row = view.row(one.claim)
        if row.position is not None and (found := view.event_of(ClaimRef(row.report, row.position))) is not None:
            return found
    except CaseError:
        pass
    return next((e for e, _ in heirs(view, one.members)), None)


def heirs(view: SqliteView, members: Iterable[ClaimRef]) -> list[tuple[Event, int]]:
    """The events that hold some claims now, with how many of them; those that hold most first."""
    browse = Browse(view)
    gone = view.rejected()
    counts = Counter(e for e in (browse.event_of(m.report, m.claim) for m in sorted(members, key=_key) if m not in gone) if e is not None)
    events = browse.events_light(list(counts))
    return [(events[e], n) for e, n in counts.most_common() if e in events]


def all_members(view: SqliteView) -> dict[str, frozenset[ClaimRef]]:
    """The claims of every event, by its id."""
    out: dict[str, set[ClaimRef]] = {}
    for event, report, claim in view._rows("SELECT event, report, claim FROM event_claim"):
        out.setdefault(event, set()).add(ClaimRef(report, claim))
    return {event: frozenset(found) for event, found in out.items()}


def _key(ref: ClaimRef) -> tuple[str, int]:
    return ref.report, ref.claim
