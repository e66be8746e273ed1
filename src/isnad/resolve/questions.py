"""What a reading leaves open: which names may be one party's, which places are on no map, which parties were only inferred.

A question is drawn from the case as people have judged it so far, so an answer makes its question go. Its id is a hash of what it asks about and
survives re-reading as long as the names and words do. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from isnad.lang.common.origins import BONES, proper, same_house, skeleton
from isnad.model.contract import inferred
from isnad.model.edtf import bounds, valid
from isnad.model.ids import content_id
from isnad.model.judgement import Bond, Judgement, standing
from isnad.model.linked import Anchor, ClaimRef, Event, Linked
from isnad.model.records import Claim, Mention, Name, PlaceMention, Statement
from isnad.model.span import Span
from isnad.store.contracts import View
from isnad.text.fold import fold

Kind = Literal["same-name", "unknown-party", "ambiguous-party", "inferred-party", "unplaced", "same-event", "weak-join", "lost-judgement"]
QUOTES = 4  # quotations shown for a question
_PEOPLE = frozenset({"person", "official", "witness"})
MOST = 40  # names that one word of a name is compared among: a word of more names tells nobody
Claims = Mapping[ClaimRef, tuple[str, Span]]
WEAK = 2.0  # log2 odds above the least that joins: below this a join is asked about


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be decided by a person.

    Attributes:
        id: stable id, `q-…`.
        kind: what kind of question it is.
        ask: the question, one English sentence.
        why: why it is asked.
        names: the names it is about.
        weight: how much hangs on it and how well it is founded; only the order means something.
        anchors: the words that show it, best first.
        holds: where an answer holds, if not everywhere: the triggers of the claims it is about.
        left, right: ids of the claims or events it is about, where it is about two.
        uses: how many facts an answer changes.
    """

    id: str
    kind: Kind
    ask: str
    why: str
    names: tuple[str, ...]
    weight: float
    anchors: tuple[Anchor, ...]
    left: str | None = None
    right: str | None = None
    uses: int = 0
    holds: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class Used:
    """How a name is used in a case: how often, in which reports, as what, by which words, and its entity where it has one."""

    count: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    anchors: list[Anchor] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    entity: str | None = None


def names_of(view: View) -> dict[str, Used]:
    """Every name of a party, speaker or outlet in a case, as people have judged it so far, with its uses."""
    out: dict[str, Used] = defaultdict(Used)

    def use(report: str, part: str, name: str, entity: str | None, span: Span | None, kind: str | None = None) -> None:
        used = out[name]
        used.count += part != "mention"
        used.parts[part] += 1
        used.reports.add(report)
        used.entity = used.entity or entity
        if kind:
            used.kinds.add(kind)
        if span is not None:
            used.anchors.append(Anchor(report, span))

    for f in view.facts("claim"):
        claim = cast(Claim, f.fact)
        for part, names in (("actor", claim.actor), ("recipient", claim.recipient)):
            for n in names:
                use(f.report, part, n.name, n.entity, n.span)
    for f in view.facts("statement"):
        s = cast(Statement, f.fact)
        use(f.report, "speaker", s.speaker.name, s.speaker.entity, s.speaker.span or s.source, s.kind)
        for n in s.via:
            use(f.report, "via", n.name, n.entity, n.span)
    for f in view.facts("mention"):
        m = cast(Mention, f.fact)
        use(f.report, "mention", m.name, m.entity, m.span, m.kind)
    return dict(out)


