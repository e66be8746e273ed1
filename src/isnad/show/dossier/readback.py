"""The last gate before a put-together dossier leaves: the finished file is read back and compared with the stored texts of its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isnad.errors import AnchorError
from isnad.show.dossier.paper import Foot, Paper, flat
from isnad.show.protect import Shield, piece

_REMEDY = "run `isnad verify CASE`; if it finds nothing, report this as a fault, and do not publish the file"


@dataclass(slots=True)
class Found:
    """What a finished file holds.

    Attributes:
        quotes: its quotations by footnote number.
        refs: the numbers of footnotes that its sentences refer to.
        texts: all its text, in pieces.
    """

    quotes: list[tuple[int, str]]
    refs: list[int]
    texts: list[str]


def wanted(paper: Paper) -> dict[int, str]:
    """What every footnote must say, made anew from the stored texts.

    Raises:
        AnchorError: a quotation does not lie in its text (`dossier.anchor`).
    """
    covered = {r: paper.shield.spans(text) for r, text in paper.texts.items()}
    out: dict[int, str] = {}
    for f in paper.feet:
        text = paper.texts[f.report]
        if not 0 <= f.span.start < f.span.end <= len(text):
            raise broken(f, "a quotation does not lie in the stored text")
        out[f.number] = flat(piece(text, covered[f.report], *f.span))
    return out


def hold(paper: Paper, found: Found) -> int:
    """Hold what was read back against what must stand there.

    Returns:
        How many quotations were compared.

    Raises:
        AnchorError: a quotation is missing or other than its report's words, or a sentence refers to no footnote (`dossier.anchor`); a protected
            name is left (`dossier.protect`).
    """
    want = wanted(paper)
    by_number = {f.number: f for f in paper.feet}
    for number, quote in found.quotes:
        if number not in want or " ".join(quote.split()) != want[number]:
            raise broken(by_number.get(number), f"footnote {number} is other than the words of its report: {quote[:60]!r}")
    for missing in sorted(set(want) - {n for n, _ in found.quotes}):
        raise broken(by_number[missing], f"footnote {missing} is missing")
    for lost in sorted(set(want) ^ set(found.refs)):
        raise broken(by_number.get(lost), f"footnote {lost} is referred to by no sentence, or does not exist")
    hold_protected(paper.shield, found.texts)
    return len(found.quotes)


def hold_protected(shield: Shield, texts: Sequence[str]) -> None:
    """Look for protected names in what was read back.

    Raises:
        AnchorError: one is left (`dossier.protect`).
    """
    if shield and shield.spans(" ".join(texts)):
        raise AnchorError("dossier.protect", "a protected name is left in the file", remedy="report this as a fault; do not publish the file")


def broken(foot: Foot | None, why: str) -> AnchorError:
    """The error for a file that does not hold."""
    return AnchorError("dossier.anchor", why, file=foot.report if foot else None, remedy=_REMEDY)
