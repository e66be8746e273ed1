"""English noun phrases: the words before a head noun, cut into elements that the phrase readers interpret."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.grammar.lexicon import Match
from isnad.lang.en.names import english_words
from isnad.resolve.actors import Actor
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_scan import Scan

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such", "same"})
OWNERS = frozenset({"its", "their", "his", "her", "our", "my"})
ARTICLES = DEFINITE | OWNERS | {"a", "an", "all", "some", "any", "every", "each", "another", "no"}
_SHORT = frozenset({"gen", "col", "lt", "maj", "brig", "capt", "sgt", "dr", "mr", "mrs", "ms", "prof", "sen", "rep"})
_ORDER = {"actor": 0, "head": 1, "source": 1, "title": 1, "nisba": 2, "adj": 3, "srcadj": 3}
_MOST = 8


@dataclass(slots=True)
class Element:
    """One part of a noun phrase.

    Attributes:
        kind: `actor`, `head` (a head noun, title or word for a source), `nisba` (adjective or possessive of a nation), `tie` or `adj`.
        first: first bare token.
        last: one past the last.
        match: the lexicon match behind it, if one.
        side: the side a tie names.
        how: how a tie binds (`backed`, `led`, `loyal`, `against`).
        owner: whether it stands in the possessive.
    """

    kind: str
    first: int
    last: int
    match: Match | None = None
    side: Found | None = None
    how: str = ""
    owner: bool = False

    @property
    def plural(self) -> bool:
        """Whether a head noun stands in the plural."""
        return self.match is not None and self.match.data.get("n") == "p"


def raw(scan: Scan, i: int) -> str:
    """The token as it stands, empty outside the text."""
    tokens = scan.words.doc.tokens
    return scan.words.doc.text[tokens[i].start : tokens[i].end] if 0 <= i < len(tokens) else ""


def capital(scan: Scan, i: int) -> bool:
    """Whether the token begins with a capital letter."""
    return raw(scan, i)[:1].isupper()


def joined(scan: Scan, i: int) -> bool:
    """Whether nothing stands between the token and the one before."""
    tokens = scan.words.doc.tokens
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def state_side(scan: Scan, m: Match, rule: str) -> Found:
    """A found mention of the actor behind a match."""
    actor = scan.actor(m)
    return Found(m.first, m.last, actor.kind, actor.name, actor.id, actor.party, rule, (m.entry.id,), country=actor.country, keys=actor.heads)


def is_state(actor: Actor) -> bool:
    """Whether the entry is a state as such."""
    return actor.id.startswith("state.")


def cased_layer(scan: Scan, i: int, name: str) -> Match | None:
    """The longest match of a layer at the token that stands in the letter case its form asks for."""
    if not 0 <= i < scan.words.size:
        return None
    best: Match | None = None
    for m in scan.words.at[i].get(name, ()):
        if (best is None or m.last > best.last) and scan.cased(m):
            best = m
    return best


def layers_at(scan: Scan, i: int, last: int) -> dict[str, Match]:
    """Head, source and title matches at the token that end where `last` says."""
    out: dict[str, Match] = {}
    for layer in ("head", "source", "title"):
        for m in scan.words.at[i].get(layer, ()):
            if m.last == last:
                out.setdefault(layer, m)
    return out


def elements(scan: Scan, i: int) -> list[Element]:
    """The elements from token `i` on, as far as they go. A head noun in the plural ends them."""
    out: list[Element] = []
    at = i
    while len(out) < _MOST and at < scan.words.size and (at == i or not scan.broken(at)):
        e = _element(scan, at)
        if e is None or (e.kind in ("nisba", "tie") and out and out[-1].kind == "head" and not out[-1].owner):
            break
        if e.kind == "adj" and scan.norm(at).endswith("ed") and _acts(scan, at):
            break  # «the Houthis captured two soldiers»: behind a name the participle is the verb
        out.append(e)
        at = e.last
        if e.kind == "head":
            for k in range(len(out) - 1):
                if out[k].kind == "head" and (adj := _adjective(scan, out[k])) is not None:
                    out[k] = adj
        if e.kind == "head" and (e.plural or e.owner):
            break
        if e.kind == "head" and scan.norm(at) == "." and scan.norm(at - 1) in _SHORT:
            at += 1
    return out


def _acts(scan: Scan, i: int) -> bool:
    """Whether the name of a party or a noun in the plural for people ends right before token `i`, so that a word of the past there is its verb."""
    if i == 0 or scan.broken(i):
        return False
    for j in range(max(0, i - 3), i):
        if any(m.last == i and not m.enclitic for m in scan.words.at[j].get("actor", ())):
            return True
    return any(m.last == i and m.data.get("n") == "p" and not m.enclitic for m in scan.words.at[i - 1].get("head", ()))


def _element(scan: Scan, i: int) -> Element | None:
    if scan.words.doc.tokens[i].kind != "word":
        return None
    norm = scan.norm(i)
    here = scan.words.at[i]
    best: tuple[int, int, str, Match] | None = None
    actor = scan.actor_at(i) if "actor" in here else None
    nisba = cased_layer(scan, i, "nisba") if "nisba" in here else None
    if actor is not None and nisba is not None and nisba.last >= actor.last:
        actor = None
    for layer in here:
        if layer == "capital":
            continue
        m = actor if layer == "actor" else nisba if layer == "nisba" else scan.layer(i, layer)
        if m is None or layer not in _ORDER or (layer == "nisba" and m.data.get("p") and not m.enclitic):
            continue
        key = (-m.last, _ORDER[layer], layer, m)
        if best is None or key[:2] < best[:2]:
            best = key
    if norm in ("pro", "anti") and scan.norm(i + 1) == "-" and (best is None or best[3].last == i + 1):
        return _for_or_against(scan, i)
    if best is None:
        return _based(scan, i) or (Element("adj", i, i + 1) if norm in english_words().fillers and not capital(scan, i) else None)
    layer, m = best[2], best[3]
    if layer in ("actor", "nisba"):
        tie = _suffix(scan, m)
        if tie is not None:
            return tie
        if is_state(scan.actor(m)) and layer == "actor":
            return Element("nisba", i, m.last, m, owner=True) if m.enclitic else _based(scan, i)
        return Element(layer, i, m.last, m, owner=bool(m.enclitic))
    if layer in ("head", "source", "title"):
        return Element("head", i, m.last, m, owner=bool(m.enclitic))
    return Element("adj", i, m.last, m)


def after_title(scan: Scan, last: int) -> int:
    """The token after a title, over the full stop of an abbreviation («Gen.», «Dr.»)."""
    return last + 1 if scan.norm(last) == "." and scan.norm(last - 1) in _SHORT and not scan.broken(last + 1) else last


def _adjective(scan: Scan, e: Element) -> Element | None:
    """A head noun before another, read as the adjective of the same shape («Islamist militants», «military sources»)."""
    for m in scan.words.at[e.first].get("adj", ()):
        if m.last == e.last and "of" not in m.entry.data:
            return Element("adj", e.first, e.last, m)
    return None


def _suffix(scan: Scan, m: Match) -> Element | None:
    """«Iran-backed», «Saudi-led», «al-Qaeda-linked»."""
    how = english_words().suffixes.get(scan.norm(m.last + 1)) if scan.norm(m.last) == "-" else None
    if how is None:
        return None
    return Element("tie", m.first, m.last + 2, m, state_side(scan, m, "en.mention.tied"), how)


def _for_or_against(scan: Scan, i: int) -> Element | None:
    """«pro-Haftar», «anti-Houthi»."""
    for layer in ("actor", "nisba"):
        m = scan.actor_at(i + 2) if layer == "actor" else cased_layer(scan, i + 2, "nisba")
        if m is not None:
            return Element("tie", i, m.last, m, state_side(scan, m, "en.mention.tied"), "loyal" if scan.norm(i) == "pro" else "against")
    return None


def _based(scan: Scan, i: int) -> Element | None:
    """«Britain-based», «Sunni-dominated», «rebel-held»: an adjective that names a place or a quality."""
    if scan.norm(i + 1) == "-" and joined(scan, i + 1) and scan.norm(i + 2) in ("based", "dominated", "majority", "held", "born", "wing"):
        return Element("adj", i, i + 3)
    return None


def after_other(scan: Scan, at: int) -> int:
    """The token after a second party that «and» joins on at a token («… and the Houthis |»); the end of the text if none follows."""
    k = at + 1 + (scan.norm(at + 1) == "the")
    if scan.broken(at + 1) or scan.broken(k):
        return scan.words.size
    m = scan.actor_at(k) or cased_layer(scan, k, "capital")
    return m.last if m is not None and not m.enclitic else scan.words.size
