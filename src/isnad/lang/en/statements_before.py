"""Rules of English attribution whose content stands before the verb: “C,” said X; C, X said; C, X said, and C goes on."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA, DASH
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_parts import (
    FINITE,
    LEAD,
    SUBJECTS,
    clause_start,
    is_clause,
    is_final,
    is_verb,
    made,
    may_go_on,
    opens_content,
    outletish,
    passed_on,
    past_adverbial,
    past_hearer,
    says,
    whole_clause,
)
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import ADVERBIAL, DETERMINER, MAX_CONTENT
from isnad.text.quotes import Quote

AFTER = register("en.statement.content-verb", "Content, a comma or closing mark, and the speaker with the verb after it.")
SPLIT = register("en.statement.split", "Words that go on after the speaker and the verb that stand inside them.")

_PERHAPS = words_of("perhaps maybe possibly probably")
_AFTER_PARTICIPLE = words_of("to by on about for if whether why how what in with during")
_ADVERBIAL_LEADS = wordset("en", "adverbial-leads")


def content_before(s: Scan, i: int, m: Match, end: int) -> list[Attribution] | None:
    """“C,” said S. — C, S said. None if the content does not stand before the verb."""
    data = m.entry.data
    if "quote" not in data["take"] and "bare" not in data["take"]:
        return None
    a = s.start_of(i)
    if _infinitive(s, m.last, end) and s.closing.get(i) is None:
        return None  # “vowed to retake the town”
    inverted = i - 1 >= a and (s.norms[i - 1] in COMMA or i in s.closing) and not data.get("hearer")
    if inverted and i not in s.closing and i - 2 not in s.closing:
        whole, _, lead = s.subject_before(i)
        late = whole is not None and lead - a <= 4 and s.norms[a] in ADVERBIAL and s.speaks(whole)
        if late and not whole_clause(s, m, lead, i, end):
            inverted = False  # “On Saturday its commander, X, warned civilians …”
        if whole is not None and any(s.norms[x] in FINITE for x in range(m.last + 1, s.np_after(m.last, end))):
            inverted = False
        if whole is not None and lead <= clause_start(s, a, i) + 1 and lead - a <= 1 and not whole_clause(s, m, lead, i, end):
            inverted = False  # "X, the spokesman, said the town …"
    if inverted and m.last < end and s.blank(m.last) and m.last not in s.opening:
        inverted = False  # “…,” the spokesman, X, said.
    source: Range | None
    code: str | None = None
    if inverted and m.last < s.n and not opens_content(s, m, end):
        np_end = _named_after(s, s.np_after(m.last, end), end)
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
        if first - 2 > a and s.norms[first - 1] == "as" and s.norms[first - 2] in COMMA and (m.last >= end or s.blank(m.last)):
            first -= 1  # “C, as the ministry insists.”
        boundary = first - 1
        asked = s.closing.get(first)
        if boundary < a and asked is not None and s.norms[asked.last - 1] in ("?", "!") and not s.tokens[first].breaks:
            a = asked.open  # “Does he know?” X asked: the sentence ends inside the quotation
        if boundary < a or not (s.norms[boundary] in COMMA or first in s.closing or s.norms[boundary] in ("—", "–", "―")):
            return None
        after = m.last
        if data.get("hearer"):
            after, _ = past_hearer(s, after, end, final=True)
        after = past_adverbial(s, after, end)
        before = s.closing.get(first) or s.closing.get(first - 1)
        spoken = before is not None and before.words >= 3 and before.open <= a + 1
        joined = s.norms[after] in ("who", "whom", "and", "but", "while", "after", "when") if after < end else True
        plain = joined or (s.blank(after) and after not in s.opening)
        if not plain and s.norms[after] == "as" and not (after + 1 < end and s.norms[after + 1] in ("much", "many", "far", "long", "little")):
            plain = True
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
    denial = source is not None and any(s.norms[x] in ("denial", "denials") for x in range(*source))
    out: list[Attribution] = []
    begin = clause_start(s, max(a, lead_end - MAX_CONTENT), lead_end)
    if q is not None and q.words >= 2 and q.open - begin >= 4 and not any(x in s.opening for x in range(begin, q.open)):
        out.append(made(AFTER, m, (begin, q.close), source, who, via, code, rank=1))  # only its last words stand in quotation marks
    elif q is not None and q.words >= 2:
        out.append(made(AFTER, m, (q.open, q.close), source, who, via, code, rank=2))
        if denial:
            out[-1].stance = "deny"  # “…,” runs the minister's denial
    else:
        start = clause_start(s, max(a, lead_end - MAX_CONTENT), lead_end)
        colon = next((x for x in range(lead_end - 1, start, -1) if s.norms[x] in (COLON, ";") and s.quote_of[x] is None), None)
        if colon is not None:
            start = colon + 2 if s.norms[colon + 1] in ("but", "and", "yet") else colon + 1
        short = lead_end - start >= 2 and any(s.norms[x] in FINITE for x in range(start + 1, lead_end)) and s.norms[start] in SUBJECTS
        leads = _adverbial_lead(s, start, lead_end)
        if s.norms[lead_end - 1] in ("and", "but", "yet") and not inverted:
            start = lead_end  # “They burned the house and, a guard said, the gate was open”
        if leads and not inverted and not is_final(s, after, end) and not says(s, start, lead_end):
            start = lead_end  # "During his years in office, the president said, …"
        start = _past_dateline(s, start, lead_end)
        if start < lead_end and s.norms[start] in ADVERBIAL and not any(is_verb(s, x) for x in range(start, lead_end)):
            start = lead_end  # “In remarks to state television, …”
        short = short or (lead_end - start >= 4 and not leads and is_clause(s, start, lead_end))
        if lead_end - start >= LEAD or short or (lead_end - start >= 3 and is_final(s, after, end)):
            out.append(made(AFTER, m, (start, lead_end), source, who, via, code, rank=1))
    if out and q is not None and not any(x in s.opening for x in range(after, min(end, after + 60))):
        out.extend(_further(s, m, end, source, who, via, code))
    rest = after
    while rest < end and s.blank(rest) and rest not in s.opening and s.norms[rest] != ";":
        rest += 1
    if rest < end and s.norms[rest] != ";" and not is_final(s, after, end):
        nxt = s.opening.get(rest) or (_next_quote(s, rest, end) if q is not None else None)
        rest = nxt.open if nxt is not None else rest
        if nxt is not None and nxt.words >= 3:
            out.append(made(SPLIT, m, (rest, nxt.close), source, who, via, code, rank=2))
        elif q is None and may_go_on(s, rest, bool(out)):
            begin = rest + 1 if s.norms[rest] in ("and", "but") else rest
            stop = s.clause_end(begin, end)
            long_lead = bool(out)
            if not long_lead and 2 <= stop - begin < 4 and s.norms[begin] in FINITE:
                begin = clause_start(s, max(a, lead_end - 8), lead_end)  # “the mill, they say, was empty”
                out.append(made(SPLIT, m, (begin, stop), source, who, via, code, rank=1))
            elif stop - begin >= 4 and (not long_lead or s.norms[rest] in ("and", "but", "nor")):
                out.append(made(SPLIT, m, (begin, stop), source, who, via, code, rank=1))
                if not long_lead and s.norms[a] in _PERHAPS:
                    out[-1].stance = "speculate"
    return out or None


def _next_quote(s: Scan, rest: int, end: int) -> Quote | None:
    """The quotation that goes on after a few words of the narrator's, as in “A,” she said, referring to X, “B”."""
    for k in range(rest, min(end, rest + 16)):
        if k in s.opening:
            return s.opening[k] if k > rest and s.norms[k - 1] in COMMA and s.opening[k].words >= 3 else None
        if k > rest and s.verb(k) is not None:
            return None
    return None


