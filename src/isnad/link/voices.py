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
from isnad.link.beside import bare, possible, subordinate
from isnad.link.denials import denies, not_denied, objects, silent, takes_up, told_of
from isnad.link.facts import Fact, Profile
from isnad.model.changed import changed
from isnad.model.contract import inferred
from isnad.model.linked import ClaimRef
from isnad.model.records import Reading, Statement
from isnad.model.span import Span
from isnad.text.fold import fold

Sign = Literal["yes", "likely", "no", "planned", "open"]
QUOTES = frozenset({"«", '"', "“", "((", "„"})
DEFINITE = 3  # words of a denial before a noun with its article, which then names a thing that is known
FORCE = 24  # words from a change of hands in which fighting is told with it
MOST = 200  # denials of a report that are followed up
NEXT = 1  # sentences from what was said to a bare denial of it
AFTER = 400  # characters within which a bare denial speaks of what was said before it


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
    reading = profile.reading
    out: dict[int, list[Voice]] = defaultdict(list)
    accused = [f.claim.trigger for f in profile.facts if f.type == "ACCUSE" and f.claim.occurred][:MOST]
    for i, f in enumerate(profile.facts):
        out[i].append(_own(profile, i, f))
        for k in profile.over[i]:
            s = reading.statements[k]
            others = s.stance == "deny" and (_laid_to_others(s, f, accused) or _objection(profile, s, f) or _passed_over(profile, k))
            own = reading.statements[f.claim.statement] if f.claim.statement is not None else None
            inside = own is not None and own.stance == "deny" and own.parent == k and (own.cue is None or own.cue.start < f.claim.trigger.start)
            if s.stance == "assert" and own is not None and inside and not objects(profile, own):
                continue  # who tells that somebody denies it does not say that it happened
            aside = others or (s.stance == "deny" and (_taken_for_granted(profile, f, s) or not _denial_of(profile, s, f)))
            if k != f.claim.statement and s.stance in ("assert", "deny") and not aside:
                voice = _other(reading, f, s, profile.called[k])
                if voice is not None:
                    out[i].append(voice)
    _bare_denials(profile, out)
    for i, f in enumerate(profile.facts):
        hand, force = hand_named(profile, f), has(profile, f, "common.link.manner.force", FORCE, sentence=True)
        # a denial is of its own act, while an assertion may tell the manner beside it
        rout, flight = (has(profile, f, "common.link.manner.rout", n) for n in (8, 0))
        out[i] = [changed(v, hand=hand, rout=flight if v.sign == "no" else rout, force=force) for v in out[i]]
    return out


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
    return s is not None and _known_thing(profile, f, s)


def _known_thing(profile: Profile, f: Fact, s: Statement) -> bool:
    """Whether a claim is a noun with its article well inside a denial («… أي من الأسرى الذين يشملهم الاتفاق»)."""
    first, norms = profile.doc.tokens_in(f.claim.trigger)[0], profile.doc.norms
    known = profile.lang == "ar" and first < len(norms) and norms[first][:2] == "ال"
    return known and first - profile.doc.tokens_in(s.span)[0] >= DEFINITE


def _denial_of(profile: Profile, s: Statement, f: Fact) -> bool:
    """Whether a denial denies a claim in its words: not "did not deny it", and not what it goes on to say in quotation marks behind a colon."""
    if s.cue is not None and not_denied(profile, s.cue):
        return False
    first, last = profile.doc.tokens_in(s.span)[0], profile.doc.tokens_in(f.claim.trigger)[0]
    norms = profile.doc.norms
    return not any(norms[i] == ":" and norms[i + 1] in QUOTES for i in range(first, min(last, len(norms)) - 1))


def _laid_to_others(s: Statement, f: Fact, accused: list[Span]) -> bool:
    """Whether a claim stands behind an accusation inside a denial ("denies shelling and accuses the factions of storming")."""
    return any(s.span.start <= a.start and a.end <= f.claim.trigger.start for a in accused)


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


