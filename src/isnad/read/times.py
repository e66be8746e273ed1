"""The times of one report: calendar expressions, placed on the calendar by a running reference."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from isnad.errors import Diagnostic
from isnad.grammar.rules import Node, register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar import times as arabic
from isnad.lang.common.calendar import Stretch, When, day_stretch
from isnad.lang.en import times as english
from isnad.model.records import Made, TimeMention
from isnad.model.span import Span
from isnad.read.anchors import shift
from isnad.read.timeline import LONG_AGO, Timeline, stretch_of
from isnad.read.times_published import published
from isnad.read.times_relations import relations
from isnad.text.doc import Doc

APPOSITION = register("common.time.apposition", "Two expressions joined by «أي», «وتحديدا» or \"that is\" mean the same day.")
BACKWARD = register("common.time.weekday-of-text", "A weekday that nothing else fixes is the day of that name which the text dates.")

_THAT_IS = frozenset(("اي", "وتحديدا", "تحديدا", "بالتحديد", "وبالتحديد", "ie", "namely", "specifically", "precisely"))
_BETWEEN = _THAT_IS | frozenset(("،", ",", "(", "-", "–", "يوم", "في", "on", ":"))
_SINCE = frozenset(("منذ", "ومنذ", "since"))
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENOUGH = 3  # dates with a year from which the text's own latest date stands in for its year of publication

_CLAUSE_ENDS = frozenset(("،", ",", ";", "؛", ":"))
_WAS = frozenset(("كان", "وكان", "كانت", "وكانت", "كانوا", "وكانوا", "فكان", "فكانت", "كنت", "كنا"))
_CLAUSE = frozenset(("ان", "بان", "انها", "انه", "that", "to", "out"))
_LOOKS_BACK = 14  # tokens over which a pluperfect reaches the time it is said of
_HEADLINE = 20  # tokens of a text's head
_GOVERNS = 12  # tokens over which a word of things to come governs a day after it

_Placed = tuple[Node, Stretch, Stretch | None]


def read_times(sheet: Sheet) -> list[TimeMention]:
    """The times of a report; fills in the relations, and adds a diagnostic `read.weekday-mismatch` for each date whose weekday is another.

    Args:
        sheet: the report's sheet, with mentions and places found: a date inside a name is none.
    """
    doc = sheet.doc
    language = arabic if doc.lang == "ar" else english
    nodes = [n for n in language.expressions(doc) if not _in_a_name(sheet, n)]
    if not nodes:
        sheet.relations = relations(doc, nodes, {})
        return []
    now, weekday, aside = published(doc, nodes, stretch_of(sheet.report.published))
    future = language.future_words(doc), language.promises(doc)
    values = [n.value for n in nodes if n.value.kind in ("cal", "range")]
    years = {w.year for w in values if w.year is not None and not w.hijri and not w.decade}
    sole = min(years) if now is None and len(years) == 1 else None
    line = Timeline(now, weekday, sole=sole, history=_history(nodes, now, aside), ahead=_nothing_else(doc, nodes))
    placed = _place(doc, nodes, line, future, aside)
    if now is None or now.vague:
        own = [s for n, s, _ in placed if n.value.year is not None and not s.vague and s.grain in ("day", "month", "season", "range")]
        if len(own) >= _ENOUGH:
            line = Timeline(now, weekday, sole=sole, assumed=max((s for _, s, _ in placed if not s.vague), key=lambda s: s.low))
            placed = _place(doc, nodes, line, future, aside)
    placed += _from_text(nodes, placed)
    for day, said in line.doubts:
        sheet.diagnostics.append(
            Diagnostic(
                "read.weekday-mismatch", f"{day.isoformat()} was a {_WEEKDAYS[day.weekday()]}, the report says {_WEEKDAYS[said]}", "warning",
                sheet.report.capture.address, None, "check the date against another report",
            )
        )  # fmt: skip
    sheet.relations = relations(doc, nodes, {n.first: s.edtf() for n, s, _ in placed})
    return [_mention(doc, n, s, anchor) for n, s, anchor in sorted(placed, key=lambda p: p[0].first)]


def _place(doc: Doc, nodes: list[Node], line: Timeline, future: tuple[set[int], set[int]], aside: set[int]) -> list[_Placed]:
    """Resolve the expressions in the order of the text."""
    out: list[_Placed] = []
    line.doubts.clear()
    firm, soft = sorted(future[0]), sorted(future[1])
    for k, node in enumerate(nodes):
        n = node
        w: When = n.value
        sentence = doc.sentence_index[n.first]
        coming = _ahead(doc, firm, n.first, sentence, False) or _ahead(doc, soft, n.first, sentence, w.month is None and w.season is None)
        if w.mod == "of" and w.sign > 0 and _of_what_was_told(doc, n.last):
            w = w.but(mod="")
        found, anchor = line.resolve(w, sentence, coming)
        if (w.anchor and w.kind in ("ago", "rel", "trail")) or w.kind == "part":
            twin = _twin(doc, nodes, k, out, line, sentence)
            if twin is not None:
                n, found, anchor = replace(n, rule=APPOSITION, parts=(n,)), twin, None
        if w.mod in ("of", "event") and w.kind == "ago":
            given = _given(doc, nodes, k, line, sentence)
            counted = shift(given, w) if given is not None else None
            if counted is not None:
                found, anchor = counted, given
        if found is None and w.kind == "range":  # one end may still be known
            known = [(p, *line.resolve(p.value, sentence, coming)) for p in n.parts if p.dim == "t" and p.value.kind != "range"]
            n, found, anchor = next(((p, s, a) for p, s, a in known if s is not None), (n, None, None))
        if found is None:
            continue
        out.append((n, found, anchor))
        if n.first not in aside:
            since = w.since or (n.first > 0 and doc.tokens[n.first - 1].norm in _SINCE)
            back = w.mod == "prior" or (w.anchor == "then" and (w.sign if w.kind == "ago" else w.step if w.kind == "rel" else 0) < 0)
            line.note(found, sentence, since, back or _pluperfect(doc, n.first))
    return out


def _ahead(doc: Doc, words: list[int], first: int, sentence: int, said: bool) -> bool:
    """Whether one of `words` governs what stands at `first`; where `said`, only over a clause: «توقعت أن تنحسر الخميس», not «وعد الخميس»."""
    at = bisect_left(words, first) - 1
    if at < 0 or words[at] < max(doc.sentences[sentence][0], first - _GOVERNS):
        return False
    return not said or not _CLAUSE.isdisjoint(doc.norms[words[at] : first])


def _of_what_was_told(doc: Doc, i: int) -> bool:
    """Whether the noun at token `i` has a pronoun for what was told before: «بعد عشرة أيام على صدوره»."""
    if i >= len(doc.tokens):
        return False
    word = doc.text[doc.tokens[i].start : doc.tokens[i].end]
    return len(word) > 4 and word.endswith(("ه", "ها", "هم", "هما"))


def _pluperfect(doc: Doc, i: int) -> bool:
    """Whether the clause before token `i` looks back: «وكانت الوزارة قد نفت مساء الأربعاء», "it had denied on Wednesday"."""
    first = max(doc.sentences[doc.sentence_index[i]][0], i - _LOOKS_BACK)
    norms = doc.norms[first:i]
    if doc.lang != "ar":
        return "had" in norms
    was = next((k for k in range(len(norms) - 1, -1, -1) if norms[k] in _WAS), None)
    return was is not None and "قد" in norms[was:]


def _nothing_else(doc: Doc, nodes: list[Node]) -> bool:
    """Whether a text is one calendar expression and at most two words: it tells of nothing past, so it means what is to come."""
    return len(nodes) == 1 and len(doc.tokens) - (nodes[0].last - nodes[0].first) <= 2


def _history(nodes: list[Node], now: Stretch | None, aside: set[int]) -> bool:
    """Whether most dates of a text lie long before its publication."""
    if now is None or now.vague:
        return False
    past = recent = told = 0
    for n in nodes:
        w: When = n.value
        if n.first in aside or w.kind not in ("cal", "rel"):
            continue
        if w.year is not None and not w.hijri and (w.month is not None or w.season is not None):
            if n.first < _HEADLINE and (w.year, w.month) == (now.low.year, now.low.month):
                continue  # the line that dates the text itself
            old = (now.low - date(w.year, w.month or 6, 1)).days > LONG_AGO
            past, recent = past + old, recent + (not old)
        elif w.year is None and w.month is not None and not w.mod and not w.unit:
            told += 1
        elif w.year is None and (w.anchor == "now" or w.mod in ("past", "this") or (w.weekday is not None and w.month is None)):
            recent += 1
    return (past >= _ENOUGH and past > recent) or (past > 0 and not recent and told >= _ENOUGH)


def _given(doc: Doc, nodes: list[Node], k: int, line: Timeline, sentence: int) -> Stretch | None:
    """The day from which a duration counts where the words after it date that: "two days after the truce was signed on 3 May"."""
    after = nodes[k + 1] if k + 1 < len(nodes) else None
    if after is None or after.first - nodes[k].last > _GOVERNS or doc.sentence_index[after.first] != sentence:
        return None
    if after.value.kind != "cal" or after.value.day is None or any(t.norm in _CLAUSE_ENDS for t in doc.tokens[nodes[k].last : after.first]):
        return None
    return line.resolve(after.value, sentence)[0]


def _twin(doc: Doc, nodes: list[Node], k: int, out: list[_Placed], line: Timeline, sentence: int) -> Stretch | None:
    """The value of a date joined to a relative expression by «أي» or «وتحديدا»."""
    n = nodes[k]
    if k + 1 < len(nodes) and nodes[k + 1].value.kind == "cal" and _joined(doc, n.last, nodes[k + 1].first):
        return line.resolve(nodes[k + 1].value, sentence)[0]
    if out and out[-1][0] is nodes[k - 1] and out[-1][0].value.kind == "cal" and _joined(doc, out[-1][0].last, n.first):
        return out[-1][1]
    return None


def _joined(doc: Doc, first: int, last: int) -> bool:
    between = [t.norm for t in doc.tokens[first:last]]
    return len(between) <= 5 and all(b in _BETWEEN for b in between) and any(b in _THAT_IS for b in between)


def _from_text(nodes: list[Node], placed: list[_Placed]) -> list[_Placed]:
    """Weekdays that could not be placed, placed by the nearest date of the text that falls on that weekday."""
    known = {n.first for n, _, _ in placed}
    dated = [(n.first, s) for n, s, _ in placed if s.low == s.high and not s.vague and n.value.day is not None]
    out: list[_Placed] = []
    for n in nodes:
        w: When = n.value
        if n.first in known or w.kind != "cal" or w.weekday is None or w.day is not None or w.month is not None or w.mod or w.unit:
            continue
        fits = [(abs(at - n.first), at, s) for at, s in dated if s.low.weekday() == w.weekday]
        past = [s for at, s in dated if at < n.first]
        if not fits and past:
            ahead = (w.weekday - past[-1].low.weekday() + 3) % 7 - 3
            fits = [(0, 0, day_stretch(past[-1].low + timedelta(days=ahead)))]
        if fits:
            out.append((replace(n, rule=BACKWARD, parts=(n,)), min(fits, key=lambda f: f[:2])[2], None))
    return out


def _in_a_name(sheet: Sheet, n: Node) -> bool:
    """Whether an expression is part of the name of an outlet, body or place."""
    span = sheet.doc.span(n.first, n.last)
    if any(m.span.covers(span) for m in sheet.mentions if m.kind not in ("anonymous", "witness")):
        return True
    return any(p.span.covers(span) for p in sheet.places)


def _mention(doc: Doc, n: Node, s: Stretch, anchor: Stretch | None) -> TimeMention:
    span = doc.span(n.first, n.last)
    if doc.lang == "ar":
        span = _without_conjunction(doc.text, span)
    made = n.made(doc)
    reference = anchor.edtf() if anchor is not None else None
    return TimeMention(span, s.edtf(), s.grain, Made(made.rule, made.entries, made.spans), reference)


def _without_conjunction(text: str, span: Span) -> Span:
    """The span without a conjunction written onto its first word."""
    word = text[span.start : span.end]
    if word.startswith(("وفي ", "فجر", "واقع", "ف")):
        return span
    return Span(span.start + 1, span.end) if word.startswith("و") and len(word) > 3 else span
