"""Arabic bodies that the authority does not know: named in quotation marks, by a number, by a place, or by definite words."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.lang.ar.names import english_name, mention_set, name_words, ordinary
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_words import UNIT
from isnad.resolve.mentions_scan import Scan

_MOVES = mention_set("moves")


def quoted_body(scan: Scan, head: Match, f: Found, cls: str) -> Found | None:
    """A body whose whole name stands in quotation marks, head noun first («"تنسيقية لجان المقاومة"»)."""
    if cls not in ("unit", "org", "faction", "militia", "body", "army") or not scan.words.doc.opened[head.first]:
        return None
    end = scan.words.doc.quoted_run(head.first, 8)
    if end <= head.last or any(n in name_words().verbs for n in scan.words.doc.norms[head.first : end]):
        return None
    return _called(f, scan.words.doc.norms[head.last : end], end, cls)


def unit(scan: Scan, head: Match, f: Found, cls: str) -> Found | None:
    """A body with a name of its own: in quotation marks, or definite words after a word for a unit."""
    doc = scan.words.doc
    at = f.last
    local = _local(scan, at, cls)
    if local > at:
        f.pattern = f"{english_name(doc.norms[local - 1 : local])} {f.pattern}"
        return _called(f, doc.norms[at : local - 1], local, cls)
    if f.keys[0] in ("baladiya", "jamia") and not scan.broken(at) and _placed(scan, at):
        return _called(f, doc.norms[at : at + 1], at + 1, cls)
    end = doc.quoted_run(at, 7)
    if end == at:
        if cls not in ("unit", "org") or head.data.get("n") != "s" or not scan.norm(at).startswith("ال") or scan.layer(at, "adj"):
            return None
        end = at + 1
        while end < at + 3 and not scan.broken(end) and scan.norm(end).startswith("ال") and scan.norm(end) not in name_words().fillers:
            end += 1
    norms = doc.norms[at:end]
    if (
        (end == at + 1 or doc.quoted_run(at, 7) == at)
        and head.data.get("n") == "s"
        and (f.keys[0] == "jabha" or norms[0].removeprefix("ال") in _MOVES)
    ):
        return None  # «جبهة الساجور» is a front line, «حركة السير» the traffic
    if any(n.endswith(("ها", "هم")) for n in norms):
        return None
    if not norms or any(n and not n[0].isalpha() for n in norms) or any(n in name_words().verbs for n in norms):
        return None
    return _called(f, norms, end, cls)


def _placed(scan: Scan, at: int) -> bool:
    """Whether the word after «بلدية» or «جامعة» can be a place: no common word, verb, or word of another kind."""
    norm = scan.norm(at)
    plain = not scan.words.at[at].keys() & {"head", "source", "title", "adj", "nisba", "tie"}
    return scan.words.doc.tokens[at].kind == "word" and len(norm) > 2 and plain and not ordinary(norm) and not norm.startswith(("لل", "بال"))


def numbered(f: Found, number: str, end: int) -> Found:
    """«الفرقة 17»: a unit of the state's army, unless the authority knows it as another's."""
    f.last, f.rule, f.kind = end, UNIT, "force"
    f.pattern = f"{_ordinal(number)} {f.pattern.title()}"
    f.generic, f.drop = "numbered", False
    f.keys = (*f.keys, f"unit-{number}")
    return f


def _ordinal(number: str) -> str:
    if not number.isdigit():
        return number
    return number + ("th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _local(scan: Scan, at: int, cls: str) -> int:
    """Token after «الرقة المدني» in «مجلس الرقة المدني»: a place and what the body is, by which it is named; else `at`."""
    if cls != "body" or scan.broken(at):
        return at
    for end in (at + 1, at + 2):
        if scan.broken(end):
            return at
        adj = scan.layer(end, "adj")
        if adj is not None and adj.proclitics == "ال" and not adj.enclitic:
            place = scan.words.doc.norms[at:end]
            if place[0].startswith(("لل", "بال", "وال")):
                return at
            plain = all(
                scan.words.doc.tokens[i].kind == "word" and not scan.words.at[i].keys() & {"head", "source", "title", "adj", "nisba"}
                for i in range(at, end)
            )
            return adj.last if plain and not any(ordinary(n) for n in place) else at
    return at


def _called(f: Found, norms: list[str], end: int, cls: str) -> Found:
    f.last, f.rule = end, UNIT
    own = english_name(norms)
    f.name = own if f.pattern in ("organisation", "group", "movement", "faction") else f"{own} {f.pattern.title()}"
    f.kind = "organisation" if cls == "body" else "group"
    f.party = f.name if f.kind == "group" or f.keys[0] == "majlis" else None  # councils govern and make deals
    return f
