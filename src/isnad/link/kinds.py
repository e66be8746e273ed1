"""Kinds of act finer than their type, by the words that name them: fighting, fire from afar, leaving, a deal, any deal, being party to one."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.lang.common.linking import word_classes
from isnad.link.beside import bare
from isnad.link.facts import Fact, Profile

ANY = 2  # words from a deal within which it is called any deal
CLAUSE = 60  # words of a clause that are looked at
YEAR = 4  # digits of one
SUBJECT = 4  # words before an act within which it is said to be an aircraft's
FIRE = 3  # words behind an act in which its means is named


def fight(p: Profile, f: Fact) -> bool:
    """Whether an act is fighting as such, by the words that name it."""
    first, last = p.doc.tokens_in(f.claim.trigger)
    words = word_classes("common.link.fighting", p.lang).keys() | word_classes("common.link.resistance", p.lang).keys()
    return f.mode is None and any(w in words for n in p.doc.norms[first:last] for w in (n, n[1:], n[2:], n[3:]) if len(w) > 2)


def leaves(p: Profile, f: Fact) -> bool:
    """Whether an act is leaving a place, by the words that name it: not handing it over, falling back or coming back, and not an aircraft's."""
    first, last = p.doc.tokens_in(f.claim.trigger)
    words, planes = word_classes("common.link.leaving", p.lang), word_classes("common.link.aircraft", p.lang)
    if any(n in planes for n in p.doc.norms[max(0, first - SUBJECT) : first]):
        return False
    return any(w in words for n in p.doc.norms[first:last] for w in (n, n[1:], n[2:], n[3:]) if len(w) > 2)


def any_thing(p: Profile, g: Fact) -> bool:
    """Whether an act is of any thing of a kind («خروج أي كمية»), and so only against what another tells in its word."""
    last = p.doc.tokens_in(g.claim.trigger)[1]
    return last < len(p.doc.norms) and p.doc.norms[last] in word_classes("common.link.any", p.lang)


def siege(p: Profile, f: Fact) -> bool:
    """Whether an act is shutting a place in, by the words that name it."""
    first, last = p.doc.tokens_in(f.claim.trigger)
    words = word_classes("common.link.siege", p.lang)
    return any(w in words for n in p.doc.norms[first:last] for w in (n, n[1:], n[2:]) if len(w) > 2)


def fire(p: Profile, f: Fact) -> bool:
    """Whether an act is fire from afar or from the air, by its mode or by the words that name it."""
    if f.mode is not None:
        return f.mode in ("aerial", "heavy-weapons")
    bombing, hit = word_classes("common.link.bombing", p.lang), word_classes("common.link.hit", p.lang)
    first, last = p.doc.tokens_in(f.claim.trigger)
    norms, end = p.doc.norms, min(last + FIRE, p.doc.tokens_in(f.clause)[1])
    return any(n in hit for n in norms[first:last]) or any(w in bombing for n in norms[first:end] for w in (n, n[1:], n[2:]) if len(w) > 2)


def planted(p: Profile, f: Fact) -> bool:
    """Whether the words of an act name what explodes where it was laid: a mine, a car, what an earlier battle left."""
    words = word_classes("common.link.planted", p.lang)
    first, last = p.doc.tokens_in(f.clause)
    return any(w in words for n in p.doc.norms[first : min(last, first + CLAUSE)] for w in bare(n))


def roots(f: Fact) -> frozenset[str]:
    """The words of the lexicon that a claim was read by, without their forms: `qtl` of `ar.event.qtl-3`."""
    names = (e.rpartition(".")[2] for e in f.claim.made.entries if ".event." in e)
    return frozenset(n if n.startswith("n-") else n.partition("-")[0] for n in names)


def any_deal(profiles: Sequence[Profile], g: Fact) -> bool:
    """Whether a claim is of any deal at all ("no deal of any kind"), and so of each that is told of.

    "Any" stands before the deal, or before its kind; to be "no party to any deal" is no word on whether there is one.
    """
    if g.type != "AGREE" or party_to(profiles[g.home], g) or among_more(profiles[g.home], g):
        return False
    p = profiles[g.home]
    first, last = p.doc.tokens_in(g.claim.trigger)
    words, kinds = word_classes("common.link.any", p.lang), word_classes("common.link.any-kind", p.lang)
    norms = p.doc.norms[max(0, first - ANY) : last + ANY + 1]
    at = [i for i, n in enumerate(norms) if n in words or (n[:1] in "وبل" and n[1:] in words)]
    start = first - max(0, first - ANY)
    return any(i < start + last - first or (i + 1 < len(norms) and norms[i + 1] in kinds) for i in at)


def among_more(p: Profile, g: Fact) -> bool:
    """Whether a deal is called one between three or more, which is no word on one between two."""
    first, last = p.doc.tokens_in(g.claim.trigger)
    words = word_classes("common.link.deal-of", p.lang)
    return any(n in words for n in p.doc.norms[max(0, first - ANY) : last + ANY])


def by_year(p: Profile, f: Fact) -> bool:
    """Whether a deal is called by its year ("the 2018 Stockholm accord"), and so one that stood before what is told."""
    first = p.doc.tokens_in(f.claim.trigger)[0]
    return any(len(n) == YEAR and n.isdecimal() for n in p.doc.norms[max(0, first - ANY - 1) : first])


def is_deal(p: Profile, f: Fact, both: bool) -> bool:
    """Whether a claim is of a deal between two, by its words or because it names both; an oath, a promise or a consent is none."""
    first, last = p.doc.tokens_in(f.claim.trigger)
    words = word_classes("common.link.deal", p.lang)
    return both or any(w in words for n in p.doc.norms[first : last + 1] for w in (n, n[1:], n[2:], n[3:]))


def party_to(p: Profile, g: Fact) -> bool:
    """Whether a claim is of being a party to something («طرفاً في أي اتفاق»)."""
    first, last = p.doc.tokens_in(g.claim.trigger)
    words = word_classes("common.link.party-to", p.lang)
    return any(n in words for n in p.doc.norms[max(0, first - ANY - 1) : last])
