"""Roles that no single clause gives: the other side of a fight between two, and a happening taken up again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.speakers import Speakers
from isnad.model.records import Mention
from isnad.read.allies import allied, uncompared
from isnad.read.roles_arabic import army_source, headline, same_victims, stays_open, surrendered, the_army, the_attackers
from isnad.read.roles_deals import SAME_AGAIN, after_talks, again, dealt_lately, left_after, replaced
from isnad.read.roles_english import accused_of, answered, like_before, main_deed, rejected_reports, same_band, strikes_works, whose_men
from isnad.read.roles_pairs import THE_TWO, of_both, only_other, the_enemy, the_two
from isnad.read.roles_settled import nobodys

OTHER_SIDE = register("claim.role.other-side", "Where a report tells of two sides, what one does in the fight is done to the other.")
BOTH_SIDES = register("claim.role.both-sides", "A fight, deal or talk named without parties is between the report's two sides.")

HOSTILE = frozenset({"ASSAULT", "COERCE", "RETREAT"})
DENIED = register("claim.role.denied", "What a side denies is, where nobody else is named for it, its own act.")
AIMED = register("claim.role.aimed", "Whoever condemns a deed accuses who did it.")
_WINDOW = 24  # parties looked at on either side of a word
_FAR = 4000  # characters: no statement that overlaps another begins so far before it
DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "RETREAT"})
CONTRADICTED = register("claim.role.contradicted", "A denial is aimed at whoever asserts what it denies.")
_FAMILIES = {
    "attack": "strike shell attack storm raid campaign reply blast kill wound nattack nstrike nkill fire",
    "control": "seize take fall advance expel ntake nfall",
    "fight": "clash fight resist repel nclash",
    "leave": "withdraw evacuate evacuated leave abandon pullback nwithdraw",
    "siege": "siege besiege siegeon nsiege",
    "deal": "agree nagree promise npromise",
    "talk": "talk ntalk visit mediate nmediate",
    "help": "aid provide carry naid",
    "coop": "coop ncoop",
}
KINDS = {frame: kind for kind, frames in _FAMILIES.items() for frame in frames.split()}
MUTUAL_FRAMES = frozenset({"clash", "agree", "talk", "coop", "ceasefire", "nclash", "nagree", "ntalk", "ncoop"})
UNSIDED = frozenset({"soldiers", "police", "attackers", "gunmen", "militants"})
DEALING = frozenset({"AGREE", "CONSULT", "COOPERATE"})
FRIENDLY = frozenset({"AID", "SUPPORT", "COOPERATE"})
NO_SIDE = frozenset({"civilians", "United Nations", "UN Security Council"})


class Sides:
    """Who stands against whom, and who deals with whom, in one report.

    Args:
        sheet: the sheet.
        drafts: its drafts, roles read as far as their clauses give them.
    """

    def __init__(self, sheet: Sheet, drafts: list[Draft]) -> None:
        self.sheet = sheet
        self.drafts = drafts
        self.sample: dict[str, Arg] = {}
        self.hostile: dict[str, Counter[str]] = defaultdict(Counter)
        self.dealing: dict[str, Counter[str]] = defaultdict(Counter)
        self.friendly: dict[str, Counter[str]] = defaultdict(Counter)
        self.talking: dict[str, Counter[str]] = defaultdict(Counter)  # who blames, asks or refuses somebody is not for that his enemy
        self.weight: Counter[str] = Counter()
        self.takers: set[str] = set()  # who is said to have taken a place, or to be about to
        self.fought: set[tuple[str, str]] = set()  # who is said to have attacked whom
        self.by_sentence: dict[int, list[Mention]] = defaultdict(list)
        for m in sheet.mentions:
            if m.party and is_side(m.party) and m.kind in ("force", "group", "state", "official"):
                first, last = sheet.doc.tokens_in(m.span)
                if first < last:
                    self.by_sentence[sheet.doc.sentence_index[first]].append(m)
                    self.sample.setdefault(m.party, Arg(first, last, m, m.party))
            if m.party and is_side(m.party) and m.kind in ("force", "group", "state"):
                self.weight[m.party] += 1
                self.sample.setdefault(m.party, Arg(*sheet.doc.tokens_in(m.span), m, m.party))
        for d in drafts:
            if d.mode == "seize-territory" and not d.hit.lemma.id.endswith(".take-over"):  # posts are also taken over by agreement
                self.takers.update(a.party for a in d.actor)
            if d.type == "ASSAULT" and d.actor and d.recipient:
                self.fought.update((a.party, r.party) for a in d.actor for r in d.recipient)
            for a in d.actor:
                self.sample[a.party] = a
            for r in d.recipient:
                self.sample[r.party] = r
            for a in d.actor:
                for r in d.recipient:
                    bodies = "organisation" in (a.mention.kind, r.mention.kind) and d.type in HOSTILE
                    let = d.type == "RETREAT" and d.mode in ("access", "release", "resign")  # letting pass is no hostile act
                    if let or d.mode == "destroy":  # what is destroyed is often one's own
                        continue
                    if a.party != r.party and is_side(a.party) and is_side(r.party) and not a.loose and not r.loose and not bodies:
                        table = self._table(d.type)
                        table[a.party][r.party] += 1
                        table[r.party][a.party] += 1

    def _table(self, kind: str) -> dict[str, Counter[str]]:
        """Where two parties of a claim of this type are counted."""
        if kind in HOSTILE:
            return self.hostile
        if kind in FRIENDLY:
            return self.friendly
        return self.dealing if kind in DEALING else self.talking

    def guess(self) -> None:
        """Add what a sentence hints at: who attacks in a sentence that names one other side stands against it (English)."""
        hints: list[tuple[str, str]] = []
        for d in self.drafts:
            if d.type != "ASSAULT" or len(d.actor) != 1 or d.recipient or not is_side(d.actor[0].party) or d.actor[0].loose:
                continue
            a = d.actor[0].party
            rest = [p for p in self.near(d) if p != a and p not in self.friendly.get(a, ()) and not allied(a, p)]
            if len(rest) == 1:
                hints.append((a, rest[0]))
        for a, b in hints:
            if not self.hostile.get(a):
                self.hostile[a][b] += 1
                self.hostile[b][a] += 1

    def near(self, d: Draft) -> list[str]:
        """Sides named in the sentence of a claim, nearest first."""
        found = list(self.by_sentence.get(self.sheet.doc.sentence_index[d.hit.first], ()))
        if len(found) > 2 * _WINDOW:  # no writer's sentence: only the nearest
            at = bisect_left(found, d.trigger.start, key=lambda m: m.span.start)
            found = found[max(0, at - _WINDOW) : at + _WINDOW]
        if not d.occurred:
            found = uncompared(self.sheet.doc, found, d)
        found.sort(key=lambda m: (abs(m.span.start - d.trigger.start), m.span.start))
        return list(dict.fromkeys(m.party for m in found if m.party))

    def other(self, party: str, d: Draft, *, dealing: bool = False) -> str | None:
        """The one side that stands against a party (or deals with it), or None if the text leaves it open."""
        tables = (self.dealing, self.friendly, self.hostile) if dealing else (self.hostile, self.dealing)
        near = [p for p in self.near(d) if p != party]
        for table in tables:
            found = table.get(party)
            if found:
                here = [p for p in near if p in found]
                if here:
                    return here[0]
                ranked = sorted(found.items(), key=lambda i: (-i[1], -self.weight[i[0]], i[0]))
                return ranked[0][0]
        second = self._second(party)
        if second is not None and allied(party, second) and not dealing:
            return None
        return None if second in self.friendly.get(party, ()) and not dealing else second

    def pair_near(self, d: Draft) -> tuple[str, str] | None:
        """The two sides of a mutual act named without parties: those of its sentence if it names two, else the report's."""
        near = self.near(d)
        between = {a.party for x in self.drafts if x.mode == "third-party" for a in x.actor}
        near = [p for p in near if p not in between]
        if len(near) == 2 and (d.type in DEALING or not allied(near[0], near[1])):
            return near[0], near[1]
        if d.type == "CONSULT" and self.sheet.doc.lang == "en" and not self.dealing:
            return None  # who talks is not told by who fights
        lately = dealt_lately(self.sheet, self.drafts, d, is_side) if d.type in DEALING and self.sheet.doc.lang == "ar" else None
        found = lately or self.pair(dealing=d.type in DEALING)
        return self.pair() if found is None and d.both and self.sheet.doc.lang == "en" else found

    def _second(self, party: str) -> str | None:
        rest = sorted(((n, p) for p, n in self.weight.items() if p != party), key=lambda i: (-i[0], i[1]))
        if not rest or rest[0][0] < 2:
            return None
        if len(rest) > 1 and rest[1][0] * 2 > rest[0][0]:
            return None
        return rest[0][1]

    def pair(self, *, dealing: bool = False) -> tuple[str, str] | None:
        """The report's two sides: those that fight most, or for a deal those that deal most."""
        tables = (self.hostile, self.dealing, self.friendly) if dealing else (self.hostile,)
        together: Counter[tuple[str, str]] = Counter()
        for table in tables:
            for a, found in table.items():
                together.update({(a, b): n for b, n in found.items() if a < b})
        if together:
            return min(together.items(), key=lambda i: (-i[1], i[0]))[0]
        top = sorted(self.weight.items(), key=lambda i: (-i[1], i[0]))[:3]
        if len(top) >= 2 and top[1][1] >= 2 and (len(top) < 3 or top[2][1] * 2 <= top[1][1]):
            return top[0][0], top[1][0]
        if self.sheet.doc.lang == "en" and not dealing and len(top) >= 2 and (len(top) < 3 or top[2][1] < top[1][1]):
            return top[0][0], top[1][0]
        return None


