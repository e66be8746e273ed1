"""What speaks against a match: parties that its steps do not name, restraint that is only promised or praised, deeds told apart.

A match that nothing speaks against is listed as a match, any other as a possible one. Each of its parties must be named at least once in a step that
must be stated, and nowhere be only guessed (:mod:`isnad.relate.patterns_parties`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from isnad.lang.tables import table
from isnad.relate.patterns import Doubt, Pattern, Step, Way, Why
from isnad.relate.patterns_deeds import Deed, Site
from isnad.relate.patterns_index import Index, akin
from isnad.relate.patterns_parties import GUESSED, READERS, SURE, TAKEN, Parties
from isnad.relate.patterns_told import told
from isnad.relate.patterns_words import in_terms, vague

VAGUE = frozenset({"AID", "SUPPORT", "MOBILIZE", "COERCE/arrest"})  # acts that are oftener misread than read
SEVERAL = 3  # fights of two, not surely read, that show them for foes

Filled = Mapping[str, "str | Site"]


class Judge:
    """Says what speaks against matches.

    Args:
        index: the deeds of the case, with its reports and their readings.
    """

    def __init__(self, index: Index) -> None:
        self._items = index.items
        self._index = index
        self._parties = Parties(index.items)
        self._foes: dict[tuple[str, str], bool] = {}
        self._told_in: dict[int, frozenset[tuple[str, int]]] = {}

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
            if self._by_readers(deed) and (self._is_vague(deed) or not VAGUE.isdisjoint((deed.type, f"{deed.type}/{deed.mode}"))):
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
                out[v] = max(self._parties.read(deed, n) for n in own)
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
                best = max(best, min(max(self._parties.read(deed, n) for n in who), max(self._parties.read(deed, n) for n in whom)))
        return best

    def _by_readers(self, deed: Deed) -> bool:
        """Whether no person read a deed."""
        told_in = (self._items[c.report][1].claims[c.claim] for c in deed.claims if c.report in self._items)
        return all(c.made.rule.startswith(READERS) for c in told_in)

    def _is_vague(self, deed: Deed) -> bool:
        """Whether all words that tell a deed are of too general a meaning."""
        known = [(self._items[c.report], c.claim) for c in deed.claims if c.report in self._items]
        return bool(known) and all(vague(x.claims[k], r) for (r, x), k in known)

    def _names(self, deed: Deed, name: str) -> bool:
        return any(akin(name, n) and self._parties.read(deed, n) == SURE for n in (*deed.actor, *deed.recipient))

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
        return not self._sentences(a).isdisjoint(self._sentences(b))

    def _sentences(self, deed: Deed) -> frozenset[tuple[str, int]]:
        """The reports and sentences that tell a deed."""
        found = self._told_in.get(deed.id)
        if found is None:
            found = self._told_in[deed.id] = frozenset((report, self._parties.sentence(report, at)) for report, at in deed.spots)
        return found

    def _restraint(self, deed: Deed, alone: bool) -> list[Why]:
        """What speaks against taking what was not done for restraint."""
        if deed.said != "not":
            return []
        claims = [self._items[c.report][1].claims[c.claim] for c in deed.claims if c.report in self._items]
        out: list[Why] = []
        texts = [self._items[c.report][0] for c in deed.claims if c.report in self._items]
        if claims and all(c.status != "actual" or in_terms(c, r) for c, r in zip(claims, texts, strict=True)):
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
