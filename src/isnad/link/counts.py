"""What a number counts: a toll class (killed, wounded, …) and whose, so that numbers are compared only with their like."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

from isnad.lang.common.linking import generic, stem, word_classes
from isnad.link.beside import announced, bare, called, grown, killing_and_hurting, refuted
from isnad.model.records import Claim, Quantity, Reading
from isnad.model.span import Span
from isnad.text.cover import Cover
from isnad.text.doc import Doc
from isnad.text.fold import fold
from isnad.text.shingles import words

OF = frozenset({"من", "في", "لدي", "بين", "of", "on", "in", "from", "among"})  # what may bind a party to the number before it
PART = frozenset({"من", "of"})  # «12 شخصا من الأطفال»: the part is what is counted
CLAUSE = frozenset({"وان", "وانه", "وانها", "بينما", "فيما", "while", "whereas"})  # words behind which another clause is told
CLAIMS = 60  # claims of a sentence among which a number looks for its own
LIST = 8  # words between two numbers of a list
FAR = 14  # words before a number in which a toll is looked for when nothing stands near
ROUGH = 10  # dozens are fewer than ten times two dozen
THOUSANDS = 10_000  # from here on they are set apart
LATER = 28  # words from a number within which it is called provisional
WIDE = 40  # words around a number in which it may be said that those counted were brought somewhere
BEFORE, AFTER = 7, 5  # words before and after a number that may say what it counts
ASIDE = 16  # words of an aside that sets another number apart
PREDICATE = 4  # words behind it that say what became of the counted
COMMAS = frozenset({",", "،"})


def figure(value: float) -> str:
    """A number as it is shown: all its digits, large ones by thousands ("1,230,000", not "1.23e+06")."""
    return f"{value:,.3f}".rstrip("0").rstrip(".") if abs(value) >= THOUSANDS else f"{value:.12g}"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of a claim.

    Attributes:
        span: its words.
        low, high: bounds, or None.
        approx: whether the text says "about".
        toll: killed, wounded, captured, missing, displaced, bodies, casualties (killed and wounded together), or empty.
        side: party (folded name) or group (children, women, adults, soldiers, fighters, civilians) that is counted, or empty.
        thing: folded English name of what is counted where it is no people, e.g. `buses`, else empty.
        said: position of the innermost statement that the number stands in, or None.
        rough: most that words of rough size ("dozens") can mean, or None.
        part: whether the words say that it is a part of another number («منهم», "of the dead").
        more: whether there may be more: it is called provisional, or is of those brought to one hospital.
        risen: whether it is told as one that has grown.
        lasting: whether it was counted over a time or of several deeds, and not of one.
        refuted: whether it is set aside as another's («27 لا 12 كما أعلن الجيش»); it is then a part of nothing that is counted here.
        by: who is said to have given a refuted number, or empty.
    """

    span: Span
    low: float | None
    high: float | None
    approx: bool
    toll: str
    side: str
    thing: str
    said: int | None = None
    part: bool = False
    rough: float | None = None
    more: bool = False
    risen: bool = False
    lasting: bool = False
    refuted: bool = False
    by: str = ""


