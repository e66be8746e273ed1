"""Who an English verb has for its subject: verb groups, passives, relative clauses, coordination, insertions, pronouns."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.speakers import SPEAKER, Speakers
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import ADVERBS, BAND, BE, DETS, MAKING, MODAL, SAYING
from isnad.lang.en.roles_groups import GROUP, VerbGroups
from isnad.model.records import Statement

# Pronouns, with the kinds of speakers they may take up.
PRONOUNS = {
    "it": ("organisation", "media", "document"),
    "they": ("organisation", "anonymous", "witness"),
    "he": ("person", "official", "anonymous", "witness"),
    "she": ("person", "official", "anonymous", "witness"),
}
_BEGINNING = frozenset({"after", "before", "since", "until"})  # prepositions that also begin a clause
_COMMANDING = frozenset({"commands", "commanded", "leads", "led", "heads", "headed", "runs", "ran", "speaks", "spoke"})
_CUES = 8  # statements looked at before a pronoun
_REACH = 160  # words back in a sentence within which a subject is looked for
_NEITHER = 12  # words between «neither» and «nor»
_LABEL = 6  # words of a label before its colon: «COLONEL RIDA:»
MOVING = frozenset({"withdraw", "leave", "move", "send"})


class Subjects(VerbGroups):
    """Finds subjects in one document."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.speakers = Speakers(scene.sheet)
        self.subjects: dict[int, list[Arg]] = {}
        self.last_subject: list[Arg] = []
        self.last_struck: list[Arg] = []

    def _boundary(self, j: int) -> bool:
        if self.scene.kind[j] in "AN":
            return False  # «the United States» says nothing here
        if self.scene.norm(j) in SAYING and self.scene.norm(j + 1) == "to":
            return False  # «X claims to have killed …»
        if self.scene.norm(j) in SAYING:
            return self.scene.norm(j - 1) not in BE  # «is reported to have done it» goes on
        return self.scene.kind[j] in ".S"

    def subject(self, hit: Hit, start: int) -> tuple[list[Arg], int]:
        """Parties that are subject of a verb group that begins at `start`, and where its clause begins."""
        s = self.scene
        j = s.back(start)
        while j >= 0 and (s.kind[j] == "T" or (s.kind[j] == "P" and s.kind[j + 1] == "T")):  # «took the airfield, and on Friday gave it up»
            j = s.back(j)
        if j >= 0 and s.norm(j) == "nor":  # «have neither claimed nor denied it»
            first, _ = s.doc.sentence_of(j)
            either = next((k for k in range(j, max(first - 1, j - _NEITHER), -1) if s.norm(k) == "neither"), -1)
            j = s.back(either) if either >= 0 else j
            while j >= 0 and either >= 0 and s.norm(j) in GROUP:
                j = s.back(j)
        if j < 0:
            return [], start
        if s.doc.tokens[j].kind == "number" and s.kind[s.back(j)] in ".,S" and s.back(j) >= 0:  # «of the men whom X held, 47 were let go»
            return [], j
        before = s.norm(j)
        if before in ("who", "which", "that", "whose") and s.kind[j] == "S":
            k = s.back(j)
            while k >= 0 and s.kind[k] in ",wT" and s.kind[k] != "V":
                k = s.back(k)
            while k >= 0 and s.kind[k] == "A" and self._excepted(s.args[s.arg_at[k]]) >= 0:  # «it was X, not Y, who did it»
                k = self._excepted(s.args[s.arg_at[k]])
            if k >= 0 and s.kind[k] == "A":
                return s.group_of(s.args[s.arg_at[k]]), j
            return [], j
        if before in ("and", "or", "but", "then") or before == ",":
            earlier = s.hits_in(s.doc.sentence_of(start)[0], start)
            read = (h for h in reversed(earlier) if h.first in self.subjects and not h.nominal and not self._made_to(h.first))
            previous = next(read, None)
            inserted = before == "," and s.kind[s.back(j)] in "AN" if s.back(j) >= 0 else False  # «the minister, Fathi Bashagha, has blamed …»
            if previous is not None and not inserted and not any(s.kind[k] == "." for k in range(previous.last, j)):
                return self.subjects[previous.first], j
        alone = self._unknown(j)
        if alone >= 0:
            return [], alone
        clause: list[Arg] = []
        closed = s.kind[j] == ","
        j = self._over_insertion(j) if closed else j
        while j >= max(0, start - _REACH) and not self._boundary(j):
            if s.norm(j) == "and" and not clause and s.norm(s.back(j)) == "," and start - j > 1:
                return [], j + 1  # «…, and three organisations were let in»: a subject of its own
            if closed and s.kind[j] == "V" and s.norm(s.back(j)) == "," and s.hit_at.get(j) is not None and self.passive(s.hit_at[j], j):
                clause.clear()  # «the army, backed by Russia, took the hill»
                j = s.back(s.back(j))
                continue
            verb = s.hit_at.get(j) if s.kind[j] == "V" and j < start else None
            if verb is not None and verb.tense in ("past", "pres", "base") and not self._made_to(j):
                relative = self._relative(verb) if clause and self._right_before(clause[0], start) else None
                if relative is not None:
                    return relative, j
                if not clause:
                    return (self._subject_of(verb) if verb.lemma.kind and before == "and" else self.subjects.get(j, [])), j
                break
            if s.kind[j] == "A":
                arg = s.args[s.arg_at[j]]
                if not arg.loose or arg.last == start or (closed and arg.last == s.back(start)) or self._heads(arg):
                    clause.append(arg)
                j = arg.first
            j = s.back(j)
        if closed and all(a.prep for a in clause) and j >= 0 and s.norm(j) in ("who", "which", "whose", "where", "whom"):  # «X, who …, did it»
            k = s.back(j)
            while k >= 0 and s.kind[k] in ",P":
                k = s.back(k)
            if k >= 0 and s.kind[k] == "A":
                return s.group_of(s.args[s.arg_at[k]]), s.args[s.arg_at[k]].first
        begin = j + 1 if j >= 0 else s.doc.sentence_of(start)[0]
        if j >= 0 and s.norm(j) == "whose" and all(a.prep or a.loose for a in clause):  # «Russia, whose jets have shored up Assad»
            k = s.back(j)
            while k >= 0 and s.kind[k] in ",P":
                k = s.back(k)
            if k >= 0 and s.kind[k] == "A":
                return s.group_of(s.args[s.arg_at[k]]), begin
        bare = [a for a in clause if not a.prep]
        if not bare and clause and clause[0].prep in _BEGINNING and clause[0].last == start:  # «after two soldiers were killed»
            bare = clause[:1]
        if len(bare) > 1 and bare[0].loose and not bare[1].loose and s.norm(bare[1].last) == "and":  # «300 militants and as many relatives left»
            bare = bare[1:]
        if not bare and clause and clause[-1].prep in ("from", "of") and s.norm(clause[-1].first - 1) in (*DETS, clause[-1].prep):
            head = clause[-1].first - 1
            while head > begin and s.norm(head) in (*DETS, clause[-1].prep):
                head -= 1
            if s.norm(head) in BAND and head - begin <= 3:  # «a delegation from the UN had sat with us»
                bare = clause[-1:]
        led = self._leads(bare[0], start) if len(bare) == 1 and bare[0].loose else None
        if led is not None:
            return [led], begin
        if bare:
            return s.group_of(bare[0] if len(bare) == 1 else bare[-1] if self._opens(bare[-1], begin) else bare[0]), begin
        return [], begin

    def _right_before(self, arg: Arg, start: int) -> bool:
        """Whether nothing but a time stands between a party and a verb group, and no «after» or «before» opens a clause with it."""
        s = self.scene
        return arg.prep not in _BEGINNING and arg.last <= start and all(s.kind[k] in "TP" for k in range(arg.last, start))

    def _relative(self, verb: Hit) -> list[Arg] | None:
        """Whom a relative clause without commas tells of, where its verb is `verb`: «the commander whose men shelled X denied it»."""
        s = self.scene
        j, steps = s.back(self.chain(verb)), 0
        while j >= 0 and steps < 3 and s.kind[j] in "wA":
            j, steps = s.back(j), steps + 1
        if j <= 0 or s.norm(j) not in ("who", "which", "whose") or s.kind[j] != "S":
            return None
        k = s.back(j)
        if k < 0 or s.kind[k] not in "wA":
            return None  # set off by a comma
        return s.group_of(s.args[s.arg_at[k]]) if s.kind[k] == "A" else []

    def _made_to(self, j: int) -> bool:
        """Whether a bare verb is what somebody makes, lets or sees another do: «made the monks leave the hill and burned the gate»."""
        s = self.scene
        if s.hit_at[j].tense != "base":
            return False
        k, steps = s.back(j), 0
        while k >= 0 and steps < 5 and s.kind[k] in "wANV":
            if s.norm(k) in MAKING:
                return True
            if s.norm(k) in MODAL or s.norm(k) == "to":
                return False
            k, steps = s.back(k), steps + 1
        return False

    def _leads(self, man: Arg, stop: int) -> Arg | None:
        """The side that a man commands by the clause beside his name: «Omar, who commands the air force of X, announced raids»."""
        s = self.scene
        if s.norm(man.last) != "," or s.norm(man.last + 1) != "who" or s.norm(man.last + 2) not in _COMMANDING:
            return None
        sides = [a for a in s.args_in(man.last, stop) if not a.loose and a.mention.kind in ("force", "group", "state")]
        return sides[0] if sides else None

    def _excepted(self, arg: Arg) -> int:
        """For a party of «, not Y,» the token before that insertion, else -1."""
        s = self.scene
        k = s.back(arg.first)
        while k >= 0 and s.norm(k) in DETS:
            k = s.back(k)
        if k < 0 or s.norm(k) != "not":
            return -1
        k = s.back(k)
        return s.back(k) if k >= 0 and s.kind[k] == "," else k

    def _unknown(self, j: int) -> int:
        """Where a noun phrase of no party begins that is the subject by itself: «…, and the brigade left»; -1 if there is none."""
        s = self.scene
        if s.kind[j] != "w" or s.norm(j) in ADVERBS or s.norm(j).endswith("ly") or s.doc.tokens[j].kind != "word":
            return -1
        k = s.back(j)
        if k >= 0 and s.kind[k] == "w" and s.norm(k) not in DETS:
            k = s.back(k)
        if k < 0 or s.norm(k) not in ("the", "a", "an"):
            return -1
        before = s.back(k)
        return k if before < 0 or s.kind[before] == "S" or s.norm(before) in ("and", "but", "or") else -1

    def _over_insertion(self, j: int) -> int:
        """From the comma that closes «, the ministry said in a statement,» or «, according to X,» to the one that opens it."""
        s = self.scene
        k, steps, said = s.back(j), 0, False
        while k >= 0 and steps < 20 and s.kind[k] not in ".,":
            said = said or s.norm(k) in SAYING or (s.norm(k) == "according" and s.norm(k + 1) == "to")
            k, steps = s.back(k), steps + 1
        beside = k >= 0 and s.norm(k + 1) in ("who", "which", "whose", "whom", "where")  # «Russia, whose jets have …, has not left»
        return s.back(k) if (said or beside) and k >= 0 and s.kind[k] == "," else j

    def _opens(self, arg: Arg, begin: int) -> bool:
        return arg.first - begin <= 4

    def _heads(self, arg: Arg) -> bool:
        """Whether a person or body opens the sentence and a comma follows it: what comes then is said beside it («X, chief of Y, did it»)."""
        s = self.scene
        a, _ = s.doc.sentence_of(arg.first)
        return arg.first - a <= 3 and arg.last < len(s.kind) and s.kind[arg.last] == ","

    def right(self, i: int) -> tuple[list[Arg], int]:
        """Parties after token `i - 1` in the same clause."""
        s = self.scene
        last = s.doc.sentence_of(max(0, i - 1))[1]
        out: list[Arg] = []
        j = i
        while j < last:
            if s.kind[j] in ".S":
                break
            if s.kind[j] == "V" and s.hit_at.get(j) is not None and s.hit_at[j].tense in ("past", "pres", "base", "pp") and s.norm(j - 1) != "to":
                break
            if s.kind[j] == "A":
                arg = s.args[s.arg_at[j]]
                out.append(arg)
                j = arg.last
                continue
            j += 1
        return out, j

    def _pronoun(self, hit: Hit, at: int, pronoun: str) -> list[Arg]:
        """Whom a pronoun before the verb stands for: whoever says so where it opens what he says, else the last subject that fits."""
        s = self.scene
        said = self.speakers.covering(s.doc.span(hit.first, hit.last))
        if said is not None and said.mode == "indirect" and abs(s.doc.tokens[at].start - said.span.start) <= 5:
            arg = self.speakers.arg(said)
            kinds = PRONOUNS[pronoun]
            paper = said.kind in ("document", "media") and hit.lemma.type in ("RETREAT", "ASSAULT", "MOBILIZE", "COERCE", "AID")
            if arg is not None and said.kind in kinds and not paper and not (pronoun == "they" and self._one(said)):
                return [arg]
        if pronoun in ("he", "she"):
            speaker = self._last_speaker(at)
            if speaker is not None:
                return [speaker]
        fled = hit.lemma.id.rsplit(".", 1)[-1] in ("flee", "surrender", "retreat")
        fled = fled or (hit.lemma.type in ("ASSAULT", "COERCE") and self.passive(hit, self.chain(hit)))
        struck = self.last_struck if pronoun == "they" and fled else []
        if struck and s.doc.sentence_index[at] - s.doc.sentence_index[struck[0].first] == 1:
            return struck  # «Hamas took two prisoners. They were shot», «Hamas attacked the Houthis. They fled»
        if pronoun in ("it", "they"):
            nearer = self._named_before(at)
            if nearer and (not self.last_subject or self.last_subject[0].first < nearer[0].first):
                return nearer
        people = self.last_subject and all(a.mention.kind == "people" for a in self.last_subject)
        if people and hit.lemma.type in ("MOBILIZE", "ASSAULT"):  # «residents cheered the soldiers as they drove in»
            a, _ = s.doc.sentence_of(at)
            armed = [x for x in s.args_in(a, at) if x.mention.kind in ("force", "group", "state")]
            if armed:
                return s.group_of(armed[-1])
        if self.last_subject and pronoun in ("it", "they"):
            return self.last_subject
        index = s.doc.sentence_index[hit.first]
        a, b = s.doc.sentences[max(0, index - 1)][0], at
        people = pronoun in ("he", "she")
        for arg in reversed(s.args_in(a, b)):
            kind = arg.mention.kind
            if self._label(arg):
                continue
            if not arg.prep and (kind in ("person", "official", "anonymous", "witness")) == people and kind not in ("outlet", "agency"):
                return s.group_of(arg)
        return [] if people else self.last_subject

    def _one(self, said: Statement) -> bool:
        """Whether a source is one person: «a priest says they left» tells of others."""
        where = said.source
        first = self.scene.doc.tokens_in(where)[0] if where is not None else -1
        return first >= 0 and ({self.scene.norm(first), self.scene.norm(first - 1)} & {"a", "an", "one", "another"}) != set()

    def _last_speaker(self, at: int) -> Arg | None:
        """Who spoke last, by name or office, in the sentence before one that begins with «he» or «she»."""
        s = self.scene
        index = s.doc.sentence_index[at]
        first, _ = s.doc.sentences[index]
        if index == 0 or at - first > 1:
            return None
        before = s.doc.span(s.doc.sentences[index - 1][0], first)
        k = bisect_left(self.speakers.cues_at, before.end)
        near = self.speakers.cues[max(0, k - _CUES) : k]
        said = [x for x in near if x.cue is not None and before.covers(x.cue) and x.kind in PRONOUNS["he"]]
        return self.said_by(said[-1]) if said else None

    def said_by(self, said: Statement, *, party_only: bool = False) -> Arg | None:
        """The speaker of a statement as a party; a witness without a name is one of the civilians."""
        arg = self.speakers.arg(said, party_only=party_only)
        if arg is not None and said.kind == "witness" and not said.named and arg.mention.made.rule == SPEAKER:
            people = replace(arg.mention, name="civilians", kind="people", party="civilians")
            return Arg(arg.first, arg.last, people, "civilians")
        return arg

    def _label(self, arg: Arg) -> bool:
        """Whether a name is the label of a turn of talk, «COLONEL:», which nobody speaks."""
        s = self.scene
        a, _ = s.doc.sentence_of(arg.first)
        return arg.first - a < _LABEL and s.norm(arg.last) == ":"

    def _named_before(self, at: int) -> list[Arg]:
        """The side that opens a clause of the same sentence before a pronoun: «the Houthis announced that they had left»."""
        s = self.scene
        a = max(s.doc.sentence_of(at)[0], at - 60)
        for arg in reversed(s.args_in(a, at)):
            if not arg.prep and not arg.loose and arg.mention.kind in ("force", "group", "state"):
                return s.group_of(arg)
        return []

    def _main_subject(self, hit: Hit) -> list[Arg]:
        a = self.scene.doc.sentence_of(hit.first)[0]
        for h in reversed(self.scene.hits_in(a, hit.first)):
            if h.first in self.subjects:
                return self.subjects[h.first]
        return []

    def _subject_of(self, verb: Hit) -> list[Arg]:
        """Subject of a carrying verb, read once."""
        found = self.subjects.get(verb.first)
        if found is None:
            start = self.chain(verb)
            found, _ = self.subject(verb, start)
            j = self.scene.back(start)
            if verb.tense == "ing" and j >= 0 and self.scene.kind[j] == "A":  # «migrants trying to flee»
                found = self.scene.group_of(self.scene.args[self.scene.arg_at[j]])
            pronoun = self.scene.norm(j) if j >= 0 else ""
            if not found and pronoun in PRONOUNS:
                found = self._pronoun(verb, j, pronoun)
            self.subjects[verb.first] = found
        return found
