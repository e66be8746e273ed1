"""What the furniture of a text tells: publication date, title, outlet and author, from the lines above and below the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from isnad.errors import Diagnostic
from isnad.ingest.codes import doubt
from isnad.ingest.datelines import Dated, find_date, strip_date
from isnad.ingest.outlets import dateline_outlet
from isnad.ingest.sidecar import Said
from isnad.ingest.words import forms, phrases
from isnad.text.fold import fold_char

_HEAD_LINES = 15  # lines looked at above the first paragraph
_FOOT_LINES = 10  # lines looked at below the last
_AROUND = "".join(sorted(set(" :*|-–—.…»«>[]()#")))
_EDGES = " .*#|\"”“«»"
_BODY_WORDS = 25  # a line of as many words is a paragraph
_TITLE_WORDS = (3, 24)
_TITLE_LENGTH = 180
_LINE = re.compile(r"[^\r\n\u2028\u2029\x85\f]+")
_DASH = re.compile(r"(?<![^\W\u0640])\u0640+(?![^\W\u0640])")
_NAME_WORD = r"[^\W\d_][^\W\d_\u064b-\u0652'’.-]*[\u064b-\u0652'’.-]*[^\W\d_]*"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not empty.

    Attributes:
        text: without white space at its ends.
        folded: folded.
        words: how many words.
    """

    text: str
    folded: str
    words: int


def fold_line(text: str) -> str:
    """A line folded, white space made single. A lone tatweel is a dash. Short lines are kept, since menus come back on every page of a site."""
    return _folded(text) if len(text) <= 160 else _fold(text)


def _fold(text: str) -> str:
    return " ".join("".join(map(fold_char, _DASH.sub("-", text))).split())


_folded = lru_cache(maxsize=8192)(_fold)


def zones(text: str) -> tuple[list[Line], list[Line], str]:
    """The lines above the first paragraph, those below the last, and the beginning of that first paragraph (empty without one)."""
    head: list[Line] = []
    opening = ""
    for m in _LINE.finditer(text[:20_000]):
        raw = m.group().strip()
        if not raw:
            continue
        words = len(raw[:2000].split())
        if words >= _BODY_WORDS or len(raw) > 400 or (words >= 12 and raw.endswith((".", ".”", ".»", '."'))):
            opening = raw[:160]
            break
        if len(head) == _HEAD_LINES:
            break
        head.append(Line(raw, fold_line(raw), words))
    foot: list[Line] = []
    tail = text[-6_000:]
    for raw in reversed([m.group().strip() for m in _LINE.finditer(tail)]):
        if not raw:
            continue
        words = len(raw[:2000].split())
        if words >= _BODY_WORDS + 15 or len(foot) == _FOOT_LINES:
            break
        foot.insert(0, Line(raw[:400], fold_line(raw[:400]), words))
    return head, foot, opening


def is_furniture(folded: str) -> bool:
    """Whether a folded line is page furniture: a menu word, or the head of what pages put below a report."""
    bare = folded.strip(_AROUND)
    return bare in phrases("furniture-head") or ends_report(folded) or links_on(folded)


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, phrases(kind)), key=len, reverse=True)))


def links_on(folded: str) -> bool:
    """Whether a folded line only leads to another report: «اقرأ أيضا: …», “Read more”."""
    bare = folded.strip(_AROUND)
    m = _opening("furniture-link").match(bare)
    return m is not None and (m.end() == len(bare) or bare[m.end() :].lstrip()[:1] in (":", "|", "-", "»", ">"))


def ends_report(folded: str) -> bool:
    """Whether a folded line begins what pages put below a report (related links, a form for comments)."""
    if len(folded) > 100:
        return False
    bare = folded.strip(_AROUND)
    m = _opening("furniture-end").match(bare) if len(bare) <= 80 else None
    if m is None:
        return False
    n = m.end()
    return n == len(bare) or n > 12 or (not bare[n].isalnum() and len(bare) < n + 25)