def is_side(party: str) -> bool:
    """Whether a party is a named side, not civilians and not a bare word for fighters."""
    return party not in NO_SIDE and not party[:1].islower()


def complete(sheet: Sheet, drafts: list[Draft]) -> None:
    """Fill roles that clauses leave open, in place."""
    english = sheet.doc.lang == "en"
    if english:
        whose_men(sheet, drafts)
    else:
        the_attackers(sheet, drafts)
        the_army(sheet, drafts)
        army_source(sheet, drafts)
    bare = _unsided(drafts)
    _denied(sheet, drafts)
    _contradicted(sheet, drafts)
    again(drafts, KINDS)
    if sheet.doc.lang == "ar":
        nobodys(sheet, drafts, KINDS)
        replaced(sheet, drafts)
        after_talks(sheet, drafts, KINDS)
        same_victims(drafts, KINDS)
        headline(sheet, drafts, KINDS)
        surrendered(sheet, drafts)
    sides = Sides(sheet, drafts)
    if english:
        sides.guess()
        _answered(sheet, drafts)
        answered(sheet, drafts)
        accused_of(sheet, drafts)
        rejected_reports(sheet, drafts)
        _aimed(drafts)
    else:
        left_after(sheet, drafts, {i: sides.near(d) for i, d in enumerate(drafts) if d.type == "RETREAT"})
        the_two(sheet, drafts, MUTUAL_FRAMES, sides.pair_near, sides.sample.get, is_side)
        the_enemy(sheet, drafts, sides.other, sides.sample.get, is_side)
    for d in drafts:
        frame = d.hit.lemma.frame
        mutual = frame.id in MUTUAL_FRAMES or (frame.id == "fight" and d.hit.nominal and not d.actor and not d.recipient)
        told_of_both = d.both and THE_TWO not in d.rules and (english or mutual or of_both(sheet, d))
        if told_of_both or (mutual and not d.actor and not d.recipient and not d.unknown):
            pair = sides.pair_near(d)
            if pair is None:
                continue
            both = [sides.sample[p] for p in pair]
            if d.both and not mutual and english and d.actor and not d.hit.nominal:  # «the coalition backed neither side»
                d.recipient = [b for b in both if all(b.party != a.party for a in d.actor)]
            elif d.both and ((english and d.type == "RETREAT" and d.mode == "withdraw") or (frame.id not in MUTUAL_FRAMES and d.recipient)):
                d.actor = both  # «both sides are to withdraw»: to nobody
            else:
                d.actor, d.recipient = both, both
            d.rules.append(BOTH_SIDES)
        elif english and mutual and d.type in DEALING and len({a.party for a in (*d.actor, *d.recipient)}) == 1:
            _other_dealer(d, sides)
        elif d.type in HOSTILE or d.type in ("CONCEDE", "THREATEN"):
            _other_side(d, sides, mutual)
    main_deed(drafts)
    if english:
        like_before(sheet, drafts)
        same_band(sheet, drafts)
    else:
        _aimed(drafts, reach=9)
    for d, role, people in bare:
        found: list[Arg] = getattr(d, role)
        if found:
            setattr(d, role, [Arg(people[0].first, people[0].last, people[0].mention, found[0].party), *found[1:]])
        else:
            setattr(d, role, people)


