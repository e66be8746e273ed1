"""Who did it and to whom in English: order of words, passive, `by`, `of`, possessors and prepositions."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.grammar.rules import register
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.en.claims_sets import BE, DETS, DOING, HAVE, MODAL, OURS, PARTS, SAYING
from isnad.lang.en.roles_control import Control
from isnad.lang.en.roles_groups import SHORTENED
from isnad.lang.en.roles_subjects import MOVING, PRONOUNS
from isnad.model.records import Made, Mention

_SIDES_WORDS = frozenset({"both sides", "the two sides", "two sides", "all sides", "the sides", "the parties", "both parties", "all parties"})
US = register("en.claim.us", "«They shelled us», says somebody of no side: civilians were shelled.")
_ABOUT = frozenset({("at", "least"), ("at", "most"), ("up", "to")})
_CLAIM = 8  # words after a deed that is claimed in which no verb may follow
_FRONTED = 14  # words from a fronted verb to the comma that ends its phrase
_PITTED = 8  # words between a fight and «pitted»
_FAR = 60  # words back to whom a pronoun or a verb that goes on may belong
_ABOUT_IT = ("REJECT", "SUPPORT", "ACCUSE")
_THEM = frozenset({"them", "it"})
OWN = frozenset({"its", "their", "his", "her"})


@dataclass(slots=True)
class Who:
    """Roles of a hit.

    Attributes:
        actor, recipient: parties.
        passive: whether a verb is passive.
        carrier: carrying verb of a noun or of an infinitive.
        first, end: token range of the clause.
        subject: the subject as found, before the frame turns it into a role.
    """

    actor: list[Arg] = field(default_factory=list)
    recipient: list[Arg] = field(default_factory=list)
    passive: bool = False
    carrier: Hit | None = None
    first: int = 0
    end: int = 0
    subject: list[Arg] = field(default_factory=list)


class Roles(Control):
    """Reads one document."""

    def verb(self, hit: Hit) -> Who:
        """Roles of a verb or an -ing form."""
        s = self.scene
        frame = hit.lemma.frame
        who = Who()
        start = self.chain(hit)
        who.passive = self.passive(hit, start)
        parties, who.end = self.right(hit.last)
        subject, who.first = self.subject(hit, start)
        before = s.back(start)
        if hit.tense == "ing" and not any(s.norm(j) in BE for j in range(start, hit.first)):
            who.carrier = self._carrier(before, "ing")
            if before >= 0 and before == start - 1 and s.kind[before] == "A":  # «guards fired on migrants fleeing the camp»
                subject = s.group_of(s.args[s.arg_at[before]])
            if before >= 0 and s.norm(before) == "without":  # «let the women pass without searching them»
                subject = self._main_subject(hit) or subject
            if not subject and who.carrier is not None:
                subject = self._subject_of(who.carrier)
            if not subject:
                subject = self._main_subject(hit)
        elif s.norm(start) == "to" or (start < hit.first and s.norm(hit.first - 1) == "to"):
            who.carrier = self._carrier(before, "to")
            told = self._told(before) or self._granted(before)
            if told:  # «ordered the rebels to leave»: they leave
                subject = told
            elif who.carrier is not None:
                subject = self._subject_of(who.carrier) or subject
            elif before > 0 and s.norm(before).endswith("ing") and s.kind[s.back(before)] == "A":  # «migrants trying to flee»
                subject = s.group_of(s.args[s.arg_at[s.back(before)]])
            elif not subject:  # «shelled the camp to drive the rebels out»
                subject = self._main_subject(hit)
        if hit.tense == "pres" and not subject and s.norm(before) == "and":  # «the ministry asserts that …, and blames X»
            subject = self._teller(hit, before)
        pronoun = s.norm(before) if before >= 0 else ""
        if pronoun.replace("’", "'").split("'")[0] in SHORTENED:
            pronoun = pronoun.replace("’", "'").split("'")[0]  # «they'd shot him»
        if not subject and pronoun in ("we", "our", "us"):
            said = self.speakers.covering(s.doc.span(hit.first, hit.last))
            arg = self.speakers.arg(said, party_only=True) if said else None
            subject = [arg] if arg else []
        if not subject and pronoun in PRONOUNS:
            subject = self._pronoun(hit, before, pronoun)
        if not subject and not who.passive:
            subject = self._fronted(hit, start)
        if not subject:
            said = self.speakers.cued(s.doc.span(hit.first, hit.last))
            arg = self.said_by(said) if said else None
            subject = [arg] if arg and arg.party.casefold() not in _SIDES_WORDS else []
        who.subject = subject
        self.subjects[hit.first] = subject
        if subject and not subject[0].loose:
            self.last_subject = subject
        obj = next((list(s.group_of(p)) for p in parties if not p.prep and self._object(hit, p)), [])
        if not obj and not who.passive and s.norm(hit.last) in _THEM and frame.obj in ("r", "m"):
            obj = self._them(hit, subject)
        elif not obj and not who.passive and self._ours(hit) and frame.obj in ("r", "m"):
            obj = self._us(hit)
        roles: dict[str, list[Arg]] = {"a": [], "r": []}
        subj_role = "a" if frame.subj == "m" else frame.subj
        if who.passive:
            if frame.obj in ("r", "m", "h") or not frame.obj:
                roles["r" if frame.obj else subj_role or "r"] = subject if frame.obj or frame.id in MOVING else []
            elif frame.obj == "a" or frame.id in MOVING:  # «the troops were pulled out», «were deployed»
                roles["a"] = subject
        else:
            if subj_role in roles:
                roles[subj_role] = subject
            if frame.obj == "m":
                roles["r"] = obj
            elif frame.obj in roles:
                roles[frame.obj] = roles[frame.obj] or obj
        if hit.lemma.type in _ABOUT_IT and not roles["r"] and not who.passive and frame.obj == "r":
            roles["r"] = self._whose_word(hit, parties)
        if hit.lemma.type == "REQUEST" and not who.passive and not roles["r"] and frame.obj != "r":
            roles["r"] = self._who_is_to(hit, roles["a"])
        self._preps(frame.preps, parties, roles)
        pair = (s.norm(hit.last), s.norm(hit.last + 1))
        if pair in (("each", "other"), ("one", "another")) and len(roles["a"]) > 1:
            roles["r"] = roles["a"]
        aside = {s.norm(j) for j in range(hit.last, min(who.end, hit.last + 3))} & {"alongside", "together", "side", "on"}
        if frame.id == "fight" and len(roles["a"]) > 1 and not roles["r"] and not aside:  # «Hamas and the Houthis fought for days»
            roles["r"] = roles["a"]
        if who.passive and frame.id in ("between", "broker") and not roles["r"]:  # «talks between A and B were mediated by C»
            told = [a for a in s.args_in(s.doc.sentence_of(hit.first)[0], hit.first) if a.prep == "between"]
            roles["r"] = s.group_of(told[-1]) if told else []
        if who.passive or frame.id in ("died", "blast"):
            by = [p for p in parties if p.prep == "by"]
            if by:
                roles["a"] = s.group_of(by[0])
        dealt = frame.id in ("clash", "agree") or (frame.id == "talk" and not who.passive)
        met = (roles["a"] and roles["r"] and dealt) or (len(roles["a"]) > 1 and not roles["r"])
        if frame.subj == "m" and met:
            both = roles["a"] + [r for r in roles["r"] if r not in roles["a"]]
            roles["a"], roles["r"] = both, both
        who.actor, who.recipient = roles["a"], roles["r"]
        if hit.lemma.type in ("ASSAULT", "COERCE") and roles["a"] and roles["a"] != roles["r"]:
            self.last_struck = roles["r"]
        return who

    def _ours(self, hit: Hit) -> bool:
        """Whether a verb is done to «us» or to «our positions»."""
        s = self.scene
        return s.norm(hit.last) == "us" or (s.norm(hit.last) == "our" and s.norm(hit.last + 1) in OURS)

    def _fronted(self, hit: Hit, start: int) -> list[Arg]:
        """Who does what a phrase before the subject tells: «Having taken the town, Hezbollah …», «After shelling the port, the Houthis …»."""
        s = self.scene
        first, last = s.doc.sentence_of(hit.first)
        having = s.norm(start) == "having"
        if not (having or hit.tense == "ing") or start - first > 1 or (start > first and s.norm(first) not in DOING):
            return []
        comma = next((j for j in range(hit.last, min(last, hit.last + _FRONTED)) if s.kind[j] == ","), -1)
        if comma < 0 or any(s.kind[j] in ".S" for j in range(hit.last, comma)):
            return []
        bare = not having and start == first  # «Smuggling gold, flying men out and … are among the uses»
        if bare and any(s.norm(j) in BE or s.norm(j) in HAVE or s.norm(j) in MODAL for j in range(hit.last, comma)):
            return []
        found = next((a for a in s.args_in(comma + 1, min(last, comma + (3 if bare else 4))) if not a.prep and not a.loose), None)
        return s.group_of(found) if found is not None else []

    def _them(self, hit: Hit, subject: list[Arg]) -> list[Arg]:
        """Whom a pronoun after a verb stands for: the one party of the sentence so far that is not its subject."""
        s = self.scene
        a = max(s.doc.sentence_of(hit.first)[0], hit.first - _FAR)
        own = {x.party for x in subject}
        found = [x for x in s.args_in(a, hit.first) if x.party not in own and not x.loose and x.mention.kind not in ("outlet", "agency")]
        people = [x for x in found if x.mention.kind == "people"]
        found = people if hit.lemma.type == "ASSAULT" and people else found
        return s.group_of(found[-1]) if len({x.party for x in found}) == 1 else []

    def _us(self, hit: Hit) -> list[Arg]:
        """Whom «us» stands for in what somebody says: his side, or civilians where he has none."""
        s = self.scene
        span = s.doc.span(hit.last, hit.last + 1)
        said = self.speakers.covering(span)
        side = self.speakers.arg(said, party_only=True) if said is not None else None
        if side is not None:
            return [side]
        if said is None or said.mode != "direct" or said.kind not in ("witness", "person", "anonymous"):
            return []
        people = Mention(span, "civilians", None, "people", Made(US, (), (span,)), None, "civilians")
        return [Arg(hit.last, hit.last + 1, people, "civilians", loose=True)]

    def _teller(self, hit: Hit, at: int) -> list[Arg]:
        """Who speaks in the sentence before a verb in the present that goes on with what he does."""
        s = self.scene
        a = max(s.doc.sentence_of(at)[0], at - _FAR)
        for j in range(at - 1, a, -1):
            if s.norm(j) in SAYING or s.norm(j) in ("asserts", "maintains", "denies"):
                found = [x for x in s.args_in(a, j) if not x.prep]
                return s.group_of(found[-1]) if found else []
        return []

    def _object(self, hit: Hit, arg: Arg) -> bool:
        s = self.scene
        for j in range(arg.last, min(arg.last + 2, len(s.kind))):  # «repel a Turkish offensive»: the name says whose deed it is
            after = s.hit_at.get(j)
            noun = after is not None and after.nominal and after.tense != "ing"
            if noun and not s.norm(arg.last - 1).endswith(("s", "'s", "ed")) and arg.mention.kind != "people":
                return False
            if s.kind[j] != "w":
                break
        between = [j for j in range(hit.last, arg.first) if s.kind[j] != "E" or s.hit_at.get(j) is not None]
        between = [j for j in between if (s.norm(j), s.norm(j + 1)) not in _ABOUT]
        joint = next((j for j in between[1:] if s.norm(j) == "and"), -1)
        if joint >= 0 and any(s.norm(j) in OWN for j in range(joint + 2, arg.first)):  # «handed out bread and forbade their men to …»
            return False
        return not any(s.kind[j] in "PE,." and not (s.norm(j) == "of" and s.norm(j - 1) in PARTS) for j in between)

    def _carrier(self, j: int, how: str) -> Hit | None:
        s = self.scene
        steps = 0
        while j >= 0 and steps < 9:
            if s.kind[j] == "V":
                hit = s.hit_at.get(j)
                if hit is not None and not hit.lemma.kind:
                    hit = s.carrier.get(j)
                if hit is not None and hit.lemma.kind and (how in hit.lemma.takes or (how not in {"to", "ing"})):
                    return hit
                return None
            if s.kind[j] in ".S,":
                return None
            j, steps = s.back(j), steps + 1
        return None

    def _preps(self, table: object, parties: list[Arg], roles: dict[str, list[Arg]]) -> None:
        s = self.scene
        for prep, role in dict(table).items():  # type: ignore[call-overload]
            args = [p for p in parties if p.prep == prep]
            if not args:
                continue
            group = s.group_of(args[0])
            if role == "m":
                if prep == "between":
                    roles["a"], roles["r"] = group, group
                else:
                    roles["r"] = roles["r"] or group
            elif role in roles:
                roles[role] = roles[role] or group

    def noun(self, hit: Hit) -> Who:
        """Roles of a noun."""
        s = self.scene
        frame = hit.lemma.frame
        who = Who(first=hit.first)
        parties, who.end = self.right(hit.last)
        after = s.hit_at.get(who.end)
        if after is not None and after.lemma.kind == "happen" and not parties:  # «fighting erupted between …»
            parties, who.end = self.right(max(after.last, after.companion + 1))
        elif after is not None and after.lemma.kind == "do" and after.first - hit.last <= 2 and s.norm(after.last) == "by":
            parties, who.end = self.right(after.last)  # «an attack launched by …»
        roles: dict[str, list[Arg]] = {"a": [], "r": []}
        pitted = self._pitted(hit) if frame.pre == "m" else []
        if pitted:
            who.actor = who.recipient = pitted
            return who
        pre = self._before(hit)
        of = [p for p in parties if p.prep == "of"]
        by = [p for p in parties if p.prep == "by"]
        nearest = [p for p in parties if p.first - hit.last <= 8]
        self._preps(frame.preps, nearest, roles)
        if by:
            roles["a"] = s.group_of(by[0])
        if pre:
            role = "a" if frame.pre == "m" else frame.pre
            if role in roles and not roles[role]:
                roles[role] = pre
                if frame.pre == "m" and len(pre) > 1 and not roles["r"]:
                    roles["r"] = pre
        if of and of[0].first - hit.last <= 4:
            role = "a" if frame.gen == "x" and not roles["a"] and roles["r"] else "r" if frame.gen == "x" else frame.gen
            if role in roles and not roles[role]:
                roles[role] = s.group_of(of[0])
        if frame.pre == "m" and roles["r"] and not roles["a"]:  # «denied any agreement with X», «announced a deal with X»
            roles["a"] = self._governing(hit) or [a for a in self._main_subject(hit) if a not in roles["r"]]
        if frame.subj and hit.tense == "phrase" and frame.subj in roles:  # «its forces were in control of the town»
            found, who.first = self.subject(hit, self.chain(hit))
            roles[frame.subj] = roles[frame.subj] or found
        if not roles["a"] and self._claimed(hit):  # «the Houthis claimed the attack on the ship»
            roles["a"], _ = self.subject(hit, self._claimed(hit))
        carrier = self._carries(hit)
        if carrier is not None:
            who.carrier = carrier
            subject = self._subject_of(carrier)
            if carrier.lemma.kind in ("do", "plan", "fail", "refrain") and not roles["a"]:
                if self.passive(carrier, self.chain(carrier)):
                    subject = []
                roles["a"] = subject
            elif carrier.lemma.kind == "undergo" and not roles["r"]:
                roles["r"] = subject
        if frame.pre == "m" and roles["a"] and roles["r"] and roles["a"] != roles["r"] and frame.id in ("nclash", "nagree"):
            both = roles["a"] + [r for r in roles["r"] if r not in roles["a"]]
            roles["a"], roles["r"] = both, both
        who.actor, who.recipient = roles["a"], roles["r"]
        return who

    def _claimed(self, hit: Hit) -> int:
        """The verb of claiming right before a deed that ends its clause as an object, else 0."""
        s = self.scene
        j = s.back(hit.first)
        while j >= 0 and s.norm(j) in DETS:
            j = s.back(j)
        last = s.doc.sentence_of(hit.first)[1]
        ahead = range(hit.last, min(last, hit.last + _CLAIM))
        goes_on = any(s.norm(k) in BE or s.norm(k) in HAVE or s.norm(k) in MODAL or s.kind[k] == "V" for k in ahead)
        return j if j > 0 and s.norm(j) in ("claimed", "claims") and not goes_on else 0

    def _pitted(self, hit: Hit) -> list[Arg]:
        """«Clashes on Friday pitted A against B»: the two sides of a fight."""
        s = self.scene
        last = min(s.doc.sentence_of(hit.first)[1], hit.last + _PITTED)
        at = next((j for j in range(hit.last, last) if s.norm(j) in ("pit", "pits", "pitted", "pitting")), -1)
        if at < 0 or any(s.kind[j] in "A.S" for j in range(hit.last, at)):
            return []
        parties, _ = self.right(at + 1)
        one = parties[0] if parties and parties[0].first - at <= 4 else None
        other = next((p for p in parties if p.prep == "against"), None)
        return [*s.group_of(one), *s.group_of(other)] if one is not None and other is not None else []

    def _governing(self, hit: Hit) -> list[Arg]:
        """Subject of the nearest verb of happening before a noun in its clause."""
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 8:
            if s.kind[j] == "V":
                verb = s.hit_at.get(j)
                return self._subject_of(verb) if verb is not None and not self.passive(verb, self.chain(verb)) else []
            if s.kind[j] in ".S,":
                break
            j, steps = s.back(j), steps + 1
        return []

    def _before(self, hit: Hit) -> list[Arg]:
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 3 and ((s.kind[j] == "w" and s.norm(j) not in DETS and s.norm(j) not in ("and",)) or s.kind[j] == "E"):
            if s.norm(j) in SAYING or s.doc.tokens[j].kind == "number":  # «residents reported sporadic shelling»
                return []
            j, steps = s.back(j), steps + 1
        if j >= 0 and s.kind[j] == "A":
            arg = s.args[s.arg_at[j]]
            return [] if arg.first in s.homes else s.group_of(arg)
        if j >= 0 and s.norm(j) in OWN:
            return self._owner(hit, j)
        return []

    def _owner(self, hit: Hit, j: int) -> list[Arg]:
        s = self.scene
        verb = s.back(j)
        if verb >= 0 and s.norm(verb).endswith("ed") and s.norm(s.back(verb)) == "and":  # «…, and described its departure as …»
            first, _ = s.doc.sentence_of(j)
            opening = next((a for a in s.args_in(first, min(verb, first + 5)) if not a.prep and not a.loose), None)
            if opening is not None:
                return s.group_of(opening)
        a = s.doc.sentences[max(0, s.doc.sentence_index[hit.first] - 1)][0]
        for arg in reversed(s.args_in(a, j)):
            if arg.last <= j and not arg.prep and not arg.loose:
                return s.group_of(arg)
        return self.last_subject

    def _carries(self, hit: Hit) -> Hit | None:
        s = self.scene
        j, steps = s.back(hit.first), 0
        governed = -1  # the preposition farthest left
        while j >= 0 and steps < 7:
            if s.kind[j] == "V":
                verb = s.hit_at.get(j)
                if verb is not None and not verb.lemma.kind:
                    verb = s.carrier.get(j)
                if verb is not None and verb.lemma.kind in ("fail", "refrain") and governed > max(verb.last, verb.companion + 1):
                    return None  # «denied this in a phone call»: the call is not what he denied
                return verb
            if s.kind[j] == "P" and s.norm(j) != "of":
                governed = j
            if s.kind[j] in ".S," or (s.kind[j] == "P" and s.norm(j) not in ("in", "to", "from", "for", "with", "of", "under")) or s.kind[j] == "E":
                return None
            j, steps = s.back(j), steps + 1
        return None
