"""Independent lines: how many origins, with nothing in common, stand behind an event.

A claim rests on the outermost known end of its chain: the body whose word it is, if the speaker is named or a document; where
the sources are nameless, on those who passed them on; in the writer's own voice, on the outlet. Assumptions, on the safe side:

- officials, spokesmen and organs of one party are one origin with it;
- what a report says behind a named source, in one sentence with it, rests on that source;
- what a report says in its own voice about an event rests on the sources it names for that event, where it names any;
- reports that are copies, reprints or translations of one another, or give the same details from nameless sources, are one;
- an outlet that another report cites is one origin with that report's line, also where that report is a copy of what the outlet tells from others;
- nameless sources whom an outlet is said to quote are that outlet's line;
- a headline is no line beside the body of its report, and the papers that one report speaks of under several names are one;
- a claim told as an outlet's own word is one line with what others have only through that outlet, and papers that came through one
  outlet are the same papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from isnad.lang.common.origins import camp, named, proper, same_house, speaker
from isnad.model.linked import ClaimRef, Contradiction, Echo, Event, Line
from isnad.model.records import Claim, Statement
from isnad.text.fold import fold
from isnad.weigh.evidence import Evidence, Spots, Told

KEPT = 2000  # reports whose statements are kept by place
SENTENCE = 400  # characters before a claim in which its sentence may name a source
DETAILS = "link.echo.same-details"
NOTHING: Mapping[tuple[str, str], Collection[str]] = {}


@dataclass(frozen=True, slots=True)
class Rest:
    """What one report's claim of an event rests on.

    Attributes:
        report: the report.
        key: what equal origins share.
        name: the origin as shown.
        named: whether the report attributes the claim to anybody (and does not tell it in its own voice).
        nameless: whether whom it attributes it to is nobody in particular.
        links: keys of those who passed it on.
        head: whether it stands in the headline, which says again what the body says.
        paper: whether it rests on a document or an intercept, which nobody has but through those who passed it on.
        kind: kind of the source.
    """

    report: str
    key: str
    name: str
    named: bool
    nameless: bool = False
    links: tuple[str, ...] = ()
    paper: bool = False
    head: bool = False
    kind: str = "media"


class Origins:
    """Finds what claims rest on.

    Args:
        evidence: what is known of the reports.
        echoes: echoes of the case.
    """

    def __init__(self, evidence: Evidence, echoes: Iterable[Echo]) -> None:
        self._known = evidence
        self._group: dict[str, str] = {}
        self._rest_of: dict[int, Rest] = {}  # by the statement's id(), which the evidence holds on to
        self._where: dict[str, Spots] = {}
        self._heard: dict[ClaimRef, list[tuple[Rest, bool]]] = {}  # of the event asked for last, which is asked for twice
        for e in echoes:
            if e.scope == "whole" or e.made.rule == DETAILS:
                for r in e.reports:
                    self._group[self._root(r)] = self._root(e.reports[0])

    def _root(self, report: str) -> str:
        while self._group.get(report, report) != report:
            report = self._group[report]
        return report

    def whole(self, report: str) -> str:
        """One of the reports that are one with this, the same for all of them."""
        return self._root(report)

    def outlet(self, report: str) -> tuple[str, str]:
        """Key and name of the outlet that a report's own words rest on."""
        return self._known[report].outlet

    def rests(self, event: Event, *, deny: bool, opposed: Collection[ClaimRef] = ()) -> list[Rest]:
        """What the claims of an event rest on that say it happened, or (`deny`) that it did not.

        Args:
            event: the event.
            deny: which of the two.
            opposed: claims that stand in a contradiction of polarity. Beside claims that it happened, a plain negative sentence
                counts as a denial only if it is among these: others are of another time ("had stopped", "calm since").
        """
        happened = any(self._known[r.report].claims[r.claim].occurred for r in event.claims)
        if event.claims and event.claims[0] not in self._heard:
            self._heard.clear()
        found: dict[str, list[Rest]] = defaultdict(list)
        for ref in event.claims:
            told = self._known[ref.report]
            claim = told.claims[ref.claim]
            if deny and happened and not claim.occurred and claim.status == "actual" and ref not in opposed:
                continue
            head = claim.trigger.end <= told.headline
            heard = self._heard.get(ref)
            if heard is None:
                heard = self._heard[ref] = self._voices(ref.report, told, claim)
            for one, no in heard:
                if no is deny:
                    found[ref.report].append(replace(one, head=head) if head else one)
        out = []
        for report in sorted(found):
            attributed = [r for r in found[report] if r.named]
            body = [r for r in attributed or found[report] if not r.head]
            out += body or attributed or found[report]
        return out

    def _voices(self, report: str, told: Told, claim: Claim) -> list[tuple[Rest, bool]]:
        """Each position on a claim: what it rests on, and whether it denies that the thing happened. Nothing for what is only planned."""
        if claim.status in ("planned", "hypothetical"):
            return []
        no = claim.status == "denied-by-speaker" or not claim.occurred
        own = told.statements[claim.statement] if claim.statement is not None and claim.statement < len(told.statements) else None
        out = [(self._rest(report, told, own if own is not None else self._beside(report, told, claim)), no)]
        for k in self._spots(report, told).covering(claim.trigger):
            s = told.statements[k]
            if k == claim.statement or s.stance not in ("assert", "deny"):
                continue
            if own is not None and s.span != own.span and (no or s.stance != "deny"):
                continue  # a wider statement around the claim's own is its chain, not another voice; but who denies what others told is one
            content = claim.occurred or claim.status == "denied-by-speaker"
            out.append((self._rest(report, told, s), content != (s.stance == "assert")))
        return out

    def _beside(self, report: str, told: Told, claim: Claim) -> Statement | None:
        """The named source that a claim without a statement follows in its sentence.

        What an outlet says after "according to the papers" in one breath is not counted as its own knowledge: if the reading missed where
        the source's words end, lines are rather joined than made up.
        """
        at = claim.trigger.start
        near = [
            (start, s) for start, s in self._spots(report, told).naming(at - SENTENCE, at)
            if not (s.cue is not None and s.cue.overlaps(claim.trigger)) and told.one_sentence(start, at)  # "agreed to" is a deed here
        ]  # fmt: skip
        return max(near, key=lambda x: x[0])[1] if near else None

    def _spots(self, report: str, told: Told) -> Spots:
        found = self._where.get(report)
        if found is None:
            if len(self._where) >= KEPT:
                self._where.clear()
            found = self._where[report] = Spots(told.statements)
        return found

    def _rest(self, report: str, told: Told, s: Statement | None) -> Rest:
        if s is None or s.kind == "author":
            return Rest(report, *told.outlet, False)
        found = self._rest_of.get(id(s))
        if found is None:
            found = self._rest_of[id(s)] = self._outermost(report, told, s)
        return found

    def _outermost(self, report: str, told: Told, s: Statement) -> Rest:
        chain, deniers = _told_by(_chain(told, s))
        passed = [[v for v in link.via if proper(v.name) and fold(v.name) not in deniers] for link in chain]
        links = tuple(dict.fromkeys(f"o:{fold(camp(v.name, v.entity))}" for via in passed for v in via))
        for link in chain:
            if named(link):
                who = link.speaker
                side = told.sides.get(who.name) if link.kind == "official" else None
                key = f"o:{fold(camp(side or who.name, None if side else who.entity))}"
                return Rest(report, key, speaker(who), True, False, links, link.kind in ("document", "intercept"), kind=link.kind)
        nameless = speaker(chain[-1].speaker) if chain else speaker(s.speaker)
        for via in reversed(passed):
            for v in via:
                return Rest(report, f"o:{fold(camp(v.name, v.entity))}", f"{nameless} through {speaker(v)}", True, True, kind=s.kind)
        base, outlet = told.outlet
        return Rest(report, base, f"{nameless} through {outlet}", True, True, kind=s.kind)

    def held(self, contradictions: Iterable[Contradiction]) -> dict[tuple[str, str], set[str]]:
        """For each report and key of an origin, the ids of the contradictions of which a side is its word."""
        out: dict[tuple[str, str], set[str]] = defaultdict(set)
        for c in contradictions:
            for ref in c.claims:
                told = self._known[ref.report]
                for one, _ in self._voices(ref.report, told, told.claims[ref.claim]):
                    out[one.report, one.key].add(c.id)
        return out

    def lines(self, rests: Sequence[Rest], held: Mapping[tuple[str, str], Collection[str]] = NOTHING) -> list[Line]:
        """Connected groups of what claims rest on: same origin, or reports that are one by echo. By first report, then name.

        Args:
            rests: what the claims rest on.
            held: what :meth:`held` gives, to be noted with each line.
        """
        if len(rests) < 2:  # most events are of one claim
            return [Line(r.name, (r.report,), r.kind, nameless=r.nameless, clashes=_clashes(rests, held)) for r in rests]
        home: dict[str, str] = {}

        def root(x: str) -> str:
            home.setdefault(x, x)
            while home[x] != x:
                home[x] = home[home[x]]
                x = home[x]
            return x

        for report, key in sorted({(r.report, r.key) for r in rests}):
            node = f"{report}\n{key}"
            home[root(node)] = root(f"key\n{key}")
        always: dict[str, set[str]] = {}  # for each origin those through whom alone it is had
        for r in rests:
            always[r.key] = always[r.key].intersection(r.links) if r.key in always else set(r.links)
        for r in rests:
            for link in r.links:
                if link in always and link in always[r.key]:  # the outlet's own word, and what is had only through it
                    home[root(f"key\n{r.key}")] = root(f"key\n{link}")
                elif r.paper:
                    home[root(f"key\n{r.key}")] = root(f"paper through\n{link}")
        for r in rests:  # documents, files, papers: the papers that one report speaks of are the same papers
            if r.paper:
                home[root(f"key\n{r.key}")] = root(f"papers of\n{r.report}")
        # Who quotes an outlet of the case rests on its own report, however it spells the name; its own reports in two scripts are one.
        houses: dict[tuple[str, str], set[str]] = defaultdict(set)
        for r in rests:
            if self._known[r.report].outlet[0].startswith("o:"):  # else its outlet is not known, and its name that of a file
                houses[self._known[r.report].outlet].add(r.report)
        said = [r for r in rests if r.key.startswith("o:") and (not r.named or r.nameless or r.kind == "media")]
        quoting = {(r.key, r.name.rpartition(" through ")[2], r.report) for r in said}
        owners = sorted(houses.items())
        met: dict[tuple[str, str], list[tuple[str, set[str]]]] = {}
        for key, name, report in sorted(quoting):
            if (key, name) not in met:
                met[key, name] = [(own, of) for (own, outlet), of in owners if own != key and same_house(name, outlet)]
            for own, of in met[key, name]:
                if of != {report}:
                    home[root(f"key\n{key}")] = root(f"key\n{own}")
        # What copies say in their own voice, or from nameless sources, is one; named origins have met by their keys already.
        mine: dict[str, str] = {}
        for r in sorted(rests, key=lambda r: (r.report, r.key)):
            if r.nameless or not r.named:
                first = mine.setdefault(self._root(r.report), f"{r.report}\n{r.key}")
                home[root(f"{r.report}\n{r.key}")] = root(first)
        # One text in two dresses: what one tells in its own voice is what the other names a source for.
        twins = _Twins(self, rests)
        for r in sorted(rests, key=lambda r: (r.report, r.key)):
            twin = twins.of(r)
            if twin is not None:
                home[root(f"{r.report}\n{r.key}")] = root("\n".join(twin))
        lines: dict[str, list[Rest]] = defaultdict(list)
        for r in sorted(rests, key=lambda r: (r.report, r.key, r.name)):
            lines[root(f"{r.report}\n{r.key}")].append(r)
        out = []
        for members_of in lines.values():
            heard = {r.key for r in members_of if r.named and not r.nameless}  # beside SANA, "a military source through SANA" says nothing more
            told = {r.name for r in members_of if r.named and not (r.nameless and r.key in heard)} or {r.name for r in members_of}
            names = sorted({fold(n): n for n in sorted(told)}.values())
            nameless = all(r.nameless for r in members_of)
            kinds = Counter(r.kind for r in members_of if r.nameless is nameless and (r.named or not any(o.named for o in members_of)))
            kind = min(kinds, key=lambda k: (-kinds[k], k), default="media")  # what most of those whose word it is are
            reports = tuple(sorted({r.report for r in members_of}))
            out.append(Line("; ".join(names[:3]), reports, kind, nameless=nameless, clashes=_clashes(members_of, held)))
        return sorted(out, key=lambda x: (x.reports, x.origin))


