"""English mentions: which phrase stands at each token, when a state's name or capital is its government, and bodies known by their shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import register
from isnad.lang.en.names import CALENDAR, english_words, mention_set
from isnad.lang.pack import lexicon
from isnad.model.records import PlaceMention
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_named import acting_bodies
from isnad.resolve.mentions_en_party import party
from isnad.resolve.mentions_en_party import phrase as side_phrase
from isnad.resolve.mentions_en_people import finish, person, titled
from isnad.resolve.mentions_en_sides import ORGAN
from isnad.resolve.mentions_en_sources import new_outlet, source
from isnad.resolve.mentions_en_words import ARTICLES, Element, after_other, capital, cased_layer, elements, is_state, joined, raw, state_side
from isnad.resolve.mentions_scan import Scan
from isnad.text.doc import Doc

STATE = register("en.mention.state", "The name of a state stands for its government, as the words around it tell.")
CAPITAL = register("en.mention.capital", "A capital speaks or acts: its government is meant.")
DEED = register("en.mention.deed", "The adjective or possessive of a nation before a noun of doing («Russian air strikes»).")
NATION = register("en.mention.nation", "The people of a nation, for its state.")
UNIT = register("en.mention.unit", "A body known by its shape: capitalised words that end in, or begin with, a word for an armed or civil body.")

_ROMANISED = mention_set("romanised_units")
_SUBJECT_AFTER = frozenset(
    {"also", "itself", "itself,", "then", "now", "still", "already", "reportedly", "allegedly", "repeatedly", "has", "have", "had"}
)
_ASIDE = frozenset({"meanwhile", "however", "too", "moreover", "though", "therefore", "instead"})
_BODY = frozenset({"unit", "org", "faction", "body", "army", "force", "coalition", "militia", "police", "air"})


@cache
def _lexicon() -> Lexicon:
    return lexicon("en", "mention_words")


def read_english(doc: Doc, places: Callable[[], Sequence[PlaceMention]] = tuple) -> tuple[Scan, list[Found]]:
    """All candidates of a document, left to right, none overlapping. Its places are asked for only in need: see :class:`Scan`."""
    scan = Scan.of(doc, _lexicon(), side_phrase, person, places)
    shouted = _shouted(scan)
    acting = acting_bodies(scan, shouted)
    out: list[Found] = []
    i = 0
    while i < scan.words.size:
        found = phrase(scan, i, out[-1] if out else None, i in shouted) or acting.get(i)
        if found is None or found.last <= i:
            i += 1
        else:
            out.append(found)
            i = found.last
            if found.entity is not None:
                scan.named.add(found.entity)
    return scan, out


def _shouted(scan: Scan) -> frozenset[int]:
    """Tokens of headlines in which nearly every word has a capital: there a capital tells nothing."""
    out: set[int] = set()
    doc = scan.words.doc
    for a, b in doc.paragraphs:
        words = [i for i in range(a, min(b, a + 40)) if doc.tokens[i].kind == "word" and len(doc.norms[i]) > 3]
        if doc.norms[b - 1] not in (".", "!", "?") and len(words) >= 4 and sum(capital(scan, i) for i in words) * 10 > len(words) * 7:
            out.update(range(a, b))
    return frozenset(out)


def phrase(scan: Scan, i: int, before: Found | None, shouted: bool = False) -> Found | None:
    """The phrase that begins at token `i`: of the readings the longest, persons first."""
    token = scan.words.doc.tokens[i]
    if token.kind == "number":
        return _numbered(scan, i)
    if token.kind != "word":
        return None
    here = scan.words.at[i]
    upper = capital(scan, i)
    if not here and not upper and scan.norm(i) not in ("pro", "anti", "al") and scan.norm(i) not in english_words().fillers:
        return None
    candidates: list[Found] = []
    if scan.norm(i) not in ARTICLES or here.get("actor"):
        els = elements(scan, i)
        if els:
            candidates += [f for f in (titled(scan, i, els), party(scan, i, els), source(scan, i, els)) if f is not None]
            known = _known_outlet(scan, i, els)
            if known is not None:
                candidates.append(known)
    if upper or scan.norm(i) == "al":
        found = None if shouted and not here.get("actor") and scan.norm(i) not in english_words().given else person(scan, i)
        if found is not None:
            candidates.append(found)
        if not shouted:
            body = _body(scan, i)
            if body is not None:
                candidates.append(body)
    if candidates:
        best = max(candidates, key=lambda f: (f.last, f.rule.endswith(("titled", "known-person", "person", "office")), f.entity is not None))
        if best.rule.endswith("titled"):
            finish(scan, best)
        return best
    if not upper:
        return None
    return _state(scan, i, before) or _capital(scan, i, before) or _nation(scan, i) or _deed(scan, i) or _shared_noun(scan, i)


def _known_outlet(scan: Scan, i: int, els: list[Element]) -> Found | None:
    e = els[0]
    if e.kind != "actor" or e.match is None or scan.actor(e.match).kind not in ("outlet", "agency"):
        return None
    f = state_side(scan, e.match, "en.mention.outlet")
    if scan.norm(f.last) in ("news", "tv", "newspaper", "channel", "television", "website", "agency", "radio", "network") and not scan.broken(f.last):
        f.last += 1
    return f


def _body(scan: Scan, i: int) -> Found | None:
    """A body that the authority does not know, by its capitalised words."""
    if scan.norm(i) in ARTICLES or scan.norm(i) in CALENDAR:
        return None
    if scan.norm(i) in _ROMANISED:
        return _romanised(scan, i)
    end, head = i, None
    while end < min(scan.words.size, i + 7) and (end == i or not scan.broken(end)):
        number = scan.words.doc.tokens[end].kind == "number" and end > i
        small = end > i and _inside_name(scan, i, end)
        if not (capital(scan, end) or number or small):
            break
        m = scan.layer(end, "head")
        if (
            m is not None
            and capital(scan, end)
            and m.entry.data["cls"] in _BODY
            and (end > i or _heads(scan, m))
            and (m.data.get("n") == "s" or m.entry.data["cls"] in ("unit", "force"))
            and capital(scan, m.last - 1)
        ):
            head, end = m, m.last
            if raw(scan, end - 1).endswith(("'s", "’s")):
                break
            continue
        end += 1
    if head is None:
        return new_outlet(scan, i)
    last = head.last
    if scan.norm(last) in ("for", "of") and not scan.broken(last + 1) and capital(scan, last + 1):
        last += 1
        while (
            last < scan.words.size
            and not scan.broken(last)
            and (capital(scan, last) or (scan.norm(last) in ("and", "of") and capital(scan, last + 1)))
            and scan.norm(last) not in CALENDAR
        ):
            last += 1
    cls: str = head.entry.data["cls"]
    name = " ".join(scan.surface(i, last).split()).removesuffix("'s").removesuffix("’s")
    kind = "organisation" if cls == "body" or _heads(scan, head) else "group"
    f = Found(i, last, kind, name, None, name if kind == "group" else None, UNIT, (head.entry.id,), keys=(head.entry.data["key"],))
    _abbreviation(scan, f)
    return f


def _numbered(scan: Scan, i: int) -> Found | None:
    """«the 15th Infantry Division»: a unit of the state's army, unless the authority knows it as another's."""
    known = scan.actor_at(i)
    if known is not None:
        return state_side(scan, known, "en.mention.name")
    if scan.norm(i + 1) not in ("st", "nd", "rd", "th") or not joined(scan, i + 1):
        return None
    for at in range(i + 2, min(scan.words.size, i + 5)):
        m = scan.layer(at, "head")
        if scan.broken(at) or not capital(scan, at):
            return None
        if m is not None and m.entry.data["cls"] == "unit":
            name = " ".join(scan.surface(i, m.last).split())
            f = Found(i, m.last, "force", name, None, None, UNIT, (m.entry.id,), keys=(m.entry.data["key"],))
            f.generic, f.pattern = "numbered", name
            return f
    return None


def _heads(scan: Scan, m: Match) -> bool:
    """Whether a word for a body begins its name: «the Network for Civil Rights»."""
    return (
        (m.entry.data["cls"] == "body" or m.entry.data["key"] == "shabaka")
        and m.data.get("n") == "s"
        and scan.norm(m.last) in ("for", "of")
        and capital(scan, m.last + 1)
    )


def _inside_name(scan: Scan, i: int, at: int) -> bool:
    """Whether a small word stands inside a capitalised name: «for», «of», «al», a hyphen, «and» before a capital and after no state or person."""
    norm = scan.norm(at)
    if norm == "-":
        return joined(scan, at) and joined(scan, at + 1)
    if norm == "and":
        return capital(scan, at + 1) and not any(scan.words.at[j].keys() & {"nisba", "actor", "capital"} for j in range(i, at))
    return norm in ("for", "of", "al") or (norm == "the" and scan.norm(at - 1) in ("for", "of"))


def _abbreviation(scan: Scan, f: Found) -> None:
    """«Sudan Founding Alliance (SFA)»: the letters in brackets name it from here on."""
    at = f.last
    if scan.norm(at) == "(" and scan.norm(at + 2) == ")" and raw(scan, at + 1).isupper():
        scan.know(scan.norm(at + 1), f)
        f.last = at + 3


def _romanised(scan: Scan, i: int) -> Found | None:
    """«Liwa Ahl al-Athar», «Jabhat al-Wafa»: Arabic words for a unit in Latin letters with the name after them."""
    end = i + 1
    while (
        end < min(scan.words.size, i + 8)
        and not scan.broken(end)
        and (capital(scan, end) or (scan.norm(end) in ("-", "al", "wal", "wa") and (joined(scan, end + 1) or capital(scan, end + 1))))
    ):
        end += 1
    if end < i + 2 or not capital(scan, i):
        return None
    name = " ".join(scan.surface(i, end).split()).removesuffix("'s").removesuffix("’s")
    return Found(i, end, "group", name, None, name, UNIT, (), keys=("jamaa", "fasil"))


def _found(scan: Scan, m: Match, rule: str) -> Found:
    actor = scan.actor(m)
    return Found(m.first, m.last, "state", actor.name, actor.id, actor.party, rule, (m.entry.id,), country=actor.country)


def _before(scan: Scan, i: int) -> tuple[str, str]:
    """The two words before a token, articles left out, empty at a break."""
    j = i
    out: list[str] = []
    while len(out) < 2:
        if scan.broken(j) or j == 0:
            out.append("")
            continue
        j -= 1
        if scan.norm(j) in ("the", "both", "neither", "either"):
            continue
        out.append(scan.norm(j))
    return out[0], out[1]


def _acts(scan: Scan, last: int, *, theatre: bool) -> bool:
    """Whether a verb of doing follows the name."""
    words = english_words()
    if scan.broken(last):
        return False
    at = last
    at += 3 * (scan.norm(at) == "," and scan.norm(at + 1) in _ASIDE and scan.norm(at + 2) == ",")
    if scan.norm(at) == ":" and not theatre and (last < 2 or scan.broken(last - 1)):
        return True  # «Moscow: only 23 missiles arrived»
    at += scan.norm(at) in ("itself", "also", "then", "now", "repeatedly", "reportedly", "allegedly", "later", "already", "still")
    norm = scan.norm(at)
    if norm == "and":
        return _acts(scan, after_other(scan, at), theatre=True)  # «Israel and Hamas agreed», «Turkey and the SDF exchanged fire»
    if norm in words.verbs and not norm.endswith("ing"):
        return not (theatre and norm in words.deeds)  # «Iraq attacks kill ten» are attacks in Iraq
    if norm in words.modals:
        following = [scan.norm(at + k) for k in (1, 2, 3)]
        return any(w in words.verbs for w in following) or (not theatre and norm not in ("is", "was"))
    return False


def _joined(scan: Scan, i: int, before: Found | None) -> bool:
    """Whether «and» or a comma joins the word to a state taken as a party right before («Russia and Iran»)."""
    if before is None or before.rule not in (STATE, CAPITAL, DEED, ORGAN) or before.kind not in ("state", "force"):
        return False
    gap = [scan.norm(j) for j in range(before.last, i) if scan.norm(j) != "the"]
    return gap in (["and"], [","], [",", "and"], ["or"], ["nor"])


def _state(scan: Scan, i: int, before: Found | None) -> Found | None:
    m = scan.actor_at(i)
    if m is None or not is_state(scan.actor(m)) or scan.norm(m.last) == "-":
        return None
    actor = scan.actor(m)
    return _found(scan, m, STATE) if _party_here(scan, i, m, before, theatre=actor.theatre) else None


def _party_here(scan: Scan, i: int, m: Match, before: Found | None, *, theatre: bool) -> bool:
    """Whether a state's name stands for its government: by the word before it, or by the verb after it."""
    words = english_words()
    one, two = _before(scan, i)
    if m.enclitic:
        return not theatre and _deeds(scan, m.last)
    if two in words.borders and (one in words.beside or one == "of"):
        return False
    after = {"from": words.from_after, "on": words.on_after, "of": words.of_after, "to": words.to_after, "for": words.for_after}.get(one)
    if after is not None:
        return two in after and (one == "on" or not theatre)
    if one in words.geo:
        return False
    if one in words.objects or (one in words.beside and one not in ("and", "via") and (not theatre or one in ("by", "between", "against", "with"))):
        return True
    if _joined(scan, i, before):
        return True
    acts = _acts(scan, m.last, theatre=theatre) or _acts(scan, _past_clause(scan, m.last), theatre=theatre)
    beside = before is not None and before.kind in ("group", "force") and i - before.last <= 2  # «Hamas and Israel agreed»
    return one not in words.beside - {"and"} and acts and (one != "and" or beside or not capital(scan, i - 2))


