"""English phrases for parties: names, organs of a side, fighters, generic words, people who are no party."""

from __future__ import annotations

from typing import Any

from isnad.lang.en.names import mention_set
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_sides import ARMED, DESCRIBED, GENERIC, MILITARY, NAME, ORGAN, OWNED, PEOPLE, RULERS, by_nation, of_side, people, tied
from isnad.resolve.mentions_en_words import ARTICLES, DEFINITE, OWNERS, Element, elements, is_state, layers_at, state_side
from isnad.resolve.mentions_scan import Scan

_BARE = MILITARY | frozenset({"gov", "regime", "ministry"}) | ARMED | {"coalition", "captive", "enemy"}
_BELONG = frozenset({"of", "from", "in", "within", "inside", "with"})
_FROM = frozenset({"fighter", "member", "soldier", "leader", "radical", "jihadist", "captive", "faction", "unit", "force", "militia", "rebel"})
_OWN = OWNERS | {"whose"}
_OPENERS = mention_set("clause_openers") | {""}
_ORGAN_OF = {
    "gov": "gov-force",
    "regime": "gov-force",
    "army": "army",
    "police": "police",
    "intel": "intel",
    "opposition": "opposition",
    "rebel": "rebel",
    "coalition": "coalition",
}
_DEPTH = 4


def phrase(scan: Scan, i: int, *, inner: bool = False) -> Found | None:
    """The party phrase at token `i`, for the sides of other phrases."""
    if i >= scan.words.size or scan.busy > _DEPTH:
        return None
    scan.busy += 1
    try:
        return party(scan, i, elements(scan, i), inner=inner)
    finally:
        scan.busy -= 1


def core_of(els: list[Element]) -> int:
    """Position of the head noun: the last, or the one that a name in apposition follows; -1 if there is none."""
    for k in range(len(els) - 1, -1, -1):
        if els[k].kind == "head":
            return k
    return -1


def party(scan: Scan, i: int, els: list[Element], *, inner: bool = False) -> Found | None:
    """The party that the elements name, if a party word or a name heads them."""
    k = core_of(els)
    names = [e for e in els if e.kind == "actor" and e.match is not None and scan.actor(e.match).kind not in ("person", "official")]
    if k < 0 or not layers_at(scan, els[k].first, els[k].last).get("head"):
        return _named(scan, els, names) if names and (k < 0 or els[-1] in names or els[k].first < names[-1].first) else None
    if els[-1] is not els[k] and els[-1] in names and not els[k].plural:
        return _apposed(scan, i, els[-1])
    return headed(scan, i, els[: k + 1], inner=inner)


def _named(scan: Scan, els: list[Element], names: list[Element]) -> Found | None:
    if els[0] is not names[0] and not all(e.kind in ("adj", "nisba") for e in els[: els.index(names[0])]):
        return None
    e = names[0]
    assert e.match is not None
    f = state_side(scan, e.match, NAME)
    f.last = in_brackets(scan, e.last, f.entity)
    f.keys = tuple(dict.fromkeys((*f.keys, *_own_key(scan, e))))
    return f


def _own_key(scan: Scan, e: Element) -> tuple[str, ...]:
    """Key of the head noun a name ends in («Nusra Front»), by which it may come back."""
    for at in range(e.first, e.last):
        m = scan.layer(at, "head")
        if m is not None and m.last == e.last and m.first > e.first:
            return (str(m.entry.data["key"]),)
    return ()


def _apposed(scan: Scan, i: int, e: Element) -> Found:
    """«the militant group Islamic State»."""
    assert e.match is not None
    f = state_side(scan, e.match, NAME)
    f.first, f.last = i, in_brackets(scan, e.last, f.entity)
    return f


def in_brackets(scan: Scan, i: int, entity: str | None) -> int:
    """Token after a second name of the same actor in brackets or between commas, else `i`."""
    if scan.norm(i) == "(" and not scan.broken(i + 1):
        m = scan.actor_at(i + 1, named=True)
        if m is not None and scan.actor(m).id == entity and scan.norm(m.last) == ")":
            return m.last + 1
    return i


