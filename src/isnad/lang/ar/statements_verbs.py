"""Rules of Arabic attribution that start from a verb or a participle of saying."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_content import content_ranges, head_is_media, noun_phrase, opens_content, relays, source_end
from isnad.lang.ar.statements_scan import ADJUNCT, COLON, COMMA, DASH, NEGATION, RELATIVE, SKIP_AFTER_VERB, Scan, words
from isnad.lang.common.attribution import Attribution, Range, Who

THAT = register("ar.statement.verb-that", "A verb of saying and what follows its «أنّ», «إنّ» or «بأن».")
QUOTE = register("ar.statement.verb-quote", "A verb of saying and the words after its colon or in the quotation marks after it.")
NOUN = register("ar.statement.verb-noun", "A verb of saying, denying or expecting and the noun phrase it governs: «نفى ضلوعه في …».")
WHOLE = register("ar.statement.verb-whole", "A verb of judging: what is judged and as what is the content: «وصف ما جرى بأنه …».")
PARTICIPLE = register("ar.statement.participle", "A participle of saying goes on with the words of the speaker before it: «مؤكدا أن …».")
RELAY = register("ar.statement.relay", "«نقلت وكالة عن مصدر أن …»: the source speaks, the outlet passes it on.")
AFTER_QUOTE = register("ar.statement.quote-verb", "A quotation and the verb of saying after it: «…»، يقول فلان.")
AFTER_CLAUSE = register("ar.statement.clause-verb", "A clause and the verb of saying after it, set off by a comma: …، تضيف الوكالة.")
WHAT = register("ar.statement.what-was-said", "«ما أعلنه فلان من أن …»، «ما نشرته صحيفة عن …»: content inside a relative clause.")

_FAR = 48
_FROM = frozenset({"عن", "عنه", "عنها", "عنهم", "عنهما"})
_ABOUT = frozenset({"عن", "حول", "بشان", "من"})
_PREPOSITIONS = words("في من عن إلى على عبر خلال بعد تحت فوق بين لدى ضد حول دون فى")


@dataclass(slots=True)
class Found:
    """The complement of a verb: its kind, where the zone of its subject ends and where its content begins."""

    kind: str
    zone: int
    start: int


def verb_rules(s: Scan) -> list[Attribution]:
    """All attributions whose cue is a verb or participle."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.finite(i)
        if m is not None:
            if i > 0 and s.phrase_before(i):
                continue
            if not m.proclitics and i > 0 and s.norms[i - 1] in _PREPOSITIONS and not s.tokens[i].breaks:
                continue
            if i > 0 and s.norms[i - 1] in NEGATION and not (m.entry.id == "ar.cue.istabada"):
                continue
            if i > 0 and s.norms[i - 1] in ("ما", "مما", "وما", "بما", "لما") and m.enclitic:
                out.extend(_what(s, i, m))
                continue
            out.extend(_finite(s, i, m))
            continue
        p = s.participle(i)
        if p is not None:
            out.extend(_participle(s, i, p))
    return out


def complement(s: Scan, m: Match) -> Found | None:
    """What the verb takes: a clause, a quotation, or nothing of the kind."""
    strict = None
    for loose in (False, True):
        strict = _complement(s, m, loose)
        if strict is not None:
            return strict
    return strict


