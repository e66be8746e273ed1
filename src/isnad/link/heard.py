"""The statements of one report by place, so that who says yes and who says no is found without looking at all of them for each claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property

from isnad.lang.common.linking import word_classes
from isnad.link.denials import not_denied, takes_up
from isnad.link.facts import Fact, Profile
from isnad.model.records import Statement
from isnad.model.span import Span
from isnad.text.cover import Cover
from isnad.text.fold import fold

QUOTES = frozenset({"«", '"', "“", "((", "„"})
NEXT = 1  # sentences from what was said to a bare denial of it
AFTER = 400  # characters within which a bare denial speaks of what was said before it
MOST = 200  # statements between two places that are looked at
PARAGRAPH = 2  # words from the beginning of a paragraph within which a denial opens it


class Heard:
    """What is asked of a report's statements, each found by place.

    Args:
        profile: the report.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.statements = profile.reading.statements
        self.of: dict[int, list[int]] = defaultdict(list)  # statement → its claims
        self.refusing: dict[int, Fact] = {}  # sentence → the first refusal by somebody in it
        for i, f in enumerate(profile.facts):
            if f.claim.statement is not None:
                self.of[f.claim.statement].append(i)
            if f.type == "REJECT" and f.claim.occurred and f.actor:
                self.refusing.setdefault(f.sentence, f)
        accused = (f for f in profile.facts if f.type == "ACCUSE" and f.claim.occurred)
        self._accusing = sorted(accused, key=lambda f: (f.claim.trigger.start, f.ref))
        self._accused = [f.claim.trigger.start for f in self._accusing]
        self._ends = sorted((s.span.end, k) for k, s in enumerate(self.statements))
        self._asserted = sorted((s.span.start, k) for k, s in enumerate(self.statements) if s.stance == "assert")
        self._cues = Counter(s.cue for s in self.statements if s.cue is not None)
        self._open: dict[int, bool] = {}
        self._over: dict[int, bool] = {}

    @cached_property
    def _cover(self) -> Cover:
        return Cover([s.span for s in self.statements])

    @cached_property
    def _colons(self) -> list[int]:
        """Positions of the colons behind which somebody is quoted."""
        norms = list(self.profile.doc.norms)
        return [i for i in range(len(norms) - 1) if norms[i] == ":" and norms[i + 1] in QUOTES]

    @cached_property
    def _buts(self) -> list[int]:
        norms, but = list(self.profile.doc.norms), word_classes("common.link.but", self.profile.lang)
        return [i for i, n in enumerate(norms) if n in but or " ".join(norms[i : i + 2]) in but]

    def accused_between(self, start: int, end: int) -> bool:
        """Whether an accusation stands between two places."""
        k = bisect_left(self._accused, start)
        return k < len(self._accused) and self._accusing[k].claim.trigger.end <= end

    def accusing_at(self, cue: Span | None) -> Fact | None:
        """The accusation whose word a cue is."""
        k = bisect_left(self._accused, cue.start) if cue is not None else len(self._accused)
        return self._accusing[k] if k < len(self._accused) and cue is not None and self._accused[k] < cue.end else None

    def quoted_between(self, first: int, last: int) -> bool:
        """Whether somebody is quoted behind a colon between two tokens."""
        k = bisect_left(self._colons, first)
        return k < len(self._colons) and self._colons[k] < last

    def but_between(self, first: int, last: int) -> bool:
        """Whether a "but" stands between two tokens."""
        k = bisect_left(self._buts, first)
        return k < len(self._buts) and self._buts[k] < last

    def left_open(self, k: int) -> bool:
        """Whether a statement's cue is a denial behind a "no" ("did not deny it")."""
        if k not in self._open:
            cue = self.statements[k].cue
            self._open[k] = cue is not None and not_denied(self.profile, cue)
        return self._open[k]

    def inside_another(self, k: int) -> bool:
        """Whether a statement's words stand inside those of another, whose claims they may be."""
        return any(n != k for n in self._cover.over(self.statements[k].span))

    def goes_on(self, k: int) -> bool:
        """Whether a statement only goes on with what its cue began ("that …, and that …")."""
        cue = self.statements[k].cue
        return cue is not None and self._cues[cue] > 1

    def before(self, at: int) -> list[int]:
        """Assertions that end shortly before a place or go on over it, the last first."""
        low, high = bisect_right(self._ends, (at - AFTER, len(self.statements))), bisect_right(self._ends, (at, len(self.statements)))
        near = self._ends[max(low, high - MOST) : high]
        near += [(self.statements[k].span.end, k) for k in self._cover.over(Span(at, at + 1)) if self.statements[k].span.start < at]
        doc = self.profile.doc
        here = doc.sentence_at(doc.tokens_in(Span(at, at + 1))[0])
        found = sorted({x for x in near if self.statements[x[1]].stance == "assert"}, reverse=True)
        return [k for _, k in found if here - doc.sentence_at(max(0, doc.tokens_in(self.statements[k].span)[1] - 1)) <= NEXT]

    def passed_over(self, k: int) -> bool:
        """Whether a denial was read as of something said before, though it stands too far off, or somebody has said another thing since."""
        if k not in self._over:
            self._over[k] = self._too_far(self.statements[k])
        return self._over[k]

    def _too_far(self, s: Statement) -> bool:
        if not s.made.rule.endswith("same-content") or s.cue is None or s.cue.start < s.span.end:
            return False
        doc = self.profile.doc
        here, there = doc.sentence_at(doc.tokens_in(s.cue)[0]), doc.sentence_at(max(0, doc.tokens_in(s.span)[1] - 1))
        if here - there > NEXT:
            return True
        first, last = bisect_right(self._asserted, (s.span.end, len(self.statements))), bisect_left(self._asserted, (s.cue.start, -1))
        between = (self.statements[n] for _, n in self._asserted[first : min(last, first + MOST)])
        who = fold(s.speaker.name)
        return any(fold(o.speaker.name) != who for o in between if o.span.end <= s.cue.start)

    def opens_paragraph(self, k: int) -> bool:
        """Whether a denial of what stands above opens a paragraph of its own ("The legion denies it all"): it is of no one act in particular."""
        s = self.statements[k]
        if not s.made.rule.endswith("same-content") or s.cue is None or s.cue.start < s.span.end:
            return False
        doc = self.profile.doc
        _, end = doc.sentence_of(doc.tokens_in(s.cue)[0])
        if takes_up(self.profile, Span(s.cue.start, doc.end[end - 1])):
            return False
        first = doc.tokens_in(s.cue if s.source is None else s.cue.join(s.source))[0]
        return any(doc.token(i).breaks for i in range(first, max(-1, first - PARAGRAPH), -1))