class Numbers:
    """The numbers of one report, by claim.

    A quantity that no claim has taken goes to the claim that stands nearest in its sentence; acts of force come first.

    Args:
        reading: the reading.
        doc: the report's tokens.
        cover: the spans of its statements.
    """

    def __init__(self, reading: Reading, doc: Doc, cover: Cover) -> None:
        self._reading, self._doc, self._cover = reading, doc, cover
        self._tokens = [doc.tokens_in(q.span) for q in reading.quantities]
        self._ends = sorted(e for _, e in self._tokens)
        self._starts = sorted(s for s, _ in self._tokens)
        self._loose = self._unclaimed() if doc.tokens else {}

    def of(self, i: int) -> tuple[Count, ...]:
        """The numbers of a claim, in order of the text, with the totals they leave to the reader."""
        claim, doc = self._reading.claims[i], self._doc
        if not doc.tokens:
            return ()
        home = _sentence(doc, claim.trigger)
        mine = [k for k in claim.quantities if k < len(self._tokens) and _sentence(doc, self._reading.quantities[k].span) == home]
        counts: list[Count] = []
        for k in sorted({*mine, *self._loose.get(i, ())}):
            one = self._count(claim, k)
            if counts and refuted(doc, counts[-1].span, one.span):
                who = announced(doc, one.span, self._reading.mentions)
                last = counts[-1]
                one = replace(one, toll=last.toll, side=last.side, thing=last.thing, part=True, refuted=True, by=who)
            elif not one.toll and not one.thing and counts and _joined(doc, counts[-1].span, one.span):
                one = replace(one, toll=counts[-1].toll)  # «جرح 3 بالغين و4 أطفال»
            counts.append(one)
        return (*counts, *_sums(counts))

    def _unclaimed(self) -> dict[int, list[int]]:
        reading, doc = self._reading, self._doc
        at = [_sentence(doc, c.trigger) for c in reading.claims]
        lies = [_sentence(doc, q.span) for q in reading.quantities]
        taken = {k for c, home in zip(reading.claims, at, strict=True) for k in c.quantities if k < len(lies) and lies[k] == home}
        here: dict[int, list[int]] = defaultdict(list)
        for i, k in enumerate(at):
            here[k].append(i)
        out: dict[int, list[int]] = defaultdict(list)
        for k, q in enumerate(reading.quantities):
            near = here.get(lies[k], ())[:CLAIMS]
            claims = reading.claims
            if k not in taken and not near:
                # «أما حصيلة البعثة فكانت 44 قتيلا»: a sentence that only counts is of the deed told just before it
                near = [i for i in here.get(lies[k] - 1, ())[:CLAIMS] if claims[i].type == "ASSAULT" and _done(claims[i])]
                if near and self._counts_people(k):
                    out[max(near, key=lambda i: (claims[i].trigger.start, -i))].append(k)
            elif k not in taken:
                best = min(near, key=lambda i: (claims[i].type not in ("ASSAULT", "COERCE"), abs(claims[i].trigger.start - q.span.start), i))
                out[best].append(k)
        return out

    def _counts_people(self, k: int) -> bool:
        """Whether a number's own words, or the one behind them, say that it is one of dead, wounded and the like."""
        doc, (first, last) = self._doc, self._tokens[k]
        _, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
        return _around(doc, "common.link.toll", first, last, first, min(b, last + 1)) not in ("", "bodies")

    def _count(self, claim: Claim, k: int) -> Count:
        doc, q = self._doc, self._reading.quantities[k]
        first, last = self._tokens[k]
        a, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
        before, behind = bisect_right(self._ends, first) - 1, bisect_left(self._starts, last)
        left = max(a, first - BEFORE, self._ends[before] if before >= 0 else 0)
        right = min(b, last + AFTER, self._starts[behind] if behind < len(self._starts) else b)
        of = words(q.of or "")
        clause = max((i + 1 for i in range(max(a, first - FAR), first) if doc.norms[i] in CLAUSE), default=a)
        toll = _named(of, "en", "common.link.toll")
        if not toll and (not of or _side_of(of)):  # what is no people is neither killed nor wounded
            toll = _around(doc, "common.link.toll", first, last, max(left, clause), right)
            toll = toll or _around(doc, "common.link.toll", first, last, max(a, clause, first - FAR, self._ends[before] if before >= 0 else 0), last)
        fell = word_classes("common.link.fell", doc.lang)
        people = bool(_side_of(of)) or (not of and doc.lang == "en")
        if not toll and claim.status != "planned" and first > a and doc.norms[first - 1].lstrip("وف") in fell and people:
            toll = "killed"  # «سقط 28 طالبا», "wounding 30 people and killing 12"
        if not toll and (not of or _side_of(of)) and (past := _past_aside(doc, last, b)) > last:
            toll = _around(doc, "common.link.toll", past, past, past, min(b, past + PREDICATE))
        side = _party(self._reading, claim, q, doc, last, right) or _named(of, "en", "common.link.side")
        if not side:
            side = _around(doc, "common.link.side", first, last, first, min(right, last + 2))
            if side == "people" and last < right and doc.norms[last] in PART:
                side = _around(doc, "common.link.side", last, min(right, last + 3), last, min(right, last + 3)) or side
        if side in ("", "people") and _of_theirs(doc, first, last):
            side = "members"  # «أربعة من نزلائه»: some of a body's own, and not all who were hit
        whose = {fold(n.name) for n in claim.recipient if not generic(fold(n.name))}
        if side in ("soldiers", "fighters") and len(whose) == 1:
            side = whose.pop()
        side = "" if side == "people" else side
        behind_it = doc.norms[last] if last < right else ""
        if toll and behind_it.startswith("وال") and _class(behind_it[1:], "common.link.toll", doc.lang) not in ("", toll):
            toll = "casualties"  # «عشرات الشهداء والجرحى»
        if toll and (_killed_or_wounded(doc, first, min(b, last + AFTER)) or killing_and_hurting(doc.norms, doc.lang, first, a)):
            toll = "casualties"  # «40 مدنيا بين قتيل وجريح», "20 killed and wounded"
        thing = "" if toll or side else fold(q.of or "")
        if thing and any(w in word_classes("common.link.measure", "en") for w in words(thing)[:1]):
            thing = ""  # 15 km of one thing and 32 km of another
        around = self._cover.over(q.span)
        statements = self._reading.statements
        said = min(around, key=lambda n: (statements[n].span.end - statements[n].span.start, n)) if around else None
        part, rough = _part(doc, first, last, a, b), _rough(doc, q.min, q.max, first, last, a)
        provisional = called(doc, "common.link.provisional", first, last, a, b, LATER)
        more = bool(toll) and (provisional or _brought(doc, max(a, first - WIDE), min(b, last + WIDE)))
        risen, lasting = bool(toll) and grown(doc, first, a), called(doc, "common.link.lasting", first, last, a, b)
        return Count(q.span, q.min, q.max, q.approx, toll, side, thing, said, part, rough, more, risen, lasting)