def _complement(s: Scan, m: Match, loose: bool) -> Found | None:
    take = m.entry.data["take"]
    say = m.entry.id == "ar.cue.qala"
    near = bool(m.entry.data.get("near"))
    _, end = s.sentence(m.first)
    inside = s.quote_of[m.first]
    if inside is not None:
        end = min(end, inside.last)
    limit = min(end, m.last + (8 if near else _FAR))
    j = m.last
    while j < limit:
        q = s.opening.get(j)
        if q is not None:
            if "quote" in take and _speech(s, q.open, m):
                return Found("quote", j, j)
            j = q.close
            continue
        if s.norms[j] == COLON and not _clock(s, j):
            if "quote" not in take and "that" not in take:
                return None
            start = j + 1
            if start < s.n and s.that(start):
                start += 1
            return Found("quote", j, start) if start < s.n else None
        if s.that(j) and "that" in take:
            written_inna = s.inna(j)
            fits = written_inna if say else not written_inna
            bare = s.raw(j)[:1] in ("ا",) or s.raw(j)[:2] == "با"
            if fits or bare or loose:
                return Found("that", j, j + 1)
        if near and s.norms[j] in COMMA:
            return None
        if j > m.last and _taken(s, j, say and not loose):
            return None
        j += 1
    return None


def _taken(s: Scan, j: int, patient: bool) -> bool:
    """Whether the verb or participle at `j` claims the particle that follows."""
    if s.participle(j) is not None:
        return s.norms[j - 1] in COMMA and opens_content(s, j)
    other = s.finite(j)
    if other is None or s.norms[j - 1] in RELATIVE or "that" not in other.entry.data["take"] or other.entry.data.get("near"):
        return False
    if other.entry.data["class"] == "publish":
        return False
    return not patient or bool(other.proclitics)


def _clock(s: Scan, j: int) -> bool:
    return 0 < j < s.n - 1 and s.tokens[j - 1].kind == "number" and s.tokens[j + 1].kind == "number"


def _speech(s: Scan, i: int, m: Match) -> bool:
    """Whether the quotation that opens at `i` is what was said, not a name or a word in marks."""
    q = s.opening[i]
    before = s.norms[i - 1] if i else ""
    if before == COLON:
        return True
    after = s.norms[q.close] if q.close < s.n else ""
    if q.close < s.n and (s.that(q.close) or after == COLON) and not s.tokens[q.close].breaks:
        return False
    k = s.mention_of[q.first]
    if k >= 0 and s.mention_ranges[k][1] >= q.last:
        return False
    if q.words >= 5:
        return True
    if q.words < 3 or len(before) == 1:
        return False
    return i == m.last or before in SKIP_AFTER_VERB or before in COMMA


def _finite(s: Scan, i: int, m: Match) -> list[Attribution]:
    data = m.entry.data
    if data["class"] == "relay" and "that" in data["take"]:
        relayed = _relay(s, i, m)
        if relayed:
            return relayed
        return []
    if data["class"] == "publish" and m.enclitic:
        return []
    behind = _behind(s, i, m)
    if behind:
        return behind
    found = complement(s, m)
    if found is None:
        return _noun_object(s, i, m)
    source, adjuncts = subject(s, i, m, found.zone)
    via = [*_lead_relays(s, i), *relays(s, adjuncts, found.zone)]
    ranges = content_ranges(s, found.start, split=found.kind == "that")
    rule = THAT if found.kind == "that" else QUOTE
    who: Who = "named" if source else "running"
    if data.get("documents") and not _shows(s, source):
        return []
    if data.get("hearsay"):
        who, source = "hearsay", None
    return [_make(rule, m, (m.first, m.last), r, source, who, via) for r in ranges]


def _shows(s: Scan, source: Range | None) -> bool:
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


def _lead_relays(s: Scan, i: int) -> list[Range]:
    """Outlets in an adverbial before the verb: «وفي تسجيل أورده موقع X، ذكر …»."""
    a, _ = s.sentence(i)
    if i - a < 4 or not s.blank(i - 1) or s.norms[a] not in ("في", "وفي", "خلال", "وخلال", "ضمن", "فى", "وفى"):
        return []
    if any(s.finite(k) is not None and not s.cues[k][0].enclitic and s.norms[k - 1] not in RELATIVE for k in range(a, i - 1)):
        return []
    return relays(s, a, i - 1)


