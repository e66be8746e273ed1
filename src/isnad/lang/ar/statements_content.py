"""Where reported content ends, where a noun phrase ends, and who passed something on: shared by the rules of Arabic attribution."""

from __future__ import annotations

from functools import lru_cache

from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.names import name_words
from isnad.lang.ar.statements_scan import (
    AND_THAT,
    COLON,
    COMMA,
    DASH,
    RELATIVE,
    Scan,
)
from isnad.lang.ar.statements_turns import narrated, number_set_aside
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset
from isnad.lang.tables import table

# Nouns after «بحسب» or «وفق» that are no source: what was agreed, ruled or measured.
NOT_A_SOURCE = wordset("ar", "not-a-source")
_BEFORE_SECOND_VERB = wordset("ar", "second-verb")
_POSSESSIVE = ("ه", "ها", "هم")
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
        return s.norms[j] in ("ولم", "ولا") and s.norms[j - 1] in COMMA and j + 1 < s.n and _silent(s, j + 1)
    after_comma = s.norms[j - 1] in COMMA or s.norms[j - 1] in DASH or s.blank(j - 1)
    if s.phrase(j) is not None and capable(s, j):
        return number_set_aside(s, j) is None
    if s.participle(j) is not None and (after_comma or prefix(s, j) == "و") and opens_content(s, j):
        return True
    m = s.finite(j)
    if m is None or (s.phrase(j - 1) is not None and number_set_aside(s, j - 1) is not None):
        return False
    judges = m.proclitics[:1] == "و" and m.data.get("t") == "impf" and m.entry.data["class"] == "judge" and "whole" in m.entry.data["take"]
    if judges and any(s.norms[k] in ("بانه", "بانها", "بانهم") for k in range(m.last, min(m.last + 7, s.n))):
        return True  # «تتهم … وتصف ما حدث بأنه …»
    k = j - 1 if s.norms[j - 1] in ("لم", "لا", "لن") else j
    if k - 2 > start and s.norms[k - 1] in _PRONOUN_THAT and s.norms[k - 2] in _CONTRARY and opens_content(s, j):
        return True  # «…، غير أنه لم يستبعد أن …»
    if not m.proclitics and after_comma and s.norms[s.sentence(j)[0]] in _WHILE and opens_content(s, j):
        return True  # «بينما يؤكد السكان أن …، يقول محققون إن …»
    if m.proclitics[:1] == "ف" and m.enclitic and m.entry.data["class"] in ("judge", "deny") and j > start + 2:
        return True
    if m.proclitics[:1] in ("و", "ف") and m.proclitics[:1] and opens_content(s, j) and (after_comma or _speech_follows(s, m.last)):
        return True
    return s.norms[j - 1] in _BEFORE_SECOND_VERB and j - 2 > start and _second_clause(s, j) and opens_content(s, j)


def _silent(s: Scan, i: int) -> bool:
    """Whether the narrator goes on with what was not said: «…، ولم تذكر من أين …»."""
    m = s.finite(i)
    return m is not None and m.entry.data["class"] in ("say", "add") and m.data.get("p") in ("3ms", "3fs", "3mp")


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
        if k > m.last + 1 and s.norms[k - 1] in COMMA and s.participle(k) is not None:
            return False  # «قد سلّم البلدة، مؤكدا أن …»: the «أن» is the participle's
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
            resumed = _resumes(s, j, end) if split else None
            if resumed is not None:  # «بأن C، كما زعمت الوكالة، وبأن D»
                out.append(s.trim(begin, j))
                begin, j = resumed + 1, resumed + 1
                continue
            while j - 2 > begin and s.norms[j - 1] in _JOINTS:
                j -= 1
            break
        if j > begin + 1 and (relative_verb(s, j) is not None or (inside is None and j > begin + 2 and narrated(s, j, end))):
            break
        if j > begin + 1 and (_other_party(s, j, begin) or (s.norms[j - 1] in COMMA and s.closing.get(j - 1) is not None and goes_on(s, j))):
            break
        if phrase and j > begin + 1 and any(second_speaker(s, j, k) for k in range(j + 1, min(end, j + 7)) if s.norms[k] == COLON):
            break
        if phrase and j > begin + 1 and ((s.norms[j - 1] in COMMA and (_new_clause(s, j) or _verb_alone(s, j))) or s.norms[j] in _BREAKS):
            break
        if phrase and begin < j < end - 1 and s.norms[j] in ("في", "عبر", "خلال") and s.norms[j + 1] in _OCCASIONS and s.norms[j - 1] not in RELATIVE:
            break
        if split and j > begin + 1 and s.norms[j] in AND_THAT and not _even_if(s, j) and (s.norms[j - 1] in COMMA or j in s.closing):
            if not _hangs_on(s, j, begin):
                out.append(s.trim(begin, j))
                begin = j + 1
        elif s.norms[j] in (")", "]") and not any(s.norms[k] in ("(", "[") for k in range(max(begin, j - 40), j)):
            break
        j += 1
    out.append(s.trim(begin, without_time(s, begin, j) if phrase else j))
    return [r for r in out if r[1] > r[0]]


