"""Arabic phrases for parties: names, organs of a side, fighters, generic words, people who are no party."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.lang.ar.names import mention_set, name_words
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_bare import bare_noun, no_owner, owned, people
from isnad.resolve.mentions_ar_bodies import numbered, quoted_body, unit
from isnad.resolve.mentions_ar_words import (
    ARMED,
    DESCRIBED,
    FROM,
    GENERIC,
    MILITARY,
    NAME,
    ORGAN,
    PEOPLE,
    RULERS,
    TIED,
    alias_in_brackets,
    first_key,
    settled,
    trail,
)
from isnad.resolve.mentions_scan import Scan

_ADJECTIVAL = frozenset({"musallah", "radical", "jihadi", "madani", "muarada"})
_NOT_AFTER = mention_set("not_people")
_LED = mention_set("led")
_DEPTH = 5
_GIVE = frozenset({"سلم", "سلمت", "قدم", "قدمت", "منح", "منحت", "اعطى", "اعطت", "باع", "باعت", "تسلم", "يسلم", "تقدم", "يقدم", "تمنح", "يمنح"})
_FROM = frozenset({"fighter", "member", "soldier", "leader", "radical", "jihadist", "force", "air", "captive", "faction", "unit", "ministry"})
_PEOPLE_PRE = mention_set("people_before")


def party(scan: Scan, i: int, *, inner: bool = False) -> Found | None:
    """The party phrase that begins at token `i`; `inner` inside another phrase, where a guarded name counts."""
    if i >= scan.words.size or scan.busy > _DEPTH:
        return None
    name = scan.actor_at(i, named=inner)
    head = scan.layer(i, "head")
    scan.busy += 1
    try:
        if name is not None and (head is None or name.last >= head.last):
            found = _named(scan, name)
            if found is not None:
                return found
        if head is not None:
            return _headed(scan, head, inner)
        return None
    finally:
        scan.busy -= 1


def _named(scan: Scan, m: Match) -> Found | None:
    actor = scan.actor(m)
    if actor.id.startswith("state."):
        return None
    last = trail(scan, alias_in_brackets(scan, m.last, actor), actor.country)
    keys = tuple(dict.fromkeys((*actor.heads, *first_key(scan, m.first))))
    return Found(m.first, last, actor.kind, actor.name, actor.id, actor.party, NAME, (m.entry.id,), country=actor.country, keys=keys)


def _headed(scan: Scan, head: Match, inner: bool) -> Found | None:
    data = head.entry.data
    cls: str = data["cls"]
    if cls == "side" and scan.norm(head.first - 1) in ("الي", "والي"):
        return None  # «إلى جانب الحوثيين» is a preposition
    plural = head.data.get("n") != "s"
    if not plural and data["key"] in _ADJECTIVAL and data["key"] != "muarada" and not _stands_alone(scan, head):
        return None
    f = Found(head.first, head.last, "group", "", None, None, GENERIC, (head.entry.id,), keys=(data["key"],))
    f.pattern = data["en"][1 if plural else 0]
    if cls == "people":
        f.party = str(data.get("as", "civilians"))
    if head.enclitic:
        return None if no_owner(scan, head) else owned(scan, head, f, cls)
    if cls == "unit" and head.data.get("n") == "s" and not scan.broken(head.last) and scan.words.doc.tokens[head.last].kind == "number":
        return numbered(f, scan.norm(head.last), head.last + 1)
    quoted = quoted_body(scan, head, f, cls)
    if quoted is not None:
        return quoted
    words, nation, government = _adjectives(scan, head, f)
    if data["key"] == "quwwat" and any(w.entry.data["en"] == "air" for w in words):
        cls = "air"
    if nation is not None:
        return _nation(scan, f, nation, cls, words)
    tied = _tied(scan, f, cls, settled(scan, head))
    if tied is not None:
        return tied
    if government and cls in MILITARY | {"fighter", "militia", "member", "faction", "org", "media"}:
        f.generic, f.drop, f.kind = ("gov-force" if government == "gov" else "opposition"), True, "force"
        return f
    if not settled(scan, head) and f.last == head.last and not scan.broken(f.last):
        complement = _complement(scan, head, f, cls)
        if complement is not None:
            return complement
    given = scan.norm(head.first - 1).removeprefix("و") in _GIVE
    arm = cls in ("force", "air") and (words or data["key"] == "janah") and scan.norm(f.last)[:1] == "ل" and not given  # «القوة البحرية لحزب الله»
    if (arm or not settled(scan, head) or cls in ("leader", "soldier", "fighter", "member", "ministry")) and not scan.broken(f.last):
        side = _from(scan, f, cls)
        if side is not None:
            return side
    if cls == "people":
        return people(scan, head, f)
    if cls == "tribe":
        arab = any(w.entry.data["en"] == "Arab" for w in words)
        f.name = f.party = "Arab tribesmen" if arab else data["as"]
        f.kind, f.rule = "people", PEOPLE
        return f
    known = settled(scan, head) and cls == "org" and head.data.get("n") == "s"  # «التنظيم المتطرف» is one named before
    strange = any(w.entry.data.get("en") in ("Western", "foreign", "Shia", "tribal") for w in words)
    if words and ((cls in ARMED and not known and any(w.entry.data.get("alone") for w in words)) or (strange and cls in MILITARY)):
        kinds = dict.fromkeys(str(w.entry.data["en"]) for w in words if w.entry.data["en"] not in ("", "allied", "local", "former"))
        name = " ".join([*kinds, f.pattern])
        f.name, f.party, f.rule = name, name, DESCRIBED
        f.entries += tuple(w.entry.id for w in words)
        return f
    return bare_noun(scan, head, f, cls, words, plural, inner)


def _stands_alone(scan: Scan, head: Match) -> bool:
    """Whether a singular that is also an adjective («مدني», «مسلح») is a noun here: indefinite after a verb, a number or «مقتل»."""
    before = scan.norm(head.first - 1)
    if head.proclitics.endswith(("ال", "لل")) or head.form.endswith("ه") or before in _NOT_AFTER:
        return False
    return before in _PEOPLE_PRE or before in _verbs() or (head.first > 0 and scan.words.doc.tokens[head.first - 1].kind == "number")


def _verbs() -> dict[str, str]:
    return name_words().verbs


def _adjectives(scan: Scan, head: Match, f: Found) -> tuple[list[Match], Match | None, str | None]:
    """Adjectives that agree with the head: the known ones, a nation, and whether they say `gov` or `opposition`. Moves `f.last`."""
    article = "ال" if settled(scan, head) else ""
    words: list[Match] = []
    nation: Match | None = None
    side: str | None = None
    at = head.last
    while not scan.broken(at) and len(words) < 4:
        m = scan.layer(at, "nisba")
        if m is not None and m.proclitics == article and (article or not m.data.get("p") or head.data.get("n") == "p"):
            nation = nation or m
            at = m.last
            f.last = at
            continue
        adj = scan.layer(at, "adj")
        if adj is None or adj.proclitics != article or adj.enclitic:
            break
        words.append(adj)
        side = side or adj.entry.data.get("of")
        at = adj.last
        f.last = at
    return words, nation, side


def _nation(scan: Scan, f: Found, m: Match, cls: str, words: list[Match]) -> Found | None:
    actor = scan.actor(m)
    f.entries += (m.entry.id,)
    f.rule, f.country = ORGAN, actor.country
    known = {"", "regular", *f.pattern.split()}
    lead = " ".join(str(w.entry.data["en"]) for w in words if w.entry.data["en"] not in known)
    noun = f"{lead} {f.pattern}".strip()
    if not actor.id.startswith("state."):
        if cls == "people":
            f.kind, f.name = "people", f"{actor.demonym or actor.name} {noun}"
            return f
        f.generic, f.of = (
            "of",
            Found(m.first, m.last, actor.kind, actor.name, actor.id, actor.party, NAME, (m.entry.id,), country=actor.country, keys=actor.heads),
        )
        f.pattern, f.kind = f"{{}} {noun}", actor.kind
        f.keys = tuple(dict.fromkeys((*f.keys, *actor.heads)))
        return f
    f.name = f"{actor.demonym} {noun}"
    if cls in ("people", "tribe"):
        f.kind, f.party = "people", f.party if cls == "people" else "tribal leaders"
        return f
    f.kind, f.party, f.entity = ("state" if cls in RULERS else "force"), actor.party, actor.id
    if cls == "side":
        f.name = actor.party or actor.name
    elif cls in ("opposition", "rebel"):
        f.kind, f.entity = "group", None
        f.party = f.name = f"{actor.demonym} opposition" if actor.theatre else f.name
    elif cls == "body":
        f.kind = "organisation"
    elif cls == "captive":
        f.kind = "people"
    elif cls in ("org", "militia", "faction", "fighter", "member", "radical", "jihadist", "coalition", "leader"):
        f.kind, f.entity = "group", None
        backed = not actor.theatre and cls in ("militia", "faction") and f.keys[0] != "murtazaqa"
        f.party = f"{actor.name}-backed {f.pattern}" if backed else f.name
        if cls == "leader":
            f.kind, f.party, f.entity = "official", actor.party, actor.id
    return f


def _complement(scan: Scan, head: Match, f: Found, cls: str) -> Found | None:
    """The side in the genitive: «قوات النظام», «مقاتلي تنظيم الدولة», «كتيبة "الصفوة"», «حكومة العراق»."""
    at = f.last
    if scan.layer(at, "head") is not None and scan.norm(at).endswith("ا") and not scan.norm(at).endswith(("يا", "ها", "نا")):
        return None  # «هجوم انتحاري حاجزا»: an indefinite accusative is nobody's genitive
    state = scan.actor_at(at, named=True)
    if state is not None and state.proclitics in ("", "ال") and scan.actor(state).id.startswith("state."):
        if cls in MILITARY | RULERS | {"body", "regime"}:
            f.last = state.last
            return _nation(scan, f, state, cls, [])
        return None
    inner = party(scan, at, inner=True)
    person = None if inner else scan.person(scan, at)
    inner = inner or person
    whole = inner is not None and (scan.norm(at)[:1] not in tuple("وفبلك") or _whole(scan, at))
    if inner is not None and inner.generic and head.data.get("n") == "p" and head.form.endswith(("ون", "ين")):
        return None  # a plural with its ن stands before no genitive
    if whole and inner is not None and (inner.kind != "people" or cls in ("people", "tribe")):
        return _of(f, inner, cls)
    if cls in ("unit", "org", "faction", "militia", "body", "army"):
        return unit(scan, head, f, cls)
    return None


def _whole(scan: Scan, i: int) -> bool:
    """Whether the phrase at token `i` begins with the word itself and not with a particle written onto it."""
    best = scan.actor_at(i, named=True) or scan.layer(i, "head") or scan.layer(i, "title")
    return best is None or best.proclitics in ("", "ال")


def _of(f: Found, inner: Found, cls: str) -> Found | None:
    f.last = inner.last
    f.rule = ORGAN
    f.entries += inner.entries
    f.country = inner.country
    if cls == "people":
        f.kind, f.name, f.rule = "people", f.pattern, PEOPLE
        return f
    if inner.kind in ("outlet", "agency", "document", "witness", "anonymous"):
        return None
    f.kind = (
        "force" if cls in MILITARY else "state" if cls in RULERS else "organisation" if cls == "body" else "people" if cls == "captive" else "group"
    )
    if f.kind == "force" and inner.kind == "group":
        f.kind = "group"
    if cls in ("leader",):
        f.kind = "official" if inner.kind in ("force", "state") else "person"
    f.entity, f.party = inner.entity, inner.party
    f.keys = tuple(dict.fromkeys((*f.keys, *inner.keys)))
    f.of = inner
    if (
        (cls in ("org", "side", "faction", "unit") and inner.kind == "group") or (cls in ("unit", "body", "org") and inner.kind == "organisation")
    ) and not inner.generic:
        f.name, f.kind = inner.name, inner.kind
        return f
    f.pattern = "{} " + f.pattern
    if inner.generic:
        f.generic, f.drop = "of", True
    else:
        f.name = f.pattern.format(inner.name)
    return f


def _tied(scan: Scan, f: Found, cls: str, article: bool) -> Found | None:
    """«التابعة ل X», «الموالية ل X», «المدعومة من X», «بقيادة X»."""
    led = scan.find(f.last, _LED)
    if led > f.last and cls in MILITARY | ARMED | {"coalition"}:
        return _led(scan, f, cls, led)
    at = f.last + 1 if scan.norm(f.last) == "،" else f.last
    tie = scan.layer(at, "tie")
    if tie is None or tie.proclitics not in ("ال", "", "وال") or scan.broken(at):
        return None
    prep = tie.entry.data["prep"]
    start, side = tie.last, None
    nation = scan.layer(start, "nisba")
    if nation is not None and nation.form.endswith("ا") and not nation.proclitics:  # «المدعومة إيرانياً»
        actor = scan.actor(nation)
        side = Found(nation.first, nation.last, actor.kind, actor.name, actor.id, actor.party, NAME, (nation.entry.id,), country=actor.country)
    elif scan.norm(start) in prep:
        side = side_at(scan, start + 1)
    elif any(scan.norm(start).startswith(p) for p in prep if len(p) == 1):
        side = side_at(scan, start, prep=tuple(p for p in prep if len(p) == 1))
    if side is None:
        return None
    before = f.last
    f.last, f.rule, f.entries = side.last, TIED, (*f.entries, tie.entry.id, *side.entries)
    f.country, f.of = side.country, side
    how = tie.entry.data["how"]
    if cls in ("opposition", "rebel") and how != "belong":  # the rebels stay who they are, and who backs them stands for himself
        f.generic, f.drop, f.of, f.last = cls, True, None, before
        return f
    f.generic, f.drop = ("of" if how == "belong" else how), True
    f.kind = "people" if cls == "people" else "force" if cls in MILITARY and side.kind != "group" else "group"
    f.pattern = "{} " + f.pattern if how == "belong" else f.pattern
    if cls == "people":
        f.name, f.generic, f.rule = f.pattern.replace("{} ", ""), None, PEOPLE
    return f


def side_at(scan: Scan, i: int, prep: tuple[str, ...] = ()) -> Found | None:
    """The side after a preposition: a party phrase, a state as such, or a person. With `prep`, the preposition is written onto the word."""
    for j in (i, i + 1) if scan.norm(i) in ("كل", "قبل", "كلا") else (i,):
        m = scan.actor_at(j, named=True)
        if m is not None and scan.actor(m).id.startswith("state.") and (not prep or m.proclitics[:1] in prep):
            actor = scan.actor(m)
            return Found(m.first, m.last, "state", actor.name, actor.id, actor.party, NAME, (m.entry.id,), country=actor.country)
        found = party(scan, j, inner=True) or scan.person(scan, j)
        if found is not None and found.kind != "people" and (not prep or scan.norm(j)[:1] in prep):
            return found
    return None


def _led(scan: Scan, f: Found, cls: str, at: int) -> Found | None:
    side = side_at(scan, at)
    if side is None or side.party is None:
        return None
    f.last, f.rule, f.entries = side.last, TIED, (*f.entries, *side.entries)
    if cls == "coalition":
        f.generic, f.of, f.drop, f.kind = "led", side, True, "force"
        return f
    f.generic, f.of, f.drop = "of", side, True
    f.kind, f.country = ("force" if side.kind in ("state", "force") else "group"), side.country
    f.pattern = "{} " + f.pattern
    return f


def _from(scan: Scan, f: Found, cls: str) -> Found | None:
    """«مقاتلون من التنظيم», «700 مسلح لتنظيم الدولة», «عناصر في قوات النظام»."""
    if cls not in _FROM:
        return None
    if scan.norm(f.last) in ("من", "في", "ضمن", "لدي"):
        side = party(scan, f.last + 1, inner=True)
    elif scan.norm(f.last)[:1] in "بل":
        side = party(scan, f.last, inner=True)
        if side is not None and _whole(scan, f.last):
            side = None
    else:
        return None
    if side is None or side.kind in ("people", "outlet", "agency", "organisation") or not (side.party or side.generic):
        return None
    if side.generic and side.generic not in ("org", "of", "regime", "army", "opposition", "gov", "gov-force", "led"):
        return None
    f.rule = FROM
    done = _of(f, side, cls)
    if done is not None:
        done.rule = FROM
    return done
