"""Arabic phrases for unnamed sources, outlets and documents."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.names import mention_set, name_words, ordinary, romanise
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_words import alias_in_brackets
from isnad.resolve.mentions_kinds import KIND, OUTLETS, SIDED
from isnad.resolve.mentions_scan import Scan, actor_id, definite

SOURCE = register("ar.mention.source", "A word for a source without a name, with what the text says of it.")
SOURCE_AGAIN = register("ar.mention.source-again", "A definite word for a source («المصدر») that points to one named before.")
OUTLET = register("ar.mention.outlet", "A word for an outlet or agency with its name.")
OUTLET_AGAIN = register("ar.mention.outlet-again", "A definite word for an outlet («القناة») that points to one named before.")
MEDIA = register("ar.mention.media", "Media of a country or side, without a name.")
DOCUMENT = register("ar.mention.document", "A word for a document or recording, with what the text says of it.")

_CLOSE = mention_set("close")


def source(scan: Scan, i: int) -> Found | None:
    """The source, outlet or document phrase at token `i`."""
    start = i
    at = scan.find(i, name_words().quantifiers, 2)
    if at == i and scan.norm(i)[:1] in "وفبلك":
        bare = {n for n in name_words().quantifiers if " " not in n}
        at = i + 1 if scan.norm(i)[1:] in bare else i
    head = scan.layer(at, "source")
    if head is None or (head.enclitic and head.entry.data["cls"] in OUTLETS and not scan.words.doc.opened[min(head.last, scan.words.size - 1)]):
        return None
    if at > start and head.proclitics not in ("", "ال"):
        return None
    cls = head.entry.data["cls"]
    if cls in OUTLETS:
        return _outlet(scan, start, head, cls)
    return _source(scan, start, head, cls, at > start)


def _source(scan: Scan, start: int, head: Match, cls: str, chosen: bool) -> Found | None:
    data = head.entry.data
    noun = data["en"][1 if head.data.get("n") in ("p", "d") and not (chosen and scan.norm(start) in ("احد", "احدي")) else 0]
    f = Found(
        start,
        head.last,
        KIND[cls],
        noun,
        None,
        None,
        DOCUMENT if KIND[cls] == "document" else MEDIA if cls == "media" else SOURCE,
        (head.entry.id,),
    )
    f.keys = (data["key"],)
    if scan.norm(head.last).startswith("عن") and data["key"] == "masul":
        return None  # «المسؤول عن», «المسؤول عنه»: whoever is to blame
    if head.enclitic:
        if cls in ("source", "media") and data["key"] in ("masdar", "murasil"):
            f.name = noun
            return f
        return None
    article = "ال" if definite(head) else ""
    words: list[str] = []
    nation: str | None = None
    at = head.last
    while not scan.broken(at) and len(words) < 5:
        adj, nisba = scan.layer(at, "srcadj"), scan.layer(at, "nisba")
        if adj is not None and adj.proclitics in ((article,) if article else ("", "و")) and not adj.enclitic:
            words.append(str(adj.entry.data["en"]))
            f.entries += (adj.entry.id,)
            at = adj.last
        elif nisba is not None and nisba.proclitics == article:
            actor = scan.actor(nisba)
            nation, f.country = actor.demonym or actor.name, actor.country
            f.entity = None
            f.party = (
                actor.party if (data.get("side") and data["key"] not in ("zaim", "qaid")) or SIDED & set(words) or cls in ("statement",) else None
            )
            f.entries += (nisba.entry.id,)
            at = nisba.last
        else:
            break
    if nation is not None and SIDED & set(words) and f.party is None and f.country in scan.actors.states:
        f.party = scan.actors.states[f.country].party
    f.last = at
    described = bool(words or nation or chosen)
    described |= _belongs(scan, f, data, cls, bool(article), described)
    if article and not described:
        return _again(scan, f, head)
    if not described and (
        data.get("alone") is False or (cls in ("statement", "document") and data["key"] not in ("wathiqa",) and " " not in head.form)
    ):
        return None
    if article and f.last == head.last and cls in ("source", "document"):
        return _again(scan, f, head)
    lead = [w for w in dict.fromkeys(words) if w]
    front = [w for w in lead if w in ("senior", "former", "leaked", "secret", "unidentified")]
    rest = [w for w in lead if w not in front]
    f.name = " ".join([*front, *([nation] if nation else []), *rest, f.name]).strip()
    return f


def _belongs(scan: Scan, f: Found, data: object, cls: str, article: bool, described: bool) -> bool:
    """«من داخل التنظيم», «قريب من الحكومة», «مصادر النظام», «مراسل الأناضول», «وثائق التنظيم». Moves `f.last`."""
    at = f.last
    if scan.broken(at):
        return False
    norm = scan.norm(at)
    close = norm.removeprefix("ال") in _CLOSE
    relation = "close to"
    if close:
        if norm.removeprefix("ال").startswith(("تابع",)):
            relation = "of"
        elif norm.removeprefix("ال").startswith(("معارض",)):
            relation = "opposed to"
        elif norm.removeprefix("ال").startswith(("موال", "مويد", "محسوب")):
            relation = "loyal to"
        at += 1
        if scan.norm(at) in ("من", "الي", "علي"):
            at += 1
        elif not scan.norm(at).startswith("ل"):
            return False
    elif norm in ("من", "في", "داخل", "لدي", "باسم", "عن", "ضمن"):
        if norm == "عن" and cls != "reporter":
            return False
        at += 1
        if scan.norm(at) in ("داخل", "صفوف", "وزاره"):
            at += 1 if scan.norm(at) != "وزاره" else 0
        relation = "in" if norm != "باسم" else "of"
    elif norm[:1] in "بل" and norm not in ("بين", "لكن", "لم", "لا", "لن", "بعد") and not article:
        relation = "of" if norm[:1] == "ل" else "in"
    elif f.last == at and not described and not article:
        relation = ""
    else:
        return False
    plain = relation == "" or norm in ("من", "في", "داخل", "لدي", "باسم", "ضمن") or (close and scan.norm(f.last + 1) in ("من", "الي", "علي"))
    state = scan.actor_at(at, named=True)
    if state is not None and actor_id(state).startswith("state.") and (close or norm == "باسم"):
        actor = scan.actor(state)
        side = Found(state.first, state.last, "state", actor.name, actor.id, actor.party, SOURCE, (state.entry.id,), country=actor.country)
    else:
        found = scan.party(scan, at, inner=True) or source_outlet(scan, at)
        if found is None or found.kind == "people":
            return False
        if relation == "of" and found.kind in ("outlet", "agency") and cls not in ("reporter", "document") and not close:
            return False  # «أكد مصدر لوكالة كذا»: he spoke to the agency
        side = found
    if plain and scan.norm(at)[:1] in "بل" and scan.norm(at) != scan.words.doc.norms[side.first]:
        return False
    f.last = side.last
    f.of = side
    f.entries += side.entries
    f.country = f.country or side.country
    if cls == "reporter":
        if side.kind not in ("outlet", "agency"):
            return False
        f.entity = side.entity
        f.name = f"{side.name} {f.name}"
        return True
    f.pattern = f"{f.name} {relation} {{}}" if relation not in ("", "of") else f"{{}} {f.name}"
    if relation != "opposed to" and (side.kind not in ("outlet", "agency", "organisation") or _of_state(side)) and not close:
        f.party = side.party
    if side.generic:
        f.generic, f.drop = "source-of", False
        f.name = f.pattern.format("the side")
    else:
        f.name = f.pattern.format(side.name)
    return True


def _of_state(side: Found) -> bool:
    """Whether a body is an organ of a state («قيادة حرس الحدود العراقية»)."""
    return side.entity is not None and side.entity.startswith("state.")


def _again(scan: Scan, f: Found, head: Match) -> Found | None:
    f.rule = SOURCE_AGAIN
    f.generic, f.drop, f.pattern = "again", True, f.name
    f.name = ""
    if head.entry.data["cls"] == "witness" or (head.data.get("n") == "p" and head.entry.data["cls"] == "source"):
        f.drop = False
    return f


def source_outlet(scan: Scan, i: int) -> Found | None:
    """The outlet phrase at token `i`, by head noun or by name."""
    head = scan.layer(i, "source")
    if head is not None and head.entry.data["cls"] in OUTLETS and not head.enclitic:
        return _outlet(scan, i, head, head.entry.data["cls"])
    return None


def _outlet(scan: Scan, start: int, head: Match, cls: str) -> Found | None:
    at = head.last
    whole = scan.actor_at(head.first, named=True)
    if whole is not None and whole.last > head.last and scan.actor(whole).kind in ("outlet", "agency"):
        return _known_outlet(scan, start, whole)
    f = Found(start, at, "agency" if cls == "agency" else "outlet", "", None, None, OUTLET, (head.entry.id,), keys=(head.entry.data["key"],))
    if scan.broken(at):
        return _outlet_again(scan, f, head)
    if scan.norm(at) in ("انباء", "الانباء", "اخبار") and cls == "agency":
        at += 1
    bracket = 1 if scan.norm(at) == "(" else 0
    known = scan.actor_at(at + bracket, named=True)
    if known is not None and known.proclitics in ("", "ال") and scan.actor(known).kind in ("outlet", "agency"):
        g = _known_outlet(scan, start, known)
        if bracket and scan.norm(g.last) == ")":
            g.last += 1
        return _trail(scan, g)
    nation = _nation(scan, f, head, at)
    if nation is not None:
        return nation
    return _new_outlet(scan, f, head, cls, at)


def _known_outlet(scan: Scan, start: int, m: Match) -> Found:
    actor = scan.actor(m)
    last = alias_in_brackets(scan, m.last, actor)
    f = Found(start, last, actor.kind, actor.name, actor.id, actor.party, OUTLET, (m.entry.id,), country=actor.country)
    head = scan.layer(start, "source")
    f.keys = tuple(dict.fromkeys((*actor.heads, *((head.entry.data["key"],) if head is not None else ()))))
    return f


def _trail(scan: Scan, f: Found) -> Found:
    """Adjectives after an outlet's name: «الفضائية», «البريطانية», «للأنباء»."""
    while not scan.broken(f.last):
        norm = scan.norm(f.last)
        nisba = scan.layer(f.last, "nisba")
        if (nisba is not None and nisba.proclitics == "ال") or norm in _ADJ or norm in ("للانباء", "للاخبار"):
            f.last += 1
        else:
            break
    return f


