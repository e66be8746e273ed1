"""Rules of English attribution that start from a verb."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_scan import ADVERBIAL, DAYS, MAX_CONTENT, Scan

THAT = register("en.statement.verb-that", "A verb of saying and the clause after it, with or without “that”.")
QUOTE = register("en.statement.verb-quote", "A verb of saying and the quotation after it.")
NOUN = register("en.statement.verb-noun", "A verb of saying, denying or describing and the noun phrase it governs.")
AFTER = register("en.statement.content-verb", "Content, a comma or closing mark, and the speaker with the verb after it.")
SPLIT = register("en.statement.split", "Words that go on after the speaker and the verb that stand inside them.")

_OUTLET_NOUNS = wordset("en", "outlet-nouns")
_NO_CLAUSE = ("of", "about", "for", "that", "so", "if", "how", "what", "as")
_LEAD = 6
_FINITE = words_of("will would can could may might must should is are was were has have had does did")
_ADVERBIAL_LEADS = wordset("en", "adverbial-leads")


def finite_rules(s: Scan, i: int, m: Match) -> list[Attribution]:
    """The finite verb at `i` with its content before or after it."""
    data = m.entry.data
    end = s.end_of(i)
    before = _content_before(s, i, m, end)
    if before is not None:
        return before
    if data.get("after"):
        return []
    if i > 0 and m.data.get("t") in ("past", "part") and s.norms[i - 1] in ("is", "are", "was", "were", "been", "be", "being"):
        return []
    if m.data.get("t") == "base" and i > 0 and s.norms[i - 1] in ("to", "can", "could", "would", "should", "may", "might", "must"):
        return []
    source, code, _ = s.subject_before(i)
    if code in ("1s", "1p") and data["class"] in ("think", "know", "guess"):
        return []
    k = m.last
    hearer: Range | None = None
    if data.get("hearer"):
        k, hearer = past_hearer(s, k, end)
    if not (k < end and s.norms[k] == "to" and "to" in data["take"]):
        k = _past_adverbial(s, k, end)
    if k >= end:
        return []
    who: Who = "named" if source else "running"
    if source is None and code is None and not (i > 0 and (s.norms[i - 1] in ("and", "but", "yet", "then") or s.adverb(i - 1))):
        return []
    if data.get("documents") and source is not None and not _document(s, source):
        return []
    if data["class"] in ("guess", "judge", "show", "accuse", "deny", "doubt", "ask") and source is not None and not s.speaks(source):
        return []
    take = data["take"]
    via = [hearer] if hearer is not None and outletish(s, hearer) else passed_on(s, m.last, k)
    rule, start = THAT, k
    if s.norms[k] == "that" and "that" in take:
        start = k + 1
    elif s.norms[k] == "whether" and "whether" in take:
        start = k
    elif k in s.opening and ("quote" in take or "np" in take) and (s.opening[k].words >= 3 or "np" in take):
        rule = QUOTE
    elif s.norms[k] == COLON and ("quote" in take or "that" in take) and k + 1 < s.n:
        rule, start = QUOTE, k + 1
        if start not in s.opening and not s.tokens[start].breaks:
            end = s.sentence(start)[1]
    elif s.norms[k] in COMMA and k + 1 in s.opening and "quote" in take:
        rule, start = QUOTE, k + 1
    elif (s.norms[k] in COMMA or s.norms[k] == "of") and "bare" in take and (late := _late(s, k, end)) is not None:
        start = late
        rule = QUOTE if late in s.opening else THAT
    elif s.blank(k) and k not in s.opening:
        return []
    elif s.norms[k] == "to" and "to" in take:
        start = k
    elif "bare" in take and data["class"] != "show" and s.norms[k] not in ADVERBIAL and s.norms[k] not in _NO_CLAUSE:
        pass
    elif "np" in take:
        rule = NOUN
        preps = data.get("prep")
        if preps and s.norms[k] in preps:
            start = k + 1
        elif (preps and "that" not in take) or (s.norms[k] in ADVERBIAL and s.norms[k] != "a") or s.norms[k] in ("of", "about", "for", "that", "if"):
            return []
        if data.get("needs") and not any(s.norms[x] in data["needs"] for x in range(k, min(end, k + 26))):
            return []
        heads = data.get("np-head")
        if heads and not any(s.norms[x] in heads for x in range(k, min(end, k + 4))):
            return []
        if data.get("judged") and not _judged(s, k, end):
            return []
    elif "that" in take:
        # an adverbial before "that": "said on Monday that"
        at = next((x for x in range(k, min(end, k + 14)) if s.norms[x] == "that"), None)
        if at is None or any(s.verb(x) for x in range(k, at)):
            return []
        start = at + 1
    else:
        return []
    if rule == NOUN and source is not None and not s.speaks(source):
        return []
    if rule == THAT and s.norms[k] != "that" and s.clause_end(start, end) - start < 3:
        return []
    return cut(s, rule, m, start, end, source, who, via, code)


def _judged(s: Scan, k: int, end: int) -> bool:
    """Whether “call” judges: “called it a mistake”, “called the raid …”, not “called for”, “called him”."""
    if s.norms[k] in ("for", "on", "off", "up", "in", "into"):
        return False
    return s.norms[k] not in ("him", "her", "them", "it") or (k + 1 < end and (s.norms[k + 1] in ("a", "an", "the") or k + 1 in s.opening))


def _closed_off(s: Scan, close: int) -> bool:
    """Whether a quotation's closing mark ends the content: a mark, a line's end or an adverbial follows."""
    return close >= s.n or bool(s.tokens[close].breaks) or s.blank(close) or s.norms[close] in ("in", "on", "during", "at", "and")


def _may_go_on(s: Scan, k: int, found: bool) -> bool:
    """Whether the words at `k` can be content that goes on after its speaker."""
    m = s.verb(k)
    return m is None or (not found and m.data.get("t") != "ing")


def _late(s: Scan, k: int, end: int) -> int | None:
    """“says of Clinton, “…””, “said in Toledo, Ohio, that …”: where content begins after an adverbial with commas."""
    for x in range(k + 1, min(end, k + 10)):
        if x in s.opening and s.norms[x - 1] in COMMA and s.opening[x].words >= 3:
            return x
        if s.norms[x] == "that" and s.norms[x - 1] in COMMA:
            return x + 1
        if s.verb(x) is not None:
            return None
    return None


def cut(s: Scan, rule: str, m: Match, start: int, end: int, source: Range | None, who: Who, via: list[Range], code: str | None) -> list[Attribution]:
    """The content that starts at a token, cut where it ends and at "and that"."""
    q = s.opening.get(start)
    if q is not None and q.words >= 3 and _closed_off(s, q.close):
        return [_made(rule, m, (start, q.close), source, who, via, code)]
    if start >= end:
        return []
    stop = s.clause_end(start, end, phrase=rule == NOUN)
    out = [_made(rule, m, (start, stop), source, who, via, code)]
    semi = next((k for k in range(start + 2, stop - 2) if s.norms[k] == ";" and s.quote_of[k] is None), None)
    if semi is not None:
        out = [_made(rule, m, (start, semi), source, who, via, code)]
        if rule != NOUN and not any(s.verb(k) is not None for k in range(semi + 1, min(stop, semi + 12))):
            out.append(_made(rule, m, (semi + 1, stop), source, who, via, code))
        return out
    for k in range(start + 2, stop - 2):
        if s.norms[k] == "and" and s.norms[k + 1] == "that" and (s.norms[start - 1] == "that" or start == m.last):
            out = [_made(rule, m, (start, k), source, who, via, code), _made(rule, m, (k + 2, stop), source, who, via, code)]
            break
    return out


def _content_before(s: Scan, i: int, m: Match, end: int) -> list[Attribution] | None:
    """“C,” said S. — C, S said. None if the content does not stand before the verb."""
    data = m.entry.data
    if "quote" not in data["take"] and "bare" not in data["take"]:
        return None
    a = s.start_of(i)
    inverted = i - 1 >= a and (s.norms[i - 1] in COMMA or i in s.closing) and not data.get("hearer")
    if inverted and i not in s.closing and i - 2 not in s.closing:
        whole, _, lead = s.subject_before(i)
        if whole is not None and lead <= _clause_start(s, a, i) + 1 and lead - a <= 1:
            inverted = False  # "X, the spokesman, said the town …"
    source: Range | None
    code: str | None = None
    if inverted and m.last < s.n and not _opens_content(s, m, end):
        np_end = s.np_after(m.last, end)
        if np_end > m.last and (s.nounish(m.last, np_end) or s.norms[m.last] in ("he", "she", "they")):
            source, first, after = (m.last, np_end), i, np_end
            if s.norms[m.last] in ("he", "she", "they"):
                source, code = None, {"he": "3ms", "she": "3fs", "they": "3mp"}[s.norms[m.last]]
        else:
            return None
    else:
        source, code, first = s.subject_before(i)
        if source is None and code is None:
            return None
        if source is not None and source[0] < first:
            first = source[0]
        boundary = first - 1
        if boundary < a or not (s.norms[boundary] in COMMA or first in s.closing or s.norms[boundary] in ("—", "–", "―")):
            return None
        after = m.last
        if data.get("hearer"):
            after, _ = past_hearer(s, after, end, final=True)
        after = _past_adverbial(s, after, end)
        before = s.closing.get(first) or s.closing.get(first - 1)
        spoken = before is not None and before.words >= 3 and before.open <= a + 1
        plain = after >= end or (s.blank(after) and after not in s.opening) or s.norms[after] in ("and", "but", "while", "as", "after", "when")
        if not plain and not (spoken and s.norms[after] != "that" and after not in s.opening):
            return None
        if after < end and s.norms[after] == COLON:
            return None
    lead_end = first
    while lead_end > a and s.blank(lead_end - 1) and lead_end not in s.closing:
        lead_end -= 1
    q = s.closing.get(lead_end)
    via: list[Range] = []
    if data.get("hearer"):
        _, hearer = past_hearer(s, m.last, end, final=True)
        via = [hearer] if hearer is not None and outletish(s, hearer) else []
    if not via:
        via = passed_on(s, m.last, end)
    who: Who = "named" if source else "running"
    out: list[Attribution] = []
    begin = _clause_start(s, max(a, lead_end - MAX_CONTENT), lead_end)
    if q is not None and q.words >= 2 and q.open - begin >= 4 and not any(x in s.opening for x in range(begin, q.open)):
        out.append(_made(AFTER, m, (begin, q.close), source, who, via, code, rank=1))  # only its last words stand in quotation marks
    elif q is not None and q.words >= 2:
        out.append(_made(AFTER, m, (q.open, q.close), source, who, via, code, rank=2))
    else:
        start = _clause_start(s, max(a, lead_end - MAX_CONTENT), lead_end)
        if s.norms[start] in _ADVERBIAL_LEADS and not inverted and not _final(s, after, end) and not _says(s, start, lead_end):
            start = lead_end  # "During his years in office, the president said, …"
        if lead_end - start >= _LEAD or (lead_end - start >= 3 and _final(s, after, end)):
            out.append(_made(AFTER, m, (start, lead_end), source, who, via, code, rank=1))
    if out and q is not None and not any(x in s.opening for x in range(after, min(end, after + 60))):
        out.extend(_further(s, m, end, source, who, via, code))
    rest = after
    while rest < end and s.blank(rest) and rest not in s.opening:
        rest += 1
    if rest < end and not _final(s, after, end):
        nxt = s.opening.get(rest)
        if nxt is not None and nxt.words >= 3:
            out.append(_made(SPLIT, m, (rest, nxt.close), source, who, via, code, rank=2))
        elif q is None and _may_go_on(s, rest, bool(out)):
            begin = rest + 1 if s.norms[rest] in ("and", "but") else rest
            stop = s.clause_end(begin, end)
            long_lead = bool(out)
            if stop - begin >= 4 and (not long_lead or s.norms[rest] in ("and", "but")):
                out.append(_made(SPLIT, m, (begin, stop), source, who, via, code, rank=1))
    return out or None


def _says(s: Scan, a: int, b: int) -> bool:
    """Whether words are a whole clause (an adverbial, then a subject with its auxiliary), not an adverbial alone."""
    return b - a > _LEAD and any(s.norms[k] in _FINITE for k in range(a + 4, b))


def _further(s: Scan, m: Match, end: int, source: Range | None, who: Who, via: list[Range], code: str | None) -> list[Attribution]:
    """Quotations that follow in the same paragraph as sentences of their own, without another speaker."""
    out: list[Attribution] = []
    k = end
    while k < s.n and not s.tokens[k].breaks and k in s.opening and len(out) < 6:
        q = s.opening[k]
        stop = s.sentence(k)[1]
        if q.words < 3 or stop - q.close > 2:
            break
        out.append(_made(SPLIT, m, (q.open, q.close), source, who, via, code, rank=1))
        k = max(stop, q.close)
    return out


def _final(s: Scan, k: int, end: int) -> bool:
    while k < end and s.blank(k) and s.norms[k] not in (".", "!", "?") and s.norms[k] not in COMMA:
        k += 1
    return k >= end or s.norms[k] in (".", "!", "?")


def _opens_content(s: Scan, m: Match, end: int) -> bool:
    k = m.last
    return k >= end or s.norms[k] == "that" or k in s.opening or s.norms[k] == COLON


def _clause_start(s: Scan, a: int, b: int) -> int:
    """Past another cue's words at the start of the sentence."""
    k = a
    while k < b and s.blank(k) and k not in s.opening:
        k += 1
    return k