def _past_aside(doc: Doc, last: int, b: int) -> int:
    """The token behind an aside between commas that sets another number apart ("27 civilians, not 12 as the army said, were killed"), or `last`."""
    if last + 1 >= b or doc.norms[last] not in COMMAS or doc.norms[last + 1] not in word_classes("common.link.not-but", doc.lang):
        return last
    return next((i + 1 for i in range(last + 2, min(b, last + ASIDE)) if doc.norms[i] in COMMAS), last)


def _brought(doc: Doc, a: int, b: int) -> bool:
    """Whether words of a sentence count those who were brought to a hospital."""
    whom = (word_classes(f"common.link.{name}", doc.lang) for name in ("hospital", "brought"))
    return all(any(w in words for n in doc.norms[a:b] for w in bare(n)) for words in whom)


def _killed_or_wounded(doc: Doc, first: int, right: int) -> bool:
    """Whether a number counts the dead and the wounded together: two words for them with "and" between, and no second number."""
    both = word_classes("common.link.dead-and-hurt", doc.lang)
    norms = doc.norms
    for i in range(first, right - 1):
        after = (norms[i + 1][1:],) if norms[i + 1][:1] == "و" else (norms[i + 2],) if norms[i + 1] in ("and", "or", "او") and i + 2 < right else ()
        if both.get(norms[i]) == "killed" and any(both.get(n) == "wounded" for n in after):
            return True
    return False


