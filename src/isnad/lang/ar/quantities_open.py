"""Arabic quantities whose noun no table holds: numbers with a noun of the right shape, definite numbers after nouns, bare numbers.

After 3 to 10 the noun is an indefinite plural, after 11 to 99 an accusative singular, after hundreds and thousands a genitive singular
(Ryding 2005, ch. 15): the shape tells a counted noun from a word that merely follows.
"""

from __future__ import annotations

from collections.abc import Mapping

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import Node, register
from isnad.lang.common.numbers import Num
from isnad.text.doc import Doc

ANY = register("ar.quantity.any-noun", "A number and an indefinite noun of the shape its value asks for: «12 سلعة», «أربعة سجون», «مئة رقم».")
PART = register("ar.quantity.part", "A number, «من» and those it is taken from: «ثلاثة من رفاقه», «26 من جيش المهدي».")
AFTER = register("ar.quantity.after-noun", "A definite counted noun with its number behind it: «القرى الثلاث», «الدبابات الخمس».")
BARE = register("ar.quantity.bare", "A number in words, or with its thousands or millions, that stands alone for those spoken of: «وقد أوقف ثلاثة».")
MORE = register("ar.quantity.or-more", "A counted noun, «أو» and the next number: «ست قرى أو سبع», «شاحنتين أو ثلاث».")

_BETWEEN = 2  # adjectives between a definite noun and its number
# Words that are no noun, whatever their shape.
_NO_NOUN = frozenset((
    "لا", "ما", "اذا", "هذا", "كذا", "منا", "منها", "منهما", "لنا", "لها", "بها", "فيها", "عليها", "اليها", "عنها", "معا", "ايضا", "فقط",
    "تقريبا", "سوا", "دفعه", "كلها", "انها", "لانها", "كانوا", "كان", "كانت", "لم", "لن", "قد", "هي", "هو", "هم", "هن", "هولاء", "هذه", "ذلك",
    "تلك", "اي", "ايا", "كل", "بعض", "غير", "سوي", "نحو", "فوق", "تحت", "باتجاه", "حول", "صوب", "ضمن", "ضد", "لولا", "لو", "حين", "حيث", "اذ",
    "ان", "انه", "لكن", "ممن", "مما", "عما", "فما", "طوال", "مقابل", "مقابله", "لقاء", "لدي", "صباح", "مساء", "فجر", "ظهر", "ليل", "عصر", "عدا",
    "حسب", "عبر", "الا", "اما", "واحد", "واحده", "واحدا", "تباعا", "جميعا", "ربما", "مثل", "دون", "كذلك", "طيله", "اكثر", "اقل", "نصف", "ربع",
    "ثلث", "اول", "اخر", "مشاه", "يقول", "تقول", "قال", "قالت", "عاده", "سويا", "هنا", "هناك", "هكذا", "عندنا", "عندهم", "معه", "معها", "معهم",
    "معنا", "صار", "صارت", "عند",
))  # fmt: skip
# Before a number that is an hour, an age or a mark, not a count.
_NOT_AFTER = frozenset((
    "الساعه", "ساعه", "الدقيقه", "دقيقه", "عمر", "عمره", "عمرها", "سن", "شارع", "حي", "لواء", "اللواء", "الويه", "فرقه", "الفرقه", "رقم",
    "الرقم", "كلها", "مركز", "بمركز", "معركه", "المعركه", "طريق", "الطريق", "ميدان", "ساحه", "ام",
))  # fmt: skip
# Words that only look like numbers: «لست», I am not; «أثلاثا», in thirds; «بليون», a village as often as a billion.
_NO_NUMBER = frozenset(("لست", "ولست", "فلست", "اثلاثا", "ارباعا", "اخماسا", "بليون", "وبليون"))
_NO_START = ("ال", "لل", "بال", "وال", "فال", "و", "بجر")  # what is definite, and what begins something else
_JOINS = frozenset(("او",))


def any_noun(doc: Doc, n: Node, last: int) -> int | None:
    """The end of an indefinite noun that a number counts; None where the word after it has not the shape of one."""
    v: Num = n.value
    if v.kind == "vague" or v.value < 3 or v.value != int(v.value) or v.lead.endswith("ال") or last >= len(doc.tokens):
        return None
    t = doc.tokens[last]
    norm = t.norm
    if t.breaks or t.kind != "word" or len(norm) < 3 or norm in _NO_NOUN or norm.startswith(_NO_START) or norm.endswith("وا"):
        return None
    if (n.first and doc.tokens[n.first - 1].norm in _NOT_AFTER) or doc.tokens[n.first].norm in _NO_NUMBER:
        return None
    word = doc.text[t.start : t.end]
    rest, accusative = int(v.value) % 100, word.endswith(("\u064b", "ا"))
    if 11 <= rest <= 99:
        return last + 1 if accusative or norm.endswith("ه") else None
    if word.endswith(("\u064b", "اً")):
        return None
    if 3 <= rest <= 10:
        return last + 1 if v.kind != "figures" or _broken_or_sound(norm) else None
    if v.kind == "figures" and (v.value < 100 or norm.endswith("ت") or norm.startswith(("ف", "ل", "ب"))):
        return None
    return last + 1


