"""Arabic quantities: numbers with what they count and how they are bounded."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import Node, register
from isnad.lang import tables
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.numerals import numbers
from isnad.lang.ar.quantities_open import AFTER, ANY, BARE, MORE, PART, after_noun, any_noun, or_more, part_of, stands_alone
from isnad.lang.common.numbers import Amount, Num
from isnad.text.doc import Doc
from isnad.text.fold import fold

NOUN = register("ar.quantity.noun", "A number and the counted noun after it: «25 مقاتلا», «مئات الجنود».")
OF = register("ar.quantity.of", "A number, «من» and the people counted: «75 من الفارين», «46 من عناصر».")
VAGUE = register("ar.quantity.vague", "Dozens, hundreds or thousands of anything but time, strikes and the like.")
ELLIPTIC = register("ar.quantity.elliptic", "A number with «منهم», «آخرين», «غيرهم» in place of the noun.")
TOLL = register("ar.quantity.toll", "A bare number after a word for what happened to people: «وأصابت 11», «تجاوز 19».")
LIST = register("ar.quantity.list", "A bare number that goes on from a quantity just before it.")
DUAL = register("ar.quantity.dual", "A counted noun in the dual is two: «طائرتين», «قتيلان».")
KIN = register("ar.quantity.kin", "Two of a family, by the dual with its owner: «ابنتاها», «طفليه».")
OUT_OF = register("ar.quantity.out-of", "The whole a number is out of: «18 من أصل 31».")
ONE = register("ar.quantity.one", "A counted person with «واحد» is one.")
MONEY = register("ar.quantity.money", "A number with a sign of currency.")
RANGE = register("ar.quantity.range", "Two numbers with «إلى», «أو» or a dash between, or «و» after «بين», are the two bounds.")

_SIGNS = {"$": "US dollars", "€": "euros", "£": "pounds"}
_GLUE = frozenset(("-", "_", "/", "#", "@", ".", ":", "+", "="))
_AFTER = 5  # tokens after the noun in which «على الأقل» still belongs to it
_ENDS = frozenset((".", "،", ",", "؛", ")", "!", "؟", ":", "\"", "”", "»", "»", "(", "...", "…", "|"))
# Words after which a bare number is not cut off from a noun of its own.
_CLOSED = frozenset((
    "في", "من", "علي", "الي", "بعد", "قبل", "منذ", "خلال", "اثر", "بينهم", "بينما", "فيما", "حتي", "جراء", "نتيجه", "عن", "مع", "بحسب", "وفق",
    "حسب", "لدي", "كما", "بسبب", "اثناء", "عند", "داخل", "امس", "اليوم", "بجروح", "بجراح", "بحاله", "اصابات", "متاثرين", "متاثرا", "لقوا",
    "قتلوا", "سقطوا", "اصيبوا", "جرحوا", "قضوا", "كانوا", "ثم", "اول", "لا", "بعضهم", "غالبيتهم", "معظمهم", "اغلبهم", "جلهم", "فقط", "اضافه",
    "بالاضافه", "الا", "ما",
))  # fmt: skip
# What befalls the people a bare number before it counts.
_BEFALL = frozenset(("قتلوا", "قضوا", "لقوا", "سقطوا", "اصيبوا", "جرحوا", "استشهدوا", "اعتقلوا", "ماتوا", "فقدوا"))
_ONCE = frozenset(("واحد", "واحدا", "واحده"))
_NOT = frozenset(("لم", "ولم", "لن", "ولن", "لا", "ولا", "ما", "وما", "دون", "بدون", "اي", "ليس", "وليس", "فلم", "الم"))
_NOT_OVER = 4  # tokens from a negation to the «واحد» it makes none of
_COUNT_TO = 20  # tokens between «حصيلة» or «عدد» and the number it has risen to
_OWNED = ("يه", "يها", "يهم", "يهما", "ينا")
_FROM_WHOM = 4
# Verbs that put a toll above a number: «تجاوزت حصيلة القتلى في القطاع 44 ألفا».
_EXCEED = frozenset(("تجاوزت", "تجاوز", "تخطت", "تخطي", "فاقت", "فاق", "يتجاوز", "تتجاوز", "يتخطي", "تتخطي", "وتجاوزت", "وتجاوز"))
_UP_TO = frozenset(("الي", "ب", "بلغ", "بلغت", "يبلغ", "تبلغ", "من"))


_SHARES = frozenset(("اثلاثا", "ارباعا", "اخماسا"))
_NOWHERE: set[int] = set()


@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("ar", "units", analyses)


@cache
def _counted_words() -> frozenset[str]:
    rows = tables.table("ar", "units")["entries"]
    return frozenset(fold(form) for e in rows if e["data"]["dim"] == "noun" for form, _ in e["forms"] if " " not in form)


def counts(norm: str) -> bool:
    """Whether a folded word is a noun that numbers count."""
    return norm in _counted_words()


@dataclass(slots=True)
class _Words:
    """The table's words in a document, by their first (and, for what stands before a number, last) token."""

    nouns: dict[int, Match] = field(default_factory=dict)
    ends: dict[int, Match] = field(default_factory=dict)  # the nouns by the token after them
    bounds: dict[int, Match] = field(default_factory=dict)  # by the token after them
    after: dict[int, Match] = field(default_factory=dict)
    elliptic: dict[int, Match] = field(default_factory=dict)
    pairs: dict[int, Match] = field(default_factory=dict)
    toll: list[int] = field(default_factory=list)
    numbering: set[int] = field(default_factory=set)  # the tokens after such words
    uncounted: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)


