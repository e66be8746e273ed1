"""Arabic mentions: which phrase stands at each token, and when a state's name or capital is its government."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import register
from isnad.lang.ar.names import mention_set, name_words, ordinary
from isnad.lang.pack import lexicon
from isnad.model.records import PlaceMention
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_bare import nation_people
from isnad.resolve.mentions_ar_party import party
from isnad.resolve.mentions_ar_people import person
from isnad.resolve.mentions_ar_sources import source, source_outlet
from isnad.resolve.mentions_ar_words import ORGAN
from isnad.resolve.mentions_scan import Scan, definite
from isnad.text.doc import Doc

STATE = register("ar.mention.state", "The name of a state stands for its government, as the words around it tell.")
_STRIKES = frozenset({"هجوم", "هجمات", "غاره", "غارات", "ضربه", "ضربات", "عقوبات", "اعتداء", "اعتداءات", "عدوان", "حرب", "صواريخ", "قصف", "هجومين"})
CAPITAL = register("ar.mention.capital", "A capital speaks or acts: its government is meant.")
SECOND = register("ar.mention.second-nation", "A second adjective of nation joined with «و» to an organ of another side.")
DEED = register("ar.mention.deed", "The adjective of a nation or side after a noun of doing («القصف الروسي»).")

_WITH = mention_set("beside")
_REACH = mention_set("reach")
_OPENERS = mention_set("clause_openers")
_CLAUSE = mention_set("that")
_STANCE = mention_set("stance")
_ACCORD = mention_set("accord")
_AUXILIARY = mention_set("auxiliary")
_ASKED = mention_set("asked")
_PRONOUNS = mention_set("leaning")
_BETWEEN = mention_set("between_words")
_SPOKEN_TO = mention_set("spoken_to")


@cache
def _lexicon() -> Lexicon:
    return lexicon("ar", "mention_words")


def read_arabic(doc: Doc, places: Callable[[], Sequence[PlaceMention]] = tuple) -> tuple[Scan, list[Found]]:
    """All candidates of a document, left to right, none overlapping. Its places are asked for only in need: see :class:`Scan`."""
    scan = Scan.of(doc, _lexicon(), party, person, places)
    out: list[Found] = []
    i = 0
    while i < scan.words.size:
        found = phrase(scan, i, out[-1] if out else None)
        if found is None or found.last <= i:
            i += 1
        else:
            out.append(found)
            i = found.last
            if found.entity is not None:
                scan.named.add(found.entity)
    return scan, out


def phrase(scan: Scan, i: int, before: Found | None) -> Found | None:
    """The phrase that begins at token `i`: of the readings the longest, persons first."""
    if scan.words.doc.tokens[i].kind == "punct":
        return None
    best = person(scan, i)
    here = scan.words.at[i]
    if best is None and not here and not _quantifies(scan.norm(i)):
        return None
    candidates = [best] if best is not None else []
    if here.get("head") or here.get("actor"):
        found = party(scan, i)
        if found is not None:
            candidates.append(found)
    if here.get("source") or _quantifies(scan.norm(i)):
        found = source(scan, i) or source_outlet(scan, i)
        if found is not None:
            candidates.append(found)
    if candidates:
        return max(candidates, key=lambda f: (f.last, f.rule.endswith(("titled", "known-person", "name"))))
    return _state(scan, i, before) or _capital(scan, i, before) or nation_people(scan, i) or _deed(scan, i) or _second_nation(scan, i, before)


@lru_cache(maxsize=8192)
def _quantifies(norm: str) -> bool:
    """Whether a quantifier («أحد», «عدد من») begins with the word, a particle written onto it or not."""
    first = _first_quantifiers()
    return norm in first or norm[1:] in first


@cache
def _first_quantifiers() -> frozenset[str]:
    return frozenset(q.partition(" ")[0] for q in name_words().quantifiers)


def _found(scan: Scan, m: Match, rule: str) -> Found:
    actor = scan.actor(m)
    return Found(m.first, m.last, "state", actor.name, actor.id, actor.party, rule, (m.entry.id,), country=actor.country)


def _joined(scan: Scan, i: int, before: Found | None) -> bool:
    """Whether «و» or «،» joins the word to a party right before («روسيا وإيران»)."""
    if before is None or before.last < i - 1 or before.kind == "people":
        return False
    return (before.last == i and scan.norm(i).startswith("و")) or (before.last == i - 1 and scan.norm(i - 1) in ("،", "و", "او", "-"))


def _acts(scan: Scan, m: Match, feminine: bool) -> bool:
    """Whether a verb that agrees stands right before or after."""
    verbs = name_words().verbs
    gender = "f" if feminine else "m"
    before = scan.norm(m.first - 1)
    if m.proclitics.removesuffix("ال") in ("", "و", "ف") and m.proclitics != "لل" and not scan.broken(m.first):
        for shape in (before, before[1:] if before[:1] in "وف" else ""):
            if gender in verbs.get(shape, ""):
                return True
    after = scan.norm(m.last)
    if after in _AUXILIARY and not scan.broken(m.last + 1):
        after = scan.norm(m.last + 1)
    opens = _opens(scan, m)
    if not opens or scan.broken(m.last):
        return False
    dual = after.endswith("تا") and "f" in verbs.get(after[:-1], "")
    return gender in verbs.get(after, "") or (feminine and (dual or _imperfect(after)))


def _opens(scan: Scan, m: Match) -> bool:
    """Whether a clause can begin with the word: after a break, a mark or symbol («⬥ السعودية تدعو …»), a word that opens one, or with «و»."""
    before = m.first - 1
    marked = before >= 0 and scan.words.doc.tokens[before].kind not in ("word", "number") and scan.norm(before) != ")"
    return scan.broken(m.first) or marked or scan.norm(before) in _OPENERS or m.proclitics.startswith(("و", "ف"))


def _speaks(scan: Scan, m: Match) -> bool:
    """Whether a colon lets the word speak where a clause begins («واشنطن: لم نسحب …»); of a theatre of war it would be where the news is from."""
    return not scan.actor(m).theatre and scan.norm(m.last) == ":" and not scan.broken(m.last) and _opens(scan, m)


def _imperfect(norm: str) -> bool:
    """Whether a word has the shape of an imperfect with a feminine subject («تعرقل», «ستواصل») and is no common noun."""
    bare = norm.removeprefix("س") if norm.startswith("ست") else norm
    words = name_words()
    return bare.startswith("ت") and len(bare) >= 4 and not bare.endswith(("ه", "ات", "ي")) and bare not in words.common and bare not in words.deeds


def _state(scan: Scan, i: int, before: Found | None) -> Found | None:
    m = scan.actor_at(i)
    if m is None or not scan.actor(m).id.startswith("state."):
        return None
    actor = scan.actor(m)
    words = name_words()
    previous = scan.norm(i - 1)
    particle = m.proclitics.removesuffix("ال")
    if scan.broken(i):
        previous = ""
    if actor.feminine and not actor.theatre and particle == "" and _verb_like(previous):
        return _found(scan, m, STATE)
    acts = _acts(scan, m, actor.feminine)
    if previous in words.geo and not acts:
        return None
    if previous in ("بين", "مع") and any("حدود" in scan.norm(j) or "معبر" in scan.norm(j) for j in range(max(0, i - 4), i)):
        return None
    if _speaks(scan, m):
        return _found(scan, m, STATE)
    if (acts and not (actor.theatre and previous in _REACH)) or (previous in _WITH and particle in ("", "و")):
        return _found(scan, m, STATE)
    if previous == "من" and (scan.norm(i - 2) in _ASKED or scan.norm(i - 3) in _ASKED):
        return _found(scan, m, STATE)
    if _joined(scan, i, before) and before is not None and (before.kind != "state" or before.rule in (STATE, CAPITAL)):
        return _found(scan, m, STATE)
    if particle == "" and (previous in words.deeds or previous.removeprefix("ال") in words.deeds) and not actor.theatre:
        return _found(scan, m, STATE)
    if m.proclitics in ("ل", "لل", "ول") and not actor.theatre and _verbal(scan, i - 1):
        return _found(scan, m, STATE)
    if previous == "علي" and particle == "" and not actor.theatre and any(_struck(scan.norm(k)) for k in range(max(0, i - 4), i - 1)):
        return _found(scan, m, STATE)  # «شن هجوما بالصواريخ على السعودية»
    return None


def _struck(norm: str) -> bool:
    """Whether a word is a noun of attack or of pressure."""
    return norm.removeprefix("و").removeprefix("ال").removesuffix("ا") in _STRIKES


def _verb_like(norm: str) -> bool:
    """Whether a word has the shape of a verb with a feminine subject («حلّت», «تتحالف») and is no word that is known as another."""
    bare = norm[1:] if norm[:1] in "وف" and len(norm) > 4 else norm
    if len(bare) < 3 or bare in name_words().common or (ordinary(bare) and bare not in name_words().verbs):
        return False
    return (bare.endswith("ت") and not bare.endswith("ات") and not bare.startswith("ال")) or (
        bare.startswith(("تت", "ست", "تست", "تن")) and not bare.endswith(("ه", "ات"))
    )


def _verbal(scan: Scan, i: int) -> bool:
    if scan.layer(i, "nisba") is not None or scan.layer(i, "adj") is not None:
        i -= 1
    norm = scan.norm(i)
    return (
        norm in name_words().deeds
        or norm.removeprefix("ال") in name_words().deeds
        or norm in ("مواليه", "تابعه", "معاديه", "حليفه", "الموالي", "المواليه", "التابعه", "الحليفه")
    )


def _capital(scan: Scan, i: int, before: Found | None) -> Found | None:
    for m in scan.words.at[i].get("capital", ()):
        if m.data.get("a") and not definite(m):
            continue
        previous = scan.norm(i - 1)
        if previous in name_words().geo:
            return None
        acts = _acts(scan, m, True) or (_other_capital(scan, m.last) and previous in _CLAUSE and scan.norm(m.last + 1).endswith("تا"))
        if acts or _speaks(scan, m) or (_joined(scan, i, before) and before is not None and before.rule in (STATE, CAPITAL)):
            return _found(scan, m, CAPITAL)
        abroad = not scan.actor(m).theatre and previous in _WITH
        agreed = previous == "مع" and _agrees(scan, i - 2)
        beside = abroad or agreed or previous.removeprefix("و") in _STANCE or (previous == "بين" and _other_capital(scan, m.last))
        if not scan.broken(i) and _dealt_with(scan, m, previous):
            return _found(scan, m, CAPITAL)
        if beside and not m.proclitics and not scan.broken(i):
            return _found(scan, m, CAPITAL)
    return None


def _dealt_with(scan: Scan, m: Match, previous: str) -> bool:
    """Whether a capital is one that wills, asks or is spoken to: «بطلب من بغداد», «اتهم الوزير أنقرة», «تعهدت لها واشنطن», «موالية لموسكو»."""
    i, words, theatre = m.first, name_words(), scan.actor(m).theatre
    if previous == "من":
        return scan.norm(i - 2).removeprefix("ب") in _ASKED or scan.norm(i - 3).removeprefix("ب") in _ASKED
    if m.proclitics in ("ل", "ول"):
        return _verbal(scan, i - 1) and not (theatre and previous.removeprefix("ال") in words.deeds)
    if m.proclitics not in ("", "و"):
        return False
    if previous == "اما" and scan.norm(m.last).startswith("ف"):
        return True
    if previous in _PRONOUNS:
        return any("f" in words.verbs.get(shape, "") for shape in (scan.norm(i - 2), scan.norm(i - 2).removeprefix("و")))
    bare = previous.removeprefix("و").removeprefix("ب").removeprefix("ل")
    if not theatre and not m.proclitics and bare in words.deeds and bare not in _STRIKES:
        return True
    if m.proclitics or previous in _OPENERS:
        return False
    for j in range(i - 2, max(-1, i - 6), -1):  # «اتهم بوتين أنقرة», «دعا وزير الخارجية الروسي أنقرة»
        norm = scan.norm(j)
        if scan.broken(j + 1) or scan.words.doc.tokens[j].kind != "word" or norm in _BETWEEN:
            return False
        if norm.removeprefix("و").removeprefix("ف") in _SPOKEN_TO:
            return previous not in _BETWEEN
    return False


def _agrees(scan: Scan, i: int) -> bool:
    """Whether the words before «مع» tell of an agreement, talks or ties, so that a capital after it is a government."""
    for j in (i, i - 1):
        norm = scan.norm(j).removeprefix("و").removeprefix("ب").removeprefix("ال")
        if norm in name_words().deeds or norm in _ACCORD:
            return True
    return False


def _other_capital(scan: Scan, i: int) -> bool:
    return i < scan.words.size and any(m.proclitics.startswith("و") for layer in ("capital", "actor") for m in scan.words.at[i].get(layer, ()))


def _second_nation(scan: Scan, i: int, before: Found | None) -> Found | None:
    """The second adjective of «الطيران السوري والروسي»: the same organ of another state."""
    m = scan.layer(i, "nisba")
    if m is None or before is None or (before.rule not in (ORGAN, DEED, SECOND) and before.kind != "force"):
        return None
    or_ = scan.norm(i - 1) == "او" and m.proclitics in ("ال", "")
    if not (before.last == i and m.proclitics in ("وال", "و")) and not (before.last == i - 1 and or_):
        return None
    actor = scan.actor(m)
    f = _found(scan, m, SECOND)
    f.kind = before.kind if actor.id.startswith("state.") else actor.kind
    f.keys = before.keys
    return f


def _deed(scan: Scan, i: int) -> Found | None:
    m = scan.layer(i, "nisba")
    if m is None or scan.broken(i):
        return None
    words = name_words()
    for j in (i - 1, i - 2):
        noun = scan.norm(j)
        bare = noun.removeprefix("و").removeprefix("ف").removeprefix("ب").removeprefix("ل")
        if bare.removeprefix("ال") in words.deeds or noun.removeprefix("ال") in words.deeds or noun.removeprefix("لل") in words.deeds:
            if noun.startswith(("ال", "وال", "بال", "لل")) != definite(m) and not (noun.startswith("لل") and definite(m)):
                return None
            f = _found(scan, m, DEED)
            actor = scan.actor(m)
            f.kind = actor.kind
            return f
        if scan.broken(j) or scan.layer(j, "adj") is None:
            return None
    return None
