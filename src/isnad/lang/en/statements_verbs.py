"""Rules of English attribution that start from a verb."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_parts import (
    FINITE,
    LEAD,
    SUBJECTS,
    behind,
    clause_start,
    closed_off,
    is_clause,
    is_document,
    is_final,
    is_judged,
    late_start,
    main_clause,
    may_go_on,
    opens_content,
    outletish,
    passed_on,
    past_adverbial,
    past_hearer,
    says,
    whole_clause,
)
from isnad.lang.en.statements_scan import ADVERBIAL, MAX_CONTENT, Scan
from isnad.text.quotes import Quote

THAT = register("en.statement.verb-that", "A verb of saying and the clause after it, with or without “that”.")
QUOTE = register("en.statement.verb-quote", "A verb of saying and the quotation after it.")
NOUN = register("en.statement.verb-noun", "A verb of saying, denying or describing and the noun phrase it governs.")
AFTER = register("en.statement.content-verb", "Content, a comma or closing mark, and the speaker with the verb after it.")
SPLIT = register("en.statement.split", "Words that go on after the speaker and the verb that stand inside them.")

_NO_CLAUSE = ("of", "about", "for", "that", "so", "if", "how", "what", "as")
_NOBODY = wordset("en", "nobody") | {"no", "one", "of", "them"}
_CLAIMED = words_of(
    "it this them him her the a an these those such all "
    "any this that claim claims accusation accusations allegation allegations report reports charge charges"
)
_PERHAPS = words_of("perhaps maybe possibly probably")
_TITLE_BEFORE = words_of("the a an called named entitled titled of")
_MANY = words_of("one two three four five six seven eight nine ten eleven twelve dozen dozens scores hundreds thousands hundred no more some")
CLAIMED_NOUNS = words_of("claim claims accusation accusations allegation allegations report reports charge charges suggestion suggestions rumour rumours rumor rumors")
_POINTING = words_of("they them their it its he his him she her this these those which")
_AFTER_PARTICIPLE = words_of("to by on about for if whether why how what in with during")
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
    if source is None and code is None and i == s.start_of(i) and s.norms[i] in ("said", "says", "added", "adds", "asked", "asks", "explained"):
        stop = s.np_after(m.last, end)  # “Said X: “…””
        if stop > m.last and stop < end and s.norms[stop] == COLON and stop + 1 < s.n:
            return cut(s, QUOTE, m, stop + 1, s.end_of(stop + 1), (m.last, stop), "named", [], None)
    if code in ("1s", "1p") and data["class"] in ("think", "know", "guess"):
        return []
    k = m.last
    if data["class"] == "know" and k < end and s.norms[k] == "from":
        return _learned(s, m, source, code, k + 1, end)
    hearer: Range | None = None
    if data.get("hearer"):
        k, hearer = past_hearer(s, k, end)
    if not (k < end and s.norms[k] == "to" and "to" in data["take"]):
        k = past_adverbial(s, k, end)
    if k >= end:
        return []
    title = k in s.opening and s.opening[k].words <= 6
    if title and (s.norms[k - 1] in _TITLE_BEFORE or s.norms[k - 1].endswith(("'s", "’s"))):
        return []  # “said on the channel's “State of the Day””: the name of a work
    if source is not None and all(s.norms[x] in _NOBODY for x in range(*source)):
        return []
    relayed: list[Range] = []
    if source is not None:
        source, relayed = behind(s, source, i)
    who: Who = "named" if source else "running"
    if source is None and code is None and not (i > 0 and (s.norms[i - 1] in ("and", "but", "yet", "then") or s.adverb(i - 1))):
        return []
    if data.get("documents") and source is not None and not is_document(s, source):
        return []
    if data["class"] in ("guess", "judge", "show", "accuse", "deny", "doubt", "ask") and source is not None and not s.speaks(source):
        return []
    take = data["take"]
    via = [hearer] if hearer is not None and outletish(s, hearer) else relayed or passed_on(s, m.last, k)
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
    elif (s.norms[k] in COMMA or s.norms[k] == "of") and "bare" in take and (late := late_start(s, k, end)) is not None:
        start = late
        rule = QUOTE if late in s.opening else THAT
    elif s.blank(k) and k not in s.opening:
        return []
    elif s.norms[k] == "to" and "to" in take:
        start = k
    elif (
        ("bare" in take or (data["class"] == "show" and data.get("clause") and source is not None and is_document(s, source)))
        and (data["class"] != "show" or data.get("clause"))
        and s.norms[k] not in ADVERBIAL
        and s.norms[k] not in _NO_CLAUSE
        and (("np" not in take and data["class"] != "show") or is_clause(s, k, s.clause_end(k, end)))
    ):
        pass
    elif "np" in take:
        rule = NOUN
        preps = data.get("prep")
        if preps and s.norms[k] in preps:
            start = k + 1
        elif (preps and "that" not in take) or (s.norms[k] in ADVERBIAL and s.norms[k] != "a") or s.norms[k] in ("of", "about", "for", "that", "if"):
            return []
        if data.get("needs") == ["as"] and s.norms[k] == "as":
            return []
        if data.get("needs") and not any(s.norms[x] in data["needs"] for x in range(k, min(end, k + 26))):
            return []
        heads = data.get("np-head")
        claimed = _claimed(s, k, end) if data["class"] == "deny" else None
        if claimed is not None:
            return cut(s, THAT, m, claimed, end, source, who, via, code)
        judged = data.get("judged-as") and any(s.norms[x] == "as" for x in range(k + 1, min(end, k + 12)))
        if heads and not judged and not any(s.norms[x] in heads for x in range(k, min(end, k + 4))):
            return []
        if data.get("counted") and not any(s.tokens[x].kind == "number" or s.norms[x] in _MANY for x in range(k, min(end, k + 5))):
            return []
        if data.get("judged") and not is_judged(s, k, end):
            return []
    elif "that" in take:
        # an adverbial before "that": "said on Monday that"
        adverbial = s.norms[k] in ADVERBIAL or s.norms[k] in ("of", "publicly", "once", "time") or s.norms[k].endswith("ly")
        at = next((x for x in range(k, min(end, k + 14)) if s.norms[x] == "that"), None) if adverbial else None
        if at is None or any(s.verb(x) for x in range(k, at)):
            return []
        start = at + 1
    else:
        return []
    if rule == NOUN and source is not None and not s.speaks(source):
        return []
    bare = rule == THAT and s.norms[k] not in ("that", "to", "whether") and start == k
    if bare and (s.clause_end(start, end) - start < 3 or (data.get("hearer") and not is_clause(s, start, s.clause_end(start, end)))):
        return []
    if rule == NOUN and data["class"] == "deny" and all(s.norms[x] in _CLAIMED for x in range(start, s.clause_end(start, end, phrase=True))):
        return []  # “rejected the allegation”: see `en.statement.same-content`
    return cut(s, rule, m, start, end, source, who, via, code)






def cut(s: Scan, rule: str, m: Match, start: int, end: int, source: Range | None, who: Who, via: list[Range], code: str | None) -> list[Attribution]:
    """The content that starts at a token, cut where it ends and at "and that"."""
    q = s.opening.get(start)
    if q is not None and q.words >= 3 and closed_off(s, q.close):
        return [_made(rule, m, (start, q.close), source, who, via, code)]
    if start >= end:
        return []
    if source is not None:
        end = main_clause(s, source[0], start, end)
    stop = s.clause_end(start, end, phrase=rule == NOUN or (rule == QUOTE and q is not None and q.words <= 4))
    out = [_made(rule, m, (start, stop), source, who, via, code)]
    semi = next((k for k in range(start + 2, stop - 2) if s.norms[k] == ";" and s.quote_of[k] is None), None)
    if semi is not None and (rule == NOUN or any(s.verb(k) is not None for k in range(semi + 1, min(stop, semi + 12)))):
        return [_made(rule, m, (start, semi), source, who, via, code)]
    if semi is not None and not any(s.norms[k] in _POINTING for k in range(semi + 1, stop)):  # “…; two nurses died there”: said on its own
        return [_made(rule, m, (start, semi), source, who, via, code), _made(rule, m, (semi + 1, stop), source, who, via, code)]
    for k in range(start + 2, stop - 2):
        if s.norms[k] == "and" and s.norms[k + 1] == "that" and (s.norms[start - 1] == "that" or start == m.last):
            out = [_made(rule, m, (start, k), source, who, via, code), _made(rule, m, (k + 2, stop), source, who, via, code)]
            break
    return out


def _adverbial_lead(s: Scan, a: int, b: int) -> bool:
    """Whether the words before a speaker begin like an adverbial: “During …”, “Asked about …”, “Three months after …”."""
    if s.norms[a] in _ADVERBIAL_LEADS or (s.norms[a].endswith("ed") and a + 1 < b and s.norms[a + 1] in _AFTER_PARTICIPLE):
        return True
    return any(s.norms[x] in ("after", "before", "later", "ago") for x in range(a + 1, min(a + 4, b)))


def _claimed(s: Scan, k: int, end: int) -> int | None:
    """Where the clause begins in “dismissed as “baseless” reports that C”: what is denied is C."""
    for x in range(k, min(end - 3, k + 8)):
        if s.norms[x] in CLAIMED_NOUNS and s.norms[x + 1] == "that":
            return x + 2
        if s.norms[x] == "that" or s.verb(x) is not None and s.norms[x] not in CLAIMED_NOUNS:
            return None
    return None


def _learned(s: Scan, m: Match, source: Range | None, code: str | None, k: int, end: int) -> list[Attribution]:
    """“The agency learned from two officials that C”: the officials speak, the agency passes it on."""
    stop = s.np_after(k, end)
    if stop <= k or stop >= end or s.norms[stop] != "that" or (source is None and code is None):
        return []
    via = [source] if source is not None and outletish(s, source) else []
    return cut(s, THAT, m, stop + 1, end, (k, stop), "named", via, None)


def _next_quote(s: Scan, rest: int, end: int) -> Quote | None:
    """The quotation that goes on after a few words of the narrator's, as in “A,” she said, referring to X, “B”."""
    for k in range(rest, min(end, rest + 16)):
        if k in s.opening:
            return s.opening[k] if k > rest and s.norms[k - 1] in COMMA and s.opening[k].words >= 3 else None
        if k > rest and s.verb(k) is not None:
            return None
    return None