def _words(doc: Doc, taken: set[int]) -> _Words:
    out = _Words(taken=taken)
    for m in _lexicon().find(doc, least=False):
        kind = m.entry.data["dim"]
        if kind == "noun":
            known = out.nouns.get(m.first)
            if known is None or len(m.proclitics) < len(known.proclitics):
                out.nouns[m.first] = m
        elif kind in ("approx", "min", "max"):
            known = out.bounds.get(m.last)
            if known is None or m.first < known.first:
                out.bounds[m.last] = m
        elif kind in ("aftermin", "aftermax", "afterapprox"):
            out.after[m.first] = m
        elif kind == "elliptic":
            if m.proclitics in ("", "و"):
                out.elliptic[m.first] = m
        elif kind == "pair":
            out.pairs[m.first] = m
        elif kind == "toll":
            out.toll.append(m.last)
        elif kind == "numbering":
            out.numbering.add(m.last)
        else:
            out.uncounted.add(m.first)
    out.toll.sort()
    out.ends = {m.last: m for m in out.nouns.values()}
    return out


def amounts(doc: Doc, taken: set[int], named: set[int] = _NOWHERE) -> list[Node]:
    """The quantities of a document, in order, none overlapping; each node's value is an :class:`Amount`.

    Args:
        doc: the document.
        taken: tokens that belong to times and names, where no number is a quantity.
        named: those of `taken` that belong to parties; a noun in the dual counts there all the same («طائرتين روسيتين»).
    """
    words = _words(doc, taken)
    found: list[Node] = []
    cardinals = [n for n in numbers(doc) if n.dim == "number"]
    starts = {n.first: n for n in cardinals}
    skip = -1
    for k, n in enumerate(cardinals):
        barred = n.first in words.uncounted or doc.norms[n.first] in _SHARES or not taken.isdisjoint(range(n.first, n.last))
        if n.first < skip or barred or _glued(doc, n):
            continue
        pair = cardinals[k + 1] if k + 1 < len(cardinals) else None
        low, high, last, joined = _range(doc, n, pair)
        node = _counted(doc, words, n, low, high, last, joined, found)
        if node is not None:
            node = _or_more(doc, node, starts)
            found.append(node)
            skip = node.last
    in_numbers = {i for n in cardinals for i in range(n.first, n.last)}
    found += [_or_more(doc, q, starts) for q in _duals(doc, words, (taken - named) | in_numbers, found)]
    return sorted(found, key=lambda q: q.first)


def _or_more(doc: Doc, q: Node, starts: dict[int, Node]) -> Node:
    """A quantity with the second number that «أو» joins to it, if one does."""
    a: Amount = q.value
    more = or_more(doc, q.last, a.high, starts) if a.high is not None and a.low == a.high else None
    if more is None:
        return q
    return Node("amount", Amount(a.low, more.value.value, a.approx, a.of), q.first, more.last, MORE, (*q.entries, *more.entries), (q, more))


