"""What a sentence sets aside as it tells it: a story made up, a purpose that was another than claimed.

"They made up a story of mediation by elders" tells who says that elders mediated, and that whoever writes or speaks does not believe it.
"The aim was to get the fighters out, not to spare civilians, as the party claimed" holds two accounts of one thing against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from isnad.link.facts import Fact, Profile
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

MADE_UP, NOT_AS = "statement.made-up", "statement.not-as-claimed"
MOST = 24  # statements of a report that are looked at
Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def set_aside(profiles: Sequence[Profile]) -> Iterator[Found]:
    """Contradictions between who is said to tell a thing and who sets it aside in the same sentence.

    Args:
        profiles: all reports.
    """
    for p in profiles:
        statements = p.reading.statements
        rows = [k for k, s in enumerate(statements) if s.made.rule.endswith((MADE_UP, NOT_AS))][:MOST]
        for k in rows:
            s = statements[k]
            inside = [f for f in p.facts if f.claim.statement == k]
            teller, other = p.called[k], "" if s.parent is None else p.called[s.parent]
            who = (fold(teller), fold(other))
            if s.made.rule.endswith(MADE_UP):
                words = s.span if s.cue is None else s.cue if s.source is None else s.cue.join(s.source)
                for f in inside[:1]:
                    why = f"said to have happened by {teller or 'somebody'}, called made up by {other or 'the report'}"
                    yield 0.0, ((f.ref, f.clause), (f.ref, words)), who, why
            else:
                held = _before(p, k, s.span)
                if held is not None:
                    why = f"told one way by {other or 'the report'}, and otherwise by {teller or 'somebody'}"
                    yield 0.0, ((held.ref, held.clause), (inside[0].ref if inside else held.ref, s.span)), who, why


def _before(p: Profile, k: int, span: Span) -> Fact | None:
    """The claim that stands last before a statement in its sentence, and in no part of it."""
    here = p.doc.sentence_at(p.doc.tokens_in(span)[0])
    near = [f for f in p.facts if f.sentence == here and f.claim.trigger.end <= span.start and f.claim.statement != k]
    return near[-1] if near else None
