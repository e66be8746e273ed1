"""Arabic calendar expressions: from words to :class:`When`, not yet placed on the calendar."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import Node, parse, register, widest
from isnad.lang import tables
from isnad.lang.ar import times_relative, times_rules, times_spans
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.numerals import numbers
from isnad.lang.ar.quantities import counts
from isnad.lang.common.calendar import LAST_YEAR, When
from isnad.lang.common.figures import figure_dates
from isnad.lang.common.leaves import Month, Named, Unit
from isnad.text.doc import Doc

RULES = times_rules.RULES + times_relative.RULES + times_spans.RULES
NIGHT_BEFORE = register("ar.time.before-noun-by", "«قبل المؤتمر بليلة»: a duration with بـ after a noun, from what was spoken of.")

_NUMBERED = frozenset(("weekday", "bareday", "deictic", "season", "decade", "afterthat", "some"))
# Words that can be an expression or its core; a number or «الماضي» far from all of them is none.
_CALENDAR = frozenset((
    "month", "weekday", "bareday", "unit", "deictic", "season", "decade", "feast", "clockcue", "dayadverb", "ampm", "daymoment", "nottoday",
    "public", "yearfig", "t", "zone", "adverb", "daytime", "thatday", "ofit",
))  # fmt: skip
_REACH = 6  # tokens
_OPENERS = frozenset(("prep", "ago", "within", "datecue", "part"))
# After a figure that stands for a year: what may follow where no preposition stands before it.
_CLOSED = frozenset((
    "من", "في", "علي", "الي", "عن", "حتي", "مع", "بين", "بعد", "قبل", "منذ", "حين", "عندما", "حيث", "التي", "الذي", "اذ", "لكن", "ضد", "ثم", "او",
    "وحتي", "كما", "فيما", "بينما", "ان",
))  # fmt: skip
_FUTURE_VERB = re.compile("[وف]?س[يتن]...*")
# Nouns that begin like the future of a verb.
_NO_FUTURE = re.compile(
    "[وف]?س(?:يار|ياس|ياح|ياق|ياد|يطر|يد(?:ه|ات|تان|تين|ي|نا|تها|ته)?$|يناء|ينار|ينما|يوف|يره|يرت|يراً|يرا$|يول|يمون|يئه|يسي$|يكول|"
    "تين|تون|تاد|تار|تائر|تال|توكهول|تراتيج|تينات|تينيات|نوات|نوي|نتين|نتيمتر|نغاف|نجار|ندات|ناتور|نابل)"
)
# Before «اليوم» where it means nowadays.
_NOWADAYS = frozenset(("حتي", "الي", "وحتي", "والي", "هم", "وهم", "هو", "وهو", "هي", "وهي", "نحن", "ونحن", "صار", "صارت", "صاروا", "بات", "باتت"))
# Happenings that a bare year behind them dates: «اتفاق 2015», «تسوية 2018».
_DATED = frozenset((
    "اتفاق", "الاتفاق", "تسويه", "ازمه", "عفو", "هدنه", "ثوره", "حرب", "انتخابات", "احتجاجات", "مجزره", "معركه", "معارك", "انقلاب", "دستور", "حصار",
    "غزو", "مصالحه", "انتفاضه", "اجتياح", "مفاوضات", "صيف", "شتاء", "ربيع", "خريف", "احداث", "موازنه", "ميزانيه", "حمله", "اتفاقيه", "معاهده",
))  # fmt: skip
_ROUND = 2000  # as often a number as a year
_ZERO = 2  # the month Safar, whose name is also the word for zero
_AGE = frozenset(("عمره", "عمرها", "العمر", "عمرهم", "اعمارهم"))


@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("ar", "times", analyses)


def expressions(doc: Doc) -> list[Node]:
    """The calendar expressions of a document, in order, none overlapping; each node's value is a :class:`When`."""
    leaves, openers, named = _leaves(doc)
    made = parse(doc, leaves, RULES)
    found = [*(n for n in leaves if n.dim == "t"), *made, *_before_nouns(doc, made)]
    return [n for n in widest(found, "t") if n.value.kind != "none" and _stands(doc, n, openers, named)]


def all_nodes(doc: Doc) -> list[Node]:
    """Everything the rules made of a document, before the widest are chosen; for `isnad explain` and the tests."""
    leaves, _, _ = _leaves(doc)
    made = parse(doc, leaves, RULES)
    return [*leaves, *made, *_before_nouns(doc, made)]


def future_words(doc: Doc) -> set[int]:
    """Tokens that tell of things to come: words such as «المقرر», and verbs with the future's س."""
    out = {m.first for m in _matches(doc) if m.entry.data["dim"] == "future" and m.entry.data["v"] != "soft"}
    out.update(t.i for t in doc.tokens if len(t.norm) > 4 and _coming(t.norm))
    return out