def past_hearer(s: Scan, k: int, end: int, *, final: bool = False) -> tuple[int, Range | None]:
    """Past whom it was told to: “told Reuters that”, “told him”, “told a press conference”."""
    if k >= end or s.blank(k) or s.norms[k] == "that":
        return k, None
    if s.norms[k] in ("him", "her", "them", "us", "me", "you", "it"):
        return k + 1, None
    stop = s.np_after(k, end)
    if final or (stop < end and (s.norms[stop] == "that" or stop in s.opening or s.norms[stop] == COLON or s.norms[stop] in COMMA)):
        return stop, (k, stop)
    if stop < end and (s.norms[stop] in DAYS or s.norms[stop] in ("on", "in", "during", "at", "by", "late", "last", "over")):
        return stop, (k, stop)
    one = next((x for x in range(k + 1, min(stop, k + 5)) if s.norms[x] in ("it", "he", "she", "they", "the", "there")), None)
    return (one, (k, one)) if one is not None else (k, None)


def _past_adverbial(s: Scan, k: int, end: int) -> int:
    """Past “on Sunday”, “in a statement”, “to reporters”, “late Monday” when a clause, a mark or the end follows."""
    j = k
    while j < end and j - k < 16:
        if s.norms[j] == "that" or j in s.opening or (s.blank(j) and s.norms[j] not in ("'", "’", "-")):
            return j
        if j == k and s.norms[j] not in ADVERBIAL and not s.norms[j].endswith("ly"):
            return k
        if s.norms[j] in DAYS and not (j + 1 < end and (s.norms[j + 1] in ("morning", "afternoon", "evening", "night"))):
            return j + 1
        if j > k and s.norms[j] in ("morning", "afternoon", "evening", "night") and s.norms[j - 1] in DAYS:
            return j + 1
        j += 1
    return k if j < end else j


