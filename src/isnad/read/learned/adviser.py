"""The learned reader as adviser of the rules: what it adds to what they find, what it drops, and which roles it fills.

Weights of agreement (`Blend`) were chosen on reports that neither the rules nor the network had seen, see docs/learned.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_words import find as arabic_hits
from isnad.lang.common.attribution import Attribution, Who
from isnad.lang.common.claims import Draft, Frame, Hit, Lemma
from isnad.lang.en.claims_words import find as english_hits
from isnad.model.plover import EventType
from isnad.model.records import Mention, SpeechMode, Stance, Status
from isnad.read.learned.candidates import PEOPLE, ROLE, ROLES, Cast, Role
from isnad.read.learned.decode import Content, Happening, contents, happenings
from isnad.read.learned.judges import load
from isnad.read.learned.network import Floats, Network, Scores
from isnad.read.learned.proposals import LEAST, Claimed, claim_rows, claimed, said, said_rows
from isnad.read.learned.referred import referred, unread
from isnad.read.roles_settled import settle
from isnad.text.doc import Doc

STATEMENT = register("learned.statement", "The learned reader takes these words for said by somebody; their first word points to cue and source.")
CLAIM = register("learned.claim", "The learned reader takes this word for the trigger of a claim.")
TYPED = register("learned.type", "The learned reader gives the claim another type than the rules, with more confidence.")
AGREES = register("learned.agrees", "Rules and learned reader found it apart from each other.")
DOUBTS = register("learned.doubts", "Found by rule; the learned reader holds it for less likely right than wrong.")
OVERRULED = register("learned.overruled", "The rules read somebody else in a role, whom the learned reader holds for clearly less likely.")
FACT = register("learned.occurred", "The learned reader takes the claim for said to have happened, or not, against the rules.")


_SURE = 0.8
"""What the network holds for at least as likely as this it is sure of."""
_DOUBTED = 0.5
"""What the judge holds for less likely than this is kept with a doubt."""


@dataclass(frozen=True, slots=True)
class Blend:
    """How likely what is read must be; all are probabilities.

    Attributes:
        content: by the judge, for a stretch of speech to be kept.
        claim: by the judge, for a claim to be kept.
        alone: by the network, for what it finds where there is no judge.
        tagged: by the network, for words to name or stand for somebody.
        meant: by the role reader, for somebody to be meant by words that name nobody by themselves.
        role: by the judge, for an empty role to be filled with its likeliest candidate, by language: in English the rules leave fewer empty that
            somebody filled.
        also: by the judge, for any other candidate to stand beside it.
        against: by how much it must hold the likeliest for likelier than those that the rules read in the role, to put him in their place.
        overrules: languages in which it does so at all: in English the rules' parties are right more often than those it would put there.
        fact: by the network, for whether a claim occurred to change, where the rules know at most so much as `fact_home` less 0.3 of a report.
        fact_home: share from which the rules' word on what occurred holds.
        strange: share of the triggers that the network is sure of and the rules found, up to which the rules are strangers in a report: there what
            both propose is weighed alike.
        home: share from which they are at home in it: there what they found stays, and what they left out they mostly left out rightly.
        words_strange: the same for statements, by the share of these triggers whose word is in the rules' lexicon.
        words_home: the same.
    """

    content: float = 0.4
    claim: float = 0.3
    alone: float = 0.7
    tagged: float = 0.5
    meant: float = 0.9
    role: dict[str, float] = field(default_factory=lambda: {"ar": 0.2, "en": 0.35})
    also: float = 0.5
    against: float = 0.1
    overrules: tuple[str, ...] = ("ar",)
    fact: float = 0.8
    strange: float = 0.45
    home: float = 0.75
    fact_home: float = 0.65
    words_strange: float = 0.84
    words_home: float = 0.88

    def at_home(self, share: float) -> float:
        """How far the rules are at home in a report, 0 to 1."""
        return _between(share, self.strange, self.home)

    def words_at_home(self, share: float) -> float:
        """The same by the words they know."""
        return _between(share, self.words_strange, self.words_home)


class Learned:
    """The learned reader, advising on one report at a time.

    Args:
        network: the trained network.
        blend: weights of agreement.
        alone: whether what the rules found is left aside.
    """

    def __init__(self, network: Network, blend: Blend | None = None, *, alone: bool = False) -> None:
        self._network = network
        self._judges = load(network.folder)
        self._alone = alone
        self._blend = blend or Blend()
        self._of: tuple[Doc, Scores] | None = None
        self.familiar = 0.0
        """Share of the triggers the network is sure of that the rules found, in the report at hand."""

    def scores(self, doc: Doc) -> Scores:
        """What the network says of a document; run once for each."""
        if self._of is None or self._of[0] is not doc:
            self._of = (doc, self._network.scores(doc))
        return self._of[1]

    def mentions(self, sheet: Sheet) -> list[Mention]:
        """Who is meant by words that name nobody by themselves."""
        return referred(sheet, self._network, self.scores(sheet.doc), self._blend.tagged, self._blend.meant)

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        """What rules and network find to be said by somebody, as far as it is likely enough."""
        doc, judge = sheet.doc, self._judges.get("content")
        scores = self.scores(doc)
        own = contents(doc, scores, LEAST)
        if self._alone or judge is None:
            return ([] if self._alone else found) + [_attribution(c) for c in own if c.score >= self._blend.alone]
        proposals = said(found, own)
        known = self.known(doc)
        likely = judge.probabilities(said_rows(doc, scores, proposals, known))
        home = self._blend.words_at_home(known)
        kept = []
        for p, probability in zip(proposals, likely, strict=True):
            if probability >= _least(self._blend.content, home, ruled=p.found is not None):
                a = p.found or _attribution(cast(Content, p.seen))
                if p.found:
                    a.entries = (*a.entries, *([DOUBTS] if probability < _DOUBTED else [AGREES] if p.seen else []))
                kept.append(a)
        return kept

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        """What rules and network find to have happened or not, as far as it is likely enough, each with its likeliest type."""
        doc, judge = sheet.doc, self._judges.get("claim")
        scores = self.scores(doc)
        own = happenings(doc, scores, LEAST)
        self.familiar = 0.0 if self._alone else self.share(doc, found, own)
        if self._alone or judge is None:
            ruled = set() if self._alone else {w for d in found for w in range(*doc.tokens_in(d.trigger))}
            more = [_draft(doc, h) for h in own if h.score >= self._blend.alone and ruled.isdisjoint(range(*h.words))]
            return sorted([*([] if self._alone else found), *more], key=lambda d: d.trigger)
        proposals = claimed(doc, found, own)
        likely = judge.probabilities(claim_rows(doc, scores, proposals, self.familiar))
        home = self._blend.at_home(self.familiar)
        sure = _between(self.familiar, self._blend.fact_home - 0.3, self._blend.fact_home)
        best: dict[int, tuple[float, float, Claimed]] = {}
        for p, likelihood in zip(proposals, likely, strict=True):
            key = id(p.draft) if p.draft else id(p)
            other = p.draft is not None and p.draft.type != p.type
            probability = float(likelihood) * (1 - home if other else 1.0)  # at home the rules' types hold
            if key not in best or probability > best[key][0]:
                best[key] = (probability, float(likelihood), p)
        out = []
        for probability, likely_right, p in best.values():
            if probability < _least(self._blend.claim, home, ruled=p.draft is not None):
                continue
            d = p.draft or _draft(doc, cast(Happening, p.seen))
            if p.draft:
                agreed = p.seen is not None and p.seen.type == p.draft.type
                d.rules += [DOUBTS] if likely_right < _DOUBTED else [AGREES] if agreed else []
                if p.type != d.type:
                    d.type, d.mode = cast(EventType, p.type), _mode(cast(Happening, p.seen))
                    d.rules.append(TYPED)
                if p.seen is not None:
                    _fact(d, p.seen, _least(self._blend.fact, sure, ruled=False))
            out.append(d)
        return sorted(out, key=lambda d: d.trigger)

    def share(self, doc: Doc, found: list[Draft], own: list[Happening]) -> float:
        """Share of the triggers that the network is sure of that the rules found."""
        ruled = {w for d in found for w in range(*doc.tokens_in(d.trigger))}
        sure = [h.words[0] for h in own if h.score >= _SURE]
        return _share(sum(w in ruled for w in sure), len(sure))

    def known(self, doc: Doc) -> float:
        """Share of the triggers that the network is sure of whose word the rules have in their lexicon."""
        scores = self.scores(doc)
        words = {w for h in (arabic_hits if doc.lang == "ar" else english_hits)(doc) for w in range(h.first, h.last)}
        sure = [h.words[0] for h in happenings(doc, scores) if h.score >= _SURE]
        return _share(sum(w in words for w in sure), len(sure))

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        """Fill roles that are empty, where somebody of the report is likely enough for them, and among strangers overrule those of the rules."""
        sheet.diagnostics += unread(sheet, self.scores(sheet.doc))
        people = Cast(sheet, drafts, self._network, self.scores(sheet.doc), self.familiar)
        if not people.fits:
            return
        judged = {role: people.judged(role, self._judges[role]) for role in ROLES if role in self._judges}
        for i, d in enumerate(drafts):
            for role, chosen in self._cast(people, d, {role: found[i] for role, found in judged.items()}, sheet.doc.lang):
                filled = [replace(people.words(i, role, people.parties[k]), prep="", head=-1, group=-1) for k in chosen]
                d.rules += [*[OVERRULED] * bool(getattr(d, role)), ROLE[role], *(PEOPLE for a in filled if a.mention.made.rule == PEOPLE)]
                setattr(d, role, filled)
        settle(sheet, drafts)

    def _cast(self, people: Cast, d: Draft, judged: dict[Role, Floats], lang: str) -> list[tuple[Role, list[int]]]:
        """Who is put into which roles of a claim; nobody does a thing to himself alone, unless it is what two do to each other."""
        b = self._blend
        there = {role: [people.parties.index(a.party) for a in getattr(d, role)] for role in ROLES}
        shut = "actor" if d.unknown and not d.actor else ""  # the text says that nobody knows who did it
        likely = {role: found for role, found in judged.items() if role != shut and (not there[role] or lang in b.overrules)}
        put: dict[Role, list[int]] = {}

        def put_in(role: Role) -> None:
            chosen, ruled = _chosen(likely[role], b.role[lang], b.also), there[role]
            held = bool(ruled) and (bool(set(chosen) & set(ruled)) or float(likely[role][:-1].max() - likely[role][ruled].max()) < b.against)
            put[role] = [] if held else chosen

        for role in likely:
            put_in(role)
        final = [put.get(role) or there[role] for role in ROLES]
        if len(final[0]) == 1 and final[0] == final[1] and not d.both:
            (same,) = final[0]
            weaker = min((r for r in put if put[r]), key=lambda r: likely[r][same], default=None)
            if weaker is not None:
                likely[weaker] = likely[weaker].copy()
                likely[weaker][same] = 0.0
                put_in(weaker)
        return [(role, put[role]) for role in put if put[role]]


def _chosen(likely: Floats, least: float, also: float) -> list[int]:
    """Which candidates fill a role: the likeliest, if it is likely enough and nobody is not likelier, and any other that is likely by itself."""
    best = int(likely[:-1].argmax())
    if likely[best] < max(least, float(likely[-1])):
        return []
    return [k for k in range(len(likely) - 1) if k == best or likely[k] >= also]


def _share(part: int, whole: int) -> float:
    """A share, pulled a little towards three in four where there is little to go by."""
    return (part + 1.5) / (whole + 2.0)


def _between(share: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (share - low) / (high - low)))


def _least(least: float, home: float, *, ruled: bool) -> float:
    """How likely a proposal must be: the better the rules are at home, the less what they found, the more (up to certainty) what they did not."""
    return least * (1.0 - home) if ruled else least + (1.0 - least) * home


def _attribution(c: Content) -> Attribution:
    source = c.source[0] if c.source else None
    cue = c.cue[0] if c.cue else (c.words[0], c.words[0])
    if source and cue[0] < source[1] and source[0] < cue[1]:
        source = None if source[0] <= cue[0] and source[1] >= cue[1] else source
    who: Who = "author" if c.kind.label == "author" else "named" if source else "running"
    stance = cast(Stance, c.stance.label)
    verb_class = "deny" if stance == "deny" else "say"
    return Attribution(STATEMENT, (), cue, c.words, source, who, stance, verb_class, mode=cast(SpeechMode, c.speech.label))


def _mode(h: Happening) -> str | None:
    return None if h.mode.label == "none" else h.mode.label


def _fact(d: Draft, h: Happening, least: float) -> None:
    if h.occurred.score >= least and (h.occurred.label == "yes") != d.occurred and d.status in ("actual", "denied-by-speaker"):
        d.occurred = h.occurred.label == "yes"
        if d.occurred and d.status == "denied-by-speaker":
            d.status = "actual"
        d.rules.append(FACT)


def _draft(doc: Doc, h: Happening) -> Draft:
    kind = cast(EventType, h.type)
    lemma = Lemma(CLAIM, kind, _mode(h), Frame("learned"), topic="learned")
    first, last = h.words
    a, b = doc.sentence_of(first)
    status = cast(Status, h.status.label)
    occurred = h.occurred.label == "yes" and status != "denied-by-speaker"
    return Draft(
        Hit(lemma, first, last, "noun", "", "a"), doc.span(first, last), CLAIM, occurred=occurred, status=status,
        clause=(max(a, first - 12), min(b, last + 14)), type=kind, mode=_mode(h), spans=[doc.span(first, last)],
    )  # fmt: skip