_ADJ = mention_set("outlet_adjectives")


def _nation(scan: Scan, f: Found, head: Match, at: int) -> Found | None:
    """«وكالة الأنباء السورية», «التلفزيون الرسمي», «صحيفة روسية»."""
    article = "ال" if definite(head) or (" " in head.form and scan.norm(head.last - 1).startswith("ال")) else ""
    words: list[str] = []
    nation: str | None = None
    last = at
    while not scan.broken(last):
        nisba, adj = scan.layer(last, "nisba"), scan.layer(last, "srcadj")
        if nisba is not None and nisba.proclitics == article:
            actor = scan.actor(nisba)
            nation, f.country = actor.demonym or actor.name, actor.country
            last = nisba.last
        elif adj is not None and adj.proclitics == article and not adj.enclitic:
            words.append(str(adj.entry.data["en"]))
            last = adj.last
        elif article and scan.norm(last) in _ADJ:
            last += 1
        else:
            break
    if last == at:
        return None
    noun = head.entry.data["en"][1 if head.data.get("n") == "p" and head.entry.data["key"] not in ("wakala", "qanat") else 0]
    f.last = last
    if (
        scan.norm(last) in ("(", "،", "-")
        and (known := scan.actor_at(last + 1, named=True)) is not None
        and scan.actor(known).kind in ("outlet", "agency")
    ):
        g = _known_outlet(scan, f.first, known)
        g.last = known.last + 1 if scan.norm(known.last) == ")" else known.last
        return g
    if not nation and not article:
        return None
    state = "state" in head.entry.data or "official" in words
    f.name = " ".join([*([nation] if nation else []), *(["state"] if state and "official" in words else [w for w in words if w]), noun])
    if state and (nation is None or (f.country and head.entry.data["key"] == "wakala")):
        f.generic, f.pattern, f.drop = "state-outlet", f.name, False
    return f


