"""English names: where one begins and ends, and how it is written."""

from __future__ import annotations

from isnad.lang.en.names import CALENDAR, english_words, mention_set
from isnad.resolve.mentions_en_words import capital, cased_layer, joined, raw
from isnad.resolve.mentions_scan import Scan

NOT_NAMES = mention_set("not_names")
_MOST = 7


def read_name(scan: Scan, i: int) -> int:
    """Token after the run of capitalised words, particles and initials at `i` that can be a name; `i` if there is none."""
    words = english_words()
    at, count = i, 0
    while at < min(scan.words.size, i + _MOST + 3) and (at == i or not scan.broken(at)):
        norm = scan.norm(at)
        if scan.words.doc.tokens[at].kind == "word" and norm in words.particles and _leads(scan, at, count):
            at += 1
        elif (
            capital(scan, at)
            and scan.words.doc.tokens[at].kind == "word"
            and not (count and _stops(scan, at))
            and norm not in NOT_NAMES
            and norm not in CALENDAR
        ):
            at += 1
            count += 1
            if len(raw(scan, at - 1)) == 1 and scan.norm(at) == "." and not scan.broken(at + 1):
                at += 1
            if norm.endswith("'s") or count >= _MOST:
                break
            if scan.words.doc.closed[at - 1] and not scan.words.doc.opened[i]:
                break
        else:
            break
        if (
            scan.norm(at) == "-"
            and joined(scan, at)
            and joined(scan, at + 1)
            and scan.words.doc.tokens[at + 1].kind == "word"
            and (capital(scan, at + 1) or scan.norm(at + 1) in words.particles)
        ):
            at += 1
    while at > i and (scan.norm(at - 1) == "-" or (scan.norm(at - 1) in words.particles and not capital(scan, at - 1))):
        at -= 1
    return at if count else i


def _leads(scan: Scan, at: int, count: int) -> bool:
    """Whether the particle at a token has more of the name after it."""
    after = at + 2 if scan.norm(at + 1) == "-" else at + 1
    return (
        not scan.broken(after)
        and (capital(scan, after) or scan.norm(after) in english_words().particles)
        and (count > 0 or capital(scan, at) or scan.norm(at) in ("al", "el", "bin", "abu", "ibn", "umm", "de"))
    )


def _stops(scan: Scan, at: int) -> bool:
    """Whether a capitalised word inside a run cannot belong to a name: a nation, a title, a word for a body."""
    norm = scan.norm(at)
    if norm in english_words().given:
        return False
    here = scan.words.at[at]
    if any(not m.data.get("p") or True for m in here.get("nisba", ())) and cased_layer(scan, at, "nisba") is not None:
        return True
    return any(scan.layer(at, layer) is not None for layer in ("head", "title", "source"))


_MET = frozenset({"met", "interviewed", "visited", "telephoned", "contacted"})
_CALLED = frozenset({"as", "by", "only", "himself", "herself", "named", "called"})
_GIVING = frozenset({"name", "identified", "calls", "called", "goes", "himself", "herself", "gave", "asked", "named"})
_NOT_REAL = (
    ("not", "his", "real"), ("not", "her", "real"), ("not", "their", "real"), ("a", "pseudonym"), ("whose", "name", "has"), ("whose", "real", "name"),
)  # fmt: skip


def single_name(scan: Scan, i: int) -> bool:
    """Whether one capitalised word that nothing knows is a person by what stands around it.

    “I met X”, “gave only his first name, X”, “identified himself as X”, “X, not his real name”, “X, 34, …”.
    """
    doc = scan.words.doc
    if i >= scan.words.size or doc.tokens[i].kind != "word" or not capital(scan, i) or scan.words.at[i] or len(scan.norm(i)) < 3:
        return False
    longer = not scan.broken(i + 1) and capital(scan, i + 1) and doc.tokens[i + 1].kind == "word"
    if longer or scan.norm(i) in NOT_NAMES or scan.norm(i) in CALENDAR:
        return False
    if i > 0 and not scan.broken(i):
        before = scan.norm(i - 1)
        if before in _MET and scan.norm(i - 2) in ("i", "we"):
            return True
        if before in _CALLED and any(scan.norm(k) in _GIVING for k in range(max(0, i - 4), i)) and scan.norm(i - 2) not in ("known", "described"):
            return any(scan.norm(k) in ("name", "himself", "herself", "identified", "goes") for k in range(max(0, i - 5), i))
        if before == "," and scan.norm(i - 2) == "name" and scan.norm(i - 3) in ("first", "given", "family", "middle"):
            return True
    if scan.norm(i + 1) in (",", "(") and not scan.broken(i + 2):
        after = tuple(scan.norm(k) for k in range(i + 2, i + 5))
        if any(after[: len(p)] == p for p in _NOT_REAL):
            return True
        if doc.tokens[i + 2].kind == "number" if i + 2 < scan.words.size else False:
            return scan.norm(i + 1) == "," and scan.norm(i + 3) == "," and scan.norm(i + 2).isdigit() and 12 <= int(scan.norm(i + 2)) <= 99
    return False


def norm_word(scan: Scan, i: int) -> str:
    """Folded token without its possessive ending."""
    norm = scan.norm(i)
    return norm[:-2] if norm.endswith("'s") else norm


def spelt(scan: Scan, first: int, last: int) -> str:
    """A name as it stands, without possessive ending or line breaks."""
    text = " ".join(scan.surface(first, last).split())
    for end in ("'s", "’s"):
        text = text.removesuffix(end)
    return text.strip(" .,")
