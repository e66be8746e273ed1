"""Whether there was a fight: "without resistance" from one voice against "we fought for hours" from another.

The two are often read with other parties, so that no event holds both. They are held against each other inside one report, between reports that
share an event, and between reports that clearly tell one story, where parties, place and day allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from isnad.lang.common.linking import akin, generic, word_classes
from isnad.link.asserted import in_spite
from isnad.link.beside import spell
from isnad.link.denials import silent
from isnad.link.facts import Fact, Profile, apart
from isnad.link.relations import meeting
from isnad.link.voices import told_not_to
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

MOST = 8  # claims of a report on either side that are looked at
ROUND = 30.0  # kilometres beyond both reaches at which two fights are two
DAYS = 1  # days apart from which they are
PLAIN = ("not-verb", "without")  # rules of what did not happen; orders not to fight are read by others
LONG = 31  # days: what is dated more vaguely is of no fight in particular
Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def resisted(profiles: Sequence[Profile], told: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Contradictions between who says that there was no resistance or fight, and who says that there was.

    Args:
        profiles: all reports.
        told: pairs of reports (positions) that tell one story, each report with itself among them.
    """
    none = [[f for f in p.facts if _none(p, f)][:MOST] for p in profiles]
    some = [[f for f in p.facts if _some(p, f)][:MOST] for p in profiles]
    for a, b in told:
        for left, right in ((a, b), (b, a)) if a != b else ((a, a),):
            for n in none[left]:
                for y in some[right]:
                    if _other_voices(n, y) and _one_fight(profiles, n, y) and not _of_weeks(profiles[y.home], y, n):
                        why = f"no resistance, says {n.voice or 'the report'}; fighting, says {y.voice or 'the report'}"
                        rank = 1.0 * (n.home == y.home) + _named_alike(n, y)
                        yield rank, ((y.ref, y.clause), (n.ref, n.clause)), (fold(y.voice), fold(n.voice)), why


def _of_weeks(p: Profile, y: Fact, n: Fact) -> bool:
    """Whether the fighting is told as a long one ("weeks of fighting") and that there was none is told of one day."""
    day = n.when is not None and not n.when.soft and n.when.length <= DAYS + 1
    return day and spell(p.doc, p.doc.tokens_in(y.claim.trigger)[0])


def _none(p: Profile, f: Fact) -> bool:
    """Whether a claim is that there was no resistance or fight."""
    no = f.type == "ASSAULT" and f.mode is None and not f.claim.occurred and f.claim.status == "actual" and not f.stock
    if not no or silent(p, f) or in_spite(p, f):
        return False
    return f.claim.made.rule.endswith(PLAIN) and not told_not_to(p, f) and _told(p, f, "common.link.resistance")


def _some(p: Profile, f: Fact) -> bool:
    """Whether a claim is that two sides fought, or that one held out."""
    done = f.type == "ASSAULT" and f.mode is None and f.claim.occurred and f.claim.status == "actual" and not f.stock
    return done and _told(p, f, "common.link.fighting")


def _told(p: Profile, f: Fact, which: str) -> bool:
    words = word_classes(which, p.lang)
    first, last = p.doc.tokens_in(f.claim.trigger)
    return any(w in words for n in p.doc.norms[first:last] for w in (n, n[1:], n[2:]))


def _other_voices(n: Fact, y: Fact) -> bool:
    """Whether two claims are two speakers'; within one report both must be somebody's."""
    if n.home == y.home:
        return bool(n.voice and y.voice) and fold(n.voice) != fold(y.voice)
    return bool(n.voice or y.voice) and fold(n.voice) != fold(y.voice)


def _one_fight(profiles: Sequence[Profile], n: Fact, y: Fact) -> bool:
    """Whether parties, place and day allow two claims to be of one fight. A look back over years must name the place and the day."""
    here, there = _named(n), _named(y)
    if here and there and not any(a == b or akin(a, b) for a in here for b in there):
        return False
    x, z = n.when, y.when
    if x is not None and z is not None and (apart(x, z) > DAYS or max(x.length, z.length) > LONG):
        return False
    exact = False
    if n.site is not None and y.site is not None:
        how, distance = meeting(n.site, y.site)
        hard = not n.site.soft and not y.site.soft
        if hard and (how == "differ" or (how == "far" and (distance or 0.0) > ROUND + n.site.reach + y.site.reach)):
            return False
        exact = hard and how in ("same", "near", "inside")
    dated = x is not None and z is not None and not x.soft and not z.soft
    if not (profiles[n.home].news and profiles[y.home].news):
        return exact and dated
    return exact or dated or _named_alike(n, y) >= 1


def _named(f: Fact) -> frozenset[str]:
    return frozenset(p for p in f.parties if not generic(p))


def _named_alike(n: Fact, y: Fact) -> float:
    """How many named parties two claims share, at most two."""
    there = _named(y)
    return float(min(2, sum(any(a == b or akin(a, b) for b in there) for a in _named(n))))