def _past_clause(scan: Scan, at: int) -> int:
    """The token after a relative clause set off by commas that opens at `at` («Russia, whose jets have …, has not»), else `at`."""
    if scan.norm(at) != "," or scan.norm(at + 1) not in ("which", "whose", "who"):
        return at
    for j in range(at + 2, min(scan.words.size, at + 20)):
        if scan.broken(j) or scan.norm(j) in (".", ";", ":"):
            return at
        if scan.norm(j) == ",":
            return j + 1
    return at


def _deeds(scan: Scan, at: int) -> bool:
    """Whether a noun of doing follows, with up to two words between."""
    words = english_words()
    for j in range(at, min(scan.words.size, at + 3)):
        if scan.broken(j) or (scan.words.doc.tokens[j].kind != "word" and scan.norm(j) != "-"):
            return False
        if scan.norm(j) in words.deeds or f"{scan.norm(j)} {scan.norm(j + 1)}" in words.deeds:
            return True
        plain = scan.layer(j, "adj") is None and scan.layer(j, "srcadj") is None and not scan.norm(j).endswith(("ed", "ing", "al", "ary", "ive"))
        if plain and scan.norm(j) not in ("-", "recent", "new", "own", "first", "long"):
            return False
    return False


def _capital(scan: Scan, i: int, before: Found | None) -> Found | None:
    m = cased_layer(scan, i, "capital")
    if m is None or scan.norm(m.last) == "-":
        return None
    words = english_words()
    actor = scan.actor(m)
    one, two = _before(scan, i)
    if one in words.geo or two in words.borders:
        return None
    if m.enclitic:
        return _found(scan, m, CAPITAL) if not actor.theatre and _deeds(scan, m.last) else None
    joined_on = _joined(scan, i, before)
    acts = _acts(scan, _past_clause(scan, m.last), theatre=True) and scan.norm(m.last) not in ("saw", "fell", "witnessed", "remains", "remained")
    if acts and (one not in words.beside or (one == "and" and (joined_on or not capital(scan, i - 2)))):
        return _found(scan, m, CAPITAL)
    if (one in words.beside and one not in ("and", "for", "like", "via", "including")) or one in words.objects or joined_on:
        return None if actor.theatre and one not in ("between", "with") else _found(scan, m, CAPITAL)
    return None


