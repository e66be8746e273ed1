"""The learned reader as adviser of the rules: what it adds to what they find, what it drops, and which roles it fills.

Weights of agreement (`Blend`) were chosen on reports that neither the rules nor the network had seen, see docs/learned.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_words import find as arabic_hits
from isnad.lang.common.attribution import Attribution, Who
from isnad.lang.common.claims import Arg, Draft, Frame, Hit, Lemma
from isnad.lang.en.claims_words import find as english_hits
from isnad.model.plover import EventType
from isnad.model.records import Made, Mention, SpeechMode, Stance, Status
from isnad.read.learned.decode import Content, Happening, Range, contents, happening, happenings
from isnad.read.learned.network import Network, Scores
from isnad.text.doc import Doc

STATEMENT = register("learned.statement", "The learned reader takes these words for said by somebody; their first word points to cue and source.")
CLAIM = register("learned.claim", "The learned reader takes this word for the trigger of a claim.")
ROLE = register("learned.role", "The learned reader links the trigger to these words as who did it, or to whom.")
TYPED = register("learned.type", "The learned reader gives the claim another type than the rules, with more confidence.")
AGREES = register("learned.agrees", "Rules and learned reader found it apart from each other.")
DOUBTS = register("learned.doubts", "Found by rule; the learned reader holds it for unlikely.")
FACT = register("learned.occurred", "The learned reader takes the claim for said to have happened, or not, against the rules.")


_SURE = 0.8
"""What the network holds for at least as likely as this it is sure of."""
_UNLIKELY = 0.25
"""What the network holds for less likely than this it doubts."""


@dataclass(frozen=True, slots=True)
class Blend:
    """How much the learned reader must hold of a finding for it to be added, kept or changed; all are probabilities of the network.

    Attributes:
        add_content: mean probability for a content that only the network finds.
        keep_content: least mean probability for a content that only the rules find.
        add_claim: probability for a claim that only the network finds.
        keep_claim: least probability (of being a trigger at all) for a claim that only the rules find.
        retype: probability of another type for the claim's type to change.
        role: probability of a link for an empty role to be filled.
        rerole: probability of a link for a filled role to change.
        fact: probability for whether it occurred to change.
        strange: share of the triggers that the network is sure of and the rules found, up to which the rules are strangers in a report: there all
            that is probable enough is added or changed.
        home: share from which they are at home in it: there nothing is, for what they leave out they mostly leave out rightly.
        words_strange: the same for statements, by the share of these triggers whose word is in the rules' lexicon.
        words_home: the same.
    """

    add_content: float = 0.85
    keep_content: float = 0.05
    add_claim: float = 0.85
    keep_claim: float = 0.0
    retype: float = 1.1  # never: the rules' types hold
    role: float = 0.7
    rerole: float = 1.1  # never: the rules' roles hold
    fact: float = 0.8
    strange: float = 0.4
    home: float = 0.7
    words_strange: float = 0.5
    words_home: float = 0.8


@dataclass(frozen=True, slots=True)
class _Seen:
    scores: Scores
    happenings: dict[int, Happening]


class Learned:
    """The learned reader, advising on one report at a time.

    Args:
        network: the trained network.
        blend: weights of agreement.
        alone: whether what the rules found is left aside.
    """

    def __init__(self, network: Network, blend: Blend | None = None, *, alone: bool = False) -> None:
        self._network = network
        self._alone = alone
        self._blend = blend or Blend()
        self._of: tuple[Doc, Scores] | None = None
        self._familiar = 0.0  # how much of what the network is sure of the rules found, in the report at hand

    def scores(self, doc: Doc) -> Scores:
        """What the network says of a document; run once for each."""
        if self._of is None or self._of[0] is not doc:
            self._of = (doc, self._network.scores(doc))
        return self._of[1]

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        """Rules' attributions that the network does not hold for impossible, and contents that only it finds."""
        doc, b = sheet.doc, self._blend
        found = [] if self._alone else found
        scores = self.scores(doc)
        least = 0.0 if self._alone else _least(b.add_content, self._known(doc, scores), b.words_strange, b.words_home)
        own = contents(doc, scores, min(b.add_content, 0.4))
        inside = 1.0 - scores.tags["content"][:, 0].clip(None, 1.0), 1.0 - scores.tags["nested"][:, 0]
        kept = []
        met: set[int] = set()
        for a in found:
            same = [k for k, c in enumerate(own) if _iou(c.words, a.content) >= 0.5]
            met.update(same)
            first, last = a.content
            held = max(float(i[first:last].mean()) for i in inside) if first < last else 1.0
            if same or held >= b.keep_content:
                a.entries = (*a.entries, *([AGREES] if same else [DOUBTS] if held < _UNLIKELY else []))
                kept.append(a)
        for k, c in enumerate(own):
            if k not in met and c.score >= max(least, b.add_content) and c.words[1] - c.words[0] >= 2:
                kept.append(_attribution(c))
        return kept

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        """Rules' drafts that the network does not hold for impossible, retyped where it is sure, and claims that only it finds."""
        doc, b = sheet.doc, self._blend
        found = [] if self._alone else found
        scores = self.scores(doc)
        own = {h.words[0]: h for h in happenings(doc, scores, min(b.add_claim, 0.3))}
        ruled = {w for d in found for w in range(*doc.tokens_in(d.trigger))}
        sure = [w for w, h in own.items() if h.score >= _SURE]
        self._familiar = 0.0 if self._alone else _share(sum(w in ruled for w in sure), len(sure))
        out = []
        taken: set[int] = set()
        for d in found:
            words = range(*doc.tokens_in(d.trigger))
            match = next((own[w] for w in words if w in own), None)
            taken.update(words)
            if match is None:
                held = max((float(scores.tags["trigger"][w, 2:].sum()) for w in words), default=1.0)
                if held >= b.keep_claim:
                    d.rules += [DOUBTS] if held < _UNLIKELY else []
                    out.append(d)
                continue
            if match.type == d.type:
                d.rules.append(AGREES)
            if match.type != d.type and match.score >= b.retype:
                d.type, d.mode = cast(EventType, match.type), _mode(match)
                d.rules.append(TYPED)
            _fact(d, match, self._needed(b.fact))
            out.append(d)
        least = self._needed(b.add_claim)
        for w, h in own.items():
            if w not in taken and h.score >= max(least, b.add_claim):
                out.append(_draft(doc, h))
        return sorted(out, key=lambda d: d.trigger)

    def _known(self, doc: Doc, scores: Scores) -> float:
        """How many of the words that the network takes for triggers the rules have in their lexicon."""
        words = {w for h in (arabic_hits if doc.lang == "ar" else english_hits)(doc) for w in range(h.first, h.last)}
        sure = [h.words[0] for h in happenings(doc, scores) if h.score >= _SURE]
        return _share(sum(w in words for w in sure), len(sure))

    def _needed(self, least: float) -> float:
        """How probable a finding of the network alone must be in the report at hand."""
        return _least(least, self._familiar, self._blend.strange, self._blend.home)

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        """Fill roles that are empty, and change those that the network is sure about."""
        doc, b = sheet.doc, self._blend
        scores = self.scores(doc)
        parties = _Parties(sheet, drafts)
        for d in drafts:
            first, _ = doc.tokens_in(d.trigger)
            if first >= len(doc.tokens):
                continue
            said = happening(scores, (first, first + 1))
            for role in ("actor", "recipient"):
                now: list[Arg] = getattr(d, role)
                least = b.rerole if now else b.role if d.rule == CLAIM else self._needed(b.role)
                found = parties.args([(w, s) for w, s in said.roles[role] if s >= least])
                if found and {a.party for a in found} != {a.party for a in now}:
                    setattr(d, role, found)
                    d.rules.append(ROLE)


