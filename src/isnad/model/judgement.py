"""What a person has decided. Kept apart from what was read, never overwritten and never deleted: taking back is a decision too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from isnad.model.codec import decode, encode
from isnad.model.ids import content_id
from isnad.model.linked import Anchor, ClaimRef
from isnad.model.records import Layer
from isnad.model.span import Span

Verdict = Literal["accept", "reject", "change", "add", "same", "different", "unsure", "rename", "merge", "split", "place", "note", "undo"]


@dataclass(frozen=True, slots=True)
class RowAnchor:
    """By what a row of a reading is found again when the report has been read anew.

    Attributes:
        layer: its layer.
        report: id of its report.
        span: the words it stands on; of a claim its trigger.
        type: of a claim its type, else None.
    """

    layer: Layer
    report: str
    span: Span
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a row, as a person wants it.

    Attributes:
        field: name of the field in the record of its layer.
        value: its value as JSON, as :func:`isnad.model.codec.encode` writes it. A reference to another row (a claim's `place`, `quantities` and
            `statement`, a statement's `parent`) is `[id, start, end]`: the id of that row and its span.
    """

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision.

    Attributes:
        target: id of the fact, event, question or judgement it is about, or, for `merge`, `split` and `place`, the name. Ids are hashes of
            content, so the decision finds its fact again after every re-reading that still finds it.
        verdict: what was decided: `accept` or `reject` the fact, `change` it, `add` one that was missed;
            that it is the `same` as `value`, `different` from it, or that one is
            `unsure`; to `rename` it to `value`; to `merge` several names into one, to `split` some mentions of a name off, to `place` the
            name of a place; only a `note`; or to `undo` an earlier judgement.
        value: the other id, or the new name, or None. A `split` without a name says that no party is named there.
        who: who decided.
        when: UTC time in ISO 8601, given by the caller.
        why: the reason, in words.
        names: names that it is about: those merged, the one split, those placed; for `same` and `different` of names, the two.
        anchors: the words it stands on: where a `split` or `place` holds (empty: everywhere); the triggers of the claims on the left of `same`
            and `different`.
        others: the triggers of the claims on the right of `same` and `different`.
        question: id of the question it answers, if it answers one.
        entity: id of `value` in the actor authority, if it has one there.
        country, lat, lon, gazetteer: where a `place` puts it, as in :class:`~isnad.model.records.PlaceMention`.
        row: the row of a reading that is accepted, rejected, changed or added, if it is about one.
        changes: what is changed in it, or what an added one says.
        seen: what the row said when it was decided upon (:attr:`isnad.store.laid.Row.state`), or None where that was not asked.
    """

    target: str
    verdict: Verdict
    value: str | None
    who: str
    when: str
    why: str
    names: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    question: str | None = None
    entity: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    gazetteer: str | None = None
    row: RowAnchor | None = None
    changes: tuple[Change, ...] = ()
    seen: str | None = None

    @property
    def id(self) -> str:
        """Its id: a hash of all it says. The same decision, made again by the same person in the same second, has the same one."""
        return _id(self)


@lru_cache(maxsize=1 << 16)
def _id(judgement: Judgement) -> str:
    body = encode(judgement)
    if judgement.row is None:  # as before there were decisions on rows, so that these keep the ids by which they are undone
        body = {k: v for k, v in body.items() if k not in _OF_ROWS}
    return content_id("j", body)


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """Two claims that a person holds for one happening, or for two.

    Attributes:
        left, right: the claims.
        same: whether they are one happening.
        judgement: id of the judgement that says so.
    """

    left: ClaimRef
    right: ClaimRef
    same: bool
    judgement: str


_OF_ROWS = ("row", "changes", "seen")
_LATER = ("question", "entity", "country", "lat", "lon", "gazetteer", "row", "seen")
_ADDED: dict[str, object] = {"names": [], "anchors": [], "others": [], "changes": []} | dict.fromkeys(_LATER)
assert set(_ADDED) < {f.name for f in fields(Judgement)}


def judgement_from(body: dict[str, object]) -> Judgement:
    """A judgement from its plain values; those kept by the first version lack the later fields.

    Raises:
        CodecError: they do not fit.
    """
    return decode(Judgement, {**_ADDED, **body})


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that hold, in order: those that no later judgement, which itself holds, has undone.

    An `undo` reaches only what came before it, so a decision that is made again after it holds. Undoing an `undo` brings back what it undid.

    Args:
        judgements: all of them, in the order in which they were made.
    """
    undone: set[str] = set()
    kept: list[Judgement] = []
    for j in reversed(judgements):
        if j.id in undone:
            continue
        if j.verdict == "undo":
            undone.add(j.target)
        else:
            kept.append(j)
    return kept[::-1]


def weighty(held: Sequence[Judgement]) -> list[Judgement]:
    """Those that change what is read from a case: no notes, and of the acceptances those that bring back a rejected or changed row.

    Args:
        held: the judgements that hold, in order.
    """
    touched: set[str] = set()
    out = []
    for j in held:
        if j.verdict == "note" or (j.verdict == "accept" and j.target not in touched):
            continue
        if j.row is not None:
            touched.add(j.target)
        out.append(j)
    return out
