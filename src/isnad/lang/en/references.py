"""Whom English words stand for that name nobody themselves: «the garrison», «a Russian general», «both sides», «its», a capital that acts.

What is found here tells the learned reader who is named where; claims by rule ask for what is surest of it (`references_claims`). «They», «he» and
«we» are left out: the side that stands nearest, first or alone before them is theirs in fewer than half of the cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.speakers import Speakers
from isnad.lang.tables import table
from isnad.model.records import Made, Mention
from isnad.text.fold import fold

PERSON = register("en.reference.person", "A person is of the side named beside his name, or of which he is said to be a commander or spokesman.")
AT_LARGE = register("en.reference.at-large", "«The insurgents» of a country are the one armed group that the report names.")
NAME = register("en.reference.name", "Part of a name stands for the whole name that the report gives.")
STATE = register("en.reference.state", "A state or capital that acts, or is dealt with, is its government.")
IT = register("en.reference.it", "«It» is the one body told of in the sentence, else the one that the sentence before tells of first.")
PAIR = register("en.reference.pair", "«Both sides», «neither side»: the two armed parties that the report names most, a word each.")
FOLK = register("en.reference.folk", "People of no side and what is theirs are civilians.")
BESIDE = register("en.reference.beside", "«A Russian general», «Baghdad's troops»: the words beside a noun tell whose it is.")
ENEMY = register("en.reference.enemy", "«The enemy» is, of the armed parties that the report names, the one it names most beside the speaker's.")
CLASS = {
    "army": register("en.reference.army", "«The garrison», «the soldiers» are those of the state that the report names most."),
    "units": register("en.reference.units", "«Units» are those of the state that the report names most."),
    "post": register("en.reference.post", "«The president», «the ministry» are those of the one state that the report tells of."),
    "band": register("en.reference.band", "Fighters whom the words give no side are those of the armed group named last."),
    "holy": register("en.reference.jihadists", "«The jihadists» are those of the jihadist group named last."),
}

_ARMED = ("state", "group")
_QUOTES = frozenset({'"', "“", "‘", "'"})
CIVILIANS = "civilians"
_IT = frozenset({"it", "its", "itself"})
_DEFINITE = frozenset({"the", "those", "these"})
_NAMED = ("group", "force", "state", "person", "official", "organisation")
_BODIES = ("group", "force", "state", "organisation")
_GROUPS = {"state": "state", "force": "state", "official": "state", "group": "group", "people": "people", "organisation": "body"}
_BACK = 400  # sides looked at before a word
_BEFORE_NAME = 3  # words between a side and the name of its man
_AFTER_NAME = 7  # words between the name of a man and his side
_BESIDE = 3  # words before a noun that may tell whose it is


@dataclass(frozen=True, slots=True)
class Tables:
    """The compiled words.

    Attributes:
        classes: for each word its classes.
        parties: canonical names by class.
        sets: named sets of words.
        capitals, states, nations: whose a capital, the name or the adjective of a state is.
    """

    classes: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    sets: dict[str, frozenset[str]]
    capitals: dict[str, str]
    states: dict[str, str]
    nations: dict[str, str]


@cache
def tables() -> Tables:
    """The compiled words, loaded once."""
    t = table("en", "references")
    words: dict[str, set[str]] = {}
    for name, forms in t["classes"].items():
        for w in forms:
            words.setdefault(w, set()).add(name)
    parties, sets = ({name: frozenset(x) for name, x in t[key].items()} for key in ("parties", "sets"))
    return Tables({w: frozenset(c) for w, c in words.items()}, parties, sets, t["capitals"], t["states"], t["nations"])


@dataclass(frozen=True, slots=True)
class _Side:
    """Words side by side that name a party; `group` tells what the party is: `state`, `group`, `people`, `body`, `other`."""

    first: int
    last: int
    mention: Mention
    party: str
    group: str


def _bare(norm: str) -> str:
    """A word without its possessive ending."""
    return norm.replace("’", "'").removesuffix("'s").removesuffix("'")


class References:
    """Reads one document.

    Args:
        sheet: the report with its mentions.
        drafts: its claims.
    """

    def __init__(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        self.doc, self.norms = sheet.doc, sheet.doc.norms
        self.words = tables()
        self.whose: list[tuple[Mention, str] | None] = [None] * len(self.norms)
        kinds: dict[str, Counter[str]] = {}
        for m in sheet.mentions:
            for w in range(*self.doc.tokens_in(m.span)):
                self.whose[w] = (m, m.party or m.name)
            if m.party:
                kinds.setdefault(m.party, Counter())[_GROUPS.get(m.kind, "other")] += 1
        self.group = {p: c.most_common(1)[0][0] for p, c in kinds.items()}
        for a in (a for d in drafts for a in (*d.actor, *d.recipient)):
            self.group.setdefault(a.party, _GROUPS.get(a.mention.kind, "other"))
            for w in range(a.first, min(a.last, len(self.norms))):
                known = self.whose[w]
                if known is None or not known[0].party:
                    self.whose[w] = (a.mention, a.party)
        self.sides = list(self._runs())
        self.of_party: dict[str, _Side] = {}
        for s in self.sides:
            self.of_party.setdefault(s.party, s)
        own = sorted((p for p in kinds if not p[:1].islower() and p in self.of_party), key=lambda p: -kinds[p].total())
        irregular = self.words.parties["irregular"]
        self.ranked = {g: [p for p in own if self.group[p] == g] for g in _ARMED}
        self.armies = [p for p in self.ranked["state"] if p not in irregular] or self.ranked["state"]
        self.armed = [self.of_party[p] for p in own if self.group[p] in _ARMED]
        self.speakers: Speakers | None = None
        self.sheet = sheet
        self.large = [p for p in self.ranked["group"] if not p.endswith((" opposition", " rebels"))]
        self.at_large = self.words.sets["at-large"] if len(self.large) == 1 else frozenset()
        self.holy = [p for p in own if p in self.words.parties["jihadist"]]
        self.out: dict[int, Arg] = {}
        self.seen: list[_Side] = []

    def _runs(self) -> Iterator[_Side]:
        """Sides in order: words side by side with one mention."""
        begin = 0
        for w in range(1, len(self.whose) + 1):
            here, before = self.whose[w] if w < len(self.whose) else None, self.whose[w - 1]
            if here is None or before is None or here[0] is not before[0]:
                if before is not None:
                    yield _Side(begin, w, *before, self.group.get(before[1], "other"))
                begin = w

    def read(self) -> list[Arg]:
        """Words that stand for a party, one argument a word, in order."""
        coming = iter(self.sides)
        after = next(coming, None)
        people = self._persons()
        self._names()
        for i, norm in enumerate(self.norms):
            while after is not None and after.last <= i:
                self.seen.append(self._sided(after, people))
                after = next(coming, None)
            if i in self.out:
                arg = self.out[i]
                self.seen.append(_Side(i, i + 1, arg.mention, arg.party, self.group.get(arg.party, "other")))
            elif self._free(i):
                if norm in _IT:
                    self._it(i)
                elif norm in self.words.sets["both"]:
                    self._pair(i)
                elif (classes := self.words.classes.get(_bare(norm))) is not None:
                    self._noun(i, classes)
        return [self.out[i] for i in sorted(self.out)]

    def _free(self, i: int) -> bool:
        """Whether a word names nobody, or somebody by a description only."""
        found = self.whose[i]
        return found is None or (found[1][:1].islower() and found[1] != CIVILIANS)

    def _put(self, i: int, side: _Side, rule: str) -> None:
        span = self.doc.span(i, i + 1)
        mention = replace(side.mention, span=span, made=Made(rule, (), (span,)), party=side.party)
        self.out[i] = Arg(i, i + 1, mention, side.party, loose=side.party == CIVILIANS)

    def _before(self, i: int, sentences: int) -> Iterator[_Side]:
        """Sides before a word, in its sentence and some before it, the nearest first."""
        a = self.doc.sentences[max(0, self.doc.sentence_index[i] - sentences)][0]
        for s in islice(reversed(self.seen), _BACK):
            if s.first < a:
                return
            yield s

    def _persons(self) -> dict[str, _Side]:
        """The side of each person to whom the mentions give none, where the words beside his name tell it."""
        apart, offices = self.words.sets["apart"], self.words.sets["offices"]
        out: dict[str, _Side] = {}
        for k, s in enumerate(self.sides):
            if s.mention.kind != "person" or s.mention.party is not None or s.mention.name in out:
                continue
            before = self.sides[k - 1] if k else s
            after = self.sides[k + 1] if k + 1 < len(self.sides) else s
            between = self.norms[before.last : s.first]
            if _own(before) and before.mention.kind in _BODIES and len(between) <= _BEFORE_NAME and apart.isdisjoint(between):
                out[s.mention.name] = before
                continue
            between = self.norms[s.last : after.first]
            near = _own(after) and 0 < len(between) <= _AFTER_NAME and between[0] in (",", "(", "of")
            if near and (len(between) <= 2 or not offices.isdisjoint(between)):
                out[s.mention.name] = after
        return out

    def _sided(self, s: _Side, people: dict[str, _Side]) -> _Side:
        """A side as it is; or his side for a person, and the one group of the report for a country's insurgents at large."""
        m = s.mention
        side: _Side | None = None
        rule = PERSON
        if m.party is None and m.kind == "person":
            side = people.get(m.name)
        elif m.party is not None and m.party.endswith(" opposition") and self.norms[s.last - 1] in self.at_large:
            side, rule = self.of_party[self.large[0]], AT_LARGE
        if side is None:
            return s
        for w in range(s.first, s.last):
            self._put(w, side, rule)
        return replace(s, party=side.party, group=side.group)

    def _names(self) -> None:
        """Parts of names that stand alone, and states and capitals that act."""
        owners: dict[str, set[str]] = {}
        first: dict[str, _Side] = {}
        for s in self.sides:
            if not _own(s) or s.mention.kind not in _NAMED:
                continue
            short = fold(s.party)
            if " " not in short and "-" not in short and s.mention.kind in ("group", "force"):  # «RSF» after «Rapid Support Forces»
                owners.setdefault(short, set()).add(s.party)
                first.setdefault(short, s)
            for w in range(s.first, s.last):
                norm = _bare(self.norms[w])
                common = norm in self.words.classes or norm in self.words.sets["general"] or norm in self.words.nations
                named = w == s.last - 1 if s.mention.kind == "person" else norm in fold(s.party).replace("-", " ").split() and not norm.endswith("an")
                if (len(norm) > 3 or (s.last - s.first == 1 and len(norm) > 1)) and self._upper(w) and named and not common:
                    owners.setdefault(norm, set()).add(s.party)
                    first.setdefault(norm, s)
        for i in range(len(self.norms)):
            if i in self.out or not self._upper(i) or not self._free(i):
                continue
            norm = _bare(self.norms[i])
            if len(owners.get(norm, ())) == 1 and norm not in self.words.capitals and norm not in self.words.states:
                if first[norm].mention.kind != "state" or self._acts(i, i + 1):
                    self._put(i, first[norm], NAME)
                continue
            for j in range(min(i + 3, len(self.norms)), i, -1):
                key = " ".join((*self.norms[i : j - 1], _bare(self.norms[j - 1])))
                party = self.words.capitals.get(key) or self.words.states.get(key)
                if party is not None and self._acts(i, j):
                    for w in range(i, j):
                        self._put(w, self._state(party, w), STATE)
                    break

    def _upper(self, i: int) -> bool:
        return self.doc.text[self.doc.tokens[i].start].isupper()

    def _acts(self, i: int, j: int) -> bool:
        """Whether the name of a state or capital stands where somebody acts or is dealt with, not where something lies."""
        opens = i == 0 or self.doc.tokens[i].breaks > 0
        before = "." if opens else self.norms[i - 2] if i > 1 and self.norms[i - 1] == "the" else self.norms[i - 1]
        after = self.norms[j] if j < len(self.norms) and not self.doc.tokens[j].breaks else "."
        if before in self.words.sets["places"] or before == "-" or after in ("-", "/", "(") or _bare(self.norms[j - 1]) != self.norms[j - 1]:
            return False
        if (after == "," and opens) or after in self.words.sets["lying"] or "band" in self.words.classes.get(after, ()):
            return False  # a dateline; «Damascus suburbs», «Tripoli militias»
        return after in self.words.sets["acting"] or after.endswith(("ed", "es", "s", "ly")) or before in self.words.sets["towards"]

    def _state(self, party: str, i: int) -> _Side:
        """A state by its own name or adjective, be it named elsewhere or not."""
        span = self.doc.span(i, i + 1)
        return self.of_party.get(party) or _Side(i, i + 1, Mention(span, party, None, "state", Made(STATE, (), (span,)), None, party), party, "state")

    def _it(self, i: int) -> None:
        """A body told of in this sentence, if only one is, else the first of the sentence before; no «denied it.», «it rained»."""
        after = self.norms[i + 1] if i + 1 < len(self.norms) else ""
        if self.norms[i] == "it" and (not after.isalpha() or after in self.words.sets["weather"]):
            return
        found = [s for s in self._before(i, 1) if s.mention.kind in _BODIES]
        a = self.doc.sentence_of(i)[0]
        here = [s for s in found if s.first >= a]
        if found and (not here or len({s.party for s in here}) == 1):
            self._put(i, (here or found)[-1], IT)

    def _pair(self, i: int) -> None:
        last = i + 1
        while last < min(len(self.norms), i + 3) and self.norms[last] in self.words.sets["sides"] and not self.doc.tokens[last].breaks:
            last += 1
        if last > i + 1 and len(self.armed) > 1:
            for k, w in enumerate(range(i, last)):
                self._put(w, self.armed[k % 2], PAIR)

    def _enemy(self, i: int) -> None:
        self.speakers = self.speakers or Speakers(self.sheet)
        said = self.speakers.covering(self.doc.tokens[i].span)
        own = self.speakers.arg(said) if said is not None else None
        other = next((s for s in self.armed if own is not None and s.party != own.party), None)
        if other is not None:
            self._put(i, other, ENEMY)

    def _noun(self, i: int, classes: frozenset[str]) -> None:
        described = self.whose[i] is not None
        if self.norms[i] in self.words.sets["adjectives"] and not self._heads(i):
            return  # «a general election», «the major parties»
        if "folk" in classes:
            if not described:
                span = self.doc.span(i, i + 1)
                people = Mention(span, CIVILIANS, None, "people", Made(FOLK, (), (span,)), None, CIVILIANS)
                self._put(i, _Side(i, i + 1, people, CIVILIANS, "people"), FOLK)
        elif "enemy" in classes:
            self._enemy(i)
        elif not _QUOTES.isdisjoint(self.norms[max(0, i - 2) : i]):
            return  # somebody's own word for his enemy
        elif (side := self._beside(i)) is not None:
            self._put(i, side, BESIDE)
        else:
            for cls, rule in CLASS.items():
                if cls in classes and (side := self._by_class(i, cls, described)) is not None:
                    self._put(i, side, rule)
                    return

    def _heads(self, i: int) -> bool:
        """Whether a word that may be an adjective is a noun: nothing that it could go with stands after it."""
        if i + 1 >= len(self.norms) or self.doc.tokens[i + 1].kind != "word":
            return True
        after = self.norms[i + 1]
        return self._upper(i + 1) or after in self.words.sets["acting"] or after in self.words.sets["stops"] or after.endswith(("ed", "s'"))

    def _beside(self, i: int) -> _Side | None:
        """Whose a noun is by the words around it: «a Russian general», «Baghdad's troops», «its men», «troops from Juba»."""
        for j in range(i - 1, max(-1, i - 1 - _BESIDE), -1):
            if self.doc.tokens[j + 1].breaks or self.doc.tokens[j].kind == "punct":
                break
            if j in self.out:
                return self._of(self.out[j])
            found = self.whose[j]
            if found is not None and not found[1][:1].islower():
                return self.of_party.get(found[1])
            norm = _bare(self.norms[j])
            town = self.words.capitals.get(norm) if norm != self.norms[j] or "band" not in self.words.classes.get(_bare(self.norms[i]), ()) else None
            owner = self.words.nations.get(norm) or self.words.states.get(norm) or town
            if owner is not None:
                return self._state(owner, j)
            if norm in self.words.sets["stops"] or norm in self.words.sets["acting"] or self.doc.tokens[j].kind == "number" or norm.endswith("ed"):
                break
        if i + 1 < len(self.norms) and self.norms[i + 1] in ("of", "from"):
            for k in range(i + 2, min(i + 5, len(self.norms))):
                found = self.whose[k]
                if found is not None and found[0].party:
                    return self.of_party.get(found[1])
                if self.norms[i + 1] == "from" and self.norms[k] in self.words.capitals:
                    return self._state(self.words.capitals[self.norms[k]], k)
        return None

    def _of(self, arg: Arg) -> _Side:
        return self.of_party.get(arg.party) or _Side(arg.first, arg.last, arg.mention, arg.party, self.group.get(arg.party, "other"))

    def _by_class(self, i: int, cls: str, described: bool) -> _Side | None:
        """By what a noun can mean: a state's men are those of the state that the report names most, fighters those of the group named last."""
        norms = self.norms
        definite = not _DEFINITE.isdisjoint(norms[max(0, i - 3) : i]) or (self._upper(i) and self.doc.sentence_of(i)[0] == i)
        if cls in ("army", "units"):
            return self.of_party[self.armies[0]] if self.armies and (definite or cls == "units" or len(self.armies) == 1) else None
        before = list(self._before(i, len(self.doc.sentences)))
        if cls == "holy":
            near = next((s for s in before if s.party in self.words.parties["jihadist"]), None)
            return (near if definite else None) or (self.of_party[self.holy[0]] if len(self.holy) == 1 else None)
        every = self.ranked["state" if cls == "post" else "group"]
        if not every:
            return None
        told = [s for s in before if s.group == ("state" if cls == "post" else "group") and not s.party[:1].islower()]
        if cls == "post":
            same = definite and bool(told) and told[0].party == every[0]
            return self.of_party[every[0]] if same or (definite and len(every) == 1) else None
        return (told[0] if told else self.of_party[every[0]]) if described else None


def _own(s: _Side) -> bool:
    """Whether words name a side by a name of its own."""
    return s.mention.party is not None and not s.party[:1].islower()


def referred(sheet: Sheet, drafts: Sequence[Draft]) -> list[Arg]:
    """Words that name nobody, or somebody by a description, and stand for a party, in order; none for a document that is not English.

    Args:
        sheet: the report with its mentions.
        drafts: its claims.
    """
    return References(sheet, drafts).read() if sheet.doc.lang == "en" else []
