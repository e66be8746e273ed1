"""Hand-made readings as records, so that linking can be measured apart from reading. Only for tests and benchmarks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from isnad.model.ids import sha256
from isnad.model.records import Claim, Made, Name, PlaceMention, Quantity, Reading, Statement, TimeMention
from isnad.model.report import Capture, Report
from isnad.model.span import Span

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
HAND = Made("test.hand")
_END = re.compile(r"[.!?؟\n]")


def report(name: str, text: str, **known: Any) -> Report:
    """A report of a text in memory."""
    lang = known.pop("lang", None) or ("ar" if sum("\u0600" <= c <= "\u06ff" for c in text) > len(text) / 4 else "en")
    return Report(name, text, sha256(f"{name}\n{text}".encode()), lang, Capture(name, "", "test", "text/plain", "utf-8"), **known)


def load(folder: Path) -> list[tuple[Report, Reading]]:
    """The gold reports of a folder with what their annotators read, in the order of their names."""
    out = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "statements" in gold:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            r = report(path.stem, text, lang=gold["lang"], title=gold.get("title"), outlet=gold.get("outlet"), published=gold.get("published"))
            out.append((r, reading(r, gold)))
    return out


def reading(r: Report, gold: dict[str, Any]) -> Reading:
    """The annotation of one report as a reading. Claims take the quantities of their sentence that no other trigger is nearer to."""
    text = r.text
    places = [
        PlaceMention(_find(text, p), p["name"], p.get("country"), p.get("lat"), p.get("lon"), None, _kind(p["name"]), HAND) for p in gold["places"]
    ]
    named = {p.name: i for i, p in reversed(list(enumerate(places)))}
    quantities = [Quantity(_find(text, q), q.get("min"), q.get("max"), bool(q.get("approx")), q.get("of"), HAND) for q in gold["quantities"]]
    spans = [Span(*_located(text, e["trigger"], e.get("n"))) for e in gold["events"]]
    taken: dict[int, list[int]] = {}
    for k, q in enumerate(quantities):
        a, b = _sentence(text, q.span.start)
        near = [(abs(s.start - q.span.start), i) for i, s in enumerate(spans) if a <= s.start < b]
        if near:
            taken.setdefault(min(near)[1], []).append(k)
    claims = []
    for i, (e, span) in enumerate(zip(gold["events"], spans, strict=True)):
        place = None
        if e.get("place"):
            if e["place"] not in named:
                named[e["place"]] = len(places)
                places.append(PlaceMention(span, e["place"], None, None, None, None, _kind(e["place"]), HAND))
            place = named[e["place"]]
        a, b = _sentence(text, span.start)
        claims.append(
            Claim(
                span, Span(min(a, span.start), max(b, span.end)), e["type"], e.get("mode"), tuple(Name(x) for x in e["actor"]),
                tuple(Name(x) for x in e["recipient"]), place, e.get("time"), tuple(taken.get(i, ())), e.get("occurred", True),
                e.get("status") or "actual", e.get("statement"), HAND,
            )
        )  # fmt: skip
    statements = [
        Statement(
            _find(text, s), _near(text, s.get("cue"), s), _near(text, s.get("source"), s), Name(s["speaker"], s.get("source")),
            tuple(Name(v) for v in s.get("via") or ()), s["kind"], bool(s["named"]), s["mode"], s["stance"], None, HAND,
        )
        for s in gold["statements"]
    ]  # fmt: skip
    times = [TimeMention(_find(text, t), t["edtf"], "unknown", HAND) for t in gold["times"]]
    return Reading(r.id, "hand", (), tuple(times), tuple(places), tuple(quantities), tuple(statements), tuple(claims))


def _kind(name: str) -> str:
    kinds = {"Governorate": "governorate", "base": "base", "airport": "base", "camp": "camp", "Desert": "region", "crossing": "crossing"}
    for word, kind in kinds.items():
        if word in name:
            return kind
    return "country" if name in ("Syria", "Iraq", "Yemen", "Libya", "Sudan", "Lebanon", "Turkey", "Saudi Arabia", "Iran", "Russia") else "city"


def _find(text: str, x: dict[str, Any]) -> Span:
    return Span(*_located(text, x["quote"], x.get("n")))


def _near(text: str, words: str | None, x: dict[str, Any]) -> Span | None:
    """Where the words stand nearest to the quote, or None."""
    if not words:
        return None
    home = _find(text, x).start
    spots = [m.start() for m in re.finditer(re.escape(words), text)]
    return Span(at := min(spots, key=lambda s: abs(s - home)), at + len(words)) if spots else None


def _located(text: str, quote: str, n: int | None) -> tuple[int, int]:
    at = -1
    for _ in range((n or 0) + 1):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def _sentence(text: str, at: int) -> tuple[int, int]:
    ends = [0, *(m.end() for m in _END.finditer(text)), len(text)]
    return max(e for e in ends if e <= at), min(e for e in ends if e > at)
