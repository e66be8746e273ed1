"""Where a noun phrase ends, and who passed something on: shared by the rules of Arabic attribution."""

from __future__ import annotations

from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.statements_scan import ADJUNCT, COLON, COMMA, RELATIVE, SKIP_AFTER_VERB, Scan
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset

MEDIA_HEADS = wordset("ar", "media-heads")
_RECEIVED = wordset("ar", "received")
_SHOWN = wordset("ar", "shown-papers")


def noun_phrase(s: Scan, i: int, stop: int) -> int:
    """One past the last token of the noun phrase that starts at `i`, with the name that stands in apposition to an office."""
    return apposed(s, i, _plain_phrase(s, i, stop), stop)


def apposed(s: Scan, i: int, end: int, stop: int) -> int:
    """«المتحدث باسم الوزارة، العميد فلان»: past the person whom a comma joins to an office without a name.

    Args:
        s: the document.
        i: first token of the office.
        end: one past it.
        stop: token where the phrase must have ended.
    """
    if end + 1 >= stop or s.norms[end] not in COMMA or s.heads.get(i) not in ("official", "anonymous", "person"):
        return end
    if any(s.mention_of[x] >= 0 and s.mentions[s.mention_of[x]].kind == "person" for x in range(i, end)):
        return end
    x = end + 1
    while x < min(stop, end + 4) and s.mention_of[x] < 0 and x in s.heads:
        x += 1
    k = s.mention_of[x] if x < stop else -1
    if k < 0 and x > end + 1 and s.heads.get(end + 1) == "official":  # a rank before a name that nobody knows
        last = next((y for y in range(x, min(stop, x + 5)) if s.blank(y) or s.that(y) or s.finite(y) is not None or s.norms[y] in ADJUNCT), stop)
        return last if 1 <= last - x <= 4 and (last >= stop or s.norms[last] in COMMA or s.that(last)) else end
    if k < 0 or s.mentions[k].kind not in ("person", "official") or s.mention_ranges[k][0] > x or s.norms[x][:1] == "و":
        return end
    last = s.mention_ranges[k][1]
    closed = last >= stop or s.norms[last] in COMMA or s.norms[last] in (COLON, ".", "(") or s.that(last) or s.attached(last, "ل")
    return min(last, stop) if closed else end


def _plain_phrase(s: Scan, i: int, stop: int) -> int:
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
        word = s.norms[j]
        if j > i and _of_body(s, i, j):
            j = s.mention_ranges[k][1] if k >= 0 and s.mention_ranges[k][0] == j else j + 1
            j = _of_body_end(s, j, stop, construct=word[:2] != "لل")
            continue
        if j > i and (word in ("ل", "ب") or (word[:1] == "ل" and word not in _OF_NAMES and s.attached(j, "ل") and head_is_media(s, j))):
            break
        if j > i and k >= 0 and s.attached(j, "ل") and s.mentions[k].kind in ("outlet", "agency") and s.norms[j] not in _OF_NAMES:
            break  # «مصدر عسكري لسانا»
        if k >= 0:
            told = next((x for x in range(j + 1, s.mention_ranges[k][1]) if _told_to(s, x, s.mentions[k].kind)), None)
            if told is not None:
                return told  # «مدير المرصد لوكالة …»
            linked = s.norms[j - 1] in _OF_SOURCE or s.norms[j - 1] == "و" or word[:1] == "و"
            if j > i + 1 and (named or i in s.heads) and s.mentions[k].kind in _OTHERS and not linked:
                break  # «حذرت صفحات إخبارية سكان القرى»: the next party is the object
            j = s.mention_ranges[k][1]
            named = True
            continue
        if s.blank(j):
            if word == "(":
                close = next((k for k in range(j + 1, min(stop, j + 9)) if s.norms[k] == ")"), None)
                if close is not None:
                    j = close + 1
                    continue
            break
        if j > i and word.endswith("ا") and s.raw(j).endswith(("اً", "ًا")) and not s.raw(i).endswith(("اً", "ًا")):
            break  # «نفى المصدر نفيا قاطعا أن …»
        if s.that(j) or word in RELATIVE or (j > i and (s.finite(j) or s.phrase(j) or s.participle(j))):
            break
        if j > i and (word in SAYS_IT or word in _NOT_PART or (word in _WITHHELD and withholds(s, j)) or word in _SPOKE_TO):
            break
        if j > i and word in ("في", "فى") and j + 1 < stop and s.norms[j + 1] in _OCCASIONS:
            break
        if word in ADJUNCT and j > i and j + 1 < s.n and s.finite(j + 1) is not None and s.cues[j + 1][0].enclitic:
            break  # «في نشرتها الصباحية»
        if word in ADJUNCT and j > i and not (word in ("من", "في", "داخل", "لدي", "فى", "قرب", "خارج") and j - i <= 3 and not named):
            break
        if j > i and named and word[:1] in "لب" and (s.attached(j, "ل") or s.attached(j, "ب")):
            break
        j += 1
    return j


