"""Clauses that go on behind an aside in Arabic: «…، بحسب مصدر، …»."""

from __future__ import annotations

from isnad.lang.ar.statements_content import content_ranges, past
from isnad.lang.ar.statements_scan import COMMA, RELATIVE, THAT, Scan
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset

_ASIDE, _SUBJECT = 10, 5  # tokens that may follow a source before its comma, and of a subject before an aside
_AGAINST = frozenset({"مع", "بيد", "غير", "الا", "رغم", "علما"})
_CLAUSES = wordset("ar", "clauses")
_VERBAL = frozenset({"قد", "سوف", "كان", "كانت", "كانوا", "لن", "ليس", "ليست"})


def around(s: Scan, lead: Range, i: int, after: int, b: int) -> Range | None:
    """«لم يطلب الضباط، بحسب مصدر قريب منهم، أي عون»: the clause that goes on behind the aside, with it; None where a new one begins there."""
    if s.norms[i - 1] not in COMMA or s.quote_of[i] is not None:
        return None
    k = after
    while k < b and k - after <= _ASIDE and s.norms[k] not in COMMA:
        if s.blank(k):
            return None
        k += 1
    k += 1
    if k >= b - 1 or s.norms[k - 1] not in COMMA or s.blank(k):
        return None
    word = s.norms[k]
    if word in _CLAUSES or word in RELATIVE or word in THAT or word[:1] in ("و", "ف") or s.cues.get(k) or s.mention_of[k] >= 0:
        return None
    if word in _AGAINST and k + 1 < b and s.norms[k + 1] in THAT:
        return None  # «…، مع أن المجلس نفى …»
    late = past(word) or (word[:1] in ("ي", "ت") and len(word) > 3) or word in _VERBAL
    if late and lead[1] - lead[0] > _SUBJECT:
        return None
    ends = content_ranges(s, k, split=False)
    return (lead[0], ends[0][1]) if ends and ends[0][1] - k >= 2 else None
