"""Counting what is wrong in statements, by kind."""

from __future__ import annotations

from collections import Counter

from benchmarks.misses import _count

TEXT = "Ali said the road was closed. Huda said, through Reuters, that the gate was open. The well was dry."


def gold(quote: str, speaker: str, cue: str | None = "said", via: tuple[str, ...] = ()) -> dict[str, object]:
    return {"quote": quote, "speaker": speaker, "cue": cue, "via": list(via), "kind": "person", "named": True}


def read(quote: str, name: str, via: tuple[str, ...] = (), named: bool = True) -> dict[str, object]:
    at = TEXT.index(quote)
    return {"span": [at, at + len(quote)], "speaker": {"name": name}, "via": [{"name": v} for v in via], "kind": "person", "named": named}


def test_each_kind_is_counted_once() -> None:
    want = [gold("the road was closed", "Ali"), gold("the gate was open", "Huda", via=("Reuters",)), gold("The well was dry", "Huda", cue=None)]
    got = [read("the road was closed", "Samir"), read("the gate was open", "Huda"), read("Ali", "Ali")]
    out: Counter[str] = Counter()
    _count(TEXT, want, got, out)
    assert +out == Counter(
        {
            "gold statements": 3, "speaker: a named one, another read": 1, "via: a link missed": 1, "missed: no cue in the gold": 1,
            "too many: no statement in the gold": 1,
        }
    )  # fmt: skip
