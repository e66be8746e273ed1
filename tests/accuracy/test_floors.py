from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.model.contract import reading_json
from isnad.model.ids import sha256
from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from tests.accuracy.measures import Tally, measure

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "corpus" / "gold"
FLOORS = ROOT / "corpus" / "floors.yaml"


def read_gold(folder: Path, lang: str) -> dict[str, float]:
    """F1 by layer of the rules on the gold reports of one language in a folder."""
    tally = Tally()
    authority = CompiledAuthority()
    for path in sorted(folder.glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "statements" not in gold or gold["lang"] != lang:
            continue
        raw = path.with_suffix(".txt").read_bytes()
        capture = Capture(path.name, "", "test", "text/plain", "utf-8")
        report = Report(
            path.stem, raw.decode("utf-8"), sha256(raw), lang, capture,
            title=gold.get("title"), outlet=gold.get("outlet"), published=gold.get("published"), url=gold.get("url"),
        )  # fmt: skip
        measure(report.text, gold, reading_json(report, read_report(report, authority)), tally)
    return tally.f1()


@cache
def _figures(lang: str) -> dict[str, float]:
    return read_gold(GOLD, lang)


def _floors(text: str) -> dict[tuple[str, str], float]:
    return {(lang, layer): float(v) for lang, layers in yaml.safe_load(text).items() for layer, v in layers.items()}


@pytest.mark.parametrize(("lang", "layer"), sorted(_floors(FLOORS.read_text(encoding="utf-8"))))
def test_no_layer_falls_below_its_floor(lang: str, layer: str) -> None:
    floor = _floors(FLOORS.read_text(encoding="utf-8"))[lang, layer]
    assert _figures(lang)[layer] >= floor, f"{lang} {layer}: {_figures(lang)[layer]:.3f}"


def test_floors_only_rise() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not in a git checkout: the floors' history cannot be seen")
    now = _floors(FLOORS.read_text(encoding="utf-8"))
    log = subprocess.run([git, "log", "--format=%H", "--", "corpus/floors.yaml"], cwd=ROOT, capture_output=True, text=True, check=True)
    for commit in log.stdout.split():
        shown = subprocess.run([git, "show", f"{commit}:corpus/floors.yaml"], cwd=ROOT, capture_output=True, text=True, check=False)
        for key, floor in (_floors(shown.stdout) if shown.returncode == 0 else {}).items():
            assert now.get(key, 0.0) >= floor, f"the floor of {key} was {floor} in {commit[:10]}"
