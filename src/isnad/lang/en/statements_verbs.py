"""Rules of English attribution that start from a verb."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_before import content_before
from isnad.lang.en.statements_parts import (
    behind,
    closed_off,
    is_clause,
    is_document,
    is_judged,
    late_start,
    made,
    main_clause,
    outletish,
    passed_on,
    past_adverbial,
    past_hearer,
)
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import ADVERBIAL

THAT = register("en.statement.verb-that", "A verb of saying and the clause after it, with or without “that”.")
QUOTE = register("en.statement.verb-quote", "A verb of saying and the quotation after it.")
NOUN = register("en.statement.verb-noun", "A verb of saying, denying or describing and the noun phrase it governs.")

_NO_CLAUSE = ("of", "about", "for", "that", "so", "if", "how", "what", "as")
_NOBODY = wordset("en", "nobody") | {"no", "one", "of", "them"}
_CLAIMED = words_of(
    "it this them him her the a an these those such all "
    "any this that claim claims accusation accusations allegation allegations report reports charge charges"
)
_PASSIVE = words_of("on in at over by from last late early")
_TITLE_BEFORE = words_of("the a an called named entitled titled of")
_MANY = wordset("en", "many")
_CLAIMED_NOUNS = wordset("en", "claimed-nouns")
_AMOUNTS = {("at", "least"), ("at", "most"), ("as", "many"), ("as", "much"), ("as", "few")}
_POINTING = words_of("they them their it its he his him she her this these those which")


def finite_rules(s: Scan, i: int, m: Match) -> list[Attribution]:
    """The finite verb at `i` with its content before or after it."""
    data = m.entry.data
    end = s.end_of(i)
    if _passive(s, m, i, end):
        return []
    before = content_before(s, i, m, end)
    if before is not None:
        return before
    if data.get("after"):
        return []
    if i > 0 and m.data.get("t") in ("past", "part") and s.norms[i - 1] in ("is", "are", "was", "were", "been", "be", "being"):
        return []
    if m.data.get("t") == "base" and i > 0 and s.norms[i - 1] in ("to", "can", "could", "would", "should", "may", "might", "must"):
        return []
    if s.asks_in_passing(i) and any(s.verb(v) is not None and s.who_clause(v - 1, s.start_of(i)) for v in range(i + 2, min(end, i + 15))):
        return []  # “A trader who asked not to be named said …”
    source, code, _ = s.subject_before(i)
    if source is None and code is None and i == s.start_of(i) and s.norms[i] in ("said", "says", "added", "adds", "asked", "asks", "explained"):
        stop = s.np_after(m.last, end)  # “Said X: “…””
        if stop > m.last and stop < end and s.norms[stop] == COLON and stop + 1 < s.n:
            return cut(s, QUOTE, m, stop + 1, s.end_of(stop + 1), (m.last, stop), "named", [], None)
    if data.get("judged") and source is not None and source[0] > 0 and s.norms[source[0] - 1] in ("whom", "who"):
        return []  # “whom the writer calls Abu Salah”
    if data.get("judged") and code is not None and i >= 2 and s.norms[i - 2] == "whom":
        return []  # “whom she calls Abu Salah”
    if data["class"] == "cite" and source is not None:
        stop = s.np_after(k := m.last, end)
        people = any(s.heads.get(x) in ("witness", "anonymous", "official", "person") for x in range(k, stop))
        if people and stop < end and s.norms[stop] == "who" and s.clause_end(stop + 1, end) - stop > 3:
            return cut(s, NOUN, m, stop + 1, end, (k, stop), "named", [source], None)
    if code in ("1s", "1p") and data["class"] in ("think", "know", "guess", "doubt"):
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
    title = k > m.last and k in s.opening and s.opening[k].words <= 6
    if title and (s.norms[k - 1] in _TITLE_BEFORE or s.norms[k - 1].endswith(("'s", "’s"))):
        return []  # “said on the channel's “State of the Day””: the name of a work
    if source is not None and s.norms[source[0]] != "one" and all(s.norms[x] in _NOBODY for x in range(*source)):
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
    if k + 1 < end and s.norms[k] in COMMA and s.norms[k + 1] in ("quoting", "citing") and source is not None:
        stop = s.np_after(k + 2, end)  # “reported, quoting two officials, that …”
        if k + 2 < stop < end and s.norms[stop] in COMMA:
            relayed, source, k = [source], (k + 2, stop), stop + 1
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
    elif s.norms[k] in COMMA and k + 2 < end and s.norms[k + 1] == "namely" and s.norms[k + 2] == "that":
        start = k + 3
    elif s.norms[k] in COMMA and k + 1 in s.opening and "quote" in take:
        rule, start = QUOTE, k + 1
    elif (s.norms[k] in COMMA or s.norms[k] == "of") and (late := _late(s, take, k, end)) is not None:
        start = late
        rule = QUOTE if late in s.opening else THAT
    elif s.blank(k) and k not in s.opening:
        return []
    elif s.norms[k] == "to" and "to" in take:
        start = k
    elif (
        ("bare" in take or (data["class"] == "show" and data.get("clause") and source is not None and is_document(s, source)))
        and (data["class"] != "show" or data.get("clause"))
        and (_amount(s, k, end) or (s.norms[k] not in ADVERBIAL and s.norms[k] not in _NO_CLAUSE))
        and (("np" not in take and data["class"] != "show") or is_clause(s, k, s.clause_end(k, end)))
    ):
        pass
    elif "np" in take:
        rule = NOUN
        preps = data.get("prep")
        if preps and s.norms[k] in preps:
            start = k + 1
        elif _no_noun(s, k, end) or (preps and "that" not in take):
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
        if data.get("quoted") and not any(x in s.opening for x in range(k, min(end, k + 14))):
            return []
        if data.get("judged") and not is_judged(s, k, end):
            return []
    elif "that" in take:
        # an adverbial before "that": "said on Monday that"
        adverbial = s.norms[k] in ADVERBIAL or s.norms[k] in ("of", "publicly", "once", "time") or s.norms[k].endswith("ly")
        at = next((x for x in range(k, min(end, k + 14)) if s.norms[x] == "that"), None) if adverbial else None
        if at is None or s.norms[at - 2] in ("a", "an", "the") or any(s.verb(x) for x in range(k, at)):
            return []
        start = at + 1
    else:
        return []
    if rule == NOUN and source is not None and not s.speaks(source):
        return []
    bare = rule == THAT and s.norms[k] not in ("that", "to", "whether") and start == k
    words = len(range(*s.trim(start, s.clause_end(start, end)))) if bare else 3
    if bare and (words < 3 or (data.get("hearer") and not is_clause(s, start, s.clause_end(start, end)))):
        return []
    if rule == NOUN and (s.norms[k] in ("nobody", "none", "nothing") or (data["class"] == "deny" and _pointing(s, start, end))):
        return []  # “rejected the allegation”: see `en.statement.same-content`
    return cut(s, rule, m, start, end, source, who, via, code)






def cut(s: Scan, rule: str, m: Match, start: int, end: int, source: Range | None, who: Who, via: list[Range], code: str | None) -> list[Attribution]:
    """The content that starts at a token, cut where it ends and at "and that"."""
    q = s.opening.get(start)
    if q is not None and q.words >= 3 and closed_off(s, q.close):
        return [made(rule, m, (start, q.close), source, who, via, code)]
    if start >= end:
        return []
    if source is not None:
        end = main_clause(s, source[0], start, end)
    stop = s.clause_end(start, end, phrase=rule == NOUN or (rule == QUOTE and q is not None and q.words <= 4))
    out = [made(rule, m, (start, stop), source, who, via, code)]
    semi = next((k for k in range(start + 2, stop - 2) if s.norms[k] == ";" and s.quote_of[k] is None), None)
    if semi is not None and (rule == NOUN or any(s.verb(k) is not None for k in range(semi + 1, min(stop, semi + 12)))):
        return [made(rule, m, (start, semi), source, who, via, code)]
    if semi is not None and not any(s.norms[k] in _POINTING for k in range(semi + 1, stop)):  # “…; two nurses died there”: said on its own
        return [made(rule, m, (start, semi), source, who, via, code), made(rule, m, (semi + 1, stop), source, who, via, code)]
    for k in range(start + 2, stop - 2):
        if s.norms[k] == "and" and s.norms[k + 1] == "that" and (s.norms[start - 1] == "that" or start == m.last):
            out = [made(rule, m, (start, k), source, who, via, code), made(rule, m, (k + 2, stop), source, who, via, code)]
            break
    return out




def _late(s: Scan, take: list[str], k: int, end: int) -> int | None:
    """“grumbles, for his part, that C”: where content begins after an adverbial; without “that” only where the verb may do without it."""
    late = late_start(s, k, end)
    return late if late is not None and ("bare" in take or ("that" in take and s.norms[late - 1] == "that")) else None


def _passive(s: Scan, m: Match, i: int, end: int) -> bool:
    """“The rupture, proclaimed on state television by the spokesman, rests on …”: a participle with its doer behind it, set off by commas."""
    if m.data.get("t") not in ("past", "part") or i == 0 or s.norms[i - 1] not in COMMA or m.last >= end or s.norms[m.last] not in _PASSIVE:
        return False
    for k in range(m.last, min(end, m.last + 8)):
        if s.norms[k] == "by":
            return True
        if s.blank(k):
            break
    return False


def _no_noun(s: Scan, k: int, end: int) -> bool:
    """Whether an adverbial or a preposition stands where the noun phrase of a verb should; “at least ten” is none."""
    if s.norms[k] in ("of", "about", "for", "that", "if"):
        return True
    return s.norms[k] in ADVERBIAL and s.norms[k] != "a" and not (k + 1 < end and s.norms[k + 1] in ("least", "most"))


def _amount(s: Scan, k: int, end: int) -> bool:
    """Whether an amount begins at a token that could open an adverbial: “at least 11”, “about 40”, “as many as 90”."""
    if k + 1 >= end:
        return False
    pair = (s.norms[k], s.norms[k + 1])
    number = s.tokens[k + 1].kind == "number" or s.norms[k + 1] in _MANY
    return pair in _AMOUNTS or (s.norms[k] == "about" and number)


def _pointing(s: Scan, start: int, end: int) -> bool:
    """Whether a noun phrase only points to what somebody said: “rejected the allegation”."""
    first, last = s.trim(start, s.clause_end(start, end, phrase=True))
    return all(s.norms[x] in _CLAIMED for x in range(first, last))


def _claimed(s: Scan, k: int, end: int) -> int | None:
    """Where the clause begins in “dismissed as “baseless” reports that C”: what is denied is C."""
    for x in range(k, min(end - 3, k + 8)):
        if s.norms[x] in _CLAIMED_NOUNS and s.norms[x + 1] == "that":
            return x + 2
        if s.norms[x] == "that" or (s.verb(x) is not None and s.norms[x] not in _CLAIMED_NOUNS):
            return None
    return None


def _learned(s: Scan, m: Match, source: Range | None, code: str | None, k: int, end: int) -> list[Attribution]:
    """“The agency learned from two officials that C”: the officials speak, the agency passes it on."""
    stop = s.np_after(k, end)
    if stop <= k or stop >= end or s.norms[stop] != "that" or (source is None and code is None):
        return []
    via = [source] if source is not None and outletish(s, source) else []
    return cut(s, THAT, m, stop + 1, end, (k, stop), "named", via, None)


