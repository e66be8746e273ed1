"""What a web page says of itself: headline, outlet, writer, date, address.

From the most exact to the least: JSON-LD (schema.org), meta elements (Open Graph, Dublin Core and others), marked-up dates, the title
element against the page's headings, and the date line near the headline. trafilatura's own metadata is not used: its date search looks
at today's date, and the same page must give the same report on any day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from isnad.ingest.datelines import find_date, strip_date
from isnad.ingest.furniture import fold_line, is_furniture
from isnad.lang.common.outlets import hosted
from isnad.model import edtf

_ARTICLE = re.compile(r"Article|NewsArticle|BlogPosting|ReportageNewsArticle|LiveBlogPosting|Report|WebPage")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "date", "og:pubdate", "article_date_original", "cxenseparse:recs:publishtime",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title")
_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher", "al:ios:app_name")
_WRITER = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
_SEPARATOR = r"\s*(?:[|–—»«·•]|-|:|::)\s*"
_SAVED = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_NO_WRITER = frozenset({"admin", "administrator", "editor", "المحرر", "ادمن", "الادارة", "رئيس التحرير", "news desk", "staff"})


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What was found; None where nothing was.

    Attributes:
        title, outlet, author, published, url, lang: as in :class:`~isnad.model.report.Report`.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None


def read(tree: Any, flat: list[tuple[str, float]], top: str, url: str | None) -> PageMeta:
    """What a page says of itself.

    Args:
        tree: the parsed page.
        flat: its blocks of text (see :func:`isnad.ingest.html.blocks`).
        top: the beginning of its source, for the comment of a browser that saved it.
        url: where it was got, if known.
    """
    metas = _metas(tree)
    linked = _json_ld(tree)
    tag = _text(next(iter(tree.iter("title")), None))
    lines = [line for line, _ in flat]
    head, beside = split_title(tag, lines)
    site = _first(metas, _SITE) or linked.get("publisher")
    title = _first(metas, _TITLE) or linked.get("headline") or head or _text(next(iter(tree.iter("h1")), None)) or tag
    title = _without_site(title, site or beside, lines) if title else None
    address = url or _address(tree, metas, top)
    lang = re.match(r"[a-z]{2,3}", (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower())
    days = [_day(linked.get("datePublished")), *(_day(metas.get(k)) for k in _PUBLISHED)]
    return PageMeta(
        title=title or None,
        outlet=_clean(site or beside, 100) or _host(address),
        author=_writer(linked.get("author") or _first(metas, _WRITER) or _byline(tree), site),
        published=next((d for d in days if d), None) or _marked(tree) or _near(lines, title),
        url=address,
        lang=lang.group() if lang else None,
    )  # fmt: skip


def _clean(text: str | None, most: int = 300) -> str | None:
    out = " ".join(text.split()) if text else ""
    return out if 0 < len(out) <= most else None


def _text(element: Any) -> str | None:
    return _clean("".join(element.itertext())) if element is not None else None


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = _clean(element.get("content"), 1000)
        if key and value:
            out.setdefault(key, value)
    return out


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((metas[k] for k in keys if k in metas), None)


def _json_ld(tree: Any) -> dict[str, str]:
    """Headline, date, writer and publisher of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text or len(script.text) > 500_000:
            continue
        try:
            data: Any = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLE.fullmatch(k) for k in kinds) and (node.get("headline") or node.get("datePublished")):
                out = {k: node.get(k) for k in ("headline", "datePublished")} | {k: _named(node.get(k)) for k in ("author", "publisher")}
                return {k: " ".join(str(v).split()) for k, v in out.items() if _usable(v)}
    return {}


def _usable(value: object) -> bool:
    """Whether it is a string with something in it, not endless, and without halves of surrogate pairs, which JSON can write."""
    return isinstance(value, str) and value.strip() != "" and len(value) <= 1000 and not re.search("[\ud800-\udfff]", value)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top, in lists and in `@graph`."""
    queue = [data]
    for _ in range(500):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue[:0] = node[:100]
        elif isinstance(node, dict):
            yield node
            if isinstance(node.get("@graph"), list):
                queue.extend(node["@graph"][:100])


def _named(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((v for v in value[:5] if _named(v)), None)
    if isinstance(value, dict):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) else None


def _day(value: str | None) -> str | None:
    """A date as pages write it → EDTF day: ISO 8601 (the day of the writer's clock), or words."""
    if not value:
        return None
    m = re.match(r"\s*((?:19|20)\d\d-\d\d-\d\d)(?:[T ]|$)", value)
    if m:
        return m.group(1) if edtf.valid(m.group(1)) else None
    found = find_date(fold_line(value[:100]), "en")
    return found.day.isoformat() if found else None


def _marked(tree: Any) -> str | None:
    """The first `time` or `abbr` element, or one of schema.org's, that is marked as the day of publication; else the only `time`."""
    times = []
    for element in tree.iter("time", "abbr", "span", "meta", "div"):
        value = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
        mark = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('pubdate') or ''}".lower()
        if element.tag == "time":
            day = _day(value) or _day(_text(element))
            if day:
                times.append(day)
                if re.search(r"publish|pubdate|entry-date|post-date", mark):
                    return day
        elif value and re.search(r"datepublished|\bpublished\b", mark):
            day = _day(value)
            if day:
                return day
    return times[0] if times and len(set(times)) == 1 else None