def subject(s: Scan, i: int, m: Match, stop: int) -> tuple[Range | None, int]:
    """Who says it: the noun phrase after the verb, or the one before it. Also where the adverbials after it begin."""
    j = m.last
    if m.entry.data.get("hearer"):
        before = subject_before(s, i)
        if before is not None:
            return before, m.last
    if s.norms[j : j + 1] in (["فيه"], ["فيها"], ["فيهما"]):
        return _told_in(s, i), m.last
    while j < stop and (s.norms[j] in SKIP_AFTER_VERB or (s.blank(j) and j not in s.opening and s.norms[j] != "(")):
        j += 1
    if j < stop and not _adverbial(s, j):
        end = noun_phrase(s, j, stop)
        if end > j:
            return (j, end), end
    before = subject_before(s, i)
    return before, m.last


def _told_in(s: Scan, i: int) -> Range | None:
    """«تغريدة للدكتور X قال فيها»، «مؤتمر صحفي أعلن فيه»: who wrote or gave what the pronoun points to."""
    a, _ = s.sentence(i)
    for k in range(i - 1, max(a, i - 24) - 1, -1):
        at = s.mention_of[k]
        if at >= 0 and s.mentions[at].kind in ("person", "official", "state", "force", "group", "organisation", "anonymous"):
            return s.mention_ranges[at]
        if s.heads.get(k) in ("official", "person"):
            return (k, max(k + 1, noun_phrase(s, k, i)))
    for k in range(a, i):
        if s.attached(k, "ل") and s.mention_of[k] < 0 and s.norms[k][:2] == "لل":
            return (k, max(k + 1, noun_phrase(s, k, i)))
    return None


def _adverbial(s: Scan, j: int) -> bool:
    word = s.norms[j]
    if s.mention_of[j] >= 0 and not (word[:1] == "ل" and s.attached(j, "ل") and head_is_media(s, j)):
        return False
    if word in ADJUNCT or word in ("ل", "ب") or s.that(j):
        return True
    return any(s.attached(j, p) for p in "لب") and s.mention_of[j] < 0


def subject_before(s: Scan, i: int) -> Range | None:
    """The subject that stands before its verb, or None if the verb stands alone."""
    a, _ = s.sentence(i)
    inside = s.quote_of[i]
    if inside is not None:
        a = max(a, inside.first)
    p = i - 1
    while p >= a and s.norms[p] in ("قد", "ايضا", "ف", "كان", "كانت", "لا", "لم"):
        p -= 1
    if p < a:
        return None
    word = s.norms[p]
    if s.finite(i) is not None and any(m.entry.data.get("documents") for m in s.cues[i]):
        for k in range(p, max(a, i - 12) - 1, -1):
            if s.heads.get(k) == "document":
                return (k, max(k + 1, noun_phrase(s, k, i)))
    if word in RELATIVE:
        q = p - 1
        while q > a and s.blank(q) and s.norms[q] not in CLOSE:
            q -= 1
        return _ending_at(s, a, q + 1)
    for k in range(p, max(a, i - 28) - 1, -1):
        if s.norms[k] in ("وكان", "كان", "وكانت", "كانت", "وكانوا", "اما", "واما") and (k == a or s.blank(k - 1) or s.norms[k][0] in "وا"):
            if s.norms[k + 1] == "قد":
                return None
            end = noun_phrase(s, k + 1, i)
            if end > k + 1:
                return (k + 1, end)
            return None
        if s.norms[k] == "سبق" or s.norms[k] == "وسبق":
            end = noun_phrase(s, k + 1, i)
            return (k + 1, end) if end > k + 1 else None
    if s.finite(i) is not None and s.cues[i][0].proclitics[:1] == "و":
        return None
    near = s.mention_of[p]
    if near >= 0:
        first = s.mention_ranges[near][0]
        return (first, p + 1)
    q0 = next((q for q in s.quotes if q.close == p + 1 and q.words <= 6), None)
    if q0 is not None:
        return (q0.open, q0.close)
    if p > a and s.norms[p - 1] in _CLAUSE_OPENERS and s.tokens[p].kind == "word" and s.norms[p] not in _STARTERS:
        return (p, p + 1)
    if s.blank(p) or s.norms[p] in CLOSE:
        q = s.mention_of[a]
        if q >= 0 and not _between_verbs(s, s.mention_ranges[q][1], i):
            return (a, noun_phrase(s, a, i))
        end = noun_phrase(s, a, i)
        if end > a and a + 1 < i and s.blank(end) and not _between_verbs(s, end, i) and s.norms[a] not in _STARTERS and not s.attached(a, "ب"):
            return (a, end)
        return None
    end = noun_phrase(s, a, i)
    if end == i and i - a <= 8 and s.norms[a] not in _STARTERS and s.tokens[a].kind == "word":
        return (a, i)
    return None