def _glued(doc: Doc, n: Node) -> bool:
    """Whether a figure is part of a code, address or numbering: F-16, #20, 1-, 17:30."""
    token = doc.tokens[n.first]
    if token.kind != "number":
        return False
    if len(n.value.figures) > 7:
        return True
    text, start, end = doc.text, token.start, doc.tokens[n.last - 1].end
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return True
    if before in _GLUE and start > 1 and (text[start - 2].isalpha() or before in "#@_/"):
        return True
    if before == ":" and start > 1 and text[start - 2].isdigit():
        return True  # «11:44 مسؤول»
    if after in "-_/:.)" and (token.breaks or n.first == 0):
        return True
    return after in ":/" and end + 1 < len(text) and text[end + 1].isdigit()


def _range(doc: Doc, n: Node, pair: Node | None) -> tuple[float, float, int, Node | None]:
    """Bounds and end of one number or of a range of two."""
    value: Num = n.value
    if pair is None or pair.first - n.last > 1 or doc.tokens[pair.first].breaks:
        return value.value, value.value, n.last, None
    between = doc.tokens[n.last].norm if pair.first > n.last else ""
    opener = doc.tokens[n.first - 1].norm if n.first else ""
    second: Num = pair.value
    lead = second.lead
    joins = between in ("الي", "او", "-", "–", "حتي") or (not between and lead == "و") or between == "و"
    if not joins or ((between == "و" or lead == "و") and opener not in ("بين", "وبين", "مابين")):
        return value.value, value.value, n.last, None
    low, high = value.value, second.value
    if value.kind == "vague" and second.kind == "vague" and between == "او":
        return min(low, high), max(low, high), pair.last, pair
    if value.kind == "figures" and value.figures and second.kind == "figures" and not second.figures and low < 1000 <= high:
        shared = next((m for m in (10**9, 10**6, 10**3) if high % m == 0 and low * m <= high), 1)
        low *= shared  # «بين 3 و5 آلاف», «ما بين 250 و300 ألف»
    if low >= high or "vague" in (value.kind, second.kind):
        return value.value, value.value, n.last, None
    return low, high, pair.last, pair


def _counted(doc: Doc, words: _Words, n: Node, low: float, high: float, last: int, joined: Node | None, found: list[Node]) -> Node | None:
    tokens = doc.tokens
    vague = n.value.kind == "vague"
    rule, end, entries, of = "", last, list(n.entries), None
    follows = last < len(tokens) and not tokens[last].breaks
    if n.value.kind == "words" and (n.value.value == 1 or _percent(doc, n)):
        return None
    numbered = n.first in words.numbering or (n.first > 1 and tokens[n.first - 1].norm == "ال" and n.first - 1 in words.numbering)
    noun = words.nouns.get(last) if follows and last not in words.uncounted else None
    if noun is not None and vague and noun.entry.data["class"] == "raids":
        return None  # «عشرات الغارات» tells how hard, not how many
    if noun is not None and numbered and ((noun.data.get("n") == "p" and low > 10) or noun.proclitics == "ال"):
        return None  # «الفرقة الـ18 دبابات», «الفوج 12 الجسر»
    if noun is not None and noun.proclitics in ("", "ال") and not (noun.data.get("n") == "d" and noun.proclitics == ""):
        rule, end, of = NOUN, noun.last, str(noun.entry.data["of"])
        entries.append(noun.entry.id)
    elif follows and last in words.uncounted:
        return None
    elif follows and tokens[last].norm in ("من", "بين", "ما") and last + 1 < len(tokens):
        at = last + 1 + (tokens[last].norm == "ما")
        noun = words.nouns.get(at)
        if noun is not None and noun.proclitics in ("", "ال"):
            rule, end, of = OF, noun.last, str(noun.entry.data["of"])
            entries.append(noun.entry.id)
        elif tokens[last].norm == "من" and at not in words.uncounted and at < len(tokens) and _people(tokens[at].norm):
            rule, end, of = OF, at + 1, "people"
    elif (sign := _sign(doc, n.first, last)) is not None:
        rule, end, of = MONEY, last + (follows and tokens[last].norm in _SIGNS), sign
    if not rule and not numbered and (said := after_noun(doc, n, words.ends)) is not None:
        whole = Node("number", n.value, said.first, n.last, n.rule, n.entries, (n,))
        of = str(said.entry.data["of"])
        return _node(doc, words, whole, Amount(low, high, False, of), AFTER, last, [*entries, said.entry.id], None, joined)
    apart = n.first > 0 and tokens[n.first - 1].norm in ("ال", "لل")  # «الجولة الـ16 من»
    if not rule and not numbered and not apart and last not in words.elliptic and not (follows and tokens[last].norm in _CLOSED - {"من"}):
        squared = bool(found) and found[-1].last == n.first  # «11 كم 2 من الأحراش»
        open_end = part_of(doc, n, last, words.taken, words.uncounted) if not squared else None
        if open_end is not None:
            rule, end = PART, open_end
        elif last not in words.taken and (open_end := any_noun(doc, n, last)) is not None:
            rule, end = ANY, open_end
    bound = _bound(doc, words, n.first)
    pair = words.nouns.get(n.first - 1) if n.value.value == 2 and n.value.kind == "words" and n.first and not rule else None
    if pair is not None and pair.last == n.first and pair.data.get("n") in ("p", "d"):  # «مدنيين اثنين»
        whole = Node("number", n.value, pair.first, n.last, n.rule, n.entries, (n,))
        of = str(pair.entry.data["of"])
        return _node(doc, words, whole, Amount(2, 2, False, of), NOUN, n.last, [*entries, pair.entry.id], _bound(doc, words, pair.first), None)
    if not rule:
        if numbered:
            return None
        rule, end = _bare(doc, words, n, last, bound, found)
        if not rule:
            return None
    if rule != NOUN and numbered:
        return None
    over = rule == TOLL and bound is None and bool(words.toll) and _exceeds(doc, n.first, n.first)
    return _node(doc, words, n, Amount(low, None if vague or over else high, vague, of), rule, end, entries, bound, joined)


