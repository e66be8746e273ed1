#!/usr/bin/env python3
"""The two commands of the README, on a machine that has only Python 3.11 or newer with venv and pip.

    python3 run.py demo     set up, read the demo case, print where its dossier is
    python3 run.py test     set up, run every check and test that guards this repository

Both make a virtual environment in .venv once and reuse it; packages are installed in the versions and with the hashes
that requirements/ names.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def step(*command: str | Path, quiet: bool = False, cwd: Path = ROOT) -> None:
    """Run one command in the folder `cwd`; stop with its exit code if it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=environment, stdout=subprocess.PIPE if quiet else None, check=False)
    if done.returncode:
        if done.stdout:
            sys.stderr.buffer.write(done.stdout)
        print(f"run.py: failed: {' '.join(str(c) for c in command)}", file=sys.stderr)
        sys.exit(done.returncode)


def set_up(kind: str) -> None:
    """Make .venv and install what `kind` (`core` or `dev`) needs, unless that very state is there already."""
    lock = ROOT / "requirements" / f"{kind}.txt"
    sources = sorted(p for p in (ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts) if kind == "core" else []
    digest = hashlib.sha256(lock.read_bytes())
    for p in [*sources, ROOT / "pyproject.toml"]:
        digest.update(p.read_bytes())
    mark = VENV / f"isnad-{kind}.done"
    if mark.exists() and mark.read_text(encoding="ascii") == digest.hexdigest():
        return
    if not PYTHON.exists():
        print("making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
    print(f"installing packages ({lock.name}) …", flush=True)
    step(*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", lock)
    if kind == "core":
        step(*pip, "install", "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT)
    mark.write_text(digest.hexdigest(), encoding="ascii")


def demo(arguments: list[str]) -> None:
    """Read the demo case."""
    set_up("core")
    step(PYTHON, "-m", "isnad", "demo", *arguments, cwd=Path.cwd())
    if not {"-h", "--help"} & set(arguments):
        print(f"the isnad command is {BIN / 'isnad'}; `source {BIN / 'activate'}` puts it on the path")


def test(arguments: list[str]) -> None:
    """Run the checks, then the tests."""
    set_up("dev")
    step(PYTHON, "-m", "genscripts", "--check")
    step(BIN / "ruff", "check", ".")
    step(BIN / "lint-imports", "--verbose", quiet=True)
    step(PYTHON, "-m", "mypy", "--no-error-summary")
    step(PYTHON, "-m", "pytest", "-n", "auto", *arguments)


def main() -> int:
    """Dispatch."""
    commands = {"demo": demo, "test": test}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - people run this file with whatever python3 they have
        print("run.py: Isnad needs Python 3.11 or newer", file=sys.stderr)
        return 2
    commands[sys.argv[1]](sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