def _of_body(s: Scan, i: int, j: int) -> bool:
    """Whether the word with ل at `j` belongs to the name of the body that heads the phrase: «القيادة العامة للقوات المسلحة», «… لحقوق الإنسان»."""
    word = s.norms[j]
    if s.heads.get(i) != "organisation" or word[:1] != "ل" or len(word) < 4 or j - i > 5:
        return False
    if s.heads.get(j) in ("media", "anonymous", "witness", "person"):
        return False
    if head_is_media(s, j) or not (word[:2] == "لل" or (j + 1 < s.n and s.norms[j + 1][:2] == "ال" and s.attached(j, "ل"))):
        return False
    k = s.mention_of[j]
    return k < 0 or s.mentions[k].kind in ("force", "organisation", "state")


def _of_body_end(s: Scan, j: int, stop: int, *, construct: bool) -> int:
    """Past the noun that ends a construct («لحقوق | الإنسان») and its adjectives («للقوات | المسلحة»)."""
    if construct and j < stop and s.norms[j][:2] == "ال" and s.mention_of[j] < 0:
        j += 1
    while j < stop and s.norms[j][:2] == "ال" and s.norms[j].endswith(("ه", "ي")) and s.mention_of[j] < 0 and s.norms[j] not in ADJUNCT:
        j += 1
    return j


def passed_aside(s: Scan, j: int, limit: int) -> int | None:
    """Past «، اطلعت عليه وكالة كذا،» and «، وتداولته رويترز،»: a clause between commas that says who has the text before it."""
    if s.norms[j - 1] not in COMMA:
        return None
    core = s.norms[j][1:] if s.norms[j][:1] == "و" and s.finite(j) is None else s.norms[j]
    m = s.finite(j)
    shared = m is not None and m.enclitic in ("ه", "ها") and m.entry.data["class"] in ("publish", "relay")
    got = core in _RECEIVED and j + 1 < limit and s.norms[j + 1] in ("عليه", "عليها", "منه", "منها")
    if not (shared or got or core in _SHOWN):
        return None
    close = next((k for k in range(j + 1, min(limit, j + 12)) if s.norms[k] in COMMA), None)
    return None if close is None else close + 1


def withholds(s: Scan, i: int) -> bool:
    """Whether the verb at `i` says that its subject wants to stay unnamed: «طلب عدم ذكر اسمه»."""
    if i + 2 >= s.n or s.norms[i] not in _WITHHELD:
        return False
    if s.norms[i + 1] in ("ان", "الا"):  # «طلب أن نرمز إليه بـ…»
        return any(s.norms[k] in _NAMED_AS for k in range(i + 2, min(i + 4, s.n)))
    return s.norms[i + 1] in _WITHHOLDING


_TALKS = frozenset({"ar.cue.tahaddatha", "ar.cue.takallama", "ar.cue.asarra", "ar.cue.adla"})
_THESE = wordset("ar", "these")
_ONE_OF = wordset("ar", "one-of")
_AS_SHOWN = frozenset({"كما", "حسبما", "مثلما"})
SAYS_IT = wordset("ar", "says-it")
_NOT_PART = frozenset({"لم", "لن", "ليس", "ليست", "ولم", "الا", "كان", "كانت", "قد"})
_WITHHELD = wordset("ar", "withheld")
_WITHHOLDING = wordset("ar", "withholding")
_NAMED_AS = wordset("ar", "named-as")
_SPOKE_TO = wordset("ar", "spoke-to")
_OCCASIONS = wordset("ar", "occasions")
_SAME = wordset("ar", "same")
_OTHERS = frozenset({"people", "group", "force", "state"})


_OF_NAMES = wordset("ar", "of-names")  # part of an agency's name


def _second_head(s: Scan, j: int, at: int) -> bool:
    """A second speaker noun beside the first: «شهود عيان»، «وكالة أنباء»."""
    return s.heads.get(at) not in (None, "official", "organisation") and s.mention_of[at] < 0 and s.norms[at][:2] != "ال" and at - j <= 2


def _goes_with(s: Scan, j: int, at: int) -> bool:
    """Whether an actor belongs to the speaker noun before it: the person who holds an office, or the noun's complement."""
    kind = s.mentions[s.mention_of[at]].kind
    return not s.attached(at, "ب") and (kind in ("person", "official") or (at == j + 1 and s.mention_of[j] < 0))


