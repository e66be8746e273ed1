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
    SKIP_AFTER_VERB,
    Scan,
)
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset

# Nouns after «بحسب» or «وفق» that are no source: what was agreed, ruled or measured.
NOT_A_SOURCE = wordset("ar", "not-a-source")
MEDIA_HEADS = wordset("ar", "media-heads")
_BEFORE_SECOND_VERB = wordset("ar", "second-verb")
MAX_CONTENT = 600  # tokens
_RECEIVED = wordset("ar", "received")


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
    if m.proclitics[:1] in ("و", "ف") and m.proclitics[:1] and opens_content(s, j) and (after_comma or _speech_follows(s, m.last)):
        return True
    return s.norms[j - 1] in _BEFORE_SECOND_VERB and j - 2 > start and _second_clause(s, j) and opens_content(s, j)


def _speech_follows(s: Scan, k: int) -> bool:
    """Whether a colon or a long quotation stands within four words: «وجاء في البيان: "…"»."""
    for x in range(k, min(k + 5, s.n)):
        if s.norms[x] == COLON or (x in s.opening and s.opening[x].words >= 5):
            return True
        if s.blank(x):
            return False
    return False


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


def content_ranges(s: Scan, start: int, *, split: bool = True, colon: bool = False, phrase: bool = False) -> list[Range]:
    """The content that starts at a token, cut at every further «وأنّ» if `split`.

    Args:
        s: the document.
        start: first token of the content.
        split: whether coordinated clauses are statements of their own.
        colon: whether a colon stands before it; without quotation marks it then runs to the end of its paragraph.
        phrase: whether it is a noun phrase, which ends where a new clause begins.
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
        end = min(s.doc.sentence_of(start)[1], inside.last)
    elif colon and quote is None:
        end = _paragraph_end(s, start, end)
    else:
        end = _stray_close(s, start, end)
    end = min(end, start + MAX_CONTENT)
    j = start
    while j < end:
        q = s.opening.get(j)
        if q is not None and q.close <= end:
            j = q.close
            continue
        if j > begin and ends_here(s, j, begin):
            break
        if phrase and j > begin + 1 and s.norms[j - 1] in COMMA and _new_clause(s, j):
            break
        if split and j > begin + 1 and s.norms[j] in AND_THAT and not _even_if(s, j):
            if not _hangs_on(s, j):
                out.append(s.trim(begin, j))
                begin = j + 1
        elif s.norms[j] in (")", "]") and not any(s.norms[k] in ("(", "[") for k in range(max(begin, j - 40), j)):
            break
        j += 1
    out.append(s.trim(begin, without_time(s, begin, j) if phrase else j))
    return [r for r in out if r[1] > r[0]]


def without_time(s: Scan, a: int, b: int) -> int:
    """The end of a noun phrase without a date at its end, which belongs to the announcing and not to what was announced."""
    for k in range(b - 2, max(a + 1, b - 9), -1):
        if s.norms[k] in ("في", "منذ", "خلال", "فى", "بتاريخ") and (s.tokens[k + 1].kind == "number" or s.norms[k + 1] in _TIME):
            return k if all(s.tokens[x].kind != "word" or s.norms[x] in _TIME for x in range(k + 1, b)) else b
    return b


_TIME = wordset("ar", "time")


def _paragraph_end(s: Scan, start: int, end: int) -> int:
    """Speech after a colon without marks runs on while no other cue stands at a sentence's beginning."""
    j = end
    while j < s.n and not s.tokens[j].breaks and j - start < MAX_CONTENT:
        if s.finite(j) is not None or s.phrase(j) is not None or j in s.mention_start:
            break
        j = s.sentence(j)[1]
    return j


def _stray_close(s: Scan, start: int, end: int) -> int:
    """Speech whose opening mark was forgotten ends at the closing mark that stands alone later in the paragraph."""
    j = end
    while j < s.n and not s.tokens[j].breaks and j - start < 160:
        if s.finite(j) is not None or s.phrase(j) is not None or j in s.opening:
            return end
        stop = s.sentence(j)[1]
        for k in range(max(j, stop - 3), stop):
            if s.norms[k] in ('"', "”", "»") and s.quote_of[k] is None and k + 1 not in s.closing and k not in s.opening:
                return k
        j = stop
    return end


def _new_clause(s: Scan, j: int) -> bool:
    """Whether a new clause begins after a comma: a contrast, a negation or a finite verb of the narrator."""
    word = s.norms[j]
    if word in _CLAUSES:
        return True
    if word[:1] == "و" and len(word) >= 5 and word.endswith("ت") and not word.endswith("ات") and s.mention_of[j] < 0:
        return True  # «، وانقسمت»
    return word[:2] in ("وا", "وت", "وي", "فا", "في") and s.finite(j) is not None


_CLAUSES = wordset("ar", "clauses")


