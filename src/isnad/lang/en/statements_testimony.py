"""A report that is one person's account, written down: every sentence of it is said by the person whom its preface names."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_scan import Scan
from isnad.model.records import Stance

TESTIMONY = register("en.statement.testimony", "A sentence of an account in the first person whose preface says who told or dictated it.")

_OPENS = (("what", "follows"), ("the", "following"), ("below",), ("this",), ("here",), ("these",), ("in",), ("as",))
_GIVEN = words_of("dictated told related recounted narrated given spoken recorded written")
_ACCOUNT = words_of("account testimony story statement recollections words diary deposition memories")
_OF_WHOM = frozenset({"by", "of", "from"})
_FIRST = words_of("i we me us my our mine ours myself ourselves")
_SHY = words_of("perhaps maybe possibly")
_NOTES = words_of("edited translated abridged interview transcript editors")
_HEAD = 5  # paragraphs among which the preface is looked for
_PREFACE = 80  # most tokens of its paragraph
_SPOKEN = 5  # words of the first person that an account holds at least


def testimony(s: Scan) -> list[Attribution]:
    """Every sentence of an account in the first person, by the source that the preface names.

    Args:
        s: the report laid open.
    """
    paragraphs = list(s.doc.paragraphs)
    for n, (a, b) in enumerate(paragraphs[:_HEAD]):
        told = _preface(s, a, min(b, a + _PREFACE))
        if told is None:
            continue
        rest = [(x, y) for x, y in paragraphs[n + 1 :] if not _note(s, x, y)]
        own = [sum(s.norms[k] in _FIRST for k in range(x, y)) for x, y in rest]
        if sum(own) < _SPOKEN or sum(c > 0 for c in own) * 2 < len(own):
            return []
        heads = [(x, y) for x, y in paragraphs[:n] if x in s.opening and s.opening[x].close >= y - 1 and s.opening[x].words >= 3]
        out = [_said(s, x, y, told) for x, y in heads]
        for x, y in rest:
            k = x
            while k < y:
                stop = min(s.sentence(k)[1], y)
                if stop - k >= 2:
                    out.append(_said(s, k, stop, told))
                k = max(stop, k + 1)
        return out
    return []


def _said(s: Scan, a: int, b: int, told: tuple[Range, Range]) -> Attribution:
    cue, source = told
    first = a + (s.norms[a].isdigit() and b - a > 3 and s.blank(a + 1)) * 2
    stance: Stance = "speculate" if s.norms[first] in _SHY else "assert"
    return Attribution(TESTIMONY, (), cue, (first, b), source, "named", stance, "account", mode="direct", rank=-2)


def _preface(s: Scan, a: int, b: int) -> tuple[Range, Range] | None:
    """Cue and source of “What follows was dictated to us by a nurse”, “This is the account of a driver”, “In the words of …”."""
    for first in range(a, b):
        last = s.sentence(first)[1]
        if first != s.start_of(first) or not any(tuple(s.norms[first : first + len(o)]) == o for o in _OPENS):
            continue
        for k in range(first + 1, min(last - 1, first + 12)):
            verb = s.norms[k] in _GIVEN
            if not verb and s.norms[k] not in _ACCOUNT:
                continue
            for x in range(k + 1, min(last - 1, k + 6)):
                if s.norms[x] in (_OF_WHOM if not verb else ("by",)):
                    stop = s.np_after(x + 1, last)
                    if stop > x + 1 and s.speaks((x + 1, stop)):
                        return (k, k + 1), (x + 1, stop)
                if s.blank(x):
                    break
    return None


def _note(s: Scan, a: int, b: int) -> bool:
    """Whether a paragraph at the foot is the makers' own: “The account was edited for length”."""
    return not any(s.norms[k] in _FIRST for k in range(a, b)) and any(s.norms[k] in _NOTES for k in range(a, b))