def headed(scan: Scan, i: int, els: list[Element], *, inner: bool = False) -> Found | None:
    """A phrase with a head noun for a party, its side before or after it, or none."""
    core = els[-1]
    m = layers_at(scan, core.first, core.last)["head"]
    data: dict[str, Any] = dict(m.entry.data)
    cls: str = data["cls"]
    plural = m.data.get("n") == "p"
    f = Found(i, core.last, "group", "", None, None, GENERIC, (m.entry.id,), keys=(data["key"],))
    f.pattern = data["en"][1 if plural else 0]
    mods = els[:-1]
    adjectives = [e for e in mods if e.kind == "adj" and e.match is not None and e.match.entry.data["l"] == "adj"]
    if cls == "people":
        f.party = str(data.get("as", "civilians"))
        f.pattern = scan.surface(core.first, core.last).lower() if not scan.surface(core.first, core.last).isupper() else f.pattern
    lead = " ".join(dict.fromkeys(w for e in adjectives if e.match is not None and (w := str(e.match.entry.data.get("en", "")))))
    done = _by_modifier(scan, f, cls, mods, lead)
    if done is None:
        done = _by_complement(scan, f, cls, mods, lead)
    if done is not None:
        return done
    if cls == "people":
        return people(f, data) if plural or mods or _counted(scan, i) or "as" in data else None
    if cls == "tribe":
        arab = any(e.match is not None and e.match.entry.data.get("en") == "Arab" for e in adjectives)
        f.name = f.party = "Arab tribesmen" if arab else data["as"]
        f.kind, f.rule = "people", PEOPLE
        return f
    return _bare(scan, i, f, cls, adjectives, lead, plural, data, inner)


def _counted(scan: Scan, i: int) -> bool:
    """Whether a noun in the singular is one person («a civilian», «one refugee») and not the first part of another noun («the refugee camp»)."""
    return scan.norm(i - 1) in ("a", "an", "one", "another", "every", "each") or (i > 0 and scan.words.doc.tokens[i - 1].kind == "number")


def _by_modifier(scan: Scan, f: Found, cls: str, mods: list[Element], lead: str) -> Found | None:
    """The side from what stands before the head: a tie, a name, a nation, another head noun."""
    noun = f"{lead} {f.pattern}".strip()
    for e in reversed(mods):
        if e.kind == "tie" and e.side is not None:
            return tied(f, cls, e.side, e.how)
    for e in reversed(mods):
        if e.kind == "actor" and e.match is not None:
            side = state_side(scan, e.match, NAME)
            return of_side(f, side, cls, noun)
    heads = [e for e in mods if e.kind == "head"]
    nation = next((e for e in reversed(mods) if e.kind == "nisba"), None)
    if nation is not None and nation.match is not None:
        return by_nation(scan, f, nation, cls, noun, [h for e in heads if (h := _head_class(scan, e))])
    for e in reversed(heads):
        inner = _head_class(scan, e)
        if inner is None:
            continue
        generic = _ORGAN_OF.get(inner, inner if inner in ARMED | {"militia"} else "")
        if not generic or cls == "people":
            continue
        if scan.norm(f.first - 1) in ("a", "an", "another") and generic not in ("gov-force", "army", "opposition", "rebel", "coalition", "police"):
            f.name = f.party = f"{scan.surface(e.first, e.last).lower()} {noun}"
            f.rule = DESCRIBED
            return f
        if cls in ("body", "gov", "ministry") and generic not in ("gov-force", "opposition", "rebel"):
            continue
        f.generic, f.drop, f.kind = generic, True, "force" if generic in MILITARY | {"gov-force", "coalition"} else "group"
        if inner in ("gov", "regime") and cls in ("body", "ministry", "side", "org"):
            f.generic, f.kind = "gov", "state"
        word = scan.surface(e.first, e.last).lower()
        f.pattern = f"{word} {noun}"
        head = e.match.entry.data if e.match is not None else {}
        f.keys = (f"{head.get('key', '')}-{f.keys[0]}",)
        return f
    return None


def _head_class(scan: Scan, e: Element) -> str | None:
    m = layers_at(scan, e.first, e.last).get("head")
    return str(m.entry.data["cls"]) if m is not None else None