def read(text: str, lang: str, file: str | None) -> Said:
    """What the furniture tells of a report.

    Args:
        text: the stored text.
        lang: its language: it decides the order of day and month in figures.
        file: for diagnostics.

    Returns:
        Fields found with evidence; None where there is none. A weekday that does not fit its date is a diagnostic.
    """
    head, foot, opening = zones(text)
    dated, notes = _published(head, foot, opening, lang, file)
    title, outlet = _title(head, lang) if opening or len(head) > 1 else (None, None)
    author, by_outlet = _byline(head, foot)
    if title:
        title, named = _without_author(title)
        author = named or author
    outlet = outlet or by_outlet or _outlet(foot, lang) or dateline_outlet([x.text for x in head], opening, lang)
    return Said(outlet, dated, None, title or None, author, diagnostics=notes)


def _published(head: list[Line], foot: list[Line], opening: str, lang: str, file: str | None) -> tuple[str | None, tuple[Diagnostic, ...]]:
    best: tuple[int, int, Dated] | None = None
    for zone, base in ((head, 0), (foot, 3)):
        dates: list[tuple[int, int, Dated]] = []
        for i, line in enumerate(zone):
            if ends_report(line.folded):
                break  # under comments or related links stand other dates
            dated = find_date(line.folded, lang) if line.words <= 22 else None
            rank = _rank(line.folded, dated) if dated is not None else None
            if dated is not None and rank is not None:
                dates.append((base + rank, i, dated))
        if base and len(dates) > 1:  # a list of other reports
            dates = [d for d in dates if d[0] == base]
        best = min([*dates, *([best] if best else [])], key=lambda d: d[:2], default=None)
    if best is None:
        dateline = find_date(fold_line(opening), lang, dateline=True)
        if dateline is None:
            return None, ()
        best = (9, 0, dateline)
    dated = best[2]
    if dated.said_weekday is not None and dated.said_weekday != dated.day.isoweekday():
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        day = dated.day.isoformat()
        return day, (doubt("ingest.weekday", file, date=day, real=names[dated.day.weekday()], said=names[dated.said_weekday - 1]),)
    return dated.day.isoformat(), ()


def _rank(folded: str, dated: Dated) -> int | None:
    """How good a date line is (0 best), or None where the date is part of a sentence."""
    rest = strip_date(folded, dated)
    label = next((k for k in ("label-published", "label-updated", "label-issue") if any(_has(folded, p) for p in phrases(k))), None)
    if label == "label-published" and len(rest) <= 8:
        return 0
    if len(rest) <= 2:
        return 1
    if label == "label-updated" and len(rest) <= 8:
        return 2
    if label == "label-issue" or any(w in forms("outlet-word") for w in rest):
        return 2 if len(rest) <= 20 else None
    return 2 if len(rest) <= 4 and not dated.bare else None