def _near(lines: list[str], title: str | None) -> str | None:
    """The day on a date line near the headline."""
    key = fold_line(title) if title else None
    at = next((i for i, line in enumerate(lines) if key and fold_line(line[:400]) == key), 0)
    for line in [*lines[at : at + 10], *reversed(lines[max(0, at - 6) : at])]:
        folded = fold_line(line[:400])
        found = find_date(folded, "ar" if re.search("[\u0620-\u064a]", line) else "en") if len(line) <= 160 else None
        if found is not None and len(strip_date(folded, found)) <= 4:
            return found.day.isoformat()
    return None


def split_title(tag: str | None, lines: list[str]) -> tuple[str | None, str | None]:
    """The headline and the outlet in a title element such as «headline - outlet» or «outlet: headline».

    Which is which is told by the page: the headline stands on it as a line of its own. Without such a line nothing is split.
    """
    if not tag:
        return None, None
    whole = fold_line(tag)
    best: str | None = None
    rest = ""
    for line in lines[:400]:
        if not 2 <= len(line.split()) <= 40 or len(line) > len(tag) + 20 or (best and len(line) <= len(best)):
            continue
        key = fold_line(line)
        if key == whole:
            return line, None
        if is_furniture(key):
            continue
        m = re.fullmatch(rf"(?:(?P<before>.+?){_SEPARATOR})?{re.escape(key)}(?:{_SEPARATOR}(?P<after>.+))?", whole) if key in whole else None
        if m and len(key.split()) >= 2 and len(key) >= 0.4 * len(whole):
            best, rest = line, m["after"] or m["before"] or ""
    if best is None:
        return None, None
    pieces = [p for p in re.split(_SEPARATOR, tag) if p and fold_line(p) in rest and len(p.split()) <= 7]
    return best, pieces[-1].strip() if pieces else None


def _without_site(title: str, site: str | None, lines: list[str]) -> str:
    """A headline without the outlet's name that some pages put into it."""
    if site:
        for pattern in (rf"(.+?){_SEPARATOR}{re.escape(site)}", rf"{re.escape(site)}{_SEPARATOR}(.+)"):
            m = re.fullmatch(pattern, title)
            if m:
                return m.group(1).strip()
    return (_clean(title, 500) or "").strip()


def _byline(tree: Any) -> str | None:
    for element in tree.iter("a", "span", "p", "div", "address"):
        mark = f"{element.get('rel') or ''} {element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if re.search(r"(?:^|[\s_-])(?:author|byline|fn|writer)(?:$|[\s_-])", mark):
            text = _text(element)
            if text and len(text.split()) <= 8:
                return text
    return None


def _writer(name: str | None, site: str | None) -> str | None:
    """A writer's name without «by»; None for addresses, accounts of the site and the outlet itself."""
    name = _clean(name, 120)
    if not name or "://" in name or "@" in name:
        return None
    name = re.sub(r"^(?:by|written by|بقلم|كتب|كتبه|كتبت|إعداد|تقرير)\s*:?\s+", "", name, flags=re.IGNORECASE).strip(" :|-")
    bare = fold_line(name)
    return None if not bare or bare in _NO_WRITER or (site and bare == fold_line(site)) or len(name.split()) > 7 else name


def _address(tree: Any, metas: dict[str, str], top: str) -> str | None:
    canonical = next((e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()), None)
    saved = _SAVED.search(top)
    for value in (canonical, metas.get("og:url"), saved.group(1) if saved else None):
        if value and len(value) <= 4000 and re.match(r"https?://[^\s/]+\.[^\s/]+", value):
            return value.strip()
    return None


def _host(url: str | None) -> str | None:
    """The outlet that a web host belongs to, from the table of hosts; else the host itself."""
    if not url:
        return None
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return hosted(host) or host or None