CLOSE = frozenset("»”\")]›")
_CLAUSE_OPENERS = words("أن لكن فيما بينما حيث إن لأن غير ولكن إذ حين وأن")
_STARTERS = words(
    "و في وفي ومن من ثم لكن غير الا كما بعد قبل خلال وخلال عقب حين عندما بينما فيما الي على علي عن رغم وعلي منذ مع ومع اليوم امس هذا هذه ذلك وقد قد ولكن ولا لا لم ولم"
)


def _between_verbs(s: Scan, a: int, b: int) -> bool:
    return any(s.finite(k) is not None and s.norms[k - 1] not in RELATIVE for k in range(a, b))


def _ending_at(s: Scan, a: int, end: int) -> Range | None:
    """The noun phrase that ends before `end`, by the actors found, else the last few words."""
    for k in range(end - 1, max(a, end - 14) - 1, -1):
        at = s.mention_of[k]
        if k in s.heads and (at < 0 or s.mention_ranges[at][0] == k):
            return (k, end)
        if at >= 0 and not (s.mention_ranges[at][0] > a and s.mention_ranges[at][0] - 1 in s.heads):
            return s.mention_ranges[at]
    return (max(a, end - 2), end) if end > a else None


def _noun_object(s: Scan, i: int, m: Match) -> list[Attribution]:
    """A noun phrase as content: «أعلن … السيطرة على», «تحدث … عن», «اعترف … بقصف», «وصف … بأنه»."""
    data = m.entry.data
    take = data["take"]
    if "np" not in take and "whole" not in take:
        return []
    if data.get("hearsay") and m.enclitic:
        return []
    _, end = s.sentence(i)
    inside = s.quote_of[i]
    if inside is not None:
        end = min(end, inside.last)
    limit = min(end, m.last + 26)
    preps = [] if "whole" in take else list(data.get("prep", ()))
    needs = data.get("needs")
    j = _skip(s, m.last, limit)
    if "whole" in take or not preps:
        before = subject_before(s, i)
        stop = _object_start(s, j, limit) if before is None and not _adverbial(s, j) else j
        source: Range | None = (j, stop) if stop > j else before
        ranges = content_ranges(s, stop, split=False)
        if not ranges:
            return []
        content = _through(s, ranges[0])
        via = relays(s, j, stop)
        if needs and not any(_carries(s, k, needs) for k in range(stop, min(content[1] + 1, end))):
            return []
        if content[1] - content[0] < 2 and not s.opening.get(content[0]):
            return []
        if not _object_like(s, content[0], data):
            return []
        if (data.get("documents") or data.get("speakers")) and not _shows(s, source):
            return []
        who: Who = "named" if source else "running"
        return [_make(WHOLE if "whole" in take else NOUN, m, (m.first, m.last), content, source, who, via, rank=-1)]
    at, hit = _preposition(s, j, limit, preps)
    if hit is None:
        if data["class"] == "say" and m.entry.id in ("ar.cue.alana", "ar.cue.akkada", "ar.cue.kashafa"):
            return _bare_object(s, i, m, j, limit)
        return []
    source, adjuncts = (None, m.last)
    if at > j:
        stop = noun_phrase(s, j, at) if not _adverbial(s, j) else j
        if stop > j:
            source, adjuncts = (j, stop), stop
    if source is None:
        source = subject_before(s, i)
    ranges = content_ranges(s, hit, split=False)
    if not ranges or ranges[0][1] - ranges[0][0] < 2:
        return []
    who = "named" if source else "running"
    if data.get("hearsay"):
        who, source = "hearsay", None
    return [_make(NOUN, m, (m.first, max(m.last, min(hit, at + 1)) if at == m.last else m.last), ranges[0], source, who, relays(s, adjuncts, at), rank=-1)]


