"""Event types of PLOVER 2.0 (sixteen, as its manual lists them), their modes, quad classes and scaled scores.

Source of types and modes: the PLOVER manual, version 2.0. Quad classes group types into verbal and material cooperation
and conflict, as in the manual. The scaled scores place each type between −10 (conflict) and +10 (cooperation) after the
Goldstein scale (Goldstein 1992, *Journal of Conflict Resolution* 36:2): one round figure a type, for drawing, not for inference.
"""

from __future__ import annotations

from typing import Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

EVENT_TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

MODES: dict[EventType, tuple[str, ...]] = {
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "ASSAULT": (
        "aerial", "heavy-weapons", "firearms", "explosives", "suicide", "execute", "abduct", "seize-territory", "destroy",
    ),
    "COERCE": ("seize", "restrict", "arrest", "withhold"),
    "MOBILIZE": ("troops", "weapons", "militia"),
    "CONSULT": ("visit", "third-party", "phone"),
}  # fmt: skip

QUAD: dict[EventType, QuadClass] = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation", "COOPERATE": "material cooperation", "AID": "material cooperation",
    "RETREAT": "material cooperation", "REQUEST": "verbal conflict", "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict", "THREATEN": "verbal conflict", "PROTEST": "material conflict",
    "SANCTION": "material conflict", "MOBILIZE": "material conflict", "COERCE": "material conflict",
    "ASSAULT": "material conflict",
}  # fmt: skip

SCORE: dict[EventType, float] = {
    "AGREE": 6.0, "CONSULT": 2.0, "SUPPORT": 4.0, "CONCEDE": 5.0, "COOPERATE": 7.0, "AID": 8.0, "RETREAT": 5.0,
    "REQUEST": -1.0, "ACCUSE": -2.0, "REJECT": -4.0, "THREATEN": -5.0, "PROTEST": -6.0, "SANCTION": -6.0,
    "MOBILIZE": -7.0, "COERCE": -8.0, "ASSAULT": -10.0,
}  # fmt: skip

SYMMETRIC: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