def _of_theirs(doc: Doc, first: int, last: int) -> bool:
    """Whether a number ends in «من» and a noun with a possessive, or is followed by these."""
    at = next((i for i in range(first, min(last + 1, len(doc.norms) - 1)) if doc.norms[i] == "من"), None)
    if at is None or doc.norms[at + 1].startswith("ال") or len(doc.norms[at + 1]) < 5:
        return False
    whose = doc.tokens[at + 1]
    return doc.text[whose.start : whose.end].endswith(("ه", "ها", "هم"))  # as written: folded, «عائلة» ends alike


def _done(claim: Claim) -> bool:
    return claim.occurred and claim.status == "actual"


def _side_of(of: list[str]) -> str:
    """Whose number it is, from the reader's English name of what is counted."""
    return _named(of, "en", "common.link.side")


def _joined(doc: Doc, before: Span, after: Span) -> bool:
    """Whether a number goes on a list that another began: "346 on one side and over 170 in the ranks of the other"."""
    first, last = doc.tokens_in(before)[1], doc.tokens_in(after)[0]
    gap = doc.norms[first : last + 1]
    if not 0 <= last - first <= LIST or any(_class(n, "common.link.toll", doc.lang) for n in gap[:-1]):
        return False
    return last - first == 0 or any(n in (",", "،", "and", "و") for n in gap) or gap[-1][:1] == "و"


def _sentence(doc: Doc, span: Span) -> int:
    return doc.sentence_index[min(doc.tokens_in(span)[0], len(doc.tokens) - 1)]


def _sums(counts: list[Count]) -> list[Count]:
    """Totals that the text leaves to the reader: so many adults and so many children."""
    out = []
    for toll in sorted({c.toll for c in counts if c.toll}):
        parts = [c for c in counts if c.toll == toll and c.side in ("adults", "women", "children") and c.low is not None]
        if {"adults", "children"} <= {c.side for c in parts} and len(parts) == len({c.side for c in parts}):
            low, high = sum(c.low or 0 for c in parts), sum(c.high or 0 for c in parts) if all(c.high is not None for c in parts) else None
            span = Span(min(c.span.start for c in parts), max(c.span.end for c in parts))
            out.append(Count(span, low, high, any(c.approx for c in parts), toll, "", "", parts[0].said))
    return out


def _rough(doc: Doc, low: float | None, high: float | None, first: int, last: int, a: int) -> float | None:
    """The most that a number of rough size can mean: "dozens" are no thousands. None for others, and for "at least dozens"."""
    if not low or high is not None:
        return None
    words = word_classes("common.link.rough", doc.lang)
    here = range(max(a, first - 2), last)
    found = any(words.get(w) == "size" for i in here if i >= first for n in [doc.norms[i]] for w in (n, n[1:]))
    open_end = any(words.get(doc.norms[i]) == "open" for i in here)
    return low * ROUGH if found and not open_end else None


def _part(doc: Doc, first: int, last: int, a: int, b: int) -> bool:
    """Whether a number is told as a part of another: behind «بينهم» or "including", or before «منهم» or "of the dead"."""
    words = word_classes("common.link.part", doc.lang)
    for i in range(max(a, first - 3), min(b, last + 2)):
        norm = doc.norms[i]
        where = words.get(norm) or words.get(norm[1:] if norm[:1] == "و" else "")
        if where == "both" or (where == "before" and i < first) or (where == "after" and i >= first):
            return True
    if doc.lang != "en":
        return False
    ofs = [i for i in range(first, min(last + 1, b - 1)) if doc.norms[i] == "of"]
    return any(doc.norms[i + 1] in ("the", "them", "those") for i in ofs)


def _named(of: list[str], lang: str, which: str) -> str:
    classes = word_classes(which, lang)
    return next((classes[w] for w in of if w in classes), "")


def _around(doc: Doc, which: str, first: int, last: int, left: int, right: int) -> str:
    """The class of the word nearest to the number: inside it, then behind it, then before it."""
    right = next((i for i in range(last, right) if _new_item(doc, i)), right)
    outside = (i for d in range(1, max(BEFORE, first - left, right - last) + 1) for i in (last - 1 + d, first - d))
    for i in [*range(first, last), *(i for i in outside if left <= i < right and not first <= i < last)]:
        found = _class(doc.norms[i], which, doc.lang)
        if found:
            return found
    return ""