def _through(s: Scan, content: Range) -> Range:
    """«نفى ما أعلنه X من أن C»: the content is C."""
    a, b = content
    if s.norms[a] == "ما" and a + 1 < b and s.finite(a + 1) is not None:
        for k in range(a + 2, min(b, a + 24)):
            if s.norms[k] == "من" and k + 1 < b and s.that(k + 1):
                return (k + 2, b)
    return content


def _bare_object(s: Scan, i: int, m: Match, j: int, limit: int) -> list[Attribution]:
    before = subject_before(s, i)
    stop = _object_start(s, j, limit) if before is None and not _adverbial(s, j) else j
    source: Range | None = (j, stop) if stop > j else before
    ranges = content_ranges(s, stop, split=False)
    if not ranges or ranges[0][1] - ranges[0][0] < 2 or not _object_like(s, ranges[0][0], m.entry.data):
        return []
    return [_make(NOUN, m, (m.first, m.last), ranges[0], source, "named" if source else "running", [], rank=-1)]


def _object_like(s: Scan, i: int, data: dict[str, object]) -> bool:
    word = s.norms[i]
    if s.blank(i) and i not in s.opening:
        return False
    return not (word in ("في", "عن", "من", "الي", "علي", "على", "مع", "خلال", "عبر", "بعد", "قبل", "ان", "فى") and s.mention_of[i] < 0)


def _object_start(s: Scan, j: int, limit: int) -> int:
    """Where the object begins after a subject at `j`; `j` itself if what stands there is the object."""
    if j >= limit:
        return j
    q = s.opening.get(j)
    if q is not None and q.words <= 6:
        return source_end(s, q.first, limit) if s.mention_of[q.first] >= 0 and s.mention_ranges[s.mention_of[q.first]][1] >= q.close else q.close
    return source_end(s, j, limit)


def _preposition(s: Scan, j: int, limit: int, preps: list[str]) -> tuple[int, int | None]:
    """Where the preposition of a verb stands and where its noun phrase begins."""
    k = j
    while k < limit:
        if k in s.opening:
            k = s.opening[k].close
            continue
        if s.norms[k] in preps and len(s.norms[k]) > 1 and s.mention_of[k] < 0:
            return k, k + 1
        for p in preps:
            if len(p) == 1 and (s.norms[k] == p or (s.attached(k, p) and (s.mention_of[k] < 0 or s.mention_start.get(k) is not None))):
                return k, k + 1 if s.norms[k] == p else k
        if k > j and (s.finite(k) is not None or s.that(k)):
            return k, None
        if s.norms[k] in RELATIVE:
            return k, None
        k += 1
    return k, None


def _carries(s: Scan, k: int, needs: list[str]) -> bool:
    return k < s.n and (s.norms[k] in needs or any(len(p) == 1 and s.attached(k, p) for p in needs))


def _skip(s: Scan, j: int, limit: int) -> int:
    while j < limit and (s.norms[j] in SKIP_AFTER_VERB or (s.norms[j] in COMMA)):
        j += 1
    return j


