"""What speaks against a match: parties that its steps do not name, restraint that is only promised or praised, deeds told apart.

A match that nothing speaks against is listed as a match, any other as a possible one. How often a party is read rightly was counted on hand-read
stories (docs/accuracy.md, Patterns): named within eighty code points of the words of happening, with no other party between, about three times in
four; where it is only taken for the other side of who is named, about once in three, unless the sentence names it and the report is mostly about
the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from isnad.lang.tables import table
from isnad.model.records import Claim, Name, Reading
from isnad.model.report import Report
from isnad.relate.patterns import Doubt, Pattern, Step, Way, Why
from isnad.relate.patterns_deeds import Deed, Site
from isnad.relate.patterns_index import Index, akin, faceless
from isnad.relate.patterns_told import told

CLOSE = 60  # code points from the words of happening within which a party is named with them
AROUND = 200  # code points before and after them in which a third party may be meant
MAINLY = 0.6  # share of a report's named parties that two have whom it is mostly about
MOSTLY = 0.8  # share of the parties named in a passage that two have whom it is about
WINDOW = 500  # code points before and after the words of happening that are their passage
TAKING = frozenset({"ASSAULT", "RETREAT/withdraw", "RETREAT/ceasefire", "AGREE", "CONSULT", "COOPERATE"})  # done by one, to the other of two
VAGUE = frozenset({"AID", "SUPPORT", "MOBILIZE", "COERCE/arrest"})  # acts that are oftener misread than read
SEVERAL = 3  # fights of two, not surely read, that show them for foes
GUESSED, TAKEN, SURE = 0, 1, 2  # how a party is read: guessed, taken for the other of the two who are spoken of, or named
_ENDS = ".!?؟\n"
_PAUSES = ",،;؛:"
_READERS = ("ar.", "en.", "claim.", "learned.")  # rules whose readings are doubted; what a person decided is not

Filled = Mapping[str, "str | Site"]


class Judge:
    """Says what speaks against matches.

    Args:
        index: the deeds of the case, with its reports and their readings.
    """

    def __init__(self, index: Index) -> None:
        self._items = index.items
        self._index = index
        self._foes: dict[tuple[str, str], bool] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._known: dict[tuple[str, int, str], int] = {}

    def doubts(self, pattern: Pattern, roles: Filled, steps: Mapping[str, Deed]) -> tuple[Doubt, ...]:
        """The doubts of a match, in the order of its steps.

        Args:
            pattern: the pattern.
            roles: what fills its variables.
            steps: the deed of each stated step.
        """
        must = [s for s in pattern.steps if not s.optional and not s.nobody]
        out: list[Doubt] = []
        sure: set[str] = set()
        taken: dict[str, set[str]] = {}
        for s in must:
            deed = steps[s.id]
            how = self._read(s, deed, roles)
            sure |= {v for v, n in how.items() if n == SURE}
            taken[s.id] = {v for v, n in how.items() if n == TAKEN}
            guessed = tuple(v for v, n in how.items() if n == GUESSED)
            if guessed:
                out.append(Doubt("party", s.id, guessed))
            out += [Doubt(why, s.id) for why in self._restraint(deed, len(must) == 1)]
            if deed.said != "not" and self._by_readers(deed) and _of_both(deed) and not any(w.between or w.mutual for w in s.ways):
                out.append(Doubt("both", s.id))
            if self._by_readers(deed) and not VAGUE.isdisjoint((deed.type, f"{deed.type}/{deed.mode}")):
                out.append(Doubt("act", s.id))
            faintly = all(w.faint for w in s.ways if told(w, deed) and self._of_way(w, deed, roles) is not None)
            if faintly or (s.apart and self._in_one_sentence(deed, steps.get(s.after or "", deed))):
                out.append(Doubt("faint", s.id))
        for step, those in taken.items():
            if those - sure:
                out.append(Doubt("party", step, tuple(sorted(those - sure))))
        if sum(self._counts_for(s, steps.get(s.id), roles) for s in pattern.steps if s not in must) < pattern.least - len(must):
            out.append(Doubt("faint", ""))
        out += [Doubt("allies", "", pair) for pair in (*pattern.foes, *pattern.rivals) if _allied(*(roles.get(v) for v in pair))]
        out += [Doubt("foes", "", pair) for pair in pattern.foes if not self._are_foes(*(roles.get(v) for v in pair))]
        if len(must) > 1 and not self._together([steps[s.id] for s in must], roles):
            out.append(Doubt("apart", ""))
        for r in pattern.roles:
            name = roles.get(r.id)
            if r.needed and isinstance(name, str) and r.id not in sure and not any(self._names(d, name) for d in steps.values()):
                out.append(Doubt("party", "", (r.id,)))
        return tuple(out)

    def _read(self, step: Step, deed: Deed, roles: Filled) -> dict[str, int]:
        """How the variables of the step's best told way are read there."""
        tried = [t for w in step.ways if told(w, deed) and (t := self._of_way(w, deed, roles)) is not None]
        return max(tried, key=lambda t: (min(t.values(), default=SURE), len(t)), default={})

    def _of_way(self, way: Way, deed: Deed, roles: Filled) -> dict[str, int] | None:
        out: dict[str, int] = {}
        for variables, side in ((way.who, deed.actor), (way.whom, deed.recipient), (way.between, (*deed.actor, *deed.recipient))):
            for v in variables:
                name = roles.get(v)
                own = [n for n in side if isinstance(name, str) and akin(name, n)]
                if not own:
                    return None
                out[v] = max(self._named(deed, n) for n in own)
        return out

    def _counts_for(self, step: Step, deed: Deed | None, roles: Filled) -> bool:
        """Whether a step that may be missing is told, not faintly, of parties that are not guessed."""
        if deed is None:
            return False
        ways = [w for w in step.ways if not w.faint and told(w, deed)]
        return any((how := self._of_way(w, deed, roles)) is not None and min(how.values(), default=SURE) > GUESSED for w in ways)

    def _are_foes(self, a: str | Site | None, b: str | Site | None) -> bool:
        """Whether a fight of two is surely read somewhere in the case, or several are read that may be theirs."""
        if not isinstance(a, str) or not isinstance(b, str):
            return True
        key = (a, b) if a < b else (b, a)
        if key not in self._foes:
            read = [self._fight(d, *key) for d in self._index.fights(*key)]
            self._foes[key] = SURE in read or read.count(TAKEN) >= SEVERAL
        return self._foes[key]

    def _fight(self, deed: Deed, a: str, b: str) -> int:
        """How surely a deed is read as a fight of two."""
        best = GUESSED
        for one, other in ((a, b), (b, a)):
            who = [n for n in deed.actor if akin(n, one)]
            whom = [n for n in deed.recipient if akin(n, other)]
            if who and whom:
                best = max(best, min(max(self._named(deed, n) for n in who), max(self._named(deed, n) for n in whom)))
        return best

    def _by_readers(self, deed: Deed) -> bool:
        """Whether no person read a deed."""
        told_in = (self._items[c.report][1].claims[c.claim] for c in deed.claims if c.report in self._items)
        return all(c.made.rule.startswith(_READERS) for c in told_in)

    def _names(self, deed: Deed, name: str) -> bool:
        return any(akin(name, n) and self._named(deed, n) == SURE for n in (*deed.actor, *deed.recipient))

    def _named(self, deed: Deed, name: str) -> int:
        """How surely the claim of a deed reads a party that reads it best."""
        best = GUESSED
        for ref in deed.claims:
            if ref.report not in self._items:
                return SURE
            report, reading = self._items[ref.report]
            key = (ref.report, ref.claim, name)
            if key not in self._known:
                self._known[key] = self._how(reading.claims[ref.claim], name, report, reading)
            best = max(best, self._known[key])
        return best

    def _how(self, claim: Claim, name: str, report: Report, reading: Reading) -> int:
        if not claim.made.rule.startswith(_READERS):
            return SURE
        at = claim.trigger.start
        low, high = _sentence(report.text, at, claim.trigger.end)
        both = {n.name for n in claim.actor} == {n.name for n in claim.recipient}
        own = [n for n in (*claim.actor, *claim.recipient) if n.name == name]
        named = any(_near(n, at, low, high) for n in own)
        if named and (both or not _between(own, at, name, report, reading)):
            return SURE
        inside = any(m.party == name and low <= m.span.start < high for m in reading.mentions)
        if both and inside:
            return SURE
        parties = {n.name for n in (*claim.actor, *claim.recipient)}
        mainly = len(parties) <= 2 and (self._share(reading, parties) >= MAINLY or _around(at, parties, reading) >= MOSTLY)
        if mainly and named:
            return SURE
        if not mainly or TAKING.isdisjoint((claim.type, f"{claim.type}/{claim.mode}")):
            return GUESSED
        does = any(n.name == name for n in claim.actor) and not both  # whom it is done to may be told by who does it; who does it may not
        return TAKEN if not does or (inside and not _third(at, parties, reading)) else GUESSED

    def _share(self, reading: Reading, parties: Iterable[str]) -> float:
        """The share of a report's named parties that are these, or of their sides."""
        counts = self._counts.get(reading.report)
        if counts is None:
            counts = self._counts[reading.report] = Counter(m.party for m in reading.mentions if m.party and not faceless(m.party))
        whole = sum(counts.values())
        return sum(n for p, n in counts.items() if any(akin(p, o) for o in parties)) / whole if whole else 1.0

    def _together(self, deeds: Sequence[Deed], roles: Filled) -> bool:
        """Whether all the deeds hang together by two roles in common, or by being told in one sentence."""
        joined, left = [deeds[0]], list(deeds[1:])
        while left:
            near = next((d for d in left if any(self._joined(d, o, roles) for o in joined)), None)
            if near is None:
                return False
            left.remove(near)
            joined.append(near)
        return True

    def _joined(self, a: Deed, b: Deed, roles: Filled) -> bool:
        both = sum(isinstance(x, str) and all(any(akin(x, n) for n in (*d.actor, *d.recipient)) for d in (a, b)) for x in roles.values())
        if both > 1 or (both and a.site is not None and b.site is not None and a.site.name == b.site.name):
            return True
        return self._in_one_sentence(a, b)

    def _in_one_sentence(self, a: Deed, b: Deed) -> bool:
        return any(r == s and self._one_sentence(r, *sorted((x, y))) for r, x in a.spots for s, y in b.spots)

    def _one_sentence(self, report: str, low: int, high: int) -> bool:
        known = self._items.get(report)
        return known is None or not any(c in known[0].text[low:high] for c in _ENDS)

    def _restraint(self, deed: Deed, alone: bool) -> list[Why]:
        """What speaks against taking what was not done for restraint."""
        if deed.said != "not":
            return []
        claims = [self._items[c.report][1].claims[c.claim] for c in deed.claims if c.report in self._items]
        out: list[Why] = []
        if claims and all(c.status != "actual" for c in claims):
            out.append("promise")
        own = bool(deed.camps) and None not in deed.speakers and all(any(akin(c, a) for a in deed.actor) for c in deed.camps)
        if alone and own:
            out.append("own-word")
        if alone and len(deed.actor) > 1 and set(deed.actor) == set(deed.recipient):
            out.append("both")
        return out


