"""Files that a case keeps beside its reports and apart from its claims: rival explanations, records of others. Each under a name, with its hash."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isnad.model.ids import sha256

if TYPE_CHECKING:
    from isnad.store.sqlite import SqliteCase
    from isnad.store.view import SqliteView

_PREFIX = "kept:"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a case keeps.

    Attributes:
        name: as the user named it.
        sha256: of its bytes.
        content: its bytes.
    """

    name: str
    sha256: str
    content: bytes


def keep(case: SqliteCase, shelf: str, name: str, content: bytes) -> Kept:
    """Keep a file on a shelf; what is there under its name is replaced.

    Args:
        case: the case, for writing.
        shelf: `rivals` or `records`.
        name: of the file.
        content: its bytes.
    """
    made = Kept(name, sha256(content), content)
    body = json.dumps({"sha256": made.sha256, "zlib": base64.b85encode(zlib.compress(content, 6)).decode("ascii")})
    with case.transaction():
        case._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"{_PREFIX}{shelf}:{name}", body))
    return made


def kept(view: SqliteView, shelf: str) -> list[Kept]:
    """The files of a shelf, by name.

    Raises:
        ValueError: a file does not hold what its hash says.
    """
    start = f"{_PREFIX}{shelf}:"
    out = []
    for key, body in view._db.execute("SELECT key, value FROM meta WHERE key >= ? AND key < ? ORDER BY key", (start, start[:-1] + ";")).fetchall():
        value = json.loads(body)
        content = zlib.decompress(base64.b85decode(value["zlib"]))
        if sha256(content) != value["sha256"]:
            raise ValueError(f"{key} does not hold what its hash says")
        out.append(Kept(key.removeprefix(start), value["sha256"], content))
    return out


def forget(case: SqliteCase, shelf: str, name: str) -> None:
    """Take a file off its shelf."""
    with case.transaction():
        case._db.execute("DELETE FROM meta WHERE key = ?", (f"{_PREFIX}{shelf}:{name}",))
