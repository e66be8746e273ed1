"""Pictures that a command writes to a file."""

from __future__ import annotations

from pathlib import Path

from isnad.errors import UsageError
from isnad.model.linked import Dyad
from isnad.show.cli.common import redacting
from isnad.show.cli.terminal import line
from isnad.show.dossier.picture import image, page
from isnad.show.protect import shield_of
from isnad.store.contracts import View


def write_picture(view: View, dyad: Dyad, path: Path, lang: str) -> None:
    """Write the picture of a pair as a page or as an image, by the name's ending.

    Raises:
        UsageError: nothing is there to draw, or the folder is not there.
    """
    if not dyad.points:
        raise UsageError("cli.parties", f"no event tells of both {dyad.a} and {dyad.b}", remedy="`isnad events` lists the parties")
    if not path.absolute().parent.is_dir():
        raise UsageError("cli.system", f"{path.parent} is no folder", remedy="make it, or name another")
    shield = shield_of(view.items(), redacting())
    text = image(view, dyad, lang, shield) if path.suffix == ".svg" else page(view, dyad, lang, shield)
    path.write_text(text, encoding="utf-8")
    line(f"wrote {path}")
