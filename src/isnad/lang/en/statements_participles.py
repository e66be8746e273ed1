"""Rules of English attribution: all verbs, by their shape; participles and “quoted as saying”."""

from __future__ import annotations

from dataclasses import replace

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.scan import COLON, COMMA
from isnad.lang.en.statements_parts import past_hearer
from isnad.lang.en.statements_scan import Scan
from isnad.lang.en.statements_subjects import ADVERBIAL, NEGATION
from isnad.lang.en.statements_verbs import cut, finite_rules

PARTICIPLE = register("en.statement.participle", "A participle goes on with the words of the speaker before it: “, adding that …”.")
PROGRESSIVE = register("en.statement.progressive", "“was speaking of C”, “are warning of C”: a form of be and a participle with its noun phrase.")
RELAY = register("en.statement.relay", "“X quoted Y as saying …”: Y speaks, X passes it on.")


def verb_rules(s: Scan) -> list[Attribution]:
    """All attributions whose cue is a verb."""
    out: list[Attribution] = []
    for i in sorted(s.cues):
        m = s.verb(i)
        negated = any(s.norms[k] in NEGATION and s.mention_of[k] < 0 for k in range(max(0, i - 2), i))
        if m is None or (negated and s.norms[i - 1] not in COMMA):
            continue
        data = m.entry.data
        if data["class"] == "publish":
            continue
        said = "that" in data["take"] and m.last < s.n and s.norms[m.last] == "that"
        if m.entry.id == "en.cue.quoted-as-saying":
            out.extend(_quoted(s, i, m))
        elif m.data.get("t") == "ing" and s.norms[i - 1] in ("is", "are", "was", "were") and ("np" in data["take"] or said) and i > 1:
            source, code, _ = s.subject_before(i)  # “a spokesman was speaking of 80”, “he was sobbing that C”
            if ((source is not None and s.speaks(source)) or code) and m.last < s.end_of(i) and not s.blank(m.last):
                out.extend(cut(s, PROGRESSIVE, m, m.last + said, s.end_of(i), source, "named" if source else "running", [], code))
        elif m.data.get("t") == "ing":
            out.extend(_participle(s, i, m))
        else:
            out.extend(finite_rules(s, i, m))
    return out


def _participle(s: Scan, i: int, m: Match) -> list[Attribution]:
    """“, adding that C”, “saying C”."""
    data = m.entry.data
    if i == 0 or s.norms[i - 1] in ("is", "are", "was", "were", "been", "be", "keep", "of", "by", "for", "in", "without", "from"):
        return []
    end = s.end_of(i)
    k = m.last
    if data.get("hearer"):
        k, _ = past_hearer(s, k, end)
    if k >= end:
        return []
    take = data["take"]
    if s.norms[k] == "that" and "that" in take:
        return cut(s, PARTICIPLE, m, k + 1, end, None, "running", [], None)
    if s.norms[k] in COMMA and k + 1 in s.opening:
        k += 1
    if k in s.opening and "quote" in take:
        return cut(s, PARTICIPLE, m, k, end, None, "running", [], None)
    if s.norms[k] == COLON and k + 1 < s.n and "quote" in take:
        return cut(s, PARTICIPLE, m, k + 1, s.end_of(k + 1), None, "running", [], None)
    after_comma = s.norms[i - 1] in COMMA or s.norms[i - 1] in ("and", "while")
    if not after_comma:
        return []
    clause = "bare" in take and m.entry.id != "en.cue.add"
    noun = "np" in take and data["class"] not in ("judge", "cite")
    if clause or noun or ("to" in take and s.norms[k] == "to"):
        if s.blank(k) or s.norms[k] in ADVERBIAL:
            return []
        if data["class"] in ("deny", "doubt") and any(s.mention_of[x] >= 0 or x in s.heads for x in range(k, min(end, k + 3))):
            return []  # “contradicting the daily”: no content
        if not clause:
            end = s.clause_end(k, end, phrase=True)
        return cut(s, PARTICIPLE, m, k, end, None, "running", [], None)
    return []


def _quoted(s: Scan, i: int, m: Match) -> list[Attribution]:
    """X quoted Y as saying (that) C; Y was quoted by X as saying C."""
    a = s.start_of(i)
    end = s.end_of(i)
    verb = next((k for k in range(i - 1, max(a, i - 24) - 1, -1) if s.norms[k] in ("quoted", "quotes", "quoting", "cited", "cites", "citing")), None)
    if verb is None:
        return []
    start = m.last + 1 if m.last < end and s.norms[m.last] == "that" else m.last
    if start >= end:
        return []
    via: list[Range] = []
    if s.norms[verb - 1] in ("was", "were", "been", "is", "are") if verb > 0 else False:
        source, code, _ = s.subject_before(verb)
        if verb + 1 < i and s.norms[verb + 1] == "by":
            via = [(verb + 2, i)]
    else:
        outlet, _, _ = s.subject_before(verb)
        via = [outlet] if outlet is not None else []
        source, code = ((verb + 1, i), None) if verb + 1 < i else (None, None)
    who: Who = "named" if source else "running"
    parts = cut(s, RELAY, m, start, end, source, who, via, code)
    return [replace(a, entries=(*a.entries, "en.cue.quote"), cue=(verb, m.last), verb_class="relay", via=list(via), rank=2) for a in parts]