def _class(norm: str, which: str, lang: str) -> str:
    """The class of a word, with its conjunction or article and bare."""
    classes = word_classes(which, lang)
    forms = (norm, norm[1:] if norm[:1] in "وف" else norm, norm[2:] if norm.startswith("ال") else norm, stem(norm.lstrip("و"), lang))
    return next((classes[f] for f in forms if f in classes), "")


def _new_item(doc: Doc, i: int) -> bool:
    """Whether a token behind a number begins something else: «قتل ثلاثة وجرح سبعة», "three killed, seven hurt".

    A verb that takes the counted up again («75 من الفارين وقتلهم») begins nothing else.
    """
    t = doc.tokens[i]
    if t.kind == "punct" or t.norm == "and":
        return t.norm not in ('"', "«", "»", "“", "”", "'")
    return t.norm[:1] == "و" and not t.norm.endswith(("هم", "هن")) and bool(_class(t.norm[1:], "common.link.toll", doc.lang))


def _party(reading: Reading, claim: Claim, q: Quantity, doc: Doc, last: int, right: int) -> str:
    """The party whose people are counted: named in `of`, or just behind the number, or (for "we lost …") that of the speaker."""
    of = fold(q.of or "")
    for n in (*claim.recipient, *claim.actor):
        if n.name and not generic(fold(n.name)) and fold(n.name) in of:
            return fold(n.name)
    end = doc.tokens[min(right, last + 4) - 1].end if right > last else q.span.end
    next_to = doc.tokens[last].start if last < right else q.span.end
    bound = last < right and doc.norms[last] in OF
    for m in reading.mentions:
        if m.party and not generic(m.party) and q.span.start <= m.span.start < end and (bound or m.span.start <= next_to):
            return fold(m.party)
    return ""


def comparable(a: Count, b: Count) -> bool:
    """Whether two numbers count the same thing, as far as the words tell."""
    if a.part or b.part or a.toll != b.toll or not _same_thing(a.thing, b.thing) or not (a.toll or a.thing):
        return False
    general = ("", "civilians")
    return a.side == b.side or (a.side in general and b.side in general) or _same_people(a.side, b.side)


def _same_thing(a: str, b: str) -> bool:
    """Whether two things are one: the same noun before what is said of it ("trucks hit", "trucks of the convoy")."""
    return a == b or bool(a and b and a.split(maxsplit=1)[0] == b.split(maxsplit=1)[0] and (len(a.split()) == 1 or len(b.split()) == 1))


def _same_people(a: str, b: str) -> bool:
    """Soldiers and fighters may be those of a party; children, women and adults are parts of the whole."""
    groups = ("children", "women", "adults", "civilians", "")
    return {a, b} & {"soldiers", "fighters"} != set() and a not in groups and b not in groups


def disjoint(a: Count, b: Count) -> bool:
    """Whether no number lies within the bounds of both. About-numbers reach a tenth further."""
    (al, ah), (bl, bh) = _reach(a), _reach(b)
    return ah < bl or bh < al


def _reach(c: Count) -> tuple[float, float]:
    low, high = (c.low if c.low is not None else 0.0), (c.high if c.high is not None else c.rough or float("inf"))
    return (low * 0.9, high * 1.1) if c.approx else (low, high)


def rival(a: Count, b: Count) -> bool:
    """Whether two numbers cannot both hold: of the same thing, counted of the same deed, and neither may still grow into the other."""
    if not comparable(a, b) or not disjoint(a, b) or a.lasting != b.lasting:
        return False
    low, high = (a, b) if _reach(a)[1] < _reach(b)[0] else (b, a)
    return not (low.more or (high.risen and bool(a.toll)))