def _unsided(drafts: list[Draft]) -> list[tuple[Draft, str, list[Arg]]]:
    """Take out soldiers, police and attackers whose side no clause gives, so that the report may give it; they come back afterwards."""
    out: list[tuple[Draft, str, list[Arg]]] = []
    for d in drafts:
        for role in ("actor", "recipient"):
            people: list[Arg] = getattr(d, role)
            if people and all(a.loose and a.party in UNSIDED for a in people):
                out.append((d, role, people))
                setattr(d, role, [])
    return out


def _other_dealer(d: Draft, sides: Sides) -> None:
    """A deal or talk of which one party is named is with the one other side that deals with it."""
    known = (d.actor or d.recipient)[0]
    if not is_side(known.party) or known.loose:
        return
    near = [p for p in sides.near(d) if p != known.party]
    other = near[0] if len(near) == 1 else sides.other(known.party, d, dealing=True)
    if other is not None:
        d.actor = d.recipient = [known, sides.sample[other]]
        d.rules.append(OTHER_SIDE)


def _aimed(drafts: list[Draft], reach: int = 4) -> None:
    """«condemned the raids»: whoever blames a deed blames who did it."""
    for d, after in pairwise(drafts):
        if d.type == "ACCUSE" and not d.recipient and after.hit.nominal and after.type in DEEDS and 0 < after.hit.first - d.hit.last <= reach:
            whom = [a for a in after.actor if all(a.party != b.party for b in d.actor)]
            if whom:
                d.recipient = whom
                d.rules.append(AIMED)


