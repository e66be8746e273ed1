"""A put-together dossier as one page that needs no network, and the page read back."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import count

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from isnad import __version__
from isnad.show.dossier.paper import Paper
from isnad.show.dossier.readback import Found
from isnad.show.labels import label


def write_html(paper: Paper) -> bytes:
    """The page."""
    environment = Environment(
        loader=PackageLoader("isnad.show.dossier"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    seen: set[int] = set()
    figure = count(1)

    def anchor(n: int) -> Markup:
        """The mark that a footnote leads back to: at the first place where it stands."""
        if n in seen:
            return Markup("")
        seen.add(n)
        return Markup(' id="ref-{}"').format(n)

    def svg(n: int) -> Markup:
        """A figure, its classes kept from those of the others."""
        name = f"figure-{next(figure)}"
        picture = paper.figures[n].svg.replace("<svg ", f'<svg id="{name}" ', 1)
        head, mark, rest = picture.partition("<style>")
        style, end, tail = rest.partition("</style>")
        rules = "}".join(f"#{name} {rule}" if rule.strip() else rule for rule in style.split("}"))
        return Markup(head + mark + rules + end + tail)

    page = environment.get_template("paper.html.j2").render(
        paper=paper, lang=paper.lang, dir="rtl" if paper.lang == "ar" else "ltr", t=lambda key: label(key, paper.lang), svg=svg, anchor=anchor,
        css=Markup(environment.get_template("paper.css").render()), version=__version__,
    )  # fmt: skip
    return page.encode("utf-8")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Found([], [], [])
        self._quote: tuple[int, list[str]] | None = None
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "q" and known.get("data-n"):
            self._quote = (int(known["data-n"] or 0), [])
        elif tag == "a" and (known.get("href") or "").startswith("#fn-"):
            self.found.refs.append(int((known["href"] or "")[4:]))
        elif tag == "style":
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "q" and self._quote:
            self.found.quotes.append((self._quote[0], "".join(self._quote[1])))
            self._quote = None
        elif tag == "style":
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.texts.append(data)
        if self._quote:
            self._quote[1].append(data)


def read_html(data: bytes) -> Found:
    """What stands in a page: its quotations, the references to footnotes, all its text."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    return reader.found
