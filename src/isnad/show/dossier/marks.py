"""A report's text with numbered quotations marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from isnad.errors import AnchorError
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.show.protect import piece as clear


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered quotation: footnote number, the report it stands in, and the span."""

    number: int
    report: str
    span: Span


@dataclass(slots=True)
class Notes:
    """Hands out footnote numbers; the same words in the same report get the same number."""

    notes: list[Note] = field(default_factory=list)
    cores: dict[str, set[Span]] = field(default_factory=dict)
    _known: dict[tuple[str, Span], Note] = field(default_factory=dict)

    def note(self, report: Report, span: Span, core: Span | None = None) -> Note:
        """The footnote for a quotation.

        Args:
            report: the report.
            span: the quotation.
            core: the words in it that matter most; they are set in bold in the report's text.

        Raises:
            AnchorError: the span does not lie inside the stored text (`dossier.anchor`).
        """
        if not 0 <= span.start < span.end <= len(report.text):
            raise AnchorError(
                "dossier.anchor", f"a quotation at {span.start}–{span.end} does not lie in the stored text",
                file=report.name, remedy="read the case again with `isnad read`, then export",
            )  # fmt: skip
        key = (report.id, span)
        if key not in self._known:
            self._known[key] = Note(len(self.notes) + 1, report.id, span)
            self.notes.append(self._known[key])
        if core is not None:
            self.cores.setdefault(report.id, set()).add(core)
        return self._known[key]


def marked(report: Report, notes: list[Note], cores: Iterable[Span] = (), covered: Sequence[Span] = ()) -> Markup:
    """The whole stored text, as HTML, with each note's span in `<mark>`.

    Marks nest where spans nest; a span that crosses another is cut, each piece carrying the note's number in `data-n`, so that
    the pieces of a number, joined, are the quotation.
    """
    text = report.text
    bold = sorted(cores)
    points = sorted({0, len(text), *(p for n in notes for p in n.span), *(p for c in bold for p in c), *(p for c in covered for p in c)})
    spans = sorted(notes, key=lambda n: (n.span.start, -n.span.end, n.number))
    out: list[str] = []
    opened: set[int] = set()
    waiting = 0
    active: list[Note] = []
    for a, b in pairwise(points):
        while waiting < len(spans) and spans[waiting].span.start <= a:
            active.append(spans[waiting])
            waiting += 1
        active = [n for n in active if n.span.end > a]
        piece = str(escape(clear(text, covered, a, b)))
        if not active:
            out.append(piece)
            continue
        while bold and bold[0].end <= a:
            bold.pop(0)
        if bold and bold[0].start <= a and b <= bold[0].end:
            piece = f"<b>{piece}</b>"
        numbers = " ".join(str(n.number) for n in active)
        first = [n for n in active if n.number not in opened]
        anchors = "".join(f'<a class="n" id="q{n.number}" href="#f{n.number}">{n.number}</a>' for n in first)
        opened.update(n.number for n in first)
        out.append(f'{anchors}<mark data-n="{numbers}" class="d{min(3, len(active))}">{piece}</mark>')
    return Markup("").join(Markup(p) for p in out)