def _share(part: int, whole: int) -> float:
    """A share, pulled a little towards three in four where there is little to go by."""
    return (part + 1.5) / (whole + 2.0)


def _least(least: float, known: float, strange: float, home: float) -> float:
    """How probable a finding of the network alone must be, where so much is known to the rules: from `least` among strangers to certainty at home."""
    return least + (1.0 - least) * min(1.0, max(0.0, (known - strange) / (home - strange)))


def _iou(a: Range, b: Range) -> float:
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return inter / (a[1] - a[0] + b[1] - b[0] - inter) if inter > 0 else 0.0


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


class _Parties:
    """Which party the words that a role points to name."""

    def __init__(self, sheet: Sheet, drafts: list[Draft]) -> None:
        self._doc = sheet.doc
        self._at: dict[int, list[Arg]] = {}
        for m in sheet.mentions:
            first, last = sheet.doc.tokens_in(m.span)
            if m.party or m.kind in ("people", "group", "force", "state", "organisation", "person", "official"):
                self._put(Arg(first, last, m, m.party or m.name))
        for d in drafts:
            for a in (*d.actor, *d.recipient):
                if not any(x.party == a.party for w in range(a.first, a.last) for x in self._at.get(w, ())):
                    self._put(a)

    def _put(self, arg: Arg) -> None:
        for w in range(arg.first, arg.last):
            self._at.setdefault(w, []).append(arg)

    def args(self, found: list[tuple[Range, float]]) -> list[Arg]:
        """The parties that some stretches of words name, each once; words that name none that is known stand for themselves."""
        out: dict[str, Arg] = {}
        for (first, last), _ in found:
            here = [a for w in range(first, last) for a in self._at.get(w, ())]
            if here:
                best = max(here, key=lambda a: (min(a.last, last) - max(a.first, first), -a.first))
                out.setdefault(best.party, replace(best, prep="", head=-1, group=-1))
            else:
                span = self._doc.span(first, last)
                name = self._doc.quote(span)
                out.setdefault(name, Arg(first, last, Mention(span, name, None, "group", Made(ROLE, (), (span,)), None, name), name, loose=True))
        return list(out.values())