def _content_before(s: Scan, i: int, m: Match, end: int) -> list[Attribution] | None:
    """“C,” said S. — C, S said. None if the content does not stand before the verb."""
    data = m.entry.data
    if "quote" not in data["take"] and "bare" not in data["take"]:
        return None
    a = s.start_of(i)
    inverted = i - 1 >= a and (s.norms[i - 1] in COMMA or i in s.closing) and not data.get("hearer")
    if inverted and i not in s.closing and i - 2 not in s.closing:
        whole, _, lead = s.subject_before(i)
        if whole is not None and any(s.norms[x] in FINITE for x in range(m.last + 1, s.np_after(m.last, end))):
            inverted = False
        if whole is not None and lead <= clause_start(s, a, i) + 1 and lead - a <= 1 and not whole_clause(s, m, lead, i, end):
            inverted = False  # "X, the spokesman, said the town …"
    source: Range | None
    code: str | None = None
    if inverted and m.last < s.n and not opens_content(s, m, end):
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
        plain = after >= end or (s.blank(after) and after not in s.opening) or s.norms[after] in ("who", "whom", "and", "but", "while", "after", "when")
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
        out.append(_made(AFTER, m, (begin, q.close), source, who, via, code, rank=1))  # only its last words stand in quotation marks
    elif q is not None and q.words >= 2:
        out.append(_made(AFTER, m, (q.open, q.close), source, who, via, code, rank=2))
        if denial:
            out[-1].stance = "deny"  # “…,” runs the minister's denial
    else:
        start = clause_start(s, max(a, lead_end - MAX_CONTENT), lead_end)
        colon = next((x for x in range(lead_end - 1, start, -1) if s.norms[x] in (COLON, ";") and s.quote_of[x] is None), None)
        if colon is not None:
            start = colon + 2 if s.norms[colon + 1] in ("but", "and", "yet") else colon + 1
        short = lead_end - start >= 2 and any(s.norms[x] in FINITE for x in range(start + 1, lead_end)) and s.norms[start] in SUBJECTS
        leads = _adverbial_lead(s, start, lead_end)
        if leads and not inverted and not is_final(s, after, end) and not says(s, start, lead_end):
            start = lead_end  # "During his years in office, the president said, …"
        if lead_end - start >= LEAD or short or (lead_end - start >= 3 and is_final(s, after, end)):
            out.append(_made(AFTER, m, (start, lead_end), source, who, via, code, rank=1))
    if out and q is not None and not any(x in s.opening for x in range(after, min(end, after + 60))):
        out.extend(_further(s, m, end, source, who, via, code))
    rest = after
    while rest < end and s.blank(rest) and rest not in s.opening and s.norms[rest] != ";":
        rest += 1
    if rest < end and s.norms[rest] != ";" and not is_final(s, after, end):
        nxt = s.opening.get(rest) or (_next_quote(s, rest, end) if q is not None else None)
        rest = nxt.open if nxt is not None else rest
        if nxt is not None and nxt.words >= 3:
            out.append(_made(SPLIT, m, (rest, nxt.close), source, who, via, code, rank=2))
        elif q is None and may_go_on(s, rest, bool(out)):
            begin = rest + 1 if s.norms[rest] in ("and", "but") else rest
            stop = s.clause_end(begin, end)
            long_lead = bool(out)
            if stop - begin >= 4 and (not long_lead or s.norms[rest] in ("and", "but")):
                out.append(_made(SPLIT, m, (begin, stop), source, who, via, code, rank=1))
                if not long_lead and s.norms[a] in _PERHAPS:
                    out[-1].stance = "speculate"
    return out or None



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





def _made(rule: str, m: Match, content: Range, source: Range | None, who: Who, via: list[Range], code: str | None, *, rank: int = 0) -> Attribution:
    data = m.entry.data
    return Attribution(rule, (m.entry.id,), (m.first, m.last), content, source, who, data["stance"], data["class"], list(via), code, "indirect", rank)
