"""Claims that the text itself ties: «انسحب بعد أن قصف», «أفرج عنهم مقابل هدنة», "withdrew in return for a truce"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import cast

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.tables import table
from isnad.model.records import ClaimLink, LinkKind, Made

TIED = register("claim.link.tied", "A word like «بعد أن» or «مقابل» between two happenings ties the one before it to the one it governs.")
LED = register("claim.link.led", "A tying word that opens its sentence ties the happening after the comma to the one it governs.")
_COMMAS = frozenset({"،", ","})
_AGENT = frozenset({"من", "ومن"})  # «من قبل» brings in a doer
_THAT = frozenset({"ان", "انه", "انها", "انهم", "بان"})
_BARE = 4  # reach of a bare preposition
Form = tuple[tuple[str, ...], str, LinkKind, int]


@cache
def _forms(lang: str) -> dict[str, list[Form]]:
    """The tying words of a language by their first word, longest first."""
    out: dict[str, list[Form]] = {}
    for entry in table(lang, "claim_links")["entries"]:
        for form in entry["forms"]:
            words = tuple(form.split())
            out.setdefault(words[0], []).append((words, entry["id"], cast("LinkKind", entry["kind"]), entry["reach"]))
    for found in out.values():
        found.sort(key=lambda f: (-len(f[0]), f[0]))
    return out


def read_links(sheet: Sheet) -> list[ClaimLink]:
    """The pairs of claims that the text ties, in order of the tying words.

    Args:
        sheet: the sheet; its claims must be read, in order of their triggers.

    Returns:
        Links by position in `sheet.claims`; none in a language without tying words.
    """
    if sheet.doc.lang not in ("ar", "en") or len(sheet.claims) < 2:
        return []
    doc, norms = sheet.doc, sheet.doc.norms
    forms = _forms(doc.lang)
    firsts = [doc.tokens_in(c.trigger)[0] for c in sheet.claims]
    lasts = [doc.tokens_in(c.trigger)[1] for c in sheet.claims]
    out: list[ClaimLink] = []
    busy = -1
    for i in range(len(norms)):
        if i < busy:
            continue
        form = _at(forms, norms, i, arabic=doc.lang == "ar")
        if form is None or "آ" in doc.text[doc.tokens[i].start : doc.tokens[i].start + 2]:
            continue  # «آثر» is not «إثر»
        entry, kind, reach, end = form
        busy = end
        pair = _pair(sheet, firsts, lasts, (i, end, reach))
        if pair is not None:
            first, second, rule = pair
            span = doc.span(i, end)
            out.append(ClaimLink(span, kind, first, second, Made(rule, (entry,), (span,))))
    return out


def _at(forms: dict[str, list[Form]], norms: list[str], i: int, *, arabic: bool) -> tuple[str, LinkKind, int, int] | None:
    """The tying words that begin at a token, with one past their last token."""
    norm = norms[i]
    found = forms.get(norm) or (forms.get(norm[1:]) if arabic and norm[:1] in ("و", "ف") and len(norm) > 3 else None)
    for words, entry, kind, reach in found or ():
        written = words[-1] == "ل" and len(words) > 1  # the particle is written onto the next word
        whole = len(words) - (1 if written else 0)
        if i + whole >= len(norms) or any(norms[i + k] != words[k] for k in range(1, whole)):
            continue
        if written and not norms[i + whole].startswith("ل"):
            continue
        if words[0] == "قبل" and i > 0 and norms[i - 1] in _AGENT:
            return None
        if words[0] == "فيما" and norms[i + 1] == "بعد":
            return entry, kind, 0, i + 2  # «فيما بعد» is "later" and ties nothing
        return entry, kind, reach, i + whole
    return None


def _pair(sheet: Sheet, firsts: list[int], lasts: list[int], at: tuple[int, int, int]) -> tuple[int, int, str] | None:
    """Positions of the claim that hangs on another, and of that other, around tying words."""
    doc = sheet.doc
    start, end, reach = at
    a, b = doc.sentence_of(start)
    k = bisect_left(firsts, end)
    if k >= len(firsts) or firsts[k] >= min(b, end + reach):
        return None
    if reach <= _BARE and any(doc.norms[j] in _THAT for j in range(end, firsts[k])):
        return None  # «بعد يومين أن …»
    before = bisect_right(firsts, start - 1) - 1
    if before >= 0 and firsts[before] >= a and lasts[before] <= start:
        return before, k, TIED
    if any(doc.tokens[j].kind == "word" for j in range(a, start - 1)):
        return None  # something else stands before it in its sentence
    for n in range(k + 1, len(firsts)):
        if firsts[n] >= b:
            return None
        if any(doc.norms[j] in _COMMAS for j in range(lasts[k], firsts[n])):
            return n, k, LED
    return None
