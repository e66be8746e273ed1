"""Who says of a claim that it happened, and who says that it did not.

One claim may have many voices: the statement it stands in, others over the same words ("the regime denies it, the Russian media
affirm it"), and a denial that follows in words of its own ("he called the report false").
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from isnad.lang.common.linking import akin, listed, word_classes
from isnad.link.asserted import blames, described, excepted, in_spite, next_clause, of_ones_hand, stopped, told_about
from isnad.link.beside import bare, possible, subordinate
from isnad.link.denials import denies, not_denied, objects, silent, takes_up, told_of
from isnad.link.facts import Fact, Profile
from isnad.link.heard import QUOTES, Heard
from isnad.model.changed import changed
from isnad.model.contract import inferred
from isnad.model.linked import ClaimRef
from isnad.model.records import Statement
from isnad.model.span import Span
from isnad.text.fold import fold

Sign = Literal["yes", "likely", "no", "planned", "open"]
DEFINITE = 3  # words of a denial before a noun with its article, which then names a thing that is known
FORCE = 24  # words from a change of hands in which fighting is told with it
MOST = 200  # denials of a report that are followed up
NEGATIVE = ("refrained", "not-verb", "without")  # rules of claims that something was not done


@dataclass(frozen=True, slots=True)
class Voice:
    """A position on whether a claim's happening took place.

    Attributes:
        fact: the claim.
        sign: it happened, it is held likely, it did not happen, it is planned, or left open.
        denial: whether the position is a denial of what others say (and no mere negative sentence).
        who: folded canonical name of who holds it; empty for the writer.
        shown: that name as it is shown.
        ref: the claim to show for it (for a bare denial, the act of denying if it was read).
        span: the words to show.
        deniers: for a bare denial folded names of those who deny, else empty.
        hand: whether the claim's own sentence names one doer; not where he is taken from the rest of the report, or is one of two
            ("Russian or Syrian").
        rout: whether the words are of flight.
        force: whether the words are of fighting.
    """

    fact: Fact
    sign: Sign
    denial: bool
    who: str
    shown: str
    ref: ClaimRef
    span: Span
    deniers: frozenset[str] = frozenset()
    hand: bool = True
    rout: bool = False
    force: bool = False


def voices(profile: Profile) -> dict[int, list[Voice]]:
    """Voices on each claim of a report, by the claim's position."""
    heard = Heard(profile)
    out: dict[int, list[Voice]] = defaultdict(list)
    for i, f in enumerate(profile.facts):
        out[i].append(_own(heard, i, f))
        own = heard.statements[f.claim.statement] if f.claim.statement is not None else None
        for k in profile.over[i]:
            s = heard.statements[k]
            if k == f.claim.statement or s.stance not in ("assert", "deny"):
                continue
            inside = own is not None and own.stance == "deny" and own.parent == k and (own.cue is None or own.cue.start < f.claim.trigger.start)
            if s.stance == "assert" and own is not None and inside and not objects(profile, own):
                continue  # who tells that somebody denies it does not say that it happened
            if s.stance == "deny" and _leaves_alone(heard, k, f):
                continue
            voice = _other(heard, f, s, profile.called[k])
            if voice is not None:
                out[i].append(voice)
    _bare_denials(heard, out)
    for i, f in enumerate(profile.facts):
        hand, force = hand_named(profile, f), has(profile, f, "common.link.manner.force", FORCE, sentence=True)
        # a denial is of its own act, while an assertion may tell the manner beside it
        rout, flight = (has(profile, f, "common.link.manner.rout", n) for n in (8, 0))
        out[i] = [changed(v, hand=hand, rout=flight if v.sign == "no" else rout, force=force) for v in out[i]]
    return out