def _nisba(s: Scan, j: int, at: int) -> bool:
    """An indefinite adjective of relation right after an indefinite speaker noun: «صور جوية»."""
    word = s.norms[at]
    if at != j + 1 or j not in s.heads or s.mention_of[at] >= 0 or s.norms[j][:2] == "ال" or word[:2] == "ال":
        return False
    return len(word) > 3 and word.endswith(("يه", "ي"))


def _told_to(s: Scan, x: int, kind: str) -> bool:
    """Whether a token inside an actor's words is «لـ» with an outlet: «شهود عيان لرويترز»."""
    if not s.attached(x, "ل") or s.norms[x] in _OF_NAMES:
        return False
    if s.heads.get(x) == "media":
        return True
    construct = x + 1 < s.n and s.norms[x + 1][:2] == "ال"  # «لحقوق الإنسان»
    return kind in ("anonymous", "witness") and s.norms[x][:2] != "لل" and x not in s.heads and not construct


def source_end(s: Scan, j: int, limit: int) -> int:
    """One past a subject whose head is a known speaker noun, with its adjectives, «باسم …», «في …» and what commas enclose.

    Returns `j` itself if no speaker noun or actor stands there.
    """
    if s.mention_of[j] < 0 and j not in s.heads:
        return j
    at = s.mention_ranges[s.mention_of[j]][1] if s.mention_of[j] >= 0 else j + 1
    construct = s.norms[j][:2] != "ال" and (s.mention_of[j] < 0 or (j in s.heads and at == j + 1))
    if construct and at < limit and s.norms[at][:2] == "ال" and s.mention_of[at] < 0 and s.norms[at] not in _SHOWN:
        at += 1  # «مسؤولو الأمن»، «أحد المسؤولين»
        while at < limit and s.norms[at][:2] == "ال" and s.norms[at].endswith(("ي", "يه", "يين", "يون", "اك")) and s.mention_of[at] < 0:
            at += 1
    if s.heads.get(j) == "media":  # «وكالة أنباء النظام "سانا"»
        quoted = next((x for x in range(at, min(limit, at + 4)) if x in s.opening and s.opening[x].words <= 5), None)
        if quoted is not None and not any(s.blank(x) for x in range(at, quoted)):
            at = s.opening[quoted].close
    while at < limit:
        word = s.norms[at]
        if at in s.opening and s.opening[at].words <= 5 and s.norms[at - 1] != COLON:
            at = s.opening[at].close
        elif word == "(":
            close = next((x for x in range(at + 1, min(limit, at + 9)) if s.norms[x] == ")"), None)
            if close is None:
                break
            at = close + 1
        elif _of_body(s, j, at):
            at = s.mention_ranges[s.mention_of[at]][1] if s.mention_of[at] >= 0 else at + 1
            at = _of_body_end(s, at, limit, construct=word[:2] != "لل")
        elif at in s.adjectives or _nisba(s, j, at) or word in SKIP_AFTER_VERB or word in _TITLE_TAIL or _second_head(s, j, at):
            at += 1
        elif s.mention_of[at] >= 0 and _goes_with(s, j, at):
            at = s.mention_ranges[s.mention_of[at]][1]
        elif word in _OF_SOURCE and at + 1 < limit:
            at += 1
            at = s.mention_ranges[s.mention_of[at]][1] if s.mention_of[at] >= 0 else at + 1
            while at < limit and (at in s.adjectives or (word in ("باسم",) and s.norms[at][:2] == "ال" and s.mention_of[at] < 0)):
                at += 1
        elif word in _THESE and at == j + 1 and s.norms[j] in _ONE_OF and at + 1 < limit:
            at += 2
        elif s.heads.get(j) == "document" and _published(s, at):
            at = max(at + 2, source_end(s, at + 1, limit))
        elif word in _SPOKE_TO or withholds(s, at):
            close = next((x for x in range(at + 1, min(limit, at + 10)) if s.norms[x] in COMMA or s.norms[x] in ("ما", "اي") or s.that(x)), None)
            if close is None:
                break
            at = close + (s.norms[close] in COMMA)
        elif word in COMMA and apposed(s, j, at, limit) > at:
            at = apposed(s, j, at, limit)
        elif word in COMMA and at + 1 < limit and _aside(s, at + 1):
            close = next((x for x in range(at + 1, limit) if s.norms[x] in COMMA), None)
            if close is None:
                break
            at = close + 1
        else:
            break
    return at


_TITLE_TAIL = wordset("ar", "title-tail")
_OF_SOURCE = wordset("ar", "of-source")


