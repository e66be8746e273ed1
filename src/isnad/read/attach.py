"""What a claim hangs on: the statement it stands in, its place, time and quantities."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft
from isnad.model import edtf
from isnad.model.span import Span

_OPENS = 4  # letters: the denied words begin with it
NEAR = 400  # letters: about three sentences
_LINE = 160  # letters before a pronoun within which the place it stands for is named
_WHILE = ("فيما", "بينما", "في حين", "وفيما", "وبينما")
_FACILITIES = frozenset(
    {"المطار", "القاعده", "المعبر", "السجن", "المخيم", "الحقل", "السد", "الجسر", "الثكنه", "الميناء", "المصفاه", "البلده", "القريه"}
)
_OBJECT = 3  # tokens behind a deed within which its object stands
_PLACES_BACK = 40  # places looked back over for the one that a noun takes up
_LIES = 3  # words between a town and its province
_WIDE = frozenset({"governorate", "province", "district", "region", "country"})
_BEARINGS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
_MOVED = frozenset({"إلى", "نحو", "باتجاه", "صوب", "حتى", "من", "ومن", "وإلى", "to", "towards", "toward", "from", "and", "into", "or", "for"})
_IN_IT = frozenset({"ريف", "بريف", "محافظة", "بمحافظة", "ولاية", "بولاية", "منطقة", "بمنطقة", "إقليم", "بإقليم", "قضاء", "بقضاء"})
_DAY_OF = frozenset({"يوم", "ليوم", "بيوم", "لنهار", "نهار", "لتاريخ", "لليوم", "عن", "في", "of", "for", "on"})  # tie a day to what it is the day of
MONTH = 31  # days
_NEXT = re.compile(r"[،,؛;]\s*(?:و|ثم |and |then )")  # a clause that goes on to the next deed
DIARY = 3  # days with a heading each that make a page a diary
_AS_FOR = frozenset({("as", "for"), ("as", "to"), ("as", "regards")})
HEADING = 14  # tokens: a longer line is no heading


class Attach:
    """Looks layers up for the claims of one document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.places = _Row([p.span for p in sheet.places])
        self.place_starts = [p.span.start for p in sheet.places]
        self._paragraphs = [a for a, _ in sheet.doc.paragraphs]
        self.times = _Row([t.span for t in sheet.times])
        self.numbers = _Row([q.span for q in sheet.quantities])
        self.named = sorted(m.span.start for m in sheet.mentions if m.party)
        self.armed = sorted(m.span.start for m in sheet.mentions if m.party and m.kind in ("force", "group", "state"))
        self.statements = sorted(range(len(sheet.statements)), key=lambda i: (sheet.statements[i].span, i))
        self.begins = [sheet.statements[i].span.start for i in self.statements]
        self._headings: list[int] = []  # where headings that are dated end, and their times
        self._dated: list[int] = []
        self._find_headings()
        self.longest = max((s.span.end - s.span.start for s in sheet.statements), default=0)

    def statement(self, trigger: Span) -> int | None:
        """Position of the innermost statement whose content covers the trigger."""
        best: int | None = None
        stop = bisect_right(self.begins, trigger.start)
        for k in range(bisect_left(self.begins, trigger.start - self.longest), stop):
            i = self.statements[k]
            span = self.sheet.statements[i].span
            if span.covers(trigger) and (best is None or self._rank(i) < self._rank(best)):
                best = i
        return best

    def _rank(self, i: int) -> tuple[int, bool, int]:
        """Shorter first; of two that hold and deny the same words, the one that holds them."""
        s = self.sheet.statements[i]
        return s.span.end - s.span.start, s.stance == "deny", i

    def deny(self, d: Draft) -> None:
        """What a speaker denies did not happen, by his word."""
        i = self.statement(d.trigger)
        if i is not None and d.type == "ACCUSE" and d.hit.nominal and d.trigger.start - self.sheet.statements[i].span.start < _OPENS:
            return  # who denies an accusation does not deny that it was made
        if i is not None and self._contrasted(i):
            return
        if i is not None and not d.occurred and self._claimed_instead(d, i):
            d.occurred, d.status = True, "actual"
            d.rule = self.sheet.statements[i].made.rule
            return
        own = d.type == "REJECT" or (d.type == "ACCUSE" and d.hit.finite)  # «denied it and accused X»: what the speaker does, not what he denies
        if i is not None and self.sheet.statements[i].stance == "deny" and not own and d.status == "actual" and not d.presupposed:
            d.occurred, d.status = False, "denied-by-speaker"

    def _claimed_instead(self, d: Draft, i: int) -> bool:
        """«…، وليس حماية المدنيين، كما زعموا»: the «not» is the writer's; what he negates, they claimed."""
        s = self.sheet.statements[i]
        return s.made.rule.endswith(".not-as-claimed") and d.trigger.start - s.span.start < _OPENS

    def _contrasted(self, i: int) -> bool:
        """«شارك في المعركة، فيما نفى الحزب مشاركته»: «while he denied» denies what follows, not what stands before it."""
        cue, said = self.sheet.statements[i].cue, self.sheet.statements[i].span
        return cue is not None and cue.start >= said.end and self.sheet.doc.quote(cue).startswith(_WHILE)

    def place(self, d: Draft) -> int | None:
        """The nearest place in the clause, else in the sentence; of a town and the province it is said to lie in, the town."""
        found = self.places.nearest(d.trigger, self._clause(d))
        found = self._taken_up(d) if found is None else found
        found = self.places.nearest(d.trigger, self._sentence(d)) if found is None else found
        found = self._named_before(d) if found is None else found
        return None if found is None else self._town(found)

    def _named_before(self, d: Draft) -> int | None:
        """«الميادين … بل سلّمتها …»: what is taken or handed over by a pronoun is the place named right before, in its line."""
        if d.hit.enc not in ("ها", "ه") or d.type not in ("RETREAT", "ASSAULT") or d.mode not in ("withdraw", "seize-territory"):
            return None
        i = bisect_left(self.place_starts, d.trigger.start) - 1
        if i < 0 or d.trigger.start - self.place_starts[i] > _LINE:
            return None
        return None if "\n" in self.sheet.doc.text[self.place_starts[i] : d.trigger.start] else i

    def _taken_up(self, d: Draft) -> int | None:
        """«سلّموا مطار الرملة … تسليم المطار»: a definite noun right behind the deed stands for the last place named by it."""
        doc = self.sheet.doc
        for j in range(d.hit.last, min(d.hit.last + _OBJECT, len(doc.norms))):
            noun = doc.norms[j].removeprefix("ل")
            if doc.tokens[j].kind == "word" and noun not in _FACILITIES:
                return None
            if noun in _FACILITIES and (j + 1 >= len(doc.norms) or not doc.norms[j + 1].startswith("ال")):
                return self._last_named(noun.removeprefix("ال"), d.trigger.start)
        return None

    def _last_named(self, noun: str, before: int) -> int | None:
        """The last place before a position whose name a common noun opens or stands right before."""
        stop = bisect_left(self.places.starts, before)
        for i in range(stop - 1, max(-1, stop - _PLACES_BACK), -1):
            first, last = self.sheet.doc.tokens_in(self.sheet.places[i].span)
            if noun in self.sheet.doc.norms[max(0, first - 1) : last]:
                return i
        return None

    def _town(self, i: int) -> int:
        """«السخنة في ريف حمص», «عقيربات شرق حماة», "Uqayribat in eastern Hama": what stands behind says only where the town before it lies."""
        wide = self.sheet.places[i]
        if i and wide.relation in _BEARINGS and self.sheet.places[i - 1].kind not in _WIDE:
            words = self.sheet.doc.text[self.sheet.places[i - 1].span.end : wide.span.start].split()
            if len(words) <= _LIES and not _MOVED & {w.casefold() for w in words} and all(w.isalpha() for w in words):
                return i - 1
        if self.sheet.doc.lang != "ar":
            return i
        if i == 0 or (wide.kind not in _WIDE and not (wide.relation or "").startswith("countryside")):
            return i
        town = self.sheet.places[i - 1]
        between = self.sheet.doc.text[town.span.end : wide.span.start].split()
        lies = bool(between) and len(between) <= _LIES and (between[0] == "في" or between[0] in _IN_IT) and all(w in _IN_IT for w in between[1:])
        return i - 1 if lies and town.kind not in _WIDE else i

    def sides_near(self, d: Draft) -> bool:
        """Whether a side is named within a few sentences of a claim."""
        a = bisect_left(self.named, d.trigger.start - NEAR)
        return a < len(self.named) and self.named[a] < d.trigger.end + NEAR

    def arms_near(self, d: Draft) -> bool:
        """Whether an armed side or a state is named within a few sentences of a claim."""
        a = bisect_left(self.armed, d.trigger.start - NEAR)
        return a < len(self.armed) and self.armed[a] < d.trigger.end + NEAR

    def _sentence(self, d: Draft) -> Span:
        a, b = self.sheet.doc.sentence_of(d.hit.first)
        return self.sheet.doc.span(a, b)

    def _clause(self, d: Draft) -> Span:
        a, b = d.clause
        return self.sheet.doc.span(a, b).join(d.trigger) if a < b else d.trigger

    def time(self, d: Draft) -> str | None:
        """The nearest time in the clause, else in the sentence, else the one the paragraph has last told of, else the day of its heading."""
        own = [self.times.inside(self._clause(d)), self.times.inside(self._sentence(d))]
        near = [[k for k in inside if not self._behind_comma(d, k)] for inside in own]
        i = next((self.times.nearest_of(d.trigger, inside) for inside in (*near, *own) if inside), None)
        if i is None and d.status == "actual":
            i = self._running(d)
            if i is None:
                i = self._heading(d)
        return None if i is None else self.sheet.times[i].edtf

    def _behind_comma(self, d: Draft, i: int) -> bool:
        """Whether a time opens what comes after the deed («في تموز قصفوا المدينة، وفي الشهر التالي …»)."""
        return _NEXT.search(self.sheet.doc.text, d.trigger.end, self.times.spans[i].end) is not None

    def _running(self, d: Draft) -> int | None:
        """The last time told of before a claim in its paragraph, if it is a year or finer."""
        doc = self.sheet.doc
        k = bisect_right(self._paragraphs, d.hit.first) - 1
        start = doc.tokens[self._paragraphs[k]].start if k >= 0 else 0
        j = bisect_right(self.times.starts, d.trigger.start) - 1
        if j < 0 or self.times.starts[j] < start:
            return None
        a, _ = doc.sentence_of(d.hit.first)
        if self.times.starts[j] < doc.tokens[a].start and _turns(doc.norms[a : a + 2]):
            return None  # «أما مجزرة السوق …»: it is another thing, and has not the day of the one before
        grain = self.sheet.times[j].grain
        return j if grain in ("time", "day", "week", "month", "season", "quarter", "year") or (grain == "range" and self._short(j)) else None

    def _short(self, i: int) -> bool:
        """Whether a time is of a month at most («أواخر آب»)."""
        low, high = edtf.bounds(self.sheet.times[i].edtf)
        return low is not None and high is not None and (high - low).days <= MONTH

    def _heading(self, d: Draft) -> int | None:
        """The day that the last heading before a claim is of («حصاد يوم الثلاثاء 5 تموز 2022»): a short line that ends in no full stop.

        A dateline («الثلاثاء 5 تموز 2022», «آخر تحديث: …») only says when the page came out, not when what it tells of was; it is a heading where
        the page is a diary of several days.
        """
        j = bisect_right(self._headings, d.hit.first) - 1
        return self._dated[j] if j >= 0 else None

    def _find_headings(self) -> None:
        doc = self.sheet.doc
        found: list[tuple[int, int, bool]] = []
        for a, b in doc.paragraphs:
            if b - a > HEADING or doc.tokens[b - 1].norm in (".", "؟", "!", "»"):
                continue
            inside = [i for i in self.times.inside(doc.span(a, b)) if self.sheet.times[i].grain == "day"]
            if len(inside) == 1 and any(t.kind == "number" for t in doc.tokens[a:b]):
                found.append((b, inside[0], self._bound(a, inside[0])))
        diary = len({self.sheet.times[i].edtf for _, i, _ in found}) >= DIARY
        self._headings = [b for b, _, bound in found if bound or diary]
        self._dated = [i for _, i, bound in found if bound or diary]

    def _bound(self, first: int, i: int) -> bool:
        """Whether the day belongs to the words of its line («أخبار ليوم …», "Events of …"), so that it is no mere dateline."""
        doc = self.sheet.doc
        start = doc.tokens_in(self.sheet.times[i].span)[0]
        own = doc.norms[start] if start < len(doc.norms) else ""
        before = doc.norms[start - 1] if start > first else ""
        return start > first and (own in _DAY_OF or before in _DAY_OF)

    def quantities(self, d: Draft) -> tuple[int, ...]:
        """Quantities in the clause, and in those that tell of its dead and hurt («استهدفت السوق، ما أدى إلى مقتل 23 شخصا»)."""
        spans = [self._clause(d), *(self.sheet.doc.span(a, b) for a, b in d.tolls if a < b)]
        return tuple(sorted({i for span in spans for i in self.numbers.inside(span)}))


class _Row:
    """Spans in order of the text, none overlapping."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.starts = [s.start for s in spans]

    def inside(self, within: Span) -> list[int]:
        """Positions of the spans that lie in another."""
        out = []
        for i in range(bisect_left(self.starts, within.start), len(self.spans)):
            if self.spans[i].start >= within.end:
                break
            if within.covers(self.spans[i]):
                out.append(i)
        return out

    def nearest(self, to: Span, within: Span) -> int | None:
        """Position of the span in `within` that lies nearest `to`."""
        return self.nearest_of(to, self.inside(within))

    def nearest_of(self, to: Span, positions: list[int]) -> int | None:
        """Which of some spans lies nearest `to`."""
        return min(positions, key=lambda i: (max(self.spans[i].start - to.end, to.start - self.spans[i].end), i), default=None)


def _turns(opening: list[str]) -> bool:
    """Whether a sentence's first words turn to another thing («أما …», "As for …")."""
    return opening[:1] in (["اما"], ["واما"]) or tuple(opening) in _AS_FOR