def promises(doc: Doc) -> set[int]:
    """Tokens that tell of things to come where a month or season follows, but not where a weekday does: it is the day of saying so."""
    return {m.first for m in _matches(doc) if m.entry.data["dim"] == "future" and m.entry.data["v"] == "soft"}


@lru_cache(maxsize=16384)
def _coming(norm: str) -> bool:
    return _FUTURE_VERB.match(norm) is not None and _NO_FUTURE.match(norm) is None


@lru_cache(maxsize=2)
def _matches(doc: Doc) -> list[Match]:
    return _lexicon().find(doc, least=False)


def _leaves(doc: Doc) -> tuple[list[Node], set[int], dict[int, str]]:
    """Leaves of the chart; tokens before which a word ends that opens a time; tokens before which a word ends that makes names."""
    leaves: list[Node] = list(figure_dates(doc))
    openers: set[int] = set()
    named: dict[int, str] = {}
    for m in _matches(doc):
        kind, value = m.entry.data["dim"], m.entry.data["v"]
        if kind in _OPENERS:
            openers.add(m.last)
        if kind == "named":
            named[m.last] = "both" if named.get(m.last, value) != value else value
            continue
        if kind in ("prep", "future"):
            continue
        leaf: object = value
        if kind == "month":
            found = _month(doc, m)
            if found is None:
                continue
            leaf = found
        elif kind == "unit":
            leaf = Unit(value, m.data["n"], m.proclitics.endswith(("ال", "لل")), m.proclitics)
        elif kind in _NUMBERED:
            leaf = Named(value, m.proclitics)
        elif kind == "mod" and m.proclitics:
            continue
        leaves.append(Node(kind, leaf, m.first, m.last, "leaf", (m.entry.id,)))
    for n in numbers(doc):
        leaves.append(n)
        if n.dim == "number" and len(n.value.figures) == 4 and 1900 <= n.value.value <= LAST_YEAR:
            leaves.append(Node("yearfig", int(n.value.value), n.first, n.last))
    return _near_times(leaves, len(doc.tokens)), openers, named


def _near_times(leaves: list[Node], size: int) -> list[Node]:
    """Leaves without those that only serve beside a word of the calendar and stand far from one."""
    near = bytearray(size + 1)
    for n in leaves:
        if n.dim in _CALENDAR:
            first, last = max(0, n.first - _REACH), min(size, n.last + _REACH)
            near[first:last] = b"\1" * (last - first)
    return [n for n in leaves if near[n.first]]


def _month(doc: Doc, m: Match) -> Month | None:
    data = m.entry.data
    word = doc.text[m.span.start : m.span.end]
    if data["set"] == "lat" and not word[0].isupper():
        return None
    firm = 1
    if data["weak"]:
        firm = 1 if data["raw"] and data["raw"] in word else 0
        if data["set"] == "hijri" and data["v"] == 9:
            firm = 1
    return Month(data["v"], data["set"], firm, m.proclitics)


def _before_nouns(doc: Doc, made: list[Node]) -> list[Node]:
    """«قبل المؤتمر الصحفي بليلة واحدة», «بعد الهجوم بيومين»: up to four words between the preposition and the duration."""
    out = []
    for n in made:
        d = n.value
        if n.dim != "dur" or d.lead != "ب" or d.unit in ("minute", "hour") or (d.count is None and d.unit not in ("day", "week")):
            continue
        for i in range(n.first - 2, max(-1, n.first - 6), -1):
            if any(t.kind != "word" or t.breaks for t in doc.tokens[i + 1 : n.first + 1]):
                break
            if doc.tokens[i].norm in ("قبل", "وقبل", "بعد", "وبعد", "عقب"):
                sign = -1 if doc.tokens[i].norm.endswith("قبل") else 1
                when = When(kind="ago", unit=d.unit, count=d.count, sign=sign, anchor="then")
                out.append(Node("t", when, i, n.last, NIGHT_BEFORE, (), (n,)))
                break
    return out