def passed_on(s: Scan, a: int, b: int) -> list[Range]:
    """Outlets among the words after a verb: “in an interview with X”, “in remarks carried by X”, “to X”."""
    out: list[Range] = []
    k = a
    b = min(b, a + 24)
    while k < b:
        m = s.kind(k, "carrier")
        at = m.last if m is not None else k + 1 if s.norms[k] in ("with", "to") else None
        if at is not None and at < b and not s.blank(at):
            stop = s.np_after(at, b)
            interview = s.norms[k] == "with" and s.norms[k - 1] in ("interview", "conversation", "chat") and s.raw(at)[:1].isupper()
            if stop > at and (m is not None or interview or _outlet(s, (at, stop))):
                out.append((at, stop))
                k = stop
                continue
        if k in s.opening:
            break
        k += 1
    return out[:2]


def _outlet(s: Scan, r: Range) -> bool:
    if any(s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in ("outlet", "agency") for k in range(*r)):
        return True
    if s.norms[r[0]] == "the":
        return any(s.norms[k] in _OUTLET_NOUNS for k in range(*r))
    return any(s.heads.get(k) == "media" for k in range(*r)) and s.raw(r[0])[:1].isupper()


def outletish(s: Scan, r: Range) -> bool:
    """Whether a hearer is an outlet: a known one, one with such a head, or a single capitalised name."""
    for k in range(*r):
        if s.mention_of[k] >= 0:
            return s.mentions[s.mention_of[k]].kind in ("outlet", "agency")
    if any(s.heads.get(k) == "media" for k in range(*r)):
        return s.raw(r[0])[:1].isupper() or s.norms[r[0]] == "the"
    return r[1] - r[0] <= 2 and all(s.raw(k)[:1].isupper() for k in range(*r)) and s.norms[r[0]] not in ("congress", "parliament")


def _document(s: Scan, source: Range) -> bool:
    return any(s.heads.get(k) in ("document", "media", "organisation", "intercept") for k in range(*source)) or any(
        s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].kind in ("document", "outlet", "agency") for k in range(*source)
    )


def _made(rule: str, m: Match, content: Range, source: Range | None, who: Who, via: list[Range], code: str | None, *, rank: int = 0) -> Attribution:
    data = m.entry.data
    return Attribution(rule, (m.entry.id,), (m.first, m.last), content, source, who, data["stance"], data["class"], list(via), code, "indirect", rank)
