"""Run every table script. `python -m genscripts` writes, `python -m genscripts --check` fails if anything would change."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from yaml import YAMLError

from genscripts import tables
from genscripts.common import LANG, ROOT, ResourceError, dump


def build(names: list[str]) -> tuple[dict[Path, str], list[str]]:
    """Compiled tables by path, and what went wrong: a topic that breaks a rule stops none but itself.

    Args:
        names: topics (modules of genscripts.tables) to build; empty for all.
    """
    out: dict[Path, str] = {}
    wrong: list[str] = []
    for info in sorted(pkgutil.iter_modules(tables.__path__), key=lambda m: m.name):
        if names and info.name not in names:
            continue
        try:
            module = importlib.import_module(f"genscripts.tables.{info.name}")
            for relative, data in module.build().items():
                out[LANG / relative] = dump(data)
        except (ResourceError, YAMLError, SyntaxError, LookupError, TypeError, ValueError) as error:
            wrong.append(f"{info.name}: {type(error).__name__}: {error}")
    return out, wrong


def main(argv: list[str]) -> int:
    """Write or check the tables. Exit code 1 when `--check` finds a difference or a topic could not be built."""
    names = [a for a in argv if not a.startswith("-")]
    built, wrong = build(names)
    for line in wrong:
        print(f"genscripts: {line}", file=sys.stderr)
    stale = [p for p, text in built.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    extra = [] if names or wrong else [p for p in LANG.glob("*/_data/*.json") if p not in built]
    if "--check" in argv:
        for p in [*stale, *extra]:
            print(f"genscripts: {p.relative_to(ROOT)} differs from resources/; run python -m genscripts", file=sys.stderr)
        return 1 if stale or extra or wrong else 0
    for p in stale:
        p.parent.mkdir(parents=True, exist_ok=True)
        p.write_text(built[p], encoding="utf-8")
        print(f"wrote {p.relative_to(ROOT)}")
    for p in extra:
        p.unlink()
        print(f"removed {p.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
