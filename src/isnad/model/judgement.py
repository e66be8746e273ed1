"""What a person has decided about a fact. Kept apart from what was read, and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["accept", "reject", "same", "different", "rename", "note"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision.

    Attributes:
        target: id of the fact, event, echo or contradiction it is about. Ids are hashes of content, so the decision finds
            its fact again after every re-reading that still finds it.
        verdict: what was decided: `accept` or `reject` the fact; that it is the `same` as `value` or `different` from it; to
            `rename` it to `value`; or only a `note`.
        value: the other id, or the new name, or None.
        who: who decided.
        when: UTC time in ISO 8601, given by the caller.
        why: the reason, in words.
    """

    target: str
    verdict: Verdict
    value: str | None
    who: str
    when: str
    why: str
