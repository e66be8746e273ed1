"""Two strips below a pair's bars: what is told between days, and the mean score of each period with its range."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import escape

from isnad.model import edtf
from isnad.model.linked import Dyad
from isnad.show.labels import label

WIDTH = 1080
HALF = 27  # height of the score from 0 to 10
UNDATED = 34
KINDS = ("cooperation", "avoidance", "conflict")
Place = Callable[[float], float]


def shares(dyad: Dyad, x: Place, first: int, last: int, top: float, lang: str) -> tuple[str, int]:
    """How much is told without a date, month by month, each event shared out over the days that it lies between.

    Returns:
        The strip, and its height; nothing where no event is told so.
    """
    spans: list[tuple[str, int, int]] = []
    for p in dyad.points:
        first_day, last_day = edtf.bounds(p.between) if p.between is not None else (None, None)
        if first_day is not None and last_day is not None:
            spans.append((str(p.kind), first_day.toordinal(), last_day.toordinal()))
    if not spans:
        return "", 0
    months = [m for m in _months(first, last) if any(low <= m[1] and m[0] <= high for _, low, high in spans)]
    told = {m: [_share(spans, kind, *m) for kind in KINDS] for m in months}
    most = max((sum(v) for v in told.values()), default=0.0)
    out = [_label(top + 11, label("picture.between", lang, n=len(spans)), lang)]
    base = top + UNDATED
    for (low, high), values in told.items():
        a, b = sorted((x(low), x(high + 1)))
        at = base
        for kind, value in zip(KINDS, values, strict=True):
            tall = (UNDATED - 15) * value / most if most else 0.0
            if tall > 0.05:
                out.append(f'<rect x="{a:.1f}" y="{at - tall:.1f}" width="{b - a:.1f}" height="{tall:.1f}" class="between {kind}"/>')
                at -= tall
    out.append(f'<line x1="0" y1="{base}" x2="{WIDTH}" y2="{base}" class="rule"/>')
    return "".join(out), UNDATED + 8


def series(dyad: Dyad, x: Place, top: float, lang: str) -> tuple[str, int]:
    """The mean score of each period, and between which scores it lies in nine of ten draws of the origins.

    Returns:
        The strip, and its height; nothing without periods.
    """
    if not dyad.periods:
        return "", 0
    zero = top + 18 + HALF
    out = [_label(top + 11, label("picture.series", lang), lang), f'<line x1="0" y1="{zero}" x2="{WIDTH}" y2="{zero}" class="rule"/>']
    for p in dyad.periods:
        low, high = edtf.bounds(p.period)
        if low is None or high is None:
            continue
        a, b = sorted((x(low.toordinal()), x(high.toordinal() + 1)))
        kind = "cooperation" if p.score > 0 else "conflict"
        y0, y1, at = (zero - HALF * v / 10 for v in (p.high, p.low, p.score))
        out.append(f'<rect x="{a:.1f}" y="{y0:.1f}" width="{b - a:.1f}" height="{max(1.0, y1 - y0):.1f}" class="range {kind}"/>')
        out.append(f'<line x1="{a:.1f}" y1="{at:.1f}" x2="{b:.1f}" y2="{at:.1f}" class="mean {kind}"/>')
    return "".join(out), 2 * HALF + 26


def _label(y: float, words: str, lang: str) -> str:
    right = lang == "ar"
    shown = f"\u2067{words}\u2069" if right else words
    x, anchor = (WIDTH - 6, "end") if right else (6, "start")
    return f'<text x="{x}" y="{y:.0f}" class="strip" direction="ltr" text-anchor="{anchor}">{escape(shown)}</text>'


def _months(first: int, last: int) -> list[tuple[int, int]]:
    low, high = date.fromordinal(first), date.fromordinal(last)
    out = []
    for n in range(low.year * 12 + low.month - 1, high.year * 12 + high.month):
        start = date(n // 12, n % 12 + 1, 1)
        after = date((n + 1) // 12, (n + 1) % 12 + 1, 1)
        out.append((start.toordinal(), after.toordinal() - 1))
    return [m for m in out if m[0] < last]


def _share(spans: list[tuple[str, int, int]], kind: str, low: int, high: int) -> float:
    return sum(max(0, min(high, b) - max(low, a) + 1) / (b - a + 1) for k, a, b in spans if k == kind)