def _stands(doc: Doc, n: Node, openers: set[int], named: dict[int, str]) -> bool:
    """Whether an expression counts where it stands."""
    w: When = n.value
    before = named.get(n.first)
    if before in ("month", "both") and w.kind == "cal" and w.year is None and not w.mod and (w.month is None) != (w.weekday is None):
        definite = doc.norms[n.first - 1].startswith("ال")
        return w.month is None and (w.day is not None or definite)  # «كتيبة 17 شباط», «سوق الأحد», but «سقط الحي الأحد»
    if w.kind == "range" and w.firm and before == "number" and w.month is None and w.year is not None:
        return False
    if w.hijri and w.month == _ZERO and w.year is None and not w.mod:
        return False  # «5 - صفر» is a score
    if n.rule == "ar.time.deictic" and not _tomorrow(doc, n):
        return False
    if n.rule == "ar.time.deictic" and w.step == 0 and n.first and doc.tokens[n.first - 1].norm in ("في", "فى") and not doc.tokens[n.first].breaks:
        return False  # «عشر سجائر في اليوم»
    if n.rule == "ar.time.deictic" and not _this_day(doc, n):
        return False
    if w.firm:
        return True
    opened = n.first in openers
    after = doc.tokens[n.last].norm if n.last < len(doc.tokens) and not doc.tokens[n.last].breaks else ""
    if w.season is not None and w.year is None and w.month is None:
        habit = doc.tokens[n.first - 1].norm in ("في", "فى") and after.startswith(("ي", "ت"))  # «في الخريف تهطل الأمطار»
        ahead = doc.tokens[n.first - 1].norm in ("قبل", "وقبل", "قبيل")  # «قبل الشتاء» is one to come
        return opened and not habit and not ahead and not after.startswith("ال")
    if w.decade:
        return not (after == "من" and n.last + 1 < len(doc.tokens) and doc.tokens[n.last + 1].norm in _AGE)
    if w.month is not None:
        lead = doc.tokens[n.first].norm
        return opened or w.kind == "range" or lead.startswith(("ل", "ب")) or _alone(doc, n)
    if w.year is not None:
        if _bracketed(doc, n):
            return True
        if before in ("number", "both"):
            return False
        return _year_stands(doc, n, opened, after)
    return False


def _this_day(doc: Doc, n: Node) -> bool:
    """Whether «اليوم», «أمس» and «بكرة» name a day: not in «حتى اليوم», «وهم اليوم», «خسائر الأمس», «عن بكرة أبيهم»."""
    if not n.first or doc.tokens[n.first].breaks or n.last - n.first > 1:
        return True
    norm, before = doc.tokens[n.first].norm, doc.tokens[n.first - 1].norm
    if norm == "اليوم":
        return before not in _NOWADAYS
    if norm == "الامس":
        return before in ("منذ", "من", "في", "حتي", "ومنذ", "مساء", "صباح", "ليل", "فجر", "ظهر", "عصر", "يوم")
    return not (norm == "بكره" and before == "عن")


def _alone(doc: Doc, n: Node) -> bool:
    """Whether an expression makes up what stands between brackets or on a line."""
    first, last = doc.tokens[n.first - 1] if n.first else None, doc.tokens[n.last] if n.last < len(doc.tokens) else None
    opened = first is None or first.norm == "(" or doc.tokens[n.first].breaks > 0
    return opened and (last is None or last.norm == ")" or last.breaks > 0)


def _tomorrow(doc: Doc, n: Node) -> bool:
    """Whether «غدا» is the adverb and no verb («غدا واضحا»), «بكرة» no ball («بكرة القدم»); other words pass."""
    norm = doc.tokens[n.first].norm
    after = doc.tokens[n.last].norm if n.last < len(doc.tokens) else ""
    if norm.endswith("بكره"):
        return not after.startswith("ال")
    if not norm.endswith("غدا") or n.last - n.first > 1 or "\u064b" in doc.text[doc.tokens[n.first].start : doc.tokens[n.first].end]:
        return True
    ahead = future_words(doc)
    return len(doc.tokens) == 1 or after in _CLOSED or not after[:1].isalpha() or any(i in ahead for i in range(max(0, n.first - 15), n.first))


def _bracketed(doc: Doc, n: Node) -> bool:
    """Whether brackets hold nothing but the expression, and no figure stands before them («القرار 2042 (2012)»)."""
    if n.first < 1 or n.last >= len(doc.tokens) or doc.tokens[n.first - 1].norm != "(" or doc.tokens[n.last].norm != ")":
        return False
    return n.first < 2 or doc.tokens[n.first - 2].kind == "word"


def _bare(norm: str) -> str:
    """A folded word without a particle written onto it."""
    return norm[1:] if len(norm) > 3 and norm[0] in "وبلف" and norm not in _DATED else norm


def _year_stands(doc: Doc, n: Node, opened: bool, after: str) -> bool:
    """Whether four figures are a year: after a preposition unless something counted follows; else between a noun and a closed word."""
    closed = not after or after in _CLOSED or not after[0].isalnum() or after.startswith("لل")
    if after and (counts(after) or (n.value.year == _ROUND and not closed)):
        return False
    if opened:
        return True
    if not n.first or doc.tokens[n.first].breaks or doc.tokens[n.first - 1].kind != "word":
        return False
    return closed or _bare(doc.tokens[n.first - 1].norm) in _DATED