def questions(view: View, least: float = 3.0) -> list[Question]:
    """The open questions of a case, the weightiest first.

    Args:
        view: the case.
        least: least weight that joins two claims (log2 odds); joins little above it are asked about.
    """
    held = standing(view.judgements())
    answered = {j.question for j in held if j.question}
    apart = {frozenset(j.names) for j in held if j.verdict in ("different", "unsure")}
    known = names_of(view)
    linked = view.linked()
    claims = {ClaimRef(f.report, f.position): (f.id, f.span) for f in view.facts("claim")}
    bonds = view.bonds()
    found = [*_same_names(known, apart), *_unknown(known), *_ambiguous(view), *_inferred(view), *_unplaced(view), *_lost(view, held, known, bonds)]
    found += [*_same_events(linked, claims, bonds), *_weak_joins(linked, claims, bonds, least + WEAK)]
    open_ones = {q.id: q for q in found if q.id not in answered}
    return sorted(open_ones.values(), key=lambda q: (-q.weight, q.id))


def _same_names(known: Mapping[str, Used], apart: set[frozenset[str]]) -> Iterable[Question]:
    by_word: dict[str, list[str]] = defaultdict(list)
    for name, used in sorted(known.items()):
        if used.count and proper(name):
            for bone in sorted(skeleton(name)):
                by_word[bone].append(name)
    pairs = {(a, b) for names in by_word.values() if len(names) <= MOST for i, a in enumerate(names) for b in names[i + 1 :]}
    for a, b in sorted(pairs):
        one, other = known[a], known[b]
        if frozenset((a, b)) in apart or (one.entity and other.entity):
            continue  # the authority tells two known ones apart
        why = _alike(a, b, one, other)
        if why is None:
            continue
        first, second = (a, b) if _rank(a, one) >= _rank(b, other) else (b, a)
        n = min(one.count, other.count)
        together = bool(one.reports & other.reports)
        yield Question(
            content_id("q", "same-name", sorted((a, b))), "same-name", f"Are “{first}” and “{second}” one?",
            f"{why}{'; one report uses both' if together else ''}", (first, second), 4.0 + together + min(n, 8) / 2,
            _best([*known[first].anchors[: QUOTES // 2], *known[second].anchors[: QUOTES // 2]]), uses=n,
        )  # fmt: skip


def _alike(a: str, b: str, one: Used, other: Used) -> str | None:
    """Why two names may be one, or None."""
    x, y = skeleton(a), skeleton(b)
    persons = [bool(u.kinds & _PEOPLE) for u in (one, other)]
    if persons[0] != persons[1] and one.kinds and other.kinds:
        return None
    if x == y and sum(map(len, x)) >= BONES:
        return "their consonants are the same"
    if all(persons) and (x < y or y < x):  # of bodies, what is more in one name mostly makes it another body
        small = min(x, y, key=len)
        if len(small) > 1 or (len(next(iter(small))) > 2 and one.reports & other.reports):
            return "one is part of the other"
    return "they look like one outlet's names" if "via" in one.parts and "via" in other.parts and same_house(a, b) else None


def _rank(name: str, used: Used) -> tuple[bool, int, int, str]:
    return used.entity is not None, len(name.split()), used.count, name


def _unknown(known: Mapping[str, Used]) -> Iterable[Question]:
    """Parties of claims that no authority knows and that are no single people."""
    for name, used in sorted(known.items()):
        n = used.parts["actor"] + used.parts["recipient"]
        if n and used.entity is None and not used.kinds & {"person", "official", "people", "witness"} and name.strip():
            why = "it is party to claims, and the authority of actors does not know it"
            yield Question(
                content_id("q", "unknown-party", name), "unknown-party", f"Who is “{name}”?", why, (name,),
                1.0 + min(n, 10) / 2, _best(used.anchors), uses=n,
            )  # fmt: skip


def _ambiguous(view: View) -> Iterable[Question]:
    """Words that one report has for two parties, as it was read."""
    report, text = "", ""
    spots: dict[str, dict[tuple[str, str], list[Span]]] = defaultdict(lambda: defaultdict(list))
    for f in view.facts("mention"):
        m = cast(Mention, f.fact)
        if m.party is None or m.kind in ("people", "anonymous", "witness"):
            continue
        if f.report != report:
            report, text = f.report, view.report(f.report).text
        spots[report][fold(m.span.quote(text)), m.party].append(m.span)
    for report, found in sorted(spots.items()):
        read_as: dict[str, list[str]] = defaultdict(list)
        for words, party in found:
            read_as[words].append(party)
        for words, parties in sorted(read_as.items()):
            if len(parties) > 1:
                anchors = tuple(Anchor(report, found[words, p][0]) for p in parties)[:QUOTES]
                n = min(len(found[words, p]) for p in parties)
                yield Question(
                    content_id("q", "ambiguous-party", report, words), "ambiguous-party",
                    f"Are {' and '.join(f'“{p}”' for p in parties)} both meant?",
                    "one report has the same words for them; `split` says where it is another", tuple(parties), 2.0 + min(n, 10) / 4, anchors, uses=n,
                )  # fmt: skip


def _inferred(view: View) -> Iterable[Question]:
    """Parties that a claim's own words do not name, one question a report and pair of parties."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[str, Claim]]] = defaultdict(list)
    for f in view.facts("claim"):
        claim = cast(Claim, f.fact)
        if inferred(claim) and (claim.actor or claim.recipient):
            groups[f.report, _plain(claim.actor), _plain(claim.recipient)].append((f.id, claim))
    for (report, actor, recipient), claims in sorted(groups.items()):
        who = f"{' and '.join(actor) or 'somebody'} → {' and '.join(recipient) or 'somebody'}"
        clauses = tuple(Anchor(report, c.span) for _, c in claims[:QUOTES])
        n = len(claims)
        yield Question(
            content_id("q", "inferred-party", report, [sorted(actor), sorted(recipient)]), "inferred-party",
            f"Is it {who} in {'this claim' if n == 1 else f'these {n} claims'}?",
            "a party was taken from the rest of the report, not from the words of the claim",
            tuple(dict.fromkeys((*actor, *recipient))), 2.0 + min(n, 10) / 4, clauses, claims[0][0], None, n,
            tuple(Anchor(report, c.trigger) for _, c in claims),
        )  # fmt: skip


def _plain(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(n.name for n in names)


def _unplaced(view: View) -> Iterable[Question]:
    spots: dict[str, list[Anchor]] = defaultdict(list)
    for f in view.facts("place"):
        place = cast(PlaceMention, f.fact)
        if place.lat is None and place.kind not in ("region", "country"):
            spots[place.name].append(Anchor(f.report, place.span))
    for name, anchors in sorted(spots.items()):
        yield Question(
            content_id("q", "unplaced", name), "unplaced", f"Where is “{name}”?", "no gazetteer that Isnad may use lists it", (name,),
            0.5 + min(len(anchors), 10) / 2, _best(anchors), uses=len(anchors),
        )  # fmt: skip


def _lost(view: View, held: Sequence[Judgement], known: Mapping[str, Used], bonds: Sequence[Bond]) -> Iterable[Question]:
    """Judgements that no longer find what they are about."""
    raw = set(known)
    for layer in ("claim", "statement", "mention", "place"):
        for f in view.facts(layer, judged=False):
            fact = f.fact
            if isinstance(fact, Claim):
                raw.update(n.name for n in (*fact.actor, *fact.recipient))
            elif isinstance(fact, Statement):
                raw.update(n.name for n in (fact.speaker, *fact.via))
            elif isinstance(fact, (Mention, PlaceMention)):
                raw.add(fact.name)
                raw.add((fact.party if isinstance(fact, Mention) else None) or fact.name)
    made = {j.value for j in held if j.value}
    paired = {b.judgement for b in bonds}
    there = frozenset(view.report_ids())
    for j in view.lost():
        row = j.row
        layer = row.layer if row is not None else "row"
        yield Question(
            content_id("q", "lost-judgement", j.id), "lost-judgement", f"Does the judgement {j.id} still hold?",
            f"the {layer} that it is about ({j.verdict}) is no longer read in its report", (), 6.0,
            (Anchor(row.report, row.span),) if row is not None and row.report in there else (), j.id, uses=1,
        )  # fmt: skip
    for j in held:
        gone = [n for n in j.names if n not in raw and n not in made] if j.verdict in ("merge", "split", "place") else []
        unpaired = j.verdict in ("same", "different") and bool(j.anchors) and j.id not in paired
        if gone or unpaired:
            what = ", ".join(f"“{n}”" for n in gone) or "the claims it is about"
            yield Question(
                content_id("q", "lost-judgement", j.id), "lost-judgement", f"Does the judgement {j.id} still hold?",
                f"it no longer finds {what} in what is read now", tuple(gone), 6.0, (), j.id,
            )  # fmt: skip


def _same_events(linked: Linked, claims: Claims, bonds: Sequence[Bond]) -> Iterable[Question]:
    """Pairs of events that nothing tells apart but that nothing joined either."""
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for e in linked.events:
        if e.place and e.time and valid(e.time) and (e.actor or e.recipient):
            groups[e.type, fold(e.place)].append(e)
    apart = {frozenset((b.left, b.right)) for b in bonds if not b.same}
    for _, events in sorted(groups.items()):
        for i, a in enumerate(events[:MOST]):
            for b in events[i + 1 : MOST]:
                if not _may_be_one(a, b) or any(frozenset((x, y)) in apart for x in a.claims for y in b.claims):
                    continue
                yield Question(
                    content_id("q", "same-event", sorted((_first(a, claims), _first(b, claims)))), "same-event",
                    f"Are “{a.name}” and “{b.name}” one happening?",
                    "type, place and parties agree and the times overlap, yet too little speaks for joining them", (), 2.5,
                    _words(claims, (a.claims[0], b.claims[0])), a.id, b.id, len(a.claims) + len(b.claims),
                )  # fmt: skip


def _may_be_one(a: Event, b: Event) -> bool:
    if {c.report for c in a.claims} == {c.report for c in b.claims} and len({c.report for c in a.claims}) == 1:
        return False  # one report tells of each for itself
    if not (set(a.actor) & set(b.actor) or set(a.recipient) & set(b.recipient)) or (a.occurred is False) != (b.occurred is False):
        return False
    (low, high), (first, last) = bounds(a.time or ""), bounds(b.time or "")
    if low is None or high is None or first is None or last is None:
        return False
    return low <= last and first <= high and max((high - low).days, (last - first).days) <= 31


def _weak_joins(linked: Linked, claims: Claims, bonds: Sequence[Bond], least: float) -> Iterable[Question]:
    held = {frozenset((b.left, b.right)) for b in bonds}
    for e in linked.events:
        for j in e.joins:
            known = j.left in claims and j.right in claims
            if not known or j.total >= least or j.left.report == j.right.report or frozenset((j.left, j.right)) in held:
                continue
            left, right = claims[j.left][0], claims[j.right][0]
            steps = ", ".join(f"{w.field} {w.weight:+.1f}" for w in j.weights if w.weight)
            yield Question(
                content_id("q", "weak-join", sorted((left, right))), "weak-join", f"Do these two claims of “{e.name}” tell of one happening?",
                f"they were joined at {j.total:+.1f}: {steps}", (), 1.5 + (least - j.total) / 4, _words(claims, (j.left, j.right)), left, right, 2,
            )  # fmt: skip


def _first(e: Event, claims: Claims) -> str:
    return min((claims[c][0] for c in e.claims if c in claims), default="")


def _words(claims: Claims, refs: Iterable[ClaimRef]) -> tuple[Anchor, ...]:
    return tuple(Anchor(ref.report, claims[ref][1]) for ref in refs if ref in claims)


def _best(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """A few anchors, of different reports where there are any."""
    firsts = list({a.report: a for a in reversed(anchors)}.values())[::-1]
    return tuple(dict.fromkeys([*firsts, *anchors]))[:QUOTES]