def _resumes(s: Scan, j: int, end: int) -> int | None:
    """The «وأنّ» with which what is said goes on behind an aside such as «كما زعمت الوكالة» or «بحسب البيان»."""
    if s.phrase(j) is None:
        return None
    for k in range(j + 1, min(end, j + 16)):
        if s.norms[k] in AND_THAT and s.norms[k - 1] in COMMA and k + 2 < end:
            return k
        if s.finite(k) is not None and not s.phrase_before(k):
            return None
    return None


def second_speaker(s: Scan, i: int, colon: int) -> bool:
    """Whether «، ومصدر …:» begins at a token: another speaker before the colon, in the same line."""
    if s.norms[i - 1] not in COMMA or s.norms[i][:1] != "و" or colon - i > 7 or s.finite(i) is not None:
        return False
    k = s.mention_of[i]
    return (k >= 0 and s.mention_ranges[k][0] == i) or i in s.heads


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
    if goes_on(s, j):
        return True
    return word[:2] in ("وا", "وت", "وي", "فا", "في") and s.finite(j) is not None


def _verb_alone(s: Scan, j: int) -> bool:
    """Whether the main clause goes on with its verb behind a comma: «بقتل الأسرى، أرسل القائد …», «على القتال، كان الرد …»."""
    return s.norms[j] in _WAS or (s.mention_of[j] < 0 and past(s.norms[j]))


def goes_on(s: Scan, j: int) -> bool:
    """Whether a verb in the perfect stands at a token behind «و»: the narrator tells what the speaker did next.

    A form that is also a verbal noun («وقتل») counts only with a written shadda («وسلّح»).
    """
    word = s.norms[j]
    if word[:1] != "و" or len(word) < 4 or s.mention_of[j] >= 0 or s.inna(j):
        return False
    m = s.finite(j)
    if m is not None and m.proclitics == "و" and m.data.get("t") == "perf" and (word.endswith("ت") or past(word[1:])):
        return True
    return past(word[1:]) or (word[1:] in name_words().verbs and "\u0651" in s.raw(j))


@lru_cache(maxsize=4096)
def past(norm: str) -> bool:
    """Whether a folded word is a third person perfect of a verb that we know, and no noun."""
    words = name_words()
    if norm in words.deeds or (norm in words.common and not norm.endswith(("ت", "وا"))):
        return False
    shapes = table("ar", "events_forms").get(norm, "")
    if ".perf.3" in shapes:
        return ".masdar" not in shapes and ".act" not in shapes
    return norm in words.verbs and norm.endswith(("ت", "وا")) and not norm.endswith("ات")


def takes_up(s: Scan, i: int) -> bool:
    """Whether the verb at `i` denies or confirms what was said before it: «نفوا ذلك»، «أكدت صحة الخبر»."""
    m = s.finite(i)
    if m is None or (m.entry.data["class"] not in ("deny", "doubt") and m.entry.id not in _CONFIRM):
        return False
    return any(s.norms[k] in _BACK or s.norms[k] in _TRUTH for k in range(m.last, min(m.last + 4, s.n)))


def relative_verb(s: Scan, j: int) -> int | None:
    """«، وهو ما نفته …»، «، الأمر الذي أكده …»: the verb whose object is what was said before the comma at `j - 1`."""
    if s.norms[j - 1] not in COMMA and s.norms[j - 1] not in DASH:
        return None
    k = j + 1 if s.norms[j] in ("وهو", "وهي", "الامر", "الشيء") else j
    if k >= s.n or k == j:
        return None
    if k > j and s.norms[k] in _CHARGES:  # «، وهي تهمة رفضتها الحكومة»
        at = k + 1
        found = s.finite(at) if at < s.n else None
        if found is not None and found.enclitic in ("ه", "ها") and not found.proclitics:
            return at
        return None
    if s.norms[k] not in ("ما", "الامر", "الذي"):
        return None
    k += 2 if s.norms[k] == "الامر" else 1
    m = s.finite(k) if k < s.n else None
    return k if m is not None and m.enclitic in ("ه", "ها") and not m.proclitics else None


