from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml

from benchmarks.accuracy import KNOWN, PUBLIC, tally

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "corpus" / "floors.yaml"


@cache
def _figures(lang: str) -> dict[str, float]:
    return tally([p for p in PUBLIC if p.name in KNOWN], lang).f1()


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