def _leaves_alone(heard: Heard, k: int, f: Fact) -> bool:
    """Whether a denial over the words of a claim is none of it."""
    profile, s = heard.profile, heard.statements[k]
    if _laid_to_others(heard, s, f) or heard.passed_over(k) or _objection(heard, s, f) or not _denial_of(heard, k, f):
        return True
    if heard.opens_paragraph(k) and not _own_act(f, profile.called[k]):
        return True
    return _taken_for_granted(profile, f, s)


def _own_act(f: Fact, name: str) -> bool:
    return meet(frozenset((fold(name),)), f.parties)


def meet(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties share one, or one that is part of another."""
    return bool(a & b) or any(akin(x, y) for x in a for y in b)


def answers(y: Voice, n: Voice) -> bool:
    """Whether who says no may have meant what the other asserts; its own claim always.

    A bare denial speaks of what stood just before it, and otherwise only of deeds laid to who denies. That somebody denies a deed is against those
    who name him for it. A denial of flight is against flight; a word on fighting is against fighting, and not against a place's change of hands.
    """
    f, g = y.fact, n.fact
    if f.ref == g.ref:
        return True
    if n.deniers and not ((y.hand or f.mutual or f.type != "ASSAULT") and _own_deed(n, f)):
        return False
    if (n.denial or n.who in g.actor) and g.type == "ASSAULT" and g.actor and not g.mutual and not y.hand:
        return False
    if n.denial and n.rout and not y.rout:
        return False
    return not (g.type == "ASSAULT" and g.mode is None and f.mode == "seize-territory" and not y.force)


def _own_deed(n: Voice, f: Fact) -> bool:
    """Whether a claim lays its deed to who denies, or to those whose man he is ("Syrian government sources")."""
    return any(d == a or akin(d, a) or d.startswith(f"{a} ") for d in n.deniers for a in f.actor)


def hand_named(profile: Profile, f: Fact) -> bool:
    """Whether a claim's own sentence names who did it, and one only."""
    doc, found = profile.doc, [n.span for n in f.claim.actor if n.span is not None]
    if not found:
        return bool(f.actor) and not inferred(f.claim)
    if inferred(f.claim) and all(doc.sentence_at(doc.tokens_in(s)[0]) != f.sentence for s in found):
        return False
    either = word_classes("common.link.or", profile.lang)
    ends = ((doc.tokens_in(a)[1], doc.tokens_in(b)[0]) for a, b in pairwise(sorted(found)))
    return not any(doc.norms[i] in either for a, b in ends for i in range(a, min(b, a + 3)))


def has(profile: Profile, f: Fact, which: str, reach: int = 8, *, sentence: bool = False) -> bool:
    """Whether words of a list stand in a claim's trigger or so many words from it, in its clause or sentence, and not behind a "no" or "without"."""
    words, no, norms = word_classes(which, profile.lang), word_classes("common.link.without", profile.lang), profile.doc.norms
    a, b = profile.doc.tokens_in(f.clause)
    first, last = profile.doc.tokens_in(f.claim.trigger)
    if sentence and first < len(norms):
        a, b = profile.doc.sentence_of(first)
    start = max(a, first - reach)
    near = norms[start : max(start, min(b, last + reach))]
    found = (start + k for k, w in enumerate(near) if w in words or (w[:1] in "وف" and w[1:] in words))
    return any(i == 0 or norms[i - 1] not in no for i in found)


def _taken_for_granted(profile: Profile, f: Fact, s: Statement | None = None) -> bool:
    """Whether a claim only says which thing is meant («ما يسيطر عليه», «… الذين يشملهم الاتفاق»): nobody denies it who denies the whole."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    told = first > 0 and f.claim.occurred  # «ما» before what did not happen is a negation
    if told and norms[first - 1] in word_classes("common.link.relative", profile.lang):
        return True
    content = f.claim.occurred or f.claim.status == "denied-by-speaker"
    return (content and described(profile, f)) or stopped(profile, f) or (s is not None and _known_thing(profile, f, s))


def _known_thing(profile: Profile, f: Fact, s: Statement) -> bool:
    """Whether a claim is a noun with its article well inside a denial («… أي من الأسرى الذين يشملهم الاتفاق»)."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    known = profile.lang == "ar" and first < len(norms) and norms[first][:2] == "ال"
    return known and first - profile.doc.tokens_in(s.span)[0] >= DEFINITE


def _denial_of(heard: Heard, k: int, f: Fact) -> bool:
    """Whether a denial denies a claim in its words: not "did not deny it", and not what it goes on to say in quotation marks behind a colon."""
    doc = heard.profile.doc
    return not heard.left_open(k) and not heard.quoted_between(doc.tokens_in(heard.statements[k].span)[0], doc.tokens_in(f.claim.trigger)[0])


def _laid_to_others(heard: Heard, s: Statement, f: Fact) -> bool:
    """Whether a claim stands behind an accusation inside a denial ("denies shelling and accuses the factions of storming")."""
    return heard.accused_between(s.span.start, f.claim.trigger.start)


def _any(profile: Profile, f: Fact) -> bool:
    """Whether a claim is of any such happening ("silent on any deal", "whenever they left"), and so of none in particular."""
    first, words = profile.doc.tokens_in(f.claim.trigger)[0], word_classes("common.link.any", profile.lang)
    return any(w in words for n in profile.doc.norms[max(0, first - (2 if profile.lang == "en" else 1)) : first] for w in bare(n))


def _asked(profile: Profile, f: Fact) -> bool:
    """Whether a claim stands in a question ("So they have not withdrawn?")."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    if first >= len(norms):
        return False
    _, end = profile.doc.sentence_of(first)
    return any(n in ("?", "؟") for n in norms[max(first, end - 3) : end])


def told_not_to(profile: Profile, f: Fact) -> bool:
    """Whether a claim is what somebody is told not to do («دعا إلى عدم الاشتباك», "urged them not to fight"): no word on what was done."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    before = [n for n in norms[max(0, first - 4) : first] if n not in QUOTES]
    if profile.lang == "en":
        return before[-2:] == ["not", "to"]
    return before[-1:] == ["بعدم"] or (before[-1:] == ["عدم"] and before[-2:-1] in (["الي"], ["ب"], ["علي"]))


def _own(heard: Heard, i: int, f: Fact) -> Voice:
    profile, c = heard.profile, f.claim
    statements = heard.statements
    s = statements[c.statement] if c.statement is not None and c.statement < len(statements) else None
    shown, who = f.voice, fold(f.voice)
    blaming = heard.accusing_at(s.cue) if s is not None and s.stance == "assert" else None
    if s is not None and blaming is not None and blames(blaming, s.source):  # who is accused was taken for the speaker
        shown = "" if meet(blaming.actor, f.actor) else ", ".join(n.name for n in blaming.claim.actor) or "somebody"
        who = fold(shown)

    def holding(sign: Sign, denial: bool = False) -> Voice:
        return Voice(f, sign, denial, who, shown, f.ref, f.clause)

    beside = c.status == "actual" and any(so(profile, f) for so in (excepted, next_clause, in_spite))
    if not c.occurred and (beside or silent(profile, f)):
        return holding("open")
    if c.status == "denied-by-speaker" and s is None and not who:
        act = heard.refusing.get(f.sentence)
        if act is not None and act.claim.trigger.start < c.trigger.start:
            shown = ", ".join(n.name for n in act.claim.actor)
            return Voice(f, "no", True, fold(shown), shown, f.ref, f.clause)
    if c.status == "denied-by-speaker":
        # «the agency said that what some media report of a departure is baseless»: the inner words assert, the outer deny
        passed = s is not None and s.parent is not None and s.made.rule.endswith("what-was-said")
        # "you were told, says the host, that they deny it": a denial inside what is said is no assertion of who says it
        others = (statements[k] for k in profile.over[i] if k != c.statement)
        denied = any(o.stance == "deny" and o.parent != c.statement for o in others)
        told = s is not None and s.stance == "assert" and (passed or denied)
        if s is not None and s.stance == "deny" and _laid_to_others(heard, s, f):
            return holding("yes")  # "denied it and accused the militia of shelling": what others are accused of
        if not told and s is not None and s.stance == "deny" and not _denied_here(heard, c.statement or 0, f):
            return holding("open")
        if not told and s is not None and s.stance == "assert" and listed("common.link.talk", who):
            return Voice(f, "no", True, "", "somebody", f.ref, f.clause)  # "dismissed reports that": the reports deny nothing
        return holding("yes" if told else "no", not told)
    able = c.occurred and possible(profile.doc, *profile.doc.tokens_in(c.trigger))
    if able or (c.occurred and s is None and _any(profile, f)) or _asked(profile, f) or told_not_to(profile, f):
        return holding("open")
    if c.occurred and (of_ones_hand(profile, f) or (who and told_about(profile, f))):
        return holding("open")
    if s is not None and s.stance == "speculate" and c.occurred and c.status == "actual":
        return holding("likely")
    if c.status in ("planned", "hypothetical") or (s is not None and s.stance in ("doubt", "speculate")):
        return holding("planned" if c.status == "planned" else "open")
    return holding("yes" if c.occurred else "no", not c.occurred and s is not None and s.stance == "deny")


def _denied_here(heard: Heard, k: int, f: Fact) -> bool:
    """Whether a denial is of a claim that was read as its content: not of a thing that it only names, nor of what was not done."""
    profile, s = heard.profile, heard.statements[k]
    if not _denial_of(heard, k, f) or _known_thing(profile, f, s) or described(profile, f):
        return False
    above = s.made.rule.endswith("same-content") and s.span.covers(f.claim.trigger)
    return not (above and f.claim.made.rule.endswith(NEGATIVE))


def _other(heard: Heard, f: Fact, s: Statement, name: str) -> Voice | None:
    """The voice of another statement over the same words: with the first if both assert or both deny, else against it."""
    at = f.claim.statement
    own = heard.statements[at] if at is not None and at < len(heard.statements) else None
    content = f.claim.occurred or f.claim.status == "denied-by-speaker"  # what is asserted or denied is that it happened
    if not content and s.stance == "deny" and own is not None and own.span != s.span:
        return None  # who calls "they had orders not to fight" false says of no fight that there was one
    if f.claim.status in ("planned", "hypothetical"):
        return Voice(f, "no" if s.stance == "deny" else "planned", s.stance == "deny", fold(name), name, f.ref, _words(s))
    if own is not None and own.span != s.span and s.stance == "deny" and own.stance == "deny":
        return None
    yes = content == (s.stance == "assert")
    # over the very words of another it has none of its own, like a bare denial
    deniers = frozenset((fold(name),)) if s.stance == "deny" and own is not None and own.span == s.span else frozenset()
    return Voice(f, "yes" if yes else "no", s.stance == "deny", fold(name), name, f.ref, _words(s), deniers)


def _objection(heard: Heard, s: Statement, f: Fact) -> bool:
    """Whether another speaks up inside the words of a denial ("he denied it, though a source said …"): that is held against it, and not denied."""
    at, doc = f.claim.statement, heard.profile.doc
    own = heard.statements[at] if at is not None and at < len(heard.statements) else None
    if own is None or own.span == s.span or own.cue is None or own.stance != "assert" or not s.span.covers(own.cue):
        return False
    if own.speaker.name == s.speaker.name:
        return True  # "he denies it, and recalls that …"
    return heard.but_between(doc.tokens_in(s.span)[0], doc.tokens_in(own.cue)[0])


def _words(s: Statement) -> Span:
    """The words by which a statement takes its position: source and cue where they stand together, else the cue, else the content."""
    if s.cue is None:
        return s.source or s.span
    if s.source is not None and abs(s.source.start - s.cue.start) < 120:
        return s.cue.join(s.source)
    return s.cue


def _bare_denials(heard: Heard, out: dict[int, list[Voice]]) -> None:
    """Denials whose words hold no claim: they speak of what another said just before."""
    profile, reading = heard.profile, heard.profile.reading
    held: dict[int, set[int]] = defaultdict(set)
    for i, f in enumerate(profile.facts):
        for k in (*profile.over[i], *(() if f.claim.statement is None else (f.claim.statement,))):
            held[k].add(i)
    acts = (f for f in profile.facts if f.type == "REJECT" and f.claim.occurred and f.claim.status == "actual")
    rejects = list(islice((f for f in acts if denies(profile, f)), MOST))
    denied = {f.sentence for f in profile.facts if not f.claim.occurred or f.claim.status == "denied-by-speaker"}
    denying = (k for k, s in enumerate(reading.statements) if s.stance == "deny" and not heard.left_open(k))
    denials = [(k, reading.statements[k]) for k in islice(denying, MOST)]
    used: set[ClaimRef] = set()
    for k, s in denials:
        act = next((f for f in rejects if s.cue is not None and s.cue.overlaps(f.claim.trigger)), None)
        if act is not None:
            used.add(act.ref)
        over = heard.passed_over(k)
        if not over and any(profile.facts[i].claim.status == "denied-by-speaker" or not profile.facts[i].claim.occurred for i in held[k]):
            continue
        if over and s.cue is not None:
            _deny_before(heard, out, s.cue.start, profile.called[k], act, s.cue if s.source is None else s.cue.join(s.source))
            continue
        if held[k] or not takes_up(profile, s.span if s.cue is None else s.cue.join(s.span)):
            continue  # its claims already have it as a voice over the same words, or it denies something of its own
        span = s.span if s.cue is None else s.cue.join(s.span) if abs(s.cue.start - s.span.start) < 400 else s.span
        _deny_before(heard, out, min(s.span.start, (s.cue or s.span).start), profile.called[k], act, span)
    for f in rejects:
        inside = any(s.cue is not None and s.cue.overlaps(f.claim.trigger) for _, s in denials)
        told = f.sentence in denied
        bare = f.ref not in used and not inside and not told and f.actor and f.claim.statement is None and not not_denied(profile, f.claim.trigger)
        if bare and takes_up(profile, Span(f.claim.trigger.start, f.clause.end)):
            shown = ", ".join(n.name for n in f.claim.actor)
            _deny_before(heard, out, f.claim.trigger.start, shown, f, f.clause)


def _deny_before(heard: Heard, out: dict[int, list[Voice]], at: int, shown: str, act: Fact | None, span: Span) -> None:
    """Put a denial to the claims of the last statement before it that somebody else made; of these to the ones laid to who denies, if any."""
    profile, who = heard.profile, fold(shown)
    deniers = frozenset((who,)) | (act.actor if act is not None else frozenset())
    doc = profile.doc
    named = [n.span for n in act.claim.actor if n.span is not None] if act is not None else []
    for k in heard.before(at):
        if fold(profile.called[k]) == who:
            continue
        told = (i for i in heard.of[k] if profile.facts[i].type != "REJECT")
        targets = [i for i in told if not _taken_for_granted(profile, profile.facts[i])]
        if not targets and heard.statements[k].parent is None and not heard.inside_another(k) and not heard.goes_on(k):
            return  # what it denies was not read
        if targets:
            targets = [i for i in targets if not subordinate(doc, doc.tokens_in(profile.facts[i].claim.trigger)[0])] or targets
            laid = [i for i in targets if meet(deniers, profile.facts[i].actor)]
            if not laid and told_of(profile, heard.statements[k], named, deniers, targets):
                return  # "… through a gate that only the front held. The front denied it": what is said of who denies was not read
            for i in laid or targets:
                f = profile.facts[i]
                if f.claim.occurred or f.claim.status != "actual":
                    out[i].append(Voice(f, "no", True, who, shown, act.ref if act is not None else f.ref, span, deniers))
            return
