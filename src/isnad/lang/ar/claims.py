"""Arabic claims: from words of happening to drafts with roles and factuality."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_aims import answered, turned_down
from isnad.lang.ar.claims_carry import Around
from isnad.lang.ar.claims_control import NESTED
from isnad.lang.ar.claims_kinds import ENTERED, VERBAL, accident, cognate, enters_town, figurative, holds, in_words, let_by_what_was_said, passes_on
from isnad.lang.ar.claims_nouns import Nouns
from isnad.lang.ar.claims_repel import FLOWN, flown_by
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import folded
from isnad.lang.ar.factuality import NOT_VERB, PLANNED, REFRAINED, Factuality
from isnad.lang.ar.factuality_that import granted
from isnad.lang.ar.roles import Bound, holder
from isnad.lang.ar.roles_verbs import Roles
from isnad.lang.common.claims import Arg, Draft, Hit
from isnad.lang.common.repelled import REPELS, repelled

ACTIVE = register("ar.claim.verb", "A finite verb of happening with its subject and object.")
PASSIVE = register("ar.claim.verb-passive", "A passive verb of happening: its subject is whom it was done to.")
NOUN = register("ar.claim.noun", "A noun of happening with what stands around it.")
CARRIED = register("ar.claim.noun-carried", "A noun of happening carried by another verb, which says who.")
IDIOM = register("ar.claim.idiom", "A fixed phrase of verb and noun names one happening.")
VICTIMS = register("ar.role.victims", "People counted as dead or hurt in the sentence of an attack are whom it was done to.")
PROTESTED = register("ar.role.protested", "A protest is against the party its sentence sets it against or makes demands of.")
_ATTACKS = frozenset({"attack", "strike", "shell", "blast", "campaign", "raid"})
ARMED = ("force", "group", "state")
PRESUPPOSE = folded("وقت ساعة لحظة حدوث أثناء خلال عقب بعد قبل منذ يوم ليلة غداة")
_AFTERMATH = ("killed", "wound", "blast", "kill", "bodies")


_DENY = ("ar.event.light-refrain-nfy", "ar.event.light-refrain-nkr", "ar.event.nfy-1")
_TOLD = ("ASSAULT", "COERCE", "RETREAT")
NEAR = 80  # words around a claim within which what belongs to it is looked for
ON_BODIES = frozenset({"kill", "killed", "wound", "arrest", "arreston", "sentence"})
ONE_LEAVES = frozenset({"withdraw", "leave", "abandon"})
NAMED = frozenset({"ar.mention.person", "ar.mention.known-person", "ar.mention.titled", "ar.mention.surname"})


def _by_name(arg: Arg) -> Arg:
    """Who is killed, hurt or arrested is the person named, not his side."""
    m = arg.mention
    if m.kind not in ("person", "official") or m.made.rule not in NAMED or not m.name or m.name == arg.party:
        return arg
    return Arg(arg.first, arg.last, m, m.name, arg.prep, arg.head, arg.group, loose=True)


class Reader:
    """Reads the claims of one Arabic document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.scene = Scene(sheet)
        self.roles = Roles(self.scene)
        self.nouns = Nouns(self.scene, self.roles)
        self.facts = Factuality(self.scene)

    def read(self) -> list[Draft]:
        """All drafts, in order of the text."""
        around = {h.first: self.nouns.read(h) for h in self.scene.hits if not h.finite and not h.lemma.kind}
        taken = {v.first for a in around.values() for v in a.taken}
        out: list[Draft] = []
        for hit in self.scene.hits:
            if hit.lemma.kind or hit.lemma.type is None or hit.first in taken:
                continue
            if holds(self.scene, hit) or figurative(self.scene, hit) or cognate(self.scene, hit) or passes_on(self.scene, hit):
                continue
            draft = self._verb(hit, self.roles.bound[hit.first]) if hit.finite else self._noun(hit, around[hit.first])
            if not draft.recipient and hit.lemma.frame.id in ("facilitate", "allow"):
                nested = [a for a in self.nouns.control.nested(hit.last) if all(a.party != o.party for o in draft.actor)]
                if nested:
                    draft.recipient = nested
                    draft.rules.append(NESTED)
            if self._needed(draft) and not accident(self.scene, draft):
                if enters_town(self.scene, draft):
                    draft.type, draft.mode = "ASSAULT", "seize-territory"
                    draft.rules.append(ENTERED)
                elif in_words(self.scene, draft):
                    draft.type, draft.mode = "ACCUSE", None
                    draft.rules.append(VERBAL)
                out.append(draft)
        out = self._aftermath(self._merged(out))
        answered(out)
        repelled(out)
        for draft in out:
            turned_down(self.scene, draft)
            self._victims(draft)
            self._protested(draft)
            if draft.hit.lemma.frame.id in ONE_LEAVES and draft.hit.finite and len(draft.actor) == 1:
                draft.actor = [_by_name(a) for a in draft.actor]
            if draft.hit.lemma.frame.id in ON_BODIES:
                draft.recipient = [_by_name(a) for a in draft.recipient]
        return out

    def _protested(self, draft: Draft) -> None:
        """Whom a protest is against, or of whom it demands something, said later in its sentence."""
        s = self.scene
        if draft.recipient or draft.type != "PROTEST" or not draft.occurred:
            return
        last = s.doc.sentence_of(draft.hit.first)[1]
        for j in range(draft.hit.last, min(last, draft.hit.last + 30)):
            over = s.norm(j) == "علي" and s.words.in_context("protests", s.norm(j - 1))
            if over or s.norm(j) == "ضد" or s.words.in_context("demands", s.norm(j)):
                near = [a for a in s.args_in(j + 1, j + 8) if not a.loose and a.mention.kind != "people"]
                found = [a for a in near if all(a.party != b.party for b in draft.actor)]
                if found:
                    draft.recipient = s.group_of(found[0])
                    draft.rules.append(PROTESTED)
                    return

    def _victims(self, draft: Draft) -> None:
        """People counted as dead or hurt in the sentence of an attack are whom it was done to."""
        s = self.scene
        if draft.recipient or draft.type != "ASSAULT" or draft.hit.lemma.frame.id not in _ATTACKS or not draft.occurred:
            return
        a, b = s.doc.sentence_of(draft.hit.first)
        a, b = max(a, draft.hit.first - NEAR), min(b, draft.hit.first + NEAR)
        people = [x for x in s.args_in(a, b) if x.mention.kind == "people"]
        if people and any(s.words.in_context("victims", s.norm(j)) for j in range(a, b)):
            draft.recipient = [min(people, key=lambda x: (abs(x.first - draft.hit.first), x.first))]
            draft.rules.append(VICTIMS)

    def _merged(self, drafts: list[Draft]) -> list[Draft]:
        """One claim for a verb or noun and the noun of the same type it governs: «إبرام اتفاق», «اتفق على هدنة»."""
        out: list[Draft] = []
        for d in drafts:
            before = out[-1] if out else None
            joined = before is not None and before.hit.nominal and before.type == d.type == "ASSAULT" and d.hit.first - before.hit.last <= 1
            if before is not None and joined and d.hit.pro == "ب":
                before.recipient = before.recipient or d.recipient  # «هجوم بسيارة مفخخة» is one attack
                before.mode = before.mode or d.mode
                before.entries.extend(d.entries)
                continue
            if before is not None and before.type == d.type and before.occurred == d.occurred and d.hit.nominal and self._governs(before.hit, d.hit):
                actor, recipient = d.actor or before.actor, d.recipient or before.recipient
                out[-1] = d
                d.actor, d.recipient = (before.actor or actor, recipient) if before.hit.finite else (actor, recipient)
                d.entries = [*before.entries, *d.entries]
                d.spans = [*before.spans, *d.spans]
                continue
            out.append(d)
        return out

    def _governs(self, a: Hit, b: Hit) -> bool:
        s = self.scene
        if a.lemma.frame.id in REPELS:
            return False  # «صد هجوم»: two acts
        if s.doc.sentence_index[a.first] != s.doc.sentence_index[b.first]:
            return False
        if a.finite:
            bound = self.roles.bound[a.first]
            return bound.obj_event is b and b.lemma.frame.id == a.lemma.frame.id
        return b.first - a.last <= 0 and "ال" not in a.pro and not a.enc and (not b.pro or b.pro == "ال")

    def _verb(self, hit: Hit, b: Bound) -> Draft:
        s = self.scene
        frame = hit.lemma.frame
        draft = self._draft(hit, IDIOM if hit.companion >= 0 else PASSIVE if b.passive else ACTIVE)
        roles: dict[str, list[Arg]] = {"a": [], "r": []}
        mutual = frame.subj == "m"
        subj_role = "a" if mutual else frame.subj
        if b.subj and subj_role in roles and not let_by_what_was_said(s, hit):
            roles[subj_role] = b.subj
        if b.obj and frame.obj in roles:
            roles[frame.obj] = b.obj
        for prep, arg in b.preps:
            role = frame.preps.get(prep, "")
            group = s.group_of(arg)
            if role == "m":
                if prep == "بين":
                    roles["a"], roles["r"] = group, group
                else:
                    roles["r"] = roles["r"] or group
            elif role in roles:
                roles[role] = roles[role] or group
        if frame.id in ("fall", "fallinto"):
            for prep, arg in b.preps:
                if prep in ("في يد", "في", "ب", "تحت", "ل", "علي يد"):
                    roles["a"] = roles["a"] or s.group_of(arg)
            for a in s.args_in(hit.companion + 1, hit.companion + 3):
                if not roles["a"] and hit.companion >= 0 and a.first in (hit.companion + 1, hit.companion + 2):
                    roles["a"] = [a]
            if frame.id == "fall":
                roles["r"] = [] if roles["r"] == roles["a"] else roles["r"]
        if frame.id == "releaseobj" and not roles["r"] and hit.companion >= 0:
            roles["r"] = s.args_in(hit.companion + 1, hit.companion + 3)[:1]
        roles["a"] = b.agent or roles["a"]
        if (
            not roles["r"] and frame.obj != "r" and hit.lemma.type == "ASSAULT" and frame.preps.get("علي") == "r"
        ):  # «أطلق قذائف على قرى يسيطر عليها …»
            roles["r"] = [x for x in holder(s, hit.last) if all(x.party != y.party for y in roles["a"])]
        draft.actor, draft.recipient = roles["a"], roles["r"]
        if draft.actor and not draft.recipient:
            draft.recipient = [x for x in flown_by(s, hit) if all(x.party != y.party for y in draft.actor)]
            draft.rules.extend([FLOWN] * bool(draft.recipient))
        if mutual and len(draft.actor) > 1 and not draft.recipient:
            draft.recipient = draft.actor
        if mutual and draft.recipient and draft.actor != draft.recipient and frame.id in ("clash", "agree"):
            both = draft.actor + [r for r in draft.recipient if r not in draft.actor]
            draft.actor, draft.recipient = both, both
        if frame.id == "coop":
            against = [a for prep, arg in b.preps if prep == "ضد" for a in s.group_of(arg)]
            if against:
                draft.actor = draft.actor + [r for r in draft.recipient if r not in draft.actor]
                draft.recipient = against
        if draft.mode == "resign" and draft.actor:
            draft.actor, draft.recipient = self._defector(draft.actor, draft.recipient)
        draft.occurred, draft.status, rule = self.facts.read(hit)
        draft.clause = (min([hit.first, *(a.first for a in b.subj)]), max(b.end, hit.last))
        if not draft.occurred:
            draft.rule = rule
        return draft

    def _defector(self, actor: list[Arg], left: list[Arg]) -> tuple[list[Arg], list[Arg]]:
        """Who leaves his side acts under his own name, and the side is whom he leaves."""
        arg = actor[0]
        m = arg.mention
        if len(actor) > 1 or m.kind not in ("person", "official") or not m.name or m.name == arg.party:
            return actor, left
        own = Arg(arg.first, arg.last, m, m.name, loose=True)
        return [own], left or ([] if arg.loose else [arg])

    def _noun(self, hit: Hit, a: Around) -> Draft:
        draft = self._draft(hit, CARRIED if a.rule == "carrier" else NOUN)
        draft.actor, draft.recipient = a.actor, a.recipient
        draft.rules.extend(a.rules)
        frame = hit.lemma.frame
        if frame.id in ("clash", "agree") and not a.mutual and draft.actor and draft.recipient:
            both = draft.actor + [r for r in draft.recipient if r not in draft.actor]
            draft.actor, draft.recipient = both, both
        elif frame.gen == "m" and len(draft.actor) > 1 and not draft.recipient:
            draft.recipient = draft.actor
        draft.occurred, draft.status, rule = self.facts.read(hit)
        if a.carrier is not None:
            self._by_carrier(draft, a)
        after = self._happens(hit)
        if after is not None and draft.occurred:
            draft.occurred, status, rule = self.facts.read(after)
            draft.status = status if status != "actual" else draft.status
        if not draft.occurred and draft.rule in (NOUN, CARRIED):
            draft.rule = rule
        _items, end = self.roles.right(hit.last)
        draft.clause = (hit.first if a.carrier is None else min(hit.first, a.carrier.first), max(end, hit.last))
        return draft

    def _happens(self, hit: Hit) -> Hit | None:
        """«أي غارة على السوق لم تقع»: the verb of happening that follows the noun in its clause."""
        s = self.scene
        for j in range(hit.last, min(hit.last + 9, len(s.kind))):
            if s.kind[j] in ".S,RE":
                return None
            if s.kind[j] == "V":
                verb = s.hit_at.get(j)
                found = verb if verb is not None and verb.lemma.kind else s.carrier.get(j)
                return found if found is not None and found.lemma.kind == "happen" else None
        return None

    def _by_carrier(self, draft: Draft, a: Around) -> None:
        assert a.carrier is not None
        kind = a.carried
        if kind == "last":
            return
        occurred, status, _ = self.facts.read(a.carrier)
        if kind in ("fail", "refrain"):
            draft.occurred = not occurred
            if status == "planned" and not draft.occurred:
                draft.status = "hypothetical"
            elif draft.status == "actual" and not draft.occurred and a.carrier.lemma.id.startswith(_DENY):
                draft.status = "denied-by-speaker"  # «دمشق تنفي نقل عائلات …»
            draft.rule = REFRAINED
        elif kind == "plan":
            if not occurred:
                draft.occurred = False
            elif draft.occurred:
                draft.status, draft.rule = "planned", PLANNED
        elif not occurred:
            draft.occurred, draft.rule = False, NOT_VERB
            draft.status = status if status == "denied-by-speaker" and draft.status == "actual" else draft.status
        elif status != "actual" and draft.status == "actual":
            draft.status = status
        if kind in ("do", "undergo") and draft.status == "planned" and status == "actual":
            draft.status = "actual"

    def _draft(self, hit: Hit, rule: str) -> Draft:
        doc = self.scene.doc
        span = doc.span(hit.first, hit.last)
        if 0 <= hit.companion - hit.last <= 1:
            span = doc.span(hit.first, hit.companion + 1)
        draft = Draft(hit, span, rule, entries=[hit.lemma.id], spans=[span])
        assert hit.lemma.type is not None
        draft.type, draft.mode = hit.lemma.type, hit.lemma.mode
        draft.definite = "ال" in hit.pro or hit.pro.endswith("لل") or self.scene.norm(hit.first - 1) in ("هذا", "هذه", "تلك", "ذلك")
        draft.both = self._both(hit)
        draft.unknown = hit.lemma.frame.id == "bodies" or self._near(hit, "unknown") or let_by_what_was_said(self.scene, hit)
        before = [self.scene.norm(j) for j in range(max(doc.sentence_of(hit.first)[0], hit.first - 2), hit.first)]
        draft.presupposed = any(w in PRESUPPOSE for w in before) or granted(self.scene, hit)
        return draft

    def _both(self, hit: Hit) -> bool:
        """Whether «الطرفان», «الجانبين» stands by the word."""
        return self._near(hit, "bothsides")

    def _near(self, hit: Hit, name: str) -> bool:
        s = self.scene
        a, b = s.doc.sentence_of(hit.first)
        return any(s.words.in_context(name, s.norm(j)) for j in range(max(a, hit.first - 4), min(b, hit.last + 6)))

    # Whether the clause holds what the word needs.
    def _needed(self, draft: Draft) -> bool:
        need = draft.hit.lemma.need
        parties = [*draft.actor, *draft.recipient]
        if draft.hit.lemma.weak and (not parties or (draft.definite and draft.hit.lemma.frame.id == "bodies")):
            return False
        if draft.hit.person in ("1s", "1p", "2mp") and not self._inside(draft) and not (draft.hit.person == "1p" and draft.actor):
            return not need and draft.hit.person != "2mp" and draft.type in _TOLD  # a witness's own account
        if need in ("party", "meet", "meetp") and draft.hit.finite and not draft.hit.lemma.weak:
            return True
        if need == "party":
            return bool(parties) or (draft.both and draft.hit.lemma.type in ("AGREE", "CONSULT", "COOPERATE"))
        if need == "armed":
            return any(a.mention.kind in (*ARMED, "people", "person", "official") and not (a.loose and a.party == "civilians") for a in draft.actor)
        if need in ("armedobj",):
            return any(a.mention.kind in ("force", "group") for a in (*draft.recipient, *draft.actor))
        if need in ("people", "peopleobj"):
            return bool(draft.recipient)
        if need == "peoplesubj":
            return bool(parties)
        if need == "placesubj":
            b = self.roles.bound.get(draft.hit.first)
            return self._place_near(draft) if b is None else b.place >= 0 or self._place_near(draft)
        if need in ("meet", "meetp"):
            return len(parties) >= (1 if need == "meet" else 2)
        if need == "negated":
            return not draft.occurred
        if need == "finite":
            return draft.hit.finite
        return True

    def _place_near(self, draft: Draft) -> bool:
        s = self.scene
        for j in range(draft.hit.last, min(draft.hit.first + 4, len(s.kind))):
            if s.kind[j] == "P":
                return False  # «سقطت قرب عسقلان»
            if s.kind[j] == "L" or s.words.in_context("takectx", s.norm(j)):
                return True
        return False

    def _inside(self, draft: Draft) -> bool:
        return any(st.span.covers(draft.trigger) for st in self.sheet.statements)

    # Casualties of a happening told in the same clause are part of it.
    def _aftermath(self, drafts: list[Draft]) -> list[Draft]:
        out: list[Draft] = []
        for i, draft in enumerate(drafts):
            told = draft.hit.lemma.frame.id in _AFTERMATH and draft.type == "ASSAULT" and draft.occurred
            if told and not draft.actor and not self._own_doer(draft):
                cause = self._cause(draft, drafts[max(0, i - 20) : i + 21])
                if cause is not None:
                    cause.tolls.append(draft.clause)
                    if not cause.recipient and draft.recipient:
                        cause.recipient = draft.recipient
                        cause.spans.append(draft.trigger)
                    continue
            out.append(draft)
        return out

    def _own_doer(self, draft: Draft) -> bool:
        """Whether an active verb of killing has a doer that is no party: «قتلت فرقة مظلية أربعة»."""
        hit = draft.hit
        b = self.roles.bound.get(hit.first) if hit.finite else None
        if b is None or b.passive or hit.lemma.frame.id != "kill" or b.subj_event is not None:
            return False
        j = self.scene.next(hit.last - 1)
        return hit.voice == "a" or (bool(b.obj) and j < len(self.scene.kind) and self.scene.kind[j] == "w" and not self.scene.counts(j))

    def _cause(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        doc = self.scene.doc
        sentence = doc.sentence_index[draft.hit.first]
        best: Draft | None = None
        for other in drafts:
            if other is draft or other.type != "ASSAULT" or not other.occurred or other.hit.lemma.frame.id in ("killed", "wound", "blast", "bodies"):
                continue
            if doc.sentence_index[other.hit.first] != sentence:
                continue
            if other.hit.lemma.frame.id == "kill" and not other.actor:
                continue
            if best is None or abs(other.hit.first - draft.hit.first) < abs(best.hit.first - draft.hit.first):
                best = other
        return best


def drafts(sheet: Sheet) -> list[Draft]:
    """All Arabic drafts of a document, in order."""
    return Reader(sheet).read()