def _answered(sheet: Sheet, drafts: list[Draft]) -> None:
    """A denial right after another side's claim is aimed at that side."""
    for i, d in enumerate(drafts):
        if d.type != "REJECT" or d.recipient or not d.actor or d.hit.lemma.frame.id != "deny" or i == 0:
            continue
        before = drafts[i - 1]
        norms = sheet.doc.norms
        own = d.hit.last < len(norms) and norms[d.hit.last] not in ("it", "this", ".", ",", ";", "the", "all")  # a denial with words of its own
        if not own and before.actor and before.type in HOSTILE and 0 < d.trigger.start - before.trigger.end < 120:
            whom = [a for a in before.actor if is_side(a.party) and all(a.party != b.party for b in d.actor)]
            if whom:
                d.recipient = whom
                d.rules.append(CONTRADICTED)


def _other_side(d: Draft, sides: Sides, mutual: bool) -> None:
    known = [a for a in (d.actor or d.recipient) if is_side(a.party) and not a.loose]
    if not known or (d.actor and d.recipient) or (d.unknown and not d.actor):
        return
    if d.type == "RETREAT" and all(a.mention.kind in ("person", "official") for a in known):
        return  # one man's leaving leaves nothing to anybody
    shot_down = d.hit.lemma.frame.id == "downing" and not d.actor and sides.sheet.doc.lang == "en"
    if shot_down or d.hit.lemma.frame.id in ("died", "wound") or d.hit.lemma.id.endswith(".turn-back"):
        return  # the dead of a side may be anybody's; a convoy that turns back leaves nothing to anybody
    if d.type == "RETREAT" and d.mode not in ("withdraw", "disarm", "ceasefire", "access"):
        return
    foes: Counter[str] = sides.hostile.get(known[0].party, Counter())
    again = SAME_AGAIN in d.rules
    if sides.sheet.doc.lang == "ar" and stays_open(d, {a.party for a in known}, sides.near(d), foes, again=again):
        return
    other = sides.other(known[0].party, d, dealing=mutual and d.type != "ASSAULT")
    if other is None and sides.sheet.doc.lang == "ar":
        other = only_other(sides.sheet, d, sides.weight)
    if other is None or any(a.party == other for a in known):
        return
    if sides.sheet.doc.lang == "en":
        if d.actor and strikes_works(sides.sheet, d):
            return  # a pipeline is no side's
        if d.type == "COERCE" and d.actor:
            return  # whom a closed road or a wave of arrests is meant for stays open
        leaving = d.type == "RETREAT" and d.mode == "withdraw" and bool(d.actor)
        if leaving and not {(known[0].party, other), (other, known[0].party)} & sides.fought and other not in sides.takers:
            return  # a withdrawal outside a fight, from what nobody takes, leaves nothing to an enemy
    arg = sides.sample[other]
    if mutual and len(known) == 1 and d.hit.nominal:
        both = [known[0], arg]
        d.actor, d.recipient = both, both
    elif d.actor:
        d.recipient = [arg]
    else:
        d.actor = [arg]
    d.rules.append(OTHER_SIDE)