def _other_party(s: Scan, j: int, begin: int) -> bool:
    """Whether a contrast opens at a token and tells of somebody else: «، فيما وجّه الوزير …»، «، لكن المحكمة قالت …»، «، والحركة تنفي …»."""
    if s.norms[j - 1] not in COMMA:
        return False
    word = s.norms[j]
    k = j + 1
    if word in ("في", "علي") and s.norms[k : k + 1] == ["حين"]:
        word, k = "بينما", k + 1
    if word in _CONTRASTS:
        for x in range(k, min(k + 4, s.n)):
            if s.blank(x):
                return False
            m = s.mention_of[x]
            if m >= 0 and s.mention_ranges[m][0] == x and s.mentions[m].kind in _SPEAKERS and word not in _BUT:
                name = s.mentions[m].name
                return all(s.mentions[o].name != name for i in range(begin, j) if (o := s.mention_of[i]) >= 0)
            known = x - 1 in s.heads or s.mention_of[x - 1] >= 0 or s.norms[x - 1][:2] == "ال"
            if s.finite(x) is not None and x > k and known and (opens_content(s, x) or takes_up(s, x)):
                return True
        return False
    if word[:1] != "و" or not (j in s.heads or s.mention_start.get(j) is not None or word[1:3] == "ال"):
        return False
    end = s.mention_ranges[s.mention_of[j]][1] if s.mention_of[j] >= 0 else j + 1
    for x in range(end, min(end + 3, s.n)):
        m2 = s.finite(x)
        if m2 is not None:
            return not m2.proclitics and m2.data.get("p") in ("3ms", "3fs") and s.norms[x - 1] not in RELATIVE and (
                opens_content(s, x) or m2.entry.data["class"] == "deny"
            )
        if s.blank(x):
            return False
    return False


_AND_THAT_HE = frozenset(f"و{p}ان{e}" for p in ("", "ب") for e in ("ه", "ها", "هم", "هما"))
_WAS = frozenset({"كان", "كانت", "كانوا"})
_OCCASIONS = wordset("ar", "said-in")
_CHARGES = wordset("ar", "charges")
_CONFIRM = frozenset({"ar.cue.akkada", "ar.cue.jazama"})
_BACK = wordset("ar", "back")
_TRUTH = wordset("ar", "truth")
_WHILE = frozenset({"بينما", "وبينما", "فيما", "وفيما"})
_PRONOUN_THAT = frozenset({"انه", "انها", "انهم", "ان"})
_CONTRARY = frozenset({"غير", "الا", "بيد"})
_JOINTS = wordset("ar", "joints")
_SPEAKERS = frozenset({"person", "official", "outlet", "agency"})
_BUT = frozenset({"لكن", "ولكن", "غير", "الا"})
_CONTRASTS = frozenset({"فيما", "بينما", "وبينما", "لكن", "ولكن"})
_BREAKS = frozenset({"ولم", "ولكنه", "ولكنها", "لكنه", "لكنها", "بينما"})
_CLAUSES = wordset("ar", "clauses")


def _stands_alone(s: Scan, close: int) -> bool:
    if close >= s.n or s.tokens[close].breaks:
        return True
    if s.blank(close) and close not in s.opening:
        return True
    return s.phrase(close) is not None or s.norms[close] in ("و", "لكن")


def _even_if(s: Scan, j: int) -> bool:
    return s.inna(j) and j + 1 < s.n and s.norms[j + 1] in ("كان", "كانت", "كانوا", "لم", "لا")


def _hangs_on(s: Scan, j: int, begin: int) -> bool:
    """Whether the clause after «وأنّ» only goes on about the one before: it has a pronoun for its subject, or its first noun carries one."""
    if s.norms[j] in _AND_THAT_HE and "إ" not in s.raw(j)[:3]:
        return s.norms[begin - 1].removeprefix("ب") != s.norms[j].removeprefix("و").removeprefix("ب")  # «أنها …، وأنها …» are two
    if s.norms[j] not in ("وان", "وبان") or j + 1 >= s.n:
        return False
    word = s.norms[j + 1]
    if len(word) <= 4 or not word.endswith(_POSSESSIVE) or s.raw(j + 1).endswith("ة"):
        return False
    return any(e in _POSSESSIVE for _, _, e in analyses(word))
