"""Arabic head nouns without a side of their own: people, forces behind a pronoun, generic words, the people of a nation."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.lang.ar.names import mention_set
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_words import ARMED, MILITARY, NATION, OWNED, PEOPLE, settled
from isnad.resolve.mentions_scan import Scan, definite

_BARE = MILITARY | frozenset({"gov", "regime", "ministry"}) | ARMED | {"coalition", "captive", "enemy", "tribe"}

_QUANTITIES = mention_set("counted")
_NOBODYS = frozenset({"مجهول", "مجهوله", "مجهولي"})


def people(scan: Scan, head: Match, f: Found) -> Found | None:
    """People who are no party: civilians, residents, the displaced."""
    if head.entry.data.get("bare") == "counted" and not _counted(scan, head):
        return None
    f.kind, f.rule = "people", PEOPLE
    f.name = f.pattern
    nation = scan.layer(f.last, "nisba")
    if nation is not None and not scan.broken(f.last) and nation.proclitics == ("ال" if settled(scan, head) else ""):
        f.last = nation.last
    return f


def _counted(scan: Scan, head: Match) -> bool:
    """Whether «أسر» are families: after a number or quantity, or with an adjective."""
    before = scan.norm(head.first - 1)
    number = head.first > 0 and scan.words.doc.tokens[head.first - 1].kind == "number"
    following = scan.norm(head.last) if not scan.broken(head.last) else ""
    return number or before in _QUANTITIES or (definite(head) and following.startswith("ال")) or (head.proclitics in ("و", "وال") and before != "")


def owned(scan: Scan, head: Match, f: Found, cls: str) -> Found | None:
    """«قواته», «مقاتليها», «طائراتنا»: the side is resolved by the document."""
    if cls == "people":
        f.kind, f.name, f.rule = "people", f.pattern, PEOPLE
        return f
    if (cls not in MILITARY | ARMED | {"gov", "captive"} or cls in ("opposition", "org")) and head.entry.data["key"] != "qiyada":
        return None
    f.rule, f.generic, f.drop = OWNED, "own:" + head.enclitic, True
    f.kind = "force" if cls in MILITARY else "group"
    f.pattern = "{} " + f.pattern
    return f


def no_owner(scan: Scan, head: Match) -> bool:
    """Whether what looks like a pronoun is none: «مهاجمة» with its ة, «الفصائلي» and «العنصري» with the ي of an adjective, «فرقنا» of rescuers."""
    last = scan.words.doc.text[head.span.end - 1]
    return last == "ة" or head.enclitic in ("ي", "ني") or definite(head) or (head.enclitic == "نا" and head.entry.data["cls"] == "unit")


def bare_noun(scan: Scan, head: Match, f: Found, cls: str, words: list[Match], plural: bool, inner: bool) -> Found | None:
    """A head noun with no side beside it: a generic word that the document resolves, or people of no side in particular."""
    rule = head.entry.data.get("bare")
    before = scan.norm(head.first - 1)
    if head.entry.id == "ar.head.madfaiya" and definite(head) and before.startswith("ال") and not scan.broken(head.first):
        return None  # «الأسلحة المدفعية»: of what kind
    if before.removeprefix("و").startswith("مضاد"):
        return None  # «مضاد للطائرات»: against what
    if cls in MILITARY and scan.norm(f.last).removeprefix("ال") in _NOBODYS:
        return None  # «طيران مجهول»: whose, nobody knows
    if rule == "state" and (not definite(head) or inner or scan.layer(head.first - 1, "head") is not None):
        return None  # «الدولة» by itself, neither «رجال الدولة» nor «دولة الخلافة»
    if head.entry.id == "ar.head.quwwat" and head.data.get("n") == "s" and not words:  # «القوة» as such is strength
        return None
    if rule is False and not words and not (inner and settled(scan, head)):
        return None
    if cls in ("air", "arms") and head.proclitics in ("بال", "ب"):  # «قصفوا بالمدفعية»: the means, not who used it
        return None
    lead = " ".join(str(w.entry.data["en"]) for w in words if w.entry.data["en"])
    f.pattern = f"{lead} {f.pattern}".strip()
    f.entries += tuple(w.entry.id for w in words)
    if settled(scan, head):
        f.generic = "anaphor" if rule == "anaphor" or cls not in _BARE else cls
        f.drop = True
        return f
    if cls in ("opposition", "rebel") and plural and head.data.get("n") == "p":
        f.generic, f.drop = cls, True
        return f
    if cls == "faction" and plural and not scan.broken(f.last) and scan.words.doc.tokens[f.last].kind == "word" and not words:
        f.generic, f.drop = cls, True  # «فصائل درعا»
        return f
    if cls == "unknown":
        f.name, f.party, f.kind = f.pattern, f.pattern, "group"
        return f
    if cls == "soldier" and plural and rule is not False:
        f.generic, f.drop = cls, True
        return f
    if cls in ("fighter", "militia", "radical", "jihadist") and plural and rule is not False and head.entry.id != "ar.head.unsur":
        f.name = f.party = f.pattern
        return f
    return None


def nation_people(scan: Scan, i: int) -> Found | None:
    """«الروس», «الأميركيون», «الأكراد»: the people of a nation for its side, unless the word is an adjective of the noun before."""
    m = scan.layer(i, "nisba")
    if m is None or not m.data.get("p") or not definite(m):
        return None
    before = scan.norm(i - 1)
    if (
        not scan.broken(i)
        and (before.startswith(("ال", "وال", "بال", "لل", "فال")) and scan.words.doc.tokens[i - 1].kind == "word")
        and m.proclitics == "ال"
    ):
        return None
    actor = scan.actor(m)
    f = Found(i, m.last, "people", f"{actor.demonym or actor.name}s", actor.id, actor.party, NATION, (m.entry.id,), country=actor.country)
    if not actor.id.startswith("state."):
        f.name, f.kind = actor.name, actor.kind
    elif actor.theatre:
        f.party, f.entity = "civilians", None
    return f