def _harmless(sheet: Sheet, who: Arg) -> bool:
    """Prisoners or people of no side of whom an English speaker says that nothing was done to them («not one prisoner was harmed»)."""
    return sheet.doc.lang == "en" and who.mention.kind == "people"


def _denied(sheet: Sheet, drafts: list[Draft]) -> None:
    """What a side denies or says did not happen is, where nobody else is named for it, its own act."""
    speakers = Speakers(sheet)
    for d in drafts:
        if d.actor or d.type not in ("ASSAULT", "COERCE", "MOBILIZE") or d.hit.lemma.frame.id == "metby":
            continue
        said = speakers.covering(d.trigger)
        if said is None or (said.stance != "deny" and (d.occurred or d.unknown or any(not r.loose and not _harmless(sheet, r) for r in d.recipient))):
            continue
        arg = speakers.arg(said, party_only=True)
        if arg is not None and is_side(arg.party):
            d.actor = [arg]
            d.rules.append(DENIED)


def _contradicted(sheet: Sheet, drafts: list[Draft]) -> None:
    """A denial is aimed at whoever asserts what it denies."""
    speakers = Speakers(sheet)
    starts = [s.span.start for s in sheet.statements]
    for d in drafts:
        if d.type != "REJECT" or d.recipient or d.hit.lemma.frame.id not in ("deny", "denymin", "nto"):
            continue
        denial = speakers.cued(d.trigger)
        if denial is None:
            continue
        low = bisect_left(starts, denial.span.start - _FAR)
        for other in sheet.statements[low : bisect_left(starts, denial.span.end)]:
            shared = min(other.span.end, denial.span.end) - max(other.span.start, denial.span.start)
            longest = max(other.span.end - other.span.start, denial.span.end - denial.span.start)
            if other is not denial and other.stance != "deny" and shared * 2 >= longest:
                arg = speakers.arg(other, party_only=True)
                if arg is not None and all(arg.party != a.party for a in d.actor):
                    d.recipient = [arg]
                    d.rules.append(CONTRADICTED)
                    break