def _clashes(rests: Sequence[Rest], held: Mapping[tuple[str, str], Collection[str]]) -> tuple[str, ...]:
    return tuple(sorted({c for r in rests for c in held.get((r.report, r.key), ())})) if held else ()


class _Twins:
    """For what a claim rests on, what a copy of its report names a source for.

    Args:
        origins: for which reports are copies of one another, and their outlets.
        rests: what the claims of an event rest on.
    """

    def __init__(self, origins: Origins, rests: Sequence[Rest]) -> None:
        self._origins = origins
        # copies of one text → outlet → reports with what they name
        self._named: dict[str, dict[tuple[str, str], list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for report, key in sorted({(r.report, r.key) for r in rests if r.named}):
            self._named[origins.whole(report)][origins.outlet(report)].append((report, key))

    def of(self, r: Rest) -> tuple[str, str] | None:
        """Report and key of its twin: the first, or None.

        What is told in a report's own voice has any named origin of a copy; what a copy credits to the outlet that it copies is what that
        outlet rests on.
        """
        first = [
            next((x for x in found if x[0] != r.report), None)
            for outlet, found in self._named.get(self._origins.whole(r.report), {}).items() if not r.named or _credited(r, outlet)
        ]  # fmt: skip
        return min((x for x in first if x is not None), default=None)


def _credited(r: Rest, outlet: tuple[str, str]) -> bool:
    """Whether what is told is credited to an outlet."""
    return r.key == outlet[0] if r.nameless else r.kind == "media" and same_house(r.name, outlet[1])


def _chain(told: Told, s: Statement) -> list[Statement]:
    """A statement and those it is nested in, innermost first."""
    out = [s]
    seen = {id(s)}
    while out[-1].parent is not None and out[-1].parent < len(told.statements):
        up = told.statements[out[-1].parent]
        if id(up) in seen:
            break
        seen.add(id(up))
        out.append(up)
    return out


def _told_by(chain: Sequence[Statement]) -> tuple[Sequence[Statement], frozenset[str]]:
    """The part of a chain that tells a thing: who repeats others' words in order to deny them vouches for nothing.

    Returns:
        The statements below the first that denies, and the folded names of those above, and of whom their denial came through.
    """
    for n, link in enumerate(chain[1:], 1):
        if link.stance == "deny" and chain[0].stance == "assert":
            return chain[:n], frozenset(fold(v.name) for up in chain[n:] for v in (up.speaker, *up.via))
    return chain, frozenset()
