"""Pictures and tables of a pair that a command writes to a file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from isnad.errors import UsageError
from isnad.model.linked import Dyad
from isnad.show.cli.common import redacting
from isnad.show.cli.gather import OWN_VOICE
from isnad.show.cli.terminal import line
from isnad.show.dossier.picture import image, page, unlike
from isnad.show.export.tables import write_csv
from isnad.show.labels import label
from isnad.show.protect import Shield, shield_of
from isnad.store.contracts import View

SUFFIXES = (".html", ".svg", ".png", ".csv")
COLUMNS = (
    "event", "time", "between", "first", "last", "kind", "quad", "score", "acts", "name", "place", "lines", "origins", "source_kinds", "grade",
    "contested", "quotes",
)  # fmt: skip
SCALE = 2.0  # pixels to a unit of the picture
_FONTS = ("fontpkg_noto_sans_arabic", "fontpkg_amiri")


def write_picture(view: View, dyad: Dyad, path: Path, lang: str, *, bom: bool = False) -> None:
    """Write a pair as a page, an image or a table, by the name's ending.

    Raises:
        UsageError: nothing is there to draw, the folder is not there, or what makes PNG is not installed.
    """
    if not dyad.points:
        raise UsageError("cli.parties", f"no event tells of both {dyad.a} and {dyad.b}", remedy="`isnad events` lists the parties")
    if not path.absolute().parent.is_dir():
        raise UsageError("cli.system", f"{path.parent} is no folder", remedy="make it, or name another")
    shield = shield_of(view.items(), redacting())
    if path.suffix == ".png":
        path.write_bytes(png(image(view, dyad, lang, shield)))
    elif path.suffix == ".csv":
        path.write_text(table(view, dyad, shield, bom=bom), encoding="utf-8", newline="")
    else:
        path.write_text(image(view, dyad, lang, shield) if path.suffix == ".svg" else page(view, dyad, lang, shield), encoding="utf-8")
    line(f"wrote {path}")


def png(svg: str) -> bytes:
    """An image of dots from an SVG, with the Arabic letters that come with the extra `publish`.

    Raises:
        UsageError: the extra is not installed.
    """
    if find_spec("vl_convert") is None:
        raise UsageError("cli.extra", "PNG needs what the extra `publish` brings", remedy="pip install 'isnad[publish]'; or write FILE.svg")
    import vl_convert  # of an extra: not there for everybody

    for name in _FONTS:
        found = find_spec(name)
        for place in found.submodule_search_locations or () if found is not None else ():
            for folder in sorted({f.parent for f in Path(place).rglob("*.ttf")}):
                vl_convert.register_font_directory(str(folder))
    made: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return made


def table(view: View, dyad: Dyad, shield: Shield, *, bom: bool = False) -> str:
    """A pair as CSV: one row a point, with the words of each claim behind it. Cells that a spreadsheet would run as formulas are disarmed."""
    out = io.StringIO()
    write_csv(({k: shield.cover(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows(view, dyad)), COLUMNS, out, bom=bom)
    return out.getvalue()


def rows(view: View, dyad: Dyad) -> Iterator[Mapping[str, Any]]:
    """The points of a pair, each with its quotations: `report:position, speaker: “words”`, a denial called one: `speaker (denies it): “words”`."""
    sides = {"a": dyad.a, "b": dyad.b, "both": f"{dyad.a}; {dyad.b}"}
    for p in dyad.points:
        quotes = []
        for ref in view.event(p.event).claims:
            report, reading = view.report(ref.report), view.reading(ref.report)
            assert reading is not None
            claim = reading.claims[ref.claim]
            said = reading.statements[claim.statement].speaker.name if claim.statement is not None else OWN_VOICE
            key = unlike(claim)
            said = said if key is None else f"{said} ({label(key, 'en')})"
            quotes.append(f"{report.name}:{ref.claim}, {said}: “{' '.join(claim.span.quote(report.text).split())}”")
        yield {
            "event": p.event, "time": p.time, "between": p.between, "first": p.first, "last": p.last, "kind": p.kind, "quad": p.quad,
            "score": p.score, "acts": sides[p.actor], "name": p.name, "place": p.place, "lines": p.lines, "origins": "; ".join(p.origins),
            "source_kinds": "; ".join(k or "media" for k in p.kinds), "grade": p.grade, "contested": p.contested, "quotes": "\n".join(quotes),
        }  # fmt: skip
