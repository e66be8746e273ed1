"""What is said of all times against an instance: "never bombed" against a raid, "began to bomb in July" against a raid in June.

A general negative ("the army never shelled them") is held against every act of its kind by the same doer against the same sufferer, at any place
and time. A beginning is held against an act of its kind that lies wholly before it. Both are of an act's kind, so the two claims must use one mode
or one word for it, or both speak of fire from afar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from isnad.lang.common.linking import kindred, stem, word_classes
from isnad.link.facts import Fact, Profile
from isnad.link.relations import meeting
from isnad.link.voices import hand_named, has
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

MOST = 60  # acts of one kind that are held against what is said of all times
ALWAYS = 400  # days: what is dated in less is said of that time, and not of all times
WIDE = 100.0  # kilometres: what is placed more finely is said of that place
POLICY = 28  # days: a beginning dated more finely may be that of one day's fighting
LEAD = 9  # words before an act in which it is called a beginning
SPAN = 1500  # days before a beginning within which an act of its kind speaks against it
BOMBING = frozenset({"aerial", "heavy-weapons"})
Side = tuple[ClaimRef, Span]
Found = tuple[float, tuple[Side, Side], tuple[str, str], str]
Kind = tuple[frozenset[str], frozenset[str]]


def _acts(profiles: Sequence[Profile], facts: Sequence[Fact]) -> dict[Kind, list[Fact]]:
    """Acts of force that are told as done, by whom the sentence names as doing what, to whom."""
    acts: dict[Kind, list[Fact]] = defaultdict(list)
    for f in facts:
        done = f.type == "ASSAULT" and f.claim.occurred and f.claim.status == "actual" and f.actor and f.recipient
        if done and not f.mutual and not f.stock and hand_named(profiles[f.home], f):
            acts[f.actor, f.recipient].append(f)
    return acts


def never(profiles: Sequence[Profile], facts: Sequence[Fact]) -> Iterator[Found]:
    """What is said never to have happened against every instance of it: same type, doer and sufferer, any place and time.

    Args:
        profiles: all reports.
        facts: all claims.
    """
    acts = _acts(profiles, facts)
    for n in facts:
        if n.claim.occurred or n.claim.status != "actual" or not n.voice or not n.actor or not n.recipient or n.type != "ASSAULT":
            continue
        wide = n.site is None or n.site.soft or n.site.reach > WIDE
        if not wide or (n.when is not None and not n.when.soft and n.when.length < ALWAYS) or not has(profiles[n.home], n, "common.link.never"):
            continue
        found = (y for y in acts.get((n.actor, n.recipient), ()) if _same_act(profiles, n, y) and _other_voice(y, n))
        for y in islice(found, MOST):
            why = f"said never to have happened by {n.voice or 'the report'}, told as done by {y.voice or 'the report'}"
            rank = 2.0 * (n.mode == y.mode) + (n.home != y.home) + 0.5 * (y.when is not None and not y.when.soft)
            yield rank, ((y.ref, y.clause), (n.ref, n.clause)), ("", f"{fold(n.voice)}{n.ref.claim}"), why


def beginnings(profiles: Sequence[Profile], facts: Sequence[Fact]) -> Iterator[Found]:
    """What is said to have begun at a time against an act of its kind before that time.

    Args:
        profiles: all reports.
        facts: all claims.
    """
    acts = _acts(profiles, facts)
    for kind in sorted(acts, key=lambda k: (sorted(k[0]), sorted(k[1]))):
        for f in acts[kind][:MOST]:
            x = f.when
            if x is None or x.soft or x.low is None or x.vague_year or x.length < POLICY or not _begins(profiles[f.home], f):
                continue
            for y in acts[kind][:MOST]:
                z = y.when
                if z is None or z.soft or z.high is None or z.vague_year or not 0 < x.low - z.high <= SPAN or not _other_voice(f, y):
                    continue
                if _there(f, y) and _same_act(profiles, f, y):
                    yield 0.0, ((f.ref, f.clause), (y.ref, y.clause)), (fold(f.voice), fold(y.voice)), f"begun in {x.value} against done in {z.value}"


def _begins(p: Profile, f: Fact) -> bool:
    """Whether an act is called a beginning ("began to bomb", "the first raid") right before it, in its clause."""
    words = word_classes("common.link.beginning", p.lang)
    first = p.doc.tokens_in(f.claim.trigger)[0]
    start = max(p.doc.tokens_in(f.clause)[0], first - LEAD)
    return any(w in words for n in p.doc.norms[start:first] for w in (n, n[1:] if n[:1] in "وف" else n))


def _there(f: Fact, y: Fact) -> bool:
    """Whether an act lies where a beginning is said of; one without a place of its own is said of everywhere."""
    if f.site is None or f.site.soft or f.site.reach > WIDE:
        return True
    return y.site is not None and not y.site.soft and meeting(f.site, y.site)[0] in ("same", "near", "inside")


def _other_voice(a: Fact, b: Fact) -> bool:
    return (a.home, fold(a.voice)) != (b.home, fold(b.voice))


def _same_act(profiles: Sequence[Profile], a: Fact, b: Fact) -> bool:
    """Whether two claims use one mode, or, where a mode is silent, one word for the act, or both speak of fire from afar."""
    if a.mode and b.mode:
        return a.mode == b.mode or kindred(a.mode, b.mode)
    if _bombing(profiles[a.home], a) or _bombing(profiles[b.home], b):
        return _bombing(profiles[a.home], a) and _bombing(profiles[b.home], b)
    return a.mode == b.mode and bool(_roots(profiles[a.home], a) & _roots(profiles[b.home], b))


def _bombing(p: Profile, f: Fact) -> bool:
    """Whether an act is bombing, shelling or a raid from the air, by its mode or by the words that name it."""
    if f.mode is not None:
        return f.mode in BOMBING
    words = word_classes("common.link.bombing", p.lang)
    first, last = p.doc.tokens_in(f.claim.trigger)
    near = p.doc.norms[first : min(last + 1, p.doc.tokens_in(f.clause)[1])]
    return any(w in words for n in near for w in (n, n[1:], n[2:], n[3:]) if len(w) > 2)


def _roots(p: Profile, f: Fact) -> set[str]:
    a, b = p.doc.tokens_in(f.claim.trigger)
    return {stem(n, p.lang) for n in p.doc.norms[a:b] if len(n) > 2}