def _by_complement(scan: Scan, f: Found, cls: str, mods: list[Element], lead: str) -> Found | None:
    """The side after the head: «forces loyal to Haftar», «fighters from Hezbollah», «the government of Syria»."""
    at = f.last
    if scan.broken(at):
        return None
    tie_at = at + 1 if scan.norm(at) == "," else at
    tie = scan.layer(tie_at, "tie")
    if tie is not None and scan.norm(tie.last) in tie.entry.data["prep"] and cls not in ("side", "captive"):
        side = side_at(scan, tie.last + 1)
        if side is not None and (side.party or side.generic):
            f.last = side.last
            return tied(f, cls, side, str(tie.entry.data["how"]))
        if tie.entry.data["how"] == "against":
            return None
    norm = scan.norm(at)
    if norm not in _BELONG or (norm != "of" and cls not in _FROM):
        return None
    side = side_at(scan, at + 1)
    noun = f"{lead} {f.pattern}".strip()
    if side is None or side.kind == "people":
        return None
    if side.kind == "state" and side.entity is not None and side.entity.startswith("state."):
        if norm != "of" or cls not in MILITARY | RULERS | {"body"}:
            return None
        state = scan.actors.by_id[side.entity]
        f.last, f.rule, f.country = side.last, ORGAN, state.country
        f.name, f.party, f.entity = f"{state.demonym} {noun}", state.party, state.id
        f.kind = "state" if cls in RULERS else "organisation" if cls == "body" else "force"
        return f
    if norm in ("in", "with", "inside", "within") and side.kind not in ("force", "group"):
        return None
    last = f.last
    f.last = side.last
    done = of_side(f, side, cls, noun)
    if done is None:
        f.last = last
    return done


def side_at(scan: Scan, i: int) -> Found | None:
    """The side after a preposition: a party phrase, a state as such, a capital or a person, with or without an article."""
    while scan.norm(i) in ARTICLES and not scan.broken(i + 1):
        i += 1
    if scan.broken(i):
        return None
    m = scan.actor_at(i, named=True)
    found = phrase(scan, i, inner=True)
    if m is not None and is_state(scan.actor(m)) and (found is None or found.last <= m.last):
        return state_side(scan, m, NAME)
    if found is not None:
        return found
    return scan.person(scan, i)


def _bare(
    scan: Scan, i: int, f: Found, cls: str, adjectives: list[Element], lead: str, plural: bool, data: dict[str, Any], inner: bool
) -> Found | None:
    before = scan.norm(i - 1) if not scan.broken(i) else ""
    rule = data.get("bare")
    if before in _OWN and cls in MILITARY | ARMED | RULERS | {"coalition", "captive"}:
        f.generic, f.drop, f.rule, f.pattern = f"own:{before}", True, OWNED, f"{{}} {lead} {f.pattern}".replace("  ", " ")
        f.kind = "force" if cls in MILITARY else "group"
        return f
    if (rule is False and not (adjectives and lead and cls in MILITARY | ARMED)) or (
        rule == "the" and (before != "the" or adjectives or (scan.norm(f.last) in ("of", "-") and not scan.broken(f.last)))
    ):
        return None
    f.pattern = f"{lead} {f.pattern}".strip()
    f.entries += tuple(e.match.entry.id for e in adjectives if e.match is not None)
    of = next((str(e.match.entry.data["of"]) for e in adjectives if e.match is not None and "of" in e.match.entry.data), None)
    if of is None and any(e.match is not None and e.match.entry.data.get("en") == "government" for e in adjectives):
        of = "gov"
    if of is not None and cls in MILITARY | {"fighter", "militia", "member", "faction", "org", "rebel", "air", "leader"}:
        f.generic, f.drop, f.kind = ("gov-force" if of == "gov" else "opposition"), True, "force" if of == "gov" else "group"
        f.keys = (f"{of}-{f.keys[0]}",)
        return f
    definite = before in DEFINITE or inner
    known = definite and cls == "org" and not plural
    alone = any(e.match is not None and e.match.entry.data.get("alone") for e in adjectives)
    if alone and cls in ARMED and not known and (plural or not definite):
        f.name = f.party = f.pattern
        f.rule = DESCRIBED
        return f
    if definite:
        f.generic = "anaphor" if rule == "anaphor" or cls not in _BARE else cls
        f.drop = True
        return f
    if before in ("a", "an", "another", "one"):
        if cls in ("fighter", "radical", "jihadist", "soldier") and rule is not False:
            f.name = f.party = f.pattern
            return f
        return None
    if cls in ("opposition", "rebel") or (
        cls in ("gov", "police", "intel") and data["key"] != "mukhabarat" and rule is None and (plural or before in _OPENERS)
    ):
        f.generic, f.drop = cls, True
        return f
    if cls in ("force", "soldier", "air") and plural and not adjectives and before in _OPENERS and before not in ("by", "with", "against"):
        f.generic, f.drop = cls, True
        return f
    if cls == "soldier" and plural and before not in ("no", "any", "without", "of"):  # «jets bombed soldiers»: those of the state the report is about
        f.generic, f.drop = cls, True
        return f
    if cls in ("fighter", "militia", "radical", "jihadist", "soldier", "faction") and plural and rule is not False:
        f.name = f.party = f.pattern
        return f
    return None