def _stands_alone(s: Scan, close: int) -> bool:
    if close >= s.n or s.tokens[close].breaks:
        return True
    if s.blank(close) and close not in s.opening:
        return True
    return s.phrase(close) is not None or s.norms[close] in ("و", "لكن")


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
        word = s.norms[j]
        if j > i and (word in ("ل", "ب") or (word[:1] == "ل" and word not in _OF_NAMES and s.attached(j, "ل") and head_is_media(s, j))):
            break
        if k >= 0:
            told = next((x for x in range(j + 1, s.mention_ranges[k][1]) if _told_to(s, x, s.mentions[k].kind)), None)
            if told is not None:
                return told  # «مدير المرصد لوكالة …»
            if j > i + 1 and (named or i in s.heads) and s.mentions[k].kind in _OTHERS and s.norms[j - 1] not in ("باسم", "في", "من", "لدي", "داخل", "و") and s.norms[j][:1] != "و":
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
        if s.that(j) or word in RELATIVE or (j > i and (s.finite(j) or s.phrase(j) or s.participle(j))):
            break
        if word in ADJUNCT and j > i and not (word in ("من", "في", "داخل", "لدي", "فى", "قرب", "خارج") and j - i <= 3 and not named):
            break
        if j > i and named and word[:1] in "لب" and (s.attached(j, "ل") or s.attached(j, "ب")):
            break
        j += 1
    return j


_OTHERS = frozenset({"people", "group", "force", "state"})


_OF_NAMES = wordset("ar", "of-names")  # part of an agency's name


def _nisba(s: Scan, j: int, at: int) -> bool:
    """An indefinite adjective of relation right after an indefinite speaker noun: «صور جوية»."""
    word = s.norms[at]
    return at == j + 1 and j in s.heads and s.norms[j][:2] != "ال" and word[:2] != "ال" and len(word) > 3 and word.endswith(("يه", "ي")) and s.mention_of[at] < 0


def _told_to(s: Scan, x: int, kind: str) -> bool:
    """Whether a token inside an actor's words is «لـ» with an outlet: «شهود عيان لرويترز»."""
    if not s.attached(x, "ل") or s.norms[x] in _OF_NAMES:
        return False
    return s.heads.get(x) == "media" or (kind in ("anonymous", "witness") and s.norms[x][:2] != "لل" and x not in s.heads)


def source_end(s: Scan, j: int, limit: int) -> int:
    """One past a subject whose head is a known speaker noun, with its adjectives, «باسم …», «في …» and what commas enclose.

    Returns `j` itself if no speaker noun or actor stands there.
    """
    if s.mention_of[j] < 0 and j not in s.heads:
        return j
    at = s.mention_ranges[s.mention_of[j]][1] if s.mention_of[j] >= 0 else j + 1
    if (s.mention_of[j] < 0 or (j in s.heads and at == j + 1)) and at < limit and s.norms[j][:2] != "ال" and s.norms[at][:2] == "ال" and s.mention_of[at] < 0:
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
        elif at in s.adjectives or _nisba(s, j, at) or word in SKIP_AFTER_VERB or word in _TITLE_TAIL or (s.mention_of[at] < 0 and at in s.heads and word[:2] != "ال" and at - j <= 2):
            at += 1
        elif s.mention_of[at] >= 0 and (s.mentions[s.mention_of[at]].kind in ("person", "official") or (at == j + 1 and s.mention_of[j] < 0)) and not s.attached(at, "ب"):
            at = s.mention_ranges[s.mention_of[at]][1]
        elif word in _OF_SOURCE and at + 1 < limit:
            at += 1
            at = s.mention_ranges[s.mention_of[at]][1] if s.mention_of[at] >= 0 else at + 1
            while at < limit and (at in s.adjectives or (word in ("باسم",) and s.norms[at][:2] == "ال" and s.mention_of[at] < 0)):
                at += 1
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


def _aside(s: Scan, i: int) -> bool:
    word = s.norms[i]
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
        if word in ("ل", "مع") and j + 1 < b:
            if head_is_media(s, j + 1) or (word == "ل" and (j + 1 in s.opening or word == "(" or s.norms[j + 1] == "(")):
                here = (j + 1, s.opening[j + 1].close if j + 1 in s.opening else _outlet_end(s, j + 1, b))
        elif (s.attached(j, "ل") and word not in _OF_NAMES and (head_is_media(s, j) or (s.mention_of[j] >= 0 and _told_to(s, j, s.mentions[s.mention_of[j]].kind)))) or (s.attached(j, "ل") and word[:2] != "لل" and s.mention_of[j] < 0 and j > 0 and s.norms[j - 1] in COMMA and _set_off(s, j, b)):
            here = (j, _outlet_end(s, j, b))
        elif s.phrase(j) is not None and s.phrase(j).last < b and head_is_media(s, s.phrase(j).last):  # type: ignore[union-attr]
            at = s.phrase(j).last  # type: ignore[union-attr]
            here = (at, _outlet_end(s, at, b))
        else:
            m = s.finite(j)
            if m is not None and m.entry.data["class"] in ("publish", "relay") and m.enclitic and j + 1 < s.n:
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


def _set_off(s: Scan, j: int, b: int) -> bool:
    """Whether a comma or the particle follows within three words: «…، لنورث برس، إن»."""
    return any(x >= b or s.norms[x] in COMMA or s.that(x) for x in range(j + 1, min(j + 4, s.n)))


def _outlet_end(s: Scan, i: int, stop: int) -> int:
    end = noun_phrase(s, i, stop)
    return max(end, i + 1)


__all__ = ["MEDIA_HEADS", "NOT_A_SOURCE", "capable", "content_ranges", "ends_here", "head_is_media", "noun_phrase", "opens_content", "prefix", "relays", "source_end"]
