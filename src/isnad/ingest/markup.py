"""HTML without a tree: tags cut away in one pass, for pages that are too deep or too odd for a parser.

Every step goes forward only, so that time is linear in the length whatever the page holds. (The standard library's and libxml2's
parsers are quadratic for some: 100,000 attributes in one tag take them two minutes.)
"""

from __future__ import annotations

import html
import re

_OPEN = re.compile(r"<(?:(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9:-]*)|(?P<comment>!--)|(?P<other>[!?]))")
# The rest of a tag; possessive, so that a quotation mark without its partner is not tried twice.
_REST = re.compile(r"(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+")
_RAW = frozenset(["script", "style", "noscript", "template", "textarea", "select", "svg", "iframe", "object", "title"])
_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th "
    "thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())


def lines(page: str) -> list[str]:
    """The text of a page, one line for each block, without scripts and styles."""
    return [line for line in (" ".join(part.split()) for part in html.unescape(_strip(page)[0]).split("\n")) if line]


def most_attributes(page: str) -> int:
    """At least as many attributes as the tag with the most has."""
    return _strip(page)[1]


def _strip(page: str) -> tuple[str, int]:
    out: list[str] = []
    most = at = 0
    n = len(page)
    no_comment_end = no_quote = False
    unclosed: set[str] = set()
    while (m := _OPEN.search(page, at)) is not None:
        out.append(page[at : m.start()].replace("\n", " ").replace("\r", " "))
        at = m.end()
        if m["comment"]:
            end = -1 if no_comment_end else page.find("-->", at)
            no_comment_end = end < 0
            at = end + 3 if end >= 0 else at
            continue
        rest = _REST.match(page, at)
        end = rest.end() if rest and not no_quote else page.find(">", at)
        if end < 0 or end >= n:
            break
        if page[end] != ">":  # a mark without partner: up to the next end of a tag
            no_quote = no_quote or page.find(page[end], end + 1) < 0
            end = page.find(">", end)
            if end < 0:
                break
        most = max(most, _attributes(page[at:end]))
        at = end + 1
        name = (m["name"] or "").lower()
        if name in BLOCKS:
            out.append("\n")
        if name in _RAW and not m["close"] and page[end - 1] != "/" and name not in unclosed:
            closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(page, at)
            if closing is None:
                if name in ("script", "style"):
                    break
                unclosed.add(name)
            else:
                at = closing.start()
    else:
        out.append(page[at:].replace("\n", " ").replace("\r", " "))
    return "".join(out), most


def _attributes(body: str) -> int:
    return max(body.count("="), len(body.split())) if len(body) > 1000 else 0