def _exceeds(doc: Doc, toll: int, start: int) -> bool:
    """Whether a verb of exceeding stands in the sentence, shortly before a word of toll and so before the number at `start`."""
    first = max(doc.sentence_of(start)[0], min(toll, start) - _COUNT_TO)
    return any(doc.norms[i] in _EXCEED for i in range(first, min(toll, start)))


def _percent(doc: Doc, n: Node) -> bool:
    """Whether a hundred is that of «70 في المئة»."""
    return n.value.value == 100 and n.value.lead.endswith("ال") and n.first > 0 and doc.tokens[n.first - 1].norm in ("في", "فى")


def _sign(doc: Doc, first: int, last: int) -> str | None:
    """The currency whose sign stands on either side of a number."""
    after = doc.tokens[last].norm if last < len(doc.tokens) else ""
    before = doc.tokens[first - 1].norm if first else ""
    return _SIGNS.get(after) or _SIGNS.get(before)


def _people(norm: str) -> bool:
    """Whether a definite word has the ending of people in the plural: الفارين, النصيرية."""
    if norm.startswith("ال"):
        return len(norm) > 5 and norm.endswith(("ين", "ون", "يه"))
    return len(norm) > 6 and norm.startswith("م") and norm.endswith(_OWNED)  # «من مدافعيه»


def _bare(doc: Doc, words: _Words, n: Node, last: int, bound: Match | None, found: list[Node]) -> tuple[str, int]:
    """The rule by which a number without noun counts, and its end."""
    tokens = doc.tokens
    vague = n.value.kind == "vague"
    stop = last >= len(tokens) or tokens[last].breaks > 0 or tokens[last].norm in _ENDS
    elliptic = words.elliptic.get(last) if last < len(tokens) and not tokens[last].breaks else None
    if elliptic is not None:
        return ELLIPTIC, elliptic.last
    if vague:
        return VAGUE, last
    closes = stop or last in words.taken or last in words.after or tokens[last].norm in _CLOSED or tokens[last].norm.startswith("و")
    if n.value.lead.endswith("ال") or (n.first and tokens[n.first - 1].norm in ("ال", "لل")):
        return (BARE, last) if stands_alone(doc, n, last, closes) and n.value.lead else ("", last)
    if not stop and tokens[last].norm in _BEFALL:
        return TOLL, last
    if n.first > 1 and tokens[n.first - 1].norm == "اصل" and tokens[n.first - 2].norm == "من" and found and found[-1].last >= n.first - 6:
        return OUT_OF, last
    alone = stands_alone(doc, n, last, closes)
    if not closes:
        return (BARE, last) if alone else ("", last)
    start = bound.first if bound is not None else n.first
    sentence = doc.sentence_of(n.first)[0]
    at = bisect_right(words.toll, start) - 1
    gap = start - words.toll[at] if at >= 0 and words.toll[at] > sentence else None
    apart = gap is not None and 1 < gap <= _FROM_WHOM and tokens[start - gap].norm == "من"  # «دفنا من كتيبتنا وحدها تسعة»
    if gap is not None and gap <= _COUNT_TO and _exceeds(doc, words.toll[at], start):
        return TOLL, last
    led = tokens[start - 1].norm in _UP_TO or start - 1 in words.taken if start else False
    if gap is not None and (gap <= 1 or apart or bound is not None or (gap <= _COUNT_TO and led)):
        return TOLL, last
    if alone:
        return BARE, last
    before = found[-1] if found else None
    if before is None or n.value.kind != "figures" or n.value.lead not in ("", "و") or before.first < sentence:
        return "", last
    parted = start > before.last or n.value.lead == "و"  # «كم 2» is square kilometres
    close = parted and before.last <= start <= before.last + 3 and all(t.kind == "word" or t.norm in ("،", ",") for t in tokens[before.last : start])
    return (LIST, last) if close else ("", last)


