"""Words around an act that say how it is meant: with an exception, as what is stopped, as news of others, as what somebody denies a hand in.

Read as a plain yes or no, such an act would be held against a plain word of others. "They left nothing but wrecks" is no word against leaving, "to
stop the shelling" none on a raid, "the media carried news of a raid" none by who says so.
"""

from __future__ import annotations

from isnad.lang.common.linking import word_classes
from isnad.link.beside import bare
from isnad.link.facts import Fact, Profile
from isnad.model.span import Span

BUT = 12  # words behind an act within which an exception to it is named
STOPPED = 3  # words before an act within which it is said to be stopped
NEWS = 4  # words before an act within which it is called news
HAND = 4  # words before an act within which a hand in it is named
DENIED = 6  # words before that within which it is denied
MARKS = frozenset({",", "،", ";", "؛", ".", ":"})
WAS = frozenset({"كان", "كانت", "كانوا", "كانا", "كن"})
NO = frozenset({"ولم", "ولا", "ولن", "وليس"})
THAT = frozenset({"ان", "انه", "انها", "انهم", "بان", "الذي", "التي", "الذين", "اذا", "لو"})
ABOUT = frozenset({"عن", "حول", "بشان", "of", "about", "on"})
ITS = ("ه", "ها", "هم", "هن", "هما")
NOUN = 4  # letters from which a word may be a noun with an ending


def excepted(profile: Profile, f: Fact) -> bool:
    """Whether what did not happen did so with an exception: "did not leave until dawn", «لم يتركوا سوى هياكل», so that it did happen."""
    doc, last = profile.doc, profile.doc.tokens_in(f.claim.trigger)[1]
    if last >= len(doc.norms):
        return False
    words, norms = word_classes("common.link.except", profile.lang), doc.norms
    _, end = doc.sentence_of(last - 1 if last else 0)
    for i in range(last, min(end, last + BUT)):
        if norms[i] in MARKS:
            return False
        if norms[i] in words:
            return not (i + 1 < end and norms[i + 1] in ("ان", "now", "then", "الان"))
    return False


def next_clause(profile: Profile, f: Fact) -> bool:
    """Whether the only "no" of an act stands behind it and begins what is told next («بعد عملية الإنزال ولم يتم التعرف عليهم»)."""
    first, last = profile.doc.tokens_in(f.claim.trigger)
    norms = profile.doc.norms
    if profile.lang != "ar" or not f.claim.made.rule.endswith("not-verb") or last >= len(norms) or norms[last] not in NO:
        return False
    a, _ = profile.doc.sentence_of(first)
    no = word_classes("common.link.without", "ar")
    return not any(n in no for n in norms[max(a, first - BUT) : first])


def stopped(profile: Profile, f: Fact) -> bool:
    """Whether an act is what somebody is to stop doing ("in return for stopping the car bombs")."""
    first, words = profile.doc.tokens_in(f.claim.trigger)[0], word_classes("common.link.stopping", profile.lang)
    return any(w in words for n in profile.doc.norms[max(0, first - STOPPED) : first] for w in bare(n))


def told_about(profile: Profile, f: Fact) -> bool:
    """Whether an act is what others are said to tell ("the media carried news of a raid"), in a speaker's own words."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    words = word_classes("common.link.news-of", profile.lang)
    for i in range(max(0, first - NEWS), first):
        if any(w in words for w in bare(norms[i])) and any(n in ABOUT for n in norms[i + 1 : first]):
            return not any(n in MARKS for n in norms[i:first])
    return False


def of_ones_hand(profile: Profile, f: Fact) -> bool:
    """Whether an act stands in words that deny a hand in it ("denied responsibility for the shelling"): who tells so lays it to nobody."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    hand, denying = word_classes("common.link.own-hand", profile.lang), word_classes("common.link.denial", profile.lang)
    at = next((i for i in range(first - 1, max(-1, first - 1 - HAND), -1) if any(w in hand for w in bare(norms[i]))), None)
    return at is not None and any(w in denying for n in norms[max(0, at - DENIED) : at] for w in bare(n))


def in_spite(profile: Profile, f: Fact) -> bool:
    """Whether that there was no act is only what something else was done in spite of: "they stormed it though nobody fought there"."""
    doc, first = profile.doc, profile.doc.tokens_in(f.claim.trigger)[0]
    if first >= len(doc.norms):
        return False
    words = word_classes("common.link.despite", profile.lang)
    return any(n in words for n in doc.norms[max(doc.sentence_of(first)[0], first - STOPPED - 1) : first])


def described(profile: Profile, f: Fact) -> bool:
    """Whether a claim only says which thing is meant, without a relative word: «دورية كانت تطارد مهربين», «وسيطا، عاقبته واشنطن، رتب …»."""
    first, last = profile.doc.tokens_in(f.claim.trigger)
    norms = profile.doc.norms
    if profile.lang != "ar" or first < 2 or last >= len(norms):
        return False
    if norms[first - 1] in WAS:
        noun = norms[first - 2]
        return len(noun) >= NOUN and not noun.startswith("ال") and noun not in THAT and norms[first - 2] not in MARKS
    return norms[first - 1] in ("،", ",") and _back(norms[first]) and _ends_soon(profile, last)


def _back(norm: str) -> bool:
    """Whether a verb ends in a pronoun that takes up what stands before it."""
    return len(norm) > NOUN and norm.endswith(ITS) and norm[:1] not in "وف"


def _ends_soon(profile: Profile, last: int) -> bool:
    """Whether an aside that began before a comma ends with another one."""
    _, end = profile.doc.sentence_of(last)
    return any(n in ("،", ",") for n in profile.doc.norms[last : min(end, last + BUT)])


def blames(g: Fact | None, source: Span | None) -> bool:
    """Whether an accusation is of the one who was taken for its speaker («واتهم الوحدات بأنها أغلقت الطريق»)."""
    return g is not None and source is not None and any(n.span is not None and n.span.overlaps(source) for n in g.claim.recipient)
