"""Words of a denial: whether it denies, whether it takes up what another said, whether what it is of was read."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.lang.common.linking import akin, stem, word_classes
from isnad.link.beside import bare
from isnad.link.facts import Fact, Profile
from isnad.model.records import Statement
from isnad.model.span import Span

TAKEN_UP = 8  # words of a denial in which it takes up what was said
OWN_CONTENT = frozenset({"ان", "بان", "عن", "حول", "بشان", "that", "about", "of"})  # what stands behind "the reports" when they are told anew
PRONOUNS = frozenset({"it", "this", "that"})  # stand right behind the denial that takes up what they stand for
OR = frozenset({"او", "ولا", "or", "nor"})
SILENT = 7  # words before an act within which it is passed over
LONG = 200  # words of a statement in which a name is looked for
SHORT = 3  # letters up to which a word names nobody
OBJECTS = 10  # words before a denial within which it is told against what went before


def not_denied(profile: Profile, cue: Span) -> bool:
    """Whether words of denial stand behind a "no" ("did not deny it", «لم تنفِ»)."""
    first, last = profile.doc.tokens_in(cue)
    denying, no, norms = word_classes("common.link.denial", profile.lang), word_classes("common.link.without", profile.lang), profile.doc.norms
    said = next((i for i in range(first, min(last, first + 3)) if any(w in denying for w in bare(norms[i]))), None)
    if said is None:
        return False
    confirm, before = word_classes("common.link.confirm", profile.lang), norms[max(0, said - 2) : said]
    neither = len(before) == 2 and before[1] in OR and any(w in confirm for w in bare(before[0]))  # "would not confirm or deny"
    return neither or any(n in no for n in before)


def silent(profile: Profile, f: Fact) -> bool:
    """Whether an act stands behind words that pass it over ("did not mention any clash") or leave it open ("neither confirmed nor denied it")."""
    doc, first = profile.doc, profile.doc.tokens_in(f.claim.trigger)[0]
    if first >= len(doc.tokens):
        return False
    a, norms = doc.sentence_of(first)[0], doc.norms
    mention, no = word_classes("common.link.mention", profile.lang), word_classes("common.link.without", profile.lang)
    confirm, denying = word_classes("common.link.confirm", profile.lang), word_classes("common.link.denial", profile.lang)
    for i in range(max(a + 1, first - SILENT), first):
        if norms[i] in mention and norms[i - 1] in no and not any(n in (",", "،", ";", "؛") for n in norms[i:first]):
            return True
        if any(w in denying for w in bare(norms[i])) and norms[i - 1] in OR and i - 2 >= a and any(w in confirm for w in bare(norms[i - 2])):
            return True
    return False


def denies(profile: Profile, f: Fact) -> bool:
    """Whether a refusal is a denial of something said."""
    words = word_classes("common.link.denial", profile.lang)
    first, last = profile.doc.tokens_in(f.claim.trigger)
    return any(w in words for i in range(first, last) for w in bare(profile.doc.norms[i]))


def takes_up(profile: Profile, span: Span) -> bool:
    """Whether a denial takes up what another has said ("denied the reports", «تنكر هذه الأنباء») and has no content of its own."""
    words, denying = word_classes("common.link.taken-up", profile.lang), word_classes("common.link.denial", profile.lang)
    no, norms = word_classes("common.link.without", profile.lang), profile.doc.norms
    first, last = profile.doc.tokens_in(span)
    said = next((i for i in range(first, min(last, first + TAKEN_UP)) if any(w in denying for w in bare(norms[i]))), first)
    if any(n in no for n in norms[max(0, said - 2) : said]):
        return False  # "did not deny it"
    for i in range(first, min(last, first + TAKEN_UP)):
        if any(w in words for w in bare(norms[i])) and not (norms[i] == "that" and i + 1 < last and norms[i + 1] not in (",", ";", ".")):
            if norms[i] in PRONOUNS and i - said > 2:
                return False  # "denied being a party to it"
            return not any(n in OWN_CONTENT for n in norms[i + 1 : i + 4])
    return False


def told_of(profile: Profile, s: Statement, named: Sequence[Span], deniers: frozenset[str], targets: list[int]) -> bool:
    """Whether the words of a statement name who denies it, and none of its claims does."""
    if any(d == p or akin(d, p) for d in deniers for i in targets for p in profile.facts[i].parties):
        return False
    doc = profile.doc
    a, b = doc.tokens_in(s.span)
    words = frozenset(stem(n, profile.lang) for n in doc.norms[a : min(b, a + LONG)])
    return any(len(n) > SHORT and stem(n, profile.lang) in words for x in named for n in doc.norms[slice(*doc.tokens_in(x))])


def objects(profile: Profile, s: Statement) -> bool:
    """Whether a denial is told against what went before it ("he said so, but a spokesman denied it"), though it was read inside that."""
    starts = [x.start for x in (s.source, s.cue) if x is not None]
    if not starts:
        return False
    first, but = profile.doc.tokens_in(Span(min(starts), min(starts) + 1))[0], word_classes("common.link.but", profile.lang)
    a, norms = profile.doc.sentence_of(first)[0], profile.doc.norms
    return any(norms[i] in but or " ".join(norms[i : i + 2]) in but for i in range(max(a, first - OBJECTS), first))
