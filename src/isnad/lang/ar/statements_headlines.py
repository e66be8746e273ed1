"""Rules of Arabic attribution that start from the shape of a headline or a ticker line."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.statements_content import opens_content, past, second_speaker
from isnad.lang.ar.statements_nouns import MEDIA_HEADS, head_is_media, noun_phrase, relays
from isnad.lang.ar.statements_scan import COLON, COMMA, DASH, SKIP_AFTER_VERB, Scan
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.wordsets import wordset

HEADLINE = register("ar.statement.headline", "A headline or bullet that names a speaker and, after a colon or before a dash, what he says.")

_TITLE_WORDS, _TICKER_WORDS = 26, 48
_IN = frozenset({"في", "من", "عن", "الي", "قرب"})
_BULLETS = frozenset({"•", "●", "▪", "*", "←", "■", "◾"})


def headline_rules(s: Scan) -> list[Attribution]:
    """«الصليب الأحمر: …» and «… - المرصد» on a short line without a full stop."""
    out: list[Attribution] = []
    for a, b in s.doc.paragraphs:
        first, ticker = ticker_start(s, a, b)
        if b - a > (_TICKER_WORDS if ticker else _TITLE_WORDS) or b - a < 4 or s.norms[b - 1] in (".",):
            continue
        if first + 2 < b and s.norms[first] in LABELS and s.norms[first + 1] in ("|", "/", COLON, *DASH):
            first += 2  # «حوار | فلان: …»
        if first + 1 < b and s.norms[first] in ASKERS and s.norms[first + 1] == COLON and (s.norms[first][:2] == "ال" or s.norms[b - 1] == "؟"):
            continue  # a question of an interview
        colon = next((k for k in range(first, min(b, first + 16)) if s.norms[k] == COLON and s.quote_of[k] is None), None)
        stop = b - 1 if colon is None else colon
        if any(s.finite(k) is not None and s.norms[k + 1] == COLON and s.norms[k - 1] not in _IN for k in range(first, stop)):
            continue
        if colon is not None and b - colon >= 4 and _names_speaker(s, first, colon, b):
            no = s.finite(b - 1)
            at = s.mention_ranges[s.mention_of[b - 2]][0] if no is not None and s.mention_of[b - 2] >= 0 else -1
            if at < 0 and no is not None and s.closing.get(b - 1) is not None:
                at = s.closing[b - 1].open
            if at > 0 and s.norms[at - 1] == "و":
                at -= 1
            denied = no is not None and no.entry.data["class"] == "deny" and at - colon >= 4 and s.norms[at][:1] == "و"
            content = s.trim(colon + 1, at if denied else b)
            if denied and no is not None:  # «المرصد: قتلى في قصف السوق.. والجيش ينفي»
                denier = (at + (s.norms[at] == "و"), b - 1)
                out.append(Attribution(HEADLINE, (no.entry.id,), (b - 1, b), content, denier, "named", "deny", "deny", rank=1))
            if content[1] - content[0] >= 3:
                source, via = _passed_on(s, first, colon, ticker=ticker)
                out.append(Attribution(HEADLINE, (), (colon, colon + 1), content, source, "named", via=via, rank=1))
            continue
        again = next((k for k in range(first + 3, b - 3) if s.norms[k] == COLON and s.quote_of[k] is None), None)
        start = next((k for k in range(max(first + 2, again - 7), again) if second_speaker(s, k, again)), None) if again is not None else None
        if again is not None and start is not None:  # «يدعو المجلس إلى هدنة، ودبلوماسيون: …»
            out.append(Attribution(HEADLINE, (), (again, again + 1), s.trim(again + 1, b), (start, again), "named", rank=1))
            continue
        denial = s.finite(b - 1)
        if denial is not None and denial.entry.data["class"] == "deny" and s.mention_of[b - 2] >= 0:
            at = s.mention_ranges[s.mention_of[b - 2]][0]
            topic = next((k + 1 for k in range(first, min(at, first + 4)) if s.norms[k] == COLON), first)
            if at - topic >= 3 and s.norms[at][:1] == "و":  # «ثلاثون قتيلا في غارة والتحالف ينفي»
                out.append(Attribution(HEADLINE, (denial.entry.id,), (b - 1, b), s.trim(topic, at), (at, b - 1), "named", "deny", "deny", rank=1))
                continue
        dash = next((k for k in range(b - 2, max(a, b - 7), -1) if s.norms[k] in DASH and s.tokens[k].start > s.tokens[k - 1].end), None)
        if dash is not None and dash - first >= 4 and s.tokens[b - 1].kind != "number" and _speaks(s, dash + 1, b) and not head_is_media(s, dash + 1):
            out.append(Attribution(HEADLINE, (), (dash, dash + 1), s.trim(first, dash), (dash + 1, b), "named", rank=1))
    return out


LABELS = wordset("ar", "labels")
ASKERS = wordset("ar", "interviewers")
_HEADS = MEDIA_HEADS | wordset("ar", "headline-speakers")


def ticker_start(s: Scan, a: int, b: int) -> tuple[int, bool]:
    """Past a bullet, a clock time («11:05») and «عاجل –» at the head of a line, and whether any stood there."""
    k = a
    while k < b and ((s.blank(k) and k not in s.opening) or s.tokens[k].kind == "number" or s.norms[k] in ("عاجل", "ت", "غ")):
        k += 1
    stamped = any(s.norms[x] == COLON or s.norms[x] in _BULLETS or s.norms[x] == "عاجل" for x in range(a, k))
    if not stamped:
        k = a
        while k < b and s.blank(k) and k not in s.opening:
            k += 1
    return k, stamped and k < b


def _passed_on(s: Scan, first: int, colon: int, *, ticker: bool) -> tuple[Range, list[Range]]:
    """«وكالة عن قناة عن مصدر: …»: the source and the outlets that quote it; «فلان لوكالة: …»: the same the other way round."""
    via: list[Range] = []
    start = first
    while head_is_media(s, start):
        frm = next((k for k in range(start + 1, colon - 1) if s.norms[k] in ("عن", "نقلا") and s.mention_of[k] < 0), None)
        if frm is None:
            break
        via.append((start, frm))
        start = frm + (2 if s.norms[frm] == "نقلا" else 1)
    if via and start < colon:
        return (start, colon), via
    end = noun_phrase(s, first, colon)
    told = relays(s, end, colon) if first < end < colon else []
    if not told and ticker and first < end == colon - 1 and s.norms[end][:2] == "لل" and s.heads.get(end) not in ("anonymous", "witness"):
        return (first, end), [(end, colon)]  # «شهود للجزيرة: …»
    if not told:
        return (first, colon), []
    known = [r for r in told if ticker or any(s.mention_of[k] >= 0 and s.mentions[s.mention_of[k]].entity for k in range(*r))]
    return (first, end), known  # of an outlet that nobody knows, «فلان لصحيفة كذا: …» is its own headline


def _names_speaker(s: Scan, first: int, colon: int, b: int) -> bool:
    """Whether what stands before a headline's colon speaks; an outlet's own name before a headline with a verb of saying does not."""
    if colon <= first or s.tokens[colon - 1].kind == "number" or s.finite(first) or not _speaks(s, first, colon):
        return False
    if any(s.norms[k] == "عن" for k in range(first + 1, colon - 1)):
        return True
    return not (head_is_media(s, first) and any(s.finite(k) and (k <= colon + 2 or opens_content(s, k)) for k in range(colon, b)))


def _whole(s: Scan, a: int, b: int) -> bool:
    """Whether one noun phrase without adverbs, or one and an outlet it spoke to, fills the words before the colon."""
    end = noun_phrase(s, a, b)
    told = end < b and (s.norms[end] in ("ل", "في", "عن", "من") or s.attached(end, "ل") or (s.norms[end] in COMMA and bool(s.heads.get(end + 1))))
    if not told and a in s.heads and end < b and past(s.norms[end]):
        told = any(s.attached(x, "ل") or s.norms[x] in ("في", "ل") for x in range(end + 1, b))  # «سائق نجا بنفسه في حديث بثته إذاعة: …»
    return (end >= b - 1 or told) and not any(s.norms[k] in SKIP_AFTER_VERB or s.norms[k] == "بين" for k in range(a, b))


def _speaks(s: Scan, a: int, b: int) -> bool:
    """Whether the words are a name or title that may speak."""
    if a >= b:
        return False
    k = s.mention_of[a]
    if k >= 0 and s.mentions[k].kind not in ("people",) and s.mention_ranges[k][1] >= b - 4:
        return True
    if head_is_media(s, a) and any(s.norms[x] == "عن" for x in range(a + 1, min(a + 4, b))):
        return True
    q = s.opening.get(a)
    if q is not None and q.close >= b - 2:
        return q.words <= 2 or s.mention_of[q.first] >= 0
    if s.heads.get(a) == "media" and k < 0 and s.norms[a][:2] == "ال" and b - a > 2:
        return False  # «الموقع الأثري بحاجة إلى ترميم: …»
    if s.heads.get(a) in ("official", "organisation", "media", "document", "anonymous", "witness") and _whole(s, a, b):
        return True
    return b - a <= 8 and any(c in _HEADS for _, c, _ in analyses(s.norms[a])) and not any(s.finite(k) for k in range(a + 1, b))
