"""What every table script needs: reading and linting YAML, writing sorted JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
LANG = ROOT / "src" / "isnad" / "lang"

_FORBIDDEN = re.compile("[\u0640\ufb50-\ufdff\ufe70-\ufefc\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class ResourceError(Exception):
    """A resource file that breaks the house's rules; the message names file and entry."""


def load(path: Path) -> Any:
    """Read one YAML file and lint it: NFC, no presentation forms, no tatweel, no invisible marks."""
    text = path.read_text(encoding="utf-8")
    if unicodedata.normalize("NFC", text) != text:
        raise ResourceError(f"{path}: not NFC")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise ResourceError(f"{path}:{line}: U+{ord(bad.group()):04X} is not allowed in resources")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a resource file (its key `entries`), each checked for an id that no other has."""
    data = load(path)
    seen: set[str] = set()
    for entry in data["entries"]:
        if not isinstance(entry, dict) or "id" not in entry:
            raise ResourceError(f"{path}: an entry without id: {entry!r}")
        if entry["id"] in seen:
            raise ResourceError(f"{path}: two entries with id {entry['id']}")
        seen.add(entry["id"])
        yield entry


def dump(data: Any) -> str:
    """JSON as tables are stored: sorted keys, one top-level entry a line so that diffs read well."""
    if isinstance(data, dict) and isinstance(data.get("entries"), list):
        head = {k: v for k, v in data.items() if k != "entries"}
        lines = ",\n".join(json.dumps(e, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for e in data["entries"])
        top = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))[1:-1]
        return "{" + (top + "," if top else "") + '"entries":[\n' + lines + "\n]}\n"
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"


def lexicon_entry(entry_id: str, data: dict[str, Any], forms: list[Any], *, pro: str = "*", enc: bool = True) -> dict[str, Any]:
    """An entry as :func:`isnad.lang.tables.lexicon` reads it. `forms` holds strings, or pairs of string and feature mapping."""
    out: dict[str, Any] = {"id": entry_id, "data": data, "forms": sorted(forms, key=json.dumps)}
    if pro != "*":
        out["pro"] = pro
    if not enc:
        out["enc"] = False
    return out
