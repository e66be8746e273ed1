"""The layout of an English document for the claim rules: what each token is and which readings hold."""

from __future__ import annotations

from dataclasses import replace

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.layout import Layout
from isnad.lang.common.speakers import Speakers
from isnad.lang.en.claims_folk import HOMES, folk, heads, owned
from isnad.lang.en.claims_sets import (
    ADVERBS,
    BE,
    COUNTS,
    DETS,
    DOING,
    FORMER,
    HAVE,
    MODAL,
    NOUN_TENSES,
    PARTS,
    PEOPLE,
    PREPS,
    QUOTES,
    SAYING,
    STRONG,
    SUBORD,
)
from isnad.lang.en.claims_words import Words, find, words
from isnad.lang.en.references_claims import standing
from isnad.model.records import Made, Mention

_CLOSE = 60  # letters between who speaks and «its»
LOOSE = ("person", "official", "organisation")
_ROUGH = frozenset({"about", "around", "over", "under", "some", "nearly", "almost", "roughly", "near"})
_BEFORE_BASE = frozenset({"and", "or", "but", "who", "that", "which", "they", "we", "i", "you"})
PERSONS = register("en.claim.persons", "Counted persons whom the text gives no side are civilians.")


class Scene(Layout):
    """One document laid out; see the Arabic scene for the letters in `kind`."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.words: Words = words()
        self.carrier: dict[int, Hit] = {}
        self.homes: set[int] = set()
        self.shorter: dict[int, list[Hit]] = {}
        for i, t in enumerate(self.doc.tokens):
            if t.kind == "punct":
                self.kind[i] = "." if t.norm in STRONG else "q" if t.norm in QUOTES else "," if t.norm == "," else "w"
            elif t.norm in PREPS:
                self.kind[i] = "P"
            elif t.norm in SUBORD and not (t.norm == "as" and self.norm(i + 1) in ("many", "much", "few", "well")):
                self.kind[i] = "S"
        for time in sheet.times:
            self.mark(time.span, "T")
        for place in sheet.places:
            self.mark(place.span, "L")
        self.put_args(self._parties(sheet))
        self.put_hits(self._choose(find(self.doc)))
        self._govern()
        self.put_groups()

    def _parties(self, sheet: Sheet) -> list[Arg]:
        """Parties from the mentions, and counted people that no mention covers."""
        found: list[Arg] = []
        speakers: Speakers | None = None
        for named in sheet.mentions:
            m = named
            first, last = self.doc.tokens_in(m.span)
            if m.made.rule == "en.mention.owned" and first > 0 and self.norm(first - 1) in ("its", "their", "his"):
                speakers = speakers or Speakers(sheet)
                m = self._speakers_own(m, speakers)
            if m.party and m.kind in ("official", "anonymous") and self.norm(first) in FORMER:  # «the former governor denied it»
                m = replace(m, party=None, kind="person")
            loose = m.party is None and m.kind in LOOSE
            if first < last and (m.party or loose):
                found.append(Arg(first, last, m, m.party or m.name, loose=loose))
            for j in range(first, last):
                self.kind[j] = "A" if m.party or loose else "N"
        for i, t in enumerate(self.doc.tokens):
            if self.kind[i] == "w" and t.norm in PEOPLE and i and (self.doc.tokens[i - 1].kind == "number" or self.norm(i - 1) in COUNTS):
                people = Mention(t.span, "civilians", None, "people", Made(PERSONS, (), (t.span,)), None, "civilians")
                found.append(Arg(i, i + 1, people, "civilians"))
        found.sort(key=lambda a: a.first)
        found = [self._of_a_side(a, found[k + 1 : k + 2]) for k, a in enumerate(found)]
        found += owned(self, self.words, found)
        taken = {a.first for a in found}
        folks = [a for a in folk(self, self.words) if a.first not in taken]
        self.homes = {a.first for a in folks if a.mention.made.rule == HOMES}
        taken |= {a.first for a in folks}
        stand = (a for a in standing(sheet) if a.first not in taken and self.kind[a.first] == "w" and heads(self, self.words, a.first))
        return [*found, *folks, *stand]

    def _of_a_side(self, arg: Arg, after: list[Arg]) -> Arg:
        """«Several men of the 15th Division»: no civilians, but that side's."""
        if arg.party != "civilians" or self.norm(arg.first) not in ("men", "people", "members") or self.norm(arg.last) not in ("of", "from"):
            return arg
        near = (x for x in after if arg.last < x.first <= arg.last + 2 and x.mention.kind in ("force", "group"))
        side = next(near, None)
        return arg if side is None else replace(arg, mention=replace(side.mention, span=arg.mention.span), party=side.party, loose=False)

    def _speakers_own(self, m: Mention, speakers: Speakers) -> Mention:
        """«An official of X said its planes …»: with nobody named in between, they are X's."""
        said = speakers.covering(m.span)
        arg = speakers.arg(said, party_only=True) if said is not None and said.mode == "indirect" else None
        if said is None or arg is None or said.source is None or not 0 <= m.span.start - said.source.end <= _CLOSE:
            return m
        between = [x for x in self.sheet.mentions if said.source.end <= x.span.start < m.span.start and x.party]
        return m if between else replace(m, party=arg.party)

    def near(self, i: int, need: str) -> bool:
        """Whether the sentence holds, within eight words (who strikes from work may stand further off), a word of a named class."""
        if need not in self.words.contexts:
            return True
        if need == "taketown" and any(self.kind[j] == "L" for j in range(max(0, i - 6), min(i + 4, len(self.kind)))):
            return True
        if need == "taketown" and self._from_whom(i):
            return True
        if need == "hostile" and self.norm(i) == "hit" and self._by_armed(i):
            return True
        a, b = self.doc.sentence_of(i)
        reach = 24 if need == "workers" else 8
        return any(j != i and self.words.in_context(need, self.norm(j)) for j in range(max(a, i - reach), min(b, i + reach + 1)))

    def _by_armed(self, i: int) -> bool:
        """Whether an armed force or group stands right before a verb: «Russian planes hit the roundabout»."""
        j = self.back(i)
        while j >= 0 and (self.norm(j) in HAVE or self.norm(j) in ADVERBS):
            j = self.back(j)
        return j >= 0 and self.kind[j] == "A" and self.args[self.arg_at[j]].mention.kind in ("force", "group")

    def _from_whom(self, i: int) -> bool:
        """Whether an armed side is named from which something is taken: «took the heights from the army»."""
        for j in range(i + 1, min(i + 7, len(self.kind) - 1)):
            if self.norm(j) == "from":
                side = next((self.args[self.arg_at[k]] for k in range(j + 1, min(j + 4, len(self.kind))) if self.kind[k] == "A"), None)
                return side is not None and side.mention.kind in ("force", "group", "state")
            if self.kind[j] in ".,S":
                return False
        return False

    def _choose(self, found: list[Hit]) -> list[Hit]:
        by_token: dict[int, list[Hit]] = {}
        for h in found:
            if self._titled(h) or self._hyphened(h.first) or self.kind[h.first] in "NT" or (self.kind[h.first] in "AL" and h.last <= h.first + 1):
                continue
            by_token.setdefault(h.first, []).append(h)
        out: list[Hit] = []
        taken: set[int] = set()
        blocked = self._blocked()
        for i in sorted(by_token):
            if i in taken or i in blocked:
                continue
            group = [h for h in by_token[i] if self.near(i, h.lemma.need)]
            long = [h for h in group if h.companion >= 0]
            if long:
                self.shorter[i] = [h for h in group if h.companion < 0 and not h.lemma.kind and h.tense not in NOUN_TENSES]
                wide = max((h.lemma.denies, len(h.lemma.companions), -h.companion) for h in long)
                group = [h for h in long if (h.lemma.denies, len(h.lemma.companions), -h.companion) == wide]
            nouns = [h for h in group if h.tense in NOUN_TENSES]
            verbs = [h for h in group if h.tense not in NOUN_TENSES]
            if nouns and verbs:
                group = nouns if self._is_noun(i, verbs[0]) else verbs
            elif verbs and not nouns:
                group = [h for h in verbs if self._can_be_verb(i, h)]
            if not group:
                continue
            group = self._by_tense(i, group)
            events = [h for h in group if not h.lemma.kind]
            best = min(events or group, key=lambda h: (0 if h.lemma.need else 1, h.lemma.id))
            if best.companion >= 0 and not best.lemma.kind:
                taken.update(range(i + 1, best.companion + 1))
            if not best.lemma.kind:
                carriers = [h for h in by_token[i] if h.lemma.kind and h.tense == best.tense and not h.lemma.companions]
                if carriers:
                    self.carrier[i] = carriers[0]
            out.append(best)
        return out

    def _titled(self, h: Hit) -> bool:
        """Whether a noun is part of a longer name: «the Military Operations Command»."""
        tokens = self.doc.tokens
        capitals = [self.doc.text[tokens[j].start].isupper() for j in range(h.first, h.last)]
        if len(capitals) > 1 and all(capitals) and h.first > self.doc.sentence_of(h.first)[0] and tokens[h.first].norm != "i":
            return True
        if h.tense not in NOUN_TENSES or h.last >= len(tokens) or tokens[h.last].breaks or tokens[h.last].kind != "word":
            return False
        first, after = self.doc.text[tokens[h.first].start], self.doc.text[tokens[h.last].start]
        inside = h.first > self.doc.sentence_of(h.first)[0] and not self.doc.text[tokens[h.first - 1].start].isupper()
        return first.isupper() and after.isupper() and inside and self.kind[h.last] == "w"

    def _hyphened(self, i: int) -> bool:
        """Whether the word is the second half of a compound: «open-ended», «US-backed» is left to its own entries."""
        tokens = self.doc.tokens
        return i > 1 and tokens[i - 1].norm == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].end == tokens[i - 1].start

    def _by_tense(self, i: int, group: list[Hit]) -> list[Hit]:
        """Where base, past and participle look alike, the one that fits what stands before."""
        if len({h.tense for h in group}) < 2:
            return group
        j = self.back(i)
        while j >= 0 and (self.norm(j) in ADVERBS or self.norm(j).endswith("ly")):
            j = self.back(j)
        before = self.norm(j) if j >= 0 else ""
        order = ("past", "pp", "base")
        if before in BE or before in HAVE:
            order = ("pp", "past", "base")
        elif before in MODAL or before == "to":
            order = ("base", "past", "pp")
        for tense in order:
            fitting = [h for h in group if h.tense == tense]
            if fitting:
                return fitting
        return group

    def _blocked(self) -> set[int]:
        out: set[int] = set()
        norms = self.doc.norms
        for i, norm in enumerate(norms):
            for phrase in self.words.turns.get(norm, ()):
                if tuple(norms[i : i + len(phrase)]) == phrase:
                    out.update(range(i, i + len(phrase)))
        return out

    def _is_noun(self, i: int, verb: Hit) -> bool:
        """Whether a word that may be noun or verb is a noun here."""
        j = self.back(i)
        before = self.norm(j) if j >= 0 else ""
        after = self.norm(i + 1)
        if verb.tense == "ing" and before in DOING and (after in DETS or after in COUNTS or self._object_at(i + 1)):
            return False  # «left after killing hundreds of men», «by shelling the town»
        if verb.tense == "ing":
            return not (j >= 0 and (before in BE or self.kind[j] == ","))
        if verb.tense == "pres" and before == "that" and self._reported(j):  # «said that shells fell on the centre»
            return True
        if before in MODAL or (before in ("who", "which", "that", "they", "we", "i", "he", "she", "it", "and") and before != "and"):
            return False
        if before in ADVERBS:
            k = self.back(j)
            return not (k >= 0 and (self.norm(k) in MODAL or self.norm(k) in BE or self.kind[k] == "A"))
        if before in DETS or before in PREPS or before.endswith("'s") or (j >= 0 and self.kind[j] == "E"):
            return True
        if verb.tense == "pres" and before in ("as", "when", "while", "where", "if", "because"):  # «when shells landed»
            return True
        if j >= 0 and self.kind[j] in "AL":
            follows = self.norm(i + 1)
            k = self.back(self.args[self.arg_at[j]].first) if self.kind[j] == "A" else -1
            named = i + 1 < len(self.kind) and self.doc.text[self.doc.tokens[i + 1].start].isupper()
            if verb.tense in ("base", "pres") and (named or (k >= 0 and self.norm(k) in ("if", "when", "unless", "as"))):
                return False
            opens = follows in DETS or self.kind[min(i + 1, len(self.kind) - 1)] in "AL"
            return not (verb.tense in ("base", "pres") and opens and follows not in PREPS)
        if verb.tense == "pres":
            return after not in DETS
        opens = after in DETS or (i + 1 < len(self.kind) and self.kind[i + 1] == "A")
        return not (verb.tense == "base" and j >= 0 and before.endswith("s") and opens)

    def _object_at(self, j: int) -> bool:
        """Whether a party or a number begins at a token, in the same line."""
        if j >= len(self.kind) or self.doc.tokens[j].breaks:
            return False
        return self.kind[j] == "A" or self.doc.tokens[j].kind == "number"

    def _governed(self, arg: Arg) -> bool:
        """Whether a party stands after a preposition or a word of happening, so that a word after it is a noun."""
        k = self.back(arg.first)
        while k >= 0 and self.norm(k) in DETS:
            k = self.back(k)
        return k >= 0 and (self.kind[k] == "P" or bool(self.words.readings(self.norm(k))))

    def _reported(self, j: int) -> bool:
        """Whether a `that` opens what is said, and does not take up a noun."""
        k = self.back(j)
        return k < 0 or self.norm(k) in SAYING or self.norm(k) in ("and", "or", "but", "denied", "denies") or self.kind[k] == ","

    def _can_be_verb(self, i: int, h: Hit) -> bool:
        j = self.back(i)
        before = self.norm(j) if j >= 0 else ""
        if h.tense in ("past", "pp", "ing") and before in DETS and before != "that":
            return False
        if h.tense == "pres" and j >= 0 and self.kind[j] == "A" and self._governed(self.args[self.arg_at[j]]):
            return False  # «struck Islamic State targets»
        if h.tense == "base" and j >= 0 and self.kind[j] == "A" and self.norm(self.args[self.arg_at[j]].first - 1) in ("a", "an"):
            return i + 1 < len(self.kind) and self.kind[i + 1] not in "P.,SV"  # «a Hamas position»
        if h.tense in ("base", "pres") and j >= 0 and (self.doc.tokens[j].kind == "number" or before in COUNTS or before in ("neither", "nor")):
            return False  # «17 buses»
        if h.tense == "base":
            return before == "to" or before in MODAL or before in ADVERBS or before in _BEFORE_BASE or (
                j >= 0 and (self.kind[j] in "A" or (self.kind[j] == "w" and before.endswith("s") and not before.endswith("ss")))
            )
        return not (h.tense in ("base", "pres") and (before in DETS or before in ("of", "in", "for", "from", "by")) and before not in ("that",))

    def _govern(self) -> None:
        """The preposition of each party, and its coordination with the one before."""
        group = 0
        for k, arg in enumerate(self.args):
            j, steps = self.back(arg.first), 0
            while j >= 0 and steps < 5 and self.kind[j] == "w" and self.norm(j) not in ("and", "or"):
                j, steps = self.back(j), steps + 1
            while j >= 0 and self.norm(j) in _ROUGH and j + 1 < arg.first and (self.doc.tokens[j + 1].kind == "number" or self.norm(j + 1) in COUNTS):
                j = self.back(j)  # «about 300 militants»
            if j >= 0 and (self.norm(j), self.norm(j + 1)) in (("at", "least"), ("at", "most")):
                j = self.back(j)
            elif j > 0 and self.norm(j) == "to" and self.norm(j - 1) == "up" and self._counted_at(j + 1):
                j = self.back(j - 1)
            if j >= 0 and self.norm(j) == "of" and self.norm(self.back(j)) in PARTS:
                j = self.back(self.back(j))  # «a wing of the party»
                while j >= 0 and self.norm(j) in DETS:
                    j = self.back(j)
            if j >= 0 and self.kind[j] == "P":
                arg.prep = self.norm(j)
            elif j >= 0 and self.kind[j] == "E" and arg.first - j <= 1:
                arg.prep = ""
            before = self.args[k - 1] if k else None
            if before is not None and before.loose == arg.loose and self._joined(before, arg):
                arg.group, arg.prep = before.group, before.prep
            else:
                arg.group = group
                group += 1

    def _counted_at(self, j: int) -> bool:
        return self.norm(j) in COUNTS or (j < len(self.doc.tokens) and self.doc.tokens[j].kind == "number")

    def _listed(self, arg: Arg) -> bool:
        """Whether a list goes on after a party: «A, B and C», not «brokered by A, B will …»."""
        after = self.norm(arg.last)
        return after in (",", "and", "or") or arg.last >= len(self.kind) or self.kind[arg.last] == "."

    def _joined(self, before: Arg, arg: Arg) -> bool:
        if arg.first - before.last > 4 or self.doc.sentence_of(arg.first) != self.doc.sentence_of(before.first):
            return False
        gap = [self.norm(j) for j in range(before.last, arg.first)]
        if any(self.kind[j] in "VESP." for j in range(before.last, arg.first)):
            return False
        return "and" in gap or "or" in gap or "nor" in gap or (gap == [","] and self._listed(arg))
