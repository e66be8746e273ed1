"""Who is not guessed to be an enemy: who is known to stand on one side, and who is only named for comparison."""

from __future__ import annotations

from functools import cache

from isnad.lang.common.claims import Draft
from isnad.lang.tables import table
from isnad.model.records import Mention
from isnad.text.doc import Doc

_LIKE = frozenset({"كما", "مثلما", "خلافا", "بخلاف", "unlike", "as"})
_FAR = 12  # words after a thing not done at which a comparison may begin


@cache
def _allies() -> dict[str, frozenset[str]]:
    return {party: frozenset(found) for party, found in table("common", "allies").items()}


def allied(a: str, b: str) -> bool:
    """Whether two parties, by their canonical names, are known to stand together (resources/common/allies.yaml)."""
    return b in _allies().get(a, ())


def uncompared(doc: Doc, found: list[Mention], d: Draft) -> list[Mention]:
    """Mentions without those that a thing not done is only compared with: «they did not fight, as they do with the rebels».

    Args:
        doc: the document.
        found: mentions in the sentence of the draft.
        d: a draft of what did not happen.
    """
    last = min(doc.sentence_of(d.hit.last - 1)[1], d.hit.last + _FAR)
    like = next((doc.tokens[j].start for j in range(d.hit.last, last) if doc.norms[j] in _LIKE), None)
    return found if like is None else [m for m in found if m.span.start < like]