def _nation(scan: Scan, i: int) -> Found | None:
    """«the Russians», «Americans»: the people of a nation for its side, where the nation is no theatre of war."""
    m = cased_layer(scan, i, "nisba")
    if m is None or (scan.norm(m.last) == "-"):
        return None
    if not m.data.get("p"):  # «the British remember otherwise»: an adjective that has no plural
        people = scan.norm(i - 1) == "the" and scan.norm(i).endswith(("sh", "ch", "ese")) and _acts(scan, m.last, theatre=False)
        if not people:
            return None
    actor = scan.actor(m)
    called = actor.demonym or actor.name
    plural = "" if called.endswith(("sh", "ch", "ese")) else "s"
    f = Found(i, m.last, "people", f"{called}{plural}", actor.id, actor.party, NATION, (m.entry.id,), country=actor.country)
    if not is_state(actor):
        f.name, f.kind = actor.name, actor.kind
    elif actor.theatre:
        f.party, f.entity = "civilians", None
    elif scan.norm(i - 1) != "the":
        f.party = "civilians"
    return f


def _shared_noun(scan: Scan, i: int) -> Found | None:
    """«Russian and Syrian aircraft», «no Turkish or Qatari troops»: the first nation shares the noun after the second."""
    m = cased_layer(scan, i, "nisba")
    if m is None or m.data.get("p") or scan.norm(m.last) not in ("and", "or", "nor") or scan.broken(m.last + 1):
        return None
    second = cased_layer(scan, m.last + 1, "nisba")
    if second is None or second.data.get("p"):
        return None
    els = elements(scan, m.last + 1)
    whole = party(scan, m.last + 1, els) if els else None
    if whole is None or whole.kind not in ("force", "state") or not whole.party or whole.last <= second.last:
        return None
    f = _found(scan, m, ORGAN)
    f.kind = whole.kind
    return f


def _deed(scan: Scan, i: int) -> Found | None:
    m = cased_layer(scan, i, "nisba")
    if m is None or m.data.get("p") or not _deeds(scan, m.last):
        return None
    f = _found(scan, m, DEED)
    f.kind = scan.actor(m).kind
    return f
