"""Where reported content ends, where a noun phrase ends, and who passed something on: shared by the rules of Arabic attribution."""

from __future__ import annotations

from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.statements_scan import (
    ADJUNCT,
    AND_THAT,
    COLON,
    COMMA,
    DASH,
    RELATIVE,
    Scan,
)
from isnad.lang.common.attribution import Range

# Nouns after «بحسب» or «وفق» that are no source: what was agreed, ruled or measured.
NOT_A_SOURCE = frozenset(
    "اتفاق اتفاقيه الاتفاق الاتفاقيه قانون القانون دستور الدستور قرار القرار خطه الخطه معايير المعايير شروط الشروط نظام النظام جدول الجدول برنامج ماده الماده اصول الاصول قواعد "
    "حاجه الحاجه منطق مبدا رغبه اراده امكانات ظروف الظروف الاصول الطلب نوع حجم عدد اليه الاليه ترتيبات مقتضيات احكام الاحكام مقياس سعر الاسعار جاهزيه خارطه هدنه تفاهم تفاهمات".split()
)
MEDIA_HEADS = frozenset(
    "وكاله صحيفه قناه شبكه موقع اذاعه تلفزيون التلفزيون مجله جريده راديو فضائيه بوابه منصه وسائل الاعلام صفحه مواقع صحف قنوات وكالات الوكاله الصحيفه القناه الشبكه الموقع الاذاعه المجله الجريده "
    "الراديو الفضائيه اعلام قناتهم قناتها وكالات تلفزيونات ترند نشره".split()
)
_BEFORE_SECOND_VERB = frozenset({"فيما", "بينما", "حين", "كما", "بدوره", "بدورها", "جهته", "جانبه", "جهتها", "جانبها", "ان", "قد"})
_SPEECH_PLACES = frozenset("تصريح تصريحات تصريحه تصريحاته حديث حديثه حديثها مقابله لقاء حوار اتصال كلمه بيان رساله مداخله شهاده افاده تصريحاتها مقال".split())
MAX_CONTENT = 600  # tokens


def prefix(s: Scan, i: int) -> str:
    """The conjunction written onto the cue at token `i`."""
    for m in s.cues.get(i, ()):
        return m.proclitics[:1]
    return ""


def ends_here(s: Scan, j: int, start: int) -> bool:
    """Whether the words at token `j` belong to the narrator again: another cue, a participle of saying, «بحسب …»."""
    found = s.cues.get(j)
    if not found:
        return False
    after_comma = s.norms[j - 1] in COMMA or s.norms[j - 1] in DASH or s.blank(j - 1)
    if s.phrase(j) is not None and capable(s, j):
        return True
    if s.participle(j) is not None and (after_comma or prefix(s, j) == "و") and opens_content(s, j):
        return True
    m = s.finite(j)
    if m is None:
        return False
    if m.proclitics[:1] in ("و", "ف") and m.proclitics[:1] and after_comma and opens_content(s, j):
        return True
    return s.norms[j - 1] in _BEFORE_SECOND_VERB and j - 2 > start and _second_clause(s, j) and opens_content(s, j)


def _second_clause(s: Scan, j: int) -> bool:
    return s.norms[j - 1] != "ان" or s.norms[j - 2] in ("قبل", "بعد")


def capable(s: Scan, j: int) -> bool:
    """Whether what follows the prepositional cue at `j` can be a source."""
    m = s.phrase(j)
    if m is None:
        return False
    if m.entry.data["kind"] == "as" or m.enclitic:
        return True
    k = m.last
    if k >= s.n or s.tokens[k].breaks > 0:
        return False
    if s.norms[k] in ("ل", "ما") and k + 1 < s.n:
        k += 1
    core = s.norms[k]
    return not any(c in NOT_A_SOURCE for c in (core, *(part for _, part, _ in analyses(core))))


def opens_content(s: Scan, j: int) -> bool:
    """Whether the verb of attribution at `j` has content of its own near by: a particle, a colon, a quotation or its preposition."""
    m = s.finite(j) or s.participle(j)
    if m is None:
        return False
    data = m.entry.data
    end = min(s.sentence(j)[1], j + 30)
    preps = data.get("prep", ())
    k = m.last
    while k < end:
        if k in s.opening:
            if s.opening[k].words >= 4 or s.norms[k - 1] == COLON:
                return True
            k = s.opening[k].close
            continue
        if s.that(k) or s.norms[k] == COLON:
            return True
        if ("np" in data["take"] and not preps) or "whole" in data["take"]:
            return True
        if k - m.last < 8 and (s.norms[k] in preps or any(len(p) == 1 and s.attached(k, p) for p in preps)):
            return True
        if k > m.last and s.finite(k) is not None and s.norms[k - 1] not in RELATIVE:
            return False
        k += 1
    return False


