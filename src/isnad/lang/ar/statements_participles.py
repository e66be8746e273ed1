"""Rules of Arabic attribution that start from a participle: «مؤكدا أن …» after the words of a speaker."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.statements_complements import complement, make, verb_allowed
from isnad.lang.ar.statements_content import content_ranges
from isnad.lang.ar.statements_objects import carries, object_like, preposition, skip
from isnad.lang.ar.statements_scan import DASH, Scan
from isnad.lang.ar.statements_subject import relative, subject
from isnad.lang.common.attribution import Attribution, Range, Who

PARTICIPLE = register("ar.statement.participle", "A participle of saying goes on with the words of the speaker before it: «مؤكدا أن …».")


def participle_rules(s: Scan, i: int, m: Match, before: list[Attribution]) -> list[Attribution]:
    """«مؤكدا أن …»، «واصفا ما جرى بأنه …»، «متحدثين عن …» after the words of a speaker.

    Args:
        s: the document.
        i: token of the participle.
        m: its match.
        before: attributions of the verbs before it.
    """
    data = m.entry.data
    if m.enclitic or not _adverbial_place(s, i, m):
        return []
    found = complement(s, m)
    content: list[Range] = []
    if found is not None and found.zone - m.last <= 10 and not ("whole" in data["take"] and found.zone > m.last):
        content = content_ranges(s, found.start, split=found.kind == "that", colon=found.kind == "quote")
    else:
        preps = list(data.get("prep", ()))
        j = skip(s, m.last, s.n)
        limit = min(s.sentence(i)[1], m.last + 8)
        if "whole" in data["take"] or ("np" in data["take"] and not preps):
            if j < s.n and (not s.blank(j) or j in s.opening):
                content = content_ranges(s, j, split=False, phrase="whole" not in data["take"])
        elif "np" in data["take"]:
            at, hit = preposition(s, j, limit, preps)
            if hit is not None and at == j:
                content = content_ranges(s, hit, split=False, phrase=True)
        needs = data.get("needs")
        if needs and content and not any(carries(s, k, needs) for k in range(*content[0])):
            return []
        if content and (content[0][1] - content[0][0] < 2 or not object_like(s, content[0][0])):
            return []
    source: Range | None = None
    a, _ = s.sentence(i)
    # «وعلّق فلان على … قائلا إن»: the subject is that of the verb before
    if m.entry.id == "ar.cue.qala" or not any(a <= b.cue[0] < i for b in before):
        verb = next((k for k in range(i - 1, max(a, i - 40) - 1, -1) if _told(s, k)), None)
        if verb is not None:
            source, _ = subject(s, verb, s.finite(verb) or m, i)
            if source is not None and source[1] > i:
                source = (source[0], i) if source[0] < i else None
            if source is not None and not any(x in s.heads or s.mention_of[x] >= 0 for x in range(*source)):
                source = None
    if source is None:
        source = _actor_between(s, i, a, before)
    who: Who = "named" if source else "running"
    return [make(PARTICIPLE, m, (m.first, m.last), r, source, who, [], person=m.data.get("p")) for r in content]


def _actor_between(s: Scan, i: int, a: int, before: list[Attribution]) -> Range | None:
    """«قال فلان إن …، فيما زار المدعي فلان السجن، متعهدا بـ…»: somebody who acts between the last words said and the participle."""
    ends = [b.content[1] for b in before if a <= b.cue[0] < i and b.content[1] <= i]
    if not ends or i - max(ends) <= 4 or not s.blank(i - 1):
        return None
    for x in range(max(ends), i):
        k = s.mention_of[x]
        if k >= 0 and s.mention_ranges[k][0] >= max(ends) and s.mentions[k].kind in ("person", "official"):
            first = s.mention_ranges[k][0]
            while first - 1 > max(ends) and first - 1 in s.heads:
                first -= 1
            return (first, s.mention_ranges[k][1])
    return None


def _told(s: Scan, k: int) -> bool:
    """Whether the verb at `k` can be the one whose subject goes on speaking."""
    m = s.finite(k)
    return m is not None and not relative(s, k - 1) and verb_allowed(s, k, m)


def _adverbial_place(s: Scan, i: int, m: Match) -> bool:
    """Whether the participle stands as an adverb: after a comma or a mark, after a speaker, or with «و» before it."""
    a, _ = s.sentence(i)
    if i == a:
        return bool(m.proclitics)
    if s.blank(i - 1) or m.proclitics or s.norms[i - 1] in DASH:
        return True
    if any(s.finite(k) for k in range(max(a, i - 10), i)):
        return True
    return m.data.get("p") == "ms" and s.raw(i).endswith(("ا", "اً", "ًا"))