def _behind(s: Scan, i: int, m: Match) -> list[Attribution]:
    """A quotation or clause that stands before its verb."""
    if "quote" not in m.entry.data["take"] and m.entry.data["class"] not in ("say", "add"):
        return []
    p = i - 1
    while p >= 0 and s.blank(p) and s.norms[p] not in CLOSE and not s.tokens[p + 1].breaks and s.norms[p] not in (".", "!", "؟") and i - p < 3:
        p -= 1
    if p < 1 or s.tokens[i].breaks:
        return []
    if m.proclitics:
        return []
    q = next((q for q in s.quotes if q.close == p + 1 and q.closed), None)
    limit = s.sentence(i)[1]
    own = complement(s, m)
    if q is not None and q.words >= 3 and (own is None or own.zone > m.last + 12):
        k = s.mention_of[q.first]
        if k >= 0 and s.mention_ranges[k][1] >= q.last:
            return []
        if q.open > 0 and s.norms[q.open - 1] == COLON:
            return []
        stop = _next_stop(s, m.last, limit)
        source, adjuncts = subject(s, i, m, stop)
        if source is not None and source[1] <= i:
            source = None
        via = relays(s, adjuncts, min(limit, adjuncts + 14))
        return [_make(AFTER_QUOTE, m, (m.first, m.last), (q.open, q.close), source, "named" if source else "running", via, rank=2)]
    if own is None and s.norms[i - 1] in COMMA and m.data.get("t") == "impf" and m.entry.data["class"] in ("say", "add"):
        a, _ = s.sentence(i)
        stop = _next_stop(s, m.last, limit)
        j = _skip(s, m.last, stop)
        if j < stop and not _adverbial(s, j) and stop - m.last <= 12:
            end = noun_phrase(s, j, stop)
            content = s.trim(a, i)
            if end > j and content[1] - content[0] >= 4 and not any(s.cues.get(k) and s.finite(k) for k in range(a, i)):
                return [_make(AFTER_CLAUSE, m, (m.first, m.last), content, (j, end), "named", [], rank=1)]
    return []


def _next_stop(s: Scan, j: int, limit: int) -> int:
    while j < limit:
        if j in s.opening:
            j = s.opening[j].close
            continue
        if s.norms[j] in (".", "!", "؟", COLON, "؛", "...") or s.that(j):
            return j
        j += 1
    return limit


def _participle(s: Scan, i: int, m: Match) -> list[Attribution]:
    data = m.entry.data
    if m.enclitic:
        return []
    found = complement(s, m)
    content: list[Range] = []
    if found is not None and found.zone - m.last <= 10:
        content = content_ranges(s, found.start, split=found.kind == "that")
    else:
        preps = list(data.get("prep", ()))
        j = _skip(s, m.last, s.n)
        limit = min(s.sentence(i)[1], m.last + 8)
        if "whole" in data["take"]:
            content = content_ranges(s, j, split=False)
        elif "np" in data["take"] and preps:
            at, hit = _preposition(s, j, limit, preps)
            if hit is not None and at == j:
                content = content_ranges(s, hit, split=False)
        elif "np" in data["take"]:
            content = content_ranges(s, j, split=False)
        if data["take"] == ["whole"] and data.get("needs") and content and not any(_carries(s, k, data["needs"]) for k in range(*content[0])):
            return []
        if content and (content[0][1] - content[0][0] < 2 or s.blank(j) and j not in s.opening):
            return []
    if not content:
        return []
    if not _adverbial_place(s, i, m):
        return []
    return [_make(PARTICIPLE, m, (m.first, m.last), r, None, "running", [], person=m.data.get("p")) for r in content]


def _adverbial_place(s: Scan, i: int, m: Match) -> bool:
    """Whether the participle stands as an adverb: after a comma or a mark, after a speaker, or with «و» before it."""
    a, _ = s.sentence(i)
    if i == a:
        return bool(m.proclitics)
    if s.blank(i - 1) or m.proclitics or s.norms[i - 1] in DASH:
        return True
    near = range(max(a, i - 10), i)
    if any(s.finite(k) for k in near):
        return True
    return m.data.get("p") in ("ms",) and s.raw(i).endswith(("ا", "اً", "ًا"))


