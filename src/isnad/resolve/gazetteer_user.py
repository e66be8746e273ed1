"""Gazetteers of the user's own: rows that `isnad gazetteer add` compiled, kept in one folder, found beside the built-in ones.

The folder is `$ISNAD_GAZETTEER`, else `isnad/gazetteer` in the user's data folder (`$XDG_DATA_HOME` or `~/.local/share`). It is asked where the
gazetteer is opened rather than handed down, because reading runs in processes of its own. What it holds is part of the fingerprint of every reading.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from isnad.errors import InputError, UsageError

_REGION = "region.txt"
_NAME = re.compile(r"[\w][\w.\-]{0,60}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the user's that was added.

    Attributes:
        name: what it goes by; ids of its records begin with `user:NAME:`.
        source: path of the file it was compiled from, as the user named it.
        form: `geonames`, `ocha`, `geojson` or `csv`.
        records: how many records it has.
        placed: how many of them have coordinates.
        sha256: hash of the file it was compiled from.
    """

    name: str
    source: str
    form: str
    records: int
    placed: int
    sha256: str


def folder() -> Path:
    """Where the user's gazetteers are kept."""
    given = os.environ.get("ISNAD_GAZETTEER")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "isnad" / "gazetteer"


def _files() -> list[Path]:
    try:
        return sorted(p for p in folder().glob("*.json") if p.is_file())
    except OSError:
        return []


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict) and isinstance(data.get("entries"), list):
            return data
    except (OSError, ValueError):
        pass
    raise InputError("gazetteer.damaged", "a gazetteer that was added cannot be read", file=str(path), remedy="remove the file and add it again")


def rows() -> Iterator[dict[str, Any]]:
    """The rows of all of them, in order of name; the shape is that of the built-in table (genscripts/tables/gazetteer.py)."""
    for path in _files():
        yield from _load(path)["entries"]


def mark() -> str:
    """Fingerprint of what they hold, and of the region; empty if there are neither."""
    found = hashlib.sha256()
    files = _files()
    for path in files:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    codes = region()
    found.update(" ".join(codes).encode())
    return found.hexdigest() if files or codes else ""


@cache
def region() -> tuple[str, ...]:
    """Countries that the user's investigations are about, which speak for their places where a report leaves it open; two-letter codes, sorted."""
    try:
        said = (folder() / _REGION).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return ()
    return tuple(sorted({c for c in said if re.fullmatch("[A-Z]{2}", c)}))


def set_region(codes: Sequence[str]) -> None:
    """Keep the region; none takes it away.

    Raises:
        InputError: the folder cannot be written (`gazetteer.folder`).
    """
    path = folder() / _REGION
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join(sorted(set(codes))) + "\n", encoding="ascii")
    except OSError as error:
        raise InputError("gazetteer.folder", f"cannot write: {error.strerror}", file=str(path), remedy="set ISNAD_GAZETTEER") from None
    region.cache_clear()


def kept() -> list[Kept]:
    """All of them, in order of name."""
    out = []
    for path in _files():
        data = _load(path)
        entries = data["entries"]
        placed = sum(r.get("y") is not None for r in entries)
        out.append(Kept(path.stem, data.get("source", ""), data.get("form", ""), len(entries), placed, data.get("sha256", "")))
    return out


def keep(name: str, source: str, form: str, sha256: str, entries: Sequence[Mapping[str, Any]]) -> Path:
    """Write one, replacing what went by its name.

    Raises:
        UsageError: the name is no name for a file (`gazetteer.name`).
        InputError: the folder cannot be written (`gazetteer.folder`).
    """
    if not _NAME.fullmatch(name):
        raise UsageError("gazetteer.name", f"{name!r} cannot name a gazetteer", remedy="letters, digits, `-`, `_` and `.`")
    where = folder()
    path = where / f"{name}.json"
    lines = ",\n".join(json.dumps(r, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for r in entries)
    head = json.dumps({"source": source, "form": form, "sha256": sha256}, ensure_ascii=False)[:-1]
    try:
        where.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(f'{head}, "entries": [\n{lines}\n]}}\n', encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise InputError("gazetteer.folder", f"cannot write: {error.strerror}", file=str(path), remedy="set ISNAD_GAZETTEER") from None
    return path


def forget(name: str) -> bool:
    """Take one out; False if there is none of that name."""
    path = folder() / f"{name}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        return False
    path.unlink()
    return True
