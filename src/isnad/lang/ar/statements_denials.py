"""Rules of Arabic attribution for what a speaker calls baseless in the middle of what he says."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.statements_content import content_ranges
from isnad.lang.ar.statements_objects import RUMOURED
from isnad.lang.ar.statements_scan import Scan
from isnad.lang.common.attribution import Attribution
from isnad.lang.common.blocks import Blocks

_FAR = 60  # tokens back to the verb of saying
BASELESS = register("ar.statement.baseless", "«وأضاف … ولا صحة لما أشيع من أن …»: who speaks in the sentence denies what is rumoured.")


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