def _broken_or_sound(norm: str) -> bool:
    """Whether a word has a common shape of plurals: ات, ين, ون, أفعال, أفعلة, فعائل, فعول."""
    if norm.endswith(("ات", "ون", "ين")):
        return True
    if norm.startswith("ا") and len(norm) in (5, 6) and (norm[-2] == "ا" or norm.endswith("ه")):
        return True
    return len(norm) in (4, 5, 6) and (norm[2] == "ا" or norm[-2] == "و") and norm[0] not in "يتوف"


def part_of(doc: Doc, n: Node, last: int, taken: set[int], uncounted: set[int]) -> int | None:
    """The end of «من» and the word after it, where a number of two or more stands before them."""
    v: Num = n.value
    if v.value < 2 or v.kind == "vague" or v.lead.endswith("ال") or last + 1 >= len(doc.tokens):
        return None
    after = doc.tokens[last + 1]
    if doc.tokens[last].norm != "من" or doc.tokens[last].breaks or after.breaks or after.kind != "word":
        return None
    if last + 1 in uncounted or after.norm in ("اصل", "اجل", "دون", "غير", "قبل", "بعد", "بين", "جديد", "خلال", "هنا", "ثم", "حيث"):
        return None
    return last + 2 if n.first == 0 or doc.tokens[n.first - 1].norm not in _NOT_AFTER else None


def after_noun(doc: Doc, n: Node, nouns: Mapping[int, Match]) -> Match | None:
    """The definite counted noun before a definite number; `nouns` by the token after them."""
    v: Num = n.value
    if v.kind not in ("words", "pair") or v.value < 2 or v.lead != "ال" or doc.tokens[n.first].breaks:
        return None
    for i in range(n.first, max(0, n.first - _BETWEEN - 1), -1):
        found = nouns.get(i)
        if found is not None:
            fits = found.proclitics.endswith(("ال", "لل")) and found.data.get("n") in ("p", "d")
            return found if fits and not any(t.breaks for t in doc.tokens[found.first + 1 : n.first]) else None
        t = doc.tokens[i - 1]
        if t.breaks or t.kind != "word" or not t.norm.startswith("ال"):
            return None
    return None


def stands_alone(doc: Doc, n: Node, last: int, closes: bool) -> bool:
    """Whether a number without noun counts what was spoken of before."""
    v: Num = n.value
    tokens = doc.tokens
    first = tokens[n.first].norm
    if v.value != int(v.value) or v.kind == "vague" or first in _NO_NUMBER:
        return False
    if v.value < 3 and not (closes and first in ("اثنان", "اثنتان", "واثنان", "واثنتان")):
        return False
    if last < len(tokens) and tokens[last].norm.startswith("ال") and not tokens[last].breaks:
        return False
    scaled = v.kind == "figures" and not v.figures and v.value >= 1000 and n.last > n.first + 1
    if v.kind not in ("words", "pair") and not scaled:
        return False
    if v.lead.endswith("ال") and v.value < 100:
        return False
    if n.first and (tokens[n.first - 1].norm in _NOT_AFTER or (tokens[n.first - 1].kind == "number" and not tokens[n.first].breaks)):
        return False
    word = doc.text[tokens[n.first].start : tokens[n.first].end]
    if first.endswith(("ميتين", "ميتان")) and "ئ" not in word and "ا" not in word[:-2]:
        return False  # «ميتين», dead
    if scaled and last < len(tokens) and tokens[last].norm.startswith("ل"):
        return True  # «700 مليون لإيران»
    return closes or tokens[last].norm.endswith("وا") or (tokens[last].norm in _NO_NOUN and tokens[last].norm not in ("مشاه", "نصف"))


def or_more(doc: Doc, end: int, high: float, numbers: Mapping[int, Node]) -> Node | None:
    """The number after «أو» that goes on from a counted noun."""
    if end + 1 >= len(doc.tokens) or doc.tokens[end].norm not in _JOINS or doc.tokens[end].breaks:
        return None
    n = numbers.get(end + 1)
    if n is None or n.value.kind != "words" or n.value.lead or not high < n.value.value <= 2 * high:
        return None
    after = doc.tokens[n.last] if n.last < len(doc.tokens) else None
    return n if after is None or after.breaks or after.kind != "word" or after.norm in _NO_NOUN or after.norm in ("من", "في", "علي") else None