@cache
def _known_allies() -> Mapping[str, frozenset[str]]:
    return {party: frozenset(found) for party, found in table("common", "allies").items()}


def _allied(a: str | Site | None, b: str | Site | None) -> bool:
    """Whether two parties are known to stand together (resources/common/allies.yaml)."""
    return isinstance(a, str) and isinstance(b, str) and b in _known_allies().get(a, ())


def _of_both(deed: Deed) -> bool:
    """Whether what one does to the other is told of both: «انقطاع الاتصالات بينهما» is no siege."""
    one_sided = deed.type in ("COERCE", "AID", "CONCEDE") or (deed.type == "RETREAT" and deed.mode in ("access", "release", "disarm"))
    return one_sided and len(deed.actor) > 1 and set(deed.actor) == set(deed.recipient)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(text.rfind(c, 0, start) for c in _ENDS) + 1
    high = min((x for c in _ENDS if (x := text.find(c, end)) >= 0), default=len(text))
    return low, high


def _near(name: Name, at: int, low: int, high: int) -> bool:
    return name.span is not None and low <= name.span.start < high and abs(name.span.start - at) <= CLOSE


def _between(own: Sequence[Name], at: int, name: str, report: Report, reading: Reading) -> bool:
    """Whether another party, or a comma, stands between a party and the words of happening."""
    gaps = [sorted((n.span.start, at)) for n in own if n.span is not None]
    low, high = min(gaps, key=lambda g: g[1] - g[0])
    if any(c in report.text[low:high] for c in _PAUSES):
        return True
    return any(low < m.span.start < high and m.party and not faceless(m.party) and not akin(m.party, name) for m in reading.mentions)


def _around(at: int, parties: Iterable[str], reading: Reading) -> float:
    """The share of the parties named around some words that are these, or of their sides."""
    near = [m.party for m in reading.mentions if abs(m.span.start - at) <= WINDOW and m.party and not faceless(m.party)]
    return sum(any(akin(p, o) for o in parties) for p in near) / len(near) if near else 1.0


def _third(at: int, parties: Iterable[str], reading: Reading) -> bool:
    """Whether a third party is named near by."""
    near = {m.party for m in reading.mentions if abs(m.span.start - at) <= AROUND and m.party and not faceless(m.party)}
    return any(not any(akin(p, o) for o in parties) for p in near)
