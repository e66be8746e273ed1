"""What stands beside the bars of a pair's picture: which of them are named, in what words, and where there is room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isnad.model.linked import DyadPoint, Event
from isnad.show.dossier.names import Names
from isnad.show.labels import label, type_label

SHARP = 62  # days: what is dated more vaguely is not named
MARK = 6  # half the room for the mark of who acts
NARROW = 4.7  # a letter of an Arabic name
WIDE = 5.7  # a letter of a name, in units of the picture
MOST = 26  # letters


@dataclass(frozen=True, slots=True)
class Caption:
    """A name for what lies at one time in one band.

    Attributes:
        words: place and kind of act.
        actor: which of the pair acts: `a`, `b` or `both`.
        half: half the width of the words.
        at: where its bar is.
        lane: the bar's lane, counted as they were given.
        x: middle of the words.
        row: row in which they stand, from 0.
    """

    words: str
    actor: str
    half: float
    at: float
    lane: int
    x: float
    row: int


def captions(bars: Iterable[tuple[DyadPoint, Event, float, float, int]], lang: str, names: Names | None, width: float, rows: int) -> list[Caption]:
    """Names for the best supported of the bars of one band, as many as there is room for.

    Args:
        bars: point, event, left and right end and lane of each.
        lang: `ar` or `en`.
        names: how places are called; None leaves them their English names.
        width: of the picture.
        rows: rows of names at most.
    """
    best: dict[tuple[str, int], tuple[tuple[int, int, int], DyadPoint, Event, float, int]] = {}
    for p, e, x0, x1, lane in bars:
        if (p.place is not None and f" in {p.place}" in e.name) or p.first is None or p.last is None or _long(p):
            continue  # a whole country says too little
        middle = (x0 + x1) / 2
        rank = (p.lines, len(e.claims), p.contested)
        key = (p.place or "", round(middle / 40))
        if key not in best or best[key][0] < rank:
            best[key] = (rank, p, e, middle, lane)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    out = []
    for _, p, e, middle, lane in sorted(best.values(), key=lambda b: (b[1].place is None, (-b[0][0], -b[0][1]), b[3], b[1].event)):
        words = _words(p, e, lang, names)
        half = len(words) * (NARROW if lang == "ar" else WIDE) / 2 + MARK
        x = min(max(middle, half + 4), width - half - 4)
        row = next((k for k, row in enumerate(taken) if all(x + half + 6 < a or b + 6 < x - half for a, b in row)), None)
        if row is not None:
            taken[row].append((x - half, x + half))
            out.append(Caption(words, p.actor, half, middle, lane, x, row))
    return sorted(out, key=lambda c: (c.row, c.x))


def _long(p: DyadPoint) -> bool:
    return (date.fromisoformat(p.last or "") - date.fromisoformat(p.first or "")).days > SHARP


def _words(p: DyadPoint, e: Event, lang: str, names: Names | None) -> str:
    place = names.place(p.place) if names and p.place else p.place or ""
    kind = type_label(e.type, None, lang)
    if p.kind == "avoidance" and e.type != "RETREAT":
        kind = label("caption.none", lang, x=kind)
    if not place:
        return kind
    words = f"{place}: {kind}"
    return words if len(words) <= MOST else place if len(place) <= MOST else place[: MOST - 1] + "…"