def _own(profile: Profile, i: int, f: Fact) -> Voice:
    reading, c = profile.reading, f.claim
    s = reading.statements[c.statement] if c.statement is not None and c.statement < len(reading.statements) else None
    shown, who = f.voice, fold(f.voice)
    if not c.occurred and silent(profile, f):
        return Voice(f, "open", False, who, shown, f.ref, f.clause)
    if c.status == "denied-by-speaker" and s is None and not who:
        act = next((g for g in profile.facts if g.type == "REJECT" and g.sentence == f.sentence and g.claim.occurred and g.actor), None)
        if act is not None and act.claim.trigger.start < c.trigger.start:
            shown = ", ".join(n.name for n in act.claim.actor)
            return Voice(f, "no", True, fold(shown), shown, f.ref, f.clause)
    if c.status == "denied-by-speaker":
        # «the agency said that what some media report of a departure is baseless»: the inner words assert, the outer deny
        passed = s is not None and s.parent is not None and s.made.rule.endswith("what-was-said")
        # "you were told, says the host, that they deny it": a denial inside what is said is no assertion of who says it
        others = (reading.statements[k] for k in profile.over[i] if k != c.statement)
        denied = any(o.stance == "deny" and o.parent != c.statement for o in others)
        told = s is not None and s.stance == "assert" and (passed or denied)
        if not told and s is not None and s.stance == "deny" and (not _denial_of(profile, s, f) or _known_thing(profile, f, s)):
            return Voice(f, "open", False, who, shown, f.ref, f.clause)
        if not told and s is not None and s.stance == "assert" and listed("common.link.talk", who):
            return Voice(f, "no", True, "", "somebody", f.ref, f.clause)  # "dismissed reports that": the reports deny nothing
        return Voice(f, "yes" if told else "no", not told, who, shown, f.ref, f.clause)
    able = c.occurred and possible(profile.doc, *profile.doc.tokens_in(c.trigger))
    if able or (c.occurred and s is None and _any(profile, f)) or _asked(profile, f) or told_not_to(profile, f):
        return Voice(f, "open", False, who, shown, f.ref, f.clause)
    if s is not None and s.stance == "speculate" and c.occurred and c.status == "actual":
        return Voice(f, "likely", False, who, shown, f.ref, f.clause)
    if c.status in ("planned", "hypothetical") or (s is not None and s.stance in ("doubt", "speculate")):
        return Voice(f, "planned" if c.status == "planned" else "open", False, who, shown, f.ref, f.clause)
    return Voice(f, "yes" if c.occurred else "no", not c.occurred and s is not None and s.stance == "deny", who, shown, f.ref, f.clause)


def _other(reading: Reading, f: Fact, s: Statement, name: str) -> Voice | None:
    """The voice of another statement over the same words: with the first if both assert or both deny, else against it."""
    own = reading.statements[f.claim.statement] if f.claim.statement is not None and f.claim.statement < len(reading.statements) else None
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


def _objection(profile: Profile, s: Statement, f: Fact) -> bool:
    """Whether another speaks up inside the words of a denial ("he denied it, though a source said …"): that is held against it, and not denied."""
    at = f.claim.statement
    own = profile.reading.statements[at] if at is not None and at < len(profile.reading.statements) else None
    if own is None or own.span == s.span or own.cue is None or own.stance != "assert" or not s.span.covers(own.cue):
        return False
    if own.speaker.name == s.speaker.name:
        return True  # "he denies it, and recalls that …"
    first, last = profile.doc.tokens_in(s.span)[0], profile.doc.tokens_in(own.cue)[0]
    norms, but = profile.doc.norms, word_classes("common.link.but", profile.lang)
    return any(n in but or " ".join(norms[i : i + 2]) in but for i, n in enumerate(norms[first:last], start=first))


def _words(s: Statement) -> Span:
    """The words by which a statement takes its position: source and cue where they stand together, else the cue, else the content."""
    if s.cue is None:
        return s.source or s.span
    if s.source is not None and abs(s.source.start - s.cue.start) < 120:
        return s.cue.join(s.source)
    return s.cue