def _bound(doc: Doc, words: _Words, first: int) -> Match | None:
    """The bounding words before a number, over the article written apart («الـ 48»)."""
    if first and doc.tokens[first].breaks:
        return None
    bound = words.bounds.get(first)
    if bound is None and first > 1 and doc.tokens[first - 1].norm in ("ال", "من", "بين") and not doc.tokens[first - 1].breaks:
        bound = words.bounds.get(first - 1)
    return bound


def _node(doc: Doc, words: _Words, n: Node, a: Amount, rule: str, end: int, entries: list[str], bound: Match | None, joined: Node | None) -> Node:
    low, high, approx = a.low, a.high, a.approx
    first, last = n.first, end
    if bound is not None:
        first = bound.first
        entries.insert(0, bound.entry.id)
        kind = bound.entry.data["dim"]
        if kind == "approx":
            approx = True
        elif kind == "min":
            high = None
        elif high is not None:
            low = None
    elif joined is not None and n.first and doc.tokens[n.first - 1].norm in ("بين", "من", "مابين"):
        first = n.first - 1
    for i in range(end, min(end + _AFTER, len(doc.tokens))):
        if doc.tokens[i].breaks or doc.tokens[i].norm in _ENDS or doc.tokens[i].kind == "number" or (i > end and doc.tokens[i].norm == "و"):
            break
        after = words.after.get(i)
        if after is not None:
            kind = after.entry.data["dim"]
            entries.append(after.entry.id)
            last = after.last
            if kind == "aftermin":
                high = None
            elif kind == "aftermax":
                low = None
            else:
                approx = True
            break
    parts = (n,) if joined is None else (n, joined)
    return Node("amount", Amount(low, high, approx, a.of), first, last, RANGE if joined is not None else rule, tuple(entries), parts)


def _duals(doc: Doc, words: _Words, taken: set[int], found: list[Node]) -> list[Node]:
    """Nouns in the dual, and nouns with «واحد»."""
    used = {i for q in found for i in range(q.first, q.last)}
    out: list[Node] = []
    for first, m in sorted(words.pairs.items()):
        if first not in used and first not in taken:
            out.append(Node("amount", Amount(2, 2, False, "relatives"), first, m.last, KIN, (m.entry.id,)))
            used.update(range(first, m.last))
    for first, m in sorted(words.nouns.items()):
        if first in used or first in taken or m.enclitic:
            continue
        after = doc.tokens[m.last].norm if m.last < len(doc.tokens) and not doc.tokens[m.last].breaks else ""
        of, entries = str(m.entry.data["of"]), (m.entry.id,)
        if m.data.get("n") == "d" and not m.proclitics.endswith(("ال", "لل")) and not m.form.endswith("ا"):
            if first and doc.tokens[first - 1].norm in ("هاتين", "هذين", "هاتان", "هذان", "كلا", "كلتا"):
                continue
            bound = _bound(doc, words, first)
            whole = Node("number", Num(2, "pair"), first, m.last, DUAL, entries)
            out.append(_node(doc, words, whole, Amount(2, 2, False, of), DUAL, m.last, list(entries), bound, None))
        elif after in _ONCE and _denied(doc, first):
            continue
        elif after in _ONCE and m.data.get("n") == "s" and m.entry.data["class"] == "people" and of != "families" and not m.proclitics.endswith("ال"):
            out.append(Node("amount", Amount(1, 1, False, of), first, m.last + 1, ONE, entries))
    return out


def _denied(doc: Doc, first: int) -> bool:
    """Whether a negation stands before «واحد», which makes it none: «لم أر جنديا واحدا»."""
    return not _NOT.isdisjoint(doc.norms[max(0, first - _NOT_OVER) : first])
