"""What was struck: the attacker's own account names an armed target, and others name civilians.

"We struck launchers" and "a raid hit a bus of children" are told of one raid and are seldom joined: the one has no sufferers, the other no doer.
They are held against each other within one report, between two speakers, and between reports that clearly tell one story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from isnad.lang.common.linking import akin, generic, kindred, listed, word_classes
from isnad.link.beside import earlier
from isnad.link.facts import Fact, Profile, apart
from isnad.link.kinds import planted
from isnad.link.relations import meeting
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

CLEAR = 2.0  # log2 of the odds from which two reports clearly tell one story
MOST = 6  # accounts of a report on either side that are looked at
FINE = 110.0  # kilometres: an account placed more vaguely is of no raid in particular
WORDS = 24  # words behind the act in which its target is named
HANDS = frozenset({"aerial", "heavy-weapons", "explosives", "destroy"})
HARMLESS = frozenset({"children", "women", "civilians"})
Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def struck(profiles: Sequence[Profile], told: Sequence[tuple[int, int]], story: Callable[[int, int], float]) -> Iterator[Found]:
    """Contradictions about what was struck.

    Args:
        profiles: all reports.
        told: pairs of reports (positions) that tell one story, each report with itself among them.
        story: log2 of the odds that two reports (positions) tell one story.
    """
    own = [[f for f in p.facts if _deed(f) and _own_account(p, f)][:MOST] for p in profiles]
    harm = [[f for f in p.facts if _deed(f) and _harmless(f) and not planted(p, f)][:MOST] for p in profiles]
    for a, b in told:
        if (a != b and story(a, b) < CLEAR) or not (profiles[a].news and profiles[b].news):
            continue  # a look back over years tells of many raids
        for left, right in ((a, b), (b, a)) if a != b else ((a, a),):
            for f in own[left]:
                for g in harm[right]:
                    if g.ref != f.ref and fold(g.voice) != fold(f.voice) and _one_raid(f, g):
                        why = f"{f.voice or 'the attacker'} says that an armed target was struck, {g.voice or 'the report'} that civilians were"
                        yield 0.0, ((f.ref, f.clause), (g.ref, g.clause)), (fold(f.voice), fold(g.voice)), why


def _deed(f: Fact) -> bool:
    done = f.type == "ASSAULT" and f.claim.occurred and f.claim.status == "actual" and not f.stock and not f.mutual
    return done and (f.mode is None or f.mode in HANDS) and f.site is not None and f.site.reach <= FINE


def _own_account(p: Profile, f: Fact) -> bool:
    """Whether who did it says so, and names an armed target."""
    if any(listed("common.link.unarmed", a) for a in f.actor):
        return False
    if not f.voice or not any(s == a or akin(s, a) for s in f.speakers for a in f.actor):
        return False
    if earlier(p.doc, f.clause):
        return False  # what he strikes at other times
    if any(g.type == "ACCUSE" and g.sentence == f.sentence and g.recipient & f.actor for g in p.facts):
        return False  # what somebody is accused of is no word of his
    return _strikes(p, f) and (any(not generic(r) for r in f.recipient) or _armed(p, f))


def _strikes(p: Profile, f: Fact) -> bool:
    """Whether an account is of a strike: by its mode, or by a word for one in its clause ("in an operation that targeted …")."""
    words = word_classes("common.link.bombing", p.lang).keys() | word_classes("common.link.hit", p.lang).keys()
    a, b = p.doc.tokens_in(f.clause)
    return f.mode is not None or any(w in words for n in p.doc.norms[a:b] for w in (n, n[1:], n[2:]) if len(w) > 2)


def _armed(p: Profile, f: Fact) -> bool:
    words = word_classes("common.link.armed-target", p.lang)
    first = p.doc.tokens_in(f.claim.trigger)[0]
    end = min(p.doc.tokens_in(f.clause)[1], first + WORDS)
    return any(w in words for i in range(first, end) for n in [p.doc.norms[i]] for w in (n, n[1:], n[2:]))


def _harmless(f: Fact) -> bool:
    """Whether those whom it hit are named, and are no fighters."""
    if f.mode is None and (not f.actor or (f.site is not None and f.site.soft)):
        return False  # deaths that the text lays to nothing
    hit = bool(f.recipient) and all(generic(r) for r in f.recipient) and "civilians" in f.recipient
    return hit or any(c.side in HARMLESS and c.toll in ("killed", "wounded", "casualties") for c in f.counts)


def _one_raid(f: Fact, g: Fact) -> bool:
    """Whether place, day, means and doer allow two accounts to be of one raid."""
    if g.actor and not (g.actor & f.actor or any(akin(x, y) for x in f.actor for y in g.actor)):
        return False
    if (f.mode is None and g.mode is None) or (f.mode and g.mode and f.mode != g.mode and not kindred(f.mode, g.mode)):
        return False
    if f.site is None or g.site is None or meeting(f.site, g.site)[0] in ("far", "differ"):
        return False
    if f.mode is None and g.mode == "explosives" and not g.actor:
        return False  # a mine left in a field is nobody's strike
    if (f.mode is None or g.mode is None) and not g.actor and (f.site.soft or g.site.soft):
        return False  # "we struck a base" and a raid of nobody in particular, somewhere in the country
    return f.when is None or g.when is None or (apart(f.when, g.when) == 0 and min(f.when.length, g.when.length) <= 4)