def _published(s: Scan, i: int) -> bool:
    """«تسجيل نشرته الوزارة»: the verb that says who published the text before it."""
    m = s.finite(i)
    shared = m is not None and bool(m.enclitic) and m.entry.data["class"] in ("publish", "relay")
    return (shared or s.norms[i] in _SHOWN) and i + 1 < s.n and not s.blank(i + 1)


def _aside(s: Scan, i: int) -> bool:
    word = s.norms[i]
    if withholds(s, i) or word in _SPOKE_TO or word in _AS_SHOWN or (word in ("لم", "لا") and any(w in SAYS_IT for w in s.norms[i : i + 6])):
        return True
    if word in ("في", "وهو", "وهي", "وهم", "خلال", "عبر", "الذي", "التي", "الذين", "فى", "امس", "اليوم"):
        return True
    m = s.finite(i)
    return m is not None and bool(m.enclitic) and m.entry.data["class"] in ("publish", "relay")


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
        if word in ("لم", "لا") and j + 2 < b and head_is_media(s, j + 2) and any(w in SAYS_IT for w in s.norms[j + 2 : j + 6]):
            here = (j + 2, noun_phrase(s, j + 2, b))  # «لم تذكر الصحيفة اسمه»
        elif word == "الي" and j + 1 < b and head_is_media(s, j + 1) and _talks(s, max(a - 1, j - 12), j):
            here = (j + 1, s.opening[j + 1].close if j + 1 in s.opening else _outlet_end(s, j + 1, b))
        elif word in _SPOKE_TO and j + 1 < b and not s.finite(j + 1) and head_is_media(s, j + 1):
            here = (j + 1, _outlet_end(s, j + 1, b))
        elif word in ("ل", "مع") and j + 1 < b:
            if head_is_media(s, j + 1) or (word == "ل" and (j + 1 in s.opening or word == "(" or s.norms[j + 1] == "(")):
                here = (j + 1, s.opening[j + 1].close if j + 1 in s.opening else _outlet_end(s, j + 1, b))
        elif s.attached(j, "ل") and _to_outlet(s, j, b):
            here = (j, _outlet_end(s, j, b))
        elif s.phrase(j) is not None and s.phrase(j).last < b and head_is_media(s, s.phrase(j).last):  # type: ignore[union-attr]
            at = s.phrase(j).last  # type: ignore[union-attr]
            here = (at, _outlet_end(s, at, b))
        else:
            m = s.finite(j)
            noun = j > a and s.norms[j - 1] in ("في", "عبر", "من")  # «في نشرتها الصباحية»
            if m is not None and not noun and m.entry.data["class"] in ("publish", "relay") and m.enclitic and j + 1 < s.n:
                at = j + 2 if s.norms[j + 1] in ("عنه", "عنها", "عنهم") else j + 1
                if at < s.n and (s.norms[at] not in ADJUNCT or s.mention_of[at] >= 0):
                    here = (at, noun_phrase(s, at, max(b, at)))
            elif word in _RECEIVED and any(s.norms[x] in ("نسخه", "عليه", "عليها", "منه", "منها") for x in range(j + 1, min(b, j + 14))):
                at = j + 2 if s.norms[j + 1] in ("عليه", "عليها", "عليهما") else j + 1
                here = (at, noun_phrase(s, at, min(b, j + 12)))
        if here is not None and here[1] > here[0]:
            out.append(here)
            j = here[1]
            continue
        j += 1
    return out


def _talks(s: Scan, a: int, b: int) -> bool:
    """Whether a verb of talking to somebody stands between two tokens."""
    return any(m.entry.id in _TALKS for k in range(a, b) for m in s.cues.get(k, ()))


def _to_outlet(s: Scan, j: int, b: int) -> bool:
    """Whether the word with ل names an outlet that was spoken to: known, inside an actor's words, or set off by commas."""
    k = s.mention_of[j]
    if s.norms[j] in _OF_NAMES:
        return False
    if head_is_media(s, j) or (k >= 0 and _told_to(s, j, s.mentions[k].kind)):
        return True
    return s.norms[j][:2] != "لل" and k < 0 and j > 0 and s.norms[j - 1] in COMMA and _set_off(s, j, b)


def _set_off(s: Scan, j: int, b: int) -> bool:
    """Whether a comma or the particle follows within three words: «…، لنورث برس، إن»."""
    return any(x >= b or s.norms[x] in COMMA or s.that(x) for x in range(j + 1, min(j + 4, s.n)))


def _outlet_end(s: Scan, i: int, stop: int) -> int:
    end = max(noun_phrase(s, i, stop), i + 1)
    return next((k + 1 for k in range(i + 1, end) if s.norms[k] in _SAME), end)  # «الصحيفة نفسها»

