"""What classes of words for sources stand for, in both languages."""

from __future__ import annotations

KIND = {
    "source": "anonymous",
    "witness": "witness",
    "reporter": "outlet",
    "media": "outlet",
    "document": "document",
    "statement": "document",
    "intercept": "document",
}
OUTLETS = frozenset({"outlet", "agency", "site"})
SIDED = frozenset({"military", "security", "government", "official", "intelligence"})  # a source of such a kind is of a side