def content_ranges(s: Scan, start: int, *, split: bool = True) -> list[Range]:
    """The content that starts at a token, cut at every further «وأنّ» if `split`.

    Args:
        s: the document.
        start: first token of the content.
        split: whether coordinated clauses are statements of their own.
    """
    out: list[Range] = []
    if start >= s.n:
        return out
    begin = start
    quote = s.opening.get(start)
    if quote is not None and _stands_alone(s, quote.close):
        return [(start, quote.close)]
    _, end = s.sentence(start)
    inside = s.quote_of[start]
    if inside is not None:
        end = min(end, inside.last)
    end = min(end, start + MAX_CONTENT)
    j = start
    while j < end:
        q = s.opening.get(j)
        if q is not None and q.close <= end:
            j = q.close
            continue
        if j > begin and ends_here(s, j, begin):
            break
        if split and j > begin + 1 and s.norms[j] in AND_THAT and not _even_if(s, j):
            if not _hangs_on(s, j):
                out.append(s.trim(begin, j))
                begin = j + 1
        elif s.norms[j] in (")", "]") and not any(s.norms[k] in ("(", "[") for k in range(max(begin, j - 40), j)):
            break
        j += 1
    out.append(s.trim(begin, j))
    return [r for r in out if r[1] > r[0]]


def _stands_alone(s: Scan, close: int) -> bool:
    if close >= s.n or s.tokens[close].breaks:
        return True
    if s.blank(close) and close not in s.opening:
        return True
    return bool(s.cues.get(close)) or s.norms[close] in ("و", "لكن")


def _even_if(s: Scan, j: int) -> bool:
    return s.inna(j) and j + 1 < s.n and s.norms[j + 1] in ("كان", "كانت", "كانوا", "لم", "لا")


def _hangs_on(s: Scan, j: int) -> bool:
    """Whether the clause after «وأنّ» only goes on about the one before: its first noun carries a pronoun that points back."""
    if s.norms[j] not in ("وان", "وبان") or j + 1 >= s.n:
        return False
    word = s.norms[j + 1]
    return len(word) > 4 and word.endswith(("ه", "ها", "هم")) and not s.raw(j + 1).endswith("ة") and any(e in ("ه", "ها", "هم") for _, _, e in analyses(word))


def noun_phrase(s: Scan, i: int, stop: int) -> int:
    """One past the last token of the noun phrase that starts at `i`."""
    j = i
    named = False
    while j < stop:
        q = s.opening.get(j)
        if q is not None:
            if j > i and q.words > 6:
                break
            j = q.close
            continue
        k = s.mention_of[j]
        if k >= 0:
            j = s.mention_ranges[k][1]
            named = True
            continue
        word = s.norms[j]
        if s.blank(j):
            if word == "(":
                close = next((k for k in range(j + 1, min(stop, j + 9)) if s.norms[k] == ")"), None)
                if close is not None:
                    j = close + 1
                    continue
            break
        if s.that(j) or word in RELATIVE or (j > i and (s.finite(j) or s.phrase(j) or s.participle(j))):
            break
        if word in ADJUNCT and j > i and not (word in ("من", "في", "داخل", "لدى", "لدي", "فى") and j - i <= 3 and not named):
            break
        if j > i and named and word[:1] in "لب" and (s.attached(j, "ل") or s.attached(j, "ب")):
            break
        j += 1
    return j


def head_is_media(s: Scan, i: int) -> bool:
    """Whether the noun phrase at `i` names an outlet: by the actors found, or by its head («وكالة», «صحيفة»)."""
    k = s.mention_of[i] if i < s.n else -1
    if k >= 0 and s.mentions[k].kind in ("outlet", "agency"):
        return True
    if i < s.n and any(c in MEDIA_HEADS for _, c, _ in analyses(s.norms[i])):
        return True
    q = s.opening.get(i)
    if q is not None and q.words:
        k = s.mention_of[q.first]
        return k >= 0 and s.mentions[k].kind in ("outlet", "agency")
    return False


def relays(s: Scan, a: int, b: int) -> list[Range]:
    """Outlets that the words between a verb and its content say it was told to, shown on or quoted by."""
    out: list[Range] = []
    j = a
    while j < b:
        word = s.norms[j]
        here: Range | None = None
        if word in ("ل", "مع") and j + 1 < b:
            if head_is_media(s, j + 1) or (word == "ل" and (j + 1 in s.opening or word == "(" or s.norms[j + 1] == "(")):
                here = (j + 1, _outlet_end(s, j + 1, b))
        elif s.attached(j, "ل") and head_is_media(s, j):
            here = (j, _outlet_end(s, j, b))
        elif s.phrase(j) is not None and s.phrase(j).last < b and head_is_media(s, s.phrase(j).last):  # type: ignore[union-attr]
            at = s.phrase(j).last  # type: ignore[union-attr]
            here = (at, _outlet_end(s, at, b))
        else:
            m = s.finite(j)
            if m is not None and m.entry.data["class"] in ("publish", "relay") and m.enclitic and j + 1 < s.n:
                at = j + 2 if s.norms[j + 1] in ("عنه", "عنها", "عنهم", "علي", "على") else j + 1
                here = (at, noun_phrase(s, at, max(b, at)))
        if here is not None and here[1] > here[0]:
            out.append(here)
            j = here[1]
            continue
        j += 1
    return out


def _outlet_end(s: Scan, i: int, stop: int) -> int:
    end = noun_phrase(s, i, stop)
    return max(end, i + 1)


__all__ = ["MEDIA_HEADS", "NOT_A_SOURCE", "capable", "content_ranges", "ends_here", "head_is_media", "noun_phrase", "opens_content", "prefix", "relays"]
