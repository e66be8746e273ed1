"""Who the subject of a verb of saying is: the noun phrase after it, the one before it, or nobody named here."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.lang.ar.statements_nouns import head_is_media, noun_phrase, relays, source_end
from isnad.lang.ar.statements_scan import ADJUNCT, AND_RELATIVE, COLON, COMMA, RELATIVE, SKIP_AFTER_VERB, Scan
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset

CLOSE = frozenset("»”\")]›")
CLAUSE_OPENERS = wordset("ar", "clause-openers")
STARTERS = wordset("ar", "starters")
PLURAL = ("3mp", "3md", "3fd", "3fp")
_FAR_BACK = 60  # tokens between the start of a sentence and its verb
_TALKED = wordset("ar", "spoke-to")
_NEVER = wordset("ar", "never-speaks")
_MAKING = wordset("ar", "making")
_BE = wordset("ar", "be")
_SPEAKING = frozenset({"person", "official", "state", "force", "group", "organisation", "anonymous", "witness", "outlet", "agency", "people"})


def relative(s: Scan, i: int) -> bool:
    """Whether token `i` is a relative pronoun."""
    return s.norms[i] in RELATIVE or s.norms[i] in AND_RELATIVE


def adverbial(s: Scan, j: int) -> bool:
    """Whether an adverbial, not a subject, begins at token `j`."""
    word = s.norms[j]
    k = s.mention_of[j]
    if word == "علي" and s.raw(j).endswith("ي") and k >= 0:
        return False
    if k >= 0 and word not in ADJUNCT:
        return word[:1] in "لب" and s.attached(j, word[:1]) and (head_is_media(s, j) or s.mention_ranges[k][0] == j)
    if word in ADJUNCT or word in ("ل", "ب") or s.that(j) or (word[:1] == "و" and word[1:] in ADJUNCT and j not in s.heads):
        return True
    return any(s.attached(j, p) for p in "لب")


def subject(s: Scan, i: int, m: Match, stop: int) -> tuple[Range | None, int]:
    """The subject of the verb at `i`, and where the adverbials after it begin.

    Args:
        s: the document.
        i: token of the verb.
        m: its match.
        stop: token where its complement begins.
    """
    j = m.last
    strong = strong_before(s, i)
    if strong is not None and (m.entry.data.get("hearer") or not _follows(s, j, stop)):
        return strong, m.last
    if m.data.get("p") in PLURAL:
        return subject_before(s, i), m.last  # a plural verb stands after its subject or alone
    if m.entry.data.get("hearer"):
        before = subject_before(s, i)
        if before is not None:
            return before, m.last
    if (j < s.n and s.norms[j] in ("فيه", "فيها", "فيهما")) or (m.last - m.first == 2 and s.norms[j - 1] in ("فيه", "فيها")):
        told = told_in(s, i)
        if told is not None:
            return told, m.last
    while j < stop and (s.norms[j] in SKIP_AFTER_VERB or (s.blank(j) and j not in s.opening and s.norms[j] != "(")):
        j += 1
    while m.last - m.first > 1 and j < stop and s.norms[j].endswith("ا") and j not in s.heads and s.mention_of[j] < 0:
        j += 1  # «لم تجد دليلا قاطعا على أن»: an adjective of the cue's noun
    if j < stop and not adverbial(s, j) and (s.norms[j] not in _NEVER or _demonstrative(s, j, stop)):
        end = noun_phrase(s, j, stop)
        if end > j:
            return (j, end), end
    return subject_before(s, i), m.last


def _demonstrative(s: Scan, j: int, stop: int) -> bool:
    """«هذه السجلات»: a demonstrative before the definite noun it belongs to."""
    return s.norms[j] in ("هذا", "هذه", "تلك", "كلا", "كل") and j + 1 < stop and s.norms[j + 1][:2] == "ال"


def _follows(s: Scan, j: int, stop: int) -> bool:
    """Whether a speaker stands right after the verb: in «القرار الذي أعلنه الرئيس» the antecedent is the object."""
    if j >= stop:
        return False
    k = s.mention_of[j]
    if k >= 0 and s.mentions[k].kind in _SPEAKING and s.mention_ranges[k][0] == j and not adverbial(s, j):
        return True
    return j in s.heads and s.heads[j] != "document"


def strong_before(s: Scan, i: int) -> Range | None:
    """A subject that the syntax puts before its verb: «أما X ف…»، «وكان X قد …»، «X الذي …»، «سبق لـX أن …»."""
    a, p = _window(s, i)
    if p < a:
        return None
    first = _line_subject(s, a, i)
    if first is not None:
        return first
    own = s.mention_of[p]
    start = s.mention_ranges[own][0] if own >= 0 else -1
    if start > a + 1 and s.mentions[own].kind in _SPEAKING and s.norms[start][:1] == "و" and s.norms[start - 1] in COMMA:
        return s.mention_ranges[own]  # «…، والوزير فلان يقول»
    if any(m.entry.data.get("documents") for m in s.cues.get(i, ())):
        for k in range(p, max(a, i - 12) - 1, -1):
            if s.heads.get(k) == "document":
                return (k, max(k + 1, noun_phrase(s, k, i)))
    if relative(s, p):
        q = p - 1
        while q > a and s.blank(q) and s.norms[q] not in CLOSE:
            q -= 1
        return _ending_at(s, a, q + 1)
    for k in range(p, max(a, i - 28) - 1, -1):
        if s.norms[k] in _BE and k + 1 < i:
            if s.norms[k + 1] == "قد":
                return None
            end = noun_phrase(s, k + 1, i)
            near = end >= p or s.blank(end) or s.norms[end] == "قد"
            known = end - k <= 4 or any(x in s.heads or s.mention_of[x] >= 0 or x in s.opening for x in range(k + 1, end))
            if end > k + 1 and near and known and not adverbial(s, k + 1) and s.norms[k + 1] not in STARTERS:
                return (k + 1, end)
            return None
        if s.norms[k] in ("سبق", "وسبق"):
            end = noun_phrase(s, k + 1, i)
            return (k + 1, end) if end > k + 1 else None
        if s.finite(k) is not None and k < p and not relative(s, k - 1):
            break
    return None


def _line_subject(s: Scan, a: int, i: int) -> Range | None:
    """A headline or ticker line whose first noun phrase is the subject of the verb right after it: «مجلس الأمن يدعو …»."""
    if i - a > 9 or not (a == 0 or s.tokens[a].breaks) or (s.cues.get(i) and s.cues[i][0].proclitics):
        return None
    k = a
    while k < i and ((s.blank(k) and k not in s.opening) or s.tokens[k].kind == "number" or s.norms[k] == "عاجل"):
        k += 1
    if k >= i or s.norms[k] in STARTERS or s.norms[k] in ADJUNCT or adverbial(s, k) or s.finite(k) is not None:
        return None
    known = k in s.heads or (s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in _SPEAKING) or (i - k == 1 and s.norms[k][:2] == "ال")
    return (k, i) if known and noun_phrase(s, k, i) == i else None


def _window(s: Scan, i: int) -> tuple[int, int]:
    a, _ = s.sentence(i)
    inside = s.quote_of[i]
    if inside is not None:
        a = max(a, inside.first)
    p = i - 1
    while p >= a and s.norms[p] in ("قد", "ايضا", "ف", "كان", "كانت", "لا", "لم", "بدوره", "بدورها"):
        p -= 1
    return a, p


def subject_before(s: Scan, i: int) -> Range | None:
    """The subject that stands before its verb, or None if the verb stands alone."""
    strong = strong_before(s, i)
    if strong is not None:
        return strong
    a, p = _window(s, i)
    if p < a or (s.cues.get(i) and s.cues[i][0].proclitics[:1] in ("و", "ف") and s.cues[i][0].proclitics):
        return None
    near = s.mention_of[p]
    text = next((k for k in range(p - 2, max(a, p - 12) - 1, -1) if s.heads.get(k) == "document" and (k == a or s.that(k - 1))), None)
    if text is not None and any(s.raw(k).endswith(("ها", "ه")) for k in range(text + 1, text + 3)) and text + 1 not in s.mention_start:
        return (text, max(text + 1, min(noun_phrase(s, text, i), i)))  # «أن وثائق هربها منشقون تكشف»
    if near >= 0 and s.mentions[near].kind in _SPEAKING:
        first = s.mention_ranges[near][0]
        while first - 1 >= a and first - 1 in s.heads and s.norms[first - 1] not in ADJUNCT:
            first -= 1
        if first - 2 >= a and s.norms[first - 1] in ("في", "لدي"):  # «الفريق الحكومي في لجنة كذا أعلن»
            whole = next((k for k in range(first - 2, max(a, first - 5) - 1, -1) if k in s.heads), None)
            if whole is not None and noun_phrase(s, whole, i) >= p and not s.finite(whole):
                return (whole, p + 1)
        return (first, p + 1)
    if s.norms[p] == ")" and p - 1 >= a and s.mention_of[p - 1] >= 0:
        return s.mention_ranges[s.mention_of[p - 1]]
    quoted = s.closing.get(p + 1)
    if quoted is not None and quoted.words <= 6:
        first = quoted.open
        while first - 1 >= a and first - 1 in s.heads:
            first -= 1
        return (first, quoted.close)
    if p > a and s.norms[p - 1] in CLAUSE_OPENERS and s.tokens[p].kind == "word" and s.norms[p] not in STARTERS and s.norms[p] not in ADJUNCT:
        return (p, p + 1)
    for k in range(p, max(a, p - 6) - 1, -1):
        if k in s.heads and not s.finite(k) and noun_phrase(s, k, i) == i:
            return (k, i)
    if i - a > _FAR_BACK:
        return None
    if s.blank(p) or s.norms[p] in CLOSE:
        end = noun_phrase(s, a, i)
        first_is_source = s.mention_of[a] >= 0 or a in s.heads
        plain = not adverbial(s, a) and s.norms[a] not in STARTERS and (first_is_source or end - a <= 5)
        if a < end < len(s.tokens) and s.blank(end) and plain and not _verbs_between(s, end, i):
            return (a, end)
        return None
    if a < i - 1 and i - a <= 8 and s.tokens[a].kind == "word" and s.norms[a] not in STARTERS and not adverbial(s, a) and noun_phrase(s, a, i) == i:
        return (a, i)
    return None


def _verbs_between(s: Scan, a: int, b: int) -> bool:
    return any(s.finite(k) is not None and not relative(s, k - 1) for k in range(a, b))


def _ending_at(s: Scan, a: int, end: int) -> Range | None:
    """The noun phrase that ends before `end`, by known speaker nouns and actors, else the last two words."""
    for k in range(end - 1, max(a, end - 14) - 1, -1):
        at = s.mention_of[k]
        if k in s.heads and (at < 0 or s.mention_ranges[at][0] == k):
            return (k, end)
        if at >= 0 and not (s.mention_ranges[at][0] > a and s.mention_ranges[at][0] - 1 in s.heads):
            return s.mention_ranges[at]
        if s.norms[k] in COMMA and k < end - 1 and end - k > 8:
            break
    return (max(a, end - 2), end) if end > a else None


def told_in(s: Scan, i: int) -> Range | None:
    """«تغريدة للدكتور X قال فيها»، «مؤتمر صحفي أعلن فيه»: who wrote or gave what the pronoun points to."""
    a, _ = s.sentence(i)
    comes = any(m.entry.id == "ar.cue.jaa-fi" for m in s.cues.get(i, ()))
    for k in range(i - 1, max(a, i - 9) - 1, -1):
        if comes and s.heads.get(k) == "statement":
            return (k, max(k + 1, noun_phrase(s, k, i)))
    for k in range(i - 1, max(a, i - 24) - 1, -1):
        at = s.mention_of[k]
        if at >= 0 and s.mentions[at].kind in ("person", "official", "state", "force", "group", "organisation", "anonymous"):
            return s.mention_ranges[at]
        if s.heads.get(k) in ("official", "person"):
            return (k, max(k + 1, noun_phrase(s, k, i)))
    for k in range(a, i):
        if s.attached(k, "ل") and s.mention_of[k] < 0 and s.norms[k][:2] == "لل":
            return (k, max(k + 1, noun_phrase(s, k, i)))
    ordered = next((k for k in range(i - 1, a, -1) if ordered_paper(s, k)), None) if comes else None
    return None if ordered is None else (ordered, max(ordered + 1, noun_phrase(s, ordered, i)))


def ordered_paper(s: Scan, k: int) -> bool:
    """«طلبت الصحيفة إعداد دراسة»: whether a paper stands at `k` that somebody is to make for who asks for it."""
    return s.heads.get(k) == "document" and k > 0 and s.norms[k - 1] in _MAKING


def shows(s: Scan, source: Range | None) -> bool:
    """Whether the subject is a text, a picture, an outlet or a body: what can show or count."""
    if source is None:
        return False
    for k in range(source[0], min(source[1], source[0] + 3)):
        if k in s.heads:
            return True
        at = s.mention_of[k]
        if at >= 0:
            return s.mentions[at].kind in ("document", "outlet", "agency", "organisation", "witness", "anonymous", "person", "official", "state")
    return source[0] in s.opening


def lead_relays(s: Scan, i: int) -> list[Range]:
    """Outlets in an adverbial before the verb: «وفي تسجيل أورده موقع X، ذكر …»."""
    a, _ = s.sentence(i)
    if i - a < 4 or i - a > _FAR_BACK or not s.blank(i - 1) or s.norms[a] not in ("في", "وفي", "خلال", "وخلال", "ضمن", "فى", "وفى"):
        return []
    for k in range(a + 1, i - 1):
        m = s.finite(k)
        if m is not None and not m.enclitic and not relative(s, k - 1) and "that" in m.entry.data["take"]:
            return []
    return relays(s, a, i - 1)


def aside_relays(s: Scan, i: int) -> list[Range]:
    """«…، حدّث قناة كذا، زعم أن …»: the outlet that the speaker talked to, in a clause between him and his verb."""
    a, _ = s.sentence(i)
    if i - a < 5 or not s.blank(i - 1) or s.finite(i - 2):
        return []
    verb = next((k for k in range(i - 2, max(a, i - 22), -1) if s.norms[k] in _TALKED and head_is_media(s, min(k + 1, s.n - 1))), None)
    return [] if verb is None else relays(s, verb, i - 1)


def clause_subject(s: Scan, i: int) -> Range | None:
    """«لكن نازحا من القرية اتصل بنا وأقسم أنه …»: who opens the clause, behind «لكن» or a semicolon, in which the verb at `i` goes on."""
    a, _ = s.sentence(i)
    for k in range(i - 2, max(a, i - 20) - 1, -1):
        if s.finite(k) is not None or s.that(k) or s.norms[k] == COLON:
            return None
        if s.norms[k] not in ("لكن", "ولكن", "؛", ";", "بل") or k + 1 >= i:
            continue
        start = k + 1
        if start not in s.heads and s.mention_start.get(start) is None:
            return None
        end = source_end(s, start, i)
        return (start, end) if start < end < i else None
    return None


def object_start(s: Scan, j: int, limit: int) -> int:
    """Where the object begins after a subject at `j`; `j` itself if what stands there is the object."""
    if j >= limit:
        return j
    q = s.opening.get(j)
    if q is not None and q.words <= 6:
        covered = s.mention_of[q.first]
        end = source_end(s, q.first, limit) if covered >= 0 and s.mention_ranges[covered][1] >= q.close else q.close
        if end + 1 < limit and s.norms[end] in COMMA and s.norms[end + 1] in ("وهو", "وهي", "وهم"):
            close = next((x for x in range(end + 2, min(limit, end + 10)) if s.norms[x] in COMMA), None)
            end = close + 1 if close is not None else end
        return end
    return source_end(s, j, limit)
