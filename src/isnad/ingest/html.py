"""HTML → main text: what a reader of the page would call the report, without menus, related links and comments.

A cascade: trafilatura's main text; else the blocks of the page that are not menus; else all text. Its result is put on
lines by this module, one block a line, so that no marks of Markdown stand in a stored text.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import lxml.etree
import lxml.html

from isnad.errors import Diagnostic
from isnad.ingest import charset, markup, pagemeta
from isnad.ingest.codes import doubt, refuse
from isnad.ingest.datelines import find_date, strip_date
from isnad.ingest.extracted import Extracted
from isnad.ingest.furniture import ends_report, fold_line, is_furniture, links_on
from isnad.ingest.limits import IngestSettings

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it says on standard error what we say in diagnostics

_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_LARGE = 64 * 1024  # bytes from which a page is looked at before it is parsed
_ATTRIBUTES = 2_000  # more in one tag no page has, and the parser's time grows with their square
_ELEMENTS, _LINKS = 30_000, 4_000  # beyond these trafilatura takes many seconds
_DEPTH = 250  # the parser gives up at 256
_LEAST = 25  # letters that a main text has at least
_OUTSIDE_NAMES = (
    "script style noscript template nav footer aside form button select option iframe object svg math head textarea figcaption"
)
_OUTSIDE = frozenset(_OUTSIDE_NAMES.split())
_CELL = 250  # characters in a cell that make a table one of layout
_ADDRESS = re.compile(r"(?:[^\W\d]+\s+){0,2}[^\W\d]*\s*:?\s*https?://\S+")
_NOT_BODY = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|sidebar|widget|related|menu|navbar|breadcrumbs?|share|sharing|social|footer|cookie|newsletter|tags|pager)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


def main_text(
    data: bytes, declared: str | None, address: str, limits: IngestSettings, *, url: str | None = None, page: bool = True
) -> Extracted:
    """The main text of a page and what the page says of itself.

    Args:
        data: the page's bytes.
        declared: character set of the HTTP header or MIME part.
        address: for diagnostics.
        limits: bounds.
        url: where the page was got.
        page: False for the HTML part of a mail, which has no menus.

    Raises:
        InputError: no text.
    """
    decoded = charset.decode(data, declared or _declared(data), address)
    text = decoded.text.replace("\x00", "")
    notes = list(decoded.diagnostics)
    tree = _tree(text)
    if tree is None:
        body = [line for line in markup.lines(text) if not is_furniture(fold_line(line))]
        notes.append(doubt("ingest.html-deep", address))
        meta = pagemeta.PageMeta()
    else:
        flat = blocks(tree)
        meta = pagemeta.read(tree, flat, text[:4096], url)
        body = _main(tree, flat, meta.title, page, address, notes)
    body = _trimmed(body, meta) if page else body
    if meta.title and not any(_same(meta.title, line) for line in body[:4]) and body:
        body.insert(0, meta.title)
    out = "\n".join(body)
    if len(out) > limits.max_text:
        raise refuse("ingest.too-long", address, size=len(out), limit=limits.max_text)
    if not any(c.isalpha() for c in out) or (len(body) == 1 and meta.title == body[0]):
        raise refuse("ingest.html-empty", address)
    return Extracted(
        out, "text/html", decoded.charset, "html", meta.title, meta.author, meta.outlet, meta.published, meta.url or url, meta.lang,
        diagnostics=tuple(notes),
    )  # fmt: skip


def _declared(data: bytes) -> str | None:
    """The character set that the page's own head declares."""
    m = _XML.match(data[:300]) or _META.search(data[:8192])
    return m.group(1).decode("ascii") if m else None


def _tree(text: str) -> Any:
    """The parsed page, or None where it is too deep or odd for the parser."""
    if len(text) > _LARGE and markup.most_attributes(text) > _ATTRIBUTES:
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None
    depth = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH:
            return None
    return tree


def _main(tree: Any, flat: list[tuple[str, float]], title: str | None, page: bool, address: str, notes: list[Diagnostic]) -> list[str]:
    """The lines of the main text, by the first of the ways that gives any."""
    elements = sum(1 for _ in tree.iter())
    if elements <= _ELEMENTS and sum(1 for _ in tree.iter("a")) <= _LINKS:
        _unlay(tree)
        _prune(tree)
        found = _trafilatura(tree)
        if sum(c.isalpha() for line in found for c in line) >= _LEAST:
            return [*_lead(found, flat, title), *found]
    kept = [line for line, links in flat if links < 0.5]
    if page and kept:
        notes.append(doubt("ingest.html-fallback", address))
    return kept or ([] if page else [line for line, _ in flat])


def _trafilatura(tree: Any) -> list[str]:
    from trafilatura import bare_extraction

    try:
        # neither metadata (its date would look at the clock) nor comments; precision, since a menu read as news is worse than a lost caption
        found = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, lxml.etree.LxmlError):
        return []
    body = getattr(found, "body", None)
    return _lines(body) if body is not None else []


def _lines(body: Any) -> list[str]:
    """Trafilatura's tree on lines: one for each paragraph, heading, list item and table row."""
    out: list[str] = []
    for element in body.iter("p", "head", "item", "quote", "row", "code", "ab", "fw", "list", "div"):
        if element.tag == "row":
            cells = [" ".join("".join(cell.itertext()).split()) for cell in element.iter("cell")]
            out.append("\t".join(c for c in cells if c))
        elif not any(a.tag == "row" for a in element.iterancestors()):
            out.extend(_own(element))
    return [line for line in out if line]


