"""Rules of Arabic attribution for what is called baseless, made up, or not so, in the sentence that tells it."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.statements_content import content_ranges
from isnad.lang.ar.statements_objects import RUMOURED
from isnad.lang.ar.statements_scan import COMMA, Scan
from isnad.lang.common.attribution import Attribution, Range, Who
from isnad.lang.common.blocks import Blocks
from isnad.text.fold import fold

_FAR = 60  # tokens back to the verb of saying
BASELESS = register("ar.statement.baseless", "«وأضاف … ولا صحة لما أشيع من أن …»: who speaks in the sentence denies what is rumoured.")
MADE_UP = register("ar.statement.made-up", "«لفّق المعنيون قصة وساطة …»: who is said to have made up a story tells it, and who says so denies it.")
NOT_AS = register("ar.statement.not-as-claimed", "«هدفه كذا، وليس كذا، كما زعم فلان»: he claimed only what stands behind «وليس».")
_FORGED = tuple(fold(w) for w in ("فبرك", "لفق", "اختلق", "اخترع", "ابتدع"))
_BY = ("", "ت", "وا", "ا", "تا")
_FORGE = frozenset(c + w + e for c in ("", "و", "ف") for w in _FORGED for e in _BY)
_TALES = tuple(fold(w) for w in ("حكاية", "حكايات", "قصة", "قصص", "رواية", "روايات", "كذبة", "أكذوبة", "أسطورة", "ذريعة", "مزاعم"))
_STORY = frozenset(a + w for a in ("", "ال") for w in _TALES)
_SUBJECT = 9  # words from the verb to the story
_NOT_SO = frozenset({"وليس", "وليست", "لا", "ولا"})


def made_up_rules(s: Scan) -> list[Attribution]:
    """All stories that somebody is said to have made up."""
    return [a for i, norm in enumerate(s.norms) if norm in _FORGE for a in _made_up(s, i)]


def _made_up(s: Scan, i: int) -> list[Attribution]:
    b = s.sentence(i)[1]
    story = next((k for k in range(i + 1, min(b, i + _SUBJECT)) if s.norms[k] in _STORY), None)
    if story is None or story + 2 >= b or any(s.blank(k) for k in range(i + 1, story)):
        return []
    start = story + 1
    if s.norms[start] in ("عن", "حول") or s.that(start):
        start += 2 if s.norms[start] == "عن" and s.that(start + 1) else 1
    ranges = content_ranges(s, start, split=False, phrase=not s.that(start - 1))
    source = (i + 1, story) if story > i + 1 else None
    who: Who = "named" if source else "running"
    return [Attribution(MADE_UP, (), (i, i + 1), r, source, who, "assert", "claim", rank=1) for r in ranges[:1]]


def claimed_instead(s: Scan, lead: Range) -> Range | None:
    """What was claimed in «… هو كذا، وليس كذا، كما زعم فلان»: what stands behind the «وليس» of the clause before the cue, or None."""
    for k in range(lead[1] - 2, lead[0], -1):
        if s.norms[k] in _NOT_SO and s.norms[k - 1] in COMMA:
            return (k + 1, lead[1])
    return None


def baseless_rules(s: Scan) -> list[Attribution]:
    """All denials of this kind."""
    return [a for i, norm in enumerate(s.norms) if norm in ("صحه", "اساس") for a in _baseless(s, i)]


def _baseless(s: Scan, i: int) -> list[Attribution]:
    a, b = s.sentence(i)
    k = i + 1
    if i == a or s.norms[i] not in ("صحه", "اساس") or s.norms[i - 1] not in ("لا", "ولا", "الا") or k + 3 >= b:
        return []
    k += 2 if s.norms[k : k + 2] == ["من", "الصحه"] else 0
    if s.norms[k] != "لما" or s.norms[k + 1] not in RUMOURED:
        return []
    said = any(s.finite(x) is not None and x != k + 1 for x in range(max(a, i - _FAR), i))
    frm = next((x for x in range(k + 2, min(b, k + 8)) if s.norms[x] in ("من", "عن", "حول", "بشان")), None)
    if not said or frm is None or frm + 2 >= b or (s.norms[frm] == "من" and not s.that(frm + 1)):
        return []
    start = frm + 2 if s.that(frm + 1) else frm + 1
    ranges = content_ranges(s, start, split=False, phrase=start == frm + 1)
    return [Attribution(BASELESS, (), (i - 1, start), r, None, "running", "deny", "deny", rank=-1) for r in ranges[:1]]


def end_before_denials(s: Scan, found: list[Attribution]) -> None:
    """What somebody says ends where he goes on with «ولا صحة لما أشيع من أن …»."""
    denials = [a for a in found if a.rule == BASELESS]
    if not denials:
        return
    blocks: Blocks[Attribution] = Blocks()
    for b in found:
        blocks.add(*b.content, b)
    for a in denials:
        for b in blocks.near(*a.cue):
            if b is not a and a.cue[0] - b.content[0] >= 3 and a.cue[0] < b.content[1]:
                b.content = s.trim(b.content[0], a.cue[0])
