"""The actor authority: who the parties, bodies, people and outlets are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from isnad.lang.tables import table


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the authority.

    Attributes:
        id: stable id, e.g. `syria.army` or `state.tr`.
        name: its own English name.
        kind: as in :class:`isnad.model.records.Mention`.
        party: canonical side it acts for in claims, or None for outlets and those on no side.
        parent: id of the body it belongs to, or None.
        country: ISO 3166 alpha-2 code of the country whose affairs it belongs to, or None.
        camp: the side of the conflict its name is used for, or None.
        since: EDTF, first year or month it bore the name, or None.
        until: EDTF, last year or month it bore the name, or None.
        heads: keys of the nouns a text may call it by («التنظيم», "the group").
        demonym: English adjective of a state, else empty.
        theatre: whether the state is itself a theatre of war, so that its people are civilians and not its side.
        feminine: whether Arabic treats the name as feminine.
        official: whether it is an army in all but law, so that who speaks for it is an official.
        by_named: for a person who has led more than one body, body → its side, which counts where the report names the body.
        by_country: for a name that means another party in each country, country code → id of that party.
    """

    id: str
    name: str
    kind: str
    party: str | None
    parent: str | None = None
    country: str | None = None
    camp: str | None = None
    since: str | None = None
    until: str | None = None
    heads: tuple[str, ...] = ()
    demonym: str = ""
    theatre: bool = False
    feminine: bool = False
    official: bool = False
    by_country: Mapping[str, str] = field(default_factory=dict)
    by_named: Mapping[str, str] = field(default_factory=dict)


class Actors:
    """The authority, by id, by English name (case folded) and by country."""

    def __init__(self) -> None:
        self.by_id: dict[str, Actor] = {}
        self.states: dict[str, Actor] = {}
        self.by_name: dict[str, Actor] = {}
        for e in table("common", "actors")["entries"]:
            actor = Actor(
                e["id"], e["name"], e["kind"], e["party"], e.get("parent"), e.get("country"), e.get("camp"), e.get("from"), e.get("until"),
                tuple(e.get("head", ())), e.get("demonym", ""), bool(e.get("theatre")), e.get("gender") == "f", bool(e.get("official")),
                e.get("by_country", {}), e.get("by_named", {}),
            )  # fmt: skip
            self.by_id[actor.id] = actor
            self.by_name[actor.name.casefold()] = actor
            if actor.id.startswith("state.") and actor.country:
                self.states[actor.country] = actor

    def lineage(self, actor_id: str) -> list[Actor]:
        """The actor and the bodies above it, nearest first. A circle in the data ends the walk."""
        out: list[Actor] = []
        at: str | None = actor_id
        while at is not None and at in self.by_id and self.by_id[at] not in out:
            out.append(self.by_id[at])
            at = self.by_id[at].parent
        return out


@cache
def actors() -> Actors:
    """The compiled authority, loaded once."""
    return Actors()
