"""The figures of a dossier: its events in time, and on a map. Each is one SVG with its own colours, and on demand a PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

from markupsafe import escape

from isnad.errors import InputError, UsageError
from isnad.model.edtf import bounds
from isnad.model.linked import Event
from isnad.model.plover import QUAD
from isnad.show.dossier.check import cover_page
from isnad.show.dossier.mapping import Spot, draw
from isnad.show.dossier.names import Names
from isnad.show.labels import date_label, label, type_label
from isnad.show.protect import Shield
from isnad.store.view import SqliteView

WIDTH, ROW, TOP, NAME = 960, 30, 12, 430
LETTERS = 56  # of an event's name beside its bar
SCALE = 2.0  # pixels of a PNG to a unit of its SVG
_STYLE = (
    "<style>text{font:13px 'Noto Sans Arabic','Liberation Sans','DejaVu Sans',sans-serif;fill:#1d1b18}.soft{fill:#5f594f;font-size:12px}"
    ".grid{stroke:#ddd6ca}.row{stroke:#eee8de}.cooperation{fill:#2f7d4f;stroke:#2f7d4f}.conflict{fill:#b3392f;stroke:#b3392f}"
    ".none{fill-opacity:0;stroke-width:1.6}.contested{stroke:#1d1b18;stroke-width:1.4;stroke-dasharray:3 2}.sea{fill:#e4edf2}"
    ".land{fill:#f7f3ea;stroke:#b9b2a5;stroke-width:.8}.spot{fill:#8a4b08;fill-opacity:.75;stroke:#fff}.place{font-size:12px}</style>"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        name: file name without suffix.
        caption: what it shows.
        svg: the picture.
    """

    name: str
    caption: str
    svg: str


def figures(view: SqliteView, events: Sequence[Event], lang: str, names: Names, shield: Shield) -> tuple[Figure, ...]:
    """The figures of a choice of events: those for which there is something to draw.

    Args:
        view: the case.
        events: the events, in order.
        lang: language of the words; `ar` draws time from right to left.
        names: Arabic names.
        shield: what is covered.
    """
    out: list[Figure] = []
    dated = [e for e in events if e.time and _days(e.time)]
    if dated:
        contested = {e.id for e in dated if (a := view.assessment(e.id)) is not None and a.grade in ("contested", "discounted")}
        numbers = {e.id: n for n, e in enumerate(events, 1)}
        out.append(Figure("events", label("paper.figure.time", lang, n=1), _styled(_timeline(dated, numbers, contested, lang, names), shield)))
    spots: dict[tuple[float, float], Spot] = {}
    for e in events:
        if e.place and e.lat is not None and e.lon is not None:
            known = spots.get((e.lat, e.lon))
            spots[e.lat, e.lon] = Spot(names.place(e.place), e.place, e.lat, e.lon, len(e.claims) + (known.claims if known else 0), "")
    if spots:
        svg = str(draw(list(spots.values()), lang)).replace('<a href="">', "<g>").replace("</a>", "</g>")
        out.append(Figure("map", label("paper.figure.map", lang, n=len(out) + 1), _styled(svg, shield)))
    return tuple(out)


def png(svg: str) -> bytes:
    """A picture as PNG.

    Raises:
        UsageError: what is needed is not installed (`dossier.publish`).
    """
    convert = _converter()
    data: bytes = convert.svg_to_png(svg, scale=SCALE)
    return data


def write_figures(found: Sequence[Figure], folder: Path) -> list[Path]:
    """Write each figure as SVG and PNG into a folder, which is made.

    Raises:
        UsageError: what is needed for PNG is not installed (`dossier.publish`).
        InputError: the folder cannot be made or written (`dossier.output`).
    """
    pictures = [(f, png(f.svg)) for f in found]
    out: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for figure, data in pictures:
            for suffix, content in ((".svg", figure.svg.encode("utf-8")), (".png", data)):
                out.append(folder / f"{figure.name}{suffix}")
                out[-1].write_bytes(content)
    except OSError as error:
        raise InputError("dossier.output", f"cannot be written: {error.strerror}", file=str(folder), remedy="name another folder") from None
    return out


def font_file(package: str, name: str) -> Path:
    """A font of a package of the extra `publish`.

    Raises:
        UsageError: it is not installed (`dossier.publish`).
    """
    spec = util.find_spec(package)
    path = Path(spec.origin).parent / "files" / name if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise not_installed(package.replace("_", "-"))
    return path


def not_installed(package: str) -> UsageError:
    """The error where a package of the extra `publish` is missing."""
    return UsageError("dossier.publish", f"{package} is not installed", remedy="install what publishing needs: pip install 'isnad[publish]'")


