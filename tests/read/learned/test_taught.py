"""What the learned reader was trained on, and what it was not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from genscripts.train.gold import GOLD, ROOT, TAUGHT, digest
from isnad.read.learned.network import HERE

KEPT = ("dev", "tried", "held", "proof", "fresh")
SHARED = ROOT.parent / "shared" / "gold"


def nines(folder: Path) -> Iterator[tuple[str, ...]]:
    for path in sorted(folder.glob("*.txt")):
        words = re.findall(r"\w+", re.sub("[\u064b-\u0652\u0640]", "", path.read_text(encoding="utf-8")))
        yield from (tuple(words[i : i + 9]) for i in range(len(words) - 8))


def stories(folder: Path) -> set[str]:
    rows = (json.loads(p.read_text(encoding="utf-8")) for p in folder.glob("*.json"))
    return {r["story"] for r in rows if "story" in r}


def test_no_part_is_both_taught_and_kept() -> None:
    assert not set(TAUGHT) & set(KEPT)


@pytest.mark.parametrize("part", ["tried", "proof", "fresh"])
def test_no_story_that_is_kept_is_taught(part: str) -> None:
    assert stories(GOLD / part)
    assert not stories(GOLD / part) & stories(GOLD / "taught")


def test_no_nine_words_of_dev_or_of_the_seeds_are_taught() -> None:
    taught = {n for part in TAUGHT for n in nines(GOLD / part)}
    assert len(taught) > 10_000
    kept = [GOLD / "dev", *([SHARED / "seeds", SHARED / "dev"] if SHARED.is_dir() else [])]
    assert not [n for folder in kept for n in nines(folder) if n in taught]


def test_the_weights_are_those_of_this_gold() -> None:
    made = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    assert made["gold"] == digest(), "the gold that is trained on has changed: python -m genscripts.train"
    assert {n: hashlib.sha256((HERE / n).read_bytes()).hexdigest() for n in made["files"]} == made["files"]
    assert sum((HERE / n).stat().st_size for n in made["files"]) < 60 * 2**20