_INNER = frozenset({"p", "head", "item", "quote", "row", "code", "ab", "fw", "list", "table", "cell", "div"})


def _own(element: Any) -> list[str]:
    """The text of an element without that of the blocks inside it, cut at its line breaks."""
    parts: list[str] = [element.text or ""]

    def walk(node: Any) -> None:
        for child in node:
            if child.tag == "lb" or child.tag in _INNER:
                parts.append("\n")
            else:
                parts.append(child.text or "")
                walk(child)
            parts.append(child.tail or "")

    walk(element)
    return [" ".join(line.split()) for line in "".join(parts).split("\n")]


def _unlay(tree: Any) -> None:
    """Make tables that only lay out the page into plain blocks, as old news sites have them; tables of data stay."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td"))
        laid = any(True for c in table.iter("table") if c is not table) or any(len(c.text_content()) > _CELL for c in cells)
        if laid:
            for part in table.iter("table", "tbody", "thead", "tr", "td", "th"):
                if part is table or not any(a is not table and a.tag == "table" for a in part.iterancestors("table")):
                    part.tag = "div"


def _prune(tree: Any) -> None:
    """Take out boxes that begin with a heading such as «مواضيع ذات صلة» or "Leave a reply", and lists of links right behind such a heading."""
    short = (e for e in tree.iter() if isinstance(e.tag, str) and e.text and len(e.text) <= 80 and e.text.strip())
    found = [e for e in short if ends_report(fold_line(e.text))]
    for element in found[:100]:
        box = element
        while (parent := box.getparent()) is not None and parent.tag not in ("body", "html", "main", "article") and _begins(parent, box):
            box = parent
        if box.getparent() is None or box.tag in ("body", "html", "main", "article"):
            continue
        for behind in list(box.itersiblings()) if len(" ".join(box.text_content().split())) <= 80 else []:
            if behind.tag not in ("ul", "ol", "nav", "form"):
                break
            behind.drop_tree()
        box.drop_tree()


def _begins(parent: Any, child: Any) -> bool:
    """Whether a child's text is the first in its parent."""
    before = child.itersiblings(preceding=True)
    return not (parent.text or "").strip() and not any(s.xpath("normalize-space(string())") or (s.tail or "").strip() for s in before)


def _lead(found: list[str], flat: list[tuple[str, float]], title: str | None) -> list[str]:
    """Sentences between the headline and the first line that was found: trafilatura takes a lead in bold for no paragraph."""
    keys = [fold_line(line) for line, _ in flat[:200]]
    first = next((line for line in found if title is None or not _same(line, title)), None)
    if title is None or first is None or fold_line(title) not in keys or fold_line(first) not in keys:
        return []
    start, end = keys.index(fold_line(title)) + 1, keys.index(fold_line(first))
    between = zip(flat[start:end], keys[start:end], strict=True)
    kept = [line for (line, links), key in between if links < 0.2 and len(line.split()) >= 8 and not is_furniture(key)]
    return [line for line in kept if line not in found][:3] if end - start <= 12 else []


def blocks(tree: Any) -> list[tuple[str, float]]:
    """Every block of text outside menus, forms and footers, with the share of its letters that are links."""
    out: list[tuple[str, float]] = []
    parts: list[str] = []
    linked = 0

    def close() -> None:
        nonlocal linked
        line = " ".join("".join(parts).split())
        if line:
            out.append((line, linked / len(line)))
        parts.clear()
        linked = 0

    skip: Any = None
    links = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip is None and _is_outside(element, tag):
                skip = element
            if skip is not None:
                continue
            links += tag == "a"
            if tag in markup.BLOCKS:
                close()
            text = element.text or ""
        else:
            inside = skip
            if element is skip:
                skip = None
            if skip is not None:
                continue
            if inside is None:
                links -= tag == "a"
                if tag in markup.BLOCKS:
                    close()
            text = element.tail or ""
        parts.append(text)
        if links:
            linked += len(" ".join(text.split()))
    close()
    return out


def _is_outside(element: Any, tag: str) -> bool:
    """Whether an element is no part of any report, by its kind or by what its class or id calls it."""
    if tag in _OUTSIDE or tag in ("html", "body", "main", "article"):
        return tag in _OUTSIDE
    return _NOT_BODY.search(f"{element.get('class', '')} {element.get('id', '')}"[:300]) is not None


def _same(a: str, b: str) -> bool:
    return fold_line(a).strip(" .:-|") == fold_line(b).strip(" .:-|")


def _trimmed(lines: list[str], meta: pagemeta.PageMeta) -> list[str]:
    """The lines without date lines, bylines and menu words above the report, and from related links or comments on."""
    out: list[str] = []
    for i, line in enumerate(lines):
        short = len(line) <= 120
        folded = fold_line(line) if short else ""
        if short and (links_on(folded) or (i and _ADDRESS.fullmatch(line))):
            continue
        if short and ends_report(folded):
            if 3 * i >= len(lines) and len(lines) - i <= 12:
                break  # what follows is links, comments, rights
            continue
        byline = meta.author is not None and len(line.split()) < 8 and meta.author in line
        if short and len(out) < 4 and (is_furniture(folded) or _only_date(folded) or byline):
            continue
        out.append(line)
    return out


def _only_date(folded: str) -> bool:
    dated = find_date(folded, "ar")
    return dated is not None and len(strip_date(folded, dated)) <= 1