def _bare_denials(profile: Profile, out: dict[int, list[Voice]]) -> None:
    """Denials whose words hold no claim: they speak of what another said just before."""
    reading = profile.reading
    held: dict[int, set[int]] = defaultdict(set)
    for i, f in enumerate(profile.facts):
        for k in (*profile.over[i], *(() if f.claim.statement is None else (f.claim.statement,))):
            held[k].add(i)
    acts = (f for f in profile.facts if f.type == "REJECT" and f.claim.occurred and f.claim.status == "actual")
    rejects = list(islice((f for f in acts if denies(profile, f)), MOST))
    denied = {f.sentence for f in profile.facts if not f.claim.occurred or f.claim.status == "denied-by-speaker"}
    open_to = {k for k, s in enumerate(reading.statements) if s.stance == "deny" and s.cue is not None and not_denied(profile, s.cue)}
    denials = list(islice(((k, s) for k, s in enumerate(reading.statements) if s.stance == "deny" and k not in open_to), MOST))
    used: set[ClaimRef] = set()
    for k, s in denials:
        act = next((f for f in rejects if s.cue is not None and s.cue.overlaps(f.claim.trigger)), None)
        if act is not None:
            used.add(act.ref)
        over = _passed_over(profile, k)
        if not over and any(profile.facts[i].claim.status == "denied-by-speaker" or not profile.facts[i].claim.occurred for i in held[k]):
            continue
        if over and s.cue is not None:
            _deny_before(profile, out, s.cue.start, profile.called[k], act, s.cue if s.source is None else s.cue.join(s.source))
            continue
        if held[k] or not takes_up(profile, s.span if s.cue is None else s.cue.join(s.span)):
            continue  # its claims already have it as a voice over the same words, or it denies something of its own
        span = s.span if s.cue is None else s.cue.join(s.span) if abs(s.cue.start - s.span.start) < 400 else s.span
        _deny_before(profile, out, min(s.span.start, (s.cue or s.span).start), profile.called[k], act, span)
    for f in rejects:
        inside = any(s.cue is not None and s.cue.overlaps(f.claim.trigger) for _, s in denials)
        told = f.sentence in denied
        bare = f.ref not in used and not inside and not told and f.actor and f.claim.statement is None and not not_denied(profile, f.claim.trigger)
        if bare and takes_up(profile, Span(f.claim.trigger.start, f.clause.end)):
            shown = ", ".join(n.name for n in f.claim.actor)
            _deny_before(profile, out, f.claim.trigger.start, shown, f, f.clause)


def _passed_over(profile: Profile, k: int) -> bool:
    """Whether a denial was read as of something said before, though it stands too far off, or somebody has said another thing since."""
    statements = profile.reading.statements
    s = statements[k]
    if not s.made.rule.endswith("same-content") or s.cue is None or s.cue.start < s.span.end:
        return False
    doc = profile.doc
    here, there = doc.sentence_at(doc.tokens_in(s.cue)[0]), doc.sentence_at(max(0, doc.tokens_in(s.span)[1] - 1))
    if here - there > NEXT:
        return True
    between = (o for o in statements if o.stance == "assert" and s.span.end < o.span.start and o.span.end <= s.cue.start and o.span != s.span)
    return any(fold(o.speaker.name) != fold(s.speaker.name) for o in between)


def _deny_before(profile: Profile, out: dict[int, list[Voice]], at: int, shown: str, act: Fact | None, span: Span) -> None:
    """Put a denial to the claims of the last statement before it that somebody else made; of these to the ones laid to who denies, if any."""
    reading, who = profile.reading, fold(shown)
    deniers = frozenset((who,)) | (act.actor if act is not None else frozenset())
    doc = profile.doc
    named = [n.span for n in act.claim.actor if n.span is not None] if act is not None else []
    here = doc.sentence_at(doc.tokens_in(Span(at, at + 1))[0])
    before = [
        (s.span.end, k) for k, s in enumerate(reading.statements)
        if here - doc.sentence_at(max(0, doc.tokens_in(s.span)[1] - 1)) <= NEXT
        and s.span.start < at and at - s.span.end < AFTER and s.stance == "assert" and fold(profile.called[k]) != who
    ]  # fmt: skip
    for _, k in sorted(before, reverse=True):
        targets = [i for i, f in enumerate(profile.facts) if f.claim.statement == k and f.type != "REJECT" and not _taken_for_granted(profile, f)]
        if not targets and reading.statements[k].parent is None and not _inside_another(reading, k) and not _goes_on(reading, k):
            return  # what it denies was not read
        if targets:
            targets = [i for i in targets if not subordinate(doc, doc.tokens_in(profile.facts[i].claim.trigger)[0])] or targets
            laid = [i for i in targets if any(d == a or akin(d, a) for d in deniers for a in profile.facts[i].actor)]
            if not laid and told_of(profile, reading.statements[k], named, deniers, targets):
                return  # "… through a gate that only the front held. The front denied it": what is said of who denies was not read
            for i in laid or targets:
                f = profile.facts[i]
                if f.claim.occurred or f.claim.status != "actual":
                    out[i].append(Voice(f, "no", True, who, shown, act.ref if act is not None else f.ref, span, deniers))
            return


def _inside_another(reading: Reading, k: int) -> bool:
    """Whether a statement's words stand inside those of another, whose claims they may be."""
    span = reading.statements[k].span
    return any(n != k and s.span.covers(span) for n, s in enumerate(reading.statements))


def _goes_on(reading: Reading, k: int) -> bool:
    """Whether a statement only goes on with what its cue began ("that …, and that …")."""
    cue = reading.statements[k].cue
    return cue is not None and any(n != k and s.cue == cue for n, s in enumerate(reading.statements))
