"""The scenes of corpus/patterns.yaml, read, linked and matched: every pattern of the library finds what it must and leaves what it must."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.read.reader import read_report
from isnad.relate.patterns import Match
from isnad.relate.patterns_language import library
from isnad.relate.patterns_search import index_of, search
from isnad.resolve.authority import CompiledAuthority
from isnad.weigh.assess import assess
from tests.link.gold import report

CORPUS = yaml.safe_load((Path(__file__).parents[2] / "corpus" / "patterns.yaml").read_text(encoding="utf-8"))
PATTERNS = {p.id: p for p in library()}


@cache
def authority() -> CompiledAuthority:
    return CompiledAuthority()


def found(entry: dict[str, Any]) -> list[Match]:
    r = report("scene", entry["text"], outlet="An outlet", published=CORPUS["published"])
    items = [(r, read_report(r, authority()))]
    linked = link(items, LinkSettings())
    return search([PATTERNS[entry["pattern"]]], index_of(linked, assess(linked, items), items))


@pytest.mark.parametrize("entry", CORPUS["entries"], ids=lambda e: f"{e['pattern']}-{'no' if e.get('no') else 'yes'}")
def test_scenes_are_found_with_their_roles_or_not_at_all(entry: dict[str, Any]) -> None:
    matches = found(entry)
    if entry.get("never"):
        assert matches == []
        return
    right = [m for m in matches if all(name in m.filled(v) for v, name in entry["want"].items())]
    assert right, [m.roles for m in matches]
    if "doubts" in entry:
        assert [[d.why for d in m.doubts] for m in right] == [entry["doubts"]]


def test_every_pattern_has_scenes_of_both_kinds() -> None:
    told = {(e["pattern"], bool(e.get("never"))) for e in CORPUS["entries"]}
    assert told == {(p, no) for p in PATTERNS for no in (True, False)}
