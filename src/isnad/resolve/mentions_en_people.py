"""English phrases for persons: titles, names, functions beside the name, and the bare name later."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.en.names import english_words, mention_set
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_names import NOT_NAMES, norm_word, read_name, single_name, spelt
from isnad.resolve.mentions_en_party import headed, side_at
from isnad.resolve.mentions_en_sides import NAME
from isnad.resolve.mentions_en_words import ARTICLES, OWNERS, Element, after_title, capital, cased_layer, elements, layers_at, state_side
from isnad.resolve.mentions_scan import Scan

TITLED = register("en.mention.titled", "A title or function with a person's name after it.")
NAMED = register("en.mention.person", "A given name with the name after it, or a name that a function after a comma explains.")
KNOWN = register("en.mention.known-person", "A person of the authority.")
SINGLE = register("en.mention.single-name", "One name, and what shows that it is a person's: “I met X”, “X, not his real name”, “X, 34, …”.")
AGAIN = register("en.mention.surname", "Part of the name of a person named in full before.")
OFFICE = register("en.mention.office", "A title with its body or country and no name.")

_COMPLEMENT = frozenset({"of", "for", "in", "at", "to", "from", "with"})
_SPEAKS = frozenset({"said", "says", "told", "added", "wrote", "tweeted", "explained", "recalled", "stated"})
_PLACE_ENDS = mention_set("place_ends")
_PLACE_NAMES = mention_set("place_names")


def person(scan: Scan, i: int) -> Found | None:
    """The person at token `i` by name: one of the authority, a given name with the rest, or one named before."""
    if scan.broken(i) and i >= scan.words.size:
        return None
    found = _known(scan, i) or _named(scan, i) or again(scan, i) or single(scan, i)
    if found is None:
        return None
    finish(scan, found)
    return found


def finish(scan: Scan, f: Found) -> None:
    """Take in the function after a name and remember the name."""
    if f.rule not in (AGAIN, OFFICE):
        _function_after(scan, f)
    remember(scan, f)


def _known(scan: Scan, i: int) -> Found | None:
    m = scan.actor_at(i)
    if m is None or scan.actor(m).kind not in ("person", "official"):
        return None
    end = read_name(scan, i)
    if end > m.last and not m.enclitic and scan.norm(i) not in english_words().given and scan.norm(m.last) in english_words().given:
        return None
    if scan.norm(m.last) == "-" and scan.norm(m.last + 1) in english_words().suffixes:
        return None
    actor = scan.actor(m)
    f = Found(i, m.last, actor.kind, actor.name, actor.id, actor.party, KNOWN, (m.entry.id,), country=actor.country)
    f.surname = scan.norm(m.last - 1)
    return f


def _named(scan: Scan, i: int) -> Found | None:
    words = english_words()
    norm = scan.norm(i)
    if not capital(scan, i) or norm in NOT_NAMES:
        return None
    end = read_name(scan, i)
    count = sum(1 for j in range(i, end) if scan.words.doc.tokens[j].kind == "word" and norm_word(scan, j) not in words.particles)
    if end == i or end - i < 2:
        return None
    given = norm in words.given or (
        norm in words.weak and any(scan.norm(j) in words.given or scan.norm(j) in words.particles for j in range(i + 1, end))
    )
    kunya = norm in ("abu", "abou", "umm", "um")
    if not (given or kunya or _introduced(scan, i, end)):
        return None
    if not kunya and count < 2:
        return None
    if kunya and cased_layer(scan, i, "capital") is not None:  # «Abu Dhabi» is nobody's father
        return None
    m = scan.actor_at(i)
    if m is not None and m.last >= end:
        return None
    if kunya and count == 1 and scan.norm(end) not in _SPEAKS and scan.norm(i - 1) not in _SPEAKS and not _introduced(scan, i, end):
        return None
    if norm_word(scan, end - 1) in _PLACE_ENDS or " ".join(n for n in scan.words.norms[i:end] if n != "-") in _PLACE_NAMES:
        return None
    if (
        any(scan.layer(end - 1, layer) is not None and capital(scan, end - 1) for layer in ("head", "source"))
        and scan.norm(end - 1) not in words.given
    ):
        return None
    f = Found(i, end, "person", spelt(scan, i, end), None, None, NAMED)
    f.surname = scan.norm(end - 1)
    return f


def _introduced(scan: Scan, i: int, end: int) -> bool:
    """Whether two unknown capitalised words are a person: a function in apposition follows, or the verb of saying stands before or after."""
    if end - i < 2 or any(scan.words.at[j].get(layer) for j in range(i, end) for layer in ("nisba", "capital", "head", "source", "title", "actor")):
        return False
    if scan.norm(end) == "," and not scan.broken(end + 1):
        j = end + 1
        while scan.norm(j) in ARTICLES or scan.norm(j) in english_words().fillers or cased_layer(scan, j, "nisba") is not None:
            j += 1
        if scan.words.doc.tokens[j].kind == "number" if j < scan.words.size else False:
            return scan.norm(j + 1) == ","
        return scan.layer(j, "title") is not None and j < end + 6
    return scan.norm(end) in ("told", "tweeted") or (scan.norm(i - 1) == "said" and scan.norm(end) in (",", ".", ""))


def again(scan: Scan, i: int) -> Found | None:
    """The surname, byname or abbreviation of one named in full before."""
    if not capital(scan, i) and not (scan.norm(i) in english_words().particles and scan.norm(i + 1) == "-"):
        return None
    j = i
    while scan.norm(j) in english_words().particles and not scan.broken(j + 1) and scan.norm(j + 1):
        j += 2 if scan.norm(j + 1) == "-" else 1
    for at in (i, j):
        before = scan.people.get(norm_word(scan, at))
        if before is not None and capital(scan, at) and scan.norm(at + 1) != "-":
            following = at + 1 < scan.words.size and capital(scan, at + 1) and not scan.broken(at + 1)
            if (
                following
                and scan.words.doc.tokens[at + 1].kind == "word"
                and scan.norm(at + 1) not in NOT_NAMES
                and not scan.norm(at).endswith("'s")
            ):
                return None
            f = Found(
                i, at + 1, before.kind, before.name, before.entity, before.party, AGAIN, before.entries, role=before.role, country=before.country
            )
            f.keys, f.of, f.generic = before.keys, before.of, before.generic if before.generic == "side-of" else None
            return f
    return None


def single(scan: Scan, i: int) -> Found | None:
    """A person by one name, where what stands around it says that it is one: see :func:`single_name`."""
    if not single_name(scan, i):
        return None
    f = Found(i, i + 1, "person", spelt(scan, i, i + 1), None, None, SINGLE)
    f.surname = scan.norm(i)
    return f


def remember(scan: Scan, f: Found) -> None:
    """Keep the surname and, for a byname, its second word."""
    if f.rule in (AGAIN, OFFICE) or f.kind not in ("person", "official") or not f.surname:
        return
    key = f.surname[:-2] if f.surname.endswith("'s") else f.surname
    if len(key) > 2 and not (scan.actors.states and key in ("syria", "iraq")):
        scan.know(key, f)


def title_match(scan: Scan, e: Element) -> Match | None:
    """The title among the readings of a head element."""
    return layers_at(scan, e.first, e.last).get("title")


def titled(scan: Scan, i: int, els: list[Element]) -> Found | None:
    """A phrase whose head is a title: with its name after it, after its body, or an office without a name."""
    k = next((n for n in range(len(els) - 1, -1, -1) if els[n].kind == "head" and title_match(scan, els[n]) is not None), -1)
    if k < 0:
        return None
    core = els[k]
    title = title_match(scan, core)
    assert title is not None
    side = _side_before(scan, i, els[:k])
    end, start = core.last, after_title(scan, core.last)
    if k == len(els) - 1 or (k == len(els) - 2 and els[-1].kind == "actor"):
        found = _with_name(scan, i, els[: k + 1], title, side, start)
        if found is not None:
            return found
    if k < len(els) - 1 or core.plural:
        return None
    if title.entry.data.get("body") and scan.norm(end) in _COMPLEMENT and not scan.broken(end):
        after, end = _complement(scan, end, title)
        side = side or after
        if scan.norm(end) == "," and end > core.last and not scan.broken(end + 1):
            found = _with_name(scan, i, els[: k + 1], title, side, end + 1, role_end=end)
            if found is not None:
                return found
        found = _with_name(scan, i, els[: k + 1], title, side, end, role_end=end) if end > core.last else None
        if found is not None:
            return found
    stately = side is not None or title.entry.data["kind"] == "official"
    if scan.norm(end) == "," and stately and not scan.broken(end + 1) and capital(scan, end + 1):
        name_end = read_name(scan, end + 1)
        if scan.norm(name_end) == "," and scan.norm(end + 1) in english_words().given:
            return _with_name(scan, i, els[: k + 1], title, side, end + 1, role_end=end)
    return _office(scan, i, title, side, end)


def _side_before(scan: Scan, i: int, mods: list[Element]) -> Found | None:
    """The side that stands before a title: «Syrian», «Hezbollah», «army», «Syrian army»."""
    for n in range(len(mods) - 1, -1, -1):
        e = mods[n]
        if e.match is None:
            continue
        if e.kind == "head" and layers_at(scan, e.first, e.last).get("head") is not None:
            return headed(scan, i, mods[: n + 1], inner=True)
        if e.kind in ("actor", "nisba"):
            return state_side(scan, e.match, NAME)
    return None


def _complement(scan: Scan, at: int, title: Match) -> tuple[Found | None, int]:
    """The body, country or place after «of», «for», «in», and the token after it. A country an envoy goes to is not his side."""
    prep = scan.norm(at)
    j = at + 1
    while scan.norm(j) in ARTICLES:
        j += 1
    if scan.broken(j):
        return None, at
    m = scan.actor_at(j)
    if m is not None and m.enclitic and scan.actor(m).id.startswith("state."):
        j = m.last  # «governor of Iraq's Nineveh»
    side = side_at(scan, j)
    if side is not None and side.kind != "people":
        sent = title.entry.id.endswith((".envoy", ".ambassador")) or prep in ("to", "in", "at", "from")
        return (None if sent and side.entity is not None and side.entity.startswith("state.") else side), side.last
    end = j
    while (
        end < min(scan.words.size, j + 5)
        and not scan.broken(end)
        and capital(scan, end)
        and scan.words.doc.tokens[end].kind == "word"
        and scan.norm(end) not in english_words().given
    ):
        end += 1
    return None, end if end > j else at


def _with_name(scan: Scan, i: int, els: list[Element], title: Match, side: Found | None, at: int, *, role_end: int = 0) -> Found | None:
    if scan.broken(at) or at >= scan.words.size:
        return None
    quoted = scan.words.doc.quoted_run(at, 4)
    known = _known(scan, at)
    before = again(scan, at) if known is None else None
    if known is not None:
        end, name, entity, party, kind = known.last, known.name, known.entity, known.party, known.kind
    elif before is not None:
        end, name, entity, party, kind = before.last, before.name, before.entity, before.party, before.kind
    else:
        end = read_name(scan, at)
        if end == at and quoted > at and capital(scan, at):
            end = quoted
        words = [j for j in range(at, end) if scan.words.doc.tokens[j].kind == "word"]
        if not words or not _plausible(scan, at, end, title):
            return None
        name, entity, party, kind = spelt(scan, at, end), None, None, "person"
    f = Found(i, end, kind_of(title, side, els), name, entity, party, TITLED, (title.entry.id,), role=scan.surface(i, role_end or els[-1].last))
    if kind == "official" or f.kind == "official":
        f.kind = "official"
    f.surname = scan.norm(end - 1)
    f.keys = (title_key(title),)
    give_side(f, side, title)
    if side is None and f.party is None and entity is None and title.entry.data["kind"] == "official" and not title.entry.data.get("civil"):
        f.generic = "official"  # «the deputy foreign minister, X»: of the state the report is about
    scan.appoint(title_key(title), (side.party or side.name) if side is not None else "", f)
    return f


def _plausible(scan: Scan, at: int, end: int, title: Match) -> bool:
    """Whether the capitalised run after a title is a name: no known actor, nation or place word heads it."""
    m = scan.actor_at(at)
    if m is not None and scan.actor(m).kind not in ("person", "official"):
        return False
    if cased_layer(scan, at, "nisba") is not None or scan.norm(at) in ("on", "in"):
        return False
    single = end - at == 1
    plain = title.entry.data["kind"] == "person" or title_key(title) in ("member", "official", "deputy", "head", "chief", "representative", "adviser")
    if single and plain and not title.entry.id.endswith((".sheikh", ".mr", ".doctor")) and scan.norm(at) not in english_words().given:
        return False
    if single and not (title.entry.data.get("rank") or title.entry.data.get("civil")) and scan.norm(at) not in english_words().given:
        return scan.norm(at) not in english_words().verbs and scan.words.at[at] == {} and len(scan.norm(at)) > 2
    return not any(scan.layer(at, layer) is not None for layer in ("head", "source"))


def title_key(title: Match) -> str:
    """The key by which an office comes back."""
    return str(title.entry.id).rsplit(".", 1)[-1]


def give_side(f: Found, side: Found | None, title: Match) -> None:
    """Let a person act for the side of his office; a generic side is resolved by the document."""
    if side is None or (title.entry.data["kind"] == "person" and side.kind not in ("group", "force") and not side.generic):
        return
    f.country = f.country or side.country
    f.entries += side.entries
    if side.party and not side.generic:
        f.party, f.of = (side.party, side) if side.kind != "people" else (f.party, None)
    elif side.generic and f.party is None:
        f.of, f.generic, f.pattern, f.drop = side, "side-of", f.name, False


def kind_of(title: Match, side: Found | None, els: list[Element]) -> str:
    """`official` for state and military office, else `person`."""
    kind = title.entry.data["kind"]
    state = side is not None and (
        side.kind in ("state", "force") or side.generic in ("gov", "regime", "army", "force", "police", "ministry", "gov-force", "intel")
    )
    military = any(e.kind == "adj" and e.match is not None and e.match.entry.data.get("en") in ("military", "security", "government") for e in els)
    return "official" if kind == "official" or (kind == "office" and (state or military)) else "person"


def _office(scan: Scan, i: int, title: Match, side: Found | None, end: int) -> Found | None:
    """A title without a name: the person who bore it before, else the office itself."""
    before = scan.norm(i - 1)
    mark = side.party or side.name if side is not None else ""
    holder = scan.offices.get((title_key(title), mark or None)) if before in ("the", "this", "that") or before in OWNERS or mark else None
    if holder is not None:
        role = scan.surface(i, end)
        f = Found(i, end, holder.kind, holder.name, holder.entity, holder.party, OFFICE, (title.entry.id,), role=role, country=holder.country)
        f.of, f.generic, f.pattern = holder.of, holder.generic, holder.pattern
        f.keys = (title_key(title),)
        return f
    kind = title.entry.data["kind"]
    if (
        title.entry.data.get("rank")
        or title.entry.data.get("civil")
        or kind == "person"
        or (kind == "office" and title_key(title) not in ("president", "emir"))
    ):
        return None
    if side is None or side.kind not in ("state", "force") or before in ("a", "an"):
        return None
    name = (
        f"{scan.actors.states[side.country].demonym} {title.entry.data['en']}" if side.country in scan.actors.states else str(title.entry.data["en"])
    )
    f = Found(i, end, "official", name, None, side.party, OFFICE, (title.entry.id,), role=scan.surface(i, end), country=side.country)
    f.keys = (title_key(title),)
    return f


def _function_after(scan: Scan, f: Found) -> None:
    """«, the acting Prime Minister of Libya», «, a spokesman for the army»: taken into the mention as its role."""
    at = f.last
    if scan.norm(at) not in (",", "(", "-", "—", "–") or scan.broken(at + 1):
        return
    j = at + 1
    if j < scan.words.size and scan.words.doc.tokens[j].kind == "number" and scan.norm(j + 1) == ",":
        j += 2
    if scan.norm(j) in ("who", "which") and scan.norm(j + 1) in ("is", "was", "heads", "leads", "runs", "commands"):
        j += 2
    while scan.norm(j) in ("the", "a", "an", "then", "now", "one"):
        j += 1
    if scan.broken(j):
        return
    els = elements(scan, j)
    k = next((n for n in range(len(els) - 1, -1, -1) if els[n].kind == "head" and title_match(scan, els[n]) is not None), -1)
    if k < 0 or k < len(els) - 1 or els[k].plural:
        return
    title = title_match(scan, els[k])
    assert title is not None
    side = _side_before(scan, j, els[:k])
    end = els[k].last
    if title.entry.data.get("body") and scan.norm(end) in _COMPLEMENT and not scan.broken(end):
        after, end = _complement(scan, end, title)
        side = side or after
    if capital(scan, end) and scan.norm(end) in english_words().given:
        return  # the title belongs to the next name
    f.role = scan.surface(j, end)
    f.last = end + 1 if scan.norm(at) == "(" and scan.norm(end) == ")" else end
    if f.entity is None:
        give_side(f, side, title)
    if kind_of(title, side, els) == "official":
        f.kind = "official"
    f.keys = tuple(dict.fromkeys((*f.keys, title_key(title))))
    scan.appoint(title_key(title), (side.party or side.name) if side is not None else "", f)


__all__ = ["KNOWN", "NAMED", "finish", "person", "titled"]