def _new_outlet(scan: Scan, f: Found, head: Match, cls: str, at: int) -> Found | None:
    """An outlet the authority does not know: its name in quotation marks or brackets, in Latin letters, or words up to an adjective."""
    doc = scan.words.doc
    words = name_words()
    if scan.norm(at) == "(" and not scan.broken(at + 1):
        end = next((j for j in range(at + 2, min(scan.words.size, at + 6)) if scan.norm(j) == ")"), at)
        if end > at:
            return _called(scan, f, at + 1, end, end + 1)
    end = doc.quoted_run(at, 6)
    if end > at:
        return _trail(scan, _called(scan, f, at, end, end))
    if definite(head) or head.data.get("n") == "p":
        return _outlet_again(scan, f, head)
    end = at
    while end < at + 4 and not scan.broken(end) and doc.tokens[end].kind == "word":
        norm = scan.norm(end)
        nisba = scan.layer(end, "nisba")
        if (nisba is not None and nisba.proclitics == "ال" and end > at) or (norm in _ADJ and end > at):
            break
        if (
            norm in words.verbs
            or scan.layer(end, "srcadj") is not None
            or (ordinary(norm) and not norm.isascii())
            or norm in ("ان", "انه", "عن", "في", "من", "علي", "الي", "التي", "الذي")
        ):
            break
        end += 1
    if end == at or (cls == "site" and not (doc.norms[at].isascii() or (end < scan.words.size and scan.norm(end) in _ADJ))):
        return None
    return _trail(scan, _called(scan, f, at, end, end))


def _called(scan: Scan, f: Found, first: int, last: int, end: int) -> Found:
    norms = scan.words.doc.norms[first:last]
    latin = all(n.isascii() for n in norms)
    f.name = scan.surface(first, last) if latin else romanise([n for n in norms if n[:1].isalnum()])
    f.last = end
    return f


def _outlet_again(scan: Scan, f: Found, head: Match) -> Found | None:
    if not definite(head) or (head.entry.data["key"] in ("safha", "mawqi") and head.data.get("n") == "p"):
        return None
    f.rule, f.generic, f.drop = OUTLET_AGAIN, "again", True
    f.pattern = head.entry.data["en"][0]
    return f