def _relay(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«نقلت X عن Y [قوله] أن …», also with «عنه»; the speaker is Y, X passes it on."""
    _, end = s.sentence(i)
    limit = min(end, m.last + _FAR)
    frm = next((k for k in range(m.last, limit) if s.norms[k] in _FROM and s.mention_of[k] < 0), None)
    found = complement(s, m)
    if found is None:
        found = _saying(s, m, limit)
    if found is None or (frm is not None and frm > found.zone):
        return []
    if frm is None:
        source, adjuncts = subject(s, i, m, found.zone)
        if source is None or not head_is_media(s, source[0]):
            return []
        return [_make(THAT, m, (m.first, m.last), r, source, "named" if source else "running", []) for r in content_ranges(s, found.start)]
    via: list[Range] = []
    j = _skip(s, m.last, frm)
    if j < frm and not _adverbial(s, j):
        via.append((j, max(noun_phrase(s, j, frm), j + 1)))
    elif s.norms[frm] != "عن" and frm + 1 < found.zone:
        via.append((frm + 1, max(noun_phrase(s, frm + 1, found.zone), frm + 2)))
    else:
        before = subject_before(s, i)
        via.extend([before] if before else [(-1, -1)])
    source = None
    if s.norms[frm] == "عن":
        stop = noun_phrase(s, frm + 1, found.zone)
        source = (frm + 1, max(stop, frm + 2)) if frm + 1 < found.zone else None
    ranges = content_ranges(s, found.start, split=found.kind == "that")
    who: Who = "named" if source else "running"
    stance = found.kind if found.kind in ("deny", "doubt", "speculate") else None
    code = {"عنه": "3ms", "عنها": "3fs", "عنهم": "3mp"}.get(s.norms[frm])
    return [_make(RELAY, m, (m.first, m.last), r, source, who, via, rank=1, person=code, stance=stance) for r in ranges]


def _saying(s: Scan, m: Match, limit: int) -> Found | None:
    """«… عن مصدر تكذيبه ما يشاع: «…»»: a verbal noun of saying with a pronoun carries the content."""
    for k in range(m.last, limit):
        for c in s.cues.get(k, ()):
            if c.data.get("t") == "masdar" and c.enclitic:
                start = next((x + 1 for x in range(k, limit) if s.norms[x] == COLON), k + 1)
                return Found(c.entry.data["stance"], k, start)
    return None


def _what(s: Scan, i: int, m: Match) -> list[Attribution]:
    """«ما أعلنه X من أن C», «ما نشرته X عن C»."""
    _, end = s.sentence(i)
    limit = min(end, m.last + 24)
    for k in range(m.last, limit):
        start = None
        if s.norms[k] == "من" and k + 1 < limit and s.that(k + 1):
            start = k + 2
        elif s.norms[k] in ("عن", "حول", "بشان") and s.mention_of[k] < 0:
            start = k + 1
        if start is None:
            continue
        first = _skip(s, m.last, k)
        stop = noun_phrase(s, first, k)
        if stop <= first or start >= end:
            return []
        ranges = content_ranges(s, start, split=False)
        return [_make(WHAT, m, (m.first, m.last), r, (first, stop), "named", [], rank=0) for r in ranges[:1]]
    return []


def _make(
    rule: str, m: Match, cue: Range, content: Range, source: Range | None, who: Who, via: list[Range], *, rank: int = 0, person: str | None = None,
    stance: str | None = None,
) -> Attribution:
    data = m.entry.data
    return Attribution(
        rule, (m.entry.id,), cue, content, source, who, stance or data["stance"], data["class"], list(via), person or m.data.get("p"), "indirect", rank
    )
