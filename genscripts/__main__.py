"""Run every table script. `python -m genscripts` writes, `python -m genscripts --check` fails if anything would change."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from genscripts import tables
from genscripts.common import LANG, ROOT, ResourceError, dump


def build() -> dict[Path, str]:
    """All compiled tables, by path."""
    out: dict[Path, str] = {}
    for info in sorted(pkgutil.iter_modules(tables.__path__), key=lambda m: m.name):
        module = importlib.import_module(f"genscripts.tables.{info.name}")
        for relative, data in module.build().items():
            out[LANG / relative] = dump(data)
    return out


def main(argv: list[str]) -> int:
    """Write or check the tables. Exit code 1 when `--check` finds a difference or a resource breaks a rule."""
    try:
        built = build()
    except ResourceError as error:
        print(f"genscripts: {error}", file=sys.stderr)
        return 1
    stale = [p for p, text in built.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    extra = [p for p in LANG.glob("*/_data/*.json") if p not in built]
    if "--check" in argv:
        for p in [*stale, *extra]:
            print(f"genscripts: {p.relative_to(ROOT)} differs from resources/; run python -m genscripts", file=sys.stderr)
        return 1 if stale or extra else 0
    for p in stale:
        p.parent.mkdir(parents=True, exist_ok=True)
        p.write_text(built[p], encoding="utf-8")
        print(f"wrote {p.relative_to(ROOT)}")
    for p in extra:
        p.unlink()
        print(f"removed {p.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