def _past_dateline(s: Scan, a: int, b: int) -> int:
    """Past “BEIRUT, Aug 31 (Wire) -” at the head of a paragraph."""
    if (not s.tokens[a].breaks and a > 0) or not s.raw(a).isupper():
        return a
    dash = next((k for k in range(a + 1, min(b, a + 16)) if s.norms[k] in DASH), None)
    return dash + 1 if dash is not None else a


def _adverbial_lead(s: Scan, a: int, b: int) -> bool:
    """Whether the words before a speaker begin like an adverbial: “During …”, “Asked about …”, “Three months after …”."""
    if s.norms[a] in _ADVERBIAL_LEADS or (s.norms[a].endswith("ed") and a + 1 < b and s.norms[a + 1] in _AFTER_PARTICIPLE):
        return True
    return any(s.norms[x] in ("after", "before", "later", "ago") for x in range(a + 1, min(a + 4, b)))


def _named_after(s: Scan, k: int, end: int) -> int:
    """Past “, Karim Haddad” after an office: the name of its holder, up to the next mark."""
    if k + 1 >= end or s.norms[k] not in COMMA or not s.raw(k + 1)[:1].isupper():
        return k
    x = k + 1
    while x < end and x - k <= 5 and not s.blank(x) and (s.raw(x)[:1].isupper() or s.norms[x] in ("al", "bin", "el")):
        x += 1
    return x if x > k + 2 and (x >= end or s.norms[x] in (".", "!", "?", ";") or s.norms[x] in COMMA) else k


def _infinitive(s: Scan, k: int, end: int) -> bool:
    """Whether “to” and a verb stand at a token, not “to” and somebody."""
    if k + 1 >= end or s.norms[k] != "to":
        return False
    return s.norms[k + 1] not in DETERMINER and s.mention_of[k + 1] < 0 and k + 1 not in s.heads and not s.raw(k + 1)[:1].isupper()


def _further(s: Scan, m: Match, end: int, source: Range | None, who: Who, via: list[Range], code: str | None) -> list[Attribution]:
    """Quotations that follow in the same paragraph as sentences of their own, without another speaker."""
    out: list[Attribution] = []
    k = end
    while k < s.n and not s.tokens[k].breaks and k in s.opening and len(out) < 6:
        q = s.opening[k]
        stop = s.sentence(k)[1]
        if q.words < 3 or stop - q.close > 2:
            break
        out.append(made(SPLIT, m, (q.open, q.close), source, who, via, code, rank=1))
        k = max(stop, q.close)
    return out