@cache
def _converter() -> Any:
    folder = font_file("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf").parent
    try:
        import vl_convert
    except ImportError:
        raise not_installed("vl-convert-python") from None
    vl_convert.register_font_directory(str(folder))
    return vl_convert


def _styled(svg: str, shield: Shield) -> str:
    return cover_page(svg.replace("</title>", f"</title>{_STYLE}", 1) + "\n", shield)


def _days(edtf: str) -> tuple[int, int] | None:
    try:
        low, high = bounds(edtf)
    except ValueError:
        return None
    first, last = low or high, high or low
    return (first.toordinal(), last.toordinal()) if first and last else None


def _timeline(events: Sequence[Event], numbers: dict[str, int], contested: set[str], lang: str, names: Names) -> str:
    """One row an event, in the order of the document, with a bar as long as its date is uncertain."""
    spans = {e.id: d for e in events if e.time and (d := _days(e.time))}
    first, last = min(a for a, _ in spans.values()), max(b for _, b in spans.values())
    pad = max(10, (last - first) // 40)
    first, last = first - pad, last + pad
    room = WIDTH - NAME - 24
    height = TOP + ROW * len(events) + 34
    rtl = lang == "ar"

    def x(day: float) -> float:
        at = NAME + room * (day - first) / (last - first)
        return WIDTH - at if rtl else at

    out = [
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(label('paper.figure.time', lang, n=1))}</title>", f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]  # fmt: skip
    for day, words in _ticks(first, last, lang):
        out.append(f'<line x1="{x(day):.1f}" x2="{x(day):.1f}" y1="{TOP}" y2="{height - 28}" class="grid"/>')
        out.append(f'<text x="{x(day):.1f}" y="{height - 10}" text-anchor="middle" class="soft">{escape(words)}</text>')
    for n, e in enumerate(events):
        y = TOP + ROW * n
        a, b = sorted((x(spans[e.id][0]), x(spans[e.id][1] + 1)))
        if b - a < 8:
            a, b = (a + b) / 2 - 4, (a + b) / 2 + 4
        kind = "cooperation" if QUAD[e.type].endswith("cooperation") else "conflict"
        look = kind + (" none" if e.occurred is False else "") + (" contested" if e.id in contested else "")
        words = _name(e, lang, names)
        shown = words if len(words) <= LETTERS else words[:LETTERS].rpartition(" ")[0] + " …"
        edge = WIDTH - 8 if rtl else 8
        # Programs differ in what `direction` does to `text-anchor`: the text stays left to right for them, and an embedding turns its words.
        anchor, said = ("end", f"\u202b{numbers[e.id]}. {shown}\u202c") if rtl else ("start", f"{numbers[e.id]}. {shown}")
        out.append(f'<line x1="8" x2="{WIDTH - 8}" y1="{y + ROW - 2}" y2="{y + ROW - 2}" class="row"/>')
        out.append(f'<text x="{edge}" y="{y + 19}" text-anchor="{anchor}" direction="ltr">{escape(said)}</text>')
        out.append(
            f'<rect x="{a:.1f}" y="{y + 8}" width="{b - a:.1f}" height="12" rx="3" class="{look}">'
            f"<title>{escape(words)} · {escape(date_label(e.time, lang))}</title></rect>"
        )
    return "".join([*out, "</svg>"])


def _name(e: Event, lang: str, names: Names) -> str:
    def called(parties: Sequence[str]) -> str:
        return (" و" if lang == "ar" else ", ").join(names.shown(p, lang) for p in parties)

    what = type_label(e.type, None, lang)
    place = (names.place(e.place) if lang == "ar" else e.place) if e.place else ""
    return ("، " if lang == "ar" else ", ").join(w for w in (what, called(e.actor), place) if w)


def _ticks(first: int, last: int, lang: str) -> list[tuple[int, str]]:
    """Days to mark on the axis with their words: years, or months where all lies within two years; at most eight."""
    low, high = date.fromordinal(first), date.fromordinal(last)
    if last - first > 731:
        step = max(1, (high.year - low.year) // 8 + 1)
        return [(date(y, 1, 1).toordinal(), str(y)) for y in range(low.year + 1, high.year + 1) if (y - low.year - 1) % step == 0]
    months = [(m // 12, m % 12 + 1) for m in range(low.year * 12 + low.month, high.year * 12 + high.month)]
    step = max(1, len(months) // 6 + 1)
    out = [(date(y, m, 1).toordinal(), f"{m}/{y}") for k, (y, m) in enumerate(months) if k % step == 0]
    return out or [((first + last) // 2, date_label(date.fromordinal((first + last) // 2).isoformat(), lang))]