@cache
def _word(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


def _has(folded: str, phrase: str) -> bool:
    return phrase in folded and _word(phrase).search(folded) is not None


def _title(head: list[Line], lang: str) -> tuple[str | None, str | None]:
    """The headline among the first lines, and the outlet where a line reads «outlet : headline»."""
    lines = [x for x in head[:6] if not is_furniture(x.folded)]
    for i, line in enumerate(lines):
        dated = find_date(line.folded, lang)
        if dated is not None and len(strip_date(line.folded, dated)) <= 4:
            continue
        if not _TITLE_WORDS[0] <= line.words <= _TITLE_WORDS[1] or len(line.text) > _TITLE_LENGTH:
            continue
        if _is_byline(line):
            continue
        if line.text.endswith(("...", "…", "،", ",", ":")) or (line.text.endswith(".") and line.words > 5):
            return None, None
        for other in lines[i + 1 : i + 4]:  # the page's own title repeats the headline behind the outlet's name
            if other.words >= _TITLE_WORDS[0] and other.folded in line.folded and other.folded != line.folded:
                outlet = _beside(line.text, other.text)
                if outlet:
                    return other.text, outlet
        return line.text, None
    return None, None


def _beside(page_title: str, headline: str) -> str | None:
    """`Outlet : headline` or `headline - Outlet`: the outlet."""
    before, found, after = page_title.partition(headline)
    if not found:
        return None
    m = re.fullmatch(r"\s*(.{2,60}?)\s*[:|\-–—»]\s*", before)
    if m is None and not before.strip():
        m = re.fullmatch(r"\s*[:|\-–—«]\s*(.{2,60}?)\s*", after)
    return m.group(1) if m and 1 <= len(m.group(1).split()) <= 7 else None


def _name(text: str) -> str | None:
    """A person's name at the start of what stands after a label: two to five words and nothing like a sentence."""
    part = re.split(r"\s*(?:[/|(،,؛;:\n]|\s[-–—]\s|[-–—]\s)\s*", text.strip(), maxsplit=1)[0].strip(" .*")
    words = part.split()
    if not 2 <= len(words) <= 5 or not all(re.fullmatch(_NAME_WORD, w) for w in words):
        return None
    if any(fold_line(w) in phrases("furniture-head") for w in words):
        return None
    return part


def _labelled(line: str, *, first: bool = False) -> str | None:
    """The name after a writer's label, at the start of the line or (unless `first`) after a stroke."""
    for m in re.finditer(r"^\s*" if first else r"(?:^|[/|\-–—(«])\s*", line):
        rest = line[m.end() :]
        for n in range(1, 4):
            words = rest.split(None, n)
            label = fold_line(" ".join(words[:n])).rstrip(" :/")
            if len(words) > n and label in phrases("label-author"):
                colon = words[n - 1].endswith((":", "/")) or words[n].startswith(":")
                name = _name(words[n].lstrip(": "))
                # a verb without colon («كتب فلان») must end the line, or it is a sentence
                if name and (colon or label in ("by", "بقلم") or rest.rstrip(" .*)").endswith(name)):
                    return name
    return None


def _is_byline(line: Line) -> bool:
    return line.words <= 9 and _labelled(line.text, first=True) is not None


def _without_author(title: str) -> tuple[str, str | None]:
    """A headline without «/ كتب فلان» behind it, and who that is."""
    m = re.search(r"\s*[/|]\s*(?=[^/|]{4,60}$)", title)
    name = _labelled(title[m.end() :]) if m else None
    return (title[: m.start()].rstrip(), name) if m and name else (title, None)


def _byline(head: list[Line], foot: list[Line]) -> tuple[str | None, str | None]:
    """Who wrote it, and the outlet of a byline «name - outlet»."""
    for line in [*head, *reversed(foot)]:
        if line.words > 30 or (line.words > 12 and "/" not in line.text):
            continue
        name = _labelled(line.text)
        if name:
            return (None, name) if _is_outlet(name) else (name, None)
    for line in head:
        parts = re.split(r"\s*[-–—|]\s+|\s+[-–—|]\s*", line.text)
        if len(parts) == 2 and line.words <= 8:
            for who, where in (parts, parts[::-1]):
                name = _name(who)
                if name and _is_outlet(where) and not _is_outlet(who):
                    return name, where.strip(_EDGES)
                if len(who.split()) <= 2 and len(where.split()) >= 2 and _is_outlet(where) and not _is_outlet(who):
                    return None, where.strip(_EDGES)  # «place - outlet»
    return None, None


def _is_outlet(text: str) -> bool:
    words = fold_line(text).split()
    return 1 <= len(words) <= 5 and any(w in forms("outlet-word") for w in words) and find_date(" ".join(words), "ar") is None


def _outlet(foot: list[Line], lang: str) -> str | None:
    """The outlet named below the report: «المصدر: …», or an outlet's word and name before the date or number of an issue."""
    for i, line in enumerate(foot):
        label, colon, rest = line.text.partition(":")
        if fold_line(label) in phrases("label-source"):
            name = rest.strip(_EDGES) if colon and rest.strip() else foot[i + 1].text.strip(_EDGES) if i + 1 < len(foot) else ""
            if 1 <= len(name.split()) <= 6 and len(name) <= 60 and not is_furniture(fold_line(name)):
                return name
    for line in reversed(foot):
        dated = find_date(line.folded, lang)
        if dated is None or line.words > 40:
            continue
        for m in re.finditer(r"(?:^|[/|\-–—(،,]\s*)((?:[^\W\d_]+\s+){1,5}?)(?=[\d\u0660-\u0669])", line.text):
            words = m.group(1).split()
            if fold_line(words[0]) in forms("outlet-word") and len(words) >= 2:
                return " ".join(words)
    return None
